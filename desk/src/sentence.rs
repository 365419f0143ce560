//! Errors as whole sentences. What the library says of commands is for who types them; in the window there are buttons.

use belfry_reader::{commands::CommandError, words::Words as _};
use crypto_core::words::Language;

/// The error with its causes, each said once, and what to do.
#[must_use]
pub fn of(error: &CommandError, language: Language) -> String {
    let mut sentence = without_commands(&error.words(language));
    sentence = capital(&sentence);
    sentence.push('.');
    let advice = error.advice(language).map(without_commands);
    // What is about nothing but a command helps nobody here.
    if let Some(advice) = advice.filter(|advice| !advice.contains(['`']) && !advice.contains("--"))
    {
        sentence.push(' ');
        sentence.push_str(&advice);
    }
    sentence
}

/// Leaves out commands that stand in brackets beside what they do.
#[must_use]
pub fn without_commands(text: &str) -> String {
    let mut left = text;
    let mut kept = String::with_capacity(text.len());
    while let Some((before, after)) = left.split_once(" (`") {
        let Some((_, after)) = after.split_once(')') else {
            break;
        };
        kept.push_str(before);
        left = after;
    }
    kept + left
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

#[cfg(test)]
mod tests {
    use belfry_reader::casework::name::NameError;
    use crypto_core::ids::MemberNumber;

    use super::*;

    #[test]
    fn a_command_in_brackets_is_left_out_and_what_stands_around_it_stays() {
        let said = "vraag een van hen (`case name --grant`), of kijk (`--look`).";
        assert_eq!(without_commands(said), "vraag een van hen, of kijk.");
        for plain in ["een naam (van lid 2)", "half (`case", "", "`export`"] {
            assert_eq!(without_commands(plain), plain);
        }
    }

    #[test]
    fn an_error_is_a_sentence_with_an_advice_that_can_be_followed_here() {
        let empty = of(&CommandError::NoText, Language::Dutch);
        assert!(empty.starts_with("De tekst is leeg"), "{empty}");
        assert!(!empty.contains("--text"), "{empty}");
        let others = vec![MemberNumber(2)];
        let other = of(&NameError::NotHere(others).into(), Language::Dutch);
        assert!(
            other.ends_with("Vraag een van hen om je de naam te geven."),
            "{other}"
        );
        // Where nobody could, nobody is to be asked.
        let nobody = of(&NameError::NotHere(Vec::new()).into(), Language::Dutch);
        assert!(nobody.ends_with("kan hem lezen."), "{nobody}");
    }
}
