//! The core of guidelint: reads service guides (政务服务事项 办事指南) written in YAML, checks them against rule packs
//! and reports what is wrong, with the exact characters.
//!
//! How data flows, which is also the order of the modules below, from the lowest layer to the highest:
//!
//! ```text
//! file ─▶ text ─▶ document ─▶ guide ────▶ lint ─▶ findings
//!         bytes   spanned     elements   ▲  ▲     sorted
//!                 tree        by path    │  └─ check: a closed set of kinds
//! packs ─▶ text ─▶ document ─▶ pack ─────┘
//! ```
//!
//! This crate opens no files, starts no threads, and reads neither the environment nor the clock, so it can
//! run in a browser. No module knows the name of an element, a law or a vague word: they are data in packs.

pub mod date;

pub mod digest;

pub mod text;

mod lists;

pub mod number;

pub mod time_limit;

pub mod fix;

pub mod document;

pub mod guide;

pub mod finding;

pub mod check;

pub mod pack;

pub mod lint;

pub mod fingerprint;

pub mod fixer;

pub mod pack_test;

pub mod conformance;

pub mod new_guide;

pub mod guide_diff;

/// The name of the program, as reports show it.
pub const NAME: &str = "guidelint";

/// The version of the program, as reports show it.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

#[cfg(test)]
mod tests {
    use crate::check::Table;
    use crate::pack::{self, Ruleset};
    use crate::text::SourceFile;

    /// The built-in packs, for tests of what is not public.
    pub(crate) fn builtin_ruleset() -> Ruleset {
        let packs = guidelint_rules::PACKS.iter().map(|&(path, text)| SourceFile::new(path, text));
        let tables = guidelint_rules::TABLES.iter().map(|&(name, text)| (name, Table::read(text).into()));
        pack::load(&packs.collect::<Vec<_>>(), tables.collect()).expect("the built-in packs are tested")
    }
}
