//! What JavaScript sees: two handles, bytes, JSON and codes. Errors are thrown as the code's text.

use crypto_core::{time::Day, words::Language};
use serde::Serialize;
use wasm_bindgen::prelude::*;
use zeroize::Zeroizing;

use crate::{Code, Outgoing, Session, random::Browser, words};

type Thrown<T> = Result<T, JsValue>;

impl From<Code> for JsValue {
    fn from(code: Code) -> Self {
        Self::from_str(&code.to_string())
    }
}

/// One visit. Freeing it wipes its keys.
#[wasm_bindgen(js_name = Session)]
pub struct JsSession(Session);

/// A sealed letter or cover on its way.
#[wasm_bindgen(js_name = Outgoing)]
pub struct JsOutgoing(Outgoing);

#[wasm_bindgen(js_class = Session)]
impl JsSession {
    /// A visit to the page with this part after `#` (may be empty), in `nl` or `en`.
    #[wasm_bindgen(constructor)]
    pub fn new(fragment: &str, language: &str) -> Thrown<Self> {
        let language = Language::from_code(language).unwrap_or(Language::English);
        Ok(Self(Session::new(fragment, language, &mut Browser)?))
    }

    /// The path to fetch next, or nothing when all is there.
    pub fn next_path(&self) -> Option<String> {
        self.0.next_path()
    }

    /// Takes what came for it.
    pub fn take(&mut self, bytes: &[u8], now_ms: f64) -> Thrown<()> {
        Ok(self.0.take(bytes, day(now_ms))?)
    }

    /// The channel as JSON, once the roster is verified.
    pub fn view(&self, now_ms: f64) -> Thrown<String> {
        json(&self.0.view(day(now_ms))?)
    }

    /// Which three of the channel's words to ask for, from 0.
    pub fn channel_positions(&self) -> Vec<u8> {
        self.0.channel_positions().to_vec()
    }

    /// Whether these are the channel's words at those positions.
    pub fn check_channel_words(&mut self, typed: Vec<String>) -> Thrown<bool> {
        Ok(self.0.check_channel_words(&typed)?)
    }

    /// The person cannot check the channel and goes on.
    pub fn accept_unchecked(&mut self) {
        self.0.accept_unchecked();
    }

    /// Milliseconds that a visit in which nothing is typed waits with its cover.
    pub fn cover_delay_ms(&self) -> u32 {
        Session::cover_delay_ms(&mut Browser)
    }

    /// Bytes of text that fit.
    pub fn text_room(&self) -> Thrown<usize> {
        Ok(self.0.text_room(&mut Browser)?)
    }

    /// The twelve words to be written down.
    pub fn new_receipt(&mut self) -> Vec<String> {
        let words = self.0.new_receipt(&mut Browser);
        words.into_iter().map(String::from).collect()
    }

    /// Two positions, from 0, to ask back.
    pub fn receipt_positions(&self) -> Vec<u8> {
        words::receipt_positions(&mut Browser)
    }

    /// Whether this is the receipt's word at that position.
    pub fn check_receipt_word(&self, position: usize, typed: &str) -> bool {
        self.0.check_receipt_word(position, typed)
    }

    /// Takes the twelve words of an earlier visit.
    pub fn take_words(&mut self, typed: String) -> Thrown<()> {
        let typed = Zeroizing::new(typed);
        Ok(self.0.take_words(&typed)?)
    }

    /// What is written next is a conversation of its own.
    pub fn forget_conversation(&mut self) {
        self.0.forget_conversation();
    }

    /// What lies on the board for the conversation, as JSON.
    pub fn find_replies(&mut self) -> Thrown<String> {
        json(&self.0.find_replies()?)
    }

    /// The next letter goes to the committee (0), or to the adviser with this number.
    pub fn address_to(&mut self, number: u16) -> Thrown<()> {
        Ok(self.0.address_to(number)?)
    }

    /// To whom the next letter goes, by the same numbers; nothing where nobody has said it.
    pub fn addressed_to(&self) -> Option<u16> {
        self.0.addressed_to()
    }

    /// These members must not read what is sealed from now on.
    pub fn leave_out(&mut self, numbers: &[u16]) -> Thrown<()> {
        Ok(self.0.leave_out(numbers)?)
    }

    /// Whether it is known who must not read the conversation.
    pub fn leaving_is_settled(&self) -> bool {
        self.0.leaving_is_settled()
    }

    /// The numbers of those whom the next letter leaves out.
    pub fn left_out(&self) -> Vec<u16> {
        self.0.left_out().iter().map(|number| number.0).collect()
    }

