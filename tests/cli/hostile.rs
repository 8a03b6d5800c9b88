//! Files that are not guides, or are malicious: a clear finding, quickly.

use std::fmt::Write;
use std::io::{BufRead, BufReader, Read};
use std::process::Stdio;

use crate::{CLEAN, Folder, error, files_of, rules_of};

/// 事项名称: 居民身份证, in GBK.
const GBK: &[u8] = b"\xca\xc2\xcf\xee\xc3\xfb\xb3\xc6: \xbe\xd3\xc3\xf1\xc9\xed\xb7\xdd\xd6\xa4\n";

/// Checks one file. Returns the exit code of every format, and rule and message of the only finding.
fn only_finding(bytes: &[u8]) -> (i32, String, String) {
    let folder = Folder::with(&[("指南.yaml", bytes)]);
    let code = folder.check_code(&["指南.yaml"]);
    let (_, report) = folder.json(&["check", "指南.yaml"]);
    let found = report["diagnostics"].as_array().expect("a list");
    assert_eq!(found.len(), 1, "{report}");
    let text = |field: &str| found[0][field].as_str().expect("text").to_owned();
    (code, text("rule"), text("message"))
}

#[test]
fn files_in_other_encodings_are_told_which() {
    let utf16: Vec<u8> = format!("\u{feff}{CLEAN}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (bytes, name) in [(GBK, "GBK"), (&utf16, "UTF-16")] {
        let (code, rule, message) = only_finding(bytes);
        assert_eq!((code, rule.as_str()), (1, "yaml/encoding"));
        assert!(message.contains(name), "{message}");
    }
    let (code, rule, message) = only_finding(&[CLEAN.as_bytes(), b"\xff\xfe\xff\n"].concat());
    assert_eq!((code, rule.as_str()), (1, "yaml/encoding"));
    assert!(message.contains("0xFF"), "{message}");
}

#[test]
fn a_nul_is_a_mistake_of_yaml() {
    let (code, rule, _) = only_finding(format!("{CLEAN}备注: 一\0二\n").as_bytes());
    assert_eq!((code, rule.as_str()), (1, "yaml/syntax"));
}

#[test]
fn broken_files_do_not_keep_their_neighbours_from_being_checked() {
    let folder = Folder::with(&[
        ("1.yaml", CLEAN.as_bytes()),
        ("2.yaml", "受理条件: [年满80周岁\n申请材料：无\n".as_bytes()),
        ("3.yaml", GBK),
        ("4.yaml", error().as_bytes()),
    ]);
    let (code, report) = folder.json(&["check", "."]);
    assert_eq!(code, 1);
    let statuses: Vec<_> = files_of(&report).into_iter().map(|(_, status)| status).collect();
    assert_eq!(statuses, ["checked", "broken", "broken", "checked"]);
    assert_eq!(rules_of(&report), ["yaml/syntax", "yaml/encoding", "limits/promise-within-statute"]);
    assert_eq!(folder.check_code(&["."]), 1);
}

// The time limit of every run applies here: a run that exceeds it is killed and has no exit code.

#[test]
fn hostile_files_end_quickly_with_a_finding() {
    let nested = [CLEAN, "备注: ", &"[".repeat(100_000)].concat();
    let closed = [CLEAN, "备注: ", &"[".repeat(50_000), &"]".repeat(50_000), "\n"].concat();
    let blocks =
        [CLEAN, "备注:\n", &(1..400).fold(String::new(), |all, depth| all + &" ".repeat(depth) + "-\n")]
            .concat();
    for (text, rule) in [(nested, "yaml/syntax"), (closed, "yaml/syntax"), (blocks, "yaml/syntax")] {
        let (code, found, _) = only_finding(text.as_bytes());
        assert_eq!((code, found.as_str()), (1, rule));
    }
}

#[test]
fn a_file_of_50_megabytes_is_not_read() {
    let scalar = [CLEAN, "备注: ", &"申请人应当提交".repeat(2_500_000), "\n"].concat();
    assert!(scalar.len() > 50_000_000);
    let folder = Folder::with(&[("指南.yaml", scalar.as_bytes())]);
    let (code, report) = folder.json(&["check", "."]);
    assert_eq!((code, rules_of(&report)), (1, vec!["yaml/too-large"]));
}

