//! Types of text that need more than their value.

use std::fmt;
use std::ops::{Deref, Range};

use serde::de::{self, Deserialize, Visitor};

use super::Code;

/// A regular expression, ready to be compiled: its lines are joined, and its abbreviations are expanded by
/// the caller ([`super::Expand`]).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExpressionText(pub String);

/// A part of a file as YAML by itself: the value of a text, or a mapping or list as written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Excerpt(pub String);

/// What is wrong with a part of a text, in bytes of its value.
pub type Wrong = (Range<usize>, Code, String);

/// Expands an expression, and records what is wrong with it.
pub type Expand<'e> = &'e dyn Fn(&str, &mut Vec<Wrong>) -> String;

/// The characters of an expression with their byte offsets. In an expression of several lines, line breaks
/// and the blanks at the ends of lines are ignored; a line that begins with `# ` is a comment.
///
/// `(?x)` has its own rules for blanks and lines, so an expression with it is left unchanged.
pub fn characters(text: &str) -> Vec<(usize, char)> {
    if !text.contains('\n') || text.contains("(?x") {
        return text.char_indices().collect();
    }
    let start = |line: &str| line.as_ptr().addr() - text.as_ptr().addr();
    let lines = text.lines().map(str::trim).filter(|line| !line.starts_with("# "));
    lines.flat_map(|line| line.char_indices().map(move |(at, c)| (start(line) + at, c))).collect()
}

/// An expression with its lines joined.
pub(super) fn joined(text: &str, _: &mut Vec<Wrong>) -> String {
    characters(text).into_iter().map(|(_, c)| c).collect()
}

impl Deref for ExpressionText {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

// Names by which these types request what serde's data model does not have.
pub(super) const EXPRESSION: &str = "guidelint::ExpressionText";
pub(super) const EXCERPT: &str = "guidelint::Excerpt";

struct Text;

impl Visitor<'_> for Text {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_str<E>(self, text: &str) -> Result<String, E> {
        Ok(text.to_owned())
    }
}

impl<'de> Deserialize<'de> for ExpressionText {
    fn deserialize<D: de::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(EXPRESSION, Text).map(Self)
    }
}

impl<'de> Deserialize<'de> for Excerpt {
    fn deserialize<D: de::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(EXCERPT, Text).map(Self)
    }
}
