//! The XML format of Checkstyle, read by an independent parser.

use guidelint::report::Format;
use roxmltree::Document;

use crate::runs;

/// Line and column of every finding of the awkward run, counted by hand.
const PLACES: [(&str, &str); 4] = [("1", "8"), ("3", "4"), ("5", "5"), ("4", "5")];

#[test]
fn every_finding_is_an_error_in_its_file() {
    let out = runs::written(&runs::awkward(), Format::Checkstyle);
    let document = Document::parse(&out).expect("the report is XML");
    let files: Vec<_> = document.root_element().children().filter(roxmltree::Node::is_element).collect();
    let names: Vec<_> = files.iter().map(|file| file.attribute("name").expect("a name")).collect();
    assert_eq!(names, [runs::AWKWARD_PATH, "坏 了.yaml", "别的.yaml", "好.yaml"]);

    let errors: Vec<_> = files[0].children().filter(roxmltree::Node::is_element).collect();
    let place = |error: &roxmltree::Node<'_, '_>| {
        ["line", "column"].map(|name| error.attribute(name).expect("a place").to_owned())
    };
    let places: Vec<_> = errors.iter().map(place).collect();
    assert_eq!(places, PLACES.map(|(line, column)| [line.to_owned(), column.to_owned()]));
    let severities: Vec<_> = errors.iter().map(|error| error.attribute("severity").expect("one")).collect();
    assert_eq!(severities, ["error", "warning", "info", "error"]);
    assert_eq!(errors[0].attribute("source"), Some("banshi/vague"));
    assert_eq!(errors[1].attribute("message"), Some("“视情况”不明确。改法：写明什么情况。 不要写“视情况”"));
    let markup = errors[2].attribute("message").expect("a message");
    assert!(markup.contains("<b>|`x`@某人") && markup.contains("<U+001B>[2J<U+000B><U+202E><U+FFFF>]]>"));
}

#[test]
fn what_was_not_checked_is_told_in_its_file() {
    let told = |run| {
        let out = runs::written(run, Format::Checkstyle);
        let document = Document::parse(&out).expect("the report is XML");
        let errors = document.descendants().filter(|node| node.has_tag_name("error"));
        let told = |error: roxmltree::Node<'_, '_>| {
            let file = error.parent().and_then(|file| file.attribute("name")).expect("a file");
            ["source", "severity"].map(|name| error.attribute(name).expect("there").to_owned()).join(" ")
                + " "
                + file
        };
        errors.map(told).collect::<Vec<_>>()
    };
    let [clean, unreadable, stranger, nothing] = runs::without_findings();
    assert_eq!(told(&clean), [""; 0]);
    assert_eq!(told(&unreadable), ["guidelint/unreadable error 坏.yaml"]);
    assert_eq!(told(&stranger), ["guidelint/not-a-guide info 别的.yaml", "guidelint/nothing-checked error "]);
    assert_eq!(told(&nothing), ["guidelint/nothing-checked error "]);
}

#[test]
fn a_report_of_a_guide() {
    insta::assert_snapshot!("guide", runs::written(&runs::realistic(), Format::Checkstyle));
}
