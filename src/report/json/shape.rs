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
pub(in crate::report) struct Report<'a> {
    /// Name and version of this format. Fields may be added to version 1, never changed.
    pub(in crate::report) schema: Version,
    /// The program that wrote the report.
    pub(in crate::report) tool: Tool,
    /// How the run ended.
    pub(in crate::report) run: Outcome,
    /// The rule packs that took part.
    pub(in crate::report) packs: Vec<Pack<'a>>,
    /// All files that were named or found, also those without findings.
    pub(in crate::report) files: Vec<File<'a>>,
    /// The findings, in the order of the files, then of the places in them, then of the rules.
    pub(in crate::report) diagnostics: Vec<Diagnostic<'a>>,
    /// What the run amounts to, in numbers.
    pub(in crate::report) summary: Counts,
    /// How far the clauses behind the packs were checked: a run without findings says nothing of the rest.
    pub(in crate::report) coverage: Coverage,
    /// Rules of the packs that found nothing to look at in any guide, by identifier.
    pub(in crate::report) rules_not_exercised: &'a [String],
}

/// Numbers of clauses that say something about writing a guide.
#[derive(Serialize, JsonSchema)]
pub(in crate::report) struct Coverage {
    /// Checked by rules in all that they say of guides.
    pub(in crate::report) full: usize,
    /// Checked by rules in part.
    pub(in crate::report) partial: usize,
    /// For people to check.
    pub(in crate::report) human: usize,
    /// Not checked, for a reason that the pack states.
    pub(in crate::report) out: usize,
}

#[derive(Serialize, JsonSchema)]
#[schemars(inline)]
pub(in crate::report) enum Version {
    #[serde(rename = "guidelint.report/1")]
    One,
}

/// A program.
#[derive(Serialize, JsonSchema)]
pub(in crate::report) struct Tool {
    /// Its name.
    pub(in crate::report) name: &'static str,
    /// Its version, as in semantic versioning.
    pub(in crate::report) version: &'static str,
}

/// How the run ended.
#[derive(Serialize, JsonSchema)]
pub(in crate::report) struct Outcome {
    /// Exit code of the program: 0 no finding at or above `fail_on`; 1 findings; 2 a file could not
    /// be read, or no guide was checked at all.
    pub(in crate::report) exit_code: u8,
    /// Lightest severity that makes the run fail.
    pub(in crate::report) fail_on: Threshold,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub(in crate::report) enum Threshold {
    Error,
    Warning,
    Advice,
    Never,
}

/// A rule pack.
#[derive(Serialize, JsonSchema)]
pub(in crate::report) struct Pack<'a> {
    /// Identifier, the part of its rules' identifiers before `/`.
    pub(in crate::report) id: &'a str,
    /// Version of the pack.
    pub(in crate::report) version: &'a str,
    /// Title, in Chinese.
    pub(in crate::report) title: &'a str,
    /// First digits of the 行政区划代码 of the guides that it applies to; null for all guides.
    pub(in crate::report) region: Option<&'a str>,
    /// The profile by whose name somebody asked for it; null where it always applies.
    pub(in crate::report) profile: Option<&'a str>,
}

/// A file.
#[derive(Serialize, JsonSchema)]
pub(in crate::report) struct File<'a> {
    /// Path as it was named or found; `/` separates folders on every system.
    pub(in crate::report) path: &'a str,
    /// What became of it: `checked` every document was checked; `broken` a part of it, or all of it,
    /// is no text, no YAML or was not known for a guide, the rest was checked; `not_a_guide` YAML without
    /// any known element;
    /// `settings` it says how guides are checked, such as an exemption file, and has findings of its
    /// own; `unreadable` it could not be read.
    pub(in crate::report) status: FileStatus,
    /// Why it could not be read, in Chinese; null for every other status.
    pub(in crate::report) reason: Option<&'a str>,
    /// Number of guides in it that were checked.
    pub(in crate::report) guides: usize,
    /// Of each of them, where it stands in its document: empty for the root, `[2]` for the second item of
    /// a list, `data.list[2]` for what is wrapped; long keys are shortened.
    pub(in crate::report) guide_paths: Vec<&'a str>,
    /// Keys of its guides that are not the names of their elements, and what they were read as; a key that
    /// names two elements stands here twice.
    pub(in crate::report) read_as: Vec<ReadAs<'a>>,
}

