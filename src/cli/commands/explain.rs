//! `explain`: the manual page of a rule.

use std::io::Write;

use crate::cli::arguments::ExplainArguments;
use crate::cli::error::CommandError;
use crate::cli::language::LANGUAGE;
use crate::lint;
use crate::report;
use crate::workspace::{DiskFileSystem, load_packs};

/// Writes the manual page of a rule.
pub(in crate::cli) fn run(out: &mut impl Write, arguments: &ExplainArguments) -> Result<u8, CommandError> {
    let ruleset = load_packs(&DiskFileSystem, &(&arguments.packs).into(), false)?.ruleset;
    if report::rules::explain(out, &ruleset, &arguments.rule, LANGUAGE)? {
        return Ok(0);
    }
    let message = lint::no_such_rule(&ruleset, &arguments.rule) + LANGUAGE.explain().all_rules();
    Err(CommandError::Message(message))
}
