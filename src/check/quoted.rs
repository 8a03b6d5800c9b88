//! `quoted`: a code that other YAML readers would take for a number stands in quotes.
//!
//! guidelint keeps every value as text. Other programs do not: YAML 1.1 and 1.2 readers make
//! numbers of `011000` (octal, or 11000), `1E5` and thirty-one digits (rounded), and YAML 1.1 readers
//! count `12:30` by sixties. The code that arrives is another one.

use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

use super::{Check, Context, Hit, Kind, Subject};
use crate::document::Style;
use crate::fix::{Edit, Fix, Safety};

/// `must: quoted`.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Quoted {}

struct Compiled;

/// What the core schemas of YAML 1.1 and 1.2 resolve to numbers.
static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    let integer = "[0-9][0-9_]*|0x[0-9a-fA-F_]+|0o[0-7]+|0b[01_]+";
    let float =
        r"[0-9][0-9_]*\.[0-9_]*(?:[eE][-+]?[0-9]+)?|\.[0-9]+(?:[eE][-+]?[0-9]+)?|[0-9]+[eE][-+]?[0-9]+";
    let sixties = r"[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?";
    Regex::new(&format!("^[-+]?(?:{integer}|{float}|{sixties})$")).expect("the pattern is tested")
});

impl Kind for Quoted {
    fn compile(&self, _: &mut Context<'_>) -> Option<Box<dyn Check>> {
        Some(Box::new(Compiled))
    }
}

impl Check for Compiled {
    fn fixes(&self) -> bool {
        true
    }

    fn quotes(&self) -> bool {
        true
    }

    fn run(&self, subject: &Subject<'_, '_>, hits: &mut Vec<Hit>) {
        let node = subject.place.node.resolved();
        let Some(text) = node.text() else { return };
        if node.style() != Some(Style::Plain) || node.tag().is_some() || !NUMBER.is_match(text) {
            return;
        }
        let mut hit = subject.hit_all();
        hit.fix = Some(Fix {
            title: "给编码加上引号".into(),
            safety: Safety::Safe,
            edits: vec![Edit { span: node.span(), text: format!("\"{text}\"") }],
        });
        hits.push(hit);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_either_yaml_are_known() {
        for number in [
            "440101007000",
            "011000",
            "1E5",
            "0o17",
            "1_000",
            "12:30:45",
            "1145072100811537184452004020000",
            "-1",
            ".5",
        ] {
            assert!(NUMBER.is_match(number), "{number}");
        }
        for text in
            ["11440000006939756B", "2024-01-01", "020-12345", "440101 007", "无", "1号", "1E", "12345转1"]
        {
            assert!(!NUMBER.is_match(text), "{text}");
        }
    }
}
