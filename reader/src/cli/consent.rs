//! `case consent`

use clap::{Args, ValueEnum};
use crypto_core::time::Day;

use super::WithText;

/// `case consent`
#[derive(Debug, Args)]
pub struct GivenConsent {
    /// The case, and to what the reporter consents. All who read the case see it: the reporter's name is not to stand in it.
    #[command(flatten)]
    pub what: WithText,
    /// How it was given.
    #[arg(long, value_name = "WAY")]
    pub way: ConsentWay,
    /// When (YYYY-MM-DD).
    #[arg(long, value_name = "DAY")]
    pub on: Day,
    /// Where the paper is kept, or what you wrote down of the talk; without the reporter's name.
    #[arg(long, value_name = "WHERE")]
    pub kept: String,
}

/// How a reporter consents otherwise than in a letter.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum ConsentWay {
    /// By telephone.
    Telephone,
    /// On paper.
    Paper,
    /// In a meeting.
    Meeting,
}
