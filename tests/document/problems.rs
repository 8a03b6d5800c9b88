//! YAML errors are reported at the right location, with a helpful message.

use guidelint::document::{Kind, ProblemKind, parse};

/// The only problem of a text: its kind, its line, the text that it marks, and its message.
fn problem(source: &str) -> (ProblemKind, usize, &str, String) {
    let stream = parse(source);
    let [problem] = stream.problems.as_slice() else { panic!("{source:?}: {:?}", stream.problems) };
    assert!(problem.help.as_ref().is_some_and(|help| !help.is_empty()), "{problem:?}");
    let span = problem.span.range();
    (problem.kind, source[..span.start].matches('\n').count() + 1, &source[span], problem.message.clone())
}

macro_rules! cases {
    ($($name:ident: $source:literal is $kind:ident at $line:literal $place:literal $message:literal;)*) => {$(
        #[test]
        fn $name() {
            let (kind, line, place, message) = problem($source);
            assert_eq!((kind, line, place), (ProblemKind::$kind, $line, $place), "{message}");
            assert!(message.contains($message), "{message}");
        }
    )*};
}

cases! {
    full_width_colon: "名称：值\n部门: x\n" is Syntax at 1 "：" "冒号应为半角";
    colon_without_space: "名称:值\n部门: x\n后: y\n" is Syntax at 1 ":" "冒号应为半角";
    full_width_colon_later: "部门: x\n名称：值\n后: y\n" is Syntax at 2 "：" "冒号应为半角";
    full_width_colon_at_the_end: "部门: x\n名称：值" is Syntax at 2 "：" "冒号应为半角";
    full_width_colon_before_a_list: "部门: |\n  a\n材料：\n  - 甲\n" is Syntax at 3 "：" "冒号应为半角";
    full_width_colon_in_an_item: "材料:\n  - 名称：值\n    份数: 1\n" is Syntax at 2 "：" "冒号应为半角";
    full_width_colon_later_in_an_item:
        "材料:\n  - 名称: 值\n    份数：1\n    后: 1\n" is Syntax at 3 "：" "冒号应为半角";
    colon_without_space_between_lines: "a: x\n  b:y\n  c: z\n" is Syntax at 2 ":" "冒号应为半角";
    windows_line_ends: "部门: x\r\n名称：值\r\n后: y\r\n" is Syntax at 2 "：" "冒号应为半角";
    full_width_colons_throughout: "\u{feff}名称：值\n部门：x\n" is MissingSpace at 1 "：" "冒号应为半角";
    full_width_colons_below_a_key:
        "办理结果:\n  名称：许可证\n  类型：证照\n后: x\n" is MissingSpace at 2 "：" "冒号应为半角";
    dash_without_space: "材料:\n  -身份证\n  -户口簿\n后: x\n" is MissingSpace at 2 "-" "横线后缺少";
    dash_without_space_among_items:
        "材料:\n  - 身份证\n  -户口簿\n  - 第三\n" is Syntax at 3 "-" "横线后缺少";
    dash_without_space_before_a_key:
        "材料:\n  -名称: x\n   份数: 1\n" is Syntax at 2 "-" "横线后缺少";
    tab: "a:\n\tb: 2\n" is Syntax at 2 "\t" "制表符";
    tab_below_a_value: "a: 1\n\tb: 2\n" is Syntax at 2 "\t" "制表符";
    tab_among_items: "a:\n  - b\n\t- c\n" is Syntax at 3 "\t" "制表符";
    tab_in_a_block: "a: |\n\tb\n" is Syntax at 2 "\t" "制表符";
    open_quote: "甲: \"值\n乙: 丙\n" is Syntax at 1 "\"" "引号只有开头";
    open_quote_before_another: "a: \"x\nb: \"y\"\nc: z\n" is Syntax at 1 "\"" "引号没有成对";
    quotes_in_quotes: "a: \"他说\"好\"\"\nb: c\n" is Syntax at 1 "好\"\"" "引号已经结束";
    open_quote_before_a_separator: "a: 'x\n---\n乙: 丙\n" is Syntax at 1 "'" "引号没有结尾";
    chinese_quotes: "甲: “引号”: x\n" is Syntax at 1 ":" "中文引号";
    colon_in_a_value: "甲: x: y\n" is Syntax at 1 ":" "值中的“: ”";
    open_bracket: "甲: [1, 2\n" is Syntax at 1 "[" "没有与之成对";
    wrong_bracket: "甲: [1, 2}\n" is Syntax at 1 "[" "左右括号不成对";
    escape: "a: \"x\n\\q\"\n" is Syntax at 2 "\\q" "反斜杠";
    list_behind_a_value: "a: 1\n- b\n" is Syntax at 2 "- b" "却是列表的一项";
    list_behind_a_key: "a: - b\n" is Syntax at 1 "-" "列表不能与名称写在同一行";
    entry_in_a_list: "- a\nb: c\n" is Syntax at 2 "b: c" "此处仍在列表之中";
    indented_too_much: "a: x\n  部门: x\n" is Syntax at 2 "部门" "缩进过多";
    indented_by_wide_blanks: "a: x\n \u{3000}部门: x\n" is Syntax at 2 "\u{3000}" "全角空格";
    items_indented_by_wide_blanks:
        "a:\n  - 部门: x\n\u{3000}\u{3000}窗口: x\n  - 部门: x\n" is Syntax at 3 "\u{3000}" "全角空格";
    items_with_wide_dashes: "a:\n  － 部门: x\n    窗口: x\n" is Syntax at 2 "－" "英文减号";
    indented_between: "a:\n  b: c\n d: e\n" is Syntax at 3 "d: e" "对不齐";
    no_colon: "a: b\n只有文字\n" is Syntax at 2 "只有文字" "却没有冒号";
    nul: "甲: 乙\0丙\n" is Syntax at 1 "\0" "U+0000";
    bell: "甲: \"乙\x07丙\"\n" is Syntax at 1 "\x07" "U+0007";
    byte_order_mark_inside: "a: b\n\u{feff}c: d\n" is Syntax at 2 "\u{feff}" "U+FEFF";
    reserved_character: "甲: @x\n" is Syntax at 1 "@" "不能以“@”开头";
    duplicate_key: "甲: 1\n乙: 2\n\"甲\": 3\n" is DuplicateKey at 3 "\"甲\"" "“甲”重复";
    unknown_anchor: "甲: *无\n" is UnknownAnchor at 1 "*无" "没有出现";
    alias_cycle: "&a [甲, *a]\n" is AliasCycle at 1 "*a" "包含它自己";
    alias_cycle_by_merging: "甲: &a\n  <<: *a\n" is AliasCycle at 2 "*a" "包含它自己";
}

