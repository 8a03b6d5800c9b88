//! Lines that were meant as entries but are not read as such: the message about them, and the fix.

use std::ops::Range;

use crate::document::edit::{self, Respelt};
use crate::document::{self, Kind, lines};
use crate::fix::{self, Applicability, Block, Change, Edit, Fix};
use crate::guide::{ElementId, Labels, Lookalike, What, contents, lookalike};
use crate::text::{SourceFile, Span};

/// The most characters of a value that a message repeats.
const MOST_REPEATED: usize = 12;

/// The most runs of lines that a message names.
const MOST_RUNS: usize = 8;

/// Lines that were meant as entries, in a block of a file.
#[derive(Debug)]
pub(super) struct Misread {
    /// The lines, split into their parts.
    pub(super) lookalike: Lookalike,
    /// Their bytes.
    pub(super) block: Range<usize>,
    is_document: bool,
    /// The kind of record they were meant as.
    record: ElementId,
}

/// The rewritten block.
#[derive(Debug)]
pub(super) struct LayoutFix {
    applicability: Applicability,
    edits: Vec<Edit>,
    block: Block,
}

/// The wording of a finding about misread lines.
pub(super) struct Words {
    /// What is wrong with them.
    pub(super) how: &'static str,
    /// One of them, written correctly.
    pub(super) example: String,
}

impl Misread {
    /// The lines of a block, if they look like a record that is not read as one. The block is a document
    /// or a scalar.
    pub(super) fn of(
        text: &str,
        block: Range<usize>,
        is_document: bool,
        labels: &Labels<'_>,
        record: ElementId,
    ) -> Option<Self> {
        let lookalike = lookalike(text, block.clone(), labels, record)?;
        Some(Self { lookalike, block, is_document, record })
    }

    /// The characters to underline: the colons, one per line.
    pub(super) fn marks(&self) -> impl Iterator<Item = Span> {
        self.lookalike.misread().map(|(_, entry)| Span::new(entry.colon.start, entry.colon.end))
    }

    /// The fix of the block; `None` if the result would not be read as what was meant.
    pub(super) fn mended(&self, text: &str, labels: &Labels<'_>) -> Option<LayoutFix> {
        let Self { lookalike, block, is_document, .. } = self;
        if lookalike.is_cut {
            return None;
        }
        let mut respelt = Vec::with_capacity(lookalike.entries.len());
        for meant in &lookalike.entries {
            let (line, entry) = lookalike.entry(meant)?;
            let rest = meant.rest.iter().map(|&line| &lookalike.lines[line]).collect();
            respelt.push(Respelt { line, entry, column: meant.column, rest });
        }
        let rewriting =
            edit::entries(text, block.clone(), &lookalike.lines, &respelt, &lookalike.before, *is_document)?;
        self.is_read(text, &rewriting.edits, &rewriting.block, labels).then_some(())?;
        // After a colon that YAML does not know, what looks like a comment may be part of the text.
        let is_guessed =
            lookalike.misread().any(|(meant, entry)| meant.element.is_none() || entry.has_comment);
        let applicability =
            if rewriting.moves_lines || is_guessed { Applicability::Unsafe } else { Applicability::Safe };
        Some(LayoutFix { applicability, edits: rewriting.edits, block: rewriting.block })
    }

    /// Whether the block by itself, after some edits, is read as entries.
    fn is_read(&self, text: &str, edits: &[Edit], block: &Block, labels: &Labels<'_>) -> bool {
        let Range { start, end } = self.block;
        // Spaces replace what precedes a scalar on its line, so that the columns stay the same.
        let line = text[..start].rfind(['\r', '\n']).map_or(0, |at| at + 1);
        let before = text[line..start].chars().filter(|&character| character != '\u{feff}').count();
        let before = if self.is_document { 0 } else { before };
        let moved = |at: u32| at as usize - start + before;
        let moved = |edit: &Edit| {
            let span = Span::new(moved(edit.span.start), moved(edit.span.end));
            Edit { span, text: edit.text.clone() }
        };
        let edits: Vec<Edit> = edits.iter().map(moved).collect();
        let alone = fix::edited(&format!("{}{}", " ".repeat(before), &text[start..end]), &edits);
        let stream = document::parse(&alone);
        let mut roots = stream.documents();
        let (Some(root), None) = (roots.next(), roots.next()) else { return false };
        let is_record = if self.record == ElementId::GUIDE {
            contents(&stream, labels).found.iter().any(|content| content.what == What::Guide)
        } else {
            root.kind() == Kind::Mapping
        };
        stream.problems.is_empty() && is_record && edit::has_entries(root, &block.entries)
    }
}

/// One fix for all blocks, if every one of them can be fixed.
pub(super) fn fix(text: &str, misread: &[Misread], labels: &Labels<'_>) -> Option<Fix> {
    let mut applicability = Applicability::Safe;
    let (mut edits, mut blocks) = (Vec::new(), Vec::new());
    for one in misread {
        let mended = one.mended(text, labels)?;
        applicability = applicability.max(mended.applicability);
        edits.extend(mended.edits);
        blocks.push(mended.block);
    }
    let lines = misread.iter().flat_map(Misread::marks).count();
    let title = format!("把 {lines} 行写成“名称: 值”的样子");
    Some(Fix { title, applicability, edits, change: Change::Read(blocks) })
}

impl Words {
    /// The wording for the lines of some blocks.
    pub(super) fn of(text: &str, misread: &[Misread]) -> Self {
        let (mut is_wide, mut is_close, mut is_odd) = (false, false, false);
        let mut example = None;
        for (_, entry) in misread.iter().flat_map(|one| one.lookalike.misread()) {
            if &text[entry.colon.clone()] != ":" {
                is_wide = true;
            } else if text[entry.colon.end..].starts_with(char::is_whitespace) {
                is_odd = true;
            } else {
                is_close = true;
            }
            example.get_or_insert_with(|| {
                let name = lines::unquoted(&text[entry.name.clone()]);
                format!("{name}: {}", shortened(&text[entry.value.clone()])).trim_end().to_owned()
            });
        }
        let how = match (is_wide, is_close, is_odd) {
            (true, false, false) => "用了全角冒号",
            (true, true, false) => "用了全角冒号，或者冒号后面没有空格",
            (true, _, true) => "用了全角冒号，或者冒号后面不是英文空格",
            (false, _, false) => "的冒号后面没有空格",
            (false, _, true) => "的冒号后面不是英文空格",
        };
        Self { how, example: example.unwrap_or_default() }
    }
}

/// The line numbers of locations: `第 1 至 4、9 行`.
pub(super) fn numbers(source: &SourceFile, places: &[Span]) -> String {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for place in places {
        let line = source.line_column(place.start).line;
        match runs.last_mut() {
            Some((_, last)) if *last == line => {}
            Some((_, last)) if *last + 1 == line => *last = line,
            _ => runs.push((line, line)),
        }
    }
    let named = |&(first, last): &(usize, usize)| match last - first {
        0 => first.to_string(),
        1 => format!("{first}、{last}"),
        _ => format!("{first} 至 {last}"),
    };
    let told: Vec<String> = runs.iter().take(MOST_RUNS).map(named).collect();
    let more = if runs.len() > MOST_RUNS { format!("等 {}", places.len()) } else { String::new() };
    format!("第 {}{more} 行", told.join("、"))
}

/// A value for a message, without its end if it is long.
fn shortened(value: &str) -> String {
    match value.char_indices().nth(MOST_REPEATED) {
        Some((end, _)) => format!("{}……", &value[..end]),
        None => value.to_owned(),
    }
}
