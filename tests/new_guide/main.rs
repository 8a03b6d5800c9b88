//! Guides to fill in: for every kind of matter, region and profile in the packs.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use guidelint::finding::Finding;
use guidelint::guide::{PLACEHOLDER, Role};
use guidelint::lint::{self, FileCheck, Status};
use guidelint::new_guide::{self, Wanted};
use guidelint::pack::{Ruleset, Selection};
use guidelint::rules;

const TO_BE_FILLED: &str = "elements/to-be-filled";

static RULESET: LazyLock<Ruleset> =
    LazyLock::new(|| rules::load(&rules::packs()).expect("the built-in packs have no mistakes"));

/// Every kind of matter, in the order of the vocabulary.
fn kinds() -> Vec<&'static str> {
    let element = RULESET.vocabulary.with_role(Role::Type).expect("an element has the role");
    RULESET.vocabulary[element].values.iter().map(|value| value.name.as_str()).collect()
}

/// No region, and the region of every regional pack.
fn regions() -> Vec<Option<&'static str>> {
    let own = RULESET.packs.iter().filter_map(|pack| pack.region.as_deref());
    std::iter::once(None).chain(own.map(Some)).collect()
}

/// No profile, each one, and all of them.
fn profiles() -> Vec<Vec<String>> {
    let all: Vec<String> = RULESET.packs.iter().filter_map(|pack| pack.profile.clone()).collect();
    let mut some = vec![vec![]];
    some.extend(all.iter().map(|profile| vec![profile.clone()]));
    some.push(all);
    some
}

fn selection<'s>(region: Option<&'s str>, profiles: &'s [String]) -> Selection<'s> {
    Selection { region, profiles, ..Selection::default() }
}

fn draft(kind: &str, name: Option<&str>, selection: &Selection<'_>) -> String {
    new_guide::write(&RULESET, &Wanted { kind, name }, selection).expect("the kind is known")
}

fn checked(text: &str, selection: &Selection<'_>) -> FileCheck {
    lint::check("指南.yaml", text.into(), &RULESET, selection)
}

fn other_findings(report: &FileCheck) -> Vec<(&str, &str)> {
    let others = report.findings.iter().filter(|finding| finding.rule.id != TO_BE_FILLED);
    others.map(|finding| (finding.rule.id.as_str(), finding.message.as_str())).collect()
}

/// The guide with every element that is commented out in it.
fn with_all_cases(text: &str) -> String {
    let line = |line: &str| match line.trim_start().strip_prefix('#') {
        Some(case) if !case.starts_with(' ') || !line.starts_with('#') => {
            let indent = &line[..line.len() - line.trim_start().len()];
            let is_said = case.starts_with(' ') && !case.starts_with("  ");
            if is_said { line.to_owned() } else { format!("{indent}{case}") }
        }
        // A line inside a commented element: keep its indentation.
        Some(case) if case.starts_with("  ") => case.to_owned(),
        _ => line.to_owned(),
    };
    text.lines().map(|text| line(text) + "\n").collect()
}

#[test]
fn every_draft_waits_to_be_filled_in_and_has_no_other_finding() {
    for kind in kinds() {
        for region in regions() {
            for profiles in profiles() {
                let selection = selection(region, &profiles);
                let text = draft(kind, Some("户外广告设施设置"), &selection);
                let report = checked(&text, &selection);
                let told = format!("{kind} {region:?} {profiles:?}\n{text}");
                assert_eq!((report.status.clone(), report.guides.len()), (Status::Checked, 1), "{told}");
                assert_eq!(other_findings(&report), [], "{told}");
                let waiting = text.lines().filter(|line| !line.trim_start().starts_with('#'));
                let waiting = waiting.filter(|line| line.contains(PLACEHOLDER)).count();
                assert_eq!(report.findings.len(), waiting, "{told}");
            }
        }
    }
    // Some kinds require nothing but their type. Without a name, all of them have something to fill in.
    for kind in kinds() {
        let report = checked(&draft(kind, None, &selection(None, &[])), &Selection::default());
        assert!(!report.findings.is_empty() && other_findings(&report).is_empty(), "{kind}");
    }
}

#[test]
fn other_readers_see_the_same_guide() {
    for kind in kinds() {
        for region in regions() {
            let text = draft(kind, None, &selection(region, &[]));
            let value: serde_yaml::Value = serde_yaml::from_str(&text).expect("it is YAML");
            assert_eq!(value["事项类型"], *kind);
            assert!(value["行政区划"].as_str().is_none_or(|code| code.starts_with(region.unwrap_or("-"))));
            assert_eq!(value["行政区划"].is_string(), region.is_some(), "codes are no numbers");
            for line in text.lines() {
                assert_eq!(line, line.trim_end());
            }
        }
    }
}

#[test]
fn what_stands_in_comments_is_part_of_the_guide_without_its_mark() {
    for kind in kinds() {
        for region in regions() {
            for profiles in [vec![], profiles().pop().expect("there are some")] {
                let selection = selection(region, &profiles);
                let text = with_all_cases(&draft(kind, Some("户外广告设施设置"), &selection));
                let report = checked(&text, &selection);
                assert_eq!(report.status, Status::Checked, "{text}");
                assert_eq!(other_findings(&report), [], "{kind} {region:?} {profiles:?}\n{text}");
                serde_yaml::from_str::<serde_yaml::Value>(&text).expect("it is YAML");
            }
        }
    }
}

