use rand::{SeedableRng as _, rngs::StdRng};

use super::*;
use crate::words::Language;

fn root() -> SigningKey {
    SigningKey::from_bytes(&[7; 32])
}

fn sheets(needed: u8, count: u8, seed: u64) -> Vec<RootShare> {
    split(&root(), needed, count, &mut StdRng::seed_from_u64(seed)).unwrap()
}

fn again(sheet: &RootShare) -> RootShare {
    RootShare::from_bytes(&sheet.expose_for_sheet()).unwrap()
}

fn typed(sheet: &RootShare, language: Language) -> RootShare {
    let lines = sheet.expose_lines(language);
    let lines: Vec<Line> = (1..)
        .zip(&lines)
        .map(|(number, line)| Line::parse(number, line).unwrap())
        .collect();
    RootShare::from_lines(&lines).unwrap()
}

/// The sheet with another share under the same number, as a forger or a damaged file would have it.
fn altered(sheet: &RootShare) -> RootShare {
    let mut wrong = again(sheet);
    wrong.share.y[31] ^= 1;
    wrong
}

fn seed(joined: &Joined) -> [u8; 32] {
    *joined.key.expose_for_sheets()
}

#[test]
fn every_selection_of_enough_sheets_gives_the_root_key_and_fewer_do_not() {
    let all = sheets(3, 5, 1);
    for selection in 0_u32..1 << 5 {
        let chosen: Vec<RootShare> = (0..5)
            .filter(|place| selection >> place & 1 == 1)
            .map(|place| again(&all[place]))
            .collect();
        let joined = join(&chosen, Some(&root().verifying_key()));
        if chosen.len() >= 3 {
            let joined = joined.unwrap();
            assert_eq!(seed(&joined), [7; 32]);
            assert!(joined.wrong.is_empty());
        } else {
            assert!(matches!(joined.err(), Some(JoinError::TooFew { .. })));
        }
    }
}

#[test]
fn fewer_sheets_fit_every_key_alike() {
    // Two of three: with one sheet given, every secret byte has exactly one second share.
    let all = sheets(2, 2, 2);
    let mut seen = [false; 256];
    for value in 0..=255 {
        let mut other = all[1].share.clone();
        other.y[0] = value;
        let secret = shares::combine(&[all[0].share.clone(), other]).unwrap();
        seen[usize::from(secret[0])] = true;
    }
    assert!(seen.iter().all(|seen| *seen));
}

#[test]
fn words_and_code_give_the_same_sheet_back() {
    for language in Language::ALL {
        for sheet in &sheets(2, 3, 3) {
            let lines = sheet.expose_lines(language);
            assert_eq!(lines.len(), LINES);
            let bytes = sheet.expose_for_sheet();
            assert_eq!(*typed(sheet, language).expose_for_sheet(), *bytes);
            let code = sheet.expose_code();
            assert_eq!(code.len(), 80);
            assert!(RootShare::is_code(&code.to_lowercase()));
            let scanned = RootShare::from_code(&format!(" {}\r", code.to_lowercase()));
            assert_eq!(*scanned.unwrap().expose_for_sheet(), *bytes);
        }
    }
}

#[test]
fn the_first_four_letters_in_capitals_are_enough() {
    let sheet = &sheets(2, 3, 3)[0];
    let line = &sheet.expose_lines(Language::Dutch)[4];
    let short: Vec<String> = line
        .split(' ')
        .map(|word| word[..4.min(word.len())].to_uppercase())
        .collect();
    assert!(Line::parse(5, &short.join(", ")).is_ok());
}

#[test]
fn a_mistyped_word_is_named_and_wrong_words_are_found_with_their_line() {
    let sheet = &sheets(2, 3, 4)[0];
    let lines = sheet.expose_lines(Language::English);
    let words: Vec<&str> = lines[2].split(' ').collect();
    let with = |place: usize, word: &'static str| {
        let mut words = words.clone();
        words[place] = word;
        words.join(" ")
    };
    for place in 0..WORDS_PER_LINE {
        let typed = Line::parse(3, &with(place, "qqqq"));
        assert_eq!(typed.err(), Some(LineError::Unknown(place)));
        let dutch = Line::parse(3, &with(place, "aanbod"));
        assert_eq!(dutch.err(), Some(LineError::Unknown(place)));
    }
    assert_eq!(
        Line::parse(3, &words[..3].join(" ")).err(),
        Some(LineError::Count(3))
    );
    // As another line it is refused, and so is another word of the list, but for 1 of 256.
    assert_eq!(Line::parse(4, &lines[2]).err(), Some(LineError::Check));
    let mut unseen = 0;
    for (place, right) in words.iter().enumerate() {
        for index in (0..2_048).step_by(8) {
            let word = Language::English.word(index).unwrap();
            let wrong = *right != word;
            unseen += u32::from(wrong && Line::parse(3, &with(place, word)).is_ok());
        }
    }
    assert!(unseen < 16, "{unseen} of 1024");
}

