//! The courier against servers that are honest, broken or lying, and against the real one.

#![cfg(test)]

mod channel;
mod courier;
mod pull;
mod push;
mod real;
mod site;
mod socks;
