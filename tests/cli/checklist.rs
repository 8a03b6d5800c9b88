//! `--checklist`: questions for people, each with the text to check.

use guidelint::rules;

use crate::{CLEAN, Folder};

/// A pack that leaves most clauses to people: questions about all dogs, about small dogs, and for one region.
const ASKING: &str = "\
pack: {id: local, version: '1', title: 本地要求}
sources:
  banfa: {kind: 规范性文件, title: 某市养犬办法, text: full}
clauses:
  - source: banfa
    number: 第一条
    obligation: 不得
    checked: partial
    human: [{ask: 犬名是否属实？, look: [犬名, '特征[]', 免疫证号]}]
  - source: banfa
    number: 第二条
    obligation: 宜
    checked: human
    when: {犬种: {one_of: [小型犬]}}
    human: [登记是否及时？, {ask: 牵引绳是否够短？, look: [说明]}]
elements:
  - {name: 犬名}
  - {name: 免疫证号}
  - {name: 说明}
  - {name: 特征, shape: texts, several: true}
  - {name: 犬种, values: [{name: 中型犬}, {name: 小型犬}]}
vocabulary:
  猫话: {words: [喵]}
rules:
  - id: no-cat
    title: 犬名不得是猫话
    category: wording
    clause: {source: banfa, number: 第一条}
    where: 犬名
    must: {avoid: 猫话}
    message: 犬名“{found}”是猫话
    pass: ['{犬名: 旺财}']
    fail: ['{犬名: 喵喵}']
";

const DOGS: &str = "\
犬名: 旺财
免疫证号:
特征:
  - 黑背
  - 白爪
犬种: 中型犬
---
说明: >
  绳长
  1.5米
犬种: 小型犬
犬名: \"来\\u798f\"
";

const TO_TICK: &str = "\
# 由人核对的问题

机器没有检查下列要求，请对照原文逐条核对，核对过的打勾。

## 犬.yaml（第 1 行起）

- [ ] 犬名是否属实？（《某市养犬办法》第一条，不得）
  - 第 1 行 犬名：旺财
  - 第 4 行 特征\\[1\\]：黑背
  - 第 5 行 特征\\[2\\]：白爪

## 犬.yaml（第 8 行起）

- [ ] 犬名是否属实？（《某市养犬办法》第一条，不得）
  - 第 12 行 犬名：来福
- [ ] 登记是否及时？（《某市养犬办法》第二条，宜）
- [ ] 牵引绳是否够短？（《某市养犬办法》第二条，宜）
  - 第 9 行 说明：绳长 1.5米
";

/// The checklist of one guide, with the built-in packs.
fn checklist(guide: &str, more: &[&str]) -> String {
    let folder = Folder::with(&[("指南.yaml", guide)]);
    let outcome = folder.run(&[&["check", "指南.yaml", "--checklist", "核对.md"], more].concat());
    assert_eq!((outcome.code, outcome.err.as_str()), (0, ""), "{}", outcome.out);
    std::fs::read_to_string(folder.path().join("核对.md")).expect("the checklist was written")
}

#[test]
fn a_checklist_holds_the_questions_with_the_text_and_its_line() {
    let folder = Folder::with(&[("犬.yaml", DOGS), ("local.yaml", ASKING)]);
    let own = ["check", "犬.yaml", "--no-default-packs", "--pack", "local.yaml"];
    let plain = folder.run(&own);
    let asked = folder.run(&[&own[..], &["--checklist", "核对.md"]].concat());
    assert_eq!((asked.code, &asked.out), (plain.code, &plain.out), "the report is the same");
    let written = std::fs::read_to_string(folder.path().join("核对.md")).expect("it was written");
    assert_eq!(written, TO_TICK);
}

