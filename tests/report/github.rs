//! Workflow commands, parsed like the runner of GitHub Actions does.

use std::collections::BTreeMap;

use guidelint::lint::Run;
use guidelint::report::Format;

use crate::runs;

/// A command: its name, its properties, its message.
type Command = (String, BTreeMap<String, String>, String);

/// Unescapes in the order of the runner: the reverse of escaping.
fn unescaped(text: &str, pairs: &[(&str, &str)]) -> String {
    pairs.iter().fold(text.to_owned(), |text, (code, plain)| text.replace(code, plain))
}

fn commands(run: &Run) -> Vec<Command> {
    let data = [("%0D", "\r"), ("%0A", "\n"), ("%25", "%")];
    let property = [("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")];
    let command = |line: &str| {
        let (head, message) =
            line.strip_prefix("::").and_then(|rest| rest.split_once("::")).expect("a command");
        let (name, properties) = head.split_once(' ').expect("properties");
        let properties = properties.split(',').map(|one| one.split_once('=').expect("a value"));
        let properties = properties.map(|(name, value)| (name.to_owned(), unescaped(value, &property)));
        (name.to_owned(), properties.collect(), unescaped(message, &data))
    };
    runs::written(run, Format::Github).lines().map(command).collect()
}

#[test]
fn every_finding_is_a_command_at_its_text() {
    let run = runs::awkward();
    let commands = commands(&run);
    let names: Vec<_> = commands.iter().map(|(name, ..)| name.as_str()).collect();
    assert_eq!(names, ["error", "error", "warning", "notice", "error", "notice"]);
    assert_eq!(commands[0].1["title"], "guidelint/unreadable");
    for ((_, properties, message), found) in commands.iter().skip(1).zip(runs::found(&run)) {
        assert_eq!(properties["file"], runs::AWKWARD_PATH);
        let number = |name: &str| properties[name].parse::<u64>().expect("a number");
        if number("line") == number("endLine") {
            let (start, end) = ((number("line"), number("col")), (number("endLine"), number("endColumn")));
            assert_eq!(runs::between(runs::AWKWARD, start, end), found);
        } else {
            // GitHub does not accept columns for a range of lines.
            assert!(found == "视情况" && !properties.contains_key("col"), "{properties:?}");
        }
        assert!(message.starts_with('“') && !message.contains(['\u{1b}', '\u{202e}']), "{message}");
    }
    assert_eq!(commands[3].1["title"], "banshi/markup");
    assert!(commands[3].2.contains("%41::{0}<U+001B>[2J"), "{}", commands[3].2);
}

#[test]
fn what_was_not_checked_is_told() {
    let told =
        |run| commands(run).into_iter().map(|(name, properties, _)| (name, properties["title"].clone()));
    let told = |run| told(run).map(|(name, title)| format!("{name} {title}")).collect::<Vec<_>>();
    let [clean, unreadable, stranger, nothing] = runs::without_findings();
    assert_eq!(told(&clean), [""; 0]);
    assert_eq!(told(&unreadable), ["error guidelint/unreadable"]);
    assert_eq!(told(&stranger), ["error guidelint/nothing-checked", "notice guidelint/not-a-guide"]);
    assert_eq!(told(&nothing), ["error guidelint/nothing-checked"]);
}

#[test]
fn a_report_of_a_guide() {
    insta::assert_snapshot!("guide", runs::written(&runs::realistic(), Format::Github));
}
