//! What stays in the window, and what does not.

use super::*;

const CASE: CaseId = CaseId([1; 5]);

fn overview() -> Outcome {
    Outcome::Overview(Box::new(Overview {
        channel: String::new(),
        today: Day(1),
        cases: Vec::new(),
        due: Vec::new(),
        warnings: Vec::new(),
        of_terms: Vec::new(),
        imported: None,
        publishes: None,
        waiting: 0,
        kept: Default::default(),
    }))
}

#[test]
fn what_was_under_way_when_the_vault_was_locked_is_not_shown_any_more() {
    let ctx = egui::Context::default();
    let mut desk = Desk::new(&ctx, PathBuf::new(), Language::Dutch, None);
    desk.take_one(overview(), &ctx);
    assert!(desk.overview.is_some());
    desk.drafts.case.answer.text.push_str("Dank je.");
    desk.lock(&ctx);
    desk.take_one(overview(), &ctx);
    desk.take_one(Outcome::Exchanged(vec!["1 brief".to_owned()]), &ctx);
    desk.take_one(Outcome::Failed("Zaak 1".to_owned()), &ctx);
    assert!(desk.overview.is_none() && desk.exchange.told.is_empty() && desk.error.is_none());
    assert!(desk.drafts.case.answer.text.is_empty());
    desk.take_one(Outcome::Locked, &ctx);
    desk.take_one(overview(), &ctx);
    assert!(desk.overview.is_some(), "opened again");
}

#[test]
fn what_is_typed_stays_with_its_case_and_only_what_was_written_down_goes() {
    let ctx = egui::Context::default();
    let mut desk = Desk::new(&ctx, PathBuf::new(), Language::Dutch, None);
    let other = CaseId([2; 5]);
    desk.open(CASE);
    desk.drafts.case.work.text.push_str("Een notitie.");
    desk.open(other);
    assert!(desk.drafts.case.work.text.is_empty());
    desk.drafts.case.work.text.push_str("Een andere.");
    desk.take_one(Outcome::Written(other), &ctx);
    assert!(desk.drafts.case.work.text.is_empty());
    desk.open(CASE);
    assert_eq!(*desk.drafts.case.work.text, "Een notitie.");
    desk.open(other);
    desk.take_one(Outcome::Written(CASE), &ctx);
    desk.open(CASE);
    assert!(desk.drafts.case.work.text.is_empty());
}

#[test]
fn a_desk_that_is_left_alone_locks_itself() {
    let ctx = egui::Context::default();
    let mut desk = Desk::new(&ctx, PathBuf::new(), Language::Dutch, None);
    desk.lock_after = 2;
    let at = |desk: &mut Desk, seconds: f64, events: Vec<egui::Event>| {
        let input = egui::RawInput {
            time: Some(seconds),
            events,
            ..egui::RawInput::default()
        };
        let mut drawn = ctx.run_ui(input, |ui| desk.lock_when_idle(ui.ctx()));
        drawn.textures_delta.clear();
        desk.overview.is_some()
    };
    desk.take_one(overview(), &ctx);
    assert!(at(&mut desk, 1.0, Vec::new()));
    assert!(at(
        &mut desk,
        119.0,
        vec![egui::Event::Text("a".to_owned())]
    ));
    assert!(at(&mut desk, 238.0, Vec::new()));
    assert!(!at(&mut desk, 240.0, Vec::new()));
}
