//! The examples of the rules as guides of their own, with what must be found in each: whoever has a
//! program for guides can try it on them.
//!
//! Every example is one file of exactly the bytes that the rule is proved on, named by clause and rule.
//! [`TABLE`] says of each what its rule finds there, and where. Pure: no files are written here.

use std::fmt::Write as _;

use crate::date::Date;
use crate::finding::{Clause, Severity};
use crate::pack::{PackInfo, Rule, Ruleset, Selection, Validity};
use crate::pack_test;
use crate::text::LineColumn;

/// The name of the table of what must be found.
pub const TABLE: &str = "expected.tsv";

/// The columns of the table, by what programs call them.
pub const COLUMNS: [&str; 12] = [
    "file", "rule", "expected", "severity", "clause", "line", "char", "end_line", "end_char", "region",
    "profile", "as_of",
];

/// An example of a rule, with what comes of it.
struct Case<'r> {
    rule: &'r Rule,
    /// Inside the folder, with `/`.
    file: String,
    text: &'r str,
    /// The guides to which the rule applies, and the day on which it does.
    pack: &'r PackInfo,
    as_of: Option<Date>,
    /// What the rule finds, each with the place of its first character and the place after its last.
    found: Vec<(Severity, LineColumn, LineColumn)>,
}

/// The files of a suite, each its path with `/` and its bytes, in the order of paths: an example of a rule
/// each, the table, and for guidelint the config by which rules of a region or a profile apply.
///
/// `is_meant` says of which packs, by number, the examples are wanted. Where a source is in force on
/// `as_of`, that is the day of its rules; else a day on which it is.
pub fn suite(ruleset: &Ruleset, is_meant: impl Fn(usize) -> bool, as_of: Date) -> Vec<(String, Vec<u8>)> {
    let rules = ruleset.rules.iter().filter(|rule| is_meant(rule.pack));
    let mut cases: Vec<_> = rules.flat_map(|rule| cases(ruleset, rule, as_of)).collect();
    cases.sort_by(|one, other| one.file.cmp(&other.file));
    let packs: Vec<_> = (0..ruleset.packs.len()).filter(|&pack| is_meant(pack)).collect();
    let packs: Vec<_> = packs.into_iter().map(|pack| &ruleset.packs[pack]).collect();
    let mut files: Vec<_> =
        cases.iter().map(|case| (case.file.clone(), case.text.as_bytes().to_vec())).collect();
    files.push((TABLE.into(), table(&cases, &packs, as_of).into_bytes()));
    let is_used = |pack: &PackInfo| cases.iter().any(|case| case.pack.id == pack.id);
    let limited = packs.iter().filter(|pack| is_used(pack));
    files.extend(limited.filter_map(|pack| Some((format!("{}/guidelint.yaml", pack.id), config(pack)?))));
    files.sort();
    files
}

/// The examples of a rule, first those in which it finds nothing.
fn cases<'r>(ruleset: &'r Ruleset, rule: &'r Rule, today: Date) -> impl Iterator<Item = Case<'r>> {
    let pack = &ruleset.packs[rule.pack];
    let proved = pack_test::applying(ruleset, rule);
    let as_of = match rule.force.on(Some(today)) {
        Validity::InForce => Some(today),
        Validity::Expired | Validity::Upcoming(_) => proved.as_of,
    };
    let selection = Selection { as_of, ..proved };
    let pass = rule.pass.iter().zip(1..).map(|example| ("pass", example));
    let fail = rule.fail.iter().zip(1..).map(|example| ("fail", example));
    pass.chain(fail).map(move |(kind, (example, number))| {
        let report = pack_test::check(ruleset, &example.value, &selection);
        let own = report.findings.iter().filter(|finding| finding.rule.id == rule.info.id);
        let found = own.map(|finding| {
            let extent = finding.extent();
            let place = |byte| report.source.line_column(byte);
            (finding.severity, place(extent.start), place(extent.end))
        });
        let file = file_name(&pack.id, rule, kind, number);
        Case { rule, file, text: &example.value, pack, as_of, found: found.collect() }
    })
}

