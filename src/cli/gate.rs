//! From the files of a run to what counts: exemptions, the baseline, and guides that were not touched.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use super::arguments::CheckArguments;
use super::settings::Settings;
use super::{End, files, read_text};
use crate::baseline::Baseline;
use crate::exemption::Exemptions;
use crate::lint::{FileReport, Run};
use crate::report::statement::Kind;

/// Holds files against each other, and puts aside what somebody answers for.
pub(super) fn conclude(
    settings: &mut Settings,
    files: Vec<FileReport>,
    arguments: &CheckArguments,
) -> Result<Run, End> {
    let mut run = by_rulesets(settings, files);
    if !arguments.no_suppressions {
        apply_exemptions(settings, &mut run, arguments)?;
    }
    if arguments.changed_since.is_some() {
        run.leave_alone();
    }
    if !arguments.no_suppressions {
        apply_baselines(settings, &mut run, arguments)?;
    }
    run.files.append(&mut settings.reports);
    Ok(run)
}

/// Guides are compared with all that meet the same rules.
fn by_rulesets(settings: &Settings, files: Vec<FileReport>) -> Run {
    if let [ruleset] = &*settings.rulesets {
        return Run::of(ruleset, files);
    }
    let mut order = HashMap::new();
    let mut groups: Vec<Vec<FileReport>> = settings.rulesets.iter().map(|_| Vec::new()).collect();
    for (number, file) in files.into_iter().enumerate() {
        order.entry(file.source.path().to_owned()).or_insert(number);
        groups[settings.ruleset_number(file.source.path())].push(file);
    }
    let runs = settings.rulesets.iter().zip(groups).map(|(ruleset, files)| Run::of(ruleset, files));
    let mut run = Run::join(runs.collect());
    run.files.sort_by_key(|file| order[file.source.path()]);
    run
}

fn apply_exemptions(settings: &mut Settings, run: &mut Run, arguments: &CheckArguments) -> Result<(), End> {
    for (path, ruleset) in settings.exemptions(arguments) {
        let source = read_text(&path, "豁免清单读不了，没有检查任何指南")?;
        settings.note(Kind::Exemptions, source.path(), source.text(), arguments);
        let read = Exemptions::read(source, &settings.rulesets[ruleset], Some(settings.as_of()));
        let mut exemptions = read.map_err(|report| End::unusable(vec![*report]))?;
        let folder = files::folder_of(&path);
        for file in &mut run.files {
            if settings.is_for(file.source.path(), &path, arguments) {
                let seen = files::seen_from(&folder, Path::new(file.source.path()));
                exemptions.apply(&seen, file);
            }
        }
        let report = exemptions.report(|guide| folder.join(guide).exists());
        if !report.findings.is_empty() {
            settings.reports.push(report);
        }
    }
    Ok(())
}

fn apply_baselines(settings: &mut Settings, run: &mut Run, arguments: &CheckArguments) -> Result<(), End> {
    if let Some(path) = &arguments.write_baseline {
        let written = write_baseline(path, run)?;
        settings.note(Kind::Baseline, &files::shown(path), &written, arguments);
        return Ok(());
    }
    let paths = settings.baselines(arguments);
    if paths.is_empty() && arguments.prune_baseline {
        return Err(End::Trouble("没有基线可以更新：请用 --baseline 或配置里的 baseline 指明".into()));
    }
    for (path, ruleset) in paths {
        let source = read_text(&path, "基线读不了，没有检查任何指南")?;
        let (name, mut text) = (source.path().to_owned(), source.text().to_owned());
        let mut baseline = Baseline::read(source).map_err(End::Trouble)?;
        let folder = files::folder_of(&path);
        for file in &mut run.files {
            if settings.is_for(file.source.path(), &path, arguments) {
                baseline.apply(&files::seen_from(&folder, Path::new(file.source.path())), file);
            }
        }
        if arguments.prune_baseline {
            let dropped = baseline.prune(|file| folder.join(file).exists());
            text = baseline.written(&run.packs);
            files::write(&path, text.as_bytes()).map_err(End::Trouble)?;
            let (path, left) = (files::shown(&path), baseline.len());
            eprintln!("基线 {path}：去掉 {dropped} 个已经改好的问题，还有 {left} 个。");
        } else if let Some(report) = baseline.report(&settings.rulesets[ruleset], run) {
            settings.reports.push(report);
        }
        settings.note(Kind::Baseline, &name, &text, arguments);
    }
    Ok(())
}

/// Writes what counts now into a baseline. One that is there may only shrink: otherwise new mistakes
/// could be waved through by writing it again. Gives what was written.
fn write_baseline(path: &Path, run: &mut Run) -> Result<String, End> {
    let (folder, shown) = (files::folder_of(path), files::shown(path));
    let seen = |file: &FileReport| files::seen_from(&folder, Path::new(file.source.path()));
    let is_old = path.exists();
    let mut baseline = if is_old {
        Baseline::read(read_text(path, "基线读不了，没有检查任何指南")?).map_err(End::Trouble)?
    } else {
        Baseline::empty()
    };
    let mut old = baseline.clone();
    let added: usize = run.files.iter().map(|file| baseline.add(&seen(file), file)).sum();
    if is_old && added > 0 {
        return Err(End::Trouble(format!(
            "基线 {shown} 只能缩小，没有写入：有 {added} 个问题不在其中。请改正它们；确要重新建立基线的，先删除这个文件"
        )));
    }
    let baseline = if is_old { &mut old } else { &mut baseline };
    for file in &mut run.files {
        baseline.apply(&seen(file), file);
    }
    baseline.prune(|file| folder.join(file).exists());
    let written = baseline.written(&run.packs);
    files::write(path, written.as_bytes()).map_err(End::Trouble)?;
    eprintln!("基线 {shown}：记下 {} 个问题。", baseline.len());
    Ok(written)
}

/// Files that differ from a revision, committed or not, as real paths.
pub(super) fn changed_since(revision: &str) -> Result<HashSet<PathBuf>, End> {
    let asked = |arguments: &[&str]| -> Result<Vec<String>, End> {
        let output = Command::new("git").args(arguments).output();
        let output =
            output.map_err(|error| End::Trouble(format!("--changed-since 要用 git，运行不了（{error}）")))?;
        if !output.status.success() {
            let reason = String::from_utf8_lossy(&output.stderr);
            let reason = reason.lines().next().unwrap_or_default().to_owned();
            return Err(End::Trouble(format!("git 不知道自“{revision}”以来改了什么：{reason}")));
        }
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        Ok(text.split('\0').filter(|path| !path.is_empty()).map(str::to_owned).collect())
    };
    // A revision is never an option.
    let base = asked(&["merge-base", "--end-of-options", revision, "HEAD"])?;
    let base = base.first().map_or(revision, |base| base.trim());
    let root = asked(&["rev-parse", "--show-toplevel"])?;
    let root = PathBuf::from(root.first().map_or("", |root| root.trim_end_matches(['\n', '\r'])));
    let tracked =
        asked(&["-C", &root.to_string_lossy(), "diff", "--name-only", "-z", "--end-of-options", base, "--"])?;
    let untracked =
        asked(&["-C", &root.to_string_lossy(), "ls-files", "--others", "--exclude-standard", "-z"])?;
    let paths = tracked.into_iter().chain(untracked).map(|path| root.join(path));
    Ok(paths.map(|path| path.canonicalize().unwrap_or(path)).collect())
}
