//! Words for a person; deeds are in the library.
fn main() {}
