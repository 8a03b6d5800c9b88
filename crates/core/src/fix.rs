//! Changes of text that repair a finding.
//!
//! A fix is data: which bytes to replace with what, how that changes the values of the document, and how safe
//! it is. This module neither reads YAML nor writes files: `document::edit` makes the edits, and `fixer`
//! checks the result against the intended change.

use std::collections::BTreeSet;

use crate::text::Span;

/// How safe a fix is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Applicability {
    /// The meaning for the applicant cannot change.
    Safe,
    /// Somebody has to review the result.
    Unsafe,
}

/// One replacement of bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The bytes to replace; empty to insert.
    pub span: Span,
    /// The replacement.
    pub text: String,
}

/// How edits change a document. Everything else in it must stay the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// A part of a scalar is replaced with another text.
    Value {
        /// The span of the scalar's node.
        scalar: Span,
        /// Bytes of its value; empty, with an empty `text`, if only the way of writing changes.
        part: Span,
        /// The replacement of the part.
        text: String,
    },
    /// A mapping gets a new entry.
    Entry {
        /// The span of the mapping's node.
        mapping: Span,
        /// The new key.
        key: String,
        /// Its value, a text.
        value: String,
    },
    /// Blocks that were not read as entries become entries.
    Read(Vec<Block>),
}

/// Lines that become entries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// The bytes of the block: for a document everything between its marks, otherwise the span of a scalar's
    /// node.
    pub span: Span,
    /// Whether it is a document, which may have been unreadable before.
    pub is_document: bool,
    /// The entries in the order of the file; there may be others between them.
    pub entries: Vec<BlockEntry>,
}

/// An entry that lines become.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct BlockEntry {
    /// Its key.
    pub key: String,
    /// The characters of its value without blanks; `None` if the value is more than text.
    pub letters: Option<String>,
}

impl Change {
    /// The blocks that become entries.
    pub fn blocks(&self) -> &[Block] {
        match self {
            Self::Value { .. } | Self::Entry { .. } => &[],
            Self::Read(blocks) => blocks,
        }
    }
}

/// Edits that belong together, and the change that they are meant to make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditPlan {
    /// The replacements, in the order of the file, none overlapping.
    pub edits: Vec<Edit>,
    /// How they change the document.
    pub change: Change,
}

/// A repair of one finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What the fix does, for the author, in Chinese.
    pub title: String,
    /// How safe it is.
    pub applicability: Applicability,
    /// The replacements, in the order of the file, none overlapping.
    pub edits: Vec<Edit>,
    /// How they change the document.
    pub change: Change,
}

impl EditPlan {
    /// The plan as a fix.
    pub fn titled(self, title: impl Into<String>, applicability: Applicability) -> Fix {
        Fix { title: title.into(), applicability, edits: self.edits, change: self.change }
    }
}

impl Fix {
    /// Whether it makes text readable as entries that was not.
    pub fn makes_readable(&self) -> bool {
        !self.change.blocks().is_empty()
    }
}

/// The span of some bytes of a text after fixes have been applied, including text inserted at its ends.
pub fn moved<'f>(span: Span, fixes: impl IntoIterator<Item = &'f Fix>) -> Span {
    let (mut start, mut end) = (span.range().start, span.range().end);
    for edit in fixes.into_iter().flat_map(|fix| &fix.edits) {
        // Removed bytes precede the offset, so it cannot become negative.
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

/// The fixes that can be applied together, in the given order: of fixes that touch the same bytes, the first
/// is kept. Two insertions at the same offset touch each other, since their order is undefined.
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

/// Applies fixes that do not touch each other to a text.
///
/// # Panics
///
/// If an edit does not lie on character boundaries of the text, or two edits overlap.
pub fn apply<'f>(text: &str, fixes: impl IntoIterator<Item = &'f Fix>) -> String {
    edited(text, fixes.into_iter().flat_map(|fix| &fix.edits))
}

/// Applies edits that do not touch each other to a text.
///
/// # Panics
///
/// If an edit does not lie on character boundaries of the text, or two edits overlap.
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
