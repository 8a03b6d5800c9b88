//! Simplified Chinese: one file per area of messages.

mod common;
mod coverage;
mod diff;
mod explain;
mod formats;
mod html;
mod human;

/// Chinese as used in mainland China: plain, polite and short.
pub(crate) struct Chinese;
