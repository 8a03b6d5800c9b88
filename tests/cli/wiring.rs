//! Integration into shells and pipelines: completions, the manual page, hooks and jobs.

use std::ffi::OsString;
use std::path::Path;

use serde_json::Value;

use crate::{CLEAN, DAY, Folder, error};

/// A file of the repository.
fn own(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn yaml(path: &str) -> Value {
    serde_yaml::from_str(&own(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text"))
}

/// A search path on which a program with a fixed day comes first; valid as long as the folder exists.
fn search_path() -> (Folder, OsString) {
    let program = env!("CARGO_BIN_EXE_guidelint");
    let script = format!(
        "#!/bin/sh\ncase $1 in check) shift; exec '{program}' check --as-of={DAY} \"$@\";; esac\nexec '{program}' \"$@\"\n"
    );
    let folder = Folder::with(&[("guidelint", script)]);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;

        let path = folder.path().join("guidelint");
        let runs = std::fs::Permissions::from_mode(0o755);
        std::fs::set_permissions(path, runs).expect("the file is ours");
    }
    let known = std::env::var_os("PATH").unwrap_or_default();
    let paths = std::iter::once(folder.path().to_owned()).chain(std::env::split_paths(&known));
    let joined = std::env::join_paths(paths).expect("temporary folders have plain names");
    (folder, joined)
}

const COMMANDS: [&str; 10] =
    ["check", "rules", "explain", "coverage", "new", "diff", "pack", "schema", "completions", "man"];

#[test]
fn bash_completes_commands_and_formats() {
    let folder = Folder::new();
    let script = folder.run(&["completions", "bash"]);
    assert_eq!((script.code, script.err.as_str()), (0, ""));
    folder.write("guidelint.bash", script.out);
    let complete = |words: &str| {
        let ask = format!(
            "source guidelint.bash; COMP_WORDS=({words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); \
             _guidelint guidelint \"${{COMP_WORDS[$COMP_CWORD]}}\" \"${{COMP_WORDS[$COMP_CWORD-1]}}\"; echo \"${{COMPREPLY[@]}}\""
        );
        let output = folder.other("bash").args(["-c", &ask]).output();
        String::from_utf8(output.expect("there is bash").stdout).expect("text")
    };
    for command in COMMANDS {
        assert!(complete("guidelint ''").split_whitespace().any(|word| word == command), "{command}");
    }
    assert_eq!(complete("guidelint cov").trim(), "coverage");
    assert!(complete("guidelint check --format ''").contains("sarif"));
    assert!(complete("guidelint check --chan").contains("--changed-since"));
}

#[test]
fn there_are_completions_for_every_shell() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = Folder::new().run(&["completions", shell]);
        assert_eq!((script.code, script.err.as_str()), (0, ""), "{shell}");
        assert!(COMMANDS.iter().all(|command| script.out.contains(command)), "{shell}");
    }
    assert_eq!(Folder::new().run(&["completions", "cmd"]).code, 2);
}

#[test]
fn the_manual_has_a_page_for_every_command_and_all_options() {
    let manual = Folder::new().run(&["man"]);
    assert_eq!((manual.code, manual.err.as_str()), (0, ""));
    let plain = manual.out.replace('\\', "");
    for command in COMMANDS {
        assert!(plain.contains(&format!(".TH guidelint-{command} ")), "{command}");
    }
    let help = Folder::new().run(&["check", "--help"]).out;
    let options = help.split_whitespace().filter(|word| word.starts_with("--") && word.len() > 2);
    for option in options {
        let option: String = option.chars().take_while(|c| c.is_ascii_lowercase() || *c == '-').collect();
        assert!(plain.contains(&option), "{option}");
    }
}

#[test]
fn a_hook_may_name_files_of_any_kind() {
    let hook = &yaml(".pre-commit-hooks.yaml")[0];
    let entry: Vec<&str> = text(&hook["entry"]).split_whitespace().collect();
    assert_eq!(entry[0], "guidelint");
    let folder = Folder::with(&[
        ("其他.yaml", "name: ci\n".to_owned()),
        ("好.yaml", CLEAN.to_owned()),
        ("坏.yaml", error()),
        ("坏了.yaml", "事项名称: \"犬\n".to_owned()),
    ]);
    let hooked = |files: &[&str]| folder.run(&[&entry[1..], files].concat());
    for (files, code) in [
        (&["其他.yaml"][..], 0),
        (&["其他.yaml", "好.yaml"], 0),
        (&["其他.yaml", "坏.yaml"], 1),
        (&["坏了.yaml"], 1),
        (&["没有.yaml"], 2),
    ] {
        let outcome = hooked(files);
        assert_eq!(outcome.code, code, "{files:?}: {}", outcome.out);
    }
    assert!(hooked(&["其他.yaml"]).out.contains("没有要检查的办事指南"), "it says that nothing was checked");
    assert_eq!(folder.run(&["check", "其他.yaml"]).code, 2, "without it, a named file must be a guide");
    let empty = Folder::new();
    empty.make_folder("空");
    assert_eq!(
        empty.run(&["check", "空", "--skip-others"]).code,
        2,
        "a folder without guides stays a failure"
    );
}

#[test]
fn the_action_passes_its_inputs_as_they_are() {
    let action = yaml("action.yml");
    let steps = action["runs"]["steps"].as_array().expect("a list");
    for step in steps {
        assert!(!text(&step["run"]).contains("${{"), "an input is no part of a script");
    }
    let script = text(&steps.last().expect("there is one")["run"]);
    let folder = Folder::with(&[("指 南/坏.yaml", error()), ("好.yaml", CLEAN.to_owned())]);
    let (_program, path) = search_path();
    let acted = |paths: &str, fail_on: &str| {
        let output = folder
            .other("bash")
            .args(["--noprofile", "--norc", "-eo", "pipefail", "-c", script])
            .env("PATH", &path)
            .env("PATHS", paths)
            .env("FAIL_ON", fail_on)
            .env("SARIF", "结果.sarif")
            .env("CHANGED_SINCE", "")
            .output();
        let output = output.expect("there is bash");
        (output.status.code(), String::from_utf8(output.stdout).expect("text"))
    };
    let (code, out) = acted("指 南\n\n好.yaml\n", "");
    assert_eq!(code, Some(1), "{out}");
    assert!(out.contains("::error file=指 南/坏.yaml"), "{out}");
    assert!(folder.path().join("结果.sarif").is_file());
    assert_eq!(acted("指 南", "never").0, Some(0));
    assert_eq!(acted("好.yaml\n--no-such-option", "").0, Some(2), "a path is no option");
}

#[test]
fn the_gitlab_job_writes_what_it_says() {
    let job = &yaml("ci/guidelint.gitlab-ci.yml")["guidelint"];
    let folder = Folder::with(&[("坏.yaml", error())]);
    let script = text(&job["script"][0]);
    let (_program, path) = search_path();
    let run = folder
        .other("bash")
        .args(["-c", script])
        .env("PATH", path)
        .env("GUIDELINT_PATHS", text(&job["variables"]["GUIDELINT_PATHS"]))
        .output();
    assert_eq!(run.expect("there is bash").status.code(), Some(1));
    for report in ["codequality", "junit"] {
        let path = folder.path().join(text(&job["artifacts"]["reports"][report]));
        assert!(path.is_file(), "{}", path.display());
    }
}

#[test]
fn the_image_has_the_toolchain_of_the_repository() {
    let toolchain = own("rust-toolchain.toml");
    let channel = toolchain.split('"').nth(1).expect("a version in quotes");
    assert!(own("Dockerfile").contains(&format!("FROM rust:{channel}-")), "{channel}");
}
