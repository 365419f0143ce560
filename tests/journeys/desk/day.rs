//! A member's day at the real window: a report that came in and one by telephone, every kind of deed, every screen, hour
//! after hour. It is locked by hand, with things half typed and questions open, and by itself; each time nothing is left.

use std::{thread, time::Instant};

use anyhow::{Context as _, Result, ensure};
use belfry_tests::{
    desk::{Desktop as _, Window},
    search::{self, Needle},
    stack::{PASSPHRASE, Stack},
};

use super::{IDLE, NAME, REPORT, import_read_and_answer, with_a_report};

const HOURS: usize = 8;
const WRONG: &str = "KanarieWachtzin-verkeerd";
const NEW: &str = "KanarieWachtzin-nieuw-1";
const CALLED: &str = "KanarieGesprek-1: er is gebeld over de brandtrap.";
/// Begins what is said for the reasons of deeds.
const WHY: &str = "KanarieReden-";
const DESTROYED_WHY: &str = "KanarieWeg-1: de rechter beval het.";
const SCREENS: [&str; 11] = [
    "Vandaag",
    "Melding overtypen",
    "Termijnen",
    "Cijfers",
    "Register",
    "Logboek",
    "Leden en sleutels",
    "Regels",
    "Inlezen en exporteren",
    "Instellingen",
    "Zaken",
];

/// The day so far.
struct Day {
    stack: Stack,
    desk: Window,
    needles: Vec<Needle>,
    passphrase: &'static str,
    report: String,
    locks: usize,
}

#[test]
#[ignore = "needs an X server, and the real program; run by the long checks"]
fn whenever_it_is_locked_on_a_whole_day_nothing_of_that_day_is_left() -> Result<()> {
    let (stack, _) = with_a_report()?;
    let begun = Instant::now();
    let mut desk = Window::open(&stack.path("vault-1"), &stack.today().to_string())?;
    desk.fill("Wachtzin", WRONG)?;
    desk.press("Openen")?;
    desk.wait_text("Met deze wachtzin gaat het niet open")?;
    let mut day = Day {
        stack,
        desk,
        needles: needles(),
        passphrase: PASSPHRASE,
        report: String::new(),
        locks: 0,
    };
    day.desk.unlock()?;
    day.desk.is_confined()?;
    day.report = import_read_and_answer(&mut day.desk, &day.stack)?;
    day.needles.push(Needle::text("case", &day.report));
    day.lock()?;

    day.begins()?;
    day.deeds()?;
    day.lock()?;
    day.telephone()?;
    day.keys()?;
    for hour in 1..=HOURS {
        day.hour(hour)?;
    }
    day.is_left_alone()?;
    day.destroys()?;
    println!(
        "locked {} times in {:.0} minutes",
        day.locks,
        begun.elapsed().as_secs_f64() / 60.0
    );
    Ok(())
}

impl Day {
    /// Locks it, and looks at what is left.
    fn lock(&mut self) -> Result<()> {
        self.desk.press("Vergrendelen")?;
        self.nothing_is_left()
    }

    fn nothing_is_left(&mut self) -> Result<()> {
        self.desk.wait("Wachtzin")?;
        let mut left = self.desk.holds(&self.needles)?;
        let vault = self.stack.path("vault-1");
        left.extend(search::in_folder(&self.needles, &vault)?);
        self.locks += 1;
        ensure!(
            left.is_empty(),
            "lock {}: still there: {left:?}",
            self.locks
        );
        Ok(())
    }

    fn unlock(&mut self) -> Result<()> {
        self.desk.fill("Wachtzin", self.passphrase)?;
        self.desk.press("Openen")?;
        self.desk.wait("Vergrendelen")
    }

    fn open(&mut self, part: &str) -> Result<()> {
        self.desk.press("Zaken")?;
        let case = self.report.clone();
        self.desk.press(&case)?;
        self.desk.wait_text(REPORT)?;
        // What is looked for is found where it is.
        let there = self.desk.holds(&self.needles)?;
        for one in ["KanarieVenster-", "case"] {
            ensure!(
                there.iter().any(|found| found == one),
                "{one}: only {there:?}"
            );
        }
        self.desk.press(part)
    }

    /// Presses what begins like this.
    fn choose(&mut self, begins: &str) -> Result<()> {
        self.desk.wait_text(begins)?;
        let texts = self.desk.texts()?;
        let whole = texts.into_iter().find(|text| text.starts_with(begins));
        self.desk.press(&whole.context("nothing begins so")?)
    }

    fn fill_all(&mut self, fields: &[(&str, &str)], button: &str, comes: &str) -> Result<()> {
        for (field, text) in fields {
            self.desk.fill(field, text)?;
        }
        self.desk.press(button)?;
        self.desk.wait_text(comes)
    }

