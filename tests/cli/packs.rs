//! Packs of the user's own, and `pack check`.

use std::collections::BTreeMap;

use guidelint::rules;
use serde_json::Value;

use crate::{CLEAN, DAY, Folder, files_of, formats, report, rules_of};

/// A complete pack: one element, and one rule that forbids a word.
pub(crate) fn pack_with(id: &str, word: &str) -> String {
    format!(
        "\
pack: {{id: {id}, version: '1', title: 本地要求}}
sources:
  {id}-yuan: {{kind: 规范性文件, title: 某市养犬办法, text: full}}
clauses:
  - {{source: {id}-yuan, number: 第一条, obligation: 不得, checked: full}}
elements:
  - {{name: {id}名称}}
vocabulary:
  {id}词: {{words: [{word}]}}
rules:
  - id: no-word
    title: 名称里不得有“{word}”
    category: wording
    clause: {{source: {id}-yuan, number: 第一条}}
    where: {id}名称
    must: {{avoid: {id}词}}
    message: 名称里有“{{found}}”
    pass: ['{{{id}名称: 犬}}']
    fail: ['{{{id}名称: {word}}}']
"
    )
}

/// A pack with mistakes in different places, and a correct rule for its clause after them.
fn broken_pack() -> String {
    let sound = pack_with("local", "喵");
    let (head, rule) = sound.split_once("rules:\n").expect("the pack has rules");
    let broken = rule
        .replace("category: wording", "kategory: wording")
        .replace("where: local名称", "where: local名字")
        .replace("avoid: local词", "avoid: local字");
    format!("{head}rules:\n{broken}{}", rule.replace("no-word", "still-no-word"))
}

#[test]
fn own_packs_join_the_built_in_ones() {
    let folder = Folder::with(&[
        ("指南.yaml", format!("{CLEAN}local名称: 喵犬\nother名称: 汪\n")),
        ("local.yaml", pack_with("local", "喵")),
        ("packs/other.yml", pack_with("other", "汪")),
    ]);
    let check = |arguments: &[&str]| folder.json(&[&["check", "指南.yaml"], arguments].concat());
    let (code, plain) = check(&[]);
    assert_eq!((code, rules_of(&plain)), (0, vec!["elements/unknown"]));
    let (code, one) = check(&["--pack", "local.yaml"]);
    assert_eq!((code, rules_of(&one)), (1, vec!["local/no-word", "elements/unknown"]));
    let (code, both) = check(&["--pack", "local.yaml", "--pack", "packs"]);
    assert_eq!((code, rules_of(&both)), (1, vec!["local/no-word", "other/no-word"]));
    let (code, alone) = check(&["--no-default-packs", "--pack", "packs/other.yml"]);
    assert_eq!((code, rules_of(&alone)), (1, vec!["other/no-word"]));
    let ids: Vec<_> = alone["packs"].as_array().expect("a list").iter().map(|pack| &pack["id"]).collect();
    assert_eq!(ids, ["other"]);
}

#[test]
fn without_packs_nothing_can_be_checked() {
    let folder = Folder::with(&[("指南.yaml", CLEAN)]);
    folder.make_folder("空");
    for (arguments, told) in [
        (&["--no-default-packs"][..], "没有规则包"),
        (&["--pack", "没有.yaml"], "没有.yaml：没有这个文件或文件夹"),
        (&["--pack", "空"], "文件夹中没有规则包"),
    ] {
        for command in [&["check", "指南.yaml"][..], &["rules"], &["explain", "yaml/syntax"]] {
            let outcome = folder.run(&[command, arguments].concat());
            assert_eq!((outcome.code, outcome.out.as_str()), (2, ""), "{command:?} {arguments:?}");
            assert!(outcome.err.starts_with("错误：") && outcome.err.contains(told), "{}", outcome.err);
        }
    }
}

/// The lines and messages of a report on packs.
fn mistakes(report: &Value) -> Vec<(u64, &str)> {
    let found = report["diagnostics"].as_array().expect("a list").iter();
    found
        .map(|found| {
            let line = found["span"]["start"]["line"].as_u64().expect("a line");
            (line, found["message"].as_str().expect("a message"))
        })
        .collect()
}

