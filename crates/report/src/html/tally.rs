//! Counts the guides and findings of a run by office, by matter and by rule.
//!
//! Every guide is counted once. A finding that several guides share is counted once in each row that one of
//! them belongs to.

use std::collections::HashMap;

use guidelint_core::finding::{Finding, RuleInfo, Severity};
use guidelint_core::lint::{CheckedGuide, FileReport, Run};

/// The counts of some guides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Count {
    /// Number of guides.
    pub(super) guides: usize,
    /// Number of guides that were checked completely and have no errors.
    pub(super) clean: usize,
    /// Number of findings by severity: errors, warnings, advice.
    pub(super) findings: [usize; 3],
    /// Number of findings that do not count.
    pub(super) aside: usize,
}

impl Count {
    /// Whether the share of guides without errors is below a percentage.
    pub(super) fn is_under(&self, percent: u8) -> bool {
        self.clean * 100 < self.guides * usize::from(percent)
    }

    /// The share of guides without errors in percent, rounded down, so that 100 means all of them.
    pub(super) fn percent(&self) -> usize {
        (self.clean * 100).checked_div(self.guides).unwrap_or_default()
    }

    fn add(&mut self, severity: Option<Severity>) {
        match severity {
            Some(severity) => self.findings[rank(severity)] += 1,
            None => self.aside += 1,
        }
    }
}

/// The index of a severity, the most severe first.
pub(super) fn rank(severity: Severity) -> usize {
    match severity {
        Severity::Error => 0,
        Severity::Warning => 1,
        Severity::Advice => 2,
    }
}

/// A row of a table: an office or a matter.
#[derive(Debug)]
pub(super) struct Row<'r> {
    /// Its name; `None` for the guides that do not state it.
    pub(super) name: Option<&'r str>,
    pub(super) count: Count,
}

/// A rule with findings.
#[derive(Debug)]
pub(super) struct RuleRow<'r> {
    pub(super) rule: &'r RuleInfo,
    pub(super) count: Count,
}

/// The counts of a run.
pub(super) struct Tally<'r> {
    /// The smallest share of guides without errors first.
    pub(super) offices: Vec<Row<'r>>,
    /// The most errors first.
    pub(super) matters: Vec<Row<'r>>,
    /// The most findings first.
    pub(super) rules: Vec<RuleRow<'r>>,
    /// All guides.
    pub(super) all: Count,
    /// Number of counted findings that belong to no guide.
    pub(super) orphans: usize,
    office_numbers: HashMap<Option<&'r str>, usize>,
    matter_numbers: HashMap<Option<&'r str>, usize>,
    rule_numbers: HashMap<&'r str, usize>,
}

