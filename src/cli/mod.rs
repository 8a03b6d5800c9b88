//! The command line: arguments, files, exit codes. The only part with input and output.
//!
//! Exit codes are the same for every format: 0 no finding at or above the threshold, 1 findings,
//! 2 guidelint could not do what was asked. A gate is never green because nothing was checked.

mod arguments;
mod clock;
mod coverage;
mod diff;
mod files;
mod fix;
mod gate;
mod new;
mod packs;
mod settings;
mod statement;

use std::collections::HashSet;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use rayon::prelude::*;

use crate::checklist;
use crate::config;
use crate::document::typed::Mistake;
use crate::finding::Finding;
use crate::lint::{self, FileReport, Run, Status};
use crate::messages::Language;
use crate::pack::{self, Ruleset};
use crate::report::{self, FailOn, Format, Options, html::HtmlOptions, human::HumanOptions};
use crate::rules;
use crate::text::SourceFile;

use arguments::{
    Arguments, CheckArguments, Color, Command, Fixes, Output, OutputArguments, PackArguments, PackCommand,
    RulesFormat, SchemaName,
};
use files::{Found, Named};
use fix::Written;
use settings::Settings;

/// In which language the program speaks.
const LANGUAGE: Language = Language::Chinese;

const PACKS_UNUSABLE: &str = "规则包有误，没有检查任何指南";

/// Why a command ended early.
enum End {
    /// Something to tell the user, on standard error; exit code 2.
    Trouble(String),
    /// Packs or configs have mistakes: a report of them, exit code 2.
    Packs(Box<Run>),
    /// Output could not be written.
    Output(io::Error),
}

impl End {
    /// Files that say how to check and cannot be used.
    fn unusable(files: Vec<FileReport>) -> Self {
        Self::Packs(Box::new(Run { files, ..Run::default() }))
    }
}

