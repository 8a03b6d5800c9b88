//! The command line: arguments, files, exit codes. The only part that writes output.
//!
//! Exit codes are the same for every format: 0 no finding at or above the threshold, 1 findings, 2 guidelint
//! could not do its work. A run that checked nothing never passes.

mod arguments;
mod clock;
mod commands;
mod error;
mod language;
mod options;
mod output;
mod screen;
mod targets;

use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use arguments::{Arguments, Command, PackCommand};
use error::CommandError;

/// Runs the program with the arguments of the process.
pub fn run() -> ExitCode {
    let arguments = match arguments::parse(std::env::args_os()) {
        Ok(arguments) => arguments,
        Err((text, 0)) => {
            // Not reading the help to its end is not a failure.
            let _ = io::stdout().write_all(text.as_bytes());
            return ExitCode::SUCCESS;
        }
        Err((text, code)) => {
            eprint!("{text}");
            return ExitCode::from(code);
        }
    };
    let mut out = BufWriter::new(io::stdout().lock());
    let code = dispatch(&mut out, arguments).unwrap_or_else(|error| error.report(&mut out));
    match out.flush() {
        Ok(()) => ExitCode::from(code),
        Err(error) => ExitCode::from(CommandError::Output(error).report(&mut io::sink()).max(code)),
    }
}

fn dispatch(out: &mut impl Write, arguments: Arguments) -> Result<u8, CommandError> {
    match arguments.command {
        Command::Check(arguments) => commands::check::run(out, &arguments),
        Command::Rules(arguments) => commands::rules::run(out, &arguments),
        Command::Explain(arguments) => commands::explain::run(out, &arguments),
        Command::Diff(arguments) => commands::diff::run(out, &arguments),
        Command::New(arguments) => commands::new::run(out, &arguments),
        Command::Pack { command: PackCommand::Check(arguments) } => commands::pack::check(out, &arguments),
        Command::Coverage(arguments) => commands::coverage::run(out, &arguments),
        Command::Completions { shell } => commands::completions::run(out, shell),
        Command::Man => commands::man::run(out),
        Command::Schema { name } => commands::schema::run(out, name),
    }
}
