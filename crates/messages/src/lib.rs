//! What the program itself says, in each of its languages.
//!
//! An area of texts is a trait with one method for each message: its parameters have names and types, its
//! comment says where it is shown. A language is one type, and implements the trait of each area in a file
//! of its own, so the compiler keeps every language complete. Fixed texts are `&'static str`, others
//! `String`; nothing is loaded or looked up.
//!
//! What packs, guides and clauses say is data, and stands here in no language: titles, quotations, names of
//! elements, the verb of a clause, what kind of document a source is.
//!
//! ```
//! use guidelint_messages::{Language, Severity};
//!
//! let common = Language::Chinese.common();
//! assert_eq!(common.severity(Severity::Warning), "警告");
//! assert_eq!(common.position(3, 7), "第 3 行第 7 字");
//! ```
//!
//! A variable that holds messages is called `messages`, or by its area (`common`): a test finds messages that
//! nobody uses by these names.

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

/// A language in which the program speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// 简体中文.
    #[default]
    Chinese,
}

impl Language {
    /// All languages.
    pub const ALL: [Self; 1] = [Self::Chinese];

    /// Its tag of BCP 47, as pages and reports name their language.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Chinese => "zh-CN",
        }
    }

    /// What several reports say.
    pub fn common(self) -> &'static dyn CommonMessages {
        match self {
            Self::Chinese => &zh::Chinese,
        }
    }

    /// What the report for a terminal says.
    pub fn human(self) -> &'static dyn HumanMessages {
        match self {
            Self::Chinese => &zh::Chinese,
        }
    }

    /// What the other formats say.
    pub fn formats(self) -> &'static dyn FormatMessages {
        match self {
            Self::Chinese => &zh::Chinese,
        }
    }

    /// What the page for an office says.
    pub fn html(self) -> &'static dyn HtmlMessages {
        match self {
            Self::Chinese => &zh::Chinese,
        }
    }

    /// What `coverage` says.
    pub fn coverage(self) -> &'static dyn CoverageMessages {
        match self {
            Self::Chinese => &zh::Chinese,
        }
    }

    /// What `rules` and `explain` say.
    pub fn explain(self) -> &'static dyn ExplainMessages {
        match self {
            Self::Chinese => &zh::Chinese,
        }
    }

    /// What `diff` says.
    pub fn diff(self) -> &'static dyn DiffMessages {
        match self {
            Self::Chinese => &zh::Chinese,
        }
    }
}

/// How grave a finding is, as far as messages depend on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Severity {
    /// An error.
    Error,
    /// A warning.
    Warning,
    /// Advice.
    Advice,
}
