//! `new`: a guide to fill in.

use std::io::Write;

use crate::cli::arguments::NewArguments;
use crate::cli::error::CommandError;
use crate::cli::{clock, output};
use crate::new_guide::{self, Wanted};
use crate::pack::Selection;
use crate::workspace::config::known_profile;
use crate::workspace::{DiskFileSystem, load_packs};

/// Writes a guide to fill in, to the screen or into a new file.
pub(in crate::cli) fn run(out: &mut impl Write, arguments: &NewArguments) -> Result<u8, CommandError> {
    let ruleset = load_packs(&DiskFileSystem, &(&arguments.packs).into(), false)?.ruleset;
    for profile in &arguments.profile {
        known_profile(&ruleset, profile).map_err(CommandError::Message)?;
    }
    let selection = Selection {
        region: arguments.region.as_deref(),
        profiles: &arguments.profile,
        as_of: Some(arguments.as_of.unwrap_or_else(clock::today)),
        ..Selection::default()
    };
    let wanted = Wanted { kind: &arguments.kind, name: arguments.name.as_deref() };
    let text = new_guide::write(&ruleset, &wanted, &selection).map_err(CommandError::Message)?;
    match &arguments.output {
        Some(path) => output::create(path, text.as_bytes()).map_err(CommandError::Message)?,
        None => out.write_all(text.as_bytes())?,
    }
    Ok(0)
}