impl From<io::Error> for End {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

/// Runs the program with the arguments of the process.
pub fn run() -> ExitCode {
    let arguments = match arguments::parse(std::env::args_os()) {
        Ok(arguments) => arguments,
        Err((text, 0)) => {
            // Help that nobody reads to its end is no failure.
            let _ = io::stdout().write_all(text.as_bytes());
            return ExitCode::SUCCESS;
        }
        Err((text, code)) => {
            eprint!("{text}");
            return ExitCode::from(code);
        }
    };
    let mut out = BufWriter::new(io::stdout().lock());
    let code = dispatch(&mut out, arguments).unwrap_or_else(|end| tell(&mut out, end));
    match out.flush() {
        Ok(()) => ExitCode::from(code),
        Err(error) => ExitCode::from(tell(&mut io::sink(), End::Output(error)).max(code)),
    }
}

fn dispatch(out: &mut impl Write, arguments: Arguments) -> Result<u8, End> {
    match arguments.command {
        Command::Check(arguments) => statement::told(&arguments, |stated| check(out, &arguments, stated)),
        Command::Rules(arguments) => {
            let ruleset = ruleset(&arguments.packs)?;
            match arguments.format {
                RulesFormat::Table => report::rules::table(out, &ruleset, LANGUAGE)?,
                RulesFormat::Json => report::rules::json(out, &ruleset)?,
            }
            Ok(0)
        }
        Command::Explain(arguments) => {
            let ruleset = ruleset(&arguments.packs)?;
            report::rules::explain(out, &ruleset, &arguments.rule, LANGUAGE)?.map_err(End::Trouble)?;
            Ok(0)
        }
        Command::Diff(arguments) => diff::write(out, &arguments),
        Command::New(arguments) => new::write(out, &arguments),
        Command::Pack { command: PackCommand::Check(arguments) } => packs::check(out, &arguments),
        Command::Coverage(arguments) => coverage::write(out, &arguments),
        Command::Completions { shell } => {
            out.write_all(&arguments::completions(shell))?;
            Ok(0)
        }
        Command::Man => {
            out.write_all(&arguments::manual()?)?;
            Ok(0)
        }
        Command::Schema { name } => {
            let schema = match name {
                SchemaName::Report => report::json::schema(),
                SchemaName::Line => report::jsonl::schema(),
                SchemaName::Config => report::json::schema_of::<crate::config::Config>(),
                SchemaName::Rules => report::rules::schema(),
                SchemaName::Coverage => report::coverage::schema(),
                SchemaName::Diff => report::diff::schema(),
                SchemaName::Statement => report::statement::schema(),
            };
            writeln!(out, "{schema:#}")?;
            Ok(0)
        }
    }
}

/// Says why a command ended; gives the exit code.
fn tell(out: &mut impl Write, end: End) -> u8 {
    match end {
        End::Trouble(message) => eprintln!("错误：{message}"),
        End::Packs(run) => {
            // If this cannot be written either, the exit code still tells.
            let _ = report::human::write(out, &run, &human_options(Color::Auto, false, false), LANGUAGE);
        }
        // The reader has seen enough: `guidelint … | head`.
        End::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => {}
        End::Output(error) => eprintln!("错误：无法写出结果（{error}）"),
    }
    2
}

/// Checks guides; notes in `stated` whether the statement that was asked for is written.
fn check(out: &mut impl Write, arguments: &CheckArguments, stated: &mut bool) -> Result<u8, End> {
    let exclude = files::excluding(&arguments.exclude).map_err(End::Trouble)?;
    let here = [PathBuf::from(".")];
    let paths = if arguments.paths.is_empty() { &here } else { arguments.paths.as_slice() };
    let mut named = files::find(paths, &exclude);
    // Programs read mistakes of packs and configs in the formats that they asked for.
    let mut settings = match Settings::find(&mut named, arguments) {
        Err(End::Packs(run)) => {
            return write_all(out, &run, arguments.fail_on.unwrap_or_default(), arguments);
        }
        settings => settings?,
    };
    if arguments.show_config {
        settings.show(out, arguments)?;
        return Ok(0);
    }
    if arguments.show_files {
        let files = named.iter().flat_map(|named| &named.files);
        files.clone().try_for_each(|file| writeln!(out, "{}", settings::name(file, arguments)))?;
        return Ok(0);
    }
    spare(arguments, &named, &settings.read_files(arguments)).map_err(End::Trouble)?;
    if arguments.fix.is_some() && !arguments.diff {
        fix::writable(&named).map_err(End::Trouble)?;
    }
    let (run, written) = match mended(&mut settings, &named, arguments) {
        Err(End::Packs(run)) => {
            return write_all(out, &run, arguments.fail_on.unwrap_or_default(), arguments);
        }
        run => run?,
    };
    if let Some(path) = &arguments.checklist {
        let mut checklist = Vec::new();
        checklist::write(&mut checklist, &run, |file| settings.of(file), LANGUAGE)?;
        files::write(path, &checklist).map_err(End::Trouble)?;
    }
    let fail_on = settings.fail_on(arguments);
    write_outputs(&run, fail_on, arguments)?;
    // Where a fix could not be written, the run failed for a reason that is none of the check's.
    let is_mended = written.as_ref().is_none_or(|written| written.trouble.is_empty());
    if let (Some(path), true) = (&arguments.statement, is_mended) {
        statement::write(path, &run, &settings, arguments)?;
        *stated = true;
    }
    if arguments.diff {
        let least = arguments.fix.unwrap_or(Fixes::Safe).least();
        let check = |name: &str, text: &str| check_text(&settings, name, text);
        return Ok(fix::show(out, &mut io::stderr(), &run, least, fail_on, &check)?);
    }
    let code = write(out, &run, fail_on, &arguments.output, arguments.html_options())?;
    match written {
        Some(written) => tell_written(out, &written, arguments, code),
        None => Ok(code),
    }
}

/// Looks at all files; with `--fix`, mends them and looks again, so that what is told is what stands in
/// them now.
fn mended(
    settings: &mut Settings,
    named: &[Named],
    arguments: &CheckArguments,
) -> Result<(Run, Option<Written>), End> {
    let touched = arguments.changed_since.as_deref().map(gate::changed_since).transpose()?;
    let mut written = None;
    if let (Some(fixes), false) = (arguments.fix, arguments.diff) {
        // What is wrong with the settings is told once, of the second look.
        let reports = std::mem::take(&mut settings.reports);
        let run = look(settings, named, arguments, touched.as_ref())?;
        settings.reports = reports;
        let name = |file: &Found| settings::name(file, arguments);
        let check = |name: &str, text: &str| check_text(settings, name, text);
        written = Some(fix::write(&run, named, fixes.least(), name, &check));
    }
    Ok((look(settings, named, arguments, touched.as_ref())?, written))
}

fn look(
    settings: &mut Settings,
    named: &[Named],
    arguments: &CheckArguments,
    touched: Option<&HashSet<PathBuf>>,
) -> Result<Run, End> {
    let looking = Looking { settings, arguments, touched };
    let files = named.par_iter().flat_map(|named| looking.check_named(named)).collect();
    let mut run = gate::conclude(settings, files, arguments)?;
    run.may_be_empty = arguments.skip_others;
    Ok(run)
}

/// Checks a text as the file of a name is checked, with what its comments answer for put aside.
fn check_text(settings: &Settings, name: &str, text: &str) -> FileReport {
    let (ruleset, selection) = settings.of(name);
    let report = lint::check(name, text.into(), ruleset, &selection);
    Run::of(ruleset, vec![report]).files.remove(0)
}

/// Says what `--fix` did: below the report for people, beside those for programs.
fn tell_written(
    out: &mut impl Write,
    written: &Written,
    arguments: &CheckArguments,
    code: u8,
) -> Result<u8, End> {
    let OutputArguments { quiet, format, .. } = arguments.output;
    match format {
        _ if quiet => {}
        Format::Human => written.account.write(out, true, LANGUAGE)?,
        _ => written.account.write(&mut io::stderr(), true, LANGUAGE)?,
    }
    for trouble in &written.trouble {
        eprintln!("错误：{trouble}");
    }
    Ok(if written.trouble.is_empty() { code } else { 2 })
}

/// Makes sure that nothing is written over what is read, or over something else that is written.
fn spare(arguments: &CheckArguments, named: &[Named], read: &[PathBuf]) -> Result<(), String> {
    let outputs = arguments.outputs.iter().map(|output| &output.path);
    let written: Vec<&PathBuf> = arguments
        .checklist
        .iter()
        .chain(&arguments.statement)
        .chain(&arguments.write_baseline)
        .chain(outputs)
        .collect();
    for path in &written {
        let told = files::display(path);
        if named.iter().any(|named| named.holds(path)) {
            return Err(format!("{told} 是要检查的指南，不能用来写结果"));
        }
        if read.iter().any(|read| files::is_same(read, path)) {
            return Err(format!("{told} 是这次检查要读取的文件，不能用来写结果"));
        }
    }
    spare_packs(&arguments.packs, &written)
}

/// Makes sure that nothing is written over a pack that is used, and nothing twice.
fn spare_packs(arguments: &PackArguments, written: &[&PathBuf]) -> Result<(), String> {
    let packs: Vec<_> = arguments.paths.iter().flat_map(|packs| files::packs(packs)).collect();
    for (number, path) in written.iter().enumerate() {
        let told = files::display(path);
        if packs.iter().any(|pack| files::is_same(pack, path)) {
            return Err(format!("{told} 是要使用的规则包，不能用来写结果"));
        }
        if written[..number].iter().any(|other| files::is_same(other, path)) {
            return Err(format!("{told} 写了两次，每种结果要写入不同的文件"));
        }
    }
    Ok(())
}

/// Writes a run in every format that was asked for: into files first, so that nobody takes what is
/// on the screen for all of it.
fn write_all(
    out: &mut impl Write,
    run: &Run,
    fail_on: FailOn,
    arguments: &CheckArguments,
) -> Result<u8, End> {
    write_outputs(run, fail_on, arguments)?;
    write(out, run, fail_on, &arguments.output, arguments.html_options())
}

/// Writes a run into the files that were asked for.
fn write_outputs(run: &Run, fail_on: FailOn, arguments: &CheckArguments) -> Result<(), End> {
    let OutputArguments { quiet, verbose, .. } = arguments.output;
    let human = HumanOptions { quiet, verbose, ..HumanOptions::default() };
    let options = Options { language: LANGUAGE, human, html: arguments.html_options() };
    for Output { format, path } in &arguments.outputs {
        let mut bytes = Vec::new();
        report::write(&mut bytes, run, *format, fail_on, &options)?;
        files::write(path, &bytes).map_err(End::Trouble)?;
    }
    Ok(())
}

/// Makes sure that every profile that was asked for is one.
fn know_profiles(ruleset: &Ruleset, profiles: &[String]) -> Result<(), End> {
    let known = profiles.iter().try_for_each(|profile| config::known_profile(ruleset, profile));
    known.map_err(End::Trouble)
}

/// Looking at files, several at a time.
struct Looking<'r> {
    settings: &'r Settings,
    arguments: &'r CheckArguments,
    /// The files that are judged; none where all are.
    touched: Option<&'r HashSet<PathBuf>>,
}

