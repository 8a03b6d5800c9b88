//! Which parts of a file are guides, and what else it contains.
//!
//! A guide is a document, an item of a list that is one, or what exports wrap:
//! `{code: 200, data: {list: [{…}, {…}]}}`. Wrappers are only searched if they have no element themselves,
//! and only a few levels deep. A guide in a wrapper needs stronger signs, so that an office window with its
//! opening hours is not taken for one. Aliases are not followed into wrappers, so every node is visited once.

use std::fmt::Write;

use super::labels::Read;
use super::lookalike::{is_short, known, names_in};
use super::naming::{Meaning, ReadBy};
use super::reading::divided;
use super::reading::table::entries;
use super::{ElementId, Guide, Labels, Role, Shape, Vocabulary, placeholder, reading};
use crate::document::{Entry, Kind, Node, Stream};

/// The most levels of a document that are searched for guides: `data`, `page`, `list` and its items.
const MOST_LEVELS: usize = 4;

/// The most documents and items that are recorded without being guides.
const MOST_STRANGERS: usize = 1_000;

/// The most characters of a key that are shown in a path.
const LONGEST_KEY: usize = 40;

/// How many names that only forms recognize make a mapping without listed names a guide.
const FEWEST_BY_RULE: usize = 2;

/// How many keys that are read as fields of an export make a guide.
const FEWEST_BY_FIELD: usize = 3;

/// How many entries of a mapping are searched for a guide in another shape.
const FEW_ENTRIES: usize = 10;

/// How many items with one element each make a list the lines of one guide.
const FEWEST_LINES: usize = 3;

/// A document, an item or a part of a wrapper.
#[derive(Clone, Debug)]
pub struct Content<'t> {
    /// Its node.
    pub node: Node<'t>,
    /// The path from the root of its document, with items numbered from 1: `data.list[2]`; empty for the
    /// root.
    pub path: String,
    /// What kind of content it is.
    pub what: What,
    /// The key of a guide that is written below its own title: `犬只登记: {申请材料: …}`.
    pub title: Option<Node<'t>>,
}

/// What a document or an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A guide.
    Guide,
    /// Not read as a guide, but people would take it for one.
    Lookalike,
    /// A document that is neither.
    StrangeDocument,
    /// An item that is neither, in a list with guides.
    StrangeItem,
}

/// The contents of a file, in its order.
#[derive(Debug, Default)]
pub struct Contents<'t> {
    /// For a document that holds a guide, only guides and the items of lists with guides.
    pub found: Vec<Content<'t>>,
    /// Whether there are more entries that are not guides than were recorded.
    pub is_cut: bool,
    /// How many entries that are not guides were recorded so far.
    strangers: usize,
}

/// The contents of a file.
pub fn contents<'t>(stream: &'t Stream<'t>, labels: &Labels<'_>) -> Contents<'t> {
    let looking = Looking { labels, vocabulary: labels.vocabulary };
    let mut contents = Contents::default();
    for root in stream.documents() {
        let first = contents.found.len();
        looking.document(root, &mut contents);
        if contents.found.len() == first && !root.resolved().is_blank() {
            contents.add(root, String::new(), What::StrangeDocument);
        }
    }
    contents
}

/// The guides of a file, in its order.
pub fn guides<'t>(stream: &'t Stream<'t>, vocabulary: &'t Vocabulary) -> impl Iterator<Item = Guide<'t>> {
    let found = contents(stream, &Labels::of(vocabulary)).found;
    guides_of(found.into_iter(), stream, vocabulary)
}

/// The guides among what was found in a file.
pub fn guides_of<'t>(
    found: impl Iterator<Item = Content<'t>>,
    stream: &'t Stream<'t>,
    vocabulary: &'t Vocabulary,
) -> impl Iterator<Item = Guide<'t>> {
    let may_await = vocabulary.has_placeholders && stream.may_hold(placeholder::opening());
    let guides = found.filter(|content| content.what == What::Guide);
    guides.filter_map(move |content| reading::read(content, vocabulary, may_await))
}

