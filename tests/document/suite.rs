//! The YAML test suite: which texts are YAML, and the trees of those that are.
//!
//! The suite is not part of the repository; without it, the test says so and passes.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use guidelint::document::{Kind, Node, ProblemKind, Stream, Style, parse};

use crate::beside::beside;
use crate::properties;

/// Cases that we read differently, with the reason. A case that no longer differs fails the test.
///
/// All three come from reading indentation as `PyYAML` and `ruamel.yaml` do: editors put closing brackets
/// there, and refusing them would not improve any guide.
const DEVIATIONS: &[(&str, &str)] = &[
    ("9C9N", "lines of a flow sequence need not be indented"),
    ("DK95/01", "lines of a quoted scalar may be indented by a tab"),
    ("QB6E", "lines of a quoted scalar need not be indented"),
];

#[test]
fn the_suite_is_read_as_its_authors_say() {
    let Some(folder) = beside("yaml-test-suite") else { return };
    let mut cases = Vec::new();
    find_cases(&folder, &mut cases);
    assert!(cases.len() > 300, "{} cases", cases.len());
    let mut wrong = String::new();
    for case in &cases {
        let name = case.strip_prefix(&folder).unwrap().to_string_lossy().replace('\\', "/");
        let reason = DEVIATIONS.iter().find(|(deviating, _)| *deviating == name).map(|(_, reason)| reason);
        match (check(case), reason) {
            (Ok(()), None) | (Err(_), Some(_)) => {}
            (Ok(()), Some(reason)) => {
                writeln!(wrong, "{name} is listed ({reason}), but no longer differs").unwrap();
            }
            (Err(difference), None) => writeln!(wrong, "{name}: {difference}").unwrap(),
        }
    }
    assert!(wrong.is_empty(), "of {} cases:\n{wrong}", cases.len());
}

/// Finds the folders with an `in.yaml`.
fn find_cases(folder: &Path, cases: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    if entries.iter().any(|entry| entry.ends_with("in.yaml")) {
        cases.push(folder.to_owned());
    }
    entries.iter().filter(|entry| entry.is_dir()).for_each(|entry| find_cases(entry, cases));
}

fn check(case: &Path) -> Result<(), String> {
    let source = fs::read_to_string(case.join("in.yaml")).unwrap();
    let stream = parse(&source);
    properties::check(&stream);
    properties::check(&parse(&source.replace('\n', "\r\n")));
    let rejection = stream.problems.iter().find(|problem| {
        matches!(problem.kind, ProblemKind::Syntax | ProblemKind::UnknownAnchor | ProblemKind::AliasCycle)
    });
    match (case.join("error").exists(), rejection) {
        (true, None) => return Err("accepted, but is no YAML".into()),
        (true, Some(_)) => return Ok(()),
        (false, Some(problem)) => return Err(format!("rejected, but is YAML: {problem:?}")),
        (false, None) => {}
    }
    let expected = expected_events(&fs::read_to_string(case.join("test.event")).unwrap());
    let found = events(&stream);
    if found == expected {
        return Ok(());
    }
    Err(format!("other events\n  expected {expected:?}\n  found    {found:?}"))
}

/// Events of the suite without what our tree does not keep: document markers, flow or block style of
/// collections, names of anchors, and the expansion of tags.
fn expected_events(text: &str) -> Vec<String> {
    let mut events = Vec::new();
    for line in text.lines().map(str::trim_start) {
        let (event, mut rest) = line.split_once(' ').unwrap_or((line, ""));
        match event {
            "=VAL" => {
                let mut found = "=VAL".to_owned();
                while !rest.starts_with([':', '\'', '"', '|', '>']) {
                    let (property, next) = rest.split_once(' ').unwrap();
                    found += if property.starts_with('<') { " !" } else { "" };
                    rest = next;
                }
                events.push(format!("{found} {rest}"));
            }
            "=ALI" => events.push(line.to_owned()),
            "+MAP" | "+SEQ" => events.push(format!("{event}{}", if rest.contains('<') { " !" } else { "" })),
            "+DOC" | "-MAP" | "-SEQ" => events.push(event.to_owned()),
            _ => {}
        }
    }
    events
}

fn events(stream: &Stream<'_>) -> Vec<String> {
    let mut events = Vec::new();
    for root in stream.documents() {
        events.push("+DOC".to_owned());
        node_events(root, stream.source(), &mut events);
    }
    events
}

fn node_events(node: Node<'_>, source: &str, events: &mut Vec<String>) {
    let tag = if node.tag().is_some() { " !" } else { "" };
    match node.kind() {
        Kind::Absent => events.push(format!("=VAL{tag} :")),
        Kind::Scalar(style) => {
            let sign = match style {
                Style::Plain => ':',
                Style::SingleQuoted => '\'',
                Style::DoubleQuoted => '"',
                Style::Literal => '|',
                Style::Folded => '>',
            };
            let value = node.text().unwrap().replace('\\', "\\\\").replace('\n', "\\n").replace('\t', "\\t");
            let value = value.replace('\r', "\\r").replace('\u{8}', "\\b");
            events.push(format!("=VAL{tag} {sign}{value}"));
        }
        Kind::Sequence => {
            events.push(format!("+SEQ{tag}"));
            node.items().for_each(|item| node_events(item, source, events));
            events.push("-SEQ".to_owned());
        }
        Kind::Mapping => {
            events.push(format!("+MAP{tag}"));
            for entry in node.entries() {
                node_events(entry.key, source, events);
                node_events(entry.value, source, events);
            }
            events.push("-MAP".to_owned());
        }
        Kind::Alias | Kind::BrokenAlias => events.push(format!("=ALI {}", &source[node.span().range()])),
    }
}
