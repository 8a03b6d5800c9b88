//! The page for an office, read by the parser of a browser engine (html5ever).

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use guidelint::finding::{Finding, Severity};
use guidelint::lint::{self, CheckedGuide, FileReport, Run, Status};
use guidelint::pack::Selection;
use guidelint::report::html::HtmlOptions;
use guidelint::report::{self, FailOn, Format, Options};
use guidelint::rules;
use scraper::{ElementRef, Html, Selector};
use sha2::{Digest, Sha256};

use crate::runs;

/// The HTML elements that this format uses.
const ELEMENTS: &str = "html head meta title style body a header div h1 p nav main section h2 ul li strong span small table thead \
    tbody tr th td br svg rect code details summary h3 form label input select option fieldset legend button pre mark article \
    h4 dl dt dd footer script";

pub(crate) fn select<'d>(page: &'d Html, selector: &str) -> Vec<ElementRef<'d>> {
    page.select(&Selector::parse(selector).expect("the selector is sound")).collect()
}

pub(crate) fn inside<'d>(element: ElementRef<'d>, selector: &str) -> Vec<ElementRef<'d>> {
    element.select(&Selector::parse(selector).expect("the selector is sound")).collect()
}

pub(crate) fn text(element: ElementRef<'_>) -> String {
    element.text().collect()
}

/// The text of the only element that matches.
pub(crate) fn only(page: &Html, selector: &str) -> String {
    let [element] = select(page, selector)[..] else { panic!("{selector} is there once") };
    text(element)
}

fn page(run: &Run) -> Html {
    Html::parse_document(&runs::written(run, Format::Html))
}

/// The page of a run with a given threshold.
fn marked(run: &Run, mark_under: u8) -> Html {
    let options = Options { html: HtmlOptions { mark_under }, ..Options::default() };
    let mut out = Vec::new();
    report::write(&mut out, run, Format::Html, FailOn::Error, &options)
        .expect("writing to memory cannot fail");
    Html::parse_document(&String::from_utf8(out).expect("a report is text"))
}

/// Panics if a page contains markup that this format does not write, loads anything, or shows invisible
/// characters.
pub(crate) fn assert_harmless(page: &str) {
    let parsed = Html::parse_document(page);
    let known: BTreeSet<&str> = ELEMENTS.split_whitespace().collect();
    for element in select(&parsed, "*") {
        let name = element.value().name();
        assert!(known.contains(name), "<{name}> in\n{page}");
        for (attribute, value) in element.value().attrs() {
            assert!(!attribute.starts_with("on"), "{attribute} in\n{page}");
            assert!(!["src", "style", "action", "formaction", "srcdoc", "xlink:href"].contains(&attribute));
            assert!(attribute != "href" || name == "a" && value.starts_with('#'), "{value} in\n{page}");
        }
    }
    let [style] = select(&parsed, "style")[..] else { panic!("one style") };
    let [script] = select(&parsed, "script")[..] else { panic!("one script") };
    assert!(!text(style).contains("url(") && !text(style).contains("@import"));
    let [policy] = select(&parsed, "meta[http-equiv=Content-Security-Policy]")[..] else {
        panic!("one policy")
    };
    let digest = |element| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text(element))));
    let wanted = format!(
        "default-src 'none'; style-src {}; script-src {}; base-uri 'none'; form-action 'none'",
        digest(style),
        digest(script)
    );
    assert_eq!(policy.attr("content"), Some(&*wanted), "the browser runs our style and script only");
    let [body] = select(&parsed, "body")[..] else { panic!("one body") };
    let seen = text(body);
    let attributes = select(&parsed, "*");
    let attributes = attributes.iter().flat_map(|element| element.value().attrs()).map(|(_, value)| value);
    for shown in attributes.chain([&*seen]) {
        assert!(
            !shown.contains(['\u{1b}', '\u{202e}', '\u{200b}', '\u{b}', '\u{ffff}', '\r', '\t']),
            "{shown:?}"
        );
    }
    assert!(parsed.errors.is_empty(), "{:?}", parsed.errors);
}

/// A text as reports show it.
pub(crate) fn visible(text: &str) -> String {
    let numbered = |c: char| {
        if "\u{1b}\u{b}\u{202e}\u{ffff}".contains(c) { format!("<U+{:04X}>", u32::from(c)) } else { c.into() }
    };
    text.chars().map(numbered).collect()
}

/// The text marked as found at a location.
fn found(place: ElementRef<'_>) -> String {
    inside(place, "mark:not(.rel)").into_iter().map(text).collect()
}

