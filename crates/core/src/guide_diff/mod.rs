//! Compares two editions of a guide: what became less and what became more for the citizen, and what else
//! changed.
//!
//! The vocabulary declares what counts as a burden and how it is measured
//! ([`Burden`](crate::guide::Burden)); no element is named here. Values are compared by their meaning:
//! synonyms, field names and layout make no difference.
//!
//! Invariant: more or less is reported only if it is certain; if it is not, that is reported.

mod items;
mod pairs;
mod value;
mod walk;

use crate::document::{self, ProblemKind};
use crate::guide::{Guide, Vocabulary, guides};
use crate::text::{SourceFile, Span};

/// What changed between the guides of two files.
#[derive(Debug)]
pub struct Comparison {
    /// The guides, in the order of the old file.
    pub guides: Vec<GuideChanges>,
}

/// What changed in a guide.
#[derive(Debug)]
pub struct GuideChanges {
    /// The name of the matter in the new edition, or else in the old one; empty if it has none.
    pub name: String,
    /// Where the guide begins, in the old and in the new edition.
    pub starts: (Span, Span),
    /// Every burden with what became of it.
    pub burdens: Vec<BurdenChange>,
    /// The changes, in the order of the vocabulary.
    pub rows: Vec<Row>,
}

/// What became of a burden.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BurdenChange {
    /// Its name.
    pub name: String,
    /// What became of it.
    pub verdict: Verdict,
}

/// What became of a burden as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Neither edition says anything about it.
    Unstated,
    /// Nothing of it changed.
    Same,
    /// It became less.
    Fewer,
    /// It became more.
    More,
    /// Some of it became less, some more.
    Mixed,
    /// It changed, but became neither less nor more.
    Changed,
    /// A part of it cannot be compared.
    Unclear,
}

/// One change.
#[derive(Clone, Debug)]
pub struct Row {
    /// The burden that it belongs to, by name.
    pub burden: Option<String>,
    /// Whether it is about the number of items of a list.
    pub is_count: bool,
    /// The element; for a change inside a list, the list.
    pub element: String,
    /// For a change inside a list: the name of the item.
    pub item: Option<String>,
    /// For a change inside a list or record: the part.
    pub part: Option<String>,
    /// What happened.
    pub change: Change,
    /// What it means for the citizen; `None` if that is not certain.
    pub effect: Option<Effect>,
    /// By how much: `1`, `10个工作日`.
    pub by: Option<String>,
    /// What the old edition says.
    pub old: Option<Said>,
    /// What the new edition says.
    pub new: Option<Said>,
    /// A remark, in Chinese.
    pub note: Option<&'static str>,
}

/// What happened to a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It became less.
    Less,
    /// It became more.
    More,
    /// It differs.
    Changed,
    /// It differs, and whether it became more or less is not certain.
    Incomparable,
}

/// What a change means for the citizen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Less to do, to pay or to wait for.
    Fewer,
    /// More to do, to pay or to wait for.
    More,
    /// Neither.
    Same,
}

/// What an edition states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The text, with values of enumerations by their names; for a list, the number of items.
    pub text: String,
    /// The path in the guide: `申请材料[3].复印件份数`.
    pub path: String,
    /// The location in the file.
    pub span: Span,
}

impl Comparison {
    /// Whether anything became more for the citizen.
    pub fn has_more(&self) -> bool {
        let verdicts = self.guides.iter().flat_map(|guide| &guide.burdens);
        verdicts.into_iter().any(|burden| matches!(burden.verdict, Verdict::More | Verdict::Mixed))
    }
}

/// Compares the guides of two files.
///
/// # Errors
///
/// Returns a message, in Chinese, if a file is not valid YAML or has no guide, or if it is not certain
/// which guides belong together.
pub fn compare(old: &SourceFile, new: &SourceFile, vocabulary: &Vocabulary) -> Result<Comparison, String> {
    let streams = [document::parse(old.text()), document::parse(new.text())];
    let mut editions = Vec::new();
    for (source, stream) in [old, new].into_iter().zip(&streams) {
        if let Some(problem) = stream.problems.iter().find(|problem| problem.kind == ProblemKind::Syntax) {
            let at = source.line_column(problem.span.start);
            let place = format!("{}:{}:{}", source.path(), at.line, at.column);
            return Err(format!("{place} 不是正确的 YAML，不能比较：{}", problem.message));
        }
        let found: Vec<Guide<'_>> = guides(stream, vocabulary).collect();
        if found.is_empty() {
            return Err(format!("{} 不是办事指南：最外层没有任何已知的要素", source.path()));
        }
        if found.iter().any(|guide| !guide.is_whole()) {
            return Err(format!("{} 里的引用展开后太大，不能比较", source.path()));
        }
        editions.push(found);
    }
    let pairs = pairs::pair(&editions[0], &editions[1]).map_err(|pairs::Alone { guide, is_old }| {
        let (own, other) = if is_old { (old, new) } else { (new, old) };
        let line = own.line_column(guide.missing_at(guide.root()).start).line;
        let name = pairs::name(guide).unwrap_or("没有名称的事项");
        let (own, other) = (own.path(), other.path());
        format!("{own} 第 {line} 行起的“{name}”，在 {other} 里找不到编码或名称相同的一份，或不止一份")
    })?;
    let guides = pairs.into_iter().map(|(old, new)| changes(old, new)).collect();
    Ok(Comparison { guides })
}

fn changes(old: &Guide<'_>, new: &Guide<'_>) -> GuideChanges {
    let rows = walk::rows(old, new);
    let burdens = old.vocabulary.burdens().iter().map(|name| {
        let own: Vec<&Row> = rows.iter().filter(|row| row.burden.as_ref() == Some(name)).collect();
        let is_stated = [old, new].iter().any(|guide| walk::states(guide, name));
        let verdict = if is_stated { verdict(&own) } else { Verdict::Unstated };
        BurdenChange { name: name.clone(), verdict }
    });
    let start = |guide: &Guide<'_>| guide.missing_at(guide.root());
    GuideChanges {
        name: pairs::name(new).or(pairs::name(old)).unwrap_or_default().to_owned(),
        starts: (start(old), start(new)),
        burdens: burdens.collect(),
        rows,
    }
}

/// Sums up the changes of a burden.
fn verdict(rows: &[&Row]) -> Verdict {
    let counted: Vec<&str> = rows.iter().filter(|row| row.is_count).map(|row| &*row.element).collect();
    // Single items do not count if the number of items is compared.
    let is_counted = |row: &Row| row.item.is_some() && row.part.is_none() && counted.contains(&&*row.element);
    let has = |effect| rows.iter().any(|row| row.effect == Some(effect) && !is_counted(row));
    let is_told = rows.iter().any(|row| row.item.is_none() && row.effect.is_some());
    // What is unclear inside a list does not matter if the whole list was compared.
    let is_unclear = |row: &&Row| row.change == Change::Incomparable && (row.item.is_none() || !is_told);
    match (has(Effect::Fewer), has(Effect::More)) {
        (true, true) => Verdict::Mixed,
        _ if rows.iter().copied().any(|row| is_unclear(&row)) => Verdict::Unclear,
        (true, false) => Verdict::Fewer,
        (false, true) => Verdict::More,
        _ if rows.is_empty() => Verdict::Same,
        _ => Verdict::Changed,
    }
}
