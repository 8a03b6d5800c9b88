//! Explains syntax errors of the YAML parser to people.

use std::borrow::Cow;

use super::super::scalar::escape;
use super::super::{Problem, ProblemKind};
use super::hint::{self, COLON, COLON_HELP, DASH, DASH_HELP};
use super::{ErrorKind, ScanError};
use crate::text::Span;

const ESCAPE: &str = "双引号中的反斜杠“\\”写法不对";
const ESCAPE_HELP: &str = "请改用英文单引号 '，其中的反斜杠就是它本身";
const NO_COLON: &str = "此处应为“名称: 值”，却没有冒号";
const QUOTE_HELP: &str = "请把整个值放在英文单引号 ' 之间";
const WIDE_BLANK: &str = "缩进中不能使用全角空格等特殊空格";
const WIDE_BLANK_HELP: &str = "请改用英文空格缩进，每层两个空格";
const LIKE_DASH: &str = "列表前的横线应为英文减号“-”";
const INDENTATION_HELP: &str = "同一层的各行请对齐，下一层比上一层多缩进两个空格";

/// Dashes and bullets that people write before list items.
const LIKE_DASHES: [char; 9] = ['－', '—', '–', '‐', '‑', '−', '﹣', '•', '●'];

/// What was being read when the error occurred.
#[derive(Clone, Copy, Default)]
pub(super) struct Unfinished {
    /// The last node of the document so far.
    pub(super) last: Option<Span>,
    /// The opening bracket of the innermost flow collection.
    pub(super) bracket: Option<Span>,
}

/// What is wrong, where, and what to do about it.
struct Words {
    span: Span,
    message: Cow<'static, str>,
    help: Option<&'static str>,
}

impl Words {
    fn new(span: Span, message: impl Into<Cow<'static, str>>, help: &'static str) -> Self {
        Self { span, message: message.into(), help: Some(help) }
    }
}

/// The problem to report for an error of the parser.
pub(super) fn problem(source: &str, error: &ScanError, unfinished: Unfinished) -> Problem {
    let mut at = error.marker().byte_offset().unwrap_or(0).min(source.len());
    while !source.is_char_boundary(at) {
        at -= 1;
    }
    let words = hinted(source, error.kind(), at, unfinished).unwrap_or_else(|| {
        let (message, help) = translated(error.kind());
        Words { span: one_character(source, at), message, help }
    });
    let related = match error.kind() {
        ErrorKind::ExpectedFlowMappingSeparator
        | ErrorKind::ExpectedFlowSequenceSeparator
        | ErrorKind::InvalidColonPlacement => {
            unfinished.bracket.map(|span| (span, "括号从这里开始".to_owned()))
        }
        _ => None,
    };
    Problem {
        kind: ProblemKind::Syntax,
        span: words.span,
        message: words.message.into_owned(),
        help: words.help.map(str::to_owned),
        related,
    }
}

/// The span of the character at `at`; empty at the end of a line.
fn one_character(source: &str, at: usize) -> Span {
    let character = source[at..].chars().next().filter(|character| !matches!(character, '\r' | '\n'));
    Span::new(at, at + character.map_or(0, char::len_utf8))
}

/// Errors that are better reported at another location, or explained by the text there.
fn hinted(source: &str, kind: &ErrorKind, at: usize, unfinished: Unfinished) -> Option<Words> {
    use ErrorKind as E;
    let last = unfinished.last;
    match kind {
        E::MappingValueNotAllowed => second_colon(source, at, last),
        E::SimpleKeyExpected
        | E::ExpectedBlockMappingKey
        | E::ExpectedDocumentStart
        | E::ExpectedBlockSequenceEntry => Some(not_an_entry(source, kind, at)),
        E::TabInBlockIndentation
        | E::TabInIndentation
        | E::TabInPlainScalar
        | E::TabNotAllowed
        | E::TabAtBlockScalarStart => {
            let tab = hint::tab_in_indentation(source, at)?;
            Some(Words::new(tab, "缩进中不能使用制表符（Tab 键）", "请改用空格缩进，每层两个空格"))
        }
        E::InvalidTrailingSingleQuotedScalar | E::InvalidTrailingDoubleQuotedScalar => {
            Some(after_quote(source, at, last))
        }
        E::UnexpectedCharacter { character } => Some(unexpected_character(source, at, *character)),
        E::UnknownQuotedScalarEscape
        | E::InvalidQuotedScalarHexEscape
        | E::InvalidLowSurrogateHexEscape
        | E::InvalidLowSurrogate
        | E::MissingLowSurrogate
        | E::UnpairedLowSurrogate
        | E::InvalidUnicodeEscape => Some(Words::new(wrong_escape(source, at)?, ESCAPE, ESCAPE_HELP)),
        _ => None,
    }
}

