//! 0, 1 and 2 mean the same in every format; a run that checked nothing never passes.

use crate::{CLEAN, Folder, advice, error, files_of, warning};

#[test]
fn the_threshold_decides_between_0_and_1() {
    let table = [
        (CLEAN.to_owned(), [0, 0, 0, 0]),
        (advice(), [0, 0, 1, 0]),
        (warning(), [0, 1, 1, 0]),
        (error(), [1, 1, 1, 0]),
    ];
    for (guide, codes) in table {
        let folder = Folder::with(&[("指南.yaml", &guide), ("另一份.yaml", &CLEAN.to_owned())]);
        for (fail_on, code) in ["error", "warning", "advice", "never"].into_iter().zip(codes) {
            let (told, report) = folder.json(&["check", "--fail-on", fail_on, "."]);
            assert_eq!((told, &report["run"]["fail_on"]), (code, &fail_on.into()), "{guide}");
        }
        assert_eq!(folder.check_code(&[]), codes[0], "error is the default, the current folder too");
    }
}

/// Arguments of `check` that must fail, in a folder that also contains a clean guide.
const IMPOSSIBLE: [&[&str]; 7] = [
    &["没有.yaml"],
    &["没有/"],
    &["空"],
    &["别的"],
    &["别的/compose.yaml"],
    &["指南.yaml", "--exclude", "*.yaml"],
    &["指南", "--exclude", "指南/**"],
];

fn folder_of_impossible_things() -> Folder {
    let folder = Folder::with(&[
        ("指南.yaml", CLEAN),
        ("指南/一.yaml", CLEAN),
        ("别的/compose.yaml", "services: {web: {image: nginx}}\n"),
    ]);
    folder.make_folder("空");
    folder
}

#[test]
fn what_cannot_be_done_is_2() {
    let folder = folder_of_impossible_things();
    for arguments in IMPOSSIBLE {
        let arguments = [arguments, &["--fail-on", "never"]].concat();
        assert_eq!(folder.check_code(&arguments), 2, "{arguments:?}");
    }
}

#[test]
fn a_clean_guide_beside_it_makes_nothing_of_it_possible() {
    let folder = folder_of_impossible_things();
    folder.write("还有一份.yml", CLEAN);
    assert_eq!(folder.check_code(&["还有一份.yml"]), 0);
    for arguments in IMPOSSIBLE {
        let arguments = [&["check", "还有一份.yml"], arguments].concat();
        assert_eq!(folder.json(&arguments).0, 2, "{arguments:?}");
    }
}

#[test]
fn what_cannot_be_done_is_said_and_the_rest_is_checked() {
    let folder = Folder::with(&[("好.yaml", CLEAN.to_owned()), ("坏.yaml", error())]);
    let (code, report) = folder.json(&["check", "没有.yaml", "好.yaml", "坏.yaml"]);
    assert_eq!(code, 2);
    let files = [("没有.yaml", "unreadable"), ("好.yaml", "checked"), ("坏.yaml", "checked")];
    assert_eq!(files_of(&report), files.map(|(path, status)| (path.to_owned(), status.to_owned())));
    assert_eq!(report["summary"]["errors"], 1);
    assert_eq!(report["files"][0]["reason"], "没有这个文件或文件夹");

    let human = folder.run(&["check", "没有.yaml", "好.yaml"]).out;
    assert!(human.contains("没有.yaml：没有这个文件或文件夹"), "{human}");
    let compact = folder.run(&["check", "没有.yaml", "好.yaml", "--format", "compact"]).out;
    assert_eq!(compact, "没有.yaml:1:1: 错误[guidelint/unreadable] 没有这个文件或文件夹\n");
}

#[test]
fn strangers_in_a_folder_of_guides_are_no_trouble() {
    let folder = Folder::with(&[("guides/犬.yaml", CLEAN), ("guides/compose.yaml", "services: {}\n")]);
    assert_eq!(folder.check_code(&["guides"]), 0);
    let (_, report) = folder.json(&["check", "guides"]);
    assert_eq!((&report["summary"]["checked"], &report["summary"]["not_guides"]), (&1.into(), &1.into()));
}

#[test]
fn an_empty_file_is_no_guide() {
    for text in ["", "\n", "# 只有注释\n", "---\n", "\u{feff}", "~\n", "[]\n", "{}\n"] {
        let folder = Folder::with(&[("空.yaml", text)]);
        assert_eq!(folder.json(&["check", "空.yaml"]).0, 2, "{text:?}");
    }
}

/// A text could be read as the first element of a guide, as in records. If it were, every list of words in a
/// folder would be a guide without any required element.
#[test]
fn texts_and_lists_of_texts_are_no_guides() {
    for text in ["只有一段文字\n", "- 一\n- 二\n", "[一, [二]]\n", "--- 一\n--- 二\n"] {
        let folder = Folder::with(&[("清单.yaml", text)]);
        assert_eq!(folder.check_code(&["清单.yaml"]), 2, "{text:?}");
    }
}

#[test]
fn a_form_that_nobody_filled_in_is_not_clean() {
    let form: String =
        CLEAN.lines().map(|line| line.split(':').next().unwrap_or_default().to_owned() + ":\n").collect();
    let folder = Folder::with(&[("指南.yaml", form)]);
    assert_eq!(folder.check_code(&["."]), 1);
}