/// A possible value of an element that does not accept any text.
fn filled(line: &str) -> String {
    let values = [
        ("办结时限", "20个工作日"),
        ("是否收费", "否"),
        ("现场次数", "0"),
        ("服务对象", "自然人"),
        ("电话", "0571-12345"),
        ("咨询方式", "0571-12345"),
        ("投诉方式", "0571-12345"),
        ("办理时间", "工作日 9:00—17:00"),
        ("  - 名称", "中华人民共和国广告法"),
        ("实施主体", "某市城市管理局"),
        ("材料名称", "居民身份证"),
        ("环节名称", "窗口核对材料，当场登记"),
    ];
    let value = values.iter().find(|(key, _)| line.contains(key)).map_or("无", |(_, value)| value);
    line.replace(PLACEHOLDER, value)
}

#[test]
fn a_draft_can_be_filled_in() {
    for kind in kinds() {
        let text = draft(kind, Some("户外广告设施设置"), &Selection::default());
        let mut text: String = text.lines().map(|line| filled(line) + "\n").collect();
        text = text.replace("服务对象:\n  - 无", "服务对象:\n  - 自然人");
        let report = checked(&text, &Selection::default());
        let grave = |finding: &&Finding| finding.severity == guidelint::finding::Severity::Error;
        assert_eq!(report.findings.iter().find(grave), None, "{text}");
        assert!(report.findings.iter().all(|finding| finding.rule.id != TO_BE_FILLED));
    }
}

#[test]
fn a_name_brings_what_is_asked_of_such_matters_only() {
    let selection = selection(Some("4403"), &[]);
    let named = |name| draft("公共服务", name, &selection);
    assert!(named(Some("燃气报装")).contains("\n收费标准:"));
    // In other matters it is a proposal in comments.
    assert!(!named(Some("读者证办理")).contains("\n收费标准:"));
    assert!(!named(None).contains("\n收费标准:"));
    // Whatever the name is, it is read back unchanged.
    for name in
        ["a: b # c", "[1]", "\"引号\"\\", "是", "2026-10-01", "- 一", "@某", "【待填写】", "行\n行\u{85}行"]
    {
        let text = named(Some(name));
        let value: serde_yaml::Value = serde_yaml::from_str(&text).expect("it is YAML");
        assert_eq!(value["事项名称"], *name, "{text}");
        assert_eq!(checked(&text, &selection).status, Status::Checked);
    }
}

#[test]
fn a_wider_region_has_a_code_of_six_digits() {
    for (region, code) in
        [("44", "440000"), ("4403", "440300"), ("440305", "440305"), ("440305001", "440305001")]
    {
        let text = draft("行政许可", None, &selection(Some(region), &[]));
        assert!(text.contains(&format!("行政区划: \"{code}\"\n")), "{text}");
    }
}

#[test]
fn codes_stand_in_quotes() {
    let profiles = profiles().pop().expect("there are some");
    let text = draft("行政许可", None, &selection(None, &profiles));
    assert!(text.contains(&format!("实施编码: \"{PLACEHOLDER}\"\n")), "{text}");
}

#[test]
fn a_kind_is_known_by_every_name_of_it() {
    let wanted = |kind| new_guide::write(&RULESET, &Wanted { kind, name: None }, &Selection::default());
    for (kind, name) in [("01", "行政许可"), ("公共服务事项", "公共服务")] {
        assert_eq!(wanted(kind), wanted(name));
    }
    let error = wanted("行政许克").expect_err("there is no such kind");
    assert!(error.starts_with("没有事项类型“行政许克”，是否为“行政许可”？可以写：行政许可、"), "{error}");
    let error = wanted("abc").expect_err("there is no such kind");
    assert!(error.starts_with("没有事项类型“abc”。可以写："), "{error}");
}

#[test]
fn packs_without_a_kind_have_no_drafts() {
    let own = "pack: {id: own, version: '1', title: 自有}\nelements: [{name: 名称}]\n";
    let ruleset =
        rules::load(&[guidelint::text::SourceFile::new("own.yaml", own)]).expect("it has no mistake");
    let wanted = Wanted { kind: "行政许可", name: None };
    let error = new_guide::write(&ruleset, &wanted, &Selection::default()).expect_err("there is no kind");
    assert!(error.contains("role: type"), "{error}");
}

#[test]
fn every_error_in_a_draft_names_its_element() {
    let text = draft("行政许可", None, &Selection::default());
    let report = checked(&text, &Selection::default());
    let paths: BTreeSet<&str> = report.findings.iter().map(|finding| finding.path.as_str()).collect();
    assert_eq!(paths.len(), report.findings.len());
    assert!(paths.contains("申请材料[1].材料名称"), "{paths:?}");
}

#[test]
fn a_draft_as_its_author_sees_it() {
    let selection = selection(Some("440300"), &[]);
    insta::assert_snapshot!(draft("行政许可", Some("户外广告设施设置"), &selection));
}

#[test]
fn a_placeholder_is_a_text_like_any_other_where_nothing_finds_it() {
    let own = "pack: {id: own, version: '1', title: 自有}
sources: {own: {kind: 规范性文件, title: 自有, text: full}}
clauses: [{source: own, obligation: 应, checked: full}]
elements: [{name: 名称}]
rules: [{id: form, title: 名称是一个字, category: own, clause: {source: own}, where: 名称, must: {matches: .}, message: 不是, pass: ['名称: 一'], fail: ['名称: 一二']}]
";
    let ruleset =
        rules::load(&[guidelint::text::SourceFile::new("own.yaml", own)]).expect("it has no mistake");
    let report = lint::check("指南.yaml", "名称: 【待填写】".into(), &ruleset, &Selection::default());
    assert_eq!(report.findings.len(), 1);
}
