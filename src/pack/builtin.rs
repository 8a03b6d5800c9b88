//! The packs that are part of the program.

use crate::text::SourceFile;

/// The built-in packs, each named by its file in `rules/`. A new file needs its line here.
pub fn builtin() -> Vec<SourceFile> {
    [
        ("rules/elements.yaml", include_str!("../../rules/elements.yaml")),
        ("rules/required.yaml", include_str!("../../rules/required.yaml")),
        ("rules/codes.yaml", include_str!("../../rules/codes.yaml")),
        ("rules/limits.yaml", include_str!("../../rules/limits.yaml")),
        ("rules/wording.yaml", include_str!("../../rules/wording.yaml")),
        ("rules/beijing.yaml", include_str!("../../rules/beijing.yaml")),
        ("rules/guangdong.yaml", include_str!("../../rules/guangdong.yaml")),
    ]
    .into_iter()
    .map(|(path, text)| SourceFile::new(path, text))
    .collect()
}
