//! Checks one file: a pure function from its bytes and the rules to the findings.

use super::applicable::Applicable;
use super::builtin_rules::yaml_finding;
use super::checked::{CheckedGuide, guide_at};
use super::file_check::{FileCheck, Status, Upcoming, order, sort};
use super::guide_fact::GuideFact;
use super::guide_run;
use super::suppression::{self, Comments};
use super::unread::Unread;
use super::usage::Usage;
use crate::check::MOST_VIOLATIONS;
use crate::document::{self, MOST_PROBLEMS, Problem, ProblemKind};
use crate::finding::Finding;
use crate::guide::{Guide, Labels, contents, guides_of};
use crate::pack::{Ruleset, Selection};
use crate::text::{SourceFile, Span};

/// Larger files are not read: no guide has this size, and checks must stay fast and need little memory.
pub const MOST_BYTES: usize = 16 * 1024 * 1024;

/// Checks the bytes of a file against the rules of the packs that apply. `path` is the name by which
/// reports show it.
pub fn check(path: &str, bytes: Vec<u8>, ruleset: &Ruleset, selection: &Selection<'_>) -> FileCheck {
    if bytes.len() > MOST_BYTES {
        return broken(path, String::new(), too_large());
    }
    let source = match document::decode(bytes) {
        Ok(text) => SourceFile::new(path, text),
        Err(unreadable) => return broken(path, unreadable.text, unreadable.problem),
    };
    let stream = document::parse(source.text());
    let labels = Labels::of(&ruleset.vocabulary);
    let contents = contents(&stream, &labels);
    let mut unread = Unread::new(&source, &stream, &labels);
    let mut collected = Collected::new(ruleset);
    for guide in guides_of(contents.found.iter().cloned(), &stream, &ruleset.vocabulary) {
        unread.meet(&guide, collected.number());
        collected.add(&guide, ruleset, selection);
    }
    unread.look(&contents);
    let Collected { mut findings, mut upcoming, usage, facts, guides, mut is_all } = collected;
    is_all &= stream.problems.len() < MOST_PROBLEMS && !contents.is_cut;
    let lost = unread.is_lost || stream.problems.iter().any(|problem| problem.kind == ProblemKind::Syntax);
    let status = match (lost, guides.is_empty()) {
        (true, _) => Status::Broken,
        (false, true) => Status::NotAGuide,
        (false, false) => Status::Checked,
    };
    // If the file has no guide, its YAML mistakes are not ours to report.
    if status != Status::NotAGuide {
        for problem in unread.other_problems() {
            let guide = guide_at(&guides, problem.span);
            findings.push(Finding { guides: guide.into_iter().collect(), ..yaml_finding(problem.clone()) });
        }
        if !is_all {
            findings.push(yaml_finding(too_many()));
        }
    }
    findings.append(&mut unread.findings);
    let mut comments = Comments::default();
    if status != Status::NotAGuide && !selection.unsuppressed {
        comments = suppression::read(&stream, ruleset, selection.as_of);
    }
    findings.append(&mut comments.findings);
    sort(&mut findings);
    merge_shared(&mut findings);
    upcoming.sort_by(|a, b| order(&a.finding).cmp(&order(&b.finding)));
    drop(stream);
    FileCheck {
        source: source.into(),
        status,
        guides,
        findings,
        upcoming,
        usage,
        facts,
        suppressions: comments.suppressions,
    }
}

/// Merges findings of one defect that several aliases lead to into one, which belongs to all guides with
/// that defect. The findings must be sorted.
fn merge_shared(findings: &mut Vec<Finding>) {
    findings.dedup_by(|next, kept| {
        let is_same =
            next.rule.id == kept.rule.id && next.spans == kept.spans && next.message == kept.message;
        if is_same {
            kept.guides.append(&mut next.guides);
            kept.guides.dedup();
        }
        is_same
    });
}

fn broken(path: &str, text: String, problem: Problem) -> FileCheck {
    FileCheck::without_guides(SourceFile::new(path, text), Status::Broken, vec![yaml_finding(problem)])
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

fn too_many() -> Problem {
    Problem {
        kind: ProblemKind::TooMany,
        span: Span::default(),
        message: "文件里的问题太多，或引用展开后太大，只检查和列出了一部分".into(),
        help: Some("请先改正已列出的问题，再重新检查".into()),
        related: None,
    }
}

/// The results of checking the guides of a file.
struct Collected {
    findings: Vec<Finding>,
    upcoming: Vec<Upcoming>,
    usage: Usage,
    facts: Vec<GuideFact>,
    guides: Vec<CheckedGuide>,
    /// Whether nothing was left out because of a limit.
    is_all: bool,
}

impl Collected {
    fn new(ruleset: &Ruleset) -> Self {
        Self {
            findings: Vec::new(),
            upcoming: Vec::new(),
            usage: Usage::of(ruleset),
            facts: Vec::new(),
            guides: Vec::new(),
            is_all: true,
        }
    }

    /// The number of the next guide.
    fn number(&self) -> u32 {
        u32::try_from(self.guides.len()).unwrap_or(u32::MAX)
    }

    /// Adds what the rules find in a guide.
    fn add(&mut self, guide: &Guide<'_>, ruleset: &Ruleset, selection: &Selection<'_>) {
        let applicable = Applicable::of(guide, ruleset, selection);
        let room = MOST_VIOLATIONS.saturating_sub(self.findings.len() + self.upcoming.len());
        let mut outcome = guide_run::run(guide, ruleset, &applicable, room, &mut self.usage);
        outcome.number(self.number());
        self.guides.push(CheckedGuide { is_whole: outcome.is_whole, ..CheckedGuide::of(guide) });
        self.is_all &= outcome.is_whole;
        self.findings.extend(outcome.findings);
        self.upcoming.extend(outcome.upcoming);
        self.facts.extend(outcome.facts);
    }
}
