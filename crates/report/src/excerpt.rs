//! The lines of a source that a drawing shows, with the marks on them. This is independent of how they are
//! drawn.
//!
//! The lines are copied: made harmless, cut to the width, without byte order mark and line breaks. So the
//! cost of a drawing depends on what it shows, not on the size of the file.

use std::borrow::Cow;
use std::ops::Range;

use super::points::Points;
use super::visible::{self, cells};
use super::window::Window;
use guidelint_core::text::{LineColumn, SourceFile, Span};

/// A location to draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place<'a> {
    /// Its bytes.
    pub(super) span: Span,
    /// What it shows; `None` for the location of the finding itself.
    pub(super) note: Option<&'a str>,
}

/// The lines to draw.
#[derive(Debug)]
pub(super) struct Excerpt<'a> {
    /// Groups of consecutive lines of the source; the one with the finding itself comes first.
    pub(super) blocks: Vec<Block<'a>>,
    /// Whether every part of the locations of the finding itself is marked.
    pub(super) complete: bool,
    source: &'a SourceFile,
    places: &'a [Place<'a>],
    /// The width of a line of the drawing, in cells.
    width: usize,
}

/// A group of consecutive lines.
#[derive(Debug)]
pub(super) struct Block<'a> {
    /// The lines, each ending with `\n`.
    pub(super) text: String,
    /// Their numbers in the source, from 1.
    pub(super) lines: Range<usize>,
    /// What to underline, in the order of the text; marks do not overlap, and each is within one line.
    pub(super) marks: Vec<Mark<'a>>,
}

/// An underlined part of one line.
#[derive(Debug)]
pub(super) struct Mark<'a> {
    /// Its bytes in the text of the block; empty for a position between two characters.
    pub(super) range: Range<usize>,
    /// Where it starts in the source.
    pub(super) start: LineColumn,
    /// Whether it belongs to the location of the finding itself.
    pub(super) own: bool,
    /// The note to write below it.
    pub(super) note: Option<Cow<'a, str>>,
    /// Index of the location that it belongs to.
    place: usize,
}

/// The part of a location that is on one line of the source.
#[derive(Debug)]
struct Piece {
    /// The line, from 1.
    line: usize,
    /// Bytes of the line.
    range: Range<usize>,
    /// Where it starts.
    start: LineColumn,
    /// Whether it is the start of the location.
    first: bool,
    /// Index of the location that it belongs to.
    place: usize,
}

/// The number of lines to mark of a location with many lines.
const LINES_A_PLACE: usize = 3;

/// The number of locations of a finding to mark. Every line of a guide may be one, if all of them have the
/// wrong colon.
const PLACES: usize = 24;

/// The excerpt that shows `places`, the most important ones first, in lines of `width` cells. Of two that
/// overlap, only the first is marked.
pub(super) fn excerpt<'a>(
    source: &'a SourceFile,
    points: &Points,
    places: &'a [Place<'a>],
    width: usize,
) -> Excerpt<'a> {
    let mut excerpt = Excerpt { blocks: Vec::new(), complete: true, source, places, width };
    let pieces = excerpt.pieces(points);
    for lines in runs(source, points, &pieces) {
        excerpt.add_block(lines, &pieces);
    }
    excerpt.blocks.sort_by_key(|block| !block.marks.iter().any(|mark| mark.own));
    excerpt
}

impl<'a> Excerpt<'a> {
    /// Whether the drawing shows a location with its note.
    pub(super) fn tells(&self, place: usize) -> bool {
        let mut marks = self.blocks.iter().flat_map(|block| &block.marks);
        self.is_own(place) || marks.any(|mark| mark.place == place && mark.note.is_some())
    }

    fn is_own(&self, place: usize) -> bool {
        self.places[place].note.is_none()
    }

    /// The parts to mark, in the order of the source.
    fn pieces(&mut self, points: &Points) -> Vec<Piece> {
        let mut pieces: Vec<Piece> = Vec::new();
        for (place, Place { span, .. }) in self.places.iter().enumerate() {
            for (index, piece) in cut_at_lines(self.source, points, *span, place).enumerate() {
                if index == LINES_A_PLACE || place >= PLACES {
                    self.complete &= !self.is_own(place);
                    break;
                }
                if !pieces.iter().any(|other| overlap(other, &piece)) {
                    pieces.push(piece);
                }
            }
        }
        pieces.sort_by_key(|piece| (piece.line, piece.range.start));
        pieces
    }

    fn add_block(&mut self, lines: Range<usize>, pieces: &[Piece]) {
        let mut block = Block { text: String::new(), lines: lines.clone(), marks: Vec::new() };
        // Every line starts with ` 12 │ `.
        let gutter = (lines.end - 1).to_string().len() + 4;
        for line in lines {
            let first = pieces.partition_point(|piece| piece.line < line);
            let last = pieces.partition_point(|piece| piece.line <= line);
            self.add_line(&mut block, line, &pieces[first..last], gutter);
        }
        self.blocks.push(block);
    }

