//! What stays in the window, and what does not.

use super::*;
use std::time::Duration;

use crypto_core::minutes::Way;

use crate::{
    acts::Act,
    model::Done,
    places::{Bundle, Place},
    saying::TypedIn,
    worker::Outcome,
};

const CASE: CaseId = CaseId([1; 5]);

fn overview() -> Outcome {
    Outcome::Overview(Box::new(Overview {
        channel: String::new(),
        today: Day(1),
        cases: Vec::new(),
        due: Vec::new(),
        warnings: Vec::new(),
        is_whole: true,
        of_terms: Vec::new(),
        imported: None,
        publishes: None,
        waiting: 0,
        kept: Default::default(),
        first: None,
    }))
}

#[test]
fn what_was_under_way_when_the_vault_was_locked_is_not_shown_any_more() {
    let ctx = egui::Context::default();
    let mut desk = Desk::new(&ctx, PathBuf::new(), Language::Dutch, None);
    desk.take_one(overview(), &ctx);
    assert!(desk.overview.is_some());
    desk.open(CASE);
    typed(&mut desk, Act::Note).push_str("Een notitie.");
    desk.open(CaseId([3; 5]));
    desk.drafts.case.answer.says.text.push_str("Dank je.");
    desk.passphrase.push_str("paard");
    desk.drafts.founding.passphrase.push_str("nietje");
    desk.drafts.founding.root[0].push_str("nietje");
    desk.drafts.upkeep.passphrase.old.push_str("paard");
    desk.drafts.roster.passphrase.push_str("nietje");
    desk.drafts.roster.told.push("Ledenlijst 2".to_owned());
    desk.drafts.root.old.push_str("nietje");
    desk.drafts.paper.new[1].push_str("nietje");
    desk.root = Some(RootView {
        is_here: true,
        is_split: false,
        change: None,
    });
    desk.rules = Some(RulesView::default());
    desk.journal = Some(JournalView::default());
    desk.members = Some(MembersView::default());
    desk.has_copied = true;
    desk.lock(&ctx);
    assert!(desk.drafts.others.is_empty() && desk.passphrase.is_empty());
    let founding = &desk.drafts.founding;
    assert!(founding.passphrase.is_empty() && founding.root[0].is_empty());
    assert!(desk.drafts.upkeep.passphrase.old.is_empty());
    let roster = &desk.drafts.roster;
    assert!(roster.passphrase.is_empty() && roster.told.is_empty());
    assert!(desk.drafts.root.old.is_empty());
    assert!(desk.drafts.paper.new[1].is_empty() && desk.root.is_none());
    assert!(desk.rules.is_none());
    assert!(desk.journal.is_none() && desk.members.is_none() && desk.case.is_none());
    let copied = ctx.output(|output| output.commands.clone());
    assert_eq!(copied, [egui::OutputCommand::CopyText(String::new())]);
    desk.take_one(overview(), &ctx);
    desk.take_one(Outcome::Exchanged(vec!["1 brief".to_owned()]), &ctx);
    desk.take_one(Outcome::Failed(None, "Zaak 1".to_owned()), &ctx);
    assert!(desk.overview.is_none() && desk.exchange.told.is_empty() && desk.error.is_none());
    assert!(desk.drafts.case.answer.says.text.is_empty());
    desk.take_one(Outcome::Locked, &ctx);
    desk.take_one(overview(), &ctx);
    assert!(desk.overview.is_some(), "opened again");
}

#[test]
fn a_code_that_came_too_late_to_be_seen_is_said_to_be_gone() {
    let ctx = egui::Context::default();
    let mut desk = Desk::new(&ctx, PathBuf::new(), Language::Dutch, None);
    let typed = TypedIn {
        text: Text::default(),
        way: Way::Telephone,
        day: None,
        without: Vec::new(),
    };
    let code = CodeShown {
        code: Text::from("abcd-efgh-ijkm-npqr".to_owned()),
        told: Vec::new(),
    };
    for (outcome, told) in [
        (Outcome::TypedIn(typed, code), "de code is weg"),
        (
            Outcome::NotTypedIn,
            "voordat de ingetypte melding was opgenomen",
        ),
    ] {
        desk.take_one(overview(), &ctx);
        desk.lock(&ctx);
        desk.take_one(outcome, &ctx);
        assert!(desk.code.is_none() && desk.error.is_none());
        desk.take_one(Outcome::Locked, &ctx);
        let said = desk.error.take().unwrap_or_default();
        assert!(said.contains(told) && !said.contains("abcd"), "{said}");
    }
}

