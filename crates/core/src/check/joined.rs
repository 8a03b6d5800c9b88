//! Text before YAML folded it.

use std::ops::Range;

/// A text without the spaces and line breaks between Chinese characters: Chinese has no spaces, but YAML
/// puts one where a folded line continues, even inside a word.
#[derive(Debug)]
pub(super) struct Joined {
    /// The joined text.
    pub(super) text: String,
    /// For every piece of the joined text, where it starts in it and in the original.
    pieces: Vec<(usize, usize)>,
}

impl Joined {
    /// The joined text; `None` if there is nothing to join, which is nearly always the case.
    pub(super) fn of(text: &str) -> Option<Self> {
        let mut joined = Self { text: String::new(), pieces: Vec::new() };
        let (mut copied, mut passed) = (0, 0);
        for at in memchr::memchr2_iter(b' ', b'\n', text.as_bytes()) {
            // Every run of spaces is handled once.
            if at < passed {
                continue;
            }
            let blank = &text[at..text.len() - text[at..].trim_start_matches([' ', '\n']).len()];
            let before = text[..at].chars().next_back().is_some_and(is_chinese);
            let after = text[at + blank.len()..].chars().next().is_some_and(is_chinese);
            passed = at + blank.len();
            if before && after {
                if joined.pieces.is_empty() {
                    joined.pieces.push((0, 0));
                }
                joined.text.push_str(&text[copied..at]);
                copied = passed;
                joined.pieces.push((joined.text.len(), copied));
            }
        }
        if joined.pieces.is_empty() {
            return None;
        }
        joined.text.push_str(&text[copied..]);
        Some(joined)
    }

    /// A part of the joined text as a part of the original.
    pub(super) fn original(&self, part: &Range<usize>) -> Range<usize> {
        let back = |at: usize| {
            let piece = self.pieces.partition_point(|&(start, _)| start <= at) - 1;
            let (start, original) = self.pieces[piece];
            original + (at - start)
        };
        // The end belongs to the piece of the last character, not to one that starts there.
        back(part.start)..back(part.end.saturating_sub(1)) + 1
    }
}

fn is_chinese(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folded_lines_are_joined_and_found_again() {
        let text = "请尽 快\n 办理 ABC 表";
        let joined = Joined::of(text).unwrap();
        assert_eq!(joined.text, "请尽快办理 ABC 表");
        let at = joined.text.find("尽快").unwrap();
        assert_eq!(&text[joined.original(&(at..at + "尽快".len()))], "尽 快");
        assert!(Joined::of("请尽快办理 ABC 表").is_none());
    }
}
