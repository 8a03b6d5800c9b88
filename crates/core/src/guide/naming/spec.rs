//! What packs declare about how names are formed.

use serde::Deserialize;

use crate::document::typed::{Entries, ExpressionText, List, Spanned};
use crate::time_limit::Times;

/// What a pack declares about how names are formed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct NamingSpec {
    /// Interchangeable words, by the name of their group.
    pub groups: Entries<List<String>>,
    /// Words that exclude a name from all forms of elements.
    pub never: List<String>,
    /// Words that join two names: `及`.
    pub joints: List<String>,
    /// Remarks in brackets that assign a name to a stage of the matter.
    pub stages: List<StageSpec>,
    /// Traditional characters, each followed by its simplified one: `辦办`.
    pub traditional: List<Spanned<String>>,
    /// Characters that look alike: `己已巳`.
    pub look_alike: List<Spanned<String>>,
    /// Names that can mean several elements.
    pub undecided: List<UndecidedSpec>,
    /// Keys of items that are entries of a guide: `{标题: 办理流程, 内容: …}`.
    pub entries: EntryWordsSpec,
    /// Forms of names that are not elements.
    pub foreign: List<Spanned<String>>,
    /// Forms of names, and of folded keys, of fields of an office's own, in any record. They are tried last:
    /// a name that can be read as an element is.
    pub own: List<Spanned<String>>,
    /// English words of keys, by their meaning.
    pub key_words: Entries<List<Spanned<String>>>,
    /// Meanings that may be ignored if a key is not recognized with them.
    pub weak_key_words: List<Spanned<String>>,
    /// English words of keys that have no meaning of their own.
    pub silent_key_words: List<Spanned<String>>,
    /// Prefixes that systems add to the names of fields.
    pub key_prefixes: List<String>,
    /// Suffixes that systems add to the names of fields.
    pub key_suffixes: List<String>,
}

/// Keys of items that are entries of a guide.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct EntryWordsSpec {
    /// Keys whose value is the name of an element.
    pub names: List<String>,
    /// Keys whose value is the value of that element.
    pub values: List<String>,
}

/// Remarks in brackets that assign a name to a stage of the matter.
#[derive(Debug, Deserialize)]
pub struct StageSpec {
    /// The remark is one of these words.
    pub words: List<String>,
    /// The list whose parts such names are; `None` if no element represents the stage.
    #[serde(default)]
    pub of: Option<Spanned<String>>,
}

/// Names that can mean several elements.
#[derive(Debug, Deserialize)]
pub struct UndecidedSpec {
    /// The names.
    pub names: List<Spanned<String>>,
    /// What they can mean: the first choice whose conditions are all met.
    pub read: List<ChoiceSpec>,
}

/// What a name can mean.
#[derive(Debug, Deserialize)]
pub struct ChoiceSpec {
    /// The paths of the elements; empty if the name is no element.
    #[serde(default, rename = "as")]
    pub elements: List<Spanned<String>>,
    /// The text of its value has a match of this regular expression.
    #[serde(default)]
    pub matches: Option<Spanned<ExpressionText>>,
    /// The text of its value states all of this about time.
    #[serde(default)]
    pub says: List<About>,
    /// A part of the text of its value is a value of this element.
    #[serde(default)]
    pub value_of: Option<Spanned<String>>,
    /// The guide also has a key that is a name of this element.
    #[serde(default)]
    pub beside: Option<Spanned<String>>,
}

/// What a text states about time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// How long something takes.
    Limit,
    /// When an office is open.
    Hours,
}

impl About {
    /// Whether a text with these times states this.
    pub(super) fn is_in(self, times: Times) -> bool {
        match self {
            Self::Limit => times.has_limit,
            Self::Hours => times.has_hours,
        }
    }
}
