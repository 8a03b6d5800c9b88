//! `coverage`: how much of every source is checked, the same in every format.

use std::collections::BTreeSet;

use guidelint::pack;
use serde_json::Value;

use crate::Folder;
use crate::packs::pack_with;

/// How far a clause is checked, with the name of its count.
const KINDS: [(&str, &str); 4] =
    [("全部检查", "full"), ("部分检查", "partial"), ("由人核对", "human"), ("没有检查", "out")];

fn coverage(format: &str) -> String {
    let outcome = Folder::new().run(&["coverage", "--format", format]);
    assert_eq!((outcome.code, outcome.err.as_str()), (0, ""), "{format}");
    outcome.out
}

/// The sources of the JSON form.
fn sources() -> Vec<Value> {
    serde_json::from_str(&coverage("json")).expect("a list in JSON")
}

fn clauses_of(source: &Value) -> &[Value] {
    source["clauses"].as_array().expect("clauses are a list")
}

/// How many clauses are checked that far.
fn count<'c>(clauses: impl IntoIterator<Item = &'c Value>, kind: &str) -> usize {
    clauses.into_iter().filter(|clause| clause["checked"] == kind).count()
}

/// The rules that rest on a clause.
fn rules_of(clause: &Value) -> impl Iterator<Item = &str> {
    let rules = clause["rules"].as_array().expect("rules are a list").iter();
    rules.map(|rule| rule.as_str().expect("rules are text"))
}

/// The last line, counted from the JSON form.
fn total(sources: &[Value]) -> String {
    let clauses: Vec<_> = sources.iter().flat_map(clauses_of).collect();
    let counts = KINDS.map(|(kind, _)| format!("{kind} {} 条", count(clauses.iter().copied(), kind)));
    format!("共 {} 条规定：{}。", clauses.len(), counts.join("，"))
}

#[test]
fn the_counts_of_every_source_are_those_of_its_clauses() {
    let sources = sources();
    assert!(sources.len() > 30, "{} sources", sources.len());
    for source in &sources {
        for (kind, name) in KINDS {
            let counted = count(clauses_of(source), kind);
            assert_eq!(source["counts"][name], counted, "{name} of {}", source["title"]);
        }
        let known: usize = KINDS.iter().map(|(kind, _)| count(clauses_of(source), kind)).sum();
        assert_eq!(known, clauses_of(source).len(), "{}", source["title"]);
    }
}

#[test]
fn every_rule_rests_on_one_clause_and_every_rule_named_exists() {
    let ruleset = pack::load(&pack::builtin()).expect("the built-in packs have no mistakes");
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
            "全部检查" | "部分检查" => rules_of(clause).next().is_some(),
            "由人核对" => asks,
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
    for (kind, _) in KINDS {
        let lines = told.lines().filter(|line| line.starts_with(&format!("  {kind}  "))).count();
        assert_eq!(lines, count(sources.iter().flat_map(clauses_of), kind), "{kind}");
    }
    for source in &sources {
        let title = source["title"].as_str().expect("titles are text");
        assert!(told.lines().any(|line| line.starts_with(title)), "{title}");
    }
}

#[test]
fn the_table_has_a_row_for_every_clause() {
    let sources = sources();
    let told = coverage("markdown");
    let (table, end) = told.split_once("\n\n").expect("a table and a sentence");
    assert_eq!(end.trim_end(), total(&sources));
    let cells: Vec<Vec<_>> = table.lines().skip(2).map(|row| row.split(" | ").collect()).collect();
    let clauses: Vec<_> = sources.iter().flat_map(clauses_of).collect();
    assert_eq!(cells.len(), clauses.len());
    for (row, clause) in cells.iter().zip(clauses) {
        assert_eq!(row.len(), 6, "{row:?}");
        assert_eq!(row[3], clause["checked"], "{row:?}");
        for rule in rules_of(clause) {
            assert!(row[5].contains(&format!("`{rule}`")), "{rule} in {row:?}");
        }
    }
}

/// How the sources stand to a day: in force or not, due for review or not, by their identifiers.
fn on(day: &str) -> Vec<(String, String, bool)> {
    let outcome = Folder::new().run(&["coverage", "--format", "json", "--as-of", day]);
    assert_eq!((outcome.code, outcome.err.as_str()), (0, ""), "{day}");
    let sources: Vec<Value> = serde_json::from_str(&outcome.out).expect("a list in JSON");
    let text = |value: &Value| value.as_str().expect("it is text").to_owned();
    let standing = |source: &Value| {
        let is_due = source["due_for_review"].as_bool().expect("it is true or false");
        (text(&source["source"]), text(&source["in_force"]), is_due)
    };
    sources.iter().map(standing).collect()
}

#[test]
fn what_is_out_of_force_depends_on_the_day() {
    let of = |day: &str, source: &str| {
        let standings = on(day);
        standings.into_iter().find(|standing| standing.0 == source).expect("the source is there").1
    };
    for (day, old, new) in [("2026-02-28", "present", "coming"), ("2026-03-01", "past", "present")] {
        assert_eq!(of(day, "henan-yingshang-2020"), old, "{day}");
        assert_eq!(of(day, "henan-yingshang"), new, "{day}");
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
    assert!(!is_due("2026-04-18", "shangmi"));
    assert!(is_due("2026-04-19", "shangmi"));
    assert!(due("2099-01-01").count() > 100, "nothing stays reviewed for ever");
    // What is past is not reviewed any more.
    assert!(!is_due("2099-01-01", "henan-yingshang-2020"));
    let told = Folder::new().run(&["coverage", "--as-of", "2026-04-19"]).out;
    assert!(told.contains("待复审：2025-04-19 核对过"), "{told}");
    let folder = Folder::with(&[("local.yaml", pack_with("local", "喵"))]);
    let never = folder.run(&["coverage", "--no-default-packs", "--pack", "local.yaml"]).out;
    assert!(never.contains("待复审：没有记下最后核对的日期"), "{never}");
}

#[test]
fn every_built_in_source_says_when_somebody_last_looked() {
    for source in sources() {
        assert!(source["seen"].is_string(), "{}", source["source"]);
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

共 1 个来源：已失效 0 个，待复审 1 个（最后一次核对已满一年，或没有记下）。
共 1 条规定：全部检查 1 条，部分检查 0 条，由人核对 0 条，没有检查 0 条。
";
    assert_eq!((outcome.code, outcome.out.as_str(), outcome.err.as_str()), (0, told, ""));
}
