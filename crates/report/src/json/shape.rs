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
pub(crate) struct Report<'a> {
    /// Name and version of this format. Fields may be added to version 1, never changed.
    pub(crate) schema: Version,
    /// The program that wrote the report.
    pub(crate) tool: Tool,
    /// How the run ended.
    pub(crate) run: Outcome,
    /// The rule packs that took part.
    pub(crate) packs: Vec<Pack<'a>>,
    /// All files that were named or found, also those without findings.
    pub(crate) files: Vec<File<'a>>,
    /// The findings, in the order of the files, then of the places in them, then of the rules.
    pub(crate) diagnostics: Vec<Diagnostic<'a>>,
    /// What the run amounts to, in numbers.
    pub(crate) summary: Counts,
    /// How far the clauses behind the packs were checked: a run without findings says nothing of the rest.
    pub(crate) coverage: Coverage,
    /// Rules of the packs that found nothing to look at in any guide, by identifier.
    pub(crate) rules_not_exercised: &'a [String],
}

/// Numbers of clauses that say something about writing a guide.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Coverage {
    /// Checked by rules in all that they say of guides.
    pub(crate) full: usize,
    /// Checked by rules in part.
    pub(crate) partial: usize,
    /// For people to check.
    pub(crate) human: usize,
    /// Not checked, for a reason that the pack states.
    pub(crate) out: usize,
}

#[derive(Serialize, JsonSchema)]
#[schemars(inline)]
pub(crate) enum Version {
    #[serde(rename = "guidelint.report/1")]
    One,
}

/// A program.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Tool {
    /// Its name.
    pub(crate) name: &'static str,
    /// Its version, as in semantic versioning.
    pub(crate) version: &'static str,
}

/// How the run ended.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Outcome {
    /// Exit code of the program: 0 no finding at or above `fail_on`; 1 findings; 2 a file could not
    /// be read, or no guide was checked at all.
    pub(crate) exit_code: u8,
    /// Lightest severity that makes the run fail.
    pub(crate) fail_on: Threshold,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub(crate) enum Threshold {
    Error,
    Warning,
    Advice,
    Never,
}

/// A rule pack.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Pack<'a> {
    /// Identifier, the part of its rules' identifiers before `/`.
    pub(crate) id: &'a str,
    /// Version of the pack.
    pub(crate) version: &'a str,
    /// Title, in Chinese.
    pub(crate) title: &'a str,
    /// First digits of the 行政区划代码 of the guides that it applies to; null for all guides.
    pub(crate) region: Option<&'a str>,
    /// The profile by whose name somebody asked for it; null where it always applies.
    pub(crate) profile: Option<&'a str>,
}

/// A file.
#[derive(Serialize, JsonSchema)]
pub(crate) struct File<'a> {
    /// Path as it was named or found; `/` separates folders on every system.
    pub(crate) path: &'a str,
    /// What became of it: `checked` every document was checked; `broken` a part of it, or all of it,
    /// is no text, no YAML or was not known for a guide, the rest was checked; `not_a_guide` YAML without
    /// any known element;
    /// `settings` it says how guides are checked, such as an exemption file, and has findings of its
    /// own; `unreadable` it could not be read.
    pub(crate) status: FileStatus,
    /// Why it could not be read, in Chinese; null for every other status.
    pub(crate) reason: Option<&'a str>,
    /// Number of guides in it that were checked.
    pub(crate) guides: usize,
    /// Of each of them, where it stands in its document: empty for the root, `[2]` for the second item of
    /// a list, `data.list[2]` for what is wrapped; long keys are shortened.
    pub(crate) guide_paths: Vec<&'a str>,
    /// Keys of its guides that are not the names of their elements, and what they were read as; a key that
    /// names two elements stands here twice.
    pub(crate) read_as: Vec<ReadAs<'a>>,
}

