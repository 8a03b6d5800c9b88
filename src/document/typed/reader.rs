//! serde's data model over the tree.

use std::cell::RefCell;
use std::fmt;

use serde::de::{
    self, DeserializeSeed, EnumAccess, IntoDeserializer, MapAccess, SeqAccess, Unexpected, VariantAccess,
    Visitor,
};

use super::{ATTEMPT, Code, Mistake, SPANNED};
use crate::document::{Entry, Kind, Node};
use crate::text::Span;

/// Why a value could not be read. The place is added by the innermost reader that knows it.
#[derive(Debug)]
pub(super) struct Failure {
    code: Code,
    span: Option<Span>,
    message: String,
}

impl Failure {
    fn new(code: Code, message: impl fmt::Display) -> Self {
        Self { code, span: None, message: message.to_string() }
    }

    pub(super) fn at(self, node: Node<'_>) -> Mistake {
        Mistake::new(self.code, self.span.unwrap_or_else(|| node.span()), self.message)
    }

    fn or_at(mut self, node: Node<'_>) -> Self {
        self.span.get_or_insert_with(|| node.span());
        self
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Failure {}

impl de::Error for Failure {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::new(Code::WrongValue, message)
    }

    fn invalid_type(_: Unexpected<'_>, _: &dyn de::Expected) -> Self {
        Self::new(Code::WrongShape, "此处的写法不对，请对照文档")
    }

    fn unknown_variant(found: &str, expected: &'static [&'static str]) -> Self {
        Self::new(Code::UnknownWord, format_args!("不认识“{found}”{}", suggestion(found, expected)))
    }

    fn missing_field(field: &'static str) -> Self {
        Self::new(Code::MissingKey, format_args!("缺少“{field}”"))
    }
}

/// The end of a message about an unknown word: the word that was probably meant, or all that may stand here.
fn suggestion(found: &str, expected: &[&str]) -> String {
    let near = expected.iter().min_by_key(|word| strsim::osa_distance(found, word));
    match near {
        Some(word) if strsim::osa_distance(found, word) * 3 <= word.chars().count().max(3) => {
            format!("，是否为“{word}”？")
        }
        _ => format!("，此处可以写：{}", expected.join("、")),
    }
}

/// What stands at a node, in words.
fn kind_word(node: Node<'_>) -> &'static str {
    match node.resolved().kind() {
        Kind::Scalar(_) => "文本",
        Kind::Sequence => "列表",
        Kind::Mapping => "键值对",
        Kind::Absent | Kind::Alias | Kind::BrokenAlias => "空白",
    }
}

#[derive(Clone, Copy)]
pub(super) struct Reader<'t, 'm> {
    node: Node<'t>,
    mistakes: &'m RefCell<Vec<Mistake>>,
}

impl<'t, 'm> Reader<'t, 'm> {
    pub(super) fn new(node: Node<'t>, mistakes: &'m RefCell<Vec<Mistake>>) -> Self {
        Self { node, mistakes }
    }

    fn on(self, node: Node<'t>) -> Self {
        Self { node, ..self }
    }

    fn expected<T>(self, what: &str) -> Result<T, Failure> {
        let message = format!("此处应为{what}，现为{}", kind_word(self.node));
        Err(Failure::new(Code::WrongShape, message).or_at(self.node))
    }

    fn text(self) -> Result<&'t str, Failure> {
        self.node.text().map_or_else(|| self.expected("文本"), Ok)
    }

    fn number<T: std::str::FromStr>(self) -> Result<T, Failure> {
        let text = self.text()?;
        text.parse()
            .map_err(|_| Failure::new(Code::WrongValue, format_args!("“{text}”应为整数")).or_at(self.node))
    }

    fn entries(self) -> Result<Vec<Entry<'t>>, Failure> {
        match self.node.resolved().kind() {
            Kind::Mapping => Ok(self.node.merged_entries()),
            _ => self.expected("键值对"),
        }
    }
}

macro_rules! numbers {
    ($($method:ident $visit:ident),*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
            visitor.$visit(self.number()?).map_err(|failure: Failure| failure.or_at(self.node))
        }
    )*};
}

impl<'de> de::Deserializer<'de> for Reader<'_, '_> {
    type Error = Failure;

