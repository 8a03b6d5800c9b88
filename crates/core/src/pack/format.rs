//! The format of a pack file: the types that it is read into.
//!
//! The order of the fields is the order in which people write and read a pack.

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::{EffectivePeriod, SourceKind};
use crate::check::{GroundSpec, Must, WordListSpec};
use crate::date::Date;
use crate::document::typed::{Attempt, Entries, Excerpt, ExpressionText, List, Spanned};
use crate::finding::{Obligation, Severity, TextStatus};
use crate::guide::{ConclusionSpec, ElementSpec, NamingSpec, SpellingSpec, ValueSpec};

/// A pack file.
#[derive(Debug, Deserialize)]
pub struct PackSpec {
    /// General information about the pack.
    pub pack: Header,
    /// The documents that its rules rest on, by short names that the pack chooses.
    #[serde(default)]
    pub sources: Entries<SourceSpec>,
    /// Every clause of these documents that says something about writing a guide.
    #[serde(default)]
    pub clauses: List<ClauseSpec>,
    /// The categories that rules may have, with their titles. If no pack declares any, every category is
    /// allowed.
    #[serde(default)]
    pub categories: Entries<String>,
    /// What matters cost the citizen, in the order in which reports show it.
    #[serde(default)]
    pub burdens: List<String>,
    /// How the values of enumerations may be spelt.
    #[serde(default)]
    pub spelling: SpellingSpec,
    /// Values that several elements share, by names that the packs choose.
    #[serde(default)]
    pub enumerations: Entries<List<ValueSpec>>,
    /// How names of elements are formed.
    #[serde(default)]
    pub naming: NamingSpec,
    /// The elements of a guide.
    #[serde(default)]
    pub elements: List<ElementSpec>,
    /// What may be concluded about elements that a guide does not state.
    #[serde(default)]
    pub conclusions: List<ConclusionSpec>,
    /// Parts of regular expressions by name: `{份数}` in an expression of this pack stands for the part, as a
    /// unit. Other packs cannot use them.
    #[serde(default)]
    pub fragments: Entries<String>,
    /// Word lists by name.
    #[serde(default)]
    pub vocabulary: Entries<WordListSpec>,
    /// Clauses that allow something, in lists by name; lists of several packs with one name are joined.
    #[serde(default)]
    pub grounds: Entries<List<GroundSpec>>,
    /// The rules.
    #[serde(default)]
    pub rules: List<RuleSpec>,
}

/// General information about a pack.
#[derive(Debug, Deserialize)]
pub struct Header {
    /// Namespace of its rules: kebab-case, never changed.
    pub id: Spanned<String>,
    /// Version of the pack.
    pub version: String,
    /// Title, in Chinese.
    pub title: String,
    /// Beginning of the 行政区划代码 of the guides that it applies to; if absent, it applies to all guides.
    #[serde(default)]
    pub region: Option<Spanned<String>>,
    /// A profile: the pack applies only if a user asks for it by this name.
    #[serde(default)]
    pub profile: Option<Spanned<String>>,
    /// Packs whose elements, word lists, sources and rules it uses.
    #[serde(default)]
    pub extends: List<Spanned<String>>,
}

/// A document that rules rest on.
#[derive(Debug, Deserialize)]
pub struct SourceSpec {
    /// What it is; this decides what its sentences can oblige to.
    pub kind: SourceKind,
    /// Title as we read it, without 《》.
    #[serde(default)]
    pub title: Option<String>,
    /// What it is, if it has no title or we have not seen it. These words are ours, so they are never cited
    /// in 《》.
    #[serde(default)]
    pub about: Option<String>,
    /// Document number, if we have seen it.
    #[serde(default)]
    pub number: Option<String>,
    /// Which version we read.
    #[serde(default)]
    pub edition: Option<String>,
    /// First day on which it is in force, if we have read it; if absent, it has been in force for long.
    #[serde(default)]
    pub from: Attempt<Date>,
    /// Last day on which it is in force, if it has one.
    #[serde(default)]
    pub until: Attempt<Date>,
    /// Day on which we last checked that this version is in force.
    #[serde(default)]
    pub seen: Attempt<Date>,
    /// How much of it we read.
    #[serde(default)]
    pub text: Attempt<TextStatus>,
    /// What exactly we read, and what follows from it.
    #[serde(default)]
    pub note: Option<String>,
}

