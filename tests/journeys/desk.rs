//! A report's way over the committee's window: every deed there through its accessibility tree, the reporter in a real
//! browser, everything between through the real programs.

mod day;

use std::{
    fs,
    path::Path,
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, ensure};
use belfry_tests::{
    browser::{Kind, Options},
    desk::{AtDesk, Desktop, Window},
    page::Reporter,
    search::Needle,
    stack::{PASSPHRASE, Stack},
};

/// What it may take at most (300 MB), with what draws it in software (some 100 MiB).
const MEMORY_KIB: u64 = 300_000_000 / 1024;
/// A little more than the shortest time after which it locks itself.
const IDLE: Duration = Duration::from_secs(135);
/// Of the vault that the reader's tests fill.
const BIG_PASSPHRASE: &str = "correct horse";
const REPORT: &str = "KanarieVenster-3391: de aanbesteding was vooraf verdeeld.";
const NOTE: &str = "KanarieNotitie: facturen opvragen.";
const ANSWER: &str = "KanarieAntwoord: dank je wel. Wij zoeken het uit.";
const FILE: &str = "KanarieBijlage: de facturen.";
/// As the page and the reader call it.
const SAVED: &str = "01-bestand-1.txt";
const NAME: &str = "KanarieNaam-5520";
/// An answer that nobody finishes.
const DRAFT: &str = "KanarieKladje: misschien toch";

#[test]
fn a_member_imports_reads_assesses_answers_and_exports_in_the_window_and_the_reporter_reads_it()
-> Result<()> {
    a_report_goes_its_way(|stack, _| Ok(AtDesk::of(stack, 1)), |_, _| Ok(()))
}

#[test]
#[ignore = "needs an X server, and the real program; run by the long checks"]
fn the_same_with_the_real_window_and_nothing_of_it_is_left_in_memory_or_on_disk_once_it_is_locked()
-> Result<()> {
    let open = |stack: &Stack, today: &str| Window::open(&stack.path("vault-1"), today);
    a_report_goes_its_way(open, |desk, passphrase| {
        let needles = [
            Needle::text("report", "KanarieVenster-3391"),
            Needle::text("note", "KanarieNotitie"),
            Needle::text("answer", "KanarieAntwoord"),
            Needle::text("file", "KanarieBijlage"),
            Needle::text("name", "KanarieNaam-5520"),
            Needle::text("draft", "KanarieKladje"),
            Needle::text("passphrase", passphrase),
        ];
        let left = desk.holds(&needles)?;
        ensure!(left.is_empty(), "still there: {left:?}");
        // What is looked for is found where it is: the report is there while it is shown.
        desk.unlock()?;
        desk.press("Zaken")?;
        let case = case_of(desk)?;
        desk.press(&case)?;
        desk.wait_text(REPORT)?;
        let there = desk.holds(&needles)?;
        ensure!(there.iter().any(|one| one == "report"), "only {there:?}");
        // Left alone and out of sight, it locks itself.
        desk.press("Instellingen")?;
        desk.press("2 minuten")?;
        desk.press("Zaken")?;
        desk.press(&case)?;
        desk.wait_text(REPORT)?;
        desk.hide()?;
        let there = desk.holds(&needles)?;
        ensure!(there.iter().any(|one| one == "report"), "only {there:?}");
        thread::sleep(IDLE);
        let left = desk.holds(&needles)?;
        ensure!(left.is_empty(), "still there: {left:?}");
        desk.wait("Wachtzin")?;
        let (now, most) = desk.memory()?;
        println!("memory: {} MiB, at most {} MiB", now / 1024, most / 1024);
        Ok(())
    })
}

