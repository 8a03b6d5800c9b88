//! The examples as separate guides: checking each file as the table says gives the findings in the table.

use std::collections::{BTreeMap, BTreeSet};

use guidelint::conformance::{COLUMNS, TABLE, suite};
use guidelint::date::Date;
use guidelint::finding::Severity;
use guidelint::lint;
use guidelint::pack::{Ruleset, Selection};

use super::builtin;

const DAY: &str = "2026-11-01";

fn day(text: &str) -> Date {
    text.parse().expect("it is a day")
}

/// A row of the table, by column.
type Row = BTreeMap<&'static str, String>;

/// The rows of a table, without its header.
fn rows(table: &str) -> Vec<Row> {
    let mut lines = table.lines().skip_while(|line| line.starts_with('#'));
    assert_eq!(lines.next().map(|head| head.split('\t').collect::<Vec<_>>()), Some(COLUMNS.to_vec()));
    let row = |line: &str| {
        let cells: Vec<_> = line.split('\t').map(str::to_owned).collect();
        assert_eq!(cells.len(), COLUMNS.len(), "{line}");
        COLUMNS.into_iter().zip(cells).collect()
    };
    lines.map(row).collect()
}

/// The files of the examples of the built-in packs, without the table, and the rows of the table.
fn written(ruleset: &Ruleset, as_of: &str) -> (BTreeMap<String, Vec<u8>>, Vec<Row>) {
    let mut files: BTreeMap<_, _> = suite(ruleset, |_| true, day(as_of)).into_iter().collect();
    let table = files.remove(TABLE).expect("there is a table");
    let table = String::from_utf8(table).expect("it is text");
    assert!(table.starts_with("# guidelint") && table.contains(&format!("截至 {as_of}")), "{table}");
    (files, rows(&table))
}

/// The findings of the rule of a row in its file, checked as the row says: severities and locations, in
/// order. Several may have the same location: missing elements are reported on the first line.
fn found(ruleset: &Ruleset, row: &Row, bytes: &[u8]) -> Vec<Vec<String>> {
    let some = |column: &str| Some(&row[column]).filter(|cell| !cell.is_empty());
    let profiles: Vec<_> = some("profile").cloned().into_iter().collect();
    let selection = Selection {
        region: some("region").map(String::as_str),
        profiles: &profiles,
        as_of: some("as_of").map(|text| day(text)),
        ..Selection::default()
    };
    let report = lint::check_alone(&row["file"], bytes.to_vec(), ruleset, &selection);
    let own = report.findings.iter().filter(|finding| finding.rule.id == row["rule"]);
    let severity = |severity| match severity {
        Severity::Advice => "advice",
        Severity::Warning => "warning",
        Severity::Error => "error",
    };
    let places = own.map(|finding| {
        let [start, end] = [finding.extent().start, finding.extent().end];
        let [start, end] = [start, end].map(|byte| report.source.line_column(byte));
        let numbers = [start.line, start.column, end.line, end.column].map(|number| number.to_string());
        [severity(finding.severity).to_owned()].into_iter().chain(numbers).collect()
    });
    sorted(places.collect())
}

fn sorted(mut places: Vec<Vec<String>>) -> Vec<Vec<String>> {
    places.sort();
    places
}

#[test]
fn whoever_checks_an_example_finds_what_the_table_says() {
    let ruleset = builtin();
    let (files, rows) = written(&ruleset, DAY);
    let mut expected: BTreeMap<&str, (&Row, Vec<Vec<String>>)> = BTreeMap::new();
    for row in &rows {
        let (_, places) = expected.entry(&row["file"]).or_insert_with(|| (row, Vec::new()));
        let place = ["severity", "line", "char", "end_line", "end_char"].map(|column| row[column].clone());
        match &*row["expected"] {
            "found" => places.push(place.to_vec()),
            "not found" => assert_eq!(place[1..], ["", "", "", ""], "{row:?}"),
            other => panic!("{other}"),
        }
    }
    for (file, (row, places)) in &expected {
        assert_eq!(found(&ruleset, row, &files[*file]), sorted(places.clone()), "{file}");
        assert_eq!(file.contains("_fail-"), !places.is_empty(), "{file}");
    }
    let (examples, configs): (Vec<_>, Vec<_>) =
        files.keys().partition(|file| !file.ends_with("/guidelint.yaml"));
    assert!(
        examples.iter().all(|file| expected.contains_key(file.as_str())),
        "every example is in the table"
    );
    let limited = ruleset.packs.iter().filter(|pack| pack.region.is_some() || pack.profile.is_some());
    assert!(configs.len() > 10 && configs.len() <= limited.count(), "{configs:?}");
}

#[test]
fn every_example_is_a_file_of_its_bytes() {
    let ruleset = builtin();
    let (files, rows) = written(&ruleset, DAY);
    for rule in &ruleset.rules {
        let own: BTreeSet<_> =
            rows.iter().filter(|row| row["rule"] == rule.info.id).map(|row| &row["file"]).collect();
        for (kind, examples) in [("pass", &rule.pass), ("fail", &rule.fail)] {
            let mut wanted: Vec<_> = examples.iter().map(|example| example.value.as_bytes()).collect();
            let mark = format!("_{}_{kind}-", rule.info.id.rsplit('/').next().unwrap_or_default());
            let of_kind = own.iter().filter(|file| file.contains(&mark));
            let mut there: Vec<_> = of_kind.map(|file| files[file.as_str()].as_slice()).collect();
            wanted.sort_unstable();
            there.sort_unstable();
            assert_eq!(there, wanted, "{kind} of {}", rule.info.id);
        }
    }
}

#[test]
fn names_of_files_are_names_on_every_system() {
    let (files, _) = written(&builtin(), DAY);
    let in_small: BTreeSet<_> = files.keys().map(|file| file.to_lowercase()).collect();
    assert_eq!(in_small.len(), files.len(), "also where the case of letters does not count");
    for file in files.keys() {
        let (folder, name) = file.split_once('/').expect("every pack has its folder");
        assert!(name.len() <= 200 && !folder.is_empty() && !name.contains('/'), "{file}");
        let is_safe = |c: char| c.is_alphanumeric() || "-_.（）〔〕、".contains(c);
        assert!(name.chars().all(is_safe) && !name.starts_with(['.', '-']), "{file}");
    }
}

/// Examples of sources that are not in force on a day are checked on another day.
#[test]
fn the_day_of_a_line_is_one_on_which_its_text_is_in_force() {
    let ruleset = builtin();
    for as_of in ["2026-02-28", "2026-03-01"] {
        let (_, rows) = written(&ruleset, as_of);
        let own: Vec<_> = rows.iter().filter(|row| row["as_of"] != as_of).collect();
        assert!(!own.is_empty() && own.len() < rows.len() / 10, "{} of {}", own.len(), rows.len());
        assert!(rows.iter().all(|row| (row["expected"] == "found") == row["file"].contains("_fail-")));
    }
}
