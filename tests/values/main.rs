//! How well values of enumerations are read, in all notations that guides use.
//!
//! `values.tsv` contains values written for this test, with their meaning; `corpus/labels/values.tsv` in the
//! folder that `GUIDELINT_SHARED` names, if set, contains values of real guides and exports. Print what is
//! misread with `GUIDELINT_SHARED=… cargo test --test values -- --nocapture`.
//!
//! The values were written in sets. Each set was measured once, with the rules at that time, and only then
//! used to improve them: after that, its figures do not measure how well unseen values are read. To measure
//! that, write another set.

#[path = "../support/beside.rs"]
mod beside;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::LazyLock;

use guidelint::guide::{ElementId, Shape, Values};
use guidelint::lint::{self, FileCheck};
use guidelint::pack::{Ruleset, Selection};
use guidelint::rules;

/// The share of values that must be read correctly.
const LEAST: f64 = 0.95;

static RULESET: LazyLock<Ruleset> =
    LazyLock::new(|| rules::load(&rules::packs()).expect("the built-in packs have no mistakes"));

/// What a value means.
enum Meaning {
    /// These values of the element, without findings.
    Values(Vec<String>),
    /// A code, or an unlisted spelling of a value: no findings.
    Fine,
    /// A sentence: no part of it is checked; if the element may be a sentence, nothing is found.
    Sentence,
    /// Not a value of the element: one finding.
    Unknown,
    /// No certain meaning: at most one finding.
    Unclear,
}

impl Meaning {
    fn kind(&self) -> &'static str {
        match self {
            Self::Values(_) => "values",
            Self::Fine => "codes and spellings",
            Self::Sentence => "sentences",
            Self::Unknown => "no values",
            Self::Unclear => "unclear",
        }
    }
}

/// The element that a key means, at the root or in a list of the guide, and the guide with only this value.
fn guide_of(key: &str, value: &str) -> Option<(ElementId, String)> {
    let vocabulary = &RULESET.vocabulary;
    let value = serde_json::to_string(value).expect("a text is valid JSON, which is YAML");
    let listed = [ElementId::GUIDE]
        .into_iter()
        .chain(vocabulary.iter().map(|(id, _)| id))
        .find_map(|holder| Some((holder, vocabulary.part(holder, key)?)));
    let Some((holder, element)) = listed else {
        // An unlisted name is read by the rules for names, or by its value.
        let guide = format!("{{事项名称: 甲, {key}: {value}}}");
        let report = check(guide.clone());
        let read = report.guides[0].read_as.iter().find(|read| read.key == key)?;
        return Some((with_values(vocabulary.find(&read.element).ok()?), guide));
    };
    let list = vocabulary.parent(holder).filter(|list| vocabulary.item(*list) == Some(holder));
    let guide = match (holder, list) {
        (ElementId::GUIDE, _) => format!("{{{key}: {value}}}"),
        (_, Some(list)) => format!("{{{}: [{{{key}: {value}}}]}}", vocabulary[list].name),
        (holder, None) => format!("{{{}: {{{key}: {value}}}}}", vocabulary[holder].name),
    };
    Some((with_values(element), guide))
}

/// The element that has the values: of a list of texts, that of its items.
fn with_values(element: ElementId) -> ElementId {
    let is_list = RULESET.vocabulary[element].shape == Shape::Texts;
    RULESET.vocabulary.item(element).filter(|_| is_list).unwrap_or(element)
}

fn check(guide: String) -> FileCheck {
    lint::check("指南.yaml", guide.into(), &RULESET, &Selection::default())
}

/// How values were read.
#[derive(Default)]
struct Measure {
    /// For each kind of meaning, the numbers of values that were read correctly and of all values.
    kinds: BTreeMap<&'static str, (u32, u32)>,
    /// One line for every misread value.
    table: String,
}

