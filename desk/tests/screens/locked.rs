//! The locked desk says what does not protect a case on this machine, before anybody types a passphrase.

use belfry_desk::{
    app::Desk,
    confine::{LACKS, Lack},
};
use crypto_core::words::Language;
use eframe::egui::Theme;
use egui_kittest::{Harness, kittest::NodeT as _};

use crate::{
    fixtures::Amount,
    showing::{LANGUAGES, Showing, WINDOW},
};

fn says(harness: &Harness<'_, Desk>, text: &str) -> bool {
    let mut nodes = harness.root().children_recursive();
    nodes.any(|node| node.accesskit_node().value().as_deref() == Some(text))
}

fn locked(language: Language) -> Harness<'static, Desk> {
    let showing = Showing {
        screen: None,
        act: None,
        moment: None,
        amount: Amount::Usual,
        language,
        theme: Theme::Light,
        size: WINDOW,
        scale: 1.0,
    };
    showing.open().0
}

#[test]
fn what_a_system_does_not_do_for_a_case_is_said_before_the_vault_is_opened() {
    for language in LANGUAGES {
        let mut harness = locked(language);
        harness.state_mut().lacks = &Lack::ALL;
        harness.run_ok();
        for lack in Lack::ALL {
            assert!(says(&harness, lack.words(language)), "{lack:?}");
        }
    }
    for lack in Lack::ALL {
        let [dutch, english] = LANGUAGES.map(|one| lack.words(one));
        assert_ne!(dutch, english);
    }
}

#[test]
#[cfg(target_os = "linux")]
fn on_linux_nothing_is_lacking_and_nothing_is_said() {
    assert_eq!(LACKS, []);
    let harness = locked(Language::Dutch);
    for lack in Lack::ALL {
        assert!(!says(&harness, lack.words(Language::Dutch)), "{lack:?}");
    }
}
