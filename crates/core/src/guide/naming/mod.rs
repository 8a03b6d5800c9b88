//! How keys are read: which elements they name.
//!
//! Offices name an element in many ways, and no list has all of them. A key is first looked up as written,
//! then without what authors add around a name ([`label`]), then matched against the forms that packs declare
//! ([`form`]). A key without Chinese is read as the field of an export ([`field`]). Last, a key may be a slip
//! of a known name ([`slip`]). A key may name two elements (`受理单位及办理地点`), and some names are ambiguous
//! without their value (`办理时间`).
//!
//! Every reading of a key that is not the name of its element is recorded with the guide, so that reports can
//! show it to the author.

mod field;
mod form;
pub(super) mod label;
mod making;
mod slip;
mod spec;

use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

pub(super) use slip::LookAlike;
use spec::About;
pub use spec::NamingSpec;

use super::conclusion::Pattern;
use super::vocabulary::{Element, ElementId, Vocabulary};
use crate::document::Node;
use crate::text::Span;
use crate::time_limit::{Times, times};
use field::{Fields, Words};
use form::{Form, Groups};
use label::Label;

/// How a key was read that is not the name of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ReadBy {
    /// It is another listed name of the element.
    Name,
    /// It matches a form of the names of the element.
    Rule,
    /// It is a name of the element with a slip.
    Slip,
    /// It can mean several elements; the value decides which.
    Value,
    /// It is a field name of an export.
    Field,
}

impl ReadBy {
    /// The word for it in reports.
    pub fn word(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Rule => "rule",
            Self::Slip => "slip",
            Self::Value => "value",
            Self::Field => "field",
        }
    }
}

/// What a key of a record means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// These elements.
    Elements(Vec<ElementId>, ReadBy),
    /// A field of the office's own, for which there is no element.
    Foreign,
    /// Not recognized.
    Unknown,
}

/// The element that a listed name means.
#[derive(Clone, Copy, Debug)]
pub(super) struct Named {
    pub(super) element: ElementId,
    pub(super) by: ReadBy,
}

/// An example in a pack of a name that is read as an element, or is not.
#[derive(Debug)]
struct NameExample {
    /// The number of the file that declares it.
    file: usize,
    /// Its bytes there.
    span: Span,
    /// The record in which it would be a key.
    record: ElementId,
    name: String,
    /// The element that declares it.
    element: ElementId,
    /// Whether it should be read as that element.
    wanted: bool,
}

/// How names are formed, from all packs.
#[derive(Debug, Default)]
pub(super) struct Naming {
    groups: Groups,
    never: Vec<String>,
    joints: Vec<String>,
    /// Keys of items that are entries of a guide: those of names and those of values.
    entries: (Vec<String>, Vec<String>),
    stages: Vec<Stage>,
    simplified: FxHashMap<char, char>,
    look_alike: LookAlike,
    /// The index in `choices` of every name that can mean several elements.
    undecided: FxHashMap<String, usize>,
    choices: Vec<Vec<Choice>>,
    /// Forms by record.
    forms: FxHashMap<ElementId, Vec<FormOf>>,
    /// Forms of names of offices' own fields.
    own: Vec<Form>,
    words: Words,
    /// Sets of English meanings of elements.
    senses: Vec<(ElementId, Vec<usize>)>,
    examples: Vec<NameExample>,
    /// Keys of exports by record; made on first use, as most guides have none.
    fields: OnceLock<FxHashMap<ElementId, Fields>>,
}

/// The suffixes of a name that another name before it may share, longest first.
fn ends(name: &str) -> impl Iterator<Item = &str> {
    name.char_indices().skip(1).map(|(at, _)| &name[at..])
}

/// The elements of two names; `None` if both name the same one.
fn together(mut left: Vec<ElementId>, right: &[ElementId]) -> Option<Vec<ElementId>> {
    for element in right {
        if !left.contains(element) {
            left.push(*element);
        }
    }
    (left.len() > 1).then_some(left)
}

#[derive(Debug)]
struct Stage {
    words: Vec<String>,
    of: Option<ElementId>,
}

#[derive(Debug)]
struct Choice {
    /// Empty if it is not an element.
    elements: Vec<ElementId>,
    matches: Option<Pattern>,
    says: Vec<About>,
    value_of: Option<ElementId>,
    beside: Option<ElementId>,
}

