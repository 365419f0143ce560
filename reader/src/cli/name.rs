//! `case name …`

use std::path::PathBuf;

use clap::Args;
use crypto_core::ids::MemberNumber;

use super::{WithText, casework::member};

/// `case name`
#[derive(Debug, Args)]
pub struct Name {
    /// The case, and why: all who read the case see the reason, so the name is not to stand in it.
    #[command(flatten)]
    pub why: WithText,
    /// What to do.
    #[command(flatten)]
    pub act: NameAct,
    /// Members who may read it, beside you.
    #[arg(long, value_name = "N", value_parser = member, requires = "keep")]
    pub to: Vec<MemberNumber>,
    /// Which letter holds the name that the reporter gave, or enough of its name (`case show` has it); needed where
    /// several do.
    #[arg(long, value_name = "LETTER", conflicts_with_all = ["keep", "grant", "look", "disclose", "agree", "carry_out"])]
    pub letter: Option<String>,
    /// Which name, as `case show` gives it, or enough of its beginning; needed where there are several.
    #[arg(long, value_name = "DEED", conflicts_with_all = ["keep", "open", "give_share", "agree", "carry_out"])]
    pub of: Option<String>,
    /// The letter in which the reporter consents to it (`show --json` has its name), or the consent that `case consent`
    /// wrote down (`case show`); enough of its name.
    #[arg(
        long,
        value_name = "CONSENT",
        requires = "disclose",
        conflicts_with = "obliged"
    )]
    pub consent: Option<String>,
    /// The law that obliges to it, in an investigation by national authorities or in judicial proceedings.
    #[arg(long, value_name = "LAW", requires = "disclose")]
    pub obliged: Option<String>,
    /// Your public answer that informed the reporter beforehand, with the reasons (`show --json` has its name).
    #[arg(
        long,
        value_name = "ANSWER",
        requires = "obliged",
        conflicts_with = "not_informed"
    )]
    pub informed: Option<String>,
    /// A file that says how informing the reporter would jeopardise the investigation or the proceedings.
    #[arg(long, value_name = "FILE", requires = "obliged")]
    pub not_informed: Option<PathBuf>,
}

/// What to do with a name; one of these.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub struct NameAct {
    /// Hold the name in this file apart; delete the file afterwards.
    #[arg(long, value_name = "FILE")]
    pub keep: Option<PathBuf>,
    /// Give this member your share of a name that the reporter gave on the page, so that they can open it.
    #[arg(long, value_name = "N", value_parser = member)]
    pub give_share: Option<MemberNumber>,
    /// Open a name that the reporter gave on the page, with the shares that are here; it is then held apart.
    #[arg(long)]
    pub open: bool,
    /// Let this member read it too.
    #[arg(long, value_name = "N", value_parser = member)]
    pub grant: Option<MemberNumber>,
    /// Read it.
    #[arg(long)]
    pub look: bool,
    /// Read it in order to disclose it to this authority or person; with a quorum, ask the others to agree first.
    #[arg(long, value_name = "WHOM")]
    pub disclose: Option<String>,
    /// Agree with a disclosure that a colleague asks for (`case show` has its name); you are not shown the name.
    #[arg(long, value_name = "DEED")]
    pub agree: Option<String>,
    /// Read it in order to disclose it, as was asked for and as enough members agreed.
    #[arg(long, value_name = "DEED")]
    pub carry_out: Option<String>,
}
