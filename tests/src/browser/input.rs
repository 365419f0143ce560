//! Pointer and keyboard as a person uses them: the browser itself decides what is hit and what is typed.

use anyhow::Result;
use serde_json::{Value, json};

use super::driver::Driver;

/// Keys that are not characters, as WebDriver numbers them.
const ENTER: &str = "\u{E007}";
const TAB: &str = "\u{E004}";
const CONTROL: &str = "\u{E009}";
/// The Escape key, for [`super::Browser::type_keys`].
pub const ESCAPE: &str = "\u{E00C}";

/// Moves the pointer to the middle of an element, presses and releases.
pub(super) fn click(bidi: &mut Driver, context: &str, element: &Value) -> Result<()> {
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

/// Presses and releases one key for each character; a line break is the Enter key, a tabulator the Tab key.
pub(super) fn type_keys(bidi: &mut Driver, context: &str, text: &str) -> Result<()> {
    let mut actions = Vec::new();
    for character in text.chars() {
        let key = match character {
            '\n' => ENTER.to_owned(),
            '\t' => TAB.to_owned(),
            other => other.to_string(),
        };
        actions.push(json!({ "type": "keyDown", "value": key }));
        actions.push(json!({ "type": "keyUp", "value": key }));
    }
    let params = json!({
        "context": context,
        "actions": [{ "type": "key", "id": "keyboard", "actions": actions }],
    });
    bidi.command("input.performActions", params).map(drop)
}

/// Holds Control down while pressing one key.
pub(super) fn control(bidi: &mut Driver, context: &str, key: &str) -> Result<()> {
    let actions = json!([
        { "type": "keyDown", "value": CONTROL },
        { "type": "keyDown", "value": key },
        { "type": "keyUp", "value": key },
        { "type": "keyUp", "value": CONTROL },
    ]);
    let params = json!({
        "context": context,
        "actions": [{ "type": "key", "id": "keyboard", "actions": actions }],
    });
    bidi.command("input.performActions", params).map(drop)
}
