//! `avoid`: none of the words and constructions of some word lists.
//!
//! A word list is data: words that are searched literally, constructions as regular expressions, and longer
//! phrases and constructions in which these are legitimate. Titles in 《》 and quotations in “” are not
//! checked unless the list says so, since they are quoted from others.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use aho_corasick::{AhoCorasick, Match, MatchKind};
use regex::Regex;
use serde::Deserialize;

use super::joined::Joined;
use super::literal_index::{Clues, IndexBuilder, Need};
use super::text_index::TextIndex;
use super::words::{Entry, EntryLocation, WordList};
use super::{Check, Context, Expression, Kind, MOST_VIOLATIONS, Subject, Violation};
use crate::document::typed::{Code, List, Spanned};
use crate::guide::OccurrenceId;

/// `must: {avoid: [词表, 词表]}`.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(transparent)]
pub struct Avoid(List<Spanned<String>>);

struct Compiled {
    list: WordList,
    /// Words first, then exceptions: the longest match at the leftmost position wins. `None` without words.
    phrases: Option<AhoCorasick>,
    /// The exceptions alone, for the constructions.
    except: Option<AhoCorasick>,
    /// Clues in the phrasebook: of every construction, followed by that of the words.
    avoided: Clues,
    unless: Clues,
}

impl Kind for Avoid {
    fn compile(&self, context: &mut Context<'_>) -> Option<Box<dyn Check>> {
        let (mut list, mut are_known) = (WordList::default(), true);
        for name in &self.0.0 {
            let Some(one) = context.words.get(&name.value) else {
                let message = format!("没有词表“{}”", name.value);
                context.note(Code::UnknownWordList, name.span, message);
                are_known = false;
                continue;
            };
            if self.0.0.len() > 1 && !one.bounds.is_none() {
                let message = format!("词表“{}”限定了时限，要单独用", name.value);
                context.note(Code::BoundedWordList, name.span, message);
            }
            list.add(one);
        }
        if !are_known {
            return None;
        }
        let words = || list.words.iter().map(|word| word.value.as_str());
        let except = || list.except.iter().map(|phrase| phrase.value.as_str());
        let phrases = automaton(words().chain(except())).filter(|_| !list.words.is_empty());
        let book = &mut *context.phrases.borrow_mut();
        let clue = |entry: &Entry<Arc<Expression>>, index: &mut IndexBuilder| index.clue(entry.value.needs());
        let patterns = list.patterns.iter().map(|entry| clue(entry, &mut book.clues));
        let mut avoided: Vec<_> = patterns.collect();
        if phrases.is_some() {
            let literals = words().map(str::to_owned).collect();
            avoided.push(book.clues.clue(&vec![Need { literals, order: None }]));
        }
        Some(Box::new(Compiled {
            avoided: avoided.into_iter().collect(),
            unless: list.unless.iter().map(|entry| clue(entry, &mut book.exceptions)).collect(),
            phrases,
            except: automaton(except()).filter(|_| !list.except.is_empty()),
            list,
        }))
    }
}

/// Finds the longest of some phrases at the leftmost position.
fn automaton<'p>(phrases: impl Iterator<Item = &'p str>) -> Option<AhoCorasick> {
    AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(phrases).ok()
}

impl Compiled {
    /// Byte ranges of the joined text of a subject that are to be avoided, in order and without overlaps.
    fn find(&self, text: &str, subject: &Subject<'_, '_>) -> Vec<Range<usize>> {
        let read = trimmed(text, &self.list.trim, |_| {});
        let found = self.find_in(&text[read.clone()], subject);
        found.into_iter().map(|part| part.start + read.start..part.end + read.start).collect()
    }

    fn find_in(&self, text: &str, subject: &Subject<'_, '_>) -> Vec<Range<usize>> {
        let legitimate = OnceCell::new();
        let judged = |part: &Range<usize>| {
            let legitimate = legitimate.get_or_init(|| {
                let unless = subject.phrases.exceptions(text, &self.unless);
                joined(self.legitimate(text, unless.map(|number| &self.list.unless[number])))
            });
            let next = legitimate.partition_point(|span| span.end <= part.start);
            !part.is_empty() && !legitimate.get(next).is_some_and(|span| overlaps(span, part))
        };
        let mut found: Vec<Range<usize>> = Vec::new();
        for number in subject.phrases.among(subject.occurrence.id, &self.avoided) {
            match self.list.patterns.get(number).map(|pattern| &pattern.value) {
                None => found.extend(self.words_in(text).filter(judged).take(MOST_VIOLATIONS)),
                Some(pattern) if !pattern.may_match(text) => {}
                Some(pattern) if pattern.regex().captures_len() == 1 && self.list.bounds.is_none() => {
                    let parts = pattern.regex().find_iter(text).map(|part| part.range());
                    found.extend(parts.filter(judged).take(MOST_VIOLATIONS));
                }
                Some(pattern) if !pattern.regex().is_match(text) => {}
                Some(pattern) => {
                    let parts = self.underlined(pattern.regex(), text);
                    found.extend(parts.filter(judged).take(MOST_VIOLATIONS));
                }
            }
            // If the whole text is found, nothing can be added.
            if found.last().is_some_and(|part| part.len() == text.len()) {
                break;
            }
        }
        joined(found)
    }

