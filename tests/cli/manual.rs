//! `rules`, `explain` and `schema`: the rules and what the program says about them; and the reference of the
//! command line.

use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::path::Path;

use guidelint::messages::Language;
use guidelint::report::{self, Format};
use guidelint::{lint, rules};
use serde_json::Value;

use crate::Folder;

/// Whether the pack of a rule is limited to a profile, according to the table of packs.
fn is_of_profile(table: &str, rule: &str) -> bool {
    let pack = rule.split('/').next().unwrap_or_default();
    let mut lines = table.lines();
    lines.any(|line| line.contains(&format!("（{pack} ")) && line.contains("，只在写明 --profile "))
}

/// Every rule that a user can meet.
fn rule_ids() -> Vec<String> {
    let ruleset = rules::load(&rules::packs()).expect("the built-in packs have no mistakes");
    let yaml = lint::builtin_rules().map(|rule| rule.info.id.clone());
    yaml.chain(ruleset.rules.iter().map(|rule| rule.info.id.clone())).collect()
}

fn listed() -> Vec<Value> {
    let outcome = Folder::new().run(&["rules", "--format", "json"]);
    assert_eq!((outcome.code, outcome.err.as_str()), (0, ""));
    let list: Value = serde_json::from_str(&outcome.out).expect("it is JSON");
    let validator = jsonschema::validator_for(&report::rules::schema()).expect("the schema is one");
    let errors: Vec<_> = validator.iter_errors(&list).map(|error| error.to_string()).collect();
    assert_eq!(errors, [""; 0]);
    list["rules"].as_array().expect("rules are a list").clone()
}

#[test]
fn every_rule_is_listed_once() {
    let ids: Vec<_> = listed().iter().map(|rule| rule["id"].as_str().expect("text").to_owned()).collect();
    assert_eq!(ids, rule_ids());
    assert_eq!(ids.iter().collect::<HashSet<_>>().len(), ids.len());
}

#[test]
fn every_listed_rule_says_what_it_is() {
    let table = Folder::new().run(&["rules"]).out;
    for rule in listed() {
        for field in ["id", "title", "category", "severity"] {
            assert!(rule[field].as_str().is_some_and(|text| !text.is_empty()), "{field} of {rule}");
        }
        assert!(["error", "warning", "advice"].contains(&rule["severity"].as_str().expect("text")), "{rule}");
        if rule["category"] != "yaml" && rule["category"] != "suppression" {
            assert!(rule["clause"]["title"].is_string(), "{rule}");
            // Sources that do not oblige, and texts that were not read, have no verb.
            let verbs = ["可", "宜", "应", "要", "不得"];
            let verb = &rule["obligation"];
            assert!(verb.is_null() || verbs.contains(&verb.as_str().expect("text")), "{rule}");
        }
        // A rule only becomes stricter for a reason: a region, or a check that was requested.
        let id = rule["id"].as_str().expect("text");
        let has_reason = rule["region"].is_string() || is_of_profile(&table, id);
        assert!(rule["tightens"].is_null() || has_reason, "{rule}");
    }
}

#[test]
fn the_table_has_a_line_for_every_rule() {
    let outcome = Folder::new().run(&["rules"]);
    assert_eq!((outcome.code, outcome.err.as_str()), (0, ""));
    let table = outcome.out.split("\n\n").next().unwrap_or_default();
    let ids: Vec<_> = table.lines().map(|line| line.split("  ").nth(1).unwrap_or_default().trim()).collect();
    assert_eq!(ids, rule_ids());
    assert!(outcome.out.contains(&format!(
        "共 {} 条规则，来自 {} 个规则包",
        ids.len(),
        rules::packs().len()
    )));
}

#[test]
fn a_rule_of_every_pack_is_explained() {
    let folder = Folder::new();
    let mut ids = rule_ids();
    // The program loads all packs each time, so only test one rule of each pack.
    ids.dedup_by(|id, before| id.split('/').next() == before.split('/').next());
    // A pack may consist of questions only: that of 济南 does.
    let has_rules = |file: &&guidelint::text::SourceFile| file.text().contains("\nrules:\n");
    assert_eq!(ids.len(), 2 + rules::packs().iter().filter(has_rules).count());
    for id in ids {
        let outcome = folder.run(&["explain", &id]);
        assert_eq!((outcome.code, outcome.err.as_str()), (0, ""), "{id}");
        let headings: Vec<_> = outcome.out.lines().filter(|line| !line.starts_with(' ')).collect();
        assert_eq!(headings.first(), Some(&id.as_str()));
        let expected: &[&str] = if id.starts_with("yaml/") || id.starts_with("suppression/") {
            &["级别", "说明"]
        } else {
            &["级别", "依据", "检查什么", "发现问题时", "正确的例子", "有问题的例子", "规则包"]
        };
        for heading in expected {
            assert!(headings.contains(heading), "{heading} of {id}:\n{}", outcome.out);
        }
        for line in outcome.out.lines() {
            assert!(line == line.trim_end(), "{id}: blanks at the end of {line:?}");
        }
    }
}

