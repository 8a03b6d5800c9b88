//! One walk over a document, guided by the vocabulary: from keys and values to occurrences.
//!
//! Authors write the same content in many shapes: a list, a text with numbers in it, a mapping whose keys are
//! headings (`新办: […]`, `变更: […]`) or the names of the items (`身份证: 原件一份`). All of them lead to the same
//! occurrences, so rules need not handle the shapes.

pub(super) mod divided;
pub(super) mod table;

use super::listing::listing;
use super::naming::{Meaning, ReadBy, Surroundings};
use super::vocabulary::{ElementId, Shape, Vocabulary};
use super::{
    Content, Guide, KeyReading, MOST_BORROWED, Occurrence, OccurrenceId, Role, UnknownKey, by_element,
    is_placeholder,
};
use crate::document::{Entry, Kind, Node};
use crate::lists::Lists;
use table::Table;

/// The number of occurrences in most guides.
const USUAL_PLACES: usize = 128;

/// What a record with merge keys adds to the bytes borrowed: they may lead through a thousand entries.
const MERGE_COST: usize = 1_000;

/// The deepest nesting of headings, and of sections, that is followed.
const DEEPEST: usize = 4;

/// The most values under unknown keys that are searched for entries in another shape. Guides have one or two.
const MOST_LOOKED: usize = 100;

/// How many levels of sections are searched for elements, since a section may hold only sections.
const SECTIONS: usize = 2;

/// Reads a node as a guide; returns `None` if it is not a mapping or has no element. Whether it should be
/// read as a guide is decided before: see `contents`.
pub(super) fn read<'t>(
    content: Content<'t>,
    vocabulary: &'t Vocabulary,
    may_await: bool,
) -> Option<Guide<'t>> {
    let Content { node: root, path, title, .. } = content;
    if root.resolved().kind() != Kind::Mapping {
        return None;
    }
    let guide = walk(root, None, path, vocabulary, may_await);
    let matter = vocabulary.with_role(Role::Matter);
    let title = title.zip(matter).filter(|(_, matter)| !guide.has(*matter) && guide.len() > 1);
    let mut guide = match title {
        Some((title, matter)) => walk(root, Some((matter, title)), guide.found_at, vocabulary, may_await),
        None => guide,
    };
    if guide.occurrences.len() < 2 {
        return None;
    }
    guide.conclusions = vocabulary.conclusions.of(&guide);
    Some(guide)
}

/// The occurrences of a guide. The title, if there is one, is the value of an element.
fn walk<'t>(
    root: Node<'t>,
    title: Option<(ElementId, Node<'t>)>,
    found_at: String,
    vocabulary: &'t Vocabulary,
    may_await: bool,
) -> Guide<'t> {
    let guide = Guide {
        vocabulary,
        occurrences: Vec::with_capacity(USUAL_PLACES),
        by_element: Lists::default(),
        awaiting: Vec::new(),
        may_await,
        unknown: Vec::new(),
        readings: Vec::new(),
        conclusions: Vec::new(),
        borrowed: 0,
        found_at,
    };
    let mut reader = Reader { guide, seen: Vec::new(), depth: 0, looked: 0 };
    let id = reader.add(Found { element: ElementId::GUIDE, key: None, node: root, number: None }, None);
    if let Some((element, node)) = title {
        reader.place(Found { element, key: None, node, number: None }, Some(id));
    }
    reader.place_parts(id, ElementId::GUIDE, root);
    reader.close(id);
    let mut guide = reader.guide;
    guide.by_element = by_element(&guide.occurrences, &guide.awaiting, vocabulary.len());
    guide
}

/// An occurrence before it has a number.
#[derive(Clone, Copy)]
struct Found<'t> {
    element: ElementId,
    key: Option<Node<'t>>,
    node: Node<'t>,
    number: Option<u32>,
}

/// A guide that is being read.
struct Reader<'t> {
    guide: Guide<'t>,
    /// The parts of the records around the current occurrence, with their keys.
    seen: Vec<(ElementId, &'t str)>,
    /// How many headings and sections enclose the current occurrence.
    depth: usize,
    /// How many values under unknown keys were searched for entries in another shape.
    looked: usize,
}

