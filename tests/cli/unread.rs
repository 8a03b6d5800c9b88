//! Files that were not read as guides are reported, and never make a run pass.

use serde_json::Value;

use crate::{CLEAN, Folder, files_of, formats, rules_of, warning};

/// The clean guide with full-width colons throughout.
fn wide() -> String {
    CLEAN.replace(": ", "：")
}

/// A text with every line indented.
fn indented(text: &str, blanks: usize) -> String {
    let blanks = " ".repeat(blanks);
    text.lines().fold(String::new(), |all, line| all + &blanks + line + "\n")
}

/// A text as an item of a list.
fn item(text: &str) -> String {
    format!("- {}", &indented(text, 2)[2..])
}

fn guide_paths(report: &Value) -> Vec<&str> {
    let paths = report["files"][0]["guide_paths"].as_array().expect("paths are a list");
    assert_eq!(report["files"][0]["guides"].as_u64(), u64::try_from(paths.len()).ok());
    paths.iter().map(|path| path.as_str().expect("text")).collect()
}

/// The lines marked by a diagnostic.
fn marked(diagnostic: &Value) -> Vec<u64> {
    let spans = diagnostic["spans"].as_array().expect("spans are a list").iter();
    spans.map(|span| span["start"]["line"].as_u64().expect("a number")).collect()
}

#[test]
fn a_guide_with_full_width_colons_is_broken_and_not_no_guide() {
    let table = [
        (wide(), "yaml/missing-space"),
        (format!("\u{feff}{}", wide().replace('\n', "\r\n")), "yaml/missing-space"),
        (CLEAN.replace(": ", ":"), "yaml/missing-space"),
        (CLEAN.replace(": ", " ："), "yaml/missing-space"),
        (wide().replacen('：', ": ", 1), "yaml/syntax"),
        (CLEAN.replace(": ", ":\u{a0}"), "yaml/missing-space"),
        (format!("---\n# 注\n{}", wide()), "yaml/missing-space"),
        (item(&wide()), "yaml/missing-space"),
        ("申 请 材 料：无\n办 理 地 点：某路\n".into(), "yaml/missing-space"),
        ("【事项名称】犬只登记\n【申请材料】无\n".into(), "yaml/unrecognized"),
        ("- 事项名称: 犬只登记\n- 实施主体: 某局\n- 申请材料:\n    - 身份证\n".into(), "yaml/unrecognized"),
        (
            "data:\n  - 事项名称: 甲\n  - 备注: 乙\n  - 办理地点: 丙\n  - 办理流程: 丁\n".into(),
            "yaml/unrecognized",
        ),
        ("指南: |\n  事项名称: 犬只登记\n  申请材料: 无\n".into(), "yaml/unrecognized"),
        ("{事项名称：犬只登记，申请材料：无}\n".into(), "yaml/unrecognized"),
    ];
    for (text, rule) in table {
        let folder = Folder::with(&[("指南.yaml", &text)]);
        let (code, report) = folder.json(&["check", "指南.yaml"]);
        assert_eq!(code, 1, "{text}");
        assert_eq!(files_of(&report), [("指南.yaml".to_owned(), "broken".to_owned())], "{text}");
        assert_eq!(rules_of(&report), [rule], "{text}");
    }
    let folder = Folder::with(&[("指南.yaml", wide()), ("另一份.yaml", CLEAN.to_owned())]);
    assert_eq!(folder.check_code(&["."]), 1);
    assert_eq!(folder.json(&["check", "--skip-others", "指南.yaml"]).0, 1);
}

#[test]
fn one_finding_names_and_marks_all_lines() {
    let folder = Folder::with(&[("指南.yaml", wide().replacen('：', ": ", 1))]);
    let (_, report) = folder.json(&["check"]);
    let found = &report["diagnostics"][0];
    assert_eq!(found["message"], "第 2 至 13 行用了全角冒号，整份指南没有检查");
    assert_eq!(marked(found), (2..=13).collect::<Vec<_>>());
    assert_eq!(
        (&found["fix"]["safety"], found["fix"]["edits"].as_array().map(Vec::len)),
        (&"safe".into(), Some(12))
    );
    let human = folder.run(&["check"]).out;
    assert_eq!(human.matches("·  ").count(), 12, "every line is marked: {human}");
    assert!(human.contains("没有完整检查的文件") && human.contains("可自动改正：1 个意思不变"), "{human}");
    for format in formats() {
        let out = folder.run(&["check", "--format", format]).out;
        assert!(out.contains("整份指南没有检查"), "{format}: {out}");
    }
}

