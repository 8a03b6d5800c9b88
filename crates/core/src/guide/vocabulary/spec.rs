//! What packs write of elements.

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
    /// Of records: the elements inside. Text in place of a record stands for the first of them.
    #[serde(default)]
    pub parts: List<ElementSpec>,
    /// Of enumerations: the values. A text is the name of values that several elements share.
    #[serde(default)]
    pub values: List<Spanned<ValuesSpec>>,
    /// Whether one text may name several values, divided by `、`, `,`, `;`, `/` or `^`.
    #[serde(default)]
    pub several: bool,
    /// Of enumerations: what else than their values may be written.
    #[serde(default)]
    pub others: Attempt<Others>,
    /// Of enumerations: how far their codes are known.
    #[serde(default)]
    pub codes: Attempt<Codes>,
    /// Of enumerations: words at either end of a value that add nothing.
    #[serde(default)]
    pub trim: List<String>,
    /// Whether a text in place of a list is taken apart where it has numbers, lines or `；`.
    #[serde(default)]
    pub itemized: bool,
    /// Of lists of records: the part that holds what is said of an item where it is written as
    /// `name: what is said of it`.
    #[serde(default)]
    pub described_by: Option<Spanned<String>>,
    /// Of durations and amounts: the element beside it that holds the unit.
    #[serde(default)]
    pub unit: Option<Spanned<String>>,
    /// Of time limits: the word before it where it stands in one text with others.
    #[serde(default)]
    pub mark: Option<Mark>,
    /// What guidelint itself uses the element for.
    #[serde(default)]
    pub role: Attempt<Role>,
    /// What it costs the citizen.
    #[serde(default)]
    pub burden: Attempt<BurdenSpec>,
    /// Forms of its names: `…〔流程〕（说明）`.
    #[serde(default)]
    pub forms: List<Spanned<String>>,
    /// Words that names of these forms do not have.
    #[serde(default)]
    pub without: List<String>,
    /// Names that forms read as this element.
    #[serde(default)]
    pub like: List<Spanned<String>>,
    /// Names that are not read as this element.
    #[serde(default)]
    pub unlike: List<Spanned<String>>,
    /// What the English words of its keys in exports say, by the names of `key_words`: `accept condition`.
    #[serde(default)]
    pub keys: List<Spanned<String>>,
}

/// What the value of an element looks like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// One text; several texts are accepted as several values.
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
    /// Who answers for the guide: reports count by it.
    Office,
    /// What the guide is about: reports count by it, and editions are told by it.
    Matter,
    /// The kind of matter, on which most of what a guide needs depends.
    Type,
    /// A code of the matter; several elements may hold one.
    Code,
}
