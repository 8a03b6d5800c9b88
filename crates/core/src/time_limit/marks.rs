//! Several time limits in one text: `法定20个工作日；承诺5个工作日`.

use std::ops::Range;

use serde::Deserialize;

use super::TimeLimit;
use crate::number::runs;

/// The word by which a text distinguishes one limit from others: `法定`, `承诺`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Mark {
    /// The word before the limit.
    pub word: String,
    /// Longer words with another meaning: `告知承诺`.
    #[serde(default)]
    pub except: Vec<String>,
}

/// A part of a text that states a limit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The index of the mark before it; `None` if there is none.
    pub mark: Option<usize>,
    /// The limit, without the words that name it, in bytes of the text.
    pub range: Range<usize>,
}

/// The parts of a text by its marks, in order; the whole text, trimmed, if it has none. A mark inside
/// brackets applies until they close; alone in brackets, it applies to the limit before it.
pub fn parts(text: &str, marks: &[&Mark]) -> Vec<Part> {
    let mut parts = vec![Part { mark: None, range: 0..text.len() }];
    // For every open bracket, the part that continues after it.
    let mut around: Vec<usize> = Vec::new();
    for (at, character) in text.char_indices() {
        let current = parts.len() - 1;
        if current >= MOST_PARTS {
            break;
        }
        if let Some((mark, start)) = marked(text, at, marks) {
            parts[current].range.end = at;
            parts.push(Part { mark: Some(mark), range: start..text.len() });
        }
        match character {
            '（' | '(' => {
                if let Some((mark, end)) = marked_behind(text, at, marks) {
                    let before = &text[parts[current].range.start..at];
                    let start = before.rfind(DIVIDERS).map_or(parts[current].range.start, |divider| {
                        at - before[divider..].chars().skip(1).map(char::len_utf8).sum::<usize>()
                    });
                    parts[current].range.end = start;
                    parts.push(Part { mark: Some(mark), range: start..at });
                    parts.push(Part { mark: None, range: end..text.len() });
                }
                around.push(parts.len() - 1);
            }
            '）' | ')' => {
                let current = parts.len() - 1;
                if let Some(outer) = around.pop().filter(|&outer| outer != current) {
                    parts[current].range.end = at;
                    let start = at + character.len_utf8();
                    parts.push(Part { mark: parts[outer].mark, range: start..text.len() });
                }
            }
            _ => {}
        }
    }
    let is_only = parts.len() == 1;
    let mut named = Vec::new();
    parts.retain_mut(|part| {
        part.range = if is_only { trimmed(text, part.range.clone()) } else { undivided(text, part) };
        let is_first = part.mark.is_some_and(|mark| !named.contains(&mark));
        named.extend(part.mark);
        is_only || is_first || TimeLimit::read(&text[part.range.clone()]).says_how_long()
    });
    parts
}

/// The most parts. Real texts have two or four.
const MOST_PARTS: usize = 32;

/// Marks between limits.
const DIVIDERS: &[char] =
    &['；', ';', '，', ',', '。', '、', '：', ':', '/', '／', '|', '｜', ' ', '\u{3000}', '\n'];

/// A range without surrounding blanks.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let rest = text[range.clone()].trim_start();
    let start = range.end - rest.len();
    start..start + rest.trim_end().len()
}

/// A part of a text without what separates it from others: marks, brackets that open before the next part,
/// and the list number of the next part.
fn undivided(text: &str, Part { mark, range }: &Part) -> Range<usize> {
    let divides = |character: char| character.is_whitespace() || DIVIDERS.contains(&character);
    let rest = text[range.clone()].trim_start_matches(divides);
    let start = range.end - rest.len();
    let mut rest = rest.trim_end_matches(|character| divides(character) || "（([【".contains(character));
    let unnumbered = rest.trim_end_matches(['.', '．', ')', '）']);
    let is_before_another = range.end < text.len();
    if let Some(number) =
        runs(unnumbered).last().filter(|run| is_before_another && run.range.end == unnumbered.len())
    {
        let before = &unnumbered[..number.range.start];
        // In `法定20；承诺10` the number is the whole limit.
        if before.is_empty() && mark.is_none() || before.ends_with(divides) {
            rest = before.trim_end_matches(divides);
        }
    }
    start..start + rest.len()
}

/// Words between a mark and its limit.
const NAMES: [&str; 14] = [
    "的", "办结", "办理", "办件", "审批", "审查", "许可", "服务", "完成", "工作", "时限", "期限", "时间",
    "天数",
];

/// How many characters after a mark are searched for a limit.
const MOST_READ: usize = 60;

/// Marks that end this search.
const PHRASE_ENDS: &[char] = &['，', ',', '、', '。', '；', ';', '/', '／', '|', '｜', '\n'];

/// How a limit after a mark may begin, other than with its number.
const FIRST: [char; 16] =
    ['半', '自', '在', '从', '于', '即', '当', '现', '随', '立', '最', '收', '受', '约', '秒', '无'];

