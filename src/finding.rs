//! What a rule found.
//!
//! A finding carries everything that any report shows of it, so that reports are pure functions:
//! the rule with its clause, the words, and the exact bytes. Lines and columns are made from the
//! bytes when a report is written.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;

use crate::fix::Fix;
use crate::text::{LineColumn, Span};

/// How grave a finding is; the order is from light to grave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Worth a thought; never a reason to hold a guide back.
    Advice,
    /// Should be mended.
    Warning,
    /// Contradicts a text that was read and binds.
    Error,
}

impl Severity {
    /// The word that people read.
    pub fn word(self) -> &'static str {
        match self {
            Self::Advice => "建议",
            Self::Warning => "警告",
            Self::Error => "错误",
        }
    }
}

/// The modal verb of a clause, as GB/T 1.1 and legislative usage write it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
pub enum Obligation {
    /// 可: permitted.
    #[serde(rename = "可")]
    May,
    /// 宜: recommended.
    #[serde(rename = "宜")]
    Should,
    /// 应, 应当: required.
    #[serde(rename = "应")]
    Shall,
    /// 不得: forbidden.
    #[serde(rename = "不得")]
    ShallNot,
}

impl Obligation {
    /// The verb as the standards write it.
    pub fn word(self) -> &'static str {
        match self {
            Self::May => "可",
            Self::Should => "宜",
            Self::Shall => "应",
            Self::ShallNot => "不得",
        }
    }
}

/// How much of a source's text was read by those who wrote the rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TextStatus {
    /// Nobody read it; what is known is hearsay or general knowledge.
    Unseen,
    /// Somebody else's statement of it was read.
    Secondhand,
    /// There is no text: the fact was counted in real records.
    Derived,
    /// The part that the rule rests on was read.
    Partial,
    /// The whole article was read.
    Full,
}

impl TextStatus {
    /// What people read about it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Unseen => "未读到原文",
            Self::Secondhand => "据他处转述，未读到原文",
            Self::Derived => "由真实数据归纳，不是条文",
            Self::Partial => "读过所依据的部分",
            Self::Full => "读过条文全文",
        }
    }
}

/// The place in a source that a rule rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// Identifier of the source within the packs.
    pub source: String,
    /// Title of the source as it is cited, with its document number where that was read.
    pub title: String,
    /// Number of the clause as the source writes it (`第六条`); none where it was not seen.
    pub number: Option<String>,
    /// How much of the text was read.
    pub status: TextStatus,
    /// Whether the rule is a conclusion from the clause rather than its wording.
    pub inferred: bool,
}

/// What reports say about a rule; shared by all its findings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleInfo {
    /// `pack-id/rule-id`; stable for ever.
    pub id: String,
    /// The rule as a sentence.
    pub title: String,
    /// Group of the rule: `elements`, `codes`, `limits`, `wording`, `yaml`, …
    pub category: String,
    /// The clause's modal verb, where there is a clause.
    pub obligation: Option<Obligation>,
    /// What the rule rests on; none for mistakes of YAML itself.
    pub clause: Option<Clause>,
}

/// Another place that belongs to a finding, in the same file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// Its bytes.
    pub span: Span,
    /// What is there.
    pub message: String,
}

/// A place in another file that belongs to a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Elsewhere {
    /// Name of the file.
    pub file: String,
    /// Where in it.
    pub at: LineColumn,
    /// What is there.
    pub message: String,
}

/// One thing that is wrong, at its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule that found it.
    pub rule: Arc<RuleInfo>,
    /// How grave it is here.
    pub severity: Severity,
    /// What is wrong, one sentence.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
    /// The parts of the message by name, for programs: `found`, `limit`, …
    pub args: BTreeMap<String, String>,
    /// The exact bytes: at least one span, in the order of the file, none overlapping. There are
    /// several where the text found is broken by escapes or folded lines.
    pub spans: Vec<Span>,
    /// Where it is in the guide: `申请材料[3].材料名称`, items counted from 1; empty for the whole guide.
    pub path: String,
    /// Other places that belong to it.
    pub related: Vec<Related>,
    /// Places in other files that belong to it.
    pub elsewhere: Vec<Elsewhere>,
    /// How to mend it, where that is certain enough.
    pub fix: Option<Fix>,
}

impl Finding {
    /// From the first byte to the last byte of the finding.
    pub fn extent(&self) -> Span {
        match (self.spans.first(), self.spans.last()) {
            (Some(first), Some(last)) => Span { start: first.start, end: last.end },
            _ => Span::default(),
        }
    }
}
