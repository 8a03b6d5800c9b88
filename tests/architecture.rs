//! Which modules, crates and words of guides each module may use.
//!
//! The sources are read as text. Comments are removed first, strings are separated from code, and tests
//! inside the sources are not restricted.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The modules from bottom to top. None may use one above it.
const ORDER: &[&str] = &[
    "messages",
    "date",
    "digest",
    "text",
    "lists",
    "number",
    "time_limit",
    "fix",
    "document",
    "guide",
    "finding",
    "check",
    "pack",
    "lint",
    "fingerprint",
    "rules",
    "workspace",
    "fixer",
    "pack_test",
    "conformance",
    "new_guide",
    "guide_diff",
    "report",
    "cli",
    "main",
];

/// Crates and parts of the standard library, with the files that may use them.
const OWNERS: &[(&str, &[&str])] = &[
    ("chrono", &["date.rs"]),
    ("granit_parser", &["document/parse.rs", "document/parse/"]),
    ("daachorse", &["check/literal_index.rs"]),
    ("memchr", &["check/joined.rs"]),
    ("pinyin", &["guide/naming/"]),
    ("rustc_hash", &["guide/", "lint/checked.rs"]),
    ("simdutf8", &["document/problem.rs"]),
    ("miette", &["report/human.rs"]),
    ("clap", &["cli/arguments.rs", "cli/arguments/"]),
    ("clap_complete", &["cli/arguments.rs"]),
    ("clap_mangen", &["cli/arguments.rs"]),
    ("comfy_table", &["report/diff.rs"]),
    ("ignore", &["workspace/disk.rs", "workspace/exclude.rs"]),
    ("walkdir", &["cli/output.rs", "workspace/disk.rs"]),
    ("rayon", &["cli/", "workspace/pipeline.rs"]),
    ("percent_encoding", &["report/sarif.rs"]),
    ("quick_junit", &["report/junit.rs"]),
    ("maud", &["report/html/"]),
    ("base64", &["report/html/"]),
    ("quick_xml", &["report/checkstyle.rs"]),
    ("globset", &["workspace/config.rs"]),
    (
        "schemars",
        &[
            "workspace/config.rs",
            "report/json.rs",
            "report/json/",
            "report/jsonl.rs",
            "report/coverage/",
            "report/diff/",
            "report/rules/",
            "report/statement/",
        ],
    ),
    (
        "serde_json",
        &[
            "workspace/baseline.rs",
            "report/json.rs",
            "report/json/",
            "report/jsonl.rs",
            "report/sarif.rs",
            "report/gitlab.rs",
            "report/rdjson.rs",
            "report/coverage/",
            "report/diff.rs",
            "report/rules.rs",
            "report/statement.rs",
            "cli/",
        ],
    ),
    ("similar", &["cli/commands/fix.rs"]),
    ("tempfile", &["cli/output.rs"]),
    ("terminal_size", &["cli/"]),
    ("std::fs", &["cli/output.rs", "workspace/disk.rs"]),
    ("std::env", &["cli/"]),
    ("std::process", &["cli/", "main.rs", "workspace/git.rs"]),
    ("std::net", &[]),
];

/// The most lines of a file; a longer one should be split.
const MOST_LINES: usize = 550;

/// The relevant parts of a source file.
struct Source {
    /// Relative to its folder of sources, with `/`. Files of the crates below the program, except `core`,
    /// have the name of the crate in front.
    path: String,
    /// Code without comments, strings and tests.
    code: String,
    /// The contents of strings and characters, without tests.
    strings: String,
    lines: usize,
}

/// The folders of sources, with the prefix of their files in [`Source::path`]: the crates below the program
/// are modules of one order.
const FOLDERS: &[(&str, &str)] = &[
    ("src", ""),
    ("crates/core/src", ""),
    ("crates/messages/src", "messages/"),
    ("crates/rules/src", "rules/"),
    ("crates/report/src", "report/"),
];

/// Path prefixes of sources without Chinese: their texts are messages of `crates/messages`.
const SPEAK_BY_MESSAGES: &[&str] = &["report/"];

/// Of these, the files that may contain Chinese characters, and why.
const KNOW_CHINESE: &[(&str, &str)] = &[
    ("report/json/shape.rs", "names of a format that may not change"),
    ("report/prose.rs", "where a line of Chinese may break"),
    ("report/title.rs", "title marks"),
];

