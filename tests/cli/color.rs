//! Colours: only on request, or if a terminal can show them.

use crate::{CLEAN, Folder, outcome, warning};

fn is_colored(arguments: &[&str], no_color: Option<&str>) -> bool {
    let folder = Folder::with(&[("指南.yaml", warning())]);
    let mut command = folder.command(&[&["check", "指南.yaml"], arguments].concat());
    if let Some(value) = no_color {
        command.env("NO_COLOR", value);
    }
    let outcome = outcome(&mut command);
    assert_eq!(outcome.code, 0);
    assert!(outcome.out.contains("尽快"));
    outcome.out.contains('\u{1b}')
}

#[test]
fn a_pipe_gets_no_colours_unless_it_asks_for_them() {
    assert!(!is_colored(&[], None));
    assert!(!is_colored(&["--color", "auto"], None));
    assert!(!is_colored(&["--color=never"], None));
    assert!(is_colored(&["--color=always"], None));
}

#[test]
fn what_is_said_on_the_command_line_outweighs_the_environment() {
    for value in ["1", "0", ""] {
        assert!(!is_colored(&[], Some(value)));
        assert!(is_colored(&["--color", "always"], Some(value)));
        assert!(!is_colored(&["--color", "never"], Some(value)));
    }
}

#[test]
fn formats_for_programs_have_no_colours() {
    for format in ["compact", "json"] {
        assert!(!is_colored(&["--color", "always", "--format", format], None), "{format}");
    }
}

#[test]
fn colours_change_nothing_else() {
    let folder = Folder::with(&[("指南.yaml", warning())]);
    let plain = folder.run(&["check", "."]).out;
    let colored = folder.run(&["check", ".", "--color", "always"]).out;
    let mut stripped = String::new();
    for (number, part) in colored.split('\u{1b}').enumerate() {
        let text = if number == 0 { part } else { part.split_once('m').expect("a whole sequence").1 };
        stripped.push_str(text);
    }
    assert_eq!(stripped, plain);
}

#[test]
fn quiet_leaves_out_the_summary_only() {
    let folder = Folder::with(&[("好.yaml", CLEAN.to_owned()), ("坏.yaml", warning())]);
    let full = folder.run(&["check", "."]).out;
    let quiet = folder.run(&["check", ".", "--quiet"]).out;
    assert!(full.contains("检查了 2 份指南") && !quiet.contains("检查了"), "{quiet}");
    assert!(full.starts_with(quiet.trim_end()), "the findings are the same");
    let clean = folder.run(&["check", "好.yaml", "-q"]);
    assert_eq!((clean.code, clean.out.as_str(), clean.err.as_str()), (0, "", ""));
    let lost = folder.run(&["check", "没有.yaml", "-q"]);
    assert!(lost.code == 2 && lost.out.contains("没有.yaml：没有这个文件或文件夹"), "{}", lost.out);
}
