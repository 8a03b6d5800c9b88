//! Texts of the report for a terminal around findings, and of the result of `--fix`.

/// Texts of the report for a terminal around findings, and of the result of `--fix`.
pub trait HumanMessages {
    // Headings of a finding.

    /// Heading of several findings at one location; their numbers follow.
    fn findings_here(&self, count: usize) -> String;
    /// Before the note of a related location, if the drawing could not show it.
    fn note_at(&self, line: usize, column: usize) -> String;
    /// Instead of a clause that was cited just before.
    fn same_basis(&self) -> &'static str;

    // How keys were read.

    /// Label of how the keys of a file were read, below its findings.
    fn readings(&self) -> &'static str;
    /// Label of how the keys of a file were read, with `--verbose`.
    fn all_readings(&self) -> &'static str;
    /// How a key was read, with one of the reasons below.
    fn read_as(&self, key: &str, element: &str, how: &str) -> String;
    /// How a key was read: by a known name.
    fn read_by_name(&self) -> &'static str;
    /// How a key was read: by a rule for names.
    fn read_by_rule(&self) -> &'static str;
    /// How a key was read: as a misspelling.
    fn read_by_slip(&self) -> &'static str;
    /// How a key was read: by its value.
    fn read_by_value(&self) -> &'static str;
    /// How a key was read: as the field of an export.
    fn read_by_field(&self) -> &'static str;

    // What does not count.

    /// Heading of findings of clauses that are not in force yet.
    fn upcoming_heading(&self) -> &'static str;
    /// Heading of suppressed findings.
    fn suppressed_heading(&self) -> &'static str;
    /// Heading of findings in the baseline, with `--verbose`.
    fn baseline_heading(&self) -> &'static str;
    /// How many findings the baseline holds.
    fn baseline_count(&self, count: usize) -> String;

    // Files in the closing summary.

    /// Heading of files that could not be read.
    fn unreadable_heading(&self) -> &'static str;
    /// Heading of files of which a part was not checked.
    fn broken_heading(&self) -> &'static str;
    /// Heading of files that are not guides.
    fn not_guides_heading(&self) -> &'static str;
    /// Instead of the further files of a list.
    fn more_files(&self, count: usize) -> String;

    // The result.

    /// How many files were left out because they were not changed.
    fn not_judged(&self, count: usize) -> String;
    /// The result if no guide was changed.
    fn no_changed_guides(&self) -> &'static str;
    /// The result if nothing had to be checked.
    fn nothing_to_check(&self) -> &'static str;
    /// The result if there was no guide.
    fn nothing_checked(&self) -> &'static str;
    /// How many guides were checked, and in how many files if that number differs; the findings follow.
    fn checked(&self, guides: usize, files: Option<usize>) -> String;
    /// After how many were checked: nothing was found.
    fn no_findings(&self) -> &'static str;
    /// After how many were checked, before the numbers of findings.
    fn found(&self) -> &'static str;
    /// After the numbers of findings.
    fn after_found(&self) -> &'static str;
    /// How many findings do not count.
    fn not_counted(&self, count: usize) -> String;

    // Fixes.

    /// Label of how many findings can be fixed.
    fn fixable(&self) -> &'static str;
    /// How many fixes are safe.
    fn safe_fixes(&self, count: usize) -> String;
    /// How many fixes need review.
    fn fixes_to_review(&self, count: usize) -> String;
    /// The two numbers above, and how to see the changes first.
    fn look_first(&self, fixes: &str) -> String;
    /// The result of `--fix`: nothing was fixed.
    fn nothing_to_fix(&self) -> &'static str;
    /// The result of `--fix`.
    fn fixed(&self, count: usize, files: usize) -> String;
    /// The result that `--fix` would have, with `--diff`.
    fn would_fix(&self, count: usize, files: usize) -> String;
    /// A fix that was refused.
    fn not_fixed(&self, file: &str, line: usize, column: usize, rule: &str, reason: &str) -> String;

    // With `--verbose`.

    /// Heading of guides that were found below other keys.
    fn wrapped_heading(&self) -> &'static str;
    /// How many guides were found at a path.
    fn guides_at(&self, path: &str, count: usize) -> String;
    /// Instead of the further paths of a file.
    fn more_places(&self, count: usize) -> String;
    /// Label of rules that had nothing to check.
    fn idle_rules(&self) -> &'static str;
}