#[test]
fn texts_of_a_guide_stand_in_its_checklist() {
    let written = checklist(CLEAN, &[]);
    for line in [
        "## 指南.yaml（第 1 行起）",
        r"  - 第 4 行 设定依据\[1\].名称：某市养犬管理条例第九条",
        r"  - 第 6 行 申请材料\[2\].材料名称：犬只免疫证明",
    ] {
        assert!(written.lines().any(|written| written == line), "{line} in\n{written}");
    }
}

#[test]
fn nothing_that_stands_in_a_guide_becomes_markup() {
    let guide = CLEAN.replace("养犬人居民身份证", "\"@octocat 见 #1 http://a.cn \\e[2J\\u202e<b>反\"");
    let written = checklist(&guide, &["--fail-on", "never"]);
    let line = written.lines().find(|line| line.contains("octocat")).expect("the material is asked about");
    let shown =
        r"@&#8203;octocat 见 \#&#8203;1 http:&#8203;//a.cn &lt;U+001B&gt;\[2J&lt;U+202E&gt;&lt;b&gt;反";
    assert_eq!(line, format!(r"  - 第 6 行 申请材料\[1\].材料名称：{shown}"));
}

#[test]
fn questions_about_licences_are_asked_of_licences_only() {
    let ruleset = rules::load(&rules::packs()).expect("the built-in packs have no mistakes");
    // Regional questions are only asked in their region.
    let national = ruleset.clauses.iter().filter(|clause| ruleset.packs[clause.pack].region.is_none());
    let of_licences = national.filter(|clause| {
        let words: Vec<_> =
            clause.conditions.iter().map(|condition| condition.in_words(&ruleset.vocabulary)).collect();
        words == ["事项类型为行政许可"]
    });
    let questions: Vec<_> = of_licences.flat_map(|clause| &clause.human).map(|asked| &asked.ask).collect();
    assert!(questions.len() >= 4, "{questions:?}");
    let of_type = |kind: &str| checklist(&CLEAN.replace("行政检查", kind), &["--fail-on", "never"]);
    let (licence, service) = (of_type("行政许可"), of_type("公共服务"));
    for question in questions {
        assert!(licence.contains(&format!("- [ ] {question}（")), "{question} in\n{licence}");
        assert!(!service.contains(question), "{question} in\n{service}");
    }
}

#[test]
fn questions_come_from_the_packs_that_apply() {
    let national = checklist(CLEAN, &[]);
    let pekinese = checklist(CLEAN, &["--region", "110105"]);
    assert!(pekinese.len() > national.len(), "Beijing asks more");
    assert!(national.lines().all(|line| pekinese.contains(line)), "and leaves nothing out");
    let stated = checklist(&format!("{CLEAN}行政区划: '110105'\n"), &[]);
    assert_eq!(stated, pekinese, "the guide can say the same as the command line");
    let census = checklist(CLEAN, &["--profile", "census-2015"]);
    assert!(census.len() > national.len(), "so does a profile");
}

#[test]
fn a_checklist_that_cannot_be_written_is_2() {
    let folder = Folder::with(&[("指南.yaml", CLEAN)]);
    let outcome = folder.run(&["check", ".", "--checklist", "没有/核对.md"]);
    assert_eq!((outcome.code, outcome.out.as_str()), (2, ""));
    assert!(outcome.err.starts_with("错误：无法写入 没有/核对.md："), "{}", outcome.err);
}

#[test]
fn a_checklist_does_not_overwrite_a_guide_that_was_checked() {
    let folder = Folder::with(&[("指南/犬只.yaml", CLEAN)]);
    let outcome = folder.run(&["check", "指南", "--checklist", "./指南/犬只.yaml"]);
    assert_eq!((outcome.code, outcome.out.as_str()), (2, ""));
    assert!(outcome.err.contains("是要检查的指南"), "{}", outcome.err);
    let guide = std::fs::read_to_string(folder.path().join("指南/犬只.yaml")).expect("it is still there");
    assert_eq!(guide, CLEAN);
}
