//! The end of the report for people: what was checked, what was not, and with which packs.
//!
//! It never says that a guide conforms: it is only known that no rule found anything.

use std::io;

use super::Summary;
use super::group::counted;
use super::prose::{Page, Paragraph, Tone};
use super::visible;
use super::wording::{labelled, limits};
use guidelint_core::finding::Severity;
use guidelint_core::fix::Applicability;
use guidelint_core::lint::{FileReport, ReadBy, ReadKey, Run, Status};
use guidelint_core::pack::{Counts, PackInfo};
use guidelint_messages::Language;

/// Number of files that are not guides to list by name; folders with other YAML may contain thousands.
const NAMED_STRANGERS: usize = 20;

/// Writes the closing summary or, if `quiet`, only why guidelint could not do its work.
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
    let (messages, common) = (page.language.human(), page.language.common());
    write_files(out, run, messages.unreadable_heading(), usize::MAX, page, |status| {
        matches!(status, Status::Unreadable(_))
    })?;
    write_files(out, run, messages.broken_heading(), usize::MAX, page, |status| *status == Status::Broken)?;
    write_files(out, run, messages.not_guides_heading(), NAMED_STRANGERS, page, |status| {
        *status == Status::NotAGuide
    })?;
    result(&summary, page.language).write(out, page)?;
    write_line(out, messages.fixable(), fixes(run, page.language), page)?;
    write_line(out, common.packs(), packs(run, page.language), page)?;
    write_line(out, common.unchecked(), unchecked(run, page.language), page)?;
    if verbose {
        write_wrapped(out, run, page)?;
        write_read_keys(out, run, page)?;
        write_idle(out, run, page)?;
    }
    Ok(())
}

/// What was checked and what was found.
fn result(summary: &Summary, language: Language) -> Paragraph {
    let messages = language.human();
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
        Some(count) => messages.not_judged(count),
        None => String::new(),
    };
    if checked + broken == 0 && left_alone.is_some_and(|count| count > 0) {
        return Paragraph::plain(0)
            .with(messages.no_changed_guides(), Tone::Strong)
            .with(&alone, Tone::Plain);
    }
    if checked + broken == 0 && may_be_empty {
        return Paragraph::plain(0).with(messages.nothing_to_check(), Tone::Strong).with(&alone, Tone::Plain);
    }
    if checked + broken == 0 {
        return Paragraph::plain(0).with(messages.nothing_checked(), Tone::Error);
    }
    let checked = messages.checked(guides, (guides != files).then_some(files));
    let start = Paragraph::plain(0).with(&checked, Tone::Strong);
    let aside = match suppressed + coming {
        0 => String::new(),
        count => messages.not_counted(count),
    };
    if summary.findings() == 0 {
        let start = start.with(messages.no_findings(), Tone::Strong);
        return start.with(&aside, Tone::Plain).with(&alone, Tone::Plain);
    }
    let counts = [(Severity::Error, errors), (Severity::Warning, warnings), (Severity::Advice, advice)];
    let found = counted(start.with(messages.found(), Tone::Strong), counts, language);
    let found = found.with(messages.after_found(), Tone::Strong);
    found.with(&aside, Tone::Plain).with(&alone, Tone::Plain)
}

/// The number of findings that have a fix, and how to apply it; `None` if there are none.
fn fixes(run: &Run, language: Language) -> Option<String> {
    let messages = language.human();
    let of = |safety: Applicability| {
        let fixes =
            run.files.iter().flat_map(|file| &file.findings).filter_map(|finding| finding.fix.as_ref());
        fixes.filter(|fix| fix.applicability == safety).count()
    };
    let (safe, to_review) = (of(Applicability::Safe), of(Applicability::Unsafe));
    let safe = (safe > 0).then(|| messages.safe_fixes(safe));
    let to_review = (to_review > 0).then(|| messages.fixes_to_review(to_review));
    let told: Vec<String> = safe.into_iter().chain(to_review).collect();
    (!told.is_empty()).then(|| messages.look_first(&told.join(language.common().between_clauses())))
}

/// The packs of the run, in one line; `None` if there are none.
fn packs(run: &Run, language: Language) -> Option<String> {
    let common = language.common();
    let named = |pack: &PackInfo| {
        let limits = limits(pack, language).map(|limits| common.remark(&limits));
        format!("{}{}", visible::line(&pack.title), limits.unwrap_or_default())
    };
    // Packs that are published together share a version, which is written once.
    let editions = run.packs.chunk_by(|one, other| one.version == other.version);
    let titles = |packs: &[PackInfo]| packs.iter().map(named).collect::<Vec<_>>();
    let packs = editions.map(|packs| {
        let (titles, version) =
            (titles(packs).join(common.between_items()), common.remark(&packs[0].version));
        titles + &version
    });
    let packs: Vec<_> = packs.collect();
    (!packs.is_empty()).then(|| packs.join(common.between_items()))
}

