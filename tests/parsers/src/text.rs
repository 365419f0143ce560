//! What people type or programs send as text.

use crypto_core::{
    address::ChannelAddress,
    labels,
    primitives::hash::sha256,
    receipt::{self, Receipt},
    root_share::{LINES, Line, RootShare, SHEET_LEN, join},
    stamp::Stamp,
    words::Language,
};

/// Twelve words; whatever is accepted comes back from its own words in both languages.
///
/// A checksum stands before what lies behind, so the bytes are also tried as what words are made from.
pub fn receipt(bytes: &[u8]) -> bool {
    if let Some((entropy, manner)) = bytes.split_first_chunk() {
        words_as_people_type_them(entropy, manner);
    }
    let Ok(typed) = std::str::from_utf8(bytes) else {
        return false;
    };
    for word in typed.split_whitespace().take(1) {
        for language in Language::ALL {
            let _ = (language.index(word), language.suggest(word, 8));
        }
    }
    let Ok(receipt) = Receipt::parse_words(typed) else {
        return false;
    };
    for language in Language::ALL {
        let words = receipt.to_words(language).join(" ");
        let again = Receipt::parse_words(&words).expect("words that were just made");
        assert!(again.to_words(language) == receipt.to_words(language));
    }
    true
}

/// Whole or cut to four letters, large or small, numbered or not: the words lead back to their bytes,
/// and with another word in one place they do not.
fn words_as_people_type_them(entropy: &[u8; 16], manner: &[u8]) {
    let manner = |at: usize| manner.get(at).copied().unwrap_or(0);
    let language = Language::ALL[usize::from(manner(0) & 1)];
    let mut typed: Vec<String> = (1..)
        .zip(receipt::encode(entropy, language))
        .map(|(at, word)| written(word, manner(at)))
        .collect();
    // Four letters can stand for a word of each list; where all twelve do, either reading is right.
    let in_both = |typed: &[String]| {
        let known = |word: &String| Language::Dutch.index(&letters(word)).is_some();
        language == Language::English && typed.iter().all(known)
    };
    // Looking up words is slow under a fuzzer, so each input is tried one way only.
    if manner(12) & 1 == 0 {
        let read = receipt::decode(&typed.join(" "));
        assert!(read == Ok(*entropy) || in_both(&typed));
        return;
    }
    let at = usize::from(manner(13)) % typed.len();
    let other = u16::from_le_bytes([manner(14), manner(15) & 7]);
    let other = language.word(other).expect("eleven bits are an index");
    if language.index(&letters(&typed[at])) != language.index(other) {
        typed[at] = other.to_owned();
        let read = receipt::decode(&typed.join(" "));
        assert!(read != Ok(*entropy) || in_both(&typed));
    }
}

fn written(word: &str, manner: u8) -> String {
    let cut = if manner & 1 == 0 {
        word
    } else {
        &word[..4.min(word.len())]
    };
    let cased = if manner & 2 == 0 {
        cut.to_owned()
    } else {
        cut.to_uppercase()
    };
    match manner >> 2 & 3 {
        0 => cased,
        1 => format!("{}. {cased}", manner >> 4),
        2 => format!("\u{a0}{cased},\n"),
        _ => format!("-{cased}\t;"),
    }
}

fn letters(typed: &str) -> String {
    let letters = typed.chars().filter(char::is_ascii_alphabetic);
    letters.map(|letter| letter.to_ascii_lowercase()).collect()
}

/// The fragment of the page's address, or the channel's words.
pub fn fragment(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return false;
    };
    if let Ok(prefix) = ChannelAddress::from_words(text) {
        let again = prefix.to_words(Language::English).join(" ");
        assert!(ChannelAddress::from_words(&again).is_ok());
    }
    let Ok(prefix) = ChannelAddress::from_fragment(text) else {
        return false;
    };
    assert!(ChannelAddress::from_fragment(&prefix.to_fragment()).is_ok());
    true
}

/// A sheet with a part of the root key: its code, or its lines. Both lead back to the same bytes.
///
/// Checks stand before what lies behind, so the bytes are also tried as what a sheet is made from.
pub fn sheet(bytes: &[u8]) -> bool {
    if let Some((share, _)) = bytes.split_first_chunk::<{ SHEET_LEN - 4 }>() {
        let check = sha256(&[labels::ROOT_SHARE, share]);
        let whole = [share.as_slice(), &check[..4]].concat();
        if let Ok(sheet) = RootShare::from_bytes(&whole) {
            sheet_and_back(&sheet, &whole);
        }
    }
    let Ok(text) = std::str::from_utf8(bytes) else {
        return false;
    };
    let lines: Vec<Line> = (1..)
        .zip(text.lines().take(LINES + 1))
        .filter_map(|(number, line)| Line::parse(number, line).ok())
        .collect();
    let sheet = RootShare::from_code(text).or_else(|_| RootShare::from_lines(&lines));
    let Ok(sheet) = sheet else {
        return false;
    };
    sheet_and_back(&sheet, &sheet.expose_for_sheet());
    // Whether one sheet is enough does not matter; that it is decided does.
    let _ = join(&[sheet], None);
    true
}

fn sheet_and_back(sheet: &RootShare, bytes: &[u8]) {
    assert!(*sheet.expose_for_sheet() == bytes);
    let code = sheet.expose_code();
    let again = RootShare::from_code(&code.to_lowercase()).expect("a code that was just made");
    assert!(*again.expose_for_sheet() == bytes);
    let language = Language::ALL[usize::from(bytes[1] & 1)];
    let lines: Vec<Line> = (1..)
        .zip(sheet.expose_lines(language))
        .map(|(number, line)| Line::parse(number, &line).expect("a line that was just made"))
        .collect();
    let again = RootShare::from_lines(&lines).expect("lines that were just made");
    assert!(*again.expose_for_sheet() == bytes);
}

/// The header that carries a stamp.
pub fn stamp(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return false;
    };
    let Ok(stamp) = Stamp::from_hex(text) else {
        return false;
    };
    assert_eq!(stamp.to_hex(), text);
    let request = crypto_core::stamp::Request {
        header: crypto_core::ids::Digest([1; 32]),
        id: [2; 16],
        body: crypto_core::ids::Digest([3; 32]),
    };
    // Whether it holds does not matter; that it is decided does.
    let _ = stamp.verify(&request, 1);
    true
}
