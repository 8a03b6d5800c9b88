//! `--statement`: what was checked, with digests, and the result for every clause.

use std::fs;

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::{CLEAN, Folder, error, outcome, warning};

const DAY: &str = "--as-of=2026-11-01";

/// SHA-256, independent of the code of the program.
fn sha256(bytes: impl AsRef<[u8]>) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat()
}

/// The bytes of the statement of a run on a fixed day, and the exit code of the run.
fn bytes(folder: &Folder, arguments: &[&str]) -> (i32, Vec<u8>) {
    let _ = fs::remove_file(folder.path().join("记录.json"));
    let run = folder.run(&[&["check", DAY, "--statement", "记录.json"], arguments].concat());
    let written = fs::read(folder.path().join("记录.json"));
    (run.code, written.unwrap_or_else(|error| panic!("{error}: {run:?}")))
}

/// The statement of a run, validated against the schema that the program itself writes.
fn statement(folder: &Folder, arguments: &[&str]) -> Value {
    let (code, bytes) = bytes(folder, arguments);
    let statement: Value = serde_json::from_slice(&bytes).expect("it is JSON");
    let schema = folder.run(&["schema", "statement"]);
    let schema: Value = serde_json::from_str(&schema.out).expect("the schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("the schema is one");
    let errors: Vec<_> = validator.iter_errors(&statement).map(|error| error.to_string()).collect();
    assert_eq!(errors, [""; 0]);
    assert_eq!(statement["outcome"]["exit_code"], code);
    statement
}

fn list<'v>(value: &'v Value, key: &str) -> &'v Vec<Value> {
    value[key].as_array().unwrap_or_else(|| panic!("{key} is a list"))
}

/// The clause that a rule rests on.
fn clause_of<'v>(statement: &'v Value, rule: &str) -> &'v Value {
    let mut clauses = list(statement, "sources").iter().flat_map(|source| list(source, "clauses"));
    let own = clauses.find(|clause| list(clause, "rules").iter().any(|own| own == rule));
    own.unwrap_or_else(|| panic!("no clause has the rule {rule}"))
}

/// A pack whose clauses all have different results, and a stricter one for one region.
const PACK: &str = "\
pack: {id: dogs, version: '1', title: 犬只}
sources:
  banfa: {kind: 规范性文件, title: 某市养犬办法, text: full}
  xinfa: {kind: 规范性文件, title: 某市养犬新规, text: full, from: 2027-01-01}
clauses:
  - {source: banfa, number: 第一条, obligation: 不得, checked: full}
  - {source: banfa, number: 第二条, obligation: 应, checked: partial, human: [号码是否属实？]}
  - {source: banfa, number: 第三条, obligation: 应, checked: full}
  - {source: banfa, number: 第四条, obligation: 应, checked: human, human: [登记是否及时？]}
  - {source: banfa, number: 第五条, obligation: 应, checked: out, note: 与指南无关}
  - {source: xinfa, number: 第一条, obligation: 不得, checked: full}
elements:
  - {name: 行政区划, role: region}
  - {name: 犬名}
  - {name: 免疫证号}
  - {name: 芯片号}
vocabulary:
  猫话: {words: [喵]}
rules:
  - id: no-cat
    title: 犬名不得是猫话
    category: wording
    clause: {source: banfa, number: 第一条}
    where: 犬名
    must: {avoid: 猫话}
    message: 犬名“{found}”是猫话
    pass: ['{犬名: 旺财}']
    fail: ['{犬名: 喵喵}']
  - id: number
    title: 免疫证号应当是数字
    category: codes
    clause: {source: banfa, number: 第二条}
    where: 免疫证号
    must: {matches: '[0-9]+'}
    message: 免疫证号“{found}”不是数字
    pass: ['{免疫证号: \"12\"}']
    fail: ['{免疫证号: 十二}']
  - id: chip
    title: 芯片号应当是数字
    category: codes
    clause: {source: banfa, number: 第三条}
    where: 芯片号
    must: {matches: '[0-9]+'}
    message: 芯片号“{found}”不是数字
    pass: ['{芯片号: \"12\"}']
    fail: ['{芯片号: 十二}']
  - id: no-cat-soon
    title: 免疫证号不得是猫话
    category: wording
    clause: {source: xinfa, number: 第一条}
    where: 免疫证号
    must: {avoid: 猫话}
    message: 免疫证号“{found}”是猫话
    pass: ['{免疫证号: \"12\"}']
    fail: ['{免疫证号: 喵喵}']
