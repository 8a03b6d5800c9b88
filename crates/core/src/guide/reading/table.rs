//! Lists that are tables, and lists whose items are entries.
//!
//! Exports of spreadsheets write a list of records as rows of cells below a row of names:
//! `[[序号, 材料名称], [1, 身份证]]`, `{表头: […], 数据: [[…], […]]}`. Exports of forms write the entries of a
//! guide as items: `[{标题: 办理流程, 内容: …}, …]`.

use super::{Found, Reader};
use crate::document::{Entry, Kind, Node};
use crate::guide::naming::{Meaning, ReadBy, Surroundings};
use crate::guide::{ElementId, OccurrenceId, UnknownKey, Vocabulary};

/// How many items must have the name of an element for a list to be entries; one more if their keys do not
/// show it.
const FEWEST_ENTRIES: usize = 2;

/// How many names of parts make a row the head of a table.
const FEWEST_NAMES: usize = 2;

/// A list with more items is not read as a guide.
const MOST_ENTRIES: usize = 1_000;

/// An item that is an entry may have a number or the like besides its name and its value, but no more cells.
const MOST_CELLS: usize = 4;

/// The rows of a table and the names of its columns.
pub(super) struct Table<'t> {
    /// The names of the columns, in order.
    pub(super) head: Vec<Node<'t>>,
    /// The list whose items are rows.
    rows: Node<'t>,
    /// How many items of `rows` precede the first row.
    skipped: usize,
}

impl<'t> Table<'t> {
    /// A list of records that is written as a table; `None` if it is not.
    pub(super) fn of(node: Node<'t>, item: ElementId, vocabulary: &Vocabulary) -> Option<Self> {
        let is_head = |row: Node<'t>| is_head(row, item, vocabulary);
        match node.resolved().kind() {
            Kind::Sequence => {
                let head = node.items().next().filter(|row| is_head(*row))?;
                are_rows(node).then(|| Self { head: head.items().collect(), rows: node, skipped: 1 })
            }
            Kind::Mapping => {
                let values = || node.entries().map(|entry| entry.value);
                let head = values().find(|value| is_head(*value))?;
                let rows = values().find(|value| value.span() != head.span() && are_rows(*value))?;
                Some(Self { head: head.items().collect(), rows, skipped: 0 })
            }
            _ => None,
        }
    }

    /// The rows, in order.
    pub(super) fn rows(&self) -> impl Iterator<Item = Node<'t>> + use<'t> {
        self.rows.items().skip(self.skipped)
    }
}

impl<'t> Reader<'t> {
    /// Adds the rows of a table as items and their cells as parts.
    pub(super) fn place_rows(&mut self, list: OccurrenceId, item: ElementId, table: &Table<'t>) {
        for (number, row) in (1..).zip(table.rows()).filter(|(_, row)| !row.is_blank()) {
            if !self.affords(row) {
                return;
            }
            let id =
                self.add(Found { element: item, key: None, node: row, number: Some(number) }, Some(list));
            for (&key, value) in table.head.iter().zip(row.items()) {
                let name = key.text().unwrap_or_default();
                match self.vocabulary().meaning(item, name, Surroundings { mapping: row, value }) {
                    Meaning::Elements(elements, _) => {
                        for element in elements {
                            self.place(
                                Found { element, key: Some(key), node: value, number: None },
                                Some(id),
                            );
                        }
                    }
                    meaning if number == 1 => {
                        let is_foreign = meaning == Meaning::Foreign;
                        self.guide.unknown.push(UnknownKey { record: id, key, is_foreign });
                    }
                    _ => {}
                }
            }
            self.close(id);
        }
    }
}

/// Whether the cells of a row are names of parts of a record, including its first part.
fn is_head(row: Node<'_>, item: ElementId, vocabulary: &Vocabulary) -> bool {
    if row.kind() != Kind::Sequence || row.items().any(|cell| cell.text().is_none()) {
        return false;
    }
    let part = |cell: Node<'_>| match vocabulary.meaning_alone(item, cell.text()?.trim()) {
        Meaning::Elements(elements, by) if by != ReadBy::Slip => elements.first().copied(),
        _ => None,
    };
    let parts: Vec<ElementId> = row.items().filter_map(part).collect();
    parts.len() >= FEWEST_NAMES && vocabulary.first_part(item).is_some_and(|first| parts.contains(&first))
}

/// Whether all items of a list are lists, and there is at least one.
fn are_rows(node: Node<'_>) -> bool {
    node.kind() == Kind::Sequence
        && node.items().next().is_some()
        && node.items().all(|row| row.kind() == Kind::Sequence)
}

/// The entries of a guide that are written as the items of a list; empty if it is no such list. `names`:
/// whether a text names an element.
pub(in crate::guide) fn entries<'t>(
    node: Node<'t>,
    vocabulary: &Vocabulary,
    names: &dyn Fn(&str) -> bool,
) -> Vec<Entry<'t>> {
    if node.kind() != Kind::Sequence || node.items().nth(MOST_ENTRIES).is_some() {
        return Vec::new();
    }
    let (mut found, mut said, mut known) = (Vec::new(), 0, 0);
    for item in node.items() {
        let Some((entry, is_said)) = entry(item, vocabulary) else { return Vec::new() };
        said += usize::from(is_said);
        known += usize::from(entry.key.text().is_some_and(names));
        found.push(entry);
    }
    let fewest = if said == found.len() { FEWEST_ENTRIES } else { FEWEST_ENTRIES + 1 };
    if known >= fewest { found } else { Vec::new() }
}

/// The name and the value in an item, and whether its keys say which is which; without such keys the first of
/// two is the name.
fn entry<'t>(item: Node<'t>, vocabulary: &Vocabulary) -> Option<(Entry<'t>, bool)> {
    if item.kind() != Kind::Mapping || item.entries().nth(MOST_CELLS).is_some() {
        return None;
    }
    let under = |words: &[String]| {
        let is_one = |entry: &Entry<'t>| {
            let key = entry.key.text().unwrap_or_default();
            words.iter().any(|word| word.eq_ignore_ascii_case(key.trim()))
        };
        item.entries().find(is_one)
    };
    let (names, values) = vocabulary.words_of_entries();
    if let (Some(name), Some(value)) = (under(names), under(values))
        && name.value.text().is_some()
    {
        return Some((Entry { key: name.value, value: value.value }, true));
    }
    let mut cells = item.entries();
    let (name, value) = (cells.next()?, cells.next()?);
    (cells.next().is_none() && name.value.text().is_some_and(|text| !text.contains('\n')))
        .then_some((Entry { key: name.value, value: value.value }, false))
}
