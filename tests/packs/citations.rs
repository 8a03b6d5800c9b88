//! Every citation in the packs was looked up.
//!
//! Copying a citation from a help text copies its mistakes. So every article that a title, a message, a help,
//! a note or an example cites must belong to a law whose full title is known, the law must have that many
//! articles, and `articles.tsv` must contain its decisive words and its subject. Texts about other subjects
//! may not cite it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use guidelint::check::Must;
use guidelint::pack::{Rule, Ruleset};
use regex::Regex;

use super::builtin;

/// A law of `rules/laws.tsv`.
struct Law {
    /// The number of its last article, if known.
    last: Option<u32>,
    /// Whether it was revised since, so that its current number of articles is unknown.
    is_revised: bool,
}

/// An article of `articles.tsv`.
struct Article {
    /// Its decisive words, exactly as in the law.
    words: String,
    /// A text that cites it must contain one of these words.
    subjects: Vec<String>,
}

/// A citation of an article, with the text around it.
struct Citation<'t> {
    title: String,
    article: u32,
    text: &'t str,
    of: &'t str,
}

fn rows(path: &str) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path));
    let text = text.expect("the table is part of the repository");
    text.lines().skip(1).map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}

fn laws() -> BTreeMap<String, Law> {
    let law = |row: Vec<String>| {
        let is_revised = row.get(5).is_some_and(|day| !day.is_empty());
        (row[0].clone(), Law { last: row[4].parse().ok(), is_revised })
    };
    rows("rules/laws.tsv").into_iter().map(law).collect()
}

fn articles() -> BTreeMap<(String, u32), Article> {
    let article = |row: Vec<String>| {
        let number = row[1].parse().expect("an article has a number");
        let subjects = row[3].split('、').map(str::to_owned).collect();
        ((row[0].clone(), number), Article { words: row[2].clone(), subjects })
    };
    let rows = rows("tests/packs/articles.tsv");
    let count = rows.len();
    let articles: BTreeMap<_, _> = rows.into_iter().map(article).collect();
    assert_eq!(articles.len(), count, "every article stands once");
    articles
}

/// A number in Arabic or Chinese numerals.
fn number(text: &str) -> u32 {
    if let Ok(number) = text.parse() {
        return number;
    }
    let (mut sum, mut digit) = (0, None);
    for character in text.chars() {
        let scale = match character {
            '千' => 1000,
            '百' => 100,
            '十' => 10,
            other => {
                digit =
                    "零一二三四五六七八九".chars().zip(0..).find(|pair| pair.0 == other).map(|pair| pair.1);
                continue;
            }
        };
        sum += digit.take().filter(|&digit| digit > 0).unwrap_or(1) * scale;
    }
    sum + digit.unwrap_or(0)
}

/// Whether a title is obviously not that of a real law.
fn is_made_up(title: &str) -> bool {
    ["某", "×", "…"].iter().any(|mark| title.contains(mark)) || title.starts_with("其他")
}

/// The texts of a rule that people read, including its examples.
fn texts(rule: &Rule) -> Vec<String> {
    let mut texts = vec![rule.info.title.clone(), rule.message.text()];
    texts.extend(rule.help.as_ref().map(guidelint::pack::Template::text));
    texts.extend(rule.pass.iter().chain(&rule.fail).map(|example| example.value.clone()));
    texts
}

/// Every text of the packs that may contain citations, with its origin. Rules about citations are left out:
/// their examples must be wrong, and name laws that were revised.
fn texts_of(ruleset: &Ruleset) -> Vec<(String, String)> {
    let rules = ruleset.rules.iter().filter(|rule| !matches!(rule.must, Must::Cites(_)));
    let of_rules = rules.flat_map(|rule| texts(rule).into_iter().map(|text| (rule.info.id.clone(), text)));
    let of_clauses = ruleset.clauses.iter().flat_map(|clause| {
        let asked = clause.human.iter().map(|question| question.ask.clone());
        let id = &ruleset.sources[clause.source].id;
        clause.note.clone().into_iter().chain(asked).map(move |text| (id.clone(), text))
    });
    let of_sources =
        ruleset.sources.iter().filter_map(|source| source.note.clone().map(|note| (source.id.clone(), note)));
    of_rules.chain(of_clauses).chain(of_sources).collect()
}

