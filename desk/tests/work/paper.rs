//! The root key onto sheets of paper, and the sheets tried out.

use std::{fs, path::Path};

use crypto_core::{
    primitives::hash::sha256,
    root_share::{Line, RootShare},
};

use crate::{
    committee::{Committee, MONDAY},
    window::Window,
};

pub const ROOT: &str = "battery staple";
pub const KEEPERS: [&str; 3] = ["Anna de Wit", "Bilal Yilmaz", "Cees"];
const BY_HAND: &str = "Ieder schrijft het eigen vel over van dit scherm";
const PRINTED: &str = "Als bladzijden om af te drukken, op een printer aan een kabel";
const SPLIT: &str = "Verdeel de hoofdsleutel";
const REFUSED: &str = "Met deze wachtzin gaat het niet open";

/// The window of who has the root key, at the form for its sheets.
pub fn form(committee: &Committee) -> Window {
    let mut window = Window::of(committee, 1, MONDAY);
    window.unlock();
    window.press("Oprichten");
    window.press("Begin met verdelen");
    let keepers = "Wie een vel bewaren, een naam op elke regel";
    window.fill_anew(keepers, &KEEPERS.join("\n"));
    window.fill("Hoeveel vellen samen de sleutel geven (2 of meer)", "2");
    window
}

fn split(window: &mut Window, passphrase: &str) {
    window.fill("Wachtzin van de hoofdsleutel", passphrase);
    window.press(SPLIT);
}

/// Everybody copies their sheet.
pub fn on_paper(window: &mut Window) -> Vec<Vec<String>> {
    window.press(BY_HAND);
    split(window, ROOT);
    let sheets = KEEPERS.map(|keeper| {
        window.reads(&format!("Alleen {keeper} kijkt nu op het scherm."));
        window.press("Toon mijn vel");
        window.reads(&format!("Bewaard door: {keeper}"));
        let lines = copied(window);
        window.press("Overgeschreven en nagekeken: verberg het");
        window.gone(&lines[0]);
        lines
    });
    window.reads("De sleutel is verdeeld.");
    sheets.to_vec()
}

/// The ten lines that somebody copies by hand.
fn copied(window: &Window) -> Vec<String> {
    let texts = window.texts();
    let lines = texts.iter().filter_map(|text| {
        let (number, words) = text.trim_start().split_once("  ")?;
        number.parse::<u8>().ok().map(|_| words.to_owned())
    });
    lines.collect()
}

/// What the line that comes is called.
fn field(number: usize) -> String {
    match number {
        1 => "Regel 1 van het vel, of scan de code".to_owned(),
        _ => format!("Regel {number}"),
    }
}

pub fn type_in(window: &mut Window, sheet: &[String]) {
    for (number, line) in (1..).zip(sheet) {
        window.fill(&field(number), line);
        window.press("Volgende regel");
    }
}

/// A sheet that is right by itself and has another part on it.
fn forged(sheet: &[String]) -> String {
    let lines = (1..).zip(sheet);
    let lines: Vec<Line> = lines
        .map(|(number, line)| Line::parse(number, line).unwrap())
        .collect();
    let mut bytes = RootShare::from_lines(&lines).unwrap().expose_for_sheet();
    bytes[20] ^= 1;
    let check = sha256(&[b"belfry/v1/root-share", &bytes[..41]]);
    bytes[41..].copy_from_slice(&check[..4]);
    let forged = RootShare::from_bytes(&bytes).unwrap();
    forged.expose_code().to_string()
}

fn is_on_paper(committee: &Committee) -> bool {
    let status = committee.run(1, MONDAY, &["status"]);
    !status.contains("The root key is on no paper")
}

