//! The commands, one file each.

pub(super) mod check;
pub(super) mod completions;
pub(super) mod coverage;
pub(super) mod diff;
pub(super) mod explain;
mod fix;
pub(super) mod man;
pub(super) mod new;
pub(super) mod pack;
pub(super) mod rules;
pub(super) mod schema;
mod show_config;
mod statement;