/// The vault of the reader's long check; figures are printed, and bounded where a slow machine cannot be at fault alone.
#[test]
#[ignore = "needs an X server, the released program and a vault of ten thousand cases; run by the long checks"]
fn a_vault_of_ten_thousand_cases_opens_scrolls_and_is_searched_in_the_real_window() -> Result<()> {
    let vault = std::env::var_os("BELFRY_BIG_VAULT").context("BELFRY_BIG_VAULT: which vault?")?;
    let today = std::fs::read_to_string(Path::new(&vault).join("../today"))?;
    let mut desk = Window::open(Path::new(&vault), today.trim())?;
    println!("window after {:.1?}", desk.age());
    desk.fill("Wachtzin", BIG_PASSPHRASE)?;
    let begun = Instant::now();
    desk.press("Openen")?;
    desk.wait("Vergrendelen")?;
    println!("first screen {:.1?} after the passphrase", begun.elapsed());
    println!("memory: {} MiB", desk.memory()?.0 / 1024);
    desk.press("Zaken")?;
    desk.wait_text("10000 van 10000")?;
    let pictures = |what: &str, desk: &Window, before: usize| -> Result<()> {
        let all = desk.pictures()?;
        let mut of = all.get(before..).unwrap_or_default().to_vec();
        of.sort_by(f64::total_cmp);
        let median = of.get(of.len() / 2).copied().unwrap_or_default();
        println!(
            "{what}: {median:.0} pictures a second (median of {} half seconds)",
            of.len()
        );
        Ok(())
    };
    let before = desk.pictures()?.len();
    desk.scroll(1_000)?;
    pictures("scrolling", &desk, before)?;
    desk.fill("Zoeken in alle teksten", "Wij")?;
    let before = desk.pictures()?.len();
    let stands_in_all = " hebben dit bekeken en met de afdeling besproken, en weten nu meer";
    desk.type_keys(stands_in_all, 50)?;
    pictures("typing in the search, 20 keys a second", &desk, before)?;
    desk.wait_whole("10000 van 10000")?;
    // What was found before is shown until it is known that nothing is.
    desk.type_keys("q", 1)?;
    let begun = Instant::now();
    desk.wait_whole("0 van 10000")?;
    println!("nothing found {:.1?} after the last key", begun.elapsed());
    let (now, most) = desk.memory()?;
    println!("memory: {} MiB, at most {} MiB", now / 1024, most / 1024);
    ensure!(most < MEMORY_KIB, "{most} KiB");
    Ok(())
}

fn a_report_goes_its_way<D: Desktop>(
    open: impl FnOnce(&Stack, &str) -> Result<D>,
    look_at_what_is_left: impl FnOnce(&mut D, &str) -> Result<()>,
) -> Result<()> {
    let (stack, words) = with_a_report()?;
    let mut desk = open(&stack, &stack.today().to_string())?;
    desk.unlock()?;
    let case = import_read_and_answer(&mut desk, &stack)?;

    desk.press("Inlezen en exporteren")?;
    let outbox = stack.path("outbox-desk").display().to_string();
    desk.fill("Bestand om te maken", &outbox)?;
    desk.press("Exporteren")?;
    desk.wait_text("Wat er gebeurde")?;
    desk.press("Vergrendelen")?;
    desk.wait("Wachtzin")?;
    let shown = desk.texts()?.join("\n");
    ensure!(!shown.contains("Kanarie"), "{shown}");
    look_at_what_is_left(&mut desk, PASSPHRASE)?;
    drop(desk);
    // What the window did stands where the reader's commands find it.
    let told = stack.reader(1, &["case", "show", &case], None)?;
    ensure!(told.contains(NOTE), "{told}");
    stack.courier(1, &["push", "outbox-desk"])?;

    let url = stack.url(stack.address(), "nl");
    let mut reporter = Reporter::arrive(Kind::Firefox, &Options::default(), &url)?;
    assert_eq!(reporter.come_back(&words.join(" "))?, "conversation");
    let answers = reporter.answers()?;
    ensure!(
        answers.iter().any(|[_, _, text]| text == ANSWER),
        "{answers:?}"
    );
    Ok(())
}

