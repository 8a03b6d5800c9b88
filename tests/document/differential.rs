//! Reads every available YAML file with an independent reader too.

use std::fs;
use std::path::Path;

use guidelint::document::{ProblemKind, parse};

use crate::beside::beside;
use crate::files::yaml_files;
use crate::{properties, second_reader};

/// Texts that the other reader refuses although they are YAML: a text, a part of its message, the reason. The
/// test fails if it accepts one.
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
        assert!(compare_folder(&root.join(folder)) > 0, "{folder}");
    }
}

#[test]
fn real_guides() {
    if let Some(folder) = beside("corpus/guides") {
        println!("{} files compared", compare_folder(&folder));
    }
}

/// Compares all text files of a folder. Returns their number.
fn compare_folder(folder: &Path) -> usize {
    let files = yaml_files(folder);
    // Fixtures may contain bytes that are not text, or YAML with mistakes; other tests read those.
    let texts = files.iter().filter_map(|file| Some((file, fs::read_to_string(file).ok()?)));
    let mut compared = 0;
    for (file, source) in texts.filter(|(_, source)| parse(source).problems.is_empty()) {
        compared += 1;
        compare(&source).unwrap_or_else(|difference| panic!("{}: {difference}", file.display()));
    }
    compared
}

#[test]
fn they_still_refuse_what_is_listed() {
    for (source, message, reason) in REFUSALS {
        let refusal = second_reader::read(source).err();
        let refusal = refusal.unwrap_or_else(|| panic!("no longer refused ({reason}): {source:?}"));
        assert!(refusal.contains(message), "{refusal}");
        assert!(parse(source).documents().count() == 1, "{source:?}");
    }
}

/// Reads a text with both readers.
fn compare(source: &str) -> Result<(), String> {
    let stream = parse(source);
    properties::check(&stream);
    let is_no_yaml = stream.problems.iter().any(|problem| problem.kind == ProblemKind::Syntax);
    match second_reader::read(source) {
        Err(_) if is_no_yaml => Ok(()),
        Err(error) if REFUSALS.iter().any(|(_, message, _)| error.contains(message)) => Ok(()),
        _ => second_reader::agrees(&stream),
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
