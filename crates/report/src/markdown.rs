//! Markdown for a comment on a merge request: totals, a table of files, the findings.
//!
//! GitHub limits comments to 65536 characters. What does not fit is left out from the end, the least severe
//! first, and the comment says how much that is.
//!
//! Text of guides stays text: it cannot become markup, a link, a reference or a mention. Platforms look for
//! references after they have rendered Markdown, when backslashes are already gone, so only an empty
//! character keeps `@name` from notifying somebody.

use std::io;

use super::points::Points;
use super::unchecked::{self, Unchecked};
use super::window::Window;
use super::{FailOn, Summary, closing, visible, wording};
use guidelint_core::finding::{Finding, Severity, Suppressed};
use guidelint_core::lint::{FileReport, Run, Status};
use guidelint_messages::Language;

/// The limit for characters of a comment; the rest is left for what the platform adds.
const MOST: usize = 60_000;

/// The limit for characters of the list of files, to leave room for findings.
const MOST_OF_FILES: usize = 20_000;

/// The width of an excerpt, in cells.
const WIDTH: usize = 100;

/// Writes a run as one comment.
///
/// # Errors
///
/// Returns an error if `out` cannot be written to.
pub fn write(out: &mut impl io::Write, run: &Run, fail_on: FailOn, language: Language) -> io::Result<()> {
    let summary = Summary::of(run);
    let end = end(run, language);
    let mut comment = Comment { text: head(&summary, fail_on, language), left: MOST_OF_FILES };
    write_files(&mut comment, run, language);
    // Leave room for the end, and for the note about what was left out.
    comment.left = MOST.saturating_sub(length(&comment.text) + length(&end) + 200);
    write_findings(&mut comment, run, language);
    writeln!(out, "{}\n{end}", comment.text)
}

/// A comment while it is written.
struct Comment {
    text: String,
    /// The number of characters that are left.
    left: usize,
}

impl Comment {
    /// Adds a part if there is room for all of it.
    fn add(&mut self, part: &str) -> bool {
        let fits = length(part) <= self.left;
        if fits {
            self.text += part;
            self.left -= length(part);
        }
        fits
    }

    /// Adds parts until one does not fit. Returns the number of those left out.
    fn add_all(&mut self, parts: impl ExactSizeIterator<Item = String>) -> usize {
        let all = parts.len();
        let mut parts = parts;
        all - parts.by_ref().take_while(|part| self.add(part)).count()
    }
}

fn length(text: &str) -> usize {
    text.chars().count()
}

/// The result of the run, and whether it could do its work.
fn head(summary: &Summary, fail_on: FailOn, language: Language) -> String {
    let (messages, common) = (language.formats(), language.common());
    let &Summary { files, guides, errors, warnings, advice, suppressed, coming, .. } = summary;
    let mut head = format!("## {}\n\n", messages.comment_title());
    if let Some(trouble) = summary.trouble() {
        head.extend([format!("> **{}**\n\n", common.incomplete(&trouble.in_words(language)))]);
    }
    let counts = [(Severity::Error, errors), (Severity::Warning, warnings), (Severity::Advice, advice)];
    let counts = counts.into_iter().filter(|&(_, count)| count > 0);
    let counts: Vec<_> =
        counts.map(|(severity, count)| format!("{} {count}", common.severity(severity.into()))).collect();
    let found = if counts.is_empty() {
        messages.comment_no_findings().into()
    } else {
        counts.join(common.between_clauses())
    };
    head += &messages.comment_checked(guides, files, &format!("**{found}**"));
    if suppressed + coming > 0 {
        head += &messages.comment_not_counted(suppressed + coming);
    }
    if let (Some(least), failing @ 1..) = (fail_on.least(), summary.failing(fail_on)) {
        head += &messages.comment_fails(failing, least.into());
    }
    head + "\n"
}

/// Writes the files about which there is something to report.
fn write_files(comment: &mut Comment, run: &Run, language: Language) {
    let (messages, common) = (language.formats(), language.common());
    let is_told = |file: &&FileReport| !file.findings.is_empty() || file.status != Status::Checked;
    let told: Vec<_> = run.files.iter().filter(is_told).collect();
    let clean = run.files.len() - told.len();
    if !told.is_empty() {
        let [errors, warnings, advice] =
            [Severity::Error, Severity::Warning, Severity::Advice].map(|one| common.severity(one.into()));
        let columns = [messages.comment_file(), messages.comment_status(), errors, warnings, advice];
        comment.add(&format!("\n| {} |\n|---|---|--:|--:|--:|\n", columns.join(" | ")));
        let missing = comment.add_all(told.iter().map(|file| row(file, language)));
        if missing > 0 {
            comment.text.extend([format!("\n{}\n", messages.comment_more_files(missing))]);
        }
    }
    if clean > 0 && !told.is_empty() {
        comment.text.extend([format!("\n{}\n", messages.comment_clean_files(clean))]);
    }
}

fn row(file: &FileReport, language: Language) -> String {
    let messages = language.formats();
    let count = |severity| file.findings.iter().filter(|finding| finding.severity == severity).count();
    let [errors, warnings, advice] = [Severity::Error, Severity::Warning, Severity::Advice].map(count);
    let status = match (&file.status, unchecked::of_file(file, language)) {
        (Status::Broken, _) => messages.status_broken().into(),
        (Status::Settings, _) => messages.status_settings().into(),
        (_, Some(Unchecked { severity: Severity::Error, reason, .. })) => {
            let label = format!("**{}**", messages.status_unreadable());
            wording::labelled(&label, &escaped(&reason), language)
        }
        (_, Some(_)) => messages.status_not_a_guide().into(),
        _ => messages.status_checked().into(),
    };
    format!("| {} | {status} | {errors} | {warnings} | {advice} |\n", escaped(file.source.path()))
}

