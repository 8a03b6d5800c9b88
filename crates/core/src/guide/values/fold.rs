//! What is ignored when texts are compared: typography, leading numbers, brackets, words that add nothing.

use super::{Spelling, Tables};

/// Stands for any words in a pattern of phrases.
pub(super) const ANY: char = '…';

/// Quotes and title marks.
const QUOTES: &str = "“”‘’\"'「」『』《》〈〉<>";

/// Marks that may be at either end of a value without being part of it.
const MARKS: &str = "。.；;，,、：:！!？?…·•*-—_/|\\";

/// Brackets of all kinds, as pairs.
const BRACKETS: [(char, char); 7] =
    [('(', ')'), ('（', '）'), ('[', ']'), ('【', '】'), ('〔', '〕'), ('{', '}'), ('［', '］')];

/// Whether a character opens (1) or closes (-1) a bracket.
pub(super) fn depth(character: char) -> isize {
    let is = |(open, close): &(char, char)| match character {
        _ if character == *open => 1,
        _ if character == *close => -1,
        _ => 0,
    };
    BRACKETS.iter().map(is).sum()
}

/// A full-width ASCII character in half width.
fn half_width(character: char) -> char {
    match character {
        '！'..='～' => char::from_u32(character as u32 - 0xfee0).unwrap_or(character),
        other => other,
    }
}

/// Whether a character can be part of a number.
fn is_numeral(character: char) -> bool {
    character.is_ascii_digit() || "一二三四五六七八九十".contains(character)
}

/// Whether a character is a list number by itself.
fn is_list_number(character: char) -> bool {
    matches!(character, '①'..='⒛' | '㈠'..='㈩')
}

/// A whole number without its decimal zeros: data frames write `4` as `4.0`.
fn whole_number(text: &str) -> &str {
    match text.split_once('.') {
        Some((whole, rest))
            if is_number(whole) && !rest.is_empty() && rest.bytes().all(|byte| byte == b'0') =>
        {
            whole
        }
        _ => text,
    }
}

/// Whether a text is longer than any name of a value with everything that may surround it.
pub(super) fn is_long(text: &str) -> bool {
    const LONGEST: usize = 40;
    text.chars().nth(LONGEST).is_some()
}

/// Whether a text consists of digits only.
pub(super) fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a text looks like a code: digits, or one or two letters.
pub(super) fn is_code(text: &str) -> bool {
    is_number(text) || matches!(text.len(), 1 | 2) && text.bytes().all(|byte| byte.is_ascii_alphabetic())
}

impl Spelling {
    /// A text without differences of typography: width, blanks, quotes, kinds of brackets, capital letters,
    /// marks at either end, and characters and words that mean the same as others.
    pub(super) fn fold(&self, text: &str) -> String {
        let mut folded = String::with_capacity(text.len());
        for character in text.chars() {
            let character = half_width(character);
            if character.is_whitespace() || QUOTES.contains(character) {
                continue;
            }
            folded.push(match depth(character) {
                1 => '(',
                -1 => ')',
                _ => *self.characters.get(&character).unwrap_or(&character.to_ascii_lowercase()),
            });
        }
        for (from, to) in &self.words {
            if folded.contains(from.as_str()) {
                folded = folded.replace(from.as_str(), to);
            }
        }
        whole_number(folded.trim_matches(|mark| MARKS.contains(mark))).to_owned()
    }

    /// Whether a phrase negates what follows it.
    pub(super) fn is_negated(&self, before: &str) -> bool {
        self.negations.iter().any(|word| before.contains(word.as_str()))
    }

    /// Whether a remark cancels the text before it.
    fn takes_back(&self, remark: &str) -> bool {
        self.taken_back.iter().any(|word| remark.contains(word.as_str()))
    }

    /// A folded text without its remarks in brackets, and without brackets around all of it; `None` if a
    /// remark cancels the text.
    pub(super) fn without_remarks(&self, folded: &str) -> Option<String> {
        if let Some(inside) = folded.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'))
            && !inside.is_empty()
            && !inside.contains(['(', ')'])
        {
            return Some(inside.to_owned());
        }
        let (mut outside, mut remark, mut open) = (String::new(), String::new(), 0_isize);
        for character in folded.chars() {
            let step = depth(character);
            open += step;
            if open < 0 {
                // Unbalanced brackets: keep the text as it is.
                return Some(folded.to_owned());
            }
            match (open, step) {
                (0, 0) => outside.push(character),
                (0, _) => {
                    if self.takes_back(&remark) {
                        return None;
                    }
                    remark.clear();
                }
                _ => remark.push(character),
            }
        }
        let is_whole = outside.is_empty() || open > 0;
        Some(if is_whole { folded.to_owned() } else { outside })
    }

