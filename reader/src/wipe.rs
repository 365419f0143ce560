//! What the stack keeps. Blocks of the heap are wiped as they are given back (the allocator); what ciphers and layouts put
//! on the stack stays there until something else comes to stand in its place.

use std::hint::black_box;

use zeroize::Zeroize as _;

/// Bytes below its caller that are overwritten: more than a job or a picture takes.
const DEPTH: usize = 1 << 20;
/// Bytes of stack of a thread whose jobs call [`stack`]; the first thread has as many or more.
pub const STACK: usize = 4 * DEPTH;

/// Overwrites what was left by the calls that came back before this one.
#[inline(never)]
pub fn stack() {
    let mut below = [0_u8; DEPTH];
    below.zeroize();
    black_box(&below);
}
