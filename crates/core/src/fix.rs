//! Changes of text that would mend a finding.
//!
//! A fix is data: which bytes to replace by what, what that does to the values of the document, and how
//! sure guidelint is. Nothing here reads YAML or writes files: `document::edit` makes the edits, `mend`
//! holds what came of them against what was meant.

use std::collections::BTreeSet;

use crate::text::Span;

/// How far a fix may be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Applicability {
    /// The meaning for the citizen cannot change.
    Safe,
    /// Somebody must look at the result.
    Unsafe,
}

/// One replacement of bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The bytes to replace; empty to insert.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
}

/// What edits do to a document. Everything else in it must be the same afterwards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// A part of a scalar becomes another text.
    Value {
        /// The scalar's bytes in the file, as its node has them.
        scalar: Span,
        /// Bytes of its value; empty, with an empty text, where only the way of writing changes.
        part: Span,
        /// What the part is afterwards.
        text: String,
    },
    /// A mapping has an entry more.
    Entry {
        /// The mapping's bytes in the file, as its node has them.
        mapping: Span,
        /// The new key.
        key: String,
        /// Its value, a text.
        value: String,
    },
    /// Blocks that were not read as what they are have entries.
    Read(Vec<Block>),
}

/// Lines that become entries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Their bytes in the file: of a document all between its marks, otherwise a scalar as its node has
    /// them.
    pub span: Span,
    /// Whether they are a document, which need not have been readable before.
    pub is_document: bool,
    /// The entries, in the order of the file, among others.
    pub entries: Vec<BlockEntry>,
}

/// An entry that lines become.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct BlockEntry {
    /// Its key.
    pub key: String,
    /// The characters of its value that are no blanks; none where the value is more than text.
    pub letters: Option<String>,
}

impl Change {
    /// The blocks that were not read as what they are.
    pub fn blocks(&self) -> &[Block] {
        match self {
            Self::Value { .. } | Self::Entry { .. } => &[],
            Self::Read(blocks) => blocks,
        }
    }
}

/// Edits that belong together, with what they are meant to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditPlan {
    /// The replacements, in the order of the file, none overlapping.
    pub edits: Vec<Edit>,
    /// What they do.
    pub change: Change,
}

/// A mending of one finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What the fix does, in words for the author.
    pub title: String,
    /// How far it may be trusted.
    pub applicability: Applicability,
    /// The replacements, in the order of the file, none overlapping.
    pub edits: Vec<Edit>,
    /// What they do to the document.
    pub change: Change,
}

impl EditPlan {
    /// The mending as a fix.
    pub fn titled(self, title: impl Into<String>, applicability: Applicability) -> Fix {
        Fix { title: title.into(), applicability, edits: self.edits, change: self.change }
    }
}

impl Fix {
    /// Whether it makes something readable that was not.
    pub fn makes_readable(&self) -> bool {
        !self.change.blocks().is_empty()
    }
}

/// Where bytes of a text stand when fixes have been applied, together with what was put at their ends.
pub fn moved<'f>(span: Span, fixes: impl IntoIterator<Item = &'f Fix>) -> Span {
    let (mut start, mut end) = (span.range().start, span.range().end);
    for edit in fixes.into_iter().flat_map(|fix| &fix.edits) {
        // What is taken away was there before, so no place can become negative.
        let moved = |at: usize| (at + edit.text.len()).saturating_sub(edit.span.len());
        if edit.span.end <= span.start && edit.span.start < span.start {
            start = moved(start);
        }
        if edit.span.start <= span.end {
            end = moved(end);
        }
    }
    Span::new(start, end.max(start))
}

/// Those of some fixes that can be applied together, in the order given: of fixes that touch the same
/// bytes the first. Two insertions at one place touch each other, since which comes first is not said.
pub fn compatible<'f, T>(fixes: impl IntoIterator<Item = T>, fix: impl Fn(&T) -> &'f Fix) -> Vec<T> {
    let mut taken: BTreeSet<Span> = BTreeSet::new();
    let mut kept = Vec::new();
    for candidate in fixes {
        let edits = &fix(&candidate).edits;
        if edits.iter().all(|edit| is_free(&taken, edit.span)) {
            taken.extend(edits.iter().map(|edit| edit.span));
            kept.push(candidate);
        }
    }
    kept
}

