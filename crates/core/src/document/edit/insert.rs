//! Inserts a new entry in a mapping, in the style of its neighbours.

use super::super::{Kind, Node, Style};
use super::written::{Context, written};
use super::{BLANK, BREAK, is_large};
use crate::fix::{Change, Edit, EditPlan};
use crate::text::Span;

/// Inserts an entry at an index, from 0. Its key and value are written without quotes if possible; with
/// quotes if the first key of the mapping has double quotes, as in JSON.
///
/// Comments stay with their entries: one on the line of an entry, and following ones that are indented
/// further. If a comment is directly above the first entry, a new first entry is inserted after that entry,
/// since it is unclear what the comment belongs to.
///
/// Returns `None` if the mapping has the key, or has no unambiguous position for the entry.
pub fn insert(mapping: Node<'_>, number: usize, key: &str, value: &str) -> Option<EditPlan> {
    let is_certain = !mapping.is_flow() || mapping.source().starts_with('{');
    let in_the_way = |known: Node<'_>| known.text() == Some(key) || known.kind() == Kind::Absent;
    if mapping.kind() != Kind::Mapping
        || !is_certain
        || is_large(mapping)
        || mapping.entries().any(|entry| in_the_way(entry.key))
    {
        return None;
    }
    let entries: Vec<Extent> = mapping.entries().map(|entry| Extent::of(entry.key, entry.value)).collect();
    let style = match mapping.entries().next()?.key.kind() {
        Kind::Scalar(Style::DoubleQuoted) => Style::DoubleQuoted,
        _ => Style::Plain,
    };
    let context = |is_key| Context { in_flow: mapping.is_flow(), is_key };
    let entry =
        format!("{}: {}", written(key, style, context(true))?, written(value, style, context(false))?);
    let place =
        Place { source: mapping.stream.source, comments: &mapping.stream.comments, mapping: mapping.span() };
    let edits = match number.checked_sub(1) {
        None if !place.has_comment_above(entries[0].start) => {
            place.before(&entries, &entry, mapping.is_flow())?
        }
        before => {
            let before = before.unwrap_or(0).min(entries.len() - 1);
            if mapping.is_flow() {
                place.behind_in_flow(&entries, before, &entry)?
            } else {
                vec![place.behind_in_block(&entries, before, &entry)?]
            }
        }
    };
    let change = Change::Entry { mapping: mapping.span(), key: key.to_owned(), value: value.to_owned() };
    Some(EditPlan { edits, change })
}

/// The extent of an entry in the source.
struct Extent {
    start: usize,
    end: usize,
    /// Whether blank lines after it belong to its value.
    keeps_breaks: bool,
}

impl Extent {
    fn of(key: Node<'_>, value: Node<'_>) -> Self {
        let mut last = value;
        while let Some(child) = last_child(last).filter(|_| !last.is_flow()) {
            last = child;
        }
        let is_block = matches!(last.kind(), Kind::Scalar(Style::Literal | Style::Folded));
        let keeps_breaks = is_block
            && last.text().is_some_and(|text| text.ends_with("\n\n") || text.trim_matches('\n').is_empty());
        let end = value.span().end.max(key.span().end) as usize;
        // The absent node after a bare `?` has its span on the next line.
        let end = key.stream.source[..end].trim_end_matches(BLANK).trim_end_matches(BREAK).len();
        Self { start: key.span().start as usize, end, keeps_breaks }
    }
}

fn last_child(node: Node<'_>) -> Option<Node<'_>> {
    match node.kind() {
        Kind::Sequence => node.items().last(),
        Kind::Mapping => node.entries().last().map(|entry| entry.value),
        _ => None,
    }
}

/// The surroundings of a new entry.
struct Place<'t> {
    source: &'t str,
    comments: &'t [Span],
    mapping: Span,
}

