//! The shape of `guidelint.report/1`.
//!
//! Frozen twins of the inner types: an inner type may change, these may only grow. A field that is
//! removed, renamed or given another meaning makes `guidelint.report/2`. What has no value is
//! `null`, never absent. The comments are the descriptions in the JSON Schema, so they are written
//! for readers of the report.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

/// Report of one run of guidelint. In every place of the report lines and `char` count from 1,
/// `utf16` and `byte` from 0, and ends are exclusive. Readers should ignore fields that they do not
/// know: later versions may add some.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "guidelint.report/1")]
pub(super) struct Report<'a> {
    /// Name and version of this format. Fields may be added to version 1, never changed.
    pub(super) schema: Version,
    /// The program that wrote the report.
    pub(super) tool: Tool,
    /// How the run ended.
    pub(super) run: Outcome,
    /// The rule packs that took part.
    pub(super) packs: Vec<Pack<'a>>,
    /// All files that were named or found, also those without findings.
    pub(super) files: Vec<File<'a>>,
    /// The findings, in the order of the files, then of the places in them, then of the rules.
    pub(super) diagnostics: Vec<Diagnostic<'a>>,
    /// What the run amounts to, in numbers.
    pub(super) summary: Counts,
    /// How far the clauses behind the packs were checked: a run without findings says nothing of the rest.
    pub(super) coverage: Coverage,
    /// Rules of the packs that found nothing to look at in any guide, by identifier.
    pub(super) rules_not_exercised: &'a [String],
}

/// Numbers of clauses that say something about writing a guide.
#[derive(Serialize, JsonSchema)]
pub(super) struct Coverage {
    /// Checked by rules in all that they say of guides.
    pub(super) full: usize,
    /// Checked by rules in part.
    pub(super) partial: usize,
    /// For people to check.
    pub(super) human: usize,
    /// Not checked, for a reason that the pack states.
    pub(super) out: usize,
}

#[derive(Serialize, JsonSchema)]
#[schemars(inline)]
pub(super) enum Version {
    #[serde(rename = "guidelint.report/1")]
    One,
}

/// A program.
#[derive(Serialize, JsonSchema)]
pub(super) struct Tool {
    /// Its name.
    pub(super) name: &'static str,
    /// Its version, as in semantic versioning.
    pub(super) version: &'static str,
}

/// How the run ended.
#[derive(Serialize, JsonSchema)]
pub(super) struct Outcome {
    /// Exit code of the program: 0 no finding at or above `fail_on`; 1 findings; 2 a file could not
    /// be read, or no guide was checked at all.
    pub(super) exit_code: u8,
    /// Lightest severity that makes the run fail.
    pub(super) fail_on: Threshold,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub(super) enum Threshold {
    Error,
    Warning,
    Advice,
    Never,
}

/// A rule pack.
#[derive(Serialize, JsonSchema)]
pub(super) struct Pack<'a> {
    /// Identifier, the part of its rules' identifiers before `/`.
    pub(super) id: &'a str,
    /// Version of the pack.
    pub(super) version: &'a str,
    /// Title, in Chinese.
    pub(super) title: &'a str,
    /// First digits of the 行政区划代码 of the guides that it applies to; null for all guides.
    pub(super) region: Option<&'a str>,
    /// The profile by whose name somebody asked for it; null where it always applies.
    pub(super) profile: Option<&'a str>,
}

/// A file.
#[derive(Serialize, JsonSchema)]
pub(super) struct File<'a> {
    /// Path as it was named or found; `/` separates folders on every system.
    pub(super) path: &'a str,
    /// What became of it: `checked` every document was checked; `broken` a part of it, or all of it,
    /// is no text or no YAML, the rest was checked; `not_a_guide` YAML without any known element;
    /// `unreadable` it could not be read.
    pub(super) status: FileStatus,
    /// Why it could not be read, in Chinese; null for every other status.
    pub(super) reason: Option<&'a str>,
    /// Number of guides in it that were checked.
    pub(super) guides: usize,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub(super) enum FileStatus {
    Checked,
    Broken,
    NotAGuide,
    Unreadable,
}

/// A finding: one thing that is wrong, at its place.
#[derive(Serialize, JsonSchema)]
pub(super) struct Diagnostic<'a> {
    /// Identifier of the rule, `pack/rule`; never changes.
    pub(super) rule: &'a str,
    /// Group of the rule, such as `elements`, `codes`, `limits`, `wording`, `yaml`.
    pub(super) category: &'a str,
    /// The rule as a sentence, in Chinese.
    pub(super) title: &'a str,
    /// How grave the finding is.
    pub(super) severity: Severity,
    /// Modal verb of the clause; null where the rule rests on no clause.
    pub(super) obligation: Option<Obligation>,
    /// What the rule rests on; null for mistakes of YAML itself.
    pub(super) clause: Option<Clause<'a>>,
    /// What is wrong, in Chinese.
    pub(super) message: &'a str,
    /// What to write instead, in Chinese; null where nothing general can be said.
    pub(super) help: Option<&'a str>,
    /// The parts of the message by name.
    pub(super) args: &'a BTreeMap<String, String>,
    /// Path of the file, as in `files`.
    pub(super) file: &'a str,
    /// The element in the guide, such as `申请材料[3].材料名称`, items counted from 1; empty for the
    /// whole guide.
    pub(super) path: &'a str,
    /// From the start of the first of `spans` to the end of the last.
    pub(super) span: Span,
    /// The exact text found, at least one span, in the order of the file; several where it is broken
    /// by escapes or folded lines.
    pub(super) spans: Vec<Span>,
    /// Other places in the same file that belong to the finding.
    pub(super) related: Vec<Related<'a>>,
    /// Places in other files that belong to it.
    pub(super) elsewhere: Vec<Elsewhere<'a>>,
    /// How to mend it; null where that is not certain enough.
    pub(super) fix: Option<Fix<'a>>,
    /// Null for a finding that counts; an object for one that was suppressed. No finding of this
    /// version is suppressed.
    pub(super) suppressed: Option<BTreeMap<String, serde_json::Value>>,
    /// The same for the same finding in a later run, as long as rule, file, element and text found
    /// are the same; lines do not matter. `v1:` and 32 hexadecimal digits.
    #[schemars(regex(pattern = "^v1:[0-9a-f]{32}$"))]
    pub(super) fingerprint: String,
}

