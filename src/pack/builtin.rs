//! The packs that are part of the program.

use std::sync::Arc;

use crate::check::{Table, Tables};
use crate::text::SourceFile;

/// The built-in packs, each named by its file in `rules/`. A new file needs its line here.
pub fn builtin() -> Vec<SourceFile> {
    [
        ("rules/elements.yaml", include_str!("../../rules/elements.yaml")),
        ("rules/required.yaml", include_str!("../../rules/required.yaml")),
        ("rules/codes.yaml", include_str!("../../rules/codes.yaml")),
        ("rules/limits.yaml", include_str!("../../rules/limits.yaml")),
        ("rules/bases.yaml", include_str!("../../rules/bases.yaml")),
        ("rules/characters.yaml", include_str!("../../rules/characters.yaml")),
        ("rules/across.yaml", include_str!("../../rules/across.yaml")),
        ("rules/wording.yaml", include_str!("../../rules/wording.yaml")),
        ("rules/beijing.yaml", include_str!("../../rules/beijing.yaml")),
        ("rules/guangdong.yaml", include_str!("../../rules/guangdong.yaml")),
    ]
    .into_iter()
    .map(|(path, text)| SourceFile::new(path, text))
    .collect()
}

/// The tables that are part of the program, by the names that packs use.
pub(super) fn tables() -> Tables {
    let tables = [
        ("laws", include_str!("../../rules/laws.tsv")),
        ("regions", include_str!("../../rules/regions.tsv")),
    ];
    tables.into_iter().map(|(name, text)| (name, Arc::new(Table::read(text)))).collect()
}
