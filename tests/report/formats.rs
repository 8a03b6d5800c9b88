//! Requirements on all formats.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use guidelint::messages::Language;
use guidelint::report::{self, FailOn, Format, Summary};

use crate::runs;

#[test]
fn every_format_has_a_name_of_its_own_and_says_what_it_is_for() {
    let names: HashSet<_> = Format::ALL.iter().map(|format| format.name()).collect();
    let abouts: HashSet<_> = Format::ALL.iter().map(|format| format.about(Language::Chinese)).collect();
    assert_eq!((names.len(), abouts.len()), (Format::ALL.len(), Format::ALL.len()));
}

#[test]
fn the_documents_have_a_row_for_every_format_in_order() {
    for page in ["docs/formats.md", "docs/zh/formats.md"] {
        let text =
            fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(page)).expect("it can be read");
        let names = Format::ALL.map(|format| format!("| `{}` |", format.name()));
        let rows: Vec<_> =
            text.lines().filter(|line| names.iter().any(|name| line.starts_with(&**name))).collect();
        assert_eq!(rows.len(), Format::ALL.len(), "{page}");
        assert!(rows.iter().zip(&names).all(|(row, name)| row.starts_with(&**name)), "{page}: {rows:?}");
    }
}

#[test]
fn every_format_tells_of_a_file_that_could_not_be_read() {
    let [_, unreadable, ..] = runs::without_findings();
    for format in Format::ALL {
        let out = runs::written(&unreadable, format);
        assert!(out.contains("坏.yaml") || out.contains("%E5%9D%8F.yaml"), "{}: {out}", format.name());
        assert!(out.contains("没有读取权限"), "{}: {out}", format.name());
    }
}

#[test]
fn every_format_tells_every_finding() {
    let run = runs::realistic();
    for format in Format::ALL {
        let out = runs::written(&run, format);
        for finding in run.files.iter().flat_map(|file| &file.findings) {
            assert!(out.contains(&finding.rule.id), "{}: {}", format.name(), finding.rule.id);
            let words: String = finding.message.chars().take_while(|c| !"“”".contains(*c)).collect();
            assert!(out.contains(&words), "{}: {words}", format.name());
        }
    }
}

#[test]
fn every_format_tells_what_does_not_count_and_why() {
    let run = runs::suppressed();
    for format in Format::ALL {
        let out = runs::written(&run, format);
        for told in ["2027-07-01", "系统改造期间", "某审改〔2026〕3号", "2027-01-01"] {
            assert!(out.contains(told), "{}: {told}: {out}", format.name());
        }
        let all = if format == Format::Human { 3 } else { 4 };
        let rules = out.matches("banshi/vague-time-limit").count();
        assert!(rules >= all, "{}: {rules}: {out}", format.name());
    }
    assert!(runs::written(&run, Format::Human).contains("存量问题 1 个"));
}

#[test]
fn what_does_not_count_fails_no_run() {
    let run = runs::suppressed();
    for fail_on in FailOn::ALL {
        assert_eq!(report::exit_code(&run, fail_on), 0);
    }
    let Summary { errors, suppressed, coming, .. } = Summary::of(&run);
    assert_eq!((errors, suppressed, coming), (0, 3, 1));
}