/// The mark at an offset, and the start of the limit that it names.
fn marked(text: &str, at: usize, marks: &[&Mark]) -> Option<(usize, usize)> {
    let found = marks.iter().position(|mark| text[at..].starts_with(&mark.word))?;
    let word = &marks[found].word;
    let end = at + word.len();
    let is_other = |other: &String| text[..end].ends_with(other) || text[at..].starts_with(other);
    if marks[found].except.iter().any(is_other) {
        return None;
    }
    let rest = behind_names(&text[end..]);
    let behind = rest.trim_start_matches(['】', ']']).trim_start_matches(['为', '是']).trim_start();
    let behind = behind.trim_start_matches([':', '：']).trim_start();
    let is_named = behind.len() < rest.len();
    let phrase = behind.char_indices().nth(MOST_READ).map_or(behind, |(end, _)| &behind[..end]);
    // The separator in `1，000` is not an end.
    let number = runs(phrase).next().filter(|run| run.range.start == 0).map_or(0, |run| run.range.end);
    let end = phrase[number..].find(PHRASE_ENDS).map_or(phrase.len(), |end| number + end);
    let phrase = phrase[..end].trim_end();
    let begins = |text: &str| {
        let first = runs(text).next();
        first.is_some_and(|run| run.range.start == 0) || text.starts_with(FIRST) || text.starts_with("不超过")
    };
    let states = || {
        let read = TimeLimit::read(phrase);
        // `承诺10` is missing its unit; a number followed by other text counts something else.
        read.says_how_long() || !read.amounts.is_empty() || phrase.starts_with('无')
    };
    (is_named || begins(phrase) && states()).then(|| (found, text.len() - behind.len()))
}

/// What follows the words between a mark and its limit.
fn behind_names(text: &str) -> &str {
    let mut rest = text.trim_start();
    while let Some(behind) = NAMES.iter().find_map(|name| rest.strip_prefix(name)) {
        rest = behind.trim_start();
    }
    rest
}

/// The mark that is alone in the brackets that open at an offset, and their end: `5个工作日（承诺）`.
fn marked_behind(text: &str, at: usize, marks: &[&Mark]) -> Option<(usize, usize)> {
    let inside = text[at..].strip_prefix(['（', '('])?;
    let found = marks.iter().position(|mark| inside.starts_with(&mark.word))?;
    let rest = behind_names(&inside[marks[found].word.len()..]).strip_prefix(['）', ')'])?;
    Some((found, text.len() - rest.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_told_apart_by_their_marks() {
        let statute = Mark { word: "法定".into(), except: vec![] };
        let promise = Mark { word: "承诺".into(), except: vec!["告知承诺".into()] };
        let told = |text: &str| {
            let names = ["法定", "承诺"];
            let told =
                |part: Part| format!("{}={}", part.mark.map_or("", |mark| names[mark]), &text[part.range]);
            parts(text, &[&statute, &promise]).into_iter().map(told).collect::<Vec<_>>().join(" ")
        };
        for (text, wanted) in [
            ("20个工作日", "=20个工作日"),
            (" 20个工作日；\n", "=20个工作日；"),
            ("法定20个工作日；承诺5个工作日", "法定=20个工作日 承诺=5个工作日"),
            ("法定期限：25个工作日；承诺期限：5个工作日", "法定=25个工作日 承诺=5个工作日"),
            ("法定时限20个工作日　承诺时限16个工作日", "法定=20个工作日 承诺=16个工作日"),
            ("承诺办结时限为即办，法定办结时限为无。", "承诺=即办 法定=无"),
            ("20个工作日（承诺5个工作日）", "=20个工作日 承诺=5个工作日"),
            ("法定20个工作日（承诺5个工作日）内办结", "法定=20个工作日 承诺=5个工作日"),
            ("承诺自受理之日起5个工作日内办结", "承诺=自受理之日起5个工作日内办结"),
            (
                "法定：新办20日，变更10日；承诺：新办5日，变更3日",
                "法定=新办20日，变更10日 承诺=新办5日，变更3日",
            ),
            ("法定二〇个工作日，我局承诺当场办结", "法定=二〇个工作日，我局 承诺=当场办结"),
            ("法定时限：按规定；承诺时限：尽快", "法定=按规定 承诺=尽快"),
            ("法定2个工作日，承诺3个（工作日）", "法定=2个工作日 承诺=3个（工作日）"),
            ("1、法定时限：20个工作日；2、承诺时限：5个工作日", "法定=20个工作日 承诺=5个工作日"),
            ("1.法定时限20个工作日 2.承诺时限5个工作日", "法定=20个工作日 承诺=5个工作日"),
            ("【法定】20个工作日【承诺】3个工作日", "法定=20个工作日 承诺=3个工作日"),
            ("法定：30日/承诺：10日", "法定=30日 承诺=10日"),
            ("20个工作日（法定）；5个工作日（承诺）", "法定=20个工作日 承诺=5个工作日"),
            ("5个工作日（承诺时限）", "承诺=5个工作日"),
            ("20个工作日，承诺许可期限10个工作日", "=20个工作日 承诺=10个工作日"),
            ("5个工作日（法定节假日除外）", "=5个工作日（法定节假日除外）"),
            ("5个法定工作日", "=5个法定工作日"),
            ("材料符合法定形式的，3个工作日", "=材料符合法定形式的，3个工作日"),
            ("告知承诺方式1个工作日，其他10个工作日", "=告知承诺方式1个工作日，其他10个工作日"),
            ("承诺件5个工作日", "=承诺件5个工作日"),
            ("在法定期限内办结", "=在法定期限内办结"),
            ("在承诺时限内，最长5个工作日", "=在承诺时限内，最长5个工作日"),
            ("法定代表人签字后3个工作日", "=法定代表人签字后3个工作日"),
            ("法定20工作日、承诺10", "法定=20工作日 承诺=10"),
            ("法定20；承诺10", "法定=20 承诺=10"),
            ("法定30日/承诺15", "法定=30日 承诺=15"),
            ("法定20个工作日，承诺1，000个工作日", "法定=20个工作日 承诺=1，000个工作日"),
            ("承诺1次办好", "=承诺1次办好"),
            ("", "="),
        ] {
            assert_eq!(told(text), wanted, "{text}");
        }
    }
}
