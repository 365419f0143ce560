//! What reporters read of the channel.

use std::fs;

use super::{LOOK, holder, published, sign};
use crate::committee::{Committee, MONDAY};

#[test]
fn texts_come_from_the_file_in_the_folder_if_that_is_asked_for_and_what_was_seen_is_signed() {
    let mut committee = Committee::found(2);
    let described = committee.file("channel.toml");
    let texts = |name: &str| format!("[name]\nnl = \"{name}\"\nen = \"Office\"\n");
    fs::write(&described, "[name]\nnl = \"Meldpunt\"\n").unwrap();
    let mut window = holder(&committee, MONDAY);
    let take = "Neem de teksten en diensten uit het bestand channel.toml in de map";
    window.press(LOOK);
    window.reads("Leden en instellingen blijven zoals ze zijn");
    window.press(take);
    window.gone("Dit verandert er");
    window.press(LOOK);
    window.reads("van het kanaal is nodig in het Nederlands (nl) en in het Engels (en)");
    fs::write(&described, texts("Meldpunt")).unwrap();
    window.press(LOOK);
    window.reads("De teksten of diensten die melders zien, zijn nieuw.");
    window.reads("Naam van het meldkanaal, in het Nederlands: Meldpunt");
    window.reads("Naam van het meldkanaal, in het Engels: Office");
    // Too late.
    fs::write(&described, texts("Iets anders")).unwrap();
    sign(&mut window, 2);
    window.leave();
    let roster = published(&mut committee, MONDAY);
    assert_eq!(roster.name["nl"], "Meldpunt");
    assert_eq!((roster.quorum, roster.members.len()), (2, 3));
}
