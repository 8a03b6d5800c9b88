//! Guides × rules → findings.
//!
//! A pure function: no file is opened here and nothing can fail. A file that is broken is a finding.
//!
//! Invariant: the findings of a file depend on its bytes and the rules alone, and their order is
//! total, so the same input gives the same report whatever the number of threads.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use crate::check::{Hit, Scope, Subject};
use crate::document::{self, Problem, ProblemKind};
use crate::finding::{Finding, Related, RuleInfo, Severity};
use crate::guide::{ElementId, Guide, Place, guides};
use crate::pack::PackInfo;
use crate::pack::{Rule, Ruleset};
use crate::text::{SourceFile, Span};

/// What became of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// Every document in it was read and checked.
    Checked,
    /// At least one document in it could not be read as YAML; the others were checked.
    Broken,
    /// It is YAML without a single known element at its root.
    NotAGuide,
    /// It could not be read at all; the reason, in Chinese.
    Unreadable(String),
}

/// A file with all that was found in it.
#[derive(Debug)]
pub struct FileReport {
    /// Name and text; the text is empty where the file could not be read.
    pub source: SourceFile,
    /// What became of it.
    pub status: Status,
    /// Number of guides in it.
    pub guides: usize,
    /// Sorted by place, then by severity and rule.
    pub findings: Vec<Finding>,
}

/// Everything that a report may show of a run.
#[derive(Debug)]
pub struct Run {
    /// The packs that took part.
    pub packs: Vec<PackInfo>,
    /// Their rules, by identifier.
    pub rules: Vec<Arc<RuleInfo>>,
    /// The files, in the order in which they were named and walked.
    pub files: Vec<FileReport>,
}

/// Files larger than this are not read: no guide is, and reading must stay quick and small.
pub const MOST_BYTES: usize = 16 * 1024 * 1024;

/// Checks the bytes of a file against rules. `region` is the 行政区划代码 that selects regional packs;
/// without it, the one that the guide states.
pub fn check(path: &str, bytes: Vec<u8>, ruleset: &Ruleset, region: Option<&str>) -> FileReport {
    if bytes.len() > MOST_BYTES {
        return broken(path, String::new(), too_large());
    }
    let source = match document::decode(bytes) {
        Ok(text) => SourceFile::new(path, text),
        Err(unreadable) => return broken(path, unreadable.text, unreadable.problem),
    };
    let stream = document::parse(source.text());
    let guides = guides(&stream, &ruleset.vocabulary);
    let lost = stream.problems.iter().any(|problem| problem.kind == ProblemKind::Syntax);
    let status = match (lost, guides.is_empty()) {
        (true, _) => Status::Broken,
        (false, true) => Status::NotAGuide,
        (false, false) => Status::Checked,
    };
    let mut findings = Vec::new();
    // Mistakes of YAML in a file that is no guide are nobody's business here.
    if status != Status::NotAGuide {
        findings.extend(stream.problems.iter().cloned().map(yaml_finding));
    }
    for guide in &guides {
        findings.extend(guide_findings(guide, ruleset, region));
    }
    findings.sort_by(|a, b| order(a).cmp(&order(b)));
    // One defect that several aliases lead to is one finding.
    findings.dedup_by(|a, b| a.rule.id == b.rule.id && a.spans == b.spans && a.message == b.message);
    let guides = guides.len();
    drop(stream);
    FileReport { source, status, guides, findings }
}

/// A total order: by place, then gravity, then rule.
fn order(finding: &Finding) -> (Span, Reverse<Severity>, &str, &str) {
    (finding.extent(), Reverse(finding.severity), &finding.rule.id, &finding.message)
}

fn broken(path: &str, text: String, problem: Problem) -> FileReport {
    let findings = vec![yaml_finding(problem)];
    FileReport { source: SourceFile::new(path, text), status: Status::Broken, guides: 0, findings }
}

fn too_large() -> Problem {
    let most = MOST_BYTES / 1024 / 1024;
    Problem {
        kind: ProblemKind::TooLarge,
        span: Span::default(),
        message: format!("文件超过 {most} MB，没有检查"),
        help: Some("办事指南不会这么大，请确认是否选错了文件；多份指南请分成多个文件".into()),
        related: None,
    }
}

