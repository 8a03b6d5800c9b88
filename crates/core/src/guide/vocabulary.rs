//! The elements of a guide: their names, the keys that authors use for them, their shapes and values.
//!
//! All of it is data declared by packs ([`ElementSpec`]); no element is hard-coded here. A vocabulary is a
//! tree of elements, addressed by paths: `申请材料[].材料名称` is the name of each item of the list 申请材料. The list
//! and its items are separate elements.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::burden::{Burden, Measure};
use super::conclusion::{ConclusionSpec, Conclusions};
use super::naming::{Named, Naming, NamingSpec, ReadBy};
use super::values::{Declared, Habits, Spelling, SpellingSpec, ValueSpec, Values, ValuesSpec};
use crate::document::typed::{Code, Entries, List, Mistake, Spanned};
use crate::time_limit::Mark;

mod spec;

pub use spec::{ElementSpec, Role, Shape};

/// An element of a vocabulary. Only meaningful for the vocabulary that made it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ElementId(u32);

impl ElementId {
    /// The guide as a whole.
    pub const GUIDE: Self = Self(0);

    /// The number of the element, from 0; below [`Vocabulary::len`].
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// An element and everything that packs declare about it.
#[derive(Debug, Default)]
pub struct Element {
    /// Canonical name; empty for the guide and for items of lists.
    pub name: String,
    /// Path from the root: `申请材料[].材料名称`; shared, since reports name many elements.
    pub path: Arc<str>,
    /// Names of the same element that real guides use; not those of exchange tables.
    pub also: Vec<String>,
    /// What its value looks like.
    pub shape: Shape,
    /// Its values, if it is an enumeration.
    pub values: Values,
    /// Of lists: whether a text in place of the list is split into items.
    pub itemized: bool,
    /// Of lists of records: the path of the part that holds the description of an item.
    described_by: Option<String>,
    parent: Option<ElementId>,
    /// Of lists: the element of their items.
    item: Option<ElementId>,
    /// Of records: the first part, which a bare text is read as.
    first: Option<ElementId>,
    /// Of records: parts by every accepted key. Packs choose the keys, so a guide cannot force hash
    /// collisions.
    parts: FxHashMap<String, Named>,
    /// What it costs the applicant.
    pub burden: Option<Burden>,
    /// Of time limits: the word that marks it in a text with several limits.
    pub mark: Option<Mark>,
    unit: Option<String>,
}

/// All elements that the loaded packs declare.
#[derive(Debug)]
pub struct Vocabulary {
    elements: Vec<Element>,
    by_path: HashMap<Arc<str>, ElementId>,
    /// The elements that guidelint itself uses, in the order of declaration.
    roles: Vec<(Role, ElementId)>,
    /// The kinds of burden, in the order in which they are reported.
    burdens: Vec<String>,
    /// Sets of values that several elements share, by name.
    enumerations: BTreeMap<String, Enumeration>,
    /// Accepted spellings of values.
    spelling: Spelling,
    /// The elements that are time limits, in the order of declaration.
    time_limits: Vec<ElementId>,
    /// Whether placeholders count as missing values. True only if a loaded rule reports placeholders;
    /// otherwise they are ordinary text.
    pub has_placeholders: bool,
    /// How names are formed.
    pub(super) naming: Naming,
    /// What may be concluded about elements that a guide does not state.
    pub(super) conclusions: Conclusions,
}

/// Values that several elements share.
#[derive(Debug)]
struct Enumeration {
    values: Vec<ValueSpec>,
    at: Declared,
    is_used: bool,
}

impl Default for Vocabulary {
    fn default() -> Self {
        Self {
            elements: vec![Element { shape: Shape::Record, ..Element::default() }],
            by_path: HashMap::new(),
            roles: Vec::new(),
            burdens: Vec::new(),
            enumerations: BTreeMap::new(),
            spelling: Spelling::default(),
            time_limits: Vec::new(),
            has_placeholders: false,
            naming: Naming::default(),
            conclusions: Conclusions::default(),
        }
    }
}

impl Vocabulary {
    /// Adds the burdens that elements may count towards.
    pub fn add_burdens(&mut self, burdens: &List<String>) {
        for burden in &burdens.0 {
            if !self.burdens.contains(burden) {
                self.burdens.push(burden.clone());
            }
        }
    }

