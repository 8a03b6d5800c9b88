//! Text that looks like a guide but is not read as one.
//!
//! Readers take `事项名称：犬只登记` for an entry, but YAML joins such lines into one text or reports an error. Lines
//! that were meant as entries are recognized here by the names of elements. Nothing is changed here:
//! `document::edit` decides what to write instead.

use std::ops::Range;

use super::naming::label::is_numbered;
use super::{ElementId, Labels, Shape, Vocabulary};
use crate::document::Node;
use crate::document::lines::{self, Entry, Line, Look};
use crate::text::Span;

/// The most lines of a text that are read.
const MOST_LINES: usize = 100_000;

/// The most entries that are read. Guides have a hundredth of it.
const MOST_ENTRIES: usize = 10_000;

/// A name of at most so many letters and digits is short.
const SHORT: usize = 2;

/// The most entries or names that are reported because YAML does not read them as entries.
pub const MOST_MISREAD: usize = 1_000;

/// Text that looks like the entries of a record.
#[derive(Debug)]
pub struct Lookalike {
    /// The lines of the text.
    pub lines: Vec<Line>,
    /// The lines that were meant as entries, in order.
    pub entries: Vec<Meant>,
    /// Lines before the first entry that are not entries, such as a title.
    pub before: Vec<usize>,
    /// Whether there are more lines than were read.
    pub is_cut: bool,
}

/// A line that was meant as an entry.
#[derive(Debug)]
pub struct Meant {
    /// The index of its line.
    pub line: usize,
    /// The column of the entries beside it, if its own differs.
    pub column: Option<usize>,
    /// Lines of text that continue its value.
    pub rest: Vec<usize>,
    /// The element that it names; `None` if the record can have no such element.
    pub element: Option<ElementId>,
    /// Whether it belongs to the outermost record.
    pub is_outer: bool,
}

impl Lookalike {
    /// The line of an entry, and the entry in it.
    pub fn entry<'l>(&'l self, meant: &Meant) -> Option<(&'l Line, &'l Entry)> {
        let line = self.lines.get(meant.line)?;
        Some((line, line.entry()?))
    }

    /// The entries that YAML does not read as entries.
    pub fn misread(&self) -> impl Iterator<Item = (&Meant, &Entry)> {
        let with_entry = |meant| Some((meant, self.entry(meant)?.1));
        self.entries.iter().filter_map(with_entry).filter(|(_, entry)| !entry.is_proper)
    }

    /// Whether it contains several guides, as items of a list.
    pub fn is_list(&self) -> bool {
        let begins = |meant: &&Meant| meant.is_outer && self.lines[meant.line].dash.is_some();
        self.entries.iter().filter(begins).nth(1).is_some()
    }
}

/// What a block of the source looks like, read as a record with names of elements; `None` if it does not look
/// like one, or has nothing that YAML would misread.
pub fn lookalike(
    source: &str,
    block: Range<usize>,
    labels: &Labels<'_>,
    record: ElementId,
) -> Option<Lookalike> {
    let mut all = lines::lines(source, block);
    let lines: Vec<Line> = all.by_ref().take(MOST_LINES).collect();
    let is_cut = all.next().is_some();
    let mut reading = Reading {
        source,
        labels,
        record,
        levels: Vec::new(),
        entries: Vec::new(),
        before: Vec::new(),
        misread: 0,
    };
    let first = lines.iter().position(|line| reading.knows(line, record))?;
    reading.levels.push(Level { column: lines[first].column, record: Some(record), last: None });
    let mut read = 0;
    for (number, line) in lines.iter().enumerate() {
        if reading.entries.len() < MOST_ENTRIES && reading.misread < MOST_MISREAD {
            reading.take(number, line);
            read += 1;
        }
    }
    let is_cut = is_cut || read < lines.len();
    let Reading { entries, before, .. } = reading;
    let found =
        Lookalike { lines, entries: entries.into_iter().map(|open| open.meant).collect(), before, is_cut };
    let mut known = found.entries.iter().filter(|meant| meant.is_outer && meant.element.is_some());
    let is_meant = match (known.next(), known.next()) {
        (Some(_), Some(_)) => true,
        // One line with a name may be a sentence, unless the text begins with it.
        (Some(only), None) => {
            let name = found.entry(only).map_or("", |(_, entry)| &source[entry.name.clone()]);
            found.before.is_empty() && (record != ElementId::GUIDE || !is_short(name))
        }
        (None, _) => false,
    };
    (is_meant && found.misread().next().is_some()).then_some(found)
}

