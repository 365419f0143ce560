//! What people type or programs send as text.

use crypto_core::{address::ChannelAddress, receipt::Receipt, stamp::Stamp, words::Language};

/// Twelve words; whatever is accepted comes back from its own words in both languages.
pub fn receipt(bytes: &[u8]) -> bool {
    let Ok(typed) = std::str::from_utf8(bytes) else {
        return false;
    };
    for word in typed.split_whitespace().take(16) {
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
