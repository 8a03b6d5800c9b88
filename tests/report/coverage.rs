//! Coverage as a web page and as a document: both are read by independent parsers and compared with the
//! packs.

use std::collections::BTreeSet;
use std::path::Path;

use guidelint::date::Date;
use guidelint::finding::{Severity, TextStatus};
use guidelint::lint;
use guidelint::messages::Language;
use guidelint::pack::Ruleset;
use guidelint::report::coverage::{self, CoverageFormat};
use guidelint::rules;
use guidelint::text::SourceFile;
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use scraper::Html;

use crate::html::{assert_harmless, inside, only, select, text, visible};

/// The document in the repository.
const DOCUMENT: &str = "docs/coverage.md";

/// The command that updates it.
const COMMAND: &str = "cargo run -q -- coverage --format markdown > docs/coverage.md";

fn builtin() -> Ruleset {
    rules::load(&rules::packs()).unwrap_or_else(|mistakes| panic!("{mistakes:?}"))
}

fn text_status(status: TextStatus) -> &'static str {
    match status {
        TextStatus::Unseen => "未读到原文",
        TextStatus::Secondhand => "据他处转述，未读到原文",
        TextStatus::Derived => "由真实数据归纳，不是条文",
        TextStatus::Partial => "读过所依据的部分",
        TextStatus::Full => "读过条文全文",
    }
}

fn severity_word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "错误",
        Severity::Warning => "警告",
        Severity::Advice => "建议",
    }
}

fn written(ruleset: &Ruleset, day: &str, format: CoverageFormat) -> String {
    let day: Date = day.parse().expect("it is a day");
    let mut out = Vec::new();
    coverage::write(&mut out, ruleset, day, format, Language::Chinese)
        .expect("writing to memory cannot fail");
    String::from_utf8(out).expect("it is text")
}

