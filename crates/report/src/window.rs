//! One line of a source, cut to the width of a terminal.
//!
//! Guides contain whole paragraphs in one line. The terminal would wrap them and misplace the underlines, so
//! a long line is cut around the marks on it. Only the text near a mark is examined, so that a line of
//! megabytes takes no longer than a short one.

use std::ops::Range;

use super::visible::{self, cells, char_cells};

/// Replaces text that was cut.
const CUT: char = '…';

/// Distance of tab stops, in cells.
const TAB: usize = 4;

/// The fewest cells for a mark with its context.
const LEAST: usize = 12;

/// A line as it is shown.
#[derive(Debug)]
pub(super) struct Window {
    /// The text to show, without a line break.
    pub(super) text: String,
    /// The characters shown, in order.
    shown: Vec<Shown>,
}

/// A character shown.
#[derive(Debug)]
struct Shown {
    /// Its first byte in the source line.
    source: usize,
    /// Its bytes in the text of the window.
    range: Range<usize>,
}

impl Window {
    /// The number of marks on one line that fit into `width` cells.
    pub(super) fn room_for_marks(width: usize) -> usize {
        (width / LEAST).max(1)
    }

    /// The part of `line` around `marks` that fits into `width` cells. The marks are bytes of the line, in
    /// order, do not overlap, and are not more than `room_for_marks` allows.
    pub(super) fn new(line: &str, marks: &[Range<usize>], width: usize) -> Self {
        if forward(line, 0, width) == line.len() {
            return Self::of(line, std::slice::from_ref(&(0..line.len())));
        }
        let each = width / marks.len().max(1);
        let parts = marks.iter().flat_map(|mark| around(line, mark, each.saturating_sub(2)));
        let mut parts = joined(parts);
        if parts.is_empty() {
            parts.push(0..forward(line, 0, width - 1));
        }
        Self::of(line, &parts)
    }

    /// The bytes of a mark in the text of the window, including the sign for a cut in it.
    pub(super) fn locate(&self, mark: &Range<usize>) -> Range<usize> {
        let first = self.shown.partition_point(|shown| shown.source < mark.start);
        let last = self.shown.partition_point(|shown| shown.source < mark.end);
        let start = self.shown.get(first).map_or(self.text.len(), |shown| shown.range.start);
        let end = last.checked_sub(1).map_or(0, |last| self.shown[last].range.end);
        start..end.max(start)
    }

    fn of(line: &str, parts: &[Range<usize>]) -> Self {
        let mut window = Self { text: String::new(), shown: Vec::new() };
        let mut end = 0;
        for part in parts {
            window.cut(end..part.start);
            for (at, c) in line[part.clone()].char_indices() {
                window.push(part.start + at, c);
            }
            end = part.end;
        }
        window.cut(end..line.len());
        window
    }

    fn cut(&mut self, part: Range<usize>) {
        if !part.is_empty() {
            self.text.push(CUT);
        }
    }

    fn push(&mut self, source: usize, c: char) {
        let start = self.text.len();
        if c == '\t' {
            let stop = TAB - cells(&self.text) % TAB;
            self.text.extend(std::iter::repeat_n(' ', stop));
        } else {
            visible::push(&mut self.text, c);
        }
        self.shown.push(Shown { source, range: start..self.text.len() });
    }
}

/// The part of a line to show for one mark, in about `width` cells: the mark with equal context on both
/// sides, or both ends of a mark that is too long, with a little context before it.
fn around(line: &str, mark: &Range<usize>, width: usize) -> [Range<usize>; 2] {
    if forward(line, mark.start, width) < mark.end {
        // One cell is for the sign between the ends.
        let third = width.saturating_sub(1) / 3;
        let start = backward(line, mark.start, third);
        let head = forward(line, mark.start, 2 * third - taken(&line[start..mark.start]));
        return [start..head, backward(line, mark.end, third)..mark.end];
    }
    let spare = width - taken(&line[mark.clone()]);
    let start = backward(line, mark.start, spare / 2);
    // Cells that one side does not need are used by the other.
    let end = forward(line, mark.end, spare - taken(&line[start..mark.start]));
    let start = backward(line, mark.start, spare - taken(&line[mark.end..end]));
    [start..mark.end, mark.end..end]
}

