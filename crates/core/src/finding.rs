//! Findings.
//!
//! A finding has everything that any report shows of it, so that reports are pure functions: the rule with
//! its clause, the wording, and the exact bytes. Lines and columns are computed when a report is written.

use std::collections::BTreeMap;
use std::sync::Arc;

use guidelint_messages::Language;
use serde::Deserialize;

use crate::date::Date;
use crate::fix::Fix;
use crate::text::{LineColumn, Span};

/// The values of the placeholders of a message, by name: `found`, `limit`, …
pub type Args = BTreeMap<&'static str, String>;

/// How severe a finding is, in ascending order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Worth considering.
    Advice,
    /// Should be fixed.
    Warning,
    /// Contradicts a binding text that we have read.
    Error,
}

impl Severity {
    /// The word for it in the messages of this crate, which are Chinese.
    pub(crate) fn word(self) -> &'static str {
        Language::Chinese.common().severity(self.into())
    }
}

impl From<Severity> for guidelint_messages::Severity {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Advice => Self::Advice,
            Severity::Warning => Self::Warning,
            Severity::Error => Self::Error,
        }
    }
}

/// What a sentence of a source does: its modal verb, as GB/T 1.1 and legislative usage write it.
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
    /// 要: required, in the wording of administrative documents.
    #[serde(rename = "要")]
    Need,
    /// 不得: forbidden.
    #[serde(rename = "不得")]
    ShallNot,
    /// It settles something without a modal verb: a period, an effect, who is competent. A guide that
    /// states something else is wrong.
    #[serde(rename = "规定")]
    States,
}

impl Obligation {
    /// The word that packs use for it: except for `规定`, the verb as the standards write it.
    pub fn word(self) -> &'static str {
        match self {
            Self::May => "可",
            Self::Should => "宜",
            Self::Shall => "应",
            Self::Need => "要",
            Self::ShallNot => "不得",
            Self::States => "规定",
        }
    }

    /// The verbs that a sentence of this kind may have; empty if it has no modal verb.
    pub fn verbs(self) -> &'static [&'static str] {
        match self {
            Self::May => &["可"],
            Self::Should => &["宜", "鼓励", "提倡"],
            Self::Shall => &["应", "必须"],
            Self::Need => &["要"],
            Self::ShallNot => &["不得", "禁止", "不应", "不能"],
            Self::States => &[],
        }
    }

    /// Whether it leaves no choice.
    pub fn binds(self) -> bool {
        match self {
            Self::May | Self::Should => false,
            Self::Shall | Self::Need | Self::ShallNot | Self::States => true,
        }
    }
}

/// How much of the text of a source the authors of a rule have read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TextStatus {
    /// None of it; what is known is hearsay or general knowledge.
    Unseen,
    /// A statement about it by somebody else.
    Secondhand,
    /// There is no text: the fact was counted in real records.
    Derived,
    /// The part that the rule rests on.
    Partial,
    /// The whole article.
    Full,
}

/// The clause of a source that a rule rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// Identifier of the source within the packs.
    pub source: String,
    /// Title of the source as it is cited, with its document number if that is known.
    pub title: String,
    /// Number of the clause as the source writes it (`第六条`); `None` if we have not seen it.
    pub number: Option<String>,
    /// Which sentence of it is meant, if it has several: `第二款第一句`.
    pub part: Option<String>,
    /// Its decisive words, copied exactly, if they may be quoted.
    pub words: Option<String>,
    /// How much of the text we have read.
    pub status: TextStatus,
    /// Whether the rule is a conclusion from the clause rather than its wording.
    pub inferred: bool,
}

impl Clause {
    /// Its location in the source, as one cites it: `第三十一条第二款第一句`; empty if it has no known number.
    pub fn place(&self) -> String {
        place_in_source(self.number.as_deref(), self.part.as_deref())
    }

    /// The clause as it is cited: the title of its source and its location in it.
    pub fn citation(&self) -> String {
        format!("{}{}", self.title, self.place())
    }
}

/// A number and a part of it, as one cites them together.
pub fn place_in_source(number: Option<&str>, part: Option<&str>) -> String {
    number.into_iter().chain(part).collect()
}

/// What reports show of a rule; shared by all its findings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleInfo {
    /// `pack-id/rule-id`; never changed.
    pub id: String,
    /// The rule as a sentence.
    pub title: String,
    /// Category of the rule: `elements`, `codes`, `limits`, `wording`, `yaml`, …
    pub category: String,
    /// The modal verb of its clause, if we have read the text and it has one.
    pub obligation: Option<Obligation>,
    /// The clause that it rests on; `None` for builtin rules.
    pub clause: Option<Clause>,
    /// Whether users cannot lower it, switch it off or suppress its findings.
    pub mandatory: bool,
}