/// A key that is not the name of its element, and what it was read as.
#[derive(Serialize, JsonSchema)]
pub(crate) struct ReadAs<'a> {
    /// The key as written.
    pub(crate) key: &'a str,
    /// Path of the element in the vocabulary, such as `申请材料[].材料名称`.
    pub(crate) element: &'a str,
    /// How it was read: `name` it is another listed name of the element; `rule` it has a form that names
    /// of the element have; `slip` it is a name but for a slip of the pen; `value` it can mean several
    /// elements and the value tells which; `field` it is a field name of an export.
    pub(crate) by: ReadBy,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub(crate) enum ReadBy {
    Name,
    Rule,
    Slip,
    Value,
    Field,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub(crate) enum FileStatus {
    Checked,
    Broken,
    NotAGuide,
    Settings,
    Unreadable,
}

/// A finding: one thing that is wrong, at its place.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Diagnostic<'a> {
    /// Identifier of the rule, `pack/rule`; never changes.
    pub(crate) rule: &'a str,
    /// Group of the rule, such as `elements`, `codes`, `limits`, `wording`, `yaml`.
    pub(crate) category: &'a str,
    /// The rule as a sentence, in Chinese.
    pub(crate) title: &'a str,
    /// How grave the finding is.
    pub(crate) severity: Severity,
    /// Modal verb of the clause; null where the rule rests on no clause, where its text has no modal verb,
    /// and where nobody read it.
    pub(crate) obligation: Option<Obligation>,
    /// What the rule rests on; null for mistakes of YAML itself.
    pub(crate) clause: Option<Clause<'a>>,
    /// What is wrong, in Chinese.
    pub(crate) message: &'a str,
    /// What to write instead, in Chinese; null where nothing general can be said.
    pub(crate) help: Option<&'a str>,
    /// The parts of the message by name.
    pub(crate) args: &'a BTreeMap<&'a str, String>,
    /// Path of the file, as in `files`.
    pub(crate) file: &'a str,
    /// The element in the guide, such as `申请材料[3].材料名称`, items counted from 1; empty for the
    /// whole guide.
    pub(crate) path: &'a str,
    /// From the start of the first of `spans` to the end of the last.
    pub(crate) span: Span,
    /// The exact text found, at least one span, in the order of the file; several where it is broken
    /// by escapes or folded lines.
    pub(crate) spans: Vec<Span>,
    /// Other places in the same file that belong to the finding.
    pub(crate) related: Vec<Related<'a>>,
    /// Places in other files that belong to it.
    pub(crate) elsewhere: Vec<Elsewhere<'a>>,
    /// How to mend it; null where that is not certain enough.
    pub(crate) fix: Option<Fix<'a>>,
    /// Null for a finding that counts; for one that somebody answers for, who and until when.
    pub(crate) suppressed: Option<Suppressed<'a>>,
    /// Null for a finding that counts; for one whose rule rests on a text that is not yet in force,
    /// the day (`2026-10-01`) from which on it counts.
    pub(crate) coming: Option<String>,
    /// The same for the same finding in a later run, as long as rule, file, element and text found
    /// are the same; lines do not matter. `v1:` and 32 hexadecimal digits.
    #[schemars(regex(pattern = "^v1:[0-9a-f]{32}$"))]
    pub(crate) fingerprint: String,
}

/// Why a finding does not count.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Suppressed<'a> {
    /// Where that is written: `comment` in the guide, `exemption` in the exemption file, `baseline` in
    /// the list of what was there when the gate was set up.
    pub(crate) kind: SuppressedBy,
    /// Why; null for the baseline.
    pub(crate) reason: Option<&'a str>,
    /// The body that approved it; null where none had to.
    pub(crate) approved_by: Option<&'a str>,
    /// Number of the approving document; null where there is none.
    pub(crate) document: Option<&'a str>,
    /// The last day (`2026-10-01`) on which it holds; null while no end is set.
    pub(crate) until: Option<String>,
}

#[derive(Serialize, JsonSchema, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub(crate) enum SuppressedBy {
    Comment,
    Exemption,
    Baseline,
}

/// How grave a finding is; `advice` is the lightest.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub(crate) enum Severity {
    Advice,
    Warning,
    Error,
}