#[test]
fn what_a_lines_check_misses_the_sheets_check_finds() {
    let sheet = &sheets(2, 3, 4)[0];
    for at in 0..SHEET_LEN {
        for bit in 0..8 {
            let mut bytes = sheet.expose_for_sheet();
            bytes[at] ^= 1 << bit;
            let found = RootShare::from_bytes(&bytes).err();
            assert_eq!(found, Some(SheetError::Check), "byte {at} bit {bit}");
        }
    }
    for length in 0..SHEET_LEN {
        let bytes = sheet.expose_for_sheet();
        assert!(RootShare::from_bytes(&bytes[..length]).is_err());
    }
    for text in ["", "BELFRY1:", "BELFRY2:AAAA", "é", "BELFRY1:é"] {
        let refused = RootShare::from_code(text).err();
        assert_eq!(refused, Some(SheetError::NotASheet), "{text}");
    }
}

#[test]
fn of_more_sheets_than_needed_the_wrong_one_is_found() {
    let all = sheets(3, 5, 5);
    for expected in [None, Some(root().verifying_key())] {
        for wrong in 0..4 {
            let given: Vec<RootShare> = (0..4)
                .map(|place| {
                    let sheet = &all[place];
                    if place == wrong {
                        altered(sheet)
                    } else {
                        again(sheet)
                    }
                })
                .collect();
            let joined = join(&given, expected.as_ref()).unwrap();
            assert_eq!(seed(&joined), [7; 32]);
            assert_eq!(joined.wrong, [all[wrong].number()]);
        }
    }
}

#[test]
fn of_exactly_as_many_as_needed_it_is_said_that_one_is_wrong() {
    let all = sheets(2, 4, 6);
    let two = [again(&all[0]), altered(&all[1])];
    assert_eq!(join(&two, None).err(), Some(JoinError::OneIsWrong));
    let three = [again(&all[0]), altered(&all[1]), altered(&all[2])];
    assert_eq!(join(&three, None).err(), Some(JoinError::TooManyWrong));
    let other = SigningKey::from_bytes(&[8; 32]).verifying_key();
    let good = [again(&all[0]), again(&all[1])];
    assert_eq!(join(&good, Some(&other)).err(), Some(JoinError::OneIsWrong));
    // One sheet twice is one sheet; the same number with another share is not the same sheet.
    let twice = [again(&all[0]), again(&all[0])];
    let too_few = JoinError::TooFew { needed: 2, have: 1 };
    assert_eq!(join(&twice, None).err(), Some(too_few));
    let rival = [again(&all[0]), altered(&all[0]), again(&all[1])];
    assert_eq!(join(&rival, None).unwrap().wrong, [1]);
}

#[test]
fn more_sheets_than_there_can_be_are_refused_before_they_cost_anything() {
    let all = sheets(2, 2, 9);
    let many: Vec<RootShare> = (0..40)
        .map(|nth| {
            let mut sheet = again(&all[0]);
            sheet.share.y[0] = nth;
            sheet
        })
        .collect();
    assert_eq!(join(&many, None).err(), Some(JoinError::TooManyWrong));
    let mut bytes = all[0].expose_for_sheet();
    for (place, wrong) in [(3, 1), (3, 17), (4, 0), (4, 17)] {
        let kept = std::mem::replace(&mut bytes[place], wrong);
        let check = check_of(&bytes[..SHARE_LEN]);
        bytes[SHARE_LEN..].copy_from_slice(&check);
        let refused = RootShare::from_bytes(&bytes).err();
        assert_eq!(refused, Some(SheetError::NotASheet), "{place} {wrong}");
        bytes[place] = kept;
    }
}

#[test]
fn sheets_of_another_split_are_named() {
    let (one, other) = (sheets(2, 3, 7), sheets(2, 3, 8));
    assert_ne!(one[0].set(), other[0].set());
    let mixed = [again(&one[0]), again(&other[2])];
    assert_eq!(join(&mixed, None).err(), Some(JoinError::OtherSet(vec![3])));
}

#[test]
fn impossible_numbers_are_refused() {
    let mut rng = StdRng::seed_from_u64(1);
    for (needed, count) in [(0, 3), (1, 3), (4, 3), (2, 17)] {
        assert!(split(&root(), needed, count, &mut rng).is_err());
    }
}
