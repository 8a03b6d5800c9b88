//! `avoid`: none of the words and constructions of some word lists.
//!
//! A word list is data: words that are looked for literally, constructions as regular expressions,
//! and longer phrases and constructions in which they are legitimate. Titles in 《》 and quotations in
//! “” are never judged: they are somebody else's words.

use std::ops::Range;
use std::sync::Arc;

use aho_corasick::{AhoCorasick, MatchKind};
use regex::Regex;
use serde::Deserialize;

use super::phrasebook::Needs;
use super::{Check, Context, Expression, Hit, Kind, MOST_HITS, Subject};
use crate::document::typed::{List, Mistake, Spanned};

/// `must: {avoid: [词表, 词表]}`.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub struct Avoid(List<Spanned<String>>);

/// A word list as a pack writes it.
#[derive(Debug, Deserialize)]
pub struct WordListSpec {
    /// Words, found wherever they stand.
    #[serde(default)]
    pub words: List<Spanned<String>>,
    /// Constructions. The group `found`, where there is one, is what gets underlined.
    #[serde(default)]
    pub patterns: List<Spanned<String>>,
    /// Longer phrases that are legitimate.
    #[serde(default)]
    pub except: List<Spanned<String>>,
    /// Whether words in titles and quotations count as well.
    #[serde(default)]
    pub quoted: bool,
    /// Constructions that are legitimate.
    #[serde(default)]
    pub unless: List<Spanned<String>>,
    /// Why it is as it is.
    #[serde(default)]
    pub note: Option<String>,
}

/// A word list made ready.
#[derive(Clone, Debug, Default)]
pub struct WordList {
    words: Vec<String>,
    except: Vec<String>,
    patterns: Vec<Arc<Expression>>,
    unless: Vec<Arc<Expression>>,
    quoted: bool,
}

impl WordListSpec {
    /// Makes the list ready, noting what is wrong with it.
    pub fn compile(&self, mistakes: &mut Vec<Mistake>) -> WordList {
        let mut expressions = |sources: &List<Spanned<String>>| {
            let mut read = |source: &Spanned<String>| {
                let told = |message| mistakes.push(Mistake { span: source.span, message });
                Expression::new(&source.value).map(Arc::new).map_err(told).ok()
            };
            sources.0.iter().filter_map(&mut read).collect()
        };
        let patterns = expressions(&self.patterns);
        let unless = expressions(&self.unless);
        for word in self.words.0.iter().chain(&self.except.0) {
            if word.value.trim().is_empty() {
                mistakes.push(Mistake { span: word.span, message: "词语不能为空".into() });
            }
        }
        for phrase in &self.except.0 {
            let holds = |word: &Spanned<String>| phrase.value.contains(&word.value);
            if self.patterns.0.is_empty() && !self.words.0.iter().any(holds) {
                let message = format!("例外“{}”不含本词表的任何词语，不会起作用", phrase.value);
                mistakes.push(Mistake { span: phrase.span, message });
            }
        }
        let texts = |list: &List<Spanned<String>>| {
            list.0.iter().filter(|word| !word.value.is_empty()).map(|word| word.value.clone()).collect()
        };
        let (words, except) = (texts(&self.words), texts(&self.except));
        WordList { words, except, patterns, unless, quoted: self.quoted }
    }
}

struct Compiled {
    /// Words first, then exceptions: the longest match at the leftmost place wins. None without words.
    phrases: Option<AhoCorasick>,
    words: usize,
    patterns: Vec<Arc<Expression>>,
    unless: Vec<Arc<Expression>>,
    /// Whether words in titles and quotations count as well.
    quoted: bool,
    /// Exceptions once more, for the constructions.
    except: Option<AhoCorasick>,
    /// The clues in the phrasebook: that of the words, then one for each construction.
    clues: Range<u32>,
}

