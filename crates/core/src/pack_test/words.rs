//! Finds entries of word lists that no example uses.
//!
//! A word or construction is used if a rule finds it in a `fail` example; an exception, if the rule would
//! find something in a `pass` example without it. An entry that was never seen to work may never work.

use std::collections::BTreeSet;

use crate::check::{EntryLocation, WordList};
use crate::document::typed::{Code, Mistake};
use crate::lint;
use crate::pack::Ruleset;

/// Reports, for each pack from number `first` on, the entries that no example uses.
pub(super) fn judge(ruleset: &Ruleset, first: usize, mistakes: &mut [Vec<Mistake>]) {
    let mut found = BTreeSet::new();
    let mut spared = BTreeSet::new();
    let mut used = BTreeSet::new();
    // Packs that were loaded before do not use the lists of later ones.
    for rule in ruleset.rules.iter().filter(|rule| rule.pack >= first) {
        let Some(list) = rule.check.words() else { continue };
        used.extend(places(list));
        for (examples, reached) in [(&rule.fail, &mut found), (&rule.pass, &mut spared)] {
            for example in examples {
                reached.extend(lint::reached(&example.value, ruleset, rule));
            }
        }
    }
    let mut note = |code, place: EntryLocation, message| {
        mistakes[place.file].push(Mistake { code, span: place.span, message });
    };
    for (name, list) in ruleset.words.iter().filter(|(_, list)| list.name.file >= first) {
        if !places(list).any(|place| used.contains(&place)) {
            note(Code::UnusedWordList, list.name, format!("没有规则使用词表“{name}”"));
            continue;
        }
        for (place, text) in list.avoided().filter(|(place, _)| !found.contains(place)) {
            note(
                Code::UntestedWord,
                place,
                format!("没有例子用到“{text}”：请在用词表“{name}”的规则的 fail 里加一个"),
            );
        }
        for (place, text) in list.trimmed().filter(|(place, _)| !found.contains(place)) {
            note(
                Code::UntestedWord,
                place,
                format!("没有例子用到要略去的“{text}”：请在用词表“{name}”的规则的 fail 里加一个"),
            );
        }
        for (place, text) in list.spared().filter(|(place, _)| !spared.contains(place)) {
            note(
                Code::UntestedWord,
                place,
                format!("没有例子用到例外“{text}”：请在用词表“{name}”的规则的 pass 里加一个，少了它就会误报"),
            );
        }
    }
}

fn places(list: &WordList) -> impl Iterator<Item = EntryLocation> {
    list.avoided().chain(list.trimmed()).chain(list.spared()).map(|(place, _)| place)
}