    /// The first assessment.
    fn begins(&mut self) -> Result<()> {
        self.unlock()?;
        self.open("Werk")?;
        self.desk.press("volgende stap")?;
        let why = format!("{WHY}stap");
        self.fill_all(
            &[("De redenen", &why)],
            "Zet deze stap",
            "bracht de zaak naar",
        )?;
        self.desk.press("Eerste beoordeling")?;
        self.desk.wait_text("? ja")?;
        let texts = self.desk.texts()?.into_iter();
        for yes in texts.filter(|text| text.ends_with("? ja")) {
            self.desk.press(&yes)?;
        }
        self.choose("andere integriteitsmelding")?;
        let why = format!("{WHY}oordeel");
        self.fill_all(
            &[("De redenen", &why)],
            "Leg mijn oordeel vast",
            "Vastgelegd: 1 van 2",
        )?;
        self.lock()
    }

    fn deeds(&mut self) -> Result<()> {
        self.unlock()?;
        self.open("Werk")?;
        let by = ("Uiterlijk (jjjj-mm-dd)", "2027-12-14");
        let task = format!("{WHY}taak");
        self.desk.press("taak")?;
        self.choose("lid 2,")?;
        let fields = [by, ("Wat er te doen is", task.as_str())];
        self.fill_all(&fields, "Geef de taak", "gaf lid 2 een taak")?;
        let promise = format!("{WHY}belofte");
        self.desk.press("belofte")?;
        let fields = [by, ("Wat is beloofd", promise.as_str())];
        self.fill_all(&fields, "Leg de belofte vast", "beloofde de melder iets")?;
        let why = format!("{WHY}langer");
        self.desk.press("langer bewaren")?;
        let fields = [("De redenen", why.as_str())];
        self.fill_all(&fields, "Bewaar de zaak langer", "wordt langer bewaard")?;
        self.desk.press("Verbeteren")?;
        let better = format!("{WHY}verbeterd");
        let fields = [("Wat er niet klopte", better.as_str())];
        self.fill_all(&fields, "Leg de verbetering vast", "later verbeterd")?;
        // A form is left half typed in.
        self.desk.press("niet langer bewaren")?;
        self.desk.fill("De redenen", &format!("{WHY}half"))
    }

    /// A report by telephone; it is a case once it came back from the server.
    fn telephone(&mut self) -> Result<()> {
        self.unlock()?;
        self.desk.press("Melding overtypen")?;
        self.choose("per telefoon")?;
        let fields = [("Wat de melder vertelde", CALLED)];
        let button = "Zet klaar en maak de code";
        self.fill_all(&fields, button, "De code voor de melder:")?;
        let code = self.desk.texts()?.into_iter().find(|text| is_code(text));
        let code = code.context("no code")?;
        self.needles.push(Needle::text("code", &code));
        // Its page is for the printer; where it is, is the member's choice.
        let page = self.stack.path("code.html").display().to_string();
        let field = "Bestand om te maken, met de code op een bladzijde om af te drukken (html)";
        self.fill_all(
            &[(field, &page)],
            "Maak de bladzijde",
            "De code staat op een bladzijde",
        )?;
        let there = self.desk.holds(&self.needles)?;
        ensure!(there.iter().any(|one| one == "code"), "only {there:?}");
        self.lock()
    }

    /// A backup, and another passphrase.
    fn keys(&mut self) -> Result<()> {
        self.unlock()?;
        self.desk.press("Leden en sleutels")?;
        let backup = self.stack.path("kopie").display().to_string();
        let fields = [("Bestand voor de reservekopie", backup.as_str())];
        self.fill_all(&fields, "Maak een reservekopie", "De reservekopie staat in")?;
        let fields = [
            ("Huidige wachtzin", PASSPHRASE),
            ("Nieuwe wachtzin", NEW),
            ("Nieuwe wachtzin nog een keer", NEW),
        ];
        self.fill_all(&fields, "Verander de wachtzin", "De wachtzin is veranderd")?;
        self.passphrase = NEW;
        self.lock()
    }

