//! Word lists: what wording rules look for, and where it is legitimate.
//!
//! A list is data of a pack. Every entry knows where it is written, so that `pack check` can report entries
//! that no example reaches.

use std::ops::Range;
use std::sync::Arc;

use serde::Deserialize;

use super::Expression;
use crate::document::typed::{Code, ExpressionText, List, Mistake, Spanned};
use crate::text::Span;
use crate::time_limit::TimeLimit;

/// A word list as a pack writes it.
#[derive(Debug, Deserialize)]
pub struct WordListSpec {
    /// Words, found anywhere in a text.
    #[serde(default)]
    pub words: List<Spanned<String>>,
    /// Constructions. The group `found` is what findings underline, if there is one.
    #[serde(default)]
    pub patterns: List<Spanned<ExpressionText>>,
    /// Longer phrases that are legitimate.
    #[serde(default)]
    pub except: List<Spanned<String>>,
    /// Whether words in titles and quotations count as well.
    #[serde(default)]
    pub quoted: bool,
    /// Constructions that are legitimate.
    #[serde(default)]
    pub unless: List<Spanned<ExpressionText>>,
    /// For time limits: a match counts only if the last limit in it is certainly longer than one of these;
    /// that limit is underlined.
    #[serde(default)]
    pub longer_than: List<Spanned<String>>,
    /// Likewise, if it is certainly shorter than one of these.
    #[serde(default)]
    pub shorter_than: List<Spanned<String>>,
    /// Likewise, if it is as long as none of these.
    #[serde(default)]
    pub other_than: List<Spanned<String>>,
    /// What is removed before a text is checked, if a match begins or ends the text: an item's number,
    /// remarks on copies. So constructions with `^` and `$` are about the words alone.
    #[serde(default)]
    pub trim: List<Spanned<ExpressionText>>,
    /// Why the list is as it is.
    #[serde(default)]
    pub note: Option<String>,
}

/// Where a word list or an entry of it is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct EntryLocation {
    /// Number of the file among those that were loaded together.
    pub file: usize,
    /// Its bytes in that file.
    pub span: Span,
}

/// An entry of a word list.
#[derive(Clone, Debug)]
pub struct Entry<T> {
    /// Where it is written.
    pub location: EntryLocation,
    /// What it looks for.
    pub value: T,
}

/// A compiled word list, or several of them joined.
#[derive(Clone, Debug, Default)]
pub struct WordList {
    /// Where its name is written; unset for joined lists.
    pub name: EntryLocation,
    /// Words to avoid.
    pub words: Vec<Entry<String>>,
    /// Constructions to avoid.
    pub patterns: Vec<Entry<Arc<Expression>>>,
    /// Phrases in which they are legitimate.
    pub except: Vec<Entry<String>>,
    /// Constructions in which they are legitimate.
    pub unless: Vec<Entry<Arc<Expression>>>,
    /// What is removed if it begins or ends a text.
    pub trim: Vec<Entry<Arc<Expression>>>,
    /// Whether words in titles and quotations count as well.
    pub quoted: bool,
    /// If what is found is a time limit: which limits count.
    pub bounds: Bounds,
}

/// Which time limits count: those longer or shorter than one of some, or different from all of others.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bounds {
    longer: Vec<TimeLimit>,
    shorter: Vec<TimeLimit>,
    other: Vec<TimeLimit>,
}

impl Bounds {
    /// Whether there are none, so that everything that is found counts.
    pub(super) fn is_none(&self) -> bool {
        self == &Self::default()
    }

    /// The part of a match that counts: all of it without bounds, otherwise its last time limit, if that is
    /// out of bounds.
    pub(super) fn out_of(&self, found: &str) -> Option<Range<usize>> {
        if self.is_none() {
            return Some(0..found.len());
        }
        let part = TimeLimit::read(found).amounts().last()?.range.clone();
        let limit = TimeLimit::read(&found[part.clone()]);
        let is_out = self.longer.iter().any(|bound| limit.exceeds(bound))
            || self.shorter.iter().any(|bound| bound.exceeds(&limit))
            || !self.other.is_empty() && !self.other.iter().any(|bound| limit.is_as(bound));
        is_out.then_some(part)
    }
}

