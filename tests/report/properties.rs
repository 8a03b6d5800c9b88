//! Whatever a file contains and wherever findings are: no panic, no unescaped text, no line too wide.

use guidelint::finding::{Finding, Related, Severity};
use guidelint::lint::{Run, Status};
use guidelint::report::human::HumanOptions;
use guidelint::report::{self, FailOn, Format, Options, json};
use guidelint::text::Span;
use proptest::prelude::*;
use roxmltree::Document;
use serde_json::Value;
use unicode_width::UnicodeWidthStr;

use crate::{html, markdown, runs, sarif, seeds};

/// Text that is difficult for a terminal, YAML or positions.
const TEXT: &str =
    "([a 甲：、。“”𠮷\t\n]|\r|\r\n|\u{feff}|\u{1b}|\u{200b}|\u{202e}|\u{301}|👨\u{200d}|政务服务事项){0,60}";

/// Text with a meaning in XML, Markdown, URIs, SARIF messages or workflow commands.
const MARKUP: &str = "([a1 甲：\t\n]|\r\n|\u{1b}|\u{b}|\u{ffff}|`{1,4}|~{3}|[<>&|*_@#!$~:%{}\\[\\]()\"'=+.-]|1\\. |&#35;\
    |https?://a\\.b|www\\.c\\.d|</?b>|<!--|::error::|]]>|\\\\){0,60}";

/// Spans with ends in any order, inside and outside of the text, on and between characters.
fn spans() -> impl Strategy<Value = Vec<(usize, usize)>> {
    prop::collection::vec((0_usize..200, 0_usize..12), 1..5)
}

/// The spans, moved to character boundaries and in order without overlaps, as those of a finding are.
fn tidy(text: &str, spans: &[(usize, usize)]) -> Vec<Span> {
    let boundary = |byte: usize| (0..=byte.min(text.len())).rev().find(|&at| text.is_char_boundary(at));
    let boundary = |byte| boundary(byte).expect("0 is a boundary");
    let mut spans: Vec<_> =
        spans.iter().map(|&(start, len)| Span::new(boundary(start), boundary(start + len))).collect();
    spans.sort_unstable();
    spans.dedup_by(|next, previous| next.start < previous.end);
    spans
}

/// A run with one finding that quotes the text and marks parts of it.
fn run_of(path: &str, text: &str, own: &[(usize, usize)], related: &[(usize, usize)]) -> Run {
    let rule = runs::rule("any", "任意一条规则", None);
    let spans = tidy(text, own);
    let related = related
        .iter()
        .map(|&(start, len)| Related { span: Span::new(start, start + len), message: text.into() });
    let finding = Finding {
        related: related.collect(),
        help: Some(text.into()),
        ..runs::finding(&rule, Severity::Error, text, &spans)
    };
    runs::run(vec![runs::file(path, text, Status::Checked, vec![finding])])
}

/// A report, which must be well-formed and contain exactly what it should.
fn assert_sound(run: &Run, format: Format, width: usize) {
    let human = HumanOptions { width, ..HumanOptions::default() };
    let options = Options { human, ..Options::default() };
    let mut out = Vec::new();
    report::write(&mut out, run, format, FailOn::Error, &options).expect("writing to memory cannot fail");
    let out = String::from_utf8(out).expect("a report is text");
    match format {
        Format::Human => {
            assert!(!out.contains(['\u{1b}', '\u{202e}', '\u{200b}', '\r', '\t']), "{out:?}");
            for line in out.lines().filter(|line| !line.contains("╭─[")) {
                assert!(line.width() <= width.max(24), "{line}");
            }
        }
        Format::Compact => assert_eq!(out.lines().count(), 1),
        Format::Json => {
            let value = serde_json::from_str(&out).expect("the report is JSON");
            assert!(jsonschema::is_valid(&json::schema(), &value));
        }
        Format::Jsonl => assert_eq!(out.lines().count(), 4),
        Format::Sarif => sarif::assert_valid(&out),
        Format::Github => {
            assert_eq!(out.lines().count(), 1);
            assert!(out.starts_with("::error file=") && !out.contains('\u{1b}'), "{out:?}");
        }
        Format::Gitlab | Format::Rdjson => drop(serde_json::from_str::<Value>(&out).expect("JSON")),
        Format::Junit | Format::Checkstyle => drop(Document::parse(&out).expect("the report is XML")),
        Format::Markdown => markdown::assert_harmless(&out),
        Format::Html => html::assert_harmless(&out),
    }
}

proptest! {
    #![proptest_config(seeds::fixed(200))]

    #[test]
    fn any_text_with_any_places_is_reported(text in TEXT, own in spans(), related in spans(), width in 0_usize..100) {
        let run = run_of("指南.yaml", &text, &own, &related);
        for format in Format::ALL {
            assert_sound(&run, format, width);
        }
    }

    #[test]
    fn markup_of_any_format_stays_text(text in MARKUP, path in MARKUP, own in spans(), related in spans()) {
        let run = run_of(&path, &text, &own, &related);
        for format in Format::ALL.into_iter().filter(|format| *format != Format::Human) {
            assert_sound(&run, format, 80);
        }
    }
}
