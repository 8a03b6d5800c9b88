//! Checks that an edited document differs from the original only as intended.

use super::super::{Entry, Kind, Node, Problem, Stream};
use super::entries::has_entries;
use crate::fix::{Block, BlockEntry, Change};
use crate::text::Span;

/// Whether the second text differs from the first only by the changes, all of which must be present. Keys and
/// values, their order, tags, aliases and comments are compared, and the source of every scalar that was not
/// to be changed. Parts that could not be read before are only checked for the entries that they should have
/// now.
pub fn is_only(before: &Stream<'_>, after: &Stream<'_>, changes: &[&Change]) -> bool {
    let mut expected = Expected::of(changes);
    let was_unread = |problem: &&Problem| {
        let mut blocks = changes.iter().flat_map(|change| change.blocks()).map(|block| block.span);
        blocks.any(|block| block.start <= problem.span.start && problem.span.start <= block.end)
    };
    let olds = before.problems.iter().filter(|problem| !was_unread(problem)).map(|problem| problem.kind);
    olds.eq(after.problems.iter().map(|problem| problem.kind))
        && expected.comments_hold(before, after)
        && expected.documents_hold(before, after)
        && expected.is_done()
}

/// The expected differences; each is removed when it is found.
struct Expected<'c> {
    /// Sorted by scalar and part.
    values: Vec<(Span, Span, &'c str)>,
    /// Mapping, key and value.
    entries: Vec<(Span, &'c str, &'c str)>,
    /// Documents with the entries that they should have, in reverse order.
    documents: Vec<(Span, &'c [BlockEntry])>,
    /// Scalars with the entries that they should have.
    scalars: Vec<(Span, &'c [BlockEntry])>,
}

impl<'c> Expected<'c> {
    fn of(changes: &[&'c Change]) -> Self {
        let (mut values, mut entries) = (Vec::new(), Vec::new());
        let (mut documents, mut scalars) = (Vec::new(), Vec::new());
        for change in changes {
            match change {
                Change::Value { scalar, part, text } => values.push((*scalar, *part, text.as_str())),
                Change::Entry { mapping, key, value } => {
                    entries.push((*mapping, key.as_str(), value.as_str()));
                }
                Change::Read(blocks) => {
                    for Block { span, is_document, entries } in blocks {
                        let known = if *is_document { &mut documents } else { &mut scalars };
                        known.push((*span, entries.as_slice()));
                    }
                }
            }
        }
        values.sort_unstable();
        entries.sort_unstable();
        documents.sort_unstable_by(|one, other| other.cmp(one));
        scalars.sort_unstable();
        Self { values, entries, documents, scalars }
    }

    fn is_done(&self) -> bool {
        self.values.is_empty()
            && self.entries.is_empty()
            && self.documents.is_empty()
            && self.scalars.is_empty()
    }

    /// Whether all comments are still there. In documents that could not be read, not all had been found.
    fn comments_hold(&self, before: &Stream<'_>, after: &Stream<'_>) -> bool {
        let mut news = after.comments.iter().map(|span| &after.source[span.range()]);
        let mut olds = before.comments.iter().map(|span| &before.source[span.range()]);
        if self.documents.is_empty() {
            return olds.eq(news);
        }
        olds.all(|old| news.any(|new| new == old))
    }

    fn documents_hold(&mut self, before: &Stream<'_>, after: &Stream<'_>) -> bool {
        let mut olds = before.documents().peekable();
        for new in after.documents() {
            let old = olds.peek().copied();
            let next = self.documents.last().copied();
            let holds = match (next, old) {
                (Some((block, entries)), old) if old.is_none_or(|old| block.start <= old.span().start) => {
                    self.documents.pop();
                    // An old document exists only if the block could be read as something else.
                    olds.next_if(|old| old.span().end <= block.end);
                    has_entries(new, entries)
                }
                (_, Some(old)) => {
                    olds.next();
                    self.holds(old, new)
                }
                (_, None) => false,
            };
            if !holds {
                return false;
            }
        }
        olds.next().is_none()
    }

    /// Whether a node became what it should.
    fn holds(&mut self, old: Node<'_>, new: Node<'_>) -> bool {
        let same_tag = old.tag() == new.tag();
        match (old.kind(), new.kind()) {
            (Kind::Scalar(_), Kind::Mapping) => {
                let Ok(at) = self.scalars.binary_search_by_key(&old.span(), |&(scalar, _)| scalar) else {
                    return false;
                };
                same_tag && has_entries(new, self.scalars.remove(at).1)
            }
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

    /// Whether an entry is one of those that should be added to a mapping.
    fn is_new(&mut self, mapping: Span, entry: Entry<'_>) -> bool {
        let (Some(key), Some(value)) = (entry.key.text(), entry.value.text()) else { return false };
        let found = self.entries.binary_search(&(mapping, key, value));
        found.map(|at| self.entries.remove(at)).is_ok()
    }

    fn is_changed(&self, node: Node<'_>) -> bool {
        self.values.binary_search_by_key(&node.span(), |&(scalar, ..)| scalar).is_ok()
    }

    /// The expected new value of a scalar; `None` if its changes overlap.
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

/// The source of a node; aliases are not followed.
fn written(node: Node<'_>) -> &str {
    &node.stream.source[node.span().range()]
}
