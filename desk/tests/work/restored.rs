//! A backup that is put back where there is no vault.

use std::path::Path;

use crate::{
    committee::{Committee, MONDAY, PASSPHRASE},
    window::Window,
};

#[test]
fn a_backup_becomes_a_vault_with_the_same_cases_and_a_wrong_passphrase_makes_none() {
    let mut committee = Committee::found(1);
    committee.post("De lift is al een jaar niet gekeurd.", None);
    committee.import(1, MONDAY);
    let backup = committee.file("kopie");
    let mut window = Window::of(&committee, 1, MONDAY);
    window.unlock();
    window.press("Leden en sleutels");
    window.fill("Bestand voor de reservekopie", &backup);
    window.press("Maak een reservekopie");
    window.reads("De reservekopie staat in");
    window.leave();

    let vault = committee.vault(9);
    let mut window = Window::at(vault.clone(), MONDAY);
    window.reads("In deze map is geen kluis");
    window.press("Zet een reservekopie terug");
    let (file, passphrase, put) = (
        "Bestand met de reservekopie",
        "Wachtzin van de reservekopie",
        "Zet de reservekopie terug",
    );
    window.wait(file);
    assert!(window.is_disabled(put));
    window.fill(file, &committee.file("kopi"));
    window.fill(passphrase, PASSPHRASE);
    window.press(put);
    window.reads("kopi kon niet worden gelezen of geschreven");
    window.fill_anew(file, &committee.file("channel.toml"));
    window.fill(passphrase, PASSPHRASE);
    window.press(put);
    window.reads("Dit is geen reservekopie van Belfry");
    window.fill_anew(file, &backup);
    window.fill(passphrase, "correct hors");
    window.press(put);
    window.reads("Met deze wachtzin gaat het niet open");
    assert!(!vault.exists());
    window.fill(passphrase, PASSPHRASE);
    window.press(put);
    window.wait("Vergrendelen");
    window.reads("Doe nu drie dingen. Maak nieuwe sleutels en laat de ledenlijst");
    window.press("Zaken");
    window.reads("De lift is al een jaar niet gekeurd.");
    // What is told once is gone by then; what has to be done stands on.
    window.press("Vandaag");
    window.reads("Deze kluis komt uit een reservekopie. Lees eerst een pakket in");
    // What went out since nobody knows: first it imports.
    window.press("Inlezen en exporteren");
    let outbox = committee.file("weg");
    window.fill("Bestand om te maken", &outbox);
    window.press_last("Exporteren");
    window.reads("Lees eerst een pakket in");
    window.leave();
    let cases = |member| committee.run(member, MONDAY, &["cases"]);
    assert_eq!(cases(9), cases(1));
    assert!(!Path::new(&outbox).exists());
}
