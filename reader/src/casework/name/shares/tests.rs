//! Which deeds say why a share was given.

use crypto_core::{
    ids::{Digest, LetterId},
    time::Day,
};

use super::*;
use crate::{
    casework::{
        deed::Deed,
        load::Ordered,
        rules::{Book, DEFAULT},
    },
    vault::contents::PieceRef,
};

const LETTER: LetterId = LetterId([3; 16]);
const DEED: DeedId = DeedId([5; 16]);
const GIVER: MemberNumber = MemberNumber(2);
const ME: MemberNumber = MemberNumber(1);

/// Whether a share of member 2 opens a name for member 1 that names this deed.
fn is_told_by(member: MemberNumber, what: What, why: &str) -> bool {
    let mut deed = Deed::of(what);
    deed.text = why.to_owned();
    let ordered = Ordered {
        id: DEED,
        member,
        day: Day(20_800),
        written: None,
        deed: Some(deed),
    };
    let casework = Casework::fold([ordered], &Book::new(DEFAULT).unwrap());
    let came = GivenShare {
        letter: LETTER,
        deed: DEED,
        from: GIVER,
        piece: PieceRef {
            id: [0; 16],
            offset: 0,
            length: 0,
        },
        plaintext: Digest([0; 32]),
    };
    is_told(&casework, &came, ME)
}

#[test]
fn a_right_share_counts_with_its_givers_own_deed_to_this_member_of_this_letter_and_no_other() {
    let given = |letter, to| What::NameShareGiven(letter, to);
    assert!(is_told_by(GIVER, given(LETTER, ME), "Wij moeten bellen."));
    for (member, what, why) in [
        (MemberNumber(3), given(LETTER, ME), "Een ander deed het."),
        (GIVER, given(LETTER, MemberNumber(3)), "Aan een ander."),
        (GIVER, given(LetterId([4; 16]), ME), "Van een andere brief."),
        (GIVER, What::Note, "Een notitie."),
        (GIVER, What::NameKept(Some(LETTER)), "Zelf geopend."),
        (GIVER, given(LETTER, ME), " \n"),
    ] {
        assert!(!is_told_by(member, what, why), "{why}");
    }
}
