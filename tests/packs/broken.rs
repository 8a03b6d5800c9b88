//! What can be wrong with packs, each mistake with the text that it marks.

use guidelint::pack::Mistakes;
use guidelint::rules;
use guidelint::text::SourceFile;

use crate::{SOUND, changed, mistakes_of};

/// Asserts that a changed pack has only this mistake: the marked text, and the message or, before `…`, its
/// beginning.
#[track_caller]
pub(crate) fn only(text: &str, at: &str, message: &str) {
    beside(&[], text, at, message);
}

/// The same for a pack that is loaded after others.
#[track_caller]
pub(crate) fn beside(others: &[&str], text: &str, at: &str, message: &str) {
    let found = mistakes_of(others, text);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(found[0].0, at, "{}", found[0].1);
    match message.strip_suffix('…') {
        Some(beginning) => assert!(found[0].1.starts_with(beginning), "{}", found[0].1),
        None => assert_eq!(found[0].1, message),
    }
}

#[test]
fn unknown_keys() {
    only(&changed("    help: 换", "    halp: 换"), "halp", "不认识“halp”，是否为“help”？");
    only(&changed("sources:\n", "源: 1\nsources:\n"), "源", "不认识“源”，此处可以写：pack、sources…");
    only(&changed("{words: [喵", "{exept: [汪], words: [喵"), "exept", "不认识“exept”，是否为“except”？");
    only(
        &changed("title: 本地要求}", "title: 本地要求, titel: 甲}"),
        "titel",
        "不认识“titel”，是否为“title”？",
    );
}

#[test]
fn missing_fields() {
    for (field, line) in [
        ("title", "    title: 犬名不得是猫话\n"),
        ("category", "    category: wording\n"),
        ("message", "    message: 犬名“{found}”是猫话\n"),
    ] {
        only(&changed(line, ""), "no-cat", &format!("规则缺少“{field}”"));
    }
    only(&changed("    where: 犬名\n", ""), "no-cat", "缺少“where”：规则要写明看哪些要素");
    only(&changed(", title: 本地要求}", "}"), "id", "缺少“title”");
    only(&changed("{name: 犬名}\n", "{name: 犬名}\n  - {also: [狗名]}\n"), "also", "缺少“name”");
}

#[test]
fn fields_without_which_a_rule_cannot_be_made() {
    for (field, line) in
        [("clause", "    clause: {source: chuanwen}\n"), ("must", "    must: {required: {or: [犬名]}}\n")]
    {
        let found = mistakes_of(&[], &changed(line, ""));
        let told = ("breed-stated".to_owned(), format!("规则缺少“{field}”"));
        assert!(found.contains(&told), "{found:#?}");
    }
}

#[test]
fn values_of_the_wrong_type() {
    only(&changed("title: 犬名不得是猫话", "title: [甲, 乙]"), "[甲, 乙]", "此处应为文本，现为列表");
    only(&changed("help: 换一个名字", "help: {甲: 乙}"), "{甲: 乙}", "此处应为文本，现为键值对");
    only(
        &changed("severity: advice", "severity: 严重"),
        "严重",
        "不认识“严重”，此处可以写：advice、warning、error",
    );
    only(
        &changed("one_of: [小型犬]", "one_of: [小型犬], present: 是"),
        "是",
        "此处应为 true 或 false，现为文本",
    );
}

#[test]
fn elements_that_do_not_exist() {
    only(&changed("where: 犬名", "where: [犬名, 犬明]"), "犬明", "没有要素“犬明”，是否为“犬名”？");
    only(&changed("when: {犬种:", "when: {犬种类:"), "犬种类", "没有要素“犬种类”，是否为“犬种”？");
    only(&changed("one_of: [小型犬]", "one_of: [大型犬]"), "大型犬", "“大型犬”不是“犬种”的取值");
}