impl Looking<'_> {
    /// Checks everything at a path that the user named. It must hold a guide: somebody thinks that it
    /// does, and would take silence for a pass.
    fn check_named(&self, named: &Named) -> Vec<FileReport> {
        let mut reports: Vec<FileReport> = named.files.par_iter().map(|file| self.check_file(file)).collect();
        // A hook names whatever was changed; nobody thinks that all of it are guides.
        let may_be_empty = named.repeats || self.arguments.skip_others && !named.path.is_dir();
        if !may_be_empty && reports.iter().all(|report| report.status == Status::NotAGuide) {
            let reason = match (reports.as_slice(), named.path.is_dir()) {
                ([], true) => "文件夹中没有办事指南文件（.yaml、.yml）",
                ([], false) => "这个文件已被排除",
                (_, true) => "文件夹中的文件都不是办事指南：最外层没有任何已知的要素",
                (_, false) => {
                    reports.clear();
                    "这不是办事指南：最外层没有任何已知的要素"
                }
            };
            reports.push(unreadable(files::display(&named.path), reason.into()));
        }
        reports
    }

    fn check_file(&self, file: &Found) -> FileReport {
        let name = settings::name(file, self.arguments);
        match files::read(file) {
            Ok(bytes) => {
                let (ruleset, selection) = self.settings.of(&name);
                let sha256 = statement::digest(&bytes, self.arguments);
                let mut report = lint::check(&name, bytes, ruleset, &selection);
                report.sha256 = sha256;
                if let Some(touched) = self.touched {
                    report.is_judged = files::is_among(touched, Path::new(&name));
                }
                report
            }
            Err(reason) => unreadable(name, reason),
        }
    }
}

