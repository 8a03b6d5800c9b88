//! What a rule found.
//!
//! A finding carries everything that any report shows of it, so that reports are pure functions:
//! the rule with its clause, the words, and the exact bytes. Lines and columns are made from the
//! bytes when a report is written.

use std::collections::BTreeMap;
use std::sync::Arc;

use guidelint_messages::Language;
use serde::Deserialize;

use crate::date::Date;
use crate::fix::Fix;
use crate::text::{LineColumn, Span};

/// What a message says, by the name of the part: `found`, `limit`, …
pub type Args = BTreeMap<&'static str, String>;

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
    /// The word that people read; for the messages of this crate, which are Chinese.
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
    /// 要: required, as documents of the administration write it.
    #[serde(rename = "要")]
    Need,
    /// 不得: forbidden.
    #[serde(rename = "不得")]
    ShallNot,
    /// It settles something without a modal verb: a period, an effect, who is competent. A guide that says
    /// otherwise is wrong.
    #[serde(rename = "规定")]
    States,
}

impl Obligation {
    /// The word by which packs say it: but for `规定` the verb as the standards write it.
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

    /// The verbs that a sentence of this kind may have; none where it has no modal verb.
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

    /// Whether nobody is free to do otherwise.
    pub fn binds(self) -> bool {
        match self {
            Self::May | Self::Should => false,
            Self::Shall | Self::Need | Self::ShallNot | Self::States => true,
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

/// The place in a source that a rule rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// Identifier of the source within the packs.
    pub source: String,
    /// Title of the source as it is cited, with its document number where that was read.
    pub title: String,
    /// Number of the clause as the source writes it (`第六条`); none where it was not seen.
    pub number: Option<String>,
    /// Which sentence of it is meant, where it has several: `第二款第一句`.
    pub part: Option<String>,
    /// Its decisive words, exactly as they stand there, where they may be quoted.
    pub words: Option<String>,
    /// How much of the text was read.
    pub status: TextStatus,
    /// Whether the rule is a conclusion from the clause rather than its wording.
    pub inferred: bool,
}

impl Clause {
    /// Where in the source it stands, as one cites it: `第三十一条第二款第一句`; empty where no number was
    /// seen.
    pub fn place(&self) -> String {
        place_in_source(self.number.as_deref(), self.part.as_deref())
    }

    /// The clause as it is cited: the title of its source and its place in it.
    pub fn citation(&self) -> String {
        format!("{}{}", self.title, self.place())
    }
}

/// A number and a part of it as one cites them together.
pub fn place_in_source(number: Option<&str>, part: Option<&str>) -> String {
    number.into_iter().chain(part).collect()
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
    /// The clause's modal verb, where there is a clause whose text was read and has one.
    pub obligation: Option<Obligation>,
    /// What the rule rests on; none for mistakes of YAML itself.
    pub clause: Option<Clause>,
    /// Whether nobody may lower it, switch it off or answer for what it finds.
    pub mandatory: bool,
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
    /// The parts of the message, for programs.
    pub args: Args,
    /// The bytes of what it is about: the key with its value or the item that is wrong; where something
    /// is missing, what lacks it.
    pub about: Span,
    /// Whether something is missing: then `spans` only say where to look.
    pub is_absence: bool,
    /// The exact bytes: at least one span, in the order of the file, none overlapping. There are
    /// several where the text found is broken by escapes or folded lines.
    pub spans: Vec<Span>,
    /// The guides of the file that it is about, by number from 0, rising: several where they share what
    /// is wrong, none where no guide could be read.
    pub guides: Vec<u32>,
    /// Where it is in the guide: `申请材料[3].材料名称`, items counted from 1; empty for the whole guide.
    pub path: String,
    /// Other places that belong to it.
    pub related: Vec<Related>,
    /// Places in other files that belong to it.
    pub elsewhere: Vec<Elsewhere>,
    /// How to mend it, where that is certain enough.
    pub fix: Option<Fix>,
}

/// From which severity on findings make a run fail.
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

    /// The lightest findings that make a run fail; none where no finding does.
    pub fn least(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Advice => Some(Severity::Advice),
            Self::Never => None,
        }
    }

    /// How strict it is: of two thresholds the one with the larger number fails more runs.
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
    /// What was found.
    pub finding: Finding,
    /// Why it does not count.
    pub reason: SuppressionReason,
}

/// Why a finding does not count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SuppressionReason {
    /// What its rule rests on comes into force on this day.
    Upcoming(Date),
    /// Somebody answers for it.
    Suppressed(Suppression),
}

/// Where it is written that a finding does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// In a comment of the guide.
    Comment,
    /// In the exemption file.
    Exemption,
    /// In the baseline: it was there when the gate was set up.
    Baseline,
}

/// Who answers for a finding, and until when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppression {
    /// Where it is written.
    pub kind: Kind,
    /// Why; none for the baseline.
    pub reason: Option<String>,
    /// The body that approved it, where one had to.
    pub approved_by: Option<String>,
    /// Number of the approving document.
    pub document: Option<String>,
    /// The last day on which it holds; none while no end is set.
    pub until: Option<Date>,
}

impl Finding {
    /// A finding at some places, about all from the first to the last of them, without frills.
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

    /// From the first byte to the last byte of the finding.
    pub fn extent(&self) -> Span {
        match (self.spans.first(), self.spans.last()) {
            (Some(first), Some(last)) => Span { start: first.start, end: last.end },
            _ => Span::default(),
        }
    }
}