/// Whether these are the mistakes of the broken pack.
fn is_of_broken_pack(mistakes: &[(u64, &str)]) -> bool {
    let begins = |number: usize, line: u64, message: &str| {
        mistakes.get(number).is_some_and(|found| found.0 == line && found.1.contains(message))
    };
    mistakes.len() == 4
        && begins(0, 11, "规则缺少“category”")
        && begins(1, 13, "不认识“kategory”，是否为“category”？")
        && begins(2, 15, "没有要素“local名字”，是否为“local名称”？")
        && begins(3, 16, "没有词表“local字”")
}

#[test]
fn a_broken_pack_is_not_half_used_and_shows_all_its_mistakes() {
    let folder = Folder::with(&[("指南.yaml", CLEAN.to_owned()), ("local.yaml", broken_pack())]);
    let arguments = ["check", "指南.yaml", "--pack", "local.yaml", "--fail-on", "never"];
    let (code, report) = folder.json(&arguments);
    assert_eq!(code, 2);
    assert_eq!(files_of(&report), [("local.yaml".to_owned(), "unreadable".to_owned())]);
    assert!(is_of_broken_pack(&mistakes(&report)), "{:?}", mistakes(&report));
    for format in ["human", "compact"] {
        let outcome = folder.run(&[&arguments[..], &["--format", format]].concat());
        assert_eq!(outcome.code, 2, "{format}");
        assert!(outcome.out.contains("local.yaml:13:5"), "{}", outcome.out);
        assert!(outcome.out.contains("不认识“kategory”") && outcome.out.contains("没有词表“local字”"));
    }
    for command in [&["rules"][..], &["rules", "--format", "json"], &["explain", "yaml/syntax"]] {
        let outcome = folder.run(&[command, &["--pack", "local.yaml"]].concat());
        assert_eq!(outcome.code, 2, "{command:?}");
        assert!(outcome.out.contains("没有词表“local字”"), "{}", outcome.out);
    }
}

#[test]
fn packs_in_other_encodings_are_told_like_guides() {
    let folder = Folder::with(&[("指南.yaml", CLEAN.as_bytes()), ("包.yaml", b"pack: \xb0\xfc\n")]);
    for arguments in [&["check", "指南.yaml", "--pack", "包.yaml"][..], &["pack", "check", "包.yaml"]] {
        let outcome = folder.run(arguments);
        assert_eq!(outcome.code, 2, "{arguments:?}: {outcome:?}");
        assert!(outcome.out.contains("UTF-8"), "{outcome:?}");
    }
}

#[test]
fn built_in_packs_pass_their_own_check() {
    let folder = Folder::new();
    let outcome = folder.run(&["pack", "check"]);
    assert_eq!((outcome.code, outcome.err.as_str()), (0, ""));
    let told = format!("检查了 {} 个规则包，", rules::packs().len());
    assert!(outcome.out.starts_with(&told) && outcome.out.ends_with("未发现问题。\n"), "{}", outcome.out);
    let json = folder.run(&["pack", "check", "--format", "json"]);
    assert_eq!(json.code, 0);
    assert_eq!(report(&json.out)["diagnostics"], Value::Array(vec![]));
}

#[test]
fn a_pack_of_the_user_is_checked_alone() {
    let folder = Folder::with(&[
        ("好.yaml", pack_with("local", "喵")),
        ("packs/又一个.yaml", pack_with("other", "汪")),
    ]);
    for (paths, told) in [
        (&["好.yaml"][..], "检查了 1 个规则包，1 条规则，2 个例子，未发现问题。\n"),
        (&["好.yaml", "packs"], "检查了 2 个规则包，2 条规则，4 个例子，未发现问题。\n"),
    ] {
        let outcome = folder.run(&[&["pack", "check"], paths].concat());
        assert_eq!((outcome.code, outcome.out.as_str(), outcome.err.as_str()), (0, told, ""));
    }
}

