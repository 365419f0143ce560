//! The kinds of deeds by their numbers.

use super::What;

impl What {
    /// The number of its kind.
    pub(super) fn kind(&self) -> u64 {
        match self {
            Self::Step(..) => 1,
            Self::ViewSealed(_) => 2,
            Self::View(..) => 3,
            Self::Decision(..) => 4,
            Self::SecondLook => 5,
            Self::Note => 6,
            Self::Task(..) => 7,
            Self::Done(_) => 8,
            Self::Assigned(..) => 9,
            Self::Recused => 10,
            Self::Hold => 11,
            Self::HoldLifted(_) => 12,
            Self::Promise(_) => 13,
            Self::Forwarded(..) => 14,
            Self::Corrected(_) => 15,
            Self::Unassigned(..) => 16,
            Self::NameKept(_) => 17,
            Self::NameGranted(..) => 18,
            Self::NameLooked(_) => 19,
            Self::NameDisclosed(..) => 20,
            Self::Read(_) => 24,
            Self::Consented(_) => 25,
            Self::NameShareGiven(..) => 26,
            Self::NameDisclosureAsked(..) => 27,
            Self::NameDisclosureAgreed(_) => 28,
            Self::MinutesAgreed(_) => 29,
            Self::MinutesCorrected(_) => 30,
            Self::Unknown(kind) => *kind,
        }
    }
}