/// Writes the findings, the most severe first.
fn write_findings(comment: &mut Comment, run: &Run, language: Language) {
    let (messages, common) = (language.formats(), language.common());
    let files: Vec<_> = run.files.iter().map(|file| (file, Points::of(file))).collect();
    let all = || {
        files
            .iter()
            .flat_map(|(file, points)| file.findings.iter().map(move |finding| (file, points, finding)))
    };
    let mut missing = Vec::new();
    let asides: Vec<_> = files
        .iter()
        .flat_map(|(file, points)| {
            file.suppressed.iter().map(move |aside| aside_part(file, points, aside, language))
        })
        .collect();
    for severity in [Severity::Error, Severity::Warning, Severity::Advice] {
        let own: Vec<_> = all().filter(|(.., finding)| finding.severity == severity).collect();
        let (count, word) = (own.len(), common.severity(severity.into()));
        let heading = format!("\n### {word}{}\n", common.remark(&count.to_string()));
        // If more severe findings were left out, leave out the less severe ones too.
        let has_room = missing.is_empty() && count > 0 && comment.add(&heading);
        let parts = own.into_iter().map(|(file, points, finding)| part(file, points, finding, language));
        let left_out = if has_room { comment.add_all(parts) } else { count };
        missing.extend((left_out > 0).then(|| messages.left_out(left_out, severity.into())));
    }
    let count = asides.len();
    let heading =
        format!("\n### {}{}\n\n", messages.heading_not_counted(), common.remark(&count.to_string()));
    let has_room = missing.is_empty() && count > 0 && comment.add(&heading);
    let left_out = if has_room { comment.add_all(asides.into_iter()) } else { count };
    missing.extend((left_out > 0).then(|| messages.not_counted_left_out(left_out)));
    if !missing.is_empty() {
        let too_long = messages.comment_too_long(&missing.join(common.between_items()));
        comment.text.extend([format!("\n> {too_long}\n")]);
    }
}

/// A finding: what is wrong, the line, what to write instead, what the rule rests on.
fn part(file: &FileReport, points: &Points, finding: &Finding, language: Language) -> String {
    let common = language.common();
    let at = points.at(finding.extent().start);
    let place = format!("{} {}", escaped(file.source.path()), common.position(at.line, at.column));
    let place = wording::labelled(common.place(), &place, language);
    let mut part = format!("\n**{}**  \n{place}\n", escaped(&finding.message).trim());
    let excerpt = excerpt(file, points, finding);
    if !excerpt.trim().is_empty() {
        part.extend(["\n", &fenced(&excerpt)]);
    }
    part.push('\n');
    let rule = wording::labelled(common.rule(), &finding.rule.id, language);
    let details = wording::details(finding, points, language).chain([rule]);
    part.extend(details.map(|line| format!("- {}\n", escaped(&line))));
    part
}

/// One line for a finding that does not count.
fn aside_part(
    file: &FileReport,
    points: &Points,
    Suppressed { finding, reason }: &Suppressed,
    language: Language,
) -> String {
    let at = points.at(finding.extent().start);
    let place = format!("{} {}", file.source.path(), language.common().position(at.line, at.column));
    let line = format!("{} {}", wording::aside_line(finding, reason, language), finding.rule.id);
    let line = wording::labelled(&place, &line, language);
    format!("- {}\n", escaped(&line))
}

/// The line on which a finding starts, cut around it.
fn excerpt(file: &FileReport, points: &Points, finding: &Finding) -> String {
    let extent = finding.extent();
    let (start, end) = (points.at(extent.start), points.at(extent.end));
    let text = &file.source.text()[start.line_start..];
    let line = text.split(['\r', '\n']).next().unwrap_or_default();
    // A byte order mark is not visible.
    let visible = line.trim_start_matches('\u{feff}');
    let (hidden, shown) = (line.len() - visible.len(), visible.len());
    let within = |byte: usize| (byte - start.line_start).saturating_sub(hidden).min(shown);
    let mark = within(start.byte)..within(end.byte);
    Window::new(visible, std::slice::from_ref(&mark), WIDTH).text
}

/// A text as it is, in a code block that fences in the text cannot end. Every line ends with a line break.
pub(super) fn fenced(text: &str) -> String {
    let fence = "`".repeat(longest_run(text, '`').max(2) + 1);
    format!("{fence}yaml\n{text}\n{fence}\n")
}

fn longest_run(text: &str, character: char) -> usize {
    text.split(|c| c != character).map(str::len).max().unwrap_or_default()
}

/// The packs that were used, and what no rule checks.
fn end(run: &Run, language: Language) -> String {
    let lines: Vec<_> = closing::lines(run, language).map(|line| escaped(&line)).collect();
    if lines.is_empty() { String::new() } else { format!("---\n\n{}\n", lines.join("  \n")) }
}

/// A text on one line that Markdown shows as it is.
pub(crate) fn escaped(text: &str) -> String {
    let text = visible::line(text);
    let mut escaped = String::with_capacity(text.len() + 8);
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '<' => escaped += "&lt;",
            '>' => escaped += "&gt;",
            '&' => escaped += "&amp;",
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '#' | '!' | '$' => escaped.extend(['\\', c]),
            c => escaped.push(c),
        }
        // Characters of references on GitHub and GitLab, and of addresses that are linked automatically.
        let refers = matches!(c, '@' | '#' | '!' | '$' | '%' | '&' | '~' | '^' | ':')
            && rest.peek().is_some_and(|next| next.is_alphanumeric() || matches!(next, '"' | '/' | '_'));
        let addresses = c == '.' && escaped.to_ascii_lowercase().ends_with("www.");
        if refers || addresses {
            escaped += "&#8203;";
        }
    }
    escaped
}
