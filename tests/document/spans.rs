//! Every scalar and alias of a text, in the order of the file, slices to exactly what was written.

use guidelint::document::{Kind, Node, parse};

/// The sources of all scalars and aliases that are not absent.
fn written(source: &str) -> Vec<&str> {
    fn collect<'s>(node: Node<'_>, source: &'s str, found: &mut Vec<&'s str>) {
        match node.kind() {
            Kind::Scalar(_) | Kind::Alias | Kind::BrokenAlias => found.push(&source[node.span().range()]),
            Kind::Mapping => {
                for entry in node.entries() {
                    collect(entry.key, source, found);
                    collect(entry.value, source, found);
                }
            }
            Kind::Sequence => node.items().for_each(|item| collect(item, source, found)),
            Kind::Absent => {}
        }
    }
    let stream = parse(source);
    let mut found = Vec::new();
    stream.documents().for_each(|root| collect(root, source, &mut found));
    found
}

macro_rules! cases {
    ($($name:ident: $source:literal => [$($expected:literal),* $(,)?];)*) => {$(
        #[test]
        fn $name() {
            assert_eq!(written($source), [$($expected),*]);
        }
    )*};
}

cases! {
    chinese: "名称: 身份证办理\n部门: 公安局\n" => ["名称", "身份证办理", "部门", "公安局"];
    windows_line_ends: "名称: 身份证办理\r\n部门: 公安局\r\n" => ["名称", "身份证办理", "部门", "公安局"];
    byte_order_mark: "\u{feff}名称: 身份证\n部门: x\n" => ["名称", "身份证", "部门", "x"];
    byte_order_mark_and_windows_line_ends:
        "\u{feff}名称: 身份证\r\n部门: x\r\n" => ["名称", "身份证", "部门", "x"];
    tabs_between: "名称:\t身份证\t# 注释\n部门: x\n" => ["名称", "身份证", "部门", "x"];
    escapes: "名: \"第\\u4e00行\\n二\\t三\"\n后: 尾\n" => ["名", "\"第\\u4e00行\\n二\\t三\"", "后", "尾"];
    double_quoted_lines:
        "名: \"第一行\n  第二行 \\\n  接\"\n后: 尾\n" => ["名", "\"第一行\n  第二行 \\\n  接\"", "后", "尾"];
    single_quoted_lines: "名: '它''的\n\n  值'\n后: 尾\n" => ["名", "'它''的\n\n  值'", "后", "尾"];
    plain_lines:
        "名: 第一行\n  第二行\n  第三行 # 注\n后: 尾\n" => ["名", "第一行\n  第二行\n  第三行", "后", "尾"];
    blanks_at_the_end: "名: 值   \n后: 尾\n" => ["名", "值", "后", "尾"];
    flow_mapping:
        "{名: 值, 列: [甲, \"乙\", '丙'], 空: , 末}\n" => ["名", "值", "列", "甲", "\"乙\"", "'丙'", "空", "末"];
    flow_lines: "列: [\n  甲,  # 注释一\n  乙丙\n  ]\n后: 尾\n" => ["列", "甲", "乙丙", "后", "尾"];
    flow_bracket_not_indented: "列: [\n  甲,  # 注释一\n  乙丙\n]\n后: 尾\n" => ["列", "甲", "乙丙", "后", "尾"];
    literal: "说明: |\n  第一行\n  第二行酌情\n后: 尾\n" => ["说明", "第一行\n  第二行酌情", "后", "尾"];
    folded_with_windows_line_ends:
        "说明: >-\r\n  第一行\r\n  第二行酌情\r\n\r\n后: 尾\r\n" => ["说明", "第一行\r\n  第二行酌情", "后", "尾"];
    anchors_and_aliases:
        "甲: &锚 值\n乙: *锚\n丙: &m {k: v}\n丁:\n  <<: *m\n"
        => ["甲", "值", "乙", "*锚", "丙", "k", "v", "丁", "<<", "*m"];
    tags: "甲: !!str 123\n乙: !own 值\n" => ["甲", "123", "乙", "值"];
    beyond_the_basic_plane:
        "甲: 👍好\n乙: 𠮷野家\n丙: e\u{301}\n" => ["甲", "👍好", "乙", "𠮷野家", "丙", "e\u{301}"];
    unicode_line_separators_are_text:
        "甲: 一\u{2028}二\n乙: 三\u{85}四\n丙: 尾\n"
        => ["甲", "一\u{2028}二", "乙", "三\u{85}四", "丙", "尾"];
    carriage_returns_alone: "甲: 一\r乙: 二\r" => ["甲", "一", "乙", "二"];
    colons_inside_words: "甲: 时间：9:00-17:00\n乙: a:b#c\n" => ["甲", "时间：9:00-17:00", "乙", "a:b#c"];
    no_line_break_at_the_end: "甲: 一\n乙: 二" => ["甲", "一", "乙", "二"];
    list_items: "材料:\n- 身份证\n-   户口簿\n- - 内\n" => ["材料", "身份证", "户口簿", "内"];
    complex_keys: "? 长键\n: 值\n? [甲, 乙]\n: 二\n" => ["长键", "值", "甲", "乙", "二"];
    several_documents: "---\n甲: 一\n...\n---\n乙: 二\n" => ["甲", "一", "乙", "二"];
    ideographic_spaces_are_text:
        "甲: 一\u{3000}二\u{3000}\n乙: 三\n" => ["甲", "一\u{3000}二\u{3000}", "乙", "三"];
}

/// The source of the value of the first key.
fn first_value(source: &str) -> &str {
    let stream = parse(source);
    let value =
        stream.documents().next().and_then(|root| root.entries().next()).map(|entry| entry.value.span());
    &source[value.expect("a mapping").range()]
}

#[test]
fn a_non_ascii_tag_is_no_yaml() {
    assert_eq!(parse("乙: !自定 值\n").documents().count(), 0);
}

#[test]
fn collections_reach_from_their_first_to_their_last_child() {
    assert_eq!(first_value("甲: &a !t\n  b: c\n  d:\n    e: f\n\n\ng: h\n"), "b: c\n  d:\n    e: f");
    assert_eq!(first_value("甲:\n- 一\n- 二 # 注\n# 注\n乙: 三\n"), "一\n- 二");
    assert_eq!(first_value("甲: {k: v,\n  z: [ ] } # 注\n"), "{k: v,\n  z: [ ] }");
}

#[test]
fn an_absent_value_is_where_it_should_stand() {
    let source = "甲:   # 注\n乙:\n- \n丙: {丁 :, 戊}\n";
    let stream = parse(source);
    let root = stream.documents().next().unwrap();
    assert_eq!(root.get("甲").unwrap().value.span().range(), 4..4);
    let item = root.get("乙").unwrap().value.items().next().unwrap();
    assert_eq!((item.kind(), item.span().is_empty()), (Kind::Absent, true));
    assert!(source[..item.span().range().end].trim_end().ends_with('-'));
    let flow = root.get("丙").unwrap().value;
    let before: Vec<_> = flow.entries().map(|entry| &source[..entry.value.span().range().start]).collect();
    assert!(before[0].ends_with("丁 :") && before[1].ends_with("戊"), "{before:?}");
}

#[test]
fn an_empty_block_scalar_is_its_header() {
    assert_eq!(first_value("甲: |\n  \n\n乙: x\n"), "|");
    assert_eq!(first_value("甲: &a !!str >2- # 注 | 释\n\n\n"), ">2-");
    assert_eq!(first_value("甲: |+\n\n\n"), "|+");
    assert_eq!(first_value("甲: >-"), ">-");
}
