//! Classifies lines of a text by their look, without a YAML parser.
//!
//! Text that is not YAML, or YAML that does not mean what its author intended, still has lines that look like
//! entries (`名称：值`), items and comments. They are analyzed here one by one; the lines inside block scalars,
//! quotes and brackets that span several lines are marked as such. Every byte is read a constant number of
//! times.

use std::ops::Range;

/// The colon of YAML and those that people write instead.
pub const COLONS: [char; 4] = [':', '：', '﹕', '∶'];

/// The longest name of an entry, in code points.
const LONGEST_NAME: usize = 40;

/// Characters that no name of an entry contains: they are marks of sentences, or of YAML.
const NOT_IN_NAMES: [char; 11] = ['"', '\'', '[', ']', '{', '}', '，', '。', '；', '#', '\t'];

/// Characters that have a meaning in YAML at the beginning of a name.
const NOT_BEFORE_NAMES: [char; 9] = ['&', '*', '!', '|', '>', '%', '@', '`', '?'];

/// The columns that a tab counts for, and the blanks that replace it where YAML forbids tabs.
pub const TAB: usize = 2;

const BLANK: [char; 2] = [' ', '\t'];
const BREAK: [char; 2] = ['\r', '\n'];
const BYTE_ORDER_MARK: char = '\u{feff}';

/// A line. All offsets are bytes of the source, all columns count from 0.
#[derive(Clone, Debug)]
pub struct Line {
    /// The start of the line; for the first line of a block, the start of the block.
    pub start: usize,
    /// The end, without the line break.
    pub end: usize,
    /// The end of the indentation: at the first dash, or else at the text.
    pub indented: usize,
    /// The start of the text, after indentation and the dashes of items.
    pub text: usize,
    /// The column of its text.
    pub column: usize,
    /// The column of its first dash; `None` if it begins no item.
    pub dash: Option<usize>,
    /// What it looks like.
    pub look: Look,
}

/// What a line looks like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Look {
    /// Nothing but blanks.
    Blank,
    /// A comment.
    Comment,
    /// Part of a block scalar, quotes or brackets that began on an earlier line.
    Inside,
    /// Anything else.
    Text,
    /// `名称: 值`, with any colon.
    Entry(Entry),
}

/// A line that looks like an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its name, including quotes.
    pub name: Range<usize>,
    /// Its colon.
    pub colon: Range<usize>,
    /// Its value on this line, without surrounding blanks and comment.
    pub value: Range<usize>,
    /// Whether a comment follows on the line.
    pub has_comment: bool,
    /// Whether YAML reads it as an entry: the colon is half-width and followed by a blank or nothing.
    pub is_proper: bool,
    /// Whether the value continues below: a block scalar, or quotes or brackets that are still open.
    pub goes_on: bool,
}

impl Line {
    /// The entry that it looks like, if any.
    pub fn entry(&self) -> Option<&Entry> {
        match &self.look {
            Look::Entry(entry) => Some(entry),
            _ => None,
        }
    }
}

/// The parts of a source that are documents: between lines that begin with `---` or `...`. The rest of such a
/// line belongs to the document after it.
pub fn documents(source: &str) -> impl Iterator<Item = Range<usize>> {
    let mut next = Some(source.len() - source.trim_start_matches(BYTE_ORDER_MARK).len());
    std::iter::from_fn(move || {
        let start = next?;
        let mut line = start;
        loop {
            let Some(length) = source[line..].find(BREAK) else {
                next = None;
                return Some(start..source.len());
            };
            line += length + 1;
            if is_mark(&source[line..]) {
                next = Some(line + "---".len());
                return Some(start..line);
            }
        }
    })
    .map(|part| {
        // Only the first part may still include the mark at its start.
        let mark = if is_mark(&source[part.clone()]) { "---".len() } else { 0 };
        part.start + mark..part.end
    })
}

/// Whether a text begins with a mark between documents.
fn is_mark(text: &str) -> bool {
    let behind = text.strip_prefix("---").or_else(|| text.strip_prefix("..."));
    behind.is_some_and(|behind| behind.is_empty() || behind.starts_with([' ', '\t', '\r', '\n']))
}

