//! What the server says. Nothing about a request or a visitor is ever written: only starts, stops
//! and what needs a hand, so whoever calls this passes no text that came from outside.

use std::io::Write as _;

/// Writes one line to standard error, where the service manager finds it.
pub fn line(text: &str) {
    // Nowhere to complain to when the log itself is gone.
    let _ = writeln!(std::io::stderr(), "belfry-server: {text}");
}

/// A panic says where it happened and nothing of what it was about: its message may quote bytes.
pub fn hush_panics() {
    std::panic::set_hook(Box::new(|info| {
        if let Some(place) = info.location() {
            line(&format!(
                "internal fault at {}:{}",
                place.file(),
                place.line()
            ));
        }
    }));
}