#[test]
fn what_may_be_meant_as_it_is_is_no_problem() {
    for source in [
        "备注: -身份证\n",
        "k: -5\nb:\n  -5\n",
        "受理条件: 一、申请人：本人\n  二、材料：齐全\n",
        "材料:\n  - 咨询电话：12345\n",
        "网址: https://example.com\n时间: 9:00-17:00\n",
        "说明: |\n  -身份证\n  名称：值\n",
        "{材料: [\n  -甲,\n  -乙]}\n",
        "a: &x {b: c}\nd: {<<: *x, <<: *x}\n",
    ] {
        assert_eq!(parse(source).problems, [], "{source:?}");
    }
}

#[test]
fn a_document_with_a_syntax_error_does_not_cost_its_neighbours() {
    let source = "甲: 一\n---\n乙: [\n---\n丙: 三\n...\n\"丁\n---\n戊: 五\n";
    let stream = parse(source);
    let keys: Vec<_> = stream.documents().filter_map(|root| root.entries().next()?.key.text()).collect();
    assert_eq!(keys, ["甲", "丙", "戊"]);
    assert_eq!(stream.problems.len(), 2);
}

#[test]
fn the_first_of_two_equal_keys_is_related() {
    let source = "甲: 1\n乙: 2\n甲: 3\n甲: 4\n";
    let stream = parse(source);
    let related: Vec<_> = stream.problems.iter().map(|problem| problem.related.as_ref().unwrap()).collect();
    assert!(related.iter().all(|(span, message)| span.range() == (0..3) && message == "第一次写在这里"));
    assert_eq!(related.len(), 2);
    assert_eq!(stream.documents().next().unwrap().get("甲").unwrap().value.text(), Some("1"));
}

#[test]
fn a_broken_alias_is_blank_and_leads_nowhere() {
    let stream = parse("甲: *无\n乙: &b [*b]\n");
    let root = stream.documents().next().unwrap();
    let lost = root.get("甲").unwrap().value;
    assert_eq!((lost.kind(), lost.text(), lost.is_blank()), (Kind::BrokenAlias, None, true));
    let cycle = root.get("乙").unwrap().value.items().next().unwrap();
    assert_eq!((cycle.kind(), cycle.items().count()), (Kind::BrokenAlias, 0));
}
