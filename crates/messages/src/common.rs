//! Texts shared by several reports: words for what is counted, labels, punctuation between parts.

use std::fmt::Display;

use crate::Severity;

/// Texts shared by several reports: words for what is counted, labels, punctuation between parts.
pub trait CommonMessages {
    // Punctuation, with the spaces that a language puts around it.

    /// Between a label and what it labels.
    fn colon(&self) -> &'static str;
    /// Between the items of a list.
    fn between_items(&self) -> &'static str;
    /// Between parts of a sentence.
    fn between_clauses(&self) -> &'static str;
    /// Between remarks that could stand alone.
    fn between_parts(&self) -> &'static str;
    /// Between an identifier and its title, and between columns without lines.
    fn gap(&self) -> &'static str;
    /// A remark after other words, with the space before it.
    fn remark(&self, text: &str) -> String;
    /// A quotation of words of a guide, a clause or a name.
    fn quoted(&self, text: &str) -> String;

    // Severities.

    /// A severity as a word: before findings, over columns, on badges.
    fn severity(&self, severity: Severity) -> &'static str;
    /// How many findings there are of a severity, as part of a list.
    fn counted(&self, count: usize, severity: Severity) -> String;

    // Labels of the parts of a finding.

    /// Label of the rule.
    fn rule(&self) -> &'static str;
    /// Label of what to write instead.
    fn help(&self) -> &'static str;
    /// Label of a related location.
    fn see_also(&self) -> &'static str;
    /// Label of the clause that the rule rests on.
    fn basis(&self) -> &'static str;
    /// Label of the location of the finding.
    fn place(&self) -> &'static str;
    /// Label of the lines that a finding covers, if the drawing shows only some of them.
    fn extent(&self) -> &'static str;
    /// The location of a finding, line and column, both counted from 1.
    fn position(&self, line: usize, character: usize) -> String;
    /// The lines that a finding covers, if the drawing shows only some of them.
    fn lines(&self, first: usize, last: usize) -> String;
    /// The number of a list item after the name of the list; counted from 1.
    fn item(&self, number: &str) -> String;
    /// A finding and what to write instead, in one line.
    fn with_help(&self, message: &str, help: &str) -> String;

    // Citations.

    /// Remark of a citation: the rule is a conclusion from the clause, not its wording.
    fn inferred(&self) -> &'static str;
    /// How much of a source was read: nothing.
    fn text_unseen(&self) -> &'static str;
    /// How much of a source was read: only what others say about it.
    fn text_secondhand(&self) -> &'static str;
    /// How much of a source was read: it was counted in real records.
    fn text_derived(&self) -> &'static str;
    /// How much of a source was read: the part that the rule rests on.
    fn text_partly_read(&self) -> &'static str;
    /// How much of a source was read: the whole article.
    fn text_read(&self) -> &'static str;

    // Findings that do not count.

    /// Instead of a severity: the clause is not in force yet.
    fn upcoming(&self) -> &'static str;
    /// Instead of a severity: the finding is in the baseline.
    fn baselined(&self) -> &'static str;
    /// Instead of a severity: the finding is suppressed.
    fn suppressed(&self) -> &'static str;
    /// Why a finding does not count: its clause is in force only from a day on.
    fn upcoming_from(&self, day: &dyn Display) -> String;
    /// Where a finding is suppressed: in a comment of the guide.
    fn in_comment(&self) -> &'static str;
    /// Where a finding is suppressed: in the exemption file.
    fn in_exemptions(&self) -> &'static str;
    /// Where a finding is suppressed: in the baseline.
    fn in_baseline(&self) -> &'static str;
    /// Why a finding does not count: where it is suppressed, why, by whom, by which document, until when.
    fn suppressed_by(
        &self,
        place: &str,
        reason: Option<&str>,
        approval: Option<&str>,
        until: Option<&dyn Display>,
    ) -> String;

    // What was not checked.

    /// Why a file was not checked: it is YAML, but not a guide.
    fn not_a_guide(&self) -> &'static str;
    /// Why a run could not do its work: files could not be read.
    fn unreadable_files(&self, count: usize) -> String;
    /// Why a run could not do its work: there was no guide.
    fn nothing_checked(&self) -> &'static str;
    /// That a run could not do its work, with one of the two reasons above.
    fn incomplete(&self, trouble: &str) -> String;
    /// Label of what no rule checks.
    fn unchecked(&self) -> &'static str;
    /// How many clauses of the packs no rule checks, or not in full.
    fn unchecked_clauses(&self, total: usize, human: usize, partial: usize, out: usize) -> String;

    // Packs.

    /// Label of the packs that took part.
    fn packs(&self) -> &'static str;
    /// Which guides a pack is limited to: those whose region code begins with this.
    fn only_in_region(&self, region: &str) -> String;
    /// When a pack is used: if this profile is requested.
    fn only_in_profile(&self, profile: &str) -> String;
}
