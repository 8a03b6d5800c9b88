//! `--fix` and `--diff`: what is written, what is only shown, and what is not changed.

use std::time::{Duration, UNIX_EPOCH};

use guidelint::guide::PLACEHOLDER;
use serde_json::Value;

use crate::{CLEAN, Folder, error};

/// A guide with two codes without quotes, and an error that has no fix.
fn mendable() -> String {
    format!("{}基本编码: 000123011000   # 目录\n行政区划: 330106\n", error())
}

/// The same guide after fixing.
fn mended() -> String {
    mendable().replace("000123011000", "\"000123011000\"").replace("330106", "\"330106\"")
}

/// The clean guide with a fixable problem of severity advice.
fn advised() -> String {
    CLEAN.replace("犬只已接种狂犬病疫苗", "符合《动物防疫法》、《养犬条例》的规定")
}

fn read(folder: &Folder, path: &str) -> String {
    std::fs::read_to_string(folder.path().join(path)).expect("the file is there")
}

#[test]
fn what_can_be_mended_is_and_the_rest_is_reported() {
    let folder = Folder::with(&[("指南.yaml", &mendable()), ("另一份.yaml", &CLEAN.to_owned())]);
    let outcome = folder.run(&["check", "--fix", "."]);
    assert_eq!((outcome.code, outcome.err.as_str()), (1, ""));
    assert_eq!(read(&folder, "指南.yaml"), mended());
    assert_eq!(read(&folder, "另一份.yaml"), CLEAN);
    assert!(outcome.out.contains("limits/promise-within-statute"), "{}", outcome.out);
    assert!(!outcome.out.contains("codes/quoted"), "{}", outcome.out);
    assert!(outcome.out.ends_with("\n改正了 2 处，涉及 1 个文件。\n"), "{}", outcome.out);
}

#[test]
fn a_second_run_changes_nothing() {
    let folder = Folder::with(&[("指南.yaml", mendable())]);
    for fix in ["--fix", "--fix=all"] {
        folder.run(&["check", fix]);
        let before = read(&folder, "指南.yaml");
        let file = std::fs::File::options().write(true).open(folder.path().join("指南.yaml"));
        let long_ago = UNIX_EPOCH + Duration::from_secs(1_000_000_000);
        file.and_then(|file| file.set_modified(long_ago)).expect("the file is ours");
        let outcome = folder.run(&["check", fix]);
        assert!(outcome.out.ends_with("\n没有可以自动改正的地方。\n"), "{}", outcome.out);
        assert_eq!(read(&folder, "指南.yaml"), before);
        let written = std::fs::metadata(folder.path().join("指南.yaml")).and_then(|file| file.modified());
        assert_eq!(written.expect("it is there"), long_ago, "the file is not even written");
    }
}

#[test]
fn line_endings_and_byte_order_marks_stay() {
    let guide = format!("\u{feff}{}", mendable().replace('\n', "\r\n").trim_end());
    let folder = Folder::with(&[("指南.yaml", &guide)]);
    folder.run(&["check", "--fix"]);
    let wanted = guide.replace("000123011000", "\"000123011000\"").replace("330106", "\"330106\"");
    assert_eq!(read(&folder, "指南.yaml"), wanted);
    folder.run(&["check", "--fix=all"]);
    let filled = read(&folder, "指南.yaml");
    assert!(filled.contains(PLACEHOLDER) || filled == wanted);
    assert_eq!(filled.matches('\n').count(), filled.matches("\r\n").count());
}

#[test]
fn missing_elements_only_come_when_all_fixes_are_asked_for() {
    let guide = CLEAN.replace("办理时间: 工作日 9:00—17:00\n", "");
    let folder = Folder::with(&[("指南.yaml", &guide)]);
    assert_eq!(folder.run(&["check", "--fix"]).code, 0);
    assert_eq!(read(&folder, "指南.yaml"), guide);
    folder.run(&["check", "--fix=all"]);
    let wanted = CLEAN.replace("办理时间: 工作日 9:00—17:00\n", &format!("办理时间: {PLACEHOLDER}\n"));
    assert_eq!(read(&folder, "指南.yaml"), wanted);
    // A placeholder is not an answer.
    assert_eq!(folder.check_code(&["--fail-on", "warning"]), 1);
}

#[test]
fn a_json_export_stays_json() {
    let text = "{\n  \"事项名称\": \"犬只登记\",\n  \"事项类型\": \"行政检查\",\n  \"咨询方式\": \"\"\n}\n";
    let folder = Folder::with(&[("指南.json", text)]);
    folder.run(&["check", "--fix=all", "指南.json"]);
    let json: Value = serde_json::from_str(&read(&folder, "指南.json")).expect("it is JSON still");
    assert_eq!((&json["咨询方式"], &json["事项名称"]), (&PLACEHOLDER.into(), &"犬只登记".into()));
    assert!(json.as_object().is_some_and(|guide| guide.len() > 3), "{json}");
}

