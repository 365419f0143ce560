//! QR codes (ISO/IEC 18004), as a drawing and as characters.

use std::fmt::Write as _;

use qrcodegen::{QrCode, QrCodeEcc};
use zeroize::Zeroizing;

/// Light modules around a code, which scanners need.
const MARGIN: i32 = 4;

/// The code of `text`; `None` where it is too long for one. Middle error correction: paper is folded.
fn encode(text: &str) -> Option<QrCode> {
    QrCode::encode_text(text, QrCodeEcc::Medium).ok()
}

/// An SVG drawing, `width` wide (a CSS length), named `label` for those who do not see it.
pub(super) fn svg(text: &str, width: &str, label: &str) -> Zeroizing<String> {
    let mut svg = Zeroizing::new(String::with_capacity(32 * 1024));
    let Some(code) = encode(text) else {
        return svg;
    };
    let side = code.size() + 2 * MARGIN;
    let label = super::escape(label);
    let _ = write!(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" width=\"{width}\" \
         height=\"{width}\" role=\"img\" aria-label=\"{label}\" shape-rendering=\"crispEdges\">\
         <rect width=\"{side}\" height=\"{side}\" fill=\"#fff\"/><path fill=\"#000\" d=\""
    );
    for y in 0..code.size() {
        for x in 0..code.size() {
            if code.get_module(x, y) {
                let _ = write!(svg, "M{} {}h1v1h-1z", x + MARGIN, y + MARGIN);
            }
        }
    }
    svg.push_str("\"/></svg>\n");
    svg
}

/// Lines of block characters for a terminal with dark background, two modules in each.
#[must_use]
pub fn terminal(text: &str) -> Zeroizing<String> {
    let mut shown = Zeroizing::new(String::with_capacity(8 * 1024));
    let Some(code) = encode(text) else {
        return shown;
    };
    // What is light in the code is drawn; beyond its edge everything is.
    let light = |x, y| !code.get_module(x, y);
    for y in (-MARGIN / 2..code.size() + MARGIN / 2).step_by(2) {
        for x in -MARGIN / 2..code.size() + MARGIN / 2 {
            shown.push(match (light(x, y), light(x, y + 1)) {
                (true, true) => '█',
                (true, false) => '▀',
                (false, true) => '▄',
                (false, false) => ' ',
            });
        }
        shown.push('\n');
    }
    shown
}
