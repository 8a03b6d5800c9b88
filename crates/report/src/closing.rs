//! The end of the report for people: what was checked, what was not, and by which packs.
//!
//! It never says that a guide conforms. That no rule found anything is all that is known.

use std::io;

use super::Summary;
use super::group::counted;
use super::prose::{Page, Paragraph, Tone};
use super::visible;
use guidelint_core::finding::Severity;
use guidelint_core::fix::Applicability;
use guidelint_core::lint::{FileReport, ReadBy, ReadKey, Run, Status};
use guidelint_core::pack::{Counts, PackInfo};

/// Files that are no guides are named up to this number; folders of other YAML may hold thousands.
const NAMED_STRANGERS: usize = 20;

const FIXES: &str = "可自动改正：";
const PACKS: &str = "规则包：";
const UNCHECKED: &str = "未检查：";

/// Writes the closing summary, or where `quiet`, only what kept guidelint from doing its work.
pub(super) fn write(
    out: &mut impl io::Write,
    run: &Run,
    page: Page,
    quiet: bool,
    verbose: bool,
) -> io::Result<()> {
    let summary = Summary::of(run);
    if quiet && summary.trouble().is_none() {
        return Ok(());
    }
    if summary.findings() + summary.suppressed + summary.coming > 0 {
        writeln!(out)?;
    }
    write_files(out, run, "无法读取的文件（没有检查）：", usize::MAX, page, |status| {
        matches!(status, Status::Unreadable(_))
    })?;
    write_files(
        out,
        run,
        "没有完整检查的文件（读不懂或没有认出的部分没有检查）：",
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
    write_line(out, FIXES, fixes(run), page)?;
    write_line(out, PACKS, packs(run), page)?;
    write_line(out, UNCHECKED, unchecked(run), page)?;
    if verbose {
        write_wrapped(out, run, page)?;
        write_read_keys(out, run, page)?;
        write_idle(out, run, page)?;
    }
    Ok(())
}

/// What was checked and what was found.
fn result(summary: &Summary) -> Paragraph {
    let &Summary {
        files,
        checked,
        broken,
        guides,
        errors,
        warnings,
        advice,
        suppressed,
        coming,
        left_alone,
        may_be_empty,
        ..
    } = summary;
    let alone = match left_alone {
        Some(count) => format!("{count} 个没有改动的文件没有判定。"),
        None => String::new(),
    };
    if checked + broken == 0 && left_alone.is_some_and(|count| count > 0) {
        return Paragraph::plain(0).with("没有改动办事指南。", Tone::Strong).with(&alone, Tone::Plain);
    }
    if checked + broken == 0 && may_be_empty {
        return Paragraph::plain(0).with("没有要检查的办事指南。", Tone::Strong).with(&alone, Tone::Plain);
    }
    if checked + broken == 0 {
        return Paragraph::plain(0).with("没有检查任何办事指南。", Tone::Error);
    }
    let of_files = if guides == files { String::new() } else { format!("（{files} 个文件）") };
    let start = Paragraph::plain(0).with(&format!("检查了 {guides} 份指南{of_files}，"), Tone::Strong);
    let aside = match suppressed + coming {
        0 => String::new(),
        count => format!("另有 {count} 个不计入结果。"),
    };
    if summary.findings() == 0 {
        let start = start.with("未发现问题。", Tone::Strong);
        return start.with(&aside, Tone::Plain).with(&alone, Tone::Plain);
    }
    let counts = [(Severity::Error, errors), (Severity::Warning, warnings), (Severity::Advice, advice)];
    let found = counted(start.with("发现 ", Tone::Strong), counts).with("。", Tone::Strong);
    found.with(&aside, Tone::Plain).with(&alone, Tone::Plain)
}

/// How many findings come with a fix, and how to make it; none where none does.
fn fixes(run: &Run) -> Option<String> {
    let of = |safety: Applicability| {
        let fixes =
            run.files.iter().flat_map(|file| &file.findings).filter_map(|finding| finding.fix.as_ref());
        fixes.filter(|fix| fix.applicability == safety).count()
    };
    let parts = [
        (of(Applicability::Safe), "个意思不变（--fix）"),
        (of(Applicability::Unsafe), "个改后要核对（--fix=all）"),
    ];
    let told = parts.iter().filter(|(count, _)| *count > 0).map(|(count, words)| format!("{count} {words}"));
    let told: Vec<String> = told.collect();
    (!told.is_empty()).then(|| format!("{FIXES}{}；先看看会改什么：--diff", told.join("，")))
}

/// The packs that took part, in one line; none where none did.
pub(super) fn packs(run: &Run) -> Option<String> {
    let named = |pack: &PackInfo| match pack.limits().trim_start_matches('，') {
        "" => visible::line(&pack.title).into_owned(),
        limits => format!("{}（{limits}）", visible::line(&pack.title)),
    };
    // Packs are published together; their version is said once.
    let editions = run.packs.chunk_by(|one, other| one.version == other.version);
    let titles = |packs: &[PackInfo]| packs.iter().map(named).collect::<Vec<_>>().join("、");
    let packs: Vec<_> = editions.map(|packs| format!("{}（{}）", titles(packs), packs[0].version)).collect();
    (!packs.is_empty()).then(|| format!("{PACKS}{}", packs.join("、")))
}

/// What machines did not check, in one line: who reads “no findings” as “conforms” is told otherwise.
pub(super) fn unchecked(run: &Run) -> Option<String> {
    let Counts { partial, human, out: not, .. } = run.coverage;
    let total = run.coverage.total();
    (total > 0).then(|| {
        format!(
            "{UNCHECKED}这些规则包所依据的 {total} 条规定中，{human} 条要由人核对，{partial} 条只检查了一部分，{not} 条没有检查；明细见 guidelint coverage"
        )
    })
}

/// A line that starts with a heading.
fn write_line(out: &mut impl io::Write, heading: &str, line: Option<String>, page: Page) -> io::Result<()> {
    let Some(line) = line else { return Ok(()) };
    let text = line.strip_prefix(heading).unwrap_or(&line);
    Paragraph::new(0, heading, Tone::Faint).with(text, Tone::Faint).write(out, page)
}

/// Guides that are neither a document nor an item of a list that is one, with where they were found.
fn write_wrapped(out: &mut impl io::Write, run: &Run, page: Page) -> io::Result<()> {
    let mut heading = Some("在里层找到的指南：");
    for file in &run.files {
        // Items of one list are told together.
        let list = |path: &str| path.rsplit_once('[').map_or(path, |(list, _)| list).to_owned();
        let mut lists: Vec<(String, usize)> = Vec::new();
        for path in file.guides.iter().map(|guide| list(&guide.path)).filter(|path| !path.is_empty()) {
            match lists.last_mut() {
                Some((known, count)) if *known == path => *count += 1,
                _ => lists.push((path, 1)),
            }
        }
        let more = lists.len().saturating_sub(NAMED_STRANGERS);
        lists.truncate(NAMED_STRANGERS);
        let told = lists.iter().map(|(path, count)| format!("{}（{count} 份）", visible::line(path)));
        let told = told.collect::<Vec<_>>().join("、");
        let more = if more > 0 { format!("……还有 {more} 处") } else { String::new() };
        if !told.is_empty() {
            if let Some(heading) = heading.take() {
                Paragraph::plain(0).with(heading, Tone::Faint).write(out, page)?;
            }
            let file = format!("{}：{told}{more}", visible::line(file.source.path()));
            Paragraph::plain(2).with(&file, Tone::Faint).write(out, page)?;
        }
    }
    Ok(())
}

/// How keys were read that are not the names of their elements, file by file.
fn write_read_keys(out: &mut impl io::Write, run: &Run, page: Page) -> io::Result<()> {
    for file in &run.files {
        let keys: Vec<String> = file.guides.iter().flat_map(|guide| &guide.read_as).map(read_key).collect();
        if !keys.is_empty() {
            let heading = format!("{}：", visible::line(file.source.path()));
            let text = format!("{heading}{}", keys.join("，"));
            Paragraph::new(0, "栏目的读法：", Tone::Faint).with(&text, Tone::Faint).write(out, page)?;
        }
    }
    Ok(())
}

/// `“审批流程”读作“办理流程”（符合叫法的规律）`.
pub(super) fn read_key(read: &ReadKey) -> String {
    let by = match read.by {
        ReadBy::Name => "别的叫法",
        ReadBy::Rule => "符合叫法的规律",
        ReadBy::Slip => "写错了字",
        ReadBy::Value => "由内容决定",
        ReadBy::Field => "导出的字段名",
    };
    format!("“{}”读作“{}”（{by}）", visible::line(&read.key), read.element)
}

/// Rules that found nothing to look at.
fn write_idle(out: &mut impl io::Write, run: &Run, page: Page) -> io::Result<()> {
    if run.not_exercised.is_empty() {
        return Ok(());
    }
    let rules = run.not_exercised.join("、");
    Paragraph::new(0, "没有用到的规则：", Tone::Faint).with(&rules, Tone::Faint).write(out, page)
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