/// All that the rules find in a guide.
fn guide_findings(guide: &Guide<'_>, ruleset: &Ruleset, region: Option<&str>) -> Vec<Finding> {
    let region = region.or_else(|| guide.region());
    let applies: Vec<bool> =
        ruleset.rules.iter().map(|rule| rule.applies_to(&ruleset.packs, region)).collect();
    let mut active = applies.clone();
    for (rule, _) in ruleset.rules.iter().zip(applies).filter(|(_, applies)| *applies) {
        if let Some(tightened) = rule.tightens {
            active[tightened] = false;
        }
    }
    let mut firm = Vec::new();
    let mut yielding = Vec::new();
    for (rule, _) in ruleset.rules.iter().zip(active).filter(|(_, active)| *active) {
        let findings = if rule.check.yields() { &mut yielding } else { &mut firm };
        findings.extend(rule_findings(guide, rule));
    }
    firm.extend(gravest(yielding));
    firm
}

fn rule_findings<'g>(guide: &'g Guide<'_>, rule: &'g Rule) -> impl Iterator<Item = Finding> + 'g {
    rule.elements.iter().flat_map(move |&element| {
        let mut hits = Vec::new();
        let mut ask = |place: Place<'_>| {
            if rule.concerns(guide, place) {
                rule.check.run(&Subject { guide, element, place }, &mut hits);
            }
        };
        match rule.check.scope() {
            Scope::Guide => ask(guide.root()),
            Scope::Places => guide.places(element).for_each(ask),
            Scope::Holders => {
                let holder = guide.vocabulary.parent(element).unwrap_or(ElementId::GUIDE);
                guide.places(holder).filter(|&place| guide.is_filled(place)).for_each(ask);
            }
        }
        hits.into_iter().map(move |hit| put_into_words(guide, rule, element, hit))
    })
}

fn put_into_words(guide: &Guide<'_>, rule: &Rule, element: ElementId, hit: Hit) -> Finding {
    let Hit { place, spans, mut args, related, fix } = hit;
    let place = guide.get(place);
    let name = guide.vocabulary.name(element);
    let mut path = guide.path(place);
    if rule.check.scope() == Scope::Holders && place.element != element {
        // What is missing has a path too: where it would be.
        let dot = if path.is_empty() { "" } else { "." };
        path = format!("{path}{dot}{name}");
    }
    args.entry("element".into()).or_insert_with(|| name.to_owned());
    Finding {
        rule: Arc::clone(&rule.info),
        severity: rule.severity,
        message: rule.message.fill(&args),
        help: rule.help.as_ref().map(|help| help.fill(&args)),
        args,
        spans,
        path,
        related,
        fix,
    }
}

/// Of overlapping findings the gravest; of equally grave ones the longest, then the first.
fn gravest(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort_by_key(|finding| finding.extent().start);
    let mut kept: Vec<Finding> = Vec::new();
    for finding in findings {
        match kept.last_mut() {
            Some(last) if last.extent().end > finding.extent().start => {
                let weight = |finding: &Finding| (finding.severity, finding.extent().len());
                if weight(&finding) > weight(last) {
                    *last = finding;
                }
            }
            _ => kept.push(finding),
        }
    }
    kept
}

/// The rules about YAML itself, which no pack declares.
pub fn yaml_rules() -> impl Iterator<Item = &'static Arc<RuleInfo>> {
    YAML_RULES.values()
}

static YAML_RULES: LazyLock<BTreeMap<&'static str, Arc<RuleInfo>>> = LazyLock::new(|| {
    let rule = |kind: &ProblemKind| {
        let info = RuleInfo {
            id: format!("yaml/{}", kind.id()),
            title: kind.title().into(),
            category: "yaml".into(),
            obligation: None,
            clause: None,
        };
        (kind.id(), Arc::new(info))
    };
    ProblemKind::ALL.iter().map(rule).collect()
});

/// A mistake of YAML as a finding.
pub fn yaml_finding(problem: Problem) -> Finding {
    Finding {
        rule: Arc::clone(&YAML_RULES[problem.kind.id()]),
        severity: Severity::Error,
        message: problem.message,
        help: problem.help,
        args: BTreeMap::new(),
        spans: vec![problem.span],
        path: String::new(),
        related: problem.related.into_iter().map(|(span, message)| Related { span, message }).collect(),
        fix: None,
    }
}

/// A mistake of a pack as a finding.
pub fn pack_finding(mistake: crate::document::typed::Mistake) -> Finding {
    static RULE: LazyLock<Arc<RuleInfo>> = LazyLock::new(|| {
        Arc::new(RuleInfo {
            id: "pack/mistake".into(),
            title: "规则包的写法正确，规则与自带的例子相符".into(),
            category: "pack".into(),
            obligation: None,
            clause: None,
        })
    });
    Finding {
        rule: Arc::clone(&RULE),
        severity: Severity::Error,
        message: mistake.message,
        help: None,
        args: BTreeMap::new(),
        spans: vec![mistake.span],
        path: String::new(),
        related: Vec::new(),
        fix: None,
    }
}
