//! Fixes a text: applies fixes, reads it again, checks it again, until there is nothing more to do.
//!
//! A pure function: it gets a report and a way to check a text, and gives the mended text with its
//! report. What is kept is proved, not hoped for: after every step the text must parse, must differ in
//! nothing but what the fixes say they change, and must not have a finding that was not there before.
//! A fix that breaks one of these is dropped with the reason; the others are kept.
//!
//! Invariant: mending what was mended changes nothing, but for what was left after [`MOST_ROUNDS`] or
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

/// A text is checked again at most so many times in a row with something mended. Guides need two or
/// three rounds, and one for each element that is missing in a row.
pub const MOST_ROUNDS: usize = 100;

/// So many bytes are read anew for a file. To find one bad fix among a hundred takes ten readings, and
/// guides have some ten thousand bytes; a large file of nothing but bad fixes must not take for ever.
const MOST_READ: usize = 4 * 1024 * 1024;

/// What became of a text.
#[derive(Debug)]
pub struct FixOutcome {
    /// What was found in the text as it is now; its source holds the text.
    pub report: FileReport,
    /// How many fixes were applied.
    pub applied: usize,
    /// The fixes that were not, each with the number of its finding in [`Self::report`] and the
    /// reason, in Chinese.
    pub refused: Vec<(usize, String)>,
}

/// Applies the fixes of a report that are at least as safe as `least`. In files in which something could
/// not be read only that is mended, where it can be: what else their authors meant is not known.
pub fn mend(mut report: FileReport, least: Applicability, check: impl Fn(&str) -> FileReport) -> FixOutcome {
    let mut mending =
        EditPlan { check: &check, least, applied: 0, refused: BTreeMap::new(), has_changed: false, read: 0 };
    let mut rounds = if matches!(report.status, Status::Checked | Status::Broken) { MOST_ROUNDS } else { 0 };
    while rounds > 0 {
        rounds -= 1;
        let wanted = mending.wanted(&report);
        if wanted.is_empty() {
            if mending.is_final() {
                break;
            }
            continue;
        }
        let mut step = Step { kept: Vec::new(), report: None };
        mending.admit(&mut step, &report, &wanted);
        mending.applied += step.kept.len();
        mending.has_changed |= !step.kept.is_empty();
        report = step.report.unwrap_or(report);
    }
    let EditPlan { applied, refused, .. } = mending;
    let reason = |(number, finding): (usize, &Finding)| {
        finding.fix.as_ref()?;
        Some((number, refused.get(&Name::of(finding))?.clone()))
    };
    let refused = report.findings.iter().enumerate().filter_map(reason).collect();
    FixOutcome { report, applied, refused }
}

/// What stays of a finding when its place has moved.
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

/// A text that is being mended.
struct EditPlan<'c> {
    check: &'c dyn Fn(&str) -> FileReport,
    least: Applicability,
    applied: usize,
    refused: BTreeMap<Name, String>,
    /// Whether anything was applied since it was last tried to apply all.
    has_changed: bool,
    read: usize,
}

/// Fixes that can be applied together, with what is found in the text then.
struct Step<'f> {
    kept: Vec<&'f Fix>,
    report: Option<FileReport>,
}

impl EditPlan<'_> {
    /// Whether what was refused stays refused. Where the text has changed it is tried once more: what
    /// stood in its way may be gone, and a second run would try it anyway.
    fn is_final(&mut self) -> bool {
        if !self.has_changed || self.refused.is_empty() {
            return true;
        }
        self.refused.clear();
        self.has_changed = false;
        false
    }

    /// The fixes to try: the gravest first, of equally grave ones in the order of the file, none that
    /// touches one before it. The others wait for the next round. Where something can be made readable,
    /// that comes alone: nobody knows before what else will be found in it.
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

    /// Adds those of some fixes to a step that can be added, by halves where not all can.
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

    /// What is found in the text with some fixes applied.
    ///
    /// # Errors
    ///
    /// Why they cannot be applied.
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

/// The first finding of which there were fewer before, counted by rule and place in the guide. What is
/// said of a placeholder is expected: it stands there so that somebody writes something else. So is what
/// rules find where they could not look before.
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

/// Whether a place is in a placeholder, or is one with the quotes around it.
fn is_of_placeholder(text: &str, place: Range<usize>) -> bool {
    let reach = PLACEHOLDER.len() + 1;
    let start = text.floor_char_boundary(place.start.saturating_sub(reach));
    let end = text.ceil_char_boundary(text.len().min(place.end + reach));
    let mut near = text[start..end].match_indices(PLACEHOLDER).map(|(at, _)| start + at);
    near.any(|at| at <= place.start + 1 && place.end <= at + reach)
}
