//! The text of a file and locations in it.
//!
//! Inside guidelint a location is a range of UTF-8 bytes ([`Span`]). People and editors count in other units,
//! which have types of their own and are only computed where a report is written: [`LineColumn`] counts
//! Unicode code points from 1, [`Utf16Position`] counts UTF-16 units from 0, as editors do.
//!
//! Invariant: every [`Span`] made by guidelint lies on character boundaries inside its file.

use std::ops::Range;
use std::sync::OnceLock;

/// A range of UTF-8 bytes in a file, end exclusive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span from `start` to `end`, in bytes.
    ///
    /// # Panics
    ///
    /// If an offset does not fit in 32 bits; the size of files is limited far below that.
    pub fn new(start: usize, end: usize) -> Self {
        let narrow = |offset: usize| u32::try_from(offset).expect("files are capped below 4 GiB");
        Self { start: narrow(start), end: narrow(end) }
    }

    /// The bytes as a range, for slicing.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        self.range().len()
    }

    /// Whether the span covers no byte.
    pub fn is_empty(self) -> bool {
        self.start >= self.end
    }
}

/// A position as shown to people: line and column count from 1, columns in Unicode code points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// Line, from 1.
    pub line: usize,
    /// Code points before the position on its line, plus 1. A byte order mark does not count.
    pub column: usize,
}

/// A position as used by editors: line and character count from 0, characters in UTF-16 units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Utf16Position {
    /// Line, from 0.
    pub line: usize,
    /// UTF-16 units before the position on its line. A byte order mark does not count.
    pub character: usize,
}

/// A file's name and its whole text.
#[derive(Clone, Debug)]
pub struct SourceFile {
    path: String,
    text: String,
    line_starts: OnceLock<Vec<u32>>,
}

/// U+FEFF at the start of a file: part of its bytes, but not counted as a column.
const BYTE_ORDER_MARK: char = '\u{feff}';

impl SourceFile {
    /// A file with the name that is shown to people, and its text.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self { path: path.into(), text: text.into(), line_starts: OnceLock::new() }
    }

    /// The name shown to people; `/` separates folders on every system.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The whole text, including a byte order mark.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text of a span; empty if the span does not lie on character boundaries in this file.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// Line and column of a byte offset. Offsets past the end or inside a character are moved back to the
    /// nearest character boundary.
    pub fn line_column(&self, byte: u32) -> LineColumn {
        let (line, before) = self.before(byte);
        LineColumn { line: line + 1, column: before.chars().count() + 1 }
    }

    /// Editor position of a byte offset; offsets are adjusted as in [`Self::line_column`].
    pub fn utf16_position(&self, byte: u32) -> Utf16Position {
        let (line, before) = self.before(byte);
        Utf16Position { line, character: before.encode_utf16().count() }
    }

    /// Text of a line counted from 0, without its line break; empty past the last line.
    pub fn line(&self, line: usize) -> &str {
        let starts = self.line_starts();
        let Some(&start) = starts.get(line) else { return "" };
        let end = starts.get(line + 1).map_or(self.text.len(), |&next| next as usize);
        self.text[start as usize..end].trim_end_matches(['\r', '\n'])
    }

    /// Index of the line of a byte offset, from 0, and the text of that line before the offset.
    fn before(&self, byte: u32) -> (usize, &str) {
        let byte = self.text.floor_char_boundary(byte as usize);
        let starts = self.line_starts();
        let line = starts.partition_point(|&start| start as usize <= byte) - 1;
        let before = &self.text[starts[line] as usize..byte];
        (line, if line == 0 { before.trim_start_matches(BYTE_ORDER_MARK) } else { before })
    }

    /// Byte offsets at which lines start. `\n`, `\r\n` and a lone `\r` end a line, as in YAML.
    fn line_starts(&self) -> &[u32] {
        self.line_starts.get_or_init(|| {
            let bytes = self.text.as_bytes();
            let mut starts = vec![0];
            for (at, &byte) in bytes.iter().enumerate() {
                if byte == b'\n' || byte == b'\r' && bytes.get(at + 1) != Some(&b'\n') {
                    starts.push(Span::new(0, at + 1).end);
                }
            }
            starts
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(text: &str) -> SourceFile {
        SourceFile::new("指南.yaml", text)
    }

    #[test]
    fn the_design_example_has_three_different_numbers() {
        let file = file("办理时限: 视情况办结\n");
        let byte = u32::try_from(file.text().find("视情况").unwrap()).unwrap();
        assert_eq!(byte, 14);
        assert_eq!(file.line_column(byte), LineColumn { line: 1, column: 7 });
        assert_eq!(file.utf16_position(byte), Utf16Position { line: 0, character: 6 });
    }

    #[test]
    fn astral_characters_are_one_column_and_two_utf16_units() {
        let file = file("甲: 一\r\n乙: 𠮷野家\r丙: 三");
        let byte = u32::try_from(file.text().find('野').unwrap()).unwrap();
        assert_eq!(file.line_column(byte), LineColumn { line: 2, column: 5 });
        assert_eq!(file.utf16_position(byte), Utf16Position { line: 1, character: 5 });
        let last = u32::try_from(file.text().find('三').unwrap()).unwrap();
        assert_eq!(file.line_column(last), LineColumn { line: 3, column: 4 });
        assert_eq!(
            [file.line(0), file.line(1), file.line(2), file.line(3)],
            ["甲: 一", "乙: 𠮷野家", "丙: 三", ""]
        );
    }

    #[test]
    fn a_byte_order_mark_is_no_column() {
        let file = file("\u{feff}甲: 尽快\n");
        let byte = u32::try_from(file.text().find("尽快").unwrap()).unwrap();
        assert_eq!(file.line_column(byte), LineColumn { line: 1, column: 4 });
        assert_eq!(file.utf16_position(byte), Utf16Position { line: 0, character: 3 });
    }

    #[test]
    fn offsets_outside_the_text_are_tolerated() {
        let file = file("甲");
        assert_eq!(file.line_column(1), LineColumn { line: 1, column: 1 });
        assert_eq!(file.line_column(99), LineColumn { line: 1, column: 2 });
    }
}