/// How grave a finding is; `advice` is the lightest.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub(super) enum Severity {
    Advice,
    Warning,
    Error,
}

/// Modal verb of a clause: permitted, recommended, required, forbidden.
#[derive(Serialize, JsonSchema)]
#[schemars(inline)]
pub(super) enum Obligation {
    #[serde(rename = "可")]
    May,
    #[serde(rename = "宜")]
    Should,
    #[serde(rename = "应")]
    Shall,
    #[serde(rename = "不得")]
    ShallNot,
}

/// A place in a source that a rule rests on.
#[derive(Serialize, JsonSchema)]
pub(super) struct Clause<'a> {
    /// Identifier of the source within the packs.
    pub(super) source: &'a str,
    /// Title of the source, as it is cited.
    pub(super) title: &'a str,
    /// Number of the clause as the source writes it, such as `第六条`; null where it was not seen.
    pub(super) number: Option<&'a str>,
    /// How much of the text the authors of the rule read: `full` the whole article; `partial` the
    /// part that the rule rests on; `derived` there is no text, the fact was counted in real records;
    /// `secondhand` somebody else's statement of it; `unseen` nothing.
    pub(super) text_status: ReadStatus,
    /// Whether the rule is a conclusion from the clause rather than its wording.
    pub(super) inferred: bool,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub(super) enum ReadStatus {
    Unseen,
    Secondhand,
    Derived,
    Partial,
    Full,
}

/// A range of text; empty where start and end are the same place.
#[derive(Serialize, JsonSchema)]
pub(super) struct Span {
    /// The first character.
    pub(super) start: Position,
    /// The place after the last character.
    pub(super) end: Position,
}

/// A place between two characters, in three units.
#[derive(Serialize, JsonSchema)]
pub(super) struct Position {
    /// Line, from 1. `\n`, `\r\n` and a lone `\r` end a line.
    #[schemars(range(min = 1))]
    pub(super) line: usize,
    /// Unicode code points before the place on its line, plus 1. A byte order mark does not count.
    #[schemars(range(min = 1))]
    pub(super) char: usize,
    /// UTF-16 units before the place on its line, as editors count. A byte order mark does not count.
    pub(super) utf16: usize,
    /// UTF-8 bytes before the place in the file. A byte order mark counts three.
    pub(super) byte: usize,
}

/// Another place that belongs to a finding.
#[derive(Serialize, JsonSchema)]
pub(super) struct Related<'a> {
    /// Its text, in the same file.
    pub(super) span: Span,
    /// What is there, in Chinese.
    pub(super) message: &'a str,
}

/// A place in another file.
#[derive(Serialize, JsonSchema)]
pub(super) struct Elsewhere<'a> {
    /// Path of the file, as in `files`.
    pub(super) file: &'a str,
    /// Line, from 1.
    pub(super) line: usize,
    /// Character in the line, from 1, in Unicode code points.
    #[serde(rename = "char")]
    pub(super) character: usize,
    /// What is there, in Chinese.
    pub(super) message: &'a str,
}

/// A mending: edits that belong together.
#[derive(Serialize, JsonSchema)]
pub(super) struct Fix<'a> {
    /// What it does, in Chinese.
    pub(super) title: &'a str,
    /// `safe`: the meaning for the citizen cannot change; `needs_review`: somebody must look at the
    /// result.
    pub(super) safety: Safety,
    /// The replacements, in the order of the file, none overlapping.
    pub(super) edits: Vec<Edit<'a>>,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub(super) enum Safety {
    Safe,
    NeedsReview,
}

/// One replacement of text.
#[derive(Serialize, JsonSchema)]
pub(super) struct Edit<'a> {
    /// The text to replace; empty to insert.
    pub(super) span: Span,
    /// What stands there afterwards.
    pub(super) text: &'a str,
}

/// What the run amounts to, in numbers.
#[derive(Serialize, JsonSchema)]
pub(super) struct Counts {
    /// Number of files: the sum of `checked`, `broken`, `not_guides` and `unreadable`.
    pub(super) files: usize,
    /// Number of files of status `checked`.
    pub(super) checked: usize,
    /// Number of files of status `broken`.
    pub(super) broken: usize,
    /// Number of files of status `not_a_guide`.
    pub(super) not_guides: usize,
    /// Number of files of status `unreadable`.
    pub(super) unreadable: usize,
    /// Number of guides that were checked.
    pub(super) guides: usize,
    /// Number of findings of severity `error`.
    pub(super) errors: usize,
    /// Number of findings of severity `warning`.
    pub(super) warnings: usize,
    /// Number of findings of severity `advice`.
    pub(super) advice: usize,
    /// Number of findings that were suppressed and are not counted above.
    pub(super) suppressed: usize,
}
