//! The items of a list in two editions: which belong together, and whether they can be counted.

use std::collections::{HashMap, VecDeque};

use super::value::{is_none, plain};
use crate::guide::{Burden, ElementId, Guide, Occurrence, VALUE_SEPARATORS};
use crate::number::Run;
use crate::text::Span;

/// An item of a list.
pub(super) struct Item<'t> {
    /// Its name, as written.
    pub(super) name: String,
    /// The location of its name.
    pub(super) span: Span,
    /// Its occurrence, or that of the text of which it is a line.
    pub(super) place: Occurrence<'t>,
    /// Its name, normalised for comparison.
    key: String,
    /// Whether it is an item of its own, not a line of a text.
    pub(super) is_whole: bool,
}

/// The items of a list.
pub(super) struct Items<'t> {
    pub(super) all: Vec<Item<'t>>,
    /// Whether these certainly are all items, and each is only one.
    pub(super) is_counted: bool,
}

impl<'t> Items<'t> {
    /// The items of the lists of an element, of which there is usually one.
    pub(super) fn of(
        guide: &Guide<'t>,
        lists: &[Occurrence<'t>],
        item: ElementId,
        burden: Option<&Burden>,
    ) -> Self {
        let mut items = Self { all: Vec::new(), is_counted: true };
        for list in lists {
            for place in guide.inside(*list, item) {
                items.add(guide, place);
            }
        }
        if let ([only], Some(burden)) = (items.all.as_slice(), burden)
            && is_none(&only.name, burden)
        {
            return Self { all: Vec::new(), is_counted: true };
        }
        items
    }

    fn add(&mut self, guide: &Guide<'t>, place: Occurrence<'t>) {
        let first = guide.vocabulary.first_part(place.element);
        let named = first.and_then(|first| guide.inside(place, first).find(|name| guide.is_filled(*name)));
        let named = named.filter(|name| name.node.text().is_some());
        let text = named.and_then(|name| name.node.text()).unwrap_or_default();
        // A text in place of a list may have one item per line; a single line may be anything.
        let is_text = place.node.text().is_some();
        let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        if is_text && lines.len() > 1 {
            for line in lines {
                let name = unnumbered(line).to_owned();
                let start = line.as_ptr() as usize - text.as_ptr() as usize;
                let span = place.node.spans_of(start..start + line.len())[0];
                self.all.push(Item { key: plain(&name), name, span, place, is_whole: false });
            }
            return;
        }
        let is_only = place.number == Some(1) && place.key.is_none() && is_text;
        self.is_counted &= !(is_only && is_bare(guide, place) && text.trim().contains(VALUE_SEPARATORS));
        let number = place.number.unwrap_or(1);
        let name =
            if text.is_empty() { format!("第{number}项") } else { unnumbered(text.trim()).to_owned() };
        let span = named.unwrap_or(place).node.span();
        self.all.push(Item { key: plain(&name), name, span, place, is_whole: true });
    }

    /// The items with their counterparts, in the order of the old edition, and those without one.
    pub(super) fn paired<'i>(old: &'i Self, new: &'i Self) -> Paired<'i, 't> {
        let mut paired = Paired { both: Vec::new(), removed: Vec::new(), added: Vec::new() };
        let mut by_key: HashMap<&str, VecDeque<usize>> = HashMap::new();
        for (number, item) in new.all.iter().enumerate() {
            by_key.entry(&item.key).or_default().push_back(number);
        }
        let mut is_taken = vec![false; new.all.len()];
        for item in &old.all {
            match by_key.get_mut(&*item.key).and_then(VecDeque::pop_front) {
                Some(number) => {
                    is_taken[number] = true;
                    paired.both.push((item, &new.all[number]));
                }
                None => paired.removed.push(item),
            }
        }
        paired.added =
            new.all.iter().zip(is_taken).filter(|(_, taken)| !taken).map(|(item, _)| item).collect();
        paired
    }

    /// All names together, without separators, so that it does not matter how a text is divided.
    pub(super) fn joined(&self) -> String {
        self.all.iter().map(|item| item.key.replace(VALUE_SEPARATORS, "")).collect()
    }
}

/// Items of two editions.
pub(super) struct Paired<'i, 't> {
    pub(super) both: Vec<(&'i Item<'t>, &'i Item<'t>)>,
    pub(super) removed: Vec<&'i Item<'t>>,
    pub(super) added: Vec<&'i Item<'t>>,
}

/// Whether an item is written in place of its list, so that it is the only one.
fn is_bare(guide: &Guide<'_>, item: Occurrence<'_>) -> bool {
    let list = guide.vocabulary.parent(item.element);
    list.is_some_and(|list| guide.occurrences(list).any(|list| list.node.span() == item.node.span()))
}

/// A line without the number in front of it: `1.`, `2、`, `（三）`, `①`.
fn unnumbered(line: &str) -> &str {
    let behind_number =
        |text: &'_ str| Run::first(text).filter(|run| run.number.is_some()).map(|run| run.range.end);
    if let Some(inside) = line.strip_prefix(['（', '(']) {
        let behind = behind_number(inside).and_then(|end| inside[end..].strip_prefix(['）', ')']));
        return behind.map_or(line, str::trim_start);
    }
    if let Some(rest) = line.strip_prefix(|c: char| ('①'..='⑳').contains(&c)) {
        return rest.trim_start();
    }
    let behind = behind_number(line).and_then(|end| line[end..].strip_prefix(['.', '．', '、', '）', ')']));
    behind.filter(|behind| Run::first(behind).is_none()).map_or(line, str::trim_start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_front_are_no_part_of_a_name() {
        for (line, name) in [
            ("1. 身份证", "身份证"),
            ("二、户口簿", "户口簿"),
            ("（三）照片", "照片"),
            ("①申请表", "申请表"),
            ("１．营业执照", "营业执照"),
            ("十一、委托书", "委托书"),
            ("（复印件）身份证", "（复印件）身份证"),
            ("1.5寸照片", "1.5寸照片"),
            ("2寸照片", "2寸照片"),
            ("（）", "（）"),
            ("一照一码证", "一照一码证"),
        ] {
            assert_eq!(unnumbered(line), name, "{line}");
        }
    }
}