#[test]
fn parameters_that_do_not_exist() {
    let told = mistakes_of(&[], &changed("where: 犬种", "where: '犬种[].名称'"));
    assert!(told.iter().any(|(at, told)| at == "'犬种[].名称'" && told.starts_with("没有要素")), "{told:#?}");
    let told = mistakes_of(&[], &changed("or: [犬名]", "or: [犬明]"));
    assert!(told.contains(&("犬明".into(), "没有要素“犬明”，是否为“犬名”？".into())), "{told:#?}");
    let told = mistakes_of(&[], &changed("avoid: 猫话", "avoid: 猫语"));
    assert!(told.contains(&("猫语".into(), "没有词表“猫语”".into())), "{told:#?}");
    let with = "{agrees: {from: 1, to: 2, with: 犬号}}";
    let told = mistakes_of(&[], &changed("{avoid: 猫话}", with));
    assert!(told.iter().any(|(at, told)| at == "犬号" && told.starts_with("没有要素“犬号”")), "{told:#?}");
    let told = mistakes_of(&[], &changed("{avoid: 猫话}", "{avoyd: 猫话}"));
    assert!(told.contains(&("avoyd".into(), "不认识“avoyd”，是否为“avoid”？".into())), "{told:#?}");
    let told = mistakes_of(&[], &changed("{avoid: 猫话}", "{matches: '[0-9'}"));
    assert!(
        told.iter().any(|(at, told)| at == "'[0-9'" && told.starts_with("正则表达式写错了")),
        "{told:#?}"
    );
}

#[test]
fn contradictions_without_another_side() {
    let told = |name: &str| format!("“{name}”在 when 里没有要求写了什么，不能说与它矛盾");
    let against = |name: &str| {
        changed(
            "when: {犬种: {one_of: [小型犬]}}",
            &format!("when: {{犬种: {{one_of: [小型犬]}}}}\n    against: {name}"),
        )
    };
    assert_eq!(mistakes_of(&[], &against("犬种")), []);
    only(&against("免疫证号"), "免疫证号", &told("免疫证号"));
    only(&against("犬号"), "犬号", "没有要素“犬号”，是否为“犬名”？");
    only(&against("犬种").replace("{one_of: [小型犬]}", "{none_of: [中型犬]}"), "犬种", &told("犬种"));
    only(
        &changed("犬名“{found}”是猫话", "犬名“{found}”与“{against}”相反"),
        "犬名“{found}”与“{against}”相反",
        "没有占位符“{against}”，此规则可用的有：{element}、{found}",
    );
}

#[test]
fn all_keys_have_no_alternative() {
    let all = "where: 犬名\n    when: {犬种: {one_of: [小型犬]}}\n    must: {avoid: 猫话}";
    let told = mistakes_of(&[], &changed(all, "must: {answered: {all: true, or: [犬种]}}"));
    assert!(told.contains(&("犬种".into(), "看所有的要素（all）时，不写“or”".into())), "{told:#?}");
}

#[test]
fn regular_expressions_that_are_none() {
    only(&changed("{words: [喵", "{patterns: ['喵('], words: [喵"), "'喵('", "正则表达式写错了…");
    only(&changed("{one_of: [小型犬]}", "{matches: '*'}"), "'*'", "正则表达式写错了…");
}

#[test]
fn word_lists_that_cannot_work() {
    only(&changed("except: [喵星]", "except: [汪星]"), "汪星", "例外“汪星”不含本词表的任何词语，不会起作用");
    only(&changed("except: [喵星]", "except: [喵星], unless: ['喵)']"), "'喵)'", "正则表达式写错了…");
    only(
        &changed("except: [喵星]", "except: [喵星], longer_than: [十天左右]"),
        "十天左右",
        "“十天左右”不是时限（例：5个工作日）",
    );
    let two = changed("must: {avoid: 猫话}", "must: {avoid: [猫话, 狗话]}");
    let two = two
        .replace("  猫话: {words", "  狗话: {patterns: ['[0-9]+日汪'], longer_than: [5日]}\n  猫话: {words");
    only(&two, "狗话", "词表“狗话”限定了时限，要单独用");
}

#[test]
fn placeholders_that_do_not_exist() {
    only(
        &changed("犬名“{found}”是猫话", "犬名“{word}”是猫话"),
        "犬名“{word}”是猫话",
        "没有占位符“{word}”，此规则可用的有：{element}、{found}",
    );
    only(&changed("换一个名字", "把{found换掉"), "把{found换掉", "“{”之后缺少“}”");
}

