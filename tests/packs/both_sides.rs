//! Findings about more than one location: what contradicts them, and what was reported already.

use guidelint::finding::Finding;
use guidelint::lint;
use guidelint::pack::{Ruleset, Selection};
use guidelint::rules;
use guidelint::text::SourceFile;

use crate::effort::quickly;

/// A pack with one rule; the caller gives its requirement.
fn with_rule(demand: &str) -> Ruleset {
    let text = format!(
        "\
pack: {{id: local, version: '1', title: 本地要求}}
sources: {{banfa: {{kind: 规范性文件, title: 某市养犬办法, text: full}}}}
clauses: [{{source: banfa, number: 第一条, obligation: 不得, checked: full}}]
elements:
  - {{name: 犬名, also: [名字, 叫法], fields: [DOG_NAME]}}
  - {{name: 期限, also: [时限]}}
  - {{name: 收费, values: [{{name: 是, also: [要]}}, {{name: 否, also: [不要]}}]}}
  - {{name: 防疫, shape: record, parts: [{{name: 疫苗}}, {{name: 批号}}]}}
  - {{name: 材料, shape: records, parts: [{{name: 名称}}, {{name: 份数}}, {{name: 情形}}]}}
vocabulary:
  猫话: {{words: [喵]}}
rules:
{demand}"
    );
    rules::load(&[SourceFile::new("本地.yaml", text)]).unwrap_or_else(|mistakes| panic!("{mistakes:#?}"))
}

fn rule(id: &str, demand: &str, message: &str) -> String {
    format!(
        "  - {{id: {id}, title: 甲, category: elements, clause: {{source: banfa, number: 第一条}}, {demand}, message: '{message}', pass: ['{{}}'], fail: ['{{}}']}}\n"
    )
}

/// The findings in a guide: the message, the marked text, and the related texts.
fn found(ruleset: &Ruleset, guide: &str) -> Vec<(String, String, Vec<String>)> {
    let report = lint::check("指南.yaml", guide.into(), ruleset, &Selection::default());
    let slice = |span| report.source.slice(span).to_owned();
    let told = |finding: &Finding| {
        let related =
            finding.related.iter().map(|related| format!("{}：{}", slice(related.span), related.message));
        (finding.message.clone(), slice(finding.spans[0]), related.collect())
    };
    report.findings.iter().map(told).collect()
}

fn owned(found: &[(&str, &str, &[&str])]) -> Vec<(String, String, Vec<String>)> {
    let one = |&(message, at, related): &(&str, &str, &[&str])| {
        (message.to_owned(), at.to_owned(), related.iter().map(|&text| text.to_owned()).collect())
    };
    found.iter().map(one).collect()
}

#[test]
fn a_contradiction_shows_the_place_that_meets_the_condition() {
    let demand =
        "where: 犬名, when: {'材料[].名称': {matches: 狗}}, against: '材料[].名称', must: {avoid: 猫话}";
    let ruleset = with_rule(&rule("no-cat", demand, "“{found}”与“{against}”相反"));
    let guide = "犬名: 喵\n材料: [猫证, {名称: 狗证}, {名称: 狗照}]\n";
    let wanted: &[&str] = &["狗证：“名称”写的是“狗证”", "狗照：“名称”写的是“狗照”"];
    assert_eq!(found(&ruleset, guide), owned(&[("“喵”与“狗证”相反", "喵", wanted)]));
    assert_eq!(found(&ruleset, "犬名: 喵\n材料: [猫证]\n"), []);
    // Only the beginning of a long text is quoted.
    let long = format!("犬名: 喵\n材料: [{}狗]\n", "很长的一段话".repeat(9));
    let (_, _, related) = found(&ruleset, &long).remove(0);
    assert!(related[0].ends_with("很长的一段话……”"), "{related:?}");
}

#[test]
fn an_element_under_two_names_says_the_same() {
    let ruleset =
        with_rule(&rule("twice", "where: [犬名, 期限, 收费], must: consistent", "{name}{found}{other}"));
    let wrong: &[&str] = &["旺财：“名字”写的是“旺财”"];
    assert_eq!(found(&ruleset, "名字: 旺财\n叫法: 来福\n"), owned(&[("叫法来福旺财", "来福", wrong)]));
    for same in [
        "名字: 旺财\n叫法: ' 旺 财。'\n",
        "名字: 旺财\n叫法:\n",
        "DOG_NAME: 旺财\n名字: 来福\n",
        "期限: 5个工作日\n时限: 自受理之日起五个工作日内\n",
        "期限: 30日\n时限: 20个工作日\n",
        "期限: 即办\n时限: 当场办结\n",
        "期限: [5日, 9日]\n时限: 20日\n",
        "期限: 5日\n时限: [5日, 20日]\n",
    ] {
        assert_eq!(found(&ruleset, same), [], "{same}");
    }
    assert_eq!(found(&ruleset, "期限: 即办\n时限: 5个工作日\n").len(), 1);
    // With three occurrences, each is compared with the first.
    assert_eq!(found(&ruleset, "犬名: 旺财\n名字: 来福\n叫法: 来福\n").len(), 2);
}

