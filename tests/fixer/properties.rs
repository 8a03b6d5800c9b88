//! What fixing never does, on random guides.

use guidelint::document::{Kind, Node, parse};
use guidelint::fix::Applicability;
use guidelint::guide::PLACEHOLDER;
use proptest::prelude::*;

use crate::guides::guide;
use crate::{RULESET, holds, mended, seeds};

proptest! {
    #![proptest_config(seeds::fixed(64))]

    #[test]
    fn mending_never_breaks_a_guide(text in guide()) {
        holds(&text, Applicability::Safe);
        holds(&text, Applicability::Unsafe);
    }

    /// No value loses content: except for width, case, invisible blanks and the spellings that rules correct,
    /// everything is still there, in the same order. Only placeholders are added.
    #[test]
    fn values_that_no_rule_names_stay(text in guide()) {
        let after = mended(&text, Applicability::Unsafe).report.source.text().to_owned();
        let (old, new) = (parse(&text), parse(&after));
        prop_assert_eq!(old.documents().count(), new.documents().count());
        for (old, new) in old.documents().zip(new.documents()) {
            let lost = lost(old, new);
            prop_assert!(lost.is_none(), "{}: {}\n{}", lost.unwrap_or_default(), text, after);
        }
    }
}

/// The first part of a node that is missing or changed in another.
fn lost(old: Node<'_>, new: Node<'_>) -> Option<String> {
    let differs = || Some(format!("{:?} became {:?}", old.source(), new.source()));
    match (old.kind(), new.kind()) {
        (Kind::Mapping, Kind::Mapping) => {
            let news: Vec<_> = new.entries().collect();
            let mut news = news.as_slice();
            for entry in old.entries() {
                let has_stayed = news.iter().any(|new| new.key.text() == entry.key.text());
                let is_it = |key: Node<'_>| match (entry.key.text(), key.text()) {
                    (Some(old), Some(new)) => old == new || !has_stayed && is_kept(old, new),
                    (None, None) => lost(entry.key, key).is_none(),
                    _ => false,
                };
                loop {
                    let [new, rest @ ..] = news else {
                        return Some(format!("{:?} is lost", entry.key.source()));
                    };
                    news = rest;
                    let lost = if is_it(new.key) {
                        lost(entry.value, new.value)
                    } else {
                        Some(format!("{:?} became {:?}", entry.key.source(), new.key.source()))
                    };
                    match lost {
                        None => break,
                        Some(_) if new.value.text() == Some(PLACEHOLDER) => {}
                        lost => return lost,
                    }
                }
            }
            let added = news.iter().find(|new| new.value.text() != Some(PLACEHOLDER));
            added.map(|new| format!("{:?} is new", new.key.source()))
        }
        (Kind::Sequence, Kind::Sequence) if old.items().count() == new.items().count() => {
            old.items().zip(new.items()).find_map(|(old, new)| lost(old, new))
        }
        (Kind::Scalar(_), Kind::Scalar(_)) => match (old.text(), new.text()) {
            (Some(old), Some(new)) if is_kept(old, new) || old.trim().is_empty() && new == PLACEHOLDER => {
                None
            }
            _ => differs(),
        },
        (Kind::Absent, Kind::Scalar(_)) if new.text() == Some(PLACEHOLDER) => None,
        (Kind::Absent, Kind::Absent) | (Kind::Alias, Kind::Alias) => None,
        _ => differs(),
    }
}

fn is_kept(old: &str, new: &str) -> bool {
    old == new || letters(old) == letters(new) || is_respelt(old, new)
}

/// A text without the characters that safe fixes may change.
fn letters(text: &str) -> String {
    let narrow = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        c => c,
    };
    text.chars().map(narrow).filter(|c| !matches!(c, '\u{200b}' | '、')).collect::<String>().to_uppercase()
}

/// Whether a text is another name for the same, or a corrected misspelling.
fn is_respelt(old: &str, new: &str) -> bool {
    let mut elements = RULESET.vocabulary.iter();
    let is_near = |name: &str| {
        let differing = old.chars().zip(name.chars()).filter(|(old, new)| old != new).count();
        old.chars().count() == name.chars().count() && differing == 1
    };
    let names = elements.any(|(_, element)| {
        element.name == new && (element.also.iter().any(|also| also == old) || is_near(new))
    });
    let known = [
        ("其它", "其他"),
        ("其它", "其他行政权力"),
        ("不收费", "否"),
        ("区县级", "县级"),
        ("20(工作日)", "20个工作日"),
        ("1,000（工作日）", "1000个工作日"),
        ("二〇（工作日）", "20个工作日"),
        ("2026年1月5日", "2026-01-05"),
        ("2026.1.5", "2026-01-05"),
    ];
    names || known.iter().any(|(from, to)| letters(&old.replace(from, to)) == letters(new))
}
