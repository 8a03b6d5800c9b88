//! `check`: checks guides against the rules.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::{fix, show_config, statement};
use crate::checklist;
use crate::cli::arguments::{CheckArguments, Fixes, Output, OutputArguments};
use crate::cli::error::CommandError;
use crate::cli::language::LANGUAGE;
use crate::cli::targets::Targets;
use crate::cli::{output, screen};
use crate::lint::{FileId, Run};
use crate::report::{self, FailOn, Format, Options, human::HumanOptions};
use crate::workspace::{
    BaselineChange, CheckOptions, Conclusion, DiskFileSystem, Git, Workspace, WrittenBaseline, paths,
};
use fix::Written;

/// Checks guides. If the check ends before the requested statement is written, reports that.
pub(in crate::cli) fn run(out: &mut impl Write, arguments: &CheckArguments) -> Result<u8, CommandError> {
    let mut is_stated = false;
    let ended = check(out, arguments, &mut is_stated);
    if let (Some(path), false) = (&arguments.statement, is_stated) {
        statement::warn_unwritten(path);
    }
    match ended {
        // Report mistakes in packs and configs in the requested formats too, for programs that read them.
        Err(CommandError::Unusable(run)) => {
            let fail_on = arguments.fail_on.unwrap_or_default();
            write_outputs(&run, fail_on, arguments)?;
            Ok(screen::write_run(out, &run, fail_on, &arguments.output, arguments.html_options())?)
        }
        ended => ended,
    }
}

/// Checks guides. Sets `is_stated` when the requested statement is written.
fn check(out: &mut impl Write, arguments: &CheckArguments, is_stated: &mut bool) -> Result<u8, CommandError> {
    let options = CheckOptions::from(arguments);
    let here = [PathBuf::from(".")];
    let named = if arguments.paths.is_empty() { &here } else { arguments.paths.as_slice() };
    let workspace = Workspace::open(&DiskFileSystem, &options, named)?;
    if arguments.show_config {
        show_config::write(out, &workspace, &options)?;
        return Ok(0);
    }
    if arguments.show_files {
        for file in workspace.files.iter() {
            writeln!(out, "{}", file.name)?;
        }
        return Ok(0);
    }
    spare_inputs(arguments, &workspace, &options).map_err(CommandError::Message)?;
    if arguments.fix.is_some() && !arguments.diff {
        fix::writable(&workspace.files).map_err(CommandError::Message)?;
    }
    let (conclusion, written) = conclude(&workspace, arguments)?;
    conclusion.baselines.iter().try_for_each(write_baseline)?;
    let run = &conclusion.run;
    if let Some(path) = &arguments.checklist {
        let mut checklist = Vec::new();
        checklist::write(&mut checklist, run, |file| workspace.settings.of(file.id?), LANGUAGE)?;
        output::write(path, &checklist).map_err(CommandError::Message)?;
    }
    let fail_on = workspace.settings.fail_on(&options);
    write_outputs(run, fail_on, arguments)?;
    // A fix that could not be written fails the run, whatever the findings are.
    let is_mended = written.as_ref().is_none_or(|written| written.trouble.is_empty());
    if let (Some(path), true) = (&arguments.statement, is_mended) {
        statement::write(path, &conclusion, &workspace, &options)?;
        *is_stated = true;
    }
    if arguments.diff {
        let least = arguments.fix.unwrap_or(Fixes::Safe).least();
        let check = |file: FileId, text: &str| workspace.check_text(file, text);
        let fixes = fix::FixRun { run, least, check: &check };
        return Ok(fixes.show(out, &mut io::stderr(), fail_on)?);
    }
    let code = screen::write_run(out, run, fail_on, &arguments.output, arguments.html_options())?;
    match written {
        Some(written) => report_fixes(out, &written, &arguments.output, code),
        None => Ok(code),
    }
}

/// Checks all files. With `--fix`, fixes them and checks them again, so that the report shows what is in the
/// files now.
fn conclude(
    workspace: &Workspace<'_>,
    arguments: &CheckArguments,
) -> Result<(Conclusion, Option<Written>), CommandError> {
    let scope = workspace.scope(&Git)?;
    let policies = workspace.policies()?;
    let mut conclusion = workspace.conclude(&workspace.check(), &policies, &scope)?;
    let mut written = None;
    if let (Some(wanted), false) = (arguments.fix, arguments.diff) {
        let check = |file: FileId, text: &str| workspace.check_text(file, text);
        let fixes = fix::FixRun { run: &conclusion.run, least: wanted.least(), check: &check };
        written = Some(fixes.write(&workspace.files));
        conclusion = workspace.conclude(&workspace.check(), &policies, &scope)?;
    }
    Ok((conclusion, written))
}

/// Prevents outputs from overwriting inputs or each other.
fn spare_inputs(
    arguments: &CheckArguments,
    workspace: &Workspace<'_>,
    options: &CheckOptions,
) -> Result<(), String> {
    let CheckArguments { checklist, statement, write_baseline, outputs, .. } = arguments;
    let single = [checklist, statement, write_baseline].into_iter().flatten();
    let targets = single.chain(outputs.iter().map(|output| &output.path)).map(PathBuf::as_path);
    let targets = Targets(targets.collect::<Vec<&Path>>());
    let read = workspace.settings.read_files(&DiskFileSystem, options);
    targets.spare_files(&workspace.files, &read)?;
    targets.spare_packs(&options.packs)
}

/// Writes a baseline and reports what changed in it.
fn write_baseline(baseline: &WrittenBaseline) -> Result<(), CommandError> {
    let WrittenBaseline { path, text, change, findings } = baseline;
    output::write(path, text.as_bytes()).map_err(CommandError::Message)?;
    let shown = paths::shown(&DiskFileSystem, path);
    match change {
        BaselineChange::Written => eprintln!("基线 {shown}：记下 {findings} 个问题。"),
        BaselineChange::Pruned(dropped) => {
            eprintln!("基线 {shown}：去掉 {dropped} 个已经改好的问题，还有 {findings} 个。");
        }
    }
    Ok(())
}

/// Writes a run into the requested files, before the report on the screen: if this fails, there is no report
/// that could look like a success.
fn write_outputs(run: &Run, fail_on: FailOn, arguments: &CheckArguments) -> Result<(), CommandError> {
    let OutputArguments { quiet, verbose, .. } = arguments.output;
    let human = HumanOptions { quiet, verbose, ..HumanOptions::default() };
    let options = Options { language: LANGUAGE, human, html: arguments.html_options() };
    for Output { format, path } in &arguments.outputs {
        let mut bytes = Vec::new();
        report::write(&mut bytes, run, *format, fail_on, &options)?;
        output::write(path, &bytes).map_err(CommandError::Message)?;
    }
    Ok(())
}

/// Reports what `--fix` did: below the human report, or on standard error for other formats.
fn report_fixes(
    out: &mut impl Write,
    written: &Written,
    output: &OutputArguments,
    code: u8,
) -> Result<u8, CommandError> {
    match output.format {
        _ if output.quiet => {}
        Format::Human => written.account.write(out, true, LANGUAGE)?,
        _ => written.account.write(&mut io::stderr(), true, LANGUAGE)?,
    }
    for trouble in &written.trouble {
        eprintln!("错误：{trouble}");
    }
    Ok(if written.trouble.is_empty() { code } else { 2 })
}
