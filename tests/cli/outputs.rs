//! `--output`: reports in files, in addition to the one on standard output.

use std::fs;

use crate::{CLEAN, Folder, error, formats, report, warning};

/// Possible results of a run: name, arguments, and exit code.
const RUNS: [(&str, &[&str], i32); 7] = [
    ("clean", &["好.yaml"], 0),
    ("a warning", &["警告.yaml"], 0),
    ("a warning that counts", &["警告.yaml", "--fail-on", "warning"], 1),
    ("an error", &["错误.yaml"], 1),
    ("an error that does not count", &["错误.yaml", "--fail-on", "never"], 0),
    ("unreadable", &["好.yaml", "没有.yaml"], 2),
    ("no input", &["空"], 2),
];

fn folder() -> Folder {
    let folder =
        Folder::with(&[("好.yaml", CLEAN.to_owned()), ("警告.yaml", warning()), ("错误.yaml", error())]);
    folder.make_folder("空");
    folder
}

fn read(folder: &Folder, path: &str) -> String {
    fs::read_to_string(folder.path().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn exit_code_and_report_are_the_same_on_the_screen_and_in_files() {
    let folder = folder();
    folder.make_folder("全部");
    let outputs = formats().map(|format| format!("--output={format}=全部/{format}"));
    for (name, arguments, code) in RUNS {
        let begin = ["check", "--format", "compact"];
        let all: Vec<_> = begin.into_iter().chain(outputs.iter().map(String::as_str)).collect();
        let all = folder.run(&[&all, arguments].concat());
        assert_eq!((all.code, all.err.as_str()), (code, ""), "{name}");
        for format in formats() {
            let screen = folder.run(&[&["check", "--format", format], arguments].concat());
            assert_eq!((screen.code, screen.err.as_str()), (code, ""), "{name} as {format}");
            assert_eq!(read(&folder, &format!("全部/{format}")), screen.out, "{name} as {format}");
            assert!(format != "compact" || all.out == screen.out, "{name}: the screen has its own format");
        }
    }
    let names = fs::read_dir(folder.path().join("全部")).expect("the folder is there");
    assert_eq!(names.count(), formats().len(), "nothing else is left there");
}

#[test]
fn what_is_wrong_with_an_output_is_told() {
    let folder = folder();
    folder.write("包.yaml", "pack: {id: a, version: '1', title: 甲}\n");
    let known = formats().join("、");
    let table: &[(&[&str], &str)] = &[
        (
            &["--output", "xml=a"],
            &format!("“--output <格式=文件>”不能是“xml=a”：没有格式“xml”，可以写：{known}"),
        ),
        (&["--output", "sarif"], "不能是“sarif”：应写成“格式=文件”，例：html=结果.html"),
        (&["--output", "sarif="], "不能是“sarif=”：“=”后面应写明文件"),
        (&["--output", "json=-"], "不能是“json=-”：“=”后面应是文件；输出到屏幕用 --format"),
        (&["--output"], "“--output <格式=文件>”后面应写明内容"),
        (&["--output", "json=a", "--output", "sarif=./a"], "a 写了两次，每种结果要写入不同的文件"),
        (&["--checklist", "a", "--output", "sarif=空/../a"], "写了两次，每种结果要写入不同的文件"),
        (&["--output", "json=./好.yaml"], "好.yaml 是要检查的指南，不能用来写结果"),
        (&["--pack", "包.yaml", "--output", "json=包.yaml"], "包.yaml 是要使用的规则包，不能用来写结果"),
        (&["--output", "json=没有/a"], "无法写入 没有/a：没有这个文件夹"),
        (&["--output", "json=空"], "无法写入 空：这是文件夹，不是文件"),
    ];
    for (arguments, told) in table {
        let outcome = folder.run(&[&["check", "好.yaml"], *arguments].concat());
        assert_eq!((outcome.code, outcome.out.as_str()), (2, ""), "{arguments:?}");
        assert!(outcome.err.starts_with("错误：") && outcome.err.contains(told), "{told}\n{}", outcome.err);
        assert_eq!(read(&folder, "好.yaml"), CLEAN);
    }
    assert!(!folder.path().join("a").exists(), "nothing is written where something is wrong");
}

#[test]
fn a_file_is_replaced_and_nothing_is_left_beside_it() {
    let folder = folder();
    folder.write("结果.json", "旧的".repeat(10_000));
    let outcome = folder.run(&["check", "好.yaml", "--output", "json=结果.json", "--quiet"]);
    assert_eq!((outcome.code, outcome.out.as_str(), outcome.err.as_str()), (0, "", ""));
    report(&read(&folder, "结果.json"));
    let names = fs::read_dir(folder.path()).expect("the folder is there");
    assert_eq!(names.count(), 5);
}

#[cfg(unix)]
#[test]
fn links_and_permissions_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};

    let folder = folder();
    folder.write("真.json", "");
    let real = folder.path().join("真.json");
    fs::set_permissions(&real, fs::Permissions::from_mode(0o604)).expect("they can be set");
    symlink("真.json", folder.path().join("链接.json")).expect("a link can be made");
    let outcome =
        folder.run(&["check", "好.yaml", "--output", "json=链接.json", "--output", "sarif=新.sarif"]);
    assert_eq!((outcome.code, outcome.err.as_str()), (0, ""));
    report(&read(&folder, "真.json"));
    assert!(folder.path().join("链接.json").is_symlink());
    let mode = |path: &str| {
        fs::metadata(folder.path().join(path)).expect("it is there").permissions().mode() & 0o777
    };
    assert_eq!(mode("真.json"), 0o604);
    assert_eq!(mode("新.sarif"), mode("好.yaml"), "as every new file");
}

#[cfg(unix)]
#[test]
fn a_device_takes_a_report() {
    let folder = folder();
    let outcome = folder.run(&["check", "好.yaml", "--quiet", "--output", "json=/dev/stderr"]);
    assert_eq!((outcome.code, outcome.out.as_str()), (0, ""));
    report(&outcome.err);
}

#[test]
fn mistakes_of_packs_are_written_too() {
    let folder = folder();
    folder.write("包.yaml", "pack: {id: a, version: '1'}\n");
    let arguments =
        ["check", "好.yaml", "--pack", "包.yaml", "--format", "json", "--output", "sarif=结果.sarif"];
    let outcome = folder.run(&arguments);
    assert_eq!((outcome.code, outcome.err.as_str()), (2, ""));
    let log: serde_json::Value = serde_json::from_str(&read(&folder, "结果.sarif")).expect("JSON");
    assert_eq!(log["runs"][0]["invocations"][0]["executionSuccessful"], false);
    assert_eq!(log["runs"][0]["results"][0]["ruleId"], "pack/missing-key");
}

#[test]
fn the_page_marks_offices_under_the_share_that_was_asked_for() {
    let folder = folder();
    let marked = |share: &str| {
        let page = folder.run(&["check", "好.yaml", "错误.yaml", "--format", "html", "--mark-under", share]);
        assert_eq!((page.code, page.err.as_str()), (1, ""));
        page.out.contains("<tr class=\"low\">")
    };
    assert!(marked("80") && marked("100") && !marked("0"));
    for wrong in ["101", "-1", "80%", "八十"] {
        let told = folder.run(&["check", "好.yaml", &format!("--mark-under={wrong}")]);
        assert_eq!(told.code, 2, "{wrong}");
        assert!(told.err.contains("0 至 100"), "{}", told.err);
    }
}
