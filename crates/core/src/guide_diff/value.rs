//! What values mean, and how two of them compare.

use std::cmp::Ordering;

use super::{Change, Effect, Said};
use crate::guide::{Burden, Guide, Measure, Occurrence};
use crate::number::{Number, Run, runs};
use crate::time_limit::TimeLimit;

/// How a new value compares to the old one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Outcome {
    pub(super) change: Change,
    pub(super) effect: Option<Effect>,
    pub(super) by: Option<String>,
    pub(super) note: Option<&'static str>,
}

impl Outcome {
    fn of(change: Change, effect: Option<Effect>) -> Self {
        Self { change, effect, by: None, note: None }
    }

    pub(super) fn changed() -> Self {
        Self::of(Change::Changed, None)
    }

    pub(super) fn incomparable(note: &'static str) -> Self {
        Self { note: Some(note), ..Self::of(Change::Incomparable, None) }
    }

    /// The outcome for values that can be ordered; `None` if they are equal.
    pub(super) fn ordered(order: Ordering, by: Option<String>) -> Option<Self> {
        let outcome = match order {
            Ordering::Less => Self::of(Change::Less, Some(Effect::Fewer)),
            Ordering::Greater => Self::of(Change::More, Some(Effect::More)),
            Ordering::Equal => return None,
        };
        Some(Self { by, ..outcome })
    }
}

/// What a guide states in an element that holds texts: its occurrences, none of them blank.
pub(super) struct Texts<'g, 't> {
    pub(super) guide: &'g Guide<'t>,
    pub(super) places: Vec<Occurrence<'t>>,
}

impl<'t> Texts<'_, 't> {
    /// The text of the guide, with values of enumerations by their names.
    pub(super) fn said(&self) -> Option<Said> {
        let first = *self.places.first()?;
        let mut text = self.values().join("、");
        if Number::read(&text).is_some() {
            text += self.unit().unwrap_or_default();
        }
        Some(said(self.guide, first, text))
    }

    /// The values by their names; of a text that says more than values, the whole text.
    fn values(&self) -> Vec<&'t str> {
        let said = |place: &Occurrence<'t>| match place.node.text() {
            Some(text) if self.guide.reading(*place).says_more => vec![text.trim()],
            _ => self.guide.values(*place),
        };
        self.places.iter().flat_map(said).collect()
    }

    /// The unit that is stated in the element beside it.
    fn unit(&self) -> Option<&str> {
        let first = *self.places.first()?;
        let unit = self.guide.beside(first, self.guide.vocabulary.unit(first.element)?).next()?;
        self.guide.values(unit).first().copied()
    }

    /// The value, normalised so that the same meaning gives the same text.
    fn meaning(&self) -> String {
        let is_enumerated = |place: &Occurrence<'_>| !self.guide.vocabulary[place.element].values.is_empty();
        if self.places.first().is_some_and(is_enumerated) {
            let mut values = self.values();
            values.sort_unstable();
            values.dedup();
            return values.join("、");
        }
        self.places.iter().filter_map(|place| place.node.text()).map(plain).collect()
    }

    /// The text, if there is exactly one.
    fn only(&self) -> Option<(&str, Occurrence<'_>)> {
        match self.places.as_slice() {
            [place] => Some((place.node.text()?, *place)),
            _ => None,
        }
    }
}

/// What an occurrence states, with a text for it.
pub(super) fn said(guide: &Guide<'_>, place: Occurrence<'_>, text: String) -> Said {
    Said { text, path: guide.path(place), span: place.node.span() }
}

/// A text without differences of layout and input method: whitespace and full-width characters.
pub(super) fn plain(text: &str) -> String {
    let half = |character: char| match character {
        '！'..='～' => char::from_u32(character as u32 - 0xfee0).unwrap_or(character),
        other => other,
    };
    text.chars().filter(|character| !character.is_whitespace()).map(half).collect()
}

/// Whether a text states that there is none.
pub(super) fn is_none(text: &str, burden: &Burden) -> bool {
    let text = plain(text);
    let text = text.trim_end_matches(['。', '.']);
    burden.none.iter().any(|none| plain(none) == text)
}

/// How a new value compares to the old one; `None` if they mean the same.
pub(super) fn compare(old: &Texts<'_, '_>, new: &Texts<'_, '_>, burden: Option<&Burden>) -> Option<Outcome> {
    if is_duration(old, burden) {
        return durations(old, new);
    }
    let (before, after) = (old.meaning(), new.meaning());
    if before == after {
        return None;
    }
    match burden.map(|burden| (burden.by, burden)) {
        Some((Measure::Order, burden)) => {
            let rank = |value: &str| burden.order.iter().position(|known| known == value);
            match (rank(&before), rank(&after)) {
                (Some(before), Some(after)) => Outcome::ordered(after.cmp(&before), None),
                _ => Some(Outcome::changed()),
            }
        }
        Some((Measure::Amount, burden)) => amounts(&before, &after, burden),
        _ => Some(Outcome::changed()),
    }
}