";

fn verdicts(statement: &Value) -> Vec<(String, String, String)> {
    let clauses = list(statement, "sources").iter().flat_map(|source| {
        list(source, "clauses").iter().map(move |clause| {
            let text = |value: &Value| value.as_str().expect("text").to_owned();
            (text(&source["id"]), text(&clause["number"]), text(&clause["verdict"]))
        })
    });
    clauses.collect()
}

#[test]
fn every_clause_has_the_verdict_that_the_run_came_to() {
    let folder = Folder::with(&[("包.yaml", PACK), ("犬.yaml", "犬名: 喵喵\n免疫证号: '12'\n")]);
    let asked = ["犬.yaml", "--pack", "包.yaml", "--no-default-packs"];
    let stated = |text: &str| {
        folder.write("犬.yaml", text);
        statement(&folder, &asked)
    };
    let told = |statement: &Value| -> Vec<String> {
        verdicts(statement).into_iter().map(|(.., verdict)| verdict).collect()
    };
    let bad = stated("犬名: 喵\n免疫证号: '12'\n");
    assert_eq!(
        told(&bad),
        ["findings", "no_findings", "not_exercised", "not_checked", "not_checked", "no_findings"]
    );
    assert_eq!(clause_of(&bad, "dogs/no-cat")["findings"]["errors"], 1);
    assert_eq!(bad["outcome"]["findings"]["errors"], 1);
    assert_eq!(clause_of(&bad, "dogs/chip")["rules_not_exercised"][0], "dogs/chip");
    let forces: Vec<_> = list(&bad, "sources").iter().map(|source| source["in_force"].clone()).collect();
    assert_eq!(forces, ["present", "coming"]);
    // If the guide changes, so does its result.
    let good = stated("犬名: 旺财\n芯片号: '1'\n");
    assert_eq!(
        told(&good),
        ["no_findings", "not_exercised", "no_findings", "not_checked", "not_checked", "not_exercised"]
    );
    assert_eq!(good["outcome"]["exit_code"], 0);
    assert_ne!(good["guides"][0]["sha256"], bad["guides"][0]["sha256"]);
    // Upcoming and suppressed findings do not count, but are recorded.
    let later = stated("犬名: 喵 # guidelint: ignore[dogs/no-cat] 旧名\n免疫证号: 喵\n");
    assert_eq!(told(&later)[0], "findings");
    assert_eq!(clause_of(&later, "dogs/no-cat")["findings"]["suppressed"], 1);
    assert_eq!(clause_of(&later, "dogs/no-cat-soon")["findings"]["coming"], 1);
    assert_eq!(later["outcome"]["findings"]["coming"], 1);
}

#[test]
fn what_stands_in_the_place_of_a_rule_counts_for_its_clause_too() {
    let regional = "\
pack: {id: town, version: '1', title: 某区犬只, region: '4401'}
sources:
  xize: {kind: 规范性文件, title: 某区养犬细则, text: full}
clauses:
  - {source: xize, number: 第九条, obligation: 不得, checked: full}
rules:
  - id: no-cat
    tightens: dogs/no-cat
    title: 犬名不得是猫话
    category: wording
    clause: {source: xize, number: 第九条}
    message: 犬名“{found}”是猫话
    pass: ['{犬名: 旺财}']
    fail: ['{犬名: 喵喵}']
";
    let softer = PACK.replacen("obligation: 不得", "obligation: 宜", 1);
    let folder = Folder::with(&[("包.yaml", softer.as_str()), ("区.yaml", regional)]);
    let packs = ["--pack", "包.yaml", "--pack", "区.yaml", "--no-default-packs"];
    folder.write("犬.yaml", "犬名: 喵\n行政区划: '440103'\n");
    let statement = statement(&folder, &[&["犬.yaml"][..], &packs].concat());
    let national = clause_of(&statement, "dogs/no-cat");
    assert_eq!((&national["verdict"], &national["findings"]["errors"]), (&"findings".into(), &1.into()));
    assert_eq!(national["rules_in_place"][0], "town/no-cat");
    assert_eq!(clause_of(&statement, "town/no-cat")["findings"]["errors"], 1);
    assert_eq!(statement["outcome"]["findings"]["errors"], 1, "it is one finding all the same");
}

