//! `rules/README.md` explains the complete pack format: every key, every kind of check, every word that a key
//! may have as value. They are taken from the types that packs are deserialized into.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use guidelint::pack::format::PackSpec;
use serde::de::value::{Error, StrDeserializer};
use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, MapAccess, SeqAccess,
    VariantAccess, Visitor,
};

/// What the types of a pack ask a deserializer for.
#[derive(Default)]
struct Asked {
    keys: BTreeSet<&'static str>,
    /// The words of every enumeration, and how many of them were returned so far.
    words: BTreeMap<&'static [&'static str], usize>,
}

/// A deserializer that gives every type a value of every part, and an enumeration its next word.
#[derive(Clone, Copy)]
struct Asker<'a> {
    asked: &'a RefCell<Asked>,
    /// The number of enclosing records; elements have parts that are elements.
    depth: u8,
}

const DEEPEST: u8 = 8;

impl<'de> Deserializer<'de> for Asker<'_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        // A text, and a day.
        visitor.visit_str("2026-11-28")
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_bool(true)
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_u64(1)
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_u64(1)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_seq(Some(self).filter(|asker| asker.depth < DEEPEST).into_seq())
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        match (name, length) {
            ("guidelint::Spanned", 3) => visitor.visit_seq(Places { value: self, given: 0 }),
            _ => visitor.visit_seq(Some(self).into_seq()),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        if name.starts_with("guidelint::") {
            return self.deserialize_any(visitor);
        }
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_map(Fields { asker: self, left: vec!["名称"] })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.asked.borrow_mut().keys.extend(fields);
        visitor.visit_map(Fields { asker: Self { depth: self.depth + 1, ..self }, left: fields.to_vec() })
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        words: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let number = {
            let mut asked = self.asked.borrow_mut();
            let given = asked.words.entry(words).or_default();
            *given += 1;
            (*given - 1) % words.len()
        };
        visitor.visit_enum(Word { asker: self, word: words[number] })
    }

    serde::forward_to_deserialize_any! {
        i8 i16 i32 i64 u8 u16 f32 f64 char str string bytes byte_buf unit unit_struct tuple identifier
        ignored_any
    }
}

/// A list of one item, or of none.
struct One<'a>(Option<Asker<'a>>);

trait IntoSeq<'a> {
    fn into_seq(self) -> One<'a>;
}

impl<'a> IntoSeq<'a> for Option<Asker<'a>> {
    fn into_seq(self) -> One<'a> {
        One(self)
    }
}

impl<'de> SeqAccess<'de> for One<'_> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        self.0.take().map(|asker| seed.deserialize(asker)).transpose()
    }
}

/// Start, end and value of a located value.
struct Places<'a> {
    value: Asker<'a>,
    given: u8,
}

impl<'de> SeqAccess<'de> for Places<'_> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        self.given += 1;
        if self.given < 3 {
            return seed.deserialize(0_u32.into_deserializer()).map(Some);
        }
        seed.deserialize(self.value).map(Some)
    }
}

struct Fields<'a> {
    asker: Asker<'a>,
    left: Vec<&'static str>,
}

impl<'de> MapAccess<'de> for Fields<'_> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        let Some(key) = self.left.pop() else { return Ok(None) };
        seed.deserialize(Key(key)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        seed.deserialize(self.asker)
    }
}

/// A key, which may be asked for with its location.
struct Key(&'static str);

impl<'de> Deserializer<'de> for Key {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_str(self.0)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_seq(KeyWithPlace(self.0, 0))
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple map struct enum identifier ignored_any
    }
}

struct KeyWithPlace(&'static str, u8);

impl<'de> SeqAccess<'de> for KeyWithPlace {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        self.1 += 1;
        if self.1 < 3 {
            return seed.deserialize(0_u32.into_deserializer()).map(Some);
        }
        seed.deserialize(StrDeserializer::new(self.0)).map(Some)
    }
}

struct Word<'a> {
    asker: Asker<'a>,
    word: &'static str,
}

impl<'de, 'a> EnumAccess<'de> for Word<'a> {
    type Error = Error;
    type Variant = Asker<'a>;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Asker<'a>), Error> {
        Ok((seed.deserialize(StrDeserializer::<Error>::new(self.word))?, self.asker))
    }
}

impl<'de> VariantAccess<'de> for Asker<'_> {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Error> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_map(visitor)
    }
}

/// All keys and words of the pack format.
fn words_of_the_format() -> BTreeSet<&'static str> {
    let asked = RefCell::new(Asked::default());
    // Each round covers at least one more word of every enumeration that is asked for.
    for _ in 0..200 {
        PackSpec::deserialize(Asker { asked: &asked, depth: 0 }).expect("every type gets what it asks for");
    }
    let Asked { keys, words } = asked.into_inner();
    for (words, given) in &words {
        assert!(given >= &words.len(), "{words:?} were not all given");
    }
    keys.into_iter().chain(words.into_keys().flatten().copied()).collect()
}

/// The words that the page explains: all words of code in its sentences and tables.
fn explained(page: &str) -> BTreeSet<&str> {
    let mut prose: Vec<&str> = Vec::new();
    for (number, part) in page.split("\n```").enumerate() {
        // The first line of every second part is the language of a code block.
        prose.extend((number % 2 == 0).then_some(part));
    }
    let code = prose.into_iter().flat_map(|part| part.split('`').skip(1).step_by(2));
    code.flat_map(|code| code.split(|c: char| !c.is_alphanumeric() && c != '_')).collect()
}

#[test]
fn the_page_on_packs_explains_every_word_of_the_format() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/README.md");
    let page = fs::read_to_string(path).expect("the page is part of the repository");
    let explained = explained(&page);
    let words = words_of_the_format();
    for known in ["pack", "checked", "tightens", "at_most", "full_title", "unseen", "look_alike", "word"] {
        assert!(words.contains(known), "{known} is not taken from the types");
    }
    // Records that may also be texts do not reveal their keys.
    let words = words.into_iter().chain(["ask", "look"]);
    // Words in Chinese explain themselves.
    let missing: Vec<_> = words.filter(|word| word.is_ascii() && !explained.contains(word)).collect();
    assert!(missing.is_empty(), "rules/README.md does not explain {missing:?}");
}

#[test]
fn the_blocks_of_the_page_are_yaml() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/README.md");
    let page = fs::read_to_string(path).expect("the page is part of the repository");
    let blocks: Vec<_> =
        page.split("```yaml\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    assert!(blocks.len() >= 12, "the page has examples");
    for block in blocks {
        let stream = guidelint::document::parse(block);
        assert!(stream.problems.is_empty(), "{block}: {:?}", stream.problems);
    }
}

/// The parts of the worked example of the page form a pack that passes its own examples.
#[test]
fn the_worked_example_of_the_page_is_sound() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/README.md");
    let page = fs::read_to_string(path).expect("the page is part of the repository");
    let section = page.split("\n## ").nth(1).expect("it is the first section");
    let blocks = section.split("```yaml\n").skip(1).filter_map(|rest| rest.split("```").next());
    let pack: String = blocks.collect();
    let builtin = guidelint::rules::packs();
    let first = builtin.len();
    let files: Vec<_> =
        builtin.into_iter().chain([guidelint::text::SourceFile::new("养犬.yaml", &*pack)]).collect();
    let ruleset = guidelint::rules::load(&files).unwrap_or_else(|mistakes| panic!("{mistakes:?}"));
    assert_eq!(guidelint::pack_test::prove(&ruleset, first).pop(), Some(Vec::new()));
}
