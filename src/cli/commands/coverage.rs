//! `coverage`: what the packs check of their sources.

use std::io::Write;
use std::path::Path;

use crate::cli::arguments::CoverageArguments;
use crate::cli::error::CommandError;
use crate::cli::language::LANGUAGE;
use crate::cli::targets::Targets;
use crate::cli::{clock, output};
use crate::report::coverage;
use crate::workspace::{DiskFileSystem, PackOptions, load_packs};

/// Writes coverage into the requested files, then to the screen.
pub(in crate::cli) fn run(out: &mut impl Write, arguments: &CoverageArguments) -> Result<u8, CommandError> {
    let packs = PackOptions::from(&arguments.packs);
    let ruleset = load_packs(&DiskFileSystem, &packs, false)?.ruleset;
    let targets: Vec<&Path> = arguments.outputs.iter().map(|output| &*output.path).collect();
    Targets(targets).spare_packs(&packs).map_err(CommandError::Message)?;
    let as_of = arguments.as_of.unwrap_or_else(clock::today);
    for output in &arguments.outputs {
        let mut bytes = Vec::new();
        coverage::write(&mut bytes, &ruleset, as_of, output.format, LANGUAGE)?;
        output::write(&output.path, &bytes).map_err(CommandError::Message)?;
    }
    coverage::write(out, &ruleset, as_of, arguments.format, LANGUAGE)?;
    Ok(0)
}
