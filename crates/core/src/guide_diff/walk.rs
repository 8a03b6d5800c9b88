//! Compares two guides, element by element.

use std::collections::{HashMap, HashSet, VecDeque};

use super::items::{Item, Items, Paired};
use super::value::{Outcome, Texts, compare, plain, said};
use super::{Change, Effect, Row, Said};
use crate::document::{Entry, Kind, Node};
use crate::guide::{Burden, Element, ElementId, Guide, Measure, Occurrence, OccurrenceId, Shape, Vocabulary};
use crate::text::Span;

/// All changes between two editions of a guide, in the order of the vocabulary.
pub(super) fn rows(old: &Guide<'_>, new: &Guide<'_>) -> Vec<Row> {
    let unknown = (unknown(old), unknown(new));
    let mut walk = Walk { old, new, unknown, rows: Vec::new() };
    walk.record(old.root(), new.root(), ElementId::GUIDE, &Inside::default());
    walk.rows
}

struct Walk<'w, 't, 'u> {
    old: &'w Guide<'t>,
    new: &'w Guide<'u>,
    unknown: (Unknown<'t>, Unknown<'u>),
    rows: Vec<Row>,
}

/// Where in a guide a change is.
#[derive(Clone, Debug, Default)]
struct Inside {
    /// The element at the root of the guide.
    element: Option<String>,
    item: Option<String>,
    burden: Option<String>,
}

