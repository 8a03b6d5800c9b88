//! A document read as a service guide.
//!
//! One walk over the document, led by the vocabulary, notes every element that stands in it
//! ([`Occurrence`]); rules then ask for the places of an element and never see YAML. Text in place of a
//! record or a list is understood (`申请材料: 身份证` is a list of one material that has a name), and
//! every synonym and field name counts as its element.
//!
//! A text that is only a placeholder says nothing yet: its place is known to [`Guide::awaiting`] and
//! [`Guide::awaits`] alone. No list of places has it, so no rule looks at it unless it asks for it.
//!
//! Invariant: places are in preorder, so all that lies inside a place follows it without a gap.

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

/// A service guide: a mapping with at least one known element, be it a document or inside of one.
#[derive(Debug)]
pub struct Guide<'t> {
    /// The elements that it was read with.
    pub vocabulary: &'t Vocabulary,
    occurrences: Vec<Occurrence<'t>>,
    /// The places of every element, without those that await their author.
    by_element: Lists<OccurrenceId>,
    /// The places where a placeholder stands, in their order.
    awaiting: Vec<OccurrenceId>,
    /// Whether there can be any: most files have none, and asking every text is not free.
    may_await: bool,
    unknown: Vec<UnknownKey<'t>>,
    readings: Vec<KeyReading<'t>>,
    conclusions: Vec<Conclusion<'t>>,
    /// Bytes that aliases and merge keys brought in.
    borrowed: usize,
    /// Where it stands in its document: `data.list[2]`; empty for the root.
    pub found_at: String,
}

/// Number of a place in its guide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OccurrenceId(u32);

impl OccurrenceId {
    /// The number, from 0; below [`Guide::len`].
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Where an element stands.
#[derive(Clone, Copy, Debug)]
pub struct Occurrence<'t> {
    /// Its number.
    pub id: OccurrenceId,
    /// The element.
    pub element: ElementId,
    /// The key that names it; none for the guide, for items of lists and for text that stands for a record.
    pub key: Option<Node<'t>>,
    /// What stands there.
    pub node: Node<'t>,
    /// The number in its list, from 1.
    pub number: Option<u32>,
    parent: Option<OccurrenceId>,
    /// One past the last place inside it.
    end: u32,
}

impl Occurrence<'_> {
    /// The bytes of the key, if there is one, and of what stands there.
    pub fn extent(&self) -> Span {
        let value = self.node.span();
        match self.key.map(Node::span) {
            // The value of an alias or a merged key may stand before it.
            Some(key) if key.start <= value.start => Span { start: key.start, end: value.end },
            _ => value,
        }
    }
}

/// A key that no element has.
#[derive(Clone, Copy, Debug)]
pub struct UnknownKey<'t> {
    /// The record that it stands in.
    pub record: OccurrenceId,
    /// The key.
    pub key: Node<'t>,
    /// Whether packs know it as a thing of the office's own, so that nobody has to be told of it.
    pub is_foreign: bool,
}

/// How a key was read that is not the name of its element.
#[derive(Clone, Copy, Debug)]
pub struct KeyReading<'t> {
    /// The record that it stands in.
    pub record: OccurrenceId,
    /// The key.
    pub key: Node<'t>,
    /// The element; a key that names two elements has two readings.
    pub element: ElementId,
    /// How it was read.
    pub by: ReadBy,
}

/// So many bytes may aliases and merge keys bring into a guide.
const MOST_BORROWED: usize = 1024 * 1024;

/// So many bytes have most paths.
const USUAL_PATH: usize = 64;

/// So many places of an element are looked at for one place beside them. Real guides have one or
/// two; all with all would take a hostile file for ever.
const MOST_BESIDE: usize = 100;

impl<'t> Guide<'t> {
    /// Whether all that aliases and merge keys refer to was placed.
    pub fn is_whole(&self) -> bool {
        self.borrowed <= MOST_BORROWED
    }

    /// Number of places; all their numbers are below it.
    #[expect(clippy::len_without_is_empty, reason = "the guide itself is always there")]
    pub fn len(&self) -> usize {
        self.occurrences.len()
    }