fn unreadable(path: String, reason: String) -> FileReport {
    FileReport::without_guides(SourceFile::new(path, ""), Status::Unreadable(reason), Vec::new())
}

fn write(
    out: &mut impl Write,
    run: &Run,
    fail_on: FailOn,
    output: &OutputArguments,
    html: HtmlOptions,
) -> Result<u8, End> {
    let human = human_options(output.color, output.quiet, output.verbose);
    let options = Options { language: LANGUAGE, human, html };
    report::write(out, run, output.format, fail_on, &options)?;
    Ok(report::exit_code(run, fail_on))
}

fn human_options(color: Color, quiet: bool, verbose: bool) -> HumanOptions {
    let terminal = io::stdout().is_terminal();
    let color = match color {
        Color::Always => true,
        Color::Never => false,
        // https://no-color.org: any value but the empty one.
        Color::Auto => terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
    };
    let width = if terminal { terminal_size::terminal_size() } else { None };
    let width = width.map_or(80, |(width, _)| usize::from(width.0));
    HumanOptions { width, color, quiet, verbose }
}

/// The packs of a run: built-in ones and those that the user named.
fn pack_files(paths: &[PathBuf], builtin: bool) -> Result<Vec<SourceFile>, End> {
    let mut packs = if builtin { rules::packs() } else { Vec::new() };
    for path in paths {
        let files = files::packs(path);
        if files.is_empty() {
            return Err(End::Trouble(format!("{}：文件夹中没有规则包（.yaml、.yml）", path.display())));
        }
        for file in files {
            packs.push(read_text(&file, PACKS_UNUSABLE)?);
        }
    }
    Ok(packs)
}

/// A file that says how to check, as text.
fn read_text(path: &Path, unusable_because: &str) -> Result<SourceFile, End> {
    let name = files::shown(path);
    let bytes = files::read(&Found::File(path.to_owned()))
        .map_err(|reason| End::Trouble(format!("{name}：{reason}")))?;
    let text = crate::document::decode(bytes).map_err(|unreadable| {
        let source = SourceFile::new(&name, unreadable.text);
        let file = unusable(source, unusable_because, vec![lint::yaml_finding(unreadable.problem)]);
        End::unusable(vec![file])
    })?;
    Ok(SourceFile::new(name, text))
}

/// A file that says how to check and cannot be used, so that nothing was checked.
fn unusable(source: SourceFile, because: &str, findings: Vec<Finding>) -> FileReport {
    FileReport::without_guides(source, Status::Unreadable(because.into()), findings)
}

fn ruleset(arguments: &PackArguments) -> Result<Ruleset, End> {
    ruleset_of(pack_files(&arguments.paths, !arguments.no_default_packs)?)
}

/// The packs of some files, together.
fn ruleset_of(files: Vec<SourceFile>) -> Result<Ruleset, End> {
    if files.is_empty() {
        return Err(End::Trouble("没有规则包：--no-default-packs 要与 --pack 一起使用".into()));
    }
    let loaded = rules::load(&files);
    loaded.map_err(|mistakes| {
        let mut run = pack_run(files, mistakes);
        run.files.retain(|file| !file.findings.is_empty());
        for file in &mut run.files {
            file.status = Status::Unreadable(PACKS_UNUSABLE.into());
        }
        End::Packs(Box::new(run))
    })
}

/// Mistakes of packs as a run, so that they are shown like a guide's.
fn pack_run(files: Vec<SourceFile>, mistakes: pack::Mistakes) -> Run {
    let found = mistakes.problems.into_iter().zip(mistakes.mistakes);
    let report = |(source, (problems, mistakes)): (SourceFile, (Vec<_>, Vec<Mistake>))| {
        let mut findings: Vec<_> = problems.into_iter().map(lint::yaml_finding).collect();
        findings.extend(mistakes.into_iter().map(lint::pack_finding));
        FileReport::without_guides(source, Status::Checked, findings)
    };
    Run { files: files.into_iter().zip(found).map(report).collect(), ..Run::default() }
}
