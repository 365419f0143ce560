//! The courier against servers that are honest, broken or lying, and against the real one.

#![cfg(test)]

mod between;
mod channel;
mod courier;
mod interrupted;
mod memory;
mod parcels;
mod pull;
mod push;
mod real;
mod running;
mod site;
mod socks;