#[test]
fn names_that_are_taken_or_ill_formed() {
    only(&changed("id: breed-stated", "id: no-cat"), "no-cat", "规则“no-cat”重复");
    for wrong in ["No_Cat", "no--cat", "-no-cat", "猫", "no.cat"] {
        let told = "标识由小写字母、数字和“-”组成，例：missing-fee-basis";
        only(&changed("id: no-cat", &format!("id: {wrong}")), wrong, told);
    }
    only(&changed("id: local", "id: 本地"), "本地", "标识由小写字母、数字和“-”组成，例：missing-fee-basis");
    only(&changed("{name: 犬名}", "{name: 犬名, also: [犬种]}"), "犬种", "“犬种”已经是另一个要素的名称");
    only(&changed("{name: 小型犬}", "{name: 中型犬}, {name: 小型犬}"), "中型犬", "取值“中型犬”重复");
    let base = "pack: {id: local, version: '1', title: 又一个}\n";
    beside(&[base], SOUND, "local", "规则包“local”已经加载");
}

#[test]
fn values_that_cannot_be_told_apart() {
    let values = |new: &str| changed("values: [{name: 中型犬}, {name: 小型犬}]", &format!("values: [{new}]"));
    let (medium, small) = ("{name: 中型犬}", "{name: 小型犬}");
    only(&values(&format!("犬种表, {medium}, {small}")), "犬种表", "没有取值表“犬种表”");
    only(
        &values(&format!("{medium}, {{name: 小型犬, also: [小犬, 中型犬]}}")),
        "中型犬",
        "“中型犬”已经是取值“中型犬”的写法",
    );
    only(
        &values("{name: 中型犬, also: […犬]}, {name: 小型犬, also: [……]}"),
        "……",
        "“…”代表任意的字，要和别的字一起写",
    );
    let shared = |own: &str| {
        let text = values(&format!("犬种表, {own}"));
        text.replace("elements:\n", "enumerations: {犬种表: [{name: 中型犬}]}\nelements:\n")
    };
    assert_eq!(mistakes_of(&[], &shared("{name: 中型犬, also: [中犬]}, {name: 小型犬}")), []);
    only(&shared("{name: 小型犬}, {name: 小型犬}"), "小型犬", "取值“小型犬”重复");
    let base = "pack: {id: base, version: '1', title: 基础}\nenumerations: {犬种表: [{name: 中型犬}]}\n";
    beside(&[base], &shared("{name: 小型犬}"), "犬种表", "取值表“犬种表”重复");
}

#[test]
fn values_that_no_element_has() {
    let text = changed("must: enumerated", "must: {enumerated: {among: [小型犬, 狸花猫]}}");
    let told = mistakes_of(&[], &text);
    assert!(told.contains(&("狸花猫".into(), "“狸花猫”不是任何要素的取值".into())), "{told:#?}");
}

#[test]
fn sources_and_clauses_that_do_not_exist() {
    let told = mistakes_of(&[], &changed("clause: {source: chuanwen}", "clause: {source: chuan}"));
    assert!(told.contains(&("chuan".into(), "没有来源“chuan”".into())), "{told:#?}");
    let told = mistakes_of(
        &[],
        &changed("clause: {source: banfa, number: 第一条}", "clause: {source: banfa, number: 第九条}"),
    );
    assert!(told.contains(&("第九条".into(), "“第九条”没有在 clauses 中列出".into())), "{told:#?}");
    only(
        &changed("{source: banfa, number: 第二条", "{source: bufa, number: 第二条"),
        "bufa",
        "没有来源“bufa”",
    );
    only(
        &changed("number: 第二条, obligation: 宜", "number: 第一条, obligation: 宜"),
        "第一条",
        "此条已经列出",
    );
}

#[test]
fn clauses_that_are_not_accounted_for() {
    only(
        &changed("checked: human, human: [登记是否及时？]", "checked: human"),
        "banfa",
        "由人工核对的条款应写明核对的问题（human）",
    );
    only(
        &changed("checked: human, human: [登记是否及时？]", "checked: out"),
        "banfa",
        "不检查的条款应写明原因（note）",
    );
    for checked in ["full", "partial"] {
        let text = changed("checked: human, human: [登记是否及时？]", &format!("checked: {checked}"));
        only(&text, "banfa", "此条标为已检查，却没有规则依据它");
    }
}

