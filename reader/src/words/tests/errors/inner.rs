//! One of every reason why something failed.

use crypto_core::{
    board::BoardError,
    ids::MemberNumber,
    letter::{SealError, SlotsError, name_box::NameBoxError},
    primitives::{age_file, hybrid::KeyTextError},
    proof::ProofError,
    recipients::RecipientsError,
    records,
    roster::RosterError,
    time::Epoch,
};

use super::{
    super::{DAY, MEMBER},
    full, name,
};
use crate::{
    answer::{AnswerError, FileError},
    attachments::SaveError,
    cases::FindError,
    casework::{
        LoadError, forward::ForwardError, name::NameError, perform::PerformError,
        rules::RulesError, void::Void,
    },
    ceremony::{CeremonyError, config::ConfigError, root_key::RootKeyError, sheets::SheetsError},
    colleague::ColleagueError,
    commands::CommandError,
    export::ExportError,
    import::ImportError,
    journal::{JournalError, ids::DeedId},
    member_file::MemberFileError,
    minutes::TypeError,
    progress::Stopped,
    prompt::PromptError,
    proof::check::VerifyError,
    release::ReleaseError,
    services::ServiceError,
    vault::{VaultError, backup::RestoreError, locked_key::UnlockError, tpm::TpmError},
};

/// What a parser says is English, whatever the language; of this it says nothing that is none in Dutch.
pub(super) fn unreadable() -> toml::de::Error {
    serde::de::Error::custom("?")
}

/// What a command can fail of.
pub(super) fn of_commands() -> Vec<CommandError> {
    let mut all: Vec<CommandError> = Vec::new();
    all.extend(vaults().into_iter().map(CommandError::from));
    all.extend(of_founding());
    all.extend(of_letters());
    all.extend(of_work());
    all
}

fn vaults() -> Vec<VaultError> {
    let mut all = every!(VaultError:
        Io = VaultError::Io(full()),
        NotEmpty, NoWiping, NoVault, InUse,
        Unlock = UnlockError::WrongPassphrase.into(),
        Damaged = VaultError::Damaged("contents"),
        DamagedEntry = VaultError::DamagedEntry(4),
        Journal = JournalError::NoChannel.into(),
        Tpm = TpmError::Refused.into(),
        NoTpm = VaultError::NoTpm(TpmError::NoChip),
        Forgotten, TooLarge,
    );
    let journal = every!(JournalError:
        Malformed = JournalError::Malformed(4),
        BrokenChain = JournalError::BrokenChain(4),
        NoChannel,
    );
    all.extend(journal.into_iter().map(VaultError::from));
    let unlock = every!(UnlockError: NotAKeyFile, OtherVersion, WrongPassphrase);
    all.extend(unlock.into_iter().map(VaultError::from));
    let tpm = every!(TpmError: NotHere, NoTools, NoChip, Refused, Silent);
    all.extend(tpm.into_iter().map(VaultError::from));
    all
}

