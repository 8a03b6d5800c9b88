//! Parts of packs without effect: words that no example reaches, rules that another one shadows.

use crate::broken::{beside, only};
use crate::{SOUND, changed, mistakes_of};

/// The sound pack with another word list.
fn with_list(list: &str) -> String {
    changed("{words: [喵, 喵喵], except: [喵星]}", list)
}

/// The messages about a word and about an exception that no example reaches.
fn unreached(word: &str) -> String {
    format!("没有例子用到“{word}”：请在用词表“猫话”的规则的 fail 里加一个")
}

fn unreached_exception(phrase: &str) -> String {
    format!("没有例子用到例外“{phrase}”：请在用词表“猫话”的规则的 pass 里加一个，少了它就会误报")
}

#[test]
fn words_and_constructions_that_no_example_reaches() {
    only(&with_list("{words: [喵, 喵喵, 咪], except: [喵星]}"), "咪", &unreached("咪"));
    only(
        &with_list("{words: [喵, 喵喵], patterns: ['咪{2,}'], except: [喵星]}"),
        "'咪{2,}'",
        &unreached("咪{2,}"),
    );
    // A longer word takes precedence over a shorter one, which is part of it in every example.
    only(&with_list("{words: [喵, 喵2, 喵喵], except: [喵星]}"), "喵", &unreached("喵"));
    // Alternatives inside a construction count as one construction.
    assert_eq!(
        mistakes_of(&[], &with_list("{words: [喵, 喵喵], patterns: ['喵喵|咪'], except: [喵星]}")),
        []
    );
}

#[test]
fn a_word_is_reached_where_a_rule_looks_and_not_elsewhere() {
    let text = with_list("{words: [喵, 喵喵, 咪], except: [喵星]}");
    let beside_it = text.replace("{免疫证号: 喵2喵喵}", "{免疫证号: 喵2喵喵, 犬名: 咪}");
    only(&beside_it, "咪", &unreached("咪"));
    // The condition of the rule is not met there.
    let unasked = text.replace("fail: ['{犬名: 喵喵,", "fail: ['{犬名: 咪, 犬种: 中型犬}', '{犬名: 喵喵,");
    assert!(mistakes_of(&[], &unasked).contains(&("咪".into(), unreached("咪"))));
    let quoted = text.replace("喵2喵喵}", "喵2喵喵《咪》}");
    only(&quoted, "咪", &unreached("咪"));
    let reached = text.replace("喵2喵喵}", "喵2喵喵，咪}");
    assert_eq!(mistakes_of(&[], &reached), []);
    let folded = changed("喵, 喵喵], except: [喵星]", "喵, 喵喵, 咪呀], except: [喵星]");
    let folded = folded.replace("'{免疫证号: 喵2喵喵}'", "\"免疫证号: 喵2喵喵，咪\\n  呀\"");
    assert_eq!(mistakes_of(&[], &folded), [], "folded lines are joined");
}

#[test]
fn exceptions_without_which_nothing_would_be_found() {
    only(&with_list("{words: [喵, 喵喵], except: [喵星, 喵月]}"), "喵月", &unreached_exception("喵月"));
    only(
        &with_list("{words: [喵, 喵喵], except: [喵星], unless: ['喵[日月]']}"),
        "'喵[日月]'",
        &unreached_exception("喵[日月]"),
    );
    // It occurs in an example, but in a title, which is never reported anyway.
    let text = with_list("{words: [喵, 喵喵], except: [喵星, 喵月]}");
    only(&text.replace("喵星2", "喵星2《喵月》"), "喵月", &unreached_exception("喵月"));
    // It occurs only in a failing example, which does not show whether it prevents a finding.
    only(&text.replace("喵2喵喵}", "喵2喵喵，喵月}"), "喵月", &unreached_exception("喵月"));
    assert_eq!(mistakes_of(&[], &text.replace("喵星2", "喵星2，喵月")), []);
}

#[test]
fn lists_that_no_rule_uses() {
    let text = changed("  猫话: {words", "  狗话: {words: [汪], except: [汪洋]}\n  猫话: {words");
    only(&text, "狗话", "没有规则使用词表“狗话”");
}