/// The path of an example: the pack as a folder, then clause, rule, kind and number. No two examples have
/// the same, because the identifiers of rules have no `_`.
fn file_name(pack: &str, rule: &Rule, kind: &str, number: usize) -> String {
    let clause = rule.info.clause.as_ref().map(|clause| match clause.place() {
        place if place.is_empty() => clause.source.clone(),
        place => format!("{}-{place}", clause.source),
    });
    let clause = safe(&clause.unwrap_or_default());
    let name = rule.info.id.rsplit('/').next().unwrap_or_default();
    format!("{pack}/{clause}_{name}_{kind}-{number}.yaml")
}

/// Characters of a clause in a file name; names of more than 255 bytes are refused everywhere.
const MOST_OF_A_CLAUSE: usize = 40;

/// A text as a part of a file name on any system: letters and digits of any script stay.
fn safe(text: &str) -> String {
    let is_kept = |c: char| c.is_alphanumeric() || matches!(c, '-' | '（' | '）' | '〔' | '〕' | '、');
    text.chars().take(MOST_OF_A_CLAUSE).map(|c| if is_kept(c) { c } else { '-' }).collect()
}

/// The config by which the rules of a pack apply to its examples; none for a pack that always applies.
fn config(pack: &PackInfo) -> Option<Vec<u8>> {
    let region = pack.region.as_ref().map(|region| format!("region: \"{region}\"\n"));
    let profile = pack.profile.as_ref().map(|profile| format!("profiles: [{profile}]\n"));
    let config = region.into_iter().chain(profile).collect::<String>();
    (!config.is_empty()).then(|| config.into_bytes())
}

/// The table, with what it is in front.
fn table(cases: &[Case<'_>], packs: &[&PackInfo], as_of: Date) -> String {
    let packs: Vec<_> = packs.iter().map(|pack| format!("{} {}", pack.id, pack.version)).collect();
    let mut table = format!(
        "\
# guidelint {} 的规则的例子，截至 {as_of}。规则包：{}。
# 每个文件单独检查；比较几份指南的规则，几份指南在同一个文件里。一行是一条规则在一个文件里应查出的一处问题（found），或者不应查出问题（not found）；
# 别的规则在这个文件里查出什么，不在此列。
# line、char 是第一个字在第几行第几个字，end_line、end_char 是最后一个字之后的位置，都从 1 数起，字按 Unicode 码位数，与 check --format json 相同。
# region、profile、as_of 写明检查的条件：用哪个行政区划的规则、哪项专项检查、按哪一天有效的规定；空着的不限。
{}
",
        crate::VERSION,
        packs.join("、"),
        COLUMNS.join("\t")
    );
    for case in cases {
        let found = case.found.iter().map(|&(severity, start, end)| {
            let places = [start.line, start.column, end.line, end.column];
            (severity, places.map(|number| number.to_string()))
        });
        let mut rows: Vec<_> =
            found.map(|(severity, places)| row(case, "found", severity, &places)).collect();
        if rows.is_empty() {
            rows.push(row(case, "not found", case.rule.severity, &Default::default()));
        }
        for row in rows {
            writeln!(table, "{}", row.join("\t")).expect("writing to a string cannot fail");
        }
    }
    table
}

fn row(case: &Case<'_>, expected: &str, severity: Severity, places: &[String; 4]) -> Vec<String> {
    let text = |text: Option<&String>| text.cloned().unwrap_or_default();
    let clause = case.rule.info.clause.as_ref().map(Clause::citation).unwrap_or_default();
    let [line, character, end_line, end_character] = places.clone();
    vec![
        case.file.clone(),
        case.rule.info.id.clone(),
        expected.into(),
        name(severity).into(),
        clause.split_whitespace().collect::<Vec<_>>().join(" "),
        line,
        character,
        end_line,
        end_character,
        text(case.pack.region.as_ref()),
        text(case.pack.profile.as_ref()),
        case.as_of.map(|day| day.to_string()).unwrap_or_default(),
    ]
}

/// A severity as the JSON report names it.
fn name(severity: Severity) -> &'static str {
    match severity {
        Severity::Advice => "advice",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}
