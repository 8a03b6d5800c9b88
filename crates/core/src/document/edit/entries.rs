//! Writes lines that were meant as entries as valid YAML.

use std::borrow::Cow;
use std::ops::Range;

use super::super::lines::{Entry, Line, Look, unquoted};
use super::super::{Kind, Node, Style, parse};
use super::written::{Context, written};
use super::{BLANK, BREAK};
use crate::fix::{Block, BlockEntry, Edit};
use crate::text::Span;

/// A line to write as an entry.
#[derive(Debug)]
pub struct Respelt<'l> {
    /// The line.
    pub line: &'l Line,
    /// The entry that it looks like.
    pub entry: &'l Entry,
    /// The column to move it to, if any.
    pub column: Option<usize>,
    /// Lines of text that continue its value.
    pub rest: Vec<&'l Line>,
}

/// The edits that turn a block into entries.
#[derive(Debug)]
pub struct Rewriting {
    /// The replacements, in the order of the file.
    pub edits: Vec<Edit>,
    /// The block with its expected entries.
    pub block: Block,
    /// Whether lines are moved, or several lines become one value.
    pub moves_lines: bool,
}

/// Writes the lines of a block as entries: a half-width colon followed by a blank, quotes where they are
/// needed, `|` if a value continues on lines that YAML would not read as part of it, and a `#` before lines
/// that belong to no entry.
///
/// Returns `None` if that is not possible. Whether the result is valid YAML is not checked here.
pub fn entries(
    source: &str,
    block: Range<usize>,
    lines: &[Line],
    respelt: &[Respelt<'_>],
    before: &[usize],
    is_document: bool,
) -> Option<Rewriting> {
    let mut writing =
        Writing { source, edits: Vec::new(), entries: Vec::new(), moves_lines: !before.is_empty() };
    for &number in before {
        writing.replace(lines[number].indented..lines[number].indented, "# ".into());
    }
    for entry in respelt {
        writing.entry(entry)?;
    }
    writing.replace_tabs(lines);
    let Writing { mut edits, entries, moves_lines, .. } = writing;
    edits.sort_by_key(|edit| edit.span);
    let block = Block { span: Span::new(block.start, block.end), is_document, entries };
    (!edits.is_empty()).then_some(Rewriting { edits, block, moves_lines })
}

/// Whether a document or value contains these entries in this order; others may be between them.
pub fn has_entries(node: Node<'_>, entries: &[BlockEntry]) -> bool {
    let mut wanted = entries.iter().peekable();
    meet(node, &mut |key, value| {
        wanted.next_if(|entry| {
            let is_value = |text: &String| letters(value.text().unwrap_or_default()) == *text;
            key.text() == Some(&entry.key) && entry.letters.as_ref().is_none_or(is_value)
        });
    });
    wanted.next().is_none()
}

/// Calls `told` for all entries in a node, each before those inside it.
fn meet<'t>(node: Node<'t>, told: &mut impl FnMut(Node<'t>, Node<'t>)) {
    if node.kind() == Kind::Alias {
        return;
    }
    node.items().for_each(|item| meet(item, told));
    for entry in node.entries() {
        told(entry.key, entry.value);
        meet(entry.value, told);
    }
}

fn letters(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}

struct Writing<'s> {
    source: &'s str,
    edits: Vec<Edit>,
    entries: Vec<BlockEntry>,
    moves_lines: bool,
}

