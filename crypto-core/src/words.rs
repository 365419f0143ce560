//! The two word lists behind receipts: BIP-39's English one and Belfry's own Dutch one, 2,048
//! words each, unique in their first four letters, no word in both.

/// The language of a page and of the words that it shows; either page takes either language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// `nl`
    Dutch,
    /// `en`
    English,
}

/// Words of each list.
pub const WORDS: usize = 2_048;

const ENGLISH: &str = include_str!("words/english.txt");
const DUTCH: &str = include_str!("words/dutch.txt");

/// Letters that tell a word from all others of its list.
const PREFIX_LEN: usize = 4;

impl Language {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Dutch, Self::English];

    /// The code in addresses and texts.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Dutch => "nl",
            Self::English => "en",
        }
    }

    /// The language with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|language| language.code() == code)
    }

    fn list(self) -> impl Iterator<Item = &'static str> {
        match self {
            Self::Dutch => DUTCH.lines(),
            Self::English => ENGLISH.lines(),
        }
    }

    /// The word with this index, below [`WORDS`].
    #[must_use]
    pub fn word(self, index: u16) -> Option<&'static str> {
        self.list().nth(index.into())
    }

    /// The index of a word, given whole or by its first four letters, in lower case.
    #[must_use]
    pub fn index(self, typed: &str) -> Option<u16> {
        (0_u16..)
            .zip(self.list())
            .find(|(_, word)| {
                *word == typed || typed.len() == PREFIX_LEN && word.starts_with(typed)
            })
            .map(|(index, _)| index)
    }

    /// Words that begin with `prefix`, at most `limit` of them.
    #[must_use]
    pub fn suggest(self, prefix: &str, limit: usize) -> Vec<&'static str> {
        self.list()
            .filter(|word| word.starts_with(prefix))
            .take(limit)
            .collect()
    }
}