    fn add_line(&mut self, block: &mut Block<'a>, line: usize, pieces: &[Piece], gutter: usize) {
        // An empty mark takes one cell; at the end of a line it is after the text.
        let empty = usize::from(pieces.iter().any(|piece| piece.range.is_empty()));
        let width = self.width.saturating_sub(gutter + empty);
        let (pieces, rest) = pieces.split_at(pieces.len().min(Window::room_for_marks(width)));
        self.complete &= !rest.iter().any(|piece| self.is_own(piece.place));
        let marks: Vec<_> = pieces.iter().map(|piece| piece.range.clone()).collect();
        let window = Window::new(line_text(self.source, line), &marks, width);
        for (index, piece) in pieces.iter().enumerate() {
            let shown = window.locate(&piece.range);
            let middle = gutter + cells(&window.text[..shown.start]) + cells(&window.text[shown.clone()]) / 2;
            // Beside a note, connecting lines of other marks would be drawn, so it is only written below the
            // first.
            let note = if index == 0 { self.note_from(piece, middle) } else { None };
            block.marks.push(Mark {
                range: block.text.len() + shown.start..block.text.len() + shown.end,
                start: piece.start,
                own: self.is_own(piece.place),
                note,
                place: piece.place,
            });
        }
        block.text.push_str(&window.text);
        block.text.push('\n');
    }

    /// The note of a location, at its first piece, if the text right of `middle` cells has room for it.
    fn note_from(&self, piece: &Piece, middle: usize) -> Option<Cow<'a, str>> {
        let note = visible::line(self.places[piece.place].note.filter(|_| piece.first)?);
        (middle + "╰── ".chars().count() + cells(&note) <= self.width).then_some(note)
    }
}

/// The parts of a span on each of its lines; after the first line without the blanks around the text.
fn cut_at_lines<'a>(
    source: &'a SourceFile,
    points: &Points,
    span: Span,
    place: usize,
) -> impl Iterator<Item = Piece> + use<'a> {
    let (start, end) = (points.at(span.start), points.at(span.end));
    let part = move |line: usize| {
        let (text, skipped) = (line_text(source, line), hidden(source, line));
        let within =
            |byte: usize, line_start: usize| byte.saturating_sub(line_start + skipped).min(text.len());
        let from = if line == start.line { within(start.byte, start.line_start) } else { 0 };
        let to = if line == end.line { within(end.byte, end.line_start) } else { text.len() };
        (text, from..to.max(from))
    };
    let (_, range) = part(start.line);
    let first = Piece { line: start.line, range, start: start.line_column(), first: true, place };
    let rest = (start.line + 1..=end.line).filter_map(move |line| {
        let (text, range) = part(line);
        let text = text[range].trim_end();
        let blank = text.len() - text.trim_start().len();
        let start = LineColumn { line, column: text[..blank].chars().count() + 1 };
        let piece = Piece { line, range: blank..text.len(), start, first: false, place };
        (!text.is_empty()).then_some(piece)
    });
    std::iter::once(first).chain(rest)
}

/// The text of a line, counted from 1, without byte order mark and line break.
fn line_text(source: &SourceFile, line: usize) -> &str {
    &source.line(line - 1)[hidden(source, line)..]
}

/// The number of bytes at the start of a line that are not shown: those of a byte order mark.
fn hidden(source: &SourceFile, line: usize) -> usize {
    if line == 1 && source.text().starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

/// Whether two pieces cannot both be underlined. An empty one takes the cells of a character.
fn overlap(a: &Piece, b: &Piece) -> bool {
    let end = |piece: &Piece| piece.range.end.max(piece.range.start + 1);
    a.line == b.line && a.range.start < end(b) && b.range.start < end(a)
}

/// The lines to show, from 1: those of the pieces, and one line before and after unless it is blank. A single
/// line between two groups is shown too.
fn runs(source: &SourceFile, points: &Points, pieces: &[Piece]) -> Vec<Range<usize>> {
    let mut blocks: Vec<Range<usize>> = Vec::new();
    let blank = |line: usize| source.line(line - 1).trim().is_empty();
    for &Piece { line, .. } in pieces {
        let start = if line > 1 && !blank(line - 1) { line - 1 } else { line };
        let end = if line < points.lines() && !blank(line + 1) { line + 2 } else { line + 1 };
        match blocks.last_mut() {
            Some(last) if start <= last.end + 1 => last.end = last.end.max(end),
            _ => blocks.push(start..end),
        }
    }
    blocks
}
