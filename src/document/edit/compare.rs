//! Whether an edited document differs from what it was in nothing but what was meant.

use super::super::{Entry, Kind, Node, Stream};
use crate::fix::Change;
use crate::text::Span;

/// Whether the second text says the same as the first but for the changes, all of which are in it. Keys
/// and values, their order, tags, aliases and comments are held against each other, and of every scalar
/// that was not to be changed also the source.
pub fn is_only(before: &Stream<'_>, after: &Stream<'_>, changes: &[&Change]) -> bool {
    let kinds = |stream: &Stream<'_>| stream.problems.iter().map(|problem| problem.kind).collect::<Vec<_>>();
    let comments = |stream: &Stream<'_>| {
        let texts = stream.comments.iter().map(|span| stream.source[span.range()].to_owned());
        texts.collect::<Vec<_>>()
    };
    let mut expected = Expected::of(changes);
    kinds(before) == kinds(after)
        && comments(before) == comments(after)
        && before.documents().count() == after.documents().count()
        && before.documents().zip(after.documents()).all(|(old, new)| expected.holds(old, new))
        && expected.is_done()
}

/// What has to be different; what was met is taken out.
struct Expected<'c> {
    /// Sorted by scalar and part.
    values: Vec<(Span, Span, &'c str)>,
    /// Mapping, key and value.
    entries: Vec<(Span, &'c str, &'c str)>,
}

impl<'c> Expected<'c> {
    fn of(changes: &[&'c Change]) -> Self {
        let (mut values, mut entries) = (Vec::new(), Vec::new());
        for change in changes {
            match change {
                Change::Value { scalar, part, text } => values.push((*scalar, *part, text.as_str())),
                Change::Entry { mapping, key, value } => {
                    entries.push((*mapping, key.as_str(), value.as_str()));
                }
            }
        }
        values.sort_unstable();
        entries.sort_unstable();
        Self { values, entries }
    }

    fn is_done(&self) -> bool {
        self.values.is_empty() && self.entries.is_empty()
    }

    /// Whether a node became what it should.
    fn holds(&mut self, old: Node<'_>, new: Node<'_>) -> bool {
        let same_tag = old.tag() == new.tag();
        match (old.kind(), new.kind()) {
            (Kind::Scalar(_) | Kind::Absent, _) if self.is_changed(old) => {
                same_tag && matches!(new.kind(), Kind::Scalar(_)) && self.value(old).as_deref() == new.text()
            }
            (Kind::Sequence, Kind::Sequence) => {
                let (mut olds, mut news) = (old.items(), new.items());
                loop {
                    match (olds.next(), news.next()) {
                        (None, None) => return same_tag,
                        (Some(old), Some(new)) if self.holds(old, new) => {}
                        _ => return false,
                    }
                }
            }
            (Kind::Mapping, Kind::Mapping) => same_tag && self.entries_hold(old, new),
            (one, other) => same_tag && one == other && written(old) == written(new),
        }
    }

    fn entries_hold(&mut self, old: Node<'_>, new: Node<'_>) -> bool {
        let mut olds = old.entries().peekable();
        for entry in new.entries() {
            if self.is_new(old.span(), entry) {
                continue;
            }
            let Some(known) = olds.next() else { return false };
            if !self.holds(known.key, entry.key) || !self.holds(known.value, entry.value) {
                return false;
            }
        }
        olds.next().is_none()
    }

    /// Whether an entry is one of those that a mapping should have more.
    fn is_new(&mut self, mapping: Span, entry: Entry<'_>) -> bool {
        let (Some(key), Some(value)) = (entry.key.text(), entry.value.text()) else { return false };
        let found = self.entries.binary_search(&(mapping, key, value));
        found.map(|at| self.entries.remove(at)).is_ok()
    }

    fn is_changed(&self, node: Node<'_>) -> bool {
        self.values.binary_search_by_key(&node.span(), |&(scalar, ..)| scalar).is_ok()
    }

    /// What a scalar should read now; none where changes of it contradict each other.
    fn value(&mut self, node: Node<'_>) -> Option<String> {
        let start = self.values.partition_point(|&(scalar, ..)| scalar < node.span());
        let end = self.values.partition_point(|&(scalar, ..)| scalar <= node.span());
        let old = node.text().unwrap_or_default();
        let (mut value, mut copied) = (String::new(), 0);
        for (_, part, text) in self.values.drain(start..end) {
            value += old.get(copied..part.range().start)?;
            value += text;
            copied = part.range().end;
        }
        Some(value + old.get(copied..)?)
    }
}

/// The source of a node, of an alias its own.
fn written(node: Node<'_>) -> &str {
    &node.stream.source[node.span().range()]
}