#[test]
fn a_long_scalar_below_the_limit_is_checked() {
    let scalar = CLEAN.replace("犬只已接种狂犬病疫苗", &"申请人应当尽快提交".repeat(4_000));
    let folder = Folder::with(&[("指南.yaml", scalar)]);
    let (code, report) = folder.json(&["check", "."]);
    assert_eq!((code, rules_of(&report).len()), (0, 4_000));
}

#[test]
fn a_time_limit_that_is_none_by_its_length_is_not_read() {
    let limit = format!("{CLEAN}办理时限: {}\n", "承诺2日；法定1日；".repeat(20_000));
    let folder = Folder::with(&[("指南.yaml", limit)]);
    let (code, report) = folder.json(&["check", "."]);
    assert_eq!((code, rules_of(&report)), (0, vec!["limits/measurable"]));
}

#[test]
fn aliases_do_not_multiply() {
    let mut bomb = format!("{CLEAN}备注: &a0 [尽快, 尽快]\n");
    for level in 1..60 {
        let below = level - 1;
        writeln!(bomb, "注{level}: &a{level} [*a{below}, *a{below}, *a{below}, *a{below}]").expect("text");
    }
    bomb += "有关说明: *a59\n<<: [*a59, *a59]\n";
    let folder = Folder::with(&[("指南.yaml", bomb)]);
    let (code, report) = folder.json(&["check", "."]);
    assert_eq!(report["files"][0]["status"], "checked");
    assert!(code < 2 && rules_of(&report).len() < 500, "{}", rules_of(&report).len());
}

#[test]
fn a_reader_that_leaves_early_is_no_trouble() {
    let many = CLEAN.replace("犬只已接种狂犬病疫苗", &"申请人应当尽快提交".repeat(2_000));
    let folder = Folder::with(&[("指南.yaml", many)]);
    for format in crate::formats() {
        let mut command = folder.command(&["check", ".", "--format", format]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs");
        let mut line = String::new();
        let mut out = BufReader::new(child.stdout.take().expect("piped"));
        out.read_line(&mut line).expect("it writes");
        drop(out);
        let mut told = String::new();
        child.stderr.take().expect("piped").read_to_string(&mut told).expect("it can be read");
        let status = child.wait().expect("it ends");
        assert_eq!(told, "", "{format}");
        assert!(status.code().is_some(), "{format}: killed by a signal");
    }
}

#[test]
fn what_only_looks_like_guides_costs_no_more_than_its_text() {
    let many = 30_000;
    let long = "长".repeat(100_000);
    let wrapped =
        (0..many).fold(format!("{long}:\n"), |all, number| all + &format!("  k{number}: {{a: 1}}\n"));
    let aliases = (0..many / 10).fold("a: &a [{事项名称: 甲}]\n".to_owned(), |all, number| {
        all + &format!("b{number}: [*a, *a, *a]\n")
    });
    let texts = [
        "事项名称：值\n".repeat(many),
        "事项名称：值\n甲: 1\n".repeat(many),
        "事项名称：\"值\n".repeat(many),
        "事项名称：[值\n".repeat(many),
        format!("事项名称：\n{}", "文字\n".repeat(many)),
        format!("事项名称：{}\n申请材料：无\n", "：值".repeat(many)),
        "- 事项名称：值\n".repeat(many),
        "- 事项名称：甲\n  申请材料：乙\n".repeat(many / 3),
        format!("{}- 事项名称: 乙\n", "- 甲\n".repeat(many)),
        "---\n事项名称：值\n".repeat(many / 3),
        "---\n事项名称：值\n甲: 1\n".repeat(many / 3),
        format!("{}{}\n", "{a: ".repeat(60), "}".repeat(60)),
        wrapped,
        aliases,
    ];
    for text in texts {
        let folder = Folder::with(&[("指南.yaml", &text), ("另一份.yaml", &CLEAN.to_owned())]);
        let code = folder.run(&["check", ".", "--format", "compact"]).code;
        let start: String = text.chars().take(30).collect();
        assert!(code < 2, "{start}");
    }
}
