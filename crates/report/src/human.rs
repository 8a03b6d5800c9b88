//! The report for people: text around excerpts of the source.
//!
//! The only file that uses miette, which draws the frames and underlines. `excerpt` and `prose` work around
//! what miette gets wrong (columns in bytes, locations at the end of a file, control characters, long lines,
//! Chinese text): it only gets short lines without special characters.

use std::fmt;
use std::io;

use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents,
    SourceCode, SourceSpan, SpanContents, ThemeCharacters, ThemeStyles,
};

use super::excerpt::{Block, Mark, excerpt};
use super::group::{Group, write_note};
use super::points::Points;
use super::prose::{Page, Paragraph, Tone};
use super::visible;
use super::{aside, closing};
use guidelint_core::finding::Severity;
use guidelint_core::lint::{FileReport, ReadBy, ReadKey, Run};
use guidelint_messages::Language;

/// Options of the report for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HumanOptions {
    /// Width of the terminal, in cells; a Chinese character takes two.
    pub width: usize,
    /// Whether to colour, with terminal escape sequences.
    pub color: bool,
    /// Whether to leave out the closing summary, unless the run failed to do its work.
    pub quiet: bool,
    /// Whether to list the rules that had nothing to check, and all findings that do not count.
    pub verbose: bool,
}

impl Default for HumanOptions {
    fn default() -> Self {
        Self { width: 80, color: false, quiet: false, verbose: false }
    }
}

/// Narrower terminals are treated as if they had this width.
const LEAST_WIDTH: usize = 24;

/// Writes a run for people.
///
/// # Errors
///
/// Returns an error if `out` cannot be written to.
pub fn write(
    out: &mut impl io::Write,
    run: &Run,
    options: &HumanOptions,
    language: Language,
) -> io::Result<()> {
    let options = HumanOptions { width: options.width.max(LEAST_WIDTH), ..*options };
    let page = Page::new(options.width, options.color, language);
    let mut first = true;
    for file in run.files.iter().filter(|file| !file.findings.is_empty()) {
        let points = Points::of(file);
        for group in Group::all(&file.findings) {
            if !std::mem::take(&mut first) {
                writeln!(out)?;
            }
            write_group(out, file, &points, &group, page, options)?;
        }
        write_read_keys(out, file, page)?;
    }
    aside::write(out, run, page, options.verbose)?;
    closing::write(out, run, page, options.quiet, options.verbose)
}

/// Writes how the keys of elements with findings were read, unless a list shows them. Otherwise an author
/// would look in vain for the element that a finding names.
fn write_read_keys(out: &mut impl io::Write, file: &FileReport, page: Page) -> io::Result<()> {
    let is_found = |read: &&ReadKey| {
        read.by != ReadBy::Name
            && file.findings.iter().any(|finding| !finding.is_absence && names(&finding.path, &read.element))
    };
    let keys = file.guides.iter().flat_map(|guide| &guide.read_as).filter(is_found);
    let keys: Vec<String> = keys.map(|read| closing::read_key(read, page.language)).collect();
    if keys.is_empty() {
        return Ok(());
    }
    let keys = keys.join(page.language.common().between_clauses());
    Paragraph::labelled(2, page.language.human().readings(), Tone::Faint, page)
        .with(&keys, Tone::Plain)
        .write(out, page)
}

/// Whether a path leads to an element or into it, as `申请材料[3].材料名称` does for 申请材料.
fn names(place: &str, element: &str) -> bool {
    let mut steps = place.split('.').map(|step| step.split('[').next().unwrap_or_default());
    element.split('.').map(|step| step.trim_end_matches("[]")).all(|step| steps.next() == Some(step))
}

fn write_group(
    out: &mut impl io::Write,
    file: &FileReport,
    points: &Points,
    group: &Group<'_>,
    page: Page,
    options: HumanOptions,
) -> io::Result<()> {
    let places = group.places();
    let excerpt = excerpt(&file.source, points, &places, options.width);
    group.write_heading(out, page)?;
    let path = visible::line(file.source.path());
    for block in &excerpt.blocks {
        let drawing = Drawing { path: &path, block };
        out.write_all(drawing.drawn(group.severity(), options.color).as_bytes())?;
    }
    if !excerpt.complete {
        group.write_range(out, points, page)?;
    }
    let untold = places.iter().enumerate().filter(|&(index, _)| !excerpt.tells(index));
    for (_, place) in untold {
        write_note(out, place, points.at(place.span.start).line_column(), page)?;
    }
    group.write_details(out, page)
}

/// A block in the form that miette needs: a message without text, with locations in a source.
#[derive(Debug)]
struct Drawing<'a> {
    path: &'a str,
    block: &'a Block<'a>,
}

impl Drawing<'_> {
    /// The drawing as text.
    fn drawn(&self, severity: Severity, color: bool) -> String {
        let mut drawn = String::new();
        // Writing to a string cannot fail.
        GraphicalReportHandler::new_themed(self.theme(severity, color))
            .without_syntax_highlighting()
            .with_wrap_lines(false)
            .render_report(&mut drawn, self)
            .expect("an excerpt has a line for each of its marks");
        // The empty message still takes a line.
        drawn.split_off(drawn.find('\n').map_or(0, |at| at + 1))
    }

    /// Colours: marks of the finding by its severity, other marks as explanations.
    fn theme(&self, severity: Severity, color: bool) -> GraphicalTheme {
        let mut styles = if color { ThemeStyles::ansi() } else { ThemeStyles::none() };
        let own = match severity {
            Severity::Error => styles.error,
            Severity::Warning => styles.warning,
            Severity::Advice => styles.advice,
        };
        let style = |mark: &Mark<'_>| if mark.own { own } else { styles.help };
        styles.highlights = self.block.marks.iter().map(style).collect();
        GraphicalTheme { characters: ThemeCharacters::unicode(), styles }
    }
}

impl fmt::Display for Drawing<'_> {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

impl std::error::Error for Drawing<'_> {}

impl Diagnostic for Drawing<'_> {
    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(self)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let label = |mark: &Mark<'_>| {
            let note = mark.note.as_deref().map(str::to_owned);
            let span = SourceSpan::from(mark.range.clone());
            if mark.own {
                LabeledSpan::new_primary_with_span(note, span)
            } else {
                LabeledSpan::new_with_span(note, span)
            }
        };
        Some(Box::new(self.block.marks.iter().map(label)))
    }
}

impl SourceCode for Drawing<'_> {
    /// Returns the whole block for every request. Without context, miette asks for the location of a mark, to
    /// show it in the header.
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        lines_before: usize,
        _lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let Block { text, lines, marks } = self.block;
        let mark = marks.iter().find(|mark| mark.range.start == span.offset());
        let (line, column) = match mark {
            Some(mark) if lines_before == 0 => (mark.start.line, mark.start.column),
            _ => (lines.start, 1),
        };
        Ok(Box::new(MietteSpanContents::new_named(
            self.path.to_owned(),
            text.as_bytes(),
            (0..text.len()).into(),
            line - 1,
            column - 1,
            lines.len(),
        )))
    }
}
