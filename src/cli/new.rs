//! `new`: a guide to be filled in.

use std::io::Write;

use super::arguments::NewArguments;
use super::clock;
use super::{End, files, know_profiles, ruleset};
use crate::draft::{self, Wanted};
use crate::pack::Selection;

/// Writes a guide to be filled in, to the screen or into a new file.
pub(super) fn write(out: &mut impl Write, arguments: &NewArguments) -> Result<u8, End> {
    let ruleset = ruleset(&arguments.packs)?;
    know_profiles(&ruleset, &arguments.profile)?;
    let selection = Selection {
        region: arguments.region.as_deref(),
        profiles: &arguments.profile,
        as_of: Some(arguments.as_of.unwrap_or_else(clock::today)),
        ..Selection::default()
    };
    let wanted = Wanted { kind: &arguments.kind, name: arguments.name.as_deref() };
    let text = draft::write(&ruleset, &wanted, &selection).map_err(End::Trouble)?;
    match &arguments.output {
        Some(path) => files::create(path, text.as_bytes()).map_err(End::Trouble)?,
        None => out.write_all(text.as_bytes())?,
    }
    Ok(0)
}
