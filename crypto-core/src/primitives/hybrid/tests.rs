use rand::{SeedableRng, rngs::StdRng};

use super::*;

/// The example keys of the age specification.
const IDENTITY: &str =
    "AGE-SECRET-KEY-PQ-1XX76JRALNLXDMEW0CRK45QMCCH4X06SE84UN3VPM33W6HWDX0H3SK3ZQFR";

#[test]
fn key_texts_go_there_and_back() {
    let key = HybridIdentity::parse(IDENTITY).unwrap();
    assert_eq!(*key.expose_text(), IDENTITY);
    let text = key.recipient().to_string();
    assert!(text.starts_with("age1pq1x34nzsvr0rxjsgdn8zgyhfe8j7ceq5r9rdelkjuh3y235jzxshfg87"));
    assert!(text.ends_with("pyyzk3tlhl53k2ykx3qheyty7saeq0d3fzv49zc0k"));
    assert!(HybridRecipient::parse(&text).unwrap() == key.recipient());
}

#[test]
fn mistyped_keys_are_refused() {
    let recipient = HybridIdentity::from_seed(&[1; 32]).recipient().to_string();
    let swapped = recipient.replacen("pq1", "pq11", 1);
    let x25519 = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj";
    for text in ["", "age1pq1", x25519, &swapped, &recipient.to_uppercase()] {
        assert_eq!(
            HybridRecipient::parse(text).err(),
            Some(KeyTextError::NotAKey),
            "{text}"
        );
    }
    let lower = IDENTITY.to_lowercase();
    for text in ["", &lower, &IDENTITY.replace("XX76", "XX77"), &recipient] {
        assert!(matches!(
            HybridIdentity::parse(text),
            Err(KeyTextError::NotAKey)
        ));
    }
}

#[test]
fn a_recipient_with_a_share_of_low_order_is_refused() {
    let mut bytes = HybridIdentity::from_seed(&[1; 32]).recipient().0.to_bytes();
    for byte in &mut bytes[MLKEM_PUBLIC_LEN..] {
        *byte = 0;
    }
    let text = key_text::write("age1pq", &bytes);
    assert_eq!(
        HybridRecipient::parse(&text).err(),
        Some(KeyTextError::Unusable)
    );
}

#[test]
fn both_sides_get_the_same_file_key_and_box_key() {
    let rng = &mut StdRng::seed_from_u64(1);
    let identity = HybridIdentity::generate(rng);
    let file_key = FileKey::generate(rng);
    let wrapped = identity.recipient().wrap(&file_key, rng).unwrap();
    let (opened, box_key) = identity
        .unwrap(&wrapped.encapsulated, &wrapped.body)
        .unwrap()
        .unwrap();
    assert_eq!(opened.expose(), file_key.expose());
    assert_eq!(box_key.expose(), wrapped.box_key.expose());
    let other = HybridIdentity::generate(rng);
    assert!(matches!(
        other.unwrap(&wrapped.encapsulated, &wrapped.body),
        Ok(None)
    ));
}

#[test]
fn stanzas_of_other_lengths_or_of_low_order_are_malformed() {
    let rng = &mut StdRng::seed_from_u64(2);
    let identity = HybridIdentity::generate(rng);
    let file_key = FileKey::generate(rng);
    let wrapped = identity.recipient().wrap(&file_key, rng).unwrap();
    let refused = |encapsulated: &[u8], body: &[u8]| identity.unwrap(encapsulated, body).is_err();
    assert!(!refused(&wrapped.encapsulated, &wrapped.body));
    assert!(refused(&wrapped.encapsulated[1..], &wrapped.body));
    assert!(refused(&wrapped.encapsulated, &wrapped.body[1..]));
    assert!(refused(&[], &[]));
    // 0, 1 and -1, of orders 4, 1 and 2 on curve and twist, and 0 written as the prime.
    let mut prime = [0xff; 32];
    (prime[0], prime[31]) = (0xed, 0x7f);
    let mut minus_one = prime;
    minus_one[0] = 0xec;
    let mut one = [0; 32];
    one[0] = 1;
    for share in [[0; 32], one, minus_one, prime] {
        let mut encapsulated = wrapped.encapsulated;
        encapsulated[MLKEM_CIPHERTEXT_LEN..].copy_from_slice(&share);
        assert!(refused(&encapsulated, &wrapped.body));
    }
}