#[test]
fn severities_above_what_was_read() {
    for severity in ["warning", "error"] {
        let text = changed("severity: advice", &format!("severity: {severity}"));
        only(&text, severity, "按来源的效力和所读的内容，此规则最高为“建议”");
    }
    let inferred = changed(
        "clause: {source: banfa, number: 第一条}",
        "severity: error\n    clause: {source: banfa, number: 第一条, reading: inferred}",
    );
    only(&inferred, "error", "按来源的效力和所读的内容，此规则最高为“警告”");
}

/// A pack that tightens a rule of the sound one.
const TIGHTENING: &str = "\
pack: {id: city, version: '1', title: 市里的要求, region: '33', extends: [local]}
sources:
  shi: {kind: 规范性文件, title: 某市养犬规定, text: full}
clauses:
  - {source: shi, number: 第三条, obligation: 应, checked: full}
rules:
  - id: breed-stated
    tightens: local/breed-stated
    clause: {source: shi, number: 第三条}
    pass: ['{犬种: 中型犬}']
    fail: ['{免疫证号: 甲1}']
";

#[test]
fn tightening_what_is_unknown_or_stricter() {
    assert_eq!(mistakes_of(&[SOUND], TIGHTENING), []);
    let tightening = |from: &str, to: &str| {
        assert_eq!(TIGHTENING.matches(from).count(), 1, "{from}");
        TIGHTENING.replace(from, to)
    };
    let unknown = tightening("local/breed-stated", "local/breed");
    beside(&[SOUND], &unknown, "local/breed", "没有规则“local/breed”");
    let looser = tightening("local/breed-stated", "local/no-cat").replace("obligation: 应", "obligation: 宜");
    let looser = looser.replace("{免疫证号: 甲1}", "{犬名: 喵, 犬种: 小型犬}");
    let message = "比所加严的规则“local/no-cat”宽松：它是错误，此处是警告";
    beside(&[SOUND], &looser, "local/no-cat", message);
    let elsewhere = tightening("    clause: {source: shi", "    where: 犬名\n    clause: {source: shi");
    beside(&[SOUND], &elsewhere, "local/breed-stated", "加严的规则不另写 where、when 和 must");
    beside(
        &[SOUND],
        &tightening("extends: [local]", "extends: [local, 别的]"),
        "别的",
        "所扩展的规则包“别的”没有加载",
    );
}

/// Changes the second rule of the sound pack. Packs that tighten it must not report the mistake as well.
#[test]
fn mistakes_of_a_rule_are_told_where_it_stands_and_nowhere_else() {
    for (from, to, told) in [
        ("where: 犬种", "where: 犬种类", "没有要素“犬种类”，是否为“犬种”？"),
        (
            "where: 犬种",
            "when: {犬种类: {present: true}}\n    where: 犬种",
            "没有要素“犬种类”，是否为“犬种”？",
        ),
        ("    where: 犬种\n", "", "缺少“where”：规则要写明看哪些要素"),
        ("or: [犬名]", "or: [犬明]", "没有要素“犬明”，是否为“犬名”？"),
        ("    must: {required: {or: [犬名]}}\n", "", "规则缺少“must”"),
        ("{required: {or: [犬名]}}", "{avoid: 猫语}", "没有词表“猫语”"),
        ("{required: {or: [犬名]}}", "{known: other}", "这种要求针对整份指南，不写“where”"),
        ("    title: 犬种要写明\n", "", "规则缺少“title”"),
        ("    category: elements\n", "", "规则缺少“category”"),
        (
            "rules:\n",
            "categories: {wording: 用语, codes: 编码}\nrules:\n",
            "没有类别“elements”，可以写：codes、wording",
        ),
        ("    message: 缺少“{element}”\n", "", "规则缺少“message”"),
        ("缺少“{element}”", "缺少“{word}”", "没有占位符“{word}”，此规则可用的有：{element}"),
        (
            "    message: 缺少",
            "    help: '{word}'\n    message: 缺少",
            "没有占位符“{word}”，此规则可用的有：{element}",
        ),
        ("    message: 缺少", "    fix: {'': 无}\n    message: 缺少", "fix 要写明把什么改成什么"),
    ] {
        let files = [("本地.yaml", changed(from, to)), ("市里.yaml", TIGHTENING.to_owned())];
        let files = files.map(|(path, text)| SourceFile::new(path, text));
        let Err(Mistakes { mistakes, .. }) = rules::load(&files) else { panic!("{to}: nothing is wrong") };
        let messages = |number: usize| {
            mistakes[number].iter().map(|mistake| mistake.message.as_str()).collect::<Vec<_>>()
        };
        assert!(messages(0).contains(&told), "{to}: {:?}", messages(0));
        assert_eq!(messages(1), [""; 0], "{to}");
    }
}

