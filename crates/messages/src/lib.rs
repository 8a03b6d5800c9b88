//! The texts of the program itself, in each of its languages.
//!
//! An area of texts is a trait with one method per message: its parameters are typed, and its comment says
//! where the text is shown. A language is a type that implements the trait of each area in a separate file,
//! so the compiler ensures that every language is complete. Fixed texts are `&'static str`, others `String`;
//! nothing is loaded or looked up.
//!
//! Texts of packs, guides and clauses are data and are not translated here: titles, quotations, names of
//! elements, the verb of a clause, the kind of a source.
//!
//! ```
//! use guidelint_messages::{Language, Severity};
//!
//! let common = Language::Chinese.common();
//! assert_eq!(common.severity(Severity::Warning), "警告");
//! assert_eq!(common.position(3, 7), "第 3 行第 7 字");
//! ```
//!
//! Name variables that hold messages `messages`, or after their area (`common`): a test uses these names to
//! find unused messages.

mod common;
mod coverage;
mod diff;
mod explain;
mod formats;
mod html;
mod human;
mod zh;

pub use common::CommonMessages;
pub use coverage::CoverageMessages;
pub use diff::DiffMessages;
pub use explain::ExplainMessages;
pub use formats::FormatMessages;
pub use html::HtmlMessages;
pub use human::HumanMessages;

/// A language of the program.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// 简体中文.
    #[default]
    Chinese,
}

impl Language {
    /// All languages.
    pub const ALL: [Self; 1] = [Self::Chinese];

    /// Its BCP 47 tag, as used in pages and reports.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Chinese => "zh-CN",
        }
    }

    /// Texts shared by several reports.
    pub fn common(self) -> &'static dyn CommonMessages {
        match self {
            Self::Chinese => &zh::Chinese,
        }
    }

    /// Texts of the report for a terminal.
    pub fn human(self) -> &'static dyn HumanMessages {
        match self {
            Self::Chinese => &zh::Chinese,
        }
    }

    /// Texts of the other formats.
    pub fn formats(self) -> &'static dyn FormatMessages {
        match self {
            Self::Chinese => &zh::Chinese,
        }
    }

    /// Texts of the page for an office.
    pub fn html(self) -> &'static dyn HtmlMessages {
        match self {
            Self::Chinese => &zh::Chinese,
        }
    }

    /// Texts of `coverage`.
    pub fn coverage(self) -> &'static dyn CoverageMessages {
        match self {
            Self::Chinese => &zh::Chinese,
        }
    }

    /// Texts of `rules` and `explain`.
    pub fn explain(self) -> &'static dyn ExplainMessages {
        match self {
            Self::Chinese => &zh::Chinese,
        }
    }

    /// Texts of `diff`.
    pub fn diff(self) -> &'static dyn DiffMessages {
        match self {
            Self::Chinese => &zh::Chinese,
        }
    }
}

/// The severity of a finding, as far as messages depend on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Severity {
    /// An error.
    Error,
    /// A warning.
    Warning,
    /// Advice.
    Advice,
}