/// All source files, with their paths as in [`Source::path`].
fn files() -> Vec<(String, PathBuf)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let crates = fs::read_dir(root.join("crates")).expect("the folder of crates can be read").count();
    assert_eq!(crates + 1, FOLDERS.len(), "every crate stands in the list");
    let files = FOLDERS.iter().flat_map(|&(folder, prefix)| {
        let folder = root.join(folder);
        rust_files(&folder).into_iter().map(move |path| {
            let inside =
                path.strip_prefix(&folder).expect("it is inside").to_string_lossy().replace('\\', "/");
            (format!("{prefix}{inside}"), path)
        })
    });
    files.collect()
}

/// All sources.
fn sources() -> Vec<Source> {
    let text = |path: &Path| fs::read_to_string(path).expect("sources can be read");
    let sources: Vec<_> = files().iter().map(|(inside, path)| source(inside, &text(path))).collect();
    assert!(sources.len() > 30, "the sources are found");
    sources
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder can be read");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    let files = paths.into_iter().flat_map(|path| if path.is_dir() { rust_files(&path) } else { vec![path] });
    files.filter(|path| path.extension().is_some_and(|extension| extension == "rs")).collect()
}

fn source(path: &str, text: &str) -> Source {
    let (code, strings) = split(text);
    // In this repository, tests are at the end of a file.
    let code = code.split("#[cfg(test)]").next().unwrap_or_default().to_owned();
    let (_, strings_of_tests) =
        text.split_once("#[cfg(test)]").map(|(_, tests)| split(tests)).unwrap_or_default();
    let strings = strings.strip_suffix(&strings_of_tests).unwrap_or(&strings).to_owned();
    Source { path: path.to_owned(), code, strings, lines: text.lines().count() }
}

/// Splits a text into code without comments and strings, and the contents of strings and characters. The
/// lexer knows line and block comments, strings with escapes, raw strings, characters and lifetimes.
fn split(text: &str) -> (String, String) {
    let (mut code, mut strings) = (String::new(), String::new());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let raw = rest.strip_prefix('r').map(|after| after.len() - after.trim_start_matches('#').len());
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if let Some(hashes) = raw.filter(|&hashes| rest[1 + hashes..].starts_with('"')) {
            let close = format!("\"{}", "#".repeat(hashes));
            let open = hashes + 2;
            let end = open + rest[open..].find(&close).expect("raw strings end");
            strings += &rest[open..end];
            strings.push('\n');
            end + close.len()
        } else if first == '"' {
            let end = 1 + end_of_string(&rest[1..]);
            strings += &rest[1..end];
            strings.push('\n');
            end + 1
        } else if first == '\'' {
            let length = length_of_character(rest);
            if length > 1 {
                strings += &rest[1..length - 1];
                strings.push('\n');
            }
            length
        } else {
            code.push(first);
            first.len_utf8()
        };
        rest = &rest[length..];
    }
    (code, strings)
}

/// The end of a string, given the text after its first quote.
fn end_of_string(text: &str) -> usize {
    let mut escaped = false;
    let end = text.find(|character| {
        let ends = character == '"' && !escaped;
        escaped = character == '\\' && !escaped;
        ends
    });
    end.expect("strings end")
}

/// The length of a quoted character; of a lifetime, that of its quote.
fn length_of_character(text: &str) -> usize {
    let mut characters = text.char_indices().skip(1);
    match (characters.next(), characters.next()) {
        (Some((_, '\\')), Some((after, _))) => {
            let behind = after + text[after..].chars().next().map_or(0, char::len_utf8);
            text[behind..].find('\'').map_or(1, |end| behind + end + 1)
        }
        (Some(_), Some((end, '\''))) => end + 1,
        _ => 1,
    }
}

/// The module of a file: its first folder, or the file itself.
fn module(path: &str) -> &str {
    path.split(['/', '.']).next().unwrap_or_default()
}

/// Every path into this crate in the code, as `module::rest`; for a `use` with braces, each part.
fn paths(source: &Source) -> Vec<String> {
    let code: String = source.code.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut found = Vec::new();
    // `super` counts if it leads to the root of the crate.
    let folders = source.path.matches('/').count();
    let depth = if source.path.ends_with("/mod.rs") { folders } else { folders + 1 };
    for start in [
        "crate::".to_owned(),
        "guidelint::".to_owned(),
        "guidelint_core::".to_owned(),
        "super::".repeat(depth),
    ] {
        for (at, _) in code.match_indices(&start) {
            let before = code[..at].chars().next_back();
            if before.is_some_and(|before| before.is_alphanumeric() || before == '_' || before == ':') {
                continue;
            }
            found.extend(parts(&code[at + start.len()..]));
        }
    }
    found.retain(|path| !path.starts_with("super"));
    found
}

