//! Whatever stands in a file and wherever findings point: no panic, nothing raw, nothing too wide.

use guidelint::finding::{Finding, Related, Severity};
use guidelint::lint::Status;
use guidelint::report::human::HumanOptions;
use guidelint::report::{self, FailOn, Format, json};
use guidelint::text::Span;
use proptest::prelude::*;
use unicode_width::UnicodeWidthStr;

use crate::runs;

/// Text of what is awkward in a terminal, in YAML or in a position.
const TEXT: &str =
    "([a 甲：、。“”𠮷\t\n]|\r|\r\n|\u{feff}|\u{1b}|\u{200b}|\u{202e}|\u{301}|👨\u{200d}|政务服务事项){0,60}";

/// Spans as ends of any order, in and out of the text, in and between characters.
fn spans() -> impl Strategy<Value = Vec<(usize, usize)>> {
    prop::collection::vec((0_usize..200, 0_usize..12), 1..5)
}

/// The spans, made to lie on characters and one after another, as those of a finding do.
fn tidy(text: &str, spans: &[(usize, usize)]) -> Vec<Span> {
    let boundary = |byte: usize| (0..=byte.min(text.len())).rev().find(|&at| text.is_char_boundary(at));
    let boundary = |byte| boundary(byte).expect("0 is a boundary");
    let mut spans: Vec<_> =
        spans.iter().map(|&(start, len)| Span::new(boundary(start), boundary(start + len))).collect();
    spans.sort_unstable();
    spans.dedup_by(|next, previous| next.start < previous.end);
    spans
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_with_any_places_is_reported(text in TEXT, own in spans(), related in spans(), width in 0_usize..100) {
        let rule = runs::rule("any", "任意一条规则", None);
        let spans = tidy(&text, &own);
        let related = related.iter().map(|&(start, len)| Related {
            span: Span::new(start, start + len),
            message: text.clone(),
        });
        let finding = Finding {
            related: related.collect(),
            help: Some(text.clone()),
            ..runs::finding(&rule, Severity::Error, &text, &spans)
        };
        let run = runs::run(vec![runs::file("指南.yaml", &text, Status::Checked, vec![finding])]);
        let options = HumanOptions { width, ..HumanOptions::default() };
        for format in Format::ALL {
            let mut out = Vec::new();
            report::write(&mut out, &run, format, FailOn::Error, &options).expect("writing to memory cannot fail");
            let out = String::from_utf8(out).expect("a report is text");
            match format {
                Format::Human => {
                    prop_assert!(!out.contains(['\u{1b}', '\u{202e}', '\u{200b}', '\r', '\t']), "{out:?}");
                    for line in out.lines().filter(|line| !line.contains("╭─[")) {
                        prop_assert!(line.width() <= width.max(24), "{line}");
                    }
                }
                Format::Compact => prop_assert_eq!(out.lines().count(), 1),
                Format::Json => {
                    let value = serde_json::from_str(&out).expect("the report is JSON");
                    prop_assert!(jsonschema::is_valid(&json::schema(), &value));
                }
            }
        }
    }
}
