//! Maps parts of a scalar's value to its source.
//!
//! A value differs from its source: quotes and indentation are removed, escapes are replaced, lines are
//! folded. The parser does not report which byte of a value came from where, so the source is read again by
//! the rules of its style, and every step is compared with the value from the parser. The mapping is used
//! only if both agree to the last byte.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use super::{Data, Kind, Style};
use crate::text::Span;

/// The source of each stretch of a value, in order and without gaps in the value; empty if it is not known.
type Trace = Arc<[Piece]>;

/// Traces by node, made on first use: a long scalar with many findings is read only once.
#[derive(Debug, Default)]
pub(super) struct Traces(Mutex<HashMap<u32, Trace>>);

/// A stretch of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    /// Bytes of the value.
    value: Span,
    /// Bytes of the source.
    source: Span,
    /// Whether both are the same text. If not, the piece is a unit: an escape or a folded line.
    verbatim: bool,
}

impl Piece {
    /// The source of the bytes of the value that are in `part`.
    fn source_of(&self, part: Span) -> Span {
        if !self.verbatim {
            return self.source;
        }
        let at = |byte: u32| self.source.start + (byte - self.value.start);
        Span { start: at(part.start.max(self.value.start)), end: at(part.end.min(self.value.end)) }
    }
}

impl Traces {
    /// The spans of a part of a node's value, adjacent ones merged; never empty. The span of the whole node
    /// if the mapping is not known or leads to nothing, as from a line break after a block scalar.
    pub(super) fn spans_of(&self, source: &str, id: u32, data: &Data<'_>, part: Range<usize>) -> Vec<Span> {
        let whole = data.span;
        let part = Span::new(part.start.min(data.text.len()), part.end.min(data.text.len()));
        if let Some(inner) = verbatim_inside(data) {
            let start = inner.start + part.start;
            let place = Span { start, end: start.max(inner.start + part.end) };
            return vec![if place.is_empty() { whole } else { place }];
        }
        let trace = self.trace(source, id, data);
        let first = trace.partition_point(|piece| piece.value.end <= part.start);
        let touched = trace[first..].iter().take_while(|piece| piece.value.start < part.end);
        let mut places: Vec<Span> = Vec::new();
        for place in touched.map(|piece| piece.source_of(part)).filter(|place| !place.is_empty()) {
            match places.last_mut() {
                Some(last) if last.end == place.start => last.end = place.end,
                _ => places.push(place),
            }
        }
        if places.is_empty() {
            places.push(whole);
        }
        places
    }

    fn trace(&self, source: &str, id: u32, data: &Data<'_>) -> Trace {
        let mut traces = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(
            traces.entry(id).or_insert_with(|| Tracer::new(source, &data.text).run(data).unwrap_or_default()),
        )
    }
}

/// The span of the whole value if it is a verbatim stretch of the source: the parser borrows such values
/// instead of copying them.
fn verbatim_inside(data: &Data<'_>) -> Option<Span> {
    let quote = match data.kind {
        Kind::Scalar(Style::Plain) => 0,
        Kind::Scalar(Style::SingleQuoted | Style::DoubleQuoted) => 1,
        _ => return None,
    };
    let lent =
        matches!(data.text, Cow::Borrowed(_)) && data.text.len() + 2 * quote as usize == data.span.len();
    lent.then(|| Span { start: data.span.start + quote, end: data.span.end - quote })
}

/// Reads the source of a scalar along with its value. Every step returns `None` once they disagree.
struct Tracer<'a> {
    source: &'a str,
    value: &'a str,
    /// How many bytes of the value have a known source.
    known: usize,
    pieces: Vec<Piece>,
    /// The offsets of the consecutive line breaks that are being read.
    breaks: Vec<usize>,
}

impl<'a> Tracer<'a> {
    fn new(source: &'a str, value: &'a str) -> Self {
        Self { source, value, known: 0, pieces: vec![], breaks: vec![] }
    }

