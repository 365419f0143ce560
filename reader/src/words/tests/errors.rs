//! Errors, with what to do about them.

mod inner;
mod shared;

use std::io;

use crypto_core::{time::Epoch, words::Language};

use super::{CASE, DAY, MEMBER, both_of, differ};
use crate::{
    casework::{
        checked::CheckError,
        keep::{Early, Kept},
        name::NameError,
        perform::PerformError,
        rules::RulesError,
        view::FormError,
        void::Void,
    },
    commands::CommandError,
    destroy::DestroyError,
    ledger::own::Unheard,
    member_file::MemberFileError,
    paper::poster::SiteError,
    vault::VaultError,
    words::Words as _,
};

fn full() -> io::Error {
    io::ErrorKind::StorageFull.into()
}

fn name() -> String {
    "bestand".to_owned()
}

/// One of every operation, and all that one can fail of.
fn all() -> Vec<CommandError> {
    type E = CommandError;
    let unheard = Unheard {
        unseen: 2,
        untold: 1,
    };
    let json = serde_json::from_str::<u8>("").unwrap_err();
    let mut all = every!(CommandError:
        Prompt = E::Prompt(crate::prompt::PromptError::Empty),
        Vault = E::Vault(VaultError::NoVault),
        RootKey = E::RootKey(crate::ceremony::root_key::RootKeyError::None),
        Config = E::Config(crate::ceremony::config::ConfigError::Language("name")),
        Ceremony = E::Ceremony(crate::ceremony::CeremonyError::NoRoster),
        Sheets = E::Sheets(3, 2),
        TypedSheets = E::TypedSheets(crate::ceremony::sheets::SheetsError::OneIsWrong),
        Site = E::Site(SiteError),
        MemberFile = E::MemberFile(name(), MemberFileError::Key),
        Import = E::Import(crate::import::ImportError::UnknownChannel),
        Channel,
        Find = E::Find(crate::cases::FindError::None),
        Service = E::Service(crate::services::ServiceError::Several),
        Answer = E::Answer(crate::answer::AnswerError::Sealed),
        Perform = E::Perform(PerformError::NoDeed),
        Casework = E::Casework(RulesError::Empty.into()),
        Stopped = E::Stopped(crate::progress::Stopped),
        TypeIn = E::TypeIn(crate::minutes::TypeError::NoBoard),
        Forward = E::Forward(crate::casework::forward::ForwardError::TypedIn),
        Checked = E::Checked(CheckError::Gone),
        Name = E::Name(NameError::Several),
        Rules = E::Rules(name(), RulesError::Twice(name())),
        Form = E::Form(FormError {
            line: 3,
            what: "?".to_owned(),
        }),
        HasSteps = E::HasSteps(CASE),
        Destroy = E::Destroy(DestroyError::NoReason),
        NoText,
        NotTypedIn,
        ToldOn = E::ToldOn(DAY, DAY),
        Over = E::Over(DAY),
        Day = E::Day(crypto_core::time::DayError),
        NoTemplate = E::NoTemplate(name()),
        Release = E::Release(crate::release::ReleaseError::Several),
        Export = E::Export(crate::export::ExportError::ClockBehind),
        NoKeys = E::NoKeys(Epoch(683)),
        Save = E::Save(crate::attachments::SaveError::Nonsense),
        NoSuchFile = E::NoSuchFile(4),
        NotWhole = E::NotWhole(1),
        Proof = E::Proof(crate::proof::check::VerifyError::Salt),
        Restore = E::Restore(crate::vault::backup::RestoreError::Damaged),
        File = E::File(name(), io::ErrorKind::NotFound.into()),
        Output = E::Output(io::ErrorKind::BrokenPipe.into()),
        Json = E::Json(json),
    );
    all.push(E::NotWhole(2));
    type D = DestroyError;
    let mut destroying = every!(DestroyError:
        Find = crate::cases::FindError::Destroyed.into(),
        Kept = D::Kept(CASE, Kept::Hold),
        Unheard = D::Unheard(CASE, unheard),
        Early = D::Early(CASE, Early::Open),
        NoReason, NoBoard,
        Name = NameError::Several.into(),
        Load = crate::casework::LoadError::from(RulesError::Empty).into(),
        Vault = VaultError::NoVault.into(),
    );
    destroying.push(D::Kept(CASE, Kept::Quiet(DAY)));
    destroying.push(D::Early(CASE, Early::Until(DAY)));
    destroying.push(D::Early(CASE, Early::Feedback(DAY)));
    all.extend(destroying.into_iter().map(E::from));
    let checks = every!(CheckError:
        NoCode, Gone, Sealed, NotTypedIn, NoLetter, Minutes, Doubtful,
        Tells = CheckError::Tells(vec![MEMBER]),
        Reporter = CheckError::Reporter(NameError::Disputed),
        Vault = VaultError::NoVault.into(),
    );
    all.extend(checks.into_iter().map(CommandError::from));
    all.extend(inner::of_commands());
    all
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
fn no_advice_says_what_its_error_has_said() {
    for error in all() {
        for language in Language::ALL {
            let said = error.words(language).to_lowercase();
            let advice = error.advice(language).unwrap_or_default().to_lowercase();
            let sentences = advice.split(['.', ':', ';']).map(str::trim);
            for sentence in sentences.filter(|sentence| !sentence.is_empty()) {
                assert!(!said.contains(sentence), "{said}\n{advice}");
            }
        }
    }
}

#[test]
fn an_error_is_told_with_all_that_caused_it_and_each_cause_once() {
    let error = CommandError::Vault(VaultError::Io(full()));
    assert_eq!(
        error.words(Language::Dutch),
        "de bestanden van de kluis konden niet worden gelezen of geschreven: de schijf is vol"
    );
    let english = error.words(Language::English);
    assert!(english.starts_with("the vault's files could not be read or written: "));
    assert_eq!(english.matches("could not").count(), 1, "{english}");
    let error = CommandError::Perform(PerformError::Void(Void::SameJudge));
    assert_eq!(
        error.words(Language::Dutch),
        "het zou niet tellen: de tweede keer besluit een ander lid dan de eerste keer"
    );
}

#[test]
fn every_rule_of_a_roster_is_told_in_dutch() {
    // They stand in the shared library, in English alone.
    let source = include_str!("../../../../crypto-core/src/roster/rules.rs");
    let sentences = source.split('"').skip(1).step_by(2);
    let mut count = 0;
    for rule in sentences.filter(|text| text.contains(' ') && !text.contains('\n')) {
        both_of(&crypto_core::roster::RosterError::Rule(rule));
        count += 1;
    }
    assert!(count > 9, "{count}");
}
