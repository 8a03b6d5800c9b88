//! The comment on a merge request, read by a Markdown parser.

use guidelint::finding::{Finding, Severity};
use guidelint::lint::{Run, Status};
use guidelint::messages::Language;
use guidelint::report::Format;
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use crate::runs;

/// GitHub's limit for a comment, in characters.
const GITHUB: usize = 65_536;

fn events(comment: &str) -> impl Iterator<Item = Event<'_>> {
    Parser::new_ext(
        comment,
        Options::all() - Options::ENABLE_SMART_PUNCTUATION - Options::ENABLE_YAML_STYLE_METADATA_BLOCKS,
    )
}

/// The text that people read, without code; tables and lists have one line per entry.
fn text(comment: &str) -> String {
    let mut in_code = false;
    let mut text = String::new();
    for event in events(comment) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            Event::Text(part) if !in_code => text += &part,
            Event::SoftBreak | Event::HardBreak | Event::End(_) => text.push('\n'),
            _ => {}
        }
    }
    text
}

/// Panics if a comment contains markup that this format does not write, or text that platforms link.
pub(crate) fn assert_harmless(comment: &str) {
    for event in events(comment) {
        let own = match &event {
            Event::Start(tag) => {
                matches!(
                    tag,
                    Tag::Heading { .. }
                        | Tag::Paragraph
                        | Tag::BlockQuote(None)
                        | Tag::Table(_)
                        | Tag::TableHead
                        | Tag::TableRow
                        | Tag::TableCell
                        | Tag::List(None)
                        | Tag::Item
                        | Tag::Strong
                ) || matches!(tag, Tag::CodeBlock(CodeBlockKind::Fenced(language)) if &**language == "yaml")
            }
            Event::End(_) | Event::Text(_) | Event::SoftBreak | Event::HardBreak | Event::Rule => true,
            _ => false,
        };
        assert!(own, "{event:?} in\n{comment}");
    }
    assert!(!comment.contains(['\u{1b}', '\u{202e}', '\r', '\u{b}']), "{comment:?}");
    let text = text(comment);
    let signs = text.match_indices(['@', '#', '!', '$', '&', '~']).chain(text.match_indices("www."));
    for (at, sign) in signs {
        let next = text[at + sign.len()..].chars().next();
        assert!(!next.is_some_and(char::is_alphanumeric), "{sign} in {text}");
    }
    assert!(!text.contains("://"), "{text}");
    assert!(comment.chars().count() <= GITHUB);
}

/// A text without the characters that prevent references.
fn plain(text: &str) -> String {
    text.replace('\u{200b}', "")
}

#[test]
fn text_of_a_guide_stays_text() {
    let comment = runs::written(&runs::awkward(), Format::Markdown);
    assert_harmless(&comment);
    let text = plain(&text(&comment));
    for shown in [
        runs::AWKWARD_PATH,
        "“<b>|`x`@某人 #1 [点](http://a.b) %41::{0}<U+001B>[2J<U+000B><U+202E><U+FFFF>]]>”不明确",
        "依据：《某市“办事<指南>”规定》第1|2条",
        "另见：别的 一份.yaml:3:4 这里写的是“|”",
        "改法：写明什么情况。 不要写“视情况”",
        &format!("位置：{} 第 1 行第 8 字", runs::AWKWARD_PATH),
    ] {
        assert!(text.contains(shown), "{shown} in\n{text}");
    }
    let code = events(&comment).filter_map(|event| match event {
        Event::Text(text) if text.starts_with("店名: 𠮷野家尽快") => Some(text),
        _ => None,
    });
    assert_eq!(code.count(), 1, "the line, without its byte order mark");
}

#[test]
fn the_table_has_a_row_for_every_file_with_something_to_say() {
    let comment = runs::written(&runs::awkward(), Format::Markdown);
    let rows = events(&comment).filter(|event| matches!(event, Event::Start(Tag::TableRow))).count();
    let cells = events(&comment).filter(|event| matches!(event, Event::Start(Tag::TableCell))).count();
    assert_eq!((rows, cells), (3, 5 * 4));
    let text = plain(&text(&comment));
    assert!(text.contains("没有检查\n：没有读取权限") && text.contains("不是办事指南，没有检查"), "{text}");
    assert!(text.contains("另有 1 个文件未发现问题"), "{text}");
    assert!(comment.contains("**错误 2，警告 1，建议 1**。其中 2 个是错误，检查不通过。"), "{comment}");
}

#[test]
fn what_was_not_checked_stands_on_top() {
    let quote = |run: &Run| {
        let comment = runs::written(run, Format::Markdown);
        assert_harmless(&comment);
        let text = text(&comment);
        text.lines().find(|line| line.contains("没有完成检查")).map(str::to_owned)
    };
    let [clean, unreadable, stranger, nothing] = runs::without_findings();
    assert_eq!(quote(&clean), None);
    assert_eq!(quote(&unreadable).as_deref(), Some("没有完成检查：有 1 个文件无法读取。"));
    for run in [stranger, nothing] {
        assert_eq!(quote(&run).as_deref(), Some("没有完成检查：没有检查任何办事指南。"));
    }
}

/// A file with this number of findings of each severity.
fn crowded(path: &str, each: usize) -> guidelint::lint::FileReport {
    let rule = runs::rule("any", "任意", None);
    let finding = |severity: Severity| {
        let message = format!("{}：这里不明确", Language::Chinese.common().severity(severity.into()));
        runs::finding(&rule, severity, &message, &[runs::place(runs::GUIDE, "行政许可", 0)])
    };
    let severities = [Severity::Advice, Severity::Error, Severity::Warning];
    let findings: Vec<Finding> = severities.into_iter().flat_map(|one| vec![finding(one); each]).collect();
    runs::file(path, runs::GUIDE, Status::Checked, findings)
}

#[test]
fn a_long_report_fits_and_says_what_is_missing() {
    let comment = runs::written(&runs::run(vec![crowded("指南.yaml", 400)]), Format::Markdown);
    assert_harmless(&comment);
    let shown = |word: &str| comment.matches(&format!("**{word}：这里不明确**")).count();
    let missing = |word: &str| {
        let (before, _) = comment.split_once(&format!(" 个{word}")).expect("it is told");
        before
            .rsplit(['\n', ' ', '、'])
            .next()
            .and_then(|count| count.parse::<usize>().ok())
            .expect("a number")
    };
    assert_eq!((shown("错误"), shown("建议")), (400, 0), "the gravest come first");
    assert!(shown("警告") > 0);
    assert_eq!(shown("警告") + missing("警告"), 400);
    assert_eq!(missing("建议"), 400);
    assert!(comment.contains("没有列出") && comment.ends_with('\n'));
}

#[test]
fn a_table_of_many_files_leaves_room_for_findings() {
    let files = (0..3000).map(|number| crowded(&format!("指南/第{number}份办事指南.yaml"), 1)).collect();
    let comment = runs::written(&runs::run(files), Format::Markdown);
    assert_harmless(&comment);
    let rows = comment.lines().filter(|line| line.starts_with("| 指南")).count();
    assert!(rows > 100 && comment.contains(&format!("还有 {} 个文件没有列在表中", 3000 - rows)), "{rows}");
    let shown = comment.matches("**错误：这里不明确**").count();
    assert!(
        shown > 100
            && comment.contains(&format!("还有 {} 个错误、3000 个警告、3000 个建议没有列出", 3000 - shown))
    );
}

#[test]
fn a_report_of_a_guide() {
    insta::assert_snapshot!("guide", runs::written(&runs::realistic(), Format::Markdown));
}
