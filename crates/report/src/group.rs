//! Groups of findings at the same location, in words.
//!
//! A guide without its required elements has a dozen findings, all at its first key. One drawing with a list
//! of what is wrong there is easier to read than a dozen equal drawings.

use std::io;

use super::excerpt::Place;
use super::points::Points;
use super::prose::{Page, Paragraph, Tone};
use super::visible;
use super::wording::{citation, place as told_place};
use guidelint_core::finding::{Finding, RuleInfo, Severity};
use guidelint_core::text::LineColumn;
use guidelint_messages::Language;

/// Consecutive findings of one file at the same location.
#[derive(Debug)]
pub(super) struct Group<'a> {
    /// At least one; the most severe first.
    findings: Vec<&'a Finding>,
}

impl<'a> Group<'a> {
    /// Splits the findings of a file into groups.
    pub(super) fn all(findings: &'a [Finding]) -> impl Iterator<Item = Self> {
        findings.chunk_by(|left, right| left.spans == right.spans).map(|same| {
            let mut findings: Vec<_> = same.iter().collect();
            findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
            Self { findings }
        })
    }

    /// The highest severity of its findings.
    pub(super) fn severity(&self) -> Severity {
        self.findings[0].severity
    }

    /// The locations that a drawing shows: that of the findings, then related ones.
    pub(super) fn places(&self) -> Vec<Place<'a>> {
        let own = self.findings[0].spans.iter().map(|&span| Place { span, note: None });
        let mut places: Vec<Place<'a>> = own.collect();
        for related in self.findings.iter().flat_map(|finding| &finding.related) {
            let place = Place { span: related.span, note: Some(&related.message) };
            if !places.contains(&place) {
                places.push(place);
            }
        }
        places
    }

    /// Writes what is wrong or, for several findings, their numbers.
    pub(super) fn write_heading(&self, out: &mut impl io::Write, page: Page) -> io::Result<()> {
        let heading = match &*self.findings {
            [finding] => {
                named(0, finding.severity, page).with(&visible::line(&finding.message), Tone::Strong)
            }
            findings => {
                let count = page.language.human().findings_here(findings.len());
                let severities = [Severity::Error, Severity::Warning, Severity::Advice];
                let number =
                    |severity| findings.iter().filter(|finding| finding.severity == severity).count();
                counted(
                    Paragraph::plain(0).with(&count, Tone::Strong),
                    severities.map(|severity| (severity, number(severity))),
                    page.language,
                )
            }
        };
        heading.write(out, page)
    }

    /// The findings, the most severe first.
    pub(super) fn findings(&self) -> &[&'a Finding] {
        &self.findings
    }

    /// Writes the range of lines if the drawing does not show all of them.
    pub(super) fn write_range(
        &self,
        out: &mut impl io::Write,
        points: &Points,
        page: Page,
    ) -> io::Result<()> {
        Paragraph::labelled(2, page.language.common().extent(), Tone::Faint, page)
            .with(&self.range(points, page.language), Tone::Plain)
            .write(out, page)
    }

    /// The range of lines, in words.
    pub(super) fn range(&self, points: &Points, language: Language) -> String {
        let extent = self.findings[0].extent();
        let (start, end) = (points.at(extent.start), points.at(extent.end));
        // A block that ends with its line break ends on that line.
        let last = if end.column == 1 && end.line > start.line { end.line - 1 } else { end.line };
        language.common().lines(start.line, last)
    }

    /// Writes the rules, what they rest on, and what to write instead.
    pub(super) fn write_details(&self, out: &mut impl io::Write, page: Page) -> io::Result<()> {
        if let [finding] = &*self.findings {
            write_rule(out, finding, page)?;
            write_elsewhere(out, 2, finding, page)?;
            write_clause(out, 2, &finding.rule, None, page)?;
            return write_help(out, 2, finding, page);
        }
        let mut before = None;
        for finding in &self.findings {
            named(2, finding.severity, page)
                .with(&visible::line(&finding.message), Tone::Plain)
                .with(&format!(" [{}]", finding.rule.id), Tone::Faint)
                .write(out, page)?;
            write_elsewhere(out, 4, finding, page)?;
            write_clause(out, 4, &finding.rule, before, page)?;
            write_help(out, 4, finding, page)?;
            before = Some(&*finding.rule);
        }
        Ok(())
    }
}

