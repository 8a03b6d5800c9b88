//! Enumerations: the values that an element may have, and which of them a text means.
//!
//! People write a value in many ways: `县(区)级`, `行政许可类`, `其它`, `窗口、网上均可办理`, `□即办件 √承诺件`, `派出所户政窗口办理`.
//! Differences in typography are always ignored ([`mod@fold`]). Packs declare which words add nothing, which
//! characters stand for others, and which words decide what a sentence means ([`SpellingSpec`],
//! [`ValueSpec`]). Texts are read in [`mod@reading`].
//!
//! Invariant: a text that is exactly the name of a value means that value, whatever else is declared.

mod fold;
mod likeness;
mod pieces;
mod reading;

use std::fmt;
use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;
use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use crate::document::typed::{Code, Entries, List, Mistake, Spanned};
use crate::text::Span;

use super::naming::LookAlike;
use fold::Pattern;
pub use pieces::VALUE_SEPARATORS;
pub use reading::{Part, Reading, Said};

/// A value of an enumeration as a pack declares it.
#[derive(Clone, Debug, Deserialize)]
pub struct ValueSpec {
    /// The canonical name.
    pub name: Spanned<String>,
    /// Its code in data exchange.
    #[serde(default)]
    pub code: Option<String>,
    /// Other names in use. `…` stands for any words: `…窗口…` matches every phrase that contains 窗口.
    #[serde(default)]
    pub also: List<Spanned<String>>,
}

/// A value of an enumeration, or the name of a set of values that several elements share.
#[derive(Debug)]
pub enum ValuesSpec {
    /// A value.
    One(ValueSpec),
    /// The set of values with that name.
    Shared(String),
}

impl<'de> Deserialize<'de> for ValuesSpec {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TextOrRecord;
        impl<'de> Visitor<'de> for TextOrRecord {
            type Value = ValuesSpec;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value")
            }

            fn visit_str<E>(self, name: &str) -> Result<ValuesSpec, E> {
                Ok(ValuesSpec::Shared(name.to_owned()))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<ValuesSpec, A::Error> {
                ValueSpec::deserialize(MapAccessDeserializer::new(map)).map(ValuesSpec::One)
            }
        }
        deserializer.deserialize_any(TextOrRecord)
    }
}

/// Accepted spellings of values, as packs declare them.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct SpellingSpec {
    /// Characters and words that mean the same as others: `{其它: 其他}`.
    pub same: Entries<String>,
    /// Words at either end of a value that do not change its meaning.
    pub around: List<String>,
    /// Words that join two values in a list.
    pub joints: List<String>,
    /// Words that negate what follows: `无需` in 无需到窗口.
    pub negations: List<String>,
    /// Words in a bracketed remark that cancel the text before it.
    pub taken_back: List<String>,
    /// Words that show that a short phrase is part of a sentence.
    pub sentence: List<String>,
}

/// Accepted spellings of values, ready to use.
#[derive(Debug, Default)]
pub(super) struct Spelling {
    characters: FxHashMap<char, char>,
    words: Vec<(String, String)>,
    around: Vec<String>,
    joints: Vec<String>,
    negations: Vec<String>,
    taken_back: Vec<String>,
    sentence: Vec<String>,
    look_alike: LookAlike,
}

impl Spelling {
    /// Adds what packs declare about characters in names: the simplified forms of traditional ones, and those
    /// that look alike.
    pub(super) fn know_characters(&mut self, simplified: &FxHashMap<char, char>, look_alike: &LookAlike) {
        self.characters.extend(simplified);
        self.look_alike = look_alike.clone();
    }

    /// Adds what a pack declares.
    pub(super) fn add(&mut self, spec: &SpellingSpec) {
        let only = |text: &str| {
            let mut characters = text.chars();
            characters.next().filter(|_| characters.next().is_none())
        };
        for (from, to) in &spec.same.0 {
            match (only(&from.value), only(to)) {
                (Some(one), Some(other)) => drop(self.characters.insert(one, other)),
                _ => self.words.push((from.value.clone(), to.clone())),
            }
        }
        let added = [
            (&mut self.around, &spec.around),
            (&mut self.joints, &spec.joints),
            (&mut self.negations, &spec.negations),
            (&mut self.taken_back, &spec.taken_back),
            (&mut self.sentence, &spec.sentence),
        ];
        for (known, new) in added {
            known.extend(new.0.iter().cloned());
            // Longer words first: if two match, the longer one is meant.
            known.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
        }
    }
}

/// How far the codes of an enumeration are known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Codes {
    /// All of them: other codes are mistakes.
    #[default]
    Known,
    /// Localities add codes: others are not mistakes.
    Extended,
    /// Systems number the values differently: digits are codes only in fields of the exchange table, and
    /// other codes are not mistakes.
    Differ,
}

