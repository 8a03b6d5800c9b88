//! Guesses what the author of text that is not valid YAML meant.
//!
//! A parser reports where it could not continue, but some mistakes are made earlier: a line with a full-width
//! colon is joined to its neighbours as plain text, and the error is reported on the next line. These
//! functions only look at lines of text, and never further back than the scalar that was being read, so they
//! cost no more than reading it.

use std::ops::Range;

use crate::text::Span;

const BLANK: [char; 2] = [' ', '\t'];
const BREAK: [char; 2] = ['\r', '\n'];

/// The longest text before a colon that is accepted as a key, in code points.
const LONGEST_KEY: usize = 40;

pub(super) const COLON: &str = "冒号应为半角并在其后加一个空格";
pub(super) const COLON_HELP: &str = "请写成“名称: 值”的样子：英文冒号，后面空一格";
pub(super) const DASH: &str = "横线后缺少一个空格";
pub(super) const DASH_HELP: &str = "列表的每一项请写成“- 内容”的样子：横线，后面空一格";

/// The colon of the first line in `region` that looks like `名称：值` or `名称:值`. A first line that does not begin
/// in `region` is skipped: it is part of a value, which may contain colons.
pub(super) fn colon_without_space(source: &str, region: Range<usize>) -> Option<Span> {
    lines(source, region).find_map(|line| bare_colon(source, line))
}

/// The first colon of a plain scalar that begins its line and whose lines all look like `名称：值`.
pub(super) fn entries_without_spaces(source: &str, scalar: Range<usize>) -> Option<Span> {
    if !begins_its_line(source, scalar.start) {
        return None;
    }
    let mut colons = lines(source, scalar).map(|line| bare_colon(source, line));
    let first = colons.next()??;
    colons.all(|colon| colon.is_some()).then_some(first)
}

/// The colon of a line if it is not a half-width colon followed by a space, and the text before it may be a
/// key.
fn bare_colon(source: &str, line: Range<usize>) -> Option<Span> {
    let text = &source[line.clone()];
    let at = text.find([':', '：'])?;
    let (key, rest) = text.split_at(at);
    let colon = rest.chars().next()?;
    let behind = &rest[colon.len_utf8()..];
    let is_key = !key.is_empty()
        && key.chars().take(LONGEST_KEY + 1).count() <= LONGEST_KEY
        && !key.contains(['"', '\'', '[', ']', '{', '}', '，', '。', '；', '#'])
        && !key.chars().all(|character| character.is_ascii_digit());
    let is_proper = colon == ':' && (behind.is_empty() || behind.starts_with(BLANK));
    let is_address = behind.starts_with("//");
    let start = line.start + at;
    (is_key && !is_proper && !is_address).then(|| Span::new(start, start + colon.len_utf8()))
}

/// The dash of a line that begins with `-身份证`, where the parser expected something else.
pub(super) fn dash_without_space(source: &str, at: usize) -> Option<Span> {
    let start = line_start(source, at);
    let line = source[start..].trim_start_matches(BLANK);
    let dash = source.len() - line.len();
    let behind = line.strip_prefix('-')?.chars().next()?;
    let is_bare = !behind.is_whitespace() && !behind.is_ascii_digit() && behind != '-';
    is_bare.then(|| Span::new(dash, dash + 1))
}

/// Whether a plain scalar looks like a list without spaces after its dashes: it begins its line and looks
/// like `-身份证`. Latin words and numbers after a dash may be intended.
pub(super) fn is_list_without_spaces(source: &str, scalar: Range<usize>) -> bool {
    let behind_dash = source[scalar.clone()].strip_prefix('-').and_then(|rest| rest.chars().next());
    behind_dash.is_some_and(is_chinese)
        && source[line_start(source, scalar.start)..scalar.start].trim().is_empty()
}

/// Whether only indentation and dashes of list items precede `at` on its line.
pub(super) fn begins_its_line(source: &str, at: usize) -> bool {
    let before = &source[line_start(source, at)..at];
    before.chars().all(|character| matches!(character, ' ' | '-' | '\u{feff}'))
}

/// The tabs in the indentation of the first line from `at` on that has any.
pub(super) fn tab_in_indentation(source: &str, at: usize) -> Option<Span> {
    let mut start = line_start(source, at);
    loop {
        let rest = &source[start..];
        let indentation = rest.len() - rest.trim_start_matches(BLANK).len();
        let blanks = &rest[..indentation];
        if let Some(tab) = blanks.find('\t') {
            let tabs = blanks[tab..].len() - blanks[tab..].trim_start_matches('\t').len();
            return Some(Span::new(start + tab, start + tab + tabs));
        }
        start += rest.find(BREAK)? + 1;
    }
}

/// The rest of the line from `at`, without trailing blanks.
pub(super) fn rest_of_line(source: &str, at: usize) -> Span {
    let rest = &source[at..];
    let line = &rest[..rest.find(BREAK).unwrap_or(rest.len())];
    Span::new(at, at + line.trim_end_matches(BLANK).len())
}

/// The start of the line that contains `at`, in bytes.
pub(super) fn line_start(source: &str, at: usize) -> usize {
    source[..at].rfind(BREAK).map_or(0, |end| end + 1)
}

/// The lines that begin in `region`, each from its first character after indentation and dash to its end.
fn lines(source: &str, region: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let mut next = Some(region.start).filter(|&start| begins_its_line(source, start));
    let mut rest = region.start;
    std::iter::from_fn(move || {
        loop {
            let start = next.take();
            if rest > region.end {
                return None;
            }
            let line = rest_of_line(source, rest).range();
            rest = source[line.end..].find(BREAK).map_or(source.len() + 1, |at| line.end + at + 1);
            next = Some(rest);
            if start.is_some() {
                let text = source[line.clone()].trim_start_matches(BLANK);
                let text = text.strip_prefix("- ").map_or(text, |item| item.trim_start_matches(BLANK));
                return Some(line.end - text.len()..line.end);
            }
        }
    })
}

fn is_chinese(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' | '《' | '“' | '（' | '【')
}
