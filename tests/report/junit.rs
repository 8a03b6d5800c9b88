//! The XML format of `JUnit`, read by an independent parser.

use guidelint::lint::Run;
use guidelint::report::{self, FailOn, Format, Options, exit_code};
use roxmltree::{Document, Node};

use crate::runs;

fn written(run: &Run, fail_on: FailOn) -> String {
    let mut out = Vec::new();
    report::write(&mut out, run, Format::Junit, fail_on, &Options::default())
        .expect("writing to memory cannot fail");
    String::from_utf8(out).expect("a report is text")
}

/// The number of elements with a name.
fn count(document: &Document<'_>, name: &str) -> usize {
    document.descendants().filter(|node| node.has_tag_name(name)).count()
}

/// The value of an attribute, as a number.
fn told(node: Node<'_, '_>, name: &str) -> usize {
    node.attribute(name).expect("a count").parse().expect("a number")
}

#[test]
fn a_suite_is_a_file_and_a_case_a_rule() {
    let out = written(&runs::awkward(), FailOn::Warning);
    let document = Document::parse(&out).expect("the report is XML");
    let cases = |suite: Node<'_, '_>| {
        let cases = suite.children().filter(|node| node.has_tag_name("testcase"));
        let inside = |case: Node<'_, '_>| {
            case.children().find(Node::is_element).map(|node| node.tag_name().name().to_owned())
        };
        cases
            .map(|case| {
                (case.attribute("name").expect("a name").to_owned(), inside(case).unwrap_or_default())
            })
            .collect::<Vec<_>>()
    };
    let suites: Vec<_> = document.root_element().children().filter(Node::is_element).collect();
    let case = |name: &str, inside: &str| (name.to_owned(), inside.to_owned());
    assert_eq!(suites[0].attribute("name"), Some(runs::AWKWARD_PATH));
    assert_eq!(
        cases(suites[0]),
        [
            case("banshi/vague　用语<应当>明确", "failure"),
            case("banshi/broken　不得折断", "failure"),
            case("banshi/markup　不得有标记", "system-out"),
        ]
    );
    assert_eq!(cases(suites[1]), [case("guidelint/unreadable", "error")]);
    assert_eq!(cases(suites[2]), [case("guidelint/not-a-guide", "skipped")]);
    assert_eq!(cases(suites[3]), [case("没有发现问题", "")]);

    let failure = document.descendants().find(|node| node.has_tag_name("failure")).expect("a failure");
    assert_eq!(failure.attribute("message"), Some("“尽快”不明确（等 2 处）"));
    let text = failure.text().expect("a description");
    for place in ["1:8: 错误：“尽快”不明确\n", "4:5: 错误：“办理”不明确\n", "\n  依据："]
    {
        assert!(text.contains(place), "{place} in {text}");
    }
    let output = document.descendants().find(|node| node.has_tag_name("system-out")).expect("an output");
    assert!(output.text().is_some_and(|text| text.contains("<U+001B>[2J<U+000B><U+202E><U+FFFF>]]>")));
}

#[test]
fn cases_fail_exactly_where_the_run_does() {
    for run in [runs::awkward(), runs::realistic()].into_iter().chain(runs::without_findings()) {
        for fail_on in FailOn::ALL {
            let out = written(&run, fail_on);
            let document = Document::parse(&out).expect("the report is XML");
            let (failures, errors) = (count(&document, "failure"), count(&document, "error"));
            let code = if errors > 0 { 2 } else { u8::from(failures > 0) };
            assert_eq!(code, exit_code(&run, fail_on), "{out}");
            let root = document.root_element();
            assert_eq!((told(root, "failures"), told(root, "errors")), (failures, errors));
            assert_eq!(told(root, "tests"), count(&document, "testcase"));
        }
    }
}

#[test]
fn a_report_of_a_guide() {
    insta::assert_snapshot!("guide", runs::written(&runs::realistic(), Format::Junit));
}
