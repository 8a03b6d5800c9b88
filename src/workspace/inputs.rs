//! The files that a run used, with their digests.

use crate::digest;
use crate::text::SourceFile;

/// A file that determines how guides are checked, as it was read or will be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// What kind of file it is.
    pub kind: InputKind,
    /// Its path, as shown to people.
    pub path: String,
    /// The SHA-256 of its text, as hexadecimal digits.
    pub sha256: String,
}

/// The kinds of files that determine how guides are checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InputKind {
    /// A config.
    Config,
    /// An exemption file.
    Exemptions,
    /// A baseline.
    Baseline,
    /// A rule pack read from a file.
    Pack,
    /// A rule pack that is built into the program.
    BuiltinPack,
}

impl Input {
    /// Returns the input for a file with this text.
    pub fn of(kind: InputKind, path: &str, text: &str) -> Self {
        Self { kind, path: path.to_owned(), sha256: digest::sha256(text) }
    }

    /// The packs of a ruleset, in its order; the first `builtin` ones are built into the program.
    pub(super) fn packs(files: &[SourceFile], builtin: usize) -> Vec<Self> {
        let kind = |number| if number < builtin { InputKind::BuiltinPack } else { InputKind::Pack };
        let numbered = files.iter().enumerate();
        numbered.map(|(number, file)| Self::of(kind(number), file.path(), file.text())).collect()
    }
}
