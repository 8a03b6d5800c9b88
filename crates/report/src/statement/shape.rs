//! The shape of `guidelint.statement/1`.
//!
//! Frozen twins of the inner types, as in `json/shape`: these may only grow.

use schemars::JsonSchema;
use serde::Serialize;

use crate::json::shape::{Obligation, ReadStatus, SuppressedBy, Threshold};

/// What one run of guidelint checked, against what, and what came of it. The same input gives the
/// same bytes: nothing in it depends on the time, the machine, or the order in which files were
/// named. All paths are as seen from the folder in which guidelint ran, with `/` between folders.
/// The absence of findings is no statement of conformity: rules look at a part of what clauses say,
/// and much is for people to judge. Readers should ignore fields that they do not know.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "guidelint.statement/1")]
pub(super) struct Statement<'a> {
    /// Name and version of this format. Fields may be added to version 1, never changed.
    pub(super) schema: Version,
    /// The program that checked.
    pub(super) tool: Tool,
    /// What was asked for on the command line. What config files say is in `settings`, by digest.
    pub(super) asked: Asked<'a>,
    /// How the run ended.
    pub(super) outcome: Outcome,
    /// The files that say how guides were checked: configs, exemption files, baselines.
    pub(super) settings: Vec<Setting>,
    /// The rule packs that were loaded.
    pub(super) packs: Vec<Pack<'a>>,
    /// The files of which guides were checked, sorted by path.
    pub(super) guides: Vec<GuideFile<'a>>,
    /// The files and folders that were named or found and not checked, sorted by path.
    pub(super) not_checked: Vec<NotChecked<'a>>,
    /// The files that were not judged because they were not changed; others were compared with them.
    /// Null where all were to be judged.
    pub(super) left_alone: Option<Vec<LeftAlone<'a>>>,
    /// What somebody answers for, so that it does not count.
    pub(super) exemptions: Vec<Exemption<'a>>,
    /// What came of every clause of the packs that applied to a guide, by source.
    pub(super) sources: Vec<Source<'a>>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(inline)]
pub(super) enum Version {
    #[serde(rename = "guidelint.statement/1")]
    One,
}

/// A program.
#[derive(Serialize, JsonSchema)]
pub(super) struct Tool {
    /// Its name.
    pub(super) name: &'static str,
    /// Its version, as in semantic versioning.
    pub(super) version: &'static str,
    /// Digest of all rule packs and tables that are part of it: SHA-256 of what
    /// `sha256sum rules/*.tsv rules/*.yaml` writes, in the order of the bytes of the names, for the files that it was built from.
    #[schemars(regex(pattern = "^[0-9a-f]{64}$"))]
    pub(super) data_sha256: String,
}

/// What was asked for.
#[derive(Serialize, JsonSchema)]
pub(super) struct Asked<'a> {
    /// The day (`2026-10-01`) by which sources are in force or not.
    pub(super) as_of: String,
    /// Lightest severity that makes the run fail, also where a config says it.
    pub(super) fail_on: Threshold,
    /// The 行政区划代码 that chose regional packs; null where each guide's own did, or a config.
    pub(super) region: Option<&'a str>,
    /// The profiles; empty where configs were to say.
    pub(super) profiles: &'a [String],
    /// Globs of files that were not to be checked.
    pub(super) exclude: &'a [String],
    /// Whether comments, exemption files and baselines were heard.
    pub(super) suppressions: bool,
    /// The revision since which a file had to be changed to be judged; null where all were judged.
    pub(super) changed_since: Option<&'a str>,
}

/// How the run ended.
#[derive(Serialize, JsonSchema)]
pub(super) struct Outcome {
    /// Exit code of the program: 0 no finding at or above `fail_on`; 1 findings; 2 a file could not
    /// be read, or no guide was checked at all.
    pub(super) exit_code: u8,
    /// Why, in Chinese.
    pub(super) reason: String,
    /// Everything that was found, also in files of `settings`.
    pub(super) findings: Findings,
}

/// Numbers of findings.
#[derive(Clone, Copy, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub(super) struct Findings {
    /// Of severity `error`, counting.
    pub(super) errors: usize,
    /// Of severity `warning`, counting.
    pub(super) warnings: usize,
    /// Of severity `advice`, counting.
    pub(super) advice: usize,
    /// That somebody answers for; not counted above.
    pub(super) suppressed: usize,
    /// That count from a later day on; not counted above.
    pub(super) coming: usize,
}

/// A file that says how guides were checked.
#[derive(Serialize, JsonSchema, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Setting {
    /// Its path.
    pub(super) path: String,
    /// What it is.
    pub(super) kind: SettingKind,
    /// Digest of its bytes; of a baseline that the run wrote, of what was written.
    #[schemars(regex(pattern = "^[0-9a-f]{64}$"))]
    pub(super) sha256: String,
}

#[derive(Serialize, JsonSchema, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub(super) enum SettingKind {
    Config,
    Exemptions,
    Baseline,
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
    /// Its path; null for one that is part of the program.
    pub(super) path: Option<String>,
    /// Digest of its bytes.
    #[schemars(regex(pattern = "^[0-9a-f]{64}$"))]
    pub(super) sha256: &'a str,
    /// Whether it applied to a guide of the run, by region and profile.
    pub(super) applied: bool,
}

