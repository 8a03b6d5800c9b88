//! `schema`: the JSON Schemas of what the program writes and reads.

use std::io::Write;

use crate::cli::arguments::SchemaName;
use crate::cli::error::CommandError;
use crate::report;
use crate::workspace::config::Config;

/// Writes a JSON Schema.
pub(in crate::cli) fn run(out: &mut impl Write, name: SchemaName) -> Result<u8, CommandError> {
    let schema = match name {
        SchemaName::Report => report::json::schema(),
        SchemaName::Line => report::jsonl::schema(),
        SchemaName::Config => report::json::schema_of::<Config>(),
        SchemaName::Diff => report::diff::schema(),
        SchemaName::Rules => report::rules::schema(),
        SchemaName::Coverage => report::coverage::schema(),
        SchemaName::Statement => report::statement::schema(),
    };
    writeln!(out, "{schema:#}")?;
    Ok(0)
}
