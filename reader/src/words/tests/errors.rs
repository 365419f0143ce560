//! Errors, with what to do about them.

use std::io;

use crypto_core::{proof::ProofError, records, time::Epoch, words::Language};

use super::{CASE, DAY, MEMBER, both_of, differ};
use crate::{
    answer::{AnswerError, FileError},
    cases::FindError,
    casework::{
        LoadError, forward::ForwardError, keep::Kept, name::NameError, perform::PerformError,
        rules::RulesError, view::View, void::Void,
    },
    ceremony::{CeremonyError, config::ConfigError, root_key::RootKeyError, sheets::SheetsError},
    colleague::ColleagueError,
    commands::{CommandError as E, VerifyError},
    export::ExportError,
    import::ImportError,
    journal::JournalError,
    member_file::MemberFileError,
    minutes::TypeError,
    paper::poster::SiteError,
    prompt::PromptError,
    release::ReleaseError,
    services::ServiceError,
    vault::{VaultError, backup::RestoreError, locked_key::UnlockError, tpm::TpmError},
    words::Words as _,
};

fn full() -> io::Error {
    io::ErrorKind::StorageFull.into()
}

/// One of every operation at least, and all that have an advice of their own.
fn all() -> Vec<E> {
    let name = || "bestand".to_owned();
    vec![
        E::Prompt(PromptError::Empty),
        E::Prompt(PromptError::NotTheSame),
        E::Vault(VaultError::NoVault),
        E::Vault(VaultError::NotEmpty),
        E::Vault(VaultError::InUse),
        E::Vault(VaultError::Tpm(TpmError::Refused)),
        E::Vault(VaultError::Unlock(UnlockError::WrongPassphrase)),
        E::Vault(VaultError::Journal(JournalError::BrokenChain(4))),
        E::Vault(VaultError::Damaged("contents")),
        E::Vault(VaultError::Io(full())),
        E::RootKey(RootKeyError::Exists),
        E::RootKey(RootKeyError::None),
        E::Config(ConfigError::Language("name")),
        E::Ceremony(CeremonyError::NoRoster),
        E::Ceremony(CeremonyError::NoRecipients(Epoch(683))),
        E::Ceremony(CeremonyError::OtherRoot),
        E::Ceremony(CeremonyError::NotListed),
        E::Ceremony(CeremonyError::TwoRoots(1)),
        E::Sheets(3, 2),
        E::TypedSheets(SheetsError::OneIsWrong),
        E::Site(SiteError),
        E::MemberFile(name(), MemberFileError::Key),
        E::Import(ImportError::UnknownChannel),
        E::Import(ImportError::OtherChannel),
        E::Import(ImportError::Open(records::OpenError::OtherKind)),
        E::Channel,
        E::Find(FindError::None),
        E::Find(FindError::Destroyed),
        E::Service(ServiceError::Several),
        E::Answer(AnswerError::Sealed),
        E::Answer(AnswerError::TooLong),
        E::Answer(AnswerError::File(FileError::Name(name()))),
        E::Answer(AnswerError::File(FileError::NotAFile(name()))),
        E::Answer(AnswerError::File(FileError::Changed(name()))),
        E::Perform(PerformError::Void(Void::Decided)),
        E::Perform(PerformError::TooLong(9)),
        E::Perform(PerformError::NoDeed),
        E::Casework(LoadError::Rules(RulesError::Empty)),
        E::TypeIn(TypeError::NoBoard),
        E::TypeIn(TypeError::Colleague(ColleagueError::Seal(
            crypto_core::letter::SealError::TooLong,
        ))),
        E::Forward(ForwardError::Key(
            crypto_core::primitives::hybrid::KeyTextError::NotAKey,
        )),
        E::Name(NameError::Several),
        E::Name(NameError::OnItsWay),
        E::Name(NameError::NotHere(vec![MEMBER])),
        E::Name(NameError::NoGround),
        E::Rules(name(), RulesError::Twice(name())),
        E::HasSteps(CASE),
        E::Kept(CASE, Kept::Hold),
        E::Unheard(
            CASE,
            crate::ledger::own::Unheard {
                unseen: 2,
                untold: 1,
            },
        ),
        E::Form(View::parse("").unwrap_err()),
        E::Forward(ForwardError::TypedIn),
        E::Forward(ForwardError::Doubtful),
        E::NoText,
        E::NotTypedIn,
        E::ToldOn(DAY, DAY),
        E::NoTemplate(name()),
        E::Release(ReleaseError::Several),
        E::Release(ReleaseError::NoMember),
        E::Release(ReleaseError::NoBoard),
        E::Export(ExportError::ClockBehind),
        E::Export(ExportError::TwoRoots(1)),
        E::NoKeys(Epoch(683)),
        E::NoSuchFile(4),
        E::NotWhole(1),
        E::Proof(VerifyError::Salt),
        E::Proof(VerifyError::OtherText),
        E::Proof(VerifyError::Proof(ProofError::Channel)),
        E::Restore(RestoreError::Damaged),
        E::File(name(), io::ErrorKind::NotFound.into()),
        E::Output(io::ErrorKind::BrokenPipe.into()),
    ]
}

#[test]
fn every_error_and_every_advice_comes_in_both_languages() {
    for error in all() {
        both_of(&error);
        let advice = Language::ALL.map(|one| error.advice(one).map(str::to_owned));
        let [dutch, english] = advice.map(|one| one.into_iter().collect::<Vec<_>>());
        differ(&dutch, &english);
    }
}

#[test]
fn an_error_is_told_with_all_that_caused_it_and_each_cause_once() {
    let error = E::Vault(VaultError::Io(full()));
    assert_eq!(
        error.words(Language::Dutch),
        "de bestanden van de kluis konden niet worden gelezen of geschreven: de schijf is vol"
    );
    let english = error.words(Language::English);
    assert!(english.starts_with("the vault's files could not be read or written: "));
    assert_eq!(english.matches("could not").count(), 1, "{english}");
    let error = E::Perform(PerformError::Void(Void::SameJudge));
    assert_eq!(
        error.words(Language::Dutch),
        "het zou niet tellen: de tweede keer besluit een ander lid dan de eerste keer"
    );
}