#[test]
fn text_of_a_guide_stays_text() {
    let run = runs::awkward();
    let written = runs::written(&run, Format::Html);
    assert_harmless(&written);
    let page = Html::parse_document(&written);
    let all = only(&page, "main");
    for shown in [
        runs::AWKWARD_PATH,
        "“<b>|`x`@某人 #1 [点](http://a.b) %41::{0}<U+001B>[2J<U+000B><U+202E><U+FFFF>]]>”不明确",
        "《某市“办事<指南>”规定》第1|2条",
        "别的 一份.yaml:3:4 这里写的是“|”",
        "写明什么情况。 不要写“视情况”",
    ] {
        assert!(all.contains(shown), "{shown} in\n{all}");
    }
}

#[test]
fn a_guide_that_ends_scripts_and_attributes_comes_to_nothing() {
    let hostile = "</script><script>a()</script>\"><img src=x onerror=a()>'</title><!--\u{202e}";
    let rule = runs::rule(
        "any",
        hostile,
        Some((guidelint::finding::Obligation::Shall, runs::clause(hostile, hostile))),
    );
    let guide = format!("名称: {hostile}\n");
    let finding = Finding {
        help: Some(hostile.into()),
        path: hostile.into(),
        ..runs::finding(&rule, Severity::Error, hostile, &[runs::place(&guide, hostile, 0)])
    };
    let said = Some(hostile.to_owned());
    let mut file = runs::file(&format!("{hostile}.yaml"), &guide, Status::Checked, vec![finding]);
    file.guides =
        vec![
            CheckedGuide { office: said.clone(), matter: said, is_whole: true, ..CheckedGuide::default() };
            2
        ];
    let unreadable = runs::file(hostile, "", Status::Unreadable(hostile.into()), vec![]);
    let written = runs::written(&runs::run(vec![file, unreadable]), Format::Html);
    assert_harmless(&written);
    let page = Html::parse_document(&written);
    let [place] = select(&page, ".place")[..] else { panic!("one place") };
    assert_eq!(found(place), visible(hostile));
    assert_eq!(only(&page, "#offices tbody th"), visible(hostile));
}

#[test]
fn marks_are_what_was_found() {
    let run = runs::awkward();
    let page = page(&run);
    let shown: Vec<_> = select(&page, ".place").into_iter().map(found).collect();
    assert_eq!(shown, runs::found(&run).into_iter().map(visible).collect::<Vec<_>>());
    let related: Vec<_> = select(&page, "mark.rel").into_iter().map(text).collect();
    assert_eq!(related, ["𠮷"]);
    let numbers: Vec<_> =
        select(&page, ".place:first-of-type code").iter().filter_map(|line| line.attr("data-n")).collect();
    assert_eq!(numbers[..2], ["1", "2"]);
}

/// The bad examples, checked by guidelint.
fn examples() -> Run {
    let ruleset = rules::load(&rules::packs()).expect("the built-in packs are tested");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/bad");
    let mut paths: Vec<_> = fs::read_dir(folder)
        .expect("examples are there")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    let check = |path: &std::path::PathBuf| {
        let name = path.file_name().expect("it has a name").to_string_lossy();
        lint::check(&name, fs::read(path).expect("it can be read"), &ruleset, &Selection::default())
    };
    let checks: Vec<_> = paths.iter().map(check).collect();
    Run::of(&ruleset, lint::conclude_all(&ruleset, &checks))
}

#[test]
fn every_finding_of_real_guides_is_shown_at_its_characters_with_its_clause() {
    let run = examples();
    let written = runs::written(&run, Format::Html);
    assert_harmless(&written);
    let page = Html::parse_document(&written);
    let folds = select(&page, "details.file");
    let told: Vec<_> = run.files.iter().filter(|file| !file.findings.is_empty()).collect();
    assert_eq!(folds.len(), told.len());
    let mut compared = 0;
    for (fold, file) in folds.into_iter().zip(told) {
        let articles = inside(fold, "article");
        assert_eq!(articles.len(), file.findings.len(), "{}", file.source.path());
        let mut marks: Vec<_> = inside(fold, ".place").into_iter().map(found).collect();
        for finding in &file.findings {
            let own: Vec<_> =
                articles.iter().filter(|article| text(**article).contains(&finding.message)).collect();
            assert!(!own.is_empty(), "{}", finding.message);
            let clause = finding.rule.clause.as_ref().and_then(|clause| clause.number.as_deref());
            assert!(own.iter().all(|article| text(**article).contains(clause.unwrap_or_default())));
            let sliced: String = finding.spans.iter().map(|&span| file.source.slice(span)).collect();
            if !sliced.contains('\n') && marks.contains(&sliced) {
                compared += 1;
            } else {
                assert!(sliced.contains('\n') || sliced.chars().count() > 40, "{sliced} in {marks:?}");
            }
        }
        marks.retain(String::is_empty);
        assert!(marks.is_empty(), "{}: something is marked everywhere", file.source.path());
    }
    assert!(compared > 20, "{compared}");
    let clauses: usize = run.sources.iter().map(|source| source.clauses.len()).sum();
    assert!(clauses > 50);
    assert_eq!(select(&page, "#clauses tbody tr").len(), clauses);
}