/// The articles that a text cites: `《题名》（文号）第…条`, and `{名称: 题名, 条款: 第…条}` as in guides.
fn citations((of, text): &(String, String)) -> Vec<Citation<'_>> {
    let numerals = "第([0-9零一二三四五六七八九十百千]+)条";
    let forms = [
        format!("《([^《》]+)》(?:（[^）]*）)?(?:的)?{numerals}"),
        format!("名称: 《?([^《》,{{}}]+?)》?, 条款: {numerals}"),
    ];
    let forms = forms.map(|form| Regex::new(&form).expect("the forms are well-formed"));
    let found = forms.iter().flat_map(|form| form.captures_iter(text));
    let cited =
        found.map(|found| Citation { title: found[1].to_owned(), article: number(&found[2]), text, of });
    cited.filter(|citation| !is_made_up(&citation.title)).collect()
}

#[test]
fn numbers_are_read() {
    let read = ["十", "十九", "二十一", "一百零四", "一百三十", "一千零四十九", "35"].map(number);
    assert_eq!(read, [10, 19, 21, 104, 130, 1049, 35]);
}

#[test]
fn every_article_that_the_packs_cite_was_looked_up() {
    let (laws, articles, ruleset) = (laws(), articles(), builtin());
    let texts = texts_of(&ruleset);
    let (mut wrong, mut used) = (Vec::new(), BTreeSet::new());
    for citation in texts.iter().flat_map(citations) {
        let Citation { title, article, text, of } = &citation;
        let mut tell = |what: &str| wrong.push(format!("{of}: 《{title}》 {article}: {what}: {text}"));
        let key = (title.clone(), *article);
        let Some(known) = articles.get(&key) else {
            tell("nobody looked it up; its full title and words belong into articles.tsv");
            continue;
        };
        if !known.subjects.iter().any(|subject| text.contains(subject)) {
            tell(&format!("it is about “{}”", known.words));
        }
        match laws.get(title) {
            Some(law) if law.is_revised => tell("the law was revised since"),
            Some(law) if law.last.is_some_and(|last| *article > last) => tell("the law has fewer articles"),
            Some(_) | None => {}
        }
        used.insert(key);
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    let idle: Vec<_> = articles.keys().filter(|key| !used.contains(*key)).collect();
    assert!(idle.is_empty(), "nothing cites {idle:?}");
    assert!(used.len() > 25, "citations are found");
}

#[test]
fn words_of_articles_are_short_and_their_titles_are_full() {
    let laws = laws();
    for ((title, article), known) in articles() {
        let count = known.words.chars().count();
        assert!((4..=40).contains(&count), "《{title}》 {article}: {count} characters");
        assert!(known.subjects.iter().all(|subject| subject.chars().count() >= 2), "《{title}》 {article}");
        // The list does not contain the number of articles of the civil code.
        let is_known = laws.contains_key(&title) || title == "中华人民共和国民法典";
        assert!(is_known, "《{title}》 is no full title");
    }
}

/// A citation without 《》 escapes the test above, and readers cannot see where its title begins.
#[test]
fn what_the_packs_say_themselves_has_its_titles_in_title_marks() {
    let bare = Regex::new("[^》本该此](?:法|条例)第[0-9零一二三四五六七八九十百千]+条").expect("well-formed");
    let ruleset = builtin();
    let said = ruleset.rules.iter().flat_map(|rule| {
        let help = rule.help.as_ref().map(guidelint::pack::Template::text);
        [rule.info.title.clone(), rule.message.text()].into_iter().chain(help)
    });
    let notes = ruleset.clauses.iter().filter_map(|clause| clause.note.clone());
    let of_sources = ruleset.sources.iter().filter_map(|source| source.note.clone());
    let wrong: Vec<_> = said.chain(notes).chain(of_sources).filter(|text| bare.is_match(text)).collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Statutes and regulations whose title is in the list are cited with their full title.
#[test]
fn sources_have_their_full_titles() {
    let (laws, ruleset) = (laws(), builtin());
    for source in ruleset.sources.iter().filter(|source| source.kind.is_legislation()) {
        let title = source.title.split(['《', '》']).nth(1).unwrap_or(&source.title);
        let full = format!("中华人民共和国{title}");
        assert!(!laws.contains_key(&full), "{}: the full title is 《{full}》", source.id);
    }
}