impl<'t> Reader<'t> {
    fn vocabulary(&self) -> &'t Vocabulary {
        self.guide.vocabulary
    }

    fn place(&mut self, found: Found<'t>, parent: Option<OccurrenceId>) {
        let Found { element, key, node, .. } = found;
        if !self.affords(node) {
            return;
        }
        let shape = self.vocabulary()[element].shape;
        let kind = node.resolved().kind();
        // Several values where one is usual: each is an occurrence of its own.
        if matches!(shape, Shape::Text | Shape::Record) && kind == Kind::Sequence && !node.is_blank() {
            for (number, item) in (1..).zip(node.items()) {
                let found = Found { element, key, node: item, number: Some(number) };
                let is_nested = item.resolved().kind() == Kind::Sequence;
                if is_nested || !self.affords(item) {
                    self.add(found, parent);
                } else {
                    self.place_one(found, parent);
                }
            }
            return;
        }
        self.place_one(found, parent);
    }

    /// Adds the occurrences of one value, record or list.
    fn place_one(&mut self, found: Found<'t>, parent: Option<OccurrenceId>) {
        let Found { element, node, .. } = found;
        let shape = self.vocabulary()[element].shape;
        if shape == Shape::Text
            && let Some(parent) = parent
            && self.has_headings(node)
        {
            self.place_under_headings(element, node, parent);
            return;
        }
        let id = self.add(found, parent);
        if self.awaits_author(node) {
            return;
        }
        match shape {
            Shape::Text => {}
            Shape::Texts | Shape::Records => self.place_items(id, element, node),
            Shape::Record => self.place_parts(id, element, node),
        }
        self.close(id);
    }

    /// Whether a node that should be a text is a mapping with at least one value that is not blank.
    fn has_headings(&self, node: Node<'t>) -> bool {
        self.depth < DEEPEST
            && node.resolved().kind() == Kind::Mapping
            && node.entries().any(|entry| !entry.value.is_blank())
    }

    /// Adds the values of a mapping in place of a text. A key that names another element of the record is
    /// read as that element (`办理时限: {法定时限: …, 承诺时限: …}`, also `{法定: …, 承诺: …}`); any other key is a heading.
    fn place_under_headings(&mut self, element: ElementId, node: Node<'t>, parent: OccurrenceId) {
        self.depth += 1;
        let record = self.guide.occurrences[parent.index()].element;
        for entry in node.entries().filter(|entry| !entry.is_merge()) {
            let marked =
                entry.key.text().and_then(|key| self.vocabulary().marked_beside(element, key.trim()));
            if let Some(limit) = marked {
                self.place_elements(entry, parent, &[limit], ReadBy::Rule);
            } else if !self.place_other(record, element, node, entry, parent) {
                self.place(
                    Found { element, key: Some(entry.key), node: entry.value, number: None },
                    Some(parent),
                );
            }
        }
        self.depth -= 1;
    }

    /// Adds an entry inside an element if its key names another element of the record around it. Returns
    /// whether it does.
    fn place_other(
        &mut self,
        record: ElementId,
        element: ElementId,
        mapping: Node<'t>,
        entry: Entry<'t>,
        parent: OccurrenceId,
    ) -> bool {
        let Some(key) = entry.key.text() else { return false };
        let around = Surroundings { mapping, value: entry.value };
        match self.vocabulary().meaning(record, key, around) {
            Meaning::Elements(elements, by) if by != ReadBy::Slip && !elements.contains(&element) => {
                self.place_elements(entry, parent, &elements, by);
                true
            }
            _ => false,
        }
    }

    fn place_items(&mut self, list: OccurrenceId, element: ElementId, node: Node<'t>) {
        let Some(item) = self.vocabulary().item(element) else { return };
        if let Some(table) = Table::of(node, item, self.vocabulary()) {
            self.place_rows(list, item, &table);
            return;
        }
        match node.resolved().kind() {
            Kind::Sequence => {
                let mut items = node.items();
                match (items.next(), items.next()) {
                    (Some(only), None) if only.text().is_some() => {
                        self.place_texts(list, element, item, only);
                    }
                    _ => {
                        let mut number = 0;
                        self.place_sequence(list, element, item, node, &mut number);
                    }
                }
            }
            Kind::Mapping if self.are_names(element, item, node) => {
                self.place_named_items(list, element, item, node, &mut 0);
            }
            _ if node.is_blank() => {}
            _ if node.text().is_some() => self.place_texts(list, element, item, node),
            _ => self.place_item(Found { element: item, key: None, node, number: Some(1) }, list),
        }
    }

    /// Adds the items of a list as written; `number` is that of the previous item.
    fn place_sequence(
        &mut self,
        list: OccurrenceId,
        element: ElementId,
        item: ElementId,
        node: Node<'t>,
        number: &mut u32,
    ) {
        for node in node.items() {
            let is_nested = node.resolved().kind() == Kind::Sequence && self.depth < DEEPEST;
            if is_nested && self.affords(node) {
                self.depth += 1;
                self.place_sequence(list, element, item, node, number);
                self.depth -= 1;
            } else if self.are_names(element, item, node) && self.affords(node) {
                self.place_named_items(list, element, item, node, number);
            } else {
                *number += 1;
                self.place_item(Found { element: item, key: None, node, number: Some(*number) }, list);
            }
        }
    }

    /// Adds a text in place of a list, or the only item of one, as items.
    fn place_texts(&mut self, list: OccurrenceId, element: ElementId, item: ElementId, node: Node<'t>) {
        let vocabulary = self.vocabulary();
        let text = node.text().unwrap_or_default();
        let itemized = vocabulary[element].itemized && !self.awaits_author(node);
        let Some(listing) = Some(text).filter(|_| itemized).and_then(listing) else {
            self.place_item(Found { element: item, key: None, node, number: Some(1) }, list);
            return;
        };
        if !self.affords(node) {
            return;
        }
        // A line that introduces names is not an item; one that introduces conditions may be a condition.
        let is_said = !listing.announces || vocabulary[element].shape == Shape::Texts;
        if is_said && !listing.preface.is_empty() {
            let preface = node.part(listing.preface);
            self.place_item(Found { element: item, key: None, node: preface, number: None }, list);
        }
        for (number, part) in (1..).zip(listing.items) {
            self.place_item(
                Found { element: item, key: None, node: node.part(part), number: Some(number) },
                list,
            );
        }
    }

    /// Whether the keys of a mapping in place of a list or an item are headings or names of items, and not
    /// the parts of one item.
    fn are_names(&self, element: ElementId, item: ElementId, node: Node<'t>) -> bool {
        if self.depth >= DEEPEST || node.resolved().kind() != Kind::Mapping || node.is_blank() {
            return false;
        }
        let vocabulary = self.vocabulary();
        if vocabulary[element].shape == Shape::Texts {
            return true;
        }
        let first = vocabulary.first_part(item);
        let mut has_list = false;
        let mut has_part = false;
        for entry in node.entries() {
            let key = entry.key.text().unwrap_or_default();
            match vocabulary.meaning(item, key, Surroundings { mapping: node, value: entry.value }) {
                Meaning::Elements(elements, _) if first.is_some_and(|first| elements.contains(&first)) => {
                    return false;
                }
                Meaning::Elements(..) => has_part = true,
                _ if entry.is_merge() => return false,
                _ => has_list |= matches!(entry.value.resolved().kind(), Kind::Sequence | Kind::Mapping),
            }
        }
        has_list || !has_part
    }

    /// Adds the entries of a mapping whose keys are headings over items, or the names of items.
    fn place_named_items(
        &mut self,
        list: OccurrenceId,
        element: ElementId,
        item: ElementId,
        mapping: Node<'t>,
        number: &mut u32,
    ) {
        self.depth += 1;
        let record = self.vocabulary().parent(element).unwrap_or(ElementId::GUIDE);
        let around = self.guide.occurrences[list.index()].parent.unwrap_or(list);
        for entry in mapping.entries().filter(|entry| !entry.is_merge()) {
            if self.place_other(record, element, mapping, entry, around) || !self.affords(entry.value) {
                continue;
            }
            if self.is_heading(element, item, entry) {
                let id = self.add(
                    Found { element, key: Some(entry.key), node: entry.value, number: None },
                    Some(list),
                );
                if !self.awaits_author(entry.value) {
                    self.place_items(id, element, entry.value);
                }
                self.close(id);
            } else {
                *number += 1;
                self.place_named_item(list, item, entry, *number);
            }
        }
        self.depth -= 1;
    }

    /// Whether the key of an entry among items is a heading over several items, and not the name of one.
    fn is_heading(&self, element: ElementId, item: ElementId, entry: Entry<'t>) -> bool {
        let vocabulary = self.vocabulary();
        let value = entry.value;
        // The list itself, repeated: 申办材料 inside 申请材料.
        let record = vocabulary.parent(element).unwrap_or(ElementId::GUIDE);
        let around = Surroundings { mapping: value, value };
        if let Meaning::Elements(elements, _) =
            vocabulary.meaning(record, entry.key.text().unwrap_or_default(), around)
            && elements.contains(&element)
        {
            return true;
        }
        match value.resolved().kind() {
            Kind::Sequence => true,
            Kind::Mapping => {
                // Parts without the name of an item belong to the item that the key names.
                let first = vocabulary.first_part(item);
                let meanings = value.entries().map(|entry| {
                    let around = Surroundings { mapping: value, value: entry.value };
                    vocabulary.meaning(item, entry.key.text().unwrap_or_default(), around)
                });
                let parts: Vec<ElementId> = meanings
                    .filter_map(|meaning| match meaning {
                        Meaning::Elements(elements, _) => Some(elements),
                        _ => None,
                    })
                    .flatten()
                    .collect();
                parts.is_empty() || first.is_some_and(|first| parts.contains(&first))
            }
            _ => {
                let is_list = || value.text().is_some_and(|text| listing(text).is_some());
                vocabulary[element].shape == Shape::Texts || is_list()
            }
        }
    }

    /// Adds an item that is written as `name: description`.
    fn place_named_item(&mut self, list: OccurrenceId, item: ElementId, entry: Entry<'t>, number: u32) {
        let vocabulary = self.vocabulary();
        let id = self.add(
            Found { element: item, key: Some(entry.key), node: entry.value, number: Some(number) },
            Some(list),
        );
        if let Some(first) = vocabulary.first_part(item) {
            self.add(Found { element: first, key: None, node: entry.key, number: None }, Some(id));
        }
        if entry.value.resolved().kind() == Kind::Mapping {
            self.place_parts(id, item, entry.value);
        } else if let Some(part) = vocabulary.described_by(item).filter(|_| !entry.value.is_blank()) {
            self.place(Found { element: part, key: None, node: entry.value, number: None }, Some(id));
        }
        self.close(id);
    }

    fn place_item(&mut self, found: Found<'t>, list: OccurrenceId) {
        if !self.affords(found.node) {
            return;
        }
        let id = self.add(found, Some(list));
        if self.vocabulary()[found.element].shape == Shape::Record && !self.awaits_author(found.node) {
            self.place_parts(id, found.element, found.node);
            self.close(id);
        }
    }

    fn place_parts(&mut self, record: OccurrenceId, element: ElementId, node: Node<'t>) {
        if node.text().is_some() && !node.is_blank() {
            if let Some(first) = self.vocabulary().first_part(element) {
                self.place(Found { element: first, key: None, node, number: None }, Some(record));
            }
            return;
        }
        let first = self.seen.len();
        let mut own = 0;
        let mut merges = false;
        for entry in node.entries() {
            if entry.is_merge() {
                merges = true;
            } else {
                own += 1;
                self.place_part(record, element, node, entry, first);
            }
        }
        if merges {
            self.guide.borrowed += MERGE_COST;
        }
        if merges && self.guide.is_whole() {
            for entry in node.merged_entries().into_iter().skip(own) {
                self.place_part(record, element, node, entry, first);
            }
        }
        self.seen.truncate(first);
    }

    /// Adds an entry of a record; the entries before it are in `seen` from index `first` on.
    fn place_part(
        &mut self,
        record: OccurrenceId,
        element: ElementId,
        mapping: Node<'t>,
        entry: Entry<'t>,
        first: usize,
    ) {
        let name = entry.key.text().unwrap_or_default();
        let around = Surroundings { mapping, value: entry.value };
        match self.vocabulary().meaning(element, name, around) {
            // One general word as the key of a whole guide: 内容, 说明.
            Meaning::Elements(ref elements, by)
                if element == ElementId::GUIDE
                    && (by != ReadBy::Name || self.is_list_for_text(elements[0], entry.value))
                    && self.place_inner(record, entry.value, first) => {}
            Meaning::Elements(elements, by) => {
                // A repeated key is reported as a YAML problem; the first one counts.
                if !self.seen[first..].contains(&(elements[0], name)) {
                    self.seen.push((elements[0], name));
                    self.place_elements(entry, record, &elements, by);
                }
            }
            _ if element == ElementId::GUIDE && self.is_section(entry.value) => {
                self.depth += 1;
                self.place_parts(record, element, entry.value);
                self.depth -= 1;
            }
            Meaning::Unknown if self.awaits_author(entry.key) => {}
            _ if element == ElementId::GUIDE && self.place_inner(record, entry.value, first) => {}
            meaning @ (Meaning::Foreign | Meaning::Unknown) => {
                let is_foreign = meaning == Meaning::Foreign;
                self.guide.unknown.push(UnknownKey { record, key: entry.key, is_foreign });
            }
        }
    }

    /// Whether the value of an element whose shape is text is a list.
    fn is_list_for_text(&self, element: ElementId, value: Node<'t>) -> bool {
        value.kind() == Kind::Sequence && self.vocabulary()[element].shape == Shape::Text
    }

    /// Adds the value of a key, once for each element that it names.
    fn place_elements(&mut self, entry: Entry<'t>, record: OccurrenceId, elements: &[ElementId], by: ReadBy) {
        let own = Some(self.guide.occurrences[record.index()].element);
        for &element in elements {
            if self.vocabulary().parent(element) != own
                || entry.key.text() != Some(&self.vocabulary()[element].name)
            {
                self.guide.readings.push(KeyReading { record, key: entry.key, element, by });
            }
            let found = Found { element, key: Some(entry.key), node: entry.value, number: None };
            self.place(found, Some(record));
        }
    }

    /// Whether a mapping under an unknown key is a section of the guide: 基本信息, 办理信息.
    fn is_section(&self, node: Node<'t>) -> bool {
        self.depth < DEEPEST && self.has_elements(node, SECTIONS)
    }

    /// Whether a mapping, or one at most `levels` below it, has a key that is a listed name of an element.
    fn has_elements(&self, node: Node<'t>, levels: usize) -> bool {
        let is_element = |key: &str| self.vocabulary().named(ElementId::GUIDE, key).is_some();
        node.kind() == Kind::Mapping
            && node.entries().any(|entry| {
                entry.key.text().is_some_and(is_element)
                    || levels > 0 && self.has_elements(entry.value, levels - 1)
            })
    }

    /// Whether a node may be read: always if it is written there; if it is an alias, only up to a limit,
    /// since few bytes can refer to much, many times.
    fn affords(&mut self, node: Node<'t>) -> bool {
        if node.kind() != Kind::Alias {
            return true;
        }
        self.guide.borrowed += node.resolved().span().len() + 1;
        self.guide.borrowed <= MOST_BORROWED
    }

    fn add(&mut self, found: Found<'t>, parent: Option<OccurrenceId>) -> OccurrenceId {
        let occurrences = &mut self.guide.occurrences;
        let number = u32::try_from(occurrences.len()).unwrap_or(u32::MAX);
        let id = OccurrenceId(number);
        let Found { element, key, node, number: item } = found;
        occurrences.push(Occurrence { id, element, key, node, number: item, parent, end: number + 1 });
        if self.awaits_author(node) {
            self.guide.awaiting.push(id);
        }
        id
    }

    /// Records that all occurrences inside an occurrence were added.
    fn close(&mut self, id: OccurrenceId) {
        let occurrences = &mut self.guide.occurrences;
        occurrences[id.index()].end = u32::try_from(occurrences.len()).unwrap_or(u32::MAX);
    }

    fn awaits_author(&self, node: Node<'_>) -> bool {
        self.guide.may_await && node.text().is_some_and(is_placeholder)
    }
}