#[test]
fn enumerations_that_no_rule_asks_for() {
    let unasked = "没有规则核对“毛色”的取值：请把“毛色”写进 must: enumerated 的规则的 where";
    let coat = "{name: 毛色, values: [{name: 黄}, {name: 黑}]}";
    let text = changed("  - {name: 犬名}\n", &format!("  - {{name: 犬名}}\n  - {coat}\n"));
    only(&text, "毛色", unasked);
    // A rule that checks the same element for something else.
    let looked_at = text.replace("where: [免疫证号]", "where: [免疫证号, 毛色]");
    only(&looked_at, "毛色", unasked);
    let asked = text.replace("where: [犬种]", "where: [犬种, 毛色]");
    assert_eq!(mistakes_of(&[], &asked), []);
    // An element inside a list is reported with its path.
    let inside =
        format!("  - {{name: 犬名}}\n  - {{name: 幼犬, shape: records, parts: [{{name: 名字}}, {coat}]}}\n");
    only(
        &changed("  - {name: 犬名}\n", &inside),
        "毛色",
        "没有规则核对“毛色”的取值：请把“幼犬[].毛色”写进 must: enumerated 的规则的 where",
    );
}

#[test]
fn sets_of_values_that_no_element_has() {
    let text = changed("elements:\n", "enumerations: {毛色: [{name: 黄}]}\nelements:\n");
    only(&text, "毛色", "没有要素使用取值表“毛色”");
    assert_eq!(mistakes_of(&[], &text.replace("[{name: 中型犬}", "[毛色, {name: 中型犬}")), []);
}

#[test]
fn words_of_a_list_are_reached_by_the_rules_of_other_packs_too() {
    let other = "\
pack: {id: city, version: '1', title: 市里的要求, extends: [local]}
sources: {shi: {kind: 规范性文件, title: 某市养犬规定, text: full}}
clauses: [{source: shi, number: 第三条, obligation: 宜, checked: full}]
vocabulary: {狗话: {words: [汪]}}
rules:
  - id: no-bark
    title: 犬种不宜是狗话或猫话
    category: wording
    clause: {source: shi, number: 第三条}
    where: 犬名
    must: {avoid: [狗话]}
    message: “{found}”是狗话
    pass: ['{犬名: 旺财}']
    fail: ['{犬名: 汪}']
";
    assert_eq!(mistakes_of(&[SOUND], other), []);
    beside(
        &[SOUND],
        &other.replace("{犬名: 汪}", "{犬名: 喵}").replace("avoid: [狗话]", "avoid: [猫话]"),
        "狗话",
        "没有规则使用词表“狗话”",
    );
}

/// The sound pack, whose first rule requires a form, and one more rule with the same requirement, with some
/// words changed.
fn repeated(changes: &[(&str, &str)]) -> String {
    let sound = changed("喵, 喵喵], except: [喵星]", "喵, 喵喵], except: [喵星]").replacen(
        "must: {avoid: 猫话}",
        "must: {matches: '[^喵]+'}",
        1,
    );
    let start = sound.find("  - id: no-cat").expect("it is there");
    let end = sound.find("  - id: breed-stated").expect("it is there");
    let mut again = sound[start..end].replace("id: no-cat", "id: no-cat-again");
    for (from, to) in changes {
        assert_eq!(again.matches(from).count(), 1, "{from}");
        again = again.replace(from, to);
    }
    format!("{sound}{again}")
}

const SAME: &str = "这条规则不会起作用：规则“local/no-cat”看的、要求的不比它少，级别也不比它低";
const MILDER: &str =
    "这条规则不会起作用，也不能这样放宽：规则“local/no-cat”看的、要求的不比它少，级别还比它高";

