//! Keys as text: Bech32 (BIP 173) without a limit of length, as age has it.

use bech32::{FromBase32, ToBase32, Variant};
use zeroize::Zeroizing;

/// The bytes of a key that begins with `start` (in that case) and has the lower-case prefix `hrp`.
pub(super) fn read(text: &str, start: &str, hrp: &str) -> Option<Zeroizing<Vec<u8>>> {
    if !text.starts_with(start) {
        return None;
    }
    let (found, mut words, variant) = bech32::decode(text).ok()?;
    let bytes = Vec::<u8>::from_base32(&words).ok().map(Zeroizing::new);
    wipe(&mut words);
    (found == hrp && variant == Variant::Bech32)
        .then_some(bytes)
        .flatten()
}

/// Bytes as a key in lower case. `hrp` is one of the two constants of this module's parent.
pub(super) fn write(hrp: &str, bytes: &[u8]) -> String {
    let mut words = bytes.to_base32();
    #[expect(
        clippy::expect_used,
        reason = "fails for an invalid prefix only; ours are constants"
    )]
    let text = bech32::encode(hrp, &words, Variant::Bech32).expect("a valid prefix");
    wipe(&mut words);
    text
}

fn wipe(words: &mut [bech32::u5]) {
    for word in words {
        *word = bech32::u5::default();
    }
}
