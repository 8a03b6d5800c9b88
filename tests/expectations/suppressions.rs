//! Comments that suppress findings: what they apply to, and what can be wrong with them.

use guidelint::finding::SuppressionReason;
use guidelint::lint::{self, FileReport};
use guidelint::pack::Selection;

use crate::RULESET;

fn report(text: &str) -> FileReport {
    let selection =
        Selection { as_of: Some("2026-11-25".parse().expect("it is a day")), ..Selection::default() };
    lint::check_alone("指南.yaml", text.into(), &RULESET, &selection)
}

/// The line numbers of the counted findings of a rule.
fn lines(report: &FileReport, rule: &str) -> Vec<usize> {
    let own = report.findings.iter().filter(|finding| finding.rule.id == rule);
    own.map(|finding| report.source.line_column(finding.extent().start).line).collect()
}

/// What is wrong with suppressions: the rules and the marked texts.
fn faults(report: &FileReport) -> Vec<(&str, &str)> {
    let own = report.findings.iter().filter(|finding| finding.rule.category == "suppression");
    own.map(|finding| (&finding.rule.id["suppression/".len()..], report.source.slice(finding.extent())))
        .collect()
}

/// The number of suppressed findings.
fn aside(report: &FileReport) -> usize {
    report.suppressed.len()
}

const VAGUE: &str = "limits/measurable";

#[test]
fn a_comment_is_bound_to_the_node_that_it_stands_on() {
    let ignore = "# guidelint: ignore[limits/measurable] 系统改造期间";
    let cases: [(&str, &[usize]); 12] = [
        // After a value: that key, not its neighbours.
        ("承诺办结时限: 尽快 @\n法定办结时限: 从速\n", &[2]),
        // On a line of its own: the next key, not the one above.
        ("法定办结时限: 从速\n@\n承诺办结时限: 尽快\n", &[1]),
        ("@\n法定办结时限: 从速\n承诺办结时限: 尽快\n", &[3]),
        // After a key whose value continues below: all of it.
        (
            "办理流程: @\n  - {环节名称: 受理, 办理时限: 尽快}\n  - {环节名称: 决定, 办理时限: 从速}\n承诺办结时限: 尽快\n",
            &[4],
        ),
        // After an item on one line: that item.
        ("办理流程:\n  - {环节名称: 受理, 办理时限: 尽快} @\n  - {环节名称: 决定, 办理时限: 从速}\n", &[3]),
        // Above an item: that item.
        (
            "办理流程:\n  - {环节名称: 受理, 办理时限: 尽快}\n  @\n  - 环节名称: 决定\n    办理时限: 从速\n",
            &[2],
        ),
        // After one key of an item: only that key.
        ("办理流程:\n  - 环节名称: 决定 @\n    办理时限: 从速\n", &[3]),
        (
            "办理流程:\n  - 环节名称: 决定\n    办理时限: 从速 @\n  - 环节名称: 送达\n    办理时限: 及时\n",
            &[5],
        ),
        // On the header of a block scalar, and after the end of a long quoted one.
        ("承诺办结时限: | @\n  尽快\n法定办结时限: 从速\n", &[3]),
        ("承诺办结时限: \"尽\n  快\" @\n法定办结时限: 从速\n", &[3]),
        // Two comments on the same node, with Windows line ends.
        ("# 说明\r\n@\r\n承诺办结时限: 尽快\r\n法定办结时限: 从速\r\n", &[4]),
        // After the closing bracket of a flow list.
        ("办理流程: [\n  {环节名称: 受理, 办理时限: 尽快}\n] @\n承诺办结时限: 尽快\n", &[4]),
    ];
    for (text, wanted) in cases {
        let report = report(&text.replace('@', ignore));
        assert_eq!(lines(&report, VAGUE), wanted, "{text}");
        let unused = usize::from(wanted == [3] && text.contains("决定 @"));
        assert_eq!(faults(&report).len(), unused, "{text}: {:?}", faults(&report));
    }
}

#[test]
fn what_an_item_lacks_may_be_answered_for_where_it_is_shown() {
    let text = "事项类型: 行政确认\n设定依据:\n  - 名称: 《某市养犬管理条例》 @\n    文号: 第3号\n  - 名称: 《某市城市管理条例》\n    文号: 第4号\n";
    let rule = "process/basis-article";
    assert_eq!(lines(&report(&text.replace('@', "")), rule), [3, 5]);
    let answered = report(&text.replace('@', &format!("# guidelint: ignore[{rule}] 条例只有一条")));
    assert_eq!((lines(&answered, rule), faults(&answered)), (vec![5], vec![]));
}