#[derive(Debug)]
struct FormOf {
    /// The number of the file that declares it, and its bytes there.
    place: (usize, Span),
    /// `None` if names of this form are not elements.
    element: Option<ElementId>,
    form: Form,
    /// Words that a name of this form must not contain.
    without: Vec<String>,
}

/// The form that a name matches best.
struct Fit {
    element: Option<ElementId>,
    /// Where the form is declared.
    place: (usize, Span),
    /// How many characters of the name are words of the form.
    known: usize,
}

/// The surroundings of a key, which its meaning may depend on.
#[derive(Clone, Copy)]
pub(super) struct Surroundings<'t> {
    /// The record as written.
    pub(super) mapping: Node<'t>,
    /// The value of the key.
    pub(super) value: Node<'t>,
}

impl Naming {
    /// Simplified characters by their traditional ones.
    pub(super) fn simplified(&self) -> &FxHashMap<char, char> {
        &self.simplified
    }

    /// Characters that look alike.
    pub(super) fn look_alike(&self) -> &LookAlike {
        &self.look_alike
    }

    /// The meaning of a name in simplified characters by the lists and forms, and how many characters of it
    /// are known words; `None` if it has none.
    fn whole(&self, vocabulary: &Vocabulary, record: ElementId, name: &str) -> Option<(Meaning, usize)> {
        let all = name.chars().count();
        if let Some(named) = vocabulary.named(record, name) {
            return Some((Meaning::Elements(vec![named.element], named.by), all));
        }
        let Fit { element, known, .. } = self.fit(record, name)?;
        let meaning = |element| Meaning::Elements(vec![element], ReadBy::Rule);
        Some((element.map_or(Meaning::Foreign, meaning), known))
    }

    /// The form of a record that accounts for most of a name. `None` if none matches, or two that match
    /// equally well mean different things.
    fn fit(&self, record: ElementId, name: &str) -> Option<Fit> {
        let has = |words: &[String]| words.iter().any(|word| name.contains(word.as_str()));
        let is_never = has(&self.never);
        let mut best: Option<Fit> = None;
        let mut is_tie = false;
        for FormOf { place, element, form, without } in self.forms.get(&record)? {
            // Names with these words are not elements, but they may be an office's own fields.
            if is_never && element.is_some() {
                continue;
            }
            let Some(known) = form.fits(name).filter(|_| !has(without)) else { continue };
            match &best {
                Some(fit) if fit.known > known => {}
                Some(fit) if fit.known == known => is_tie |= fit.element != *element,
                _ => {
                    best = Some(Fit { element: *element, place: *place, known });
                    is_tie = false;
                }
            }
        }
        best.filter(|_| !is_tie)
    }

    /// Whether a key that names no element is known as an office's own field.
    fn is_own(&self, key: &str) -> bool {
        let Some(label) = Label::of(key, &self.simplified) else { return false };
        let name = if label.written.is_ascii() { field::folded(key) } else { label.written };
        let names = [Some(name), label.bare];
        names.iter().flatten().any(|name| self.own.iter().any(|form| form.fits(name).is_some()))
    }

    /// The elements that a name joins: `受理单位及办理地点`. A word that both share may be written once: `咨询及监督电话`.
    fn joined(&self, vocabulary: &Vocabulary, record: ElementId, name: &str) -> Option<Vec<ElementId>> {
        let elements = |name: &str| match self.whole(vocabulary, record, name)? {
            (Meaning::Elements(elements, _), _) => Some(elements),
            _ => None,
        };
        for (at, _) in name.char_indices().skip(1) {
            let Some(joint) = self.joints.iter().find(|joint| name[at..].starts_with(joint.as_str())) else {
                continue;
            };
            let (left, right) = (&name[..at], &name[at + joint.len()..]);
            let rest = elements(right).or_else(|| self.joined(vocabulary, record, right));
            let left =
                || elements(left).or_else(|| ends(right).find_map(|end| elements(&format!("{left}{end}"))));
            if let Some(rest) = rest
                && let Some(all) = left().and_then(|left| together(left, &rest))
            {
                return Some(all);
            }
        }
        // 咨询监督电话: without a joint, both must be listed names that share a suffix.
        let listed = |name: &str| vocabulary.named(record, name).map(|named| vec![named.element]);
        name.char_indices().skip(2).find_map(|(at, _)| {
            let (left, right) = name.split_at(at);
            let rest = listed(right)?;
            let left = ends(right).find_map(|end| listed(&format!("{left}{end}")))?;
            together(left, &rest)
        })
    }

