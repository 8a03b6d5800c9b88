//! Guides with wrong colons: `--fix` changes them to what was meant.

use guidelint::document::{Kind, Node, edit, parse};
use guidelint::fix::{Applicability, Fix};
use guidelint::lint::Status;
use proptest::prelude::*;

use crate::{check, mended, seeds};

/// The text after only the lines with wrong colons were fixed.
fn read(text: &str) -> (String, Option<Applicability>) {
    let only_readable = |text: &str| {
        let mut report = check(text);
        for finding in &mut report.findings {
            finding.fix.take_if(|fix| !fix.makes_readable());
        }
        report
    };
    let report = only_readable(text);
    let safety = report.findings.iter().find_map(|finding| finding.fix.as_ref()).map(|fix| fix.applicability);
    let mended = guidelint::fixer::mend(report, Applicability::Unsafe, only_readable);
    (mended.report.source.text().to_owned(), safety)
}

/// Texts with what was meant. All names are known, so that the fix needs no review.
const SAFE: &[(&str, &str)] = &[
    ("事项名称：犬只登记\n申请材料：无\n", "事项名称: 犬只登记\n申请材料: 无\n"),
    ("事项名称:犬只登记\n申请材料:无\n", "事项名称: 犬只登记\n申请材料: 无\n"),
    ("事项名称:\u{a0}犬只登记\n申请材料\u{3000}:\u{3000}无\n", "事项名称: 犬只登记\n申请材料: 无\n"),
    ("事项名称 ： 犬只登记\n申请材料：无", "事项名称: 犬只登记\n申请材料: 无"),
    ("\u{feff}事项名称：犬只登记\r\n申请材料：无\r\n", "\u{feff}事项名称: 犬只登记\r\n申请材料: 无\r\n"),
    ("事项名称: 犬只登记\n申请材料：无\n", "事项名称: 犬只登记\n申请材料: 无\n"),
    (
        "事项名称：犬只登记\n\n# 窗口\n办理地点：某路1号\n",
        "事项名称: 犬只登记\n\n# 窗口\n办理地点: 某路1号\n",
    ),
    (
        "申请材料：\n  - 材料名称：身份证\n    材料必要性：必要\n  - 材料名称: 户口簿\n",
        "申请材料:\n  - 材料名称: 身份证\n    材料必要性: 必要\n  - 材料名称: 户口簿\n",
    ),
    ("申请材料：\n- 身份证\n- 户口簿\n办理地点：某路\n", "申请材料:\n- 身份证\n- 户口簿\n办理地点: 某路\n"),
    ("\t事项名称：犬只登记\n\t申请材料：无\n", "  事项名称: 犬只登记\n  申请材料: 无\n"),
    (
        "- 事项名称：犬只登记\n  申请材料：无\n- 事项名称: 猫只登记\n",
        "- 事项名称: 犬只登记\n  申请材料: 无\n- 事项名称: 猫只登记\n",
    ),
    (
        "- 事项名称：犬只登记\n  申请材料: 无\n- 事项名称: 猫只登记\n  申请材料: 无\n",
        "- 事项名称: 犬只登记\n  申请材料: 无\n- 事项名称: 猫只登记\n  申请材料: 无\n",
    ),
    ("\"事项名称\"：犬只登记\n'申请材料'：无\n", "\"事项名称\": 犬只登记\n'申请材料': 无\n"),
    (
        "受理条件：|\n  年满18周岁\n  有住所\n申请材料：无\n",
        "受理条件: |\n  年满18周岁\n  有住所\n申请材料: 无\n",
    ),
    ("受理条件：[年满18周岁, 有住所]\n申请材料：无\n", "受理条件: [年满18周岁, 有住所]\n申请材料: 无\n"),
    ("一、事项名称：犬只登记\n二、申请材料：无\n", "一、事项名称: 犬只登记\n二、申请材料: 无\n"),
    ("申 请 材 料：无\n办 理 地 点：某路\n", "申 请 材 料: 无\n办 理 地 点: 某路\n"),
    (
        "事项名称: 甲\n申请材料:\n- 材料名称：身份证\n- 材料名称：户口簿\n",
        "事项名称: 甲\n申请材料:\n- 材料名称: 身份证\n- 材料名称: 户口簿\n",
    ),
    ("事项名称：甲\n---\n事项名称: 乙\n", "事项名称: 甲\n---\n事项名称: 乙\n"),
    // Values that need quotes, or that would not stay text without them.
    ("事项名称：犬只登记\n办理地点：某路: 1号\n", "事项名称: 犬只登记\n办理地点: \"某路: 1号\"\n"),
    ("事项名称：犬只登记\n行政区划：440300\n", "事项名称: 犬只登记\n行政区划: \"440300\"\n"),
    ("事项名称：\"犬只\"登记\n办理地点：@某路\n", "事项名称: \"\\\"犬只\\\"登记\"\n办理地点: \"@某路\"\n"),
    ("事项名称：*犬只\n办理地点：- 某路\n", "事项名称: \"*犬只\"\n办理地点: \"- 某路\"\n"),
    // A later colon turns the line into a key.
    ("事项名称: 甲\n咨询方式：电话: 12345\n", "事项名称: 甲\n咨询方式: \"电话: 12345\"\n"),
    ("办理时间：9:00-17:00\n咨询方式：电话：12345\n", "办理时间: 9:00-17:00\n咨询方式: 电话：12345\n"),
];