#[test]
fn a_profile_brings_names_into_one_form() {
    let guide = CLEAN.replace("咨询方式", "咨询电话").replace("3个工作日", "3(工作日)");
    let folder = Folder::with(&[("指南.yaml", &guide)]);
    assert_eq!(folder.run(&["check", "--diff"]).code, 0, "without being asked nobody is told");
    folder.run(&["check", "--profile", "canonical", "--fix"]);
    assert_eq!(read(&folder, "指南.yaml"), CLEAN);
}

#[test]
fn a_difference_is_shown_and_nothing_written() {
    let folder = Folder::with(&[("指南.yaml", mendable())]);
    let outcome = folder.run(&["check", "--diff"]);
    let wanted = "\
--- 指南.yaml
+++ 指南.yaml
@@ -12,5 +12,5 @@
 监督投诉方式: 0571-12345
 办理结果: 犬只登记证
 法定办结时限: 1个工作日
-基本编码: 000123011000   # 目录
-行政区划: 330106
+基本编码: \"000123011000\"   # 目录
+行政区划: \"330106\"
";
    assert_eq!((outcome.out.as_str(), outcome.code), (wanted, 1));
    assert!(
        outcome.err.starts_with("可以改正 2 处，涉及 1 个文件；没有写入。\n改后还有 "),
        "{}",
        outcome.err
    );
    assert_eq!(read(&folder, "指南.yaml"), mendable());
    // The fixes that need review are shown in the same way, and not written either.
    assert!(folder.run(&["check", "--diff", "--fix=all"]).out.starts_with("--- 指南.yaml\n"));
    assert_eq!(read(&folder, "指南.yaml"), mendable());
}

#[test]
fn the_exit_code_of_a_difference_is_a_gate() {
    for (guide, never, code) in [
        (CLEAN.to_owned(), false, 0),
        (advised(), false, 1),
        (advised(), true, 0),
        (error(), false, 1),
        (mendable(), false, 1),
        ("事项名称: [\n".to_owned(), false, 1),
        ("别的: 文件\n".to_owned(), false, 2),
    ] {
        let folder = Folder::with(&[("指南.yaml", &guide)]);
        let arguments: &[&str] =
            if never { &["check", "--diff", "--fail-on", "never"] } else { &["check", "--diff"] };
        let outcome = folder.run(arguments);
        assert_eq!(outcome.code, code, "{guide}{}", outcome.err);
        assert!(!outcome.err.is_empty() && !outcome.err.contains("panicked"));
    }
    assert_eq!(Folder::new().run(&["check", "--diff", "没有.yaml"]).code, 2);
}

#[test]
fn standard_input_is_shown_but_not_written() {
    let folder = Folder::new();
    let outcome = folder
        .run_with_input(&["check", "--diff", "-", "--stdin-filename", "稿.yaml"], mendable().as_bytes());
    assert!(outcome.out.starts_with("--- 稿.yaml\n+++ 稿.yaml\n"), "{}", outcome.out);
    let outcome = folder.run(&["check", "--fix", "-"]);
    assert_eq!((outcome.code, outcome.out.as_str()), (2, ""));
    assert!(outcome.err.contains("--diff"), "{}", outcome.err);
}

#[test]
fn a_refused_fix_is_told_with_its_place_and_reason() {
    let guide = format!("{CLEAN}基本编码: '０00131'\n行政区划: 330106\n");
    let folder = Folder::with(&[("指南.yaml", &guide)]);
    let outcome = folder.run(&["check", "--fix"]);
    let told = "\n改正了 1 处，涉及 1 个文件。\n没有改 指南.yaml:14:8 [characters/full-width-code]：改后会多出一个问题：";
    assert!(outcome.out.contains(told), "{}", outcome.out);
    assert_eq!(read(&folder, "指南.yaml"), guide.replace("330106", "\"330106\""));
}

#[test]
fn programs_get_the_report_alone() {
    let folder = Folder::with(&[("指南.yaml", mendable())]);
    let outcome = folder.run(&["check", "--fix", "--format", "json", "--output", "jsonl=结果.jsonl"]);
    let report: Value = serde_json::from_str(&outcome.out).expect("it is JSON");
    let rules: Vec<_> =
        report["diagnostics"].as_array().expect("a list").iter().map(|one| &one["rule"]).collect();
    assert!(!rules.contains(&&Value::from("codes/quoted")), "{rules:?}");
    assert!(!read(&folder, "结果.jsonl").contains("codes/quoted"));
    assert_eq!(outcome.err, "改正了 2 处，涉及 1 个文件。\n");
}