/// A pack with a classification of its own, instead of one that was counted in data.
const REPLACING: &str = "\
pack: {id: city, version: '1', title: 市里的证号, region: '33', extends: [local]}
sources:
  hao: {kind: 数据, about: 市里证号的统计, text: derived}
clauses:
  - {source: hao, obligation: 宜, checked: full}
rules:
  - id: number
    title: 证号是市里的写法
    category: codes
    clause: {source: hao}
    replaces: local/number
    because: 市里另编证号
    where: 免疫证号
    must: {matches: '乙[0-9]'}
    message: 证号“{found}”不是市里的写法
    pass: ['{免疫证号: 乙1}']
    fail: ['{免疫证号: 甲1}']
";

/// The sound pack with a rule that rests on data only.
fn counted() -> String {
    let data = "  shuju: {kind: 数据, about: 证号的统计, text: derived}\n";
    let rule = "  - id: number
    title: 证号以甲开头
    category: codes
    clause: {source: shuju}
    where: 免疫证号
    must: {matches: '甲[0-9]'}
    message: 证号“{found}”不以甲开头
    pass: ['{免疫证号: 甲1}']
    fail: ['{免疫证号: 乙1}']
";
    let clause = "  - {source: shuju, obligation: 宜, checked: full}\n";
    SOUND.replace("clauses:\n", &format!("{data}clauses:\n{clause}")) + rule
}

#[test]
fn only_what_data_asks_for_gives_way_and_only_for_a_reason() {
    let counted = counted();
    assert_eq!(mistakes_of(&[&counted], REPLACING), []);
    let replacing = |from: &str, to: &str| {
        assert_eq!(REPLACING.matches(from).count(), 1, "{from}");
        REPLACING.replace(from, to)
    };
    let others = [counted.as_str()];
    let unreasoned = replacing("    because: 市里另编证号\n", "");
    beside(&others, &unreasoned, "local/number", "代替别的规则要写明原因（because）");
    let aimless = replacing("    replaces: local/number\n", "");
    beside(&others, &aimless, "number", "because 只与 replaces 一起写");
    beside(&others, &replacing("local/number", "local/nr"), "local/nr", "没有规则“local/nr”");
    let law = replacing("local/number", "local/catless-number");
    let message = "规则“local/catless-number”不能代替：只有由数据归纳的规则才让位于当地的编码";
    beside(&others, &law, "local/catless-number", message);
    let elsewhere = replacing("where: 免疫证号", "where: 犬名")
        .replace("{免疫证号: 乙1}", "{犬名: 乙1}")
        .replace("{免疫证号: 甲1}", "{犬名: 甲1}");
    let message = "代替的规则与“local/number”应看相同的要素（where）";
    beside(&others, &elsewhere, "local/number", message);
}

#[test]
fn sources_without_a_title_say_what_they_are() {
    let message = "来源写题名（title）；题名没有见到的，写它是什么（about）";
    only(&changed(", title: 某市养犬办法", ""), "banfa", message);
    only(&changed("title: 某市养犬办法", "title: 某市养犬办法, about: 养犬"), "banfa", message);
}

#[test]
fn parts_of_codes_are_counted_from_one_and_forwards() {
    let agreeing = |part: &str| changed("must: {avoid: [猫话]}", &format!("must: {{agrees: {part}}}"));
    let told = mistakes_of(&[], &agreeing("{from: 3, to: 2, with: 犬名}"));
    assert!(told.contains(&("2".into(), "止于第2位，在起始的第3位之前".into())), "{told:#?}");
    assert!(!mistakes_of(&[], &agreeing("{from: 0, to: 2, with: 犬名}")).is_empty());
}