/// Joins adjacent parts.
fn joined(parts: impl Iterator<Item = Range<usize>>) -> Vec<Range<usize>> {
    let mut joined: Vec<Range<usize>> = Vec::new();
    for part in parts {
        match joined.last_mut() {
            Some(last) if part.start <= last.end => last.end = part.end.max(last.end),
            _ => joined.push(part),
        }
    }
    joined
}

/// The end of the longest text from `start` on that fits into `width` cells.
fn forward(line: &str, start: usize, width: usize) -> usize {
    start + fitting(line[start..].chars(), width)
}

/// The start of the longest text before `end` that fits into `width` cells.
fn backward(line: &str, end: usize, width: usize) -> usize {
    end - fitting(line[..end].chars().rev(), width)
}

/// The number of bytes of the leading characters that fit into `width` cells.
fn fitting(characters: impl Iterator<Item = char>, width: usize) -> usize {
    let mut used = 0;
    characters
        .take_while(|&c| {
            used += most_cells(c);
            used <= width
        })
        .map(char::len_utf8)
        .sum()
}

/// The greatest number of cells that a text may take.
fn taken(text: &str) -> usize {
    text.chars().map(most_cells).sum()
}

/// The greatest number of cells that a character may take: that of a tab depends on its position.
fn most_cells(c: char) -> usize {
    match c {
        '\t' => TAB,
        _ if visible::is_hidden(c) => "<U+100000>".len(),
        _ => char_cells(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The window around `marked`, which occurs once in the line, and the text of the mark in it.
    fn window(line: &str, marked: &str, width: usize) -> (String, String) {
        let start = line.find(marked).expect("the line holds the mark");
        let mark = start..start + marked.len();
        let window = Window::new(line, std::slice::from_ref(&mark), width);
        assert!(cells(&window.text) <= width, "{} is wider than {width}", window.text);
        let located = window.text[window.locate(&mark)].to_owned();
        (window.text, located)
    }

    #[test]
    fn short_lines_are_whole() {
        assert_eq!(window("甲: 尽快办结", "尽快", 20), ("甲: 尽快办结".into(), "尽快".into()));
        assert_eq!(window("\t甲:\t尽快", "尽快", 20), ("    甲: 尽快".into(), "尽快".into()));
        assert_eq!(
            window("码: 01\u{200b}1", "01\u{200b}1", 20),
            ("码: 01<U+200B>1".into(), "01<U+200B>1".into())
        );
    }

    #[test]
    fn long_lines_are_cut_around_the_mark() {
        let line = format!("受理条件: {}尽快{}", "政务".repeat(50), "服务".repeat(50));
        assert_eq!(window(&line, "尽快", 20), ("…务政务尽快服务服务…".into(), "尽快".into()));
        assert_eq!(window(&line, "受理", 20), ("受理条件: 政务政务…".into(), "受理".into()));
        let (text, marked) = window(&line, &line["受理条件: ".len()..], 40);
        assert_eq!(text, "受理条件: 政务政务政务政…服务服务服务");
        assert_eq!(marked, "政务政务政务政…服务服务服务");
    }

    #[test]
    fn megabytes_are_not_looked_at() {
        let line = format!("{}尽快{}", "政".repeat(1_000_000), "务".repeat(1_000_000));
        let mark = 3_000_000..3_000_006;
        for _ in 0..1000 {
            assert_eq!(&Window::new(&line, std::slice::from_ref(&mark), 20).text[3..15], "政政政尽");
        }
    }
}
