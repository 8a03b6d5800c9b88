//! `coverage`: what the packs check of their sources.

use std::io::Write;

use super::arguments::CoverageArguments;
use super::clock;
use super::{End, LANGUAGE, files, ruleset, spare_packs};
use crate::report::coverage;

/// Writes coverage into the files that were asked for, then to the screen.
pub(super) fn write(out: &mut impl Write, arguments: &CoverageArguments) -> Result<u8, End> {
    let ruleset = ruleset(&arguments.packs)?;
    let written: Vec<_> = arguments.outputs.iter().map(|output| &output.path).collect();
    spare_packs(&arguments.packs, &written).map_err(End::Trouble)?;
    let as_of = arguments.as_of.unwrap_or_else(clock::today);
    for output in &arguments.outputs {
        let mut bytes = Vec::new();
        coverage::write(&mut bytes, &ruleset, as_of, output.format, LANGUAGE)?;
        files::write(&output.path, &bytes).map_err(End::Trouble)?;
    }
    coverage::write(out, &ruleset, as_of, arguments.format, LANGUAGE)?;
    Ok(0)
}