    fn fields<'v>(&'v self, vocabulary: &Vocabulary) -> &'v FxHashMap<ElementId, Fields> {
        self.fields.get_or_init(|| {
            let mut fields: FxHashMap<ElementId, Fields> = FxHashMap::default();
            for (record, name, named) in vocabulary.all_names() {
                let own = fields.entry(record).or_default();
                if name.is_ascii() {
                    own.add_field(name, named.element);
                } else {
                    own.add_name(name, named.element);
                }
            }
            for example in self.examples.iter().filter(|example| example.wanted) {
                fields.entry(example.record).or_default().add_name(&example.name, example.element);
            }
            for (element, senses) in &self.senses {
                let record = vocabulary.parent(*element).unwrap_or(ElementId::GUIDE);
                fields.entry(record).or_default().add_senses(senses.clone(), *element);
            }
            fields
        })
    }
}

impl Vocabulary {
    /// Keys of items that are entries of a guide: those of names, and those of values.
    pub(super) fn words_of_entries(&self) -> (&[String], &[String]) {
        let (names, values) = &self.naming.entries;
        (names, values)
    }

    /// Whether a key is known as an office's own field.
    pub(super) fn is_own(&self, key: &str) -> bool {
        self.naming.is_own(key)
    }

    /// The meaning of a key of a record in its surroundings.
    pub(super) fn meaning(&self, record: ElementId, key: &str, around: Surroundings<'_>) -> Meaning {
        match self.read_key(record, key, Some(around)) {
            Meaning::Unknown if self.naming.is_own(key) => Meaning::Foreign,
            meaning => meaning,
        }
    }

    /// The meaning of a key of a record regardless of its surroundings: if it has several, the first.
    pub(super) fn meaning_alone(&self, record: ElementId, key: &str) -> Meaning {
        self.read_key(record, key, None)
    }

    fn read_key(&self, record: ElementId, key: &str, around: Option<Surroundings<'_>>) -> Meaning {
        let naming = &self.naming;
        let listed = |name: &str| {
            if record == ElementId::GUIDE
                && let Some(&choices) = naming.undecided.get(name)
            {
                return Some(self.decide(record, &naming.choices[choices], around));
            }
            self.named(record, name).map(|named| Meaning::Elements(vec![named.element], named.by))
        };
        if let Some(meaning) = listed(key) {
            return meaning;
        }
        let Some(label) = Label::of(key, &naming.simplified) else { return Meaning::Unknown };
        if label.written.is_ascii() {
            let fields = naming.fields(self).get(&record);
            let element = fields.and_then(|fields| fields.read(key, &naming.words));
            return element
                .map_or(Meaning::Unknown, |element| Meaning::Elements(vec![element], ReadBy::Field));
        }
        if let Some(meaning) = listed(&label.written) {
            return meaning;
        }
        let bare = label.bare.as_deref();
        let stage = naming
            .stages
            .iter()
            .find(|stage| label.remarks.iter().any(|remark| stage.words.contains(remark)));
        if let (Some(stage), Some(bare), ElementId::GUIDE) = (stage, bare, record) {
            return match stage.of.map(|of| self.read_name(of, bare)) {
                Some(Meaning::Elements(elements, _)) => Meaning::Elements(elements, ReadBy::Rule),
                _ => Meaning::Foreign,
            };
        }
        if let Some(meaning) = bare.and_then(listed) {
            return meaning;
        }
        match self.read_name(record, bare.unwrap_or(&label.written)) {
            Meaning::Unknown if bare.is_some() || label.written.contains('_') => {
                self.read_name(record, &label.written.replace(['（', '）', '_'], ""))
            }
            meaning => meaning,
        }
    }

