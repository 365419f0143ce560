//! What the shared library refuses, and what is refused of what members sign.

use crypto_core::{
    attachment::ParcelError,
    board::BoardError,
    cbor::CborError,
    journal_page::PageError,
    letter::{ContentError, OpenError, Refusal, SealError, SlotsError, name_box::NameBoxError},
    minutes::MinutesError,
    name_share::NameShareError,
    primitives::{age_file, hybrid::KeyTextError},
    proof::ProofError,
    recipients::RecipientsError,
    records,
    release::ReleaseError,
    reporter_name::NameError,
    roster::RosterError,
};

use super::{
    super::{MEMBER, both_of},
    full,
};
use crate::{
    colleague::ColleagueError, ledger::page::WriteError as PageWriteError, vault::VaultError,
    words::Words,
};

fn tell(all: Vec<impl Words>) {
    all.iter().for_each(|one| drop(both_of(one)));
}

#[test]
fn every_error_of_the_shared_library_comes_in_both_languages() {
    tell(every!(NameBoxError: Malformed, Length, NoShare, Share, TooFew, Altered));
    tell(
        every!(OpenError: Length, NotAge, Altered, Layout, Slots, Content = ContentError::LeftOut.into()),
    );
    tell(every!(ContentError: Cbor = CborError::Missing.into(), Addressee, LeftOut));
    tell(every!(ParcelError: Length, Number, Altered, Padding));
    tell(every!(CborError: Malformed, Missing, WrongField, UnknownVersion));
    tell(every!(Refusal: TooFew, Sender, Letter = OpenError::Altered.into()));
    tell(every!(SealError: TooLong, NoReader, TooManyReaders, Failed));
    tell(vec![SlotsError]);
    tell(every!(BoardError: Malformed, Channel, Roster, Signature, Cells, Successor, Full));
    tell(
        every!(RosterError: Malformed, Channel, Signature, Rule = RosterError::Rule("at least one member publishes")),
    );
    tell(every!(RecipientsError: Malformed, NotInRoster));
    tell(every!(KeyTextError: NotAKey, Unusable));
    tell(
        every!(ProofError: Malformed, Channel, Stranger = ProofError::Stranger(MEMBER), Signature),
    );
}

#[test]
fn every_error_of_files_and_of_what_members_sign_comes_in_both_languages() {
    type Open = records::OpenError;
    type Write = records::WriteError;
    type Age = age_file::WriteError;
    tell(
        every!(Open: Io = Open::Io(full()), NotBelfry, OtherKind, OtherVersion, Damaged, OtherChannel),
    );
    tell(every!(Write: Io = Write::Io(full()), TooLong, TooMany));
    tell(every!(Age: TooLong, Failed));
    tell(
        every!(NameShareError: Malformed, Stranger = NameShareError::Stranger(MEMBER), Signature = NameShareError::Signature(MEMBER)),
    );
    tell(
        every!(ReleaseError: Malformed, Stranger = ReleaseError::Stranger(MEMBER), Signature = ReleaseError::Signature(MEMBER)),
    );
    tell(
        every!(MinutesError: Malformed, Stranger = MinutesError::Stranger(MEMBER), Signature = MinutesError::Signature(MEMBER)),
    );
    tell(
        every!(NameError: Malformed, Stranger = NameError::Stranger(MEMBER), Signature = NameError::Signature(MEMBER)),
    );
    tell(
        every!(PageError: Malformed, Stranger = PageError::Stranger(MEMBER), Signature = PageError::Signature(MEMBER)),
    );
    tell(every!(PageWriteError:
        Colleague = ColleagueError::OldBoard.into(),
        Page = PageError::Malformed.into(),
        Vault = VaultError::NoVault.into(),
    ));
}
