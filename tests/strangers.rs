//! How labels of many provinces and systems are read.
//!
//! `corpus/labels/labels.tsv` in the folder that `GUIDELINT_SHARED` names, if set, contains labels of real
//! guides and exports with the element that each one means. Print the labels that are misread with
//! `GUIDELINT_SHARED=… cargo test --test strangers -- --nocapture`. The rules for names were written with
//! these labels in view, so the figures do not measure how well unseen labels are read.

#[path = "support/beside.rs"]
mod beside;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::LazyLock;

use guidelint::lint::{self, FileCheck};
use guidelint::pack::{Ruleset, Selection};
use guidelint::rules;

static RULESET: LazyLock<Ruleset> =
    LazyLock::new(|| rules::load(&rules::packs()).expect("the built-in packs have no mistakes"));

fn check(text: String) -> FileCheck {
    lint::check("指南.yaml", text.into_bytes(), &RULESET, &Selection::default())
}

/// The paths of the elements that a label is read as; empty if it is unknown or not an element.
fn read(label: &str, list: Option<&str>) -> Vec<String> {
    let quoted = serde_json::to_string(label).expect("a text is valid JSON, which is YAML");
    let report = check(match list {
        Some(list) => format!("事项名称: 甲\n{list}: [{{{quoted}: 无}}]\n"),
        None => format!("事项名称: 甲\n{quoted}: 无\n"),
    });
    let guide = &report.guides[0];
    let read = guide.read_as.iter().filter(|read| read.key == label).map(|read| read.element.to_string());
    let mut read: Vec<String> = read.collect();
    let path = list.map_or(label.to_owned(), |list| format!("{list}[].{label}"));
    if read.is_empty() && RULESET.vocabulary.find(&path).is_ok() {
        read.push(path);
    }
    read
}

/// How the labels of a kind are read.
#[derive(Debug, Default)]
struct Measure {
    right: u32,
    missed: u32,
    wrong: u32,
    /// Labels that mean no element, and how many of them are read as one.
    foreign: u32,
    taken: u32,
}

#[test]
fn labels_of_other_places_are_read() {
    let Some(path) = beside::beside("corpus/labels/labels.tsv") else { return };
    let labels = std::fs::read_to_string(path).expect("the labels are text");
    let mut measures: BTreeMap<&str, Measure> = BTreeMap::new();
    let mut table = String::new();
    for line in labels.lines().skip(1) {
        let mut columns = line.split('\t');
        let (Some(label), Some(meant), Some(kind)) = (columns.next(), columns.next(), columns.next()) else {
            continue;
        };
        if meant.starts_with('?') {
            continue;
        }
        let list = kind.split_once("under ").map(|(_, list)| list.trim_end_matches(';').replace("[]", ""));
        let found = read(label, list.as_deref());
        let measure = measures.entry(if label.is_ascii() { "exports" } else { "labels" }).or_default();
        if meant == "-" {
            measure.foreign += 1;
            measure.taken += u32::from(!found.is_empty());
        } else if found.iter().any(|element| element == meant) {
            measure.right += 1;
        } else if found.is_empty() {
            measure.missed += 1;
        } else {
            measure.wrong += 1;
        }
        if (meant == "-") != found.is_empty() && !found.iter().any(|element| element == meant) {
            writeln!(table, "{label}: {} instead of {meant}", found.join("、"))
                .expect("text can be written to");
        }
    }
    println!("{table}");
    for (kind, measure) in &measures {
        let Measure { right, missed, wrong, foreign, taken } = measure;
        let all = f64::from(right + missed + wrong);
        let recall = f64::from(*right) / all;
        println!(
            "{kind}: {right} right, {missed} not read, {wrong} wrong ({recall:.3}); of {foreign} that are no elements {taken} taken for one"
        );
        assert!(recall >= 0.95, "{kind}: {recall:.3}");
        assert!(f64::from(*taken) <= 0.02 * f64::from(*foreign), "{kind}: {taken} taken for elements");
    }
}
