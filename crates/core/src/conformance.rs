//! The examples of the rules as guides of their own, with what must be found in each, so that authors of
//! other programs for guides can test these with them.
//!
//! Every example is one file with exactly the bytes that the rule is tested on, named by clause and rule.
//! [`TABLE`] states what the rule finds in each, and where. Pure: no files are written here.

use std::fmt::Write as _;

use crate::date::Date;
use crate::finding::{Clause, Severity};
use crate::pack::{PackInfo, Rule, Ruleset, Selection, Validity};
use crate::pack_test;
use crate::text::LineColumn;

/// The name of the table of expected findings.
pub const TABLE: &str = "expected.tsv";

/// The columns of the table, as programs name them.
pub const COLUMNS: [&str; 12] = [
    "file", "rule", "expected", "severity", "clause", "line", "char", "end_line", "end_char", "region",
    "profile", "as_of",
];

/// An example of a rule, with its result.
struct Case<'r> {
    rule: &'r Rule,
    /// The path inside the folder, with `/`.
    file: String,
    text: &'r str,
    /// The pack, which decides to which guides the rule applies.
    pack: &'r PackInfo,
    as_of: Option<Date>,
    /// The findings of the rule, each with the position of its first character and the one after its last.
    found: Vec<(Severity, LineColumn, LineColumn)>,
}

/// The files of a suite, each with its path, separated by `/`, and its bytes, sorted by path: the examples
/// of the rules, the table, and the configs with which guidelint applies rules of a region or a profile.
///
/// `is_meant` selects packs by number. The day of a rule is `as_of` if its source is in force then;
/// otherwise a day on which it is.
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

/// The path of an example: the pack as a folder, then clause, rule, kind and number. The paths are unique,
/// because identifiers of rules contain no `_`.
fn file_name(pack: &str, rule: &Rule, kind: &str, number: usize) -> String {
    let clause = rule.info.clause.as_ref().map(|clause| match clause.place() {
        place if place.is_empty() => clause.source.clone(),
        place => format!("{}-{place}", clause.source),
    });
    let clause = safe(&clause.unwrap_or_default());
    let name = rule.info.id.rsplit('/').next().unwrap_or_default();
    format!("{pack}/{clause}_{name}_{kind}-{number}.yaml")
}

/// The most characters of a clause in a file name; names of more than 255 bytes are refused everywhere.
const MOST_OF_A_CLAUSE: usize = 40;

/// A text as a part of a file name on any system: letters and digits of any script are kept.
fn safe(text: &str) -> String {
    let is_kept = |c: char| c.is_alphanumeric() || matches!(c, '-' | '（' | '）' | '〔' | '〕' | '、');
    text.chars().take(MOST_OF_A_CLAUSE).map(|c| if is_kept(c) { c } else { '-' }).collect()
}

/// The config with which the rules of a pack apply to its examples; `None` if the pack always applies.
fn config(pack: &PackInfo) -> Option<Vec<u8>> {
    let region = pack.region.as_ref().map(|region| format!("region: \"{region}\"\n"));
    let profile = pack.profile.as_ref().map(|profile| format!("profiles: [{profile}]\n"));
    let config = region.into_iter().chain(profile).collect::<String>();
    (!config.is_empty()).then(|| config.into_bytes())
}

/// The table, after comments that explain it.
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
