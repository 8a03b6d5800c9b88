//! What the cursor finds in a tree.

use guidelint::document::{Kind, Node, Style, parse};

fn keys<'t>(entries: impl IntoIterator<Item = guidelint::document::Entry<'t>>) -> Vec<&'t str> {
    entries.into_iter().filter_map(|entry| entry.key.text()).collect()
}

#[test]
fn values_stay_text() {
    let stream = parse("a: 011000\nb: 否\nc: ~\nd:\ne: 'null'\nf: ''\ng: []\nh: NaN\ni: 'NaN'\n");
    let root = stream.documents().next().unwrap();
    let value = |key| root.get(key).unwrap().value;
    assert_eq!(value("a").text(), Some("011000"));
    assert_eq!(value("b").style(), Some(Style::Plain));
    assert_eq!((value("c").kind(), value("c").text()), (Kind::Scalar(Style::Plain), Some("~")));
    assert_eq!((value("d").kind(), value("d").text()), (Kind::Absent, None));
    let blank: Vec<_> = root.entries().map(|entry| entry.value.is_blank()).collect();
    assert_eq!(blank, [false, false, true, true, false, true, true, true, false]);
}

#[test]
fn aliases_are_followed_but_not_expanded() {
    let stream = parse("a: &x {k: [一, 二]}\nb: *x\n");
    let alias = stream.documents().next().unwrap().get("b").unwrap().value;
    assert_eq!((alias.kind(), alias.resolved().kind()), (Kind::Alias, Kind::Mapping));
    let items: Vec<_> = alias.get("k").unwrap().value.items().filter_map(Node::text).collect();
    assert_eq!(items, ["一", "二"]);
}

#[test]
fn merge_keys_bring_in_what_is_not_there() {
    let source = "
- &a {x: a, y: a}
- &b {<<: *a, y: b, z: b}
- &c {z: c, w: c}
- {v: own, <<: [*b, *c], y: own}
";
    let stream = parse(source);
    let last = stream.documents().next().unwrap().items().last().unwrap();
    let merged = last.merged_entries();
    assert_eq!(keys(merged.iter().copied()), ["v", "y", "z", "x", "w"]);
    let values: Vec<_> = merged.iter().filter_map(|entry| entry.value.text()).collect();
    assert_eq!(values, ["own", "own", "b", "a", "c"]);
    assert_eq!(last.get("z").unwrap().value.text(), Some("b"));
    assert!(last.get("<<").is_none());
    assert_eq!(keys(last.entries()), ["v", "<<", "y"]);
}

#[test]
fn a_quoted_merge_key_is_a_key() {
    let stream = parse("{'<<': {a: b}}");
    let root = stream.documents().next().unwrap();
    assert_eq!(keys(root.merged_entries()), ["<<"]);
}

#[test]
fn comments_are_kept_in_the_order_of_the_file() {
    let source = "# 一\n甲: |  # 二\n  文 # 不是\n乙: # 三\n  - 丙 # 四\n---\n# 五\n";
    let stream = parse(source);
    let comments: Vec<_> = stream.comments.iter().map(|span| &source[span.range()]).collect();
    assert_eq!(comments, ["# 一", "# 二", "# 三", "# 四", "# 五"]);
}

#[test]
fn tags_are_kept_as_written() {
    let stream = parse("!a\n甲: !!str 1\n乙: !<x:y> [一]\n丙: 无\n");
    let root = stream.documents().next().unwrap();
    let tags: Vec<_> = root.entries().map(|entry| entry.value.tag()).collect();
    assert_eq!((root.tag(), tags), (Some("!a"), vec![Some("!!str"), Some("!<x:y>"), None]));
}