impl<'r> Tally<'r> {
    /// Counts a run.
    pub(super) fn of(run: &'r Run) -> Self {
        let mut offices = rows(run, |guide| guide.office.as_deref());
        offices.sort_by_key(|row| {
            // The share as an integer, so that the order is total.
            let share = (row.count.clean * 1_000_000).checked_div(row.count.guides);
            (share, std::cmp::Reverse(row.count.guides), row.name)
        });
        let mut matters = rows(run, |guide| guide.matter.as_deref());
        matters.sort_by_key(|row| (std::cmp::Reverse(row.count.findings), row.name));
        let rules = rules(run);
        let (mut all, mut orphans) = (Count::default(), 0);
        for file in &run.files {
            all.guides += file.guides.len();
            all.clean += clean(file).into_iter().filter(|&clean| clean).count();
            told(file).for_each(|(_, severity)| all.add(severity));
            orphans +=
                file.findings.iter().filter(|finding| guides_of(file, finding).next().is_none()).count();
        }
        let numbers =
            |rows: &[Row<'r>]| rows.iter().enumerate().map(|(number, row)| (row.name, number)).collect();
        Self {
            office_numbers: numbers(&offices),
            matter_numbers: numbers(&matters),
            rule_numbers: rules.iter().enumerate().map(|(number, row)| (&*row.rule.id, number)).collect(),
            offices,
            matters,
            rules,
            all,
            orphans,
        }
    }

    /// The index of the row of the office of a guide.
    pub(super) fn office(&self, guide: &CheckedGuide) -> usize {
        self.office_numbers[&guide.office.as_deref()]
    }

    /// The index of the row of the matter of a guide.
    pub(super) fn matter(&self, guide: &CheckedGuide) -> usize {
        self.matter_numbers[&guide.matter.as_deref()]
    }

    /// The index of the row of the rule of a finding.
    pub(super) fn rule(&self, finding: &Finding) -> usize {
        self.rule_numbers[&*finding.rule.id]
    }
}

/// All findings of a file; those that do not count have no severity here.
fn told(file: &FileReport) -> impl Iterator<Item = (&Finding, Option<Severity>)> {
    let counts = file.findings.iter().map(|finding| (finding, Some(finding.severity)));
    counts.chain(file.suppressed.iter().map(|aside| (&aside.finding, None)))
}

/// For each guide of a file, whether it was checked completely and has no errors.
fn clean(file: &FileReport) -> Vec<bool> {
    let mut clean: Vec<bool> = file.guides.iter().map(|guide| guide.is_whole).collect();
    for finding in file.findings.iter().filter(|finding| finding.severity == Severity::Error) {
        guides_of(file, finding).for_each(|guide| clean[guide] = false);
    }
    clean
}

/// The indices of the guides that a finding belongs to.
pub(super) fn guides_of(file: &FileReport, finding: &Finding) -> impl Iterator<Item = usize> {
    let numbers = finding.guides.iter().map(|&number| number as usize);
    let known = file.guides.len();
    numbers.filter(move |&number| number < known)
}

fn rows<'r>(run: &'r Run, name: impl Fn(&'r CheckedGuide) -> Option<&'r str>) -> Vec<Row<'r>> {
    let mut counts: HashMap<Option<&str>, Count> = HashMap::new();
    for file in &run.files {
        for (guide, is_clean) in file.guides.iter().zip(clean(file)) {
            let count = counts.entry(name(guide)).or_default();
            count.guides += 1;
            count.clean += usize::from(is_clean);
        }
        for (finding, severity) in told(file) {
            let mut names: Vec<_> =
                guides_of(file, finding).map(|number| name(&file.guides[number])).collect();
            names.sort_unstable();
            names.dedup();
            for name in names {
                counts.entry(name).or_default().add(severity);
            }
        }
    }
    counts.into_iter().map(|(name, count)| Row { name, count }).collect()
}

fn rules(run: &Run) -> Vec<RuleRow<'_>> {
    let mut rows: HashMap<&str, RuleRow<'_>> = HashMap::new();
    for file in &run.files {
        let mut met: HashMap<&str, Vec<usize>> = HashMap::new();
        for (finding, severity) in told(file) {
            let (rule, id) = (&*finding.rule, &*finding.rule.id);
            let row = rows.entry(id).or_insert_with(|| RuleRow { rule, count: Count::default() });
            row.count.add(severity);
            met.entry(id).or_default().extend(guides_of(file, finding));
        }
        for (id, mut guides) in met {
            guides.sort_unstable();
            guides.dedup();
            rows.entry(id).and_modify(|row| row.count.guides += guides.len());
        }
    }
    let mut rows: Vec<_> = rows.into_values().collect();
    rows.sort_by_key(|row| (std::cmp::Reverse(row.count.findings), row.rule.id.as_str()));
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_compared_exactly_and_shown_rounded_down() {
        let count = |clean, guides| Count { guides, clean, ..Count::default() };
        assert!(count(799, 1000).is_under(80) && !count(4, 5).is_under(80));
        assert_eq!(
            [count(799, 1000), count(999, 1000), count(3, 3)].map(|count| count.percent()),
            [79, 99, 100]
        );
        assert!(!count(0, 0).is_under(80) && !count(0, 7).is_under(0) && count(6, 7).is_under(100));
    }
}
