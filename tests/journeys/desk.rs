//! A report's way over the committee's window: every deed there through its accessibility tree, the reporter in a real
//! browser, everything between through the real programs.

use anyhow::{Result, ensure};
use belfry_tests::{
    browser::{Kind, Options},
    desk::AtDesk,
    page::Reporter,
    stack::Stack,
};

const REPORT: &str = "KanarieVenster-3391: de aanbesteding was vooraf verdeeld.";
const ANSWER: &str = "Dank je wel. Wij zoeken het uit.";

#[test]
fn a_member_imports_reads_assesses_answers_and_exports_in_the_window_and_the_reporter_reads_it()
-> Result<()> {
    let mut stack = Stack::found()?;
    let url = stack.url(stack.address(), "nl");
    let options = Options::on_day(stack.offset_days());
    let mut reporter = Reporter::arrive(Kind::Firefox, &options, &url)?;
    let words = reporter.report(REPORT)?;
    drop(reporter);

    stack.set_day(-2)?;
    stack.courier(1, &["pull", "--out", "bundle-desk"])?;
    let mut desk = AtDesk::of(&stack, 1);
    desk.unlock()?;
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
    let case = desk
        .texts()
        .into_iter()
        .find(|text| is_case(text))
        .unwrap_or_default();
    ensure!(!case.is_empty(), "no case: {:#?}", desk.texts());
    desk.press(&case)?;
    desk.wait_text(REPORT)?;

    desk.press("Werk")?;
    desk.fill("Tekst", "KanarieNotitie: facturen opvragen.")?;
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

    desk.press("Inlezen en exporteren")?;
    let outbox = stack.path("outbox-desk").display().to_string();
    desk.fill("Bestand om te maken", &outbox)?;
    desk.press("Exporteren")?;
    desk.wait_text("Wat er gebeurde")?;
    desk.press("Vergrendelen")?;
    desk.wait("Wachtzin")?;
    let shown = desk.texts().join("\n");
    ensure!(
        !shown.contains("Kanarie") && !shown.contains(ANSWER),
        "{shown}"
    );
    // What the window did stands where the reader's commands find it.
    let told = stack.reader(1, &["case", "show", &case], None)?;
    ensure!(told.contains("KanarieNotitie"), "{told}");
    stack.courier(1, &["push", "outbox-desk"])?;

    let mut reporter = Reporter::arrive(Kind::Firefox, &Options::default(), &url)?;
    assert_eq!(reporter.come_back(&words.join(" "))?, "conversation");
    let answers = reporter.answers()?;
    ensure!(
        answers.iter().any(|[_, _, text]| text == ANSWER),
        "{answers:?}"
    );
    Ok(())
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
