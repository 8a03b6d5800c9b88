//! How names are made, as packs declare it.

use serde::Deserialize;

use crate::document::typed::{Entries, ExpressionText, List, Spanned};
use crate::time_limit::Times;

/// How names are made, as a pack declares it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct NamingSpec {
    /// Words that may stand for each other, by the name of their group.
    pub groups: Entries<List<String>>,
    /// Words that no form accounts for: a name with one of them is read by no form.
    pub never: List<String>,
    /// Words that join two names: `及`.
    pub joints: List<String>,
    /// Remarks in brackets that make a name belong to a stage of the matter.
    pub stages: List<StageSpec>,
    /// Traditional characters, each followed by its simplified one: `辦办`.
    pub traditional: List<Spanned<String>>,
    /// Characters that look alike: `己已巳`.
    pub look_alike: List<Spanned<String>>,
    /// Names that can mean several elements.
    pub undecided: List<UndecidedSpec>,
    /// Keys of items that are entries of a guide: `{标题: 办理流程, 内容: …}`.
    pub entries: EntryWordsSpec,
    /// Forms of names that are no elements.
    pub foreign: List<Spanned<String>>,
    /// Forms of names and of folded keys that offices have for things of their own, in any record. They
    /// are asked last: a name that can be read as an element is.
    pub own: List<Spanned<String>>,
    /// English words of keys, by what they say.
    pub key_words: Entries<List<Spanned<String>>>,
    /// Senses of key words that do not count where a key is read without them.
    pub weak_key_words: List<Spanned<String>>,
    /// English words of keys that say nothing.
    pub silent_key_words: List<Spanned<String>>,
    /// What systems put before the names of fields.
    pub key_prefixes: List<String>,
    /// What systems put behind the names of fields.
    pub key_suffixes: List<String>,
}

/// Keys of items that are entries of a guide.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct EntryWordsSpec {
    /// Keys behind which the name of an element stands.
    pub names: List<String>,
    /// Keys behind which its value stands.
    pub values: List<String>,
}

/// Remarks in brackets that make a name belong to a stage of the matter.
#[derive(Debug, Deserialize)]
pub struct StageSpec {
    /// The remark has one of these words.
    pub words: List<String>,
    /// The list whose parts such names are; none where no element stands for the stage.
    #[serde(default)]
    pub of: Option<Spanned<String>>,
}

/// Names that can mean several elements.
#[derive(Debug, Deserialize)]
pub struct UndecidedSpec {
    /// The names.
    pub names: List<Spanned<String>>,
    /// What they can mean: the first of which everything holds.
    pub read: List<ChoiceSpec>,
}

/// What a name can mean.
#[derive(Debug, Deserialize)]
pub struct ChoiceSpec {
    /// The path of the element, or of several; none where it is no element.
    #[serde(default, rename = "as")]
    pub elements: List<Spanned<String>>,
    /// The text behind it has a match of this regular expression.
    #[serde(default)]
    pub matches: Option<Spanned<ExpressionText>>,
    /// The text behind it says all of this about time.
    #[serde(default)]
    pub says: List<About>,
    /// A part of the text behind it is a value of this element.
    #[serde(default)]
    pub value_of: Option<Spanned<String>>,
    /// The guide also has a key that is a name of this element.
    #[serde(default)]
    pub beside: Option<Spanned<String>>,
}

/// What a text says about time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// How long something takes.
    Limit,
    /// When an office is open.
    Hours,
}

impl About {
    /// Whether a text with these times says it.
    pub(super) fn is_in(self, times: Times) -> bool {
        match self {
            Self::Limit => times.has_limit,
            Self::Hours => times.has_hours,
        }
    }
}