fn of_founding() -> Vec<CommandError> {
    let mut all: Vec<CommandError> = Vec::new();
    let prompt = every!(PromptError:
        Io = PromptError::Io(full()),
        NoDescriptor,
        NoLine = PromptError::NoLine("an answer"),
        Empty, NotTheSame,
    );
    all.extend(prompt.into_iter().map(CommandError::from));
    let root = every!(RootKeyError:
        Exists, None,
        Unlock = UnlockError::NotAKeyFile.into(),
        Io = RootKeyError::Io(full()),
    );
    all.extend(root.into_iter().map(CommandError::from));
    let config = every!(ConfigError:
        Toml = ConfigError::Toml(unreadable()),
        Language = ConfigError::Language("name"),
    );
    all.extend(config.into_iter().map(CommandError::from));
    let ceremony = every!(CeremonyError:
        Twice = CeremonyError::Twice(MEMBER),
        SameKeys = CeremonyError::SameKeys(MEMBER, MEMBER),
        NumberReused = CeremonyError::NumberReused { number: MEMBER, next: MEMBER },
        NoSuchMember = CeremonyError::NoSuchMember(MEMBER),
        NotHeard = CeremonyError::NotHeard(MEMBER),
        NotHigher = CeremonyError::NotHigher(MEMBER),
        NoBoardKey = CeremonyError::NoBoardKey(MEMBER),
        NotListed, NoRoster, NoFiles, NotLooked, Outdated,
        NoRecipients = CeremonyError::NoRecipients(Epoch(683)),
        OtherChannel, OtherRoot,
        TwoRoots = CeremonyError::TwoRoots(1),
        Roster = RosterError::Malformed.into(),
        RootKey = RootKeyError::None.into(),
        Recipients = RecipientsError::Malformed.into(),
        Board = BoardError::Full.into(),
        Outbox = records::WriteError::TooMany.into(),
        Io = CeremonyError::Io(full()),
        Vault = VaultError::NoVault.into(),
    );
    all.extend(ceremony.into_iter().map(CommandError::from));
    let sheets = every!(SheetsError:
        Stopped, OneIsWrong,
        Prompt = PromptError::Empty.into(),
        Output = SheetsError::Output(full()),
    );
    all.extend(sheets.into_iter().map(CommandError::from));
    let member = every!(MemberFileError: Malformed, Key);
    all.extend(
        member
            .into_iter()
            .map(|error| CommandError::MemberFile(name(), error)),
    );
    let proof = every!(VerifyError:
        Proof = ProofError::Malformed.into(),
        NoRoster, Roster, Salt, NoSalt, OtherText,
    );
    all.extend(proof.into_iter().map(CommandError::from));
    let restore = every!(RestoreError:
        NotABackup, Damaged,
        Vault = VaultError::NotEmpty.into(),
    );
    all.extend(restore.into_iter().map(CommandError::from));
    all
}

fn colleagues() -> Vec<ColleagueError> {
    every!(ColleagueError:
        Unknown = ColleagueError::Unknown(MEMBER),
        NoRecipient = ColleagueError::NoRecipient(MEMBER),
        OldBoard,
        Slots = SlotsError.into(),
        Seal = SealError::TooLong.into(),
    )
}

fn of_letters() -> Vec<CommandError> {
    let mut all: Vec<CommandError> = Vec::new();
    let import = every!(ImportError:
        Open = records::OpenError::OtherKind.into(),
        Io = ImportError::Io(full()),
        UnknownChannel, OtherChannel,
        Vault = VaultError::NoVault.into(),
        Stopped = Stopped.into(),
    );
    all.extend(import.into_iter().map(CommandError::from));
    let export = every!(ExportError:
        NoBoard, ImportFirst, ClockBehind, NotAPublisher,
        TwoRoots = ExportError::TwoRoots(1),
        Board = BoardError::Full.into(),
        Outbox = records::WriteError::TooLong.into(),
        Io = ExportError::Io(full()),
        Vault = VaultError::NoVault.into(),
        Stopped = Stopped.into(),
    );
    all.extend(export.into_iter().map(CommandError::from));
    let mut answers = every!(AnswerError:
        Find = crate::cases::FindError::Destroyed.into(),
        Empty, Sealed, NoWayBack, NoBoard, TooLong,
        File = FileError::TooLarge.into(),
        Full,
        Vault = VaultError::NoVault.into(),
        Stopped = Stopped.into(),
    );
    let files = every!(FileError:
        Read = FileError::Read(name(), full()),
        NotAFile = FileError::NotAFile(name()),
        Name = FileError::Name(name()),
        TooLarge,
        Changed = FileError::Changed(name()),
    );
    answers.extend(files.into_iter().map(AnswerError::from));
    all.extend(answers.into_iter().map(CommandError::from));
    let save = every!(SaveError:
        Io = SaveError::Io(full()),
        Nonsense,
        Missing = SaveError::Missing { missing: 2, parcels: 3 },
        Exists = SaveError::Exists(name()),
        Stopped = Stopped.into(),
    );
    all.extend(save.into_iter().map(CommandError::from));
    let mut release = every!(ReleaseError:
        NoLetter, Several, NoMember, Self_, Broken, NoBoard,
        Colleague = ColleagueError::OldBoard.into(),
        Vault = VaultError::NoVault.into(),
    );
    release.extend(colleagues().into_iter().map(ReleaseError::from));
    all.extend(release.into_iter().map(CommandError::from));
    let mut typed = every!(TypeError:
        NoBoard,
        NoMember = TypeError::NoMember(MEMBER),
        NotAMember, NotAnAdviser,
        Day = TypeError::Day(DAY),
        Colleague = ColleagueError::OldBoard.into(),
        Vault = VaultError::NoVault.into(),
    );
    typed.extend(colleagues().into_iter().map(TypeError::from));
    all.extend(typed.into_iter().map(CommandError::from));
    all.extend(
        every!(FindError: None, Several, Destroyed)
            .into_iter()
            .map(CommandError::from),
    );
    all.extend(
        every!(ServiceError: None, Several)
            .into_iter()
            .map(CommandError::from),
    );
    all
}