    /// The guide as a whole.
    pub fn root(&self) -> Occurrence<'t> {
        self.occurrences[0]
    }

    /// Every place, the guide's own first, in the order of the file.
    pub fn all(&self) -> impl Iterator<Item = Occurrence<'t>> + '_ {
        self.occurrences.iter().copied()
    }

    /// A place by its number.
    pub fn get(&self, id: OccurrenceId) -> Occurrence<'t> {
        self.occurrences[id.0 as usize]
    }

    /// Whether placeholders may stand in it, be it where no element is. That they may not is certain.
    pub fn may_await(&self) -> bool {
        self.may_await
    }

    /// The places where only a placeholder stands, in the order of the file. Of a list or record that
    /// is one placeholder, only the list or record.
    pub fn awaiting(&self) -> impl Iterator<Item = Occurrence<'t>> + '_ {
        self.awaiting.iter().map(|&id| self.get(id))
    }

    /// Whether something that would say what an element is still has to be written inside a place:
    /// the element, a part of it, or what it is a part of.
    pub fn awaits(&self, occurrence: Occurrence<'t>, element: ElementId) -> bool {
        let start = self.awaiting.partition_point(|id| *id < occurrence.id);
        let inside = self.awaiting[start..].iter().take_while(|id| id.0 < occurrence.end);
        let mut elements = inside.map(|&id| self.get(id).element);
        elements.any(|other| {
            let common = self.vocabulary.common_ancestor(element, other);
            common == element || common == other
        })
    }

    /// Every place of an element at which its author wrote something or nothing, in the order of the
    /// file; not those with a placeholder.
    pub fn occurrences(&self, element: ElementId) -> impl Iterator<Item = Occurrence<'t>> + '_ {
        self.by_element.get(element.index()).iter().map(|&id| self.get(id))
    }

    /// Whether an element has a place: see [`Self::occurrences`].
    pub fn has(&self, element: ElementId) -> bool {
        !self.by_element.get(element.index()).is_empty()
    }

    /// The places of an element inside a place.
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

    /// Whether other places lie inside a place.
    pub fn has_inside(&self, occurrence: Occurrence<'t>) -> bool {
        occurrence.end as usize > occurrence.id.index() + 1
    }

    /// The places of an element that belong to the same record as a place: of the same list item
    /// where both lie in one, otherwise of the guide.
    pub fn beside(
        &self,
        occurrence: Occurrence<'t>,
        element: ElementId,
    ) -> impl Iterator<Item = Occurrence<'t>> + '_ {
        self.inside(self.holder(occurrence, element), element).take(MOST_BESIDE)
    }

    /// Whether an element still has to be written in the record that a place belongs to.
    pub fn awaits_beside(&self, occurrence: Occurrence<'t>, element: ElementId) -> bool {
        !self.awaiting.is_empty() && self.awaits(self.holder(occurrence, element), element)
    }

    /// The record, list or guide that holds both a place and an element.
    pub fn holder(&self, occurrence: Occurrence<'t>, element: ElementId) -> Occurrence<'t> {
        let common = self.vocabulary.common_ancestor(occurrence.element, element);
        let mut holder = occurrence;
        while holder.element != common {
            let Some(parent) = holder.parent else { break };
            holder = self.get(parent);
        }
        holder
    }

    /// Keys that no element has.
    pub fn unknown(&self) -> &[UnknownKey<'t>] {
        &self.unknown
    }

    /// How keys were read that are not the names of their elements, in the order of the file.
    pub fn readings(&self) -> &[KeyReading<'t>] {
        &self.readings
    }

    /// What is concluded of an element that the guide does not state.
    pub fn concluded(&self, element: ElementId) -> Option<Conclusion<'t>> {
        self.conclusions.iter().copied().find(|conclusion| conclusion.element == element)
    }

    /// The elements that a key of a record was read as; none where it is no element.
    pub fn elements_of(&self, record: Occurrence<'t>, key: Node<'t>) -> impl Iterator<Item = ElementId> + '_ {
        let inside = self.occurrences[record.id.index() + 1..record.end as usize].iter();
        let read =
            inside.filter(move |occurrence| occurrence.key.is_some_and(|own| own.span() == key.span()));
        read.map(|occurrence| occurrence.element)
    }

    /// Whether its author began to write at a place, be it with placeholders: neither blank nor only
    /// blank parts.
    pub fn is_begun(&self, occurrence: Occurrence<'t>) -> bool {
        let node = occurrence.node;
        match node.resolved().kind() {
            Kind::Sequence => node.items().any(|item| !item.is_blank()),
            Kind::Mapping => node.entries().any(|entry| !entry.value.is_blank()),
            _ => !node.is_blank(),
        }
    }

    /// Whether something is said at a place: neither blank, nor a placeholder, nor only such parts.
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

    /// Whether only a placeholder stands at a node.
    fn awaits_author(&self, node: Node<'_>) -> bool {
        self.may_await && node.text().is_some_and(is_placeholder)
    }

    fn says_nothing(&self, node: Node<'_>) -> bool {
        node.is_blank() || self.awaits_author(node)
    }

    /// Whether something stands at a node that is more than placeholders; of a record one level in.
    fn says_something(&self, node: Node<'_>) -> bool {
        let mut entries = node.entries().peekable();
        let is_begun = entries.peek().is_none() || entries.any(|entry| !self.says_nothing(entry.value));
        !self.says_nothing(node) && is_begun
    }

    /// The places that stand in one list with a place, from the first to the last: the items of a list of
    /// texts, or the texts of an element that has several. None where the place is not the first of them.
    pub fn list_from(&self, occurrence: Occurrence<'t>) -> Option<impl Iterator<Item = Occurrence<'t>> + '_> {
        let all = self.by_element.get(occurrence.element.index());
        let at = all.binary_search(&occurrence.id).ok()?;
        let key = |occurrence: Occurrence<'t>| (occurrence.parent, occurrence.key.map(Node::span));
        let is_beside = move |id: &OccurrenceId| key(self.get(*id)) == key(occurrence);
        let is_first = at.checked_sub(1).is_none_or(|before| !is_beside(&all[before]));
        is_first.then(|| all[at..].iter().take_while(move |id| is_beside(id)).map(|&id| self.get(id)))
    }

    /// What the text at a place says of an enumeration; nothing where the element is none or no text stands
    /// there. Keys in Latin letters are fields of exchange tables.
    pub fn reading(&self, occurrence: Occurrence<'t>) -> Reading<'t> {
        let Some(text) = occurrence.node.text() else { return Reading::default() };
        let named = std::iter::successors(Some(occurrence), |occurrence| Some(self.get(occurrence.parent?)));
        let key = named.into_iter().find_map(|occurrence| occurrence.key).and_then(Node::text);
        self.vocabulary[occurrence.element].values.read(text, key.is_some_and(str::is_ascii))
    }

    /// The canonical names of the values at a place: of an enumeration its values, otherwise the text.
    pub fn values(&self, occurrence: Occurrence<'t>) -> Vec<&'t str> {
        let Some(text) = occurrence.node.text() else { return Vec::new() };
        if self.vocabulary[occurrence.element].values.is_empty() {
            return vec![text.trim()];
        }
        self.reading(occurrence).parts.iter().map(|part| part.name(text)).collect()
    }

    /// What the number at a place counts, by a remark in its key, `办结时限（工作日）`, or by the element
    /// beside it that says so.
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

    /// Whether one of the values at a place is among these: see [`Self::values`].
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

    /// What the guide says first where guidelint itself has a use for it, without blanks around it.
    pub fn text_with_role(&self, role: Role) -> Option<&'t str> {
        let occurrence = self.occurrences(self.vocabulary.with_role(role)?).next()?;
        occurrence.node.text().map(str::trim)
    }

    /// A place in words: `申请材料[3].材料名称`, items counted from 1; empty for the guide.
    pub fn path(&self, occurrence: Occurrence<'t>) -> String {
        let mut path = String::with_capacity(USUAL_PATH);
        self.write_path(occurrence.id, &mut path);
        path
    }

    fn write_path(&self, occurrence: OccurrenceId, path: &mut String) {
        let &Occurrence { element, number, parent, key, .. } = &self.occurrences[occurrence.index()];
        if let Some(parent) = parent {
            self.write_path(parent, path);
            // A heading over some of the items.
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

    /// Where to point when something is missing in a place: its key; of a list item or the guide
    /// the first key in it, so that the mark is short and stands where the reader looks.
    pub fn missing_at(&self, occurrence: Occurrence<'t>) -> Span {
        let first = || occurrence.node.resolved().entries().next().map(|entry| entry.key);
        occurrence.key.or_else(first).unwrap_or(occurrence.node).span()
    }
}

/// The places of every element, in the order of the file.
fn by_element(
    occurrences: &[Occurrence<'_>],
    awaiting: &[OccurrenceId],
    elements: usize,
) -> Lists<OccurrenceId> {
    let listed = || occurrences.iter().filter(|occurrence| awaiting.binary_search(&occurrence.id).is_err());
    // First where each element starts; when its places have been put there, that is where it ends.
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
