//! Edits of YAML text that change exactly one thing.
//!
//! Everything else is preserved: comments, quotes, line endings, the order of entries, the indentation of
//! neighbours. An edit that cannot be made safely is not made. Every edit states what it is meant to change
//! ([`Change`]); [`is_only`] checks the edited document against that.

mod compare;
mod entries;
mod insert;
mod written;

use std::ops::Range;

pub use compare::is_only;
pub use entries::{Respelt, Rewriting, entries, has_entries};
pub use insert::insert;

use super::{Kind, Node, Style};
use crate::fix::{Change, Edit, EditPlan};
use crate::text::Span;
use written::{Context, inside, reads_back, written};

/// Scalars with a longer source, in bytes, are not edited: what is written is parsed again, which would take
/// too long in a file of a few huge texts with many findings. Real texts are a hundredth of it.
const LONGEST: usize = 16 * 1024;

/// Mappings with more entries are not edited either, for the same reason.
const MOST_ENTRIES: usize = 1_000;

const BREAK: [char; 2] = ['\r', '\n'];
const BLANK: [char; 2] = [' ', '\t'];

/// Replaces a part of a value, in bytes of the value; aliases are followed. The new text is escaped as the
/// quotes require; quotes are added if it could not be written without them.
///
/// Returns `None` if it cannot be done on one line: in a folded part, in very long texts, or in block scalars
/// whose lines would be read differently.
pub fn replace(node: Node<'_>, part: Range<usize>, text: &str) -> Option<EditPlan> {
    let node = node.resolved();
    let part = part.start + node.offset()..part.end + node.offset();
    replaced(node.whole(), part, text, false)
}

/// Puts a plain value in double quotes; aliases are followed.
pub fn quote(node: Node<'_>) -> Option<EditPlan> {
    let node = node.resolved().whole();
    let (style, value) = (node.style()?, node.text()?);
    if style != Style::Plain || node.source().contains(BREAK) || node.source().len() > LONGEST {
        return None;
    }
    let context = Context { in_flow: node.is_flow(), is_key: false };
    let text = written(value, Style::DoubleQuoted, context)?;
    Some(of_scalar(node, Edit { span: node.span(), text }, 0..0, ""))
}

/// Renames a key of a mapping. Returns `None` if the mapping already has a key with the new name, or has the
/// old key twice, since it is not known which one is meant.
pub fn rename(mapping: Node<'_>, key: Node<'_>, name: &str) -> Option<EditPlan> {
    if key.kind() == Kind::Alias || is_large(mapping) {
        return None;
    }
    let old = key.text()?;
    let count = |name: &str| mapping.entries().filter(|entry| entry.key.text() == Some(name)).count();
    let is_own = mapping.entries().any(|entry| entry.key.span() == key.span());
    if !is_own || count(old) > 1 || count(name) > 0 {
        return None;
    }
    replaced(key, 0..old.len(), name, true)
}

/// Writes a text where there is no content: after the colon of a key without a value, or in place of `~`,
/// `null` or an empty text.
pub fn fill(node: Node<'_>, text: &str) -> Option<EditPlan> {
    if !node.is_blank() || node.tag().is_some() || node.is_part() {
        return None;
    }
    match node.kind() {
        Kind::Scalar(Style::Literal | Style::Folded) => None,
        Kind::Scalar(_) => replaced(node, 0..node.text()?.len(), text, false),
        Kind::Absent if node.stream.source[..node.span().range().end].ends_with(':') => {
            let context = Context { in_flow: node.is_flow(), is_key: false };
            let text = format!(" {}", written(text, Style::Plain, context)?);
            let new = text[1..].to_owned();
            Some(of_scalar(node, Edit { span: node.span(), text }, 0..0, &new))
        }
        _ => None,
    }
}

fn is_large(mapping: Node<'_>) -> bool {
    mapping.entries().nth(MOST_ENTRIES).is_some()
}

fn replaced(node: Node<'_>, part: Range<usize>, text: &str, is_key: bool) -> Option<EditPlan> {
    let (style, value, source) = (node.style()?, node.text()?, node.source());
    let old = value.get(part.clone())?;
    if old == text || source.len() > LONGEST {
        return None;
    }
    let value = [&value[..part.start], text, &value[part.end..]].concat();
    let context = Context { in_flow: node.is_flow(), is_key };
    let in_place = in_place(node, part.clone(), text, style).filter(|edit| {
        let start = node.span().range().start;
        let inner = edit.span.range().start - start..edit.span.range().end - start;
        let source = [&source[..inner.start], &edit.text, &source[inner.end..]].concat();
        match style {
            Style::Literal | Style::Folded => true,
            _ => reads_back(&source, &value, style, context),
        }
    });
    let anew = || {
        let is_one_line = !source.contains(BREAK) && !matches!(style, Style::Literal | Style::Folded);
        let styles = [style, Style::DoubleQuoted].into_iter().filter(|_| is_one_line);
        let text = styles.into_iter().find_map(|style| written(&value, style, context))?;
        Some(Edit { span: node.span(), text })
    };
    Some(of_scalar(node, in_place.or_else(anew)?, part, text))
}

/// An edit of the part alone, if it is verbatim in the source.
fn in_place(node: Node<'_>, part: Range<usize>, text: &str, style: Style) -> Option<Edit> {
    let (value, source) = (node.text()?, node.stream.source);
    let [span] = node.spans_of(part.clone())[..] else { return None };
    let old = &value[part];
    if old.is_empty() || inside(old, style) != source[span.range()] {
        return None;
    }
    let edit = Edit { span, text: inside(text, style) };
    match style {
        Style::Literal | Style::Folded => keeps_lines(node, &edit).then_some(edit),
        _ => Some(edit),
    }
}

/// Whether an edit inside a block scalar keeps its line structure. A line that became blank, or began with
/// other blanks, would be read differently.
fn keeps_lines(node: Node<'_>, edit: &Edit) -> bool {
    let source = node.stream.source;
    let span = edit.span.range();
    let start = source[..span.start].rfind(BREAK).map_or(0, |at| at + 1).max(node.span().range().start);
    let after = source[span.end..].split(BREAK).next().unwrap_or_default();
    let begins = |text: &str| !text.is_empty() && !text.starts_with(BLANK);
    let keeps_start =
        !source[start..span.start].trim_matches(BLANK).is_empty() || begins(&[&edit.text, after].concat());
    keeps_start && !source[span].contains(BREAK) && !edit.text.contains(char::is_control)
}

fn of_scalar(node: Node<'_>, edit: Edit, part: Range<usize>, text: &str) -> EditPlan {
    let part = Span::new(part.start, part.end);
    let change = Change::Value { scalar: node.span(), part, text: text.to_owned() };
    EditPlan { edits: vec![edit], change }
}
