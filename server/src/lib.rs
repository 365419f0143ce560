//! Belfry's server: it keeps letters and parcels that it cannot open, and serves the committee's
//! signed public files and the page.
//!
//! It protects reporters by knowing nothing: no key here opens anything, no address, agent or time
//! finer than the storage week is kept, nothing about a request is logged. It does not protect
//! against an operator who changes the page; the threat model says what does.

pub mod clock;
pub mod config;
pub mod log;

pub mod store;

pub mod confirmations;
pub mod effort;
pub mod published;

pub mod http;
pub mod lock;
pub mod serve;

pub mod cli;
pub mod commands;