    fn run(mut self, data: &Data<'_>) -> Option<Trace> {
        let Kind::Scalar(style) = data.kind else { return None };
        let span = data.span.range();
        match style {
            Style::Plain => self.flow(span, style)?,
            Style::SingleQuoted | Style::DoubleQuoted => {
                self.flow(span.start + 1..span.end.checked_sub(1)?, style)?;
            }
            Style::Literal | Style::Folded => self.block(span, style == Style::Folded)?,
        }
        (self.known == self.value.len()).then(|| self.pieces.into())
    }

    /// Takes a stretch of the source that the value repeats verbatim.
    fn verbatim(&mut self, source: Range<usize>) -> Option<()> {
        let text = self.source.get(source.clone())?;
        self.piece(text, source, true)
    }

    /// Takes a stretch of the source that `text` in the value stands for.
    fn stands_for(&mut self, text: &str, source: Range<usize>) -> Option<()> {
        self.piece(text, source, false)
    }

    fn piece(&mut self, text: &str, source: Range<usize>, verbatim: bool) -> Option<()> {
        if text.is_empty() {
            return Some(());
        }
        if !self.value[self.known..].starts_with(text) {
            return None;
        }
        let value = Span::new(self.known, self.known + text.len());
        self.pieces.push(Piece { value, source: Span::new(source.start, source.end), verbatim });
        self.known += text.len();
        Some(())
    }

    /// Reads a plain scalar, or the inside of a quoted one.
    fn flow(&mut self, span: Range<usize>, style: Style) -> Option<()> {
        let bytes = self.source.as_bytes();
        let mut run = span.start;
        let mut at = span.start;
        while at < span.end {
            let here = at;
            match bytes[at] {
                b' ' | b'\t' | b'\r' | b'\n' => {
                    at = self.skip_blanks(at, span.end);
                    if at == span.end || self.break_length(at) == 0 {
                        continue;
                    }
                    self.verbatim(run..here)?;
                    at = self.fold(here, at, span.end, " ")?;
                }
                b'\'' if style == Style::SingleQuoted => {
                    self.verbatim(run..here)?;
                    at += 2;
                    self.stands_for("'", here..at)?;
                }
                b'\\' if style == Style::DoubleQuoted => {
                    self.verbatim(run..here)?;
                    if self.break_length(at + 1) > 0 {
                        at = self.fold(here, at + 1, span.end, "")?;
                    } else {
                        let (meaning, length) = escape(&self.source[at..])?;
                        at += length;
                        self.stands_for(meaning.encode_utf8(&mut [0; 4]), here..at)?;
                    }
                }
                _ => {
                    at += 1;
                    continue;
                }
            }
            run = at;
        }
        self.verbatim(run..span.end)
    }

    /// Reads line breaks between two lines of a flow scalar, with surrounding blanks: a single break becomes
    /// `joint`, of several all but the first become line breaks. Returns the start of the next text.
    fn fold(&mut self, text_end: usize, first_break: usize, end: usize, joint: &str) -> Option<usize> {
        self.breaks.clear();
        let mut at = first_break;
        while at < end && self.break_length(at) > 0 {
            self.breaks.push(at);
            at = self.skip_blanks(at + self.break_length(at), end);
        }
        self.folded_breaks(text_end, at, joint)?;
        Some(at)
    }

    fn folded_breaks(&mut self, text_end: usize, next_text: usize, joint: &str) -> Option<()> {
        if self.breaks.len() == 1 {
            return self.stands_for(joint, text_end..next_text);
        }
        self.breaks.remove(0);
        self.breaks[0] = text_end;
        self.kept_breaks(next_text)
    }

    /// Every break is a line break of the value; its source extends to the next one, so that a violation
    /// across lines has one span.
    fn kept_breaks(&mut self, next_text: usize) -> Option<()> {
        for index in 0..self.breaks.len() {
            let end = self.breaks.get(index + 1).copied().unwrap_or(next_text);
            self.stands_for("\n", self.breaks[index]..end)?;
        }
        Some(())
    }

