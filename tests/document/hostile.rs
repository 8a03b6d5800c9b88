//! Input that is made to break parsers gives a result, and quickly.

use std::fmt::Write as _;

use guidelint::document::{Kind, MOST_PROBLEMS, Node, ProblemKind, Stream, parse};

use crate::effort::quickly;

/// Parses a text and visits every node. Fails if that takes suspiciously long.
fn read(source: &str, check: impl FnOnce(&Stream<'_>)) {
    quickly(|| {
        let stream = parse(source);
        stream.documents().for_each(walk);
        check(&stream);
    });
}

/// Visits every node once, without following aliases.
fn walk(node: Node<'_>) {
    match node.kind() {
        Kind::Mapping => {
            for entry in node.entries() {
                walk(entry.key);
                walk(entry.value);
            }
            node.get("无此名称");
        }
        Kind::Sequence => node.items().for_each(walk),
        _ => {
            node.is_blank();
        }
    }
}

fn is_rejected(stream: &Stream<'_>) {
    assert_eq!(stream.problems.first().map(|problem| problem.kind), Some(ProblemKind::Syntax));
    assert_eq!(stream.documents().count(), 0);
}

#[test]
fn deep_nesting() {
    for opening in ["[", "{a: ", "- ", "? ", "[{a: ", "- ? "] {
        read(&opening.repeat(100_000), is_rejected);
    }
    let mut maps = String::new();
    for depth in 0..2_000 {
        writeln!(maps, "{}a:", " ".repeat(depth)).unwrap();
    }
    read(&maps, is_rejected);
}

#[test]
fn alias_bombs() {
    let mut laughs = "a0: &a0 [哈]\n".to_owned();
    let mut merges = "a0: &a0 {哈: 哈}\n".to_owned();
    for level in 1..60 {
        let before = level - 1;
        let aliases = vec![format!("*a{before}"); 9].join(", ");
        writeln!(laughs, "a{level}: &a{level} [{aliases}]").unwrap();
        writeln!(merges, "a{level}: &a{level} {{<<: [{aliases}]}}").unwrap();
    }
    read(&laughs, |stream| assert_eq!(stream.problems, []));
    read(&merges, |stream| {
        let root = stream.documents().next().unwrap();
        assert_eq!(root.get("a59").unwrap().value.get("哈").unwrap().value.text(), Some("哈"));
    });
}

#[test]
fn a_large_mapping_merged_into_many() {
    let mut source = "大: &a\n".to_owned();
    (0..50_000).for_each(|key| writeln!(source, "  k{key}: v").unwrap());
    source += "小:\n";
    (0..5_000).for_each(|_| source += "  - {<<: *a}\n");
    read(&source, |stream| assert_eq!(stream.problems, []));
}

#[test]
fn a_large_anchor_with_many_aliases() {
    let source = format!("a: &a {}\nb: [{}]\n", "长".repeat(30_000), "*a, ".repeat(20_000));
    read(&source, |stream| assert_eq!(stream.problems, []));
}

#[test]
fn many_keys() {
    let mut source = String::new();
    (0..200_000).for_each(|key| writeln!(source, "k{key}: v").unwrap());
    read(&source, |stream| {
        assert_eq!(stream.documents().next().unwrap().entries().count(), 200_000);
        assert_eq!(stream.problems, []);
    });
}

#[test]
fn twenty_thousand_equal_keys() {
    read(&"k: v\n".repeat(20_000), |stream| assert_eq!(stream.problems.len(), MOST_PROBLEMS));
}

#[test]
fn a_hundred_thousand_comments_before_a_value() {
    let source = format!("键:\n{}  值\n", "# 注\n".repeat(100_000));
    read(&source, |stream| assert_eq!((stream.comments.len(), stream.problems.len()), (100_000, 0)));
}

#[test]
fn a_hundred_thousand_broken_documents() {
    read(&"---\n[\n".repeat(100_000), |stream| assert_eq!(stream.problems.len(), MOST_PROBLEMS));
    read(&"---\n甲: 一\n".repeat(100_000), |stream| assert_eq!(stream.documents().count(), 100_000));
}

#[test]
fn many_hits_in_one_long_scalar() {
    let word = "尽快";
    for source in [
        format!("a: \"{}\"\n", "\\t尽快\\u4e00".repeat(20_000)),
        format!("a: '{}'\n", "尽快 ".repeat(60_000)),
        format!("a: >\n{}", "  请尽快\n".repeat(40_000)),
    ] {
        read(&source, |stream| {
            let value = stream.documents().next().unwrap().get("a").unwrap().value;
            for (at, _) in value.text().unwrap().match_indices(word) {
                let [place] = value.spans_of(at..at + word.len())[..] else { panic!("not one place") };
                assert_eq!(&source[place.range()], word);
            }
        });
    }
}

#[test]
fn long_lines() {
    read(&format!("a: [{}]\n", "甲, ".repeat(300_000)), |stream| assert_eq!(stream.problems, []));
    read(&"：".repeat(1_000_000), |_| {});
    read(&"-甲\n".repeat(300_000), |stream| assert_eq!(stream.problems.len(), 1));
    read(&"名称：值\n".repeat(300_000), |stream| assert_eq!(stream.problems.len(), 1));
}

#[test]
fn control_characters() {
    for source in
        ["\0", "a: \0", "\u{1}", "a: \u{7f}\u{85}", "\u{feff}\u{feff}", "\u{feff}", "", "\r", "\t", "%"]
    {
        read(source, |_| {});
    }
}