/// The paths at the start of a text: one, or those in its braces.
fn parts(text: &str) -> Vec<String> {
    let Some(inside) = text.strip_prefix('{') else {
        let is_path = |character: char| character.is_alphanumeric() || character == '_' || character == ':';
        let end = text.find(|character| !is_path(character)).unwrap_or(text.len());
        let path = &text[..end];
        return match (path.strip_suffix("::"), text[end..].starts_with('{')) {
            (Some(prefix), true) => {
                parts(&text[end..]).iter().map(|part| format!("{prefix}::{part}")).collect()
            }
            _ => vec![path.to_owned()],
        };
    };
    let (mut depth, mut start, mut found) = (0, 0, Vec::new());
    for (at, character) in inside.char_indices() {
        match character {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ',' | '}' if depth == 0 => {
                let part = inside[start..at].trim();
                if !part.is_empty() {
                    found.extend(parts(part));
                }
                start = at + 1;
                if character == '}' {
                    break;
                }
            }
            _ => {}
        }
    }
    found
}

/// The paths with which a file uses a module above its own.
fn upward(source: &Source) -> Vec<String> {
    if source.path.ends_with("lib.rs") {
        return vec![];
    }
    let rank = |module: &str| ORDER.iter().position(|known| *known == module);
    let own = rank(module(&source.path));
    let above = |path: &String| {
        let module = path.split("::").next().unwrap_or_default();
        rank(module).is_some_and(|rank| own.is_none_or(|own| rank > own))
    };
    paths(source).into_iter().filter(above).map(|path| format!("{} names {path}", source.path)).collect()
}

/// Whether code contains a path as whole words, as in `use ignore::` or `ignore::Walk`.
fn names(code: &str, name: &str) -> bool {
    let in_word = |character: char| character.is_alphanumeric() || character == '_';
    code.match_indices(name).any(|(at, _)| {
        let (before, after) = (&code[..at], &code[at + name.len()..]);
        let ends =
            !before.chars().next_back().is_some_and(|character| in_word(character) || character == '.');
        let used = after.starts_with("::") || before.ends_with("use ") || before.ends_with("extern crate ");
        ends && !after.starts_with(in_word) && (used || name.contains("::"))
    })
}

/// The crates and parts of the standard library that a file uses without being their owner.
fn trespasses(source: &Source) -> Vec<String> {
    // `use std::{fs, io}` and `std::{self, env::args}` must be found too.
    let mut code = source.code.clone();
    for (at, _) in source.code.match_indices("std::{") {
        for part in parts(&source.code[at + "std::".len()..]) {
            code.extend([" use std::", part.as_str(), ";"]);
        }
    }
    let owned = OWNERS.iter().filter(|(name, _)| names(&code, name));
    let foreign = owned.filter(|(_, owners)| {
        let owns =
            |owner: &&str| source.path == *owner || owner.ends_with('/') && source.path.starts_with(*owner);
        !owners.iter().any(owns)
    });
    foreign.map(|(name, _)| format!("{} names {name}", source.path)).collect()
}

/// Words of packs: names of elements, titles of sources and words to avoid, if they are long enough to be
/// unambiguous.
fn words_of_packs() -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    for entry in fs::read_dir(folder).expect("the folder of rules can be read") {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|extension| extension != "yaml") {
            continue;
        }
        let text = fs::read_to_string(path).expect("rules can be read");
        let pack: serde_yaml::Value = serde_yaml::from_str(&text).expect("rules are YAML");
        collect(&pack, &mut words);
    }
    words.retain(|word| word.chars().filter(|character| !character.is_ascii()).count() >= 4);
    words
}

fn collect(pack: &serde_yaml::Value, words: &mut BTreeSet<String>) {
    let list = |value: &serde_yaml::Value| value.as_sequence().cloned().unwrap_or_default();
    let mut elements = list(&pack["elements"]);
    while let Some(element) = elements.pop() {
        // guidelint itself uses elements with a role: the region selects packs.
        if element["role"].is_null() {
            words.extend(element["name"].as_str().map(str::to_owned));
        }
        elements.extend(list(&element["parts"]));
    }
    for source in pack["sources"].as_mapping().into_iter().flat_map(|sources| sources.values()) {
        words.extend(source["title"].as_str().map(str::to_owned));
    }
    for vague in pack["vocabulary"].as_mapping().into_iter().flat_map(|lists| lists.values()) {
        words.extend(list(&vague["words"]).iter().filter_map(|word| word.as_str().map(str::to_owned)));
    }
}

