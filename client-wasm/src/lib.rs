//! The reporter's side of the protocol, as a browser page needs it: which file to fetch next, whether
//! what came holds, who reads, what the receipt is, what was answered, and letters ready to be posted.
//!
//! JavaScript gets handles, bytes and short codes; no key and no random number crosses the boundary.
//! Time comes in as an argument; randomness comes from the browser. Every visit asks for the same
//! files in the same order, whatever the person does: [`Session::next_path`] says which.
//!
//! It does not protect against a page that was changed before it reached the browser.

mod addressee;
mod bindings;
mod code;
mod intake;
mod leaving;
mod outgoing;
mod random;
mod replies;
mod sealing;
mod session;
mod upload;
mod view;
mod words;

pub use code::Code;
pub use outgoing::Outgoing;
pub use session::{Conversation, Session, Trust};