#[test]
fn mistakes_of_packs_are_findings_of_pack_check() {
    let folder = Folder::with(&[
        ("坏.yaml", broken_pack()),
        (
            "例.yaml",
            pack_with("local", "喵").replace("pass: ['{local名称: 犬}']", "pass: ['{local名称: 喵犬}']"),
        ),
        ("断.yaml", "pack: {id: x".to_owned()),
        ("空.yaml", String::new()),
    ]);
    let codes = formats().map(|format| folder.run(&["pack", "check", "坏.yaml", "--format", format]).code);
    assert_eq!(codes, codes.map(|_| 1));
    let check = |file: &str| {
        let outcome = folder.run(&["pack", "check", file, "--format", "json"]);
        assert_eq!(outcome.code, 1, "{file}");
        report(&outcome.out)
    };
    assert!(is_of_broken_pack(&mistakes(&check("坏.yaml"))));
    let example = check("例.yaml");
    assert_eq!(mistakes(&example).len(), 1);
    assert!(mistakes(&example)[0].1.contains("规则“local/no-word”不应在这个例子中发现问题"), "{example}");
    assert_eq!(rules_of(&check("断.yaml")), ["yaml/syntax"]);
    assert_eq!(mistakes(&check("空.yaml")), [(1, "文件是空的，不是规则包")]);
    assert_eq!(folder.run(&["pack", "check", "没有.yaml"]).code, 2);
}

/// For every file in a table of examples: its rule, its day, and the expected findings.
type Expected = BTreeMap<String, (String, String, Vec<Vec<String>>)>;

fn expected(table: &str) -> Expected {
    let mut expected = Expected::new();
    for line in table.lines().skip_while(|line| line.starts_with('#')).skip(1) {
        let cells: Vec<_> = line.split('\t').map(str::to_owned).collect();
        let [file, rule, found, severity, _, places @ .., _, _, as_of] = &*cells else { panic!("{line}") };
        let (_, _, all) =
            expected.entry(file.clone()).or_insert_with(|| (rule.clone(), as_of.clone(), Vec::new()));
        if found == "found" {
            all.push([severity].into_iter().chain(places).cloned().collect());
        }
    }
    for (_, _, places) in expected.values_mut() {
        places.sort();
    }
    expected
}

/// The findings of a rule in a file, in the form of the table.
fn found(report: &Value, file: &str, rule: &str) -> Vec<Vec<String>> {
    let all = report["diagnostics"].as_array().expect("a list").iter();
    let own = all.filter(|one| one["file"] == file && one["rule"] == rule && one["coming"].is_null());
    let mut places: Vec<_> = own
        .map(|one| {
            let number = |end: &str, unit: &str| one["span"][end][unit].to_string();
            let places = [("start", "line"), ("start", "char"), ("end", "line"), ("end", "char")];
            let severity = one["severity"].as_str().expect("text").to_owned();
            [severity].into_iter().chain(places.map(|(end, unit)| number(end, unit))).collect()
        })
        .collect();
    places.sort();
    places
}

#[test]
fn a_check_of_the_examples_finds_what_their_table_says() {
    let folder = Folder::with(&[("好.yaml", pack_with("local", "喵"))]);
    let outcome = folder.run(&["pack", "check", "好.yaml", "--export", "例子", "--as-of", DAY]);
    assert_eq!((outcome.code, outcome.err.as_str()), (0, ""));
    let table = std::fs::read_to_string(folder.path().join("例子/expected.tsv")).expect("it is written");
    let expected = expected(&table);
    assert_eq!(expected.len(), 2);
    let (code, report) = folder.json(&["check", "例子", "--pack", "好.yaml", "--as-of", DAY]);
    assert_eq!(code, 1);
    for (file, (rule, as_of, places)) in &expected {
        assert_eq!((&found(&report, &format!("例子/{file}"), rule), as_of.as_str()), (places, DAY), "{file}");
    }
}