/// A key that is not the name of its element, and what it was read as.
#[derive(Serialize, JsonSchema)]
pub(in crate::report) struct ReadAs<'a> {
    /// The key as written.
    pub(in crate::report) key: &'a str,
    /// Path of the element in the vocabulary, such as `申请材料[].材料名称`.
    pub(in crate::report) element: &'a str,
    /// How it was read: `name` it is another listed name of the element; `rule` it has a form that names
    /// of the element have; `slip` it is a name but for a slip of the pen; `value` it can mean several
    /// elements and the value tells which; `field` it is a field name of an export.
    pub(in crate::report) by: ReadBy,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub(in crate::report) enum ReadBy {
    Name,
    Rule,
    Slip,
    Value,
    Field,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub(in crate::report) enum FileStatus {
    Checked,
    Broken,
    NotAGuide,
    Settings,
    Unreadable,
}

/// A finding: one thing that is wrong, at its place.
#[derive(Serialize, JsonSchema)]
pub(in crate::report) struct Diagnostic<'a> {
    /// Identifier of the rule, `pack/rule`; never changes.
    pub(in crate::report) rule: &'a str,
    /// Group of the rule, such as `elements`, `codes`, `limits`, `wording`, `yaml`.
    pub(in crate::report) category: &'a str,
    /// The rule as a sentence, in Chinese.
    pub(in crate::report) title: &'a str,
    /// How grave the finding is.
    pub(in crate::report) severity: Severity,
    /// Modal verb of the clause; null where the rule rests on no clause, where its text has no modal verb,
    /// and where nobody read it.
    pub(in crate::report) obligation: Option<Obligation>,
    /// What the rule rests on; null for mistakes of YAML itself.
    pub(in crate::report) clause: Option<Clause<'a>>,
    /// What is wrong, in Chinese.
    pub(in crate::report) message: &'a str,
    /// What to write instead, in Chinese; null where nothing general can be said.
    pub(in crate::report) help: Option<&'a str>,
    /// The parts of the message by name.
    pub(in crate::report) args: &'a BTreeMap<&'a str, String>,
    /// Path of the file, as in `files`.
    pub(in crate::report) file: &'a str,
    /// The element in the guide, such as `申请材料[3].材料名称`, items counted from 1; empty for the
    /// whole guide.
    pub(in crate::report) path: &'a str,
    /// From the start of the first of `spans` to the end of the last.
    pub(in crate::report) span: Span,
    /// The exact text found, at least one span, in the order of the file; several where it is broken
    /// by escapes or folded lines.
    pub(in crate::report) spans: Vec<Span>,
    /// Other places in the same file that belong to the finding.
    pub(in crate::report) related: Vec<Related<'a>>,
    /// Places in other files that belong to it.
    pub(in crate::report) elsewhere: Vec<Elsewhere<'a>>,
    /// How to mend it; null where that is not certain enough.
    pub(in crate::report) fix: Option<Fix<'a>>,
    /// Null for a finding that counts; for one that somebody answers for, who and until when.
    pub(in crate::report) suppressed: Option<Suppressed<'a>>,
    /// Null for a finding that counts; for one whose rule rests on a text that is not yet in force,
    /// the day (`2026-10-01`) from which on it counts.
    pub(in crate::report) coming: Option<String>,
    /// The same for the same finding in a later run, as long as rule, file, element and text found
    /// are the same; lines do not matter. `v1:` and 32 hexadecimal digits.
    #[schemars(regex(pattern = "^v1:[0-9a-f]{32}$"))]
    pub(in crate::report) fingerprint: String,
}

/// Why a finding does not count.
#[derive(Serialize, JsonSchema)]
pub(in crate::report) struct Suppressed<'a> {
    /// Where that is written: `comment` in the guide, `exemption` in the exemption file, `baseline` in
    /// the list of what was there when the gate was set up.
    pub(in crate::report) kind: SuppressedBy,
    /// Why; null for the baseline.
    pub(in crate::report) reason: Option<&'a str>,
    /// The body that approved it; null where none had to.
    pub(in crate::report) approved_by: Option<&'a str>,
    /// Number of the approving document; null where there is none.
    pub(in crate::report) document: Option<&'a str>,
    /// The last day (`2026-10-01`) on which it holds; null while no end is set.
    pub(in crate::report) until: Option<String>,
}

#[derive(Serialize, JsonSchema, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub(in crate::report) enum SuppressedBy {
    Comment,
    Exemption,
    Baseline,
}

/// How grave a finding is; `advice` is the lightest.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub(in crate::report) enum Severity {
    Advice,
    Warning,
    Error,
}

/// Modal verb of a clause: permitted, recommended, required, required, forbidden; `无` where its text has
/// none and where nobody read it.
#[derive(Serialize, JsonSchema)]
#[schemars(inline)]
pub(in crate::report) enum Obligation {
    #[serde(rename = "可")]
    May,
    #[serde(rename = "宜")]
    Should,
    #[serde(rename = "应")]
    Shall,
    #[serde(rename = "要")]
    Need,
    #[serde(rename = "不得")]
    ShallNot,
    #[serde(rename = "无")]
    None,
}