/// Whether a name is too short to be a sign of a guide by itself: any data may have it.
pub(super) fn is_short(name: &str) -> bool {
    name.chars().filter(|character| character.is_alphanumeric()).nth(SHORT).is_none()
}

/// The spans of names of elements that begin lines of a scalar; empty if it does not look like a guide.
pub fn names_in(node: Node<'_>, labels: &Labels<'_>) -> Vec<Span> {
    let Some(text) = node.text() else { return Vec::new() };
    // Quick exit for most texts: a single line only counts if something follows a name.
    if !node.source().contains(['\r', '\n', '\\', '\t', '【', ':', '：']) {
        return Vec::new();
    }
    let named = names_of_lines(text, labels);
    if !named.is_empty() {
        return named.into_iter().flat_map(|name| node.spans_of(name)).collect();
    }
    // Lines that YAML joins are still separate lines to readers.
    let (source, start) = (node.source(), node.resolved().span().range().start);
    let named = if source == text { Vec::new() } else { names_of_lines(source, labels) };
    named.into_iter().map(|name| Span::new(start + name.start, start + name.end)).collect()
}

/// The names of elements that begin lines of a text, in bytes of it; empty if the only one may as well begin
/// a sentence.
fn names_of_lines(text: &str, labels: &Labels<'_>) -> Vec<Range<usize>> {
    let mut names = Vec::new();
    let mut begins = None;
    for line in lines::lines(text, 0..text.len()).take(MOST_LINES) {
        if line.look == Look::Blank || names.len() >= MOST_MISREAD {
            continue;
        }
        // Inside a text, quotes and brackets have no meaning in YAML.
        let line_text = &text[line.text..line.end];
        let length = heading(line_text);
        let name = &line_text[..length];
        let is_known = known(labels, ElementId::GUIDE, name).is_some();
        begins.get_or_insert(is_known && !is_short(name) && length < line_text.trim_end().len());
        if is_known {
            names.push(line.text..line.text + length);
        }
    }
    if names.len() < 2 && begins != Some(true) {
        names.clear();
    }
    names
}

/// The length in bytes of the beginning of a line that may be the name of what follows: up to its colon or
/// tab, in brackets, or the whole line.
fn heading(line: &str) -> usize {
    let bracketed = line.starts_with('【').then(|| line.find('】').map(|at| at + '】'.len_utf8())).flatten();
    let marked = line.find([':', '：', '\t']);
    bracketed.or(marked).unwrap_or(line.trim_end().len())
}

/// The element that a label of a record names.
pub fn known(labels: &Labels<'_>, record: ElementId, label: &str) -> Option<ElementId> {
    labels.element(record, lines::unquoted(label.trim()))
}

/// Entries in one column.
struct Level {
    column: usize,
    /// The record whose parts they are; `None` if it is not known.
    record: Option<ElementId>,
    /// The index of the last of them.
    last: Option<usize>,
}

/// An entry that following lines may still belong to.
struct Open {
    meant: Meant,
    /// The record that its value, or each of its items, is.
    record: Option<ElementId>,
    /// Whether a value follows on its line.
    has_value: bool,
    /// Whether items or entries follow below it.
    holds: bool,
}

/// The state of reading lines as entries.
struct Reading<'t> {
    source: &'t str,
    labels: &'t Labels<'t>,
    record: ElementId,
    /// From the outermost inwards; never empty.
    levels: Vec<Level>,
    entries: Vec<Open>,
    before: Vec<usize>,
    /// How many of the entries YAML does not read as entries.
    misread: usize,
}

