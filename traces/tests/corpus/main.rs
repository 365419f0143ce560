//! Files made with ordinary tools, cleaned, and looked at again with those tools.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests fail by panicking"
)]

mod damage;
mod gif;
mod hostile;
mod images;
mod media;
mod microsoft;
mod office;
mod pdf;
mod sound;
mod text;
mod tiff;
mod tools;
mod webp;
