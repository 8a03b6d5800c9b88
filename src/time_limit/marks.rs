//! Several time limits in one text: `法定20个工作日；承诺5个工作日`.

use std::ops::Range;

use serde::Deserialize;

use super::TimeLimit;
use super::read::PHRASE_ENDS;

/// The word by which a text tells one limit from others: `法定`, `承诺`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Mark {
    /// The word before the limit.
    pub word: String,
    /// Longer words that are something else: `告知承诺`.
    #[serde(default)]
    pub except: Vec<String>,
}

/// A part of a text that states a limit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The number of the mark that stands before it; none where none does.
    pub mark: Option<usize>,
    /// The limit, without the words that name it, in bytes of the text.
    pub range: Range<usize>,
}

/// The parts of a text by the marks in it, in order; the whole text, without blanks at its ends, where there
/// is none. A mark in brackets ends with them.
pub fn parts(text: &str, marks: &[&Mark]) -> Vec<Part> {
    let mut parts = vec![Part { mark: None, range: 0..text.len() }];
    // The part that goes on behind the bracket, for every bracket that is open.
    let mut around: Vec<usize> = Vec::new();
    for (at, character) in text.char_indices() {
        let current = parts.len() - 1;
        if let Some((mark, start)) = marked(text, at, marks) {
            parts[current].range.end = at;
            parts.push(Part { mark: Some(mark), range: start..text.len() });
        }
        match character {
            '（' | '(' => around.push(current),
            '）' | ')' => {
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
        part.range = trimmed(text, part.range.clone(), is_only);
        let is_first = part.mark.is_some_and(|mark| !named.contains(&mark));
        named.extend(part.mark);
        is_only || is_first || states_something(&text[part.range.clone()])
    });
    parts
}

fn states_something(text: &str) -> bool {
    let limit = TimeLimit::read(text);
    !limit.amounts.is_empty() || !limit.unread.is_empty() || limit.is_only_immediate()
}

/// A range without blanks at its ends and, of a part of a text, without the marks that divide it.
fn trimmed(text: &str, range: Range<usize>, is_only: bool) -> Range<usize> {
    let divides =
        |character: char| character.is_whitespace() || !is_only && "；;，,。、：:".contains(character);
    let rest = text[range.clone()].trim_start_matches(divides);
    let start = range.end - rest.len();
    // The bracket in which the next mark stands opens here.
    let rest = rest.trim_end_matches(|character| divides(character) || !is_only && "（(".contains(character));
    start..start + rest.len()
}

/// Words between a mark and its limit.
const NAMES: [&str; 14] = [
    "的", "办结", "办理", "办件", "审批", "审查", "许可", "服务", "完成", "工作", "时限", "期限", "时间",
    "天数",
];

/// The mark at a place, and where the limit begins that it names.
fn marked(text: &str, at: usize, marks: &[&Mark]) -> Option<(usize, usize)> {
    let found = marks.iter().position(|mark| text[at..].starts_with(&mark.word))?;
    let word = &marks[found].word;
    let end = at + word.len();
    let is_other = |other: &String| text[..end].ends_with(other) || text[at..].starts_with(other);
    if marks[found].except.iter().any(is_other) {
        return None;
    }
    let mut rest = text[end..].trim_start();
    while let Some(behind) = NAMES.iter().find_map(|name| rest.strip_prefix(name)) {
        rest = behind.trim_start();
    }
    let behind =
        rest.trim_start_matches(['为', '是']).trim_start().trim_start_matches([':', '：']).trim_start();
    let is_named = behind.len() < rest.len();
    let phrase = behind.split(PHRASE_ENDS).next().unwrap_or_default();
    let begins = |text: &str| {
        let first = crate::number::runs(text).next();
        first.is_some_and(|run| run.range.start == 0)
            || text.starts_with([
                '半', '自', '在', '从', '于', '即', '当', '现', '随', '立', '最', '收', '受', '约', '秒',
                '无',
            ])
            || text.starts_with("不超过")
    };
    let states = begins(phrase) && (states_something(phrase) || phrase.starts_with('无'));
    (is_named || states).then(|| (found, text.len() - behind.len()))
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
            ("20个工作日，承诺许可期限10个工作日", "=20个工作日 承诺=10个工作日"),
            ("5个工作日（法定节假日除外）", "=5个工作日（法定节假日除外）"),
            ("5个法定工作日", "=5个法定工作日"),
            ("材料符合法定形式的，3个工作日", "=材料符合法定形式的，3个工作日"),
            ("告知承诺方式1个工作日，其他10个工作日", "=告知承诺方式1个工作日，其他10个工作日"),
            ("承诺件5个工作日", "=承诺件5个工作日"),
            ("在法定期限内办结", "=在法定期限内办结"),
            ("在承诺时限内，最长5个工作日", "=在承诺时限内，最长5个工作日"),
            ("法定代表人签字后3个工作日", "=法定代表人签字后3个工作日"),
            ("", "="),
        ] {
            assert_eq!(told(text), wanted, "{text}");
        }
    }
}
