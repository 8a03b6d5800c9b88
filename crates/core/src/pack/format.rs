//! What a pack file looks like: the types that it is read into.
//!
//! The order of the fields is the order in which a pack is written and read by people.

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
    /// What the pack is.
    pub pack: Header,
    /// The documents that its rules rest on, by short names of the pack's own.
    #[serde(default)]
    pub sources: Entries<SourceSpec>,
    /// Every clause of them that says something about writing a guide.
    #[serde(default)]
    pub clauses: List<ClauseSpec>,
    /// The categories that rules may have, with what they are called. Where no pack declares any, a rule may
    /// have every one.
    #[serde(default)]
    pub categories: Entries<String>,
    /// What matters cost the citizen, in the order in which people are told of it.
    #[serde(default)]
    pub burdens: List<String>,
    /// How the values of enumerations may be spelt.
    #[serde(default)]
    pub spelling: SpellingSpec,
    /// Values that several elements share, by names of the packs' own.
    #[serde(default)]
    pub enumerations: Entries<List<ValueSpec>>,
    /// How names of elements are made.
    #[serde(default)]
    pub naming: NamingSpec,
    /// The elements of a guide.
    #[serde(default)]
    pub elements: List<ElementSpec>,
    /// What may be concluded of elements that a guide does not state.
    #[serde(default)]
    pub conclusions: List<ConclusionSpec>,
    /// Parts of regular expressions by name: `{份数}` in an expression of the pack is this part, as a whole.
    /// They are the pack's own.
    #[serde(default)]
    pub fragments: Entries<String>,
    /// Word lists by name.
    #[serde(default)]
    pub vocabulary: Entries<WordListSpec>,
    /// Clauses that allow something, in lists by name; those of all packs belong together.
    #[serde(default)]
    pub grounds: Entries<List<GroundSpec>>,
    /// The rules.
    #[serde(default)]
    pub rules: List<RuleSpec>,
}

/// What a pack is.
#[derive(Debug, Deserialize)]
pub struct Header {
    /// Namespace of its rules: kebab-case, for ever.
    pub id: Spanned<String>,
    /// Version of the pack.
    pub version: String,
    /// Title, in Chinese.
    pub title: String,
    /// Beginning of the 行政区划代码 of the guides that it applies to; none for all guides.
    #[serde(default)]
    pub region: Option<Spanned<String>>,
    /// A profile: the pack applies only where somebody asks for it by this name.
    #[serde(default)]
    pub profile: Option<Spanned<String>>,
    /// Packs whose elements, word lists, sources and rules it uses.
    #[serde(default)]
    pub extends: List<Spanned<String>>,
}

/// A document that rules rest on.
#[derive(Debug, Deserialize)]
pub struct SourceSpec {
    /// What it is; by that, what its sentences can oblige to.
    pub kind: SourceKind,
    /// Title as it was read, without 《》.
    #[serde(default)]
    pub title: Option<String>,
    /// What it is, where nobody read its title or it has none: such words are ours, so they are never
    /// cited in 《》.
    #[serde(default)]
    pub about: Option<String>,
    /// Document number, where it was read.
    #[serde(default)]
    pub number: Option<String>,
    /// Which version was read.
    #[serde(default)]
    pub edition: Option<String>,
    /// First day on which it is in force, where that was read; none for as long as anybody remembers.
    #[serde(default)]
    pub from: Attempt<Date>,
    /// Last day on which it is in force; none while it is.
    #[serde(default)]
    pub until: Attempt<Date>,
    /// Day on which somebody last looked whether this version is the one in force.
    #[serde(default)]
    pub seen: Attempt<Date>,
    /// How much of it was read.
    #[serde(default)]
    pub text: Attempt<TextStatus>,
    /// What exactly was read, and what follows from it.
    #[serde(default)]
    pub note: Option<String>,
}

impl SourceSpec {
    /// How much of it was read; nothing, where that is not known.
    pub fn status(&self) -> TextStatus {
        self.text.read().copied().unwrap_or(TextStatus::Unseen)
    }

    /// The days on which it is in force.
    pub fn force(&self) -> EffectivePeriod {
        EffectivePeriod { from: self.from.read().copied(), until: self.until.read().copied() }
    }