impl Writing<'_> {
    fn replace(&mut self, range: Range<usize>, text: String) {
        if self.source[range.clone()] != text {
            self.edits.push(Edit { span: Span::new(range.start, range.end), text });
        }
    }

    fn entry(&mut self, respelt: &Respelt<'_>) -> Option<()> {
        let Respelt { line, entry, column, rest } = respelt;
        if let Some(column) = column {
            // Text after a dash cannot be moved.
            let is_movable = line.dash.is_none() && line.start == self.line_start(line.start);
            is_movable.then(|| self.replace(line.start..line.indented, " ".repeat(*column)))?;
            self.moves_lines = true;
        }
        let between = entry.name.end..entry.value.start;
        let value = &self.source[entry.value.clone()];
        if !rest.is_empty() && !self.reads_on(respelt) {
            if entry.goes_on || entry.has_comment || value.starts_with(['"', '\'', '[', '{', '&', '!']) {
                return None;
            }
            let text = self.block_text(respelt, between);
            self.expect(entry, Some(text));
        } else if !entry.is_proper {
            let text = if entry.goes_on { Cow::Borrowed(value) } else { as_scalar(value)? };
            let is_written = matches!(text, Cow::Owned(_)) || !value.starts_with(['"', '\'', '[', '{']);
            let text = text.into_owned();
            let rest = rest.iter().map(|line| &self.source[line.text..line.end]);
            let letters = std::iter::once(value).chain(rest).map(letters).collect();
            self.expect(entry, (is_written && !entry.goes_on).then_some(letters));
            if !entry.is_proper {
                self.replace(between, if text.is_empty() && !entry.has_comment { ":" } else { ": " }.into());
                self.replace(entry.value.clone(), text);
            }
        }
        Some(())
    }

    fn expect(&mut self, entry: &Entry, letters: Option<String>) {
        let key = unquoted(&self.source[entry.name.clone()]).to_owned();
        self.entries.push(BlockEntry { key, letters });
    }

    /// Whether YAML reads the following lines of text as part of the value before them, as they are.
    fn reads_on(&self, respelt: &Respelt<'_>) -> bool {
        let Respelt { line, entry, column, rest, .. } = respelt;
        let column = column.unwrap_or(line.column);
        let is_inside = |line: &&Line| line.column > column && !self.indentation(line).contains('\t');
        let (Some(last), true) = (rest.last(), rest.iter().all(is_inside)) else { return false };
        let text = &self.source[entry.value.start..last.end];
        let alone = format!("k: {text}\n");
        let stream = parse(&alone);
        let value = stream.documents().next().and_then(|root| Some(root.entries().next()?.value));
        let is_text = value.is_some_and(|value| {
            value.kind() == Kind::Scalar(Style::Plain)
                && value.span().end as usize == "k: ".len() + text.len()
        });
        stream.problems.is_empty() && is_text
    }

    /// Makes a value with all its lines a block scalar. Returns its characters without blanks.
    fn block_text(&mut self, respelt: &Respelt<'_>, between: Range<usize>) -> String {
        let Respelt { line, entry, column, rest, .. } = respelt;
        let value = &self.source[entry.value.clone()];
        let indentation = column.unwrap_or(line.column) + 2;
        let header = match value {
            "" => ": |".to_owned(),
            _ => format!(": |{}{}", self.line_break(line.end), " ".repeat(indentation)),
        };
        let mut text = letters(value);
        self.replace(between, header);
        let begin = |line: &Line| line.dash.unwrap_or(line.column);
        let least = rest.iter().map(|line| begin(line)).min().unwrap_or_default();
        for line in rest {
            self.replace(line.start..line.indented, " ".repeat(indentation + begin(line) - least));
            text += &letters(&self.source[line.indented..line.end]);
        }
        self.moves_lines = true;
        text
    }

    /// Replaces tabs in the indentation of lines that are not moved anyway.
    fn replace_tabs(&mut self, lines: &[Line]) {
        let moved: Vec<u32> = self.edits.iter().map(|edit| edit.span.start).collect();
        for line in lines.iter().filter(|line| !matches!(line.look, Look::Blank | Look::Inside)) {
            let start = Span::new(line.start, line.start).start;
            if self.indentation(line).contains('\t') && !moved.contains(&start) {
                self.replace(line.start..line.indented, " ".repeat(line.dash.unwrap_or(line.column)));
            }
        }
    }

    fn indentation(&self, line: &Line) -> &str {
        &self.source[line.start..line.indented]
    }

    fn line_start(&self, at: usize) -> usize {
        let start = self.source[..at].rfind(BREAK).map_or(0, |before| before + 1);
        let line = &self.source[start..];
        start + line.len() - line.trim_start_matches('\u{feff}').len()
    }

    /// The line break at the end of a line.
    fn line_break(&self, end: usize) -> &str {
        match &self.source.as_bytes()[end..] {
            [b'\r', b'\n', ..] => "\r\n",
            [b'\r', ..] => "\r",
            _ => "\n",
        }
    }
}

/// A value of one line as YAML: unchanged if it is valid and means the same, otherwise in quotes.
fn as_scalar(value: &str) -> Option<Cow<'_, str>> {
    if value.is_empty() || value.starts_with(['"', '\'', '[', '{']) && is_yaml(value) {
        return Some(Cow::Borrowed(value));
    }
    let context = Context { in_flow: false, is_key: false };
    let text =
        [Style::Plain, Style::DoubleQuoted].into_iter().find_map(|style| written(value, style, context))?;
    Some(if text == value { Cow::Borrowed(value) } else { Cow::Owned(text) })
}

/// Whether a quoted or bracketed text is valid YAML by itself.
fn is_yaml(value: &str) -> bool {
    let alone = format!("k: {}\n", value.trim_end_matches(BLANK));
    let stream = parse(&alone);
    let value = stream.documents().next().and_then(|root| Some(root.entries().next()?.value));
    let is_plain = value.is_none_or(|value| value.kind() == Kind::Scalar(Style::Plain));
    stream.problems.is_empty() && stream.comments.is_empty() && !is_plain
}
