//! The report for people: underlines are below what they mark; snapshots of drawings.

use guidelint::finding::{Finding, Related, Severity};
use guidelint::lint::{Run, Status};
use guidelint::messages::Language;
use guidelint::report::human::{self, HumanOptions};
use guidelint::text::Span;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::runs;

fn drawn(run: &Run, options: HumanOptions) -> String {
    let mut out = Vec::new();
    human::write(&mut out, run, &options, Language::Chinese).expect("writing to memory cannot fail");
    String::from_utf8(out).expect("a report is text")
}

fn at_width(run: &Run, width: usize) -> String {
    drawn(run, HumanOptions { width, ..HumanOptions::default() })
}

/// The text above each underline, found by terminal cells alone. An arrow at a position between two
/// characters gives the cells to its left.
fn underlined(report: &str) -> Vec<String> {
    let lines: Vec<_> = report.lines().collect();
    let mut found = Vec::new();
    for pair in lines.windows(2) {
        if !pair[1].trim_start().starts_with('·') || pair[1].contains('╰') {
            continue;
        }
        let mut column = 0;
        for run in pair[1].chunk_by_kind() {
            let width = run.width();
            if run.starts_with(['─', '┬']) {
                found.push(cells_of(pair[0], column, column + width));
            } else if run.starts_with('▲') {
                found.push(format!("▲{column}"));
            }
            column += width;
        }
    }
    found
}

trait ChunkByKind {
    fn chunk_by_kind(&self) -> Vec<String>;
}

impl ChunkByKind for str {
    /// Splits a line into runs of blanks, of underlines and of arrows.
    fn chunk_by_kind(&self) -> Vec<String> {
        let characters: Vec<_> = self.chars().collect();
        let kind = |c: &char| if *c == '┬' { '─' } else { *c };
        characters.chunk_by(|left, right| kind(left) == kind(right)).map(|run| run.iter().collect()).collect()
    }
}

/// The characters of a line in the cells from `start` to `end`; none may be only partly inside.
fn cells_of(line: &str, start: usize, end: usize) -> String {
    let mut column = 0;
    let mut found = String::new();
    for c in line.chars() {
        let next = column + c.width().unwrap_or(0);
        let inside = start <= column && next <= end && start < next;
        assert!(inside || next <= start || end <= column, "{c} of {line} is underlined in part");
        found.extend(inside.then_some(c));
        column = next;
    }
    found
}

#[test]
fn underlines_stand_exactly_under_what_they_mark() {
    let long = format!("条件: {}尽快{}\n", "申请人应当".repeat(80), "提交材料。".repeat(80));
    // The text, the words in it that are marked, and the text above the underline.
    let cases = [
        ("受理条件: 申请人应尽快提交\n", "尽快", "尽快"),
        ("店名: 𠮷野家，𠮷尽快\n", "尽快", "尽快"),
        ("店名: 𠮷野家\n", "𠮷", "𠮷"),
        ("甲: 一\r\n乙: 请尽快\r\n丙: 三\r\n", "尽快", "尽快"),
        ("甲: 一\r乙: 请尽快\r丙: 三", "尽快", "尽快"),
        ("\u{feff}时限: 尽快\n", "尽快", "尽快"),
        ("甲:\t\"一\t尽快\"\n", "尽快", "尽快"),
        ("编码: ０１１０00\n", "１１０0", "１１０0"),
        ("编码: 0110\u{200b}00\n", "0110\u{200b}00", "0110<U+200B>00"),
        ("说明: 请\u{1b}[31m尽快\u{7f}\n", "尽快", "尽快"),
        ("说明: 请\u{202e}尽快\u{202c}\n", "\u{202e}尽快", "<U+202E>尽快"),
        ("说明: 👨\u{200d}👩\u{200d}👧尽快\n", "尽快", "尽快"),
        ("说明: e\u{301}尽快☎\u{fe0f}\n", "尽快", "尽快"),
        ("说明: “尽快”……（尽量）\n", "”……（", "”……（"),
        (&long, "尽快", "尽快"),
    ];
    for (text, marked, seen) in cases {
        for width in [24, 40, 80, 160] {
            let report = at_width(&runs::simple(text, runs::place(text, marked, 0)), width);
            assert_eq!(underlined(&report), [seen], "{text:?} at {width}:\n{report}");
            assert_fits(&report, width);
        }
    }
}

