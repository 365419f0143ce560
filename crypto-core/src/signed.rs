//! Signed objects: `body ‖ signature block`, the block being the four lines of a `.minisig` file.
//! `head -n -4` and `tail -n 4` take them apart; stock minisign checks them.

use crate::{
    ids::MemberNumber,
    primitives::signature::{SignatureError, SigningKey, VerifyingKey},
    roster::{Member, MemberKind, VerifiedRoster},
};

/// Length of the block apart from its trusted comment, which is the object's kind.
const BLOCK_FRAME_LEN: usize =
    "untrusted comment: belfry\n".len() + 100 + 1 + "trusted comment: ".len() + 1 + 88 + 1;

/// Length in bytes of the signature block of an object of this kind.
#[must_use]
pub const fn block_len(kind: &str) -> usize {
    BLOCK_FRAME_LEN + kind.len()
}

/// `body` with its signature block.
#[must_use]
pub fn sign(body: &[u8], kind: &str, key: &SigningKey) -> Vec<u8> {
    // Growing would leave a copy behind of what may be a share.
    let mut signed = Vec::with_capacity(body.len() + block_len(kind));
    signed.extend_from_slice(body);
    signed.extend(key.sign(body, kind));
    signed
}

/// Body and block of a signed object of this kind; nothing is checked yet but the length.
///
/// # Errors
/// [`SignatureError::Signature`] where it is shorter than a block.
pub fn split<'b>(signed: &'b [u8], kind: &str) -> Result<(&'b [u8], &'b [u8]), SignatureError> {
    let at = signed
        .len()
        .checked_sub(block_len(kind))
        .ok_or(SignatureError::Signature)?;
    signed.split_at_checked(at).ok_or(SignatureError::Signature)
}

/// The body of a signed object, once its signature holds.
///
/// # Errors
/// [`SignatureError::Signature`].
pub fn verify<'b>(
    signed: &'b [u8],
    kind: &str,
    key: &VerifyingKey,
) -> Result<&'b [u8], SignatureError> {
    let (body, block) = split(signed, kind)?;
    key.verify(body, kind, block)?;
    Ok(body)
}

/// Checks that a signed object of this kind is signed by the member of `roster` whom it names, of a kind of members that
/// may sign such.
///
/// # Errors
/// `stranger` where the roster lists nobody of that number and kind with a key, `signature` where it does and they did
/// not sign it; each with the number.
pub fn verify_named<E>(
    signed: &[u8],
    kind: &str,
    (roster, named): (&VerifiedRoster, MemberNumber),
    may_sign: impl Fn(MemberKind) -> bool,
    [stranger, signature]: [fn(MemberNumber) -> E; 2],
) -> Result<(), E> {
    let listed = roster.member(named).filter(|one| may_sign(one.kind));
    let key = listed.and_then(Member::member_key);
    let key = key.ok_or_else(|| stranger(named))?;
    verify(signed, kind, &key).map_err(|_| signature(named))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_holds_for_its_kind_and_bytes_alone() {
        let key = SigningKey::from_bytes(&[7; 32]);
        let public = key.verifying_key();
        let signed = sign(b"text\n", "belfry/v1/roster", &key);
        assert_eq!(
            verify(&signed, "belfry/v1/roster", &public),
            Ok(&b"text\n"[..])
        );
        assert!(verify(&signed, "belfry/v1/rosteR", &public).is_err());
        let other = SigningKey::from_bytes(&[8; 32]).verifying_key();
        assert!(verify(&signed, "belfry/v1/roster", &other).is_err());
        for at in 0..signed.len() {
            let mut altered = signed.clone();
            altered[at] ^= 1;
            assert!(
                verify(&altered, "belfry/v1/roster", &public).is_err(),
                "byte {at}"
            );
            assert!(verify(&signed[..at], "belfry/v1/roster", &public).is_err());
        }
    }

    #[test]
    fn a_public_key_goes_to_minisign_text_and_back() {
        let key = SigningKey::from_bytes(&[7; 32]).verifying_key();
        assert_eq!(VerifyingKey::from_minisign(&key.to_minisign()), Ok(key));
        assert_eq!(key.to_minisign().len(), 56);
    }
}
