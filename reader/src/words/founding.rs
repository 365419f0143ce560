//! What is said to those who found a channel, whoever leads them: a command or a window.

use std::path::Path;

use crypto_core::{
    address::ChannelAddress,
    ids::ChannelId,
    roster::{Service, Texts},
    time::Epoch,
    words::Language,
};

use super::{both, say};
use crate::{
    ceremony::{
        Signed,
        config::{ChannelConfig, Part},
        founding::Step,
    },
    epochs::warnings::months,
    terminal::one_line,
};

/// Columns of a text that reporters read.
const TEXT: usize = 2_000;

/// What a step is called.
#[must_use]
pub fn step(language: Language, step: Step) -> &'static str {
    let (dutch, english) = match step {
        Step::Machine => ("de computer", "the machine"),
        Step::Keys => ("je eigen sleutels", "your own keys"),
        Step::Root => ("de hoofdsleutel", "the root key"),
        Step::Members => ("de ledenlijst", "the list of members"),
        Step::Split => ("de hoofdsleutel op papier", "the root key on paper"),
        Step::Rehearse => ("oefenen", "rehearsing"),
        Step::Poster => ("de poster", "the poster"),
        Step::Publish => ("publiceren", "publishing"),
    };
    say(language, dutch, english)
}

/// A step by its number and name.
#[must_use]
pub fn title(language: Language, of: Step) -> String {
    let (number, all, name) = (of as u8, Step::ALL.len(), step(language, of));
    both!(
        language,
        "Stap {number} van {all}: {name}",
        "Step {number} of {all}: {name}",
    )
}

/// What has to be so of a machine before anything secret is made on it.
#[must_use]
pub fn machine(language: Language) -> [&'static str; 5] {
    [
        say(
            language,
            "Deze computer gaat nooit meer online: wifi en bluetooth uit, geen netwerkkabel.",
            "This machine never goes online again: wifi and bluetooth off, no network cable.",
        ),
        say(
            language,
            "De schijf is versleuteld.",
            "Its disk is encrypted.",
        ),
        say(language, "De datum klopt.", "Its date is right."),
        say(
            language,
            "Er ligt een USB-stick klaar die je nergens anders voor gebruikt.",
            "A USB stick is at hand that you use for nothing else.",
        ),
        say(
            language,
            "Niemand kijkt mee die er niet bij hoort, en er hangt geen camera.",
            "Nobody looks on who does not belong here, and there is no camera.",
        ),
    ]
}

/// What to do with a member's file.
#[must_use]
pub fn bring(language: Language, file: &Path, number: &str) -> String {
    let path = file.display();
    both!(
        language,
        "Breng {path} naar wie de ledenlijst ondertekent, en vergelijk dit getal hardop: {number}",
        "Give {path} to whoever signs the roster, and compare this number by voice: {number}",
    )
}

/// A number that was not the same.
#[must_use]
pub fn not_the_same(language: Language) -> &'static str {
    say(
        language,
        "Dan heeft misschien iemand een sleutel verwisseld. Ga niet verder; laat dat lid het bestand zelf opnieuw brengen, \
         en begin dan opnieuw.",
        "Then somebody may have exchanged a key. Do not go on; have this member bring the file again themselves, then \
         begin again.",
    )
}

/// What is asked for a part of the channel's description.
#[must_use]
pub fn question(language: Language, part: Part) -> &'static str {
    let (dutch, english) = match part {
        Part::Name => ("Naam van het meldkanaal", "Name of the channel"),
        Part::Text => (
            "Wat de commissie over zichzelf zegt: wie leest, en hoe snel er antwoord komt",
            "What the committee says of itself: who reads, and how soon it answers",
        ),
        Part::Outside => (
            "Waar een melder buiten dit kanaal terechtkan",
            "Where a reporter can turn to outside this channel",
        ),
    };
    say(language, dutch, english)
}

/// In which language the answer is to be.
#[must_use]
pub fn in_language(language: Language, of: Language) -> &'static str {
    match of {
        Language::Dutch => say(language, "in het Nederlands", "in Dutch"),
        Language::English => say(language, "in het Engels", "in English"),
    }
}

/// What reporters read of a channel, one sentence each.
#[must_use]
pub fn texts(language: Language, [name, text, outside]: [&Texts; 3]) -> Vec<String> {
    let parts = [
        (Part::Name, name),
        (Part::Text, text),
        (Part::Outside, outside),
    ];
    let of_part = |(part, texts): (Part, &Texts)| {
        let said = Language::ALL.map(|of| {
            let text = texts.get(of.code())?;
            let (part, of) = (question(language, part), in_language(language, of));
            Some(format!("{part}, {of}: {}", one_line(text, TEXT)))
        });
        said.into_iter().flatten().collect::<Vec<_>>()
    };
    parts.into_iter().flat_map(of_part).collect()
}

