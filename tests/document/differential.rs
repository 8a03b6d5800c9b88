//! Every YAML file at hand, read also by an independent reader, which is libyaml in Rust.
//!
//! That reader resolves plain scalars to numbers and booleans; ours keeps text. So a typed value
//! is compared with what our text means. It expands aliases, and so does the comparison.

use std::fs;
use std::path::{Path, PathBuf};

use guidelint::document::{Kind, Node, ProblemKind, Style, parse};
use serde::Deserialize;
use serde_yaml::Value;

use crate::{properties, shared};

/// What they refuse though it is YAML: a text, a part of their message, the reason. That they
/// still do is tested.
const REFUSALS: &[(&str, &str, &str)] = &[
    ("a: 1133010600251003984000123011000\n", "as u128", "they keep integers of 64 bits only"),
    ("a: -1133010600251003984000123011000\n", "as i128", "they keep integers of 64 bits only"),
    ("a: 1\na: 2\n", "duplicate entry", "we report the second key and go on"),
    ("-\ta\n", "cannot start any token", "they want a space, not a tab, behind a dash"),
    ("a: &锚 1\n", "expected alphabetic or numeric character", "they want ASCII names of anchors"),
];

#[test]
fn fixtures_and_examples() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for folder in ["tests/fixtures", "examples", "rules"] {
        compare_folder(&root.join(folder));
    }
}

#[test]
fn real_guides() {
    if let Some(folder) = shared("corpus/guides") {
        assert!(compare_folder(&folder) > 0, "no guides in {}", folder.display());
    }
}

/// Compares all files of a folder that are text, and tells how many there are.
fn compare_folder(folder: &Path) -> usize {
    let mut files = Vec::new();
    find_files(folder, &mut files);
    // Fixtures may be made of bytes that are no text, or of YAML with mistakes; other tests read them.
    let texts = files.iter().filter_map(|file| Some((file, fs::read_to_string(file).ok()?)));
    let texts = texts.filter(|(_, source)| parse(source).problems.is_empty());
    let mut compared = 0;
    for (file, source) in texts {
        compared += 1;
        let explained =
            |difference: &String| REFUSALS.iter().any(|(_, message, _)| difference.contains(message));
        match compare(&source) {
            Err(difference) if !explained(&difference) => panic!("{}: {difference}", file.display()),
            _ => {}
        }
    }
    compared
}

fn find_files(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            find_files(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "yaml") {
            files.push(path);
        }
    }
}

/// What the other reader reads. It takes a byte order mark for content.
fn theirs(source: &str) -> Result<Vec<Value>, String> {
    let documents = serde_yaml::Deserializer::from_str(source.trim_start_matches('\u{feff}'));
    documents.map(Value::deserialize).collect::<Result<_, _>>().map_err(|error| error.to_string())
}

#[test]
fn they_still_refuse_what_is_listed() {
    for (source, message, reason) in REFUSALS {
        let refusal =
            theirs(source).err().unwrap_or_else(|| panic!("no longer refused ({reason}): {source:?}"));
        assert!(refusal.contains(message), "{refusal}");
        assert!(parse(source).documents().count() == 1, "{source:?}");
    }
}

/// Reads a text with both readers.
fn compare(source: &str) -> Result<(), String> {
    let stream = parse(source);
    properties::check(&stream);
    let theirs = match theirs(source) {
        Ok(documents) => documents,
        Err(_) if stream.problems.iter().any(|problem| problem.kind == ProblemKind::Syntax) => return Ok(()),
        Err(error) if REFUSALS.iter().any(|(_, message, _)| error.contains(message)) => return Ok(()),
        Err(error) => return Err(format!("they refuse: {error}")),
    };
    // A file without any document is one empty document to them.
    let theirs = if stream.documents().count() == 0 && theirs == [Value::Null] { vec![] } else { theirs };
    if stream.documents().count() != theirs.len() {
        return Err(format!("they read {} documents; our problems: {:?}", theirs.len(), stream.problems));
    }
    stream.documents().zip(&theirs).try_for_each(|(ours, theirs)| same(ours, theirs))
}