    /// Adds sets of values that elements may share, from the pack with this file number.
    pub fn add_enumerations(
        &mut self,
        sets: &Entries<List<ValueSpec>>,
        file: usize,
        mistakes: &mut Vec<Mistake>,
    ) {
        for (name, values) in &sets.0 {
            let at = Declared { file, span: name.span };
            let set = Enumeration { values: values.0.clone(), at, is_used: false };
            if self.enumerations.insert(name.value.clone(), set).is_some() {
                let message = format!("取值表“{}”重复", name.value);
                mistakes.push(Mistake::new(Code::DuplicateEnumeration, name.span, message));
            }
        }
    }

    /// The sets of values that no element uses, and where they are declared.
    pub fn unused_enumerations(&self) -> impl Iterator<Item = (&str, Declared)> {
        let unused = self.enumerations.iter().filter(|(_, set)| !set.is_used);
        unused.map(|(name, set)| (name.as_str(), set.at))
    }

    /// Adds accepted spellings of values.
    pub fn add_spelling(&mut self, spec: &SpellingSpec) {
        self.spelling.add(spec);
    }

    /// Adds the elements of the pack with this file number. An element that already exists gains names, parts
    /// and values.
    pub fn add(&mut self, specs: &List<ElementSpec>, file: usize, mistakes: &mut Vec<Mistake>) {
        for spec in &specs.0 {
            self.add_part(ElementId::GUIDE, spec, file, mistakes);
        }
    }

    /// Prepares the values of all elements for reading texts, after all packs have been added.
    pub fn finish(&mut self) {
        let mut spelling = std::mem::take(&mut self.spelling);
        spelling.know_characters(self.naming.simplified(), self.naming.look_alike());
        let spelling = Arc::new(spelling);
        for element in &mut self.elements {
            if !element.values.is_empty() {
                element.values.finish(&spelling);
            }
        }
    }

    fn add_part(&mut self, record: ElementId, spec: &ElementSpec, file: usize, mistakes: &mut Vec<Mistake>) {
        let mut mistake = |code, span, message| mistakes.push(Mistake { code, span, message });
        let shape = spec.shape.read().copied().unwrap_or_default();
        let name = &spec.name.value;
        let prefix = match record {
            ElementId::GUIDE => String::new(),
            _ => format!("{}.", self[record].path),
        };
        let path = format!("{prefix}{name}");
        let id = match self.by_path.get(&*path) {
            Some(&known) => {
                if self[known].shape != shape {
                    mistake(
                        Code::ContradictoryShape,
                        spec.name.span,
                        format!("要素“{path}”在别处声明为另一种形状"),
                    );
                }
                known
            }
            None => self.insert(path.into(), name.clone(), shape, Some(record)),
        };
        let names = std::iter::once(&spec.name).chain(&spec.also.0).map(|name| (name, ReadBy::Name));
        for (key, by) in names.chain(spec.fields.0.iter().map(|field| (field, ReadBy::Field))) {
            let parts = &mut self.elements[record.index()].parts;
            if parts.entry(key.value.clone()).or_insert(Named { element: id, by }).element != id {
                mistake(Code::DuplicateName, key.span, format!("“{}”已经是另一个要素的名称", key.value));
            }
        }
        self.elements[record.index()].first.get_or_insert(id);
        let element = &mut self.elements[id.index()];
        element.also.extend(spec.also.0.iter().map(|also| also.value.clone()));
        element.itemized |= spec.itemized;
        if let Some(part) = &spec.described_by {
            element.described_by = Some(format!("{}[].{}", element.path, part.value));
        }
        element.unit =
            element.unit.take().or_else(|| spec.unit.as_ref().map(|unit| format!("{prefix}{}", unit.value)));
        // In a list of texts, the values belong to the items.
        let valued = if shape == Shape::Texts { element.item.unwrap_or(id) } else { id };
        self.add_values(valued, spec, file, mistakes);
        let mut mistake = |code, span, message| mistakes.push(Mistake { code, span, message });
        self.roles.extend(spec.role.read().map(|&role| (role, id)));
        if let Some(burden) = spec.burden.read() {
            let mut wrong = Vec::new();
            let made = burden.made(&self.burdens, (shape, &self[valued].values), &mut wrong);
            self.elements[id.index()].burden = made;
            for Mistake { code, span, message } in wrong {
                mistake(code, span, message);
            }
        }
        let element = &mut self.elements[id.index()];
        element.mark = element.mark.take().or_else(|| spec.mark.clone());
        let is_time_limit = element.mark.is_some()
            || element.burden.as_ref().is_some_and(|burden| burden.by == Measure::Duration);
        if is_time_limit && !self.time_limits.contains(&id) {
            self.time_limits.push(id);
        }
        let inner = match shape {
            Shape::Records => self[id].item,
            Shape::Record => Some(id),
            Shape::Text | Shape::Texts => None,
        };
        match inner {
            Some(inner) => spec.parts.0.iter().for_each(|part| self.add_part(inner, part, file, mistakes)),
            None if !spec.parts.0.is_empty() => {
                mistake(
                    Code::ContradictoryShape,
                    spec.name.span,
                    format!("“{name}”不是记录，不能有组成部分"),
                );
            }
            None => {}
        }
    }

