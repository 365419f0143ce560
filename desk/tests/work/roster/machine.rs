//! A machine that was lost, and a member who publishes anew.

use std::{fs, path::Path};

use belfry_reader::{
    ceremony::root_key,
    vault::{Vault, locked_key::Passphrase},
};
use crypto_core::ids::MemberNumber;

use super::{LOOK, ROOT, brings, holder, number, published, sign};
use crate::committee::{Committee, MONDAY, PASSPHRASE};

#[test]
fn whose_machine_was_lost_goes_on_under_a_new_number_and_who_publishes_anew_brings_a_file() {
    let mut committee = Committee::found(1);
    let mut window = holder(&committee, MONDAY);
    window.press("Andere publicatiedag: lid 3 (Member 3)");
    window.press("publiceert niet");
    let five = number(&brings(&committee, 5, (5, "Bilal Yilmaz")));
    window.press("Kijk in deze map");
    window.press(&format!("Bilal Yilmaz las zelf voor: {five}"));
    window.press("gaat verder met nieuwe sleutels, in de plaats van lid 2 (Member 2)");
    window.press(LOOK);
    window.reads("Lid 2 (Member 2) gaat verder als Lid 5 (Bilal Yilmaz) met nieuwe sleutels.");
    window.reads("Lid 3 (Member 3) publiceert niet meer.");
    sign(&mut window, 2);
    window.leave();
    let roster = published(&mut committee, MONDAY);
    assert_eq!(roster.former[0].number, MemberNumber(2));
    assert_eq!(roster.former[0].now, Some(MemberNumber(5)));

    // The roster has no key of who did not publish, so their file is asked for.
    let mut window = holder(&committee, MONDAY);
    window.press("Andere publicatiedag: lid 3 (Member 3)");
    window.press("dinsdag");
    window.press(LOOK);
    window.reads("Lid 3 publiceert nog niet: ook het bestand van dit lid is nodig");
    let file = committee.file("member-3.json");
    fs::copy(committee.file("3.json"), &file).unwrap();
    // A number that somebody had is nobody's any more.
    brings(&committee, 8, (2, "Iemand"));
    window.press("Kijk in deze map");
    window.reads("Het lidnummer 2 was van iemand anders");
    assert!(!window.shows("Iemand las zelf voor"));
    let three = number(Path::new(&file));
    window.press(&format!("Member 3 las zelf voor: {three}"));
    window.press(LOOK);
    window.reads("Lid 3 (Member 3) publiceert vanaf nu op dinsdag.");
    sign(&mut window, 3);
    window.leave();
    let roster = published(&mut committee, MONDAY);
    let three = roster.member(MemberNumber(3)).unwrap();
    assert!(three.weekday == Some(2) && three.board_key.is_some());
    // What the window does with the root key leaves it as it was.
    let root = Passphrase::new(ROOT.to_owned().into());
    assert!(root_key::open(&committee.vault(1), &root).is_ok());
    let passphrase = Passphrase::new(PASSPHRASE.to_owned().into());
    assert!(Vault::open(&committee.vault(1), &passphrase).is_ok());
}