/// The lines of a block of the source. If it begins inside a line, columns count from the start of that line.
pub fn lines(source: &str, block: Range<usize>) -> impl Iterator<Item = Line> {
    let mut next = Some(block.start);
    let mut state = State::Between;
    std::iter::from_fn(move || {
        let start = next.take()?;
        let rest = &source[start..block.end];
        let end = rest.find(BREAK).map_or(block.end, |length| start + length);
        let behind = if source[end..block.end].starts_with("\r\n") { end + 2 } else { end + 1 };
        next = Some(behind).filter(|&behind| behind < block.end);
        let before = source[..start].rfind(BREAK).map_or(0, |at| at + 1);
        let line = Line::of(source, before, start..end);
        Some(state.seen(source, line))
    })
}

impl Line {
    /// A line by itself. `before` is the start of the whole line in the file.
    fn of(source: &str, before: usize, line: Range<usize>) -> Self {
        let Range { start, end } = line;
        let start = if source[start..end].starts_with(BYTE_ORDER_MARK) {
            start + BYTE_ORDER_MARK.len_utf8()
        } else {
            start
        };
        let mut column = source[before.min(start)..start].chars().map(width).sum();
        let skip_blanks = |at: usize, column: &mut usize| {
            let text = source[at..end].trim_start_matches(BLANK);
            *column += source[at..end - text.len()].chars().map(width).sum::<usize>();
            end - text.len()
        };
        let indented = skip_blanks(start, &mut column);
        let (mut text, mut dash) = (indented, None);
        while source[text..end]
            .strip_prefix('-')
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(BLANK))
        {
            dash.get_or_insert(column);
            column += 1;
            text = skip_blanks(text + 1, &mut column);
        }
        let look = match source[text..end].chars().next() {
            None if dash.is_none() => Look::Blank,
            Some('#') => Look::Comment,
            _ => Look::Text,
        };
        Self { start, end, indented, text, column, dash, look }
    }
}

fn width(character: char) -> usize {
    match character {
        '\t' => TAB,
        BYTE_ORDER_MARK => 0,
        _ => 1,
    }
}

/// What previous lines left open.
#[derive(Clone, Copy)]
enum State {
    Between,
    /// A block scalar: all lines that are indented further than this column.
    Block(usize),
    /// Quotes with this character.
    Quotes(u8),
    /// The number of open brackets.
    Brackets(usize),
}

impl State {
    /// Classifies a line in the context of the lines before it.
    fn seen(&mut self, source: &str, mut line: Line) -> Line {
        let indentation = line.dash.unwrap_or(line.column);
        match *self {
            Self::Block(column) if line.look == Look::Blank || indentation > column => {
                line.look = Look::Inside;
            }
            Self::Quotes(_) | Self::Brackets(_) => {
                self.go_on(&source[line.start..line.end]);
                line.look = Look::Inside;
            }
            Self::Block(_) | Self::Between => {
                *self = Self::Between;
                if line.look == Look::Text {
                    self.begin(source, &mut line);
                }
            }
        }
        line
    }

    /// Classifies a line with text.
    fn begin(&mut self, source: &str, line: &mut Line) {
        let entry = entry(source, line.text..line.end);
        let value = entry.as_ref().map_or(line.text..line.end, |entry| entry.value.clone());
        let text = &source[value.clone()];
        let is_value = entry.is_some() || line.dash.is_some() || text.starts_with(['[', '{', '"', '\'']);
        let mut closed = None;
        match text.as_bytes().first() {
            Some(b'|' | b'>') if is_block_header(text) => {
                // The items of a list may be in the same column as its name.
                let column = if entry.is_some() { line.column } else { line.dash.unwrap_or(0) };
                *self = Self::Block(column);
            }
            Some(&quote @ (b'"' | b'\'')) if is_value => {
                *self = Self::Quotes(quote);
                closed = self.go_on(&source[value.start + 1..line.end]).map(|length| length + 1);
            }
            Some(b'[' | b'{') if is_value => {
                *self = Self::Brackets(0);
                self.go_on(&source[value.start..line.end]);
            }
            _ => {}
        }
        if let Some(mut entry) = entry {
            entry.goes_on = !matches!(self, Self::Between);
            if let Some(length) = closed {
                entry.take_quotes(source, value.start + length, line.end);
            }
            line.look = Look::Entry(entry);
        }
    }