/// Whether a span touches none of the taken ones, which do not touch each other.
fn is_free(taken: &BTreeSet<Span>, span: Span) -> bool {
    let apart = |other: &Span| *other != span && (other.end <= span.start || span.end <= other.start);
    taken.range(..=span).next_back().is_none_or(apart) && taken.range(span..).next().is_none_or(apart)
}

/// A text with fixes applied that do not touch each other.
///
/// # Panics
///
/// When an edit does not lie on character boundaries of the text, or two overlap.
pub fn apply<'f>(text: &str, fixes: impl IntoIterator<Item = &'f Fix>) -> String {
    edited(text, fixes.into_iter().flat_map(|fix| &fix.edits))
}

/// A text with edits made that do not touch each other.
///
/// # Panics
///
/// When an edit does not lie on character boundaries of the text, or two overlap.
pub fn edited<'e>(text: &str, edits: impl IntoIterator<Item = &'e Edit>) -> String {
    let mut edits: Vec<&Edit> = edits.into_iter().collect();
    edits.sort_by_key(|edit| edit.span);
    let mut applied = String::with_capacity(text.len());
    let mut copied = 0;
    for Edit { span, text: new } in edits {
        applied += &text[copied..span.range().start];
        applied += new;
        copied = span.range().end;
    }
    applied + &text[copied..]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fix(edits: &[(usize, usize, &str)]) -> Fix {
        let edits =
            edits.iter().map(|&(start, end, text)| Edit { span: Span::new(start, end), text: text.into() });
        let change = Change::Value { scalar: Span::default(), part: Span::default(), text: String::new() };
        EditPlan { edits: edits.collect(), change }.titled("", Applicability::Safe)
    }

    fn applied(text: &str, fixes: &[Fix]) -> (usize, String) {
        let kept = compatible(fixes, |fix| fix);
        (kept.len(), apply(text, kept))
    }

    #[test]
    fn edits_are_applied_in_the_order_of_the_file() {
        let fixes = [fix(&[(4, 5, "E")]), fix(&[(0, 1, "A"), (2, 3, "")]), fix(&[(5, 5, "!")])];
        assert_eq!(applied("abcde", &fixes), (3, "AbdE!".into()));
    }

    #[test]
    fn of_fixes_that_touch_the_first_wins() {
        assert_eq!(applied("abcde", &[fix(&[(1, 3, "X")]), fix(&[(2, 4, "Y")])]), (1, "aXde".into()));
        assert_eq!(applied("abcde", &[fix(&[(1, 3, "X")]), fix(&[(2, 2, "Y")])]), (1, "aXde".into()));
        assert_eq!(applied("abcde", &[fix(&[(2, 2, "X")]), fix(&[(2, 2, "Y")])]), (1, "abXcde".into()));
        assert_eq!(applied("abcde", &[fix(&[(1, 3, "X")]), fix(&[(1, 3, "X")])]), (1, "aXde".into()));
    }

    #[test]
    fn a_fix_is_applied_as_a_whole_or_not_at_all() {
        let fixes = [fix(&[(2, 3, "C")]), fix(&[(0, 1, "A"), (2, 4, "")]), fix(&[(0, 1, "Z")])];
        assert_eq!(applied("abcde", &fixes), (2, "ZbCde".into()));
    }

    #[test]
    fn insertions_at_the_ends_of_a_replacement_do_not_touch_it() {
        let fixes = [fix(&[(1, 3, "X")]), fix(&[(3, 3, ")")]), fix(&[(1, 1, "(")])];
        assert_eq!(applied("abcde", &fixes), (3, "a(X)de".into()));
    }
}
