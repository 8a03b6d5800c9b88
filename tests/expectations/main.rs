//! Guides whose comments list their findings.
//!
//! A comment at the end of a line lists every finding that starts on the line, by rule and by the exact
//! underlined characters, so that nobody has to count columns:
//!
//! ```yaml
//! 承诺办结时限: 尽快办结   # 期望: limits/measurable “尽快办结”
//! ```
//!
//! Several are separated by `；`. A block of text cannot contain comments; for line 12 of such a block, a line
//! `# 期望 第12行: …` can be anywhere in the file. A finding without a comment fails the test, and so does a
//! comment without a finding.

#[path = "../support/files.rs"]
mod files;
mod suppressions;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use guidelint::lint::{self, FileCheck, Status};
use guidelint::pack::{Ruleset, Selection};
use guidelint::rules;

use files::yaml_files;

/// The packs that are built in.
static RULESET: LazyLock<Ruleset> =
    LazyLock::new(|| rules::load(&rules::packs()).expect("the built-in packs have no mistakes"));

/// A rule and the text that it underlines. The parts of a word that is split by folding or escapes are
/// joined.
type Claim = (String, String);

/// Claims by the line on which they begin, from 1.
type Claims = BTreeMap<usize, Vec<Claim>>;

#[test]
fn every_example_and_fixture_has_exactly_the_findings_that_it_names() {
    let mut wrong = String::new();
    for path in guides_of_this_repository() {
        let name = name(&path);
        let bytes = std::fs::read(&path).expect("the file can be read");
        let report = lint::check(&name, bytes, &RULESET, &Selection::default());
        assert!(!report.guides.is_empty() || report.status == Status::Broken, "{name} holds no guide");
        let expected = claimed(report.source.text()).unwrap_or_else(|reason| panic!("{name}:{reason}"));
        wrong += &difference(&name, &expected, &found(&report));
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn good_examples_have_no_finding_and_need_no_comment() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/good");
    let guides = yaml_files(&folder);
    assert!(guides.len() >= 4, "the examples are there");
    for path in guides {
        let name = name(&path);
        let text = std::fs::read(&path).expect("the file can be read");
        let report = lint::check(&name, text, &RULESET, &Selection::default());
        assert_eq!(report.status, Status::Checked, "{name}");
        assert_eq!(found(&report), Claims::new(), "{name}");
        assert_eq!(claimed(report.source.text()), Ok(Claims::new()), "{name} promises to be good");
    }
}

#[test]
fn every_bad_example_is_bad_in_the_way_that_it_teaches() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/bad");
    for path in yaml_files(&folder) {
        let text = std::fs::read_to_string(&path).expect("the file can be read");
        assert!(text.starts_with("# 教训："), "{} begins with its lesson", name(&path));
        assert!(!claimed(&text).expect("comments are understood").is_empty(), "{}", name(&path));
    }
}

#[test]
fn fixtures_have_the_bytes_that_they_are_about() {
    let fixture = |name: &str| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name);
        std::fs::read_to_string(path).expect("the fixture is there")
    };
    let lines = fixture("carriage-returns.yaml");
    assert!(lines.lines().count() > 10 && lines.split_inclusive('\n').all(|line| line.ends_with("\r\n")));
    assert!(fixture("byte-order-mark.yaml").starts_with("\u{feff}事项名称"));
    let characters = fixture("rare-and-wide-characters.yaml");
    for special in ['\t', '\u{3000}', '𠮷', '👪', '\u{301}', '１'] {
        assert!(characters.contains(special), "{special:?}");
    }
}

/// All examples and fixtures that are guides, in the order of names.
fn guides_of_this_repository() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    ["examples", "tests/fixtures"].iter().flat_map(|folder| yaml_files(&root.join(folder))).collect()
}

/// The path relative to the repository.
fn name(path: &Path) -> String {
    let inside = path.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap_or(path);
    inside.to_string_lossy().replace('\\', "/")
}

/// What the comments of a file expect.
///
/// # Errors
///
/// Returns the line and the reason if a comment cannot be parsed: if it were ignored, the test would prove
/// nothing.
fn claimed(text: &str) -> Result<Claims, String> {
    let mut claims = Claims::new();
    for (number, line) in (1..).zip(text.replace("\r\n", "\n").split('\n')) {
        let Some((_, comment)) = line.split_once("# 期望") else { continue };
        let wrong = |what: &str| format!("{number}: {what}: # 期望{comment}");
        let (about, list) = comment.split_once(": ").ok_or_else(|| wrong("no colon and space"))?;
        let about = match about.trim() {
            "" => number,
            other => {
                let digits = other.strip_prefix('第').and_then(|rest| rest.strip_suffix('行'));
                let line = digits.and_then(|digits| digits.parse().ok());
                line.ok_or_else(|| wrong("neither “期望:” nor “期望 第N行:”"))?
            }
        };
        let list = list.trim_end();
        if list.is_empty() {
            return Err(wrong("nothing is expected"));
        }
        for claim in list.split_inclusive("”；") {
            let claim = claim.strip_suffix('；').unwrap_or(claim);
            let parts = claim.split_once(" “").and_then(|(rule, text)| Some((rule, text.strip_suffix('”')?)));
            let (rule, text) = parts.ok_or_else(|| wrong("not of the form rule “text”"))?;
            claims.entry(about).or_default().push((rule.to_owned(), text.to_owned()));
        }
    }
    for claims in claims.values_mut() {
        claims.sort();
    }
    Ok(claims)
}

