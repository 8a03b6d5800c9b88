//! The report layer, on runs built by hand: every format against an oracle that is not its own.

mod compact;
mod exit_codes;
mod human;
mod json;
mod properties;
mod runs;