#[test]
fn examples_are_written_into_a_folder_of_their_own() {
    let folder = Folder::with(&[
        ("好.yaml", pack_with("local", "喵")),
        ("坏.yaml", broken_pack()),
        ("有/别的.txt", "在先".to_owned()),
    ]);
    folder.make_folder("空");
    let export =
        |pack: &str, to: &str| folder.run(&["pack", "check", pack, "--export", to, "--as-of", "2026-11-01"]);
    let read = |path: &str| std::fs::read_to_string(folder.path().join(path));
    for to in ["新", "空", "新"] {
        let outcome = export("好.yaml", to);
        assert_eq!((outcome.code, outcome.err.as_str()), (0, ""), "{to}");
        assert!(
            outcome.out.ends_with(&format!("2 个例子写在 {to}，应查出什么见 {to}/expected.tsv。\n")),
            "{outcome:?}"
        );
        let mut names: Vec<_> = walk(&folder, to);
        names.sort();
        let clause = "local/local-yuan-第一条_no-word";
        let wanted =
            ["expected.tsv".to_owned(), format!("{clause}_fail-1.yaml"), format!("{clause}_pass-1.yaml")];
        assert_eq!(names, wanted);
        assert_eq!(read(&format!("{to}/{clause}_fail-1.yaml")).expect("it is there"), "{local名称: 喵}");
    }
    let table = read("新/expected.tsv").expect("it is there");
    assert_eq!(table, read("空/expected.tsv").expect("it is there"), "the same bytes every time");
    let rows: Vec<_> = table.lines().filter(|line| !line.starts_with('#')).skip(1).collect();
    assert_eq!(
        rows,
        [
            "local/local-yuan-第一条_no-word_fail-1.yaml\tlocal/no-word\tfound\terror\t《某市养犬办法》第一条\t1\t11\t1\t12\t\t\t2026-11-01",
            "local/local-yuan-第一条_no-word_pass-1.yaml\tlocal/no-word\tnot found\terror\t《某市养犬办法》第一条\t\t\t\t\t\t\t2026-11-01",
        ]
    );
    folder.write("新/再加.yaml", "名称: 一");
    for (pack, to, code, told) in [
        ("好.yaml", "有", 2, "文件夹 有 里已有别的内容，没有写入"),
        ("好.yaml", "新", 2, "文件夹 新 里已有别的内容，没有写入"),
        ("好.yaml", "好.yaml", 2, "好.yaml 不是文件夹，没有写入"),
        ("好.yaml", "没有/新", 2, "无法写入 没有/新：没有这个文件夹"),
        ("坏.yaml", "另", 1, "规则包有误，没有写出例子"),
    ] {
        let outcome = export(pack, to);
        assert_eq!(outcome.code, code, "{outcome:?}");
        assert!(outcome.err.contains(told), "{told} in {outcome:?}");
    }
    assert_eq!(walk(&folder, "有"), ["别的.txt"]);
    assert_eq!(read("新/再加.yaml").expect("it is there"), "名称: 一");
    assert!(!folder.path().join("另").exists() && !folder.path().join("没有").exists());
    assert_eq!(read("好.yaml").expect("it is there"), pack_with("local", "喵"));
    let top: Vec<_> = walk(&folder, "").into_iter().filter(|name| name.contains(".guidelint-")).collect();
    assert_eq!(top, [""; 0], "nothing is left behind");
    assert_eq!(folder.run(&["pack", "check", "--as-of", "2026-11-01"]).code, 2, "a day is for the examples");
}

/// The files of a folder, relative to it.
fn walk(folder: &Folder, inside: &str) -> Vec<String> {
    let root = folder.path().join(inside);
    let files = walkdir::WalkDir::new(&root).into_iter().map(|entry| entry.expect("it can be read"));
    let files = files.filter(|entry| entry.file_type().is_file());
    let name = |path: &std::path::Path| {
        path.strip_prefix(&root).expect("it is inside").to_string_lossy().replace('\\', "/")
    };
    files.map(|entry| name(entry.path())).collect()
}