impl WordListSpec {
    /// Compiles the list and reports mistakes in it. `name` is where its name is written.
    pub fn compile(&self, name: EntryLocation, mistakes: &mut Vec<Mistake>) -> WordList {
        let file = name.file;
        let mut expressions = |sources: &List<Spanned<ExpressionText>>| {
            let mut read = |source: &Spanned<ExpressionText>| {
                let told =
                    |message| mistakes.push(Mistake::new(Code::MalformedExpression, source.span, message));
                let value = Expression::new(&source.value).map(Arc::new).map_err(told).ok()?;
                Some(Entry { location: EntryLocation { file, span: source.span }, value })
            };
            sources.0.iter().filter_map(&mut read).collect()
        };
        let patterns = expressions(&self.patterns);
        let unless = expressions(&self.unless);
        let trim = expressions(&self.trim);
        for word in self.words.0.iter().chain(&self.except.0) {
            if word.value.trim().is_empty() {
                mistakes.push(Mistake::new(Code::BlankValue, word.span, "词语不能为空"));
            }
        }
        for phrase in &self.except.0 {
            let holds = |word: &Spanned<String>| phrase.value.contains(&word.value);
            if self.patterns.0.is_empty() && !self.words.0.iter().any(holds) {
                let message = format!("例外“{}”不含本词表的任何词语，不会起作用", phrase.value);
                mistakes.push(Mistake::new(Code::IdleException, phrase.span, message));
            }
        }
        let mut limits = |list: &List<Spanned<String>>| {
            let mut read = |text: &Spanned<String>| {
                let limit = TimeLimit::exactly(&text.value);
                if limit.is_none() {
                    let message = format!("“{}”不是时限（例：5个工作日）", text.value);
                    mistakes.push(Mistake::new(Code::NotATimeLimit, text.span, message));
                }
                limit
            };
            list.0.iter().filter_map(&mut read).collect()
        };
        let bounds = Bounds {
            longer: limits(&self.longer_than),
            shorter: limits(&self.shorter_than),
            other: limits(&self.other_than),
        };
        let texts = |list: &List<Spanned<String>>| {
            let written = list.0.iter().filter(|word| !word.value.is_empty());
            let entry = |word: &Spanned<String>| Entry {
                location: EntryLocation { file, span: word.span },
                value: word.value.clone(),
            };
            written.map(entry).collect()
        };
        let (words, except) = (texts(&self.words), texts(&self.except));
        WordList { name, words, patterns, except, unless, trim, quoted: self.quoted, bounds }
    }
}

impl WordList {
    /// Adds the entries of another list.
    pub(super) fn add(&mut self, other: &Self) {
        self.words.extend_from_slice(&other.words);
        self.patterns.extend_from_slice(&other.patterns);
        self.except.extend_from_slice(&other.except);
        self.unless.extend_from_slice(&other.unless);
        self.trim.extend_from_slice(&other.trim);
        self.quoted |= other.quoted;
        if self.bounds.is_none() {
            self.bounds = other.bounds.clone();
        }
    }

    /// The entries to avoid, with where they are written.
    pub fn avoided(&self) -> impl Iterator<Item = (EntryLocation, &str)> {
        let words = self.words.iter().map(|entry| (entry.location, entry.value.as_str()));
        words.chain(self.patterns.iter().map(|entry| (entry.location, entry.value.source())))
    }

    /// The exceptions, with where they are written.
    pub fn spared(&self) -> impl Iterator<Item = (EntryLocation, &str)> {
        let except = self.except.iter().map(|entry| (entry.location, entry.value.as_str()));
        except.chain(self.unless.iter().map(|entry| (entry.location, entry.value.source())))
    }

    /// The entries that remove something from texts, with where they are written.
    pub fn trimmed(&self) -> impl Iterator<Item = (EntryLocation, &str)> {
        self.trim.iter().map(|entry| (entry.location, entry.value.source()))
    }

    /// Whether it finds whatever another list finds: it avoids everything that the other avoids, and has no
    /// exception that the other does not have.
    pub fn covers(&self, other: &Self) -> bool {
        fn among<T: PartialEq>(some: &[Entry<T>], all: &[Entry<T>]) -> bool {
            some.iter().all(|one| all.iter().any(|known| known.value == one.value))
        }
        among(&other.words, &self.words)
            && among(&other.patterns, &self.patterns)
            && among(&self.except, &other.except)
            && among(&self.unless, &other.unless)
            && among(&self.trim, &other.trim)
            && among(&other.trim, &self.trim)
            && (self.quoted || !other.quoted)
            && self.bounds == other.bounds
    }
}