    /// Adds the values of an element and how its texts are written.
    fn add_values(&mut self, id: ElementId, spec: &ElementSpec, file: usize, mistakes: &mut Vec<Mistake>) {
        for value in &spec.values.0 {
            if let ValuesSpec::Shared(name) = &value.value
                && let Some(set) = self.enumerations.get_mut(name)
            {
                set.is_used = true;
            }
        }
        let (mut shared, mut own) = (Vec::new(), Vec::new());
        for Spanned { span, value } in &spec.values.0 {
            match value {
                ValuesSpec::One(value) => own.push(value),
                ValuesSpec::Shared(name) => {
                    if let Some(set) = self.enumerations.get(name) {
                        shared.extend(&set.values);
                    } else {
                        let message = format!("没有取值表“{name}”");
                        mistakes.push(Mistake::new(Code::UnknownEnumeration, *span, message));
                    }
                }
            }
        }
        let values = &mut self.elements[id.index()].values;
        values.grow(Habits {
            several: spec.several,
            others: spec.others.read().copied().unwrap_or_default(),
            codes: spec.codes.read().copied().unwrap_or_default(),
            trim: spec.trim.0.clone(),
        });
        values.add(&shared, &own, Declared { file, span: spec.name.span }, mistakes);
    }

    fn insert(&mut self, path: Arc<str>, name: String, shape: Shape, parent: Option<ElementId>) -> ElementId {
        let next = |elements: &Vec<Element>| ElementId(u32::try_from(elements.len()).unwrap_or(u32::MAX));
        let id = next(&self.elements);
        self.by_path.insert(Arc::clone(&path), id);
        let item_path: Arc<str> = format!("{path}[]").into();
        self.elements.push(Element { name, path, shape, parent, ..Element::default() });
        if matches!(shape, Shape::Texts | Shape::Records) {
            let item = next(&self.elements);
            let shape = if shape == Shape::Texts { Shape::Text } else { Shape::Record };
            self.by_path.insert(Arc::clone(&item_path), item);
            self.elements.push(Element { path: item_path, shape, parent: Some(id), ..Element::default() });
            self.elements[id.index()].item = Some(item);
        }
        id
    }

    /// Number of elements, including the guide itself.
    #[expect(clippy::len_without_is_empty, reason = "the guide itself is always there")]
    pub fn len(&self) -> usize {
        self.elements.len()
    }

    /// The element at a path.
    ///
    /// # Errors
    ///
    /// If no element has that path: a sentence in Chinese, with the nearest path.
    pub fn find(&self, path: &str) -> Result<ElementId, String> {
        self.by_path.get(path).copied().ok_or_else(|| {
            let near = self
                .by_path
                .keys()
                .min_by_key(|known| (strsim::osa_distance(known, path), Arc::clone(known)));
            match near {
                Some(near) => format!("没有要素“{path}”，是否为“{near}”？"),
                None => format!("没有要素“{path}”"),
            }
        })
    }

    /// The part of a record that a key names.
    pub fn part(&self, record: ElementId, key: &str) -> Option<ElementId> {
        self.named(record, key).map(|named| named.element)
    }

    /// The element that a listed name of a record's part means.
    pub(super) fn named(&self, record: ElementId, name: &str) -> Option<Named> {
        self[record].parts.get(name).copied()
    }

    /// The listed names of the parts of a record, in no order.
    pub(super) fn names_in(&self, record: ElementId) -> impl Iterator<Item = (&str, Named)> {
        self[record].parts.iter().map(|(name, &named)| (name.as_str(), named))
    }

    /// All listed names with the records that they belong to, in no order.
    pub(super) fn all_names(&self) -> impl Iterator<Item = (ElementId, &str, Named)> {
        let records = (0..).map(ElementId).zip(&self.elements);
        records.flat_map(|(record, element)| {
            element.parts.iter().map(move |(name, &named)| (record, name.as_str(), named))
        })
    }

