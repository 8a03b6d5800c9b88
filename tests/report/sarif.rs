//! SARIF, compared with the official schema, and every location compared with the text.

use std::collections::HashSet;
use std::sync::LazyLock;

use guidelint::finding::Severity;
use guidelint::lint::{Run, Status};
use guidelint::report::Format;
use guidelint::text::Span;
use serde_json::{Value, json};

use crate::runs;

/// The pattern for languages in the official schema.
const LANGUAGE: &str = "^[a-zA-Z]{2}|^[a-zA-Z]{2}-[a-zA-Z]{2}]?$";

/// Panics if a log is not valid by the official schema; `schemas/README.md` says where it is from.
pub(crate) fn assert_valid(log: &str) {
    static VALIDATOR: LazyLock<jsonschema::Validator> = LazyLock::new(|| {
        let schema = include_str!("schemas/sarif-schema-2.1.0.json");
        // Its pattern for languages has an extra bracket, which strict parsers refuse.
        assert_eq!(schema.matches(LANGUAGE).count(), 2);
        let schema = schema.replace(LANGUAGE, "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$");
        let schema = serde_json::from_str(&schema).expect("JSON");
        let options = jsonschema::options().should_validate_formats(true);
        options.build(&schema).expect("the schema is one")
    });
    let log = serde_json::from_str(log).expect("the log is JSON");
    let errors: Vec<_> = VALIDATOR.iter_errors(&log).map(|error| error.to_string()).collect();
    assert_eq!(errors, [""; 0], "{log:#}");
}

/// The only run of a log.
fn log(run: &Run) -> Value {
    let out = runs::written(run, Format::Sarif);
    assert_valid(&out);
    let mut log: Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(log["version"], "2.1.0");
    log["runs"][0].take()
}

/// Converts a URI back to a path.
fn path(uri: &Value) -> String {
    let uri = uri.as_str().expect("text");
    assert!(uri.is_ascii() && !uri.contains([' ', ',', '|', '#']), "{uri}");
    percent_encoding::percent_decode_str(uri).decode_utf8().expect("UTF-8").into_owned()
}

/// The text of a region.
fn text(region: &Value) -> String {
    let number = |name: &str| region[name].as_u64().expect("a number");
    let (start, end) =
        ((number("startLine"), number("startColumn")), (number("endLine"), number("endColumn")));
    runs::between(runs::AWKWARD, start, end)
}

#[test]
fn the_schema_finds_mistakes() {
    let wrong = |change: fn(&mut Value)| {
        let mut log: Value =
            serde_json::from_str(&runs::written(&runs::awkward(), Format::Sarif)).expect("JSON");
        change(&mut log);
        std::panic::catch_unwind(|| assert_valid(&log.to_string())).is_err()
    };
    assert!(!wrong(|_| ()));
    assert!(wrong(|log| log["runs"][0]["columnKind"] = json!("bytes")));
    assert!(wrong(
        |log| log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] =
            json!(0)
    ));
    assert!(wrong(|log| log["runs"][0]["artifacts"][0]["location"]["uri"] = json!("食 品.yaml")));
    assert!(wrong(|log| log["runs"][0]["tool"]["driver"]["column"] = json!(1)));
}

#[test]
fn every_region_is_the_text_found() {
    let run = runs::awkward();
    let log = log(&run);
    assert_eq!(log["columnKind"], "unicodeCodePoints");
    let results = log["results"].as_array().expect("a list");
    assert_eq!(results.len(), 4);
    for (result, found) in results.iter().zip(runs::found(&run)) {
        let location = &result["locations"][0];
        assert_eq!(path(&location["physicalLocation"]["artifactLocation"]["uri"]), runs::AWKWARD_PATH);
        assert_eq!(runs::unfolded(&text(&location["physicalLocation"]["region"])), found);
    }
    let parts = results[1]["locations"][0]["annotations"].as_array().expect("parts");
    assert_eq!(parts.iter().map(text).collect::<Vec<_>>(), ["视", "情况"]);
    let levels: Vec<_> = results.iter().map(|result| result["level"].as_str().expect("text")).collect();
    assert_eq!(levels, ["error", "warning", "note", "error"]);
    let related = &results[2]["relatedLocations"];
    assert_eq!(text(&related[0]["physicalLocation"]["region"]), "𠮷");
    assert_eq!(path(&related[1]["physicalLocation"]["artifactLocation"]["uri"]), "别的 一份.yaml");
    assert_eq!(related[1]["physicalLocation"]["region"], json!({"startLine": 3, "startColumn": 4}));
}