impl Walk<'_, '_, '_> {
    fn vocabulary(&self) -> &'_ Vocabulary {
        self.old.vocabulary
    }

    fn record(&mut self, old: Occurrence<'_>, new: Occurrence<'_>, record: ElementId, inside: &Inside) {
        let vocabulary = self.vocabulary();
        let parts: Vec<ElementId> = vocabulary
            .iter()
            .map(|(part, _)| part)
            .filter(|&part| vocabulary.parent(part) == Some(record))
            .collect();
        // A unit belongs to its number.
        let units: Vec<ElementId> = parts
            .iter()
            .filter(|&&part| has(self.old, old, part) || has(self.new, new, part))
            .filter_map(|&part| vocabulary.unit(part))
            .collect();
        for part in parts.into_iter().filter(|part| !units.contains(part)) {
            self.element(old, new, part, inside);
        }
        self.unknown(old, new, inside);
    }

    fn element(&mut self, old: Occurrence<'_>, new: Occurrence<'_>, element: ElementId, inside: &Inside) {
        let vocabulary = self.vocabulary();
        let own = &vocabulary[element];
        let burden = own.burden.clone();
        let of = burden.as_ref().and_then(|burden| burden.of.clone().or_else(|| inside.burden.clone()));
        let within = Inside {
            element: inside.element.clone().or_else(|| Some(own.name.clone())),
            item: inside.item.clone(),
            burden: of,
        };
        let part = inside.element.is_some().then(|| own.name.clone());
        if awaits(self.old, old, element) != awaits(self.new, new, element) {
            let (old, new) = (whole(self.old, old, element), whole(self.new, new, element));
            self.add(&within, part, old, new, Outcome::incomparable("有一版还没有填写"));
            return;
        }
        match own.shape {
            Shape::Text | Shape::Texts => self.texts(old, new, element, &within, part, burden.as_ref()),
            Shape::Record => self.single(old, new, element, &within, part),
            Shape::Records => self.list(old, new, element, &within, burden.as_ref()),
        }
    }

    fn texts(
        &mut self,
        old: Occurrence<'_>,
        new: Occurrence<'_>,
        element: ElementId,
        inside: &Inside,
        part: Option<String>,
        burden: Option<&Burden>,
    ) {
        let texts = self.vocabulary().item(element).unwrap_or(element);
        let old = Texts { guide: self.old, places: filled(self.old, old, texts) };
        let new = Texts { guide: self.new, places: filled(self.new, new, texts) };
        let outcome = match (old.places.is_empty(), new.places.is_empty()) {
            (true, true) => None,
            (true, false) => Some(Outcome { change: Change::Added, ..Outcome::changed() }),
            (false, true) => Some(Outcome { change: Change::Removed, ..Outcome::changed() }),
            (false, false) => compare(&old, &new, burden),
        };
        if let Some(outcome) = outcome {
            self.add(inside, part, old.said(), new.said(), outcome);
        }
    }

    /// A record that occurs once.
    fn single(
        &mut self,
        old: Occurrence<'_>,
        new: Occurrence<'_>,
        element: ElementId,
        inside: &Inside,
        part: Option<String>,
    ) {
        let (before, after) = (filled(self.old, old, element), filled(self.new, new, element));
        match (before.first(), after.first()) {
            (Some(&before), Some(&after)) => self.record(before, after, element, inside),
            (None, None) => {}
            (before, _) => {
                let change = if before.is_none() { Change::Added } else { Change::Removed };
                let (old, new) = (whole(self.old, old, element), whole(self.new, new, element));
                self.add(inside, part, old, new, Outcome { change, ..Outcome::changed() });
            }
        }
    }

    fn list(
        &mut self,
        old: Occurrence<'_>,
        new: Occurrence<'_>,
        element: ElementId,
        inside: &Inside,
        burden: Option<&Burden>,
    ) {
        let Some(item) = self.vocabulary().item(element) else { return };
        let lists = (filled(self.old, old, element), filled(self.new, new, element));
        let before = Items::of(self.old, &lists.0, item, burden);
        let after = Items::of(self.new, &lists.1, item, burden);
        let is_stated = !lists.0.is_empty() && !lists.1.is_empty();
        let told = (whole(self.old, old, element), whole(self.new, new, element));
        if !before.is_counted || !after.is_counted {
            if before.joined() != after.joined() {
                let outcome = match (lists.0.is_empty(), lists.1.is_empty()) {
                    (true, _) => Outcome { change: Change::Added, ..Outcome::changed() },
                    (_, true) => Outcome { change: Change::Removed, ..Outcome::changed() },
                    _ => Outcome::incomparable("没有逐项列出，数不清有几项"),
                };
                self.add(inside, None, told.0, told.1, outcome);
            }
            return;
        }
        let Paired { both, removed, added } = Items::paired(&before, &after);
        let is_burden = burden.is_some_and(|burden| burden.by == Measure::Items);
        if is_burden && lists.0.is_empty() != lists.1.is_empty() {
            // What was not stated before may have existed.
            let change = if lists.0.is_empty() { Change::Added } else { Change::Removed };
            let count =
                |said: Option<Said>, items: &Items<'_>| said.map(|said| counted(said, items.all.len()));
            let (old, new) = (count(told.0, &before), count(told.1, &after));
            self.add(inside, None, old, new, Outcome { change, ..Outcome::changed() });
            return;
        }
        if is_burden && is_stated && !(removed.is_empty() && added.is_empty()) {
            let (was, is) = (before.all.len(), after.all.len());
            let outcome = Outcome::ordered(is.cmp(&was), Some(is.abs_diff(was).to_string()));
            let outcome = outcome.unwrap_or(Outcome { effect: Some(Effect::Same), ..Outcome::changed() });
            let count = |said: Option<Said>, number| said.map(|said| counted(said, number));
            self.add(inside, None, count(told.0, was), count(told.1, is), outcome);
            self.rows.last_mut().expect("it was just added").is_count = true;
        }
        let effect = |effect| is_burden.then_some(effect);
        for item in removed {
            let outcome =
                Outcome { change: Change::Removed, effect: effect(Effect::Fewer), ..Outcome::changed() };
            self.add(&inside.of(item), None, Some(named(self.old, item)), None, outcome);
        }
        for item in added {
            let outcome =
                Outcome { change: Change::Added, effect: effect(Effect::More), ..Outcome::changed() };
            self.add(&inside.of(item), None, None, Some(named(self.new, item)), outcome);
        }
        for (old, new) in both {
            if old.is_whole && new.is_whole {
                self.record(old.place, new.place, item, &inside.of(new));
            }
        }
    }

    /// Compares the content under unknown keys.
    fn unknown(&mut self, old: Occurrence<'_>, new: Occurrence<'_>, inside: &Inside) {
        let before = under(self.old, old, &self.unknown.0);
        let after = under(self.new, new, &self.unknown.1);
        // Keys that occur twice are paired in their order.
        let mut by_key: HashMap<&str, VecDeque<usize>> = HashMap::new();
        for (number, other) in after.iter().enumerate() {
            by_key.entry(&other.key).or_default().push_back(number);
        }
        let mut is_taken = vec![false; after.len()];
        for Other { key, said, content } in before {
            let is = by_key.get_mut(&*key).and_then(VecDeque::pop_front);
            let is = is.map(|number| {
                is_taken[number] = true;
                &after[number]
            });
            if is.is_none_or(|is| is.content != content) {
                let change = if is.is_some() { Change::Changed } else { Change::Removed };
                self.add_unknown(inside, key, Some(said), is.map(|is| is.said.clone()), change);
            }
        }
        for (Other { key, said, .. }, _) in after.into_iter().zip(is_taken).filter(|(_, is_taken)| !is_taken)
        {
            self.add_unknown(inside, key, None, Some(said), Change::Added);
        }
    }

    fn add_unknown(
        &mut self,
        inside: &Inside,
        key: String,
        old: Option<Said>,
        new: Option<Said>,
        change: Change,
    ) {
        let outcome = Outcome { change, ..Outcome::changed() };
        let (inside, part) = match inside.element {
            Some(_) => (Inside { burden: None, ..inside.clone() }, Some(key)),
            None => (Inside { element: Some(key), ..Inside::default() }, None),
        };
        self.add(&inside, part, old, new, outcome);
    }

    fn add(
        &mut self,
        inside: &Inside,
        part: Option<String>,
        old: Option<Said>,
        new: Option<Said>,
        outcome: Outcome,
    ) {
        let Outcome { change, effect, by, note } = outcome;
        let Inside { element, item, burden } = inside.clone();
        let element = element.unwrap_or_default();
        self.rows.push(Row {
            burden,
            is_count: false,
            element,
            item,
            part,
            change,
            effect,
            by,
            old,
            new,
            note,
        });
    }
}

