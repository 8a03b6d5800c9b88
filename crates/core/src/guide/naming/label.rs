//! The name in a key, without the numbering, blanks, marks and remarks that authors write around it.

use rustc_hash::FxHashMap;

/// Longer keys are sentences, not names; in characters.
const LONGEST: usize = 40;

/// A key in the form in which it is looked up.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Label {
    /// Without blanks, numbering and surrounding marks, in simplified characters and full-width brackets.
    pub(super) written: String,
    /// The same without brackets and their contents; `None` if there are no brackets or nothing else.
    pub(super) bare: Option<String>,
    /// The contents of the brackets.
    pub(super) remarks: Vec<String>,
}

/// Whether a character is a mark that authors put before or after a name.
fn is_mark(character: char) -> bool {
    matches!(
        character,
        ':' | '：'
            | '、'
            | '。'
            | '.'
            | '．'
            | ';'
            | '；'
            | ','
            | '，'
            | '*'
            | '＊'
            | '★'
            | '☆'
            | '※'
            | '●'
            | '■'
            | '◆'
            | '·'
            | '-'
            | '—'
            | '－'
            | '【'
            | '】'
            | '['
            | ']'
            | '“'
            | '”'
            | '"'
            | '#'
    )
}

impl Label {
    /// Reads a key; returns `None` if it is too long to be a name, or nothing is left of it.
    pub(super) fn of(key: &str, simplified: &FxHashMap<char, char>) -> Option<Self> {
        if key.chars().nth(4 * LONGEST).is_some() {
            return None;
        }
        let plain = |character: char| match character {
            '(' => '（',
            ')' => '）',
            '\u{ff01}'..='\u{ff5e}'
                if !matches!(character, '（' | '）' | '，' | '：' | '；' | '！' | '？') =>
            {
                char::from_u32(character as u32 - 0xfee0).unwrap_or(character)
            }
            other => simplified.get(&other).copied().unwrap_or(other),
        };
        let is_seen = |character: &char| !character.is_whitespace() && !is_invisible(*character);
        let text: String = key.chars().filter(is_seen).map(plain).collect();
        let text = text.trim_matches(is_mark);
        let written = text[numbering(text)..].trim_matches(is_mark);
        if written.is_empty() || written.chars().nth(LONGEST).is_some() {
            return None;
        }
        let (bare, remarks) = without_remarks(written);
        let bare = (!remarks.is_empty() && !bare.is_empty()).then_some(bare);
        Some(Self { written: written.to_owned(), bare, remarks })
    }
}

/// Whether a key or line begins with a number followed by a mark: `一、`, `（二）`, `3.`, `④`.
pub(in crate::guide) fn is_numbered(text: &str) -> bool {
    let text = text.trim_start();
    let wide = text.strip_prefix('(').map(|rest| format!("（{}", rest.replacen(')', "）", 1)));
    numbering(wide.as_deref().unwrap_or(text)) > 0
}

/// Zero-width characters, which authors cannot see.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

/// The length in bytes of the numbering at the start of a label: `一、`, `（二）`, `1.`, `①`. A number without a
/// mark, or with nothing after it, belongs to the name: `一件事名称`.
fn numbering(text: &str) -> usize {
    let is_number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    if let Some(rest) = text.strip_prefix('（') {
        let inner = rest.trim_start_matches(is_number);
        return match inner.strip_prefix('）') {
            Some(after) if inner.len() < rest.len() && !after.is_empty() => text.len() - after.len(),
            _ => 0,
        };
    }
    if let Some(rest) = text.strip_prefix(|c| matches!(c, '①'..='⑳')) {
        return text.len() - rest.len();
    }
    let after = text.trim_start_matches(is_number);
    match after.strip_prefix(['、', '.', '．', '）', ',', '，']) {
        Some(rest) if after.len() < text.len() && !rest.is_empty() => text.len() - rest.len(),
        _ => 0,
    }
}

/// A name without the full-width brackets and their contents, and those contents.
fn without_remarks(text: &str) -> (String, Vec<String>) {
    let (mut bare, mut remarks, mut depth) = (String::new(), Vec::new(), 0_usize);
    for character in text.chars() {
        match character {
            '（' => {
                if depth == 0 {
                    remarks.push(String::new());
                }
                depth += 1;
            }
            '）' => depth = depth.saturating_sub(1),
            _ if depth == 0 => bare.push(character),
            _ => remarks
                .iter_mut()
                .next_back()
                .into_iter()
                .for_each(|remark: &mut String| remark.push(character)),
        }
    }
    (bare, remarks)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(key: &str) -> Option<Label> {
        Label::of(key, &[('辦', '办'), ('條', '条')].into_iter().collect())
    }

    #[test]
    fn what_stands_around_a_name_is_no_part_of_it() {
        for (key, written) in [
            ("申 请 材 料", "申请材料"),
            ("一、申请材料：", "申请材料"),
            ("（二）申请材料", "申请材料"),
            ("(12) 申请材料:", "申请材料"),
            ("3.申请材料", "申请材料"),
            ("④申请材料", "申请材料"),
            ("★申请材料", "申请材料"),
            ("【申请材料】", "申请材料"),
            ("辦理條件", "办理条件"),
            ("申请\u{200b}材料", "申请材料"),
            ("一件事名称", "一件事名称"),
            ("12345热线", "12345热线"),
            ("ＴＡＳＫ", "TASK"),
        ] {
            assert_eq!(label(key).map(|label| label.written).as_deref(), Some(written), "{key}");
        }
        for key in [
            "",
            "：",
            " ",
            "申请人应当在规定的时间内到窗口提交所有材料，逾期没有提交的视为放弃申请，不再另行通知",
        ] {
            assert_eq!(label(key), None, "{key}");
        }
    }

    #[test]
    fn numbers_are_known_with_their_marks() {
        for text in ["一、甲", "（二）甲", "(3) 甲", "3.甲", " ④甲"] {
            assert!(is_numbered(text), "{text}");
        }
        for text in ["甲", "一件事", "12345热线", "（甲）乙", "3.", ""] {
            assert!(!is_numbered(text), "{text}");
        }
    }

    #[test]
    fn remarks_in_brackets_are_set_apart() {
        let told = |key: &str| label(key).map(|label| (label.bare, label.remarks));
        let remark = |bare: &str, remark: &str| Some((Some(bare.to_owned()), vec![remark.to_owned()]));
        assert_eq!(told("承诺时限(工作日)"), remark("承诺时限", "工作日"));
        assert_eq!(told("责任处（科）室"), remark("责任处室", "科"));
        assert_eq!(told("时限（受理（初审））"), remark("时限", "受理初审"));
        assert_eq!(told("时限（受理"), remark("时限", "受理"));
        assert_eq!(told("时限"), Some((None, vec![])));
    }
}