    /// Seals a letter of the conversation; `proof` asks for a proof of receipt, `name` is held apart unless it is empty.
    pub fn seal_letter(
        &self,
        text: String,
        name: String,
        service: u16,
        proof: bool,
        now_ms: f64,
    ) -> Thrown<JsOutgoing> {
        let (text, name) = (Zeroizing::new(text), Zeroizing::new(name));
        let both = (text.as_str(), name.as_str());
        let sealed = (self.0).seal_letter_from(both, service, proof, day(now_ms), &mut Browser)?;
        Ok(JsOutgoing(sealed))
    }

    /// The key of the file with this SHA-256, for the module that seals parcels.
    pub fn attachment_key(&self, sha256: &[u8]) -> Thrown<Vec<u8>> {
        Ok(self.0.attachment_key(array(sha256)?)?.to_vec())
    }

    /// Path and stamp of a parcel with this id and SHA-256.
    pub fn parcel(&self, id: &[u8], sha256: &[u8]) -> Thrown<JsOutgoing> {
        Ok(JsOutgoing(self.0.parcel(array(id)?, array(sha256)?)?))
    }

    /// The server has all of a file: the next letter names it.
    pub fn uploaded(
        &mut self,
        name: &str,
        media_type: &str,
        size: f64,
        sha256: &[u8],
    ) -> Thrown<()> {
        let sha256 = array(sha256)?;
        Ok(self.0.uploaded(name, media_type, whole(size), sha256)?)
    }

    /// The key (32 bytes) and then the SHA-256 (32) of a file that an answer names.
    pub fn offered_file(&self, n: usize) -> Thrown<Vec<u8>> {
        let file = self.0.offered_file(n)?;
        let key = file.key.expose_for_letter().as_slice();
        Ok([key, file.sha256.as_bytes()].concat())
    }

    /// Parcels that are still to be sent so that their number tells little.
    pub fn fillers(&self) -> u32 {
        self.0.fillers()
    }

    /// The server has the letter.
    pub fn stored(&mut self) {
        self.0.stored();
    }

    /// Seals a cover.
    pub fn seal_cover(&self, now_ms: f64) -> Thrown<JsOutgoing> {
        Ok(JsOutgoing(self.0.seal_cover(day(now_ms), &mut Browser)?))
    }

    /// Lets `outgoing` refer to a newer head.
    pub fn renew(&mut self, head: &[u8], outgoing: &mut JsOutgoing) -> Thrown<()> {
        let header = self.0.take_newer_head(head)?;
        outgoing.0.refer_to(header);
        Ok(())
    }
}

#[wasm_bindgen(js_class = Outgoing)]
impl JsOutgoing {
    /// Where it is put.
    pub fn path(&self) -> String {
        self.0.path()
    }

    /// Its bytes.
    pub fn bytes(&self) -> Vec<u8> {
        self.0.bytes().to_vec()
    }

    /// Takes the answer of `GET /v1/stamp`; `true` where the clocks differ by more than an hour.
    pub fn take_stamp(&mut self, answer: &[u8], now_ms: f64) -> Thrown<bool> {
        let hours = seconds(now_ms) / 3_600;
        let hours = u32::try_from(hours).unwrap_or(u32::MAX);
        Ok(self.0.take_stamp(answer, hours)?)
    }

    /// The effort asked for; about that many attempts are needed.
    pub fn effort(&self) -> u32 {
        self.0.effort()
    }

    /// One attempt; `true` once there is a stamp.
    pub fn attempt(&mut self) -> bool {
        self.0.attempt(&mut Browser)
    }

    /// The stamp for the request's header.
    pub fn stamp(&self) -> Option<String> {
        self.0.stamp()
    }
}

/// Words that begin with what was typed.
#[wasm_bindgen]
pub fn suggest(typed: &str, language: &str) -> Vec<String> {
    let language = Language::from_code(language).unwrap_or(Language::English);
    let found = words::suggest(typed, language);
    found.into_iter().map(String::from).collect()
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a cast from f64 saturates; JavaScript's clock and sizes are whole numbers"
)]
fn whole(number: f64) -> u64 {
    number as u64
}

fn seconds(now_ms: f64) -> u64 {
    whole(now_ms / 1_000.0)
}

fn array<const N: usize>(bytes: &[u8]) -> Result<[u8; N], Code> {
    bytes.try_into().map_err(|_| Code::Internal)
}

fn day(now_ms: f64) -> Day {
    Day::from_unix_seconds(seconds(now_ms))
}

fn json(value: &impl Serialize) -> Thrown<String> {
    serde_json::to_string(value).map_err(|_| Code::Internal.into())
}