    /// As it is cited: `《国务院关于在线政务服务的若干规定》（国务院令第716号）`; by its number and in our
    /// words where its title was not read: `国办发〔2020〕53号（热线归并）`.
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
/// A clause with several sentences has an entry for each of them, told apart by `part`, so that every entry
/// has one modal verb, and it is that of the text.
#[derive(Debug, Deserialize)]
pub struct ClauseSpec {
    /// The source's short name.
    pub source: Spanned<String>,
    /// Number as the source writes it; none where it was not seen or there is none.
    #[serde(default)]
    pub number: Option<Spanned<String>>,
    /// Which sentence of it, as one cites it: `第二款第一句`; none where the number is enough.
    #[serde(default)]
    pub part: Option<Spanned<String>>,
    /// Its modal verb.
    pub obligation: Obligation,
    /// Its decisive words, exactly as they stand there, at most forty characters. Only texts that anybody
    /// may quote: statutes and regulations.
    #[serde(default)]
    pub words: Option<Spanned<String>>,
    /// How far rules check it.
    pub checked: Checked,
    /// The guides that it is about; none for all.
    #[serde(default)]
    pub when: Entries<ConditionSpec>,
    /// What it says of guides, restated.
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

/// By what a clause is found: source, number, part.
pub(super) type ClauseKey<'s> = (&'s str, Option<&'s str>, Option<&'s str>);

/// The key of a clause.
fn key<'s>(
    source: &'s Spanned<String>,
    number: Option<&'s Spanned<String>>,
    part: Option<&'s Spanned<String>>,
) -> ClauseKey<'s> {
    let text = |text: Option<&'s Spanned<String>>| text.map(|text| text.value.as_str());
    (&source.value, text(number), text(part))
}

impl ClauseSpec {
    /// By what rules refer to it.
    pub(super) fn key(&self) -> ClauseKey<'_> {
        key(&self.source, self.number.as_ref(), self.part.as_ref())
    }
}

impl ClauseRef {
    /// By what the clause is found.
    pub(super) fn key(&self) -> ClauseKey<'_> {
        key(&self.source, self.number.as_ref(), self.part.as_ref())
    }
}

/// How far rules check a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Checked {
    /// All that it says of guides.
    Full,
    /// A part of it.
    Partial,
    /// Nothing; people have to look.
    Human,
    /// Nothing; it says nothing that a guide could break.
    Out,
}

/// A rule: where, when, must, and what to say.
#[derive(Debug, Deserialize)]
pub struct RuleSpec {
    /// Kebab-case, says what is wrong; never renamed.
    pub id: Spanned<String>,
    /// The rule as a sentence.
    #[serde(default)]
    pub title: Attempt<String>,
    /// Group of the rule.
    #[serde(default)]
    pub category: Attempt<Spanned<String>>,
    /// What it rests on.
    #[serde(default)]
    pub clause: Attempt<ClauseRef>,
    /// Lower than what the clause allows; never higher.
    #[serde(default)]
    pub severity: Attempt<Spanned<Severity>>,
    /// Whether those who are checked may neither lower it, nor switch it off, nor answer for what it
    /// finds. Only rules whose findings are errors can be.
    #[serde(default)]
    pub mandatory: bool,
    /// A rule of an extended pack that this one gives a stronger ground: everything but the clause
    /// and the words is taken from it, and where this rule applies, that one does not.
    #[serde(default)]
    pub tightens: Option<Spanned<String>>,
    /// A rule of an extended pack that this one stands in for with a demand of its own, because the
    /// place has a scheme of its own. Only what was counted in data gives way: law does not.
    #[serde(default)]
    pub replaces: Option<Spanned<String>>,
    /// Why it does.
    #[serde(default)]
    pub because: Option<String>,
    /// The elements that it looks at.
    #[serde(default, rename = "where")]
    pub places: List<Spanned<String>>,
    /// Conditions on other elements of the same record or guide; all must hold.
    #[serde(default)]
    pub when: Entries<ConditionSpec>,
    /// Of these elements the one that what is found contradicts: findings show what it says.
    #[serde(default)]
    pub against: Option<Spanned<String>>,
    /// What it demands.
    #[serde(default)]
    pub must: Attempt<Must>,
    /// What to say, with placeholders in braces.
    #[serde(default)]
    pub message: Attempt<Spanned<String>>,
    /// What to write instead.
    #[serde(default)]
    pub help: Attempt<Spanned<String>>,
    /// What to write in the place of what was found, text by text, where the meaning stays the same for
    /// certain: these are made by `--fix`.
    #[serde(default)]
    pub fix: Entries<String>,
    /// Guides or parts of guides in which the rule finds nothing: written as they are or, where quotes,
    /// comments or mistakes of YAML matter, as texts.
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
    /// Whether the rule is what the clause says or a conclusion from it.
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
    /// It follows from the clause by somebody's conclusion; never an error.
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
    /// None of its texts contains a match of this regular expression: an element may stand under
    /// several names, and one of them says it.
    pub lacks: Option<Spanned<ExpressionText>>,
    /// Whether it says something.
    pub present: Option<bool>,
}
