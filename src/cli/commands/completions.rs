//! `completions`: a script with which a shell completes command lines.

use std::io::Write;

use crate::cli::arguments::{self, Shell};
use crate::cli::error::CommandError;

/// Writes the completion script of a shell.
pub(in crate::cli) fn run(out: &mut impl Write, shell: Shell) -> Result<u8, CommandError> {
    out.write_all(&arguments::completions(shell))?;
    Ok(0)
}