/// Words of packs that occur in a file.
fn knowledge(source: &Source, words: &BTreeSet<String>) -> Vec<String> {
    let knows = |word: &&String| source.code.contains(*word) || source.strings.contains(*word);
    words.iter().filter(knows).map(|word| format!("{} knows {word}", source.path)).collect()
}

#[test]
fn no_module_names_one_above_it() {
    let wrong: Vec<_> = sources().iter().flat_map(upward).collect();
    assert_eq!(wrong, [""; 0]);
}

#[test]
fn every_module_has_its_place_in_the_order() {
    let modules: BTreeSet<_> = sources().iter().map(|source| module(&source.path).to_owned()).collect();
    let mut known: BTreeSet<_> = ORDER.iter().map(|module| (*module).to_owned()).collect();
    known.insert("lib".into());
    assert_eq!(modules, known);
}

/// The file or subfolder of a folder that a path leads to, without its extension.
fn part_of<'s>(folder: &str, path: &'s str) -> Option<&'s str> {
    path.strip_prefix(folder)?.strip_prefix('/')?.split(['/', '.']).next()
}

/// Which files of a folder use which others. A subfolder counts as one file.
fn names_in<'s>(folder: &str, files: &'s [Source]) -> BTreeMap<&'s str, BTreeSet<&'s str>> {
    let own = || files.iter().filter_map(|file| Some((part_of(folder, &file.path)?, file)));
    let known: BTreeSet<&str> = own().map(|(name, _)| name).collect();
    let mut all: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (name, file) in own() {
        let path = folder.replace('/', "::") + "::";
        let mut named: Vec<String> =
            paths(file).iter().filter_map(|named| Some(named.strip_prefix(&path)?.to_owned())).collect();
        // `super` leads to the folder from a file in it, `super::super` from a file in a subfolder.
        let depth =
            file.path[folder.len()..].matches('/').count() - usize::from(file.path.ends_with("/mod.rs"));
        let start = "super::".repeat(depth);
        let code: String = file.code.split_whitespace().collect::<Vec<_>>().join(" ");
        for (at, _) in code.match_indices(&start).filter(|_| depth > 0) {
            let in_word = |before: char| before.is_alphanumeric() || before == '_' || before == ':';
            if !code[..at].ends_with(in_word) {
                named.extend(
                    parts(&code[at + start.len()..]).into_iter().filter(|path| !path.starts_with("super")),
                );
            }
        }
        if depth == 0 {
            let declared = code.split("mod ").skip(1).filter_map(|rest| rest.split_once(';'));
            named.extend(declared.map(|(name, _)| name.to_owned()));
        }
        for path in named {
            let first = path.split("::").next().unwrap_or_default();
            // Names that are not files of the folder are declared or exported in its `mod.rs`.
            let other = known.get(first).or_else(|| known.get("mod")).copied();
            all.entry(name).or_default().extend(other.filter(|other| *other != name));
        }
    }
    all
}

/// Files of a folder that use each other in a cycle, with those that lead to it or from it; empty if there is
/// no cycle.
fn circle<'s>(folder: &str, files: &'s [Source]) -> Vec<&'s str> {
    let mut left = names_in(folder, files);
    loop {
        let known: BTreeSet<&str> = left.keys().copied().collect();
        for named in left.values_mut() {
            named.retain(|name| known.contains(name));
        }
        let before = left.len();
        // A file that uses no remaining file is not in a cycle.
        left.retain(|_, named| !named.is_empty());
        if left.len() == before {
            return left.into_keys().collect();
        }
    }
}

#[test]
fn the_files_of_a_folder_name_each_other_in_one_direction() {
    let sources = sources();
    for folder in ["lint", "workspace", "cli", "cli/commands"] {
        let names: usize = names_in(folder, &sources).values().map(BTreeSet::len).sum();
        assert!(names > 10, "the names in {folder} are found");
        assert_eq!(circle(folder, &sources), [""; 0]);
    }
}

