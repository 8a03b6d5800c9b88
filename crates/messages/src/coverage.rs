//! Texts of `coverage`, in all its formats.

use std::fmt::Display;

/// Texts of `coverage`, in all its formats.
pub trait CoverageMessages {
    // How far a clause is checked.

    /// Everything it says about guides.
    fn checked_in_full(&self) -> &'static str;
    /// A part of it.
    fn checked_in_part(&self) -> &'static str;
    /// By people.
    fn checked_by_people(&self) -> &'static str;
    /// Not at all.
    fn not_checked(&self) -> &'static str;
    /// The numbers of clauses by how far they are checked.
    fn total(&self, all: usize, full: usize, partial: usize, human: usize, out: usize) -> String;

    // Facts about a source: labels and texts.

    /// Title of the pages.
    fn title(&self) -> &'static str;
    /// How many sources are no longer in force or due for review.
    fn standings(&self, sources: usize, past: usize, due: usize) -> String;
    /// Label of the kind of a source.
    fn kind(&self) -> &'static str;
    /// Label of its edition.
    fn edition(&self) -> &'static str;
    /// Label of the period in which it is in force.
    fn force(&self) -> &'static str;
    /// Label and column of how much of it was read.
    fn text_status(&self) -> &'static str;
    /// Label of what exactly was read.
    fn what_was_read(&self) -> &'static str;
    /// Label of the day of its last review.
    fn reviewed(&self) -> &'static str;
    /// The day of its last review.
    fn reviewed_on(&self, day: &dyn Display) -> String;
    /// Instead of that day.
    fn not_noted(&self) -> &'static str;
    /// Instead of that day, in a sentence.
    fn review_not_noted(&self) -> &'static str;
    /// Badge and label: it is due for review.
    fn due(&self) -> &'static str;
    /// After that day: why it is due for review.
    fn due_because(&self) -> &'static str;
    /// Label of the pack that declares it.
    fn pack(&self) -> &'static str;
    /// The first day on which it is in force.
    fn effective_from(&self, day: &dyn Display) -> String;
    /// The last day on which it is in force.
    fn effective_until(&self, day: &dyn Display) -> String;
    /// That it is in force on a day.
    fn in_force(&self, day: &dyn Display) -> String;
    /// Badge and remark: it is not in force yet.
    fn coming(&self) -> &'static str;
    /// Badge and remark: it is no longer in force.
    fn past(&self) -> &'static str;
    /// Instead of the days on which it is in force.
    fn no_dates(&self) -> &'static str;

    // Facts about a clause: labels and texts.

    /// Instead of its number.
    fn no_number(&self) -> &'static str;
    /// Label of what it says about guides.
    fn gist(&self) -> &'static str;
    /// Label of the guides that it applies to.
    fn scope(&self) -> &'static str;
    /// Before the elements that a question asks to check.
    fn look_at(&self) -> &'static str;
    /// Label of the number of examples.
    fn examples(&self) -> &'static str;
    /// How many examples there are.
    fn examples_count(&self, pass: usize, fail: usize) -> String;

    // Facts about a rule: labels and texts.

    /// Label of the elements that it checks.
    fn checks(&self) -> &'static str;
    /// Instead of these elements.
    fn whole_guide(&self) -> &'static str;
    /// Label of when it applies.
    fn condition(&self) -> &'static str;
    /// Label of how it rests on its clause.
    fn relation_to_clause(&self) -> &'static str;
    /// That it is a conclusion from its clause.
    fn is_inferred(&self) -> &'static str;
    /// Label of what users may not change about it.
    fn mandatory(&self) -> &'static str;
    /// What users may not change about it.
    fn is_mandatory(&self) -> &'static str;
    /// Label of the rule that it replaces.
    fn replaces(&self) -> &'static str;
    /// Label of its message.
    fn when_found(&self) -> &'static str;
    /// Label of an example without findings of the rule.
    fn pass_example(&self) -> &'static str;
    /// Label of an example with findings of the rule.
    fn fail_example(&self) -> &'static str;

    // For a terminal and as Markdown.

    /// How many rules and examples there are.
    fn rules_and_examples(&self, rules: usize, examples: &str) -> String;
    /// The day that decides which sources are in force.
    fn as_of(&self, day: &dyn Display) -> String;
    /// In the first line of the Markdown page.
    fn is_generated(&self) -> &'static str;
    /// Column of the source.
    fn column_source(&self) -> &'static str;
    /// Column of the number of clauses.
    fn column_clauses(&self) -> &'static str;
    /// Column of the number of examples without findings.
    fn column_pass(&self) -> &'static str;
    /// Column of the number of examples with findings.
    fn column_fail(&self) -> &'static str;
    /// How many examples are not shown.
    fn more_examples(&self, examples: &str) -> String;

    // On the page.

    /// Below the title.
    fn page_note(&self, day: &dyn Display, sources: usize, clauses: usize, rules: usize) -> String;
    /// Section of the sources.
    fn sources(&self) -> &'static str;
    /// Section of the rules that are not based on a clause.
    fn builtin_rules(&self) -> &'static str;
    /// Below that heading.
    fn own_rules_note(&self) -> &'static str;
    /// How much the page shows without a search; the script also fills in these numbers.
    fn shown(&self, sources: &dyn Display, clauses: &dyn Display, rules: &dyn Display) -> String;
    /// How much a search shows; the script fills in the numbers.
    fn shown_of_search(&self, sources: &dyn Display, clauses: &dyn Display, rules: &dyn Display) -> String;
    /// Below the number of sources.
    fn card_sources(&self, count: usize) -> &'static str;
    /// Below that, how many are no longer in force.
    fn card_past(&self, count: usize) -> String;
    /// Below the number of sources that are due for review.
    fn card_due(&self, count: usize) -> &'static str;
    /// Below that, why.
    fn card_due_because(&self) -> &'static str;
    /// Below the number of clauses that are checked in full.
    fn card_full(&self, count: usize) -> &'static str;
    /// Below the number of clauses that are checked in part.
    fn card_partial(&self, count: usize) -> &'static str;
    /// Below the number of clauses that people check.
    fn card_human(&self, count: usize) -> &'static str;
    /// Below the number of clauses that are not checked.
    fn card_out(&self, count: usize) -> &'static str;
    /// Below that, why.
    fn card_out_because(&self) -> &'static str;
    /// Below the number of rules.
    fn card_rules(&self, count: usize) -> &'static str;
    /// Below the number of examples.
    fn card_examples(&self, count: usize) -> &'static str;
    /// Below that, how many of each kind.
    fn card_examples_parts(&self, pass: usize, fail: usize) -> String;
    /// What to search for, in the empty field.
    fn search_hint(&self) -> &'static str;
    /// Button.
    fn clear_search(&self) -> &'static str;
    /// Hint at the link to a clause.
    fn link_to_clause(&self) -> &'static str;
    /// The link to a rule.
    fn link_to_rule(&self) -> &'static str;
}
