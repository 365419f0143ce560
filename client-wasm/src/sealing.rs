//! Sealing: a letter of the conversation at hand, or a cover, on one road (protocol, section 4.3).

use crypto_core::{
    ids::{Addressee, LetterId, MemberNumber},
    keys::{LeftOut, MemberKey, Root, ThreadKey},
    letter::{
        Content, Letter, Lock, RosterReference, SealError, Seat,
        name_box::{self, NameBoxError, Place, seal_name},
        seal::text_room,
        seal_cover, seal_letter,
    },
    primitives::hybrid::HybridRecipient,
    time::Day,
};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

use crate::{Code, Conversation, Outgoing, Session, Trust};

/// Members with what their slots need, since a seat only borrows.
struct Reader {
    number: MemberNumber,
    recipient: HybridRecipient,
    member_key: MemberKey,
}

impl Session {
    /// Bytes of text (UTF-8) that fit in the next letter.
    ///
    /// # Errors
    /// [`Code::Early`] before the roster is verified.
    pub fn text_room(&self, rng: &mut impl CryptoRng) -> Result<usize, Code> {
        // With room for the salt and a name, so that neither ever makes a text too long.
        let text = ("", 0, true);
        let addressee = self.addressee().unwrap_or(Addressee::Committee);
        let mut content = self.content(addressee, text, LetterId([0; 16]), rng)?;
        let readers = match addressee {
            Addressee::Committee => self.committee()?.count(),
            Addressee::Adviser(_) => 1,
        };
        content.name_box = Some(vec![0; name_box::box_len(readers)]);
        Ok(text_room(&content, self.lock()?.form()))
    }

    /// Seals `text` for the addressee under the conversation at hand; `proof` asks for a proof of receipt.
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
        self.seal_letter_from((text, ""), service, proof, today, rng)
    }

    /// The same with the reporter's name beside the text, held apart; an empty one is none.
    ///
    /// # Errors
    /// As [`Session::seal_letter`]; a name that is too long is [`Code::TooLong`].
    pub fn seal_letter_from(
        &self,
        (text, name): (&str, &str),
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
        let addressee = self.addressee()?;
        if addressee == Addressee::Committee && !self.leaving_is_settled() {
            return Err(Code::Early);
        }
        let id = new_id(rng);
        let mut content = self.content(addressee, (text, service, proof), id, rng)?;
        let readers = self.readers(addressee)?;
        if !name.is_empty() {
            content.name_box = Some(self.name_box(name, &content, &readers, rng)?);
        }
        let seats: Vec<Seat<'_>> = readers
            .iter()
            .map(|reader| Seat {
                recipient: &reader.recipient,
                member_key: &reader.member_key,
            })
            .collect();
        let letter =
            seal_letter(&content, &seats, self.lock_for(addressee)?, rng).map_err(code_of)?;
        self.outgoing(id, &letter)
    }

    /// The server has the letter: the next one goes on with the conversation. Until then the person keeps
    /// the same receipt, whatever goes wrong.
    pub fn stored(&mut self) {
        let (addressee, out) = (self.addressee(), self.left_out());
        if let (Some(conversation), Ok(addressee)) = (&mut self.conversation, addressee) {
            conversation.begun = true;
            if !conversation.with.contains(&addressee) {
                conversation.with.push(addressee);
            }
            // Whoever was left out of a letter stays out.
            if addressee == Addressee::Committee {
                conversation.left_out = out;
            }
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

    /// The name, which so many readers open together as the quorum asks for, and never one of several.
    fn name_box(
        &self,
        name: &str,
        content: &Content,
        readers: &[Reader],
        rng: &mut impl CryptoRng,
    ) -> Result<Vec<u8>, Code> {
        let members: Vec<_> = (readers.iter())
            .map(|reader| (reader.number, &reader.member_key))
            .collect();
        let place = Place {
            channel: &content.channel,
            letter: &content.letter_id,
        };
        seal_name(name, place, &members, self.roster()?.quorum, rng).map_err(|error| match error {
            NameBoxError::Length => Code::TooLong,
            _ => Code::Internal,
        })
    }

    fn outgoing(&self, id: LetterId, letter: &Letter) -> Result<Outgoing, Code> {
        Ok(Outgoing::letter(id, letter, self.header()?.hash()))
    }

    fn lock(&self) -> Result<Lock, Code> {
        Lock::of(self.roster()?).map_err(|_| Code::Roster)
    }

    /// Every letter has the form that the channel's quorum asks for; one adviser opens theirs alone.
    fn lock_for(&self, addressee: Addressee) -> Result<Lock, Code> {
        let lock = self.lock()?;
        Ok(match addressee {
            Addressee::Committee => lock,
            Addressee::Adviser(_) => lock.alone(),
        })
    }

    pub(crate) fn root(
        &self,
        conversation: &Conversation,
        addressee: Addressee,
    ) -> Result<Root, Code> {
        let channel = &self.roster()?.channel;
        Ok(Root::derive(&conversation.receipt, channel, addressee))
    }

    fn content(
        &self,
        addressee: Addressee,
        (text, service, proof): (&str, u16, bool),
        letter_id: LetterId,
        rng: &mut impl CryptoRng,
    ) -> Result<Content, Code> {
        let (roster, header) = (self.roster()?, self.header()?);
        // Before there is a receipt, only the length of the content matters.
        let none = Conversation {
            receipt: crypto_core::receipt::Receipt::from_bytes([0; 16]),
            begun: true,
            with: Vec::new(),
            left_out: Vec::new(),
        };
        let conversation = self.conversation.as_ref().unwrap_or(&none);
        let root = self.root(conversation, addressee)?;
        let left_out: LeftOut = match addressee {
            Addressee::Committee => root.leave_out(&roster.channel, &self.left_out()),
            // Whom in the committee the reporter does not trust is no adviser's business.
            Addressee::Adviser(_) => root.leave_out(&roster.channel, &[]),
        };
        Ok(Content {
            channel: roster.channel,
            roster: RosterReference {
                serial: roster.serial,
                sha256: *roster.sha256(),
            },
            board_serial: header.serial,
            day: header.day,
            letter_id,
            addressee,
            service,
            conversation: root.conversation_id(),
            thread_key: match roster.quorum {
                // Without a quorum nobody needs it, and letters of one conversation share nothing more.
                1 => ThreadKey::generate(rng),
                _ => root.thread_key(),
            },
            kind: conversation.kind_of_next(addressee),
            body: Zeroizing::new(text.to_owned()),
            attachments: self.uploaded.clone(),
            left_out,
            proof_salt: proof.then(|| root.proof_salt()),
            object: None,
            name_box: None,
            unknown: Default::default(),
        })
    }

    /// The committee's members whom the reporter does not leave out, or the one adviser.
    fn readers(&self, addressee: Addressee) -> Result<Vec<Reader>, Code> {
        let conversation = self.conversation.as_ref().ok_or(Code::Early)?;
        let recipients = self.files.recipients.as_ref().ok_or(Code::Early)?;
        let root = self.root(conversation, addressee)?;
        let numbers: Vec<MemberNumber> = match addressee {
            Addressee::Committee => {
                let left_out = self.left_out();
                let all = self.committee()?;
                all.filter(|number| !left_out.contains(number)).collect()
            }
            Addressee::Adviser(number) => vec![number],
        };
        numbers
            .into_iter()
            .map(|number| {
                let text = recipients.of(number).ok_or(Code::Roster)?;
                Ok(Reader {
                    number,
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