    /// Whether a short phrase is part of a sentence.
    pub(super) fn is_speech(&self, folded: &str) -> bool {
        /// A phrase of at least so many characters is not the name of a value.
        const LONG: usize = 9;
        folded.chars().nth(LONG - 1).is_some()
            || self.sentence.iter().any(|word| folded.contains(word.as_str()))
    }
}

/// A folded text without its leading number: `(一)`, `3.`, `①`.
pub(super) fn without_number(folded: &str) -> &str {
    let is_mark = |character: char| matches!(character, '.' | '、' | ':' | ')');
    if let Some(rest) = folded.strip_prefix(is_list_number) {
        return rest.trim_start_matches(is_mark);
    }
    if let Some((inside, rest)) = folded.strip_prefix('(').and_then(|rest| rest.split_once(')'))
        && !inside.is_empty()
        && inside.chars().all(is_numeral)
    {
        return rest.trim_start_matches(is_mark);
    }
    let rest = folded.trim_start_matches(is_numeral);
    let is_numbered = rest.len() < folded.len() && rest.starts_with(is_mark);
    let rest = rest.trim_start_matches(is_mark);
    let is_decimal = rest.starts_with(|character: char| character.is_ascii_digit());
    if is_numbered && !is_decimal { rest } else { folded }
}

/// A folded text without the code before its name: `10证照`, `2-承诺件`.
pub(super) fn without_code(folded: &str) -> &str {
    const LONGEST_CODE: usize = 3;
    let rest = folded.trim_start_matches(|character: char| character.is_ascii_alphanumeric());
    let code = folded.len() - rest.len();
    let rest = rest.trim_start_matches(['-', '—', '_', ':', '.', '、']);
    let is_name = rest.starts_with(|character: char| !character.is_ascii());
    if (1..=LONGEST_CODE).contains(&code) && is_name { rest } else { folded }
}

impl Tables {
    /// All shorter forms of a folded spelling: without brackets, and without words that add nothing.
    pub(super) fn shortened(&self, folded: &str, spelling: &Spelling) -> Vec<String> {
        let mut short = self.cores(folded);
        if let Some(bare) = spelling.without_remarks(folded).filter(|bare| bare != folded) {
            short.extend(self.cores(&bare));
            short.push(bare);
        }
        short.sort();
        short.dedup();
        short.retain(|short| !is_code(short));
        short
    }

    /// A folded text without one or more of the words at its ends that add nothing; all ways to shorten it,
    /// the longest first.
    pub(super) fn cores(&self, folded: &str) -> Vec<String> {
        /// Real texts have two or three such words. A text with more shortened forms is not a value.
        const MOST: usize = 16;
        if is_long(folded) {
            return Vec::new();
        }
        let mut cores: Vec<&str> = vec![folded];
        let mut at = 0;
        while let Some(&core) = cores.get(at) {
            for word in &self.around {
                let shorter = [core.strip_suffix(word.as_str()), core.strip_prefix(word.as_str())];
                let shorter = shorter.into_iter().flatten().filter(|shorter| !shorter.is_empty());
                for shorter in shorter {
                    if !cores.contains(&shorter) {
                        cores.push(shorter);
                    }
                }
            }
            at += 1;
            if cores.len() > MOST {
                return Vec::new();
            }
        }
        cores.remove(0);
        cores.sort_by_key(|core| std::cmp::Reverse(core.len()));
        cores.into_iter().map(str::to_owned).collect()
    }
}

/// A pattern of phrases: literals with any words between them, `…窗口…`.
#[derive(Debug)]
pub(super) struct Pattern {
    literals: Vec<String>,
    /// Whether a text must begin with the first literal, and end with the last.
    begins: bool,
    ends: bool,
}

