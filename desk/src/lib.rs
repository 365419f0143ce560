//! The committee's desk: one window in which a report becomes a case.
//!
//! It shows what the reader's library says and hands over what a person does; nothing is decided in here. The vault is
//! opened in a thread of its own ([`worker`]), so that the window answers while something long is done.

pub mod acts;
pub mod app;
pub mod confine;
pub mod drafts;
pub mod found;
pub mod look;
pub mod model;
pub mod paper;
pub mod places;
pub mod root;
pub mod roster;
pub mod saying;
pub mod sentence;
pub mod session;
pub mod upkeep;
pub mod worker;

mod screens;