#[test]
fn some_modules_know_less_than_their_place_allows() {
    let sources = sources();
    let known = |own: &str| -> BTreeSet<String> {
        let own_files = sources.iter().filter(|source| module(&source.path) == own);
        let named =
            own_files.flat_map(paths).map(|path| path.split("::").next().unwrap_or_default().to_owned());
        named.filter(|module| module != own && ORDER.contains(&module.as_str())).collect()
    };
    let these = |modules: &[&str]| modules.iter().map(|module| (*module).to_owned()).collect::<BTreeSet<_>>();
    assert_eq!(known("document"), these(&["fix", "text"]), "documents know nothing of guides");
    assert_eq!(
        known("guide"),
        these(&["document", "lists", "number", "text", "time_limit"]),
        "guides know nothing of rules"
    );
    assert!(!known("check").contains("pack"), "checks know nothing of packs");
    assert!(known("workspace").is_disjoint(&these(&["fixer", "pack_test", "report", "cli"])));
    assert!(known("lint").is_disjoint(&these(&["pack_test", "report", "cli"])));
    // The checklist is a report on guides, the manual is one on rules.
    let others = ["report/checklist.rs", "report/rules.rs"];
    let is_report = |source: &&Source| module(&source.path) == "report" && !others.contains(&&*source.path);
    for source in sources.iter().filter(is_report) {
        for path in paths(source) {
            let module = path.split("::").next().unwrap_or_default();
            let far = ["check", "document", "guide", "pack_test", "new_guide"];
            assert!(!far.contains(&module), "{} names {path}", source.path);
        }
        let of_packs: BTreeSet<_> =
            paths(source).into_iter().filter(|path| path.starts_with("pack")).collect();
        // Coverage and statement are reports on packs; all others only list the packs of the run.
        let is_on_packs = source.path.contains("coverage")
            || matches!(&*source.path, "report/html/clauses.rs" | "report/statement.rs");
        assert!(
            is_on_packs || of_packs.is_subset(&these(&["pack::self", "pack::PackInfo", "pack::Counts"])),
            "{of_packs:?}"
        );
        for loading in ["pack::load", "rules::load"] {
            assert!(
                !names(&source.code, loading) && !of_packs.contains(loading),
                "{} loads packs",
                source.path
            );
        }
    }
}

#[test]
fn crates_and_the_outer_world_are_named_by_their_owners_only() {
    let sources = sources();
    let wrong: Vec<_> = sources.iter().flat_map(trespasses).collect();
    assert_eq!(wrong, [""; 0]);
    for (name, owners) in OWNERS.iter().filter(|(name, _)| *name != "std::net") {
        let used = sources.iter().any(|source| {
            names(&source.code, name) && owners.iter().any(|owner| source.path.starts_with(owner))
        });
        // `std::fs::File` is found as `std::fs`. An entry that no owner uses any more protects nothing.
        assert!(used, "{name} is not named by its owners any more");
    }
}

#[test]
fn no_code_knows_a_word_of_the_packs() {
    let words = words_of_packs();
    assert!(words.len() > 100, "{words:?}");
    let wrong: Vec<_> = sources().iter().flat_map(|source| knowledge(source, &words)).collect();
    assert_eq!(wrong, [""; 0]);
}

/// Whether a character is Chinese, or punctuation as wide as Chinese.
fn is_chinese(character: char) -> bool {
    matches!(character,
        '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}'
        | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}

/// The Chinese text in a file that should be a message.
fn said_in_chinese(source: &Source) -> Vec<String> {
    let speaks = SPEAK_BY_MESSAGES.iter().any(|start| source.path.starts_with(start));
    let knows = KNOW_CHINESE.iter().any(|(path, _)| source.path == *path);
    if !speaks || knows {
        return vec![];
    }
    let lines = source.code.lines().chain(source.strings.lines()).filter(|line| line.contains(is_chinese));
    lines.map(|line| format!("{} says {line}", source.path)).collect()
}

#[test]
fn what_is_said_stands_in_messages() {
    let sources = sources();
    let wrong: Vec<_> = sources.iter().flat_map(said_in_chinese).collect();
    assert_eq!(wrong, [""; 0], "write it in crates/messages");
    for (path, reason) in KNOW_CHINESE {
        let source = sources.iter().find(|source| source.path == *path);
        let knows = source.is_some_and(|source| source.strings.contains(is_chinese));
        assert!(knows, "{path} does not know Chinese any more: {reason}");
    }
}

#[test]
fn scripts_and_styles_of_pages_say_nothing() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("crates/report/src/html");
    let files =
        fs::read_dir(folder).expect("the folder can be read").map(|entry| entry.expect("an entry").path());
    let of_pages = |path: &PathBuf| path.extension().is_some_and(|extension| extension != "rs");
    let files: Vec<_> = files.filter(of_pages).collect();
    assert!(files.len() > 3, "they are found: {files:?}");
    for file in files {
        let text = fs::read_to_string(&file).expect("it can be read");
        assert!(!text.contains(is_chinese), "{}: pages give their scripts the words", file.display());
    }
}

/// The names of the messages in a trait.
fn messages(code: &str) -> Vec<&str> {
    let declared = code.split("\n    fn ").skip(1);
    declared.filter_map(|rest| rest.split_once('(').map(|(name, _)| name)).collect()
}

