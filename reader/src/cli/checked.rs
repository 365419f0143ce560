//! `case minutes`

use clap::Args;

use super::WithText;

/// `case minutes`
#[derive(Debug, Args)]
#[group(id = "checked", required = true, multiple = false, args = ["agreed", "corrected"])]
pub struct CheckedMinutes {
    /// The case that was typed in, and what its reporter says of it. All who read the case see it: the reporter's name is not
    /// to stand in it.
    #[command(flatten)]
    pub says: WithText,
    /// The letter in which the reporter agrees, or enough of its name (`show --json` of the case in which they go on has it).
    #[arg(long, value_name = "LETTER")]
    pub agreed: Option<String>,
    /// The letter in which they say what is wrong.
    #[arg(long, value_name = "LETTER")]
    pub corrected: Option<String>,
}
