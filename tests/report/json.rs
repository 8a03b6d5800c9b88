//! The JSON report, compared with its own schema and with independently computed locations.

use guidelint::finding::Severity;
use guidelint::lint::{Run, Status};
use guidelint::report::{FailOn, json};
use guidelint::text::Span;
use serde_json::{Value, json};

use crate::runs;

fn written(run: &Run) -> Value {
    let mut out = Vec::new();
    json::write(&mut out, run, FailOn::Error).expect("writing to memory cannot fail");
    assert!(out.ends_with(b"}\n"), "a text file ends with a line break");
    serde_json::from_slice(&out).expect("the report is JSON")
}

fn runs() -> Vec<Run> {
    let unreadable = runs::file("坏.yaml", "", Status::Unreadable("文件不是 UTF-8 编码".into()), vec![]);
    let stranger = runs::file("别的.yaml", "a: 1\n", Status::NotAGuide, vec![]);
    vec![
        runs::realistic(),
        runs::run(vec![]),
        runs::run(vec![unreadable, stranger]),
        runs::run(vec![runs::file("指南.yaml", runs::GUIDE, Status::Checked, vec![])]),
    ]
}

/// The objects of the schema, including the root.
fn objects(schema: &Value) -> Vec<&Value> {
    let definitions = schema["$defs"].as_object().into_iter().flat_map(|definitions| definitions.values());
    definitions.chain([schema]).collect()
}

#[test]
fn every_report_is_as_the_schema_says() {
    let schema = json::schema();
    assert!(jsonschema::meta::is_valid(&schema));
    let validator = jsonschema::validator_for(&schema).expect("the schema is one");
    for run in runs() {
        let errors: Vec<_> = validator.iter_errors(&written(&run)).map(|error| error.to_string()).collect();
        assert_eq!(errors, [""; 0]);
    }
    let mut wrong = written(&runs::realistic());
    wrong["diagnostics"][0]["span"]["start"]["char"] = json!(0);
    assert!(!validator.is_valid(&wrong), "columns count from 1");
}

#[test]
fn nothing_is_in_a_report_that_the_schema_does_not_name() {
    let mut strict = json::schema();
    strict["additionalProperties"] = json!(false);
    for definition in strict["$defs"].as_object_mut().expect("definitions").values_mut() {
        definition["additionalProperties"] = json!(false);
    }
    let validator = jsonschema::validator_for(&strict).expect("the schema is one");
    for run in runs() {
        assert!(validator.is_valid(&written(&run)));
    }
}

#[test]
fn every_field_is_always_there_and_described() {
    let schema = json::schema();
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    for object in objects(&schema) {
        let fields = object["properties"].as_object().expect("every definition is an object");
        let required: Vec<_> = object["required"].as_array().into_iter().flatten().collect();
        for (name, field) in fields {
            assert!(required.contains(&&json!(name)), "{name} may be absent");
            let description = field["description"].as_str().unwrap_or_default();
            assert!(!description.is_empty(), "{name} is not described");
        }
    }
}

#[test]
fn the_schema_is_the_one_that_was_published() {
    insta::assert_snapshot!("schema", serde_json::to_string_pretty(&json::schema()).expect("JSON is text"));
}

#[test]
fn a_report_with_everything() {
    let mut report = written(&runs::realistic());
    report["tool"]["version"] = json!("0.0.0");
    insta::assert_snapshot!("report", serde_json::to_string_pretty(&report).expect("JSON is text"));
}

#[test]
fn a_report_without_findings_is_a_report() {
    let report = written(&runs()[3]);
    assert_eq!(report["schema"], "guidelint.report/1");
    assert_eq!(report["diagnostics"], json!([]));
    assert_eq!(
        report["files"],
        json!([{"path": "指南.yaml", "status": "checked", "reason": null, "guides": 1, "guide_paths": [""], "read_as": []}])
    );
    assert_eq!(report["summary"]["checked"], 1);
}