impl SourceSpec {
    /// How much of it we read; if that is not stated, nothing.
    pub fn status(&self) -> TextStatus {
        self.text.read().copied().unwrap_or(TextStatus::Unseen)
    }

    /// The days on which it is in force.
    pub fn force(&self) -> EffectivePeriod {
        EffectivePeriod { from: self.from.read().copied(), until: self.until.read().copied() }
    }

    /// How it is cited: `《国务院关于在线政务服务的若干规定》（国务院令第716号）`; if its title is not known, by its number and in
    /// our words: `国办发〔2020〕53号（热线归并）`.
    pub fn citation(&self) -> String {
        let bracketed =
            |text: &Option<String>| text.as_ref().map(|text| format!("（{text}）")).unwrap_or_default();
        match (&self.title, &self.number) {
            (Some(title), number) => format!("《{title}》{}", bracketed(number)),
            (None, Some(number)) => format!("{number}{}", bracketed(&self.about)),
            (None, None) => self.about.clone().unwrap_or_default(),
        }
    }
}

/// A sentence of a source that says something about writing a guide.
///
/// A clause with several sentences has one entry for each, distinguished by `part`, so that every entry has
/// exactly one modal verb, that of the text.
#[derive(Debug, Deserialize)]
pub struct ClauseSpec {
    /// The source's short name.
    pub source: Spanned<String>,
    /// Number as the source writes it, if it has one and we have seen it.
    #[serde(default)]
    pub number: Option<Spanned<String>>,
    /// Which sentence of the clause, as one cites it: `第二款第一句`; absent if the number is enough.
    #[serde(default)]
    pub part: Option<Spanned<String>>,
    /// Its modal verb.
    pub obligation: Obligation,
    /// Its decisive words, copied exactly, at most forty characters. Only from texts that anybody may
    /// quote: statutes and regulations.
    #[serde(default)]
    pub words: Option<Spanned<String>>,
    /// How far rules check it.
    pub checked: Checked,
    /// The guides that it applies to; if empty, all.
    #[serde(default)]
    pub when: Entries<ConditionSpec>,
    /// What it requires of guides, in our words.
    #[serde(default)]
    pub note: Option<String>,
    /// Questions that only people can answer: a text, or `{ask: …, look: [要素]}`.
    #[serde(default)]
    pub human: List<QuestionSpec>,
}

/// A question that only people can answer.
#[derive(Debug)]
pub struct QuestionSpec {
    /// The question.
    pub ask: String,
    /// The elements to look at.
    pub look: List<Spanned<String>>,
}

impl<'de> Deserialize<'de> for QuestionSpec {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Written {
            ask: String,
            #[serde(default)]
            look: List<Spanned<String>>,
        }

        struct TextOrRecord;
        impl<'de> Visitor<'de> for TextOrRecord {
            type Value = QuestionSpec;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a question")
            }

            fn visit_str<E>(self, ask: &str) -> Result<QuestionSpec, E> {
                Ok(QuestionSpec { ask: ask.to_owned(), look: List::default() })
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<QuestionSpec, A::Error> {
                let Written { ask, look } = Written::deserialize(MapAccessDeserializer::new(map))?;
                Ok(QuestionSpec { ask, look })
            }
        }
        deserializer.deserialize_any(TextOrRecord)
    }
}

/// Identifies a clause: source, number, part.
pub(super) type ClauseKey<'s> = (&'s str, Option<&'s str>, Option<&'s str>);

fn key<'s>(
    source: &'s Spanned<String>,
    number: Option<&'s Spanned<String>>,
    part: Option<&'s Spanned<String>>,
) -> ClauseKey<'s> {
    let text = |text: Option<&'s Spanned<String>>| text.map(|text| text.value.as_str());
    (&source.value, text(number), text(part))
}

impl ClauseSpec {
    /// The key by which rules refer to it.
    pub(super) fn key(&self) -> ClauseKey<'_> {
        key(&self.source, self.number.as_ref(), self.part.as_ref())
    }
}

impl ClauseRef {
    /// The key of the clause that it refers to.
    pub(super) fn key(&self) -> ClauseKey<'_> {
        key(&self.source, self.number.as_ref(), self.part.as_ref())
    }
}

