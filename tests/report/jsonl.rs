//! JSON Lines, compared with their schema and with the JSON report.

use guidelint::lint::Run;
use guidelint::report::{Format, jsonl};
use serde_json::{Value, json};

use crate::runs;

fn lines(run: &Run) -> Vec<Value> {
    let out = runs::written(run, Format::Jsonl);
    assert!(out.ends_with("}\n"), "every line ends");
    out.lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect()
}

#[test]
fn every_line_is_as_the_schema_says() {
    let schema = jsonl::schema();
    assert!(jsonschema::meta::is_valid(&schema));
    let validator = jsonschema::validator_for(&schema).expect("the schema is one");
    for run in [runs::awkward(), runs::realistic()].into_iter().chain(runs::without_findings()) {
        for line in lines(&run) {
            let errors: Vec<_> = validator.iter_errors(&line).map(|error| error.to_string()).collect();
            assert_eq!(errors, [""; 0], "{line}");
        }
    }
    assert!(!validator.is_valid(&json!({"kind": "other"})));
    assert!(!validator.is_valid(&json!({"kind": "file", "path": "a"})), "all fields are there");
}

#[test]
fn the_lines_are_the_parts_of_the_json_report() {
    for run in [runs::awkward(), runs::realistic()].into_iter().chain(runs::without_findings()) {
        let report: Value = serde_json::from_str(&runs::written(&run, Format::Json)).expect("JSON");
        let lines = lines(&run);
        let of_kind = |kind: &str| {
            let own = lines.iter().filter(|line| line["kind"] == kind).cloned();
            let bare = own.map(|mut line| {
                line.as_object_mut().expect("an object").shift_remove("kind");
                line
            });
            Value::Array(bare.collect())
        };
        assert_eq!(of_kind("file"), report["files"]);
        assert_eq!(of_kind("diagnostic"), report["diagnostics"]);
        let (header, summary) = (&lines[0], lines.last().expect("a line"));
        assert_eq!((&header["kind"], &header["schema"]), (&json!("header"), &json!("guidelint.lines/1")));
        assert_eq!(summary["kind"], "summary");
        for part in ["tool", "packs"] {
            assert_eq!(header[part], report[part]);
        }
        for part in ["run", "summary", "coverage", "rules_not_exercised"] {
            assert_eq!(summary[part], report[part]);
        }
    }
}

#[test]
fn diagnostics_follow_their_file() {
    let lines = lines(&runs::awkward());
    let kinds: Vec<_> = lines.iter().map(|line| line["kind"].as_str().expect("text")).collect();
    let found = ["diagnostic"; 4];
    assert_eq!(kinds, [&["header", "file"], &found[..], &["file", "file", "file", "summary"]].concat());
}

#[test]
fn the_schema_is_the_one_that_was_published() {
    insta::assert_snapshot!("schema", serde_json::to_string_pretty(&jsonl::schema()).expect("JSON is text"));
}