impl<'t> Contents<'t> {
    /// Adds an entry; entries that are not guides only up to the limit.
    fn add(&mut self, node: Node<'t>, path: String, what: What) {
        let is_stranger = what != What::Guide;
        if is_stranger && self.strangers >= MOST_STRANGERS {
            self.is_cut = true;
            return;
        }
        self.strangers += usize::from(is_stranger);
        self.found.push(Content { node, path, what, title: None });
    }
}

/// Searches documents for guides.
struct Looking<'v> {
    labels: &'v Labels<'v>,
    vocabulary: &'v Vocabulary,
}

/// Keys of a mapping, by what they were read as.
#[derive(Default)]
struct Tally {
    /// Listed names that are enough for a guide by themselves.
    strong: usize,
    /// Listed names that are not.
    listed: usize,
    by_rule: usize,
    by_field: usize,
    unknown: usize,
}

impl Looking<'_> {
    /// Adds the contents of a document; adds nothing if there is no guide.
    fn document<'t>(&self, root: Node<'t>, contents: &mut Contents<'t>) {
        match root.resolved().kind() {
            Kind::Sequence => self.list(root, "", 0, contents),
            _ => self.outermost(root, String::new(), contents),
        };
    }

    /// Adds a document, or an item of a list that is one, or the guides in it. Returns whether it is or holds
    /// a guide or lookalike; if not, adds nothing.
    fn outermost<'t>(&self, node: Node<'t>, path: String, contents: &mut Contents<'t>) -> bool {
        if self.is_guide(node) || self.is_in_sections(node) {
            contents.add(node, path, What::Guide);
            return true;
        }
        if self.enter(node, &path, 0, contents) {
            return true;
        }
        let is_one = self.looks_like_one(node);
        if is_one {
            contents.add(node, path, What::Lookalike);
        }
        is_one
    }

    /// Adds the contents of a list. Returns whether it holds guides or lookalikes; if not, adds nothing.
    fn list<'t>(&self, list: Node<'t>, path: &str, level: usize, contents: &mut Contents<'t>) -> bool {
        if self.are_lines_of_one(list) {
            contents.add(list, path.to_owned(), What::Lookalike);
            return true;
        }
        let before = (contents.found.len(), contents.strangers, contents.is_cut);
        let mut has_guides = false;
        for (number, item) in (1..).zip(list.items()) {
            let path = || numbered(path, number);
            let is_one = match item.kind() {
                Kind::Sequence => level < MOST_LEVELS && self.list(item, &path(), level + 1, contents),
                _ if level == 0 => self.outermost(item, path(), contents),
                _ => {
                    let is_one = self.tells(item);
                    if is_one {
                        contents.add(item, path(), What::Guide);
                    }
                    is_one
                }
            };
            has_guides |= is_one;
            if !is_one && !item.resolved().is_blank() {
                contents.add(item, path(), What::StrangeItem);
            }
        }
        if !has_guides {
            contents.found.truncate(before.0);
            (contents.strangers, contents.is_cut) = (before.1, before.2);
        }
        has_guides
    }

    /// Whether the items of a list are the lines of one guide (`- 事项名称: …`, `- 申请材料: …`): each has one entry,
    /// and no known element is repeated.
    fn are_lines_of_one(&self, list: Node<'_>) -> bool {
        let (mut known, mut unknown, mut tells) = (Vec::new(), 0, false);
        for item in list.items() {
            let mut entries = item.entries();
            let (Some(only), None) = (entries.next(), entries.next()) else { return false };
            match only.key.text().and_then(|key| self.labels.read(ElementId::GUIDE, key)) {
                Some(read) if known.contains(&read.element) => return false,
                Some(read) => known.push(read.element),
                None => unknown += 1,
            }
            tells |= self.tells(item);
        }
        known.len() >= FEWEST_LINES && known.len() > unknown && tells
    }

    /// Adds the guides that a wrapper holds. Returns whether there are any.
    fn enter<'t>(&self, wrapper: Node<'t>, path: &str, level: usize, contents: &mut Contents<'t>) -> bool {
        if level >= MOST_LEVELS || wrapper.kind() != Kind::Mapping {
            return false;
        }
        let mut has_guides = false;
        for entry in wrapper.entries() {
            let (Some(key), node) = (entry.key.text(), entry.value) else { continue };
            if !matches!(node.kind(), Kind::Mapping | Kind::Sequence) {
                continue;
            }
            let path = below(path, key);
            has_guides |= if node.kind() == Kind::Sequence {
                self.list(node, &path, level + 1, contents)
            } else if self.tells(node) || self.is_in_sections(node) {
                contents.add(node, path, What::Guide);
                if wrapper.entries().nth(1).is_none()
                    && let Some(guide) = contents.found.last_mut()
                {
                    guide.title = self.title(entry.key);
                }
                true
            } else {
                self.enter(node, &path, level + 1, contents)
            };
        }
        has_guides
    }

    /// The title that the key over the only guide of a document gives; `None` if the key is a technical name
    /// or a word of the form.
    fn title<'t>(&self, key: Node<'t>) -> Option<Node<'t>> {
        let text = key.text()?.trim_end();
        let start = text.len() - text.trim_start().len();
        let name = ["办事指南", "服务指南", "指南"].iter().find_map(|form| text.strip_suffix(form));
        let name = name.unwrap_or(text);
        let is_name = !is_short(name) && !name.is_ascii();
        let is_unknown = || self.vocabulary.meaning_alone(ElementId::GUIDE, text) == Meaning::Unknown;
        (is_name && is_unknown() && !self.vocabulary.is_own(text)).then(|| key.part(start..name.len()))
    }

    /// Whether a document, or an item of a list that is one, has elements of its own. One short name like 数量
    /// among unknown keys is not enough: any data may have it.
    fn is_guide(&self, node: Node<'_>) -> bool {
        let mut tally = Tally::default();
        if node.entries().any(|entry| self.count(entry, &mut tally)) {
            return true;
        }
        if node.entries().take(FEW_ENTRIES).any(|entry| self.holds_entries(entry.value)) {
            return true;
        }
        let has_merges = node.entries().any(|entry| entry.is_merge());
        let own = node.entries().filter(|entry| !entry.is_merge()).count();
        let mut merged = if has_merges { node.merged_entries() } else { Vec::new() }.into_iter().skip(own);
        merged.any(|entry| self.count(entry, &mut tally)) || tally.is_listed_among_few()
    }

    /// Whether a value is a guide in another shape: entries as items of a list, or a text with headings.
    fn holds_entries(&self, value: Node<'_>) -> bool {
        match value.kind() {
            Kind::Sequence => {
                let names = |name: &str| self.labels.element(ElementId::GUIDE, name).is_some();
                !entries(value, self.vocabulary, &names).is_empty()
            }
            Kind::Scalar(_) => value.text().is_some_and(|text| divided::is_guide(text, self.labels)),
            _ => false,
        }
    }

    /// Counts an entry. Returns whether there are enough now.
    fn count(&self, entry: Entry<'_>, tally: &mut Tally) -> bool {
        let Some(key) = entry.key.text().filter(|_| !entry.is_merge()) else { return false };
        match self.labels.read(ElementId::GUIDE, key) {
            None => tally.unknown += 1,
            Some(read) if self.is_wrapper(read.element, entry.value) => tally.unknown += 1,
            Some(Read { element, by: ReadBy::Name, .. }) if is_short(key) && !self.is_about(element) => {
                tally.listed += 1;
            }
            Some(Read { by: ReadBy::Name, .. }) => tally.strong += 1,
            Some(Read { by: ReadBy::Field, .. }) => tally.by_field += 1,
            Some(read) => tally.by_rule += read.count,
        }
        tally.is_enough()
    }

    /// Whether the value of an element whose shape is text is a mapping that is a whole guide: then the key
    /// is that of a wrapper.
    fn is_wrapper(&self, element: ElementId, value: Node<'_>) -> bool {
        self.vocabulary[element].shape == Shape::Text && value.kind() == Kind::Mapping && self.tells(value)
    }

    /// Whether a mapping is one guide in sections: several mappings with elements of a guide (基本信息, 办理信息), of
    /// which at most one names the matter.
    fn is_in_sections(&self, node: Node<'_>) -> bool {
        let (mut sections, mut matters, mut tells) = (0, 0, false);
        for entry in node.entries().filter(|entry| entry.value.kind() == Kind::Mapping) {
            let mut elements = entry.value.entries().filter_map(|entry| self.listed(entry)).peekable();
            sections += usize::from(elements.peek().is_some());
            matters += usize::from(elements.any(|element| self.has_role(element, Role::Matter)));
            tells |= self.tells(entry.value);
        }
        sections > 1 && matters < 2 && tells
    }

    /// Whether a mapping is certainly a guide by itself: it has an element that says what it is about, or one
    /// of the lists that guides have.
    fn tells(&self, node: Node<'_>) -> bool {
        // Under mappings, keys may only refer to elements, as in the conditions of rules.
        let said = || node.entries().filter(|entry| entry.value.resolved().kind() != Kind::Mapping);
        let is_list =
            |element: ElementId| matches!(self.vocabulary[element].shape, Shape::Texts | Shape::Records);
        let is_telling = |entry: Entry<'_>| {
            let is_long = entry.key.text().is_some_and(|name| !is_short(name));
            is_long && self.listed(entry).is_some_and(|element| is_list(element) || self.is_about(element))
        };
        if said().any(is_telling) {
            return true;
        }
        let (mut lists, mut texts) = (0, 0);
        for entry in said() {
            match entry.key.text().and_then(|key| self.labels.read(ElementId::GUIDE, key)) {
                None | Some(Read { by: ReadBy::Slip, .. }) => {}
                Some(read) if is_list(read.element) => lists += 1,
                // If all values are lists, they may be lists of words.
                Some(_) => texts += usize::from(entry.value.resolved().kind() != Kind::Sequence),
            }
        }
        lists > 0 && texts > 0 && lists + texts >= FEWEST_BY_FIELD
    }

    /// The element of a guide whose listed name a key is.
    fn listed(&self, entry: Entry<'_>) -> Option<ElementId> {
        self.vocabulary.part(ElementId::GUIDE, entry.key.text()?)
    }

    /// Whether an element says what a guide is about.
    fn is_about(&self, element: ElementId) -> bool {
        [Role::Matter, Role::Type, Role::Code].into_iter().any(|role| self.has_role(element, role))
    }

    fn has_role(&self, element: ElementId, role: Role) -> bool {
        self.vocabulary.all_with_role(role).any(|own| own == element)
    }

    /// Whether people would take a node for a guide.
    fn looks_like_one(&self, node: Node<'_>) -> bool {
        let mut entries = node.entries();
        match (entries.next(), entries.next()) {
            (None, _) => !names_in(node, self.labels).is_empty(),
            // A wrapper around a text: one name in it is not enough.
            (Some(only), None) if names_in(only.value, self.labels).len() > 1 => true,
            _ => node.entries().any(|entry| self.is_entry_in_key(entry.key)),
        }
    }

    /// Whether a key contains a name and, after a colon, a value: `{事项名称：犬只登记}`.
    fn is_entry_in_key(&self, key: Node<'_>) -> bool {
        let split = key.text().and_then(|key| key.split_once([':', '：']));
        split.is_some_and(|(name, value)| {
            !value.is_empty() && !is_short(name) && known(self.labels, ElementId::GUIDE, name).is_some()
        })
    }
}

impl Tally {
    fn is_enough(&self) -> bool {
        self.strong > 0 || self.listed + self.by_rule >= FEWEST_BY_RULE || self.by_field >= FEWEST_BY_FIELD
    }

    /// Whether there is one short listed name and at most one unknown key.
    fn is_listed_among_few(&self) -> bool {
        self.listed == 1 && self.unknown < 2
    }
}

/// A path with one more key, which is cut if it is long: such keys are not meant for people.
fn below(path: &str, key: &str) -> String {
    let dot = if path.is_empty() { "" } else { "." };
    match key.char_indices().nth(LONGEST_KEY) {
        Some((end, _)) => format!("{path}{dot}{}…", &key[..end]),
        None => format!("{path}{dot}{key}"),
    }
}

fn numbered(path: &str, number: usize) -> String {
    let mut path = path.to_owned();
    // Writing into a string cannot fail.
    let _ = write!(path, "[{number}]");
    path
}