    /// What fills an hour of the day.
    fn hour(&mut self, hour: usize) -> Result<()> {
        self.unlock()?;
        self.open("Werk")?;
        let note = format!("KanarieNotitie-uur-{hour}");
        let fields = [("Tekst", note.as_str())];
        self.fill_all(&fields, "Leg de notitie vast", "Het staat in je logboek")?;
        self.desk.wait_text(&note)?;
        self.desk.press("Naam")?;
        self.desk.press("naam bekijken")?;
        let why = format!("{WHY}naam-{hour}");
        self.fill_all(&[("De redenen", &why)], "Toon de naam aan mij", NAME)?;
        for screen in SCREENS {
            self.desk.press(screen)?;
            // Whatever is drawn there is told to the screen reader, too.
            self.desk.texts()?;
        }
        self.desk.press("Instellingen")?;
        self.desk.press("English")?;
        self.desk.wait("Lock")?;
        self.desk.press("Nederlands")?;
        self.desk.wait("Vergrendelen")?;
        self.open("Antwoord schrijven")?;
        let draft = format!("KanarieKladje-uur-{hour}");
        self.desk.fill("Je antwoord", &draft)?;
        if hour.is_multiple_of(2) {
            self.desk.press("Bekijk hoe het aankomt")?;
            self.desk.wait_text("De melder kan het lezen vanaf")?;
        }
        self.desk.press("Zaken")?;
        let words = format!("KanarieZoek-uur-{hour}");
        self.desk.fill("Zoeken in alle teksten", &words)?;
        self.desk.wait_text("0 van 1")?;
        let there = self.desk.holds(&self.needles)?;
        for one in ["KanarieKladje", "KanarieZoek-"] {
            ensure!(
                there.iter().any(|found| found == one),
                "{one}: only {there:?}"
            );
        }
        self.lock()
    }

    /// Nothing keeps the case any more, and it goes; the first time somebody locks the desk in between.
    fn destroys(&mut self) -> Result<()> {
        self.unlock()?;
        self.open("Werk")?;
        self.desk.press("niet langer bewaren")?;
        let why = format!("{WHY}niet-langer");
        let fields = [("De redenen", why.as_str())];
        self.fill_all(
            &fields,
            "Bewaar niet langer",
            "niet langer bewaard hoeft te worden",
        )?;
        self.lock()?;
        // The rules keep what its reporter wrote just now.
        let later = self.stack.today().plus(40).to_string();
        self.desk = Window::open(&self.stack.path("vault-1"), &later)?;
        let case = self.report.clone();
        let certificate = self.stack.path("verklaring.txt").display().to_string();
        for is_done in [false, true] {
            self.unlock()?;
            self.desk.press("Zaken")?;
            self.desk.press(&case)?;
            self.desk.press("Vernietigen")?;
            let field = "Waarom de zaak eerder weg moet; alleen als het te vroeg is";
            self.desk.fill(field, DESTROYED_WHY)?;
            let path = "Bestand om te maken, met een verklaring dat de zaak is vernietigd";
            self.desk.fill(path, &certificate)?;
            self.desk
                .press("Ook als nog niet iedereen alles heeft gehoord")?;
            self.desk.press("Kijk of de zaak weg mag")?;
            let field = format!("Typ ter bevestiging {case}");
            self.desk.fill(&field, &case)?;
            if is_done {
                self.desk.press("Vernietig de zaak voorgoed")?;
                self.desk.wait_text("is vernietigd")?;
                self.desk.press("Register")?;
                self.desk.wait_text("KanarieWeg-1")?;
            }
            self.lock()?;
        }
        Ok(())
    }

    /// An outbox, and then nobody does anything any more.
    fn is_left_alone(&mut self) -> Result<()> {
        self.unlock()?;
        self.desk.press("Inlezen en exporteren")?;
        let outbox = self.stack.path("outbox-desk").display().to_string();
        let fields = [("Bestand om te maken", outbox.as_str())];
        self.fill_all(&fields, "Exporteren", "Wat er gebeurde")?;
        self.desk.press("Instellingen")?;
        self.desk.press("2 minuten")?;
        self.open("Werk")?;
        self.desk.fill("Tekst", "KanarieNotitie-half")?;
        thread::sleep(IDLE);
        self.nothing_is_left()
    }
}

/// What everything begins with that is typed in or read on this day. The names of islands in the system's own tables begin
/// no shorter.
fn needles() -> Vec<Needle> {
    let begins = [
        "KanarieVenster-",
        "KanarieBijlage",
        "KanarieNaam-",
        "KanarieNotitie",
        "KanarieAntwoord",
        "KanarieKladje",
        "KanarieWachtzin-",
        "KanarieReden-",
        "KanarieGesprek-",
        "KanarieZoek-",
        "KanarieWeg-",
        PASSPHRASE,
    ];
    let needles = begins.iter().map(|text| Needle::text(text, text));
    needles.collect()
}

/// Four groups of four, as a reporter gets it.
fn is_code(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    let is_group = |one: &&str| one.len() == 4 && one.chars().all(char::is_alphanumeric);
    groups.len() == 4 && groups.iter().all(is_group)
}
