//! Reports on the screen: width, colour, exit code.

use std::io::{self, IsTerminal, Write};

use super::arguments::{Color, OutputArguments};
use super::language::LANGUAGE;
use crate::lint::Run;
use crate::report::{self, FailOn, Options, html::HtmlOptions, human::HumanOptions};

/// Writes a run in the requested format. Returns the exit code.
pub(super) fn write_run(
    out: &mut impl Write,
    run: &Run,
    fail_on: FailOn,
    output: &OutputArguments,
    html: HtmlOptions,
) -> io::Result<u8> {
    let human = human_options(output.color, output.quiet, output.verbose);
    report::write(out, run, output.format, fail_on, &Options { language: LANGUAGE, human, html })?;
    Ok(report::exit_code(run, fail_on))
}

/// The options of the human report for this terminal.
pub(super) fn human_options(color: Color, quiet: bool, verbose: bool) -> HumanOptions {
    let terminal = io::stdout().is_terminal();
    let color = match color {
        Color::Always => true,
        Color::Never => false,
        // https://no-color.org: any value but the empty one disables colour.
        Color::Auto => terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
    };
    let width = if terminal { terminal_size::terminal_size() } else { None };
    let width = width.map_or(80, |(width, _)| usize::from(width.0));
    HumanOptions { width, color, quiet, verbose }
}
