//! Where guides stand in a file, and what stands beside them.
//!
//! A guide is a document, an item of a list that is one, or what exports wrap: `{code: 200, data: {list:
//! [{…}, {…}]}}`. Wrappers are only entered where they have no element themselves, a few levels deep, and
//! what is found in them must say more of itself than a window with its opening hours does. Aliases are
//! not followed into wrappers, so every node is looked at once.

use std::fmt::Write;

use super::labels::Read;
use super::lookalike::{is_short, known, names_in};
use super::naming::{Meaning, ReadBy};
use super::reading::divided;
use super::reading::table::entries;
use super::{ElementId, Guide, Labels, Role, Shape, Vocabulary, placeholder, reading};
use crate::document::{Entry, Kind, Node, Stream};

/// So many levels of a document are looked at for guides: `data`, `page`, `list` and its items.
const MOST_LEVELS: usize = 4;

/// So many documents and items are noted that are no guides.
const MOST_STRANGERS: usize = 1_000;

/// So many characters of a key are told.
const LONGEST_KEY: usize = 40;

/// So many names that only forms read make a guide of a mapping in which no listed name stands.
const FEWEST_BY_RULE: usize = 2;

/// So many keys that are read as fields of an export make one.
const FEWEST_BY_FIELD: usize = 3;

/// So many entries of a mapping are looked at for a guide in another shape.
const FEW_ENTRIES: usize = 10;

/// So many items with one element each are the lines of one guide.
const FEWEST_LINES: usize = 3;

/// A document, an item or a part of a wrapper.
#[derive(Clone, Debug)]
pub struct Content<'t> {
    /// What stands there.
    pub node: Node<'t>,
    /// Keys and numbers of items, from 1, that lead there from the root of its document: `data.list[2]`;
    /// empty for the root.
    pub path: String,
    /// What it is.
    pub what: What,
    /// The key of a guide that its file writes below its own title: `犬只登记: {申请材料: …}`.
    pub title: Option<Node<'t>>,
}

/// What a document or an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A guide.
    Guide,
    /// It looks like a guide to people.
    Lookalike,
    /// Neither, a document.
    StrangeDocument,
    /// Neither, in a list where others are.
    StrangeItem,
}

/// All that stands in a file, in its order.
#[derive(Debug, Default)]
pub struct Contents<'t> {
    /// Of a document that holds a guide, only guides and what stands in a list with guides.
    pub found: Vec<Content<'t>>,
    /// Whether there is more that is no guide than was noted.
    pub is_cut: bool,
    /// How much is no guide, so far.
    strangers: usize,
}

/// All that stands in a file.
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
    /// Adds something; of what is no guide only so much.
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

/// Looking for guides in documents.
struct Looking<'v> {
    labels: &'v Labels<'v>,
    vocabulary: &'v Vocabulary,
}

/// Keys of a mapping, by what they were read as.
#[derive(Default)]
struct Tally {
    /// Listed names that are a sign of a guide by themselves.
    strong: usize,
    /// Listed names that are not.
    listed: usize,
    by_rule: usize,
    by_field: usize,
    unknown: usize,
}

impl Looking<'_> {
    /// Adds what stands in a document; nothing where there is no guide.
    fn document<'t>(&self, root: Node<'t>, contents: &mut Contents<'t>) {
        match root.resolved().kind() {
            Kind::Sequence => self.list(root, "", 0, contents),
            _ => self.outermost(root, String::new(), contents),
        };
    }

    /// Adds what a document is, or an item of a list that is one; tells whether it is a guide or holds
    /// any, and adds nothing where it does not.
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

    /// Adds what stands in a list; tells whether there are guides in it, and adds nothing where there are
    /// none.
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

    /// Whether the items of a list are the lines of one guide (`- 事项名称: …`, `- 申请材料: …`): each has
    /// one entry, and each that is known is another element.
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

    /// Adds the guides that a wrapper holds; tells whether there are any.
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

    /// What a key over the only guide of a document says that the guide is about; none where the key is
    /// the word of a program or of the form.
    fn title<'t>(&self, key: Node<'t>) -> Option<Node<'t>> {
        let text = key.text()?.trim_end();
        let start = text.len() - text.trim_start().len();
        let name = ["办事指南", "服务指南", "指南"].iter().find_map(|form| text.strip_suffix(form));
        let name = name.unwrap_or(text);
        let is_name = !is_short(name) && !name.is_ascii();
        let is_unknown = || self.vocabulary.meaning_alone(ElementId::GUIDE, text) == Meaning::Unknown;
        (is_name && is_unknown() && !self.vocabulary.is_own(text)).then(|| key.part(start..name.len()))
    }

    /// Whether a document, or an item of a list that is one, has elements of its own. One short word like
    /// 数量 among others that are unknown is none: any data may have it.
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

    /// Counts an entry; tells whether there are enough now.
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

    /// Whether a mapping stands where a text should, and is a whole guide: then the name of the element
    /// is that of a wrapper.
    fn is_wrapper(&self, element: ElementId, value: Node<'_>) -> bool {
        self.vocabulary[element].shape == Shape::Text && value.kind() == Kind::Mapping && self.tells(value)
    }

    /// Whether a mapping is one guide in sections: several mappings with elements of a guide (基本信息,
    /// 办理信息), of which not more than one says what the guide is about.
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

    /// Whether a mapping tells by itself that it is a guide: what it is about, or one of the lists that
    /// guides have.
    fn tells(&self, node: Node<'_>) -> bool {
        // A mapping says something about an element, as conditions of rules do.
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
                // Where all is lists, they may be lists of words.
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

    /// Whether people would take it for a guide.
    fn looks_like_one(&self, node: Node<'_>) -> bool {
        let mut entries = node.entries();
        match (entries.next(), entries.next()) {
            (None, _) => !names_in(node, self.labels).is_empty(),
            // Something around a text, of which one name tells too little.
            (Some(only), None) if names_in(only.value, self.labels).len() > 1 => true,
            _ => node.entries().any(|entry| self.is_entry_in_key(entry.key)),
        }
    }

    /// Whether a key has a name and, behind a colon, a value: `{事项名称：犬只登记}`.
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

    /// Whether a short listed name stands with hardly anything that is unknown.
    fn is_listed_among_few(&self) -> bool {
        self.listed == 1 && self.unknown < 2
    }
}

/// A path with one more key, of which only the beginning counts: nobody made it long for people.
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
