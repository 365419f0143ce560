//! How far something is.

use crypto_core::words::Language;

use super::{Words, both, say};
use crate::progress::{Measure, Unit};

/// Bytes of what is told.
const MEGABYTE: u64 = 1_000_000;

impl Words for Measure {
    fn words(&self, language: Language) -> String {
        let number = |count| grouped(language, count);
        if self.of == 0 {
            return say(language, "bezig…", "working…").to_owned();
        }
        match self.unit {
            Unit::Bytes => {
                let of = self.of.div_ceil(MEGABYTE);
                let [done, of] = [self.done / MEGABYTE, of].map(number);
                both!(language, "{done} van {of} MB", "{done} of {of} MB")
            }
            Unit::Cases => {
                let [done, all] = [self.done, self.of].map(number);
                both!(language, "{done} van {all} zaken", "{done} of {all} cases")
            }
            Unit::Pages => {
                let [done, all] = [self.done, self.of].map(number);
                both!(
                    language,
                    "{done} van {all} bladzijden van leden",
                    "{done} of {all} members' pages"
                )
            }
        }
    }
}

/// With what stands between thousands in this language.
fn grouped(language: Language, count: u64) -> String {
    let digits = count.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push_str(say(language, ".", ","));
        }
        grouped.push(digit);
    }
    grouped
}
