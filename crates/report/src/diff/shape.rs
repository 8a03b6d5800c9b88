//! The shape of `guidelint.diff/1`.
//!
//! Frozen twins of the inner types, as in `json/shape`: these may only grow.

use schemars::JsonSchema;
use serde::Serialize;

use crate::json::shape::{Position, Span, Tool};
use guidelint_core::guide_diff;

/// What changed between two editions of service guides. Lines and `char` count from 1, `utf16` and
/// `byte` from 0, and ends are exclusive. Readers should ignore fields that they do not know.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "guidelint.diff/1")]
pub(super) struct Diff<'a> {
    /// Name and version of this format. Fields may be added to version 1, never changed.
    pub(super) schema: Version,
    /// The program that wrote it.
    pub(super) tool: Tool,
    /// The file with the old edition, as it was named.
    pub(super) old: &'a str,
    /// The file with the new edition, as it was named.
    pub(super) new: &'a str,
    /// The guides, in the order of the old file.
    pub(super) guides: Vec<Guide<'a>>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(inline)]
pub(super) enum Version {
    #[serde(rename = "guidelint.diff/1")]
    One,
}

/// A guide in both editions.
#[derive(Serialize, JsonSchema)]
pub(super) struct Guide<'a> {
    /// The name of the matter in the new edition; empty where it has none.
    pub(super) name: &'a str,
    /// Where it begins in the old file.
    pub(super) old: Position,
    /// Where it begins in the new file.
    pub(super) new: Position,
    /// Every burden that the packs know, with what became of it.
    pub(super) burdens: Vec<Burden<'a>>,
    /// All changes; empty where both editions say the same.
    pub(super) changes: Vec<Row<'a>>,
}

/// Something that the matter costs the citizen.
#[derive(Serialize, JsonSchema)]
pub(super) struct Burden<'a> {
    /// Its name, as the packs declare it.
    pub(super) name: &'a str,
    /// What became of it.
    pub(super) verdict: Verdict,
}

/// What became of a burden: `unstated` where neither edition says anything about it, `changed` where it
/// is another and neither less nor more, `unclear` where it cannot be compared.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum Verdict {
    Unstated,
    Same,
    Fewer,
    More,
    Mixed,
    Changed,
    Unclear,
}

/// One change.
#[derive(Serialize, JsonSchema)]
pub(super) struct Row<'a> {
    /// The burden that it belongs to.
    pub(super) burden: Option<&'a str>,
    /// The element; of a change inside a list or record that.
    pub(super) element: &'a str,
    /// Of a change inside a list: the name of the item.
    pub(super) item: Option<&'a str>,
    /// Of a change inside a list or record: the part.
    pub(super) part: Option<&'a str>,
    /// What happened.
    pub(super) change: Kind,
    /// What it is to the citizen; null where that is not certain.
    pub(super) effect: Option<Effect>,
    /// By how much, where that is known.
    pub(super) by: Option<&'a str>,
    /// Whether it is about how many items a list has.
    pub(super) is_count: bool,
    /// What the old edition says.
    pub(super) old: Option<Said<'a>>,
    /// What the new edition says.
    pub(super) new: Option<Said<'a>>,
    /// What else people should know, in Chinese.
    pub(super) note: Option<&'a str>,
}

/// What happened to a value.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum Kind {
    Added,
    Removed,
    Less,
    More,
    Changed,
    Incomparable,
}

/// What a change is to the citizen.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum Effect {
    Fewer,
    More,
    Same,
}

/// What an edition says.
#[derive(Serialize, JsonSchema)]
pub(super) struct Said<'a> {
    /// In its words, values of enumerations by their names; of the items of a list how many.
    pub(super) text: &'a str,
    /// Where in the guide, items counted from 1.
    pub(super) path: &'a str,
    /// Where in the file.
    pub(super) span: Span,
}

impl From<guide_diff::Verdict> for Verdict {
    fn from(verdict: guide_diff::Verdict) -> Self {
        match verdict {
            guide_diff::Verdict::Unstated => Self::Unstated,
            guide_diff::Verdict::Same => Self::Same,
            guide_diff::Verdict::Fewer => Self::Fewer,
            guide_diff::Verdict::More => Self::More,
            guide_diff::Verdict::Mixed => Self::Mixed,
            guide_diff::Verdict::Changed => Self::Changed,
            guide_diff::Verdict::Unclear => Self::Unclear,
        }
    }
}

impl From<guide_diff::Change> for Kind {
    fn from(change: guide_diff::Change) -> Self {
        match change {
            guide_diff::Change::Added => Self::Added,
            guide_diff::Change::Removed => Self::Removed,
            guide_diff::Change::Less => Self::Less,
            guide_diff::Change::More => Self::More,
            guide_diff::Change::Changed => Self::Changed,
            guide_diff::Change::Incomparable => Self::Incomparable,
        }
    }
}

impl From<guide_diff::Effect> for Effect {
    fn from(effect: guide_diff::Effect) -> Self {
        match effect {
            guide_diff::Effect::Fewer => Self::Fewer,
            guide_diff::Effect::More => Self::More,
            guide_diff::Effect::Same => Self::Same,
        }
    }
}
