//! The courier: the online half of the committee.
//!
//! It fetches sealed letters and the signed public files from the server into a bundle, and brings
//! an outbox from the offline reader to the server. It holds a token for the server and no key: it
//! can open nothing, alter nothing that is signed, and delete nothing.
//!
//! The server is not trusted. Every answer is bounded in size and time, ids and lengths are
//! checked, and roster, recipients and board are verified before they are written.
//!
//! Layers, from below: [`token`] and [`config`], [`client`] (HTTP), [`server`] (the interface,
//! typed), [`public`] (the signed files, verified), [`files`], [`commands`], [`cli`].

pub mod cli;
pub mod client;
pub mod commands;
pub mod config;
pub mod files;
pub mod post;
pub mod public;
pub mod server;
pub mod token;
