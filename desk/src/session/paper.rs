//! The root key onto sheets of paper, and sheets put together again.

mod typing;

use std::path::{Path, PathBuf};

use belfry_reader::{
    ceremony::{
        founding::Gathered,
        root_key,
        sheets::{HalfSheet, Together, Typed},
        split::{NewSheets, Pages},
    },
    commands::CommandError,
    paper::sheet,
    public::Public,
    terminal::one_line,
    words::sheets as words,
};

use super::Session;
use crate::{
    model::{PaperView, SheetShown},
    paper::Paper,
    sentence::without_commands,
};

/// Columns of what stands above a sheet's words.
const HEAD: usize = 400;

/// What is under way; all of it is wiped on drop, the pages too.
pub(super) enum Underway {
    Form(Vec<String>),
    Showing {
        sheets: NewSheets,
        at: usize,
        is_shown: bool,
    },
    Printing {
        sheets: NewSheets,
        pages: Pages,
        folder: PathBuf,
    },
    Typing {
        together: Together,
        half: HalfSheet,
        told: Option<String>,
        is_taken: bool,
        keeps: bool,
    },
    Recovered {
        typed: Box<Typed>,
        told: Vec<String>,
    },
}

impl Session {
    /// How far it is; `None` where nothing is under way.
    #[must_use]
    pub fn paper_view(&self) -> Option<PaperView> {
        let language = self.language;
        Some(match self.paper.as_ref()? {
            Underway::Form(keepers) => PaperView::Form {
                keepers: keepers.clone(),
            },
            Underway::Showing {
                sheets,
                at,
                is_shown,
            } => {
                let sheet = sheets.all().nth(*at)?;
                let head = sheet.head(language);
                let shown = || SheetShown {
                    head: head.iter().map(|one| one_line(one, HEAD)).collect(),
                    lines: sheet.share.expose_lines(language),
                    rules: sheet::rules(language).to_vec(),
                };
                PaperView::Sheet {
                    looks: words::looks(language, sheet.keeper),
                    place: (at + 1, sheets.all().len()),
                    shown: is_shown.then(shown),
                }
            }
            Underway::Printing { sheets, folder, .. } => PaperView::Printing {
                told: words::printing(language, sheets.all().len(), folder).to_vec(),
            },
            Underway::Typing {
                half,
                told,
                is_taken,
                keeps,
                ..
            } => PaperView::Typing {
                line: words::line(language, half.line()),
                told: told.clone(),
                is_taken: *is_taken,
                keeps: *keeps,
            },
            Underway::Recovered { told, .. } => PaperView::Keep { told: told.clone() },
        })
    }

    /// Takes a step; what is told of it once the sheets are on paper, or gave the key.
    ///
    /// # Errors
    /// What the library says; what was under way is as before then, but for pages that could not be wiped.
    pub fn paper(&mut self, what: Paper) -> Result<Vec<String>, CommandError> {
        match what {
            Paper::Begin(folder) => {
                self.paper = Some(Underway::Form(self.keepers(&folder)?));
            }
            Paper::Split {
                keepers,
                needed,
                passphrase,
                folder,
            } => {
                let key = root_key::open_signer(self.vault.dir(), &passphrase)?.key;
                let rng = &mut rand::rng();
                let sheets = NewSheets::of(&self.vault, &key, (needed, keepers), rng)?;
                self.paper = Some(match folder {
                    Some(folder) => Underway::Printing {
                        pages: sheets.write_pages(&folder, self.language)?,
                        sheets,
                        folder,
                    },
                    None => Underway::Showing {
                        sheets,
                        at: 0,
                        is_shown: false,
                    },
                });
            }
            Paper::Show => {
                if let Some(Underway::Showing { is_shown, .. }) = &mut self.paper {
                    *is_shown = true;
                }
            }
            Paper::Copied => return self.copied(),
            Paper::Printed => return self.printed(),
            Paper::Rehearse => self.paper = Some(typing::begin(false)),
            Paper::Recover => {
                root_key::check_none(self.vault.dir())?;
                self.paper = Some(typing::begin(true));
            }
            Paper::Line(line) => return self.line(&line),
            Paper::Keep(new, cost) => return self.keep(new, cost),
            Paper::Stop => {
                if let Some(Underway::Printing { pages, .. }) = &mut self.paper {
                    pages.wipe()?;
                }
                self.paper = None;
            }
        }
        Ok(Vec::new())
    }

    /// Who could keep a sheet: the members, or at a founding everybody whose file is there. Names can be typed, too.
    fn keepers(&self, folder: &Path) -> Result<Vec<String>, CommandError> {
        if let Some(public) = Public::load(&self.vault)? {
            let members = public.roster.members.iter();
            return Ok(members.map(|one| one.name.clone()).collect());
        }
        let gathered = Gathered::of(&self.vault, folder, self.today).ok();
        let files = gathered.iter().flat_map(|gathered| gathered.files());
        Ok(files.map(|file| file.name.clone()).collect())
    }

    fn copied(&mut self) -> Result<Vec<String>, CommandError> {
        match self.paper.take() {
            Some(Underway::Showing {
                sheets,
                at,
                is_shown: true,
            }) => {
                if at + 1 >= sheets.all().len() {
                    return self.on_paper(sheets);
                }
                self.paper = Some(Underway::Showing {
                    sheets,
                    at: at + 1,
                    is_shown: false,
                });
            }
            other => self.paper = other,
        }
        Ok(Vec::new())
    }

    fn printed(&mut self) -> Result<Vec<String>, CommandError> {
        // Where one cannot be wiped, it can be tried again.
        if let Some(Underway::Printing { pages, .. }) = &mut self.paper {
            pages.wipe()?;
        }
        match self.paper.take() {
            Some(Underway::Printing { sheets, .. }) => {
                let mut told = vec![words::wiped(self.language).to_owned()];
                told.extend(self.on_paper(sheets)?);
                Ok(told)
            }
            other => {
                self.paper = other;
                Ok(Vec::new())
            }
        }
    }

    fn on_paper(&mut self, sheets: NewSheets) -> Result<Vec<String>, CommandError> {
        let told = words::split(self.language, sheets.set());
        sheets.done(&mut self.vault, self.today, &mut rand::rng())?;
        self.changed();
        Ok(vec![without_commands(&told)])
    }
}
