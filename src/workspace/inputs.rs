//! What a run went by, by digest.

use crate::digest;
use crate::text::SourceFile;

/// A file that says how guides are checked, as it was read or is to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// What it is.
    pub kind: InputKind,
    /// Its path, as people would write it.
    pub path: String,
    /// The SHA-256 of its text, in hexadecimal digits.
    pub sha256: String,
}

/// What a file that says how guides are checked is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InputKind {
    /// A config.
    Config,
    /// An exemption file.
    Exemptions,
    /// A baseline.
    Baseline,
    /// A rule pack from a file.
    Pack,
    /// A rule pack that is part of the program.
    BuiltinPack,
}

impl Input {
    /// A file with this text.
    pub fn of(kind: InputKind, path: &str, text: &str) -> Self {
        Self { kind, path: path.to_owned(), sha256: digest::sha256(text) }
    }

    /// The packs of a ruleset, in its order; the first `builtin` of them are part of the program.
    pub(super) fn packs(files: &[SourceFile], builtin: usize) -> Vec<Self> {
        let kind = |number| if number < builtin { InputKind::BuiltinPack } else { InputKind::Pack };
        let numbered = files.iter().enumerate();
        numbered.map(|(number, file)| Self::of(kind(number), file.path(), file.text())).collect()
    }
}
