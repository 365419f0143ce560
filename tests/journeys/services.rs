//! A committee for several services: the reporter says which one it is about, or does not, and the desk shows it.

use anyhow::{Result, ensure};
use belfry_tests::{
    browser::{Kind, Options},
    page::Reporter,
    stack::Stack,
};

const SERVICES: &str = r#"
service = [
    { number = 4, nl = "Dienst Oost", en = "Eastern service" },
    { number = 9, nl = "Dienst West", en = "Western service" },
]
"#;
const CHOICES: &str =
    "[...document.querySelectorAll('#service-choices label')].map(e => e.innerText.trim()).join()";

fn journey(kind: Kind) -> Result<()> {
    let mut stack = Stack::found_described(SERVICES)?;
    for (service, text) in [("9", "KanarieWest-1182"), ("0", "KanarieGeen-7730")] {
        let url = stack.url(stack.address(), "nl");
        let mut reporter = Reporter::arrive(kind, &Options::on_day(stack.offset_days()), &url)?;
        reporter.open_form()?;
        reporter.wait_ready()?;
        let shown = reporter.browser.eval(CHOICES)?;
        assert_eq!(
            shown,
            "Weet ik niet, of iets anders,Dienst Oost,Dienst West"
        );
        if service != "0" {
            reporter
                .browser
                .click(&format!("input[name=service][value='{service}']"))?;
        }
        reporter.browser.fill("#report", text)?;
        reporter.browser.click("#write-next")?;
        reporter.keep_from(&[])?;
        let words = reporter.receipt_words()?;
        reporter.confirm_and_send(&words)?;
    }
    stack.set_day(0)?;
    stack.fetch(2)?;
    let west = stack.case_with(2, "KanarieWest-1182")?;
    let shown = stack.reader(2, &["show", &west], None)?;
    ensure!(shown.contains("Western service"), "{shown}");
    let listed = stack.reader(2, &["cases", "--service", "West"], None)?;
    ensure!(
        listed.contains(&west) && !listed.contains("KanarieGeen"),
        "{listed}"
    );
    let none = stack.reader(2, &["cases", "--service", "0"], None)?;
    ensure!(
        none.contains("KanarieGeen") && !none.contains(&west),
        "{none}"
    );
    Ok(())
}

#[test]
fn who_reports_says_which_service_it_is_about_or_leaves_it_open_in_chromium() -> Result<()> {
    journey(Kind::Chromium)
}

#[test]
fn who_reports_says_which_service_it_is_about_or_leaves_it_open_in_firefox() -> Result<()> {
    journey(Kind::Firefox)
}
