//! Texts inside machine formats, of the comment on a merge request, the checklist and the statement.

use crate::Severity;

/// Texts inside machine formats, of the comment on a merge request, the checklist and the statement.
pub trait FormatMessages {
    // What each format is for, in the help of the command line.

    /// Help: `human`.
    fn about_human(&self) -> &'static str;
    /// Help: `compact`.
    fn about_compact(&self) -> &'static str;
    /// Help: `json`.
    fn about_json(&self) -> &'static str;
    /// Help: `jsonl`.
    fn about_jsonl(&self) -> &'static str;
    /// Help: `sarif`.
    fn about_sarif(&self) -> &'static str;
    /// Help: `github`.
    fn about_github(&self) -> &'static str;
    /// Help: `gitlab`.
    fn about_gitlab(&self) -> &'static str;
    /// Help: `junit`.
    fn about_junit(&self) -> &'static str;
    /// Help: `checkstyle`.
    fn about_checkstyle(&self) -> &'static str;
    /// Help: `rdjson`.
    fn about_rdjson(&self) -> &'static str;
    /// Help: `markdown`.
    fn about_markdown(&self) -> &'static str;
    /// Help: `html`.
    fn about_html(&self) -> &'static str;

    // Machine formats.

    /// `sarif`: what guidelint is.
    fn tool_description(&self) -> &'static str;
    /// `sarif`: where more about a rule is.
    fn explained_by(&self, rule: &str) -> String;
    /// `junit`: the case of a file without findings.
    fn passed(&self) -> &'static str;
    /// `junit`: behind the first of several findings of a rule.
    fn first_of(&self, count: usize) -> String;
    /// `github`: how many files are not guides; their names follow.
    fn files_not_guides(&self, count: usize) -> String;

    // The reason in a statement.

    /// No finding reaches the threshold, which is named as on the command line.
    fn none_at_threshold(&self, threshold: &str) -> String;
    /// Findings reach the threshold.
    fn some_at_threshold(&self, failing: usize, threshold: &str) -> String;
    /// Findings do not affect the result.
    fn no_threshold(&self) -> &'static str;

    // The comment on a merge request.

    /// Its heading.
    fn comment_title(&self) -> &'static str;
    /// How many guides were checked, how many findings there are and of which severity.
    fn comment_checked(&self, guides: usize, files: usize, found: &str) -> String;
    /// Instead of the numbers of findings.
    fn comment_no_findings(&self) -> &'static str;
    /// How many findings do not count.
    fn comment_not_counted(&self, count: usize) -> String;
    /// How many findings fail the run: those at or above a severity.
    fn comment_fails(&self, failing: usize, least: Severity) -> String;
    /// Column of the file.
    fn comment_file(&self) -> &'static str;
    /// Column of whether the file was checked.
    fn comment_status(&self) -> &'static str;
    /// How many files did not fit into the table.
    fn comment_more_files(&self, count: usize) -> String;
    /// How many files have no findings.
    fn comment_clean_files(&self, count: usize) -> String;
    /// In the table: a file was checked.
    fn status_checked(&self) -> &'static str;
    /// In the table: a part of the file was not checked.
    fn status_broken(&self) -> &'static str;
    /// In the table: the file determines how to check.
    fn status_settings(&self) -> &'static str;
    /// In the table, before the reason: the file could not be checked.
    fn status_unreadable(&self) -> &'static str;
    /// In the table: the file is not a guide.
    fn status_not_a_guide(&self) -> &'static str;
    /// Heading of findings that do not count.
    fn heading_not_counted(&self) -> &'static str;
    /// How many findings of a severity did not fit.
    fn left_out(&self, count: usize, severity: Severity) -> String;
    /// How many findings that do not count did not fit.
    fn not_counted_left_out(&self, count: usize) -> String;
    /// That not all findings fit, with the numbers above.
    fn comment_too_long(&self, left_out: &str) -> String;

    // The checklist.

    /// Its heading.
    fn checklist_title(&self) -> &'static str;
    /// Below the heading.
    fn checklist_intro(&self) -> &'static str;
    /// Heading of a guide: its file and first line.
    fn guide_from(&self, path: &str, line: usize) -> String;
    /// The text that a question is about.
    fn text_at(&self, line: usize, path: &str, text: &str) -> String;
}