    /// The meaning of an ambiguous name in its surroundings; if they are not known, the first element that it
    /// can mean.
    fn decide(&self, record: ElementId, choices: &[Choice], around: Option<Surroundings<'_>>) -> Meaning {
        let Some(around) = around else {
            let first = choices.iter().find_map(|choice| choice.elements.first().copied());
            return first.map_or(Meaning::Unknown, |element| Meaning::Elements(vec![element], ReadBy::Value));
        };
        let text = around.value.text().or_else(|| around.value.items().next()?.text()).map(str::trim);
        let mut read: Option<Times> = None;
        let mut holds = |choice: &&Choice| {
            let mut says = choice.says.iter();
            says.all(|about| {
                let read = read.get_or_insert_with(|| text.map(times).unwrap_or_default());
                about.is_in(*read)
            }) && choice
                .matches
                .as_ref()
                .is_none_or(|pattern| text.is_some_and(|text| pattern.is_match(text)))
                && choice.value_of.is_none_or(|element| {
                    text.is_some_and(|text| self[element].values.read(text, false).values().next().is_some())
                })
                && choice.beside.is_none_or(|element| {
                    let keys = around.mapping.entries().filter_map(|entry| entry.key.text());
                    keys.filter_map(|key| self.named(record, key)).any(|named| named.element == element)
                })
        };
        match choices.iter().find(|choice| holds(choice)).map(|choice| choice.elements.as_slice()) {
            Some([]) => Meaning::Foreign,
            Some(elements) => Meaning::Elements(elements.to_vec(), ReadBy::Value),
            None => Meaning::Unknown,
        }
    }

    /// The meaning of a name by the forms, or as a slip.
    fn read_name(&self, record: ElementId, name: &str) -> Meaning {
        let naming = &self.naming;
        // Parts of a list are often written with the name of the list before theirs: 申请材料名称.
        if let Some(element) = self.without_list(record, name) {
            return Meaning::Elements(vec![element], ReadBy::Rule);
        }
        let whole = naming.whole(self, record, name);
        match whole {
            Some((meaning, known)) if known == name.chars().count() => return meaning,
            _ => {}
        }
        if let Some(elements) = naming.joined(self, record, name) {
            return Meaning::Elements(elements, ReadBy::Rule);
        }
        if let Some((meaning, _)) = whole {
            return meaning;
        }
        if let Some(part) =
            Some(name).filter(|_| record == ElementId::GUIDE).and_then(|name| self.part_at_root(name))
        {
            return Meaning::Elements(vec![part], ReadBy::Rule);
        }
        let slip = self.names_in(record).filter(|(known, _)| naming.look_alike.is_slip(name, known));
        let elements: FxHashSet<ElementId> = slip.map(|(_, named)| named.element).collect();
        match elements.iter().next() {
            Some(&element) if elements.len() == 1 => Meaning::Elements(vec![element], ReadBy::Slip),
            _ => Meaning::Unknown,
        }
    }

    /// The part of a list's items that a name means if it begins with the name of the list.
    fn without_list(&self, record: ElementId, name: &str) -> Option<ElementId> {
        let list = self.parent(record)?;
        let list_names = std::iter::once(&self[list].name).chain(&self[list].also);
        let mut rests = list_names.filter_map(|list| name.strip_prefix(list.as_str()));
        rests.find_map(|rest| self.exactly(record, rest))
    }

    /// The element that a name of a record certainly means: a listed name, or a form that covers all of it.
    fn exactly(&self, record: ElementId, name: &str) -> Option<ElementId> {
        let of_form =
            || self.naming.fit(record, name).filter(|fit| fit.known == name.chars().count())?.element;
        self.named(record, name).map(|named| named.element).or_else(of_form)
    }

    /// The part of a list or record of the guide that a name at the root means: with the name of the list
    /// before it (`特别程序时限`), or alone if only one of them has such a part (`文号`).
    fn part_at_root(&self, name: &str) -> Option<ElementId> {
        let root = ElementId::GUIDE;
        let records = || {
            let holders = self
                .iter()
                .filter(|(id, element)| self.parent(*id) == Some(root) && element.shape.has_parts());
            holders.map(|(id, element)| (self.item(id).unwrap_or(id), element))
        };
        let after_list = |(record, element): (ElementId, &Element)| {
            let names = std::iter::once(&element.name).chain(&element.also);
            names
                .filter_map(|list| name.strip_prefix(list.as_str()))
                .find_map(|rest| self.exactly(record, rest))
        };
        records().find_map(after_list).or_else(|| {
            let mut parts = records().filter_map(|(record, _)| self.named(record, name));
            parts.next().filter(|_| parts.next().is_none()).map(|named| named.element)
        })
    }
}