#[test]
fn the_examples_of_an_explanation_are_those_of_the_pack() {
    let ruleset = rules::load(&rules::packs()).expect("the built-in packs have no mistakes");
    let rule = ruleset.rules.iter().find(|rule| !rule.fail.is_empty()).expect("rules have examples");
    let told = Folder::new().run(&["explain", &rule.info.id]).out;
    for example in rule.pass.iter().chain(&rule.fail) {
        for line in example.value.lines() {
            assert!(told.contains(line), "{line} in {told}");
        }
    }
}

#[test]
fn an_unknown_rule_is_2_with_a_suggestion() {
    for (wrong, meant) in [
        ("yaml/sintax", "yaml/syntax"),
        ("promise-within-statute", "limits/promise-within-statute"),
        ("required/core-element", "required/core-elements"),
    ] {
        let outcome = Folder::new().run(&["explain", wrong]);
        assert_eq!((outcome.code, outcome.out.as_str()), (2, ""));
        assert!(outcome.err.contains(&format!("没有规则“{wrong}”，是否为“{meant}”？")), "{}", outcome.err);
    }
}

#[test]
fn the_schemas_are_those_of_the_library() {
    for (name, own) in [
        ("report", report::json::schema()),
        ("line", report::jsonl::schema()),
        ("diff", report::diff::schema()),
        ("statement", report::statement::schema()),
        ("rules", report::rules::schema()),
        ("coverage", report::coverage::schema()),
    ] {
        let outcome = Folder::new().run(&["schema", name]);
        let schema: Value = serde_json::from_str(&outcome.out).expect("JSON");
        assert_eq!((outcome.code, schema), (0, own));
    }
}

#[test]
fn help_lists_every_format() {
    let help = Folder::new().run(&["check", "--help"]).out;
    for format in Format::ALL {
        let line = format!("  {:<12}{}", format.name(), format.about(Language::Chinese));
        assert!(help.lines().any(|own| own == line), "{line} in\n{help}");
    }
}

/// The commands with options of their own.
const COMMANDS: &[&[&str]] = &[
    &["check"],
    &["rules"],
    &["explain"],
    &["coverage"],
    &["new"],
    &["diff"],
    &["pack", "check"],
    &["completions"],
    &["man"],
    &["schema"],
];

/// The long options in a text, in backquotes or not.
fn options(text: &str) -> BTreeSet<String> {
    let parts = text.split(|character: char| !character.is_ascii_lowercase() && character != '-');
    let names = parts
        .filter(|part| part.strip_prefix("--").is_some_and(|name| name.starts_with(char::is_alphabetic)));
    names.map(str::to_owned).collect()
}

#[test]
fn the_reference_names_every_command_and_option() {
    let folder = Folder::new();
    let program = folder.run(&["--help"]).out;
    let commands =
        program.lines().filter_map(|line| line.strip_prefix("  ")).filter_map(|line| line.split(' ').next());
    let commands: Vec<_> =
        commands.filter(|name| name.starts_with(|c: char| c.is_ascii_lowercase())).collect();
    let known: Vec<_> = COMMANDS.iter().map(|words| words[0]).collect();
    assert!(
        commands.iter().all(|name| known.contains(name)) && commands.len() == known.len(),
        "{commands:?}"
    );
    for docs in ["docs", "docs/zh"] {
        let read = |page: &str| {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(docs).join(page);
            fs::read_to_string(path).expect("the reference can be read")
        };
        let reference = read("cli.md");
        let documented = options(&(reference.clone() + &read("packs.md")));
        for command in COMMANDS {
            let name = format!("\nguidelint {}", command.join(" "));
            assert!(reference.contains(&name), "{docs}/cli.md does not name{name}");
            let help = folder.run(&[command, &["--help"][..]].concat()).out;
            // `--help` is on every page and needs no row.
            let missing: Vec<_> =
                options(&help).into_iter().filter(|name| !documented.contains(name)).collect();
            assert!(missing.is_empty(), "{docs}: {} takes {missing:?}", command.join(" "));
        }
    }
}
