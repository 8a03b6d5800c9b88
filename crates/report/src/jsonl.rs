//! JSON Lines: one JSON object per line, for programs that read reports too large for memory.
//!
//! The parts of the JSON report, each on a line with its `kind`: the header, then every file followed by its
//! diagnostics, the summary last. A report that does not end with a summary is incomplete.

use std::io;

use schemars::JsonSchema;
use serde::Serialize;

use super::json::{self, shape};
use super::{FailOn, Summary};
use guidelint_core::lint::Run;

/// A line.
#[derive(Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[schemars(title = "guidelint.lines/1")]
enum Line<'a> {
    /// The first line.
    Header(Header<'a>),
    /// A file; its diagnostics follow.
    File(shape::File<'a>),
    /// A finding in the file before it.
    Diagnostic(Box<shape::Diagnostic<'a>>),
    /// The last line.
    Summary(Footer<'a>),
}

/// What a report begins with.
#[derive(Serialize, JsonSchema)]
struct Header<'a> {
    /// Name and version of this format. Fields and kinds may be added to version 1, never changed.
    schema: Version,
    /// The program that wrote the report.
    tool: shape::Tool,
    /// The rule packs that took part.
    packs: Vec<shape::Pack<'a>>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(inline)]
enum Version {
    #[serde(rename = "guidelint.lines/1")]
    One,
}

/// What a report ends with.
#[derive(Serialize, JsonSchema)]
struct Footer<'a> {
    /// How the run ended.
    run: shape::Outcome,
    /// What the run amounts to, in numbers.
    summary: shape::Counts,
    /// How far the clauses behind the packs were checked: a run without findings says nothing of the rest.
    coverage: shape::Coverage,
    /// Rules of the packs that found nothing to look at in any guide, by identifier.
    rules_not_exercised: &'a [String],
}

/// Writes a run, one JSON object per line.
///
/// # Errors
///
/// Returns an error if `out` cannot be written to.
pub fn write(out: &mut impl io::Write, run: &Run, fail_on: FailOn) -> io::Result<()> {
    let packs = run.packs.iter().map(json::pack).collect();
    write_line(out, &Line::Header(Header { schema: Version::One, tool: json::tool(), packs }))?;
    for file in &run.files {
        write_line(out, &Line::File(json::file(file)))?;
        for diagnostic in json::diagnostics(file) {
            write_line(out, &Line::Diagnostic(Box::new(diagnostic)))?;
        }
    }
    let summary = Summary::of(run);
    let footer = Footer {
        run: json::outcome(&summary, fail_on),
        summary: json::counts(&summary),
        coverage: json::coverage(run.coverage),
        rules_not_exercised: &run.not_exercised,
    };
    write_line(out, &Line::Summary(footer))
}

/// The JSON Schema (2020-12) of one line that [`write`](write()) writes.
pub fn schema() -> serde_json::Value {
    json::schema_of::<Line<'_>>()
}

fn write_line(out: &mut impl io::Write, line: &Line<'_>) -> io::Result<()> {
    serde_json::to_writer(&mut *out, line)?;
    writeln!(out)
}