/// A file with guides.
#[derive(Serialize, JsonSchema)]
pub(super) struct GuideFile<'a> {
    /// Its path.
    pub(super) path: String,
    /// Digest of its bytes; null where it is larger than guidelint reads.
    #[schemars(regex(pattern = "^[0-9a-f]{64}$"))]
    pub(super) sha256: Option<&'a str>,
    /// `checked` all of it was checked; `partly` a part of it could not be read or was too much, the
    /// rest was checked; `broken` nothing in it could be read as a guide.
    pub(super) status: GuideStatus,
    /// Number of guides in it that were checked.
    pub(super) guides: usize,
    /// What was found in it.
    pub(super) findings: Findings,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub(super) enum GuideStatus {
    Checked,
    Partly,
    Broken,
}

/// A file or folder that was not checked.
#[derive(Serialize, JsonSchema)]
pub(super) struct NotChecked<'a> {
    /// Its path.
    pub(super) path: String,
    /// Digest of its bytes; null where they could not be read.
    #[schemars(regex(pattern = "^[0-9a-f]{64}$"))]
    pub(super) sha256: Option<&'a str>,
    /// `not_a_guide` YAML without any known element; `unreadable` it could not be read, or was named
    /// and holds no guide.
    pub(super) status: NotCheckedStatus,
    /// Why, in Chinese.
    pub(super) reason: &'a str,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub(super) enum NotCheckedStatus {
    NotAGuide,
    Unreadable,
}

/// A file that was not judged.
#[derive(Serialize, JsonSchema)]
pub(super) struct LeftAlone<'a> {
    /// Its path.
    pub(super) path: String,
    /// Digest of its bytes; null where it is larger than guidelint reads.
    #[schemars(regex(pattern = "^[0-9a-f]{64}$"))]
    pub(super) sha256: Option<&'a str>,
}

/// What somebody answers for: findings of one rule in one file, for one reason.
#[derive(Serialize, JsonSchema, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Exemption<'a> {
    /// Path of the file with the guides.
    pub(super) guide: String,
    /// Identifier of the rule.
    pub(super) rule: &'a str,
    /// Where that is written: `comment` in the guide, `exemption` in the exemption file, `baseline` in
    /// the list of what was there when the gate was set up.
    pub(super) kind: SuppressedBy,
    /// Why; null for the baseline.
    pub(super) reason: Option<&'a str>,
    /// The body that approved it; null where none had to.
    pub(super) approved_by: Option<&'a str>,
    /// Number of the approving document; null where there is none.
    pub(super) document: Option<&'a str>,
    /// The last day (`2026-10-01`) on which it holds; null while no end is set.
    pub(super) until: Option<String>,
    /// Number of findings.
    pub(super) findings: usize,
}

/// A document that rules rest on.
#[derive(Serialize, JsonSchema)]
pub(super) struct Source<'a> {
    /// Identifier within the packs.
    pub(super) id: &'a str,
    /// Identifier of the pack that declares it.
    pub(super) pack: &'a str,
    /// As it is cited.
    pub(super) title: &'a str,
    /// Which version was read; null where that is not known.
    pub(super) edition: Option<&'a str>,
    /// How much of the text was read: `full` the whole of what the rules rest on; `partial` a part;
    /// `derived` there is no text, the fact was counted in real records; `secondhand` somebody else's
    /// statement of it; `unseen` nothing.
    pub(super) text_status: ReadStatus,
    /// How it stands to `as_of`: `past` no longer in force, `present`, `coming` not yet in force.
    pub(super) in_force: Standing,
    /// Its clauses.
    pub(super) clauses: Vec<Clause<'a>>,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub(super) enum Standing {
    Past,
    Present,
    Coming,
}

/// A clause that says something about writing a guide.
#[derive(Serialize, JsonSchema)]
pub(super) struct Clause<'a> {
    /// Its number as the source writes it; null where it was not seen.
    pub(super) number: Option<&'a str>,
    /// Which sentence of it, such as `第二款第一句`; null where the number is enough.
    pub(super) part: Option<&'a str>,
    /// Its decisive words, as they stand there; null where they are not noted.
    pub(super) words: Option<&'a str>,
    /// Its modal verb; `无` where its text has none and where nobody read it.
    pub(super) obligation: Obligation,
    /// How far rules check it: `full` all that it says of guides; `partial` a part; `human` people
    /// have to look; `out` nobody does, for the reason in `note`.
    pub(super) checked: Checked,
    /// What it says of guides, or why it is not checked, in Chinese; null where nothing is noted.
    pub(super) note: Option<&'a str>,
    /// What came of it. `findings`: its rules found something, counting or not. `no_findings`: a rule
    /// looked at something and none found anything; that is no statement of conformity. `not_exercised`:
    /// its rules found nothing to look at in any guide that was judged, so nothing was checked.
    /// `not_checked`: no rule checks it.
    pub(super) verdict: Verdict,
    /// What its rules and those in their place found.
    pub(super) findings: Findings,
    /// Identifiers of its rules.
    pub(super) rules: Vec<&'a str>,
    /// Identifiers of rules of other packs that stand in the place of one of them, where their pack
    /// applies. What they find counts here too.
    pub(super) rules_in_place: Vec<&'a str>,
    /// Those of `rules` that found nothing to look at in any guide, nor did a rule in their place.
    pub(super) rules_not_exercised: Vec<&'a str>,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub(super) enum Checked {
    Full,
    Partial,
    Human,
    Out,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub(super) enum Verdict {
    Findings,
    NoFindings,
    NotExercised,
    NotChecked,
}
