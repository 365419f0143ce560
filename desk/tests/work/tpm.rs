//! Half of the months' key in a TPM, with `swtpm` as the chip. Where it or the tools are not installed, the tests say that
//! they were skipped.

use std::{
    env,
    process::{Command, Stdio},
};

use crate::{
    chip::Chip,
    committee::{Committee, MONDAY},
    window::Window,
};

/// Where the tools look for the chip: a setting of the whole process, so each test has one of its own.
const CHIP: &str = "TPM2TOOLS_TCTI";
const ON: &str = "Zet de helft in de TPM";
const OFF: &str = "Haal de helft uit de TPM";
const GIVE_UP: &str = "Geef deze sleutels op";

/// Whether this is the process of the test with this name; it is started otherwise, with a chip at this address.
fn is_at(address: &str, name: &str) -> bool {
    if env::var_os(CHIP).is_some() {
        return true;
    }
    let done = Command::new(env::current_exe().unwrap())
        .args(["--exact", name, "--nocapture"])
        .env(CHIP, address)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&done.stdout);
    assert!(
        said.contains("1 passed"),
        "{}{said}",
        String::from_utf8_lossy(&done.stderr)
    );
    false
}

fn at_members(committee: &Committee) -> Window {
    let mut window = Window::of(committee, 1, MONDAY);
    window.fill("Wachtzin", crate::committee::PASSPHRASE);
    window.press("Openen");
    window.wait("Leden en sleutels");
    window.press("Leden en sleutels");
    window.reads("Een halve sleutel in de TPM");
    window
}

/// Whether the chip has this place.
fn holds(place: &str) -> bool {
    let mut read = Command::new("tpm2_nvread");
    read.args([place, "-C", "o", "-s", "32"]);
    read.stdout(Stdio::null()).stderr(Stdio::null());
    read.status().unwrap().success()
}

/// Whatever lies in the chip: places, keys, sessions. Its own clock, which it writes down every few seconds, is none of it.
fn handles(address: &str) -> String {
    let kinds = [
        "nv-index",
        "persistent",
        "transient",
        "loaded-session",
        "saved-session",
    ];
    let lists = kinds.map(|kind| {
        let mut list = Command::new("tpm2_getcap");
        list.arg(format!("handles-{kind}")).env(CHIP, address);
        let done = list.output().unwrap();
        assert!(done.status.success(), "{kind}");
        String::from_utf8(done.stdout).unwrap()
    });
    lists.concat().to_lowercase()
}

const PLACES: [&str; 2] = ["0x1500b10", "0x1500b11"];

#[test]
fn half_goes_into_the_chip_and_out_and_with_the_chip_emptied_the_keys_are_given_up_and_made_anew() {
    let name = "tpm::half_goes_into_the_chip_and_out_and_with_the_chip_emptied_the_keys_are_given_up_and_made_anew";
    if env::var_os(CHIP).is_none() {
        let Some(chip) = Chip::start() else { return };
        let before = handles(&chip.address());
        assert!(!is_at(&chip.address(), name));
        assert_eq!(
            handles(&chip.address()),
            before,
            "something of it stayed in the chip"
        );
        return;
    }
    let committee = Committee::found(1);
    committee.import(1, MONDAY);
    let mut window = at_members(&committee);
    window.press(ON);
    window.reads("zit nu in de TPM van deze computer.");
    window.wait(OFF);
    assert!(PLACES.iter().all(|place| holds(place)));
    let listed = handles(&env::var(CHIP).unwrap());
    assert!(
        PLACES.iter().all(|place| listed.contains(place)),
        "{listed}"
    );
    window.reads("2026-11: staat in de ledenlijst");
    window.press(OFF);
    window.reads("De sleutel staat weer heel in de kluis");
    window.wait(ON);
    assert!(!PLACES.iter().any(|place| holds(place)));
    window.press(ON);
    window.wait(OFF);
    window.leave();

    // Somebody resets the chip.
    for place in PLACES {
        let mut undefine = Command::new("tpm2_nvundefine");
        undefine.args([place, "-C", "o"]).stdout(Stdio::null());
        assert!(undefine.status().unwrap().success());
    }
    let mut window = at_members(&committee);
    window.reads("heeft de andere helft van de sleutels niet, of geeft geen antwoord");
    window.reads("geef deze sleutels dan op.");
    window.press(GIVE_UP);
    window.press("Nee, terug");
    window.press(GIVE_UP);
    // Who leaves is asked again.
    window.press("Vandaag");
    window.press("Leden en sleutels");
    window.press(GIVE_UP);
    window.press("Ja: geef ze op");
    window.reads("De kluis heeft geen sleutels voor nieuwe brieven meer.");
    window.wait(ON);
    window.fill("Map voor je bestand", &committee.file("."));
    window.press("Maak sleutels");
    window.reads("Er zijn sleutels gemaakt voor");
    window.leave();
    let list = committee.run(1, MONDAY, &["keys", "list"]);
    assert!(
        list.contains("2026-11") && !list.contains("no secret is here"),
        "{list}"
    );
}

#[test]
fn a_machine_without_a_chip_is_told_so_and_the_keys_stay_as_they_are() {
    if !Command::new("tpm2_nvread")
        .arg("--version")
        .output()
        .is_ok_and(|one| one.status.success())
    {
        eprintln!("skipped: tpm2-tools is not installed");
        return;
    }
    let name = "tpm::a_machine_without_a_chip_is_told_so_and_the_keys_stay_as_they_are";
    if !is_at("swtpm:host=127.0.0.1,port=9", name) {
        return;
    }
    let committee = Committee::found(1);
    committee.import(1, MONDAY);
    let mut window = at_members(&committee);
    window.press(ON);
    window.reads("neemt de helft aan: er is er geen");
    assert!(!window.shows("geef deze sleutels dan op"));
    window.wait(ON);
    window.press("Vandaag");
    window.press("Leden en sleutels");
    window.reads("2026-11: staat in de ledenlijst");
    window.wait(ON);
}