/// Modal verb of a clause: permitted, recommended, required, required, forbidden; `无` where its text has
/// none and where nobody read it.
#[derive(Serialize, JsonSchema)]
#[schemars(inline)]
pub(crate) enum Obligation {
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
pub(crate) struct Clause<'a> {
    /// Identifier of the source within the packs.
    pub(crate) source: &'a str,
    /// Title of the source, as it is cited.
    pub(crate) title: &'a str,
    /// Number of the clause as the source writes it, such as `第六条`; null where it was not seen.
    pub(crate) number: Option<&'a str>,
    /// Which sentence of it, such as `第二款第一句`; null where the number is enough.
    pub(crate) part: Option<&'a str>,
    /// Its decisive words, as they stand there; null where they are not noted.
    pub(crate) words: Option<&'a str>,
    /// How much of the text the authors of the rule read: `full` the whole article; `partial` the
    /// part that the rule rests on; `derived` there is no text, the fact was counted in real records;
    /// `secondhand` somebody else's statement of it; `unseen` nothing.
    pub(crate) text_status: ReadStatus,
    /// Whether the rule is a conclusion from the clause rather than its wording.
    pub(crate) inferred: bool,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub(crate) enum ReadStatus {
    Unseen,
    Secondhand,
    Derived,
    Partial,
    Full,
}

/// A range of text; empty where start and end are the same place.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Span {
    /// The first character.
    pub(crate) start: Position,
    /// The place after the last character.
    pub(crate) end: Position,
}

/// A place between two characters, in three units.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Position {
    /// Line, from 1. `\n`, `\r\n` and a lone `\r` end a line.
    #[schemars(range(min = 1))]
    pub(crate) line: usize,
    /// Unicode code points before the place on its line, plus 1. A byte order mark does not count.
    #[schemars(range(min = 1))]
    pub(crate) char: usize,
    /// UTF-16 units before the place on its line, as editors count. A byte order mark does not count.
    pub(crate) utf16: usize,
    /// UTF-8 bytes before the place in the file. A byte order mark counts three.
    pub(crate) byte: usize,
}

/// Another place that belongs to a finding.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Related<'a> {
    /// Its text, in the same file.
    pub(crate) span: Span,
    /// What is there, in Chinese.
    pub(crate) message: &'a str,
}

/// A place in another file.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Elsewhere<'a> {
    /// Path of the file, as in `files`.
    pub(crate) file: &'a str,
    /// Line, from 1.
    pub(crate) line: usize,
    /// Character in the line, from 1, in Unicode code points.
    #[serde(rename = "char")]
    pub(crate) character: usize,
    /// What is there, in Chinese.
    pub(crate) message: &'a str,
}

/// A mending: edits that belong together.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Fix<'a> {
    /// What it does, in Chinese.
    pub(crate) title: &'a str,
    /// `safe`: the meaning for the citizen cannot change; `needs_review`: somebody must look at the
    /// result.
    pub(crate) safety: Safety,
    /// The replacements, in the order of the file, none overlapping.
    pub(crate) edits: Vec<Edit<'a>>,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub(crate) enum Safety {
    Safe,
    NeedsReview,
}

/// One replacement of text.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Edit<'a> {
    /// The text to replace; empty to insert.
    pub(crate) span: Span,
    /// What stands there afterwards.
    pub(crate) text: &'a str,
}

/// What the run amounts to, in numbers.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Counts {
    /// Number of files: the sum of `checked`, `broken`, `not_guides` and `unreadable`. Files of status
    /// `settings` are not counted.
    pub(crate) files: usize,
    /// Number of files of status `checked`.
    pub(crate) checked: usize,
    /// Number of files of status `broken`.
    pub(crate) broken: usize,
    /// Number of files of status `not_a_guide`.
    pub(crate) not_guides: usize,
    /// Number of files of status `unreadable`.
    pub(crate) unreadable: usize,
    /// Number of guides that were checked.
    pub(crate) guides: usize,
    /// Number of findings of severity `error` that count.
    pub(crate) errors: usize,
    /// Number of findings of severity `warning`.
    pub(crate) warnings: usize,
    /// Number of findings of severity `advice`.
    pub(crate) advice: usize,
    /// Number of findings that somebody answers for, not counted above.
    pub(crate) suppressed: usize,
    /// Number of findings that count from a later day on, not counted above.
    pub(crate) coming: usize,
    /// Number of files that were not judged because they were not changed, and are not counted above;
    /// null where all were to be judged.
    pub(crate) left_alone: Option<usize>,
}
