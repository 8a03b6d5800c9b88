//! Markdown for a comment on a merge request: totals, a table of files, the findings.
//!
//! GitHub takes comments of 65536 characters. What does not fit is left out from the end, after the
//! gravest, and the comment says how much that is.
//!
//! Text of a guide stays text: no markup, link, reference or mention of it comes to life. Platforms
//! look for references after they have rendered Markdown, where a backslash is gone already; only
//! an empty character between keeps `@name` from calling somebody.

use std::io;

use super::points::Points;
use super::unchecked::{self, Unchecked};
use super::window::Window;
use super::{FailOn, Summary, closing, visible, wording};
use guidelint_core::finding::{Finding, Severity, Suppressed};
use guidelint_core::lint::{FileReport, Run, Status};

/// Characters of a comment, with room for what a platform adds.
const MOST: usize = 60_000;

/// Characters up to which files are listed, so that there is room for findings.
const MOST_OF_FILES: usize = 20_000;

/// Cells of a line of an excerpt.
const WIDTH: usize = 100;

/// Writes a run as one comment.
///
/// # Errors
///
/// When `out` cannot be written to.
pub fn write(out: &mut impl io::Write, run: &Run, fail_on: FailOn) -> io::Result<()> {
    let summary = Summary::of(run);
    let end = end(run);
    let mut comment = Comment { text: head(&summary, fail_on), left: MOST_OF_FILES };
    write_files(&mut comment, run);
    // Room for the end, and for saying what was left out.
    comment.left = MOST.saturating_sub(length(&comment.text) + length(&end) + 200);
    write_findings(&mut comment, run);
    writeln!(out, "{}\n{end}", comment.text)
}

/// A comment as far as it is written.
struct Comment {
    text: String,
    /// Characters that there is still room for.
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

    /// Adds parts up to the first that there is no room for; gives the number of those left out.
    fn add_all(&mut self, parts: impl ExactSizeIterator<Item = String>) -> usize {
        let all = parts.len();
        let mut parts = parts;
        all - parts.by_ref().take_while(|part| self.add(part)).count()
    }
}

fn length(text: &str) -> usize {
    text.chars().count()
}

/// What the run amounts to, and whether it could do its work.
fn head(summary: &Summary, fail_on: FailOn) -> String {
    let &Summary { files, guides, errors, warnings, advice, suppressed, coming, .. } = summary;
    let mut head = String::from("## guidelint 检查办事指南\n\n");
    if let Some(trouble) = summary.trouble() {
        head.extend([format!("> **没有完成检查：{trouble}。**\n\n")]);
    }
    let counts = [(Severity::Error, errors), (Severity::Warning, warnings), (Severity::Advice, advice)];
    let counts = counts.into_iter().filter(|&(_, count)| count > 0);
    let counts: Vec<_> = counts.map(|(severity, count)| format!("{} {count}", severity.word())).collect();
    let found = if counts.is_empty() { "未发现问题".into() } else { counts.join("，") };
    head.extend([format!("检查了 {guides} 份指南（{files} 个文件）：**{found}**。")]);
    if suppressed + coming > 0 {
        head.extend([format!("另有 {} 个问题不计入结果（已豁免、存量或预告）。", suppressed + coming)]);
    }
    if let (Some(least), failing @ 1..) = (fail_on.least(), summary.failing(fail_on)) {
        let above = if least == Severity::Error { "" } else { "以上" };
        head.extend([format!("其中 {failing} 个是{}{above}，检查不通过。", least.word())]);
    }
    head + "\n"
}

/// The files about which there is something to say.
fn write_files(comment: &mut Comment, run: &Run) {
    let is_told = |file: &&FileReport| !file.findings.is_empty() || file.status != Status::Checked;
    let told: Vec<_> = run.files.iter().filter(is_told).collect();
    let clean = run.files.len() - told.len();
    if !told.is_empty() {
        comment.add("\n| 文件 | 检查 | 错误 | 警告 | 建议 |\n|---|---|--:|--:|--:|\n");
        let missing = comment.add_all(told.iter().map(|file| row(file)));
        if missing > 0 {
            comment.text.extend([format!("\n还有 {missing} 个文件没有列在表中。\n")]);
        }
    }
    if clean > 0 && !told.is_empty() {
        comment.text.extend([format!("\n另有 {clean} 个文件未发现问题。\n")]);
    }
}

fn row(file: &FileReport) -> String {
    let count = |severity| file.findings.iter().filter(|finding| finding.severity == severity).count();
    let [errors, warnings, advice] = [Severity::Error, Severity::Warning, Severity::Advice].map(count);
    let status = match (&file.status, unchecked::of_file(file)) {
        (Status::Broken, _) => "读不懂或没有认出的部分没有检查".into(),
        (Status::Settings, _) => "检查的设置".into(),
        (_, Some(Unchecked { severity: Severity::Error, reason, .. })) => {
            format!("**没有检查**：{}", escaped(&reason))
        }
        (_, Some(_)) => "不是办事指南，没有检查".into(),
        _ => "已检查".into(),
    };
    format!("| {} | {status} | {errors} | {warnings} | {advice} |\n", escaped(file.source.path()))
}