#[test]
fn packs_that_are_not_loaded() {
    only(
        &changed("title: 本地要求}", "title: 本地要求, extends: [elements]}"),
        "elements",
        "所扩展的规则包“elements”没有加载",
    );
}

#[test]
fn examples_that_are_missing_or_fail() {
    only(&changed("    pass: ['{犬种: 中型犬}']\n", ""), "breed-stated", "缺少例子：规则要有至少一个“pass”");
    only(&changed("    fail: ['{免疫证号: 甲1}']\n", ""), "breed-stated", "缺少例子：规则要有至少一个“fail”");
    only(
        &changed("'{犬名: 旺财, 犬种: 小型犬}'", "'{犬名: 喵财, 犬种: 小型犬}'"),
        "'{犬名: 喵财, 犬种: 小型犬}'",
        "规则“local/no-cat”不应在这个例子中发现问题：犬名“喵”是猫话",
    );
    only(
        &changed("'{犬名: 喵喵, 犬种: 小型犬}'", "'{犬名: 喵喵, 犬种: 中型犬}'"),
        "'{犬名: 喵喵, 犬种: 中型犬}'",
        "规则“local/no-cat”应在这个例子中发现问题，却没有",
    );
    only(&changed("'{犬种: 中型犬}'", "'{猫名: 喵}'"), "'{猫名: 喵}'", "例子里没有任何已知的要素");
    only(&changed("'{犬种: 中型犬}'", "'{犬种: 中型犬'"), "'{犬种: 中型犬'", "例子不是正确的 YAML：…");
}

#[test]
fn fixes_that_mend_nothing() {
    let with =
        |fix: &str| changed("    help: 换一个名字\n", &format!("    help: 换一个名字\n    fix: {fix}\n"));
    assert_eq!(mistakes_of(&[], &with("{喵喵: 旺旺}")), []);
    let mends_nothing = "规则“local/no-cat”的 fix 没有改好任何一个有问题的例子";
    for fix in ["{喵: 旺}", "{喵喵: 喵}"] {
        only(&with(fix), "'{犬名: 喵喵, 犬种: 小型犬}'", mends_nothing);
    }
    only(&with("{喵喵: 喵喵}"), "喵喵", "fix 要写明把什么改成什么");
    only(&with("{'': 旺}"), "''", "fix 要写明把什么改成什么");
}

#[test]
fn names_that_are_no_other_names() {
    let names =
        |what: &str| changed("    must: {avoid: [猫话]}\n", &format!("    must: {{canonical: {what}}}\n"));
    let not_one = "“犬名”不是任何要素或取值的其他叫法";
    assert!(mistakes_of(&[], &names("{names: [犬名]}")).contains(&("犬名".into(), not_one.into())));
    assert!(mistakes_of(&[], &names("{values: [犬名]}")).contains(&("犬名".into(), not_one.into())));
}

#[test]
fn files_that_are_no_pack() {
    for empty in ["", "\n", "# 只有注释\n"] {
        only(empty, "", "文件是空的，不是规则包");
    }
    let found = mistakes_of(&[], "事项名称: 犬只登记\n");
    assert!(found.contains(&("事项名称".into(), "缺少“pack”".into())), "{found:#?}");
}

#[test]
fn two_packs_in_a_file() {
    let two = format!("{SOUND}---\n第二个: 包\n");
    let found = mistakes_of(&[], &two);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(found[0].1, "一个文件只能写一个规则包");
    assert!(found[0].0.starts_with("第二个"), "{found:#?}");
}

#[test]
fn mistakes_of_yaml_itself() {
    let found = mistakes_of(&[], &changed("title: 犬名不得是猫话", "title: 甲\n    title: 乙"));
    assert!(found.iter().any(|(at, told)| at == "title" && told.contains("重复")), "{found:#?}");
    let found = mistakes_of(&[], "pack: {id: local, version: '1'\nrules: [\n");
    assert!(!found.is_empty(), "a pack that cannot be read is not used");
    let found = mistakes_of(&[], "pack: {id: local, version: '1', title: 甲}\nrules：[]\n");
    assert!(found.iter().any(|(at, _)| at == "："), "{found:#?}");
}