/// A report with a file, in a bundle; its receipt.
fn with_a_report() -> Result<(Stack, Vec<String>)> {
    let mut stack = Stack::found()?;
    let url = stack.url(stack.address(), "nl");
    let options = Options::on_day(stack.offset_days());
    let mut reporter = Reporter::arrive(Kind::Firefox, &options, &url)?;
    let words = reporter.report(REPORT)?;
    let file = stack.path("facturen van maart.txt");
    fs::write(&file, FILE)?;
    reporter.browser.click("#sent-files")?;
    reporter.wait_screen("files")?;
    reporter.browser.choose_files("#files-input", &[&file])?;
    reporter.send_files()?;
    reporter.wait_screen("sent")?;
    drop(reporter);
    stack.set_day(-2)?;
    stack.courier(1, &["pull", "--out", "bundle-desk"])?;
    Ok((stack, words))
}

/// The name of the case.
fn import_read_and_answer(desk: &mut impl Desktop, stack: &Stack) -> Result<String> {
    desk.press("Inlezen en exporteren")?;
    let bundle = stack.path("bundle-desk").display().to_string();
    desk.fill("Bestand om in te lezen", &bundle)?;
    desk.fill(
        "Kanaal: twaalf woorden, of het deel van het adres na #",
        &stack.fragment(),
    )?;
    desk.press("Inlezen")?;
    desk.wait_text("1 nieuwe")?;

    desk.press("Zaken")?;
    let case = case_of(desk)?;
    desk.press(&case)?;
    desk.wait_text(REPORT)?;
    // What is copied is gone with all else once the desk is locked.
    desk.press("Kopieer de tekst")?;
    let folder = stack.path("bewaard");
    desk.fill(
        "Map om bestanden in te bewaren",
        &folder.display().to_string(),
    )?;
    desk.press(&format!("Bewaar {SAVED}"))?;
    desk.wait_text("Bewaard als")?;
    ensure!(fs::read(folder.join(SAVED))? == FILE.as_bytes());
    hold_a_name(desk)?;

    desk.press("Werk")?;
    desk.fill("Tekst", NOTE)?;
    desk.press("Leg de notitie vast")?;
    desk.wait_text("schreef een notitie")?;
    desk.wait_text("Het staat in je logboek")?;

    desk.press("Leden en sleutels")?;
    desk.wait_text("geldig tot en met")?;
    desk.press("Logboek")?;
    desk.wait_text("opende de brief")?;
    desk.press("Zaken")?;
    desk.press(&case)?;
    desk.press("Antwoord schrijven")?;
    desk.fill("Je antwoord", ANSWER)?;
    desk.press("Bekijk hoe het aankomt")?;
    desk.wait_text("De melder kan het lezen vanaf")?;
    desk.press("Zet klaar om te publiceren")?;
    desk.wait_text("Je antwoord staat klaar")?;
    desk.fill("Je antwoord", DRAFT)?;
    Ok(case)
}

/// Holds the reporter's name apart and looks at it.
fn hold_a_name(desk: &mut impl Desktop) -> Result<()> {
    desk.press("Naam")?;
    desk.press("naam apart bewaren")?;
    desk.fill("De naam, en hoe je de melder bereikt", NAME)?;
    desk.fill("De redenen", "De melder belde zelf.")?;
    desk.press("Bewaar de naam apart")?;
    desk.wait_text("te lezen door lid 1")?;
    desk.press("naam bekijken")?;
    desk.fill("De redenen", "Ik moet de melder bellen.")?;
    desk.press("Toon de naam aan mij")?;
    desk.wait_text(NAME)
}

/// The only case in the list.
fn case_of(desk: &mut impl Desktop) -> Result<String> {
    desk.wait_text("1 van 1")?;
    let texts = desk.texts()?;
    let case = texts.iter().find(|text| is_case(text));
    Ok(case.cloned().unwrap_or_default())
}

/// Four characters, a hyphen, four characters.
fn is_case(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let is_part = |part: &&str| {
        part.len() == 4
            && part
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
    };
    parts.len() == 2 && parts.iter().all(is_part)
}