/// The same for texts where something has to be guessed.
const TO_BE_REVIEWED: &[(&str, &str)] = &[
    ("事项名称：犬只登记\n犬种：中华田园犬\n", "事项名称: 犬只登记\n犬种: 中华田园犬\n"),
    ("事项名称：犬只登记 # 注\n申请材料：无\n", "事项名称: 犬只登记 # 注\n申请材料: 无\n"),
    (
        "办事指南\n事项名称：犬只登记\n受理条件：\n1. 年满18周岁：指公历\n2. 有住所\n申请材料：无\n",
        "# 办事指南\n事项名称: 犬只登记\n受理条件: |\n  1. 年满18周岁：指公历\n  2. 有住所\n申请材料: 无\n",
    ),
    (
        "办理流程：\r\n申请：到窗口\r\n受理：当场\r\n办理地点：某路\r\n",
        "办理流程: |\r\n  申请：到窗口\r\n  受理：当场\r\n办理地点: 某路\r\n",
    ),
    (
        "受理条件：年满18周岁\n在本市居住\n申请材料：无\n",
        "受理条件: |\n  年满18周岁\n  在本市居住\n申请材料: 无\n",
    ),
    (
        "事项名称：犬只登记\n  申请材料：无\n办理地点：某路\n",
        "事项名称: 犬只登记\n申请材料: 无\n办理地点: 某路\n",
    ),
];

#[test]
fn colons_are_mended_and_everything_else_stays() {
    for (table, safety) in [(SAFE, Applicability::Safe), (TO_BE_REVIEWED, Applicability::Unsafe)] {
        for (before, after) in table {
            let (text, told) = read(before);
            assert_eq!((text.as_str(), told), (*after, Some(safety)), "{before}");
            assert_eq!(check(&text).status, Status::Checked, "{text}");
            assert_eq!(read(&text), (text.clone(), None), "a second run changes nothing");
        }
    }
}

#[test]
fn one_finding_marks_every_line_of_a_guide() {
    for (before, _) in SAFE.iter().chain(TO_BE_REVIEWED) {
        let report = check(before);
        let found: Vec<_> = report
            .findings
            .iter()
            .filter(|finding| finding.fix.as_ref().is_some_and(Fix::makes_readable))
            .collect();
        let [finding] = found[..] else { panic!("{before}: {:?}", report.findings) };
        let marked = finding.spans.iter().map(|&span| report.source.slice(span));
        let is_mark = |text: &str| [":", "："].contains(&text);
        assert!(marked.clone().all(is_mark), "{before}: {:?}", marked.collect::<Vec<_>>());
        let lines: Vec<usize> =
            finding.spans.iter().map(|span| report.source.line_column(span.start).line).collect();
        assert!(lines.is_sorted_by(|one, next| one < next), "one mark a line: {lines:?}");
        let others: Vec<_> =
            report.findings.iter().filter(|other| other.rule.id.starts_with("yaml/")).collect();
        assert_eq!(others.len(), 1, "{before}: {others:?}");
    }
}