/// A key that is not allowed here: an earlier line was joined to this one, or a value contains `: `.
fn second_colon(source: &str, at: usize, last: Option<Span>) -> Option<Words> {
    let joined = last.filter(|span| span.range().end == at)?.range();
    if let Some(colon) = hint::colon_without_space(source, joined.clone()) {
        return Some(Words::new(colon, COLON, COLON_HELP));
    }
    if let Some(dash) = hint::dash_without_space(source, joined.start) {
        return Some(Words::new(dash, DASH, DASH_HELP));
    }
    let colon = one_character(source, at);
    if hint::line_start(source, at) > joined.start {
        if hint::begins_its_line(source, joined.start) {
            return Some(Words::new(hint::rest_of_line(source, joined.start), NO_COLON, COLON_HELP));
        }
        if let Some(words) = [joined.start, at].into_iter().find_map(|at| like_indentation(source, at)) {
            return Some(words);
        }
        let line = source[hint::line_start(source, at)..at].trim_start();
        let key = Span::new(at - line.len(), at);
        return Some(Words::new(key, "本行缩进过多，被当成了上一行内容的一部分", INDENTATION_HELP));
    }
    let text = &source[joined];
    if text.starts_with(['“', '”', '‘', '’']) {
        return Some(Words::new(
            colon,
            "中文引号不能代替英文引号，引号内外的“: ”都会被当成新的一项",
            QUOTE_HELP,
        ));
    }
    Some(Words::new(colon, "值中的“: ”（英文冒号加空格）会被当成新的一项", QUOTE_HELP))
}

/// A character at the start of a line that looks like indentation or a dash to people, but is text in YAML.
fn like_indentation(source: &str, at: usize) -> Option<Words> {
    let line = &source[hint::line_start(source, at)..];
    let text = line.trim_start_matches(|character: char| character.is_whitespace() && !is_break(character));
    let start = source.len() - line.len();
    let is_wide = |blank: char| !matches!(blank, ' ' | '\t');
    if let Some(wide) = line[..line.len() - text.len()].find(is_wide) {
        return Some(Words::new(one_character(source, start + wide), WIDE_BLANK, WIDE_BLANK_HELP));
    }
    let dash = source.len() - text.len();
    text.starts_with(LIKE_DASHES).then(|| Words::new(one_character(source, dash), LIKE_DASH, DASH_HELP))
}

fn is_break(character: char) -> bool {
    matches!(character, '\r' | '\n')
}

/// A line that should be `名称: 值` or a list item, but is neither.
fn not_an_entry(source: &str, kind: &ErrorKind, at: usize) -> Words {
    let line = hint::rest_of_line(source, at);
    if let Some(dash) = hint::dash_without_space(source, at) {
        return Words::new(dash, DASH, DASH_HELP);
    }
    if let Some(colon) = hint::colon_without_space(source, at..at) {
        return Words::new(colon, COLON, COLON_HELP);
    }
    let before = &source[hint::line_start(source, at)..at];
    if before.trim_start().starts_with('-') && *kind == ErrorKind::ExpectedBlockMappingKey {
        let dash = at - before.trim_start().len();
        return Words::new(
            Span::new(dash, line.range().end),
            "此处应为“名称: 值”，却是列表的一项",
            "列表请放在“名称:”的下一行，名称后面不要再写别的内容",
        );
    }
    if *kind == ErrorKind::ExpectedBlockSequenceEntry {
        return Words::new(
            line,
            "此处仍在列表之中，应以“- ”开头",
            "不属于列表的内容请调整缩进，与它所在的层对齐",
        );
    }
    if before.trim().is_empty() && source[line.range()].contains(": ") || source[line.range()].ends_with(':')
    {
        return Words::new(line, "本行的缩进与上文的任何一层都对不齐", INDENTATION_HELP);
    }
    if before.trim().is_empty() {
        return Words::new(line, NO_COLON, COLON_HELP);
    }
    Words::new(line, "值的后面多出了文字", QUOTE_HELP)
}

