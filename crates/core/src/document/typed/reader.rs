//! serde's data model over the tree.

use serde::de::{
    self, DeserializeSeed, EnumAccess, IntoDeserializer, MapAccess, SeqAccess, VariantAccess, Visitor,
};

use super::reading::{Failure, Reading, suggestion};
use super::stand_in::StandIn;
use super::texts::{EXCERPT, EXPRESSION};
use super::{ATTEMPT, Code, Mistake, SPANNED};
use crate::document::{Entry, Kind, Node};
use crate::text::Span;

/// The kind of a node, in Chinese.
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
    reading: &'m Reading<'m>,
}

impl<'t, 'm> Reader<'t, 'm> {
    pub(super) fn new(node: Node<'t>, reading: &'m Reading<'m>) -> Self {
        Self { node, reading }
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

    /// Reads a regular expression and expands it. A mistake in a part of it does not drop the rest.
    fn expression(self) -> Result<String, Failure> {
        let mut wrong = Vec::new();
        let text = (self.reading.expand)(self.text()?, &mut wrong);
        for (part, code, message) in wrong {
            let places = self.node.spans_of(part);
            let span = match (places.first(), places.last()) {
                (Some(first), Some(last)) => Span { start: first.start, end: last.end },
                _ => self.node.span(),
            };
            self.reading.push(Mistake::new(code, span, message));
        }
        Ok(text)
    }

    /// The node as YAML by itself, without the indentation of its surroundings.
    fn excerpt(self) -> Result<String, Failure> {
        let node = self.node.resolved();
        if !matches!(node.kind(), Kind::Sequence | Kind::Mapping) {
            return self.text().map(str::to_owned);
        }
        let Span { start, end } = node.span();
        let source = node.stream.source;
        let before = &source[..start as usize];
        // The span of a block list begins with its first item; its dash is before that.
        let is_dash = |&(at, _): &(usize, &str)| {
            source[at + 1..].starts_with(|behind: char| behind.is_ascii_whitespace())
        };
        let has_dashes = node.kind() == Kind::Sequence && !node.source().starts_with('[');
        let dash = before.rmatch_indices('-').find(is_dash).filter(|_| has_dashes);
        let start = dash.map_or(start as usize, |(at, _)| at);
        let column = source[..start].rsplit('\n').next().map_or(0, |line| line.chars().count());
        let lines = source[start..end as usize].lines();
        let unindented = lines.map(|line| {
            let blanks = line.len() - line.trim_start_matches(' ').len();
            &line[blanks.min(column)..]
        });
        Ok(unindented.collect::<Vec<_>>().join("\n"))
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
                // A flag that cannot be read does not drop the record that it belongs to.
                if let Err(failure) = self.expected::<()>(" true 或 false") {
                    self.reading.note(failure, self.node);
                }
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
            // A single text is accepted as a list of one.
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
        let entries = self.entries()?.into_iter();
        let fields = Fields {
            reader: self,
            entries,
            value: Value::None,
            known: None,
            missing: Vec::new(),
            seen: Vec::new(),
        };
        visitor.visit_map(fields)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        known: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failure> {
        let entries = self.entries()?.into_iter();
        // A missing field is reported at the first key, as in a guide.
        let place = self.node.resolved().entries().next().map_or(self.node, |entry| entry.key);
        let span = self.node.span();
        let missing =
            known.iter().copied().filter(|&field| self.reading.is_unread(span, Some(field))).collect();
        let seen = Vec::new();
        let fields = Fields { reader: self, entries, value: Value::None, known: Some(known), missing, seen };
        visitor.visit_map(fields).map_err(|failure| match failure.missing {
            Some(field) => self.reading.leave(span, Some(field), failure.or_at(place)),
            None => failure.or_at(place),
        })
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
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Failure> {
        match name {
            EXPRESSION => visitor.visit_str(&self.expression()?),
            EXCERPT => visitor.visit_str(&self.excerpt()?),
            _ => visitor.visit_newtype_struct(self),
        }
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

/// Yields the parts of a [`Spanned`]: start, end, value.
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

/// Yields one value, or none after recording why it could not be read.
struct Attempting<'t, 'm>(Option<Reader<'t, 'm>>);

impl<'de> SeqAccess<'de> for Attempting<'_, '_> {
    type Error = Failure;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Failure> {
        let Some(reader) = self.0.take() else { return Ok(None) };
        match seed.deserialize(reader) {
            Ok(value) => Ok(Some(value)),
            Err(failure) => {
                reader.reading.note(failure, reader.node);
                Ok(None)
            }
        }
    }
}

/// The value of the key that was read last.
enum Value<'t> {
    None,
    Written(Node<'t>),
    Missing,
}

struct Fields<'t, 'm> {
    reader: Reader<'t, 'm>,
    entries: std::vec::IntoIter<Entry<'t>>,
    value: Value<'t>,
    /// Of a struct: its fields.
    known: Option<&'static [&'static str]>,
    /// Of these, the missing ones, which get a stand-in.
    missing: Vec<&'static str>,
    /// Of a struct: the fields that were read.
    seen: Vec<&'t str>,
}

impl<'de> MapAccess<'de> for Fields<'_, '_> {
    type Error = Failure;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Failure> {
        for entry in self.entries.by_ref() {
            if let Some(known) = self.known {
                let name = self.reader.on(entry.key).text()?;
                // A repeated key is reported as a YAML problem; the first one counts.
                if self.seen.contains(&name) {
                    continue;
                }
                if !known.contains(&name) {
                    let message = format!("不认识“{name}”{}", suggestion(name, known));
                    let mistake = Mistake::new(Code::UnknownKey, entry.key.span(), message);
                    self.reader.reading.push(mistake);
                    continue;
                }
                self.seen.push(name);
            }
            self.value = Value::Written(entry.value);
            return seed.deserialize(self.reader.on(entry.key)).map(Some);
        }
        let Some(field) = self.missing.pop() else { return Ok(None) };
        self.value = Value::Missing;
        seed.deserialize(IntoDeserializer::<Failure>::into_deserializer(field)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Failure> {
        let Reader { node, reading } = self.reader;
        match std::mem::replace(&mut self.value, Value::None) {
            Value::Missing => seed.deserialize(StandIn).map_err(Failure::of_stand_in),
            Value::Written(value) if self.known.is_some() && reading.is_unread(value.span(), None) => {
                seed.deserialize(StandIn).map_err(Failure::of_stand_in)
            }
            Value::Written(value) => seed.deserialize(self.reader.on(value)).map_err(|failure| {
                let failure = failure.or_at(value);
                if self.known.is_some() { reading.leave(value.span(), None, failure) } else { failure }
            }),
            Value::None => seed.deserialize(self.reader.on(node)),
        }
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
            // A bare name is the variant with no fields set.
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
