//! `coverage`: how much of every source is checked, the same in every format.

use std::collections::BTreeSet;

use guidelint::rules;
use serde_json::Value;

use crate::Folder;
use crate::packs::pack_with;

/// How far a clause is checked, in words for people and for programs.
const KINDS: [(&str, &str); 4] =
    [("全部检查", "full"), ("部分检查", "partial"), ("由人核对", "human"), ("没有检查", "out")];

fn coverage(format: &str) -> String {
    let outcome = Folder::new().run(&["coverage", "--format", format]);
    assert_eq!((outcome.code, outcome.err.as_str()), (0, ""), "{format}");
    outcome.out
}

/// Parses the JSON form and validates it against its schema.
fn read(json: &str) -> Value {
    let schema = Folder::new().run(&["schema", "coverage"]);
    let schema = serde_json::from_str(&schema.out).expect("the schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("the schema is one");
    let coverage = serde_json::from_str(json).expect("it is JSON");
    let errors: Vec<_> = validator.iter_errors(&coverage).map(|error| error.to_string()).collect();
    assert_eq!(errors, [""; 0]);
    coverage
}

/// The sources of the JSON form.
fn sources() -> Vec<Value> {
    read(&coverage("json"))["sources"].as_array().expect("sources are a list").clone()
}

fn clauses_of(source: &Value) -> &[Value] {
    source["clauses"].as_array().expect("clauses are a list")
}

/// The number of clauses that are checked this far, by the word for programs.
fn count<'c>(clauses: impl IntoIterator<Item = &'c Value>, name: &str) -> usize {
    clauses.into_iter().filter(|clause| clause["checked"] == name).count()
}

/// The rules that rest on a clause.
fn rules_of(clause: &Value) -> impl Iterator<Item = &str> {
    let rules = clause["rules"].as_array().expect("rules are a list").iter();
    rules.map(|rule| rule.as_str().expect("rules are text"))
}

/// The last line, computed from the JSON form.
fn total(sources: &[Value]) -> String {
    let clauses: Vec<_> = sources.iter().flat_map(clauses_of).collect();
    let counts = KINDS.map(|(kind, name)| format!("{kind} {} 条", count(clauses.iter().copied(), name)));
    format!("共 {} 条规定：{}。", clauses.len(), counts.join("，"))
}

#[test]
fn the_counts_of_every_source_are_those_of_its_clauses() {
    let sources = sources();
    assert!(sources.len() > 30, "{} sources", sources.len());
    for source in &sources {
        for (_, name) in KINDS {
            let counted = count(clauses_of(source), name);
            assert_eq!(source["counts"][name], counted, "{name} of {}", source["title"]);
        }
        let known: usize = KINDS.iter().map(|(_, name)| count(clauses_of(source), name)).sum();
        assert_eq!(known, clauses_of(source).len(), "{}", source["title"]);
    }
}

#[test]
fn every_rule_rests_on_one_clause_and_every_rule_named_exists() {
    let ruleset = rules::load(&rules::packs()).expect("the built-in packs have no mistakes");
    let rules: BTreeSet<_> = ruleset.rules.iter().map(|rule| rule.info.id.as_str()).collect();
    let sources = sources();
    let named: Vec<_> = sources.iter().flat_map(clauses_of).flat_map(rules_of).collect();
    assert_eq!(named.iter().copied().collect::<BTreeSet<_>>(), rules);
    assert_eq!(named.len(), rules.len(), "no rule counts twice");
}

#[test]
fn what_is_said_to_be_checked_is_checked_by_somebody() {
    let sources = sources();
    for clause in sources.iter().flat_map(clauses_of) {
        let asks = clause["questions"].as_array().is_some_and(|questions| !questions.is_empty());
        let proved = match clause["checked"].as_str().expect("text") {
            "full" | "partial" => rules_of(clause).next().is_some(),
            "human" => asks,
            _ => rules_of(clause).next().is_none() && clause["note"].is_string(),
        };
        assert!(proved, "{clause}");
    }
}

