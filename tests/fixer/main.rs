//! Fixes: which are applied, which are refused, and that nothing else changes.

use std::sync::LazyLock;

use guidelint::document::{self, edit};
use guidelint::fix::{Applicability, Fix};
use guidelint::fixer::{FixOutcome, mend};
use guidelint::guide::PLACEHOLDER;
use guidelint::lint::{self, FileReport, Status};
use guidelint::pack::{Ruleset, Selection};
use guidelint::rules;

#[path = "../support/beside.rs"]
mod beside;
mod corpus;
#[path = "../support/files.rs"]
mod files;
#[path = "../support/guides.rs"]
mod guides;
mod lookalikes;
mod properties;
#[path = "../support/second_reader.rs"]
mod second_reader;
#[path = "../support/seeds.rs"]
mod seeds;

static RULESET: LazyLock<Ruleset> = LazyLock::new(|| rules::load(&rules::packs()).expect("they are tested"));

/// Checks a text with all built-in packs, including those of profiles.
fn check(text: &str) -> FileReport {
    let profiles = ["canonical".to_owned()];
    let selection = Selection { profiles: &profiles, ..Selection::default() };
    lint::check_alone("指南.yaml", text.as_bytes().to_vec(), &RULESET, &selection)
}

fn mended(text: &str, least: Applicability) -> FixOutcome {
    mend(check(text), least, check)
}

/// The text after safe fixes.
fn safely(text: &str) -> String {
    mended(text, Applicability::Safe).report.source.text().to_owned()
}

fn rules(report: &FileReport) -> Vec<&str> {
    report.findings.iter().map(|finding| finding.rule.id.as_str()).collect()
}

#[test]
fn safe_fixes_are_made_and_the_rest_of_the_text_stays() {
    let before = "\
# 办事指南
事项名称: '犬只登记'      # 名称
基本编码: 000131013000
实施主体编码: １1440000006939756b   # 全角和小写
更新日期: 2026年1月5日\r
申报材料:
  - {材料名称: 犬只免疫证明, 来源渠道: 其它}
受理条件:
  - >-
    符合《动物防疫法》、《养犬管理条例》的规定，
    有固定住所
承诺办结时限: \"5(工作日)\"
";
    let after = "\
# 办事指南
事项名称: '犬只登记'      # 名称
基本编码: \"000131013000\"
实施主体编码: 11440000006939756B   # 全角和小写
更新日期: \"2026-01-05\"\r
申请材料:
  - {材料名称: 犬只免疫证明, 来源渠道: 其他}
受理条件:
  - >-
    符合《动物防疫法》《养犬管理条例》的规定，
    有固定住所
承诺办结时限: \"5个工作日\"
";
    let before = before.replace("１1440000006939756b", "11440000006939756b");
    assert_eq!(safely(&before), after);
}

#[test]
fn missing_elements_come_in_the_order_of_the_standard_and_move_nothing() {
    let before = "\
事项名称: 犬只登记
事项类型: 行政检查   # 目录所列
申请材料: [居民身份证]
# 窗口
办理地点: 某路1号
咨询方式:
";
    assert_eq!(safely(before), before, "only who asks for it gets placeholders");
    let mended = mended(before, Applicability::Unsafe);
    let after = mended.report.source.text();
    let keys: Vec<&str> = after.lines().filter_map(|line| line.split(':').next()).collect();
    let wanted = [
        "事项名称",
        "事项类型",
        "实施主体",
        "申请材料",
        "# 窗口",
        "办理地点",
        "办理时间",
        "咨询方式",
        "监督投诉方式",
    ];
    assert_eq!(keys, wanted, "{after}");
    assert!(after.contains(&format!("咨询方式: {PLACEHOLDER}\n")), "{after}");
    let stays = |line: &str| line == "咨询方式:" || after.lines().any(|other| other == line);
    assert!(before.lines().all(stays), "{after}");
    assert_eq!(after.matches(PLACEHOLDER).count(), mended.applied);
    assert!(mended.refused.is_empty(), "{:?}", mended.refused);
    // A placeholder is not an answer: every one is a finding.
    let told = rules(&mended.report).into_iter().filter(|rule| *rule == "elements/to-be-filled");
    assert_eq!(told.count(), mended.applied);
}