/// How far rules check a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Checked {
    /// Everything that it requires of guides.
    Full,
    /// A part of it.
    Partial,
    /// Nothing; people have to check it.
    Human,
    /// Nothing; it requires nothing that a guide could violate.
    Out,
}

/// A rule: where, when, must, and what to report.
#[derive(Debug, Deserialize)]
pub struct RuleSpec {
    /// Kebab-case, names the fault; never renamed.
    pub id: Spanned<String>,
    /// The rule as a sentence.
    #[serde(default)]
    pub title: Attempt<String>,
    /// Category of the rule.
    #[serde(default)]
    pub category: Attempt<Spanned<String>>,
    /// The clause that it rests on.
    #[serde(default)]
    pub clause: Attempt<ClauseRef>,
    /// A severity below what the clause allows; never above it.
    #[serde(default)]
    pub severity: Attempt<Spanned<Severity>>,
    /// Whether users cannot lower it, switch it off or suppress its findings. Only rules whose findings are
    /// errors may be mandatory.
    #[serde(default)]
    pub mandatory: bool,
    /// A rule of an extended pack that this one gives a stronger basis: everything but the clause and the
    /// wording is taken from it, and where this rule applies, that one does not.
    #[serde(default)]
    pub tightens: Option<Spanned<String>>,
    /// A rule of an extended pack that this one replaces with a requirement of its own, because the region
    /// has its own scheme. Only rules derived from data can be replaced, not those that rest on law.
    #[serde(default)]
    pub replaces: Option<Spanned<String>>,
    /// Why it replaces that rule.
    #[serde(default)]
    pub because: Option<String>,
    /// The elements that it checks.
    #[serde(default, rename = "where")]
    pub places: List<Spanned<String>>,
    /// Conditions on other elements of the same record or guide; all of them must hold.
    #[serde(default)]
    pub when: Entries<ConditionSpec>,
    /// The element in `when` that a violation contradicts: findings quote its text.
    #[serde(default)]
    pub against: Option<Spanned<String>>,
    /// What it requires.
    #[serde(default)]
    pub must: Attempt<Must>,
    /// The message, with placeholders in braces.
    #[serde(default)]
    pub message: Attempt<Spanned<String>>,
    /// What to write instead, with placeholders in braces.
    #[serde(default)]
    pub help: Attempt<Spanned<String>>,
    /// Replacements for texts that are found, if the meaning certainly stays the same: `--fix` makes these
    /// changes.
    #[serde(default)]
    pub fix: Entries<String>,
    /// Guides or parts of guides in which the rule finds nothing: as YAML or, if quotes, comments or YAML
    /// mistakes matter, as texts.
    #[serde(default)]
    pub pass: List<Spanned<Excerpt>>,
    /// Guides or parts of guides in which the rule finds something.
    #[serde(default)]
    pub fail: List<Spanned<Excerpt>>,
}

/// The clause of a rule.
#[derive(Debug, Deserialize)]
pub struct ClauseRef {
    /// The source's short name.
    pub source: Spanned<String>,
    /// Number of the clause, as in `clauses`.
    #[serde(default)]
    pub number: Option<Spanned<String>>,
    /// Which sentence of it, as in `clauses`.
    #[serde(default)]
    pub part: Option<Spanned<String>>,
    /// Whether the clause itself says what the rule requires, or the rule is a conclusion from it.
    #[serde(default)]
    pub reading: Reading,
}

/// How a rule follows from its clause.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reading {
    /// The clause says it.
    #[default]
    Literal,
    /// It is our conclusion from the clause, so its findings are never errors.
    Inferred,
}

/// A condition on an element; all parts that are given must hold.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ConditionSpec {
    /// It has one of these values.
    pub one_of: List<Spanned<String>>,
    /// It has none of these values.
    pub none_of: List<Spanned<String>>,
    /// Its text contains a match of this regular expression.
    pub matches: Option<Spanned<ExpressionText>>,
    /// None of its texts contains a match of this regular expression; an element may occur under several
    /// names.
    pub lacks: Option<Spanned<ExpressionText>>,
    /// Whether it is filled in.
    pub present: Option<bool>,
}
