//! What was not checked, so that no format looks like a pass when there was none.
//!
//! In most formats, a file without findings looks the same whether it is clean, could not be read or is not a
//! guide. Every format shows what is listed here.

use std::borrow::Cow;

use super::Summary;
use guidelint_core::finding::Severity;
use guidelint_core::lint::{FileReport, Run, Status};
use guidelint_messages::Language;

/// The rule of the entry for a run that checked nothing.
pub(super) const NOTHING: &str = "guidelint/nothing-checked";

/// Something that was not checked.
pub(super) struct Unchecked<'r> {
    /// The file; `None` for the whole run.
    pub(super) path: Option<&'r str>,
    /// Used in place of a rule.
    pub(super) rule: &'static str,
    /// Error if guidelint could not do its work; advice if there was nothing to do.
    pub(super) severity: Severity,
    /// The reason, in words.
    pub(super) reason: Cow<'r, str>,
}

/// What was not checked in a run: files in their order, then the run itself if the files do not show that
/// nothing was checked.
pub(super) fn of_run(run: &Run, language: Language) -> Vec<Unchecked<'_>> {
    let mut unchecked: Vec<_> = run.files.iter().filter_map(|file| of_file(file, language)).collect();
    let is_told = unchecked.iter().any(|one| one.severity == Severity::Error);
    let trouble = Summary::of(run).trouble().filter(|_| !is_told);
    unchecked.extend(trouble.map(|trouble| Unchecked {
        path: None,
        rule: NOTHING,
        severity: Severity::Error,
        reason: trouble.in_words(language),
    }));
    unchecked
}

/// Why a file was not checked; `None` if it was, in part or in full.
pub(super) fn of_file(file: &FileReport, language: Language) -> Option<Unchecked<'_>> {
    let path = Some(file.source.path()).filter(|path| !path.is_empty());
    match &file.status {
        Status::Checked | Status::Broken | Status::Settings => None,
        Status::Unreadable(reason) => Some(Unchecked {
            path,
            rule: "guidelint/unreadable",
            severity: Severity::Error,
            reason: reason.into(),
        }),
        Status::NotAGuide => Some(Unchecked {
            path,
            rule: "guidelint/not-a-guide",
            severity: Severity::Advice,
            reason: language.common().not_a_guide().into(),
        }),
    }
}
