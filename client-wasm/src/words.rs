//! Words: those of the channel, of a new receipt, and of one that somebody comes back with.

use crypto_core::{
    address::ChannelAddress,
    ids::Addressee,
    receipt::{Receipt, WordsError},
    words::Language,
};
use rand_core::CryptoRng;

use crate::{Code, Conversation, Session, Trust, random};

/// Words that a page suggests at most.
const SUGGESTIONS_MAX: usize = 8;
/// Letters that tell a word from all others of its list.
const PREFIX_LEN: usize = 4;

impl Session {
    /// Which of the channel's words the person is asked for, from 0.
    #[must_use]
    pub fn channel_positions(&self) -> &[u8] {
        &self.channel_positions
    }

    /// Checks the channel's words at [`Session::channel_positions`], in either language.
    ///
    /// # Errors
    /// [`Code::Early`] before the roster is verified.
    pub fn check_channel_words(&mut self, typed: &[String]) -> Result<bool, Code> {
        let address = ChannelAddress::of(&self.roster()?.channel);
        let right = Language::ALL.into_iter().any(|language| {
            let words = address.to_words(language);
            typed.len() == self.channel_positions.len()
                && self
                    .channel_positions
                    .iter()
                    .zip(typed)
                    .all(|(at, typed)| is_word(language, words.get(usize::from(*at)), typed))
        });
        if right {
            self.trust = Trust::Words;
        }
        Ok(right)
    }

    /// The person cannot check the channel, and has read what that means.
    pub fn accept_unchecked(&mut self) {
        if self.trust == Trust::None {
            self.trust = Trust::Unchecked;
        }
    }

    /// The words of this visit's receipt; a new one, unless one was made and no letter stored under it yet.
    pub fn new_receipt(&mut self, rng: &mut impl CryptoRng) -> Vec<&'static str> {
        let language = self.language;
        let waiting = self.conversation.take().filter(|known| !known.begun);
        self.conversation
            .insert(waiting.unwrap_or_else(|| Conversation {
                receipt: Receipt::generate(rng),
                begun: false,
                with: Vec::new(),
                left_out: Vec::new(),
            }))
            .receipt
            .to_words(language)
    }

    /// Whether the person has this word, from 0, of the new receipt on paper.
    #[must_use]
    pub fn check_receipt_word(&self, position: usize, typed: &str) -> bool {
        self.conversation.as_ref().is_some_and(|conversation| {
            Language::ALL.into_iter().any(|language| {
                let words = conversation.receipt.to_words(language);
                is_word(language, words.get(position), typed)
            })
        })
    }

    /// Forgets the conversation at hand, and whatever was chosen, sent and found for it.
    pub fn forget_conversation(&mut self) {
        self.conversation = None;
        self.addressee = Some(Addressee::Committee);
        self.chosen_out = None;
        self.uploaded.clear();
        self.offered.clear();
    }

    /// Takes the twelve words of a receipt from an earlier visit.
    ///
    /// # Errors
    /// [`Code::WordCount`], [`Code::Word`], [`Code::Checksum`].
    pub fn take_words(&mut self, typed: &str) -> Result<(), Code> {
        let receipt = Receipt::parse_words(typed).map_err(|error| match error {
            WordsError::Count(count) => Code::WordCount(count),
            WordsError::Unknown(position) => Code::Word(position + 1),
            WordsError::Checksum => Code::Checksum,
        })?;
        self.forget_conversation();
        self.addressee = None;
        self.conversation = Some(Conversation {
            receipt,
            begun: true,
            with: Vec::new(),
            left_out: Vec::new(),
        });
        Ok(())
    }
}

/// Two different positions among the twelve words, from 0.
pub fn receipt_positions(rng: &mut impl CryptoRng) -> Vec<u8> {
    random::some_below(2, 12, rng)
}

/// Words that begin with what was typed: those of the page's language, else of the other. A whole
/// word of either language, and four letters that fit one word, give that word alone.
#[must_use]
pub fn suggest(typed: &str, language: Language) -> Vec<&'static str> {
    let typed = typed.trim().to_ascii_lowercase();
    if typed.is_empty() {
        return Vec::new();
    }
    let languages = match language {
        Language::Dutch => [Language::Dutch, Language::English],
        Language::English => [Language::English, Language::Dutch],
    };
    for language in languages {
        let found = language.suggest(&typed, SUGGESTIONS_MAX);
        if found.contains(&typed.as_str()) || found.len() == 1 && typed.len() >= PREFIX_LEN {
            return found.into_iter().take(1).collect();
        }
    }
    languages
        .into_iter()
        .map(|language| language.suggest(&typed, SUGGESTIONS_MAX))
        .find(|found| !found.is_empty())
        .unwrap_or_default()
}

fn is_word(language: Language, word: Option<&&'static str>, typed: &str) -> bool {
    let typed = typed.trim().to_ascii_lowercase();
    word.is_some_and(|word| {
        let typed = language.index(&typed);
        typed.is_some() && typed == language.index(word)
    })
}
