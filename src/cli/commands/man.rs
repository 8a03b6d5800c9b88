//! `man`: the manual page.

use std::io::Write;

use crate::cli::arguments;
use crate::cli::error::CommandError;

/// Writes the manual page in the format of `man`.
pub(in crate::cli) fn run(out: &mut impl Write) -> Result<u8, CommandError> {
    out.write_all(&arguments::manual()?)?;
    Ok(0)
}
