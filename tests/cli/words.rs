//! Everything that the program says about itself is in Chinese.

use crate::Folder;

/// Command lines that show help.
const HELP: [&[&str]; 11] = [
    &["--help"],
    &["-h"],
    &["check", "--help"],
    &["rules", "--help"],
    &["explain", "--help"],
    &["new", "--help"],
    &["diff", "--help"],
    &["pack", "--help"],
    &["pack", "check", "--help"],
    &["coverage", "--help"],
    &["schema", "--help"],
];

/// Words of the command line library and of English in general.
const ENGLISH: [&str; 26] = [
    "Usage",
    "Options",
    "Arguments",
    "Commands",
    "Print",
    "Possible",
    "possible",
    "values",
    "default",
    "error:",
    "tip:",
    "similar",
    "unexpected",
    "argument",
    "required",
    "invalid",
    "For more",
    "try",
    "help for",
    "option",
    "subcommand",
    "unrecognized",
    "missing",
    "found",
    "cannot",
    " the ",
];

fn is_chinese(text: &str) -> bool {
    let english = ENGLISH.iter().find(|word| text.contains(**word));
    assert_eq!(english, None, "{text}");
    text.chars().any(|character| ('\u{4e00}'..='\u{9fff}').contains(&character))
}

#[test]
fn help_is_chinese() {
    let folder = Folder::new();
    for arguments in HELP {
        let outcome = folder.run(arguments);
        assert_eq!((outcome.code, outcome.err.as_str()), (0, ""), "{arguments:?}");
        let told = outcome
            .out
            .replace("error（默认）、warning", "")
            .replace("required/core-elements", "")
            .replace("--no-default-packs", "");
        assert!(is_chinese(&told), "{arguments:?}");
        assert!(outcome.out.contains("用法：guidelint"), "{}", outcome.out);
        assert!(outcome.out.ends_with('\n'));
    }
}

#[test]
fn help_names_every_command() {
    let told = Folder::new().run(&["--help"]).out;
    for command in ["check", "rules", "explain", "pack", "coverage", "schema"] {
        assert!(told.contains(&format!("\n  {command} ")), "{told}");
    }
}

#[test]
fn the_version_is_one_line() {
    for flag in ["--version", "-V"] {
        let outcome = Folder::new().run(&[flag]);
        assert_eq!(outcome.code, 0);
        assert_eq!(outcome.out, format!("guidelint {}\n", env!("CARGO_PKG_VERSION")));
    }
}

#[test]
fn no_command_is_answered_with_help_but_is_no_success() {
    let outcome = Folder::new().run::<&str>(&[]);
    assert_eq!((outcome.code, outcome.out.as_str()), (2, ""));
    assert!(is_chinese(&outcome.err) && outcome.err.contains("命令"), "{}", outcome.err);
}

#[test]
fn what_is_wrong_on_the_command_line_is_said_in_chinese_with_a_suggestion() {
    let folder = Folder::new();
    for (arguments, told) in [
        (&["chek"][..], "不认识命令“chek”，是否为“check”？"),
        (&["检查"], "不认识命令“检查”"),
        (&["pack", "chekc"], "不认识命令“chekc”，是否为“check”？"),
        (&["check", "--fromat", "json"], "不认识参数“--fromat”，是否为“--format”？"),
        (&["check", "--reigon=11"], "不认识参数“--reigon”，是否为“--region”？"),
        (&["rules", "--region", "11"], "不认识参数“--region”"),
        (&["check", "-x"], "不认识参数“-x”"),
        (&["check", "--format", "xml"], "不能是“xml”，可以写：human、compact、json"),
        (&["check", "--fail-on", "errors"], "不能是“errors”，可以写：error、warning、advice、never"),
        (&["check", "--color", "yes"], "不能是“yes”，可以写：auto、always、never"),
        (&["rules", "--format", "human"], "不能是“human”，可以写：table、json"),
        (&["schema", "guide"], "不能是“guide”，可以写：report"),
        (&["check", "--region", "广东"], "不能是“广东”：行政区划代码应为 2、4、6、9 或 12 位数字"),
        (&["check", "--format"], "“--format <格式>”后面应写明内容"),
        (&["check", "--quiet=1"], "--quiet"),
        (&["explain"], "缺少参数“<规则>”"),
        (&["explain", "甲", "乙"], "乙"),
        (&["schema"], "缺少参数“<名称>”"),
        (&["check", "--format", "json", "--format", "human"], "“--format <格式>”只能写一次"),
    ] {
        let outcome = folder.run(arguments);
        assert_eq!((outcome.code, outcome.out.as_str()), (2, ""), "{arguments:?}");
        assert!(outcome.err.starts_with("错误：") && outcome.err.contains(told), "{}", outcome.err);
        let own = outcome.err.replace("error、warning", "").replace("errors", "");
        assert!(is_chinese(&own), "{arguments:?}");
    }
}

#[cfg(unix)]
#[test]
fn arguments_that_are_no_text_do_no_harm() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let bytes = OsStr::from_bytes(b"\xca\xc2.yaml");
    let outcome = Folder::new().run(&[OsStr::new("check"), bytes]);
    assert_eq!(outcome.code, 2, "{outcome:?}");
    let outcome = Folder::new().run(&[OsStr::new("check"), OsStr::new("--format"), bytes]);
    assert_eq!(outcome.code, 2, "{outcome:?}");
    assert!(is_chinese(&outcome.err), "{outcome:?}");
}
