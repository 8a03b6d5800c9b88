//! `characters`: no characters that look like others or are invisible.

use std::ops::Range;

use serde::Deserialize;

use super::{Check, Context, Kind, Subject, Violation};
use crate::document::edit;
use crate::fix::Applicability;
use crate::number;

/// `must: {characters: half_width}` or `must: {characters: visible}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Characters {
    /// No full-width forms of ASCII characters: `１２３ＡＢＣ（）`. For codes, where programs compare bytes.
    HalfWidth,
    /// No invisible characters: zero-width characters, direction marks, soft hyphens, unusual spaces.
    Visible,
}

impl Kind for Characters {
    fn compile(&self, _: &mut Context<'_>) -> Option<Box<dyn Check>> {
        Some(Box::new(*self))
    }

    fn placeholders(&self) -> &'static [&'static str] {
        &["found", "name"]
    }
}

impl Check for Characters {
    fn run(&self, subject: &Subject<'_, '_>, violations: &mut Vec<Violation>) {
        let Some(text) = subject.text() else { return };
        for part in self.runs(text) {
            let found = &text[part.clone()];
            let names: Vec<String> = found.chars().map(|c| format!("U+{:04X}", c as u32)).collect();
            let mut violation = subject.violation(part.clone()).with("name", names.join(" "));
            let text = self.mended(found);
            let title = match self {
                Self::HalfWidth => format!("改为半角“{text}”"),
                Self::Visible => "删去看不见的字符".to_owned(),
            };
            if !self.is_in_number(subject.occurrence.node.text().unwrap_or_default(), &part) {
                violation.fix = edit::replace(subject.occurrence.node, part, &text)
                    .map(|mending| mending.titled(title, Applicability::Safe));
            }
            violations.push(violation);
        }
    }
}

impl Characters {
    fn avoids(self, character: char) -> bool {
        match self {
            Self::HalfWidth => matches!(character, '\u{ff01}'..='\u{ff5e}'),
            // Nearly all characters of a guide are in this range.
            Self::Visible if ('\u{3000}'..'\u{feff}').contains(&character) => false,
            Self::Visible => matches!(
                character,
                '\u{ad}'
                    | '\u{61c}'
                    | '\u{180e}'
                    | '\u{200b}'..='\u{200f}'
                    | '\u{202a}'..='\u{202e}'
                    | '\u{2060}'..='\u{2064}'
                    | '\u{2066}'..='\u{206f}'
                    | '\u{feff}'
            ),
        }
    }

    /// Whether a part of a text is inside what would be a number without it: which number was meant is not
    /// certain.
    fn is_in_number(self, text: &str, part: &Range<usize>) -> bool {
        let mut unread = number::runs(text).filter(|run| run.number.is_none());
        self == Self::Visible && unread.any(|run| run.range.start < part.start && part.end < run.range.end)
    }

    /// Runs of characters to avoid, as byte ranges of the text.
    fn runs(self, text: &str) -> Vec<Range<usize>> {
        let mut runs: Vec<Range<usize>> = Vec::new();
        for (at, character) in text.char_indices().filter(|&(_, character)| self.avoids(character)) {
            let end = at + character.len_utf8();
            // Emoji sequences are joined by an invisible character.
            if character == '\u{200d}' && text[end..].starts_with(|next: char| !next.is_alphanumeric()) {
                continue;
            }
            match runs.last_mut() {
                Some(last) if last.end == at => last.end = end,
                _ => runs.push(at..end),
            }
        }
        runs
    }

    /// The corrected text.
    fn mended(self, text: &str) -> String {
        match self {
            Self::HalfWidth => text.chars().filter_map(|c| char::from_u32(c as u32 - 0xfee0)).collect(),
            Self::Visible => String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_joined_and_mended() {
        let text = "１１A（２）";
        let runs = Characters::HalfWidth.runs(text);
        let mended: Vec<String> =
            runs.iter().map(|run| Characters::HalfWidth.mended(&text[run.clone()])).collect();
        assert_eq!(mended, ["11", "(2)"]);
        assert_eq!(Characters::Visible.runs("材\u{200b}料").first(), Some(&(3..6)));
        assert!(Characters::Visible.runs("材 料　𠮷").is_empty());
        let is_in_number =
            |text: &str| Characters::Visible.is_in_number(text, &Characters::Visible.runs(text)[0]);
        assert!(is_in_number("10\u{200b}0个工作日"));
        assert!(!is_in_number("10个\u{200b}工作日") && !is_in_number("材\u{200b}料"));
    }
}
