//! The changes between two editions of a guide: a table for people, one JSON object for programs.
//!
//! Only the table uses comfy-table; the JSON is `guidelint.diff/1`, whose shape is in `shape`.

use std::io;

use comfy_table::presets::UTF8_HORIZONTAL_ONLY;
use comfy_table::{ContentArrangement, Table};

use super::json::{schema_of, tool};
use super::visible;
use super::wording::labelled;
use guidelint_core::guide_diff::{Change, Comparison, Effect, GuideChanges, Row, Said, Verdict};
use guidelint_core::text::{self, SourceFile};
use guidelint_messages::Language;

mod shape;

/// The files that were compared.
#[derive(Clone, Copy, Debug)]
pub struct Editions<'e> {
    /// The old edition.
    pub old: &'e SourceFile,
    /// The new edition.
    pub new: &'e SourceFile,
}

/// On terminals with fewer cells than this, changes are listed below each other instead of in a table.
const LEAST_WIDTH: usize = 64;

/// The number of characters of a text to show.
const MOST_CHARACTERS: usize = 48;

/// The greatest length of values in the summary.
const MOST_IN_SUMMARY: usize = 12;

/// Writes a comparison for people, for a terminal of `width` cells.
///
/// # Errors
///
/// Returns an error if `out` cannot be written to.
pub fn human(
    out: &mut impl io::Write,
    comparison: &Comparison,
    editions: Editions<'_>,
    width: usize,
    language: Language,
) -> io::Result<()> {
    let messages = language.diff();
    let Editions { old, new } = editions;
    writeln!(out, "{}", messages.editions(&visible::line(old.path()), &visible::line(new.path())))?;
    for guide in &comparison.guides {
        writeln!(out)?;
        let name = visible::line(&guide.name);
        if !name.is_empty() {
            writeln!(out, "{name}")?;
        }
        if guide.rows.is_empty() {
            writeln!(out, "{}", messages.unchanged())?;
            continue;
        }
        writeln!(out, "{}", labelled(messages.burdens(), &summary(guide, language), language))?;
        let (burdens, others): (Vec<&Row>, _) = guide.rows.iter().partition(|row| row.burden.is_some());
        let mut burdens = burdens;
        let rank = |row: &&Row| guide.burdens.iter().position(|own| Some(&own.name) == row.burden.as_ref());
        burdens.sort_by_key(rank);
        for (title, rows) in [(messages.burden_changes(), burdens), (messages.other_changes(), others)] {
            if !rows.is_empty() {
                writeln!(out, "\n{title}")?;
                changes(out, &rows, editions, width, language)?;
            }
        }
    }
    Ok(())
}

/// Every burden with its change: `材料 6→5 减少1；费用 未变`.
fn summary(guide: &GuideChanges, language: Language) -> String {
    let messages = language.diff();
    let said = guide.burdens.iter().map(|burden| {
        let word = verdict(burden.verdict, language);
        let own = guide.rows.iter().filter(|row| row.burden.as_ref() == Some(&burden.name));
        let mut whole = own.filter(|row| row.item.is_none() && row.part.is_none());
        // Show the values if the burden has a single one; otherwise only the effect.
        let values = match (whole.next(), whole.next()) {
            (Some(row), None) if burden.verdict != Verdict::Same => values(row, messages.items()),
            _ => None,
        };
        let is_told = matches!(burden.verdict, Verdict::Fewer | Verdict::More);
        let by = values.as_ref().and_then(|(_, by)| by.clone()).filter(|_| is_told).unwrap_or_default();
        let values = values.map(|(values, _)| format!("{values} ")).unwrap_or_default();
        format!("{} {values}{word}{by}", burden.name)
    });
    said.collect::<Vec<_>>().join(language.common().between_parts())
}

/// The values of a change and their difference; `None` if they are too long for the summary. Of numbers of
/// items, which end with `items`, only the number is shown.
fn values(row: &Row, items: &str) -> Option<(String, Option<String>)> {
    let short = |said: &Option<Said>| {
        let text = said.as_ref()?.text.trim_end_matches(items);
        (text.chars().count() <= MOST_IN_SUMMARY).then(|| visible::line(text).into_owned())
    };
    Some((format!("{}→{}", short(&row.old)?, short(&row.new)?), row.by.clone()))
}

