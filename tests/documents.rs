//! The documentation is up to date: its links work, the files and tests it names exist, its tables are
//! complete, and the output it shows is what the program writes.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use guidelint::lint::{self, Run};
use guidelint::pack::{PackInfo, Selection};
use guidelint::report::{self, FailOn, Format, Options};
use guidelint::rules;
use guidelint::text::SourceFile;

/// The heading of the section with the table of kinds starts with this in both languages.
const SECTION_OF_KINDS: &str = "\n## must";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn text_of(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// All files of the repository below a folder, as paths from the root.
fn files(folder: &str) -> Vec<String> {
    let Ok(entries) = fs::read_dir(root().join(folder)) else { return vec![] };
    let mut found = Vec::new();
    for entry in entries.map(|entry| entry.expect("an entry")) {
        let name = entry.file_name().into_string().expect("names in the repository are UTF-8");
        let path = if folder == "." { name } else { format!("{folder}/{name}") };
        if entry.path().is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Whether a file is Markdown.
fn is_page(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|extension| extension == "md")
}

/// The documents that people write; the program writes `docs/coverage.md`.
fn documents() -> Vec<String> {
    let top =
        fs::read_dir(root()).expect("the root can be read").map(|entry| entry.expect("an entry").path());
    let names = top.filter_map(|path| path.file_name()?.to_str().map(str::to_owned));
    let mut documents: Vec<_> = names.chain(files("docs")).filter(|name| is_page(name)).collect();
    documents.retain(|name| name != "docs/coverage.md");
    documents.sort();
    assert!(documents.len() > 15, "the documents are found: {documents:?}");
    documents
}

/// A document without its code blocks, which contain no links.
fn prose(text: &str) -> String {
    let mut is_code = false;
    let mut lines = Vec::new();
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            is_code = !is_code;
        } else if !is_code {
            lines.push(line);
        }
    }
    lines.join("\n")
}

/// The targets of the links in a text.
fn links(text: &str) -> impl Iterator<Item = &str> {
    text.split("](").skip(1).filter_map(|rest| rest.split_once(')').map(|(target, _)| target))
}

