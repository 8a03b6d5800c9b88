//! `pack check`: checks packs against their own examples, and exports the examples.

use std::io::Write;
use std::path::Path;

use crate::cli::arguments::{OutputArguments, PackCheckArguments};
use crate::cli::error::CommandError;
use crate::cli::{clock, output, screen};
use crate::conformance;
use crate::date::Date;
use crate::lint::Run;
use crate::pack::{self, Rule, Ruleset};
use crate::pack_test;
use crate::report::{FailOn, Format, html::HtmlOptions};
use crate::rules;
use crate::workspace::{DiskFileSystem, PackOptions, pack_files, pack_reports, paths};

/// Checks packs. If requested and nothing is wrong, writes their examples.
pub(in crate::cli) fn check(
    out: &mut impl Write,
    arguments: &PackCheckArguments,
) -> Result<u8, CommandError> {
    let wanted = PackOptions { paths: arguments.paths.clone(), without_builtin: false };
    let files = pack_files(&DiskFileSystem, &wanted)?;
    let builtin = if arguments.paths.is_empty() { 0 } else { rules::packs().len() };
    let (mistakes, ruleset) = match rules::load(&files) {
        Err(mistakes) => (mistakes, None),
        Ok(ruleset) => {
            let problems = vec![Vec::new(); files.len()];
            (pack::Mistakes { problems, mistakes: pack_test::prove(&ruleset, builtin) }, Some(ruleset))
        }
    };
    let mut reports = pack_reports(files, mistakes);
    reports.drain(..builtin);
    let run = Run { files: reports, ..Run::default() };
    let output = OutputArguments { quiet: true, ..arguments.output };
    let code = screen::write_run(out, &run, FailOn::Error, &output, HtmlOptions::default())?;
    let Some(ruleset) = ruleset.filter(|_| code == 0) else {
        if arguments.export.is_some() {
            eprintln!("规则包有误，没有写出例子。");
        }
        return Ok(code);
    };
    let is_human = output.format == Format::Human;
    let own: Vec<_> = ruleset.rules.iter().filter(|rule| rule.pack >= builtin).collect();
    let (packs, rules, examples) = (run.files.len(), own.len(), examples(&own));
    if is_human {
        writeln!(out, "检查了 {packs} 个规则包，{rules} 条规则，{examples} 个例子，未发现问题。")?;
    }
    if let Some(folder) = &arguments.export {
        export(folder, &ruleset, builtin, arguments.as_of.unwrap_or_else(clock::today))?;
        if is_human {
            let (folder, table) = (paths::display(folder), conformance::TABLE);
            writeln!(out, "{examples} 个例子写在 {folder}，应查出什么见 {folder}/{table}。")?;
        }
    }
    Ok(code)
}

fn examples(rules: &[&Rule]) -> usize {
    rules.iter().map(|rule| rule.pass.len() + rule.fail.len()).sum()
}

/// Writes the examples of the packs from number `first` on into a folder.
fn export(folder: &Path, ruleset: &Ruleset, first: usize, as_of: Date) -> Result<(), CommandError> {
    let suite = conformance::suite(ruleset, |pack| pack >= first, as_of);
    output::create_folder(folder, &suite).map_err(CommandError::Message)
}
