//! Paragraphs of Chinese text for a terminal: coloured, and wrapped by width in terminal cells.
//!
//! Chinese has no spaces: a line may break between almost any two characters, unless it would start with a
//! closing mark or end with an opening one. Line breaking rules for European text find no break at all or,
//! around “ and ”, forbid too many.

use std::io;
use std::ops::Range;

use super::visible::{cells, char_cells};
use guidelint_messages::Language;

/// The style of a piece of text, if colours are on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tone {
    /// Ordinary text.
    Plain,
    /// What to read first.
    Strong,
    /// Details that are rarely needed.
    Faint,
    /// The name of the severity error.
    Error,
    /// The name of the severity warning.
    Warning,
    /// The name of the severity advice.
    Advice,
    /// What to do about a finding.
    Help,
}

impl Tone {
    /// The parameters of the terminal's “select graphic rendition” sequence.
    fn code(self) -> Option<&'static str> {
        match self {
            Self::Plain => None,
            Self::Strong => Some("1"),
            Self::Faint => Some("2"),
            Self::Error => Some("1;31"),
            Self::Warning => Some("1;33"),
            Self::Advice => Some("1;36"),
            Self::Help => Some("32"),
        }
    }
}

/// What paragraphs are formatted for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Page {
    /// In cells.
    width: usize,
    /// Whether to use colours.
    color: bool,
    /// The language of the report.
    pub(super) language: Language,
}

impl Page {
    /// A page for a terminal of `width` cells.
    pub(super) fn new(width: usize, color: bool, language: Language) -> Self {
        Self { width: width.min(MOST_WIDTH), color, language }
    }
}

/// A paragraph: text in several tones, with a hanging indent.
#[derive(Debug)]
pub(super) struct Paragraph {
    text: String,
    /// The end of each piece of text, in bytes, with its style.
    tones: Vec<(usize, Tone)>,
    /// Empty cells before the first line.
    indent: usize,
    /// Empty cells before every other line.
    hanging: usize,
}

impl Paragraph {
    /// A paragraph that starts with a heading word after `indent` cells. Its other lines are aligned to the
    /// end of the heading.
    pub(super) fn new(indent: usize, heading: &str, tone: Tone) -> Self {
        Self { hanging: indent + cells(heading), ..Self::plain(indent) }.with(heading, tone)
    }

    /// A paragraph that starts with a label.
    pub(super) fn labelled(indent: usize, label: &str, tone: Tone, page: Page) -> Self {
        let colon = page.language.common().colon();
        let hanging = indent + cells(label) + cells(colon);
        // A single piece of text, so that both have the same colour.
        let text = [label, colon].concat();
        Self { tones: vec![(text.len(), tone)], text, indent, hanging }
    }

    /// An empty paragraph whose lines all start after `indent` cells.
    pub(super) fn plain(indent: usize) -> Self {
        Self { text: String::new(), tones: Vec::new(), indent, hanging: indent }
    }

    /// Appends text.
    pub(super) fn with(mut self, text: &str, tone: Tone) -> Self {
        self.text.push_str(text);
        self.tones.push((self.text.len(), tone));
        self
    }

    /// Writes the paragraph, wrapped to the width of the page.
    pub(super) fn write(&self, out: &mut impl io::Write, page: Page) -> io::Result<()> {
        let width = page.width.saturating_sub(self.hanging).max(LEAST_WIDTH);
        let first = width + self.hanging - self.indent;
        for (index, line) in wrap(&self.text, first, width).into_iter().enumerate() {
            let indent = if index == 0 { self.indent } else { self.hanging };
            let indent = if line.is_empty() { 0 } else { indent };
            write!(out, "{:indent$}", "")?;
            self.write_line(out, line, page.color)?;
            writeln!(out)?;
        }
        Ok(())
    }

    fn write_line(&self, out: &mut impl io::Write, line: Range<usize>, color: bool) -> io::Result<()> {
        let mut start = 0;
        for &(end, tone) in &self.tones {
            let text = &self.text[start.clamp(line.start, line.end)..end.clamp(line.start, line.end)];
            match tone.code().filter(|_| color && !text.is_empty()) {
                Some(code) => write!(out, "\u{1b}[{code}m{text}\u{1b}[0m")?,
                None => write!(out, "{text}")?,
            }
            start = end;
        }
        Ok(())
    }
}

/// The least number of cells for text, however narrow the page is.
const LEAST_WIDTH: usize = 12;

/// Longer lines are hard to read, however wide the terminal is.
const MOST_WIDTH: usize = 100;

/// Wraps a text into lines, given as bytes: the first of at most `first` cells, the others of `rest`.
fn wrap(text: &str, first: usize, rest: usize) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut start = 0;
    for paragraph in text.split('\n') {
        let end = start + paragraph.len();
        loop {
            let width = if lines.is_empty() { first } else { rest };
            let line = &text[start..end];
            let fitting = fit(line, width);
            lines.push(start..start + line[..fitting].trim_end().len());
            start += fitting;
            if start == end {
                break;
            }
            start += text[start..end].len() - text[start..end].trim_start().len();
        }
        start = end + 1;
    }
    lines
}

/// The number of bytes of a text that go on a line of `width` cells: all of it, or up to the last possible
/// break, or as much as fits if there is none.
fn fit(text: &str, width: usize) -> usize {
    let (mut used, mut breakable, mut before) = (0, 0, None);
    for (at, c) in text.char_indices() {
        if before.is_some_and(|before| may_break(before, c)) {
            breakable = at;
        }
        used += char_cells(c);
        // Spaces at the end of a line are dropped, so they always fit.
        if used > width && c != ' ' {
            return if breakable > 0 { breakable } else { at.max(c.len_utf8()) };
        }
        before = Some(c);
    }
    text.len()
}

/// Whether a line may end with `before` and the next one start with `after`.
fn may_break(before: char, after: char) -> bool {
    const OPENING: &str = "（［｛《〈「『【〔“‘([{<";
    const CLOSING: &str = "，。、；：？！）］｝》〉」』】〕”’…—·％,.;:?!)]}>%/";
    if after == ' ' || OPENING.contains(before) || CLOSING.contains(after) {
        return false;
    }
    let chinese = |c: char| char_cells(c) == 2 || "“”‘’…—·".contains(c);
    before == ' ' || chinese(before) || chinese(after)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str, width: usize) -> Vec<&str> {
        wrap(text, width, width).into_iter().map(|line| &text[line]).collect()
    }

    #[test]
    fn chinese_breaks_between_characters_but_not_before_closing_marks() {
        assert_eq!(lines("承诺办结时限，不得长于", 12), ["承诺办结时", "限，不得长于"]);
        assert_eq!(lines("依据《行政许可法》", 6), ["依据", "《行政", "许可", "法》"]);
        assert_eq!(lines("缺少“收费标准”。", 10), ["缺少“收费", "标准”。"]);
    }

    #[test]
    fn words_and_numbers_stay_whole_where_they_can() {
        assert_eq!(lines("改为 5 个 working day 内", 10), ["改为 5 个", "working", "day 内"]);
        assert_eq!(lines("abcdefghijkl", 5), ["abcde", "fghij", "kl"]);
        assert_eq!(lines("𠮷𠮷𠮷", 1), ["𠮷", "𠮷", "𠮷"]);
    }

    #[test]
    fn line_breaks_of_the_text_are_kept() {
        assert_eq!(lines("一\n\n  二", 10), ["一", "", "  二"]);
        assert_eq!(lines("", 10), [""]);
    }
}
