//! What the stack keeps. Blocks of the heap are wiped as they are given back (the allocator); what ciphers and layouts put
//! on the stack stays there until something else comes to stand in its place.

use std::hint::black_box;

use zeroize::Zeroize as _;

/// Bytes below its caller that are overwritten: more than a job or a picture takes.
const DEPTH: usize = 1 << 20;
/// Bytes of stack of a thread whose jobs call [`after`]; the first thread has as many or more.
pub const STACK: usize = 4 * DEPTH;

/// Does something, and overwrites what it left on the stack.
pub fn after<T>(job: impl FnOnce() -> T) -> T {
    let done = apart(job);
    stack();
    done
}

/// A call of its own: what a compiler lays into its caller's frame stays there for as long as the caller does.
#[inline(never)]
fn apart<T>(job: impl FnOnce() -> T) -> T {
    job()
}

/// Overwrites what was left by the calls that came back before this one.
#[inline(never)]
pub fn stack() {
    let mut below = [0_u8; DEPTH];
    below.zeroize();
    black_box(&below);
}