/// Writes a related location in words, if the drawing has no room for its note.
pub(super) fn write_note(
    out: &mut impl io::Write,
    place: &Place<'_>,
    at: LineColumn,
    page: Page,
) -> io::Result<()> {
    let Some(note) = place.note else { return Ok(()) };
    let at = page.language.human().note_at(at.line, at.column);
    Paragraph::labelled(2, page.language.common().see_also(), Tone::Faint, page)
        .with(&at, Tone::Plain)
        .with(&visible::line(note), Tone::Plain)
        .write(out, page)
}

/// A paragraph that starts with the name of a severity.
fn named(indent: usize, severity: Severity, page: Page) -> Paragraph {
    Paragraph::labelled(indent, page.language.common().severity(severity.into()), tone(severity), page)
}

fn tone(severity: Severity) -> Tone {
    match severity {
        Severity::Error => Tone::Error,
        Severity::Warning => Tone::Warning,
        Severity::Advice => Tone::Advice,
    }
}

/// A paragraph with the number of findings of every severity: `6 个错误、1 个警告`.
pub(super) fn counted(
    mut paragraph: Paragraph,
    counts: [(Severity, usize); 3],
    language: Language,
) -> Paragraph {
    let common = language.common();
    for (index, (severity, count)) in counts.into_iter().filter(|&(_, count)| count > 0).enumerate() {
        paragraph = paragraph
            .with(if index == 0 { "" } else { common.between_items() }, Tone::Strong)
            .with(&common.counted(count, severity.into()), tone(severity));
    }
    paragraph
}

fn write_rule(out: &mut impl io::Write, finding: &Finding, page: Page) -> io::Result<()> {
    let (rule, common) = (&finding.rule, page.language.common());
    Paragraph::labelled(2, common.rule(), Tone::Faint, page)
        .with(&rule.id, Tone::Faint)
        .with(&[common.gap(), &visible::line(&rule.title)].concat(), Tone::Plain)
        .write(out, page)?;
    // An element at the root is visible in the excerpt.
    if finding.path.contains(['[', '.']) {
        Paragraph::labelled(2, common.place(), Tone::Faint, page)
            .with(&told_place(&finding.path, page.language), Tone::Plain)
            .write(out, page)?;
    }
    Ok(())
}

/// Writes locations in other files as paths that terminals can open.
fn write_elsewhere(out: &mut impl io::Write, indent: usize, finding: &Finding, page: Page) -> io::Result<()> {
    finding.elsewhere.iter().try_for_each(|place| {
        let at = format!("{}:{}:{} ", visible::line(&place.file), place.at.line, place.at.column);
        Paragraph::labelled(indent, page.language.common().see_also(), Tone::Faint, page)
            .with(&at, Tone::Plain)
            .with(&visible::line(&place.message), Tone::Plain)
            .write(out, page)
    })
}

/// Writes what the rule rests on, unless the rule before rests on the same.
fn write_clause(
    out: &mut impl io::Write,
    indent: usize,
    rule: &RuleInfo,
    before: Option<&RuleInfo>,
    page: Page,
) -> io::Result<()> {
    let Some(clause) = &rule.clause else { return Ok(()) };
    let same =
        before.is_some_and(|before| (&before.clause, before.obligation) == (&rule.clause, rule.obligation));
    let words = if same {
        page.language.human().same_basis().into()
    } else {
        citation(clause, rule.obligation, page.language)
    };
    Paragraph::labelled(indent, page.language.common().basis(), Tone::Faint, page)
        .with(&visible::line(&words), Tone::Plain)
        .write(out, page)
}

fn write_help(out: &mut impl io::Write, indent: usize, finding: &Finding, page: Page) -> io::Result<()> {
    let Some(help) = &finding.help else { return Ok(()) };
    let lines: Vec<_> = help.trim_end().lines().map(visible::line).collect();
    Paragraph::labelled(indent, page.language.common().help(), Tone::Help, page)
        .with(&lines.join("\n"), Tone::Plain)
        .write(out, page)
}
