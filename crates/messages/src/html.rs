//! Texts of the page for an office and of its script.

use std::fmt::Display;

use crate::Severity;

/// Texts of the page for an office and of its script.
pub trait HtmlMessages {
    // Around the page.

    /// Title of the page.
    fn title(&self) -> &'static str;
    /// Link above the navigation, for screen readers.
    fn skip(&self) -> &'static str;
    /// Name of the navigation, for screen readers.
    fn contents(&self) -> &'static str;
    /// Section of totals.
    fn totals(&self) -> &'static str;

    // Column headings that the navigation and the filter also use.

    /// An office.
    fn office(&self) -> &'static str;
    /// A matter.
    fn matter(&self) -> &'static str;
    /// Column of the number of guides.
    fn guides(&self) -> &'static str;
    /// Section and column of findings.
    fn findings(&self) -> &'static str;
    /// Column of the clause.
    fn clause(&self) -> &'static str;
    /// Column of how far a clause is checked.
    fn checked(&self) -> &'static str;
    /// Column of the note about a clause.
    fn note(&self) -> &'static str;
    /// Choice of severities in the filter.
    fn severities(&self) -> &'static str;
    /// Column, badge and choice of findings that do not count.
    fn not_counted(&self) -> &'static str;
    /// Column of guides in which no rule found an error.
    fn clean(&self) -> &'static str;

    // The verdict.

    /// This many findings at or above a severity fail the run.
    fn failed(&self, failing: usize, least: Severity) -> String;
    /// The run could not do all its work, and findings fail it.
    fn incomplete_and_failed(&self, trouble: &str, failing: usize, least: Severity) -> String;
    /// Nothing was found.
    fn no_findings(&self) -> &'static str;
    /// Findings do not affect the result.
    fn no_threshold(&self) -> &'static str;
    /// There are findings, but no errors.
    fn no_errors(&self) -> &'static str;
    /// There are findings below the threshold.
    fn below_threshold(&self) -> &'static str;
    /// Below a verdict that is neither of these two: the absence of findings is no approval.
    fn verdict_note(&self) -> &'static str;

    // Totals: the label below each number.

    /// Below the number of guides.
    fn card_guides(&self, count: usize) -> &'static str;
    /// Below that, in how many files they are.
    fn card_files(&self, count: usize) -> String;
    /// Below the number of guides without errors.
    fn card_clean(&self, count: usize) -> &'static str;
    /// Below that, their share.
    fn card_share(&self, percent: usize) -> String;
    /// Below the number of errors.
    fn card_errors(&self, count: usize) -> &'static str;
    /// Below the number of warnings.
    fn card_warnings(&self, count: usize) -> &'static str;
    /// Below the number of advice.
    fn card_advice(&self, count: usize) -> &'static str;
    /// Below the number of findings that do not count.
    fn card_not_counted(&self, count: usize) -> &'static str;
    /// Below that, how many of each kind.
    fn card_not_counted_parts(&self, suppressed: usize, coming: usize) -> String;

    // What was not checked.

    /// Heading.
    fn unchecked_title(&self) -> &'static str;
    /// Before the files of which a part was not checked.
    fn broken_files(&self, count: usize) -> String;
    /// Collapsible list of the files that are not guides.
    fn files_not_guides(&self, count: usize) -> String;

    // What did not fit into a list.

    /// Below a list of files.
    fn files_left_out(&self, count: usize) -> String;
    /// Below the table of offices.
    fn offices_left_out(&self, count: usize) -> String;
    /// Below the table of matters.
    fn matters_left_out(&self, count: usize) -> String;
    /// Below a list of findings that do not count.
    fn not_counted_left_out(&self, count: usize) -> String;
    /// Above all findings: how many of those that do not count are not listed.
    fn all_not_counted_left_out(&self, count: usize) -> String;
    /// Below the findings of a file.
    fn findings_left_out(&self, count: usize) -> String;
    /// Above all findings: how many are shown in full, in one line, and not at all; 0 if none is left out.
    fn too_many_findings(&self, drawn: usize, listed: usize, left_out: usize) -> String;

    // Tables.

    /// Heading of the table of offices.
    fn by_office(&self) -> &'static str;
    /// In place of the office of guides that name none.
    fn no_office(&self) -> &'static str;
    /// Above the table of offices: which are marked, their number and that of all, findings without an office.
    fn offices_note(&self, percent: u8, marked: usize, offices: usize, orphans: usize) -> String;
    /// Mark of an office with few guides without errors.
    fn below_percent(&self, percent: u8) -> String;
    /// Heading of the table of matters.
    fn by_matter(&self) -> &'static str;
    /// In place of the matter of guides that name none.
    fn no_matter(&self) -> &'static str;
    /// Collapsible table of matters.
    fn matters_count(&self, count: usize) -> String;
    /// Heading of the table of rules.
    fn by_rule(&self) -> &'static str;
    /// Instead of the table of rules.
    fn no_rule_found(&self) -> &'static str;
    /// Instead of the tables of offices and matters.
    fn nothing_checked(&self) -> &'static str;

    // Findings.

    /// How many findings there are, until the script counts those it shows.
    fn findings_count(&self, count: usize) -> String;
    /// Collapsible list of files without findings.
    fn clean_files(&self, count: usize) -> String;
    /// Collapsible list of the findings of a file that do not count.
    fn not_counted_here(&self, count: usize) -> String;
    /// After the name of a file with several guides.
    fn guides_here(&self, count: usize) -> String;
    /// Which of several guides of a file a finding belongs to, counted from 1.
    fn guide_number(&self, number: usize, matter: &str) -> String;

    // The filter.

    /// Name of the filter, for screen readers.
    fn filter(&self) -> &'static str;
    /// Label of the field for words.
    fn search(&self) -> &'static str;
    /// What to search for, in the empty field.
    fn search_hint(&self) -> &'static str;
    /// The choice without a filter.
    fn all(&self) -> &'static str;
    /// Button.
    fn open_all(&self) -> &'static str;
    /// Button.
    fn close_all(&self) -> &'static str;
    /// Button.
    fn clear_filter(&self) -> &'static str;
    /// Tooltip of a name in a table, which filters its findings.
    fn only_these(&self) -> &'static str;
    /// How many findings the page shows without a filter; the script fills in the numbers.
    fn shown(&self, findings: &dyn Display, not_counted: Option<&dyn Display>, files: &dyn Display)
    -> String;
    /// How many findings the filter shows; the script fills in the numbers.
    fn shown_of_filter(
        &self,
        findings: &dyn Display,
        not_counted: Option<&dyn Display>,
        files: &dyn Display,
    ) -> String;

    // Clauses.

    /// Heading of the section.
    fn clauses_title(&self) -> &'static str;
    /// Below the heading, with how far all clauses are checked.
    fn clauses_note(&self, total: &str) -> String;
}
