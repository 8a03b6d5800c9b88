//! A document read as a service guide.
//!
//! One walk over the document, guided by the vocabulary, records every element in it ([`Occurrence`]); rules
//! then ask for the occurrences of an element and never see YAML. Text in place of a record or a list is
//! accepted (`申请材料: 身份证` is a list of one material that has a name), and every synonym and field name means
//! its element.
//!
//! A text that is only a placeholder has no content yet. Only [`Guide::awaiting`] and [`Guide::awaits`] see
//! its occurrence; no list of occurrences includes it, so rules do not check it unless they ask for it.
//!
//! Invariant: occurrences are in preorder, so all descendants of an occurrence directly follow it.

mod burden;
mod conclusion;
mod contents;
mod labels;
mod listing;
mod lookalike;
mod naming;
mod placeholder;
mod reading;
mod values;
mod vocabulary;

use std::fmt::Write;

pub use burden::{Burden, BurdenSpec, Measure};
pub use conclusion::{Conclusion, ConclusionSpec};
pub use contents::{Content, Contents, What, contents, guides, guides_of};
pub use labels::Labels;
pub use lookalike::{Lookalike, MOST_MISREAD, Meant, known, lookalike, names_in};
pub use naming::{Meaning, NamingSpec, ReadBy};
pub use placeholder::{PLACEHOLDER, is_placeholder};
pub use values::{
    Codes, Declared, Others, Part, Reading, Said, SpellingSpec, VALUE_SEPARATORS, Value, ValueSpec, Values,
    ValuesSpec,
};
pub use vocabulary::{Element, ElementId, ElementSpec, Role, Shape, Vocabulary};

use crate::document::{Kind, Node};
use crate::lists::Lists;
use crate::text::Span;
use crate::time_limit::Unit;

/// A service guide: a mapping with at least one known element, either a whole document or a part of one.
#[derive(Debug)]
pub struct Guide<'t> {
    /// The vocabulary with which it was read.
    pub vocabulary: &'t Vocabulary,
    occurrences: Vec<Occurrence<'t>>,
    /// The occurrences of every element, without those that are only a placeholder.
    by_element: Lists<OccurrenceId>,
    /// The occurrences that are only a placeholder, in order.
    awaiting: Vec<OccurrenceId>,
    /// Whether the file may have placeholders: most have none, and checking every text costs time.
    may_await: bool,
    unknown: Vec<UnknownKey<'t>>,
    readings: Vec<KeyReading<'t>>,
    conclusions: Vec<Conclusion<'t>>,
    /// Bytes that aliases and merge keys brought in.
    borrowed: usize,
    /// The path in its document: `data.list[2]`; empty for the root.
    pub found_at: String,
}

/// Number of an occurrence in its guide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OccurrenceId(u32);

impl OccurrenceId {
    /// The number, from 0; below [`Guide::len`].
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A location in a guide where an element occurs.
#[derive(Clone, Copy, Debug)]
pub struct Occurrence<'t> {
    /// Its number.
    pub id: OccurrenceId,
    /// The element.
    pub element: ElementId,
    /// The key that names it; `None` for the guide, for items of lists and for text that stands for a record.
    pub key: Option<Node<'t>>,
    /// The value.
    pub node: Node<'t>,
    /// The number in its list, from 1.
    pub number: Option<u32>,
    parent: Option<OccurrenceId>,
    /// One past the last occurrence inside it.
    end: u32,
}

impl Occurrence<'_> {
    /// The span of the key, if there is one, together with the value.
    pub fn extent(&self) -> Span {
        let value = self.node.span();
        match self.key.map(Node::span) {
            // The value of an alias or a merged key may be before it.
            Some(key) if key.start <= value.start => Span { start: key.start, end: value.end },
            _ => value,
        }
    }
}

/// A key that names no element.
#[derive(Clone, Copy, Debug)]
pub struct UnknownKey<'t> {
    /// The record that contains it.
    pub record: OccurrenceId,
    /// The key.
    pub key: Node<'t>,
    /// Whether packs list it as one of an office's own fields, which are not reported.
    pub is_foreign: bool,
}

/// How a key was read that is not the name of its element.
#[derive(Clone, Copy, Debug)]
pub struct KeyReading<'t> {
    /// The record that contains it.
    pub record: OccurrenceId,
    /// The key.
    pub key: Node<'t>,
    /// The element; a key that names two elements has two readings.
    pub element: ElementId,
    /// How it was read.
    pub by: ReadBy,
}