fn performs() -> Vec<PerformError> {
    every!(PerformError:
        Void = PerformError::Void(Void::Decided),
        TooLong = PerformError::TooLong(9),
        Unanswered = PerformError::Unanswered(name()),
        NotInRules = PerformError::NotInRules(name()),
        NoDeed,
        Load = LoadError::Vault(VaultError::NoVault).into(),
        Vault = VaultError::NoVault.into(),
    )
}

fn of_work() -> Vec<CommandError> {
    let mut all: Vec<CommandError> = Vec::new();
    all.extend(performs().into_iter().map(CommandError::from));
    let loads = every!(LoadError:
        Rules = RulesError::Empty.into(),
        Vault = VaultError::NoVault.into(),
        Stopped = Stopped.into(),
    );
    all.extend(loads.into_iter().map(CommandError::from));
    let rules = every!(RulesError:
        Toml = RulesError::Toml(unreadable()),
        Version = RulesError::Version(2),
        Twice = RulesError::Twice(name()),
        Unknown = RulesError::Unknown("role", name()),
        Language = RulesError::Language(name()),
        Code = RulesError::Code(name()),
        Text = RulesError::Text(name()),
        Months, Empty,
        Unreachable = RulesError::Unreachable(name()),
    );
    let of_file = |error| CommandError::Rules(name(), error);
    all.extend(rules.into_iter().map(of_file));
    let forward = every!(ForwardError:
        Key = KeyTextError::NotAKey.into(),
        NoLetter, TypedIn, Doubtful,
        Seal = age_file::WriteError::Failed.into(),
        Exists = ForwardError::Exists(name()),
        Io = ForwardError::Io(name(), full()),
        Vault = VaultError::NoVault.into(),
        Stopped = Stopped.into(),
    );
    all.extend(forward.into_iter().map(CommandError::from));
    let mut names = names();
    names.extend(colleagues().into_iter().map(NameError::from));
    names.extend(performs().into_iter().map(NameError::from));
    names.push(NameError::NotHere(Vec::new()));
    names.push(NameError::Lost(Vec::new()));
    names.push(NameError::NotAgreed(3, [MEMBER, MemberNumber(4)].into()));
    all.extend(names.into_iter().map(CommandError::from));
    all
}

fn names() -> Vec<NameError> {
    every!(NameError:
        None, Several,
        NotHere = NameError::NotHere(vec![MEMBER]),
        OnItsWay,
        Lost = NameError::Lost(vec![MEMBER]),
        NotTold, Length, InReason, Differ,
        NoMember = NameError::NoMember(MEMBER),
        LeftOut = NameError::LeftOut(MEMBER),
        Alone, NoBoard, NoGround,
        NotAgreed = NameError::NotAgreed(2, [MEMBER].into()),
        NotAsked, ToNobody, TypedIn, Disputed, NotTheirs,
        Tells = NameError::Tells(vec![MEMBER]),
        NotInformed, NoAnswer, Confirmation, NotPublic, NoBox, Boxes,
        NoSeat = NameError::NoSeat(MEMBER),
        Opened = NameError::Opened(DeedId([5; 16])),
        TooFew = NameError::TooFew { needed: 2, here: vec![MEMBER], untold: vec![MEMBER] },
        Box = NameBoxError::Altered.into(),
        Consent = ForwardError::NoLetter.into(),
        Perform = PerformError::NoDeed.into(),
        Colleague = ColleagueError::OldBoard.into(),
        Vault = VaultError::NoVault.into(),
    )
}
