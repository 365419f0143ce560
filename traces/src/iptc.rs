//! IPTC: what news agencies write into pictures.

use crate::{Trace, bytes, found::Found};

/// Numbers of the datasets in record 2 and what they give away.
const NAMES: &[(u8, Trace)] = &[
    (5, Trace::Description),
    (25, Trace::Description),
    (55, Trace::Date),
    (62, Trace::Date),
    (65, Trace::Software),
    (80, Trace::Author),
    (85, Trace::Author),
    (90, Trace::Position),
    (92, Trace::Position),
    (101, Trace::Position),
    (105, Trace::Description),
    (110, Trace::Author),
    (115, Trace::Company),
    (116, Trace::Author),
    (120, Trace::Description),
    (122, Trace::Author),
];

/// What a block gives away, whatever wraps it; any block is at least [`Trace::Other`].
pub(crate) fn look(block: &[u8], found: &mut Found) {
    found.add(Trace::Other, "IPTC");
    for at in memchr::memmem::find_iter(block, b"\x1c\x02") {
        let dataset = block.get(at + 2).copied();
        let len = bytes::be16(block, at + 3).map(usize::from);
        let named = NAMES.iter().find(|(number, _)| Some(*number) == dataset);
        let value = len.and_then(|len| bytes::piece(block, at + 5, len));
        if let (Some((_, trace)), Some(value)) = (named, value) {
            found.add_bytes(*trace, value);
        }
    }
}
