//! One line per finding.

use guidelint::finding::Severity;
use guidelint::lint::{Run, Status};
use guidelint::messages::Language;
use guidelint::report::compact;

use crate::runs;

fn written(run: &Run) -> String {
    let mut out = Vec::new();
    compact::write(&mut out, run, Language::Chinese).expect("writing to memory cannot fail");
    String::from_utf8(out).expect("a report is text")
}

#[test]
fn every_finding_is_a_line_that_names_its_place_in_code_points() {
    let text = "甲: 一\r\n店名: 𠮷野家尽快\r\n";
    assert_eq!(
        written(&runs::simple(text, runs::place(text, "尽快", 0))),
        "指南.yaml:2:8: 错误[banshi/vague-time-limit] 时限不明确\n"
    );
    assert_eq!(written(&runs::realistic()).lines().count(), 6);
    insta::assert_snapshot!("guide", written(&runs::realistic()));
}

#[test]
fn a_message_stays_on_its_line_and_harms_no_terminal() {
    let rule = runs::rule("any", "任意", None);
    let message = "“请\r\n尽\u{1b}[2J快\u{202e}”不明确\n";
    let finding = runs::finding(&rule, Severity::Advice, message, &[runs::place(runs::GUIDE, "行政许可", 0)]);
    let file = runs::file("指\n南.yaml", runs::GUIDE, Status::Checked, vec![finding]);
    assert_eq!(
        written(&runs::run(vec![file])),
        "指 南.yaml:2:7: 建议[banshi/any] “请 尽<U+001B>[2J快<U+202E>”不明确\n"
    );
}

#[test]
fn a_file_that_could_not_be_read_has_one_line() {
    let reason = || Status::Unreadable("文件不是 UTF-8 编码".into());
    let bare = runs::file("坏.yaml", "", reason(), vec![]);
    let line = "坏.yaml:1:1: 错误[guidelint/unreadable] 文件不是 UTF-8 编码\n";
    assert_eq!(written(&runs::run(vec![bare])), line);

    let rule = runs::rule("encoding", "文件应当是 UTF-8 编码", None);
    let found = runs::finding(
        &rule,
        Severity::Error,
        "从这里起不是 UTF-8 编码",
        &[runs::place("甲\u{fffd}", "\u{fffd}", 0)],
    );
    let told = runs::file("坏.yaml", "甲\u{fffd}", reason(), vec![found]);
    assert_eq!(
        written(&runs::run(vec![told])),
        "坏.yaml:1:2: 错误[banshi/encoding] 从这里起不是 UTF-8 编码\n"
    );
}

#[test]
fn nothing_else_is_written() {
    let stranger = runs::file("别的.yaml", "a: 1\n", Status::NotAGuide, vec![]);
    let clean = runs::file("指南.yaml", runs::GUIDE, Status::Checked, vec![]);
    assert_eq!(written(&runs::run(vec![stranger, clean])), "");
}
