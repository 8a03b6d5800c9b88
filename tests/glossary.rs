//! The glossary names every public type that is a term of the field.
//!
//! The sources are read as text, so that types are found in the package of the program and in all crates
//! under `crates/`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

const GLOSSARY: &str = "docs/glossary.md";

/// Public types that are technical and explained in their own documentation. Types that end in `Spec` or
/// `Messages` need not be listed: the former are the written form of what the rest of their name says, the
/// latter are the texts of the program in an area.
const TECHNICAL: &[&str] = &[
    // Texts and positions.
    "LineColumn",
    "SourceFile",
    "Span",
    "Utf16Position",
    // The tree of a YAML file, and values read from it.
    "Attempt",
    "Entries",
    "Entry",
    "Excerpt",
    "Expand",
    "ExpressionText",
    "Kind",
    "Line",
    "List",
    "Look",
    "Node",
    "Spanned",
    "Stream",
    "Style",
    "Wrong",
    // Edits of its lines.
    "Block",
    "BlockEntry",
    "Respelt",
    "Rewriting",
    // Identifiers and locations of declarations.
    "Declared",
    "ElementId",
    "EntryLocation",
    "Grounds",
    "OccurrenceId",
    "Tables",
    // Building checks and running them fast.
    "Context",
    "Expression",
    "Pattern",
    "LiteralIndex",
    "LiteralIndexBuilder",
    "TextIndex",
    // Parts of the written form of packs.
    "ClauseRef",
    "Header",
    // Options and parts of reports.
    "Account",
    "Asked",
    "CoverageFormat",
    "Editions",
    "HtmlOptions",
    "HumanOptions",
    "Options",
    "Read",
    "Refusal",
    // Parts of a workspace.
    "Excluded",
    "FileSet",
    "LoadedPacks",
    "NamedPath",
    "Origin",
    "PolicyPath",
    "SettingsGroup",
    "Walked",
    "WorkspaceError",
    "WorkspaceFile",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The folders with sources, of the program and of the crates.
fn source_folders() -> Vec<PathBuf> {
    let crates = fs::read_dir(root().join("crates")).into_iter().flatten();
    let crates = crates.map(|entry| entry.expect("an entry").path().join("src"));
    crates.chain([root().join("src")]).filter(|folder| folder.is_dir()).collect()
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder can be read");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let files = paths.flat_map(|path| if path.is_dir() { rust_files(&path) } else { vec![path] });
    files.filter(|path| path.extension().is_some_and(|extension| extension == "rs")).collect()
}

/// Adds the public types of a module and of its public modules.
fn collect(file: &Path, types: &mut BTreeSet<String>) {
    let text = read(file);
    types.extend(declared(&text));
    let exports = reexported(&text);
    types.extend(exports.types);
    let modules = modules(&text).into_iter();
    let seen = modules.filter(|(name, is_public)| *is_public || exports.whole_modules.contains(name));
    for (name, _) in seen {
        collect(&file_of(file, &name), types);
    }
}

/// The public types declared at the outermost level of a text.
fn declared(text: &str) -> impl Iterator<Item = String> {
    let name = |line: &str| {
        let declaration = line.strip_prefix("pub ")?;
        let words = ["struct ", "enum ", "trait "];
        let rest = words.iter().find_map(|word| declaration.strip_prefix(word))?;
        Some(words_of(rest).next()?.to_owned())
    };
    text.lines().filter_map(name)
}

/// The items that `pub use` re-exports.
#[derive(Debug, Default, PartialEq)]
struct Reexports {
    types: BTreeSet<String>,
    /// Modules of which everything is re-exported.
    whole_modules: BTreeSet<String>,
}

fn reexported(text: &str) -> Reexports {
    let mut exports = Reexports::default();
    let text = format!("\n{text}");
    for statement in text.split("\npub use ").skip(1) {
        let statement = statement.split(';').next().unwrap_or_default();
        if let Some(module) = statement.strip_suffix("::*") {
            exports.whole_modules.insert(module.to_owned());
            continue;
        }
        // Of `A as B`, only `B` is public.
        let names: Vec<_> = words_of(statement).collect();
        for (at, name) in names.iter().enumerate() {
            let is_renamed = names.get(at + 1) == Some(&"as");
            let is_type = name.starts_with(char::is_uppercase) && name.contains(char::is_lowercase);
            if is_type && !is_renamed {
                exports.types.insert((*name).to_owned());
            }
        }
    }
    exports
}

/// The modules that a text declares in files of their own, and whether they are public.
fn modules(text: &str) -> Vec<(String, bool)> {
    let mut modules = Vec::new();
    let mut is_hidden = false;
    for line in text.lines() {
        let (declaration, is_public) = match line.strip_prefix("pub ") {
            Some(declaration) => (declaration, true),
            None => (line, false),
        };
        let name = declaration.strip_prefix("mod ").and_then(|rest| rest.strip_suffix(';'));
        if let Some(name) = name {
            modules.push((name.to_owned(), is_public && !is_hidden));
        }
        is_hidden = line == "#[doc(hidden)]";
    }
    modules
}

/// The file of a module that another file declares.
fn file_of(parent: &Path, module: &str) -> PathBuf {
    let is_root = parent.file_name().is_some_and(|name| name == "mod.rs" || name == "lib.rs");
    let folder = if is_root {
        parent.parent().expect("files are in folders").to_owned()
    } else {
        parent.with_extension("")
    };
    let file = folder.join(format!("{module}.rs"));
    if file.exists() { file } else { folder.join(module).join("mod.rs") }
}

fn words_of(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|character: char| !character.is_alphanumeric() && character != '_');
    words.filter(|word| !word.is_empty())
}