/// The anchors of the headings of a document, as GitHub generates them.
fn anchors(text: &str) -> BTreeSet<String> {
    let text = prose(text);
    let headings = text.lines().filter(|line| line.starts_with('#'));
    let anchor = |line: &str| {
        let heading = line.trim_start_matches('#').trim().to_lowercase();
        let kept = heading.chars().filter(|&c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
        kept.map(|character| if character == ' ' { '-' } else { character }).collect()
    };
    headings.map(anchor).collect()
}

#[test]
fn links_lead_to_files_and_headings() {
    let mut broken = Vec::new();
    for document in documents() {
        let text = text_of(&document);
        let folder = root().join(&document).parent().expect("documents are in folders").to_owned();
        for link in links(&prose(&text)).filter(|link| !link.starts_with("http")) {
            let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
            let target = if path.is_empty() { root().join(&document) } else { folder.join(path) };
            let leads_to_heading = || {
                let text = fs::read_to_string(&target).unwrap_or_default();
                anchors(&text).contains(anchor)
            };
            if !target.exists() || !anchor.is_empty() && !leads_to_heading() {
                broken.push(format!("{document}: {link}"));
            }
        }
    }
    assert_eq!(broken, [""; 0]);
}

#[test]
fn every_page_for_users_is_there_in_both_languages() {
    // These are for developers, are bilingual, or are written by the program.
    let others = ["docs/coverage.md", "docs/decisions.md", "docs/glossary.md"];
    let pages = files("docs").into_iter().filter(|page| is_page(page));
    let (chinese, english): (Vec<_>, Vec<_>) = pages.partition(|page| page.starts_with("docs/zh/"));
    let english: Vec<_> = english.into_iter().filter(|page| !others.contains(&&**page)).collect();
    let translated: Vec<_> = english.iter().map(|page| page.replace("docs/", "docs/zh/")).collect();
    assert_eq!(chinese, translated);
    for (page, translation) in english.iter().zip(&chinese) {
        let name = page.trim_start_matches("docs/");
        assert!(text_of(page).contains(&format!("(zh/{name})")), "{page} links to its translation");
        assert!(
            text_of(translation).contains(&format!("(../{name})")),
            "{translation} links to the original"
        );
    }
}

/// Names between backquotes.
fn quoted(text: &str) -> Vec<String> {
    let text = prose(text);
    let parts = text.lines().flat_map(|line| line.split('`').skip(1).step_by(2));
    parts.map(str::to_owned).collect()
}

/// Whether a quoted text is the path of a file or folder of the repository, from the root or from the folder
/// of a module.
fn is_path(text: &str) -> bool {
    let endings = [".rs", ".yaml", ".yml", ".tsv", ".md", ".js", ".css"];
    let is_named = endings.iter().any(|ending| text.ends_with(ending)) || text.ends_with('/');
    let is_plain = text.chars().all(|c| c.is_ascii_alphanumeric() || "._-/".contains(c));
    // Words in capitals stand for names that the reader chooses; the others are not part of the repository.
    let is_chosen = ["NAME", "FORMAT", "COMMAND", "AREA", "LANGUAGE"].iter().any(|name| text.contains(name));
    is_named && is_plain && !is_chosen && !text.starts_with("target/") && text != "guidelint.yaml"
}

#[test]
fn files_that_the_developers_pages_name_exist() {
    let folders = [".", "src", "crates", "rules", "tests", "docs", "examples", "benches", "ci", ".ci"];
    let mut there: BTreeSet<String> = folders[1..].iter().flat_map(|folder| files(folder)).collect();
    let top = fs::read_dir(root()).expect("the root can be read").map(|entry| entry.expect("an entry"));
    there.extend(
        top.filter(|entry| entry.path().is_file()).filter_map(|entry| entry.file_name().into_string().ok()),
    );
    let exists = |path: &String| {
        let (inner, end) = (format!("/{path}"), path.ends_with('/'));
        there.iter().any(|file| {
            if end {
                file.starts_with(&**path) || file.contains(&inner)
            } else {
                file == path || file.ends_with(&inner)
            }
        })
    };
    for page in ["ARCHITECTURE.md", "CONTRIBUTING.md", "docs/decisions.md"] {
        let named: Vec<_> = quoted(&text_of(page)).into_iter().filter(|text| is_path(text)).collect();
        assert!(named.len() > 8, "{page} names files: {named:?}");
        let gone: Vec<_> = named.iter().filter(|path| !exists(path)).collect();
        assert!(gone.is_empty(), "{page} names what is not there: {gone:?}");
    }
}

#[test]
fn every_invariant_has_a_test_that_exists() {
    let text = text_of("ARCHITECTURE.md");
    let invariants = text.split("\n## Invariants\n").nth(1).and_then(|rest| rest.split("\n## ").next());
    let invariants = invariants.expect("there are invariants");
    let mut found = 0;
    for row in invariants.lines().filter(|line| line.starts_with("| ")) {
        let cells: Vec<_> = row.trim_matches('|').split(" | ").collect();
        if cells[0].trim() == "invariant" {
            continue;
        }
        let named = quoted(cells.last().expect("rows have cells"));
        assert!(!named.is_empty(), "no test is named: {row}");
        for test in named {
            let (path, function) = test.split_once("::").unwrap_or((&test, ""));
            let source = text_of(path);
            assert!(source.contains("#[test]"), "{path} has no tests");
            assert!(function.is_empty() || source.contains(&format!("fn {function}(")), "{test} is gone");
        }
        found += 1;
    }
    assert!(found > 20, "the invariants are found: {found}");
}

/// The text blocks of a document, without their fences.
fn text_blocks(text: &str) -> impl Iterator<Item = &str> {
    text.split("\n```text\n").skip(1).filter_map(|rest| rest.split_once("\n```\n").map(|(block, _)| block))
}

#[test]
fn the_finding_that_documents_show_is_what_the_program_writes() {
    let path = "examples/bad/limit-longer-than-statute.yaml";
    let ruleset = rules::load(&rules::packs()).expect("the built-in packs have no mistakes");
    let file = lint::check_alone(path, text_of(path).into_bytes(), &ruleset, &Selection::default());
    let run = Run::of(&ruleset, vec![file]);
    let mut out = Vec::new();
    report::write(&mut out, &run, Format::Human, FailOn::Error, &Options::default())
        .expect("memory can be written");
    let out = String::from_utf8(out).expect("a report is text");
    for page in ["README.md", "README.zh-CN.md", "docs/formats.md", "docs/zh/formats.md"] {
        let text = text_of(page);
        let mut shown = text_blocks(&text).filter(|block| block.contains("╭─["));
        let block = shown.next().unwrap_or_else(|| panic!("{page} shows a finding"));
        assert!(out.contains(block), "{page} shows what is not written any more; it is:\n{out}");
        assert!(shown.next().is_none(), "{page} shows one finding");
    }
}

/// The kinds of checks in the order of their table, as listed in the message about an unknown one.
fn kinds() -> Vec<String> {
    let pack = "pack: {id: local, version: '1', title: 甲}\nelements: [{name: 犬名}]\n\
        rules: [{id: a, where: 犬名, must: {nothing: 1}}]\n";
    let Err(mistakes) = rules::load(&[SourceFile::new("本地.yaml", pack)]) else {
        panic!("there is no such kind");
    };
    let messages = mistakes.mistakes.into_iter().flatten().map(|mistake| mistake.message);
    let message = messages.into_iter().find(|message| message.contains("“nothing”")).expect("it is reported");
    let (_, list) = message.split_once("此处可以写：").expect("the kinds are listed");
    list.split('、').map(str::to_owned).collect()
}

#[test]
fn the_tables_of_kinds_have_a_row_for_every_kind_in_order() {
    let kinds = kinds();
    assert!(kinds.len() > 20, "{kinds:?}");
    for page in ["docs/packs.md", "docs/zh/packs.md"] {
        let text = text_of(page);
        let section = text.split(SECTION_OF_KINDS).nth(1).and_then(|rest| rest.split("\n## ").next());
        let rows = section.expect("there is a section").lines();
        let rows = rows.filter(|line| line.starts_with("| `") && !line.starts_with("| `must` |"));
        let mut documented: Vec<String> = Vec::new();
        for row in rows {
            let first = row.trim_start_matches("| ").split(" | ").next().expect("rows have cells");
            for example in first.split('`').skip(1).step_by(2) {
                let name = example.trim_start_matches('{').split(':').next().expect("a name");
                if !documented.iter().any(|known| known == name) {
                    documented.push(name.to_owned());
                }
            }
        }
        assert_eq!(documented, kinds, "{page}");
    }
}

#[test]
fn every_built_in_region_is_listed() {
    let ruleset = rules::load(&rules::packs()).expect("the built-in packs have no mistakes");
    let regional: Vec<&PackInfo> = ruleset.packs.iter().filter(|pack| pack.region.is_some()).collect();
    assert!(regional.len() > 10, "the regional packs are found");
    for page in ["docs/packs.md", "docs/zh/packs.md"] {
        let text = text_of(page);
        let start = ["Built-in regional packs:", "内置的地方规则包："];
        let list = start.iter().find_map(|start| text.split_once(start)).expect("there is a list").1;
        let list = list.split(['.', '，']).next().expect("it ends");
        for pack in &regional {
            let place: String = pack.title.chars().take_while(|c| !"省市县区的".contains(*c)).collect();
            assert!(list.contains(&place), "{page} does not name {place} ({})", pack.id);
        }
    }
}

/// The map lists the top folders of `tests/` and `src/`.
#[test]
fn the_map_names_every_folder() {
    let text = text_of("ARCHITECTURE.md");
    let map = text.split("\n## Map\n").nth(1).and_then(|rest| rest.split("\n## ").next()).expect("a map");
    let shown = quoted(map);
    let mut missing = Vec::new();
    for folder in [".", "src", "crates", "tests"] {
        let Ok(entries) = fs::read_dir(root().join(folder)) else { continue };
        let folders: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
        for path in folders.into_iter().filter(|path| path.is_dir()) {
            let name = path.file_name().and_then(|name| name.to_str()).expect("UTF-8").to_owned();
            // Hidden and built files are not part of the map; fixtures are explained with their tests.
            let is_other = name.starts_with('.') || ["target", "fixtures"].contains(&&*name);
            let is_shown = shown.iter().any(|text| text.split(&['/', '.'][..]).any(|part| part == name));
            if !is_other && !is_shown {
                missing.push(format!("{folder}/{name}"));
            }
        }
    }
    assert_eq!(missing, [""; 0]);
}

// Tests of the functions above: they must be able to find violations.

#[test]
fn links_paths_and_headings_are_found() {
    assert_eq!(links("a [b](c.md#d) and ![e](f.png)").collect::<Vec<_>>(), ["c.md#d", "f.png"]);
    assert_eq!(prose("a\n```sh\n[b](c)\n```\nd"), "a\nd");
    let expected = ["must-the-kinds-of-checks", "when-和-against"].map(str::to_owned);
    assert_eq!(anchors("## must: the kinds of checks\n# when 和 against\n"), BTreeSet::from(expected));
    assert!(is_path("src/check/mod.rs") && is_path("guide/") && is_path("rules/laws.tsv"));
    assert!(!is_path("limits/measurable") && !is_path("src/check/NAME.rs") && !is_path("a b.rs"));
    assert_eq!(text_blocks("a\n```text\nb\nc\n```\nd\n").collect::<Vec<_>>(), ["b\nc"]);
}
