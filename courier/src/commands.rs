//! One file per deed.

pub mod cover;
pub mod pull;
pub mod push;
pub mod status;
pub mod token;
