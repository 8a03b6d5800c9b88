//! Labels in text that may or may not be the keys of a guide.
//!
//! Reading a label by rule is slow, and a file that is not a guide may have a million of them. So every label
//! is read only once, and their number is limited.

use std::cell::{Cell, RefCell};

use rustc_hash::FxHashMap;

use super::naming::{Meaning, ReadBy};
use super::{ElementId, Vocabulary};

/// The most different labels that are read by rule. Similar guides have about a hundred; once the limit is
/// reached, only listed names count.
const MOST_READ: usize = 2_000;

/// The longest label, in bytes.
const LONGEST: usize = 400;

/// How a label was read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Read {
    /// The first element that it names.
    pub(super) element: ElementId,
    /// How it was read.
    pub(super) by: ReadBy,
    /// How many elements it names.
    pub(super) count: usize,
}

/// The labels of a file.
#[derive(Debug)]
pub struct Labels<'v> {
    /// The vocabulary.
    pub vocabulary: &'v Vocabulary,
    known: RefCell<FxHashMap<(ElementId, String), Option<Read>>>,
    left: Cell<usize>,
}

impl<'v> Labels<'v> {
    /// No label is read yet.
    pub fn of(vocabulary: &'v Vocabulary) -> Self {
        Self { vocabulary, known: RefCell::default(), left: Cell::new(MOST_READ) }
    }

    /// How a label of a record is read, regardless of its surroundings.
    pub(super) fn read(&self, record: ElementId, label: &str) -> Option<Read> {
        if let Some(element) = self.vocabulary.part(record, label) {
            return Some(Read { element, by: ReadBy::Name, count: 1 });
        }
        if label.len() > LONGEST {
            return None;
        }
        let place = (record, label.to_owned());
        if let Some(known) = self.known.borrow().get(&place) {
            return *known;
        }
        self.left.set(self.left.get().checked_sub(1)?);
        let read = match self.vocabulary.meaning_alone(record, label) {
            Meaning::Elements(elements, by) => {
                elements.first().map(|&element| Read { element, by, count: elements.len() })
            }
            Meaning::Foreign | Meaning::Unknown => None,
        };
        self.known.borrow_mut().insert(place, read);
        read
    }

    /// The element that a label of a record names in words: not by a spelling slip, nor as an unlisted field
    /// of an export.
    pub fn element(&self, record: ElementId, label: &str) -> Option<ElementId> {
        let Read { element, by, .. } = self.read(record, label)?;
        (!matches!(by, ReadBy::Slip | ReadBy::Field)).then_some(element)
    }
}
