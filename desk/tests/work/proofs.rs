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
    window.reads("Het bewijst niet wie de tekst schreef");

    // One space more.
    fs::write(&text, format!("{TEXT} ")).unwrap();
    window.press(CHECK);
    window.reads("bewijs is niet van deze tekst met dit zout");
    fs::write(&text, TEXT).unwrap();
    // As a page that was left in between saved it.
    fs::write(&kept, &signed).unwrap();
    window.press(CHECK);
    window.reads("zijn geen 64 hexadecimale cijfers (het zout)");
    let field = "Zout, 64 tekens; alleen als het niet in het bewijs staat";
    window.fill(field, &Digest(SALT).to_string());
    window.press(CHECK);
    window.reads("Het bewijs klopt. Lid 2 (Member 2)");
    window.fill(
        "Bestand met de ledenlijst van toen; leeg is die van nu",
        &text,
    );
    window.press(CHECK);
    window.reads("ledenlijst is niet van het kanaal dat het bewijs noemt");
    window.reads("Geef de ondertekende ledenlijst van dat kanaal uit die tijd.");
}
