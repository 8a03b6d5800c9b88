//! What packs declare about elements.

use serde::Deserialize;

use crate::document::typed::{Attempt, List, Spanned};
use crate::guide::burden::BurdenSpec;
use crate::guide::values::{Codes, Others, ValuesSpec};
use crate::time_limit::Mark;

/// An element as a pack declares it.
#[derive(Debug, Deserialize)]
pub struct ElementSpec {
    /// Canonical name, as the standards write it.
    pub name: Spanned<String>,
    /// Names of the same element that real guides use.
    #[serde(default)]
    pub also: List<Spanned<String>>,
    /// Field names of the national exchange tables.
    #[serde(default)]
    pub fields: List<Spanned<String>>,
    /// What the value looks like.
    #[serde(default)]
    pub shape: Attempt<Shape>,
    /// Of records: the elements inside. Text in place of a record is the value of the first of them.
    #[serde(default)]
    pub parts: List<ElementSpec>,
    /// Of enumerations: the values. A text is the name of a set of values that several elements share.
    #[serde(default)]
    pub values: List<Spanned<ValuesSpec>>,
    /// Whether one text may name several values, separated by `、`, `,`, `;`, `/` or `^`.
    #[serde(default)]
    pub several: bool,
    /// Of enumerations: whether values that are not declared are allowed.
    #[serde(default)]
    pub others: Attempt<Others>,
    /// Of enumerations: how far their codes are known.
    #[serde(default)]
    pub codes: Attempt<Codes>,
    /// Of enumerations: words at either end of a value that do not change its meaning.
    #[serde(default)]
    pub trim: List<String>,
    /// Whether a text in place of a list is split at numbers, line breaks or `；`.
    #[serde(default)]
    pub itemized: bool,
    /// Of lists of records: the part that holds the description in items written as `name: description`.
    #[serde(default)]
    pub described_by: Option<Spanned<String>>,
    /// Of durations and amounts: the element beside it that holds the unit.
    #[serde(default)]
    pub unit: Option<Spanned<String>>,
    /// Of time limits: the word that marks it in a text with several limits.
    #[serde(default)]
    pub mark: Option<Mark>,
    /// What guidelint itself uses the element for.
    #[serde(default)]
    pub role: Attempt<Role>,
    /// What it costs the applicant.
    #[serde(default)]
    pub burden: Attempt<BurdenSpec>,
    /// Patterns of its names: `…〔流程〕（说明）`.
    #[serde(default)]
    pub forms: List<Spanned<String>>,
    /// Words that names matching these forms must not contain.
    #[serde(default)]
    pub without: List<String>,
    /// Examples of names that forms read as this element.
    #[serde(default)]
    pub like: List<Spanned<String>>,
    /// Examples of names that are not read as this element.
    #[serde(default)]
    pub unlike: List<Spanned<String>>,
    /// The meanings of the English words in its export keys, by the names in `key_words`: `accept condition`.
    #[serde(default)]
    pub keys: List<Spanned<String>>,
}

/// What the value of an element looks like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// One text; a list of texts is accepted as several values.
    #[default]
    Text,
    /// A list of texts; a single text is a list of one.
    Texts,
    /// Keys and values.
    Record,
    /// A list of records; a single record is a list of one.
    Records,
}

impl Shape {
    /// Whether an element of this shape, or an item of it, has parts.
    pub fn has_parts(self) -> bool {
        matches!(self, Self::Record | Self::Records)
    }
}

/// What guidelint itself uses an element for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The 行政区划代码 of the guide: selects regional packs.
    Region,
    /// The office that is responsible for the guide: reports count by it.
    Office,
    /// What the guide is about: reports count by it, and it identifies a guide between editions.
    Matter,
    /// The kind of matter, which decides most of what a guide needs.
    Type,
    /// A code of the matter; several elements may hold one.
    Code,
}
