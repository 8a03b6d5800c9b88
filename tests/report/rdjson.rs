//! Diagnostics for reviewdog, with columns in bytes.

use guidelint::lint::Run;
use guidelint::report::Format;
use serde_json::{Value, json};

use crate::runs;

fn result(run: &Run) -> Value {
    serde_json::from_str(&runs::written(run, Format::Rdjson)).expect("the report is JSON")
}

/// The byte of a position in a text: lines as reviewdog splits them, columns in bytes from 1.
fn byte(text: &str, position: &Value) -> usize {
    let number = |name: &str| runs::number(position[name].as_u64().expect("a number"));
    let before: usize = text.split_inclusive('\n').take(number("line") - 1).map(str::len).sum();
    before + number("column") - 1
}

fn slice<'t>(text: &'t str, range: &Value) -> &'t str {
    &text[byte(text, &range["start"])..byte(text, &range["end"])]
}

#[test]
fn every_finding_is_a_diagnostic_at_its_bytes() {
    let run = runs::awkward();
    let result = result(&run);
    let diagnostics = result["diagnostics"].as_array().expect("a list");
    for (diagnostic, found) in diagnostics.iter().zip(runs::found(&run)) {
        let location = &diagnostic["location"];
        assert_eq!(location["path"], runs::AWKWARD_PATH);
        assert_eq!(runs::unfolded(slice(runs::AWKWARD, &location["range"])), found);
    }
    let severities: Vec<_> = diagnostics.iter().map(|one| one["severity"].as_str().expect("text")).collect();
    assert_eq!(severities, ["ERROR", "WARNING", "INFO", "ERROR", "ERROR", "INFO"]);
    assert_eq!((&result["severity"], &result["source"]["name"]), (&json!("ERROR"), &json!("guidelint")));
}

/// `店名: 𠮷野家尽快` after a byte order mark: 3 + 3 + 3 + 2 + 4 + 3 + 3 bytes before 尽快.
#[test]
fn columns_are_utf_8_bytes_from_1() {
    let range = &result(&runs::awkward())["diagnostics"][0]["location"]["range"];
    assert_eq!(*range, json!({"start": {"line": 1, "column": 22}, "end": {"line": 1, "column": 28}}));
}

#[test]
fn a_fix_of_several_edits_is_one_suggestion() {
    let result = result(&runs::awkward());
    let suggestions = result["diagnostics"][0]["suggestions"].as_array().expect("a list");
    assert_eq!(suggestions.len(), 1);
    assert_eq!(slice(runs::AWKWARD, &suggestions[0]["range"]), "野家尽快");
    assert_eq!(suggestions[0]["text"], "乙家三日内");
}

/// The names of the message types in `reviewdog.proto`.
#[test]
fn only_fields_that_reviewdog_knows_are_written() {
    fn assert_known(value: &Value, path: &str) {
        let known: &[&str] = match path.rsplit('.').next().unwrap_or_default() {
            "range" => &["start", "end"],
            "start" | "end" => &["line", "column"],
            "source" => &["name", "url"],
            "location" => &["path", "range"],
            "code" => &["value", "url"],
            "suggestions" => &["range", "text"],
            "diagnostics" => &["message", "location", "severity", "code", "suggestions"],
            "" => &["diagnostics", "source", "severity"],
            _ => &[],
        };
        match value {
            Value::Object(fields) => fields.iter().for_each(|(name, value)| {
                assert!(known.contains(&&**name), "{path}.{name}");
                assert_known(value, &format!("{path}.{name}"));
            }),
            Value::Array(values) => values.iter().for_each(|value| assert_known(value, path)),
            _ => {}
        }
    }
    assert_known(&result(&runs::awkward()), "");
}

#[test]
fn what_was_not_checked_is_a_diagnostic() {
    let told = |run| {
        let result = result(run);
        let diagnostics = result["diagnostics"].as_array().expect("a list").iter();
        let told = |one: &Value| format!("{} {}", one["code"]["value"], one["severity"]);
        (diagnostics.map(told).collect::<Vec<_>>(), result["severity"].clone())
    };
    let [clean, unreadable, stranger, nothing] = runs::without_findings();
    let nobody = r#""guidelint/nothing-checked" "ERROR""#.to_owned();
    assert_eq!(told(&clean), (vec![], Value::Null));
    assert_eq!(told(&unreadable), (vec![r#""guidelint/unreadable" "ERROR""#.into()], json!("ERROR")));
    assert_eq!(
        told(&stranger),
        (vec![r#""guidelint/not-a-guide" "INFO""#.into(), nobody.clone()], json!("ERROR"))
    );
    assert_eq!(told(&nothing), (vec![nobody], json!("ERROR")));
}

#[test]
fn a_report_of_a_guide() {
    insta::assert_snapshot!("guide", runs::written(&runs::realistic(), Format::Rdjson));
}