/// Whether code uses a message of an area: on the accessor of the area, on a variable of its name, or on one
/// called `messages`. The code must not contain blanks.
fn is_said(code: &str, area: &str, message: &str) -> bool {
    let receivers = [format!("{area}()"), area.to_owned(), "messages".to_owned()];
    receivers.iter().any(|receiver| code.contains(&format!("{receiver}.{message}(")))
}

#[test]
fn every_message_is_said_somewhere() {
    let sources = sources();
    let (own, others): (Vec<_>, Vec<_>) =
        sources.iter().partition(|source| source.path.starts_with("messages/"));
    let others: String = others.iter().flat_map(|source| source.code.split_whitespace()).collect();
    let mut found = 0;
    for source in own {
        let area = source.path.trim_start_matches("messages/").trim_end_matches(".rs");
        // Languages are in folders and only implement what is declared.
        if area == "lib" || area.contains('/') {
            continue;
        }
        for message in messages(&source.code) {
            assert!(is_said(&others, area, message), "nobody says {message} of {area}");
            found += 1;
        }
    }
    assert!(found > 250, "the messages are found: {found}");
}

#[test]
fn nothing_is_unsafe() {
    for source in sources() {
        assert!(!source.code.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == "unsafe"));
    }
}

#[test]
fn files_fit_on_a_few_screens() {
    for Source { path, lines, .. } in sources() {
        assert!(lines <= MOST_LINES, "{path} has {lines} lines");
    }
}

#[test]
fn tests_stand_at_the_end_of_files() {
    for (_, path) in files() {
        let text = fs::read_to_string(&path).expect("sources can be read");
        if let Some((_, tests)) = text.split_once("#[cfg(test)]\n") {
            assert!(tests.starts_with("mod tests {\n"), "{}", path.display());
            assert!(tests.find("\n}\n").is_some_and(|end| end + 3 == tests.len()), "{}", path.display());
        }
    }
}

/// Functions and types that make the result of a test depend on chance, time or the machine, with the files
/// of `tests/` that may use them to prevent this.
const CHANCES: &[(&str, &[&str])] = &[
    // Inputs: `seeds::fixed` draws them.
    ("ProptestConfig", &[]),
    ("TestRunner", &[]),
    ("property_test", &[]),
    ("test_runner", &["support/seeds.rs"]),
    // Time.
    ("Instant", &[]),
    ("SystemTime", &[]),
    ("elapsed", &[]),
    ("now", &[]),
    ("sleep", &[]),
    ("today", &[]),
    // The machine. The program may only see the search path for programs.
    ("current_dir", &["cli/main.rs"]),
    ("temp_dir", &["cli/main.rs"]),
    ("tempdir", &[]),
    ("tempdir_in", &["cli/main.rs"]),
    ("var", &[]),
    ("var_os", &["cli/main.rs", "cli/wiring.rs", "support/beside.rs"]),
    ("process", &["cli/main.rs", "cli/hostile.rs"]),
];

/// The required start of a property test.
const FIXED: &str = "proptest! { #![proptest_config(seeds::fixed(";

/// Sources of chance in a file of `tests/`, or in the tests of a file in `src/`.
fn chances(path: &str, text: &str) -> Vec<String> {
    let (code, _) = split(text);
    let named = CHANCES.iter().filter(|(name, owners)| !owners.contains(&path) && has_word(&code, name));
    let mut found: Vec<_> = named.map(|(name, _)| format!("{path} names {name}")).collect();
    let code = code.split_whitespace().collect::<Vec<_>>().join(" ");
    let own_seeds = code.match_indices("proptest!").filter(|&(at, _)| !code[at..].starts_with(FIXED));
    found.extend(own_seeds.map(|_| format!("{path} has a property test without fixed seeds")));
    found
}

/// Whether code contains a word, as a path, a method or a macro.
fn has_word(code: &str, word: &str) -> bool {
    let in_word = |character: char| character.is_alphanumeric() || character == '_';
    code.match_indices(word)
        .any(|(at, _)| !code[..at].ends_with(in_word) && !code[at + word.len()..].starts_with(in_word))
}