#[test]
fn digests_are_those_of_the_bytes_on_disk() {
    let marked = [b"\xef\xbb\xbf", CLEAN.replace('\n', "\r\n").as_bytes()].concat();
    let broken = [warning().as_bytes(), b"\xff\n"].concat();
    let folder = Folder::with(&[("甲.yaml", marked), ("乙.yaml", broken), ("丙.yaml", b"a: 1\n".to_vec())]);
    folder.write("guidelint.yaml", "rules: {}\nexemptions: 豁免.yml\n");
    folder.write("豁免.yml", "exemptions: []\n");
    folder.write("基线.json", "");
    fs::remove_file(folder.path().join("基线.json")).expect("it is there");
    let statement = statement(&folder, &["."]);
    let known = |file: &Value| {
        let path = file["path"].as_str().expect("a path");
        assert_eq!(
            file["sha256"],
            sha256(fs::read(folder.path().join(path)).expect("it is there")),
            "{path}"
        );
        path.to_owned()
    };
    let all = |key: &str| list(&statement, key).iter().map(known).collect::<Vec<_>>();
    assert_eq!(all("guides"), ["乙.yaml", "甲.yaml"]);
    assert_eq!(all("not_checked"), ["丙.yaml"]);
    assert_eq!(all("settings"), ["guidelint.yaml", "豁免.yml"]);
    assert_eq!(statement["guides"][0]["status"], "broken");
    // The packs and tables of the program, with digests that everybody can compute.
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut lines = Vec::new();
    for entry in fs::read_dir(root.join("rules")).expect("rules are there") {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|extension| extension == "md") {
            continue;
        }
        let name = format!("rules/{}", path.file_name().expect("a name").to_string_lossy());
        lines.push((name, sha256(fs::read(path).expect("it can be read"))));
    }
    lines.sort();
    let text = lines.iter().map(|(name, digest)| format!("{digest}  {name}\n")).collect::<Vec<_>>().concat();
    assert_eq!(statement["tool"]["data_sha256"], sha256(text));
    let digests: Vec<_> = lines.iter().map(|(_, digest)| digest.as_str()).collect();
    for pack in list(&statement, "packs") {
        assert!(digests.contains(&pack["sha256"].as_str().expect("a digest")), "{pack}");
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let folder = Folder::new();
    for number in 0..12 {
        let text = [CLEAN.to_owned(), warning(), error()][number % 3].clone();
        folder.write(&format!("指南/{number}.yaml"), text.replace("犬只", &format!("第{number}类犬只")));
    }
    let (_, first) = bytes(&folder, &["指南"]);
    assert!(
        !String::from_utf8_lossy(&first).contains(&*folder.path().to_string_lossy()),
        "no machine's path"
    );
    for threads in ["1", "2", "7"] {
        let mut command = folder.command(&["check", DAY, "指南", "--statement", "又一份.json"]);
        outcome(command.env("RAYON_NUM_THREADS", threads));
        let again = fs::read(folder.path().join("又一份.json")).expect("it was written");
        assert_eq!(again, first, "{threads} threads");
    }
    let whole = folder.path().join("指南");
    let names: Vec<String> = (0..12).rev().map(|number| format!("./指南/{number}.yaml")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    assert_eq!(bytes(&folder, &["./指南/"]).1, first);
    assert_eq!(bytes(&folder, &[whole.to_str().expect("UTF-8")]).1, first, "an absolute path is no other");
    assert_eq!(bytes(&folder, &names).1, first, "nor is another order");
    // Writing it twice, even over itself in the folder of the guides, changes nothing.
    let inside = ["check", DAY, "指南", "--statement", "指南/记录.json"];
    folder.run(&inside);
    folder.run(&inside);
    assert_eq!(fs::read(folder.path().join("指南/记录.json")).expect("it was written"), first);
}

#[test]
fn whatever_somebody_answers_for_is_listed() {
    let folder =
        Folder::with(&[("甲.yaml", warning()), ("乙.yaml", warning().replace("犬只登记", "犬只注销"))]);
    let vague = "承诺办结时限: 尽快";
    let commented = warning().replace("犬只登记", "犬只年检").replace(
        vague,
        &format!("{vague}   # guidelint: ignore[limits/measurable] 系统改造 until=2027-01-01"),
    );
    folder.write("丙.yaml", commented);
    folder.write("豁免.yml", "exemptions:\n  - {rule: limits/measurable, guide: 乙.yaml, reason: 待批, approved_by: 某局, document: 某审改〔2026〕3号, until: 2099-01-01}\n");
    folder.run(&["check", DAY, "甲.yaml", "--write-baseline", "基线.json"]);
    let papers = ["--exemptions", "豁免.yml", "--baseline", "基线.json"];
    let told = statement(&folder, &[&["甲.yaml", "乙.yaml", "丙.yaml"][..], &papers].concat());
    let held: Vec<_> = list(&told, "exemptions")
        .iter()
        .filter(|held| held["rule"] == "limits/measurable")
        .map(|held| ["guide", "kind", "reason", "document", "until"].map(|key| held[key].clone()))
        .collect();
    let none = Value::Null;
    assert_eq!(
        held,
        [
            ["丙.yaml".into(), "comment".into(), "系统改造".into(), none.clone(), "2027-01-01".into()],
            [
                "乙.yaml".into(),
                "exemption".into(),
                "待批".into(),
                "某审改〔2026〕3号".into(),
                "2099-01-01".into()
            ],
            ["甲.yaml".into(), "baseline".into(), none.clone(), none.clone(), none],
        ]
    );
    assert_eq!(clause_of(&told, "limits/measurable")["findings"]["suppressed"], 3);
    let kinds: Vec<_> = list(&told, "settings").iter().map(|setting| setting["kind"].clone()).collect();
    assert_eq!(kinds, ["baseline", "exemptions"]);
    let bare = statement(&folder, &[&["甲.yaml", "--no-suppressions"][..], &papers].concat());
    assert_eq!(bare["asked"]["suppressions"], false);
    assert!(list(&bare, "exemptions").is_empty() && list(&bare, "settings").is_empty());
}

#[test]
fn a_run_that_does_not_get_there_leaves_no_statement_of_itself() {
    let folder = Folder::with(&[("犬.yaml", CLEAN), ("包.yaml", "pack: {id: a}\n"), ("旧.json", "旧")]);
    let told = |arguments: &[&str]| {
        let run = folder.run(&[&["check", "犬.yaml"], arguments].concat());
        assert_eq!(run.code, 2, "{run:?}");
        run.err
    };
    for wrong in [["--pack", "包.yaml"], ["--pack", "没有.yaml"], ["--exemptions", "没有.yaml"]] {
        let err = told(&[&wrong[..], &["--statement", "旧.json"]].concat());
        assert!(err.contains("没有写出检查记录 旧.json") && err.contains("不是这次检查的记录"), "{err}");
        assert_eq!(fs::read(folder.path().join("旧.json")).expect("it is there"), "旧".as_bytes());
        let err = told(&[&wrong[..], &["--statement", "新.json"]].concat());
        assert!(err.contains("没有写出检查记录 新.json") && !err.contains("原有"), "{err}");
        assert!(!folder.path().join("新.json").exists());
    }
    folder.write("基线.json", "{}");
    for (own, arguments) in [
        ("犬.yaml", &["--statement", "犬.yaml"][..]),
        ("包.yaml", &["--no-config", "--pack", "包.yaml", "--statement", "包.yaml"]),
        ("基线.json", &["--baseline", "基线.json", "--statement", "基线.json"]),
        ("旧.json", &["--output", "json=旧.json", "--statement", "旧.json"]),
    ] {
        let before = fs::read(folder.path().join(own)).expect("it is there");
        told(arguments);
        assert_eq!(fs::read(folder.path().join(own)).expect("it is there"), before, "{own}");
    }
    // A file that cannot be read is listed in the statement, which then says that the run failed.
    let partly = statement(&folder, &["犬.yaml", "没有.yaml"]);
    assert_eq!(partly["outcome"]["exit_code"], 2);
    assert_eq!(partly["not_checked"][0]["path"], "没有.yaml");
}