/// Another location that explains a finding, in the same file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// Its bytes.
    pub span: Span,
    /// What it explains.
    pub message: String,
}

/// A location in another file that explains a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Elsewhere {
    /// Name of the file.
    pub file: String,
    /// The location in it.
    pub at: LineColumn,
    /// What it explains.
    pub message: String,
}

/// One fault, with its location.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule that found it.
    pub rule: Arc<RuleInfo>,
    /// Its severity in this run.
    pub severity: Severity,
    /// What is wrong, in one sentence.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
    /// The values in the message, for programs.
    pub args: Args,
    /// The bytes of what it is about: the key with its value or the item that is wrong; if something is
    /// missing, what it is missing from.
    pub about: Span,
    /// Whether something is missing: then `spans` only show where to look.
    pub is_absence: bool,
    /// The exact bytes: at least one span, in the order of the file, without overlaps. There are several if
    /// the text is interrupted by escapes or folded lines.
    pub spans: Vec<Span>,
    /// Numbers of the guides of the file that have this fault, counted from 0, ascending: several if they
    /// share it, none if no guide could be read.
    pub guides: Vec<u32>,
    /// The path in the guide: `申请材料[3].材料名称`, items counted from 1; empty for the whole guide.
    pub path: String,
    /// Other locations that explain it.
    pub related: Vec<Related>,
    /// Locations in other files that explain it.
    pub elsewhere: Vec<Elsewhere>,
    /// How to fix it, if that is certain enough.
    pub fix: Option<Fix>,
}

/// The lowest severity that fails a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum FailOn {
    /// Errors only.
    #[default]
    Error,
    /// Errors and warnings.
    Warning,
    /// Every finding.
    Advice,
    /// No finding; a run that could not do its work still fails.
    Never,
}

impl FailOn {
    /// All thresholds, in the order in which help lists them.
    pub const ALL: [Self; 4] = [Self::Error, Self::Warning, Self::Advice, Self::Never];

    /// The lowest severity that fails a run; `None` if no finding does.
    pub fn least(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Advice => Some(Severity::Advice),
            Self::Never => None,
        }
    }

    /// How strict it is: of two thresholds, the one with the larger number fails more runs.
    pub fn strictness(self) -> u8 {
        match self {
            Self::Never => 0,
            Self::Error => 1,
            Self::Warning => 2,
            Self::Advice => 3,
        }
    }

    /// The name on the command line and in the JSON report.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Advice => "advice",
            Self::Never => "never",
        }
    }
}

/// A finding that does not count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppressed {
    /// The finding.
    pub finding: Finding,
    /// Why it does not count.
    pub reason: SuppressionReason,
}

/// Why a finding does not count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SuppressionReason {
    /// The source of its rule comes into force on this day.
    Upcoming(Date),
    /// It is suppressed, with a reason.
    Suppressed(Suppression),
}

/// Where a suppression is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// In a comment of the guide.
    Comment,
    /// In the exemption file.
    Exemption,
    /// In the baseline: it existed when the gate was set up.
    Baseline,
}

/// The acceptance of a finding, and until when it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppression {
    /// Where it is written.
    pub kind: Kind,
    /// The reason; `None` for the baseline.
    pub reason: Option<String>,
    /// The body that approved it, if that was required.
    pub approved_by: Option<String>,
    /// Number of the approving document.
    pub document: Option<String>,
    /// The last day on which it holds; `None` if it does not end.
    pub until: Option<Date>,
}

impl Finding {
    /// A finding at some spans, which is about everything from the first to the last of them.
    pub fn new(rule: &Arc<RuleInfo>, severity: Severity, message: String, spans: Vec<Span>) -> Self {
        let mut finding = Self {
            rule: Arc::clone(rule),
            severity,
            message,
            help: None,
            args: Args::new(),
            about: Span::default(),
            is_absence: false,
            spans,
            guides: Vec::new(),
            path: String::new(),
            related: Vec::new(),
            elsewhere: Vec::new(),
            fix: None,
        };
        finding.about = finding.extent();
        finding
    }

    /// From the first byte of the finding to the last.
    pub fn extent(&self) -> Span {
        match (self.spans.first(), self.spans.last()) {
            (Some(first), Some(last)) => Span { start: first.start, end: last.end },
            _ => Span::default(),
        }
    }
}