#[test]
fn all_mistakes_are_told_at_once() {
    let mut text = SOUND.to_owned();
    let changes = [
        ("version: '1'", "versoin: '1', version: '1'", "versoin", "不认识“versoin”"),
        ("text: secondhand", "text: 读过", "读过", "不认识“读过”"),
        ("checked: human, human: [登记是否及时？]", "checked: human", "banfa", "由人工核对"),
        ("except: [喵星]", "except: [汪星]", "汪星", "例外“汪星”"),
        ("id: no-cat", "id: No-Cat", "No-Cat", "标识由小写字母"),
        ("    category: wording\n", "", "No-Cat", "规则缺少“category”"),
        ("where: 犬名", "where: 犬明", "犬明", "没有要素“犬明”"),
        ("one_of: [小型犬]", "one_of: [大型犬]", "大型犬", "“大型犬”不是"),
        ("avoid: 猫话", "avoid: 猫语", "猫语", "没有词表“猫语”"),
        ("severity: advice", "severity: 严重", "严重", "不认识“严重”"),
        ("or: [犬名]", "or: [犬明]", "犬明", "没有要素“犬明”"),
        ("    pass: ['{犬种: 中型犬}']\n", "", "breed-stated", "缺少例子"),
    ];
    for (from, to, ..) in changes {
        assert_eq!(text.matches(from).count(), 1, "{from}");
        text = text.replace(from, to);
    }
    let found = mistakes_of(&[], &text);
    for (_, _, at, message) in changes {
        let told = found.iter().any(|(place, told)| place == at && told.starts_with(message));
        assert!(told, "{message} at {at} is not among {found:#?}");
    }
}

// The following tests are about mistakes that hide others or cause wrong ones.

#[test]
fn a_mistake_in_a_rule_is_no_mistake_in_its_clause() {
    let text = changed("clause: {source: banfa, number: '第一条'}", "clause: {source: chuanwen}");
    only(&text.replace("title: 犬名不得是猫话", "title: [甲]\n"), "[甲]", "此处应为文本，现为列表");
    only(&text.replace("avoid: 猫话", "avoid: 猫语"), "猫语", "没有词表“猫语”");
}

#[test]
fn an_unknown_element_is_not_a_missing_one() {
    only(&changed("where: 犬名", "where: 犬明"), "犬明", "没有要素“犬明”，是否为“犬名”？");
}

#[test]
fn a_field_that_stands_twice_is_told_once_and_in_chinese() {
    let found = mistakes_of(&[], &changed("title: 犬名不得是猫话", "title: 甲\n    title: 乙"));
    assert_eq!(found, [("title".into(), "“title”重复出现".into())]);
}

#[test]
fn a_field_of_the_wrong_type_hides_no_other_mistake_of_its_rule() {
    let text = changed("help: 换一个名字", "help: [换]").replace("where: 犬名", "where: 犬明");
    let found = mistakes_of(&[], &text);
    for at in ["[换]", "犬明"] {
        assert!(found.iter().any(|(place, _)| place == at), "{at} is not among {found:#?}");
    }
}

#[test]
fn what_is_declared_with_a_mistake_is_declared() {
    only(
        &changed("{name: 犬种, values", "{name: 犬种, several: 1, values"),
        "1",
        "此处应为 true 或 false，现为文本",
    );
    only(&changed("text: secondhand", "text: 读过"), "读过", "不认识“读过”，此处可以写：…");
}

#[test]
fn burdens_that_cannot_be_compared() {
    let declared = |burden: &str| {
        let element = format!("  - {{name: 犬名, burden: {burden}}}");
        changed("elements:\n  - {name: 犬名}", &format!("burdens: [遛犬次数]\nelements:\n{element}"))
    };
    only(&declared("{of: 遛犬, by: amount}"), "遛犬", "“遛犬”没有在 burdens 中列出，有：遛犬次数");
    let wrong = "items 用于若干组要素，其余用于一段文字；order 要写明次序，只有它写";
    only(&declared("{of: 遛犬次数, by: items}"), "items", wrong);
    only(&declared("{of: 遛犬次数, by: order}"), "order", wrong);
    only(&declared("{of: 遛犬次数, by: order, order: [大]}"), "大", "“大”不是这个要素的取值");
    only(&declared("{of: 遛犬次数, by: 次}"), "次", "不认识“次”，此处可以写：items、duration、amount、order");
}

