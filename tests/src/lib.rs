//! What crosses crates: journeys through real browsers, what the server sees, and what happens when a
//! part fails.
//!
//! Nothing in here is a mock. [`browser`] drives Chromium and Firefox ESR over WebDriver BiDi, [`proxy`]
//! stands between browser and server and writes down (or cuts) what passes, [`stack`] starts the real
//! programs over temporary folders, [`tor`] makes a Tor network around them, and [`page`] knows the screens
//! of the reporter's page. The scenarios themselves are in `tests/`, one file per subject.
//!
//! Programs are taken from the folder in `BELFRY_BIN_DIR` (default: where this test executable was built),
//! the page from `BELFRY_PAGE` (default: `dist/page` at the workspace root).

pub mod big_file;
pub mod boards;
pub mod browser;
pub mod desk;
pub mod holdings;
pub mod http;
mod message;
pub mod offline;
pub mod onlooker;
pub mod page;
pub mod proxy;
pub mod search;
pub mod shapes;
pub mod stack;
pub mod tor;
pub mod upload;
pub mod visitor;