#[test]
fn what_is_not_certain_to_be_read_is_only_told() {
    for text in [
        "事项名称：犬只登记\n备注: \"没有结尾\n",
        "- 事项名称：犬只登记\n- 申请材料：无\n",
        "{事项名称：犬只登记, 申请材料：无}\n",
        "指南: |\n  事项名称：犬只登记\n  申请材料：无\n",
        "事项名称：甲\n事项名称：乙\n",
        "【事项名称】犬只登记\n【申请材料】无\n",
        "事项名称\t犬只登记\n申请材料\t无\n",
        "事项名称\n犬只登记\n申请材料\n无\n",
    ] {
        let report = check(text);
        assert_eq!((report.status, report.findings.is_empty()), (Status::Broken, false), "{text}");
        assert_eq!(read(text), (text.to_owned(), None));
    }
}

#[test]
fn lines_of_a_text_that_name_no_element_are_text() {
    let told = |value: &str| {
        let report = check(&format!("事项名称: 犬只登记\n办理时间:\n{value}"));
        report.findings.iter().filter(|finding| finding.rule.id == "yaml/missing-space").count()
    };
    assert_eq!(told("  周一：9:00-12:00\n  周二：9:00-17:00\n"), 0);
    assert_eq!(told("  办理地点：某路1号\n  咨询电话：12345\n"), 1);
}

#[test]
fn other_fixes_follow_when_all_can_be_read() {
    let text = "事项名称：犬只登记\n基本编码: 000131013000\n";
    let after = mended(text, Applicability::Safe).report.source.text().to_owned();
    assert_eq!(after, "事项名称: 犬只登记\n基本编码: \"000131013000\"\n");
    // If other parts cannot be read, only the fixable part is made readable.
    let text = "事项名称：犬只登记\n---\n基本编码: 000131013000\n---\n甲: [\n";
    let after = mended(text, Applicability::Safe);
    assert_eq!(after.report.source.text(), text.replace("名称：", "名称: "));
    assert_eq!((after.report.status, after.applied), (Status::Broken, 1));
}

