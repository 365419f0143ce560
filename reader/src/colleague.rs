//! Letters to colleagues: sealed like a reporter's, posted like a reporter's, so that nobody sees that members
//! write to each other (protocol, section 4.3).

use crypto_core::{
    cbor::Unknown,
    ids::{Addressee, ConversationId, LetterId, MemberNumber},
    keys::{LeftOut, MemberKey, ThreadKey},
    letter::{Content, Kind, Lock, RosterReference, SealError, Seat, SlotsError, seal_letter},
    time::Day,
};
use rand_core::CryptoRng;
use thiserror::Error;
use zeroize::Zeroizing;

use crate::public::Public;

/// Days after its board's day on which a letter can still be sealed and posted: then keys are erased (protocol, section 4.6).
pub const LETTER_DAYS: u32 = 28;

/// Why no letter to a colleague was made.
#[derive(Debug, Error)]
pub enum ColleagueError {
    /// The roster lists nobody with this number.
    #[error("the roster lists no member {0}")]
    Unknown(MemberNumber),
    /// Nobody knows the colleague's key of this month.
    #[error("this reader has not seen the key of member {0} for this month")]
    NoRecipient(MemberNumber),
    /// The board is so old that colleagues may have erased the keys of its month.
    #[error("the board last seen is older than 28 days")]
    OldBoard,
    /// The roster.
    #[error(transparent)]
    Slots(#[from] SlotsError),
    /// The letter.
    #[error(transparent)]
    Seal(#[from] SealError),
}

/// What a letter to colleagues carries.
pub struct Enclosed {
    /// What kind of letter it is.
    pub kind: Kind,
    /// A signed object.
    pub object: Zeroizing<Vec<u8>>,
    /// A text.
    pub body: Zeroizing<String>,
    /// Who must not hear of it.
    pub left_out: Vec<MemberNumber>,
}

impl Enclosed {
    /// An object alone.
    #[must_use]
    pub fn object(kind: Kind, object: Zeroizing<Vec<u8>>) -> Self {
        Self {
            kind,
            object,
            body: Zeroizing::default(),
            left_out: Vec::new(),
        }
    }
}

/// A letter to colleagues, sealed.
pub struct Written {
    /// The id under which it is to be posted.
    pub id: LetterId,
    /// The letter, 65,536 bytes.
    pub bytes: Vec<u8>,
}

/// Seals what is enclosed to these members, each of whom can open it alone.
///
/// # Errors
/// Every case of [`ColleagueError`].
pub fn write(
    public: &Public,
    to: &[MemberNumber],
    enclosed: Enclosed,
    today: Day,
    rng: &mut impl CryptoRng,
) -> Result<Written, ColleagueError> {
    if today.since(public.board.header().day) > LETTER_DAYS {
        return Err(ColleagueError::OldBoard);
    }
    let mut random = [[0; 16]; 2];
    random.iter_mut().for_each(|bytes| rng.fill_bytes(bytes));
    let [id, conversation] = random;
    let (roster, header) = (&public.roster, public.board.header());
    let content = Content {
        channel: roster.channel,
        roster: RosterReference {
            serial: roster.serial,
            sha256: *roster.sha256(),
        },
        board_serial: header.serial,
        day: header.day,
        letter_id: LetterId(id),
        addressee: Addressee::Committee,
        service: 0,
        // Nobody answers: these are random, for this letter alone.
        conversation: ConversationId(conversation),
        thread_key: ThreadKey::generate(rng),
        kind: enclosed.kind,
        body: enclosed.body,
        attachments: Vec::new(),
        // No reporter vouches for it, so it has no tag.
        left_out: LeftOut {
            members: enclosed.left_out,
            tag: [0; 32],
        },
        proof_salt: None,
        object: Some(enclosed.object),
        name_box: None,
        unknown: Unknown::default(),
    };
    let readers = to
        .iter()
        .map(|number| {
            let number = *number;
            roster
                .member(number)
                .ok_or(ColleagueError::Unknown(number))?;
            let recipient = public.recipient(number);
            let recipient = recipient.ok_or(ColleagueError::NoRecipient(number))?;
            Ok((recipient, MemberKey::generate(rng)))
        })
        .collect::<Result<Vec<_>, ColleagueError>>()?;
    let seats: Vec<Seat<'_>> = readers
        .iter()
        .map(|(recipient, member_key)| Seat {
            recipient,
            member_key,
        })
        .collect();
    let letter = seal_letter(&content, &seats, Lock::of(roster)?.alone(), rng)?;
    Ok(Written {
        id: LetterId(id),
        bytes: letter.as_bytes().to_vec(),
    })
}