#[test]
fn no_test_says_by_chance_what_it_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut wrong = Vec::new();
    let mut properties = 0;
    for path in rust_files(&root.join("tests")) {
        let text = fs::read_to_string(&path).expect("tests can be read");
        let inside = path.strip_prefix(root.join("tests")).expect("it is inside");
        properties += split(&text).0.matches("proptest!").count();
        wrong.extend(chances(&inside.to_string_lossy().replace('\\', "/"), &text));
    }
    for (_, path) in files() {
        let text = fs::read_to_string(&path).expect("sources can be read");
        if let Some((_, tests)) = text.split_once("#[cfg(test)]\n") {
            wrong.extend(chances(&path.display().to_string(), tests));
        }
    }
    assert!(properties > 4, "the property tests are found");
    assert_eq!(wrong, [""; 0]);
}

// Tests of the scanner itself: it must be able to find violations.

#[test]
fn chances_are_found_however_they_are_written() {
    for code in [
        "proptest! { #[test] fn a(x in 0..9) {} }",
        "proptest! {\n    #![proptest_config(own())]\n}",
        "fn f() { proptest!(|(x in 0..9)| {}); }",
        "fn f() { proptest::proptest!(seeds::fixed(9), |(x in 0..9)| {}); }",
        "use proptest::test_runner::Config;",
        "let config = ProptestConfig::default();",
        "let runner = TestRunner::default();",
        "let begun = std::time::Instant::now();",
        "thread::sleep(LONG);",
        "let folder = tempfile::tempdir();",
        "let user = std::env::var(\"USER\");",
    ] {
        assert!(!chances("new/main.rs", code).is_empty(), "{code}");
    }
    for code in [
        "proptest! {\n    #![proptest_config(seeds::fixed(64))]\n\n    #[test]\n    fn a(x in 0..9) {}\n}",
        "// Instant::now\nlet known = \"SystemTime\"; let variable = nowhere(); configs();",
    ] {
        assert_eq!(chances("new/main.rs", code), [""; 0], "{code}");
    }
}

#[test]
fn chinese_is_found_in_strings_and_characters_but_not_in_comments_and_tests() {
    for code in ["let a = \"共\";", "let a = r\"：\";", "let a = '，';", "fn 问题() {}", "let a = \"　\";"]
    {
        assert_eq!(said_in_chinese(&source("report/human.rs", code)).len(), 1, "{code}");
    }
    for code in [
        "/// 问题\nfn f() {} // 共\n",
        "let a = \"“{text}” — …\"; let b = '·';",
        "fn f<'a>() {}\n#[cfg(test)]\nmod tests {\n    const A: &str = \"共\";\n}\n",
    ] {
        assert_eq!(said_in_chinese(&source("report/human.rs", code)), [""; 0], "{code}");
    }
    assert_eq!(said_in_chinese(&source("messages/zh/human.rs", "\"共\"")), [""; 0]);
}

#[test]
fn messages_are_found_where_they_are_declared_and_said() {
    let code = "pub trait A {\n    fn one(&self) -> &'static str;\n    fn two(\n        &self,\n    ) -> String;\n}\n";
    assert_eq!(messages(code), ["one", "two"]);
    for code in ["language.html().one()", "messages.one()", "html.one()"] {
        assert!(is_said(code, "html", "one"), "{code}");
    }
    for code in ["language.diff().one()", "messages.one_more()", "other.one()", "messages.two(one())"] {
        assert!(!is_said(code, "html", "one"), "{code}");
    }
}

#[test]
fn upward_names_are_found_however_they_are_written() {
    for (path, code) in [
        ("document/mod.rs", "use crate::guide::Guide;"),
        ("document/parse.rs", "use crate::{text::Span, guide::Guide};"),
        ("document/parse/hint.rs", "use crate::{\n    text::{self, Span},\n    lint,\n};"),
        ("guide/vocabulary.rs", "fn f() -> crate::pack::Ruleset { todo!() }"),
        ("text.rs", "use super::fix;"),
        ("check/avoid.rs", "use super::super::pack::Ruleset;"),
        ("check/mod.rs", "use super::pack::Ruleset;"),
        ("report/mod.rs", "pub use crate::cli::run;"),
        ("new.rs", "use crate::text::Span;"),
    ] {
        assert_eq!(upward(&source(path, code)).len(), 1, "{path}: {code}");
    }
}

#[test]
fn names_downwards_or_of_others_are_not_found() {
    for (path, code) in [
        ("guide/mod.rs", "use crate::{document::{Node, Kind}, text::Span};"),
        ("check/avoid.rs", "use super::{Check, pack};\nuse super::duration::at;"),
        ("document/mod.rs", "// use crate::guide;\n/* crate::lint */ let s = \"crate::cli\";"),
        (
            "document/mod.rs",
            "let s = r#\"crate::cli \"quoted\" \"#; let c = '\"'; let d = '\\''; // crate::cli",
        ),
        ("text.rs", "fn f<'a>(x: &'a str) {}\n#[cfg(test)]\nmod tests {\n    use crate::cli;\n}\n"),
        ("main.rs", "fn main() { guidelint::cli::run() }"),
    ] {
        assert_eq!(upward(&source(path, code)), [""; 0], "{path}: {code}");
    }
}

