//! How well the wording rules distinguish vague phrases from sound ones.
//!
//! `phrases.tsv` contains phrases that were written for this test and labelled before any rule saw them;
//! `corpus/wording.tsv` in the folder that `GUIDELINT_SHARED` names, if set, contains phrases of real guides.
//! Print misses and wrong findings with `cargo test --test wording -- --nocapture`.
//!
//! The phrases were written in sets, each in the style of real guides of other places and matters. Each set
//! was measured once, with the rules at that time, and only then used to improve them: after that, its
//! figures do not measure how the rules do on unseen texts. To measure that, write another set.

mod marked;

use std::fmt::Write;
use std::sync::LazyLock;

use guidelint::finding::{Finding, Severity};
use guidelint::lint::{self, FileCheck};
use guidelint::pack::{Ruleset, Selection};
use guidelint::rules;

#[path = "../support/beside.rs"]
mod beside;

use beside::beside;

/// The share of findings that must be vague phrases.
const LEAST_PRECISION: f64 = 0.95;

/// The share of vague phrases that must be found.
const LEAST_RECALL: f64 = 0.90;

static RULESET: LazyLock<Ruleset> =
    LazyLock::new(|| rules::load(&rules::packs()).expect("the built-in packs have no mistakes"));

/// Checks a guide that contains only this text, in the element where such texts occur.
fn check(element: &str, text: &str) -> FileCheck {
    let text = serde_json::to_string(text).expect("a text is valid JSON, which is YAML");
    let guide = match element {
        "申请材料" => format!("申请材料: [{{材料名称: {text}}}]\n"),
        "受理条件" => format!("受理条件: [{text}]\n"),
        "办理流程" => format!("办理流程: [{{办理内容: {text}}}]\n"),
        "设定依据" => format!("设定依据: [{{原文: {text}}}]\n"),
        _ => format!("事项名称: {text}\n"),
    };
    lint::check("指南.yaml", guide.into(), &RULESET, &Selection::default())
}

/// The wording findings that are errors or warnings.
fn grave(report: &FileCheck) -> Vec<&Finding> {
    let grave =
        |finding: &&Finding| finding.rule.category == "wording" && finding.severity >= Severity::Warning;
    report.findings.iter().filter(grave).collect()
}

/// The results of the rules on labelled phrases.
#[derive(Debug, Default)]
struct Measure {
    found: u32,
    missed: u32,
    wrongly_found: u32,
    /// One line for every miss and every wrong finding.
    table: String,
}

impl Measure {
    fn of(phrases: &str) -> Self {
        let mut measure = Self::default();
        for line in phrases.lines().skip(1) {
            let columns: Vec<&str> = line.split('\t').collect();
            let [element, text, label, ..] = columns[..] else { panic!("not a phrase: {line}") };
            let report = check(element, text);
            let findings = grave(&report);
            let (sign, count) = match (label, findings.is_empty()) {
                ("VAGUE", false) => ("", &mut measure.found),
                ("VAGUE", true) => ("- missed       ", &mut measure.missed),
                ("OK", false) => ("+ wrongly found", &mut measure.wrongly_found),
                ("OK", true) | ("ARGUABLE", _) => continue,
                _ => panic!("no such label: {line}"),
            };
            *count += 1;
            if !sign.is_empty() {
                write!(measure.table, "{sign} {element} {text}").expect("text can be written to");
                for finding in findings {
                    let underlined = report.source.slice(finding.extent());
                    write!(measure.table, "  {} “{underlined}”", finding.rule.id).expect("likewise");
                }
                measure.table.push('\n');
            }
        }
        measure
    }

    fn precision(&self) -> f64 {
        f64::from(self.found) / f64::from(self.found + self.wrongly_found)
    }

    fn recall(&self) -> f64 {
        f64::from(self.found) / f64::from(self.found + self.missed)
    }

    /// Prints the figures of a set of phrases and checks them against the required shares.
    fn hold(&self, name: &str) {
        let (precision, recall) = (self.precision(), self.recall());
        println!("\n{}{name}: precision {precision:.3}, recall {recall:.3}", self.table);
        assert!(precision >= LEAST_PRECISION, "precision {precision:.3} on {name}\n{}", self.table);
        assert!(recall >= LEAST_RECALL, "recall {recall:.3} on {name}\n{}", self.table);
    }
}

#[test]
fn phrases_of_this_repository() {
    let phrases = include_str!("phrases.tsv");
    assert!(phrases.lines().count() > 2300, "the phrases are there");
    Measure::of(phrases).hold("tests/wording/phrases.tsv");
}

