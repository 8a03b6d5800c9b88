//! Forms: patterns that packs declare for names.
//!
//! `…〔流程〕（说明）` is any text, then one word of the group 流程, then any number of words of the group 说明. A word
//! that is not the name of a group stands for itself; alternatives are separated by `|`.

use std::collections::BTreeMap;
use std::sync::Arc;

/// Interchangeable words in names, by the name of their group.
pub(super) type Groups = BTreeMap<String, Vec<String>>;

/// A parsed form.
#[derive(Clone, Debug)]
pub(super) struct Form {
    parts: Vec<Part>,
}

#[derive(Clone, Debug)]
enum Part {
    /// Any text, or none.
    Any,
    /// One of these words.
    One(Arc<[String]>),
    /// Any number of these words, or none.
    Many(Arc<[String]>),
}

impl Form {
    /// Parses a form as written in a pack.
    ///
    /// # Errors
    ///
    /// If it is malformed, a message in Chinese.
    pub(super) fn read(source: &str, groups: &Groups) -> Result<Self, String> {
        let mut parts = Vec::new();
        let mut rest = source;
        while let Some(first) = rest.chars().next() {
            let after = &rest[first.len_utf8()..];
            let close = match first {
                '…' => {
                    parts.push(Part::Any);
                    rest = after;
                    continue;
                }
                '〔' => '〕',
                '（' => '）',
                '〕' | '）' => return Err(format!("“{source}”里的“{first}”没有开头")),
                _ => {
                    let end = rest.find(['…', '〔', '（', '〕', '）']).unwrap_or(rest.len());
                    parts.push(Part::One([rest[..end].to_owned()].into()));
                    rest = &rest[end..];
                    continue;
                }
            };
            let Some((inside, after)) = after.split_once(close) else {
                return Err(format!("“{source}”里的“{first}”没有结尾“{close}”"));
            };
            let words = words(inside, groups);
            if words.iter().any(String::is_empty) {
                return Err(format!("“{source}”里有空的词"));
            }
            parts.push(if close == '〕' { Part::One(words) } else { Part::Many(words) });
            rest = after;
        }
        if parts.iter().any(|part| matches!(part, Part::One(_))) {
            Ok(Self { parts })
        } else {
            Err(format!("“{source}”里没有一定要有的词，什么叫法都符合"))
        }
    }

    /// How many characters of a name are words of the form; `None` if the name does not match.
    pub(super) fn fits(&self, name: &str) -> Option<usize> {
        // Quick exit: most names that do not match differ in the last word.
        if let Some(Part::One(words)) = self.parts.last()
            && !words.iter().any(|word| name.ends_with(word.as_str()))
        {
            return None;
        }
        // For every byte at which a part may end: the most characters that words cover up to it.
        let mut ends: Vec<Option<usize>> = vec![None; name.len() + 1];
        ends[0] = Some(0);
        for part in &self.parts {
            match part {
                Part::Any => {
                    let mut most = None;
                    for end in &mut ends {
                        most = most.max(*end);
                        *end = most;
                    }
                }
                Part::One(words) => {
                    let mut next = vec![None; name.len() + 1];
                    for (at, reached) in ends.iter().enumerate() {
                        advance(name, at, *reached, words, &mut next);
                    }
                    ends = next;
                }
                Part::Many(words) => {
                    // In increasing order, so that a word may follow another of the same group.
                    for at in 0..name.len() {
                        let reached = ends[at];
                        advance(name, at, reached, words, &mut ends);
                    }
                }
            }
        }
        ends[name.len()]
    }
}

/// Records the ends of the words that begin at `at`, if that byte can be reached.
fn advance(name: &str, at: usize, reached: Option<usize>, words: &[String], ends: &mut [Option<usize>]) {
    let (Some(known), Some(rest)) = (reached, name.get(at..)) else { return };
    for word in words.iter().filter(|word| rest.starts_with(word.as_str())) {
        let end = &mut ends[at + word.len()];
        *end = (*end).max(Some(known + word.chars().count()));
    }
}

/// The words of alternatives; the name of a group stands for all its words.
fn words(alternatives: &str, groups: &Groups) -> Arc<[String]> {
    let mut words: Vec<String> = Vec::new();
    for alternative in alternatives.split('|') {
        match groups.get(alternative) {
            Some(group) => words.extend(group.iter().cloned()),
            None => words.push(alternative.to_owned()),
        }
    }
    words.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn groups() -> Groups {
        let group =
            |name: &str, words: &[&str]| (name.to_owned(), words.iter().map(|&word| word.into()).collect());
        [group("流程", &["流程", "程序", "步骤"]), group("办", &["办理", "办", "审批"])].into()
    }

    fn fits(form: &str, name: &str) -> Option<usize> {
        Form::read(form, &groups()).expect("it is a form").fits(name)
    }

    #[test]
    fn names_are_held_against_forms() {
        assert_eq!(fits("…〔流程〕", "审批流程"), Some(2));
        assert_eq!(fits("（办）〔流程〕", "审批办理步骤"), Some(6));
        assert_eq!(fits("（办）〔流程〕", "步骤"), Some(2));
        assert_eq!(fits("（办）〔流程〕（说明|图）", "办理流程图说明"), Some(7));
        assert_eq!(fits("〔流程|环节〕", "环节"), Some(2));
        assert_eq!(fits("法定（办）时限", "法定办理时限"), Some(6));
        for (form, name) in [
            ("（办）〔流程〕", "网上办理流程"),
            ("…〔流程〕", "流程图"),
            ("法定（办）时限", "法定时限说明"),
            ("…〔流程〕", ""),
        ] {
            assert_eq!(fits(form, name), None, "{form} {name}");
        }
    }

    #[test]
    fn a_form_that_says_nothing_is_told() {
        for form in ["…", "（办）", "", "〔流程", "流程〕", "〔〕", "〔流程|〕", "…（办"]
        {
            assert!(Form::read(form, &groups()).is_err(), "{form}");
        }
    }
}