#[test]
fn rules_that_say_what_another_says() {
    only(&repeated(&[]), "no-cat-again", SAME);
    only(&repeated(&[("    where: 犬名", "    severity: warning\n    where: 犬名")]), "no-cat-again", MILDER);
    // A more severe rule leaves nothing for the first to report.
    let graver = repeated(&[]).replacen("    where: 犬名", "    severity: advice\n    where: 犬名", 1);
    only(&graver, "no-cat", &MILDER.replace("no-cat", "no-cat-again"));
    let narrower = [
        ("{one_of: [小型犬]}", "{one_of: [小型犬], matches: 型}, 免疫证号: {present: true}"),
        ("{犬名: 喵喵, 犬种: 小型犬}", "{犬名: 喵喵, 犬种: 小型犬, 免疫证号: 甲1}"),
    ];
    only(&repeated(&narrower), "no-cat-again", SAME);
    let wider =
        repeated(&[("where: 犬名", "where: [免疫证号, 犬名]"), ("one_of: [小型犬]", "present: true")]);
    only(&wider, "no-cat", &SAME.replace("no-cat", "no-cat-again"));
}

#[test]
fn rules_that_find_what_no_other_finds() {
    let other_guides = [
        ("one_of: [小型犬]", "none_of: [小型犬]"),
        ("{犬名: 喵喵, 犬种: 小型犬}", "{犬名: 喵喵, 犬种: 中型犬}"),
    ];
    let other_places = [
        ("where: 犬名", "where: 免疫证号"),
        ("{犬名: 喵喵,", "{免疫证号: 喵喵,"),
        ("{犬名: 旺财,", "{免疫证号: 甲,"),
    ];
    let other_form = [("[^喵]+", "[^喵].*")];
    for changes in [other_guides.as_slice(), &other_places, &other_form] {
        assert_eq!(mistakes_of(&[], &repeated(changes)), [], "{changes:?}");
    }
}

#[test]
fn a_demand_with_fewer_ways_out_is_wider() {
    let again = "  - id: breed-written
    title: 犬种要写
    category: elements
    clause: {source: chuanwen}
    where: 犬种
    must: required
    message: 缺少“{element}”
    pass: ['{犬种: 中型犬}']
    fail: ['{免疫证号: 甲1}']
";
    let told = "这条规则不会起作用：规则“local/breed-written”看的、要求的不比它少，级别也不比它低";
    only(&format!("{SOUND}{again}"), "breed-stated", told);
    let other = again.replace("must: required", "must: {required: {or: [免疫证号]}}");
    let other = other.replace("fail: ['{免疫证号: 甲1}']", "fail: ['{犬名: 旺财}']");
    assert_eq!(mistakes_of(&[], &format!("{SOUND}{other}")), []);
}

/// A pack with a wording rule about names of dogs, with a word list of its own.
const WORDING: &str = "\
pack: {id: city, version: '1', title: 市里的要求, region: '33', extends: [local]}
sources: {shi: {kind: 规范性文件, title: 某市养犬规定, text: full}}
clauses: [{source: shi, number: 第三条, obligation: 宜, checked: full}]
vocabulary: {小猫话: {words: [喵], except: [喵月, 喵星]}}
rules:
  - id: no-kitten
    title: 犬名不宜是小猫话
    category: wording
    clause: {source: shi, number: 第三条}
    where: 犬名
    when: {犬种: {one_of: [小型犬]}}
    must: {avoid: 小猫话}
    message: “{found}”是小猫话
    pass: ['{犬名: 旺财, 犬种: 小型犬}']
    fail: ['{犬名: 喵喵, 犬种: 小型犬}']
";

#[test]
fn word_lists_within_another() {
    let milder = ("no-kitten".to_owned(), MILDER.to_owned());
    assert!(mistakes_of(&[SOUND], WORDING).contains(&milder), "{:#?}", mistakes_of(&[SOUND], WORDING));
    for changes in [
        ("words: [喵]", "words: [喵, 咪]"),
        (", 喵星]", "]"),
        ("{words: [喵]", "{quoted: true, words: [喵]"),
        ("words: [喵]", "words: [喵], patterns: [喵]"),
    ] {
        assert_eq!(WORDING.matches(changes.0).count(), 1, "{changes:?}");
        let found = mistakes_of(&[SOUND], &WORDING.replace(changes.0, changes.1));
        assert!(found.iter().all(|(at, _)| at != "no-kitten"), "{found:#?}");
    }
}