#[test]
fn a_report_carries_the_fixes_that_are_made() {
    let guide = format!("{}更新日期: 2026年1月5日\n", mendable());
    let folder = Folder::with(&[("指南.yaml", &guide)]);
    let (_, report) = folder.json(&["check"]);
    let mut edits: Vec<(usize, usize, String)> = Vec::new();
    for fix in report["diagnostics"].as_array().expect("a list").iter().map(|one| &one["fix"]) {
        for edit in fix["edits"].as_array().into_iter().flatten().filter(|_| fix["safety"] == "safe") {
            let byte = |end: &str| {
                edit["span"][end]["byte"].as_u64().and_then(|at| at.try_into().ok()).expect("bytes")
            };
            edits.push((byte("start"), byte("end"), edit["text"].as_str().expect("text").to_owned()));
        }
    }
    edits.sort();
    let mut by_hand = guide.clone();
    edits.iter().rev().for_each(|(start, end, text)| by_hand.replace_range(*start..*end, text));
    assert_eq!(edits.len(), 3);
    folder.run(&["check", "--fix"]);
    assert_eq!(read(&folder, "指南.yaml"), by_hand);
}

#[test]
fn what_could_not_be_checked_is_left_alone() {
    let broken = format!("{}甲: [\n", mendable());
    let files: [(&str, Vec<u8>); 4] = [
        ("坏.yaml", broken.into_bytes()),
        ("不是指南.yaml", "甲: 000123011000\n".into()),
        ("乱码.yaml", [mendable().as_bytes(), b"\xb0\xec"].concat()),
        ("好.yaml", mendable().into()),
    ];
    let folder = Folder::with(&files);
    let outcome = folder.run(&["check", "--fix=all"]);
    assert_eq!(outcome.code, 1, "{}", outcome.err);
    for (path, bytes) in &files[..3] {
        assert_eq!(&std::fs::read(folder.path().join(path)).expect("it is there"), bytes, "{path}");
    }
    assert!(read(&folder, "好.yaml").starts_with(&mended()[..200]));
}

#[test]
fn broken_packs_leave_guides_alone() {
    let folder = Folder::with(&[("指南.yaml", mendable()), ("包.yaml", "pack: {id: 甲\n".to_owned())]);
    for arguments in [["--fix", "--pack=包.yaml"], ["--diff", "--pack=包.yaml"], ["--fix", "--profile=没有"]]
    {
        let outcome = folder.run(&["check", "指南.yaml", arguments[0], arguments[1]]);
        assert_eq!(outcome.code, 2, "{arguments:?}");
        assert_eq!(read(&folder, "指南.yaml"), mendable());
    }
}

#[test]
fn what_is_in_a_baseline_is_not_mended() {
    // The error of the guide is of a mandatory rule, which cannot be in a baseline.
    let old = mendable().replace("法定办结时限: 1个工作日\n", "");
    let folder = Folder::with(&[("指南.yaml", &old)]);
    assert_eq!(folder.run(&["check", "--write-baseline", "基线.json", "指南.yaml"]).code, 0);
    let changed = old + "更新日期: 2026年1月5日\n";
    folder.write("指南.yaml", &changed);
    let shown = folder.run(&["check", "--diff", "--baseline", "基线.json", "指南.yaml"]);
    assert_eq!((shown.code, shown.err.as_str()), (1, "可以改正 1 处，涉及 1 个文件；没有写入。\n"));
    let outcome = folder.run(&["check", "--fix", "--baseline", "基线.json", "指南.yaml"]);
    assert_eq!(outcome.code, 0, "{}{}", outcome.out, outcome.err);
    assert_eq!(read(&folder, "指南.yaml"), changed.replace("2026年1月5日", "\"2026-01-05\""));
    assert!(outcome.out.ends_with("\n改正了 1 处，涉及 1 个文件。\n"), "{}", outcome.out);
}

#[test]
fn contradictions_are_told() {
    let folder = Folder::with(&[("指南.yaml", mendable())]);
    for arguments in
        [["--fix=some", "."], ["--diff", "--format=json"], ["--fix=", "."], ["--fix", "--write-baseline=甲"]]
    {
        let outcome = folder.run(&["check", arguments[0], arguments[1]]);
        assert_eq!((outcome.code, outcome.out.as_str()), (2, ""), "{arguments:?}");
        assert!(outcome.err.starts_with("错误："), "{}", outcome.err);
    }
    // `--fix` only takes a value after an equals sign, so the next argument is a path.
    assert_eq!(folder.run(&["check", "--fix", "指南.yaml"]).code, 1);
    assert_eq!(read(&folder, "指南.yaml"), mended());
}