/// The official schema forbids duplicate regions.
#[test]
fn parts_that_differ_by_a_byte_order_mark_are_one_region() {
    let text = "\u{feff}店名: 甲\n";
    let rule = runs::rule("any", "任意", None);
    for ends in [&[(0, 0), (0, 3), (3, 3), (3, 9)][..], &[(0, 3), (3, 3)], &[(0, 0), (3, 3), (3, 3)]] {
        let spans: Vec<_> = ends.iter().map(|&(start, end)| Span::new(start, end)).collect();
        let finding = runs::finding(&rule, Severity::Error, "任意", &spans);
        let log = log(&runs::run(vec![runs::file("指南.yaml", text, Status::Checked, vec![finding])]));
        let parts = log["results"][0]["locations"][0]["annotations"].as_array().expect("parts");
        let columns: Vec<_> = parts.iter().map(|part| [&part["startColumn"], &part["endColumn"]]).collect();
        let expected: &[[Value; 2]] = &[[json!(1), json!(1)], [json!(1), json!(3)]];
        let expected = &expected[..if ends.len() > 3 { 2 } else { 1 }];
        assert_eq!(columns, expected.iter().map(|[start, end]| [start, end]).collect::<Vec<_>>());
    }
}

#[test]
fn fixes_mend_the_text() {
    let log = log(&runs::awkward());
    let changes = &log["results"][0]["fixes"][0]["artifactChanges"][0];
    assert_eq!(path(&changes["artifactLocation"]["uri"]), runs::AWKWARD_PATH);
    let replacements = changes["replacements"].as_array().expect("a list").iter();
    let told =
        replacements.map(|one| (text(&one["deletedRegion"]), one["insertedContent"]["text"].to_string()));
    let expected = [("野", "\"乙\""), ("尽快", "\"三日内\"")];
    assert_eq!(told.collect::<Vec<_>>(), expected.map(|(old, new)| (old.to_owned(), new.to_owned())));
}

#[test]
fn numbers_lead_to_what_they_name() {
    let mut run = runs::awkward();
    run.files.extend(runs::realistic().files);
    let log = log(&run);
    let rules = &log["tool"]["driver"]["rules"];
    let mut seen = HashSet::new();
    for result in log["results"].as_array().expect("a list") {
        let rule = &rules[runs::number(result["ruleIndex"].as_u64().expect("a number"))];
        assert_eq!(rule["id"], result["ruleId"]);
        assert_eq!(rule["defaultConfiguration"]["level"], result["level"]);
        let at = &result["locations"][0]["physicalLocation"]["artifactLocation"];
        let artifact = &log["artifacts"][runs::number(at["index"].as_u64().expect("a number"))];
        assert_eq!(artifact["location"]["uri"], at["uri"]);
        assert!(seen.insert(result["partialFingerprints"]["guidelint/v1"].to_string()), "{result}");
        let relationships = rule["relationships"].as_array().into_iter().flatten().map(|one| &one["target"]);
        let taxa = result["taxa"].as_array().into_iter().flatten();
        assert_eq!(relationships.collect::<Vec<_>>(), taxa.clone().collect::<Vec<_>>());
        for taxon in taxa {
            let component = &taxon["toolComponent"];
            let taxonomy = &log["taxonomies"][runs::number(component["index"].as_u64().expect("a number"))];
            assert_eq!(taxonomy["name"], component["name"]);
            assert_eq!(
                taxonomy["taxa"][runs::number(taxon["index"].as_u64().expect("a number"))]["id"],
                taxon["id"]
            );
        }
    }
    assert_eq!(rules.as_array().map(Vec::len), Some(9));
}