#[test]
fn circles_are_found_however_they_are_written() {
    let files = |two: &str, root: &str| {
        [
            ("lint/mod.rs", root),
            ("lint/one.rs", "use super::two::Two;"),
            ("lint/two.rs", two),
            ("lint/three/mod.rs", "pub mod four;"),
            ("lint/three/four.rs", "use super::super::one::One; use super::five::Five;"),
        ]
        .map(|(path, code)| source(path, code))
    };
    let root = "mod one; mod two; mod three; pub use one::One; pub use two::Two;";
    for two in [
        "use super::one::One;",
        "use super::{three, text};",
        "use crate::lint::{one, x};",
        "use crate::{lint::one, text};",
        "fn f() { super::three::g() }",
        "use super::One;",
        "use crate::lint::One;",
    ] {
        assert_ne!(circle("lint", &files(two, root)), [""; 0], "{two}");
    }
    for two in ["use crate::pack::Rule;", "// use super::one;", "use super_one::x; mysuper::one::f()"] {
        assert_eq!(circle("lint", &files(two, root)), [""; 0], "{two}");
    }
}

#[test]
fn foreign_crates_are_found_however_they_are_written() {
    for code in [
        "use clap::Parser;",
        "use clap;",
        "fn f(x: &clap::Error) {}",
        "use std::fs;",
        "use std::{fs, io};",
        "use std::{io::{self, Read}, fs::File};",
        "let x = std::fs::read(p);",
        "use ignore::WalkBuilder;",
        "use rayon::prelude::*;",
    ] {
        assert_eq!(trespasses(&source("lint.rs", code)).len(), 1, "{code}");
    }
    for code in [
        "let ignore = 1; x.ignore(); #[ignore]",
        "// clap::Parser",
        "let s = \"std::fs\";",
        "use std::{io, fmt};",
        "my_clap::x(); self.rayon::<u8>()",
    ] {
        assert_eq!(trespasses(&source("lint.rs", code)), [""; 0], "{code}");
    }
    assert_eq!(trespasses(&source("cli/arguments.rs", "use clap::Parser;")), [""; 0]);
    assert_eq!(trespasses(&source("document/parse/syntax.rs", "use granit_parser::ErrorKind;")), [""; 0]);
}

#[test]
fn words_of_packs_are_found_in_code_and_strings_but_not_in_comments() {
    let words: BTreeSet<_> = ["办理地点".to_owned()].into();
    let knows = |code: &str| !knowledge(&source("lint.rs", code), &words).is_empty();
    assert!(knows("let s = \"缺少办理地点\";"));
    assert!(knows("let s = r\"办理地点\";"));
    assert!(knows("enum E { 办理地点 }"));
    assert!(!knows("/// `办理地点` for example\nfn f() {}"));
    assert!(!knows("fn f() {}\n#[cfg(test)]\nmod tests {\n    const A: &str = \"办理地点\";\n}\n"));
    assert!(knows(
        "const A: &str = \"办理地点\";\n#[cfg(test)]\nmod tests {\n    const A: &str = \"a\";\n}\n"
    ));
    let all = words_of_packs();
    for known in ["承诺办结时限", "视具体情况", "中华人民共和国行政许可法", "材料必要性"]
    {
        assert!(all.contains(known), "{known}");
    }
}

/// The most characters of a line in a pack: reviewers read it next to the text of the law.
const LONGEST_LINE: usize = 120;

#[test]
fn no_line_of_a_pack_is_too_long_to_be_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    let paths = fs::read_dir(folder).expect("the folder of rules can be read");
    let paths = paths.map(|entry| entry.expect("an entry").path());
    let packs: Vec<_> = paths.filter(|path| path.extension().is_some_and(|end| end == "yaml")).collect();
    assert!(packs.len() > 40, "the packs are there");
    let mut too_long = Vec::new();
    for path in packs {
        let text = fs::read_to_string(&path).expect("a pack can be read");
        let lines = text.lines().zip(1..).filter(|(line, _)| line.chars().count() > LONGEST_LINE);
        too_long.extend(lines.map(|(_, number)| format!("{}:{number}", path.display())));
    }
    assert!(too_long.is_empty(), "{too_long:#?}");
}