impl Pattern {
    pub(super) fn new(form: &str, spelling: &Spelling) -> Self {
        let literals = form.split(ANY).map(|literal| spelling.fold(literal));
        Self {
            literals: literals.filter(|literal| !literal.is_empty()).collect(),
            begins: !form.starts_with(ANY),
            ends: !form.ends_with(ANY),
        }
    }

    /// Whether a folded phrase matches. If both ends are open, a negation before the first literal rules it
    /// out.
    pub(super) fn fits(&self, phrase: &str, spelling: &Spelling) -> bool {
        let (mut before, mut at) = (0, 0);
        for (number, literal) in self.literals.iter().enumerate() {
            let rest = &phrase[at..];
            let start = if number == 0 && self.begins {
                rest.starts_with(literal.as_str()).then_some(0)
            } else if number + 1 == self.literals.len() && self.ends {
                rest.ends_with(literal.as_str()).then(|| rest.len() - literal.len())
            } else {
                rest.find(literal.as_str())
            };
            let Some(start) = start else { return false };
            if number == 0 {
                before = start;
            }
            at += start + literal.len();
        }
        self.begins || self.ends || !spelling.is_negated(&phrase[..before])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typography_does_not_count() {
        let spelling = Spelling::default();
        for (text, wanted) in [
            (" 甲 乙　丙 ", "甲乙丙"),
            ("【甲】〔乙〕", "(甲)(乙)"),
            ("“甲”：", "甲"),
            ("ＰＤＦ／１。", "pdf/1"),
            ("4.0", "4"),
            ("20.00", "20"),
            ("4.5", "4.5"),
            ("1.2.0", "1.2.0"),
            ("。、", ""),
        ] {
            assert_eq!(spelling.fold(text), wanted, "{text}");
        }
    }

    #[test]
    fn numbers_and_codes_in_front_do_not_count() {
        for (text, wanted) in [
            ("(一)甲", "甲"),
            ("(12)、甲", "甲"),
            ("3.甲", "甲"),
            ("十二、甲", "甲"),
            ("③甲", "甲"),
            ("㈡、甲", "甲"),
            ("一体化", "一体化"),
            ("1.5倍", "1.5倍"),
            ("(甲)乙", "(甲)乙"),
            ("()甲", "()甲"),
        ] {
            assert_eq!(without_number(text), wanted, "{text}");
        }
        for (text, wanted) in [
            ("10甲", "甲"),
            ("2-甲", "甲"),
            ("a:甲", "甲"),
            ("2026甲", "2026甲"),
            ("12", "12"),
            ("甲1", "甲1"),
        ] {
            assert_eq!(without_code(text), wanted, "{text}");
        }
    }

    #[test]
    fn remarks_are_what_stands_in_brackets() {
        let spelling = Spelling { taken_back: vec!["暂缺".into()], ..Spelling::default() };
        for (text, wanted) in [
            ("甲(乙)", Some("甲")),
            ("甲(乙(丙))丁", Some("甲丁")),
            ("(甲)", Some("甲")),
            ("(甲)(乙)", Some("(甲)(乙)")),
            ("甲(乙", Some("甲(乙")),
            ("甲)乙(", Some("甲)乙(")),
            ("甲(暂缺)", None),
        ] {
            assert_eq!(spelling.without_remarks(text).as_deref(), wanted, "{text}");
        }
    }

    #[test]
    fn forms_fit_phrases() {
        let spelling = Spelling { negations: vec!["无需".into()], ..Spelling::default() };
        for (form, fitting, others) in [
            ("…窗口…", &["窗口", "到窗口办", "不动产窗口"][..], &["无需到窗口", "窗"][..]),
            ("不…", &["不", "不用"], &["可不", ""]),
            ("…职工", &["职工", "无需参保的职工"], &["职工家属"]),
            ("其他…组织", &["其他组织", "其他经济组织"], &["其他", "组织", "其他组织成员"]),
            ("…收取…元…", &["收取5元", "每本收取10元整"], &["收取", "元收取", "无需收取5元"]),
        ] {
            let pattern = Pattern::new(form, &spelling);
            for phrase in fitting {
                assert!(pattern.fits(phrase, &spelling), "{form} {phrase}");
            }
            for phrase in others {
                assert!(!pattern.fits(phrase, &spelling), "{form} {phrase}");
            }
        }
    }
}
