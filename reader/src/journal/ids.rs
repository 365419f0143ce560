//! Names that a reader gives: cases, answers, batches. All random, so that chains of several
//! readers merge without a meeting point and a number tells nothing about the order.

use std::fmt;

use rand_core::CryptoRng;

const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// A case: 40 random bits, written as eight letters and digits (`k7m2-q9xd`).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CaseId(pub [u8; 5]);

/// An answer, whatever number of cells it takes; stands in each of them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReplyId(pub [u8; 16]);

/// Something that a member did in a case.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DeedId(pub [u8; 16]);

/// A batch of cells.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BatchId(pub [u8; 8]);

macro_rules! generate {
    ($($type:ident),*) => {$(
        impl $type {
            /// A new random one.
            #[must_use]
            pub fn generate(rng: &mut impl CryptoRng) -> Self {
                let mut id = Self(Default::default());
                rng.fill_bytes(&mut id.0);
                id
            }
        }

        impl fmt::Debug for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($type), "({})"), self)
            }
        }
    )*};
}

generate!(CaseId, ReplyId, DeedId, BatchId);

macro_rules! hexadecimal {
    ($($type:ident),*) => {$(
        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
            }
        }
    )*};
}

hexadecimal!(ReplyId, DeedId, BatchId);

/// Letters of a case's name, and bits that each stands for.
const LETTERS: u32 = 8;
const BITS: u32 = 5;

impl fmt::Display for CaseId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for place in 0..LETTERS {
            if place == LETTERS / 2 {
                f.write_str("-")?;
            }
            let index = (self.bits() >> (BITS * (LETTERS - 1 - place)) & 31) as usize;
            let letter = ALPHABET.get(index).copied().unwrap_or(b'?');
            write!(f, "{}", char::from(letter))?;
        }
        Ok(())
    }
}

impl CaseId {
    /// Whether what a person typed is the beginning of this case's name, hyphen or not.
    #[must_use]
    pub fn starts_with(&self, typed: &str) -> bool {
        Beginning::of(typed).is_some_and(|beginning| beginning.is_of(self))
    }

    fn bits(&self) -> u64 {
        let bytes = self.0.iter();
        bytes.fold(0, |sum, byte| sum << 8 | u64::from(*byte))
    }
}

/// What a person typed as the beginning of a case's name, read once for all cases.
#[derive(Debug, Clone, Copy)]
pub struct Beginning {
    bits: u64,
    letters: u32,
}

impl Beginning {
    /// With the hyphen or without, in small letters or large ones; `None` where no name begins like this.
    #[must_use]
    pub fn of(typed: &str) -> Option<Self> {
        let (mut bits, mut letters) = (0, 0);
        for letter in typed.bytes().filter(|one| *one != b'-') {
            let letter = letter.to_ascii_lowercase();
            let index = ALPHABET.iter().position(|one| *one == letter)?;
            bits = bits << BITS | index as u64;
            letters += 1;
            if letters > LETTERS {
                return None;
            }
        }
        (letters > 0).then_some(Self { bits, letters })
    }

    /// Whether this case's name begins so.
    #[must_use]
    pub fn is_of(self, case: &CaseId) -> bool {
        case.bits() >> (BITS * (LETTERS - self.letters)) == self.bits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_case_has_a_name_that_can_be_read_out() {
        assert_eq!(CaseId([0; 5]).to_string(), "aaaa-aaaa");
        assert_eq!(CaseId([255; 5]).to_string(), "9999-9999");
        let case = CaseId::generate(&mut crate::test_rng(1));
        let name = case.to_string();
        assert!(case.starts_with(&name) && case.starts_with(&name[..5].to_uppercase()));
        assert!(!case.starts_with("") && !case.starts_with(&format!("{name}a")));
        let letters = name.replace('-', "");
        for length in 1..=8 {
            let (begins, next) = letters.split_at(length);
            assert!(case.starts_with(begins), "{begins}");
            let other = if next.starts_with('b') { 'c' } else { 'b' };
            assert!(!case.starts_with(&format!("{begins}{other}")));
        }
        assert!(!case.starts_with(&format!("{} {}", &name[..4], &name[5..])));
    }
}