/// A tree as text: keys, values, items.
fn tree(node: Node<'_>) -> String {
    match node.kind() {
        Kind::Mapping => {
            let entries = node.entries().map(|entry| format!("{}={}", tree(entry.key), tree(entry.value)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(";"))
        }
        Kind::Sequence => format!("[{}]", node.items().map(tree).collect::<Vec<_>>().join(";")),
        _ => node.text().unwrap_or_default().trim().to_owned(),
    }
}

fn trees(text: &str) -> Vec<String> {
    let stream = parse(text);
    assert_eq!(stream.problems, [], "{text}");
    stream.documents().map(tree).collect()
}

/// A value to write after a colon.
fn value() -> impl Strategy<Value = String> {
    let part = prop::sample::select(vec![
        "犬只",
        "登记",
        "：",
        ": ",
        "，",
        "。",
        "“",
        "9:00",
        "440300",
        "'",
        "[",
        "]",
        "{",
        "&",
        "*",
        "-",
        "- ",
        "!",
        "%",
        "@",
        "`",
        "|",
        ">",
        "是",
        "no",
        "、",
        "（",
        "某路1号",
        "~",
        "?",
    ]);
    prop::collection::vec(part, 1..4)
        .prop_map(|parts| parts.concat().trim().to_owned())
        .prop_filter("what YAML has for values of several lines is not what is meant here", |text| {
            !text.is_empty() && !text.starts_with(['"', '\'', '[', '{', '|', '>']) && !text.ends_with(':')
        })
}

/// A value in double quotes.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

prop_compose! {
    /// A guide with wrong colons on some lines, and what was meant.
    fn guide()(
        values in prop::collection::vec((value(), 0..4_u8), 5),
        materials in prop::collection::vec((value(), value()), 0..3),
        crlf: bool,
        bom: bool,
        indented: bool,
        several: bool,
    ) -> (String, String) {
        let names = ["事项名称", "实施主体", "办理地点", "咨询方式", "备注"];
        let line = |indent: &str, name: &str, value: &str, colon: u8| match colon {
            0 => format!("{indent}{name}：{value}\n"),
            1 => format!("{indent}{name}:{value}\n"),
            2 => format!("{indent}{name} ： {value}\n"),
            _ => format!("{indent}{name}: {}\n", quoted(value)),
        };
        let lines = |is_right: bool| {
            let colon = |colon: u8| if is_right { 3 } else { colon };
            let own = names.iter().zip(&values).enumerate();
            // The first line always has a wrong colon.
            let own = own.map(|(at, (name, (value, own)))| line("", name, value, colon(if at == 0 { 0 } else { *own })));
            let head = if is_right { "申请材料:\n" } else { "申请材料：\n" };
            let head = (!materials.is_empty()).then(|| head.to_owned());
            let items = materials.iter().map(|(name, need)| {
                line("  - ", "材料名称", name, colon(0)) + &line("    ", "材料必要性", need, colon(0))
            });
            own.chain(head).chain(items).collect::<String>()
        };
        let finish = |text: String| {
            let text = if indented { format!("  {}", text.trim_end().replace('\n', "\n  ")) + "\n" } else { text };
            let text = if several { format!("事项名称: 别的\n---\n{text}---\n事项名称: 第三\n") } else { text };
            let text = if crlf { text.replace('\n', "\r\n") } else { text };
            if bom { format!("\u{feff}{text}") } else { text }
        };
        (finish(lines(false)), finish(lines(true)))
    }
}

proptest! {
    #![proptest_config(seeds::fixed(96))]

    /// Whatever the values are, fixing the wrong colons gives the guide that was meant.
    #[test]
    fn wrong_colons_become_the_guide_that_was_meant((wrong, right) in guide()) {
        let (text, _) = read(&wrong);
        prop_assert_eq!(trees(&text), trees(&right), "{}", wrong);
    }
}

#[test]
fn several_guides_of_a_file_are_mended_together() {
    let before = "事项名称：甲\n---\n# 注\n- 事项名称：乙\n  办理地点：某路\n- 事项名称: 丙\n- 申请材料：无\n  办理地点:某路\n---\n实施主体: 丁\n事项名称：戊\n";
    let after = "事项名称: 甲\n---\n# 注\n- 事项名称: 乙\n  办理地点: 某路\n- 事项名称: 丙\n- 申请材料: 无\n  办理地点: 某路\n---\n实施主体: 丁\n事项名称: 戊\n";
    assert_eq!(read(before).0, after);
    // Each fix alone makes exactly the change that it describes.
    let report = check(before);
    let fixes: Vec<&Fix> = report
        .findings
        .iter()
        .filter_map(|finding| finding.fix.as_ref())
        .filter(|fix| fix.makes_readable())
        .collect();
    assert_eq!(fixes.len(), 4);
    let old = parse(before);
    for fix in &fixes {
        let alone = guidelint::fix::apply(before, [*fix]);
        assert!(edit::is_only(&old, &parse(&alone), &[&fix.change]), "{alone}");
        assert!(!edit::is_only(&old, &parse(&alone), &[]), "the fix is seen");
    }
    let changes: Vec<_> = fixes.iter().map(|fix| &fix.change).collect();
    assert!(edit::is_only(&old, &parse(after), &changes));
    assert!(
        !edit::is_only(&old, &parse(&after.replace("丙", "丁")), &changes),
        "nothing beside it may differ"
    );
}

#[test]
fn a_fix_that_does_not_do_what_it_says_is_refused() {
    let text = "事项名称：犬只登记\n申请材料：无\n";
    for lie in [": 别的", ": '无", ":", "： ", ": |\n  "] {
        let only_lies = |text: &str| {
            let mut report = check(text);
            for fix in report.findings.iter_mut().filter_map(|finding| finding.fix.as_mut()) {
                if fix.makes_readable() {
                    lie.clone_into(&mut fix.edits[1].text);
                } else {
                    fix.edits.clear();
                }
            }
            report.findings.retain(|finding| finding.fix.as_ref().is_none_or(Fix::makes_readable));
            report
        };
        let mended = guidelint::fixer::mend(only_lies(text), Applicability::Unsafe, only_lies);
        // The same text in another style is an equivalent change.
        assert_eq!(
            mended.applied,
            usize::from(lie.starts_with(": |")),
            "{lie}: {}",
            mended.report.source.text()
        );
    }
}