/// What may be written other than the values of an enumeration.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Others {
    /// Nothing: anything else is a mistake.
    #[default]
    Wrong,
    /// Sentences, which are not checked; other names are mistakes.
    Sentences,
    /// Anything, since the list of values is incomplete.
    Any,
}

/// A value of an enumeration.
#[derive(Debug)]
pub struct Value {
    /// The canonical name.
    pub name: String,
    /// Its code in data exchange.
    pub code: Option<String>,
    /// Other names in use.
    pub also: Vec<String>,
    /// Patterns of phrases that mean it.
    forms: Vec<String>,
}

impl Value {
    fn add(&mut self, spec: &ValueSpec, mistakes: &mut Vec<Mistake>) {
        if spec.code.is_some() {
            self.code.clone_from(&spec.code);
        }
        for Spanned { span, value: also } in &spec.also.0 {
            if also.chars().all(|character| character == fold::ANY) {
                let message = "“…”代表任意的字，要和别的字一起写";
                mistakes.push(Mistake::new(Code::MalformedForm, *span, message));
            } else if also.contains(fold::ANY) {
                self.forms.push(also.clone());
            } else {
                self.also.push(also.clone());
            }
        }
    }
}

/// Where something was declared: the number of the pack's file, and the bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Declared {
    /// Number of the file among those that were loaded together.
    pub file: usize,
    /// The bytes.
    pub span: Span,
}

/// How texts of an enumeration are written, besides its values.
#[derive(Clone, Debug, Default)]
pub(super) struct Habits {
    /// Whether one text may name several values.
    pub(super) several: bool,
    /// What may be written other than the values.
    pub(super) others: Others,
    /// How far its codes are known.
    pub(super) codes: Codes,
    /// Words at either end of a value that do not change its meaning in this element.
    pub(super) trim: Vec<String>,
}

/// The values of an enumeration; empty for an element that is none.
#[derive(Debug, Default)]
pub struct Values {
    all: Vec<Value>,
    habits: Habits,
    /// Where values were first declared.
    declared: Option<Declared>,
    spelling: Arc<Spelling>,
    /// Made when a text is first read that is not a declared name, since most texts are one.
    tables: OnceLock<Tables>,
}

/// Tables for reading texts that spell values in other ways than declared.
#[derive(Debug, Default)]
struct Tables {
    /// Values by every spelling that certainly means them: as declared, without typography, and without words
    /// that add nothing.
    by_spelling: FxHashMap<String, usize>,
    /// The same for names only, to recognize values of other elements.
    by_name: FxHashMap<String, usize>,
    forms: Vec<(Pattern, usize)>,
    /// Words at either end that add nothing, in this element or in any; the longest first.
    around: Vec<String>,
}

impl Values {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The values, in the order of their declaration.
    pub fn iter(&self) -> std::slice::Iter<'_, Value> {
        self.all.iter()
    }

    /// Whether the list of values is incomplete, so that others are not mistakes.
    pub fn is_open(&self) -> bool {
        self.habits.others == Others::Any
    }

    /// Whether a sentence is allowed in place of a value.
    pub fn take_sentences(&self) -> bool {
        self.habits.others != Others::Wrong
    }

    /// Where values were first declared.
    pub fn declared(&self) -> Option<Declared> {
        self.declared
    }

    /// The names, as listed in help texts.
    pub fn names(&self) -> String {
        self.all.iter().map(|value| value.name.as_str()).collect::<Vec<_>>().join("、")
    }

    /// Adds the values that a pack declares. Values of a shared set may be declared again, to add spellings.
    pub(super) fn add(
        &mut self,
        shared: &[&ValueSpec],
        own: &[&ValueSpec],
        at: Declared,
        mistakes: &mut Vec<Mistake>,
    ) {
        if !shared.is_empty() || !own.is_empty() {
            self.declared.get_or_insert(at);
        }
        for &spec in shared.iter().chain(own) {
            let known = self.all.iter().position(|known| known.name == spec.name.value);
            let may_grow = shared.iter().any(|shared| shared.name == spec.name);
            if known.is_some() && !may_grow {
                let message = format!("取值“{}”重复", spec.name.value);
                mistakes.push(Mistake::new(Code::DuplicateValue, spec.name.span, message));
                continue;
            }
            let number = known.unwrap_or(self.all.len());
            if known.is_none() {
                let name = spec.name.value.clone();
                self.all.push(Value { name, code: None, also: Vec::new(), forms: Vec::new() });
            }
            for spelling in std::iter::once(&spec.name).chain(&spec.also.0) {
                let means =
                    |value: &Value| value.name == spelling.value || value.also.contains(&spelling.value);
                let mut others =
                    self.all.iter().enumerate().filter(|(at, value)| *at != number && means(value));
                if let Some((_, other)) = others.next() {
                    let message = format!("“{}”已经是取值“{}”的写法", spelling.value, other.name);
                    mistakes.push(Mistake::new(Code::DuplicateValue, spelling.span, message));
                }
            }
            self.all[number].add(spec, mistakes);
        }
    }

    /// Adds what a pack declares about how texts are written.
    pub(super) fn grow(&mut self, habits: Habits) {
        self.habits.several |= habits.several;
        self.habits.others = self.habits.others.max(habits.others);
        self.habits.codes = self.habits.codes.max(habits.codes);
        self.habits.trim.extend(habits.trim);
    }

    /// Sets the accepted spellings, after all packs have been added.
    pub(super) fn finish(&mut self, spelling: &Arc<Spelling>) {
        self.spelling = Arc::clone(spelling);
    }

    /// The value that has a text as its name, code or other name.
    fn declared_as(&self, text: &str) -> Option<usize> {
        let is = |value: &Value| {
            value.name == text
                || value.code.as_deref() == Some(text)
                || value.also.iter().any(|also| also == text)
        };
        self.all.iter().position(is)
    }

    fn tables(&self) -> &Tables {
        self.tables.get_or_init(|| Tables::new(self))
    }
}