    /// Continues in quotes or brackets. If they close, returns the number of bytes up to their end.
    fn go_on(&mut self, text: &str) -> Option<usize> {
        let mut bytes = text.bytes().enumerate().peekable();
        while let Some((at, byte)) = bytes.next() {
            let is_closed = match *self {
                Self::Quotes(b'"') if byte == b'\\' => {
                    bytes.next();
                    false
                }
                Self::Quotes(b'\'')
                    if byte == b'\'' && bytes.next_if(|&(_, next)| next == b'\'').is_some() =>
                {
                    false
                }
                Self::Quotes(quote) => byte == quote,
                Self::Brackets(depth) => {
                    let depth = match byte {
                        b'[' | b'{' => depth + 1,
                        b']' | b'}' => depth.saturating_sub(1),
                        _ => depth,
                    };
                    *self = Self::Brackets(depth);
                    depth == 0
                }
                Self::Between | Self::Block(_) => false,
            };
            if is_closed {
                *self = Self::Between;
                return Some(at + 1);
            }
        }
        None
    }
}

impl Entry {
    /// Makes quotes that end at `end` the value, if only a comment may follow on the line.
    fn take_quotes(&mut self, source: &str, end: usize, line_end: usize) {
        let behind = &source[end..line_end];
        let rest = behind.trim_matches(BLANK);
        if rest.is_empty() || rest.starts_with('#') && behind.starts_with(BLANK) {
            self.value = self.value.start..end;
            self.has_comment = !rest.is_empty();
        }
    }
}

/// Whether a value, which begins with `|` or `>`, is the header of a block scalar.
fn is_block_header(value: &str) -> bool {
    value.len() <= 3 && value[1..].bytes().all(|byte| matches!(byte, b'+' | b'-' | b'1'..=b'9'))
}

/// The entry that a text of one line looks like.
fn entry(source: &str, text: Range<usize>) -> Option<Entry> {
    let line = &source[text.clone()];
    // A quoted name could contain colons, but no name in a guide does.
    let at = line.find(COLONS)?;
    let colon = line[at..].chars().next()?;
    // Blanks that are text in YAML look like blanks to people.
    let name = line[..at].trim_end();
    let behind = &line[at + colon.len_utf8()..];
    let inner = unquoted(name);
    let is_name = !inner.is_empty()
        && inner.chars().take(LONGEST_NAME + 1).count() <= LONGEST_NAME
        && !inner.contains(NOT_IN_NAMES)
        && !inner.starts_with(NOT_BEFORE_NAMES)
        && !inner.bytes().all(|byte| byte.is_ascii_digit());
    let digit = |character: Option<char>| character.is_some_and(|character| character.is_ascii_digit());
    let is_time = digit(inner.chars().next_back()) && digit(behind.chars().next());
    if !is_name || is_time || behind.starts_with("//") {
        return None;
    }
    let is_proper = colon == ':' && (behind.is_empty() || behind.starts_with(BLANK));
    let value = behind.trim();
    let comment =
        if value.starts_with('#') { Some(0) } else { value.find(" #").or_else(|| value.find("\t#")) };
    // In YAML a `#` directly after a full-width colon does not begin a comment.
    let comment = comment.filter(|&at| at > 0 || behind.starts_with(BLANK));
    let start = text.end - behind.trim_start().len();
    let value = comment.map_or(value, |at| value[..at].trim_end());
    Some(Entry {
        name: text.start..text.start + name.len(),
        colon: text.start + at..text.start + at + colon.len_utf8(),
        value: start..start + value.len(),
        has_comment: comment.is_some(),
        is_proper,
        goes_on: false,
    })
}