/// Standard input may have the name of a file, and the schema forbids duplicate artifacts.
#[test]
fn files_with_one_name_are_one_artifact() {
    let mut run = runs::awkward();
    run.files.extend(runs::awkward().files);
    let log = log(&run);
    let artifacts: Vec<_> = log["artifacts"].as_array().expect("a list").iter().collect();
    assert_eq!(artifacts.len(), 4);
    let results = log["results"].as_array().expect("a list");
    assert_eq!(results.len(), 8);
    for result in results {
        let at = &result["locations"][0]["physicalLocation"]["artifactLocation"];
        let artifact = artifacts[runs::number(at["index"].as_u64().expect("a number"))];
        assert_eq!(artifact["location"]["uri"], at["uri"]);
    }
}

#[test]
fn a_clause_says_what_was_read_of_it() {
    let log = log(&runs::realistic());
    let taxa = log["taxonomies"]
        .as_array()
        .expect("a list")
        .iter()
        .flat_map(|one| one["taxa"].as_array().expect("taxa"));
    let told: Vec<_> = taxa.map(|taxon| (&taxon["id"], &taxon["properties"]["text_status"])).collect();
    let expected = [("第三十条", "full"), ("yuan", "derived"), ("5.2.1", "full"), ("第九条", "unseen")];
    let expected = expected.map(|(id, status)| (json!(id), json!(status)));
    assert_eq!(told, expected.iter().map(|(id, status)| (id, status)).collect::<Vec<_>>());
}

#[test]
fn messages_hold_no_placeholder_no_link_and_nothing_hidden() {
    let log = log(&runs::awkward());
    let message = log["results"][2]["message"]["text"].as_str().expect("text");
    assert!(message.contains("[点] (http://a.b) %41::{{0}}<U+001B>[2J"), "{message}");
    assert_eq!(log["results"][2]["relatedLocations"][0]["message"]["text"], "见{{1}}[这里] (2)");
}

#[test]
fn a_run_that_did_not_do_its_work_says_so() {
    let told = |run| {
        let log = log(run);
        let invocation = &log["invocations"][0];
        let notifications = invocation["toolExecutionNotifications"].as_array().into_iter().flatten();
        let told = |one: &Value| format!("{} {}", one["level"], one["descriptor"]["id"]);
        let declared = log["tool"]["driver"]["notifications"].as_array().map_or(0, Vec::len);
        let notifications: Vec<_> = notifications.map(told).collect();
        assert_eq!(declared, notifications.len());
        (invocation["executionSuccessful"].clone(), invocation["exitCode"].clone(), notifications)
    };
    let [clean, unreadable, stranger, nothing] = runs::without_findings();
    let nobody = r#""error" "guidelint/nothing-checked""#.to_owned();
    assert_eq!(told(&clean), (json!(true), json!(0), vec![]));
    assert_eq!(told(&unreadable), (json!(false), json!(2), vec![r#""error" "guidelint/unreadable""#.into()]));
    let stranger_told = vec![r#""note" "guidelint/not-a-guide""#.into(), nobody.clone()];
    assert_eq!(told(&stranger), (json!(false), json!(2), stranger_told));
    assert_eq!(told(&nothing), (json!(false), json!(2), vec![nobody]));
    assert_eq!(told(&runs::realistic()), (json!(true), json!(1), vec![]));
}

#[test]
fn a_log_of_a_guide() {
    let mut log = log(&runs::realistic());
    for name in ["version", "semanticVersion"] {
        log["tool"]["driver"][name] = json!("0.0.0");
    }
    insta::assert_snapshot!("guide", serde_json::to_string_pretty(&log).expect("JSON is text"));
}