fn verdict(verdict: Verdict, language: Language) -> &'static str {
    let messages = language.diff();
    match verdict {
        Verdict::Unstated => messages.unstated(),
        Verdict::Same => messages.same(),
        Verdict::Fewer => messages.fewer(),
        Verdict::More => messages.more(),
        Verdict::Mixed => messages.mixed(),
        Verdict::Changed => messages.other(),
        Verdict::Unclear => messages.unclear(),
    }
}

fn changes(
    out: &mut impl io::Write,
    rows: &[&Row],
    editions: Editions<'_>,
    width: usize,
    language: Language,
) -> io::Result<()> {
    let messages = language.diff();
    if width < LEAST_WIDTH {
        return rows.iter().try_for_each(|row| stacked(out, row, editions, language));
    }
    let has_burden = rows.iter().any(|row| row.burden.is_some());
    let mut table = Table::new();
    table
        .load_style(UTF8_HORIZONTAL_ONLY)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(u16::try_from(width).unwrap_or(u16::MAX));
    let heads =
        [messages.column_element(), messages.column_old(), messages.column_new(), messages.column_change()];
    if has_burden {
        table.set_header([&[messages.column_burden()][..], &heads, &[messages.column_effect()]].concat());
    } else {
        table.set_header(heads);
    }
    for row in rows {
        let (old, new) = texts(row);
        let at = |text: String, said: &Option<Said>, source| {
            said.as_ref().map_or_else(|| "—".to_owned(), |said| format!("{text}\n{}", place(source, said)))
        };
        let own = vec![
            about(row, has_burden, language),
            at(old, &row.old, editions.old),
            at(new, &row.new, editions.new),
            change(row, language),
        ];
        if has_burden {
            let burden = row.burden.clone().unwrap_or_default();
            table.add_row([vec![burden], own, vec![effect(row, language).to_owned()]].concat());
        } else {
            table.add_row(own);
        }
    }
    for line in table.lines() {
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

/// A change in lines below each other.
fn stacked(
    out: &mut impl io::Write,
    row: &Row,
    editions: Editions<'_>,
    language: Language,
) -> io::Result<()> {
    let (messages, common) = (language.diff(), language.common());
    let burden = row.burden.as_ref().map(|burden| format!("{burden}{}", common.gap())).unwrap_or_default();
    let effect = row.burden.as_ref().map(|_| effect(row, language).to_owned());
    let changed: Vec<_> = [change(row, language)].into_iter().chain(effect).collect();
    let changed = changed.join(common.between_clauses());
    writeln!(out, "{burden}{}", labelled(&about(row, false, language), &changed, language))?;
    let (old, new) = texts(row);
    for (name, text, said, source) in [
        (messages.old_edition(), old, &row.old, editions.old),
        (messages.new_edition(), new, &row.new, editions.new),
    ] {
        if let Some(said) = said {
            writeln!(out, "  {name} {text}{}", common.remark(&place(source, said)))?;
        }
    }
    Ok(())
}

/// What a change is about: `申请材料“营业执照”的复印件份数`. The list of an item is left out if it is already named.
fn about(row: &Row, is_list_said: bool, language: Language) -> String {
    let item = row.item.as_ref().map(|item| cut(&visible::line(item), 0));
    let list = if is_list_said && item.is_some() { "" } else { &row.element };
    let text = language.diff().subject(list, item.as_deref(), row.part.as_deref());
    visible::line(&text).into_owned()
}

fn change(row: &Row, language: Language) -> String {
    let messages = language.diff();
    let word = match row.change {
        Change::Added => messages.added(),
        Change::Removed => messages.removed(),
        Change::Less => messages.less(),
        Change::More => messages.increased(),
        Change::Changed => messages.changed(),
        Change::Incomparable => messages.incomparable(),
    };
    let by = row.by.as_ref().map(|by| format!(" {by}")).unwrap_or_default();
    let note = row.note.map(|note| language.common().remark(note)).unwrap_or_default();
    format!("{word}{by}{note}")
}

fn effect(row: &Row, language: Language) -> &'static str {
    let messages = language.diff();
    match row.effect {
        Some(Effect::Fewer) => messages.effect_fewer(),
        Some(Effect::More) => messages.effect_more(),
        Some(Effect::Same) => messages.effect_same(),
        None => messages.effect_unknown(),
    }
}

/// The texts of both editions; of long ones, the part where they begin to differ.
fn texts(row: &Row) -> (String, String) {
    let text = |said: &Option<Said>| {
        let text = said.as_ref().map(|said| said.text.split_whitespace().collect::<Vec<_>>().join(" "));
        visible::line(&text.unwrap_or_default()).into_owned()
    };
    let (old, new) = (text(&row.old), text(&row.new));
    let same = old.chars().zip(new.chars()).take_while(|(old, new)| old == new).count();
    let from = if row.old.is_some() && row.new.is_some() { same } else { 0 };
    (cut(&old, from), cut(&new, from))
}

/// A text; of a long one, the part around a character.
fn cut(text: &str, around: usize) -> String {
    let length = text.chars().count();
    if length <= MOST_CHARACTERS {
        return text.to_owned();
    }
    let start = around.saturating_sub(MOST_CHARACTERS / 4).min(length - MOST_CHARACTERS);
    let part: String = text.chars().skip(start).take(MOST_CHARACTERS).collect();
    let (before, behind) =
        (if start > 0 { "…" } else { "" }, if start + MOST_CHARACTERS < length { "…" } else { "" });
    format!("{before}{part}{behind}")
}

/// A location as shown to people.
fn place(source: &SourceFile, said: &Said) -> String {
    let at = source.line_column(said.span.start);
    format!("{}:{}", at.line, at.column)
}

/// Writes a comparison as one JSON object and a line break.
///
/// # Errors
///
/// Returns an error if `out` cannot be written to.
pub fn json(out: &mut impl io::Write, comparison: &Comparison, editions: Editions<'_>) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &report(comparison, editions))?;
    writeln!(out)
}

/// The JSON Schema (2020-12) of what [`json`] writes.
pub fn schema() -> serde_json::Value {
    schema_of::<shape::Diff<'_>>()
}

fn report<'c>(comparison: &'c Comparison, editions: Editions<'c>) -> shape::Diff<'c> {
    let guide = |guide: &'c GuideChanges| shape::Guide {
        name: &guide.name,
        old: position(editions.old, guide.starts.0.start),
        new: position(editions.new, guide.starts.1.start),
        burdens: guide
            .burdens
            .iter()
            .map(|burden| shape::Burden { name: &burden.name, verdict: burden.verdict.into() })
            .collect(),
        changes: guide.rows.iter().map(|row| written(row, editions)).collect(),
    };
    shape::Diff {
        schema: shape::Version::One,
        tool: tool(),
        old: editions.old.path(),
        new: editions.new.path(),
        guides: comparison.guides.iter().map(guide).collect(),
    }
}

fn written<'c>(row: &'c Row, editions: Editions<'c>) -> shape::Row<'c> {
    let said = |said: &'c Option<Said>, source| {
        said.as_ref().map(|said| shape::Said {
            text: &said.text,
            path: &said.path,
            span: super::json::shape::Span {
                start: position(source, said.span.start),
                end: position(source, said.span.end),
            },
        })
    };
    shape::Row {
        burden: row.burden.as_deref(),
        element: &row.element,
        item: row.item.as_deref(),
        part: row.part.as_deref(),
        change: row.change.into(),
        effect: row.effect.map(Into::into),
        by: row.by.as_deref(),
        is_count: row.is_count,
        old: said(&row.old, editions.old),
        new: said(&row.new, editions.new),
        note: row.note,
    }
}

fn position(source: &SourceFile, byte: u32) -> super::json::shape::Position {
    let at = source.line_column(byte);
    let text::Utf16Position { character, .. } = source.utf16_position(byte);
    super::json::shape::Position { line: at.line, char: at.column, utf16: character, byte: byte as usize }
}
