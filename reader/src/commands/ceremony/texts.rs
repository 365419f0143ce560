//! What the ceremony says, in both languages.

use std::path::Path;

use crypto_core::words::Language;

use crate::{
    ceremony::founding::Step,
    words::{founding, say},
};

/// The texts of one language.
#[derive(Clone, Copy)]
pub(super) struct Texts(pub(super) Language);

macro_rules! texts {
    ($( $name:ident: $dutch:literal, $english:literal; )*) => {$(
        pub(super) fn $name(self) -> &'static str {
            say(self.0, $dutch, $english)
        }
    )*};
}

impl Texts {
    pub(super) fn title(self, step: Step) -> String {
        founding::title(self.0, step)
    }

    pub(super) fn done(self, step: Step) -> String {
        let word = say(self.0, "al gedaan", "done already");
        format!("{} – {word}.", self.title(step))
    }

    texts! {
        welcome:
            "Hiermee richten jullie een meldkanaal op. Je kunt bij elke stap stoppen; begin je later opnieuw, \
             dan gaat het verder waar je was.",
            "With this you found a reporting channel. You may stop at any step; begun again, it goes on where \
             you were.";
        is_it_so: "Klopt dit allemaal? (ja/nee)", "Is all of this so? (yes/no)";
        come_back:
            "Zorg daar eerst voor, en begin dan opnieuw.",
            "See to that first, then begin again.";
        keys:
            "Elk lid doet dit op een eigen computer. Spreek af welk nummer ieder krijgt; een nummer wordt maar \
             één keer gebruikt, ook later. Kies als wachtzin zes willekeurige woorden of meer: niemand kan die \
             voor je herstellen. (Vertrouwenspersonen maken hun kluis met `init --adviser`.)",
            "Every member does this on a machine of their own. Agree who has which number; a number is given \
             out once and never again. Choose six random words or more as passphrase: nobody can replace it. \
             (Advisers make their vault with `init --adviser`.)";
        your_number: "Jouw nummer:", "Your number:";
        your_name: "Je naam, zoals melders die zien:", "Your name, as reporters see it:";
        your_weekday:
            "Je vaste weekdag om te publiceren (1 is maandag, 7 is zondag):",
            "Your fixed weekday of publication (1 is Monday, 7 is Sunday):";
        root:
            "Met de hoofdsleutel wordt bepaald wie de leden zijn. Eén computer maakt hem; daarna komt hij \
             verdeeld op papier bij de leden.",
            "The root key decides who the members are. One machine makes it; then it is split on paper among \
             the members.";
        holds_root:
            "Maakt en bewaart deze computer de hoofdsleutel? (ja/nee)",
            "Does this machine make and hold the root key? (yes/no)";
        describe:
            "Nu de teksten die melders lezen, in beide talen.",
            "Now the texts that reporters read, in both languages.";
        how_many_needed:
            "Hoeveel vellen moeten er samen nodig zijn?",
            "How many sheets shall be needed together?";
        has_printer:
            "Hangt er een printer aan deze computer, met een kabel en zonder netwerk? (ja/nee; bij nee \
             schrijft ieder zijn vel over)",
            "Is a printer connected to this machine by a cable, without a network? (yes/no; with no, \
             everybody copies their sheet by hand)";
        alone:
            "Er is maar één lid: er valt niets te verdelen. Bewaar een kopie van het bestand root-key op een \
             stick in een kluis.",
            "There is one member only, so nothing to split. Keep a copy of the file root-key on a stick in \
             a safe.";
        rehearse:
            "Nu bewijzen de vellen dat ze werken. Zoveel leden als er nodig zijn, typen hun vel regel voor \
             regel in. Er wordt niets bewaard.",
            "Now the sheets prove that they work. As many members as are needed type in their sheet line by \
             line. Nothing is kept.";
        poster:
            "Op de poster staan het adres, een QR-code en de twaalf kanaalwoorden. Wie de server beheert, weet het \
             adres van de pagina.",
            "The poster has the address, a QR code and the twelve channel words. Whoever runs the server \
             knows the address of the page.";
        site:
            "Adres, zoals https://meld.voorbeeld.nl of http://….onion (leeg: nu nog niet):",
            "Address, such as https://report.example or http://….onion (empty: not yet):";
        no_site:
            "Het adres begint met https:// of http://, en na de naam komt niets meer.",
            "The address begins with https:// or http://, and nothing follows the name.";
        founded:
            "Het kanaal is opgericht. Wat er elke week gebeurt, staat in de handleiding.",
            "The channel is founded. What happens every week stands in the guide.";
    }

