//! Mending over whole guides: the examples, and real ones where they are there.

use std::path::{Path, PathBuf};

use guidelint::fix::Safety;

use crate::holds;

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.map(|entry| entry.expect("an entry").path()) {
        match path.is_dir() {
            true => files(&path, found),
            false if path.extension().is_some_and(|extension| extension == "yaml") => found.push(path),
            false => {}
        }
    }
}

#[test]
fn guides_are_mended_once_and_in_nothing_else() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    files(&root.join("examples"), &mut paths);
    files(&root.join("tests/fixtures"), &mut paths);
    assert!(paths.len() > 20);
    let mut real = Vec::new();
    files(&root.join("../shared/corpus/guides"), &mut real);
    real.sort();
    // All of them take a minute without optimization.
    paths.extend(real.into_iter().step_by(16));
    for path in paths {
        let text = String::from_utf8(std::fs::read(&path).expect("it can be read")).expect("it is UTF-8");
        holds(&text, Safety::Safe);
        holds(&text, Safety::NeedsReview);
    }
}
