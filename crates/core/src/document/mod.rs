//! YAML parsed into a tree in which every node knows its location in the source.
//!
//! The tree keeps what a linter needs and other readers discard: the bytes of every key, value and list item,
//! comments, quoting styles, duplicate keys and aliases as they were written. It knows nothing of service
//! guides. Nothing is expanded: an alias refers to its target and a merge key stays an entry, so no input can
//! grow in memory.
//!
//! Invariants: the span of a scalar slices to its source (quotes included); the span of a block collection
//! ends with its last child; an alias never refers to a node that contains it.

pub mod edit;
pub mod lines;
mod merge;
mod parse;
pub mod plain;
mod problem;
mod scalar;
pub mod typed;

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

pub use parse::parse;
pub use problem::{Problem, ProblemKind, Unreadable, decode};

use crate::text::Span;

/// All documents of one YAML file.
#[derive(Debug)]
pub struct Stream<'s> {
    source: &'s str,
    nodes: Vec<Data<'s>>,
    documents: Vec<u32>,
    /// Comments in the order of the file.
    pub comments: Vec<Span>,
    /// Errors in the YAML itself, in the order of the file.
    pub problems: Vec<Problem>,
    traces: scalar::Traces,
}

/// How a scalar is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Without quotes.
    Plain,
    /// Between `'`.
    SingleQuoted,
    /// Between `"`.
    DoubleQuoted,
    /// A `|` block.
    Literal,
    /// A `>` block.
    Folded,
}

/// The kind of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// No value is written where one is expected. A written `~` or `null` is a plain scalar.
    Absent,
    /// Text, kept as written: `011000` and `否` stay text.
    Scalar(Style),
    /// A list.
    Sequence,
    /// Keys and values.
    Mapping,
    /// A reference to an anchored node that ends before it.
    Alias,
    /// A reference to an unknown anchor, or to a node that contains it.
    BrokenAlias,
}

/// A node as stored. Children are a chain of `first` and `next`; in a mapping, keys and values alternate.
#[derive(Debug)]
struct Data<'s> {
    kind: Kind,
    span: Span,
    /// Scalar: the value. Otherwise empty.
    text: Cow<'s, str>,
    /// The tag as written (`!!str`, `!自定`), if there is one.
    tag: Option<Span>,
    /// Whether it is a flow collection or is inside one, that is, between brackets.
    in_flow: bool,
    /// Collections: the first child. Aliases: the target. Otherwise [`NONE`].
    first: u32,
    /// The next sibling, or [`NONE`].
    next: u32,
}

const NONE: u32 = u32::MAX;

/// A file with this many problems is not read further.
pub const MOST_PROBLEMS: usize = 10_000;

/// One node of the tree, or a part of the text of a scalar; cheap to copy.
#[derive(Clone, Copy)]
pub struct Node<'t> {
    stream: &'t Stream<'t>,
    id: u32,
    /// For a part of a scalar: its range in bytes of the scalar's value.
    part: Option<Span>,
}

/// A key and its value.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'t> {
    /// The key.
    pub key: Node<'t>,
    /// The value; of kind [`Kind::Absent`] if nothing is written.
    pub value: Node<'t>,
}

/// The children of a collection, in the order of the file.
struct Children<'t> {
    next: Option<Node<'t>>,
}

/// The children of a mapping, in pairs.
struct Entries<'t>(Children<'t>);

impl Entry<'_> {
    /// Whether the entry merges other mappings into its own: `<<: *name`.
    pub fn is_merge(&self) -> bool {
        self.key.kind() == Kind::Scalar(Style::Plain) && self.key.text() == Some("<<")
    }
}

