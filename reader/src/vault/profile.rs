//! What stands about a member in the roster, as they gave it at `init`.

use crypto_core::{
    cbor::{CborError, MapReader, MapWriter},
    ids::MemberNumber,
};

const VERSION: u64 = 1;

/// Name, role and place of a member or adviser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// Given out once and never again.
    pub number: MemberNumber,
    /// As reporters see it.
    pub name: String,
    /// The role in Dutch.
    pub role_nl: String,
    /// The role in English.
    pub role_en: String,
    /// Where they work; may be empty.
    pub location: String,
    /// Whether this is a confidential adviser rather than a member of the committee.
    pub adviser: bool,
    /// The weekday (1 is Monday) on which they publish, if they do.
    pub weekday: Option<u8>,
}

impl Profile {
    /// What members and advisers are, in Dutch and in English, unless they say it themselves.
    #[must_use]
    pub fn usual_role(adviser: bool) -> [&'static str; 2] {
        match adviser {
            false => [
                "lid van de integriteitscommissie",
                "member of the integrity committee",
            ],
            true => ["vertrouwenspersoon", "confidential adviser"],
        }
    }

    pub(super) fn encode(&self) -> Vec<u8> {
        let mut map = MapWriter::new(VERSION);
        map.u64(1, u64::from(self.number.0))
            .text(2, &self.name)
            .text(3, &self.role_nl)
            .text(4, &self.role_en)
            .text(5, &self.location)
            .u64(6, u64::from(self.adviser))
            .u64(7, self.weekday.map_or(0, u64::from));
        map.finish()
    }

    pub(super) fn decode(bytes: &[u8]) -> Result<Self, CborError> {
        let mut map = MapReader::parse(bytes)?;
        map.version(VERSION)?;
        Ok(Self {
            number: MemberNumber(map.uint(1)?),
            name: map.text(2)?,
            role_nl: map.text(3)?,
            role_en: map.text(4)?,
            location: map.text(5)?,
            adviser: map.u64(6)? == 1,
            weekday: Some(map.uint(7)?).filter(|day| (1..=7).contains(day)),
        })
    }
}
