//! The whole way of two reports, with three members, an adviser and two reporters in real browsers. One asks the adviser,
//! reports with a name held apart and leaves a member out: views, a decision, a question how they fare, the inquiry,
//! feedback, closing, a hold and its end, destroying. The other telephones, goes on by a code, corrects the minutes and
//! agrees with them, lets an authority have the report and asks for a second look. The member who is left out of the one
//! works against the rules in the other.

mod care;
mod judging;
mod name;
mod reporting;
mod second_look;
mod treatment;
mod way;

use anyhow::Result;

use self::way::Way;

const QUESTION: &str = "Is dit iets om te melden? KanarieVraag-1";
const ADVICE: &str = "Ja. Laat lid 3 erbuiten. KanarieAdvies-2";
const REPORT: &str = "Lid 3 keurt facturen van een vriend goed. KanarieMelding-3";
const NAME: &str = "Zoë Kanarie-Naam-4";
const DECIDED: &str = "Wij zien uw brief als een melding en onderzoeken haar.";
const CHECK_IN: &str = "Hoe gaat het met u op uw werk? KanarieHoe-5";
const FARES: &str = "Ik word niet meer gevraagd voor overleg. KanarieGaat-6";
const FOLLOW_UP: &str = "De vriend heet zoals op de facturen staat. KanarieVervolg-7";
const FEEDBACK: &str = "Het klopt. De goedkeuring ligt nu bij iemand anders.";
/// Stands in views, reasons and notes about the first report.
const INSIDE: &str = "KanarieBinnen-8";

const CALLED: &str = "De melder belde: de brandtrap is al een jaar kapot. KanarieGesprek-9";
const OTHER: &str = "Niet één jaar: de brandtrap is al twee jaar kapot. KanarieTrap-10";
const IDEA: &str = "Wij zien dit als een signaal. De Arbeidsinspectie gaat erover.";
const AGREES: &str = "Zo klopt het verslag. KanarieKlopt-11";
const AGAIN: &str =
    "Kijk er nog eens naar. De inspectie mag mijn brieven hebben. KanarieNogEens-12";
const OTHERWISE: &str = "Een ander lid keek ernaar. Wij zoeken het toch zelf uit.";
/// The same in the second one.
const BESIDE: &str = "KanarieErnaast-13";

/// What of the first report nobody reads who was left out of it, nor the adviser.
const FIRST: [&str; 7] = [
    REPORT, DECIDED, CHECK_IN, FARES, FOLLOW_UP, FEEDBACK, INSIDE,
];
/// What of the second one the adviser does not read.
const SECOND: [&str; 7] = [CALLED, OTHER, IDEA, AGREES, AGAIN, OTHERWISE, BESIDE];

#[test]
fn two_reports_go_their_whole_way_with_one_member_left_out_and_one_who_cheats() -> Result<()> {
    let mut way = Way::begin()?;
    way.consult()?;
    way.telephone()?;
    way.weeks(1)?;
    way.report()?;
    way.goes_on_with_the_code()?;
    way.weeks(1)?;
    way.all_is_where_it_belongs()?;

    way.assess()?;
    way.cheat()?;
    way.send_minutes()?;
    way.give_share()?;
    way.weeks(1)?;
    way.open_name()?;
    way.weeks(1)?;
    way.grant_name()?;
    way.weeks(1)?;
    way.look_at_name()?;
    way.cheating_was_for_nothing()?;
    way.decide()?;
    way.ask_how_they_fare()?;
    way.others_have_nothing(&[REPORT, INSIDE, CALLED, OTHER, BESIDE])?;
    way.weeks(1)?;

    way.first_reporter_answers()?;
    way.second_reporter_disagrees()?;
    way.look_is_seen()?;
    way.weeks(1)?;
    way.next_question_is_planned()?;
    way.minutes_are_checked()?;
    way.forward()?;
    way.look_again()?;
    way.inquire()?;
    way.weeks(1)?;
    way.close()?;
    way.give_the_other_view()?;
    way.weeks(2)?;
    way.desks_agree()?;
    way.decide_again()?;
    let letters = [REPORT, FARES, FOLLOW_UP, CALLED, OTHER, AGREES, AGAIN];
    way.others_have_nothing(&letters)?;
    way.hold()?;
    way.weeks(1)?;
    way.is_held_until_lifted()?;
    way.weeks(1)?;
    way.was_decided_otherwise()?;
    way.destroy()
}