#[test]
fn a_passphrase_that_nobody_sent_goes_with_the_screen() {
    let ctx = egui::Context::default();
    let mut desk = Desk::new(&ctx, PathBuf::new(), Language::Dutch, None);
    desk.take_one(overview(), &ctx);
    desk.drafts.founding.passphrase.push_str("nietje");
    desk.drafts.founding.root[1].push_str("nietje");
    desk.go(Screen::Cases);
    let founding = &desk.drafts.founding;
    assert!(founding.passphrase.is_empty() && founding.root[1].is_empty());
    assert!(desk.has_left);
    desk.tick(&ctx);
    assert!(!desk.has_left);
}

fn typed(desk: &mut Desk, act: Act) -> &mut Text {
    let forms = &mut desk.drafts.case.work.forms;
    &mut forms.entry(act).or_default().text
}

fn done(case: CaseId, act: Act, text: &str, names: &[&str]) -> Outcome {
    let names = names.iter().map(|name| {
        let name = Text::new((*name).to_owned());
        ("Lid 1".to_owned(), name)
    });
    let done = Done {
        told: vec!["Het staat in je logboek.".to_owned()],
        names: names.collect(),
    };
    Outcome::Done(case, act, Text::new(text.to_owned()), done)
}

#[test]
fn what_is_typed_stays_with_its_case_and_its_kind_and_only_what_was_written_down_goes() {
    let ctx = egui::Context::default();
    let mut desk = Desk::new(&ctx, PathBuf::new(), Language::Dutch, None);
    let other = CaseId([2; 5]);
    desk.open(CASE);
    typed(&mut desk, Act::Note).push_str("Een notitie.");
    typed(&mut desk, Act::Task).push_str("Een taak.");
    desk.open(other);
    assert!(typed(&mut desk, Act::Note).is_empty());
    typed(&mut desk, Act::Note).push_str("Een andere.");
    desk.take_one(done(other, Act::Note, "Een andere.", &[]), &ctx);
    assert!(typed(&mut desk, Act::Note).is_empty());
    desk.open(CASE);
    assert_eq!(**typed(&mut desk, Act::Note), "Een notitie.");
    desk.open(other);
    desk.take_one(done(CASE, Act::Note, "Een notitie.", &[]), &ctx);
    desk.open(CASE);
    assert!(typed(&mut desk, Act::Note).is_empty());
    assert_eq!(**typed(&mut desk, Act::Task), "Een taak.");
    desk.take_one(
        Outcome::Failed(None, "De tekst is te lang.".to_owned()),
        &ctx,
    );
    assert_eq!(
        **typed(&mut desk, Act::Task),
        "Een taak.",
        "nothing is lost"
    );
}

#[test]
fn a_name_is_shown_until_one_leaves_the_screen_or_locks_the_vault() {
    let ctx = egui::Context::default();
    let mut desk = Desk::new(&ctx, PathBuf::new(), Language::Dutch, None);
    let at = Screen::Case(CasePart::Name);
    let look = |desk: &mut Desk| {
        desk.take_one(overview(), &ctx);
        desk.open(CASE);
        desk.go(at);
        desk.take_one(done(CASE, Act::NameLook, "", &["Jansen"]), &ctx);
        desk.forget_name();
        assert!(desk.name.is_some());
    };
    look(&mut desk);
    desk.go(Screen::Case(CasePart::Work));
    desk.forget_name();
    assert!(desk.name.is_none(), "another part of the case");
    look(&mut desk);
    desk.open(CaseId([2; 5]));
    desk.go(at);
    desk.forget_name();
    assert!(desk.name.is_none(), "another case");
    desk.take_one(done(CASE, Act::NameLook, "", &["Jansen"]), &ctx);
    assert!(desk.name.is_none(), "it came after one had left");
    look(&mut desk);
    desk.lock(&ctx);
    assert!(desk.name.is_none(), "locked");
}