#[test]
fn people_read_the_same_counts() {
    let sources = sources();
    let told = coverage("human");
    assert_eq!(told.lines().last(), Some(total(&sources).as_str()));
    assert_eq!(told, Folder::new().run(&["coverage"]).out, "human is the default");
    for (kind, name) in KINDS {
        let lines = told.lines().filter(|line| line.starts_with(&format!("  {kind}  "))).count();
        assert_eq!(lines, count(sources.iter().flat_map(clauses_of), name), "{kind}");
    }
    for source in &sources {
        let title = source["title"].as_str().expect("titles are text");
        assert!(told.lines().any(|line| line.starts_with(title)), "{title}");
    }
}

/// The numbers of examples of a clause or a source.
fn examples(of: &Value) -> (u64, u64) {
    let count = |kind: &str| of["examples"][kind].as_u64().expect("a number");
    (count("pass"), count("fail"))
}

#[test]
fn examples_are_counted_by_clause() {
    let ruleset = rules::load(&rules::packs()).expect("the built-in packs have no mistakes");
    let sources = sources();
    for source in &sources {
        let mut sum = (0, 0);
        for clause in clauses_of(source) {
            let rules = rules_of(clause).map(|id| &ruleset.rules[ruleset.number(id).expect("it exists")]);
            let of_rules = rules.fold((0, 0), |sum, rule| (sum.0 + rule.pass.len(), sum.1 + rule.fail.len()));
            let counted = examples(clause);
            assert_eq!(counted, (of_rules.0 as u64, of_rules.1 as u64), "{clause}");
            sum = (sum.0 + counted.0, sum.1 + counted.1);
        }
        assert_eq!(examples(source), sum, "{}", source["title"]);
    }
    let (pass, fail) = sources.iter().map(examples).fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    let told = format!("共 {} 条规则，正确的例子 {pass} 个，有问题的例子 {fail} 个。", ruleset.rules.len());
    for format in ["human", "markdown"] {
        assert!(coverage(format).lines().any(|line| line == told), "{told} in {format}");
    }
}

/// The examples are also for testing other tools: for every clause they show what must be found, and what
/// must not.
#[test]
fn every_checked_clause_has_two_examples_of_either_kind() {
    let sources = sources();
    for clause in sources.iter().flat_map(clauses_of) {
        let (pass, fail) = examples(clause);
        let is_checked = rules_of(clause).next().is_some();
        assert!(!is_checked || pass >= 2 && fail >= 2, "{pass} and {fail} examples of {clause}");
    }
}

#[test]
fn files_are_written_beside_the_screen() {
    let folder = Folder::with(&[("local.yaml", pack_with("local", "喵"))]);
    let arguments =
        ["coverage", "--as-of", "2026-11-01", "--output", "html=页.html", "--output", "json=数.json"];
    let outcome = folder.run(&arguments);
    assert_eq!((outcome.code, outcome.err.as_str()), (0, ""));
    let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).expect("it is written");
    for (file, format) in [("页.html", "html"), ("数.json", "json")] {
        let told = folder.run(&["coverage", "--as-of", "2026-11-01", "--format", format]).out;
        assert_eq!(read(file), told, "{format}");
    }
    let before = read("local.yaml");
    for (arguments, told) in [
        (
            &["--pack", "local.yaml", "--output", "html=local.yaml"][..],
            "local.yaml 是要使用的规则包，不能用来写结果",
        ),
        (&["--output", "html=一.html", "--output", "markdown=./一.html"], "写了两次"),
        (&["--output", "html=没有/一.html"], "无法写入 没有/一.html：没有这个文件夹"),
        (&["--output", "sarif=一.sarif"], "没有格式“sarif”，可以写：human、json、markdown、html"),
    ] {
        let outcome = folder.run(&[&["coverage"], arguments].concat());
        assert_eq!((outcome.code, outcome.out.as_str()), (2, ""), "{arguments:?}");
        assert!(outcome.err.contains(told), "{told} in {}", outcome.err);
    }
    assert_eq!(read("local.yaml"), before);
    assert!(!folder.path().join("一.html").exists());
}