#[test]
fn data_of_exchange_tables_gets_no_placeholders() {
    let text = "TASK_NAME: 犬只登记\nTASK_TYPE: '06'\nTRANSACT_ADDR: ''\n";
    let after = text.replace("TRANSACT_ADDR: ''", &format!("TRANSACT_ADDR: '{PLACEHOLDER}'"));
    assert_eq!(
        mended(text, Applicability::Unsafe).report.source.text(),
        after,
        "what is there can be filled"
    );
}

#[test]
fn what_is_only_referred_to_gets_no_placeholders() {
    let text = "事项名称: 犬只登记\n事项类型: 公共服务\n办理结果: &甲 {类型: 证照}\n---\n办理结果: *甲\n事项名称: 乙\n";
    let after = mended(text, Applicability::Unsafe).report.source.text().to_owned();
    assert_eq!(
        after.lines().filter(|line| line.contains("*甲")).collect::<Vec<_>>(),
        ["办理结果: *甲"],
        "{after}"
    );
}

#[test]
fn a_fix_that_brings_a_new_finding_is_refused_alone() {
    // The code is too short, which is only found once its digits are read as digits.
    let before = "事项名称: 犬只登记\n基本编码: '０00131'\n行政区划: 330106\n";
    let mended = mended(before, Applicability::Safe);
    assert_eq!(mended.report.source.text(), before.replace("330106", "\"330106\""));
    assert_eq!(mended.applied, 1);
    let [(number, reason)] = &mended.refused[..] else { panic!("{:?}", mended.refused) };
    assert_eq!(mended.report.findings[*number].rule.id, "characters/full-width-code");
    assert!(reason.starts_with("改后会多出一个问题：基本编码“000131”"), "{reason}");
}

#[test]
fn a_key_is_not_renamed_to_one_that_is_there() {
    let both = "事项名称: 犬只登记\n咨询电话: 0571-12345\n咨询方式: 线上留言\n";
    assert_eq!(safely(both), both);
    let twice = "事项名称: 犬只登记\n咨询电话: 0571-12345\n咨询渠道: 线上留言\n";
    assert_eq!(safely(twice), twice);
}

#[test]
fn other_readers_understand_what_was_mended() {
    let before = "{行政区划: '445302', 子项名称: }\n";
    holds(before, Applicability::Unsafe);
    let after = mended(before, Applicability::Unsafe).report.source.text().to_owned();
    assert!(after.contains("子项名称: , "), "{after}");
    let read = second_reader::read(&after).expect("it is YAML");
    assert!(read[0]["子项名称"].is_null() && read[0]["事项名称"] == PLACEHOLDER, "{after}");
}

#[test]
fn an_entry_stands_in_its_own_document() {
    holds("---\n事项名称:\n- ?\n---\n事项名称:\n", Applicability::Unsafe);
    let text = "- 事项类型: 其它\n  备注:\n  - ?\n- 事项名称: 甲\n  备注:\n  - a: ?\n";
    holds(text, Applicability::Unsafe);
}

#[test]
fn what_was_refused_is_tried_again_when_the_text_has_changed() {
    // As the code of a district in Beijing, it makes rules of Beijing apply, whose findings come later.
    let before = "行政区戈: '110105'\n事项名称: x\n";
    holds(before, Applicability::Unsafe);
    let mended = mended(before, Applicability::Unsafe);
    let after = mended.report.source.text();
    assert!(after.contains("行政区划: '110105'"), "{after}");
    assert!(mended.refused.is_empty(), "{:?}", mended.refused);
}

#[test]
fn a_key_that_stands_twice_is_not_renamed() {
    for before in ["申请材料: [{材料名秤: 甲, 材料名秤: 乙}]\n", "咨询电话: '1'\n咨询电话: '2'\n"]
    {
        holds(before, Applicability::Unsafe);
        let after = mended(before, Applicability::Unsafe).report.source.text().to_owned();
        assert_eq!(after.matches("材料名秤").count() + after.matches("咨询电话").count(), 2, "{after}");
    }
}

#[test]
fn a_misspelt_key_is_only_mended_for_who_looks_at_it() {
    let text = "事项名称: 犬只登记\n受理条建: 有固定住所\n";
    assert!(!safely(text).contains("受理条件"));
    assert!(mended(text, Applicability::Unsafe).report.source.text().contains("受理条件: 有固定住所"));
}

#[test]
fn what_could_not_be_read_is_left_alone() {
    for text in ["事项名称: 犬只登记\n基本编码: 000131013000\n甲: [\n", "甲: 000131013000\n", ""]
    {
        let mended = mended(text, Applicability::Unsafe);
        assert_eq!((mended.report.source.text(), mended.applied), (text, 0));
    }
}