    /// Reads the content of a block scalar. Blank lines before and after it belong to the value, but not to
    /// the node.
    fn block(&mut self, span: Range<usize>, folded: bool) -> Option<()> {
        let value = self.value;
        let content = value.trim_start_matches('\n');
        self.stands_for(&value[..value.len() - content.len()], span.start..span.start)?;
        if content.is_empty() {
            return Some(());
        }
        let bytes = self.source.as_bytes();
        let line_start = self.source[..span.start].rfind(['\r', '\n']).map_or(0, |at| at + 1);
        let indentation = span.start - line_start;
        let mut at = span.start;
        loop {
            let text = at;
            while at < span.end && self.break_length(at) == 0 {
                at += 1;
            }
            self.verbatim(text..at)?;
            if at == span.end {
                break;
            }
            let text_end = at;
            self.breaks.clear();
            while self.break_length(at) > 0 {
                self.breaks.push(at);
                at += self.break_length(at);
                let indented = at + indentation;
                while at < indented && bytes.get(at) == Some(&b' ') {
                    at += 1;
                }
            }
            // Lines with extra indentation keep their breaks.
            let further = |text: usize| matches!(bytes.get(text), Some(b' ' | b'\t'));
            if folded && !further(text) && !further(at) {
                self.folded_breaks(text_end, at, " ")?;
            } else {
                self.kept_breaks(at)?;
            }
        }
        let rest = &value[self.known..];
        if !rest.trim_end_matches([' ', '\t', '\n']).is_empty() {
            return None;
        }
        self.stands_for(rest, span.end..span.end)
    }

    fn skip_blanks(&self, at: usize, end: usize) -> usize {
        let blanks = self.source.as_bytes()[at..end].iter().take_while(|byte| matches!(byte, b' ' | b'\t'));
        at + blanks.count()
    }

    /// The length of the line break at `at` in bytes; 0 if there is none.
    fn break_length(&self, at: usize) -> usize {
        match self.source.as_bytes().get(at..) {
            Some([b'\r', b'\n', ..]) => 2,
            Some([b'\r' | b'\n', ..]) => 1,
            _ => 0,
        }
    }
}

/// The meaning of the escape at the start of `source`, and its length in bytes.
pub(super) fn escape(source: &str) -> Option<(char, usize)> {
    let meaning = match source.as_bytes().get(1)? {
        b'0' => '\0',
        b'a' => '\x07',
        b'b' => '\x08',
        b't' | b'\t' => '\t',
        b'n' => '\n',
        b'v' => '\x0b',
        b'f' => '\x0c',
        b'r' => '\r',
        b'e' => '\x1b',
        b' ' => ' ',
        b'"' => '"',
        b'/' => '/',
        b'\\' => '\\',
        b'N' => '\u{85}',
        b'_' => '\u{a0}',
        b'L' => '\u{2028}',
        b'P' => '\u{2029}',
        b'x' => return Some((char::from_u32(digits(source, 2, 2)?)?, 4)),
        b'U' => return Some((char::from_u32(digits(source, 2, 8)?)?, 10)),
        b'u' => return utf16_escape(source),
        _ => return None,
    };
    Some((meaning, 2))
}

/// `\uXXXX`, or two of them that form a surrogate pair.
fn utf16_escape(source: &str) -> Option<(char, usize)> {
    let unit = digits(source, 2, 4)?;
    if let Some(character) = char::from_u32(unit) {
        return Some((character, 6));
    }
    let low = digits(source, 8, 4)?.checked_sub(0xDC00)?;
    let character = char::from_u32(0x1_0000 + (unit.checked_sub(0xD800)? << 10) + low)?;
    Some((character, 12))
}

fn digits(source: &str, at: usize, count: usize) -> Option<u32> {
    u32::from_str_radix(source.get(at..at + count)?, 16).ok()
}
