//! `cites`: laws are cited in a way that lets readers find them.
//!
//! Titles are looked up in a table of laws; a title that is not in it is unknown, not wrong. Titles are
//! written in 《》; a value without any is a title as a whole.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use serde::Deserialize;

use super::table::Table;
use super::{Check, Context, Kind, Subject, Violation};
use crate::document::typed::{List, Spanned};
use crate::guide::ElementId;
use crate::number::Run;

/// `must: {cites: {table: laws, demand: full_title}}`.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Cites {
    table: Spanned<String>,
    demand: Demand,
    /// For articles: the element beside it that states the title, if the text itself does not.
    #[serde(default)]
    of: Option<Spanned<String>>,
    /// For ranks: the kinds of law that are high enough.
    #[serde(default)]
    kinds: List<String>,
}

/// What is required of a citation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Demand {
    /// A known law is cited by its full title: not `食品安全法` but `中华人民共和国食品安全法`.
    FullTitle,
    /// The law has an article with this number.
    Article,
    /// One of the cited laws is of one of the kinds; reported only if the kinds of all of them are known.
    Rank,
}

struct Compiled {
    table: Arc<Table>,
    demand: Demand,
    of: Option<ElementId>,
    kinds: Vec<String>,
}

/// The beginning of the title of every national law, which people leave out.
const STATE: &str = "中华人民共和国";

impl Kind for Cites {
    fn compile(&self, context: &mut Context<'_>) -> Option<Box<dyn Check>> {
        let (table, of) = (context.table(&self.table), context.optional_element(&self.of));
        Some(Box::new(Compiled { table: table?, demand: self.demand, of: of?, kinds: self.kinds.0.clone() }))
    }

    fn placeholders(&self) -> &'static [&'static str] {
        match self.demand {
            Demand::FullTitle => &["found", "full"],
            Demand::Article => &["found", "title", "last", "version"],
            Demand::Rank => &["found", "kind"],
        }
    }
}

impl Compiled {
    /// The title as the table spells it.
    fn known<'t>(&self, title: &'t str) -> Option<Cow<'t, str>> {
        if self.table.contains(title) {
            return Some(title.into());
        }
        Some(format!("{STATE}{title}")).filter(|full| self.table.contains(full)).map(Cow::from)
    }

    fn full_titles(&self, subject: &Subject<'_, '_>, text: &str, violations: &mut Vec<Violation>) {
        for part in titles(text) {
            let title = &text[part.clone()];
            if let Some(full) = self.known(title).filter(|full| full != title) {
                violations.push(subject.violation(part).with("full", full));
            }
        }
    }

    fn articles(&self, subject: &Subject<'_, '_>, text: &str, violations: &mut Vec<Violation>) {
        let titles = if text.contains('《') { titles(text) } else { Vec::new() };
        let beside = || {
            let of = self.of?;
            let text =
                subject.guide.beside(subject.occurrence, of).find_map(|occurrence| occurrence.node.text())?;
            self::titles(text).first().map(|part| &text[part.clone()])
        };
        for (all, article) in articles(text) {
            let before = titles.iter().rfind(|title| title.end <= all.start);
            let title = before.map(|title| &text[title.clone()]).or_else(beside);
            let Some(title) = title.and_then(|title| self.known(title)) else { continue };
            // The number of its articles since then is not known.
            if self.table.cell(&title, "revised_since").is_some() {
                continue;
            }
            let last = self.table.cell(&title, "articles").and_then(|last| last.parse().ok());
            if let Some(last) = last
                && article > last
            {
                let violation = subject.violation(all).with("title", title).with("last", last.to_string());
                let version = self.table.cell(&violation.args["title"], "newest_version").unwrap_or_default();
                let violation = violation.with("version", version);
                violations.push(violation);
            }
        }
    }

    fn ranks(&self, subject: &Subject<'_, '_>, text: &str, violations: &mut Vec<Violation>) {
        let titles = titles(text);
        let kind = |part: &Range<usize>| self.table.cell(&self.known(&text[part.clone()])?, "kind");
        let kinds: Option<Vec<&str>> = titles.iter().map(kind).collect();
        let Some(kinds) = kinds else { return };
        if !kinds.is_empty() && !kinds.iter().any(|kind| self.kinds.iter().any(|high| high == kind)) {
            violations.push(subject.violation_of_all().with("kind", kinds.join("、")));
        }
    }
}

impl Check for Compiled {
    fn run(&self, subject: &Subject<'_, '_>, violations: &mut Vec<Violation>) {
        let Some(text) = subject.text() else { return };
        match self.demand {
            Demand::FullTitle => self.full_titles(subject, text, violations),
            Demand::Article => self.articles(subject, text, violations),
            Demand::Rank => self.ranks(subject, text, violations),
        }
    }
}

/// The articles that a text names as `第…条`, with their numbers.
fn articles(text: &str) -> impl Iterator<Item = (Range<usize>, u128)> {
    text.match_indices('第').filter_map(|(start, sign)| {
        let rest = &text[start + sign.len()..];
        let run = Run::first(rest).filter(|run| rest[run.range.end..].starts_with('条'))?;
        Some((start..start + sign.len() + run.range.end + "条".len(), run.number?.as_whole()?))
    })
}

/// The titles in a text, without their marks and without titles inside titles.
fn titles(text: &str) -> Vec<Range<usize>> {
    let mut titles = Vec::new();
    let mut depth = 0_u32;
    let mut start = 0;
    for (at, character) in text.char_indices() {
        match character {
            '《' => {
                if depth == 0 {
                    start = at + character.len_utf8();
                }
                depth += 1;
            }
            '》' if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    titles.push(start..at);
                }
            }
            _ => {}
        }
    }
    if titles.is_empty() && !text.contains('《') {
        let start = text.len() - text.trim_start().len();
        titles.push(start..start + text.trim().len());
    }
    titles
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_are_found_with_their_numbers() {
        let found = |text: &'static str| {
            articles(text).map(|(part, number)| (&text[part], number)).collect::<Vec<_>>()
        };
        assert_eq!(
            found("第三十条第一款、第２９条；第3项、第条、第第12条，第一百，第一千零七十九条、第一〇五条"),
            [
                ("第三十条", 30),
                ("第２９条", 29),
                ("第12条", 12),
                ("第一千零七十九条", 1079),
                ("第一〇五条", 105)
            ]
        );
    }

    #[test]
    fn articles_whose_numbers_are_not_certain_are_left_alone() {
        for text in [
            "第3十条",
            "第十五六条",
            "第1.2条",
            "第l0条",
            "第1\u{200b}0条",
            "第三百六条",
            "第几十条",
            "第30多条",
        ] {
            assert_eq!(articles(text).count(), 0, "{text}");
        }
    }

    #[test]
    fn titles_are_found_with_and_without_marks() {
        let found = |text: &'static str| titles(text).into_iter().map(|part| &text[part]).collect::<Vec<_>>();
        assert_eq!(
            found("《行政许可法》第三十条、《关于修改《药品管理法》的决定》"),
            ["行政许可法", "关于修改《药品管理法》的决定"]
        );
        assert_eq!(found(" 食品安全法 "), ["食品安全法"]);
        assert!(found("《没有写完").is_empty());
    }
}
