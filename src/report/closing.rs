//! The end of the report for people: what was checked, what was not, and by which packs.
//!
//! It never says that a guide conforms. That no rule found anything is all that is known.

use std::io;

use super::Summary;
use super::group::counted;
use super::prose::{Page, Paragraph, Tone};
use super::visible;
use crate::finding::Severity;
use crate::lint::{FileReport, Run, Status};
use crate::pack::PackInfo;

/// Files that are no guides are named up to this number; folders of other YAML may hold thousands.
const NAMED_STRANGERS: usize = 20;

/// Writes the closing summary, or where `quiet`, only what kept guidelint from doing its work.
pub(super) fn write(out: &mut impl io::Write, run: &Run, page: Page, quiet: bool) -> io::Result<()> {
    let summary = Summary::of(run);
    if quiet && summary.trouble().is_none() {
        return Ok(());
    }
    if summary.findings() > 0 {
        writeln!(out)?;
    }
    write_files(out, run, "无法读取的文件（没有检查）：", usize::MAX, page, |status| {
        matches!(status, Status::Unreadable(_))
    })?;
    write_files(
        out,
        run,
        "没有完整检查的文件（读不懂的部分没有检查）：",
        usize::MAX,
        page,
        |status| *status == Status::Broken,
    )?;
    write_files(
        out,
        run,
        "不是办事指南的文件（没有检查）：",
        NAMED_STRANGERS,
        page,
        |status| *status == Status::NotAGuide,
    )?;
    result(&summary).write(out, page)?;
    write_packs(out, run, page)
}

/// What was checked and what was found.
fn result(summary: &Summary) -> Paragraph {
    let &Summary { files, checked, broken, guides, errors, warnings, advice, .. } = summary;
    if checked + broken == 0 {
        return Paragraph::plain(0).with("没有检查任何办事指南。", Tone::Error);
    }
    let of_files = if guides == files { String::new() } else { format!("（{files} 个文件）") };
    let start = Paragraph::plain(0).with(&format!("检查了 {guides} 份指南{of_files}，"), Tone::Strong);
    if summary.findings() == 0 {
        return start.with("未发现问题。", Tone::Strong);
    }
    let counts = [(Severity::Error, errors), (Severity::Warning, warnings), (Severity::Advice, advice)];
    counted(start.with("发现 ", Tone::Strong), counts).with("。", Tone::Strong)
}

/// The packs that took part.
fn write_packs(out: &mut impl io::Write, run: &Run, page: Page) -> io::Result<()> {
    if run.packs.is_empty() {
        return Ok(());
    }
    let named = |pack: &PackInfo| {
        let region = pack.region.as_ref().map(|region| format!("，只用于行政区划 {region} 开头的指南"));
        format!("{}（{}{}）", visible::line(&pack.title), pack.version, region.unwrap_or_default())
    };
    let packs: Vec<_> = run.packs.iter().map(named).collect();
    Paragraph::new(0, "规则包：", Tone::Faint).with(&packs.join("、"), Tone::Faint).write(out, page)
}

/// The files of a status, below a heading; at most `most` by name.
fn write_files(
    out: &mut impl io::Write,
    run: &Run,
    heading: &str,
    most: usize,
    page: Page,
    is_meant: impl Fn(&Status) -> bool,
) -> io::Result<()> {
    let files: Vec<_> = run.files.iter().filter(|file| is_meant(&file.status)).collect();
    if files.is_empty() {
        return Ok(());
    }
    Paragraph::plain(0).with(heading, Tone::Warning).write(out, page)?;
    files.iter().take(most).try_for_each(|file| named(file).write(out, page))?;
    if files.len() > most {
        let rest = format!("……还有 {} 个", files.len() - most);
        Paragraph::plain(2).with(&rest, Tone::Faint).write(out, page)?;
    }
    Ok(())
}

fn named(file: &FileReport) -> Paragraph {
    let name = Paragraph::plain(2).with(&visible::line(file.source.path()), Tone::Plain);
    match &file.status {
        Status::Unreadable(reason) => name.with(&format!("：{}", visible::line(reason)), Tone::Plain),
        _ => name,
    }
}