/// How many clauses are not checked by rules, in one line, so that “no findings” is not read as “conforms”.
fn unchecked(run: &Run, language: Language) -> Option<String> {
    let Counts { partial, human, out, .. } = run.coverage;
    let total = run.coverage.total();
    (total > 0).then(|| language.common().unchecked_clauses(total, human, partial, out))
}

/// The packs and what they do not check, each line with its label, for formats without layout.
pub(super) fn lines(run: &Run, language: Language) -> impl Iterator<Item = String> {
    let common = language.common();
    let lines = [(common.packs(), packs(run, language)), (common.unchecked(), unchecked(run, language))];
    lines.into_iter().filter_map(move |(label, line)| Some(labelled(label, &line?, language)))
}

/// A line that starts with a label.
fn write_line(out: &mut impl io::Write, label: &str, line: Option<String>, page: Page) -> io::Result<()> {
    let Some(line) = line else { return Ok(()) };
    Paragraph::labelled(0, label, Tone::Faint, page).with(&line, Tone::Faint).write(out, page)
}

/// Writes the guides inside wrappers, with their locations.
fn write_wrapped(out: &mut impl io::Write, run: &Run, page: Page) -> io::Result<()> {
    let (messages, common) = (page.language.human(), page.language.common());
    let mut heading = Some(messages.wrapped_heading());
    for file in &run.files {
        // Items of one list are reported together.
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
        let told = lists.iter().map(|(path, count)| messages.guides_at(&visible::line(path), *count));
        let told = told.collect::<Vec<_>>().join(common.between_items());
        let more = if more > 0 { messages.more_places(more) } else { String::new() };
        if !told.is_empty() {
            if let Some(heading) = heading.take() {
                Paragraph::plain(0).with(heading, Tone::Faint).write(out, page)?;
            }
            let path = visible::line(file.source.path());
            let file = labelled(&path, &(told + &more), page.language);
            Paragraph::plain(2).with(&file, Tone::Faint).write(out, page)?;
        }
    }
    Ok(())
}

/// Writes how keys were read that are not the names of their elements, file by file.
fn write_read_keys(out: &mut impl io::Write, run: &Run, page: Page) -> io::Result<()> {
    for file in &run.files {
        let keys = file.guides.iter().flat_map(|guide| &guide.read_as);
        let keys: Vec<String> = keys.map(|read| read_key(read, page.language)).collect();
        if !keys.is_empty() {
            let path = visible::line(file.source.path());
            let keys = keys.join(page.language.common().between_clauses());
            Paragraph::labelled(0, page.language.human().all_readings(), Tone::Faint, page)
                .with(&labelled(&path, &keys, page.language), Tone::Faint)
                .write(out, page)?;
        }
    }
    Ok(())
}

/// `“审批流程”读作“办理流程”（符合叫法的规律）`.
pub(super) fn read_key(read: &ReadKey, language: Language) -> String {
    let messages = language.human();
    let how = match read.by {
        ReadBy::Name => messages.read_by_name(),
        ReadBy::Rule => messages.read_by_rule(),
        ReadBy::Slip => messages.read_by_slip(),
        ReadBy::Value => messages.read_by_value(),
        ReadBy::Field => messages.read_by_field(),
    };
    messages.read_as(&visible::line(&read.key), &read.element, how)
}

/// Writes the rules that had nothing to check.
fn write_idle(out: &mut impl io::Write, run: &Run, page: Page) -> io::Result<()> {
    if run.not_exercised.is_empty() {
        return Ok(());
    }
    let rules = run.not_exercised.join(page.language.common().between_items());
    Paragraph::labelled(0, page.language.human().idle_rules(), Tone::Faint, page)
        .with(&rules, Tone::Faint)
        .write(out, page)
}

/// Writes the files with a status below a heading, at most `most` by name.
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
    files.iter().take(most).try_for_each(|file| named(file, page.language).write(out, page))?;
    if files.len() > most {
        let rest = page.language.human().more_files(files.len() - most);
        Paragraph::plain(2).with(&rest, Tone::Faint).write(out, page)?;
    }
    Ok(())
}

fn named(file: &FileReport, language: Language) -> Paragraph {
    let path = visible::line(file.source.path());
    let text = match &file.status {
        Status::Unreadable(reason) => labelled(&path, &visible::line(reason), language),
        _ => path.into_owned(),
    };
    Paragraph::plain(2).with(&text, Tone::Plain)
}