    /// Adds the conclusions that a pack allows; all elements must have been added.
    pub fn add_conclusions(&mut self, specs: &List<ConclusionSpec>, mistakes: &mut Vec<Mistake>) {
        let read = Conclusions::read(specs, self, mistakes);
        self.conclusions.extend(read);
    }

    /// Adds the words that a pack declares for names; [`Self::add_naming`] then adds the forms.
    pub fn add_words_of_names(&mut self, spec: &NamingSpec, mistakes: &mut Vec<Mistake>) {
        self.naming.add(spec, mistakes);
    }

    /// The part of a record that a key names in words, not as a field of an exchange table.
    pub fn named_part(&self, record: ElementId, key: &str) -> Option<ElementId> {
        self.named(record, key).filter(|named| named.by == ReadBy::Name).map(|named| named.element)
    }

    /// The name of an element as shown to people; for an item, that of its list.
    pub fn name(&self, element: ElementId) -> &str {
        match (self[element].name.as_str(), self.parent(element)) {
            ("", Some(list)) => &self[list].name,
            (name, _) => name,
        }
    }

    /// Of a list: its items.
    pub fn item(&self, list: ElementId) -> Option<ElementId> {
        self[list].item
    }

    /// Of a record: the part that a bare text is read as.
    pub fn first_part(&self, record: ElementId) -> Option<ElementId> {
        self[record].first
    }

    /// Of the items of a list of records: the part that holds the description in items written as
    /// `name: description`.
    pub fn described_by(&self, item: ElementId) -> Option<ElementId> {
        let path = self[self.parent(item)?].described_by.as_ref()?;
        self.by_path.get(path.as_str()).copied()
    }

    /// What the element is a part or an item of; `None` for the guide.
    pub fn parent(&self, element: ElementId) -> Option<ElementId> {
        self[element].parent
    }

    /// Whether a guide can have the element only once: neither it nor any ancestor is an item of a list.
    pub fn is_single(&self, element: ElementId) -> bool {
        let mut above = std::iter::successors(Some(element), |&id| self.parent(id));
        above.all(|id| id == ElementId::GUIDE || !self[id].name.is_empty())
    }

    /// The element beside it that holds the unit of its number.
    pub fn unit(&self, element: ElementId) -> Option<ElementId> {
        self[element].unit.as_ref().and_then(|path| self.by_path.get(path.as_str()).copied())
    }

    /// The last declared element with a role.
    pub fn with_role(&self, role: Role) -> Option<ElementId> {
        self.all_with_role(role).last()
    }

    /// The elements with a role, in the order of declaration.
    pub fn all_with_role(&self, role: Role) -> impl Iterator<Item = ElementId> + '_ {
        self.roles.iter().filter(move |(own, _)| *own == role).map(|&(_, element)| element)
    }

    /// The time limits that may share one text: the siblings of an element, including itself.
    pub fn time_limits_beside(&self, element: ElementId) -> impl Iterator<Item = ElementId> + '_ {
        let parent = self.parent(element);
        self.time_limits.iter().copied().filter(move |&limit| self.parent(limit) == parent)
    }

    /// The sibling time limit that a word marks: see [`Mark`].
    pub fn marked_beside(&self, limit: ElementId, word: &str) -> Option<ElementId> {
        let is_limit = self.time_limits.contains(&limit);
        let mut others = self.time_limits_beside(limit).filter(|_| is_limit);
        others.find(|&other| self[other].mark.as_ref().is_some_and(|mark| mark.word == word))
    }

    /// The kinds of burden, in the order in which they are reported.
    pub fn burdens(&self) -> &[String] {
        &self.burdens
    }

    /// The nearest element that contains or is both.
    pub fn common_ancestor(&self, a: ElementId, b: ElementId) -> ElementId {
        let ancestors = |start| std::iter::successors(Some(start), |&id| self.parent(id));
        ancestors(a).find(|&above| ancestors(b).any(|other| other == above)).unwrap_or(ElementId::GUIDE)
    }

    /// All elements except the guide itself, in the order of declaration.
    pub fn iter(&self) -> impl Iterator<Item = (ElementId, &Element)> {
        (0..).map(ElementId).zip(&self.elements).skip(1)
    }
}

impl std::ops::Index<ElementId> for Vocabulary {
    type Output = Element;

    fn index(&self, id: ElementId) -> &Element {
        &self.elements[id.index()]
    }
}