/// A name without its quotes.
pub fn unquoted(name: &str) -> &str {
    let inner = |quote| name.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
    inner('"').or_else(|| inner('\'')).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(source: &str) -> Vec<&str> {
        documents(source).map(|part| &source[part]).collect()
    }

    #[test]
    fn documents_lie_between_their_marks() {
        assert_eq!(parts("甲: 1\n--- # 注\n乙: 2\n...\n丙\n"), ["甲: 1\n", " # 注\n乙: 2\n", "\n丙\n"]);
        assert_eq!(parts("\u{feff}---\r\n甲\r\n---"), ["\r\n甲\r\n", ""]);
        assert_eq!(parts("----\n ---\n---x\n"), ["----\n ---\n---x\n"]);
        assert_eq!(parts(""), [""]);
    }

    /// Every line: the column of its text, and what it looks like.
    fn looks(source: &str) -> Vec<(usize, String)> {
        let look = |line: Line| match &line.look {
            Look::Entry(entry) => {
                let proper = if entry.is_proper { "" } else { "!" };
                let more = if entry.goes_on { "…" } else { "" };
                let comment = if entry.has_comment { "#" } else { "" };
                format!(
                    "{proper}{}={}{more}{comment}",
                    &source[entry.name.clone()],
                    &source[entry.value.clone()]
                )
            }
            other => format!("{other:?}"),
        };
        lines(source, 0..source.len()).map(|line| (line.column, look(line))).collect()
    }

    fn of_one(source: &str) -> String {
        let [(_, look)] = &looks(source)[..] else { panic!("{source} has several lines") };
        look.clone()
    }

    #[test]
    fn entries_are_told_by_any_colon() {
        for (line, look) in [
            ("名称: 值", "名称=值"),
            ("名称：值", "!名称=值"),
            ("名称 ： 值  ", "!名称=值"),
            ("名称:值", "!名称=值"),
            ("名称∶值", "!名称=值"),
            ("名称\u{3000}：\u{3000}值\u{a0}", "!名称=值"),
            ("名称:\u{a0}值", "!名称=值"),
            ("名称:", "名称="),
            ("名称：", "!名称="),
            ("\"名称\"：值", "!\"名称\"=值"),
            ("名称：值 # 注", "!名称=值#"),
            ("名称：# 值", "!名称=# 值"),
            ("名称： # 注", "!名称=#"),
            ("名称: \"a # b\" # 注", "名称=\"a # b\"#"),
            ("名称: \"a\"b", "名称=\"a\"b"),
            ("名称：'a''b'", "!名称='a''b'"),
            ("名称：一：二", "!名称=一：二"),
        ] {
            assert_eq!(of_one(line), look, "{line}");
        }
    }

    #[test]
    fn what_only_has_a_colon_is_text() {
        for line in [
            "上午9:00—12:00",
            "周一9：00",
            "12:30",
            "http://example.com",
            "请注意，办理：值",
            "{名称：值}",
            "：值",
            "没有冒号",
            "&a 名称: 值",
        ] {
            assert_eq!(of_one(line), "Text", "{line}");
        }
    }

    #[test]
    fn items_and_indentation_have_columns() {
        let source = "甲：\n  - 乙：1\n\t丙：2\n- - 丁\n-\n# 注\n\n";
        let expected =
            [(0, "!甲="), (4, "!乙=1"), (2, "!丙=2"), (4, "Text"), (1, "Text"), (0, "Comment"), (0, "Blank")];
        assert_eq!(looks(source), expected.map(|(column, look)| (column, look.to_owned())));
    }

    #[test]
    fn what_goes_on_below_is_left_out() {
        for (source, inside) in [
            ("甲：|\n  乙：1\n\n  丙\n丁：2\n", 3),
            ("- 甲: >-\n    乙：1\n", 1),
            ("甲：\"一\n乙：二\"\n丁：2\n", 1),
            ("甲：[一,\n乙：二]\n丁：2\n", 1),
            ("甲: {a: [\n], b: '\n'}\n丁：2\n", 2),
            ("|\n 乙：1\n 丙\n", 2),
        ] {
            let looks = looks(source);
            let count = looks.iter().filter(|(_, look)| look == "Inside").count();
            assert_eq!(count, inside, "{source}: {looks:?}");
            assert!(!source.ends_with("丁：2\n") || looks.last().is_some_and(|(_, look)| look == "!丁=2"));
        }
    }
}