impl<'s> Stream<'s> {
    /// The text that was read.
    pub fn source(&self) -> &'s str {
        self.source
    }

    /// Whether a scalar may contain a text without blanks and apostrophes. If `false`, none does: only
    /// escapes can produce such a text from another source.
    pub fn may_hold(&self, text: &str) -> bool {
        self.source.contains(text) || self.source.contains('\\')
    }

    /// The root node of every document that could be read to its end. A document with a syntax error is left
    /// out, since it is not known what its author meant.
    pub fn documents(&self) -> impl Iterator<Item = Node<'_>> {
        self.documents.iter().map(|&id| Node { stream: self, id, part: None })
    }
}

impl<'t> Node<'t> {
    fn data(self) -> &'t Data<'t> {
        &self.stream.nodes[self.id as usize]
    }

    fn at(self, id: u32) -> Option<Self> {
        (id != NONE).then_some(Self { stream: self.stream, id, part: None })
    }

    /// The kind of this node; aliases are not followed.
    pub fn kind(self) -> Kind {
        self.data().kind
    }

    /// The bytes of the node, without its tag and anchor: a quoted scalar with its quotes, an alias as
    /// `*name`, a flow collection with its brackets, a block collection from the start of its first child to
    /// the end of its last, an absent value as an empty span after the colon or dash.
    ///
    /// A block scalar (`|`, `>`) is its content: from the first character after the indentation of its first
    /// line with text to the last character that is not blank, as a person would underline it. Without
    /// content it is the header.
    ///
    /// A part of a scalar extends from the start of its first span to the end of its last.
    pub fn span(self) -> Span {
        let Some(part) = self.part else { return self.data().span };
        let places = self.whole().spans_of(part.range());
        Span {
            start: places.first().map_or(0, |place| place.start),
            end: places.last().map_or(0, |place| place.end),
        }
    }

    /// A part of the text of a scalar as a node of its own, with the text and spans of that part; aliases are
    /// followed. `part` is in bytes of [`Self::text`]. Returns the node itself if it is not a scalar.
    ///
    /// # Panics
    ///
    /// Reading its text panics if the part does not lie on character boundaries.
    #[must_use]
    pub fn part(self, part: Range<usize>) -> Self {
        let node = self.resolved();
        if !matches!(node.kind(), Kind::Scalar(_)) {
            return self;
        }
        let start = node.part.map_or(0, |outer| outer.range().start);
        Self { part: Some(Span::new(start + part.start, start + part.end)), ..node }
    }

    /// The scalar that this node is a part of; otherwise the node itself.
    #[must_use]
    pub fn whole(self) -> Self {
        Self { part: None, ..self }
    }

    /// Whether it is a part of a scalar: see [`Self::part`].
    pub fn is_part(self) -> bool {
        self.part.is_some()
    }

    /// The start of the node's text in the value of its scalar, in bytes.
    fn offset(self) -> usize {
        self.part.map_or(0, |part| part.range().start)
    }

