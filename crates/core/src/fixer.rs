//! Fixes a text: applies fixes and checks the result again, until there is nothing more to do.
//!
//! A pure function: it takes a report and a way to check a text, and returns the fixed text with its
//! report. Every step is verified: the new text must parse, must differ only in what the fixes say they
//! change, and must not have a finding that was not there before. A fix that fails this is refused with a
//! reason; the others are kept.
//!
//! Invariant: fixing a fixed text again changes nothing, except what was left because of [`MOST_ROUNDS`] or
//! `MOST_READ`.

use std::cmp::{Ordering, Reverse};
use std::collections::BTreeMap;
use std::ops::Range;

use crate::document::{self, edit};
use crate::finding::Finding;
use crate::fix::{self, Applicability, Change, Fix};
use crate::guide::PLACEHOLDER;
use crate::lint::{FileReport, Status, builtin_rule};
use crate::text::Span;

/// The most rounds of fixing and checking. Guides need two or three, and one for each element that is
/// missing in a row.
pub const MOST_ROUNDS: usize = 100;

/// The most bytes that are checked again for a file. To find one bad fix among a hundred takes ten checks,
/// and guides have some ten thousand bytes; a large file with only bad fixes must not take forever.
const MOST_READ: usize = 4 * 1024 * 1024;

/// The result of fixing a text.
#[derive(Debug)]
pub struct FixOutcome {
    /// The report of the text as it is now; its source is the text.
    pub report: FileReport,
    /// How many fixes were applied.
    pub applied: usize,
    /// The fixes that were refused, each with the number of its finding in [`Self::report`] and the reason,
    /// in Chinese.
    pub refused: Vec<(usize, String)>,
}

/// Applies the fixes of a report that are at least as safe as `least`. In files that could not be read as a
/// whole, only fixes that make them readable are applied: what else their authors meant is not known.
pub fn mend(mut report: FileReport, least: Applicability, check: impl Fn(&str) -> FileReport) -> FixOutcome {
    let mut fixer =
        Fixer { check: &check, least, applied: 0, refused: BTreeMap::new(), has_changed: false, read: 0 };
    let mut rounds = if matches!(report.status, Status::Checked | Status::Broken) { MOST_ROUNDS } else { 0 };
    while rounds > 0 {
        rounds -= 1;
        let wanted = fixer.wanted(&report);
        if wanted.is_empty() {
            if fixer.is_final() {
                break;
            }
            continue;
        }
        let mut step = Step { kept: Vec::new(), report: None };
        fixer.admit(&mut step, &report, &wanted);
        fixer.applied += step.kept.len();
        fixer.has_changed |= !step.kept.is_empty();
        report = step.report.unwrap_or(report);
    }
    let Fixer { applied, refused, .. } = fixer;
    let reason = |(number, finding): (usize, &Finding)| {
        finding.fix.as_ref()?;
        Some((number, refused.get(&Name::of(finding))?.clone()))
    };
    let refused = report.findings.iter().enumerate().filter_map(reason).collect();
    FixOutcome { report, applied, refused }
}

/// Identifies a finding when its location has changed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Name {
    rule: String,
    path: String,
    message: String,
}

impl Name {
    fn of(finding: &Finding) -> Self {
        Self { rule: finding.rule.id.clone(), path: finding.path.clone(), message: finding.message.clone() }
    }
}

/// A text that is being fixed.
struct Fixer<'c> {
    check: &'c dyn Fn(&str) -> FileReport,
    least: Applicability,
    applied: usize,
    refused: BTreeMap<Name, String>,
    /// Whether a fix was applied since the refused ones were last tried.
    has_changed: bool,
    read: usize,
}

/// Fixes that can be applied together, with the report of the resulting text.
struct Step<'f> {
    kept: Vec<&'f Fix>,
    report: Option<FileReport>,
}