#[test]
fn a_desk_that_is_left_alone_locks_itself() {
    let ctx = egui::Context::default();
    let mut desk = Desk::new(&ctx, PathBuf::new(), Language::Dutch, None);
    desk.lock_after = 2;
    desk.take_one(overview(), &ctx);
    let at = |desk: &mut Desk, seconds: u64| {
        let now = desk.last_input + Duration::from_secs(seconds);
        desk.lock_when_idle(&ctx, now);
        desk.overview.is_some()
    };
    assert!(at(&mut desk, 119));
    assert!(!at(&mut desk, 120));

    // A key counts, and a hidden window, which draws nothing, is locked too.
    let long_ago = || {
        Instant::now()
            .checked_sub(Duration::from_secs(121))
            .unwrap()
    };
    let mut desk = Desk::new(&ctx, PathBuf::new(), Language::Dutch, None);
    desk.lock_after = 2;
    desk.take_one(overview(), &ctx);
    desk.last_input = long_ago();
    let input = egui::RawInput {
        events: vec![egui::Event::Text("a".to_owned())],
        ..egui::RawInput::default()
    };
    let mut drawn = ctx.run_ui(input, |ui| desk.show(ui));
    drawn.textures_delta.clear();
    assert!(desk.overview.is_some());
    desk.last_input = long_ago();
    let mut frame = eframe::Frame::_new_kittest();
    eframe::App::logic(&mut desk, &ctx, &mut frame);
    assert!(desk.overview.is_none());
    // A passphrase that nobody sent goes as well.
    desk.passphrase.push_str("paard batterij");
    eframe::App::logic(&mut desk, &ctx, &mut frame);
    assert!(desk.passphrase.is_empty());
    // So does that of a vault which nobody made, and what else was typed for it stays.
    desk.drafts.new.name.push_str("Anna");
    desk.drafts.new.passphrases[1].push_str("paard batterij");
    eframe::App::logic(&mut desk, &ctx, &mut frame);
    assert!(!desk.has_passphrase_at_door() && desk.drafts.new.name == "Anna");
    desk.drafts.restore.file.push_str("kopie");
    desk.drafts.restore.passphrase.push_str("paard batterij");
    eframe::App::logic(&mut desk, &ctx, &mut frame);
    assert!(!desk.has_passphrase_at_door() && desk.drafts.restore.file == "kopie");
}

#[test]
fn a_passphrase_that_nobody_sent_goes_with_its_screen_and_with_what_the_field_remembers() {
    let ctx = egui::Context::default();
    let mut desk = Desk::new(&ctx, PathBuf::new(), Language::Dutch, None);
    desk.take_one(overview(), &ctx);
    let field = egui::Id::unique("Huidige wachtzin");
    let typed = |desk: &mut Desk| {
        desk.go(Screen::Members);
        desk.drafts.upkeep.passphrase.old.push_str("paard");
        desk.drafts.upkeep.passphrase.new[1].push_str("nietje");
        ctx.memory_mut(|memory| memory.data.insert_temp(field, "paard".to_owned()));
        desk.tick(&ctx);
        assert!(!desk.drafts.upkeep.passphrase.old.is_empty());
    };
    let is_gone = |desk: &mut Desk| {
        desk.tick(&ctx);
        let remembered = ctx.memory(|memory| memory.data.get_temp::<String>(field));
        let mut all = desk.drafts.upkeep.passphrase.all().into_iter();
        all.all(|one| one.is_empty()) && remembered.is_none()
    };
    typed(&mut desk);
    desk.go(Screen::Rules);
    assert!(is_gone(&mut desk), "another screen");
    typed(&mut desk);
    desk.open(CASE);
    assert!(is_gone(&mut desk), "a case");
    typed(&mut desk);
    desk.change_passphrase(&ctx);
    assert!(is_gone(&mut desk), "sent");
    typed(&mut desk);
    desk.lock(&ctx);
    assert!(is_gone(&mut desk), "locked");
}

#[test]
fn the_newest_bundle_of_all_sticks_is_proposed_unless_a_file_was_named() {
    let ctx = egui::Context::default();
    let mut desk = Desk::new(&ctx, PathBuf::new(), Language::Dutch, None);
    let place = |name: &str, day: Option<u32>| Place {
        folder: PathBuf::from("/media").join(name),
        bundle: day.map(|day| Bundle {
            path: PathBuf::from("/media").join(name).join("pakket"),
            day: Day(day),
        }),
    };
    let sticks = || vec![place("a", Some(5)), place("b", Some(7)), place("c", None)];
    desk.take_one(Outcome::Places(sticks()), &ctx);
    assert_eq!(desk.exchange.bundle, "/media/b/pakket");
    desk.exchange.bundle = "/elders/pakket".to_owned();
    desk.take_one(Outcome::Places(sticks()), &ctx);
    assert_eq!(desk.exchange.bundle, "/elders/pakket");
    assert_eq!(desk.exchange.places.as_ref().map(Vec::len), Some(3));
    // What is on a stick says where somebody was: it goes with all else.
    desk.lock(&ctx);
    assert!(desk.exchange.places.is_none());
}