/// What guides write around the name of a material without describing the material.
const REMARKS: [(&str, &str); 12] = [
    ("", "复印件1份"),
    ("1.", "（原件1份）"),
    ("（一）", "原件及复印件各一份"),
    ("①", "（加盖公章）"),
    ("3、", "，一式两份"),
    ("2）", "（验原件，收复印件）"),
    ("(4)", "（复印件，加盖单位公章）；"),
    ("", "（A4纸，一式三份）"),
    ("5．", "原件（核验）"),
    ("", "电子版"),
    ("二、", "（须加盖单位公章）1份。"),
    ("", "（仅变更时提供）"),
];

#[test]
fn remarks_on_copies_hide_nothing() {
    let materials = include_str!("phrases.tsv").lines().filter(|line| line.starts_with("申请材料\t"));
    let mut phrases = String::from("element\ttext\tlabel\n");
    for (line, (before, after)) in materials.zip(REMARKS.iter().cycle()) {
        let [element, text, label, ..] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let text = text.trim_end_matches(['。', '；', ';']);
        let before = if text.starts_with(|first: char| first.is_alphabetic()) { before } else { &"" };
        writeln!(phrases, "{element}\t{before}{text}{after}\t{label}").expect("text can be written to");
    }
    Measure::of(&phrases).hold("materials with remarks on copies");
}

/// In real guides, several conditions are more often in one text than alone.
#[test]
fn sound_conditions_hide_no_vague_ones() {
    let conditions = |wanted| {
        let rows = include_str!("phrases.tsv").lines().map(|line| line.split('\t').collect::<Vec<_>>());
        let rows = rows.filter(move |row| row[0] == "受理条件" && row[2] == wanted);
        // The text of a quoted article extends to its end.
        rows.map(|row| row[1].trim_end_matches(['。', '；'])).filter(|text| !text.contains('条'))
    };
    let mut phrases = String::from("element\ttext\tlabel\n");
    for label in ["VAGUE", "OK"] {
        for (at, (text, sound)) in conditions(label).zip(conditions("OK").cycle().skip(7)).enumerate() {
            let text = match at % 4 {
                0 => format!("1.{sound}；2.{text}。"),
                1 => format!("{text}；{sound}。"),
                2 => format!("（一）{sound}。（二）{text}；"),
                _ => format!("{sound}，{text}"),
            };
            writeln!(phrases, "受理条件\t{text}\t{label}").expect("text can be written to");
        }
    }
    Measure::of(&phrases).hold("conditions in one text with sound ones");
}

#[test]
fn phrases_of_real_guides() {
    if let Some(path) = beside("corpus/wording.tsv") {
        let phrases = std::fs::read_to_string(path).expect("it can be read");
        Measure::of(&phrases).hold("corpus/wording.tsv");
    }
}

/// Catch-all clauses as in statutes: correct there, useless to an applicant.
const STATUTES: [(&str, &str); 10] = [
    ("不动产登记暂行条例第十六条", "（六）法律、行政法规以及本条例实施细则规定的其他材料。"),
    ("取水许可和水资源费征收管理条例第十一条", "（四）国务院水行政主管部门规定的其他材料。"),
    ("安全生产许可证条例第六条", "（十三）法律、法规规定的其他条件。"),
    ("旅游法第二十八条", "（五）法律、行政法规规定的其他条件。"),
    ("邮政法第五十二条", "（六）法律、行政法规规定的其他条件。"),
    ("畜牧法第二十四条", "（六）法律、行政法规规定的其他条件。"),
    ("城镇燃气管理条例第十五条", "（五）法律、法规规定的其他条件。"),
    ("国内水路运输管理条例第六条", "（七）法律、行政法规规定的其他条件。"),
    ("易制毒化学品管理条例第七条", "（五）法律、法规、规章规定的其他条件。"),
    ("民用爆炸物品安全管理条例第十一条", "（六）法律、行政法规规定的其他条件。"),
];

#[test]
fn catch_alls_of_statutes_are_quotations_or_one_finding() {
    for (name, text) in STATUTES {
        assert!(grave(&check("设定依据", text)).is_empty(), "{name} is quoted");
        let element = if text.contains("材料") { "申请材料" } else { "受理条件" };
        let report = check(element, text);
        let [finding] = grave(&report)[..] else { panic!("{name}: {:?}", grave(&report)) };
        assert!(finding.rule.id.starts_with("wording/catch-all-"), "{name}: {}", finding.rule.id);
        let (_, words) = text.split_once('）').expect("an item has a number");
        assert_eq!(report.source.slice(finding.extent()), words.trim_end_matches('。'), "{name}");
    }
}
