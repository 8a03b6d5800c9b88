//! The XML format of `JUnit`, which CI servers show as tests.
//!
//! Every file is a suite and every rule with findings in it a test case, so that dashboards name failing
//! rules and count them. A file without findings has one passing case. A case fails if its findings fail the
//! run: findings below the threshold pass, and are in the output of the case. Files that could not be read
//! are errors; files that are not guides and findings that do not count are skipped. There are no times.

use std::io;

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use super::points::Points;
use super::unchecked::{self, Unchecked};
use super::{FailOn, visible, wording};
use guidelint_core::finding::{Finding, RuleInfo, Severity, Suppressed};
use guidelint_core::lint::{FileReport, Run};
use guidelint_messages::Language;

/// Writes a run as one XML document.
///
/// # Errors
///
/// Returns an error if `out` cannot be written to.
pub fn write(out: &mut impl io::Write, run: &Run, fail_on: FailOn, language: Language) -> io::Result<()> {
    let mut report = Report::new(guidelint_core::NAME);
    report.add_test_suites(run.files.iter().map(|file| suite(file, fail_on, language)));
    // Also give a suite to entries without a file.
    let is_of_run = |one: &Unchecked<'_>| one.rule == unchecked::NOTHING;
    for one in unchecked::of_run(run, language).into_iter().filter(is_of_run) {
        let mut suite = TestSuite::new(guidelint_core::NAME);
        suite.add_test_case(unread_case(&one));
        report.add_test_suite(suite);
    }
    // Serialize to a string first: write errors, such as a closed pipe, must stay I/O errors.
    let xml = report.to_string().map_err(io::Error::other)?;
    out.write_all(xml.as_bytes())
}

fn suite(file: &FileReport, fail_on: FailOn, language: Language) -> TestSuite {
    let mut suite = TestSuite::new(&*visible::line(file.source.path()));
    let unread = unchecked::of_file(file, language);
    suite.add_test_cases(unread.iter().map(unread_case));
    let points = Points::of(file);
    let cases = by_rule(file);
    let cases = cases.iter().map(|findings| case(file, &points, findings, fail_on, language));
    suite.add_test_cases(cases);
    suite.add_test_cases(file.suppressed.iter().map(|aside| aside_case(file, &points, aside, language)));
    if unread.is_none() && file.findings.is_empty() {
        suite.add_test_case(named(
            file.source.path(),
            language.formats().passed(),
            TestCaseStatus::success(),
        ));
    }
    suite
}

/// The findings of a file by rule, in the order of the first of each.
fn by_rule(file: &FileReport) -> Vec<Vec<&Finding>> {
    let mut rules: Vec<Vec<&Finding>> = Vec::new();
    let mut numbers = std::collections::HashMap::new();
    for finding in &file.findings {
        let number = *numbers.entry(&*finding.rule.id).or_insert(rules.len());
        if number == rules.len() {
            rules.push(Vec::new());
        }
        rules[number].push(finding);
    }
    rules
}

fn case(
    file: &FileReport,
    points: &Points,
    findings: &[&Finding],
    fail_on: FailOn,
    language: Language,
) -> TestCase {
    let told: Vec<_> = findings.iter().map(|finding| told(file, points, finding, language)).collect();
    let told = told.join("\n\n");
    let rule = &findings[0].rule;
    let name = rule_name(rule, language);
    let Some(gravest) =
        findings.iter().map(|finding| finding.severity).max().filter(|one| fails(fail_on, *one))
    else {
        let mut case = named(file.source.path(), &name, TestCaseStatus::success());
        case.set_system_out(told);
        return case;
    };
    let mut failure = TestCaseStatus::non_success(NonSuccessKind::Failure);
    let count = findings.len();
    let more = if count > 1 { language.formats().first_of(count) } else { String::new() };
    failure.set_message(format!("{}{more}", visible::line(&findings[0].message)));
    failure.set_type(language.common().severity(gravest.into())).set_description(told);
    named(file.source.path(), &name, failure)
}

/// A finding with its location, in a form that terminals and log viewers link.
fn told(file: &FileReport, points: &Points, finding: &Finding, language: Language) -> String {
    let at = points.at(finding.extent().start).line_column();
    let path = visible::line(file.source.path());
    let lines = wording::lines(finding, points, language).join("\n  ");
    let severity = language.common().severity(finding.severity.into());
    format!("{path}:{}:{}: {}", at.line, at.column, wording::labelled(severity, &lines, language))
}

/// A skipped case for a finding that does not count.
fn aside_case(
    file: &FileReport,
    points: &Points,
    Suppressed { finding, reason }: &Suppressed,
    language: Language,
) -> TestCase {
    let at = points.at(finding.extent().start).line_column();
    let mut status = TestCaseStatus::skipped();
    status.set_message(format!(
        "{}:{} {}",
        at.line,
        at.column,
        wording::aside_line(finding, reason, language)
    ));
    named(file.source.path(), &rule_name(&finding.rule, language), status)
}

fn rule_name(rule: &RuleInfo, language: Language) -> String {
    [&*rule.id, language.common().gap(), &visible::line(&rule.title)].concat()
}

fn unread_case(one: &Unchecked<'_>) -> TestCase {
    let mut status = match one.severity {
        Severity::Error => TestCaseStatus::non_success(NonSuccessKind::Error),
        Severity::Warning | Severity::Advice => TestCaseStatus::skipped(),
    };
    status.set_message(&*visible::line(&one.reason));
    named(one.path.unwrap_or_default(), one.rule, status)
}

/// A case that servers list under the name of its guide.
fn named(path: &str, name: &str, status: TestCaseStatus) -> TestCase {
    let mut case = TestCase::new(name, status);
    if !path.is_empty() {
        let path = visible::line(path);
        case.set_classname(&*path);
        case.extra.insert("file".into(), (&*path).into());
    }
    case
}

/// Whether a finding makes the run fail.
fn fails(fail_on: FailOn, severity: Severity) -> bool {
    fail_on.least().is_some_and(|least| severity >= least)
}