    /// The source of the node; aliases are followed.
    pub fn source(self) -> &'t str {
        let node = self.resolved();
        &node.stream.source[node.span().range()]
    }

    /// Whether it is a flow collection (`[…]`, `{…}`) or is inside one.
    pub fn is_flow(self) -> bool {
        self.data().in_flow
    }

    /// The tag as written, if any.
    pub fn tag(self) -> Option<&'t str> {
        self.data().tag.map(|span| &self.stream.source[span.range()])
    }

    /// The node itself, or what it refers to if it is an alias.
    #[must_use]
    pub fn resolved(self) -> Self {
        // One step is enough: in YAML an alias cannot have an anchor, so no alias refers to another.
        match self.kind() {
            Kind::Alias => self.at(self.data().first).unwrap_or(self),
            _ => self,
        }
    }

    /// The value of a scalar; aliases are followed. `None` for everything else.
    pub fn text(self) -> Option<&'t str> {
        let node = self.resolved();
        let text = &*node.data().text;
        matches!(node.kind(), Kind::Scalar(_)).then(|| node.part.map_or(text, |part| &text[part.range()]))
    }

    /// The style of a scalar; aliases are followed.
    pub fn style(self) -> Option<Style> {
        match self.resolved().kind() {
            Kind::Scalar(style) => Some(style),
            _ => None,
        }
    }

    /// Whether there is no content: absent, `~`, `null`, the `NaN` of data frames, or only blanks. Aliases
    /// are followed.
    pub fn is_blank(self) -> bool {
        let node = self.resolved();
        match node.kind() {
            Kind::Absent | Kind::BrokenAlias => true,
            Kind::Scalar(_) if node.part.is_some() => node.text().is_none_or(|text| text.trim().is_empty()),
            Kind::Scalar(Style::Plain) => is_nothing(&node.data().text),
            Kind::Scalar(_) => node.data().text.trim_start().is_empty(),
            _ => node.children().next().is_none(),
        }
    }

    /// The items of a list; aliases are followed. Empty for everything else.
    pub fn items(self) -> impl Iterator<Item = Node<'t>> {
        let node = self.resolved();
        if node.kind() == Kind::Sequence { node.children() } else { Children { next: None } }
    }

    /// The entries of a mapping as written; aliases are followed, merge keys are not. Empty for everything
    /// else.
    pub fn entries(self) -> impl Iterator<Item = Entry<'t>> {
        self.own_entries()
    }

    fn own_entries(self) -> Entries<'t> {
        let node = self.resolved();
        Entries(if node.kind() == Kind::Mapping { node.children() } else { Children { next: None } })
    }

    /// The entries of a mapping and those that its merge keys (`<<`) bring in: own entries first; a key that
    /// is already present is not added again. Every mapping is visited once, so nested merges cost no more
    /// than their text.
    ///
    /// Merging stops after a thousand entries. No guide has as many, but a hostile file could merge a large
    /// mapping into many small ones.
    pub fn merged_entries(self) -> Vec<Entry<'t>> {
        let mut entries: Vec<_> = self.entries().filter(|entry| !entry.is_merge()).collect();
        let mut brought = merge::Merged::new(self).skip(entries.len()).peekable();
        if brought.peek().is_some() {
            let mut keys: HashSet<&str> = entries.iter().filter_map(|entry| entry.key.text()).collect();
            entries.extend(brought.filter(|entry| entry.key.text().is_none_or(|key| keys.insert(key))));
        }
        entries
    }

    /// The entry of a key in a mapping, merges included. If the key is repeated, the first.
    pub fn get(self, key: &str) -> Option<Entry<'t>> {
        merge::Merged::new(self).find(|entry| entry.key.text() == Some(key))
    }

    /// The spans of a part of a scalar's value in the source: one, or several if the part is broken by an
    /// escape or a folded line. `part` is in bytes of [`Self::text`]. If the mapping to the source is not
    /// certain, the span of the whole scalar.
    pub fn spans_of(self, part: Range<usize>) -> Vec<Span> {
        let node = self.resolved();
        let part = part.start + node.offset()..part.end + node.offset();
        node.stream.traces.spans_of(node.stream.source, node.id, node.data(), part)
    }

    fn children(self) -> Children<'t> {
        let holds_children = matches!(self.kind(), Kind::Sequence | Kind::Mapping);
        Children { next: if holds_children { self.at(self.data().first) } else { None } }
    }
}

/// Whether a plain scalar has no content.
fn is_nothing(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL" | "NaN" | "nan" | ".nan" | ".NaN" | ".NAN")
}

impl<'t> Iterator for Children<'t> {
    type Item = Node<'t>;

    fn next(&mut self) -> Option<Node<'t>> {
        let node = self.next?;
        self.next = node.at(node.data().next);
        Some(node)
    }
}

impl<'t> Iterator for Entries<'t> {
    type Item = Entry<'t>;

    fn next(&mut self) -> Option<Entry<'t>> {
        Some(Entry { key: self.0.next()?, value: self.0.next()? })
    }
}

impl std::fmt::Debug for Node<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Node").field("kind", &self.kind()).field("span", &self.span()).finish_non_exhaustive()
    }
}
