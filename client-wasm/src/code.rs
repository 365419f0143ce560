//! The short codes that the page turns into sentences.

/// Why the session refuses something. The text is the code that JavaScript gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Code {
    /// The part of the address after `#` is no channel.
    #[error("address")]
    Address,
    /// The server shows another channel than the address names.
    #[error("channel")]
    Channel,
    /// The header is dated later than tomorrow.
    #[error("future")]
    Future,
    /// The roster does not hold, is not the one of the header, or needs a later version of this page.
    #[error("roster")]
    Roster,
    /// The roster is not valid today: the committee let it expire, or this device's date is wrong.
    #[error("expired")]
    Expired,
    /// Header, board or recipients do not hold.
    #[error("board")]
    Board,
    /// The last sign of the committee is more than 28 days old: nothing is sealed.
    #[error("old")]
    Old,
    /// Something was asked for before it can be had.
    #[error("early")]
    Early,
    /// Neither the address nor the person has said that this is the channel.
    #[error("gate")]
    Gate,
    /// The text does not fit in a letter.
    #[error("long")]
    TooLong,
    /// Not twelve words.
    #[error("count:{0}")]
    WordCount(usize),
    /// The word at this position, from 1, is in no list.
    #[error("word:{0}")]
    Word(usize),
    /// The words do not belong together.
    #[error("checksum")]
    Checksum,
    /// Too few would be left to read the letter.
    #[error("quorum")]
    Quorum,
    /// A file is not what it was when it was chosen.
    #[error("file")]
    File,
    /// The server's answer about stamps cannot be read.
    #[error("stamp")]
    Stamp,
    /// A fault of this program.
    #[error("internal")]
    Internal,
}