/// Whether a node is what the other reader made of it.
fn same(ours: Node<'_>, theirs: &Value) -> Result<(), String> {
    let differs = || Err(format!("{ours:?} {:?} is {theirs:?} to them", ours.text()));
    match theirs {
        Value::Tagged(tagged) => same(ours, &tagged.value),
        Value::Sequence(items) => {
            let ours_items: Vec<_> = ours.items().collect();
            if ours.resolved().kind() != Kind::Sequence || ours_items.len() != items.len() {
                return differs();
            }
            ours_items.into_iter().zip(items).try_for_each(|(ours, theirs)| same(ours, theirs))
        }
        Value::Mapping(entries) => {
            let ours_entries: Vec<_> = ours.entries().collect();
            if ours.resolved().kind() != Kind::Mapping || ours_entries.len() != entries.len() {
                return differs();
            }
            ours_entries.into_iter().zip(entries).try_for_each(|(entry, (key, value))| {
                same(entry.key, key)?;
                same(entry.value, value)
            })
        }
        scalar if same_scalar(ours, scalar) => Ok(()),
        _ => differs(),
    }
}

fn same_scalar(ours: Node<'_>, theirs: &Value) -> bool {
    let plain = ours.style() == Some(Style::Plain);
    match (ours.text(), theirs) {
        (Some(text), Value::String(value)) => text == value,
        (Some("~" | "null" | "Null" | "NULL"), Value::Null) => plain,
        (None, Value::Null) => ours.resolved().kind() == Kind::Absent,
        (None, Value::String(value)) => value.is_empty() && ours.tag().is_some(),
        (Some(text), Value::Bool(value)) => plain && text.eq_ignore_ascii_case(&value.to_string()),
        (Some(text), Value::Number(number)) => plain && means(text, number.as_f64()),
        _ => false,
    }
}

/// Whether a text is written for a number: `1_000` is none to them, `0x1F`, `.5` and `1E5` are.
fn means(text: &str, number: Option<f64>) -> bool {
    let (sign, digits) =
        text.strip_prefix('-').map_or((1.0, text.trim_start_matches('+')), |digits| (-1.0, digits));
    let based = [("0x", 16), ("0o", 8), ("0b", 2)]
        .into_iter()
        .find_map(|(prefix, base)| u64::from_str_radix(digits.strip_prefix(prefix)?, base).ok());
    #[expect(clippy::cast_precision_loss, reason = "both sides lose alike")]
    let ours = based.map_or_else(
        || digits.to_lowercase().replace(".inf", "inf").parse().ok(),
        |value| Some(value as f64),
    );
    match (ours.map(|value: f64| sign * value), number) {
        (Some(ours), Some(number)) => ours.total_cmp(&number).is_eq() || (ours - number).abs() < f64::EPSILON,
        _ => false,
    }
}

#[test]
fn both_readers_agree_on_what_guides_are_made_of() {
    for source in [
        "",
        "# 注\n",
        "a: 1\nb: 2.50\nc: 1E5\nd: -3\ne: 0x1F\nf: true\ng: ~\nh:\ni: ''\nj: 011000\n",
        "甲: |\n  一\n\n  二\n乙: >+\n  一\n  二\n\n丙: \"\\u4e00\\n\"\n丁: 'a''b'\n戊: 多\n  行\n",
        "甲: &a [一, {二: 三}]\n乙: *a\n丙: !!str 1\n",
        "---\n甲: 一\n---\n- 乙\n...\n",
        "\u{feff}甲: 一\r\n乙: >-\r\n  二\r\n  三\r\n",
    ] {
        compare(source).unwrap_or_else(|difference| panic!("{source:?}: {difference}"));
    }
}
