//! GitLab's Code Quality report.

use std::collections::HashSet;

use guidelint::lint::{Run, Status};
use guidelint::report::Format;
use serde_json::Value;

use crate::runs;

fn issues(run: &Run) -> Vec<Value> {
    serde_json::from_str(&runs::written(run, Format::Gitlab)).expect("a list in JSON")
}

/// Checks the fields that GitLab requires of an issue.
fn assert_complete(issue: &Value) {
    for field in ["description", "check_name", "fingerprint"] {
        assert!(issue[field].as_str().is_some_and(|text| !text.is_empty()), "{field} of {issue}");
    }
    let severity = issue["severity"].as_str().expect("text");
    assert!(["info", "minor", "major", "critical", "blocker"].contains(&severity), "{issue}");
    let path = issue["location"]["path"].as_str().expect("text");
    assert!(!path.is_empty() && !path.starts_with("./"), "{issue}");
    assert!(issue["location"]["positions"]["begin"]["line"].as_u64() >= Some(1), "{issue}");
}

#[test]
fn every_finding_is_an_issue_at_its_text() {
    let run = runs::awkward();
    let issues = issues(&run);
    issues.iter().for_each(assert_complete);
    let severities: Vec<_> = issues.iter().map(|issue| issue["severity"].as_str().expect("text")).collect();
    assert_eq!(severities, ["critical", "minor", "info", "critical", "blocker", "info"]);
    for (issue, found) in issues.iter().zip(runs::found(&run)) {
        let positions = &issue["location"]["positions"];
        let place =
            |end: &Value| (end["line"].as_u64().expect("a line"), end["column"].as_u64().expect("a column"));
        let text = runs::between(runs::AWKWARD, place(&positions["begin"]), place(&positions["end"]));
        assert_eq!(runs::unfolded(&text), found);
        assert_eq!(issue["location"]["path"], runs::AWKWARD_PATH);
    }
}

#[test]
fn no_two_fingerprints_are_alike() {
    let twice = || runs::awkward().files.remove(0);
    let bad = || runs::file("坏.yaml", "", Status::Unreadable("没有读取权限".into()), vec![]);
    let issues = issues(&runs::run(vec![twice(), twice(), twice(), bad(), bad()]));
    let fingerprints: HashSet<_> = issues.iter().map(|issue| issue["fingerprint"].to_string()).collect();
    assert_eq!(fingerprints.len(), issues.len());
    let once = self::issues(&runs::run(vec![twice()]));
    assert_eq!(once[0]["fingerprint"], issues[0]["fingerprint"], "the first one is the one of other reports");
}

#[test]
fn what_was_not_checked_is_an_issue() {
    let told = |run| {
        let issues = issues(run);
        issues.iter().for_each(assert_complete);
        issues
            .iter()
            .map(|issue| format!("{} {}", issue["check_name"], issue["severity"]))
            .collect::<Vec<_>>()
    };
    let [clean, unreadable, stranger, nothing] = runs::without_findings();
    assert_eq!(told(&clean), [""; 0]);
    assert_eq!(told(&unreadable), [r#""guidelint/unreadable" "blocker""#]);
    assert_eq!(
        told(&stranger),
        [r#""guidelint/not-a-guide" "info""#, r#""guidelint/nothing-checked" "blocker""#]
    );
    assert_eq!(told(&nothing), [r#""guidelint/nothing-checked" "blocker""#]);
}

#[test]
fn a_report_of_a_guide() {
    insta::assert_snapshot!("guide", runs::written(&runs::realistic(), Format::Gitlab));
}
