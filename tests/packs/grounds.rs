//! Claims of packs that their sources cannot support.

use guidelint::finding::{Obligation, Severity};
use guidelint::rules;
use guidelint::text::SourceFile;

use super::broken::only;
use super::{changed, mistakes_of};

/// A law with a sentence that requires and one that forbids, and a rule on each.
const LAW: &str = "\
pack: {id: law, version: '1', title: 某条例的要求}
sources:
  tiaoli: {kind: 地方性法规, title: 某市养犬条例, seen: '2026-03-01', text: full}
clauses:
  - {source: tiaoli, number: 第三条, part: 第一句, obligation: 应, words: 应当写明犬种, checked: full}
  - {source: tiaoli, number: 第三条, part: 第二句, obligation: 不得, words: 犬名不得是猫话, checked: full}
elements:
  - {name: 犬名}
  - {name: 犬种}
rules:
  - id: breed
    title: 应写明犬种
    category: elements
    clause: {source: tiaoli, number: 第三条, part: 第一句}
    where: 犬种
    must: required
    message: 缺少“{element}”
    pass: ['{犬种: 中型犬}']
    fail: ['{犬名: 旺财}']
  - id: name
    title: 犬名不得是猫话
    category: wording
    clause: {source: tiaoli, number: 第三条, part: 第二句}
    where: 犬名
    must: {matches: '[^喵]+'}
    message: 犬名“{found}”是猫话
    pass: ['{犬名: 旺财, 犬种: 中型犬}']
    fail: ['{犬名: 喵喵, 犬种: 中型犬}']
";

/// The law with a few words changed.
fn law(from: &str, to: &str) -> String {
    assert_eq!(LAW.matches(from).count(), 1, "{from:?} stands once in the law");
    LAW.replace(from, to)
}

#[test]
fn a_sentence_has_an_entry_of_its_own() {
    assert_eq!(mistakes_of(&[], LAW), []);
    let ruleset = rules::load(&[SourceFile::new("本地.yaml", LAW)]).expect("it is sound");
    let told: Vec<_> = ruleset
        .rules
        .iter()
        .map(|rule| {
            let clause = rule.info.clause.as_ref().expect("it rests on one");
            (clause.place(), clause.words.as_deref(), rule.info.obligation.map(Obligation::word))
        })
        .collect();
    let expected = [
        ("第三条第一句".to_owned(), Some("应当写明犬种"), Some("应")),
        ("第三条第二句".to_owned(), Some("犬名不得是猫话"), Some("不得")),
    ];
    assert_eq!(told, expected);
    let told = mistakes_of(&[], &law("第三条, part: 第一句}", "第三条}"));
    let message = "“第三条”分句列在 clauses 中，请写明哪一句（part）：第一句、第二句";
    assert!(told.contains(&("第三条".into(), message.into())), "{told:#?}");
}

#[test]
fn what_obliges_nobody() {
    for kind in ["通报", "检查指标", "自查", "数据"] {
        let message = |verb: &str| format!("{kind}不约束别人，它的条款最高是“宜”，不能是“{verb}”");
        let text =
            changed("kind: 规范性文件, title: 某市养犬办法", &format!("kind: {kind}, title: 某市养犬办法"));
        let told = mistakes_of(&[], &text);
        assert!(told.contains(&("第一条".into(), message("不得"))), "{told:#?}");
        let ruleset = rules::load(&[SourceFile::new("本地.yaml", &*text)]).expect("it loads");
        // If it is loaded anyway, it has no verb and no errors.
        for rule in ruleset
            .rules
            .iter()
            .filter(|rule| rule.info.clause.as_ref().expect("it rests on one").source == "banfa")
        {
            assert_eq!(rule.info.obligation, None, "{}", rule.info.id);
            assert!(rule.severity < Severity::Error, "{}", rule.info.id);
        }
    }
}

#[test]
fn verbs_that_the_sentence_does_not_have() {
    let message = "“不得缺犬种”里的“不得”，所依据的句子里没有；它是“应”";
    only(&law("title: 应写明犬种", "title: 不得缺犬种"), "breed", message);
    only(
        &law("message: 缺少", "message: 不得缺少"),
        "breed",
        "“不得缺少“{element}””里的“不得”，所依据的句子里没有；它是“应”",
    );
    let wrong = law("第三条, part: 第一句}", "第三条, part: 第二句}").replace(
        "part: 第一句, obligation: 应, words: 应当写明犬种, checked: full",
        "part: 第一句, obligation: 应, words: 应当写明犬种, checked: out, note: 另查",
    );
    let message = "这条规则要求写明，所依据的句子说的却是“不得”：请依据要求写明的那一句（part）";
    only(&wrong, "breed", message);
    let message = "抄录的话里没有“应”：请写原文的那个词；原文没有这样的词的，写“规定”";
    only(&law("应当写明犬种", "写明犬种"), "第三条", message);
    assert_eq!(
        mistakes_of(&[], &law("obligation: 应, words: 应当写明犬种", "obligation: 规定, words: 写明犬种")),
        []
    );
}

#[test]
fn quotations() {
    let missing = "读过全文的法律、法规，有规则依据它的，要抄下起决定作用的那句话（words）";
    only(&law(", words: 应当写明犬种", ""), "第三条", missing);
    let long = format!("应当写明{}", "犬".repeat(40));
    only(&law("应当写明犬种", &long), "第三条", "抄录的话有 44 个字，最多 40 个");
    let quoted =
        changed("number: 第一条, obligation: 不得", "number: 第一条, obligation: 不得, words: 不得是猫话");
    only(&quoted, "第一条", "规范性文件的原文不抄录，请用自己的话写在 note 里");
    let unread = changed(
        "number: 第一条, obligation: 不得, checked: full",
        "number: 第一条, obligation: 不得, checked: full, note: 没有摘录内容",
    );
    only(&unread, "第一条", "来源写的是读过全文（text: full），这一条却说“没有摘录”");
}

#[test]
fn rules_wider_than_their_clause() {
    let narrow = law(
        "words: 犬名不得是猫话, checked: full",
        "words: 犬名不得是猫话, checked: full, when: {犬种: {one_of: [小型犬]}}",
    );
    let message = "所依据的条款只管“犬种为小型犬”的指南，这条规则管得更宽：请在 when 里写上";
    only(&narrow, "name", message);
    let fitting = narrow
        .replace("    where: 犬名", "    when: {犬种: {one_of: [小型犬]}}\n    where: 犬名")
        .replace("{犬名: 喵喵, 犬种: 中型犬}", "{犬名: 喵喵, 犬种: 小型犬}");
    assert_eq!(mistakes_of(&[], &fitting), []);
}