impl Reading<'_> {
    /// Whether a line is an entry that names an element of a record.
    fn knows(&self, line: &Line, record: ElementId) -> bool {
        self.element(line, Some(record)).is_some()
    }

    fn element(&self, line: &Line, record: Option<ElementId>) -> Option<ElementId> {
        known(self.labels, record?, &self.source[line.entry()?.name.clone()])
    }

    fn take(&mut self, number: usize, line: &Line) {
        match line.look {
            Look::Blank | Look::Comment | Look::Inside => {}
            Look::Text | Look::Entry(_) if line.dash.is_some() => self.item(number, line),
            Look::Text | Look::Entry(_) => self.line(number, line),
        }
    }

    /// Takes a line that begins an item.
    fn item(&mut self, number: usize, line: &Line) {
        let dash = line.dash.unwrap_or_default();
        while self.levels.len() > 1 && self.top().column > dash {
            self.levels.pop();
        }
        if self.levels.len() == 1 && (self.top().column > dash || self.top().last.is_none()) {
            // An item that is a guide by itself.
            let record = self.top().record;
            self.levels = vec![Level { column: line.column, record, last: None }];
            match line.entry() {
                Some(_) => self.add(number, line),
                None => self.text(number),
            }
            return;
        }
        let Some(last) = self.top().last else { return self.text(number) };
        if self.entries[last].has_value || !self.entries[last].meant.rest.is_empty() {
            return self.text(number);
        }
        self.entries[last].holds = true;
        self.inside(number, line, last);
    }

    /// Takes a line that begins no item.
    fn line(&mut self, number: usize, line: &Line) {
        while self.levels.len() > 1 && self.top().column > line.column {
            self.levels.pop();
        }
        let is_outermost = self.levels.len() == 1;
        let top = self.top();
        let Some(last) = top.last else {
            if line.entry().is_some() && (line.column == top.column || self.knows(line, self.record)) {
                self.add(number, line);
            } else {
                self.before.push(number);
            }
            return;
        };
        let is_element = self.element(line, self.top().record).is_some();
        let open = &self.entries[last];
        let is_free = !open.has_value && open.meant.rest.is_empty();
        if line.column > self.top().column {
            if is_free && (open.holds || self.is_part(line, open.record)) {
                self.inside(number, line, last);
            } else if is_outermost
                && is_element
                && !is_free
                && line.entry().is_some_and(|entry| !entry.is_proper)
            {
                self.add(number, line);
            } else {
                self.text(number);
            }
        } else if self.is_entry(line, is_element, is_free && !open.holds) {
            self.add(number, line);
        } else {
            self.text(number);
        }
    }

    /// Whether a line in the column of entries is an entry, and not text of the entry before it. `awaits`:
    /// whether that entry still has no value.
    fn is_entry(&self, line: &Line, is_element: bool, awaits: bool) -> bool {
        let Some(entry) = line.entry() else { return false };
        let is_numbered = is_numbered(&self.source[entry.name.clone()]);
        let goes_on = self.top().last.is_some_and(|last| !self.entries[last].meant.rest.is_empty());
        is_element || entry.is_proper || !is_numbered && !awaits && !goes_on
    }

    /// Whether a line is an entry that may be nested below an entry whose value is `record`.
    fn is_part(&self, line: &Line, record: Option<ElementId>) -> bool {
        line.entry().is_some_and(|entry| entry.is_proper || self.element(line, record).is_some())
    }

    /// Takes a line below an entry without a value: adds it if it is an entry of its record, otherwise
    /// ignores it.
    fn inside(&mut self, number: usize, line: &Line, outer: usize) {
        let record = self.entries[outer].record;
        if self.is_part(line, record) {
            self.entries[outer].holds = true;
            self.levels.push(Level { column: line.column, record, last: None });
            self.add(number, line);
        }
    }

    /// Adds an entry to the innermost level.
    fn add(&mut self, number: usize, line: &Line) {
        let Some(entry) = line.entry() else { return };
        let (column, record) = (self.top().column, self.top().record);
        let element = self.element(line, record);
        let meant = Meant {
            line: number,
            column: (line.column != column).then_some(column),
            rest: Vec::new(),
            element,
            is_outer: self.levels.len() == 1,
        };
        self.misread += usize::from(!entry.is_proper);
        let has_value = !entry.value.is_empty();
        let inner = element.and_then(|element| record_of(self.labels.vocabulary, element));
        self.top_mut().last = Some(self.entries.len());
        self.entries.push(Open { meant, record: inner, has_value, holds: entry.goes_on });
    }

    /// Takes a line of text that continues the last entry of the innermost level.
    fn text(&mut self, number: usize) {
        match self.top().last {
            Some(last) => self.entries[last].meant.rest.push(number),
            None => self.before.push(number),
        }
    }

    fn top(&self) -> &Level {
        self.levels.last().expect("the outermost level stays")
    }

    fn top_mut(&mut self) -> &mut Level {
        self.levels.last_mut().expect("the outermost level stays")
    }
}

/// The record that the value of an element is, or each of its items.
fn record_of(vocabulary: &Vocabulary, element: ElementId) -> Option<ElementId> {
    match vocabulary[element].shape {
        Shape::Record => Some(element),
        Shape::Records => vocabulary.item(element),
        Shape::Text | Shape::Texts => None,
    }
}
