//! Keys of exports: names in Latin letters, as used in databases and interfaces.
//!
//! `TASK_NAME`, `taskName` and `taskname` are the same field. Offices' own systems use pinyin (`sltj`, the
//! initials of 受理条件) and English words (`acceptCondition`); only the meaning of the words counts.

use std::collections::BTreeMap;

use pinyin::ToPinyin;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::guide::vocabulary::ElementId;

/// Shorter pinyin initials are too ambiguous.
const SHORTEST: usize = 3;

/// The export keys of the elements of a record.
#[derive(Clone, Debug, Default)]
pub(super) struct Fields {
    /// By the folded field name of an exchange table.
    names: Unique,
    /// By the pinyin of a name, either initials or in full.
    pinyin: Unique,
    /// By the meanings of English words.
    senses: FxHashMap<Vec<usize>, ElementId>,
}

/// Elements by key; `None` for a key that several elements share.
#[derive(Clone, Debug, Default)]
struct Unique(FxHashMap<String, Option<ElementId>>);

impl Unique {
    fn add(&mut self, key: String, element: ElementId) {
        let known = self.0.entry(key).or_insert(Some(element));
        if *known != Some(element) {
            *known = None;
        }
    }

    fn get(&self, key: &str) -> Option<ElementId> {
        self.0.get(key).copied().flatten()
    }
}

impl Fields {
    /// Adds a field name of an exchange table.
    pub(super) fn add_field(&mut self, field: &str, element: ElementId) {
        self.names.add(folded(field), element);
    }

    /// Adds the pinyin of a Chinese name.
    pub(super) fn add_name(&mut self, name: &str, element: ElementId) {
        let (mut initials, mut whole) = (String::new(), String::new());
        for character in name.chars() {
            let Some(pinyin) = character.to_pinyin() else { return };
            initials += pinyin.first_letter();
            whole += pinyin.plain();
        }
        if initials.len() >= SHORTEST {
            self.pinyin.add(initials, element);
        }
        if whole.len() >= SHORTEST {
            self.pinyin.add(whole, element);
        }
    }

    /// Adds the meanings of the English words of a key. Returns the other element that already has them, if
    /// any.
    pub(super) fn add_senses(&mut self, senses: Vec<usize>, element: ElementId) -> Option<ElementId> {
        let known = *self.senses.entry(senses).or_insert(element);
        (known != element).then_some(known)
    }

    /// The element that a key names.
    pub(super) fn read(&self, key: &str, words: &Words) -> Option<ElementId> {
        let key = folded(key);
        let stripped = || words.stripped(&key);
        let known = |key: &str| self.names.get(key).or_else(|| self.pinyin.get(key));
        known(&key).or_else(|| stripped().iter().find_map(|key| known(key))).or_else(|| {
            let keys = std::iter::once(key.clone()).chain(stripped());
            let senses: Vec<Vec<usize>> = keys.filter_map(|key| words.senses(&key)).collect();
            let said = |senses: &[usize]| self.senses.get(senses).copied();
            let strong = |senses: &Vec<usize>| said(&words.strong(senses));
            senses.iter().find_map(|senses| said(senses)).or_else(|| senses.iter().find_map(strong))
        })
    }
}

/// A key without the marks between its words, in lower case.
pub(super) fn folded(key: &str) -> String {
    let letters = key.chars().filter(char::is_ascii_alphanumeric);
    letters.map(|letter| letter.to_ascii_lowercase()).collect()
}

/// English words of keys and their meanings.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    /// The number of the meaning of every word; `None` for words without one.
    known: FxHashMap<String, Option<usize>>,
    /// Meanings by name.
    names: BTreeMap<String, usize>,
    /// Meanings that may be ignored if a key is not recognized with them.
    weak: FxHashSet<usize>,
    /// Prefixes that systems add to the names of fields.
    before: Vec<String>,
    /// Suffixes that they add.
    behind: Vec<String>,
    longest: usize,
}

impl Words {
    /// Adds a word with its meaning, if it has one. Returns whether it had no other meaning before.
    pub(super) fn add(&mut self, sense: Option<&str>, word: &str) -> bool {
        let next = self.names.len();
        let sense = sense.map(|sense| *self.names.entry(sense.to_owned()).or_insert(next));
        self.longest = self.longest.max(word.len());
        *self.known.entry(word.to_owned()).or_insert(sense) == sense
    }

    /// Marks a meaning as one that may be ignored if a key is not recognized with it. Returns whether the
    /// meaning exists.
    pub(super) fn weaken(&mut self, sense: &str) -> bool {
        self.names.get(sense).map(|&sense| self.weak.insert(sense)).is_some()
    }

    /// Meanings without those that may be ignored.
    fn strong(&self, senses: &[usize]) -> Vec<usize> {
        senses.iter().copied().filter(|sense| !self.weak.contains(sense)).collect()
    }

    /// Adds prefixes and suffixes of the names of fields.
    pub(super) fn add_affixes(&mut self, before: &[String], behind: &[String]) {
        self.before.extend_from_slice(before);
        self.behind.extend_from_slice(behind);
    }