/// Text after a closing quote: if lines lie between, that quote was meant to open another text.
fn after_quote(source: &str, at: usize, last: Option<Span>) -> Words {
    let from = last.map_or(0, |span| span.range().end).min(at);
    let opening = source[from..at].find(['"', '\'']).map(|offset| from + offset);
    match opening {
        Some(opening) if source[opening..at].contains(['\r', '\n']) => Words::new(
            one_character(source, opening),
            "引号没有成对，一直读到了后面的行",
            "请在这个值的末尾补上同样的引号",
        ),
        _ => Words::new(
            hint::rest_of_line(source, at),
            "引号已经结束，后面还有文字",
            "值中要用引号时请用中文引号“”；否则请把整个值放在一对引号之间",
        ),
    }
}

/// The first invalid escape in the double-quoted scalar that begins at `at`: the backslash and the character
/// after it.
fn wrong_escape(source: &str, at: usize) -> Option<Span> {
    let mut next = at;
    loop {
        next += source[next..].find('\\')?;
        let length: usize = source[next..].chars().take(2).map(char::len_utf8).sum();
        next += match escape(&source[next..]) {
            Some((_, length)) => length,
            None if source[next + 1..].starts_with(['\r', '\n']) => length,
            None => return Some(Span::new(next, next + length)),
        };
    }
}

fn unexpected_character(source: &str, at: usize, character: char) -> Words {
    let span = one_character(source, at);
    if character.is_control() || !character.is_ascii() {
        let message = format!("文件中有不允许的字符 U+{:04X}，它通常看不见", u32::from(character));
        return Words::new(span, message, "请删去这个字符，常见于从网页或其他软件复制的文字");
    }
    Words::new(span, format!("不能以“{character}”开头"), QUOTE_HELP)
}