    /// Where words occur, unless an exception begins at the same position.
    fn words_in<'w>(&'w self, text: &'w str) -> impl Iterator<Item = Range<usize>> + 'w {
        let is_word = |found: &Match| found.pattern().as_usize() < self.list.words.len();
        let found = self.phrases.iter().flat_map(move |phrases| phrases.find_iter(text));
        found.filter(is_word).map(|found| found.range())
    }

    /// Where a construction matches: its group `found`, if it has one. With bounds, only the part that is
    /// out of bounds.
    fn underlined<'t>(
        &'t self,
        pattern: &'t Regex,
        text: &'t str,
    ) -> impl Iterator<Item = Range<usize>> + 't {
        let part = |captures: regex::Captures<'t>| captures.name("found").or_else(|| captures.get(0));
        pattern.captures_iter(text).filter_map(part).filter_map(|found| {
            let part = self.list.bounds.out_of(found.as_str())?;
            Some(found.start() + part.start..found.start() + part.end)
        })
    }

    /// Byte ranges in which nothing is reported.
    fn legitimate<'u>(
        &self,
        text: &str,
        unless: impl Iterator<Item = &'u Entry<Arc<Expression>>>,
    ) -> Vec<Range<usize>> {
        let mut ranges = self.masked(text);
        ranges
            .extend(self.except.iter().flat_map(|except| except.find_iter(text)).map(|found| found.range()));
        let unless = unless.flat_map(|unless| unless.value.regex().find_iter(text));
        ranges.extend(unless.map(|found| found.range()));
        ranges
    }

    /// Byte ranges of titles and quotations, unless the list includes them.
    fn masked(&self, text: &str) -> Vec<Range<usize>> {
        if self.list.quoted { Vec::new() } else { others_words(text) }
    }

    /// The entries of the list that affect the result for a text: what is found, and the exceptions without
    /// which more would be found.
    fn reached_in(&self, text: &str, reached: &mut BTreeSet<EntryLocation>) {
        let words = automaton(self.list.words.iter().map(|word| word.value.as_str()));
        let words = words.iter().flat_map(|words| words.find_iter(text));
        let words = words.map(|found| (self.list.words[found.pattern().as_usize()].location, found.range()));
        let patterns = self.list.patterns.iter().flat_map(|pattern| {
            self.underlined(pattern.value.regex(), text).map(|part| (pattern.location, part))
        });
        let (masked, legitimate) = (self.masked(text), self.legitimate(text, self.list.unless.iter()));
        let among =
            |ranges: &[Range<usize>], part: &Range<usize>| ranges.iter().any(|range| overlaps(range, part));
        for (location, part) in words.chain(patterns).filter(|(_, part)| !part.is_empty()) {
            if !among(&legitimate, &part) {
                reached.insert(location);
            } else if !among(&masked, &part) {
                let except = self.list.except.iter().filter(|phrase| {
                    let mut found = text.match_indices(&phrase.value);
                    found.any(|(at, phrase)| overlaps(&(at..at + phrase.len()), &part))
                });
                let unless = self.list.unless.iter().filter(|unless| {
                    unless.value.regex().find_iter(text).any(|found| overlaps(&found.range(), &part))
                });
                reached
                    .extend(except.map(|phrase| phrase.location).chain(unless.map(|unless| unless.location)));
            }
        }
    }
}

/// The part of a text that is checked. Calls `tell` for every entry that leaves something out. If nothing
/// would remain, the whole text is checked.
fn trimmed(text: &str, trim: &[Entry<Arc<Expression>>], mut tell: impl FnMut(EntryLocation)) -> Range<usize> {
    let mut rest = 0..text.len();
    for trim in trim {
        let text = &text[rest.clone()];
        let Some(part) = trim.value.find(text) else { continue };
        if part.start() == 0 {
            rest.start += part.end();
        } else if part.end() == rest.len() {
            rest.end = rest.start + part.start();
        } else {
            continue;
        }
        tell(trim.location);
    }
    if rest.is_empty() { 0..text.len() } else { rest }
}

/// The ranges in order, with overlapping ones joined.
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

/// Titles in 《》, with titles inside them, and quotations in “”, if they are closed.
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

    fn words(&self) -> Option<&WordList> {
        Some(&self.list)
    }

    fn candidates(&self, phrases: &TextIndex<'_>, occurrences: &mut Vec<OccurrenceId>) -> bool {
        phrases.candidates(&self.avoided, occurrences)
    }

    fn reached(&self, subject: &Subject<'_, '_>, reached: &mut BTreeSet<EntryLocation>) {
        if let Some(text) = subject.text() {
            let joined = Joined::of(text);
            let text = joined.as_ref().map_or(text, |joined| &joined.text);
            let read = trimmed(text, &self.list.trim, |occurrence| reached.extend([occurrence]));
            self.reached_in(&text[read], reached);
        }
    }

    fn run(&self, subject: &Subject<'_, '_>, violations: &mut Vec<Violation>) {
        let Some(text) = subject.text() else { return };
        match Joined::of(text) {
            None => {
                let parts = self.find(text, subject).into_iter().take(MOST_VIOLATIONS);
                violations.extend(parts.map(|part| subject.violation(part)));
            }
            Some(joined) => {
                let parts = self.find(&joined.text, subject).into_iter().take(MOST_VIOLATIONS);
                violations.extend(
                    parts.map(|part| {
                        subject.violation(joined.original(&part)).with("found", &joined.text[part])
                    }),
                );
            }
        }
    }
}
