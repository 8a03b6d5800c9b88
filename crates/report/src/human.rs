//! The report for people: prose around drawings of the source.
//!
//! The only file that names miette, which draws the frames and underlines. What miette gets wrong
//! (columns in bytes, places at the end of a file, control characters, long lines, Chinese prose)
//! is settled before it, by `excerpt` and `prose`: it sees short, harmless lines.

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

/// How the report for people looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HumanOptions {
    /// Width of the terminal, in cells; a Chinese character takes two.
    pub width: usize,
    /// Whether to colour, with terminal sequences.
    pub color: bool,
    /// Whether to leave out the closing summary of a run that could do its work.
    pub quiet: bool,
    /// Whether to name the rules that found nothing to look at, and all that does not count.
    pub verbose: bool,
}

impl Default for HumanOptions {
    fn default() -> Self {
        Self { width: 80, color: false, quiet: false, verbose: false }
    }
}

/// A narrower terminal than this is taken to be this wide.
const LEAST_WIDTH: usize = 24;

/// Writes a run for people.
///
/// # Errors
///
/// When `out` cannot be written to.
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

/// How keys of elements with findings were read, where no list has them: else an author looks in vain for
/// the element that a finding names.
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

/// Whether the path of a place leads to an element, or into it: `申请材料[3].材料名称` to 申请材料.
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

/// A block as miette takes it: a message without words, with places in a source.
#[derive(Debug)]
struct Drawing<'a> {
    path: &'a str,
    block: &'a Block<'a>,
}

impl Drawing<'_> {
    /// The drawing, in lines.
    fn drawn(&self, severity: Severity, color: bool) -> String {
        let mut drawn = String::new();
        // Only a formatter of ours could fail.
        GraphicalReportHandler::new_themed(self.theme(severity, color))
            .without_syntax_highlighting()
            .with_wrap_lines(false)
            .render_report(&mut drawn, self)
            .expect("an excerpt has a line for each of its marks");
        // The message has no words, but a line.
        drawn.split_off(drawn.find('\n').map_or(0, |at| at + 1))
    }

    /// Marks of the finding in the colour of its severity, others in that of explanations.
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
    /// The whole block, whatever is asked for. Without context miette wants to know where a mark is,
    /// for the header.
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
