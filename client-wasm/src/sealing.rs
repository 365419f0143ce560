//! Sealing: a letter of the conversation at hand, or a cover, on one road (protocol, section 4.3).

use crypto_core::{
    ids::{Addressee, LetterId},
    keys::{LeftOut, MemberKey, Root, ThreadKey},
    letter::{
        Content, Kind, Letter, Lock, RosterReference, SealError, Seat, seal::text_room, seal_cover,
        seal_letter,
    },
    primitives::hybrid::HybridRecipient,
    time::Day,
};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

use crate::{Code, Conversation, Outgoing, Session, Trust};

/// Members with what their slots need, since a seat only borrows.
struct Reader {
    recipient: HybridRecipient,
    member_key: MemberKey,
}

impl Session {
    /// Bytes of text (UTF-8) that fit in the next letter.
    ///
    /// # Errors
    /// [`Code::Early`] before the roster is verified.
    pub fn text_room(&self, rng: &mut impl CryptoRng) -> Result<usize, Code> {
        // With room for the salt, so that asking for a proof never makes a text too long.
        let content = self.content("", 0, true, LetterId([0; 16]), rng)?;
        Ok(text_room(&content, self.lock()?.form()))
    }

    /// Seals `text` for the committee under the conversation at hand; `proof` asks for a proof of receipt.
    ///
    /// # Errors
    /// [`Code::Gate`], [`Code::Old`], [`Code::Early`], [`Code::TooLong`], [`Code::Roster`].
    pub fn seal_letter(
        &self,
        text: &str,
        service: u16,
        proof: bool,
        today: Day,
        rng: &mut impl CryptoRng,
    ) -> Result<Outgoing, Code> {
        if self.trust == Trust::None {
            return Err(Code::Gate);
        }
        if self.too_old(today) {
            return Err(Code::Old);
        }
        if !self.leaving_is_settled() {
            return Err(Code::Early);
        }
        let id = new_id(rng);
        let content = self.content(text, service, proof, id, rng)?;
        let readers = self.readers()?;
        let seats: Vec<Seat<'_>> = readers
            .iter()
            .map(|reader| Seat {
                recipient: &reader.recipient,
                member_key: &reader.member_key,
            })
            .collect();
        let letter = seal_letter(&content, &seats, self.lock()?, rng).map_err(code_of)?;
        self.outgoing(id, &letter)
    }

    /// The server has the letter: the next one goes on with the conversation. Until then the person keeps
    /// the same receipt, whatever goes wrong.
    pub fn stored(&mut self) {
        let out = self.left_out();
        if let Some(conversation) = &mut self.conversation {
            conversation.begun = true;
            // Whoever was left out of a letter stays out.
            conversation.left_out = out;
        }
        self.uploaded.clear();
    }

    /// Seals a letter that nobody can open.
    ///
    /// # Errors
    /// [`Code::Early`], [`Code::Old`].
    pub fn seal_cover(&self, today: Day, rng: &mut impl CryptoRng) -> Result<Outgoing, Code> {
        if self.too_old(today) {
            return Err(Code::Old);
        }
        let letter = seal_cover(self.lock()?, rng).map_err(code_of)?;
        self.outgoing(new_id(rng), &letter)
    }

    fn outgoing(&self, id: LetterId, letter: &Letter) -> Result<Outgoing, Code> {
        Ok(Outgoing::letter(id, letter, self.header()?.hash()))
    }

    fn lock(&self) -> Result<Lock, Code> {
        Lock::of(self.roster()?).map_err(|_| Code::Roster)
    }

    pub(crate) fn root(&self, conversation: &Conversation) -> Result<Root, Code> {
        let channel = &self.roster()?.channel;
        Ok(Root::derive(
            &conversation.receipt,
            channel,
            Addressee::Committee,
        ))
    }

    fn content(
        &self,
        text: &str,
        service: u16,
        proof: bool,
        letter_id: LetterId,
        rng: &mut impl CryptoRng,
    ) -> Result<Content, Code> {
        let (roster, header) = (self.roster()?, self.header()?);
        // Before there is a receipt, only the length of the content matters.
        let none = Conversation {
            receipt: crypto_core::receipt::Receipt::from_bytes([0; 16]),
            begun: true,
            left_out: Vec::new(),
        };
        let conversation = self.conversation.as_ref().unwrap_or(&none);
        let root = self.root(conversation)?;
        let left_out: LeftOut = root.leave_out(&roster.channel, &self.left_out());
        Ok(Content {
            channel: roster.channel,
            roster: RosterReference {
                serial: roster.serial,
                sha256: *roster.sha256(),
            },
            board_serial: header.serial,
            day: header.day,
            letter_id,
            addressee: Addressee::Committee,
            service,
            conversation: root.conversation_id(),
            thread_key: match roster.quorum {
                // Without a quorum nobody needs it, and letters of one conversation share nothing more.
                1 => ThreadKey::generate(rng),
                _ => root.thread_key(),
            },
            kind: if conversation.begun {
                Kind::Message
            } else {
                Kind::Report
            },
            body: Zeroizing::new(text.to_owned()),
            attachments: self.uploaded.clone(),
            left_out,
            proof_salt: proof.then(|| root.proof_salt()),
            object: None,
            unknown: Default::default(),
        })
    }

    /// The committee's members whom the reporter does not leave out.
    fn readers(&self) -> Result<Vec<Reader>, Code> {
        let conversation = self.conversation.as_ref().ok_or(Code::Early)?;
        let recipients = self.files.recipients.as_ref().ok_or(Code::Early)?;
        let root = self.root(conversation)?;
        let left_out = self.left_out();
        self.committee()?
            .filter(|number| !left_out.contains(number))
            .map(|number| {
                let text = recipients.of(number).ok_or(Code::Roster)?;
                Ok(Reader {
                    recipient: HybridRecipient::parse(text).map_err(|_| Code::Roster)?,
                    member_key: root.member_key(number),
                })
            })
            .collect()
    }
}

fn new_id(rng: &mut impl CryptoRng) -> LetterId {
    let mut id = [0; 16];
    rng.fill_bytes(&mut id);
    LetterId(id)
}

fn code_of(error: SealError) -> Code {
    match error {
        SealError::TooLong => Code::TooLong,
        SealError::NoReader => Code::Quorum,
        SealError::TooManyReaders => Code::Roster,
        SealError::Failed => Code::Internal,
    }
}
