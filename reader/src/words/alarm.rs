//! What does not fit in colleagues' pages.

use std::fmt;

use crypto_core::words::Language;

use super::{Words, both};
use crate::ledger::Alarm;

impl Words for Alarm {
    fn words(&self, language: Language) -> String {
        match self {
            Self::Forked(member, number) => both!(
                language,
                "Lid {member} heeft twee verschillende bladzijden met nummer {number} ondertekend: de een leest iets \
                 anders dan de ander, of één kluis wordt op twee computers gebruikt. Deze lezer heeft beide \
                 handtekeningen. Vergelijk met je collega's.",
                "Member {member} signed two different pages with number {number}: they tell some \
                 colleagues something else than others, or use one vault on two machines. Both signatures \
                 are here; compare with your colleagues.",
            ),
            Self::Missing(member, number) => both!(
                language,
                "Bladzijde {number} van lid {member} ontbreekt, maar uit een latere bladzijde of van een collega \
                 blijkt dat die bestaat. Haal een nieuw pakket op en lees het in. Komt de bladzijde ook dan niet, dan \
                 houdt iemand die voor je achter: het lid, de server of een koerier. Vergelijk met je collega's.",
                "Page {number} of member {member} is not here, though a later one or a colleague shows that \
                 it exists. Pull and import again. If it does not come, somebody kept it from you: the \
                 member, the server or a courier. Compare with your colleagues.",
            ),
            Self::Broken(member, number) => both!(
                language,
                "Bladzijde {number} van lid {member} sluit niet aan op de bladzijde ervoor: een van de twee is \
                 vervangen.",
                "Page {number} of member {member} does not follow the page before it: one of the two was \
                 replaced.",
            ),
            Self::BackDated(member, number, day) => both!(
                language,
                "Op bladzijde {number} van lid {member} staat de datum {day}. Die past niet bij de bladzijde ervoor, \
                 of niet bij de week waarin de bladzijde binnenkwam. Het lid heeft er een verkeerde datum op gezet, of \
                 de server of een koerier heeft de bladzijde achtergehouden of een oude opnieuw gestuurd.",
                "Page {number} of member {member} is dated {day}, which does not fit the page before it or \
                 the week in which it came. The member dated it wrongly, or the server or a courier held it \
                 back or sent an old one again.",
            ),
            Self::NotTheirs(member, week) => {
                let day = week.first_day();
                both!(
                    language,
                    "In de week van {day} heeft iemand een bladzijde gestuurd op naam van lid {member}. Dat lid heeft \
                     die bladzijde niet ondertekend.",
                    "In the week from {day} somebody sent a page in the name of member {member}, who did not sign \
                     it.",
                )
            }
        }
    }
}

impl fmt::Display for Alarm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words(Language::English))
    }
}