impl Kind for Avoid {
    fn compile(&self, context: &mut Context<'_>) -> Option<Box<dyn Check>> {
        let mut all = WordList::default();
        for name in &self.0.0 {
            let Some(list) = context.words.get(&name.value) else {
                let message = format!("没有词表“{}”", name.value);
                context.mistakes.push(Mistake { span: name.span, message });
                return None;
            };
            all.words.extend(list.words.iter().cloned());
            all.except.extend(list.except.iter().cloned());
            all.patterns.extend(list.patterns.iter().cloned());
            all.unless.extend(list.unless.iter().cloned());
            all.quoted |= list.quoted;
        }
        let automaton = |phrases: &[String]| {
            AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(phrases).ok()
        };
        let phrases: Vec<String> = all.words.iter().chain(&all.except).cloned().collect();
        let one_word: Needs = vec![all.words.iter().map(|word| word.as_bytes().to_vec()).collect()];
        let mut book = context.phrases.borrow_mut();
        let first = book.clue(&one_word);
        let clues = all.patterns.iter().map(|pattern| book.clue(pattern.needs()));
        let clues = first..clues.last().unwrap_or(first) + 1;
        Some(Box::new(Compiled {
            phrases: if all.words.is_empty() { None } else { automaton(&phrases) },
            words: all.words.len(),
            except: if all.except.is_empty() { None } else { automaton(&all.except) },
            patterns: all.patterns,
            quoted: all.quoted,
            unless: all.unless,
            clues,
        }))
    }
}

impl Compiled {
    /// Byte ranges of a text that are to be avoided, in order, none overlapping. `clues` are those of
    /// this check that are in the text.
    fn find(&self, text: &str, clues: &[u32]) -> Vec<Range<usize>> {
        let (words, patterns) = match clues.split_first() {
            Some((&first, patterns)) if first == self.clues.start => (self.phrases.as_ref(), patterns),
            _ => (None, clues),
        };
        let words = words.into_iter().flat_map(|phrases| phrases.find_iter(text));
        let words = words.filter(|found| found.pattern().as_usize() < self.words).map(|found| found.range());
        let mut words = words.peekable();
        let regexes =
            patterns.iter().map(|clue| self.patterns[(clue - self.clues.start - 1) as usize].regex());
        let patterns: Vec<&Regex> = regexes.filter(|regex| regex.is_match(text)).collect();
        if words.peek().is_none() && patterns.is_empty() {
            return Vec::new();
        }
        let legitimate = joined(self.legitimate(text));
        let judged = |part: &Range<usize>| {
            let next = legitimate.partition_point(|span| span.end <= part.start);
            !part.is_empty() && !legitimate.get(next).is_some_and(|span| overlaps(span, part))
        };
        let mut found: Vec<Range<usize>> = words.filter(judged).take(MOST_HITS).collect();
        for pattern in patterns {
            let parts = pattern.captures_iter(text).filter_map(|captures| {
                captures.name("found").or_else(|| captures.get(0)).map(|part| part.range())
            });
            found.extend(parts.filter(judged).take(MOST_HITS));
        }
        joined(found)
    }

    /// Byte ranges in which nothing is to be judged.
    fn legitimate(&self, text: &str) -> Vec<Range<usize>> {
        let mut ranges = if self.quoted { Vec::new() } else { others_words(text) };
        ranges
            .extend(self.except.iter().flat_map(|except| except.find_iter(text)).map(|found| found.range()));
        ranges.extend(
            self.unless.iter().flat_map(|unless| unless.regex().find_iter(text)).map(|found| found.range()),
        );
        ranges
    }
}

/// The ranges in order, those that overlap as one.
fn joined(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
    let mut joined: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match joined.last_mut() {
            Some(last) if overlaps(last, &range) => last.end = last.end.max(range.end),
            _ => joined.push(range),
        }
    }
    joined
}

fn overlaps(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// Titles in 《》, with titles inside them, and quotations in “”. What is not closed is no title.
fn others_words(text: &str) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut titles = Vec::new();
    let mut quotation = None;
    for (at, character) in text.char_indices() {
        let end = at + character.len_utf8();
        match character {
            '《' => titles.push(at),
            '》' => ranges.extend(titles.pop().map(|start| start..end)),
            '“' => quotation = Some(at),
            '”' => ranges.extend(quotation.take().map(|start| start..end)),
            _ => {}
        }
    }
    ranges
}

impl Check for Compiled {
    fn yields(&self) -> bool {
        true
    }

    fn run(&self, subject: &Subject<'_, '_>, hits: &mut Vec<Hit>) {
        let Some(text) = subject.place.node.text() else { return };
        let reading = subject.phrases.at(subject.place.id, text);
        let clues = reading.clues(self.clues.clone());
        if clues.is_empty() || subject.text().is_none() {
            return;
        }
        match &reading.joined {
            None => {
                let parts = self.find(text, clues).into_iter().take(MOST_HITS);
                hits.extend(parts.map(|part| subject.hit(part)));
            }
            Some(joined) => {
                let parts = self.find(&joined.text, clues).into_iter().take(MOST_HITS);
                hits.extend(
                    parts.map(|part| subject.hit(joined.original(&part)).with("found", &joined.text[part])),
                );
            }
        }
    }
}