impl Measure {
    /// Measures a value. Returns whether its element is an enumeration.
    fn add(&mut self, key: &str, value: &str, mean: impl FnOnce(&Values) -> Meaning) -> bool {
        let Some((element, guide)) = guide_of(key, value) else { return false };
        let values = &RULESET.vocabulary[element].values;
        if values.is_empty() {
            return false;
        }
        let enumerates =
            |id: &str| RULESET.number(id).is_some_and(|number| RULESET.rules[number].check.enumerates());
        let report = check(guide);
        let found: Vec<_> = report.findings.iter().filter(|finding| enumerates(&finding.rule.id)).collect();
        let mut read: Vec<String> = Vec::new();
        for value in values.read(value, false).values() {
            if !read.contains(&value.name) {
                read.push(value.name.clone());
            }
        }
        let meaning = mean(values);
        let is_right = match &meaning {
            Meaning::Values(wanted) => found.is_empty() && *wanted == read,
            Meaning::Fine => found.is_empty(),
            Meaning::Sentence => found.len() <= usize::from(!values.take_sentences()),
            Meaning::Unknown => found.len() == 1 || values.is_open() && found.is_empty(),
            Meaning::Unclear => found.len() < 2,
        };
        let (right, all) = self.kinds.entry(meaning.kind()).or_default();
        *all += 1;
        *right += u32::from(is_right);
        if !is_right {
            let found: Vec<_> = found.iter().map(|finding| finding.message.as_str()).collect();
            writeln!(self.table, "{key}: {value}  read as {read:?}, found {found:?}")
                .expect("text can be written to");
        }
        true
    }

    fn hold(&self, name: &str) {
        println!("\n{}", self.table);
        let (mut right, mut all) = (0, 0);
        for (kind, (right_of_kind, all_of_kind)) in &self.kinds {
            println!("{name}: {kind}: {right_of_kind} of {all_of_kind} read rightly");
            right += right_of_kind;
            all += all_of_kind;
        }
        let share = f64::from(right) / f64::from(all);
        println!("{name}: {right} of {all} read rightly ({share:.3})");
        assert!(share >= LEAST, "{share:.3} of {name}\n{}", self.table);
    }
}

#[test]
fn values_of_this_repository() {
    let rows = include_str!("values.tsv");
    assert!(rows.lines().count() > 500, "the values are there");
    let mut measure = Measure::default();
    for row in rows.lines().skip(1) {
        let [key, value, meaning] = row.split('\t').collect::<Vec<_>>()[..] else {
            panic!("not a value: {row}")
        };
        let mean = |_: &Values| match meaning {
            "未知" => Meaning::Unknown,
            "段" => Meaning::Unclear,
            names => Meaning::Values(names.split('|').map(str::to_owned).collect()),
        };
        assert!(measure.add(key, value, mean), "not an enumeration: {row}");
    }
    measure.hold("tests/values/values.tsv");
}

/// A text without remarks in brackets.
fn without_remarks(text: &str) -> String {
    let mut open = 0;
    let outside = text.chars().filter(|character| {
        open += i32::from(*character == '（');
        let is_outside = open == 0;
        open -= i32::from(*character == '）');
        is_outside
    });
    outside.collect()
}

/// The meaning of a value according to the remark of a human reader.
fn meaning(value: &str, remark: &str, values: &Values) -> Meaning {
    let has = |words: &[&str]| words.iter().any(|word| remark.contains(word));
    let begins = |words: &[&str]| words.iter().any(|word| remark.starts_with(word));
    if value.chars().all(|character| character.is_ascii_alphanumeric()) {
        return Meaning::Fine;
    }
    let listed = |name: &str| values.iter().find(|value| value.name == name).map(|value| value.name.clone());
    let plain = without_remarks(remark);
    let all = || plain.split(['、', '；', '＋', '，']).map(|name| listed(name.trim())).collect();
    let names: Option<Vec<String>> =
        listed(remark).or_else(|| listed(&plain)).map(|name| vec![name]).or_else(all);
    if let Some(names) = names {
        return Meaning::Values(names);
    }
    if has(&["prose"]) {
        return Meaning::Sentence;
    }
    if has(&["勾选框", "冲突", "列表", "未填", "未选", "表头", "码", "口号", "?"]) {
        return Meaning::Unclear;
    }
    if begins(&["不", "表外", "错填", "近"]) || has(&["不在表内", "不是", "不在", "也表外", "”表外"])
    {
        return Meaning::Unknown;
    }
    Meaning::Fine
}

#[test]
fn values_of_real_guides() {
    let Some(path) = beside::beside("corpus/labels/values.tsv") else { return };
    let rows = std::fs::read_to_string(path).expect("the values are text");
    let mut measure = Measure::default();
    for row in rows.lines().skip(1) {
        let mut columns = row.split('\t');
        let (Some(key), Some(value), Some(remark)) = (columns.next(), columns.next(), columns.next()) else {
            panic!("not a value: {row}")
        };
        measure.add(key, value, |values| meaning(value, remark, values));
    }
    measure.hold("corpus/labels/values.tsv");
}
