//! A proof of receipt that somebody shows, checked in the window.

use std::fs;

use belfry_reader::vault::{Vault, locked_key::Passphrase};
use crypto_core::{
    ids::{Digest, MemberNumber},
    proof::{self, Proof, SALT_LEN},
};
use zeroize::Zeroizing;

use crate::{
    committee::{Committee, MONDAY, PASSPHRASE},
    window::Window,
};

const TEXT: &str = "Er verdwijnt geld, elke maand.\n";
const SALT: [u8; SALT_LEN] = [7; SALT_LEN];
const CHECK: &str = "Controleer het bewijs";

/// What member 2 states of the text, without the salt.
fn statement(committee: &Committee) -> String {
    let passphrase = Passphrase::new(Zeroizing::new(PASSPHRASE.to_owned()));
    let vault = Vault::open(&committee.vault(2), &passphrase).unwrap();
    let proof = Proof {
        channel: committee.roster().channel,
        member: MemberNumber(2),
        day: MONDAY,
        sha256: proof::digest(&SALT, TEXT.as_bytes()),
    };
    String::from_utf8(proof.sign(&vault.secrets.member_key)).unwrap()
}

#[test]
fn a_proof_holds_with_its_text_and_salt_alone_and_what_it_proves_is_said() {
    let committee = Committee::found(1);
    committee.import(1, MONDAY);
    let (kept, text) = (committee.file("bewijs-1.txt"), committee.file("tekst.txt"));
    let signed = statement(&committee);
    fs::write(&kept, proof::with_salt(&signed, &SALT)).unwrap();
    fs::write(&text, TEXT).unwrap();
    let mut window = Window::of(&committee, 1, MONDAY);
    window.unlock();
    window.press("Leden en sleutels");
    window.wait("Bestand met het bewijs");
    assert!(window.is_disabled(CHECK));
    window.fill("Bestand met het bewijs", &kept);
    window.fill("Bestand met de tekst", &text);
    window.press(CHECK);
    window.reads("Het bewijs klopt. Lid 2 (Member 2)");
    window.reads("Kanaalwoorden (nl): ");
    let told = window
        .texts()
        .into_iter()
        .find(|text| text.contains("Het bewijs klopt"));
    let told = told.unwrap();
    let english = told
        .lines()
        .find(|line| line.starts_with("Channel words") || line.starts_with("Kanaalwoorden (en)"));
    assert_eq!(
        english
            .unwrap()
            .split(": ")
            .nth(1)
            .unwrap()
            .split(' ')
            .count(),
        12,
        "{told}"
    );
    window.reads("Het bewijst niet wie de tekst schreef");

    // One space more.
    fs::write(&text, format!("{TEXT} ")).unwrap();
    window.press(CHECK);
    window.reads("bewijs is niet van deze tekst met dit zout");
    fs::write(&text, TEXT).unwrap();
    // As a page that was left in between saved it.
    fs::write(&kept, &signed).unwrap();
    window.press(CHECK);
    window
        .reads("n het bewijs staat geen zout, en wat is getypt zijn geen 64 hexadecimale cijfers");
    assert!(!window.shows("woorden van een terugkomcode"));
    let field = "Zout, 64 tekens; alleen als het niet in het bewijs staat";
    // What was typed goes as one leaves.
    window.fill(field, &Digest(SALT).to_string());
    window.press("Vandaag");
    window.press("Leden en sleutels");
    window.press(CHECK);
    window.reads("n het bewijs staat geen zout");
    window.fill(field, &Digest(SALT).to_string().to_uppercase());
    window.press(CHECK);
    window.reads("Het bewijs klopt. Lid 2 (Member 2)");
    window.fill(
        "Bestand met de ledenlijst van toen; leeg is die van nu",
        &text,
    );
    window.press(CHECK);
    window.reads("ledenlijst is niet van het kanaal dat het bewijs noemt");
    window.reads("Geef de ondertekende ledenlijst van dat kanaal uit die tijd.");
    // Neither a file without end nor one that nobody writes into is waited for.
    for endless in ["/dev/zero", &committee.file("")] {
        window.fill_anew("Bestand met de tekst", endless);
        window.press(CHECK);
        window.reads("kon niet worden gelezen of geschreven");
        window.fill_anew("Bestand met de tekst", &text);
        window.fill(field, &Digest(SALT).to_string());
        window.press(CHECK);
        window.reads("ledenlijst is niet van het kanaal");
    }
}

#[test]
fn a_poster_is_made_later_too_of_the_roster_in_force() {
    let committee = Committee::found(1);
    committee.import(2, MONDAY);
    let out = committee.file("poster.html");
    let mut window = Window::of(&committee, 2, MONDAY);
    window.unlock();
    window.press("Leden en sleutels");
    let address = "Adres van de pagina, zoals https://meld.voorbeeld.nl";
    window.fill(address, "meld.example");
    window.fill("Bestand voor de poster (html)", &out);
    window.press("Maak de poster");
    window.reads("et adres moet beginnen met https:/");
    assert!(fs::metadata(&out).is_err());
    window.fill_anew(address, "https://meld.example");
    window.press("Maak de poster");
    window.reads("Druk hem af");
    let poster = fs::read_to_string(&out).unwrap();
    assert!(
        poster.contains("Commissie") && poster.contains("Committee"),
        "{poster}"
    );
}
