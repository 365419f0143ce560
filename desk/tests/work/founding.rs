//! A channel is founded in the window, from the members' keys to the first import.

use std::{fs, path::Path};

use belfry_reader::{cli::Cli, commands, member_file::MemberFile};
use clap::Parser as _;
use crypto_core::{address::ChannelAddress, ids::ChannelId, roster, time::Day, words::Language};

use crate::{committee::MONDAY, server::Server, window::Window};

const VAULT: &str = "paard batterij";
const ROOT: &str = "nietje correct";

/// Somebody makes their keys and vault; their window, and the number of their file.
fn made(here: &Path, (number, name): (u16, &str), day: &str) -> (Window, String) {
    let vault = here.join(format!("vault-{number}"));
    let mut window = Window::at(vault.clone(), MONDAY);
    window.reads("In deze map is geen kluis");
    window.press("Maak hier een kluis");
    window.reads("wifi en bluetooth uit");
    window.reads(
        "Nog invullen: of alles klopt, je nummer, je naam, wat je bent, je dag, je wachtzin",
    );
    window.press("Dit klopt allemaal");
    window.fill("Je nummer", &number.to_string());
    window.fill("Je naam, zoals melders die zien", name);
    window.press("lid van de commissie");
    window.press(day);
    // Somebody types another word the second time.
    let make = "Maak mijn sleutels en kluis";
    window.fill("Nieuwe wachtzin", VAULT);
    window.fill("Dezelfde wachtzin nog een keer", "paard baterij");
    window.press(make);
    window.reads("twee wachtzinnen zijn niet gelijk");
    assert!(!vault.exists());
    window.fill("Nieuwe wachtzin", VAULT);
    window.fill("Dezelfde wachtzin nog een keer", VAULT);
    window.press(make);
    window.reads("Gedaan. Schrijf dit op");
    let file = here.join(format!("member-{number}.json"));
    let file = MemberFile::read(&file).unwrap();
    assert_eq!((file.number.0, file.name.as_str()), (number, name));
    assert_eq!(file.role["nl"], "lid van de integriteitscommissie");
    let fingerprint = file.fingerprint();
    window.reads(&format!("vergelijk dit getal hardop: {fingerprint}"));
    (window, fingerprint)
}

/// A file of the same number and name that somebody else made.
fn exchange(here: &Path, number: u16, name: &str) {
    let typed = here.join("typed");
    fs::write(&typed, format!("{VAULT}\n")).unwrap();
    // The reader overwrites nobody else's.
    fs::remove_file(here.join(format!("member-{number}.json"))).unwrap();
    let typed = fs::File::open(typed).unwrap();
    let fd = std::os::fd::AsRawFd::as_raw_fd(&typed).to_string();
    let (vault, out) = (
        here.join("mallory").display().to_string(),
        here.join(format!("member-{number}.json"))
            .display()
            .to_string(),
    );
    let (number, today) = (number.to_string(), MONDAY.to_string());
    let args = [
        "belfry-reader",
        "--vault",
        &vault,
        "--passphrase-fd",
        &fd,
        "--today",
        &today,
        "init",
        "--member",
        &number,
        "--name",
        name,
        "--weekday",
        "3",
        "--fast-kdf-for-tests",
        "--out",
        &out,
    ];
    let cli = Cli::try_parse_from(args).unwrap();
    commands::run(&cli, &mut rand::rng(), &mut Vec::new()).unwrap();
}

fn describe(window: &mut Window) {
    for (part, dutch, english) in [
        ("Naam van het meldkanaal", "Meldpunt \"één\"", "Office"),
        (
            "Wat de commissie over zichzelf zegt: wie leest, en hoe snel er antwoord komt",
            "Wij lezen",
            "We read",
        ),
        (
            "Waar een melder buiten dit kanaal terechtkan",
            "Het Huis",
            "The House",
        ),
    ] {
        window.fill(&format!("{part}, in het Nederlands"), dutch);
        window.fill(&format!("{part}, in het Engels"), english);
    }
    let quorum = "Hoeveel leden samen een brief openen (1: elk lid alleen)";
    window.fill(quorum, "2");
}

fn import(window: &mut Window, bundle: &Path, words: &str) {
    window.press("Naar inlezen");
    window.fill("Bestand om in te lezen", bundle.to_str().unwrap());
    let channel = "Kanaal: twaalf woorden, of het deel van het adres na #";
    window.fill(channel, words);
    window.press_last("Inlezen");
    window.reads("0 nieuwe brieven");
    window.press("Vandaag");
    window.reads("2. (gedaan)");
    window.gone("Oprichten");
    window.press("Leden en sleutels");
    window.reads("Quorum: 2.");
}

/// The channel, as the window shows it.
fn shown(window: &Window) -> ChannelId {
    let texts = window.texts();
    let id = texts
        .iter()
        .find_map(|text| text.strip_prefix("Nummer van het kanaal: "));
    id.unwrap().parse().unwrap()
}

