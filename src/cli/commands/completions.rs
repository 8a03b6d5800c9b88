//! `completions`: a script by which a shell completes command lines.

use std::io::Write;

use crate::cli::arguments::{self, Shell};
use crate::cli::error::CommandError;

/// Writes the script.
pub(in crate::cli) fn run(out: &mut impl Write, shell: Shell) -> Result<u8, CommandError> {
    out.write_all(&arguments::completions(shell))?;
    Ok(0)
}