/// All public types of all crates.
fn public_types() -> BTreeSet<String> {
    let mut types = BTreeSet::new();
    for root in source_folders().into_iter().map(|folder| folder.join("lib.rs")) {
        if root.exists() {
            collect(&root, &mut types);
        }
    }
    types
}

/// The names of all types declared in the sources, public or not, in macros or not.
fn all_types() -> BTreeSet<String> {
    let mut types = BTreeSet::new();
    for file in source_folders().iter().flat_map(|folder| rust_files(folder)) {
        let text = read(&file);
        let words: Vec<_> = words_of(&text).collect();
        let pairs = words.windows(2);
        let named = pairs.filter(|pair| ["struct", "enum", "trait", "type"].contains(&pair[0]));
        types.extend(named.map(|pair| pair[1].to_owned()));
    }
    types
}

/// The rows of the glossary, each with its cells.
fn rows() -> Vec<Vec<String>> {
    let text = read(&root().join(GLOSSARY));
    let rows = text.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| 中文"));
    let cells = |row: &str| row.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect();
    rows.map(cells).collect()
}

/// The types in the glossary.
fn types_of_glossary() -> BTreeSet<String> {
    let rows = rows();
    let cells = rows.iter().map(|cells| cells.last().expect("rows have cells"));
    cells.flat_map(|cell| cell.split('`').skip(1).step_by(2)).map(str::to_owned).collect()
}

#[test]
fn every_public_type_is_in_the_glossary_or_technical() {
    let (types, named) = (public_types(), types_of_glossary());
    assert!(types.len() > 60, "the public types are found: {types:?}");
    let is_known = |name: &String| {
        named.contains(name)
            || TECHNICAL.contains(&&**name)
            || ["Spec", "Messages"].iter().any(|end| name.ends_with(end))
    };
    let missing: Vec<_> = types.iter().filter(|name| !is_known(name)).collect();
    assert!(missing.is_empty(), "add to {GLOSSARY}, or to TECHNICAL in this test: {missing:?}");
}

#[test]
fn every_type_of_the_glossary_exists() {
    let types = all_types();
    let gone: Vec<_> = types_of_glossary().into_iter().filter(|name| !types.contains(name)).collect();
    assert!(gone.is_empty(), "no longer declared anywhere: {gone:?}");
}

#[test]
fn technical_types_exist_and_are_not_in_the_glossary() {
    let (types, named) = (all_types(), types_of_glossary());
    let gone: Vec<_> = TECHNICAL.iter().filter(|name| !types.contains(**name)).collect();
    assert!(gone.is_empty(), "no longer declared anywhere: {gone:?}");
    let twice: Vec<_> = TECHNICAL.iter().filter(|name| named.contains(**name)).collect();
    assert!(twice.is_empty(), "in {GLOSSARY} too: {twice:?}");
}

#[test]
fn every_term_is_explained_once_in_both_languages() {
    let rows = rows();
    let is_chinese = |text: &str| text.contains(|character| ('\u{4e00}'..='\u{9fff}').contains(&character));
    let (mut chinese_terms, mut english_terms) = (BTreeSet::new(), BTreeSet::new());
    for row in &rows {
        let [chinese, english, meaning, explanation, _] = &row[..] else {
            panic!("a row has five cells: {row:?}");
        };
        assert!(is_chinese(chinese) && is_chinese(explanation), "{row:?}");
        assert!(english.is_ascii() && !english.is_empty() && !meaning.is_empty(), "{row:?}");
        assert!(chinese_terms.insert(chinese), "{chinese} stands twice");
        assert!(english_terms.insert(english), "{english} stands twice");
    }
    for term in ["要素", "事项", "预告", "豁免", "存量、基线", "依据、条款"] {
        assert!(chinese_terms.iter().any(|known| *known == term), "{term}");
    }
}

// Tests of the functions above: they must be able to find violations.

#[test]
fn declarations_are_found_at_the_outermost_level_only() {
    let text = "pub struct A;\npub enum B<'a> {\n    pub struct C\n}\npub(crate) struct D;\nstruct E;\npub trait F: G {}\n";
    assert_eq!(declared(text).collect::<Vec<_>>(), ["A", "B", "F"]);
}

#[test]
fn reexports_are_found_over_several_lines() {
    let exports =
        reexported("pub use a::{\n    Aa, MOST, b::Bb,\n    Cc as Dd,\n};\nuse e::Ee;\npub use f::*;\n");
    let set = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>();
    assert_eq!(exports, Reexports { types: set(&["Aa", "Bb", "Dd"]), whole_modules: set(&["f"]) });
}

#[test]
fn modules_are_public_unless_hidden() {
    let found = modules("pub mod a;\nmod b;\n#[doc(hidden)]\npub mod c;\npub(crate) mod d;\n");
    let module = |name: &str, is_public| (name.to_owned(), is_public);
    assert_eq!(found, [module("a", true), module("b", false), module("c", false)]);
}
