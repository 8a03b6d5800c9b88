//! Reads a tree into Rust types, with the location of every value and every mistake.
//!
//! Packs and config are YAML like guides, so they use the same parser and tree; this implements serde's data
//! model on that tree. Other readers stop at the first mistake and lose locations inside nested enums. Here a
//! mistake only drops the list item or map value around it ([`List`], [`Entries`]), unknown keys are reported
//! without stopping, and a [`Spanned`] value has its location at any depth.

mod mistake;
mod reader;
mod reading;
mod stand_in;
mod texts;

use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, Deserialize, DeserializeOwned, MapAccess, SeqAccess, Visitor};

use super::Node;
use crate::text::Span;
pub use mistake::{Code, Mistake};
use reader::Reader;
use reading::Reading;
pub use texts::{Excerpt, Expand, ExpressionText, Wrong, characters};

/// A value with its location. Two are equal if their values are equal.
#[derive(Clone, Debug)]
pub struct Spanned<T> {
    /// The bytes of the value as written, quotes included.
    pub span: Span,
    /// The value.
    pub value: T,
}

impl<T: PartialEq> PartialEq for Spanned<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

/// A value that may fail to be read without affecting the values around it.
#[derive(Clone, Debug, Default)]
pub enum Attempt<T> {
    /// Nothing is written.
    #[default]
    Absent,
    /// Something is written that could not be read; the mistake was recorded.
    Failed,
    /// The value.
    Read(T),
}

impl<T> Attempt<T> {
    /// This value, or `other` if nothing is written.
    #[must_use]
    pub fn or<'v>(&'v self, other: &'v Self) -> &'v Self {
        if matches!(self, Self::Absent) { other } else { self }
    }

    /// The value, if it could be read.
    pub fn read(&self) -> Option<&T> {
        match self {
            Self::Read(value) => Some(value),
            Self::Absent | Self::Failed => None,
        }
    }

    /// The value, if it could be read.
    pub fn value(self) -> Option<T> {
        match self {
            Self::Read(value) => Some(value),
            Self::Absent | Self::Failed => None,
        }
    }
}

/// A list that keeps every item that could be read.
#[derive(Clone, Debug, PartialEq)]
pub struct List<T>(pub Vec<T>);

/// A mapping in the order of the file that keeps every entry that could be read.
#[derive(Clone, Debug, PartialEq)]
pub struct Entries<T>(pub Vec<(Spanned<String>, T)>);

impl<T> Default for List<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Default for Entries<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

/// Reads a node into a type. Returns the value, as far as it could be read, and all mistakes in the order of
/// the file; if there are no mistakes, there is a value.
pub fn read<T: DeserializeOwned>(node: Node<'_>) -> (Option<T>, Vec<Mistake>) {
    read_with(node, &texts::joined)
}

/// Reads a node into a type as [`read`] does, with regular expressions expanded.
///
/// Reading a record stops at the first field that cannot be read. To report all mistakes, the node is then
/// read again with a stand-in for that field, until nothing new is found.
pub fn read_with<T: DeserializeOwned>(node: Node<'_>, expand: Expand<'_>) -> (Option<T>, Vec<Mistake>) {
    let reading = Reading::new(expand);
    let once = || {
        let value = T::deserialize(Reader::new(node, &reading));
        value.map_err(|failure| reading.note(failure, node)).ok()
    };
    let value = once();
    while reading.is_to_go_on() {
        once();
    }
    let mut mistakes = reading.mistakes();
    mistakes.sort_by_key(|mistake| mistake.span);
    (value, mistakes)
}

// Names by which the wrappers above request what serde's data model does not have.
const SPANNED: &str = "guidelint::Spanned";
const ATTEMPT: &str = "guidelint::Attempt";

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Spanned<T> {
    fn deserialize<D: de::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Parts<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Parts<T> {
            type Value = Spanned<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value with its place")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut parts: A) -> Result<Spanned<T>, A::Error> {
                let absent = || de::Error::custom("no place");
                let start = parts.next_element()?.ok_or_else(absent)?;
                let end = parts.next_element()?.ok_or_else(absent)?;
                let value = parts.next_element()?.ok_or_else(absent)?;
                Ok(Spanned { span: Span { start, end }, value })
            }
        }
        deserializer.deserialize_tuple_struct(SPANNED, 3, Parts(PhantomData))
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Attempt<T> {
    fn deserialize<D: de::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct One<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for One<T> {
            type Value = Attempt<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut one: A) -> Result<Attempt<T>, A::Error> {
                Ok(one.next_element()?.map_or(Attempt::Failed, Attempt::Read))
            }
        }
        deserializer.deserialize_tuple_struct(ATTEMPT, 1, One(PhantomData))
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for List<T> {
    fn deserialize<D: de::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let items = Vec::<Attempt<T>>::deserialize(deserializer)?;
        Ok(Self(items.into_iter().filter_map(Attempt::value).collect()))
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Entries<T> {
    fn deserialize<D: de::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct All<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for All<T> {
            type Value = Entries<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a mapping")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entries<T>, A::Error> {
                let mut entries = Vec::new();
                while let Some(key) = map.next_key::<Spanned<String>>()? {
                    if let Attempt::Read(value) = map.next_value::<Attempt<T>>()? {
                        entries.push((key, value));
                    }
                }
                Ok(Entries(entries))
            }
        }
        deserializer.deserialize_map(All(PhantomData))
    }
}
