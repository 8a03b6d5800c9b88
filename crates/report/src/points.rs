//! Converts bytes to the units of people and editors, for all locations of a file at once.
//!
//! [`SourceFile::line_column`](guidelint_core::text::SourceFile::line_column) counts from the start of the
//! line at every call. A report needs thousands of locations, and a hostile file may be one line of
//! megabytes, so a report walks each file once and records the locations it will name.

use guidelint_core::lint::FileReport;
use guidelint_core::text::{LineColumn, Span};

/// One location in all units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Point {
    /// Bytes from the start of the file.
    pub(super) byte: usize,
    /// Line, from 1.
    pub(super) line: usize,
    /// Code points before it on its line, plus 1.
    pub(super) column: usize,
    /// UTF-16 units before it on its line.
    pub(super) utf16: usize,
    /// Bytes from the start of the file to the start of its line.
    pub(super) line_start: usize,
}

impl Point {
    /// The start of any file.
    const START: Self = Self { byte: 0, line: 1, column: 1, utf16: 0, line_start: 0 };

    /// The location as shown to people.
    pub(super) fn line_column(self) -> LineColumn {
        LineColumn { line: self.line, column: self.column }
    }

    /// The location `byte` bytes into the text, which must not be before this one.
    fn advanced(mut self, text: &str, byte: usize) -> Self {
        for (at, c) in text[self.byte..byte].char_indices() {
            let next = self.byte + at + c.len_utf8();
            match c {
                '\n' => self.break_line(next),
                '\r' if text.as_bytes().get(next) != Some(&b'\n') => self.break_line(next),
                // A byte order mark does not count as a column, as in `text.rs`.
                '\u{feff}' if self.line == 1 && self.column == 1 => {}
                _ => {
                    self.column += 1;
                    self.utf16 += c.len_utf16();
                }
            }
        }
        Self { byte, ..self }
    }

    fn break_line(&mut self, next: usize) {
        (self.line, self.line_start) = (self.line + 1, next);
        (self.column, self.utf16) = (1, 0);
    }
}

/// The locations that reports name in one file.
#[derive(Debug)]
pub(super) struct Points {
    /// In the order of the file; the last one is the end of the file.
    points: Vec<Point>,
}

impl Points {
    /// Walks a file once, to its end.
    pub(super) fn of(file: &FileReport) -> Self {
        let text = file.source.text();
        let mut bytes: Vec<usize> = spans(file)
            .flat_map(|span| [span.start, span.end])
            .map(|byte| boundary(text, byte as usize))
            .chain([text.len()])
            .collect();
        bytes.sort_unstable();
        bytes.dedup();
        let points = bytes
            .into_iter()
            .scan(Point::START, |point, byte| {
                *point = point.advanced(text, byte);
                Some(*point)
            })
            .collect();
        Self { points }
    }

    /// The location of a byte. It must be the start or end of a span of the file; for other bytes, returns
    /// the nearest such location before.
    pub(super) fn at(&self, byte: u32) -> Point {
        let after = self.points.partition_point(|point| point.byte <= byte as usize);
        after.checked_sub(1).map_or(Point::START, |index| self.points[index])
    }

    /// The number of lines of the file; a line break at the end starts another one.
    pub(super) fn lines(&self) -> usize {
        self.points.last().map_or(1, |end| end.line)
    }
}

/// The nearest character boundary at or before a byte.
fn boundary(text: &str, byte: usize) -> usize {
    (0..=byte.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

/// Every span that a report may name.
fn spans(file: &FileReport) -> impl Iterator<Item = Span> {
    let aside = file.suppressed.iter().map(|aside| &aside.finding);
    file.findings.iter().chain(aside).flat_map(|finding| {
        let related = finding.related.iter().map(|related| related.span);
        let edits = finding.fix.iter().flat_map(|fix| fix.edits.iter().map(|edit| edit.span));
        finding.spans.iter().copied().chain(related).chain(edits)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use guidelint_core::lint::Status;
    use guidelint_core::text::SourceFile;

    /// A file with a fix that touches every character boundary.
    fn file(text: &str) -> FileReport {
        use std::sync::Arc;

        use guidelint_core::finding::{Finding, RuleInfo, Severity};

        let rule = RuleInfo {
            id: "yaml/syntax".into(),
            title: "任意".into(),
            category: "yaml".into(),
            obligation: None,
            clause: None,
            mandatory: false,
        };
        let boundaries = (0..=text.len()).filter(|&at| text.is_char_boundary(at));
        let spans = boundaries.map(|at| Span::new(at, at)).collect();
        let finding = Finding::new(&Arc::new(rule), Severity::Error, "任意".into(), spans);
        FileReport::without_guides(SourceFile::new("指南.yaml", text), Status::Checked, vec![finding])
    }

    #[test]
    fn one_walk_agrees_with_counting_every_place_on_its_own() {
        for text in ["", "\u{feff}", "\u{feff}甲: 𠮷\r\n乙:\r丙\n\n", "甲\u{feff}\r\r\n𠮷𠮷", "\n\u{feff}甲"]
        {
            let file = file(text);
            let points = Points::of(&file);
            for span in &file.findings[0].spans {
                let point = points.at(span.start);
                assert_eq!(point.line_column(), file.source.line_column(span.start), "{span:?} of {text:?}");
                let utf16 = file.source.utf16_position(span.start);
                assert_eq!(
                    (point.line - 1, point.utf16),
                    (utf16.line, utf16.character),
                    "{span:?} of {text:?}"
                );
                assert!(
                    file.source.line(point.line - 1).len() + point.line_start
                        >= text[..point.byte].trim_end().len()
                );
            }
            assert_eq!(points.lines(), file.source.line_column(u32::MAX).line);
        }
    }

    #[test]
    fn offsets_outside_the_text_are_tolerated() {
        let mut file = file("甲: 一");
        file.findings[0].spans = vec![Span::new(1, 99)];
        let points = Points::of(&file);
        assert_eq!(points.at(1).line_column(), LineColumn { line: 1, column: 1 });
        assert_eq!(points.at(99).line_column(), LineColumn { line: 1, column: 5 });
    }
}