impl Place<'_> {
    fn line_start(&self, at: usize) -> usize {
        self.source[..at].rfind(BREAK).map_or(0, |at| at + 1)
    }

    fn line_end(&self, at: usize) -> usize {
        self.source[at..].find(BREAK).map_or(self.source.len(), |length| at + length)
    }

    /// The start of the line after the one that ends here; `None` at the end of the file.
    fn next_line(&self, end: usize) -> Option<usize> {
        let rest = &self.source[end..];
        let length = if rest.starts_with("\r\n") { 2 } else { 1 };
        (!rest.is_empty()).then_some(end + length)
    }

    /// The line break of this line, or of the first line of the file if this is the last.
    fn line_break(&self, at: usize) -> &str {
        let end = self.line_end(at);
        let end = if end < self.source.len() { end } else { self.line_end(0) };
        match &self.source.as_bytes()[end..] {
            [b'\r', b'\n', ..] => "\r\n",
            [b'\r', ..] => "\r",
            _ => "\n",
        }
    }

    fn has_comment_above(&self, at: usize) -> bool {
        let start = self.line_start(at);
        let above =
            self.source[..start].strip_suffix('\n').map(|rest| rest.strip_suffix('\r').unwrap_or(rest));
        let above = above.or_else(|| self.source[..start].strip_suffix('\r'));
        above.is_some_and(|above| {
            above[self.line_start(above.len())..].trim_start_matches(BLANK).starts_with('#')
        })
    }

    /// The indentation of new entries; `None` if it is not certain.
    fn indentation(&self, entries: &[Extent]) -> Option<String> {
        let before = |entry: &Extent| {
            let before = &self.source[self.line_start(entry.start)..entry.start];
            before.strip_prefix('\u{feff}').unwrap_or(before)
        };
        let lines = entries.iter().map(before);
        let own_lines = lines.clone().find(|before| before.trim_matches(BLANK).is_empty());
        // The first entry of a list item follows the dash.
        let dashes = || lines.clone().next().filter(|before| before.trim_matches([' ', '-']).is_empty());
        let before = own_lines.or_else(dashes)?;
        Some(if before.contains('\t') { before.to_owned() } else { " ".repeat(before.len()) })
    }

    fn is_on_own_line(&self, at: usize) -> bool {
        self.source[self.line_start(at)..at].trim_matches(BLANK).is_empty()
    }

    /// Inserts before the first entry.
    fn before(&self, entries: &[Extent], entry: &str, in_flow: bool) -> Option<Vec<Edit>> {
        let start = entries[0].start;
        let text = if !in_flow || self.is_on_own_line(start) {
            let comma = if in_flow { "," } else { "" };
            format!("{entry}{comma}{}{}", self.line_break(start), self.indentation(entries)?)
        } else {
            format!("{entry}, ")
        };
        let is_certain = in_flow || self.is_plain_start(start);
        is_certain.then(|| vec![insertion(start, text)])
    }

    /// Whether only indentation and dashes precede the first key of a block mapping on its line.
    fn is_plain_start(&self, start: usize) -> bool {
        let before = &self.source[self.line_start(start)..start];
        let before = before.strip_prefix('\u{feff}').unwrap_or(before);
        before.trim_matches([' ', '-']).is_empty()
    }

    /// Inserts on lines of its own, after an entry and what belongs to it.
    fn behind_in_block(&self, entries: &[Extent], before: usize, entry: &str) -> Option<Edit> {
        let known = &entries[before];
        let indentation = self.indentation(entries)?;
        let mut end = self.line_end(known.end);
        while let Some(next) = self.next_line(end) {
            let line = &self.source[next..self.line_end(next)];
            let text = line.trim_start_matches(BLANK);
            let belongs = if text.is_empty() {
                known.keeps_breaks && next < self.source.len()
            } else {
                text.starts_with('#') && line.len() - text.len() > indentation.len()
            };
            if !belongs {
                break;
            }
            end = next + line.len();
        }
        // Another entry on the same line: a mapping inside brackets that was not recognized as one.
        let next = entries.get(before + 1).map_or(self.source.len(), |next| next.start);
        (end <= next).then(|| insertion(end, format!("{}{indentation}{entry}", self.line_break(end))))
    }

    /// Inserts between brackets, after an entry: on its line, or on a new line if the next entry is on one.
    fn behind_in_flow(&self, entries: &[Extent], before: usize, entry: &str) -> Option<Vec<Edit>> {
        let known = &entries[before];
        let next = entries.get(before + 1).map_or(self.mapping.end as usize - 1, |next| next.start);
        // After a key without a value: other readers reject `key:,`.
        let comma = if self.source[..known.end].ends_with(':') { " ," } else { "," };
        if !self.source[known.end..next].contains(BREAK) {
            return Some(vec![insertion(known.end, format!("{comma} {entry}"))]);
        }
        let own_line = format!("{}{}{entry}", self.line_break(known.end), self.indentation(entries)?);
        match (self.comma(known.end, next), before + 1 < entries.len()) {
            (Some(comma), _) => {
                let end = self.line_end(comma);
                (end <= next).then(|| vec![insertion(end, format!("{own_line},"))])
            }
            (None, false) => {
                let end = self.line_end(known.end);
                if end == known.end {
                    return Some(vec![insertion(end, format!("{comma}{own_line}"))]);
                }
                Some(vec![insertion(known.end, comma.to_owned()), insertion(end, own_line)])
            }
            (None, true) => None,
        }
    }

    /// The comma between two offsets, outside of comments.
    fn comma(&self, start: usize, end: usize) -> Option<usize> {
        let commas = self.source[start..end].match_indices(',').map(|(at, _)| start + at);
        let in_comment = |at: usize| {
            let next = self.comments.partition_point(|comment| comment.end as usize <= at);
            self.comments.get(next).is_some_and(|comment| (comment.start as usize) <= at)
        };
        commas.into_iter().find(|&at| !in_comment(at))
    }
}

fn insertion(at: usize, text: String) -> Edit {
    Edit { span: Span::new(at, at), text }
}