/// A place in a source that a rule rests on.
#[derive(Serialize, JsonSchema)]
pub(in crate::report) struct Clause<'a> {
    /// Identifier of the source within the packs.
    pub(in crate::report) source: &'a str,
    /// Title of the source, as it is cited.
    pub(in crate::report) title: &'a str,
    /// Number of the clause as the source writes it, such as `第六条`; null where it was not seen.
    pub(in crate::report) number: Option<&'a str>,
    /// Which sentence of it, such as `第二款第一句`; null where the number is enough.
    pub(in crate::report) part: Option<&'a str>,
    /// Its decisive words, as they stand there; null where they are not noted.
    pub(in crate::report) words: Option<&'a str>,
    /// How much of the text the authors of the rule read: `full` the whole article; `partial` the
    /// part that the rule rests on; `derived` there is no text, the fact was counted in real records;
    /// `secondhand` somebody else's statement of it; `unseen` nothing.
    pub(in crate::report) text_status: ReadStatus,
    /// Whether the rule is a conclusion from the clause rather than its wording.
    pub(in crate::report) inferred: bool,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub(in crate::report) enum ReadStatus {
    Unseen,
    Secondhand,
    Derived,
    Partial,
    Full,
}

/// A range of text; empty where start and end are the same place.
#[derive(Serialize, JsonSchema)]
pub(in crate::report) struct Span {
    /// The first character.
    pub(in crate::report) start: Position,
    /// The place after the last character.
    pub(in crate::report) end: Position,
}

/// A place between two characters, in three units.
#[derive(Serialize, JsonSchema)]
pub(in crate::report) struct Position {
    /// Line, from 1. `\n`, `\r\n` and a lone `\r` end a line.
    #[schemars(range(min = 1))]
    pub(in crate::report) line: usize,
    /// Unicode code points before the place on its line, plus 1. A byte order mark does not count.
    #[schemars(range(min = 1))]
    pub(in crate::report) char: usize,
    /// UTF-16 units before the place on its line, as editors count. A byte order mark does not count.
    pub(in crate::report) utf16: usize,
    /// UTF-8 bytes before the place in the file. A byte order mark counts three.
    pub(in crate::report) byte: usize,
}

/// Another place that belongs to a finding.
#[derive(Serialize, JsonSchema)]
pub(in crate::report) struct Related<'a> {
    /// Its text, in the same file.
    pub(in crate::report) span: Span,
    /// What is there, in Chinese.
    pub(in crate::report) message: &'a str,
}

/// A place in another file.
#[derive(Serialize, JsonSchema)]
pub(in crate::report) struct Elsewhere<'a> {
    /// Path of the file, as in `files`.
    pub(in crate::report) file: &'a str,
    /// Line, from 1.
    pub(in crate::report) line: usize,
    /// Character in the line, from 1, in Unicode code points.
    #[serde(rename = "char")]
    pub(in crate::report) character: usize,
    /// What is there, in Chinese.
    pub(in crate::report) message: &'a str,
}

/// A mending: edits that belong together.
#[derive(Serialize, JsonSchema)]
pub(in crate::report) struct Fix<'a> {
    /// What it does, in Chinese.
    pub(in crate::report) title: &'a str,
    /// `safe`: the meaning for the citizen cannot change; `needs_review`: somebody must look at the
    /// result.
    pub(in crate::report) safety: Safety,
    /// The replacements, in the order of the file, none overlapping.
    pub(in crate::report) edits: Vec<Edit<'a>>,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub(in crate::report) enum Safety {
    Safe,
    NeedsReview,
}

/// One replacement of text.
#[derive(Serialize, JsonSchema)]
pub(in crate::report) struct Edit<'a> {
    /// The text to replace; empty to insert.
    pub(in crate::report) span: Span,
    /// What stands there afterwards.
    pub(in crate::report) text: &'a str,
}

/// What the run amounts to, in numbers.
#[derive(Serialize, JsonSchema)]
pub(in crate::report) struct Counts {
    /// Number of files: the sum of `checked`, `broken`, `not_guides` and `unreadable`. Files of status
    /// `settings` are not counted.
    pub(in crate::report) files: usize,
    /// Number of files of status `checked`.
    pub(in crate::report) checked: usize,
    /// Number of files of status `broken`.
    pub(in crate::report) broken: usize,
    /// Number of files of status `not_a_guide`.
    pub(in crate::report) not_guides: usize,
    /// Number of files of status `unreadable`.
    pub(in crate::report) unreadable: usize,
    /// Number of guides that were checked.
    pub(in crate::report) guides: usize,
    /// Number of findings of severity `error` that count.
    pub(in crate::report) errors: usize,
    /// Number of findings of severity `warning`.
    pub(in crate::report) warnings: usize,
    /// Number of findings of severity `advice`.
    pub(in crate::report) advice: usize,
    /// Number of findings that somebody answers for, not counted above.
    pub(in crate::report) suppressed: usize,
    /// Number of findings that count from a later day on, not counted above.
    pub(in crate::report) coming: usize,
    /// Number of files that were not judged because they were not changed, and are not counted above;
    /// null where all were to be judged.
    pub(in crate::report) left_alone: Option<usize>,
}