/// Services that a report can be about, in a sentence; nothing where there are none.
#[must_use]
pub fn services(language: Language, all: &[Service]) -> Option<String> {
    let names = all.iter().filter_map(|one| one.name.get(language.code()));
    let names: Vec<String> = names.map(|name| one_line(name, TEXT)).collect();
    let names = (!names.is_empty()).then(|| names.join("; "))?;
    Some(both!(
        language,
        "Diensten waar een melding over kan gaan: {names}",
        "Services that a report can be about: {names}",
    ))
}

/// What a channel's description says, one sentence each.
#[must_use]
pub fn described(language: Language, config: &ChannelConfig) -> Vec<String> {
    let mut all = texts(language, [&config.name, &config.text, &config.outside]);
    all.extend(services(language, &config.services()));
    if let Some(quorum) = config.quorum {
        all.push(both!(
            language,
            "Leden die samen een brief openen: {quorum}",
            "Members who open a letter together: {quorum}",
        ));
    }
    all
}

/// Where the root key is, and what it is.
#[must_use]
pub fn root_key(language: Language, file: &Path) -> String {
    let path = file.display();
    both!(
        language,
        "De hoofdsleutel staat in {path}. Hij zit in geen enkele reservekopie, en zonder hem kan niemand de leden nog \
         veranderen. Verdeel hem over papier (`root split`) zodra de eerste ledenlijst ondertekend is.",
        "The root key is in {path}. It is in no backup, and without it nobody can change the channel's members: split it \
         onto paper (`root split`) once the first roster is signed.",
    )
}

/// What a channel is known by: its number, its address, its words in both languages.
#[must_use]
pub fn channel(language: Language, channel: &ChannelId) -> Vec<String> {
    let address = ChannelAddress::of(channel);
    let fragment = address.to_fragment();
    let id = say(language, "Nummer van het kanaal", "Channel id");
    let at = say(language, "Adres", "Address");
    let mut all = vec![
        format!("{id}: {channel}"),
        format!("{at}: https://HOST/#{fragment}"),
    ];
    let text = say(language, "Kanaalwoorden", "Channel words");
    all.extend(Language::ALL.map(|of| {
        let words = address.to_words(of).join(" ");
        format!("{text} ({}): {words}", of.code())
    }));
    all
}

/// What was signed, and where it is.
#[must_use]
pub fn signed(language: Language, signed: &Signed, to: &Path) -> String {
    let (serial, until, board) = (signed.serial, signed.valid_until, signed.board);
    let path = to.display();
    both!(
        language,
        "Ledenlijst {serial} is ondertekend en geldig tot en met {until}. Met bord {board} staat die in {path}. De \
         koerier brengt dit bestand naar de server (`belfry-courier push`).",
        "Roster {serial} is signed, valid until {until}; with board {board} it is in {path}. The courier \
         takes this file to the server (`belfry-courier push`).",
    )
}

/// That the first outbox was written once more.
#[must_use]
pub fn written_again(language: Language, to: &Path) -> String {
    let path = to.display();
    both!(
        language,
        "Het verzendbestand met de eerste ledenlijst is opnieuw geschreven: {path}. Er staat hetzelfde in.",
        "The outbox with the first roster was written again: {path}. It is the same as before.",
    )
}

/// Where the poster is.
#[must_use]
pub fn poster(language: Language, address: &str, to: &Path) -> String {
    let out = to.display();
    both!(
        language,
        "De poster voor {address} staat in {out}. Druk hem af; stuur hem niet via de server zelf.",
        "The poster for {address} is in {out}. Print it; do not send it through the server itself.",
    )
}

/// What has become of months that were to have keys.
#[must_use]
pub fn prepared(language: Language, made: &[Epoch]) -> String {
    if made.is_empty() {
        return say(
            language,
            "Voor al deze maanden waren er al sleutels.",
            "There were keys for all of these months already.",
        )
        .to_owned();
    }
    let months = months(made);
    both!(
        language,
        "Er zijn sleutels gemaakt voor {months}.",
        "Keys made for {months}.",
    )
}

/// Where a backup is, and what is in it.
#[must_use]
pub fn backed_up(language: Language, to: &Path) -> String {
    let to = to.display();
    both!(
        language,
        "De reservekopie staat in {to}. Die gaat open met de wachtzin van vandaag. Sleutels voor nieuwe brieven zitten er \
         niet in.",
        "The backup is {to}. It opens with today's passphrase, and holds no secrets that open new letters.",
    )
}