/// The most bytes that aliases and merge keys may bring into a guide.
const MOST_BORROWED: usize = 1024 * 1024;

/// The length of most paths, in bytes.
const USUAL_PATH: usize = 64;

/// The most occurrences of an element that are compared with one occurrence beside them. Real guides have one
/// or two; comparing all with all would take too long in a hostile file.
const MOST_BESIDE: usize = 100;

impl<'t> Guide<'t> {
    /// Whether everything that aliases and merge keys refer to was read.
    pub fn is_whole(&self) -> bool {
        self.borrowed <= MOST_BORROWED
    }

    /// Number of occurrences; all their numbers are below it.
    #[expect(clippy::len_without_is_empty, reason = "the guide itself is always there")]
    pub fn len(&self) -> usize {
        self.occurrences.len()
    }

    /// The guide as a whole.
    pub fn root(&self) -> Occurrence<'t> {
        self.occurrences[0]
    }

    /// All occurrences, beginning with the guide itself, in the order of the file.
    pub fn all(&self) -> impl Iterator<Item = Occurrence<'t>> + '_ {
        self.occurrences.iter().copied()
    }

    /// The occurrence with this number.
    pub fn get(&self, id: OccurrenceId) -> Occurrence<'t> {
        self.occurrences[id.0 as usize]
    }

    /// Whether it may contain placeholders, also where there is no element. If `false`, it has none.
    pub fn may_await(&self) -> bool {
        self.may_await
    }

    /// The occurrences that are only a placeholder, in the order of the file. If a list or record is one
    /// placeholder, only the list or record.
    pub fn awaiting(&self) -> impl Iterator<Item = Occurrence<'t>> + '_ {
        self.awaiting.iter().map(|&id| self.get(id))
    }

    /// Whether something that determines an element is still to be written inside an occurrence: the element,
    /// a part of it, or what it is a part of.
    pub fn awaits(&self, occurrence: Occurrence<'t>, element: ElementId) -> bool {
        let start = self.awaiting.partition_point(|id| *id < occurrence.id);
        let inside = self.awaiting[start..].iter().take_while(|id| id.0 < occurrence.end);
        let mut elements = inside.map(|&id| self.get(id).element);
        elements.any(|other| {
            let common = self.vocabulary.common_ancestor(element, other);
            common == element || common == other
        })
    }

    /// The occurrences of an element, filled in or blank, in the order of the file; without those that are
    /// only a placeholder.
    pub fn occurrences(&self, element: ElementId) -> impl Iterator<Item = Occurrence<'t>> + '_ {
        self.by_element.get(element.index()).iter().map(|&id| self.get(id))
    }

    /// Whether an element occurs: see [`Self::occurrences`].
    pub fn has(&self, element: ElementId) -> bool {
        !self.by_element.get(element.index()).is_empty()
    }

    /// The occurrences of an element inside an occurrence.
    pub fn inside(
        &self,
        occurrence: Occurrence<'t>,
        element: ElementId,
    ) -> impl Iterator<Item = Occurrence<'t>> + '_ {
        let all = self.by_element.get(element.index());
        let start = all.partition_point(|id| *id < occurrence.id);
        let end = all.partition_point(|id| id.0 < occurrence.end);
        all[start..end].iter().map(|&id| self.get(id))
    }

    /// Whether an occurrence contains others.
    pub fn has_inside(&self, occurrence: Occurrence<'t>) -> bool {
        occurrence.end as usize > occurrence.id.index() + 1
    }

    /// The occurrences of an element in the same record as an occurrence: in the same list item if both are
    /// in one, otherwise in the guide.
    pub fn beside(
        &self,
        occurrence: Occurrence<'t>,
        element: ElementId,
    ) -> impl Iterator<Item = Occurrence<'t>> + '_ {
        self.inside(self.holder(occurrence, element), element).take(MOST_BESIDE)
    }

    /// Whether an element still has to be written in the record that an occurrence belongs to.
    pub fn awaits_beside(&self, occurrence: Occurrence<'t>, element: ElementId) -> bool {
        !self.awaiting.is_empty() && self.awaits(self.holder(occurrence, element), element)
    }

    /// The innermost record, list or guide that holds both an occurrence and an element.
    pub fn holder(&self, occurrence: Occurrence<'t>, element: ElementId) -> Occurrence<'t> {
        let common = self.vocabulary.common_ancestor(occurrence.element, element);
        let mut holder = occurrence;
        while holder.element != common {
            let Some(parent) = holder.parent else { break };
            holder = self.get(parent);
        }
        holder
    }

    /// Keys that name no element.
    pub fn unknown(&self) -> &[UnknownKey<'t>] {
        &self.unknown
    }

    /// How keys were read that are not the names of their elements, in the order of the file.
    pub fn readings(&self) -> &[KeyReading<'t>] {
        &self.readings
    }

    /// What is concluded about an element that the guide does not state.
    pub fn concluded(&self, element: ElementId) -> Option<Conclusion<'t>> {
        self.conclusions.iter().copied().find(|conclusion| conclusion.element == element)
    }

    /// The elements that a key of a record was read as; empty if it names none.
    pub fn elements_of(&self, record: Occurrence<'t>, key: Node<'t>) -> impl Iterator<Item = ElementId> + '_ {
        let inside = self.occurrences[record.id.index() + 1..record.end as usize].iter();
        let read =
            inside.filter(move |occurrence| occurrence.key.is_some_and(|own| own.span() == key.span()));
        read.map(|occurrence| occurrence.element)
    }

    /// Whether the author began to fill in an occurrence, if only with placeholders: it is not blank, nor are
    /// all its parts.
    pub fn is_begun(&self, occurrence: Occurrence<'t>) -> bool {
        let node = occurrence.node;
        match node.resolved().kind() {
            Kind::Sequence => node.items().any(|item| !item.is_blank()),
            Kind::Mapping => node.entries().any(|entry| !entry.value.is_blank()),
            _ => !node.is_blank(),
        }
    }

    /// Whether an occurrence has content: it is neither blank nor a placeholder, nor are all its parts.
    pub fn is_filled(&self, occurrence: Occurrence<'t>) -> bool {
        let node = occurrence.node;
        if self.says_nothing(node) {
            return false;
        }
        match node.resolved().kind() {
            Kind::Sequence => node.items().any(|item| self.says_something(item)),
            Kind::Mapping => node.entries().any(|entry| self.says_something(entry.value)),
            _ => true,
        }
    }

    /// Whether a node is only a placeholder.
    fn awaits_author(&self, node: Node<'_>) -> bool {
        self.may_await && node.text().is_some_and(is_placeholder)
    }

    fn says_nothing(&self, node: Node<'_>) -> bool {
        node.is_blank() || self.awaits_author(node)
    }

    /// Whether a node contains more than placeholders; a record is checked one level deep.
    fn says_something(&self, node: Node<'_>) -> bool {
        let mut entries = node.entries().peekable();
        let is_begun = entries.peek().is_none() || entries.any(|entry| !self.says_nothing(entry.value));
        !self.says_nothing(node) && is_begun
    }

    /// The occurrences in the same list as an occurrence, from first to last: the items of a list of texts,
    /// or the texts of an element that has several. `None` if the occurrence is not the first of them.
    pub fn list_from(&self, occurrence: Occurrence<'t>) -> Option<impl Iterator<Item = Occurrence<'t>> + '_> {
        let all = self.by_element.get(occurrence.element.index());
        let at = all.binary_search(&occurrence.id).ok()?;
        let key = |occurrence: Occurrence<'t>| (occurrence.parent, occurrence.key.map(Node::span));
        let is_beside = move |id: &OccurrenceId| key(self.get(*id)) == key(occurrence);
        let is_first = at.checked_sub(1).is_none_or(|before| !is_beside(&all[before]));
        is_first.then(|| all[at..].iter().take_while(move |id| is_beside(id)).map(|&id| self.get(id)))
    }

    /// Which values of an enumeration the text of an occurrence means; empty if the element is no enumeration
    /// or there is no text. Keys in Latin letters are fields of exchange tables.
    pub fn reading(&self, occurrence: Occurrence<'t>) -> Reading<'t> {
        let Some(text) = occurrence.node.text() else { return Reading::default() };
        let named = std::iter::successors(Some(occurrence), |occurrence| Some(self.get(occurrence.parent?)));
        let key = named.into_iter().find_map(|occurrence| occurrence.key).and_then(Node::text);
        self.vocabulary[occurrence.element].values.read(text, key.is_some_and(str::is_ascii))
    }

    /// The canonical names of the values of an occurrence; its text if the element is no enumeration.
    pub fn values(&self, occurrence: Occurrence<'t>) -> Vec<&'t str> {
        let Some(text) = occurrence.node.text() else { return Vec::new() };
        if self.vocabulary[occurrence.element].values.is_empty() {
            return vec![text.trim()];
        }
        self.reading(occurrence).parts.iter().map(|part| part.name(text)).collect()
    }

    /// The unit of the number of an occurrence, from a remark in its key (`办结时限（工作日）`) or from the element
    /// beside it that holds the unit.
    pub fn unit_beside(&self, occurrence: Occurrence<'t>) -> Option<Unit> {
        let remarked = || {
            let key = occurrence.key?.text()?.trim_end().strip_suffix(['）', ')'])?;
            let (_, remark) = key.rsplit_once(['（', '('])?;
            Unit::named(remark.trim())
        };
        let beside = || {
            let written = self.beside(occurrence, self.vocabulary.unit(occurrence.element)?).next()?;
            Unit::named(self.values(written).first()?)
        };
        remarked().or_else(beside)
    }

    /// Whether one of the values of an occurrence is among these: see [`Self::values`].
    pub fn says_one_of(&self, occurrence: Occurrence<'t>, values: &[String]) -> bool {
        let Some(text) = occurrence.node.text() else { return false };
        let is_among = |value: &str| values.iter().any(|one| one == value);
        if self.vocabulary[occurrence.element].values.is_empty() {
            return is_among(text.trim());
        }
        self.reading(occurrence).parts.iter().any(|part| is_among(part.name(text)))
    }

    /// The 行政区划代码 that the guide states.
    pub fn region(&self) -> Option<&'t str> {
        self.text_with_role(Role::Region)
    }

    /// The first text of the element with a role, trimmed.
    pub fn text_with_role(&self, role: Role) -> Option<&'t str> {
        let occurrence = self.occurrences(self.vocabulary.with_role(role)?).next()?;
        occurrence.node.text().map(str::trim)
    }

    /// The path of an occurrence: `申请材料[3].材料名称`, items counted from 1; empty for the guide.
    pub fn path(&self, occurrence: Occurrence<'t>) -> String {
        let mut path = String::with_capacity(USUAL_PATH);
        self.write_path(occurrence.id, &mut path);
        path
    }

    fn write_path(&self, occurrence: OccurrenceId, path: &mut String) {
        let &Occurrence { element, number, parent, key, .. } = &self.occurrences[occurrence.index()];
        if let Some(parent) = parent {
            self.write_path(parent, path);
            // The key is a heading over some of the items.
            if self.get(parent).element == element {
                let heading = key.and_then(Node::text).unwrap_or_default();
                let _ = write!(path, "[{}]", heading.trim());
                return;
            }
        }
        let name = &self.vocabulary[element].name;
        if !path.is_empty() && !name.is_empty() {
            path.push('.');
        }
        path.push_str(name);
        if let Some(number) = number {
            // Writing into a string cannot fail.
            let _ = write!(path, "[{number}]");
        }
    }

    /// Where to report that something is missing in an occurrence: its key; for a list item or the guide the
    /// first key in it, so that the marked text is short and is where readers look.
    pub fn missing_at(&self, occurrence: Occurrence<'t>) -> Span {
        let first = || occurrence.node.resolved().entries().next().map(|entry| entry.key);
        occurrence.key.or_else(first).unwrap_or(occurrence.node).span()
    }
}

/// The occurrences of every element, in the order of the file.
fn by_element(
    occurrences: &[Occurrence<'_>],
    awaiting: &[OccurrenceId],
    elements: usize,
) -> Lists<OccurrenceId> {
    let listed = || occurrences.iter().filter(|occurrence| awaiting.binary_search(&occurrence.id).is_err());
    // First the start of each element's range; each start moves to the end as occurrences are inserted.
    let mut ends = vec![0; elements];
    for occurrence in listed() {
        ends[occurrence.element.index()] += 1;
    }
    let mut start = 0;
    for count in &mut ends {
        start += std::mem::replace(count, start);
    }
    let mut sorted = vec![OccurrenceId(0); occurrences.len() - awaiting.len()];
    for occurrence in listed() {
        let next = &mut ends[occurrence.element.index()];
        sorted[*next as usize] = occurrence.id;
        *next += 1;
    }
    Lists::cut(sorted, ends)
}