    pub(super) fn not_holder(self, file: &Path) -> String {
        let file = file.display();
        match self.0 {
            Language::Dutch => format!(
                "Breng {file} op een stick naar wie de hoofdsleutel maakt. Die belt je om het getal te \
                 vergelijken. Later krijg je een pakket van de koerier: lees het in met `belfry-reader \
                 import latest.bundle --channel …`."
            ),
            Language::English => format!(
                "Bring {file} on a stick to whoever makes the root key. They will call you to compare the \
                 number. Later you get a bundle from the courier: `belfry-reader import latest.bundle \
                 --channel …`."
            ),
        }
    }

    pub(super) fn heard(self, name: &str, number: &str) -> String {
        match self.0 {
            Language::Dutch => format!("Bel {name}. Las {name} zelf {number} voor? (ja/nee)"),
            Language::English => format!("Call {name}. Did {name} read out {number}? (yes/no)"),
        }
    }

    pub(super) fn all_here(self, count: usize) -> String {
        match self.0 {
            Language::Dutch => format!("Dit zijn er {count}. Zijn alle leden erbij? (ja/nee)"),
            Language::English => format!("These are {count}. Are all members here? (yes/no)"),
        }
    }

    pub(super) fn bring_files(self, folder: &Path) -> String {
        let folder = folder.display();
        match self.0 {
            Language::Dutch => {
                format!(
                    "Zet de andere bestanden (member-N.json) in {folder}, en begin dan opnieuw."
                )
            }
            Language::English => {
                format!("Put the other files (member-N.json) into {folder}, then begin again.")
            }
        }
    }

    pub(super) fn split(self, count: usize) -> String {
        match self.0 {
            Language::Dutch => format!(
                "Er komen {count} vellen, voor ieder een. Spreek af hoeveel er straks samen nodig zijn. Neem \
                 niet te veel: ook bij ziekte en vakantie moet het lukken. En niet te weinig: wie zoveel \
                 vellen bij elkaar heeft, kan de leden veranderen."
            ),
            Language::English => format!(
                "There will be {count} sheets, one for each. Agree how many are needed together. Not too \
                 many: it has to work when some are ill or away. And not too few: whoever has that many \
                 sheets can change the members."
            ),
        }
    }

    pub(super) fn publish(self, outbox: &Path) -> String {
        let outbox = outbox.display();
        match self.0 {
            Language::Dutch => format!(
                "1. Geef wie de server beheert het nummer van het kanaal.\n\
                 2. Breng {outbox} op een stick naar de koerier: `belfry-courier push`, daarna \
                 `belfry-courier pull --out latest.bundle`.\n\
                 3. Elk lid leest dat pakket in: `belfry-reader import latest.bundle --channel …`, met wat er \
                 in het adres na de # staat.\n\
                 4. Stuur een proefmelding en beantwoord die. Hang dan pas de poster op."
            ),
            Language::English => format!(
                "1. Tell the channel id to whoever runs the server.\n\
                 2. Bring {outbox} on a stick to the courier: `belfry-courier push`, then `belfry-courier pull \
                 --out latest.bundle`.\n\
                 3. Every member takes it in: `belfry-reader import latest.bundle --channel …`, with what \
                 stands after # in the address.\n\
                 4. Send a test report and answer it. Only then put up the poster."
            ),
        }
    }
}