/// A file with one guide of an office, with a number of errors.
fn of_office(office: Option<&str>, errors: usize) -> FileReport {
    let rule = runs::rule("any", "任意", None);
    let finding = runs::finding(&rule, Severity::Error, "不明确", &[runs::place(runs::GUIDE, "行政许可", 0)]);
    let mut file = runs::file("指南.yaml", runs::GUIDE, Status::Checked, vec![finding; errors]);
    file.guides[0].office = office.map(str::to_owned);
    file
}

/// Every office with its name, its share in words and whether it is marked.
fn offices(page: &Html) -> Vec<(String, String, bool)> {
    let row = |row: ElementRef<'_>| {
        let share = text(inside(row, "td.share")[0]);
        let (share, is_tagged) =
            share.split_once(" 不到").map_or((&*share, false), |(share, _)| (share, true));
        let is_low = row.value().classes().any(|class| class == "low");
        assert_eq!(is_low, is_tagged, "what is marked is said in words too");
        (text(inside(row, "th")[0]), share.to_owned(), is_low)
    };
    select(page, "#offices tbody tr").into_iter().map(row).collect()
}

#[test]
fn offices_under_the_threshold_are_marked() {
    let mut files: Vec<_> = (0..5).map(|number| of_office(Some("甲局"), usize::from(number == 0))).collect();
    files.extend([of_office(Some("乙局"), 0), of_office(None, 2), of_office(Some("丙局"), 0)]);
    // A guide that was not checked completely does not count as free of errors.
    files[7].guides[0].is_whole = false;
    let run = runs::run(files);
    let row = |name: &str, share: &str, is_low| (name.to_owned(), share.to_owned(), is_low);
    let shown = |low: [bool; 4]| {
        let rows = [
            ("（没有写明实施主体）", "0/1 · 0%"),
            ("丙局", "0/1 · 0%"),
            ("甲局", "4/5 · 80%"),
            ("乙局", "1/1 · 100%"),
        ];
        rows.into_iter().zip(low).map(|((name, share), low)| row(name, share, low)).collect::<Vec<_>>()
    };
    assert_eq!(offices(&page(&run)), shown([true, true, false, false]));
    assert_eq!(offices(&marked(&run, 81)), shown([true, true, true, false]));
    assert_eq!(offices(&marked(&run, 0)), shown([false; 4]));
    assert!(only(&marked(&run, 100), "#offices .note").contains("不到 100% 的标出：3 个，共 4 个实施主体"));
}

#[test]
fn a_finding_that_guides_share_counts_for_each_of_their_offices() {
    let mut file = of_office(Some("甲局"), 1);
    file.guides = ["甲局", "乙局", "甲局"]
        .map(|office| CheckedGuide { office: Some(office.into()), is_whole: true, ..CheckedGuide::default() })
        .into();
    file.findings[0].guides = vec![1, 2];
    let page = page(&runs::run(vec![file]));
    let shares: Vec<_> = offices(&page).into_iter().map(|(name, share, _)| name + " " + &share).collect();
    assert_eq!(shares, ["乙局 0/1 · 0%", "甲局 1/2 · 50%"]);
    let errors: Vec<_> = select(&page, "#offices td.e").into_iter().map(text).collect();
    assert_eq!(errors, ["1", "1"]);
    let [article] = select(&page, "article")[..] else { panic!("one finding") };
    assert_eq!(article.attr("data-o"), Some("0 1"), "both offices find it");
    assert!(text(article).contains("，第 2 份：（没有写明事项）、第 3 份：（没有写明事项）"));
}

#[test]
fn what_does_not_count_is_told_with_its_reason_and_closed() {
    let run = runs::suppressed();
    let page = page(&run);
    let asides = select(&page, "details.asides > ul > li");
    let count: usize = run.files.iter().map(|file| file.suppressed.len()).sum();
    assert!(count > 0 && asides.len() == count);
    assert!(select(&page, "details.asides").iter().all(|fold| fold.attr("open").is_none()));
    assert!(asides.iter().all(|aside| text(*aside).contains("豁免")
        || text(*aside).contains("存量")
        || text(*aside).contains("预告")));
    assert!(only(&page, "#totals").contains(&format!("{count}个不计入结果")));
}

