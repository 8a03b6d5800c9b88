//! The exemption file: findings that a body outside the office has approved, kept apart from the guides that
//! citizens read.
//!
//! ```yaml
//! exemptions:
//!   - rule: limits/measurable
//!     guide: 指南/犬只登记.yaml      # seen from this file; or
//!     code: "11330100002489559N4330123012000"
//!     reason: 系统改造期间无法填写
//!     approved_by: 某市行政审批局
//!     document: 某审改〔2026〕3号
//!     until: 2027-01-01
//! ```
//!
//! Invariant: an exemption needs a reason, an approving body, its document and a last day to have an effect.

use std::collections::BTreeSet;

use serde::Deserialize;

use crate::date::Date;
use crate::document;
use crate::document::typed::{Code, List, Mistake, Spanned, read};
use crate::finding::{Finding, Kind, Suppression};
use crate::lint::{self, FileReport, Status, SuppressionPolicy, SuppressionProblem};
use crate::pack::Ruleset;
use crate::text::{SourceFile, Span};

/// The file format of exemptions.
#[derive(Debug, Deserialize)]
struct ExemptionsSpec {
    exemptions: List<ExemptionSpec>,
}

/// An exemption in the file.
#[derive(Debug, Deserialize)]
struct ExemptionSpec {
    rule: Spanned<String>,
    #[serde(default)]
    guide: Option<Spanned<String>>,
    #[serde(default)]
    code: Option<Spanned<String>>,
    reason: Spanned<String>,
    approved_by: Spanned<String>,
    document: Spanned<String>,
    until: Spanned<Date>,
}

/// An exemption that is in effect.
#[derive(Clone, Debug)]
struct Exemption {
    at: Span,
    rule: String,
    guide: Option<String>,
    code: Option<String>,
    suppression: Suppression,
}

/// Which exemptions of a file were used, by their number in the file; collected over all guides of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExemptionUsage {
    /// Those for which a guide they apply to was checked.
    met: BTreeSet<usize>,
    /// Those that suppressed a finding.
    used: BTreeSet<usize>,
}

/// The exemptions of a file for one guide file.
pub struct ExemptionPolicy<'e> {
    /// The exemptions.
    pub exemptions: &'e Exemptions,
    /// The path of the guide file, relative to the folder of the exemption file.
    pub path: String,
    /// Collects which exemptions were used.
    pub usage: &'e mut ExemptionUsage,
}

/// The exemptions of a run.
#[derive(Clone, Debug)]
pub struct Exemptions {
    source: SourceFile,
    holding: Vec<Exemption>,
    findings: Vec<Finding>,
}

impl Exemptions {
    /// Reads an exemption file. Expired and forbidden exemptions have no effect and are reported by
    /// [`Self::report`].
    ///
    /// # Errors
    ///
    /// Returns a report of all errors in the file, such as unknown rules and missing reasons.
    pub fn read(source: SourceFile, ruleset: &Ruleset, as_of: Option<Date>) -> Result<Self, Box<FileReport>> {
        let stream = document::parse(source.text());
        let mut findings: Vec<Finding> = stream.problems.iter().cloned().map(lint::yaml_finding).collect();
        let root = stream.documents().next();
        let (spec, mut mistakes) = root.map_or((None, Vec::new()), read::<ExemptionsSpec>);
        if root.is_none() && findings.is_empty() {
            let message = "文件是空的，不是豁免清单";
            mistakes.push(Mistake::new(Code::EmptyFile, Span::default(), message));
        }
        let (mut exemptions, mut problems) = (Vec::new(), Vec::new());
        for spec in spec.into_iter().flat_map(|spec| spec.exemptions.0) {
            blanks(&spec, &mut mistakes);
            if spec.until.value < as_of.unwrap_or(spec.until.value) {
                let message = format!("这项豁免已于 {} 到期", spec.until.value);
                problems.push(lint::suppression_finding(
                    SuppressionProblem::Expired,
                    spec.until.span,
                    message,
                ));
                if let Err((SuppressionProblem::UnknownRule, message)) =
                    lint::check_suppressible(ruleset, &spec.rule.value)
                {
                    mistakes.push(Mistake::new(Code::UnknownRule, spec.rule.span, message));
                }
                continue;
            }
            match lint::check_suppressible(ruleset, &spec.rule.value) {
                Ok(()) => exemptions.push(Exemption::of(spec)),
                Err((SuppressionProblem::UnknownRule, message)) => {
                    mistakes.push(Mistake::new(Code::UnknownRule, spec.rule.span, message));
                }
                Err((problem, message)) => {
                    problems.push(lint::suppression_finding(problem, spec.rule.span, message));
                }
            }
        }
        findings.extend(mistakes.into_iter().map(lint::exemption_finding));
        drop(stream);
        if findings.is_empty() {
            return Ok(Self { source, holding: exemptions, findings: problems });
        }
        findings.sort_by_key(Finding::extent);
        let reason = "豁免清单有误，没有检查任何指南".into();
        Err(Box::new(FileReport::without_guides(source, Status::Unreadable(reason), findings)))
    }

