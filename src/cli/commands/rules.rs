//! `rules`: lists the rules.

use std::io::Write;

use crate::cli::arguments::{RulesArguments, RulesFormat};
use crate::cli::error::CommandError;
use crate::cli::language::LANGUAGE;
use crate::report;
use crate::workspace::{DiskFileSystem, load_packs};

/// Writes the rules of the requested packs.
pub(in crate::cli) fn run(out: &mut impl Write, arguments: &RulesArguments) -> Result<u8, CommandError> {
    let ruleset = load_packs(&DiskFileSystem, &(&arguments.packs).into(), false)?.ruleset;
    match arguments.format {
        RulesFormat::Table => report::rules::table(out, &ruleset, LANGUAGE)?,
        RulesFormat::Json => report::rules::json(out, &ruleset)?,
    }
    Ok(0)
}
