//! Rules, keys for the months to come, and a backup.

use std::{fs, path::Path};

use belfry_reader::{casework::rules::DEFAULT, member_file::MemberFile};

use crate::{
    committee::{Committee, MONDAY},
    window::Window,
};

#[test]
fn rules_are_read_saved_to_be_changed_refused_in_words_and_taken_after_a_second_question() {
    let committee = Committee::found(1);
    let mut window = Window::of(&committee, 1, MONDAY);
    window.unlock();
    window.press("Regels");
    window.reads("Integriteitscommissie van een ministerie. Het getal van deze regels is");
    window.reads("2 leden geven een oordeel voordat er wordt besloten");
    window.reads("In één zaak heeft niemand meer dan één van deze rollen: onderzoeken, besluiten");
    let file = committee.file("regels.toml");
    window.fill("Nieuw bestand", &file);
    window.press("Bewaar de standaardregels");
    window.reads("De regels staan in");
    assert_eq!(fs::read_to_string(&file).unwrap(), DEFAULT);
    window.press("Bewaar de geldende regels");
    window.reads("kon niet worden gelezen of geschreven");

    let wrong = DEFAULT.replacen("to = \"treatment\"", "to = \"x\"", 1);
    fs::write(&file, wrong).unwrap();
    window.fill("Bestand met regels", &file);
    for button in ["Kijk of dit kan", "Neem deze regels"] {
        window.press(button);
        if button == "Neem deze regels" {
            window.press("Ja: neem deze regels");
        }
        window.reads("de regels noemen stap \"x\", maar die staat er niet in");
        assert!(!window.shows("Vanaf nu gelden deze regels"));
    }
    window.reads("2 leden geven een oordeel");
    let three = DEFAULT.replacen("views = 2", "views = 3", 1);
    fs::write(&file, &three).unwrap();
    window.press("Kijk of dit kan");
    window.reads("Met deze regels kan worden gewerkt.");
    window.reads("2 leden geven een oordeel");
    window.press("Neem deze regels");
    window.reads("Hebben jullie dat samen afgesproken?");
    window.press("Nee, terug");
    window.gone("Hebben jullie dat samen afgesproken?");
    window.press("Neem deze regels");
    window.press("Ja: neem deze regels");
    window.reads("Vanaf nu gelden deze regels voor alle zaken.");
    window.reads("3 leden geven een oordeel");
    window.leave();
    assert_eq!(committee.run(1, MONDAY, &["rules", "show"]), three);
}

#[test]
fn keys_are_made_for_a_year_and_a_backup_that_can_be_put_back() {
    let committee = Committee::found(1);
    committee.import(1, MONDAY);
    // 6 February 2027.
    let day = MONDAY.plus(75);
    let mut window = Window::of(&committee, 1, day);
    window.unlock();
    window.press("Leden en sleutels");
    window.reads("Maak sleutels voor een jaar, en geef het bestand");
    window.reads("2027-02: staat in de ledenlijst");
    assert!(!window.shows("2027-03: staat"));
    let folder = committee.file("stick");
    window.fill("Map voor je bestand", &folder);
    window.press("Maak sleutels");
    // The keys are there; the folder is not.
    window.reads("Er zijn sleutels gemaakt voor");
    window.reads("member-1.json kon niet worden gelezen of geschreven");
    fs::create_dir(&folder).unwrap();
    window.press("Maak sleutels");
    window.reads("Voor al deze maanden waren er al sleutels.");
    window.reads("2028-01: staat niet in de ledenlijst");
    let file = MemberFile::read(&Path::new(&folder).join("member-1.json")).unwrap();
    assert_eq!(file.recipients.len(), 12);
    window.reads(&file.fingerprint());
    window.gone("Maak sleutels voor een jaar");
    assert!(!window.shows("`"), "{:#?}", window.texts());

    let backup = committee.file("kopie");
    window.fill("Bestand voor de reservekopie", &backup);
    window.press("Maak een reservekopie");
    window.reads("De reservekopie staat in");
    window.leave();
    committee.run(9, day, &["restore", &backup]);
    let list = committee.run(9, day, &["keys", "list"]);
    assert!(
        list.contains("2028-01") && list.contains("no secret is here"),
        "{list}"
    );
}