#[test]
fn lines_of_one_guide_that_became_items_are_told_once() {
    let lines = "- 事项名称: 犬只登记\n- 申请材料:\n    - 身份证\n- 办理地点: 某路\n";
    let folder = Folder::with(&[("指南.yaml", lines)]);
    let (_, report) = folder.json(&["check"]);
    let found = &report["diagnostics"][0];
    assert_eq!(found["message"], "这份指南的每一行前面都有“-”，成了一个列表，整份指南没有检查");
    assert_eq!(marked(found), [1, 2, 4]);
    // Two matters, and an item with more than one entry, are separate guides.
    for (text, guides) in [
        ("- 事项名称: 甲\n- 事项名称: 乙\n- 事项名称: 丙\n", 3),
        ("受理单位及办理地点: 某局二楼\n", 1),
        ("- 事项名称: 甲\n  办理地点: 某路\n- 申请材料: 无\n- 办理流程: 略\n", 3),
    ] {
        let folder = Folder::with(&[("指南.yaml", text)]);
        assert_eq!(guide_paths(&folder.json(&["check"]).1).len(), guides, "{text}");
    }
}

#[test]
fn a_fix_makes_the_guide_that_was_meant() {
    let folder = Folder::with(&[("指南.yaml", wide())]);
    let shown = folder.run(&["check", "--diff"]);
    assert_eq!((shown.code, shown.err.as_str()), (1, "可以改正 1 处，涉及 1 个文件；没有写入。\n"));
    let outcome = folder.run(&["check", "--fix"]);
    assert_eq!((outcome.code, outcome.err.as_str()), (0, ""));
    assert!(outcome.out.ends_with("\n改正了 1 处，涉及 1 个文件。\n"), "{}", outcome.out);
    let text = std::fs::read_to_string(folder.path().join("指南.yaml")).expect("it is there");
    assert_eq!(text, CLEAN);
}

#[test]
fn what_is_broken_for_another_reason_is_not_laid_to_colons() {
    let folder = Folder::with(&[("指南.yaml", format!("{CLEAN}备注: 见下\n  办理地点：一楼\n甲: [\n"))]);
    let (code, report) = folder.json(&["check"]);
    assert_eq!((code, rules_of(&report)), (1, vec!["yaml/syntax"]));
    assert!(report["diagnostics"][0]["message"].as_str().is_some_and(|message| message.contains('[')));
}

#[test]
fn documents_and_items_beside_guides_are_told() {
    let table = [
        (format!("{CLEAN}---\n别的: {{甲: 1}}\n"), "这份文档不是办事指南", 15),
        (format!("只有文字\n---\n{CLEAN}"), "这份文档不是办事指南", 1),
        (format!("{}- {{别的: 1}}\n", item(CLEAN)), "列表第 2 项不是办事指南", 14),
        (format!("- 备注一下\n{}", item(CLEAN)), "列表第 1 项不是办事指南", 1),
        (format!("数据:\n  - 别的: 1\n{}", indented(&item(CLEAN), 2)), "列表第 1 项不是办事指南", 2),
    ];
    for (text, message, line) in table {
        let folder = Folder::with(&[("指南.yaml", &text)]);
        let (code, report) = folder.json(&["check", "."]);
        assert_eq!((code, rules_of(&report)), (1, vec!["yaml/unrecognized"]), "{text}");
        let found = &report["diagnostics"][0];
        assert!(found["message"].as_str().is_some_and(|told| told.starts_with(message)), "{found}");
        assert_eq!(marked(found), [line], "{text}");
        assert_eq!(files_of(&report)[0].1, "broken");
        assert_eq!(report["files"][0]["guides"], 1, "the guide beside it is checked");
    }
    let folder = Folder::with(&[("指南.yaml", format!("{CLEAN}---\n别的: 1\n"))]);
    assert_eq!(folder.check_code(&["."]), 1);
}

#[test]
fn what_says_nothing_is_nothing_to_be_told() {
    for text in [
        format!("# 说明\n---\n{CLEAN}---\n# 完\n"),
        format!("---\n---\n{CLEAN}...\n"),
        format!("{}-\n- ~\n- ''\n", item(CLEAN)),
        format!("代号: 200\n分页: {{页: 1}}\n标签: [甲, 乙]\n数据:\n{}", indented(CLEAN, 2)),
    ] {
        let folder = Folder::with(&[("指南.yaml", &text)]);
        let (code, report) = folder.json(&["check"]);
        assert_eq!((code, rules_of(&report)), (0, vec![]), "{text}");
        assert_eq!(files_of(&report)[0].1, "checked");
    }
}

