//! Pointer and keyboard as a person uses them: the browser itself decides what is hit and what is typed.

use anyhow::Result;
use serde_json::{Value, json};

use super::bidi::Bidi;

/// Moves the pointer to the middle of an element, presses and releases.
pub(super) fn click(bidi: &mut Bidi, context: &str, element: &Value) -> Result<()> {
    let params = json!({
        "context": context,
        "actions": [{
            "type": "pointer",
            "id": "mouse",
            "parameters": { "pointerType": "mouse" },
            "actions": [
                { "type": "pointerMove", "x": 0, "y": 0, "origin": { "type": "element", "element": element } },
                { "type": "pointerDown", "button": 0 },
                { "type": "pointerUp", "button": 0 },
            ],
        }],
    });
    bidi.command("input.performActions", params).map(drop)
}

/// Presses and releases one key for each character; a line break is the Enter key. `\u{E004}` is Tab and
/// `\u{E00C}` Escape, as WebDriver numbers them.
pub(super) fn type_keys(bidi: &mut Bidi, context: &str, text: &str) -> Result<()> {
    let mut actions = Vec::new();
    for character in text.chars() {
        let key = if character == '\n' { "\u{E007}".to_owned() } else { character.to_string() };
        actions.push(json!({ "type": "keyDown", "value": key }));
        actions.push(json!({ "type": "keyUp", "value": key }));
    }
    let params = json!({
        "context": context,
        "actions": [{ "type": "key", "id": "keyboard", "actions": actions }],
    });
    bidi.command("input.performActions", params).map(drop)
}
