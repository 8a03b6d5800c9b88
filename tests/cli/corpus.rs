//! Real guides, where they lie beside the repository.

use std::path::{Path, PathBuf};

use crate::{Folder, files_of};

/// The folder of real guides, or where `GUIDELINT_SHARED` says.
fn real_guides() -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let folder =
        std::env::var_os("GUIDELINT_SHARED").map_or_else(beside, PathBuf::from).join("corpus/guides");
    if folder.is_dir() {
        return Some(folder);
    }
    println!("not tested: {} is not there", folder.display());
    None
}

#[test]
fn every_real_guide_is_checked_and_every_place_is_what_it_says() {
    let Some(folder) = real_guides() else { return };
    let path = folder.to_str().expect("the folder has a name in UTF-8");
    let (code, report) = Folder::new().json(&["check", path, "--fail-on", "never"]);
    assert_eq!(code, 0);
    let files = files_of(&report);
    assert_eq!(files.len(), 377);
    assert!(files.iter().all(|(_, status)| status == "checked"));
    let texts: std::collections::HashMap<_, _> = files
        .iter()
        .map(|(path, _)| (path.as_str(), std::fs::read_to_string(path).expect("it can be read")))
        .collect();
    let mut proved = 0;
    for found in report["diagnostics"].as_array().expect("a list") {
        let text = &texts[found["file"].as_str().expect("a path")];
        let byte = |span: &serde_json::Value, end: &str| {
            usize::try_from(span[end]["byte"].as_u64().expect("a byte")).expect("small")
        };
        let spans = found["spans"].as_array().expect("a list").iter();
        let parts = spans.map(|span| &text[byte(span, "start")..byte(span, "end")]);
        let marked: String = parts.collect();
        // There, what was found is the kind of value and not its text.
        if let Some(expected) = found["args"]["found"].as_str()
            && found["rule"] != "elements/shape"
        {
            assert_eq!(marked, expected, "{found}");
            proved += 1;
        }
    }
    assert!(proved > 100, "{proved} places were compared");
}