#[test]
fn each_member_copies_a_sheet_and_sheets_that_are_typed_in_again_give_the_key_and_name_a_wrong_one()
{
    let committee = Committee::found(1);
    assert!(!is_on_paper(&committee));
    let mut window = form(&committee);
    window.press(BY_HAND);
    split(&mut window, "battery stapl");
    window.reads(REFUSED);
    split(&mut window, ROOT);
    let mut sheets = Vec::new();
    for keeper in KEEPERS {
        window.reads(&format!("Alleen {keeper} kijkt nu op het scherm."));
        assert!(copied(&window).is_empty());
        window.press("Toon mijn vel");
        window.reads(&format!("Bewaard door: {keeper}"));
        let lines = copied(&window);
        assert_eq!(lines.len(), 10);
        // Who leaves the screen does not leave the sheet on it.
        window.press("Vandaag");
        window.press("Oprichten");
        window.wait("Toon mijn vel");
        assert!(copied(&window).is_empty());
        window.press("Toon mijn vel");
        window.reads(&lines[9]);
        window.press("Overgeschreven en nagekeken: verberg het");
        window.gone(&lines[0]);
        sheets.push(lines);
    }
    window.reads("De sleutel is verdeeld. Oefen nu met de vellen. Verdeling:");

    window.press("Probeer de vellen uit");
    // Two words are swapped.
    let mut words: Vec<&str> = sheets[0][0].split(' ').collect();
    words.swap(1, 2);
    window.fill(&field(1), &words.join(" "));
    window.press("Volgende regel");
    window.reads("Regel 1: deze vier woorden horen niet bij elkaar.");
    window.fill_anew(&field(1), &sheets[0][0]);
    window.press("Volgende regel");
    window.fill(&field(2), "een twee drie");
    window.press("Volgende regel");
    window.reads("Regel 2 heeft 4 woorden, dit zijn er 3.");
    window.press("Stop met intypen");
    window.press("Probeer de vellen uit");
    type_in(&mut window, &sheets[0]);
    window.reads("Vellen tot nu toe: 1 / 2.");
    window.fill(&field(1), &forged(&sheets[1]));
    window.press("Volgende regel");
    window.reads("Samen geven deze vellen een andere sleutel: een ervan is verkeerd.");
    type_in(&mut window, &sheets[2]);
    window.reads("geven de hoofdsleutel terug.");
    window.reads("LET OP: vel 2 past niet bij de andere.");
    window.reads("(gedaan)");
    window.leave();
    assert!(is_on_paper(&committee));
    let status = committee.run(1, MONDAY, &["status"]);
    assert!(!status.contains("never tried"), "{status}");
}

#[test]
fn pages_with_sheets_are_wiped_once_they_are_printed_and_where_the_vault_is_locked_before() {
    let committee = Committee::found(1);
    let folder = committee.file("vellen");
    let page = |number: u8| Path::new(&folder).join(format!("sheet-{number}.html"));
    let pages = || [1, 2, 3].map(|number| page(number).exists());
    let mut window = form(&committee);
    window.press(PRINTED);
    window.fill("Map voor de bladzijden, op deze computer", &folder);
    // Something of that name is there.
    fs::create_dir(&folder).unwrap();
    fs::write(page(2), "van een ander").unwrap();
    split(&mut window, ROOT);
    window.reads("sheet-2.html kon niet worden gelezen of geschreven");
    assert_eq!(pages(), [false, true, false]);
    assert_eq!(fs::read_to_string(page(2)).unwrap(), "van een ander");
    fs::remove_file(page(2)).unwrap();
    split(&mut window, ROOT);
    window.reads("3 vellen staan als sheet-N.html in");
    assert_eq!(pages(), [true; 3]);
    assert!(
        fs::read_to_string(page(3))
            .unwrap()
            .contains("Bewaard door: Cees")
    );
    window.leave();
    assert!(!is_on_paper(&committee));
    assert_eq!(pages(), [false; 3]);

    let mut window = form(&committee);
    window.press(PRINTED);
    window.fill("Map voor de bladzijden, op deze computer", &folder);
    split(&mut window, ROOT);
    window.reads("3 vellen staan als sheet-N.html in");
    window.press("Stop en wis de bestanden");
    window.press("Begin met verdelen");
    assert_eq!(pages(), [false; 3]);
    split(&mut window, ROOT);
    window.reads("3 vellen staan als sheet-N.html in");
    // Somebody erases one by hand once it is printed.
    fs::remove_file(page(1)).unwrap();
    window.press("Alles is afgedrukt: wis de bestanden");
    window.reads("De bestanden zijn overschreven en weg.");
    window.reads("De sleutel is verdeeld.");
    assert_eq!(pages(), [false; 3]);
    window.leave();
    assert!(is_on_paper(&committee));
}
