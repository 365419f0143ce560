//! What a person should know beside the result of an import: each is one sentence or two, and says what to do.

mod key;

use std::fmt;

use crypto_core::words::Language;

use super::{Words, both, counted, say};
use crate::notice::{HurtPlace, Notice, month};

impl Words for Notice {
    fn words(&self, language: Language) -> String {
        match self {
            Self::NoBoard => say(
                language,
                "In het pakket zit geen bord dat te controleren is. De brieven zijn ingelezen. Haal opnieuw op voordat \
                 je publiceert.",
                "The bundle holds no board that can be checked. Letters were taken in; pull again \
                 before you publish.",
            )
            .to_owned(),
            Self::TwoBoards { serial } => both!(
                language,
                "ALARM: er zijn twee verschillende borden met nummer {serial}. Iemand heeft deze lezer een ander bord \
                 laten zien dan anderen. Vergelijk met je collega's voordat je verdergaat.",
                "ALARM: there are two different boards with number {serial}. Somebody showed this \
                 reader and others different boards. Compare with your colleagues before you go on.",
            ),
            Self::DoesNotFollow { serial } => {
                let before = serial.saturating_sub(1);
                both!(
                    language,
                    "ALARM: bord {serial} sluit niet aan op bord {before} zoals deze lezer het zag. Iemand heeft deze \
                     lezer een ander bord laten zien dan anderen. Vergelijk met je collega's.",
                    "ALARM: board {serial} does not follow board {before} as this reader saw it. Somebody \
                     showed this reader and others different boards. Compare with your colleagues.",
                )
            }
            Self::OldBoard { serial, last } => both!(
                language,
                "ALARM: het bord in het pakket heeft nummer {serial}, maar nummer {last} is al eerder gezien. De server \
                 of de koerier laat een oud bord zien.",
                "ALARM: the bundle's board has number {serial}, but number {last} was seen before. \
                 The server or the courier shows an old board.",
            ),
            Self::BoardFromTheFuture { day } => both!(
                language,
                "Op het bord staat de datum {day}; dat is later dan morgen. Kijk of de datum van deze computer klopt.",
                "The board is dated {day}, which is later than tomorrow. Check this machine's date.",
            ),
            Self::BoardRefused { boards } => {
                let refused = match boards {
                    1 => "Er is 1 bord in het pakket geweigerd".to_owned(),
                    _ => format!("Er zijn {boards} borden in het pakket geweigerd"),
                };
                both!(
                    language,
                    "{refused}: de handtekening, de ledenlijst of de vakken kloppen niet.",
                    "{boards} board(s) in the bundle were refused: the signature, the roster or the \
                     cells do not hold.",
                )
            }
            Self::TwoRosters { serial } => both!(
                language,
                "ALARM: er zijn twee verschillende ledenlijsten met nummer {serial}. Vraag wie ze heeft ondertekend.",
                "ALARM: there are two different rosters with number {serial}. Ask who signed them.",
            ),
            Self::QuorumChanged { serial, from, to } => both!(
                language,
                "De ledenlijst met nummer {serial} vraagt {to} leden om samen een brief te openen of een naam bekend te \
                 maken; dat waren er {from}. Wist je dat niet? Vraag wie die heeft ondertekend.",
                "Roster number {serial} asks for {to} members to open a letter or disclose a name together; it was {from}. \
                 If that is new to you, ask who signed it.",
            ),
            Self::TwoRootChanges { number } => key::two_changes(language, *number),
            Self::RootGivenUp { serial } => key::given_up(language, *serial),
            Self::RootChanged { number } => key::changed(language, *number),
            Self::NotInRoster => say(
                language,
                "De sleutel van deze lezer staat niet in de ledenlijst. Melders schrijven dus niet aan jou; vraag wie \
                 de ledenlijst ondertekent.",
                "The roster does not list this reader's key. Reporters do not write to you; ask \
                 whoever signs the roster.",
            )
            .to_owned(),
            Self::RecipientsRefused { epoch } => {
                let month = month(*epoch);
                both!(
                    language,
                    "Voor {month} kwamen er andere sleutels dan de ledenlijst noemt.",
                    "The recipients of {month} are not those that the roster names.",
                )
            }
            Self::BatchDropped { serial, signer } => both!(
                language,
                "Op bord {serial}, ondertekend door lid {signer}, ontbreekt een zending van jou waarvan de tijd nog niet \
                 om is. Je volgende export zet die terug.",
                "A batch of yours is missing from board {serial}, signed by member {signer}, \
                 although its time is not over. The next export puts it back.",
            ),
            Self::BundleDamaged { places, more } => damaged(language, places, *more),
            Self::LetterRefused { letter, reason } => {
                let reason = reason.words(language);
                both!(
                    language,
                    "Brief {letter} is niet ingelezen: {reason}.",
                    "Letter {letter} could not be taken in: {reason}.",
                )
            }
            Self::WeekIncomplete {
                week,
                letters,
                parcels,
            } => {
                let day = week.first_day();
                let missing = letters.letters(language) + &parcels.parcels(language);
                both!(
                    language,
                    "Van de week van {day} had de server meer dan er is gekomen:{missing}\nHaal opnieuw op en lees in; \
                     de server bewaart ze hoogstens 13 weken.",
                    "Of the week from {day} the server had more than came:{missing}\nPull and import again; the server \
                     keeps them for 13 weeks at most.",
                )
            }
            Self::FilesLack { case, parcels } => {
                let verb = if *parcels == 1 { "hoort" } else { "horen" };
                both!(
                    language,
                    "Van de ontbrekende stukken {verb} er {parcels} bij bestanden van zaak {case} (`files {case}` zegt \
                     bij welke).",
                    "{parcels} of the missing parcels belong to files of case {case} (`files {case}` \
                     tells which).",
                )
            }
            Self::ShareCame { letter, from } => both!(
                language,
                "Lid {from} gaf je zijn of haar deel van brief {letter}.",
                "Member {from} gave you their share of letter {letter}.",
            ),
            Self::ShareWrong { letter, from } => both!(
                language,
                "ALARM: het deel van brief {letter} dat lid {from} je gaf, is niet het deel dat bij de brief hoort. Het \
                 is veranderd, of het hoort bij een andere brief, of jullie lezers kregen onder deze naam verschillende \
                 brieven. Het wordt niet gebruikt. Vergelijk met lid {from}, en vertel het je collega's.",
                "ALARM: the share of letter {letter} that member {from} gave you is not the one that \
                 the letter has. It was changed, or belongs to another letter, or your two readers were given different \
                 letters under this name. It is not used; compare with member {from}, and tell your colleagues.",
            ),
            Self::OwnShareWrong { letter } => both!(
                language,
                "ALARM: wie brief {letter} verzegelde, gaf jou een deel dat er niet bij past. Je collega's kunnen het \
                 niet gebruiken; met genoeg delen van anderen gaat de brief open.",
                "ALARM: whoever sealed letter {letter} gave you a share that does not fit it. Colleagues \
                 cannot use it; the letter opens with enough shares of others.",
            ),
            Self::ReleaseRefused { letter, reason } => {
                let reason = reason.words(language);
                both!(
                    language,
                    "ALARM: in brief {letter} zou een deel van een collega zitten, maar {reason}. Het wordt niet \
                     gebruikt.",
                    "ALARM: letter {letter} claims to hold a colleague's share, but {reason}. It is not used.",
                )
            }
            Self::MinutesRefused { letter, reason } => {
                let reason = reason.words(language);
                both!(
                    language,
                    "ALARM: brief {letter} zou door een collega zijn overgetypt, maar {reason}.",
                    "ALARM: letter {letter} claims that a colleague typed it in, but {reason}.",
                )
            }
            Self::NameRefused { letter, reason } => {
                let reason = reason.words(language);
                both!(
                    language,
                    "ALARM: met brief {letter} zou een collega je de naam van een melder geven, maar {reason}. De naam \
                     wordt niet bewaard.",
                    "ALARM: letter {letter} claims that a colleague gives you a reporter's name, but {reason}. It is \
                     not kept.",
                )
            }
            Self::NameWithoutCase { letter, from } => both!(
                language,
                "Lid {from} geeft je de naam van een melder (brief {letter}) van wie je de zaak nog niet kunt lezen. De \
                 naam wordt niet bewaard. Vraag lid {from} om hem nog eens te geven zodra je de zaak kunt lezen.",
                "Member {from} gives you the name of a reporter (letter {letter}) whose case you cannot read yet. It is \
                 not kept; once you can, ask member {from} to grant it again.",
            ),
            Self::NameShareRefused { letter, reason } => {
                let reason = reason.words(language);
                both!(
                    language,
                    "ALARM: in brief {letter} zou een deel van een collega van de naam van een melder zitten, maar \
                     {reason}. Het wordt niet gebruikt.",
                    "ALARM: letter {letter} claims to bring a colleague's share of a reporter's name, but {reason}. It is \
                     not used.",
                )
            }
            Self::NameShareWithoutCase { letter, from } => both!(
                language,
                "Lid {from} geeft je zijn of haar deel van de naam van een melder (brief {letter}) in een zaak die je nog \
                 niet kunt lezen. Het wordt niet bewaard. Vraag lid {from} om het nog eens te geven zodra je de zaak \
                 kunt lezen.",
                "Member {from} gives you their share of a reporter's name (letter {letter}) in a case that you cannot \
                 read yet. It is not kept; once you can, ask member {from} to give it again.",
            ),
            Self::NameShareCame { case, from } => both!(
                language,
                "Lid {from} gaf je zijn of haar deel van de naam die de melder van zaak {case} apart hield (`case name \
                 --open`).",
                "Member {from} gave you their share of the name that the reporter of case {case} holds apart (`case name \
                 --open`).",
            ),
            Self::PageRefused { letter, reason } => {
                let reason = reason.words(language);
                both!(
                    language,
                    "ALARM: brief {letter} zou een bladzijde van een collega zijn, maar {reason}.",
                    "ALARM: letter {letter} claims to be a page of a colleague's journal, but {reason}.",
                )
            }
            Self::Ledger(alarm) => format!("ALARM: {}", alarm.words(language)),
            Self::ReleaseTooEarly => say(
                language,
                "Er kwam een brief van een collega, maar deze lezer heeft nog geen ledenlijst. Lees het pakket nog een \
                 keer in.",
                "A colleague's letter came, but this reader has no roster yet. Import the bundle again.",
            )
            .to_owned(),
            Self::AnswerRecovered { case } => both!(
                language,
                "Een antwoord in zaak {case} is gepubliceerd door een andere lezer met jouw sleutels, of nadat de \
                 reservekopie werd gemaakt. Het is van het bord overgenomen.",
                "An answer in case {case} was published by another reader with your keys, or after the \
                 backup was made; it was taken back from the board.",
            ),
            Self::Cloned { serial, sign } => key::cloned(language, *serial, *sign),
            Self::DayTaken { day } => both!(
                language,
                "Op {day}, jouw publicatiedag, is een zending gepubliceerd die niet van deze lezer komt, en geen van \
                 je collega's had er een in te halen. Deze lezer publiceert er geen voor die dag. Vraag je collega's \
                 ernaar. Was het niemand van hen, dan wordt deze kluis ook op een andere computer gebruikt.",
                "On {day}, your publication day, a batch was published that this reader did not draw, \
                 and none of your colleagues had one to make up for. This reader publishes none for that \
                 day. Ask them; if it was nobody, this vault is used on another machine too.",
            ),
        }
    }
}

fn damaged(language: Language, places: &[HurtPlace], more: usize) -> String {
    let lines = places.iter();
    let mut lines: String = lines
        .map(|place| format!("\n  {}", place.words(language)))
        .collect();
    if more > 0 {
        let counted = counted(more, "andere plaats", "andere plaatsen");
        lines += &both!(language, "\n  en {counted}", "\n  and {more} more places");
    }
    both!(
        language,
        "Het pakket is beschadigd; al het andere is ingelezen. Beschadigd of weg:{lines}\nKopieer het pakket nog een \
         keer van de koerier en lees het weer in. Is het daar ook beschadigd, haal dan opnieuw op: de koerier haalt wat \
         stuk is dan nog een keer.",
        "The bundle is damaged; everything else in it was taken in. Hurt or missing:{lines}\nCopy the bundle from the \
         courier once more and import it again. If it is \
         damaged there too, pull again: the courier then fetches what is hurt anew.",
    )
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words(Language::English))
    }
}