    /// The meanings of words, in the same form as [`Self::senses`] returns them.
    ///
    /// # Errors
    ///
    /// The first word that has no meaning.
    pub(super) fn named(&self, words: &str) -> Result<Vec<usize>, String> {
        let sense = |word: &str| self.known.get(word).copied().flatten().ok_or_else(|| word.to_owned());
        Ok(sorted(words.split_whitespace().map(sense).collect::<Result<_, _>>()?))
    }

    /// The folded key without a known prefix, suffix or both: all variants.
    fn stripped(&self, key: &str) -> Vec<String> {
        let starts =
            std::iter::once(key).chain(self.before.iter().filter_map(|affix| key.strip_prefix(&**affix)));
        let ends = |start: &str| {
            let cut = self.behind.iter().filter_map(|affix| start.strip_suffix(&**affix));
            std::iter::once(start).chain(cut).map(str::to_owned).collect::<Vec<_>>()
        };
        starts.flat_map(ends).filter(|stripped| stripped.len() >= SHORTEST && stripped != key).collect()
    }

    /// The meanings of the words of a folded key, sorted; `None` if a part of it is no known word. If there
    /// are several ways to divide the key, the one with the fewest words counts.
    fn senses(&self, key: &str) -> Option<Vec<usize>> {
        // For every byte: the fewest words that lead there, and the start of the last one.
        let mut ways: Vec<Option<(usize, usize)>> = vec![None; key.len() + 1];
        ways[0] = Some((0, 0));
        for start in 0..key.len() {
            let Some((count, _)) = ways[start] else { continue };
            for end in start + 1..=key.len().min(start + self.longest) {
                let is_better = ways[end].is_none_or(|(fewest, _)| count + 1 < fewest);
                if is_better && self.known.contains_key(&key[start..end]) {
                    ways[end] = Some((count + 1, start));
                }
            }
        }
        let (mut end, mut senses) = (key.len(), Vec::new());
        while end > 0 {
            let (_, start) = ways[end]?;
            senses.extend(self.known.get(&key[start..end]).copied().flatten());
            end = start;
        }
        (!senses.is_empty()).then(|| sorted(senses))
    }
}

/// The meanings sorted, without duplicates.
fn sorted(mut senses: Vec<usize>) -> Vec<usize> {
    let mut seen = FxHashSet::default();
    senses.retain(|sense| seen.insert(*sense));
    senses.sort_unstable();
    senses
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{self, typed};
    use crate::guide::vocabulary::{ElementSpec, Vocabulary};

    fn words() -> Words {
        let list = |words: &str| words.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let mut words = Words::default();
        for (sense, listed) in [
            (Some("accept"), "accept acceptance"),
            (Some("condition"), "condition conditions"),
            (Some("time"), "time limit day"),
            (None, "desc the"),
        ] {
            assert!(list(listed).iter().all(|word| words.add(sense, word)), "{listed}");
        }
        assert!(!words.add(Some("other"), "day"), "it has another sense");
        words.add_affixes(&list("pk basic"), &list("text"));
        words
    }

    #[test]
    fn keys_of_exports_are_read() {
        let declared = document::parse("[{name: 名称}, {name: 条件}, {name: 时限}]");
        let root = declared.documents().next().expect("there is a list");
        let (elements, mut mistakes) = typed::read::<typed::List<ElementSpec>>(root);
        let mut vocabulary = Vocabulary::default();
        vocabulary.add(&elements.expect("they are elements"), 0, &mut mistakes);
        let [name, conditions, limit] =
            ["名称", "条件", "时限"].map(|name| vocabulary.find(name).expect(name));
        let words = words();
        let mut fields = Fields::default();
        fields.add_field("TASK_NAME", name);
        fields.add_name("受理条件", conditions);
        fields.add_name("法定办结时限", limit);
        let senses = words.named("accept condition").expect("both are senses");
        assert_eq!(fields.add_senses(senses.clone(), conditions), None);
        assert_eq!(fields.add_senses(senses, limit), Some(conditions));
        assert_eq!(words.named("accept nothing"), Err("nothing".to_owned()));
        for (key, wanted) in [
            ("TASK_NAME", Some(name)),
            ("taskName", Some(name)),
            ("taskname", Some(name)),
            ("pk_taskName", Some(name)),
            ("taskNameText", Some(name)),
            ("sltj", Some(conditions)),
            ("SLTJ", Some(conditions)),
            ("basic_sltj", Some(conditions)),
            ("shouLiTiaoJian", Some(conditions)),
            ("fdbjsx", Some(limit)),
            ("acceptCondition", Some(conditions)),
            ("CONDITIONS_OF_ACCEPTANCE", None),
            ("conditionsTheAcceptance", Some(conditions)),
            ("accept", None),
            ("acceptConditionTime", None),
            ("tj", None),
            ("", None),
        ] {
            assert_eq!(fields.read(key, &words), wanted, "{key}");
        }
    }
}
