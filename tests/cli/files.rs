//! Which files are checked, in which order, under which names.

use crate::{CLEAN, Folder, Outcome, error, files_of, outcome};

/// The paths in a JSON report, in its order.
fn checked(folder: &Folder, arguments: &[&str]) -> Vec<String> {
    let (code, report) = folder.json(&[&["check"], arguments].concat());
    assert_eq!(code, 0, "{report}");
    files_of(&report).into_iter().map(|(path, _)| path).collect()
}

#[test]
fn folders_are_walked_in_the_order_of_names() {
    let folder = Folder::with(&[
        ("guides/乙.yaml", CLEAN),
        ("guides/b.yml", CLEAN),
        ("guides/a/z.yaml", CLEAN),
        ("guides/a/甲/一.yaml", CLEAN),
        ("guides/c.yaml", CLEAN),
        ("guides/README.md", "# 说明"),
        ("guides/d.json", "{}"),
    ]);
    let inside =
        ["guides/a/z.yaml", "guides/a/甲/一.yaml", "guides/b.yml", "guides/c.yaml", "guides/乙.yaml"];
    assert_eq!(checked(&folder, &["guides"]), inside);
    assert_eq!(checked(&folder, &["./guides/"]), inside);
    assert_eq!(checked(&folder, &[]), inside);
    assert_eq!(
        checked(&folder, &["guides/乙.yaml", "guides/a", "guides/b.yml"]),
        ["guides/乙.yaml", "guides/a/z.yaml", "guides/a/甲/一.yaml", "guides/b.yml"]
    );
}

#[test]
fn no_file_is_checked_twice() {
    let folder = Folder::with(&[("guides/犬.yaml", CLEAN), ("guides/猫.yaml", CLEAN)]);
    assert_eq!(checked(&folder, &["guides/猫.yaml", "guides"]), ["guides/猫.yaml", "guides/犬.yaml"]);
}

#[test]
fn a_file_with_another_ending_is_checked_when_it_is_named() {
    let folder = Folder::with(&[("犬.json", "{\"事项名称\": \"犬只登记\"}"), ("猫.yaml", CLEAN)]);
    assert_eq!(checked(&folder, &[]), ["猫.yaml"]);
    let (code, report) = folder.json(&["check", "犬.json"]);
    assert_eq!((code, report["summary"]["checked"].as_u64()), (1, Some(1)));
}

#[test]
fn ignore_files_count_in_folders_with_and_without_a_repository() {
    let folder = Folder::with(&[
        (".gitignore", "草稿/\n*.旧.yaml\n"),
        ("草稿/犬.yaml", CLEAN),
        ("犬.旧.yaml", CLEAN),
        ("犬.yaml", CLEAN),
    ]);
    assert_eq!(checked(&folder, &["."]), ["犬.yaml"]);
    folder.make_folder(".git");
    assert_eq!(checked(&folder, &["."]), ["犬.yaml"]);
    assert_eq!(checked(&folder, &["草稿/犬.yaml"]), ["草稿/犬.yaml"], "what is named is wanted");
}

#[test]
fn excluded_files_are_not_checked() {
    let folder = Folder::with(&[
        ("guides/犬.yaml", CLEAN),
        ("guides/草稿/猫.yaml", CLEAN),
        ("guides/鸟.draft.yaml", CLEAN),
    ]);
    assert_eq!(
        checked(&folder, &["guides", "--exclude", "草稿"]),
        ["guides/犬.yaml", "guides/鸟.draft.yaml"]
    );
    assert_eq!(
        checked(&folder, &["guides", "--exclude", "guides/草稿/**", "--exclude=*.draft.yaml"]),
        ["guides/犬.yaml"]
    );
    assert_eq!(checked(&folder, &["--exclude", "guides/草稿/**"]).len(), 2);
    let wrong = folder.run(&["check", "--exclude", "[", "guides"]);
    assert_eq!((wrong.code, wrong.out.as_str()), (2, ""));
    assert!(wrong.err.contains("通配符“[”写错了"), "{}", wrong.err);
}