/// The status of the sources on a day: in force or not, due for review or not, by identifier.
fn on(day: &str) -> Vec<(String, String, bool)> {
    let outcome = Folder::new().run(&["coverage", "--format", "json", "--as-of", day]);
    assert_eq!((outcome.code, outcome.err.as_str()), (0, ""), "{day}");
    let coverage: Value = serde_json::from_str(&outcome.out).expect("it is JSON");
    let text = |value: &Value| value.as_str().expect("it is text").to_owned();
    let standing = |source: &Value| {
        let is_due = source["due_for_review"].as_bool().expect("it is true or false");
        (text(&source["id"]), text(&source["in_force"]), is_due)
    };
    coverage["sources"].as_array().expect("sources are a list").iter().map(standing).collect()
}

#[test]
fn what_is_out_of_force_depends_on_the_day() {
    let of = |day: &str, source: &str| {
        let standings = on(day);
        standings.into_iter().find(|standing| standing.0 == source).expect("the source is there").1
    };
    for (day, old, new) in [("2026-02-28", "present", "coming"), ("2026-03-01", "past", "present")] {
        assert_eq!(of(day, "河南优化营商环境条例2020"), old, "{day}");
        assert_eq!(of(day, "河南优化营商环境条例"), new, "{day}");
    }
    let told = Folder::new().run(&["coverage", "--as-of", "2026-03-01"]).out;
    assert!(
        told.contains("《河南省优化营商环境条例》（读过条文全文，2026-02-28 后失效（已失效））"),
        "{told}"
    );
}

#[test]
fn sources_are_due_for_review_a_year_after_somebody_looked() {
    let due = |day: &str| on(day).into_iter().filter(|standing| standing.2).map(|standing| standing.0);
    let is_due = |day: &str, source: &str| due(day).any(|due| due == source);
    // Read in a mirror of 19 April 2025.
    assert!(!is_due("2026-04-18", "商用密码管理条例"));
    assert!(is_due("2026-04-19", "商用密码管理条例"));
    assert!(due("2099-01-01").count() > 100, "nothing stays reviewed for ever");
    // Sources that are no longer in force need no review.
    assert!(!is_due("2099-01-01", "河南优化营商环境条例2020"));
    let told = Folder::new().run(&["coverage", "--as-of", "2026-04-19"]).out;
    assert!(told.contains("待复审：2025-04-19 核对过"), "{told}");
    let folder = Folder::with(&[("local.yaml", pack_with("local", "喵"))]);
    let never = folder.run(&["coverage", "--no-default-packs", "--pack", "local.yaml"]).out;
    assert!(never.contains("待复审：没有记下最后核对的日期"), "{never}");
}

#[test]
fn every_built_in_source_says_when_somebody_last_looked() {
    for source in sources() {
        assert!(source["reviewed"].is_string(), "{}", source["id"]);
    }
}

#[test]
fn a_pack_of_the_user_is_covered_alone() {
    let folder = Folder::with(&[("local.yaml", pack_with("local", "喵"))]);
    let outcome = folder.run(&["coverage", "--no-default-packs", "--pack", "local.yaml"]);
    let told = "\
《某市养犬办法》（读过条文全文）
  待复审：没有记下最后核对的日期
  全部检查  第一条
            规则：local/no-word
            正确的例子 1 个，有问题的例子 1 个

共 1 个来源：已失效 0 个，待复审 1 个（最后一次核对已满一年，或没有记下）。
共 1 条规则，正确的例子 1 个，有问题的例子 1 个。
共 1 条规定：全部检查 1 条，部分检查 0 条，由人核对 0 条，没有检查 0 条。
";
    assert_eq!((outcome.code, outcome.out.as_str(), outcome.err.as_str()), (0, told, ""));
}