    /// Reports on the file after all guides were checked: exemptions that have expired, are not allowed, are
    /// not needed, or apply to guides that `is_there` does not know.
    pub fn report(&self, usage: &ExemptionUsage, is_there: impl Fn(&str) -> bool) -> FileReport {
        let mut findings = self.findings.clone();
        for (number, exemption) in self.holding.iter().enumerate() {
            if usage.used.contains(&number) {
                continue;
            }
            let message = match &exemption.guide {
                Some(guide) if !is_there(guide) => format!("没有指南“{guide}”，不需要这项豁免"),
                _ if usage.met.contains(&number) => {
                    format!("指南中没有规则“{}”发现的问题，不需要这项豁免", exemption.rule)
                }
                // Its guide is not in this run.
                _ => continue,
            };
            findings.push(lint::suppression_finding(SuppressionProblem::Unused, exemption.at, message));
        }
        findings.sort_by_key(Finding::extent);
        FileReport::without_guides(self.source.clone(), Status::Settings, findings)
    }
}

impl SuppressionPolicy for ExemptionPolicy<'_> {
    fn apply(&mut self, file: &mut FileReport) {
        let Self { exemptions: Exemptions { holding, .. }, path, usage } = self;
        let is_whole = file.is_whole();
        let guides: Vec<Vec<String>> = file.guides.iter().map(|guide| guide.codes.clone()).collect();
        for (number, exemption) in holding.iter().enumerate() {
            if is_whole && exemption.concerns(path, guides.iter()) {
                usage.met.insert(number);
            }
        }
        file.suppress_if(&mut |finding: &Finding| {
            let about = || finding.guides.iter().filter_map(|&number| guides.get(number as usize));
            let mut own = holding.iter().enumerate().filter(|(_, own)| own.rule == finding.rule.id);
            let (number, exemption) = own.find(|(_, exemption)| exemption.concerns(path, about()))?;
            usage.used.insert(number);
            Some(exemption.suppression.clone())
        });
    }
}

/// Reports fields that are present but blank.
fn blanks(spec: &ExemptionSpec, mistakes: &mut Vec<Mistake>) {
    let texts = [
        (&spec.reason, "理由（reason）"),
        (&spec.approved_by, "批准机关（approved_by）"),
        (&spec.document, "批准文号（document）"),
    ];
    for (text, name) in texts.into_iter().filter(|(text, _)| text.value.trim().is_empty()) {
        mistakes.push(Mistake::new(Code::BlankValue, text.span, format!("豁免应写明{name}")));
    }
    if spec.guide.is_none() && spec.code.is_none() {
        let message = "豁免应写明是哪一份指南：文件（guide）或编码（code）";
        mistakes.push(Mistake::new(Code::MissingGuide, spec.rule.span, message));
    }
}

impl Exemption {
    fn of(spec: ExemptionSpec) -> Self {
        let suppression = Suppression {
            kind: Kind::Exemption,
            reason: Some(spec.reason.value),
            approved_by: Some(spec.approved_by.value),
            document: Some(spec.document.value),
            until: Some(spec.until.value),
        };
        Self {
            at: spec.rule.span,
            rule: spec.rule.value,
            guide: spec.guide.map(|guide| guide.value.trim_start_matches("./").to_owned()),
            code: spec.code.map(|code| code.value.trim().to_owned()),
            suppression,
        }
    }

    /// Whether it applies to a file with these guides, each given by its codes.
    fn concerns<'c>(&self, path: &str, mut guides: impl Iterator<Item = &'c Vec<String>>) -> bool {
        self.guide.as_ref().is_none_or(|guide| guide == path)
            && self.code.as_ref().is_none_or(|code| guides.any(|codes| codes.contains(code)))
    }
}