#[test]
fn standard_input_is_a_file_with_the_name_that_it_is_given() {
    let folder = Folder::new();
    let run = |more: &[&str], input: &str| {
        folder.run_with_input(&[&["check", "--format", "compact", "-"], more].concat(), input.as_bytes())
    };
    let Outcome { code, out, .. } = run(&["--stdin-filename", "guides/犬.yaml"], &error());
    assert_eq!(code, 1);
    assert!(out.starts_with("guides/犬.yaml:8:9: 错误[limits/promise-within-statute]"), "{out}");
    let Outcome { code, out, .. } = run(&[], &error());
    assert_eq!(code, 1);
    assert!(out.starts_with("<标准输入>:8:9: "), "{out}");
    assert_eq!(run(&[], CLEAN).code, 0);
    for nothing in ["", "services: {}\n"] {
        assert_eq!(run(&[], nothing).code, 2, "{nothing:?}");
    }
}

#[test]
fn the_report_does_not_depend_on_the_number_of_threads() {
    let folder = Folder::new();
    for number in 0..40 {
        let guide = if number % 3 == 0 { error() } else { CLEAN.replace("3个工作日", "尽快") };
        folder.write(&format!("guides/{}/{number}.yaml", number % 7), guide);
    }
    folder.write("guides/坏.yaml", "受理条件: [");
    for format in crate::formats() {
        let with = |threads: &str| {
            let mut command = folder.command(&["check", "guides", "没有", "--format", format]);
            outcome(command.env("RAYON_NUM_THREADS", threads))
        };
        let (one, four) = (with("1"), with("4"));
        assert_eq!((one.code, four.code), (2, 2));
        assert!(one.out == four.out, "{format} differs");
    }
}

#[cfg(unix)]
mod links {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn a_folder_that_links_to_itself_is_walked_once() {
        let folder = Folder::with(&[("guides/犬.yaml", CLEAN), ("guides/内/猫.yaml", CLEAN)]);
        symlink("..", folder.path().join("guides/内/圈")).expect("links can be made");
        symlink(".", folder.path().join("guides/自己")).expect("links can be made");
        assert_eq!(checked(&folder, &["guides"]), ["guides/内/猫.yaml", "guides/犬.yaml"]);
        assert_eq!(folder.check_code(&["guides"]), 0);
    }

    #[test]
    fn links_to_files_are_followed() {
        let folder = Folder::with(&[("别处/犬.yaml", CLEAN)]);
        folder.make_folder("guides");
        symlink("../别处/犬.yaml", folder.path().join("guides/犬.yaml")).expect("links can be made");
        assert_eq!(checked(&folder, &["guides"]), ["guides/犬.yaml"]);
    }

    #[test]
    fn a_link_to_nothing_is_told() {
        let folder = Folder::with(&[("guides/犬.yaml", CLEAN)]);
        symlink("没有", folder.path().join("guides/猫.yaml")).expect("links can be made");
        for path in ["guides", "guides/猫.yaml"] {
            assert_eq!(folder.check_code(&[path]), 2, "{path}");
            let (_, report) = folder.json(&["check", path]);
            let lost = files_of(&report).into_iter().find(|(_, status)| status == "unreadable");
            assert_eq!(lost.expect("a file is lost").0, "guides/猫.yaml", "{path}");
        }
    }
}

#[test]
fn a_folder_with_the_name_of_a_file_is_a_folder() {
    let folder = Folder::with(&[("guides/犬.yaml", CLEAN), ("guides/不是文件.yaml/猫.yaml", CLEAN)]);
    assert_eq!(checked(&folder, &["guides"]), ["guides/不是文件.yaml/猫.yaml", "guides/犬.yaml"]);
    folder.make_folder("空.yaml");
    assert_eq!(folder.check_code(&["空.yaml"]), 2);
}
