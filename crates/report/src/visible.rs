//! Makes text safe to show: it cannot harm a terminal or deceive its reader.
//!
//! A guide may contain an escape sequence that clears the screen, a bidirectional override that makes one
//! code look like another, or a zero-width space inside a number. Terminals execute the first and do not show
//! the others. All of them are replaced by their code point: `<U+200B>`. As a side effect, the width of a
//! character no longer depends on its neighbours, and no character remains that XML forbids.

use std::borrow::Cow;
use std::fmt::Write as _;

use unicode_width::UnicodeWidthChar;

/// Whether a character must be replaced by its code point.
pub(super) fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            // Zero-width spaces and joiners, directional marks, line separators, overrides.
            | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e007f}'
            // Noncharacters; XML forbids them, as it does most control characters.
            | '\u{fffe}' | '\u{ffff}')
}

/// Appends a character, replaced if necessary.
pub(super) fn push(out: &mut String, c: char) {
    if is_hidden(c) {
        write!(out, "<U+{:04X}>", u32::from(c)).expect("writing to a string cannot fail");
    } else {
        out.push(c);
    }
}

/// A text on one line: blanks of any kind become spaces, hidden characters their code points.
pub(super) fn line(text: &str) -> Cow<'_, str> {
    let text = text.trim_end_matches(['\n', '\r']);
    if !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.replace("\r\n", "\n").chars() {
        push(&mut out, if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c });
    }
    Cow::Owned(out)
}

/// The width of a text in terminal cells, if it is shown as it is.
pub(super) fn cells(text: &str) -> usize {
    text.chars().map(char_cells).sum()
}

/// The width of a character in terminal cells, if it is shown as it is.
pub(super) fn char_cells(c: char) -> usize {
    c.width().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn harmful_characters_become_their_numbers() {
        assert_eq!(line("请\u{1b}[31m尽快\u{7f}"), "请<U+001B>[31m尽快<U+007F>");
        assert_eq!(line("0110\u{200b}00\u{202e}"), "0110<U+200B>00<U+202E>");
        assert_eq!(line("一\r\n二\t三"), "一 二 三");
    }

    #[test]
    fn what_is_shown_is_legal_in_xml() {
        for c in '\0'..=char::MAX {
            let legal = matches!(c, ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
            let mut shown = String::new();
            push(&mut shown, c);
            assert!(legal || !shown.contains(c), "{c:?}");
        }
    }

    #[test]
    fn ordinary_text_is_not_copied() {
        assert!(matches!(line("承诺办结时限：５个工作日（𠮷）"), Cow::Borrowed(_)));
    }
}