#[test]
fn members_make_their_vaults_one_signs_the_roster_and_all_come_to_the_first_import() {
    let dir = tempfile::tempdir().unwrap();
    let here = dir.path();
    let (mut two, number) = made(here, (2, "Bilal Yilmaz"), "woensdag");
    two.press("Nee, een collega");
    two.reads("Schrijf de twaalf kanaalwoorden op");
    assert!(!two.shows("Maak de hoofdsleutel"));

    let (mut one, _) = made(here, (1, "Anna de Wit"), "maandag");
    one.press("Ja, deze computer");
    one.fill("Nieuwe wachtzin voor de hoofdsleutel", ROOT);
    one.fill("Die wachtzin nog een keer", ROOT);
    one.press("Maak de hoofdsleutel");
    one.reads("De hoofdsleutel staat in");
    let channel = shown(&one);
    describe(&mut one);
    one.fill("Wachtzin van de hoofdsleutel", ROOT);
    one.reads("Nog nodig: van elk lid het getal, of alle leden erbij zijn.");
    let all_here = "Dit zijn er 2: alle leden zijn erbij";
    one.press(all_here);
    one.press(&format!("Bilal Yilmaz las zelf voor: {number}"));

    // After the call somebody puts another file in its place, and she looks there.
    let file = here.join("member-2.json");
    let true_one = fs::read(&file).unwrap();
    exchange(here, 2, "Bilal Yilmaz");
    let exchanged = fs::read(&file).unwrap();
    one.press("Kijk in deze map");
    one.gone(&number);
    one.reads("Nog nodig: van elk lid het getal, of alle leden erbij zijn.");
    fs::write(&file, &true_one).unwrap();
    // A folder that is not there.
    let folder = here.to_str().unwrap();
    one.fill_anew("Map van de oprichting", "/nergens");
    one.press("Kijk in deze map");
    one.reads("/nergens");
    one.gone(all_here);
    one.fill_anew("Map van de oprichting", folder);
    one.press("Kijk in deze map");
    one.reads(&number);
    one.press(all_here);
    // With another passphrase nothing is signed, and she sees what is there by then.
    fs::write(&file, &exchanged).unwrap();
    one.fill_anew("Wachtzin van de hoofdsleutel", "nietje verkeerd");
    one.press("Onderteken de ledenlijst");
    one.gone(&number);
    one.reads("et deze wachtzin gaat het niet open");
    let outbox = here.join("first.outbox");
    assert!(!outbox.exists());
    fs::write(&file, &true_one).unwrap();
    one.press("Kijk in deze map");
    one.reads(&number);
    one.press(all_here);
    // What cannot be signed is refused before anything is written, and can be mended.
    let quorum = "Hoeveel leden samen een brief openen (1: elk lid alleen)";
    one.fill_anew(quorum, "7");
    one.fill("Wachtzin van de hoofdsleutel", ROOT);
    one.press("Onderteken de ledenlijst");
    one.reads("het quorum is minstens 1 en hoogstens het aantal leden");
    assert!(!here.join("channel.toml").exists());
    one.fill_anew(quorum, "2");
    // What is signed is what she compared, whatever lies there by then.
    fs::write(&file, &exchanged).unwrap();
    one.fill("Wachtzin van de hoofdsleutel", ROOT);
    one.press("Onderteken de ledenlijst");
    one.reads("Ledenlijst 1 is ondertekend");
    assert_eq!(shown(&one), channel);
    one.wait("Begin met verdelen");
    one.fill(
        "Adres van de pagina, zoals https://meld.voorbeeld.nl",
        "https://meld.example",
    );
    one.press("Maak de poster");
    one.reads("Druk hem af");
    let poster = fs::read_to_string(here.join("poster.html")).unwrap();
    assert!(poster.contains("Meldpunt &quot;één&quot;") && poster.contains("We read"));

    // The stick with it was lost.
    let signed = fs::read(&outbox).unwrap();
    fs::remove_file(&outbox).unwrap();
    one.press("Kijk in deze map");
    one.press("Schrijf het opnieuw");
    one.reads("is opnieuw geschreven");
    one.gone("staat niet in de map");
    assert_eq!(fs::read(&outbox).unwrap(), signed);

    let mut server = Server::default();
    assert!(server.publish(&channel, &signed));
    let roster = roster::verify(&server.roster, &channel).unwrap();
    let true_one = MemberFile::parse(&true_one).unwrap();
    assert_eq!(roster.members[1].member_key, true_one.member_key);
    let names: Vec<&str> = roster.members.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(
        (names, roster.quorum),
        (vec!["Anna de Wit", "Bilal Yilmaz"], 2)
    );
    let bundle = here.join("bundle");
    fs::write(&bundle, server.bundle(&channel, Day(MONDAY.0))).unwrap();
    let words = ChannelAddress::of(&channel)
        .to_words(Language::Dutch)
        .join(" ");
    for window in [&mut one, &mut two] {
        import(window, &bundle, &words);
    }
}
