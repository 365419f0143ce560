//! The main job through the real programs: report in a browser, read offline, answer, come back.

use anyhow::Result;
use belfry_tests::browser::{Kind, Options};
use belfry_tests::page::Reporter;
use belfry_tests::stack::Stack;

/// One whole journey; the days of the three members follow each other.
fn journey(kind: Kind, language: &str) -> Result<()> {
    let mut stack = Stack::found()?;
    let url = stack.url(stack.address(), language);
    let report =
        "Mijn chef laat facturen betalen voor werk dat nooit is gedaan — één keer €\u{a0}40.000.";
    let mut reporter = Reporter::arrive(kind, &Options::on_day(stack.offset_days()), &url)?;
    let words = reporter.report(report)?;
    assert_eq!(words.len(), 12);
    drop(reporter);

    for (member, day) in [(1, -2), (2, -1), (3, 0)] {
        stack.set_day(day)?;
        stack.fetch(member)?;
        let case = stack.case_with(member, report)?;
        stack.answer(
            member,
            &case,
            &format!("Answer of member {member}: we looked at it."),
        )?;
        stack.publish(member)?;
    }

    let mut reporter = Reporter::arrive(kind, &Options::default(), &url)?;
    assert_eq!(reporter.come_back(&words.join(" "))?, "conversation");
    let answers = reporter.answers()?;
    for (member, name) in belfry_tests::stack::MEMBERS {
        let text = format!("Answer of member {member}: we looked at it.");
        assert!(
            answers
                .iter()
                .any(|[_, from, shown]| from == name && *shown == text),
            "{answers:?}"
        );
    }
    assert_eq!(answers.len(), 3, "{answers:?}");
    let follow_up = "Het gaat door: vandaag kwam er weer een factuur.";
    reporter.write_more("#conversation-write", follow_up)?;
    drop(reporter);

    for member in [1, 2, 3] {
        stack.fetch(member)?;
        assert_eq!(
            stack.cases(member)?.len(),
            1,
            "member {member} sees one conversation"
        );
        assert_eq!(
            stack.case_with(member, report)?,
            stack.case_with(member, follow_up)?
        );
    }
    Ok(())
}

#[test]
fn a_report_in_dutch_is_answered_by_three_members_and_followed_up_in_chromium() -> Result<()> {
    journey(Kind::Chromium, "nl")
}

#[test]
fn a_report_in_english_is_answered_by_three_members_and_followed_up_in_firefox() -> Result<()> {
    journey(Kind::Firefox, "en")
}