/// The findings of the linter. Words over several lines are joined without line break and indentation.
fn found(report: &FileCheck) -> Claims {
    let mut claims = Claims::new();
    for finding in &report.findings {
        let first = finding.spans.first().expect("every finding has a place");
        let line = report.source.line_column(first.start).line;
        let parts = finding.spans.iter().flat_map(|&span| report.source.slice(span).lines());
        let marked: String = parts.map(str::trim).collect();
        claims.entry(line).or_default().push((finding.rule.id.clone(), marked));
    }
    for claims in claims.values_mut() {
        claims.sort();
    }
    claims
}

/// The claims that only one side has, one per line; empty if both agree.
fn difference(name: &str, expected: &Claims, found: &Claims) -> String {
    let mut told = String::new();
    let lines: std::collections::BTreeSet<_> = expected.keys().chain(found.keys()).collect();
    for line in lines {
        let of = |claims: &Claims| claims.get(line).cloned().unwrap_or_default();
        let (mut missing, mut surplus) = (of(expected), of(found));
        missing.retain(|claim| match surplus.iter().position(|other| other == claim) {
            Some(same) => {
                surplus.remove(same);
                false
            }
            None => true,
        });
        for (sign, claims) in [("- expected", missing), ("+ found   ", surplus)] {
            for (rule, text) in claims {
                writeln!(told, "{name}:{line}: {sign} {rule} “{text}”").expect("text can be written to");
            }
        }
    }
    told
}

/// The comparison for a text that is not in a file.
fn judged(text: &str) -> String {
    let report = lint::check("指南.yaml", text.into(), &RULESET, &Selection::default());
    difference("指南.yaml", &claimed(text).expect("comments are understood"), &found(&report))
}

/// A guide that only has findings in the added lines.
fn guide_with(lines: &str) -> String {
    format!(
        "事项名称: 犬只登记\n事项类型: 行政检查\n实施主体: 某市公安局某分局\n受理条件: 犬只已接种狂犬病疫苗\n\
         申请材料: 无\n办理流程: 当场登记\n办理地点: 某路1号\n办理时间: 工作日 9:00—17:00\n咨询方式: 0571-12345\n\
         监督投诉方式: 0571-12345\n设定依据: 某市养犬管理条例第九条\n办理结果: 犬只登记证\n{lines}"
    )
}

#[test]
fn a_comment_that_is_borne_out_is_silent() {
    assert_eq!(judged(&guide_with("")), "");
    assert_eq!(judged(&guide_with("承诺办结时限: 尽快   # 期望: limits/measurable “尽快”\n")), "");
    let elsewhere = "# 期望 第14行: limits/measurable “尽快”\n承诺办结时限: 尽快\n";
    assert_eq!(judged(&guide_with(elsewhere)), "");
}

#[test]
fn a_finding_that_no_comment_names_is_told() {
    assert_eq!(
        judged(&guide_with("承诺办结时限: 尽快\n")),
        "指南.yaml:13: + found    limits/measurable “尽快”\n"
    );
}

#[test]
fn a_comment_without_its_finding_is_told() {
    assert_eq!(
        judged(&guide_with("承诺办结时限: 3个工作日   # 期望: limits/measurable “3个工作日”\n")),
        "指南.yaml:13: - expected limits/measurable “3个工作日”\n"
    );
}

#[test]
fn another_rule_text_line_or_number_is_told() {
    let limit = |comment: &str| judged(&guide_with(&format!("承诺办结时限: 尽快   # 期望: {comment}\n")));
    let told = "指南.yaml:13: + found    limits/measurable “尽快”\n";
    assert_eq!(
        limit("limits/hedged “尽快”"),
        format!("指南.yaml:13: - expected limits/hedged “尽快”\n{told}")
    );
    assert_eq!(
        limit("limits/measurable “尽”"),
        format!("指南.yaml:13: - expected limits/measurable “尽”\n{told}")
    );
    let twice = "limits/measurable “尽快”；limits/measurable “尽快”";
    assert_eq!(limit(twice), "指南.yaml:13: - expected limits/measurable “尽快”\n");
    let below = "承诺办结时限: 尽快\n# 期望: limits/measurable “尽快”\n";
    assert_eq!(
        judged(&guide_with(below)),
        format!("{told}指南.yaml:14: - expected limits/measurable “尽快”\n")
    );
}

#[test]
fn comments_that_are_not_understood_are_no_comments() {
    for comment in ["limits/measurable", "limits/measurable “尽快", "“尽快”", ""] {
        let text = format!("承诺办结时限: 尽快   # 期望: {comment}\n");
        assert!(claimed(&text).is_err(), "{comment}");
    }
    for comment in ["# 期望 limits/measurable “尽快”", "# 期望 第二行: a “b”", "# 期望 2: a “b”"]
    {
        assert!(claimed(comment).is_err(), "{comment}");
    }
    let quotes = "a: b   # 期望: x/y “甲“乙”丙”；x/z “丁”\n";
    let claims = claimed(quotes).expect("understood");
    let claim = |rule: &str, text: &str| (rule.to_owned(), text.to_owned());
    assert_eq!(claims[&1], [claim("x/y", "甲“乙”丙"), claim("x/z", "丁")]);
}
