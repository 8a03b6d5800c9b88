//! Fragments of expressions, expressions over several lines, and examples as mappings: each is equivalent to
//! the text written out.

use guidelint::pack::Ruleset;
use guidelint::rules;
use guidelint::text::SourceFile;

use crate::broken::only;
use crate::{SOUND, changed, mistakes_of};

fn loaded(text: &str) -> Ruleset {
    rules::load(&[SourceFile::new("本地.yaml", text)]).unwrap_or_else(|mistakes| panic!("{mistakes:?}"))
}

/// The sound pack with fragments, and a list that uses them.
fn with_fragments(fragments: &str, patterns: &str) -> String {
    let text = changed(
        "vocabulary:\n",
        &format!("fragments:\n{fragments}vocabulary:\n  狗话: {{patterns: {patterns}}}\n"),
    );
    text.replace("must: {avoid: 猫话}", "must: {avoid: [猫话, 狗话]}")
        .replace("{犬名: 喵喵, 犬种: 小型犬}", "{犬名: 喵喵汪汪2汪, 犬种: 小型犬}")
}

#[test]
fn a_fragment_is_what_it_stands_for() {
    let short = with_fragments("  叫声: 汪|嗷\n  次数: '[0-9]{叫声}'\n", "['{叫声}{2}{次数}']");
    let long = with_fragments("  叫声: 汪|嗷\n", "['(?:汪|嗷){2}[0-9](?:汪|嗷)']");
    assert_eq!(mistakes_of(&[], &short), []);
    let written = |text: &str| {
        let ruleset = loaded(text);
        let list = &ruleset.words["狗话"];
        list.avoided().map(|(_, source)| source.to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(written(&short), written(&long.replace("fragments:\n  叫声: 汪|嗷\n", "")));
}

#[test]
fn an_expression_may_have_several_lines() {
    let patterns =
        "\n      - |-\n        (?:\n          汪\n          # 或者嗷\n          |嗷\n        ){2}\n  空:";
    let text = with_fragments("  叫声: 汪\n", "['{叫声}']")
        .replace(" {patterns: ['{叫声}']}\n", &format!("\n    patterns:{patterns} {{words: [咪]}}\n"));
    let text = text.replace("fragments:\n  叫声: 汪\n", "");
    let ruleset = loaded(&text);
    let sources: Vec<_> = ruleset.words["狗话"].avoided().map(|(_, source)| source.to_owned()).collect();
    assert_eq!(sources, ["(?:汪|嗷){2}"]);
}

#[test]
fn mistakes_of_fragments() {
    only(&with_fragments("  叫声: 汪\n", "['{叫声}{吼声}']"), "{吼声}", "没有片段“吼声”，本规则包有：叫声");
    only(&with_fragments("  叫声: 汪\n  吼声: 嗷\n", "['{叫声}']"), "吼声", "没有表达式使用片段“吼声”");
    only(&with_fragments("  叫声: '(汪'\n", "['{叫声}汪']"), "'(汪'", "正则表达式写错了：…");
    let latin = with_fragments("  woof: 汪\n  叫声: 汪\n", "['{叫声}']");
    let found = mistakes_of(&[], &latin);
    let told: Vec<_> = found.iter().map(|(at, message)| (at.as_str(), message.as_str())).collect();
    let expected =
        [("woof", "片段的名称以汉字开头，只有汉字、字母、数字"), ("woof", "没有表达式使用片段“woof”")];
    assert_eq!(told, expected);
    only(&with_fragments("  叫声: 汪\n", "['{叫声}[{叫声}]']"), "{叫声}", "方括号里不能用片段“叫声”");
}

#[test]
fn fragments_are_of_their_pack_alone() {
    let others = with_fragments("  叫声: 汪\n", "['{叫声}']");
    let city = "pack: {id: city, version: '1', title: 市里的要求, extends: [local]}\nvocabulary: {牛话: {patterns: ['{叫声}']}}\n";
    let found = mistakes_of(&[&others], city);
    assert_eq!(found, [("{叫声}".to_owned(), "没有片段“叫声”，请在本规则包的 fragments 里写明".to_owned())]);
}

/// All notations of an example give the same text, with the location of the example.
#[test]
fn an_example_is_a_mapping_or_a_text() {
    let example = "'{犬名: 旺财, 犬种: 小型犬}'";
    let text = |written: &str| {
        let text = changed(&format!("pass: [{example}]"), &format!("pass: {written}"));
        assert_eq!(mistakes_of(&[], &text), []);
        let ruleset = loaded(&text);
        let pass = &ruleset.rules[0].pass[0];
        (pass.value.clone(), text[pass.span.range()].to_owned())
    };
    let flow = "{犬名: 旺财, 犬种: 小型犬}".to_owned();
    assert_eq!(text(&format!("[{example}]")), (flow.clone(), example.to_owned()));
    assert_eq!(text("[{犬名: 旺财, 犬种: 小型犬}]"), (flow.clone(), flow));
    let block = "\n      - 犬名: 旺财\n        犬种:\n          - 小型犬";
    let (value, source) = text(block);
    assert_eq!(value, "犬名: 旺财\n犬种:\n  - 小型犬");
    assert!(source.starts_with("犬名: 旺财\n"));
    let list = "\n      - - {犬名: 旺财}\n        - {犬名: 来福}";
    assert_eq!(text(list).0, "- {犬名: 旺财}\n- {犬名: 来福}");
}

#[test]
fn an_example_that_does_not_come_out_is_told_where_it_stands() {
    let text = changed("fail: ['{犬名: 喵喵, 犬种: 小型犬}']", "fail: [{犬名: 旺财, 犬种: 小型犬}]");
    let found = mistakes_of(&[], &text);
    let told = (
        "{犬名: 旺财, 犬种: 小型犬}".to_owned(),
        "规则“local/no-cat”应在这个例子中发现问题，却没有".to_owned(),
    );
    assert!(found.contains(&told), "{found:#?}");
}

#[test]
fn everything_that_a_record_lacks_is_told_at_once() {
    let text = SOUND.replace(
        "  - {source: banfa, number: 第二条, obligation: 宜, checked: human, human: [登记是否及时？]}\n",
        "  - {number: 第二条, chekked: human, human: [登记是否及时？]}\n",
    );
    let found = mistakes_of(&[], &text);
    let told: Vec<_> = found.iter().map(|(at, message)| (at.as_str(), message.as_str())).collect();
    let expected = [
        ("number", "缺少“checked”"),
        ("number", "缺少“obligation”"),
        ("number", "缺少“source”"),
        ("chekked", "不认识“chekked”，是否为“checked”？"),
    ];
    for one in expected {
        assert!(told.contains(&one), "{one:?}: {told:#?}");
    }
    assert_eq!(told.len(), expected.len(), "{told:#?}");
}
