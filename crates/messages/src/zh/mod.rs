//! 简体中文: an area of messages in each file.

mod common;
mod coverage;
mod diff;
mod explain;
mod formats;
mod html;
mod human;

/// Chinese as the mainland writes it: plain, polite and short.
pub(crate) struct Chinese;