#[test]
fn a_word_in_several_parts_has_several_underlines() {
    let text = "说明: >\n  请尽\n  快办结\n备注: 一\n";
    let finding = runs::finding(
        &runs::rule("vague", "任意", None),
        Severity::Error,
        "时限不明确",
        &[runs::place(text, "尽", 0), runs::place(text, "快", 0)],
    );
    let report = at_width(&of_one(text, finding), 80);
    assert_eq!(underlined(&report), ["尽", "快"], "{report}");
}

#[test]
fn places_without_characters_are_pointed_at() {
    for (text, byte, place, header) in [
        ("甲: 一\n乙: 二\n", 18, "▲5", "[指南.yaml:3:1]"),
        ("甲: 一\n乙: 二", 17, "▲11", "[指南.yaml:2:5]"),
        ("", 0, "▲5", "[指南.yaml:1:1]"),
        ("甲: 一", 99, "▲11", "[指南.yaml:1:5]"),
        ("甲: 一\n乙:\n", 13, "▲8", "[指南.yaml:2:3]"),
    ] {
        let report = at_width(&runs::simple(text, Span { start: byte, end: byte }), 80);
        assert_eq!(underlined(&report), [place], "{text:?}:\n{report}");
        assert!(report.contains(header), "{header} for {text:?}:\n{report}");
    }
}

#[test]
fn headers_count_code_points() {
    let text = "甲: 一\n店名: 𠮷野家尽快\n";
    let report = at_width(&runs::simple(text, runs::place(text, "尽快", 0)), 80);
    assert!(report.contains("╭─[指南.yaml:2:8]"), "{report}");
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    for width in 24..=120 {
        assert_fits(&at_width(&runs::realistic(), width), width);
        assert_fits(&at_width(&awkward(), width), width);
    }
}

/// Only headers may be wider: a path must not be cut, to stay openable.
fn assert_fits(report: &str, width: usize) {
    for line in report.lines().filter(|line| !line.contains("╭─[")) {
        assert!(line.width() <= width, "{line} is wider than {width}");
    }
}

#[test]
fn colours_change_nothing_else() {
    for run in [runs::realistic(), awkward()] {
        let plain = at_width(&run, 80);
        let colored = drawn(&run, HumanOptions { color: true, ..HumanOptions::default() });
        assert!(!plain.contains('\u{1b}'));
        let mut stripped = String::new();
        for (index, part) in colored.split('\u{1b}').enumerate() {
            stripped.push_str(if index == 0 {
                part
            } else {
                part.split_once('m').expect("a whole sequence").1
            });
        }
        assert_eq!(stripped, plain);
    }
}

#[test]
fn a_large_file_is_walked_once() {
    let text = format!("条件: {}\n", "申请人应尽快提交".repeat(40_000));
    let rule = runs::rule("vague", "任意", None);
    let places = text.match_indices("尽快").step_by(40).map(|(at, found)| Span::new(at, at + found.len()));
    let findings = places.map(|span| runs::finding(&rule, Severity::Error, "时限不明确", &[span])).collect();
    let report = at_width(&runs::run(vec![runs::file("指南.yaml", &text, Status::Checked, findings)]), 80);
    assert_eq!(underlined(&report), ["尽快"; 1000]);
}

/// A run over one file with one finding.
fn of_one(text: &str, finding: Finding) -> Run {
    runs::run(vec![runs::file("指南.yaml", text, Status::Checked, vec![finding])])
}