#[test]
fn nothing_is_read_as_a_pass() {
    let [clean, unreadable, stranger, nothing] = runs::without_findings();
    assert_eq!(only(&page(&clean), ".verdict"), "规则没有发现问题。");
    assert_eq!(only(&page(&unreadable), ".verdict.bad"), "没有完成检查：有 1 个文件无法读取。");
    for run in [&stranger, &nothing] {
        assert_eq!(only(&page(run), ".verdict.bad"), "没有完成检查：没有检查任何办事指南。");
        assert!(only(&page(run), "#unchecked").contains("没有检查任何办事指南"));
    }
    assert_eq!(
        only(&page(&runs::awkward()), ".verdict.bad"),
        "没有完成检查：有 1 个文件无法读取。检查了的部分有 2 个错误。"
    );
    assert_eq!(only(&page(&runs::realistic()), ".verdict.bad"), "检查不通过：有 4 个错误。");
    for run in [clean, unreadable, stranger, nothing, runs::realistic()] {
        let said = only(&page(&run), "body").replace("不等于完全符合规定", "");
        assert!(!said.contains("合格") && !said.contains("符合规定"), "{said}");
    }
}

#[test]
fn a_page_says_what_it_left_out() {
    let rule = runs::rule("any", "任意", None);
    let finding =
        |severity| runs::finding(&rule, severity, "不明确", &[runs::place(runs::GUIDE, "行政许可", 0)]);
    let mut findings = vec![finding(Severity::Advice); 45_000];
    findings.extend(vec![finding(Severity::Error); 8_000]);
    let page = runs::written(
        &runs::run(vec![runs::file("指南.yaml", runs::GUIDE, Status::Checked, findings)]),
        Format::Html,
    );
    let shown = |severity: &str| page.matches(&format!("<article data-s=\"{severity}\"")).count();
    assert_eq!((shown("error"), shown("advice")), (8_000, 42_000), "the gravest come first");
    assert!(page.contains("前 10000 个附原文和依据，40000 个只列一行，还有 3000 个没有列出"));
    assert!(page.contains("这个文件还有 3000 个问题没有列出"));
}

#[test]
fn it_can_be_used_without_script_and_without_eyes() {
    let page = page(&runs::awkward());
    assert_eq!(select(&page, "html[lang=zh-CN]").len(), 1);
    assert_eq!(select(&page, "form#filter[hidden]").len(), 1, "controls that would do nothing are not shown");
    assert!(
        select(&page, "details.file").iter().all(|fold| fold.attr("open").is_some()),
        "few findings are open"
    );
    assert_eq!(
        [select(&page, "h1").len(), select(&page, "main").len(), select(&page, "nav[aria-label]").len()],
        [1; 3]
    );
    let fields = select(&page, "label > input, label > select").len();
    assert_eq!(fields, select(&page, "input, select").len(), "every field has a label");
    for link in select(&page, "nav a, a.skip") {
        let id = link.attr("href").expect("links lead somewhere");
        assert_eq!(select(&page, id).len(), 1, "{id}");
    }
    assert!(select(&page, "section").iter().all(|section| inside(*section, "h2").len() == 1));
}

#[test]
fn a_report_of_a_guide() {
    let page = page(&runs::realistic());
    let [findings] = select(&page, "details.file")[..] else { panic!("one file") };
    insta::assert_snapshot!("guide", findings.html().replace("><", ">\n<"));
}

/// The relative luminance of a colour as defined by WCAG; `#rgb` or `#rrggbb`.
fn luminance(color: &str) -> f64 {
    let digits = color.trim_start_matches('#');
    let wide: String = digits
        .chars()
        .flat_map(|digit| if digits.len() == 3 { vec![digit; 2] } else { vec![digit] })
        .collect();
    let part = |at: usize| {
        let value =
            f64::from(u8::from_str_radix(&wide[at..at + 2], 16).expect("colours are hexadecimal")) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * part(0) + 0.7152 * part(2) + 0.0722 * part(4)
}

#[test]
fn text_stands_out_from_its_background_in_every_mode() {
    let style = include_str!("../../crates/report/src/html/base.css");
    let modes: Vec<_> =
        style.split(":root {").skip(1).map(|mode| mode.split('}').next().unwrap_or_default()).collect();
    assert_eq!(modes.len(), 3, "light, dark and print");
    for mode in modes {
        let color = |name: &str| {
            let (_, after) =
                mode.split_once(&format!("--{name}: ")).unwrap_or_else(|| panic!("{name} is set"));
            luminance(after.split(';').next().unwrap_or_default())
        };
        for pair in "ink page,ink sheet,ink code,ink rel,ink e-mark,ink w-mark,ink a-mark,soft page,soft sheet,soft code,\
            soft e-soft,link sheet,link page,link e-soft,good sheet,e sheet,w sheet,w page,a sheet,e e-soft,w w-soft,a a-soft,\
            w e-soft,a e-soft"
            .split(',')
        {
            let (text, background) = pair.split_once(' ').expect("two colours");
            let (text, background) = (color(text), color(background));
            let contrast = (text.max(background) + 0.05) / (text.min(background) + 0.05);
            assert!(contrast >= 4.5, "{pair}: {contrast:.2}");
        }
    }
}
