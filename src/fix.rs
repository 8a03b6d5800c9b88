//! Changes of text that would mend a finding.
//!
//! A fix is data: which bytes to replace by what, and how sure guidelint is. Nothing here writes files.

use crate::text::Span;

/// How far a fix may be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Safety {
    /// The meaning for the citizen cannot change.
    Safe,
    /// Somebody must look at the result.
    NeedsReview,
}

/// One replacement of bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The bytes to replace; empty to insert.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
}

/// A mending of one finding: edits that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What the fix does, in words for the author.
    pub title: String,
    /// How far it may be trusted.
    pub safety: Safety,
    /// The replacements, in the order of the file, none overlapping.
    pub edits: Vec<Edit>,
}