/// Whether the element holds a duration: it is declared so, or has a unit.
fn is_duration(texts: &Texts<'_, '_>, burden: Option<&Burden>) -> bool {
    let has_unit = |place: &Occurrence<'_>| texts.guide.vocabulary.unit(place.element).is_some();
    burden.is_some_and(|burden| burden.by == Measure::Duration) || texts.places.first().is_some_and(has_unit)
}

fn durations(old: &Texts<'_, '_>, new: &Texts<'_, '_>) -> Option<Outcome> {
    let is_same_text = old.meaning() == new.meaning();
    let (Some((before, at_old)), Some((after, at_new))) = (old.only(), new.only()) else {
        return (!is_same_text).then(|| Outcome::incomparable("有几个时限"));
    };
    let read =
        |text: &str, guide: &Guide<'_>, place| TimeLimit::read(text).with_unit(|| guide.unit_beside(place));
    let (was, is) = (read(before, old.guide, at_old), read(after, new.guide, at_new));
    match is.against(&was) {
        Some(Ordering::Equal) if plain(&TimeLimit::beside(before)) == plain(&TimeLimit::beside(after)) => {
            None
        }
        Some(Ordering::Equal) => Some(Outcome {
            note: Some("时限相同，说明不同"),
            ..Outcome::of(Change::Changed, Some(Effect::Same))
        }),
        Some(order) => Outcome::ordered(order, is.difference(&was)),
        None if is_same_text && was == is => None,
        None => Some(Outcome::incomparable("长短不能确定")),
    }
}

/// Compares the only numbers of two texts that are otherwise the same.
fn amounts(before: &str, after: &str, burden: &Burden) -> Option<Outcome> {
    let read = |text: &str| {
        if is_none(text, burden) { Some((Number::default(), String::new())) } else { amount(text) }
    };
    match (read(before), read(after)) {
        (Some((was, unit)), Some((is, same))) if unit == same || unit.is_empty() || same.is_empty() => {
            let is_from_none = [was, is].contains(&Number::default());
            let by = (unit == same || is_from_none).then(|| is.difference(was).to_string());
            Outcome::ordered(is.cmp(&was), by)
        }
        _ => Some(Outcome::incomparable("写法不同，不能比较")),
    }
}

/// The only number of a text, and the text around it. In a text with Arabic figures, Chinese numerals are
/// parts of words: `一次性收取40元`.
fn amount(text: &str) -> Option<(Number, String)> {
    let (figures, words): (Vec<Run>, Vec<Run>) =
        runs(text).partition(|run| text[run.range.clone()].contains(|c: char| c.is_ascii_digit()));
    let numbers = if figures.is_empty() { words } else { figures };
    let [Run { range, number }] = numbers.as_slice() else { return None };
    Some(((*number)?, format!("{}{}", &text[..range.start], &text[range.end..])))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_fees(before: &str, after: &str) -> Option<(Change, Option<String>)> {
        let burden = Burden { of: None, by: Measure::Amount, none: vec!["免费".into()], order: vec![] };
        let outcome = amounts(&plain(before), &plain(after), &burden);
        outcome.map(|outcome| (outcome.change, outcome.by))
    }

    #[test]
    fn only_numbers_of_the_same_thing_are_compared() {
        let by = |by: &str| Some(by.to_owned());
        assert_eq!(of_fees("每证40元", "每证 20 元"), Some((Change::Less, by("20"))));
        assert_eq!(of_fees("1", "２次"), Some((Change::More, None)));
        assert_eq!(of_fees("0", "1次"), Some((Change::More, by("1"))));
        assert_eq!(of_fees("每证40元", "免费。"), Some((Change::Less, by("40"))));
        assert_eq!(of_fees("一次性收取1，200元", "一次性收取800元"), Some((Change::Less, by("400"))));
        assert_eq!(of_fees("每证0.1元", "每证0.3元"), Some((Change::More, by("0.2"))));
        assert_eq!(of_fees("1", "1次"), None);
        assert_eq!(of_fees("每证40元", "每证四十元"), None);
        for (before, after) in [
            ("每证40元", "每件40元"),
            ("每证40元", "按2023年标准"),
            ("1至2次", "1次"),
            ("每证40元", "每证四五十元"),
            ("每证40元", "每证l0元"),
            ("至少1次", "1次"),
        ] {
            assert_eq!(of_fees(before, after), Some((Change::Incomparable, None)), "{before} {after}");
        }
    }
}
