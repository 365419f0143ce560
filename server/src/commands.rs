//! The deeds of the command line.

pub mod check;
pub mod init;
pub mod run;
pub mod token;