#[test]
fn what_a_guide_lacks_wants_the_form_for_the_file() {
    let rule = "required/core-elements";
    let bound = report(&format!("事项名称: 犬只登记 # guidelint: ignore[{rule}] 由平台补充\n"));
    assert_eq!(faults(&bound), [("unused", rule)]);
    let file = report(&format!("# guidelint: ignore-file[{rule}] 由平台补充\n事项名称: 犬只登记\n"));
    assert!(aside(&file) > 1 && faults(&file).is_empty(), "{:?}", faults(&file));
    assert!(lines(&file, rule).is_empty());
}

#[test]
fn the_reason_goes_with_the_finding() {
    let report =
        report("承诺办结时限: 尽快 # guidelint：ignore［limits/measurable] 旧 #系统 until=2027-01-01\n");
    assert_eq!(faults(&report).len(), 1, "full-width brackets are no brackets");
    let report =
        self::report("承诺办结时限: 尽快 # guidelint：ignore[limits/measurable] 旧 #系统 until=2027-01-01\n");
    let SuppressionReason::Suppressed(suppression) = &report.suppressed[0].reason else {
        panic!("it is suppressed")
    };
    assert_eq!(suppression.reason.as_deref(), Some("旧 #系统"));
    assert_eq!(suppression.until.expect("a day is written").to_string(), "2027-01-01");
}

#[test]
fn what_is_wrong_with_a_comment_is_a_finding_and_it_answers_for_nothing() {
    let cases = [
        ("# guidelint: ignore[limits/measurable]", "reasonless"),
        ("# guidelint: ignore[limits/measurable] 系统改造 until=2026-11-24", "expired"),
        ("# guidelint: ignore[limits/measurable] 系统改造 until=明年", "malformed"),
        ("# guidelint: ignore[limits/measurable] 系统改造 until=2027-01-01 until=2028-01-01", "malformed"),
        ("# guidelint: ignore 系统改造", "malformed"),
        ("# guidelint: ignore[] 系统改造", "malformed"),
        ("# guidelint: ignore[limits/measurable 系统改造", "malformed"),
        ("# guidelint: ignroe[limits/measurable] 系统改造", "malformed"),
        ("# guidelint: ignore[limits/measurabel] 系统改造", "unknown-rule"),
        ("# guidelint: ignore[limits/promise-within-statute] 系统改造", "forbidden"),
        ("# guidelint: ignore[yaml/syntax] 系统改造", "forbidden"),
        ("# guidelint: ignore[suppression/unused] 系统改造", "forbidden"),
    ];
    for (comment, fault) in cases {
        let report = report(&format!("承诺办结时限: 尽快 {comment}\n"));
        assert_eq!(faults(&report).iter().map(|(fault, _)| *fault).collect::<Vec<_>>(), [fault], "{comment}");
        assert_eq!((lines(&report, VAGUE), aside(&report)), (vec![1], 0), "{comment}");
    }
    let last = report("承诺办结时限: 尽快\n# guidelint: ignore[limits/measurable] 系统改造\n");
    assert_eq!(faults(&last)[0].0, "malformed");
    let held =
        report("承诺办结时限: 尽快 # guidelint: ignore[limits/measurable] 系统改造 until=2026-11-25\n");
    assert_eq!((faults(&held).len(), aside(&held)), (0, 1), "the last day counts");
}

#[test]
fn one_wrong_rule_does_not_spoil_its_neighbours() {
    let report = report("承诺办结时限: 尽快 # guidelint: ignore[limits/measurable, limits/none] 系统改造\n");
    assert_eq!(faults(&report), [("unknown-rule", "limits/none")]);
    assert_eq!(aside(&report), 1);
}

#[test]
fn what_is_no_longer_needed_is_told() {
    let report = report("承诺办结时限: 5个工作日 # guidelint: ignore[limits/measurable] 系统改造\n");
    assert_eq!(faults(&report), [("unused", "limits/measurable")]);
}

#[test]
fn a_broken_file_does_not_call_its_comments_unused() {
    let report = report(
        "承诺办结时限: 5个工作日 # guidelint: ignore[limits/measurable] 系统改造\n---\n事项名称: \"犬\n",
    );
    assert_eq!(faults(&report), []);
}

#[test]
fn thousands_of_comments_are_refused() {
    let line = "  - {环节名称: 受理, 办理时限: 5日} # guidelint: ignore[limits/measurable] 系统改造\n";
    let report = report(&format!("办理流程:\n{}", line.repeat(3_000)));
    assert!(faults(&report).iter().any(|(fault, _)| *fault == "malformed"));
}

#[test]
fn whoever_asks_sees_what_would_be_found_without_them() {
    let text = "承诺办结时限: 尽快 # guidelint: ignore[limits/measurable]\n";
    let selection = Selection { unsuppressed: true, ..Selection::default() };
    let report = lint::check_alone("指南.yaml", text.into(), &RULESET, &selection);
    assert_eq!((lines(&report, VAGUE), faults(&report)), (vec![1], vec![]));
}
