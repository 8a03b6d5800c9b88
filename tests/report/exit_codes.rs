//! The exit code is the same for every format, and never 0 if nothing was checked.

use guidelint::finding::Severity;
use guidelint::lint::{FileReport, Run, Status};
use guidelint::report::{self, FailOn, Format, Options, exit_code};

use crate::runs;

fn found(severity: Severity, status: Status) -> FileReport {
    let rule = runs::rule("any", "任意", None);
    let finding = runs::finding(&rule, severity, "任意", &[runs::place(runs::GUIDE, "行政许可", 0)]);
    runs::file("指南.yaml", runs::GUIDE, status, vec![finding])
}

fn unreadable() -> FileReport {
    runs::file("坏.yaml", "", Status::Unreadable("文件不存在".into()), vec![])
}

/// Results of runs, and the exit codes for the thresholds error, warning, advice and never.
fn table() -> Vec<(&'static str, Run, [u8; 4])> {
    use Severity::{Advice, Error, Warning};

    let clean = || runs::file("指南.yaml", runs::GUIDE, Status::Checked, vec![]);
    let stranger = || runs::file("别的.yaml", "a: 1\n", Status::NotAGuide, vec![]);
    let run = runs::run;
    vec![
        ("clean", run(vec![clean()]), [0, 0, 0, 0]),
        ("clean beside a stranger", run(vec![clean(), stranger()]), [0, 0, 0, 0]),
        ("advice", run(vec![found(Advice, Status::Checked)]), [0, 0, 1, 0]),
        ("warning", run(vec![found(Warning, Status::Checked)]), [0, 1, 1, 0]),
        ("error", run(vec![found(Error, Status::Checked)]), [1, 1, 1, 0]),
        ("broken", run(vec![found(Error, Status::Broken)]), [1, 1, 1, 0]),
        ("unreadable", run(vec![clean(), unreadable()]), [2, 2, 2, 2]),
        ("unreadable beside an error", run(vec![found(Error, Status::Checked), unreadable()]), [2, 2, 2, 2]),
        ("only strangers", run(vec![stranger()]), [2, 2, 2, 2]),
        ("no files", run(vec![]), [2, 2, 2, 2]),
    ]
}

#[test]
fn exit_codes_are_those_of_the_table_for_every_format() {
    for (name, run, codes) in table() {
        for (fail_on, code) in FailOn::ALL.into_iter().zip(codes) {
            assert_eq!(exit_code(&run, fail_on), code, "{name} with {}", fail_on.name());
            for format in Format::ALL {
                let mut out = Vec::new();
                report::write(&mut out, &run, format, fail_on, &Options::default())
                    .expect("writing to memory cannot fail");
                assert_eq!(exit_code(&run, fail_on), code, "{name} after {}", format.name());
                if format == Format::Json {
                    let json: serde_json::Value = serde_json::from_slice(&out).expect("the report is JSON");
                    assert_eq!(json["run"]["exit_code"], code, "{name}");
                    assert_eq!(json["run"]["fail_on"], fail_on.name(), "{name}");
                }
            }
        }
    }
}

#[test]
fn trouble_is_told_exactly_where_the_code_is_2() {
    for (name, run, codes) in table() {
        assert_eq!(report::Summary::of(&run).trouble().is_some(), codes[0] == 2, "{name}");
    }
}