/// A position computed from the text alone, by rewriting what is before it.
fn position(text: &str, byte: usize) -> Value {
    let before = text[..byte].replace("\r\n", "\n").replace('\r', "\n");
    let line = before.lines().count().max(1) + usize::from(before.ends_with('\n'));
    let last = before.rsplit('\n').next().unwrap_or_default();
    let last = if line == 1 { last.trim_start_matches('\u{feff}') } else { last };
    let utf16: Vec<u16> = last.encode_utf16().collect();
    json!({"line": line, "char": last.chars().count() + 1, "utf16": utf16.len(), "byte": byte})
}

#[test]
fn every_place_is_right_in_every_unit() {
    let texts = [
        "办理时限: 视情况办结\n",
        "甲: 一\n店名: 𠮷野家视情况\n",
        "甲: 一\r\n\r\n乙: 视情况\r\n",
        "\u{feff}时限: 视情况\n",
        "\u{feff}甲: 一\r乙:\t视情况",
        "说明: \"请\u{1b}[31m视情况\u{85}\"\n",
    ];
    for text in texts {
        let span = runs::place(text, "视情况", 0);
        let report = written(&runs::simple(text, span));
        let found = &report["diagnostics"][0];
        let byte =
            |end: &str| usize::try_from(found["span"][end]["byte"].as_u64().expect("a byte")).expect("small");
        assert_eq!(&text[byte("start")..byte("end")], "视情况");
        assert_eq!(found["span"]["start"], position(text, byte("start")), "start in {text:?}");
        assert_eq!(found["span"]["end"], position(text, byte("end")), "end in {text:?}");
        assert_eq!(found["spans"], json!([found["span"]]));
    }
}

#[test]
fn the_example_of_the_design_has_its_numbers() {
    let text = "办理时限: 视情况办结\n";
    let report = written(&runs::simple(text, runs::place(text, "视情况", 0)));
    let expected = json!({
        "start": {"line": 1, "char": 7, "utf16": 6, "byte": 14},
        "end": {"line": 1, "char": 10, "utf16": 9, "byte": 23},
    });
    assert_eq!(report["diagnostics"][0]["span"], expected);
}

#[test]
fn a_word_broken_by_folding_keeps_its_parts() {
    let text = "说明: >\n  请尽\n  快办结\n";
    let rule = runs::rule("vague", "任意", None);
    let parts = [runs::place(text, "尽", 0), runs::place(text, "快", 0)];
    let finding = runs::finding(&rule, Severity::Error, "时限不明确", &parts);
    let report = written(&runs::run(vec![runs::file("指南.yaml", text, Status::Checked, vec![finding])]));
    let found = &report["diagnostics"][0];
    assert_eq!(found["spans"][0]["start"], position(text, text.find('尽').expect("there")));
    assert_eq!(found["spans"][1]["start"], position(text, text.find('快').expect("there")));
    assert_eq!(found["span"]["start"], found["spans"][0]["start"]);
    assert_eq!(found["span"]["end"], found["spans"][1]["end"]);
}

/// The fingerprints of findings on every 尽快 in a text.
fn fingerprints(text: &str) -> Vec<String> {
    let rule = runs::rule("vague", "任意", None);
    let found = text.match_indices("尽快").enumerate().map(|(index, (at, words))| {
        let path = format!("申请材料[{}].填报须知", index + 1);
        let spans = [Span::new(at, at + words.len())];
        guidelint::finding::Finding {
            path, ..runs::finding(&rule, Severity::Error, "时限不明确", &spans)
        }
    });
    let file = runs::file("指南.yaml", text, Status::Checked, found.collect());
    let report = written(&runs::run(vec![file]));
    let diagnostics = report["diagnostics"].as_array().expect("a list");
    diagnostics.iter().map(|found| found["fingerprint"].as_str().expect("text").to_owned()).collect()
}

#[test]
fn fingerprints_are_of_content_and_not_of_lines() {
    let once = fingerprints("甲: 尽快\n");
    assert_eq!(once, fingerprints("# 注\n\n甲: 一\r\n乙: 请尽快办理\n"));
    let twice = fingerprints("甲: 尽快\n乙: 尽快\n");
    assert_eq!(once[0], twice[0]);
    assert_ne!(twice[0], twice[1]);
    // Exactly this value, on every platform and in every later version.
    assert_eq!(once, ["v1:a861ac05d952c8dd53e0e6ccb0f74637"]);
}