/// The findings, the gravest first.
fn write_findings(comment: &mut Comment, run: &Run) {
    let files: Vec<_> = run.files.iter().map(|file| (file, Points::of(file))).collect();
    let all = || {
        files
            .iter()
            .flat_map(|(file, points)| file.findings.iter().map(move |finding| (file, points, finding)))
    };
    let mut missing = Vec::new();
    let asides: Vec<_> = files
        .iter()
        .flat_map(|(file, points)| file.suppressed.iter().map(move |aside| aside_part(file, points, aside)))
        .collect();
    for severity in [Severity::Error, Severity::Warning, Severity::Advice] {
        let own: Vec<_> = all().filter(|(.., finding)| finding.severity == severity).collect();
        let (count, word) = (own.len(), severity.word());
        // Nothing lighter goes where something graver had no room.
        let has_room = missing.is_empty() && count > 0 && comment.add(&format!("\n### {word}（{count}）\n"));
        let parts = own.into_iter().map(|(file, points, finding)| part(file, points, finding));
        let left_out = if has_room { comment.add_all(parts) } else { count };
        missing.extend((left_out > 0).then(|| format!("{left_out} 个{word}")));
    }
    let count = asides.len();
    let has_room =
        missing.is_empty() && count > 0 && comment.add(&format!("\n### 不计入结果（{count}）\n\n"));
    let left_out = if has_room { comment.add_all(asides.into_iter()) } else { count };
    missing.extend((left_out > 0).then(|| format!("{left_out} 个不计入结果的问题")));
    if !missing.is_empty() {
        comment.text.extend([format!(
            "\n> 内容太长，还有 {}没有列出，全部问题见 --format human。\n",
            missing.join("、")
        )]);
    }
}

/// A finding: what is wrong, the line, what to write instead, what the rule rests on.
fn part(file: &FileReport, points: &Points, finding: &Finding) -> String {
    let at = points.at(finding.extent().start);
    let place = format!("位置：{} 第 {} 行第 {} 字", escaped(file.source.path()), at.line, at.column);
    let mut part = format!("\n**{}**  \n{place}\n", escaped(&finding.message).trim());
    let excerpt = excerpt(file, points, finding);
    if !excerpt.trim().is_empty() {
        part.extend(["\n", &fenced(&excerpt)]);
    }
    part.push('\n');
    let rule = format!("规则：{}", finding.rule.id);
    part.extend(
        wording::details(finding, points).chain([rule]).map(|line| format!("- {}\n", escaped(&line))),
    );
    part
}

/// What does not count: a line.
fn aside_part(file: &FileReport, points: &Points, Suppressed { finding, reason }: &Suppressed) -> String {
    let at = points.at(finding.extent().start);
    let place = format!("{} 第 {} 行第 {} 字", file.source.path(), at.line, at.column);
    let line = format!("{place}：{} {}", wording::aside_line(finding, reason), finding.rule.id);
    format!("- {}\n", escaped(&line))
}

/// The line on which a finding starts, cut around it.
fn excerpt(file: &FileReport, points: &Points, finding: &Finding) -> String {
    let extent = finding.extent();
    let (start, end) = (points.at(extent.start), points.at(extent.end));
    let text = &file.source.text()[start.line_start..];
    let line = text.split(['\r', '\n']).next().unwrap_or_default();
    // A byte order mark is seen by nobody.
    let visible = line.trim_start_matches('\u{feff}');
    let (hidden, shown) = (line.len() - visible.len(), visible.len());
    let within = |byte: usize| (byte - start.line_start).saturating_sub(hidden).min(shown);
    let mark = within(start.byte)..within(end.byte);
    Window::new(visible, std::slice::from_ref(&mark), WIDTH).text
}

/// A text as it is, in a block that its own marks do not end. Every line is one line, the last one too.
pub(super) fn fenced(text: &str) -> String {
    let fence = "`".repeat(longest_run(text, '`').max(2) + 1);
    format!("{fence}yaml\n{text}\n{fence}\n")
}

fn longest_run(text: &str, character: char) -> usize {
    text.split(|c| c != character).map(str::len).max().unwrap_or_default()
}

/// By which packs it was checked, and what no rule checks.
fn end(run: &Run) -> String {
    let lines = [closing::packs(run), closing::unchecked(run)];
    let lines: Vec<_> = lines.into_iter().flatten().map(|line| escaped(&line)).collect();
    if lines.is_empty() { String::new() } else { format!("---\n\n{}\n", lines.join("  \n")) }
}

/// A text that Markdown shows as it is, in one line.
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
        // References of GitHub and GitLab, and addresses that become links by themselves.
        let refers = matches!(c, '@' | '#' | '!' | '$' | '%' | '&' | '~' | '^' | ':')
            && rest.peek().is_some_and(|next| next.is_alphanumeric() || matches!(next, '"' | '/' | '_'));
        let addresses = c == '.' && escaped.to_ascii_lowercase().ends_with("www.");
        if refers || addresses {
            escaped += "&#8203;";
        }
    }
    escaped
}