impl Fixer<'_> {
    /// Whether refused fixes stay refused. If the text has changed since, they are tried once more: what
    /// prevented them may be gone, and a second run would try them anyway.
    fn is_final(&mut self) -> bool {
        if !self.has_changed || self.refused.is_empty() {
            return true;
        }
        self.refused.clear();
        self.has_changed = false;
        false
    }

    /// The fixes to try: the most severe findings first, equally severe ones in the order of the file,
    /// without fixes that overlap an earlier one. The others wait for the next round. Fixes that make
    /// something readable come alone, because what will be found in it is not known before.
    fn wanted<'f>(&self, report: &'f FileReport) -> Vec<(&'f Finding, &'f Fix)> {
        let fixes = report.findings.iter().filter_map(|finding| Some((finding, finding.fix.as_ref()?)));
        let mut fixes: Vec<_> = fixes
            .filter(|(finding, fix)| {
                fix.applicability <= self.least && !self.refused.contains_key(&Name::of(finding))
            })
            .collect();
        if report.status != Status::Checked || fixes.iter().any(|(_, fix)| fix.makes_readable()) {
            fixes.retain(|(_, fix)| fix.makes_readable());
        }
        fixes.sort_by_key(|(finding, _)| Reverse(finding.severity));
        fix::compatible(fixes, |(_, fix)| *fix)
    }

    /// Adds the fixes that work to a step; if not all do, tries each half by itself.
    fn admit<'f>(&mut self, step: &mut Step<'f>, before: &FileReport, candidates: &[(&'f Finding, &'f Fix)]) {
        let [(finding, _), rest @ ..] = candidates else { return };
        let fixes: Vec<&Fix> =
            step.kept.iter().copied().chain(candidates.iter().map(|(_, fix)| *fix)).collect();
        match self.attempt(before, &fixes) {
            Ok(report) => *step = Step { kept: fixes, report: Some(report) },
            Err(reason) if rest.is_empty() => {
                self.refused.insert(Name::of(finding), reason);
            }
            Err(_) => {
                let (first, second) = candidates.split_at(candidates.len() / 2);
                self.admit(step, before, first);
                self.admit(step, before, second);
            }
        }
    }

    /// The report of the text with some fixes applied.
    ///
    /// # Errors
    ///
    /// Returns the reason if they cannot be applied.
    fn attempt(&mut self, before: &FileReport, fixes: &[&Fix]) -> Result<FileReport, String> {
        if self.read > MOST_READ {
            return Err("这个文件里改不成的地方太多，没有逐一试完".into());
        }
        let text = before.source.text();
        self.read += text.len();
        let after = fix::apply(text, fixes.iter().copied());
        let changes: Vec<&Change> = fixes.iter().map(|fix| &fix.change).collect();
        if !edit::is_only(&document::parse(text), &document::parse(&after), &changes) {
            return Err("改后的内容与预期不一致".into());
        }
        let report = (self.check)(&after);
        let is_read = matches!(
            (&before.status, &report.status),
            (_, Status::Checked) | (Status::Broken, Status::Broken)
        );
        let blocks: Vec<Span> =
            changes.iter().flat_map(|change| change.blocks()).map(|block| block.span).collect();
        let has_all = match report.guides.len().cmp(&before.guides.len()) {
            Ordering::Less => false,
            Ordering::Equal => true,
            Ordering::Greater => !blocks.is_empty(),
        };
        if !is_read || !has_all {
            return Err("改后读不懂".into());
        }
        let blocks: Vec<Span> =
            blocks.into_iter().map(|block| fix::moved(block, fixes.iter().copied())).collect();
        match new_finding(before, &report, &blocks) {
            Some(finding) => Err(format!("改后会多出一个问题：{}", finding.message)),
            None => Ok(report),
        }
    }
}

/// The first finding of which there were fewer before, counted by rule and path. Findings about a
/// placeholder are expected, since an author is meant to replace it, and so are those of rules in parts
/// that could not be read before.
fn new_finding<'f>(before: &FileReport, after: &'f FileReport, read: &[Span]) -> Option<&'f Finding> {
    let mut known: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for finding in &before.findings {
        *known.entry((&finding.rule.id, &finding.path)).or_default() += 1;
    }
    let is_in = |place: Span, block: &Span| block.start <= place.start && place.end <= block.end;
    let was_unread = |finding: &Finding| {
        builtin_rule(&finding.rule.id).is_none() && read.iter().any(|block| is_in(finding.extent(), block))
    };
    let is_expected = |finding: &Finding| {
        was_unread(finding) || is_of_placeholder(after.source.text(), finding.extent().range())
    };
    after.findings.iter().filter(|finding| !is_expected(finding)).find(|finding| {
        match known.get_mut(&(finding.rule.id.as_str(), finding.path.as_str())) {
            Some(count) if *count > 0 => {
                *count -= 1;
                false
            }
            _ => true,
        }
    })
}

/// Whether a location is in a placeholder, or is one with the quotes around it.
fn is_of_placeholder(text: &str, place: Range<usize>) -> bool {
    let reach = PLACEHOLDER.len() + 1;
    let start = text.floor_char_boundary(place.start.saturating_sub(reach));
    let end = text.ceil_char_boundary(text.len().min(place.end + reach));
    let mut near = text[start..end].match_indices(PLACEHOLDER).map(|(at, _)| start + at);
    near.any(|at| at <= place.start + 1 && place.end <= at + reach)
}