/// Message and help for every kind of error, as far as they do not depend on the text.
fn translated(kind: &ErrorKind) -> (Cow<'static, str>, Option<&'static str>) {
    use ErrorKind as E;
    let (message, help) = match kind {
        E::UnclosedQuotedScalar => ("引号只有开头，没有结尾", "请在这个值的末尾补上同样的引号"),
        E::DocumentIndicatorInQuotedScalar => {
            ("引号没有结尾，一直读到了分隔线“---”或“...”", "请在这个值的末尾补上同样的引号")
        }
        E::InvalidQuotedScalarIndent | E::InvalidFlowScalarIndent => {
            ("换行后的文字缩进不够", "请让它比所属的名称多缩进两个空格")
        }
        E::UnknownQuotedScalarEscape
        | E::InvalidQuotedScalarHexEscape
        | E::InvalidLowSurrogateHexEscape
        | E::InvalidLowSurrogate
        | E::MissingLowSurrogate
        | E::UnpairedLowSurrogate
        | E::InvalidUnicodeEscape => (ESCAPE, ESCAPE_HELP),
        E::UnclosedFlowCollection { open: '{' } => ("“{”没有与之成对的“}”", "请在末尾补上“}”"),
        E::UnclosedFlowCollection { .. } => ("“[”没有与之成对的“]”", "请在末尾补上“]”"),
        E::MismatchedFlowCollectionEnd { .. } => {
            ("左右括号不成对", "“[”与“]”成对，“{”与“}”成对，请检查这个括号的结尾")
        }
        E::MisplacedFlowCollectionEnd => ("右括号没有与之成对的左括号", "请删去它，或把整个值放在引号之间"),
        E::ExpectedFlowMappingSeparator | E::ExpectedFlowSequenceSeparator => {
            ("括号里的各项之间缺少英文逗号，或者括号没有结尾", "各项之间请用英文逗号“,”，末尾请写右括号")
        }
        E::UnexpectedEofFlowSequence
        | E::UnexpectedEofFlowMapping
        | E::UnexpectedEofImplicitFlowMapping
        | E::InvalidColonPlacement
        | E::FlowMappingValueAdjacentCollection
        | E::BlockEntryInFlowCollection
        | E::PlainScalarStartsWithDashFlowIndicator => {
            ("括号里的内容写法不对", "请检查逗号、冒号与右括号；各项较长时请改为每项一行")
        }
        E::BlockSequenceEntryNotAllowed => {
            ("列表不能与名称写在同一行", "请换一行再写“- ”；如果横线是内容，请把整个值放在引号之间")
        }
        E::InvalidBlockEntryWhitespace | E::InvalidMappingValueWhitespace => {
            ("此处不能使用制表符（Tab 键）", "请改用空格")
        }
        E::TabNotAllowed
        | E::TabInBlockIndentation
        | E::TabInIndentation
        | E::TabInPlainScalar
        | E::TabAtBlockScalarStart => ("缩进中不能使用制表符（Tab 键）", "请改用空格缩进，每层两个空格"),
        E::InvalidIndentation | E::InvalidBlockScalarIndent => ("缩进不对", INDENTATION_HELP),
        E::InvalidBlockScalarHeader => ("“|”或“>”的后面不能直接写内容", "请从下一行开始写，并多缩进两个空格"),
        E::ZeroBlockScalarIndent => ("“|”或“>”后面的数字应为 1 至 9", "一般不需要写这个数字"),
        E::CommentInterceptedScalar => ("几行文字中间不能夹有注释", "请把注释移到这段文字的前面"),
        E::CommentNotSeparated => {
            ("注释“#”之前要有空格", "请在“#”前加一个空格；如果它是内容，请把整个值放在引号之间")
        }
        E::ExpectedWhitespace => ("此处缺少空格", "请加一个空格"),
        E::MissingAnchorOrAliasName => {
            ("“&”或“*”后面缺少名称", "如果这个符号是内容，请把整个值放在英文单引号 ' 之间")
        }
        E::UnknownAnchor => ("引用了之前没有出现的名称", "请检查“*”后面的名称"),
        E::ExpectedTagBang
        | E::ExpectedTagDirectiveBang
        | E::InvalidGlobalTagCharacter
        | E::InvalidTagTerminator
        | E::MissingTagUri
        | E::UnclosedVerbatimTag
        | E::InvalidTagEscape
        | E::InvalidTagUtf8LeadingByte
        | E::InvalidTagUtf8TrailingByte
        | E::InvalidTagUtf8
        | E::UndeclaredTagHandle => {
            ("以“!”开头的内容会被当成类型标记，写法不对", "如果“!”是内容，请把整个值放在英文单引号 ' 之间")
        }
        E::DuplicateVersionDirective
        | E::UnsupportedYamlMajorVersion
        | E::DuplicateTagDirective
        | E::MissingDocumentEndBeforeDirective
        | E::InvalidDirectiveTerminator
        | E::MissingYamlVersionSeparator
        | E::MissingDirectiveName
        | E::InvalidDirectiveName
        | E::DirectiveByteLimitExceeded { .. }
        | E::YamlVersionTooLong
        | E::MissingYamlVersion
        | E::InvalidTagDirectiveTerminator => {
            ("以“%”开头的行是 YAML 指令，写法不对", "办事指南不需要这样的行，请删去")
        }
        E::InvalidDocumentEnd => ("“...”表示文件到此结束，后面不能再写内容", "请删去“...”，或另起一行再写"),
        E::BomInsideDocument => {
            ("文件中间有字节顺序标记 U+FEFF，它看不见", "请删去这个字符，常见于把几个文件拼接在一起")
        }
        E::RecursionLimitExceeded => ("层次太深，未检查", "请减少嵌套的层次"),
        E::TooManyComments => ("连续的注释太多，未检查", "请删去一部分注释"),
        E::MappingKeyNotAllowed | E::InvalidSimpleKey | E::SimpleKeyExpected | E::MappingValueNotAllowed => {
            ("此处不能写“名称: 值”", INDENTATION_HELP)
        }
        E::UnexpectedEof | E::UnexpectedEofBlockSequence | E::UnexpectedEofBlockMapping => {
            ("文件没有写完", "请检查文件的末尾")
        }
        _ => return ("此处不符合 YAML 的写法".into(), None),
    };
    (message.into(), Some(help))
}