/// The lines of an example, as shown.
fn lines(example: &str) -> String {
    example.trim_end().lines().map(visible).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_page_shows_every_source_clause_rule_and_example() {
    let ruleset = builtin();
    let written = written(&ruleset, "2026-11-01", CoverageFormat::Html);
    assert_harmless(&written);
    let page = Html::parse_document(&written);
    let sources = select(&page, "details.source");
    assert_eq!(sources.len(), ruleset.sources.len());
    for (fold, (number, source)) in sources.iter().zip(ruleset.sources.iter().enumerate()) {
        let shown = text(*fold);
        assert!(shown.contains(&source.title) && shown.contains(text_status(source.text)), "{shown}");
        assert!(source.note.iter().all(|note| shown.contains(note)), "{shown}");
        assert!(source.seen.iter().all(|seen| shown.contains(&seen.to_string())), "{shown}");
        let clauses = ruleset.clauses.iter().filter(|clause| clause.source == number);
        let articles = inside(*fold, "article.clause");
        assert_eq!(articles.len(), clauses.clone().count(), "{}", source.title);
        for (article, clause) in articles.iter().zip(clauses) {
            let own = text(inside(*article, ":scope > .own")[0]);
            assert!(own.contains(&clause.place()), "{own}");
            assert!(clause.verb.iter().all(|verb| own.contains(&format!("（{}）", verb.word()))), "{own}");
            assert!(clause.words.iter().all(|words| own.contains(words)), "{own}");
            assert!(clause.human.iter().all(|question| own.contains(&question.ask)), "{own}");
            let rules: Vec<_> = inside(*article, "details.rule");
            assert_eq!(rules.len(), clause.rules.len(), "{own}");
            for (fold, &number) in rules.iter().zip(&clause.rules) {
                let rule = &ruleset.rules[number];
                assert_eq!(fold.attr("id"), Some(&*format!("rule-{}", rule.info.id)));
                let shown = text(*fold);
                let severity = text(inside(*fold, "summary > .badge")[0]);
                assert!(
                    shown.contains(&rule.info.title) && severity == severity_word(rule.severity),
                    "{shown}"
                );
                let examples: Vec<_> = inside(*fold, ".example pre").into_iter().map(text).collect();
                let wanted: Vec<_> =
                    rule.pass.iter().chain(&rule.fail).map(|example| lines(&example.value)).collect();
                assert_eq!(examples, wanted, "{}", rule.info.id);
            }
        }
    }
    let own = select(&page, "#own details.rule").len();
    assert_eq!(own, lint::builtin_rules().count());
}

#[test]
fn every_address_of_the_page_is_one_place() {
    let page = Html::parse_document(&written(&builtin(), "2026-11-01", CoverageFormat::Html));
    let ids: Vec<_> = select(&page, "[id]").into_iter().filter_map(|element| element.attr("id")).collect();
    let known: BTreeSet<_> = ids.iter().copied().collect();
    assert_eq!(known.len(), ids.len(), "no address stands twice");
    assert!(ids.iter().all(|id| !id.contains(char::is_whitespace)));
    let links: Vec<_> = select(&page, "a[href]").into_iter().filter_map(|link| link.attr("href")).collect();
    assert!(links.len() > 600, "{}", links.len());
    assert!(links.iter().all(|link| known.contains(&link[1..])), "{links:?}");
    let fields = select(&page, "label > input, label > select").len();
    assert_eq!(fields, select(&page, "input, select").len(), "every field has a label");
    assert_eq!(select(&page, "form#filter[hidden]").len(), 1, "without its script it offers no search");
    let folds = select(&page, "details");
    assert!(folds.iter().all(|fold| fold.attr("open").is_none()), "everything is folded at first");
}

#[test]
fn the_page_says_how_sources_stand_to_the_day() {
    let ruleset = builtin();
    let badges = |day: &str| {
        let page = Html::parse_document(&written(&ruleset, day, CoverageFormat::Html));
        let [source] = select(&page, "#source-河南优化营商环境条例2020")[..] else {
            panic!("it is there")
        };
        (text(inside(source, ".badges")[0]), only(&page, "header"))
    };
    let (before, after) = (badges("2026-02-28"), badges("2026-03-01"));
    assert!(!before.0.contains("已失效") && after.0.contains("已失效"), "{before:?} {after:?}");
    assert!(before.1.contains("截至 2026-02-28") && after.1.contains("截至 2026-03-01"));
}

/// A pack with texts that could end scripts, attributes and code blocks.
fn hostile() -> Ruleset {
    let pack = "\
pack: {id: local, version: '1', title: \"</title><script>a()</script>\"}
sources:
  banfa: {kind: 规范性文件, about: \"<b onclick='a()'>|`x`[点](http://a.b)</b>\", text: full, note: \"\\u202e<img src=x>\"}
clauses:
  - {source: banfa, number: \"第 <一> 条\", obligation: 不得, checked: full, note: '</article><script>b()</script>', human: ['<i>是否</i>？']}
elements:
  - {name: 犬名}
vocabulary:
  词: {words: [喵]}
rules:
  - id: no-word
    title: \"犬名里不得有“<喵>”\"
    category: wording
    clause: {source: banfa, number: \"第 <一> 条\"}
    where: 犬名
    must: {avoid: 词}
    message: '<script>{found}</script>'
    help: '```'
    pass: ['{犬名: \"</pre><script>\"}']
    fail: [\"犬名: |-\\n  ```\\n  喵</pre>\\u001b\"]
";
    rules::load(&[SourceFile::new("本地.yaml", pack)]).unwrap_or_else(|mistakes| panic!("{mistakes:?}"))
}

#[test]
fn text_of_a_pack_stays_text() {
    let ruleset = hostile();
    let written = written(&ruleset, "2026-11-01", CoverageFormat::Html);
    assert_harmless(&written);
    let page = Html::parse_document(&written);
    let shown = only(&page, "main");
    for wanted in [
        "<b onclick='a()'>|`x`[点](http://a.b)</b>",
        "<U+202E><img src=x>",
        "第 <一> 条",
        "</article><script>b()</script>",
        "<i>是否</i>？",
        "犬名里不得有“<喵>”",
        "<script>{found}</script>",
        "{犬名: \"</pre><script>\"}",
        "喵</pre><U+001B>",
    ] {
        assert!(shown.contains(wanted), "{wanted} in\n{shown}");
    }
    assert_eq!(select(&page, "#clause-banfa-第_\\<一\\>_条").len(), 1);
}

fn events(document: &str) -> impl Iterator<Item = Event<'_>> {
    let smart = Options::ENABLE_SMART_PUNCTUATION | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    Parser::new_ext(document, Options::all() - smart)
}

/// The numbers of headings of the second, third and fourth level in a document.
fn headings(document: &str) -> [usize; 3] {
    [HeadingLevel::H2, HeadingLevel::H3, HeadingLevel::H4].map(|wanted| {
        let is_one =
            |event: &Event<'_>| matches!(event, Event::Start(Tag::Heading { level, .. }) if *level == wanted);
        events(document).filter(is_one).count()
    })
}

/// The code in a document, blocks and spans, in order.
fn code(document: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut in_block = false;
    for event in events(document) {
        match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                assert_eq!(kind, CodeBlockKind::Fenced("yaml".into()));
                in_block = true;
                found.push(String::new());
            }
            Event::End(TagEnd::CodeBlock) => in_block = false,
            Event::Text(text) if in_block => *found.last_mut().expect("a block") += &text,
            Event::Code(text) => found.push(text.into_string()),
            _ => {}
        }
    }
    found.iter().map(|code| code.trim_end().to_owned()).collect()
}

#[test]
fn the_document_has_a_heading_for_every_source_clause_and_rule() {
    for ruleset in [builtin(), hostile()] {
        let document = written(&ruleset, "2026-11-01", CoverageFormat::Markdown);
        let wanted = [ruleset.sources.len(), ruleset.clauses.len(), ruleset.rules.len()];
        assert_eq!(headings(&document), wanted);
        let rows = events(&document).filter(|event| matches!(event, Event::Start(Tag::TableRow))).count();
        assert_eq!(rows, ruleset.sources.len());
        // Every rule has its identifier and its first example.
        let mut wanted = Vec::new();
        for clause in (0..ruleset.sources.len())
            .flat_map(|number| ruleset.clauses.iter().filter(move |clause| clause.source == number))
        {
            for rule in clause.rules.iter().map(|&rule| &ruleset.rules[rule]) {
                wanted.push(rule.info.id.clone());
                let examples = rule.fail.iter().take(1);
                wanted.extend(examples.map(|example| lines(&example.value)));
            }
        }
        assert_eq!(code(&document), wanted);
        let markup = events(&document).find(|event| {
            matches!(event, Event::InlineHtml(_) | Event::Start(Tag::Link { .. } | Tag::Image { .. }))
                || matches!(event, Event::Html(html) if !html.starts_with("<!-- 由 guidelint"))
        });
        assert_eq!(markup, None);
    }
}

#[test]
fn the_document_of_the_repository_is_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(DOCUMENT);
    let document = std::fs::read_to_string(path).unwrap_or_default().replace("\r\n", "\n");
    let (_, after) = document.split_once("截至 ").unwrap_or_else(|| panic!("no {DOCUMENT}; run {COMMAND}"));
    let day = after.get(.."2026-11-01".len()).unwrap_or_default();
    let current = written(&builtin(), day, CoverageFormat::Markdown);
    let line = document.lines().zip(current.lines()).find(|(own, wanted)| own != wanted);
    assert!(document == current, "{DOCUMENT} is out of date ({line:?}); run\n    {COMMAND}");
    // Platforms do not display larger files.
    assert!(document.len() < 512 * 1024, "{} bytes", document.len());
}