impl Inside {
    fn of(&self, item: &Item<'_>) -> Self {
        Self { item: Some(item.name.clone()), ..self.clone() }
    }
}

/// Whether a guide states anything about a burden.
pub(super) fn states(guide: &Guide<'_>, burden: &str) -> bool {
    let counts =
        |element: &Element| element.burden.as_ref().is_some_and(|own| own.of.as_deref() == Some(burden));
    let mut elements = guide.vocabulary.iter().filter(|(_, element)| counts(element));
    elements.any(|(element, _)| has(guide, guide.root(), element))
}

/// The occurrences of an element in a record that are filled in.
fn filled<'t>(guide: &Guide<'t>, holder: Occurrence<'t>, element: ElementId) -> Vec<Occurrence<'t>> {
    guide.inside(holder, element).filter(|place| guide.is_begun(*place)).collect()
}

fn has(guide: &Guide<'_>, holder: Occurrence<'_>, element: ElementId) -> bool {
    guide.inside(holder, element).any(|place| guide.is_begun(place))
}

/// Whether an element has only a placeholder.
fn awaits(guide: &Guide<'_>, holder: Occurrence<'_>, element: ElementId) -> bool {
    !has(guide, holder, element) && guide.awaits(holder, element)
}

/// An element as written in the file.
fn whole(guide: &Guide<'_>, holder: Occurrence<'_>, element: ElementId) -> Option<Said> {
    let waiting = guide.awaiting().find(|place| place.element == element);
    let place = guide.inside(holder, element).next().or(waiting)?;
    Some(said(guide, place, text_of(place)))
}

/// The text of an occurrence, or else its YAML.
fn text_of(place: Occurrence<'_>) -> String {
    place.node.text().map_or(place.node.source(), str::trim).to_owned()
}

fn named(guide: &Guide<'_>, item: &Item<'_>) -> Said {
    Said { span: item.span, ..said(guide, item.place, item.name.clone()) }
}

fn counted(said: Said, number: usize) -> Said {
    Said { text: format!("{number} 项"), ..said }
}

/// Unknown keys, by the record that contains them.
type Unknown<'t> = HashMap<OccurrenceId, Vec<Node<'t>>>;

fn unknown<'t>(guide: &Guide<'t>) -> Unknown<'t> {
    let mut unknown: Unknown<'t> = HashMap::new();
    for key in guide.unknown() {
        unknown.entry(key.record).or_default().push(key.key);
    }
    unknown
}

/// The content under an unknown key.
struct Other {
    key: String,
    said: Said,
    /// Its texts, without differences of layout.
    content: String,
}

fn under<'t>(guide: &Guide<'t>, record: Occurrence<'t>, unknown: &Unknown<'t>) -> Vec<Other> {
    let Some(keys) = unknown.get(&record.id) else { return Vec::new() };
    let keys: HashSet<Span> = keys.iter().map(|key| key.span()).collect();
    let dot = if record.id == guide.root().id { "" } else { "." };
    let entries = record.node.merged_entries().into_iter().filter(|entry| keys.contains(&entry.key.span()));
    let read = entries.filter_map(|Entry { key, value }| {
        let key = key.text()?.to_owned();
        let path = format!("{}{dot}{key}", guide.path(record));
        let said = Said { text: value.source().to_owned(), path, span: value.span() };
        Some(Other { key, said, content: content(value) })
    });
    read.collect()
}

/// All texts in a node, one after the other, without differences of layout. Aliases are not followed, since
/// a few bytes can refer to very much.
fn content(node: Node<'_>) -> String {
    let mut content = String::new();
    let mut rest = vec![node];
    while let Some(node) = rest.pop() {
        if let Some(text) = node.text() {
            content += &plain(text);
            content.push(' ');
        } else if matches!(node.kind(), Kind::Sequence | Kind::Mapping) {
            let start = rest.len();
            rest.extend(node.items());
            rest.extend(node.entries().flat_map(|entry| [entry.key, entry.value]));
            rest[start..].reverse();
        }
    }
    content
}