/// A pack that repeats a rule of the sound one.
const REPEATING: &str = "\
pack: {id: city, version: '1', title: 市里的要求, region: '33', extends: [local]}
sources: {shi: {kind: 规范性文件, title: 某市养犬规定, text: full}}
clauses: [{source: shi, number: 第三条, obligation: 应, checked: full}]
rules:
  - id: breed-stated
    title: 犬种要写明
    category: elements
    clause: {source: shi, number: 第三条}
    severity: advice
    where: 犬种
    must: {required: {or: [犬名]}}
    message: 缺少“{element}”
    pass: ['{犬种: 中型犬}']
    fail: ['{免疫证号: 甲1}']
";

#[test]
fn rules_of_a_region() {
    let told = "这条规则不会起作用：规则“local/breed-stated”看的、要求的不比它少，级别也不比它低";
    beside(&[SOUND], REPEATING, "breed-stated", told);
    // A more severe regional rule leaves the rest of the country to the other one.
    assert_eq!(mistakes_of(&[SOUND], &REPEATING.replace("    severity: advice\n", "")), []);
    // A national one leaves nothing, but whoever adds it can declare that.
    let national = REPEATING.replace("    severity: advice\n", "").replace(" region: '33',", "");
    let told = "有了这条规则，规则“local/breed-stated”不会再起作用：看的、要求的都不比它少，级别也不比它低；要代替它，请写 tightens: local/breed-stated";
    beside(&[SOUND], &national, "breed-stated", told);
    let profile = national.replace("title: 市里的要求,", "title: 市里的要求, profile: city,");
    assert_eq!(mistakes_of(&[SOUND], &profile), []);
    // A rule that is in force until some day leaves the days after it.
    let lasting = national.replace("text: full}", "text: full, until: '2030-12-31'}");
    assert_eq!(mistakes_of(&[SOUND], &lasting), []);
    // Rules of separate regions do not shadow each other; that of an enclosing region does.
    let city = |region: &str| {
        let text = REPEATING.replace("id: city", "id: town").replace("'33'", &format!("'{region}'"));
        text.replace("shi", "xian").replace("    severity: advice\n", "")
    };
    let graver = REPEATING.replace("    severity: advice\n", "");
    assert_eq!(mistakes_of(&[SOUND, &graver], &city("34")), []);
    let told = "这条规则不会起作用：规则“city/breed-stated”看的、要求的不比它少，级别也不比它低";
    beside(&[SOUND, &graver], &city("3301"), "breed-stated", told);
}

/// A regional pack that tightens a rule of the sound one.
fn tightening(id: &str, region: &str, severity: &str) -> String {
    let source = format!("{id}-banfa");
    format!(
        "\
pack: {{id: {id}, version: '1', title: 地方的要求, region: '{region}', extends: [local]}}
sources: {{{source}: {{kind: 规范性文件, title: 某地养犬规定, text: full}}}}
clauses: [{{source: {source}, number: 第三条, obligation: 应, checked: full}}]
rules:
  - id: breed-stated
    tightens: local/breed-stated
    severity: {severity}
    clause: {{source: {source}, number: 第三条}}
    pass: ['{{犬种: 中型犬}}']
    fail: ['{{免疫证号: 甲1}}']
"
    )
}

#[test]
fn rules_in_whose_place_another_always_stands() {
    let told = |by: &str| format!("这条规则不会起作用：凡是用它的指南都用规则“{by}/breed-stated”代替");
    // The rule of the city replaces that of the province, unless that is more severe.
    let province = tightening("province", "33", "warning");
    assert_eq!(mistakes_of(&[SOUND, &province], &tightening("city", "3301", "warning")), []);
    for (region, severity) in [("3301", "advice"), ("33", "warning")] {
        let found = mistakes_of(&[SOUND, &province], &tightening("other", region, severity));
        assert!(found.contains(&("breed-stated".into(), told("province"))), "{found:#?}");
    }
    // Tightening a rule of the same pack is a mistake: that rule would never apply.
    let own = "  - id: breed-known
    tightens: local/breed-stated
    clause: {source: banfa, number: 第一条}
    pass: ['{犬种: 中型犬}']
    fail: ['{免疫证号: 甲1}']
";
    let found = mistakes_of(&[], &format!("{SOUND}{own}"));
    let dead = "这条规则不会起作用：凡是用它的指南都用规则“local/breed-known”代替".to_owned();
    assert!(found.contains(&("breed-stated".into(), dead)), "{found:#?}");
}