#[test]
fn bytes_around_edits_stay_as_they_are() {
    let before = "\u{feff}事项名称: 犬只登记\r\n基本编码: 000131013000 # 注\r\n\r\n---\r\n事项名称: 甲\r\n行政区划: 330106";
    let after = before.replace("000131013000", "\"000131013000\"").replace("330106", "\"330106\"");
    assert_eq!(safely(before), after);
}

#[test]
fn a_lying_fix_is_refused() {
    // A report with a fix that changes more than it says, as a bug in a check could cause.
    let text = "事项名称: 犬只登记\n行政区划: 330106\n";
    for lie in ["\"330107\"", "\"330106\" # 注", "\"330106\"\n甲: 一", "\"330106", "330106", "!!str 330106"]
    {
        let mut report = check(text);
        let fix = report
            .findings
            .iter_mut()
            .find_map(|finding| finding.fix.as_mut().filter(|fix| fix.applicability == Applicability::Safe));
        lie.clone_into(&mut fix.expect("the code gets quotes").edits[0].text);
        let mended = mend(report, Applicability::Safe, |text| {
            let mut report = check(text);
            report.findings.iter_mut().for_each(|finding| finding.fix = None);
            report
        });
        // Only the notation may differ, so the same text without quotes is harmless.
        assert!(lie == "330106" || mended.applied == 0, "{lie}");
        assert!(lie == "330106" || mended.report.source.text() == text, "{lie}");
    }
}

#[test]
fn what_somebody_answers_for_is_not_mended() {
    let before = "\
事项名称: 犬只登记
事项类型: 行政检查
# guidelint: ignore[codes/quoted] 上级平台只认这种写法
基本编码: 000131013000
行政区划: 330106
# guidelint: ignore[limits/measurable] 正在核定
承诺办结时限: 尽快
办理地点: 某路1号
";
    let after = mended(before, Applicability::Unsafe);
    let text = after.report.source.text();
    assert!(text.contains("写法\n基本编码: 000131013000\n行政区划: \"330106\"\n"), "{text}");
    assert!(text.contains("正在核定\n承诺办结时限: 尽快\n"), "comments stay with their entries: {text}");
    assert_eq!(after.report.suppressed.len(), check(before).suppressed.len());
    assert!(text.contains(PLACEHOLDER) && after.refused.is_empty(), "{text}");
}

/// Checks the invariants of fixing any text.
fn holds(text: &str, least: Applicability) {
    let before = check(text);
    let (count, status) = (before.findings.len(), before.status.clone());
    let fixes: Vec<Fix> = before.findings.iter().filter_map(|finding| finding.fix.clone()).collect();
    let mended = mend(before, least, check);
    let after = mended.report.source.text();
    let report = check(after);
    // In a text that could not be read before, anything may be found afterwards.
    let is_newly_read = fixes.iter().any(|fix| fix.makes_readable() && fix.applicability <= least);
    let is_like_before = report.findings.len() <= count + after.matches(PLACEHOLDER).count() * 3;
    assert!(is_newly_read || is_like_before, "{text}\n{after}");
    let again = mend(report, least, check);
    assert_eq!(
        (again.report.source.text(), again.applied),
        (after, 0),
        "a second run changes nothing: {text}"
    );
    let is_mended = is_newly_read && mended.report.status == Status::Checked;
    assert!(is_mended || mended.report.status == status, "{text}");
    if mended.applied == 0 {
        assert_eq!(after, text);
    }
    let (old, new) = (document::parse(text), document::parse(after));
    let kinds = |stream: &document::Stream<'_>| {
        stream.problems.iter().map(|problem| problem.kind).collect::<Vec<_>>()
    };
    assert!(is_newly_read || kinds(&old) == kinds(&new), "{after}");
    assert_eq!(edit::is_only(&old, &new, &[]), after == text || mended.applied == 0, "{text}\n{after}");
    // If another reader agreed with us before the fix, it must agree after it.
    if second_reader::agrees(&old).is_ok() {
        assert_eq!(second_reader::agrees(&new), Ok(()), "{text}\n{after}");
    }
    // Each fix in the report, applied alone, makes exactly the change that it describes.
    for fix in &fixes {
        let alone = guidelint::fix::apply(text, [fix]);
        assert!(edit::is_only(&old, &document::parse(&alone), &[&fix.change]), "{fix:?} in {text}");
    }
}