#[test]
fn items_about_the_same_thing_say_the_same() {
    let by = "by: '材料[].名称', unless: ['材料[].情形'], headings: '：$'";
    let demand = format!("where: '材料[].份数', must: {{consistent: {{{by}}}}}");
    let ruleset = with_rule(&rule("copies", &demand, "{found}{other}"));
    let item =
        |name: &str, copies: &str, case: &str| format!("{{名称: {name}, 份数: '{copies}', 情形: '{case}'}}");
    let guide = |items: &[String]| format!("材料: [{}]\n", items.join(", "));
    let (one, two) = (item("犬证", "1", ""), item("犬证", "2份", ""));
    let wrong: &[&str] = &["'1'：“份数”写的是“1”"];
    assert_eq!(found(&ruleset, &guide(&[one.clone(), two.clone()])), owned(&[("2份1", "2份", wrong)]));
    let heading = "{名称: 变更的：}".to_owned();
    for same in [
        vec![one.clone(), item("犬 证", "一份", "")],
        vec![one.clone(), item("犬照", "2", "")],
        vec![one.clone(), item("犬证", "2", "变更的")],
        vec![one, heading, two],
    ] {
        assert_eq!(found(&ruleset, &guide(&same)), [], "{same:?}");
    }
}

#[test]
fn a_blank_key_is_told_once() {
    let rules = rule("all", "must: {answered: {all: true}}", "空着{count}处：{found}")
        + &rule("blank", "where: [犬名, 期限], must: {answered: {or: [收费]}}", "“{found}”是空的")
        + &rule("dog", "where: 犬名, must: required", "缺少“{element}”");
    let ruleset = with_rule(&rules);
    let guide = "名字:\n时限: ''\n防疫: {疫苗: , 批号: 甲}\n毛色:\nREMARK:\n材料: [{名称: 犬证, 份数: }]\n";
    let wanted = owned(&[
        ("缺少“犬名”", "名字", &[]),
        ("“时限”是空的", "时限", &[]),
        ("空着2处：防疫.疫苗、毛色", "疫苗", &["毛色：这里也是空的"]),
    ]);
    assert_eq!(found(&ruleset, guide), wanted);
    let first = owned(&[("空着1处：毛色", "毛色", &[]), ("缺少“犬名”", "毛色", &[])]);
    assert_eq!(found(&ruleset, "毛色:\n收费: 否\n"), first, "what is missing is shown at the first key");
    // An alternative states it, so the blank keys are only blank.
    let said = "犬名: 旺财\n期限:\n收费: 否\n";
    assert_eq!(found(&ruleset, said), owned(&[("空着1处：期限", "期限", &[])]));
    let many = "注0:\n注1:\n注2:\n注3:\n注4:\n注5:\n注6:\n注7:\n注8:\n";
    let told = found(&ruleset, &format!("犬名: 旺财\n收费: 否\n{many}"));
    assert_eq!(told[0].0, "空着9处：注0、注1、注2、注3、注4、注5等");
    assert_eq!(told[0].2.len(), 8);
}

#[test]
fn long_lists_are_gone_through_once() {
    let by = "must: {consistent: {by: '材料[].名称'}}";
    let rules = rule("twice", "where: 期限, must: consistent", "{found}")
        + &rule("copies", &format!("where: '材料[].份数', {by}"), "{found}")
        + &rule("all", "must: {answered: {all: true}}", "{found}");
    let ruleset = with_rule(&rules);
    let lines = |line: &dyn Fn(usize) -> String| (0..9_000).map(line).collect::<Vec<_>>().join("\n");
    let limits = lines(&|number| format!("  - {number}日"));
    let items = lines(&|number| format!("  - {{名称: 表{}, 份数: 1}}", number % 7));
    let blank = lines(&|number| format!("栏{number}:"));
    let guide = format!("期限:\n{limits}\n时限: 3日\n材料:\n{items}\n{blank}\n");
    let told = quickly(|| found(&ruleset, &guide));
    assert_eq!(told.len(), 1);
}

#[test]
fn what_no_text_has_is_known_of_all_names_of_an_element() {
    let demand = "where: 犬名, when: {犬名: {lacks: '[0-9]{3}'}}, must: {avoid: 猫话}";
    let ruleset = with_rule(&rule("no-cat", demand, "“{found}”"));
    assert_eq!(found(&ruleset, "犬名: 喵\n").len(), 1);
    assert_eq!(found(&ruleset, "犬名: 喵\n名字: 编号123\n"), []);
}

#[test]
fn what_is_missing_is_shown_where_an_alternative_was_begun() {
    let ruleset = with_rule(&rule("dog", "where: 犬名, must: {required: {or: [期限]}}", "缺少“{element}”"));
    assert_eq!(found(&ruleset, "收费: 否\n时限:\n"), owned(&[("缺少“犬名”", "时限", &[])]));
    assert_eq!(found(&ruleset, "收费: 否\n"), owned(&[("缺少“犬名”", "收费", &[])]));
    assert_eq!(found(&ruleset, "收费: 否\n时限: 无\n"), []);
}