/// Difficult drawings: distant and overlapping locations, long lines and marks, blocks of lines.
fn awkward() -> Run {
    let condition = "申请人具有与其申请许可的食品经营项目相适应的经营场所，".repeat(8);
    let text = format!(
        "受理条件:\n  - {condition}尽快提交。{condition}\n材料: {{份数: 1, 份数: 2}}\n流程: |\n  受理\n  审查\n\n  决定\n  \
         送达\n备注: 完\n地点: 甲\n\n时间: 乙\n电话: \"0571\u{200b}-12345\"\n"
    );
    let rule = |id| runs::rule(id, "任意一条规则", None);
    let error = |id, message, spans: &[Span]| runs::finding(&rule(id), Severity::Error, message, spans);
    let related =
        |words, nth, message: &str| Related { span: runs::place(&text, words, nth), message: message.into() };
    let block =
        Span { start: runs::place(&text, "受理\n", 0).start, end: runs::place(&text, "送达\n", 0).end };
    let findings = vec![
        error("vague", "“尽快”不是期限", &[runs::place(&text, "尽快", 0)]),
        error("long", "这一条太长", &[runs::place(&text, &format!("{condition}尽快提交。{condition}"), 0)]),
        Finding {
            related: vec![related("份数", 0, "前一个在这里"), related("材料: {份数", 0, "整个映射在这里")],
            ..error("duplicate-key", "“份数”写了两次", &[runs::place(&text, "份数", 1)])
        },
        error("steps", "流程没有写时限", &[block]),
        Finding {
            related: vec![
                related("受理条件", 0, "条件在这里"),
                related(
                    "备注",
                    0,
                    "这里的说明很长，长到一行里画不下，只好写在图的下面，让人仍然能读到它的全部内容",
                ),
            ],
            ..error("hidden", "编码里有看不见的字符\u{200b}", &[runs::place(&text, "0571\u{200b}-12345", 0)])
        },
    ];
    runs::run(vec![
        runs::file("guides/难画的.yaml", &text, Status::Checked, findings),
        runs::file("guides/破损.yaml", "甲: [", Status::Broken, vec![]),
        runs::file("guides/gbk.yaml", "", Status::Unreadable("文件不是 UTF-8 编码".into()), vec![]),
        runs::file("guides/docker-compose.yaml", "services: {}\n", Status::NotAGuide, vec![]),
    ])
}

#[test]
fn drawings_of_a_guide() {
    insta::assert_snapshot!("guide_40", at_width(&runs::realistic(), 40));
    insta::assert_snapshot!("guide_80", at_width(&runs::realistic(), 80));
    insta::assert_snapshot!("guide_160", at_width(&runs::realistic(), 160));
    let colored = drawn(&runs::realistic(), HumanOptions { color: true, ..HumanOptions::default() });
    insta::assert_snapshot!("guide_colored", colored.replace('\u{1b}', "␛"));
}

#[test]
fn drawings_of_awkward_places() {
    insta::assert_snapshot!("awkward_40", at_width(&awkward(), 40));
    insta::assert_snapshot!("awkward_80", at_width(&awkward(), 80));
}

#[test]
fn closing_summaries() {
    let clean = || runs::file("指南.yaml", runs::GUIDE, Status::Checked, vec![]);
    let stranger =
        |number: usize| runs::file(&format!("别的{number}.yaml"), "a: 1\n", Status::NotAGuide, vec![]);
    let packs = "规则包：政务服务办事指南基本规则（0.1.0）\n";
    let report = |files| at_width(&runs::run(files), 80);
    assert_eq!(report(vec![clean()]), format!("检查了 1 份指南，未发现问题。\n{packs}"));
    assert_eq!(
        report(vec![clean(), stranger(1)]),
        format!(
            "不是办事指南的文件（没有检查）：\n  别的1.yaml\n检查了 1 份指南（2 个文件），未发现问题。\n{packs}"
        )
    );
    assert_eq!(report(vec![]), format!("没有检查任何办事指南。\n{packs}"));
    let many = report((0..23).map(stranger).collect());
    assert!(many.contains("  别的19.yaml\n  ……还有 3 个\n没有检查任何办事指南。\n"), "{many}");
}

#[test]
fn quiet_is_silent_about_success_only() {
    let quiet = |run: &Run| drawn(run, HumanOptions { quiet: true, ..HumanOptions::default() });
    let clean = runs::file("指南.yaml", runs::GUIDE, Status::Checked, vec![]);
    assert_eq!(quiet(&runs::run(vec![clean])), "");
    assert!(!quiet(&runs::realistic()).contains("检查了"));
    assert!(quiet(&runs::run(vec![])).contains("没有检查任何办事指南"));
    assert!(quiet(&awkward()).contains("guides/gbk.yaml：文件不是 UTF-8 编码"));
}