impl Tables {
    fn new(values: &Values) -> Self {
        let spelling = &values.spelling;
        let words = values.habits.trim.iter().chain(&spelling.around);
        let mut around: Vec<String> = words.map(|word| spelling.fold(word)).collect();
        around.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
        let mut tables = Self { around, ..Self::default() };
        // Names come first: whatever else is declared, a name means that value.
        for (number, value) in values.iter().enumerate() {
            let name = spelling.fold(&value.name);
            tables.by_spelling.entry(name.clone()).or_insert(number);
            tables.by_name.entry(name).or_insert(number);
        }
        for (number, value) in values.iter().enumerate() {
            for also in value.also.iter().chain(&value.code) {
                tables.by_spelling.entry(spelling.fold(also)).or_insert(number);
            }
            let form = |form: &String| (Pattern::new(form, spelling), number);
            tables.forms.extend(value.forms.iter().map(form));
        }
        // A name shortened by words that add nothing means the same value, unless two values would share it.
        let mut shorter: FxHashMap<String, Option<usize>> = FxHashMap::default();
        for (number, value) in values.iter().enumerate() {
            for short in tables.shortened(&spelling.fold(&value.name), spelling) {
                tables.by_name.entry(short).or_insert(number);
            }
            for also in value.also.iter().chain([&value.name]) {
                for short in tables.shortened(&spelling.fold(also), spelling) {
                    let known = shorter.entry(short).or_insert(Some(number));
                    *known = known.filter(|known| *known == number);
                }
            }
        }
        for (short, number) in shorter {
            if let Some(number) = number {
                tables.by_spelling.entry(short).or_insert(number);
            }
        }
        tables
    }
}

impl<'v> IntoIterator for &'v Values {
    type Item = &'v Value;
    type IntoIter = std::slice::Iter<'v, Value>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::parse;
    use crate::document::typed::read;
    use crate::guide::{ElementSpec, Vocabulary};

    const DECLARED: &str = "
spelling:
  same: {其它: 其他, 黃: 黄}
  around: [本犬]
  joints: [和, 或者]
  negations: [并非]
  taken_back: [暂缺]
  sentence: [的]
elements:
  - name: 毛色
    several: true
    codes: differ
    trim: [色, 毛, 犬]
    values:
      - {name: 黄色, code: '1'}
      - {name: 黑色（含灰色）, code: '2', also: [乌色, …乌黑…, 墨…]}
      - {name: 其他}
  - name: 犬种
    codes: extended
    values:
      - {name: 中型犬, code: '1', also: [中犬]}
      - {name: 小型犬, code: '2', also: […的小犬]}
  - name: 用途
    others: sentences
    values: [{name: 看家}, {name: 导盲}]
  - name: 来历
    others: any
    values: [{name: 家养}, {name: 犬只收容中心领养}]
";

    #[derive(Deserialize)]
    struct Written {
        spelling: SpellingSpec,
        elements: List<ElementSpec>,
    }

    /// Looks at the values of an element.
    pub(super) fn with<T>(element: &str, look: impl FnOnce(&Values) -> T) -> T {
        let stream = parse(DECLARED);
        let (declared, mut mistakes) = read::<Written>(stream.documents().next().expect("a document"));
        let declared = declared.expect("it is sound");
        let mut vocabulary = Vocabulary::default();
        vocabulary.add_spelling(&declared.spelling);
        vocabulary.add(&declared.elements, 0, &mut mistakes);
        vocabulary.finish();
        assert_eq!(mistakes, []);
        look(&vocabulary[vocabulary.find(element).expect("it is declared")].values)
    }
}