#[test]
fn guides_inside_wrappers_are_checked_and_their_paths_told() {
    let guide = warning();
    let list = format!("{}{}", item(&guide), item(&guide));
    let table = [
        (guide.clone(), vec![""]),
        (list.clone(), vec!["[1]", "[2]"]),
        (format!("指南:\n{}", indented(&guide, 2)), vec!["指南"]),
        (format!("事项:\n{}", indented(&guide, 2)), vec!["事项"]),
        (format!("code: 200\nmessage: ok\ndata:\n{}", indented(&guide, 2)), vec!["data"]),
        (format!("data:\n  list:\n{}", indented(&list, 4)), vec!["data.list[1]", "data.list[2]"]),
        (format!("a:\n  b:\n    c:\n{}", indented(&list, 6)), vec!["a.b.c[1]", "a.b.c[2]"]),
        (
            format!("- 指南:\n{}- - {}", indented(&guide, 4), &indented(&guide, 4)[4..]),
            vec!["[1].指南", "[2][1]"],
        ),
        (format!("{guide}---\n指南:\n{}", indented(&guide, 2)), vec!["", "指南"]),
    ];
    for (text, paths) in table {
        let folder = Folder::with(&[("指南.yaml", &text)]);
        let (code, report) = folder.json(&["check"]);
        assert_eq!((code, guide_paths(&report)), (0, paths.clone()), "{text}");
        assert_eq!(rules_of(&report), vec!["limits/measurable"; paths.len()], "{text}");
        assert_eq!(files_of(&report)[0].1, "checked");
        let verbose = folder.run(&["check", "--verbose"]).out;
        let wrapped = paths.iter().any(|path| {
            !path.trim_start_matches(['[', ']', '1', '2']).is_empty() || path.matches('[').count() > 1
        });
        assert_eq!(verbose.contains("在里层找到的指南：\n  指南.yaml："), wrapped, "{verbose}");
        assert!(!folder.run(&["check"]).out.contains("在里层找到"));
    }
    let text = format!("data:\n  list:\n{}", indented(&list, 4));
    let folder = Folder::with(&[("指南.yaml", &text)]);
    assert!(folder.run(&["check", "-v"]).out.contains("  指南.yaml：data.list（2 份）\n"));
}

#[test]
fn other_files_are_no_guides_still() {
    for text in [
        "services: {web: {image: nginx, ports: ['80:80']}}\n",
        // A rule pack of a user: names of elements are only words in it.
        "rules:\n  - id: a\n    when: {事项类型: {one_of: [行政许可]}, 申请材料: {present: true}}\n    fix: {办理条件: 受理条件}\n",
        "窗口: 3\n人员: 甲\n电脑: 5\n",
        "版本: 3\n服务: {甲: {镜像: 乙}}\n网络: {}\n",
        "数量: 3\n型号: 甲\n单价: 5\n",
        // Lists of words.
        "词表:\n  材料: [材料, 资料]\n  期限: [期限, 时间]\n  条件: [条件, 要求]\n  类型: [类型, 种类]\n  流程: [流程, 程序]\n",
        "大厅:\n  一号: {名称: 甲, 地址: 某路, 办理时间: 全天}\n  二号: {名称: 乙}\n",
        "区划:\n  - {名称: 甲, 代码: 1}\n  - {名称: 乙, 代码: 2}\n",
        "只是一段文字\n",
        "- 甲\n- 乙\n",
        "说明文字：这里没有要素\n",
    ] {
        let folder = Folder::with(&[("别的.yaml", text), ("指南.yaml", CLEAN)]);
        let (code, report) = folder.json(&["check", "."]);
        assert_eq!(code, 0, "{text}");
        assert_eq!(folder.run(&["check", "别的.yaml"]).code, 2, "{text}");
        assert_eq!(files_of(&report)[0].1, "not_a_guide", "{text}");
    }
}

#[test]
fn nobody_may_answer_for_what_was_not_read() {
    let text = format!("# guidelint: ignore-file[yaml/unrecognized] 别处检查\n{CLEAN}---\n别的: 1\n");
    let folder = Folder::with(&[
        ("指南.yaml", &text),
        ("guidelint.yaml", &"rules: {yaml/unrecognized: off}\n".to_owned()),
    ]);
    let report = folder.run(&["check", "指南.yaml", "--format", "compact"]);
    assert_eq!(report.code, 1, "{}", report.out);
    assert!(
        report.out.contains("[yaml/unrecognized]") && report.out.contains("suppression/forbidden"),
        "{}",
        report.out
    );
}

#[test]
fn a_statement_says_that_a_file_was_only_partly_checked() {
    let folder = Folder::with(&[("指南.yaml", format!("{CLEAN}---\n别的: 1\n")), ("宽.yaml", wide())]);
    folder.run(&["check", "--statement", "记录.json"]);
    let text = std::fs::read_to_string(folder.path().join("记录.json")).expect("it was written");
    let statement: Value = serde_json::from_str(&text).expect("it is JSON");
    let statuses: Vec<_> =
        statement["guides"].as_array().expect("a list").iter().map(|file| &file["status"]).collect();
    assert_eq!(statuses, ["broken", "partly"]);
}
