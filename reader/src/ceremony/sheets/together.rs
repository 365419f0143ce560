//! Sheets put together, as they come; and one of them, as its lines come.

use crypto_core::{
    primitives::signature::VerifyingKey,
    root_share::{JoinError, Joined, LINES, Line, LineError, RootShare, SheetError, join},
};

/// Sheets that give the root key.
pub struct Typed {
    /// The key.
    pub joined: Joined,
    /// The split that they are of.
    pub set: u16,
    /// How many were taken.
    pub sheets: usize,
}

/// What came of one more sheet.
pub enum Added {
    /// The key.
    Key(Box<Typed>),
    /// More are needed.
    TooFew {
        /// Different sheets that are there.
        have: usize,
        /// Sheets that are needed.
        needed: u8,
    },
    /// It is of another split than those before, and does not count.
    OtherSet {
        /// The sheet.
        number: u8,
        /// Its split.
        set: u16,
        /// That of those before.
        before: u16,
    },
    /// They are enough and one is wrong, which a further one tells.
    OneIsWrong,
}

/// The sheets so far; wiped on drop.
#[derive(Default)]
pub struct Together {
    sheets: Vec<RootShare>,
    is_doubtful: bool,
}

impl Together {
    /// Takes one more. What they are to give is known where a roster is.
    pub fn add(&mut self, sheet: RootShare, expected: Option<&VerifyingKey>) -> Added {
        let (number, set) = (sheet.number(), sheet.set());
        self.sheets.push(sheet);
        match join(&self.sheets, expected) {
            Ok(joined) => Added::Key(Box::new(Typed {
                joined,
                set,
                sheets: self.sheets.len(),
            })),
            Err(JoinError::TooFew { needed, have }) => Added::TooFew { have, needed },
            Err(JoinError::OtherSet(_)) => {
                self.sheets.pop();
                let before = self.sheets.first().map(RootShare::set).unwrap_or_default();
                Added::OtherSet {
                    number,
                    set,
                    before,
                }
            }
            Err(JoinError::OneIsWrong | JoinError::TooManyWrong) => {
                self.is_doubtful = true;
                Added::OneIsWrong
            }
        }
    }

    /// Whether they were enough once, and one was wrong.
    #[must_use]
    pub fn is_doubtful(&self) -> bool {
        self.is_doubtful
    }
}

/// Why a line, or a sheet whose last line came, is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mistyped {
    /// This line is to be typed again.
    Line(u8, LineError),
    /// All of the sheet is.
    Sheet(SheetError),
}

/// The lines so far of a sheet that is being typed; wiped on drop.
#[derive(Default)]
pub struct HalfSheet(Vec<Line>);

impl HalfSheet {
    /// The number of the line that comes.
    #[must_use]
    pub fn line(&self) -> u8 {
        u8::try_from(self.0.len() + 1).unwrap_or(u8::MAX)
    }

    /// Takes that line, or in place of the first one the sheet's code as a scanner reads it. The sheet, once it is whole.
    ///
    /// # Errors
    /// [`Mistyped`].
    pub fn take(&mut self, typed: &str) -> Result<Option<RootShare>, Mistyped> {
        if self.0.is_empty() && RootShare::is_code(typed) {
            return RootShare::from_code(typed)
                .map(Some)
                .map_err(Mistyped::Sheet);
        }
        let number = self.line();
        let line = Line::parse(number, typed).map_err(|error| Mistyped::Line(number, error))?;
        self.0.push(line);
        if self.0.len() < LINES {
            return Ok(None);
        }
        let lines = std::mem::take(&mut self.0);
        RootShare::from_lines(&lines)
            .map(Some)
            .map_err(Mistyped::Sheet)
    }
}