    numbers!(deserialize_u8 visit_u8, deserialize_u16 visit_u16, deserialize_u32 visit_u32,
             deserialize_u64 visit_u64, deserialize_i8 visit_i8, deserialize_i16 visit_i16,
             deserialize_i32 visit_i32, deserialize_i64 visit_i64, deserialize_f32 visit_f32,
             deserialize_f64 visit_f64);

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        match self.node.resolved().kind() {
            Kind::Scalar(_) => self.deserialize_str(visitor),
            Kind::Sequence => self.deserialize_seq(visitor),
            Kind::Mapping => self.deserialize_map(visitor),
            Kind::Absent | Kind::Alias | Kind::BrokenAlias => visitor.visit_unit(),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        match self.text()? {
            "true" => visitor.visit_bool(true),
            "false" => visitor.visit_bool(false),
            _ => {
                // A flag that cannot be read is no reason to lose what it belongs to.
                let wrong = self.expected::<()>(" true 或 false").map_err(|failure| failure.at(self.node));
                self.mistakes.borrow_mut().extend(wrong.err());
                visitor.visit_bool(false)
            }
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        visitor.visit_str(self.text()?).map_err(|failure: Failure| failure.or_at(self.node))
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        self.deserialize_str(visitor)
    }

    fn deserialize_char<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        self.deserialize_str(visitor)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        match self.node.resolved().kind() {
            Kind::Absent => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        visitor.visit_unit()
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        match self.node.resolved().kind() {
            Kind::Sequence => visitor.visit_seq(Items { reader: self, items: self.node.items() }),
            // A single text is a list of one, as people write it.
            Kind::Scalar(_) => visitor.visit_seq(Items { reader: self, items: std::iter::once(self.node) }),
            _ => self.expected("列表"),
        }
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Failure> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Failure> {
        match name {
            SPANNED => visitor.visit_seq(SpanThenValue { reader: self, step: 0 }),
            ATTEMPT => visitor.visit_seq(Attempting(Some(self))),
            _ => self.deserialize_seq(visitor),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        visitor.visit_map(Fields {
            reader: self,
            entries: self.entries()?.into_iter(),
            value: None,
            known: None,
            seen: Vec::new(),
        })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        known: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failure> {
        let entries = self.entries()?.into_iter();
        // What is missing in a struct is shown at its first key, as in a guide.
        let place = self.node.resolved().entries().next().map_or(self.node, |entry| entry.key);
        visitor
            .visit_map(Fields { reader: self, entries, value: None, known: Some(known), seen: Vec::new() })
            .map_err(|failure| failure.or_at(place))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        known: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failure> {
        let variant = match self.node.resolved().kind() {
            Kind::Scalar(_) => Variant { reader: self, name: self.node, value: None },
            Kind::Mapping => {
                let mut entries = self.node.entries();
                match (entries.next(), entries.next()) {
                    (Some(only), None) => Variant { reader: self, name: only.key, value: Some(only.value) },
                    _ => return self.expected(&format!("恰好一项，可以写：{}", known.join("、"))),
                }
            }
            _ => return self.expected(&format!("以下之一：{}", known.join("、"))),
        };
        visitor.visit_enum(variant).map_err(|failure| failure.or_at(self.node))
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Failure> {
        visitor.visit_newtype_struct(self)
    }

    serde::forward_to_deserialize_any! { bytes byte_buf unit_struct ignored_any }
}

struct Items<'t, 'm, I> {
    reader: Reader<'t, 'm>,
    items: I,
}

impl<'de, 't, I: Iterator<Item = Node<'t>>> SeqAccess<'de> for Items<'t, '_, I> {
    type Error = Failure;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Failure> {
        let Some(item) = self.items.next() else { return Ok(None) };
        seed.deserialize(self.reader.on(item)).map(Some).map_err(|failure| failure.or_at(item))
    }
}

/// Gives the parts of a [`Spanned`]: start, end, value.
struct SpanThenValue<'t, 'm> {
    reader: Reader<'t, 'm>,
    step: u8,
}

impl<'de> SeqAccess<'de> for SpanThenValue<'_, '_> {
    type Error = Failure;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Failure> {
        let span = self.reader.node.span();
        self.step += 1;
        match self.step {
            1 => seed.deserialize(span.start.into_deserializer()).map(Some),
            2 => seed.deserialize(span.end.into_deserializer()).map(Some),
            _ => seed.deserialize(self.reader).map(Some),
        }
    }
}

/// Gives one value, or none after noting why it could not be read.
struct Attempting<'t, 'm>(Option<Reader<'t, 'm>>);

impl<'de> SeqAccess<'de> for Attempting<'_, '_> {
    type Error = Failure;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Failure> {
        let Some(reader) = self.0.take() else { return Ok(None) };
        match seed.deserialize(reader) {
            Ok(value) => Ok(Some(value)),
            Err(failure) => {
                reader.mistakes.borrow_mut().push(failure.at(reader.node));
                Ok(None)
            }
        }
    }
}

struct Fields<'t, 'm> {
    reader: Reader<'t, 'm>,
    entries: std::vec::IntoIter<Entry<'t>>,
    value: Option<Node<'t>>,
    /// Of a struct: the fields that it has.
    known: Option<&'static [&'static str]>,
    /// Of a struct: the fields that were read.
    seen: Vec<&'t str>,
}

impl<'de> MapAccess<'de> for Fields<'_, '_> {
    type Error = Failure;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Failure> {
        for entry in self.entries.by_ref() {
            if let Some(known) = self.known {
                let name = self.reader.on(entry.key).text()?;
                // What stands twice is told as a mistake of YAML; the first counts.
                if self.seen.contains(&name) {
                    continue;
                }
                if !known.contains(&name) {
                    let message = format!("不认识“{name}”{}", suggestion(name, known));
                    let mistake = Mistake::new(Code::UnknownKey, entry.key.span(), message);
                    self.reader.mistakes.borrow_mut().push(mistake);
                    continue;
                }
                self.seen.push(name);
            }
            self.value = Some(entry.value);
            return seed.deserialize(self.reader.on(entry.key)).map(Some);
        }
        Ok(None)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Failure> {
        let value = self.value.take().unwrap_or(self.reader.node);
        seed.deserialize(self.reader.on(value)).map_err(|failure| failure.or_at(value))
    }
}

/// A variant with or without a value: `required` and `{required: {…}}`.
struct Variant<'t, 'm> {
    reader: Reader<'t, 'm>,
    name: Node<'t>,
    value: Option<Node<'t>>,
}

impl<'de, 't, 'm> EnumAccess<'de> for Variant<'t, 'm> {
    type Error = Failure;
    type Variant = VariantValue<'t, 'm>;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self::Variant), Failure> {
        let name = seed.deserialize(self.reader.on(self.name)).map_err(|failure| failure.or_at(self.name))?;
        Ok((name, VariantValue { reader: self.reader, value: self.value }))
    }
}

struct VariantValue<'t, 'm> {
    reader: Reader<'t, 'm>,
    value: Option<Node<'t>>,
}

impl VariantValue<'_, '_> {
    fn reader(&self) -> Result<Reader<'_, '_>, Failure> {
        match self.value {
            Some(value) => Ok(self.reader.on(value)),
            None => Err(Failure::new(Code::BlankValue, "此处还应写明内容").or_at(self.reader.node)),
        }
    }
}

impl<'de> VariantAccess<'de> for VariantValue<'_, '_> {
    type Error = Failure;

    fn unit_variant(self) -> Result<(), Failure> {
        match self.value {
            Some(value) if !value.is_blank() => {
                Err(Failure::new(Code::WrongShape, "此处不需要内容").or_at(value))
            }
            _ => Ok(()),
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Failure> {
        match self.value {
            Some(value) => seed.deserialize(self.reader.on(value)).map_err(|failure| failure.or_at(value)),
            // A bare name stands for the variant with nothing set.
            None => {
                seed.deserialize(de::value::MapDeserializer::new(std::iter::empty::<(&str, &str)>())).map_err(
                    |_: Failure| Failure::new(Code::BlankValue, "此处还应写明内容").or_at(self.reader.node),
                )
            }
        }
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Failure> {
        de::Deserializer::deserialize_seq(self.reader()?, visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failure> {
        de::Deserializer::deserialize_struct(self.reader()?, "", fields, visitor)
    }
}
