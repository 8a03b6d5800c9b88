//! Edits of text: what is written, and that nothing else changes.

use guidelint::document::edit::{self, is_only};
use guidelint::document::{Node, Stream, parse};
use guidelint::fix::{Applicability, EditPlan, apply};

use crate::second_reader;

/// The value at a path of keys and numbers.
fn at<'t>(stream: &'t Stream<'t>, path: &str) -> Node<'t> {
    let root = stream.documents().next().expect("there is a document");
    path.split('/').filter(|step| !step.is_empty()).fold(root, |node, step| match step.parse::<usize>() {
        Ok(number) => node.items().nth(number).expect("there is an item"),
        Err(_) => node.get(step).unwrap_or_else(|| panic!("there is {step}")).value,
    })
}

/// The text after an edit, checking that nothing else changed; `None` without an edit.
fn edited(source: &str, make: impl Fn(&Stream<'_>) -> Option<EditPlan>) -> Option<String> {
    let before = parse(source);
    let fix = make(&before)?.titled("", Applicability::Safe);
    let text = apply(source, [&fix]);
    let after = parse(&text);
    assert!(is_only(&before, &after, &[&fix.change]), "{source:?} became {text:?}");
    // If another reader agreed with us before the edit, it must agree after it.
    if second_reader::agrees(&before).is_ok() {
        assert_eq!(second_reader::agrees(&after), Ok(()), "{source:?} became {text:?}");
    }
    Some(text)
}

/// Replaces a word in the value at a path.
fn replaced(source: &str, path: &str, word: &str, new: &str) -> Option<String> {
    edited(source, |stream| {
        let node = at(stream, path);
        let start = node.text().unwrap().find(word).expect("the word is there");
        edit::replace(node, start..start + word.len(), new)
    })
}

fn inserted(source: &str, path: &str, number: usize) -> Option<String> {
    edited(source, |stream| edit::insert(at(stream, path), number, "新", "【待填写】"))
}

#[track_caller]
fn assert_text(edited: Option<&str>, wanted: &str) {
    assert_eq!(edited, Some(wanted));
}

#[test]
fn a_word_is_replaced_in_every_style() {
    for (source, wanted) in [
        ("甲: 尽快 办 # 注\n", "甲: 三日 办 # 注\n"),
        ("甲: '尽快 ''办'''\r\n", "甲: '三日 ''办'''\r\n"),
        ("甲: \"尽快 \\\"办\\\"\"\n", "甲: \"三日 \\\"办\\\"\"\n"),
        ("甲: |\n  第一行\n  尽快办\n乙: 二\n", "甲: |\n  第一行\n  三日办\n乙: 二\n"),
        ("甲: >-\r\n  第一行\r\n    缩进\r\n  尽快\r\n", "甲: >-\r\n  第一行\r\n    缩进\r\n  三日\r\n"),
        ("甲:\n  第一行\n  尽快办\n", "甲:\n  第一行\n  三日办\n"),
        ("{甲: 尽快, 乙: [一]}", "{甲: 三日, 乙: [一]}"),
        ("\u{feff}甲: &名 !!str 尽快\n乙: *名\n", "\u{feff}甲: &名 !!str 三日\n乙: *名\n"),
    ] {
        assert_text(replaced(source, "甲", "尽快", "三日").as_deref(), wanted);
    }
}

#[test]
fn quotes_come_where_a_text_needs_them() {
    for (source, word, new, wanted) in [
        ("甲: 一：二\n", "：", ": ", "甲: \"一: 二\"\n"),
        ("甲: 一＃二 # 注\n", "＃", " #", "甲: \"一 #二\" # 注\n"),
        ("[甲，乙]\n", "，", ",", "[\"甲,乙\"]\n"),
        ("甲: 甲，乙\n", "，", ",", "甲: 甲,乙\n"),
        ("甲: １23\n", "１", "1", "甲: \"123\"\n"),
        ("甲: 2026年1月5日\n", "2026年1月5日", "2026-01-05", "甲: \"2026-01-05\"\n"),
        ("甲: no\u{200b}\n", "\u{200b}", "", "甲: \"no\"\n"),
        ("甲: '一二'\n", "二", "'", "甲: '一'''\n"),
        ("甲: \"一二\"\n", "二", "\"\\", "甲: \"一\\\"\\\\\"\n"),
        ("甲: '一二'\n", "二", "\u{7}", "甲: \"一\\u0007\"\n"),
        ("甲: \"\\uFF11\\uFF12\"\n", "１", "1", "甲: \"1２\"\n"),
        ("甲: 一二\n", "一二", "*二", "甲: \"*二\"\n"),
        ("[？]\n", "？", "?", "[\"?\"]\n"),
        ("甲: －一\n", "－", "-", "甲: \"-一\"\n"),
    ] {
        let path = if source.starts_with('[') { "0" } else { "甲" };
        assert_text(replaced(source, path, word, new).as_deref(), wanted);
    }
}

#[test]
fn what_cannot_be_done_on_the_line_is_not_done() {
    // A fold, a line break that the style cannot contain, a line that would be read differently.
    for (source, word, new) in [
        ("甲: >\n  尽\n  快\n", "尽 快", "三日"),
        ("甲:\n  尽\n  快\n", "尽 快", "三日"),
        ("甲: |\n  一\n  二\n", "二", ""),
        ("甲: |\n  一\n  二\n", "二", " 三"),
        ("甲: |\n  一\n  二\n", "二", "三\n四"),
        ("甲: |\n  一\n  二\n", "一\n二", "三"),
    ] {
        assert_eq!(replaced(source, "甲", word, new), None, "{source:?}");
    }
    let long = format!("甲: {}尽快\n", "很长的文字".repeat(2_000));
    assert_eq!(replaced(&long, "甲", "尽快", "三日"), None);
    assert_text(
        replaced("甲: |\n  一\n    尽快\n", "甲", "尽快", "三日").as_deref(),
        "甲: |\n  一\n    三日\n",
    );
}

#[test]
fn a_plain_value_gets_quotes() {
    for (source, wanted) in [
        ("甲: 000131013000   # 注\n", Some("甲: \"000131013000\"   # 注\n")),
        ("{甲: 330106, 乙: 二}\n", Some("{甲: \"330106\", 乙: 二}\n")),
        ("甲: &名 330106\n", Some("甲: &名 \"330106\"\n")),
        ("甲: '330106'\n", None),
        ("甲: |\n  330106\n", None),
    ] {
        let quoted = edited(source, |stream| edit::quote(at(stream, "甲")));
        assert_eq!(quoted.as_deref(), wanted);
    }
}

#[test]
fn a_key_is_renamed_in_its_style() {
    let renamed = |source: &str, name: &str| {
        edited(source, |stream| {
            let root = stream.documents().next()?;
            edit::rename(root, root.entries().next()?.key, name)
        })
    };
    assert_text(renamed("旧名: 一 # 注\n乙: 二\n", "新名").as_deref(), "新名: 一 # 注\n乙: 二\n");
    assert_text(renamed("\"旧名\": 一\n", "新名").as_deref(), "\"新名\": 一\n");
    assert_text(renamed("{'旧名': 一, 乙: 二}", "新名").as_deref(), "{'新名': 一, 乙: 二}");
    assert_text(renamed("旧名: 一\n", "新: 名").as_deref(), "\"新: 名\": 一\n");
    assert_text(renamed("? 旧名\n: 一\n", "新名").as_deref(), "? 新名\n: 一\n");
    assert_eq!(renamed("旧名: 一\n新名: 二\n", "新名"), None, "the name is taken");
    assert_eq!(renamed("旧名: 一\n旧名: 二\n", "新名"), None, "which of them?");
    assert_eq!(renamed("旧名: 一\n", "旧名"), None);
}

#[test]
fn what_is_blank_is_filled() {
    let filled = |source: &str| edited(source, |stream| edit::fill(at(stream, "甲"), "【待填写】"));
    for (source, wanted) in [
        ("甲:\n乙: 二\n", "甲: 【待填写】\n乙: 二\n"),
        ("甲:   # 待定\r\n乙: 二\r\n", "甲: 【待填写】   # 待定\r\n乙: 二\r\n"),
        ("乙: 二\n甲:", "乙: 二\n甲: 【待填写】"),
        ("甲: ~\n", "甲: 【待填写】\n"),
        ("甲: ''\n", "甲: '【待填写】'\n"),
        ("{\"甲\": \"\", \"乙\": 1}", "{\"甲\": \"【待填写】\", \"乙\": 1}"),
        ("{甲: , 乙: 二}", "{甲: 【待填写】 , 乙: 二}"),
    ] {
        assert_text(filled(source).as_deref(), wanted);
    }
    for source in ["甲: 一\n", "甲: []\n", "{甲, 乙: 二}", "甲: !!null\n", "甲: |\n乙: 二\n"] {
        assert_eq!(filled(source), None, "{source:?}");
    }
}

#[test]
fn an_entry_is_inserted_behind_what_belongs_to_its_neighbour() {
    for (source, path, number, wanted) in [
        ("甲: 一 # 注\n乙: 二\n", "", 1, "甲: 一 # 注\n新: 【待填写】\n乙: 二\n"),
        ("甲: 一\n\n# 第二组\n乙: 二\n", "", 1, "甲: 一\n新: 【待填写】\n\n# 第二组\n乙: 二\n"),
        (
            "甲:\n  - 一\n  # 列表里的话\n乙: 二\n",
            "",
            1,
            "甲:\n  - 一\n  # 列表里的话\n新: 【待填写】\n乙: 二\n",
        ),
        ("甲: 一\r\n乙: 二", "", 2, "甲: 一\r\n乙: 二\r\n新: 【待填写】"),
        ("甲: 一", "", 1, "甲: 一\n新: 【待填写】"),
        ("甲: 一\r乙: 二\r", "", 1, "甲: 一\r新: 【待填写】\r乙: 二\r"),
        ("甲:\n乙: 二\n", "", 1, "甲:\n新: 【待填写】\n乙: 二\n"),
        ("甲: |\n  一\n\n乙: 二\n", "", 1, "甲: |\n  一\n新: 【待填写】\n\n乙: 二\n"),
        ("甲: |+\n  一\n\n\n乙: 二\n", "", 1, "甲: |+\n  一\n\n\n新: 【待填写】\n乙: 二\n"),
        ("甲: |+\n  一\n\n", "", 1, "甲: |+\n  一\n\n新: 【待填写】\n"),
        ("甲: |+\n\n乙: 二\n", "", 1, "甲: |+\n\n新: 【待填写】\n乙: 二\n"),
        ("甲: \"一\n  二\"\n乙: 二\n", "", 1, "甲: \"一\n  二\"\n新: 【待填写】\n乙: 二\n"),
        (
            "甲:\n  - 一: 1\n    二: 2\n  - 一: 3\n",
            "甲/0",
            1,
            "甲:\n  - 一: 1\n    新: 【待填写】\n    二: 2\n  - 一: 3\n",
        ),
        ("甲:\n- 一: 1\n- 一: 3\n", "甲/1", 1, "甲:\n- 一: 1\n- 一: 3\n  新: 【待填写】\n"),
        ("---\n甲: 一\n---\n乙: 二\n", "", 1, "---\n甲: 一\n新: 【待填写】\n---\n乙: 二\n"),
        ("甲: &名\n  一: 1\n乙: *名\n", "", 2, "甲: &名\n  一: 1\n乙: *名\n新: 【待填写】\n"),
    ] {
        assert_text(inserted(source, path, number).as_deref(), wanted);
    }
}

#[test]
fn an_entry_is_inserted_before_the_first_unless_comments_stand_there() {
    for (source, path, wanted) in [
        ("甲: 一\n", "", "新: 【待填写】\n甲: 一\n"),
        ("\u{feff}甲: 一\r\n", "", "\u{feff}新: 【待填写】\r\n甲: 一\r\n"),
        ("# 说明\n\n甲: 一\n", "", "# 说明\n\n新: 【待填写】\n甲: 一\n"),
        ("# 甲的话\n甲: 一\n乙: 二\n", "", "# 甲的话\n甲: 一\n新: 【待填写】\n乙: 二\n"),
        ("甲:\n  - 一: 1\n    二: 2\n", "甲/0", "甲:\n  - 新: 【待填写】\n    一: 1\n    二: 2\n"),
        ("甲:\n  - 一: 1\n", "甲/0", "甲:\n  - 新: 【待填写】\n    一: 1\n"),
        ("{甲: 一}", "", "{新: 【待填写】, 甲: 一}"),
        ("{\n  \"甲\": \"一\"\n}\n", "", "{\n  \"新\": \"【待填写】\",\n  \"甲\": \"一\"\n}\n"),
    ] {
        assert_text(inserted(source, path, 0).as_deref(), wanted);
    }
}

#[test]
fn an_entry_is_inserted_between_brackets() {
    for (source, path, number, wanted) in [
        ("{甲: 一, 乙: 二}\n", "", 1, "{甲: 一, 新: 【待填写】, 乙: 二}\n"),
        ("{甲: 一, 乙: 二}\n", "", 2, "{甲: 一, 乙: 二, 新: 【待填写】}\n"),
        ("{甲: 一 }", "", 1, "{甲: 一, 新: 【待填写】 }"),
        (
            "甲:\n  - {一: 1, 二: [1, 2]} # 注\n",
            "甲/0",
            2,
            "甲:\n  - {一: 1, 二: [1, 2], 新: 【待填写】} # 注\n",
        ),
        (
            "{\n  \"甲\": 1,\n  \"乙\": 2\n}\n",
            "",
            1,
            "{\n  \"甲\": 1,\n  \"新\": \"【待填写】\",\n  \"乙\": 2\n}\n",
        ),
        (
            "{\r\n  \"甲\": 1,\r\n  \"乙\": 2\r\n}",
            "",
            2,
            "{\r\n  \"甲\": 1,\r\n  \"乙\": 2,\r\n  \"新\": \"【待填写】\"\r\n}",
        ),
        (
            "{\n  甲: 一,  # 甲, 的话\n  乙: 二 # 乙的话\n}\n",
            "",
            1,
            "{\n  甲: 一,  # 甲, 的话\n  新: 【待填写】,\n  乙: 二 # 乙的话\n}\n",
        ),
        (
            "{\n  甲: 一,\n  乙: 二 # 乙, 的话\n}\n",
            "",
            2,
            "{\n  甲: 一,\n  乙: 二, # 乙, 的话\n  新: 【待填写】\n}\n",
        ),
        ("{\n  甲: 一,\n  乙: 二,\n}\n", "", 2, "{\n  甲: 一,\n  乙: 二,\n  新: 【待填写】,\n}\n"),
        ("{甲: 一,\n 乙: 二}\n", "", 1, "{甲: 一,\n 新: 【待填写】,\n 乙: 二}\n"),
        // After a key without a value, other readers require a blank before the comma.
        ("{甲: 一, 乙: }\n", "", 2, "{甲: 一, 乙: , 新: 【待填写】 }\n"),
        ("{甲: , 乙: 二}\n", "", 1, "{甲: , 新: 【待填写】 , 乙: 二}\n"),
        ("{\n  甲: 一,\n  乙:\n}\n", "", 2, "{\n  甲: 一,\n  乙: ,\n  新: 【待填写】\n}\n"),
        ("{\n  甲: 一,\n  乙: # 注\n}\n", "", 2, "{\n  甲: 一,\n  乙: , # 注\n  新: 【待填写】\n}\n"),
    ] {
        assert_text(inserted(source, path, number).as_deref(), wanted);
    }
}

#[test]
fn an_entry_is_not_inserted_where_its_place_is_not_certain() {
    for (source, path) in [
        ("甲: 一\n新: 二\n", ""),
        ("? 甲\n: 一\n", ""),
        ("?\n: 一\n", ""),
        ("甲: &名\n  一: 1\n乙: *名\n", "乙"),
        ("甲: 文字\n", "甲"),
        ("甲: [一: 1]\n", "甲/0"),
    ] {
        let refused = edited(source, |stream| {
            let root = stream.documents().next()?;
            let node = if path.contains("乙") { root.entries().nth(1)?.value } else { at(stream, path) };
            edit::insert(node, 1, "新", "值")
        });
        assert_eq!(refused, None, "{source:?}");
    }
}

#[test]
fn every_other_difference_is_seen() {
    let before = "甲: &名 一 # 注\n乙: [二, {丙: 三}]\n丁: *名\n";
    let stream = parse(before);
    let fix = edit::replace(at(&stream, "甲"), 0.."一".len(), "四").unwrap().titled("", Applicability::Safe);
    let good = apply(before, [&fix]);
    assert!(is_only(&stream, &parse(&good), &[&fix.change]));
    for (old, new) in [
        ("# 注", ""),
        ("# 注", "# 著"),
        ("二", "贰"),
        ("二", "'二'"),
        ("{丙: 三}", "{丙: 三, 戊: 五}"),
        ("二, ", ""),
        ("丁", "戊"),
        ("*名", "一"),
        ("乙: [", "乙: !!seq ["),
        ("四", "五"),
        ("丁: *名\n", "丁: *名\n戊: 五\n"),
        ("丁: *名\n", ""),
        ("乙:", "乙: "),
    ] {
        let bad = good.replacen(old, new, 1);
        assert_ne!(bad, good);
        let harmless = old == "乙:";
        assert_eq!(is_only(&stream, &parse(&bad), &[&fix.change]), harmless, "{bad}");
    }
    assert!(!is_only(&stream, &parse(before), &[&fix.change]), "what was meant did not happen");
    assert!(!is_only(&stream, &parse(&good), &[]), "what was not meant happened");
}