#[test]
fn the_manual_tells_how_safe_a_fix_is() {
    let folder = Folder::new();
    for (rule, told) in [
        ("codes/quoted", "可以：check --fix"),
        ("codes/uscc", "可以：check --fix"),
        ("documents/date-format", "可以：check --fix"),
        ("characters/enumeration-comma-between-titles", "可以：check --fix"),
        ("canonical/element-name", "可以：check --fix"),
        ("required/office-contact", "可以，改后要核对：check --fix=all"),
        ("elements/misspelt", "可以，改后要核对：check --fix=all"),
        ("completeness/visits", "不能，请人工修改"),
        ("limits/measurable", "不能，请人工修改"),
    ] {
        let page = folder.run(&["explain", rule]).out;
        assert!(page.contains(&format!("\n自动修改\n  {told}")), "{rule}: {page}");
    }
}

#[test]
fn people_are_told_what_can_be_mended() {
    let folder = Folder::with(&[("指南.yaml", mendable().replace("办理时间: 工作日 9:00—17:00\n", ""))]);
    let out = folder.run(&["check"]).out;
    let told = "可自动改正：2 个意思不变（--fix），1 个改后要核对（--fix=all）；";
    assert!(out.replace("\n            ", "").contains(told), "{out}");
}

#[cfg(unix)]
mod unix {
    use std::fs::{Permissions, metadata, set_permissions};
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::{mendable, mended, read};
    use crate::Folder;

    #[test]
    fn permissions_stay() {
        let folder = Folder::with(&[("指南.yaml", mendable())]);
        let path = folder.path().join("指南.yaml");
        for mode in [0o640, 0o755] {
            folder.write("指南.yaml", mendable());
            set_permissions(&path, Permissions::from_mode(mode)).expect("the file is ours");
            folder.run(&["check", "--fix"]);
            assert_eq!(read(&folder, "指南.yaml"), mended());
            assert_eq!(metadata(&path).expect("it is there").permissions().mode() & 0o7777, mode);
        }
        let left = std::fs::read_dir(folder.path()).expect("a folder").count();
        assert_eq!(left, 1, "no other file is left behind");
    }

    #[test]
    fn a_read_only_guide_stays_and_keeps_its_findings() {
        let folder = Folder::with(&[("指南.yaml", mendable()), ("另一份.yaml", mendable())]);
        let path = folder.path().join("指南.yaml");
        set_permissions(&path, Permissions::from_mode(0o444)).expect("the file is ours");
        let outcome = folder.run(&["check", "--fix"]);
        assert_eq!((outcome.code, outcome.err.as_str()), (2, "错误：没有改 指南.yaml：文件是只读的\n"));
        assert_eq!((read(&folder, "指南.yaml"), read(&folder, "另一份.yaml")), (mendable(), mended()));
        assert!(outcome.out.contains("codes/quoted"), "{}", outcome.out);
        assert!(outcome.out.ends_with("\n改正了 2 处，涉及 1 个文件。\n"), "{}", outcome.out);
    }

    #[test]
    fn links_are_not_written_through() {
        let folder = Folder::with(&[("外/指南.yaml", mendable()), ("外/夹/指南.yaml", mendable())]);
        folder.make_folder("内");
        let link = |from: &str, to: &str| symlink(folder.path().join(from), folder.path().join(to));
        link("外/指南.yaml", "内/指南.yaml")
            .and_then(|()| link("外/夹", "内/夹"))
            .expect("links can be made");
        let outcome = folder.run(&["check", "--fix", "内"]);
        assert_eq!(outcome.code, 2);
        assert_eq!(outcome.err.matches("它是链接，指向 ").count(), 2, "{}", outcome.err);
        assert_eq!(folder.run(&["check", "--fix", "内/指南.yaml"]).code, 2);
        assert_eq!(
            (read(&folder, "外/指南.yaml"), read(&folder, "外/夹/指南.yaml")),
            (mendable(), mendable())
        );
        // A folder that is named explicitly is fixed, even if it is a link.
        assert_eq!(folder.run(&["check", "--fix", "内/夹"]).code, 1);
        assert_eq!(read(&folder, "外/夹/指南.yaml"), mended());
        assert_eq!(folder.run(&["check", "--diff", "内"]).code, 1, "looking is always allowed");
    }
}