/// A rule with every kind of mistake that one rule can have.
const WHOLLY_BROKEN: &str = "\
pack: {id: city, version: '1', title: 市里的要求}
categories: {wording: 用语, elements: 要素, words: 词语, codes: 编码}
sources:
  guiding: {kind: 规范性文件, title: 某市养犬办法, text: full}
  yugao: {kind: 数据, title: 统计, text: derived}
clauses:
  - {source: guiding, number: 第一条, obligation: 应, checked: full}
  - {source: yugao, obligation: 宜, checked: full}
rules:
  - id: Broken_Rule
    title: [不是, 文本]
    category: wordings
    clause: {source: guiding, number: 第九条}
    severity: fatal
    mandatory: 是
    replaces: local/catless-number
    where: [犬命, 犬样]
    when:
      犬命: {matches: '('}
      犬种: {one_of: [大犬, 巨犬], lacks: '['}
    against: 犬名
    must: {avoid: [猫语, 狗语]}
    message: “{elem}”是“{word}”
    help: 换成“{other
    fix: {'': 汪, 喵: 喵}
    colour: 红
    fail: ['{犬名: 喵喵}']
  - id: too-grave
    title: 犬名写明
    category: wording
    clause: {source: yugao}
    severity: error
    mandatory: true
    where: 犬名
    must: {required: {or: [犬号, 犬牌], said: '(', instead: {犬甲: [犬乙]}}}
    message: 缺少“{elem}”
    pass: ['{犬名: 旺财}']
    fail: ['{犬种: 小型犬}']
";

#[test]
fn everything_that_is_wrong_with_a_rule_is_told_at_once() {
    let found = mistakes_of(&[SOUND], WHOLLY_BROKEN);
    let told: Vec<(&str, &str)> = found
        .iter()
        .map(|(at, message)| (at.as_str(), message.split(['，', '：', '；']).next().unwrap()))
        .collect();
    let expected = [
        ("guiding", "此条标为已检查"),
        ("Broken_Rule", "标识由小写字母、数字和“-”组成"),
        ("Broken_Rule", "缺少例子"),
        ("[不是, 文本]", "此处应为文本"),
        ("wordings", "没有类别“wordings”"),
        ("第九条", "“第九条”没有在 clauses 中列出"),
        ("fatal", "不认识“fatal”"),
        ("是", "此处应为 true 或 false"),
        ("local/catless-number", "代替别的规则要写明原因（because）"),
        ("local/catless-number", "规则“local/catless-number”不能代替"),
        ("犬命", "没有要素“犬命”"),
        ("犬样", "没有要素“犬样”"),
        ("犬命", "没有要素“犬命”"),
        ("'('", "正则表达式写错了"),
        ("大犬", "“大犬”不是“犬种”的取值"),
        ("巨犬", "“巨犬”不是“犬种”的取值"),
        ("'['", "正则表达式写错了"),
        ("犬名", "“犬名”在 when 里没有要求写了什么"),
        ("猫语", "没有词表“猫语”"),
        ("狗语", "没有词表“狗语”"),
        ("“{elem}”是“{word}”", "没有占位符“{elem}”"),
        ("“{elem}”是“{word}”", "没有占位符“{word}”"),
        ("换成“{other", "“{”之后缺少“}”"),
        ("''", "fix 要写明把什么改成什么"),
        ("喵", "fix 要写明把什么改成什么"),
        ("colour", "不认识“colour”"),
        ("too-grave", "级别是警告的规则不能标为必须遵守（mandatory）"),
        ("error", "按来源的效力和所读的内容"),
        ("犬号", "没有要素“犬号”"),
        ("犬牌", "没有要素“犬牌”"),
        ("'('", "正则表达式写错了"),
        ("犬甲", "没有要素“犬甲”"),
        ("犬乙", "没有要素“犬乙”"),
        ("缺少“{elem}”", "没有占位符“{elem}”"),
    ];
    let unexpected: Vec<_> = told.iter().filter(|one| !expected.contains(one)).collect();
    let missing: Vec<_> = expected.iter().filter(|one| !told.contains(one)).collect();
    assert!(unexpected.is_empty() && missing.is_empty(), "too many: {unexpected:#?}\ntoo few: {missing:#?}");
}
