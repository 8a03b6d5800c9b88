//! Real guides, if they are requested.

use crate::beside::beside;
use crate::{Folder, files_of};

#[test]
fn every_place_in_real_guides_is_what_it_says() {
    let Some(folder) = beside("corpus/guides") else { return };
    let folder = folder.canonicalize().expect("it is there");
    let path = folder.to_str().expect("the folder has a name in UTF-8");
    let (_, report) = Folder::new().json(&["check", path, "--no-config", "--fail-on", "never"]);
    let files = files_of(&report).into_iter().filter(|(_, status)| status == "checked");
    let files: Vec<_> = files.map(|(path, _)| path).collect();
    let text = |path: &String| (path.clone(), std::fs::read_to_string(path).expect("it can be read"));
    let texts: std::collections::HashMap<_, _> = files.iter().map(text).collect();
    let mut proved = 0;
    for found in report["diagnostics"].as_array().expect("a list") {
        // Files that could not be checked have no text.
        let Some(text) = texts.get(found["file"].as_str().expect("a path")) else { continue };
        let byte = |span: &serde_json::Value, end: &str| {
            usize::try_from(span[end]["byte"].as_u64().expect("a byte")).expect("small")
        };
        let spans = found["spans"].as_array().expect("a list").iter();
        let parts = spans.map(|span| &text[byte(span, "start")..byte(span, "end")]);
        let marked: String = parts.collect();
        // Here `found` is the kind of a value, not its text.
        if let Some(expected) = found["args"]["found"].as_str()
            && found["rule"] != "elements/shape"
        {
            assert_eq!(marked, expected, "{found}");
            proved += 1;
        }
    }
    println!("{} guides, {proved} places compared", files.len());
}
