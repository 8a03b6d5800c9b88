//! `check --statement`: writes a record of what was checked.

use std::path::{Component, Path, PathBuf};

use crate::cli::error::CommandError;
use crate::cli::language::LANGUAGE;
use crate::cli::output;
use crate::report::statement::{self, Asked, Grounds, Kind, Read};
use crate::rules;
use crate::workspace::{
    CheckOptions, Conclusion, DiskFileSystem, Input, InputKind, LoadedPacks, Workspace, paths,
};

/// Writes the statement of a run.
pub(super) fn write(
    path: &Path,
    conclusion: &Conclusion,
    workspace: &Workspace<'_>,
    options: &CheckOptions,
) -> Result<(), CommandError> {
    let settings = &workspace.settings;
    let here = paths::folder_of(&DiskFileSystem, Path::new("."));
    let inputs = settings.inputs.iter().chain(&conclusion.inputs);
    let packs: Vec<Vec<Read>> = settings.packs.iter().map(read_packs).collect();
    let rulesets = settings.packs.iter().map(|packs| &packs.ruleset);
    let grounds = Grounds {
        data_sha256: rules::data_sha256(),
        asked: Asked {
            as_of: settings.as_of(),
            fail_on: settings.fail_on(options),
            region: options.region.as_deref(),
            profiles: &options.profiles,
            exclude: &options.exclude,
            suppressions: !options.ignore_suppressions,
            changed_since: options.changed_since.as_deref(),
        },
        settings: &inputs.map(read).collect::<Vec<_>>(),
        rulesets: rulesets.zip(packs.iter().map(Vec::as_slice)).collect(),
        ruleset_of: &|file| settings.ruleset_number(file.id),
        shown: &|path| shown(&here, Path::new(path)),
    };
    let mut bytes = Vec::new();
    statement::write(&mut bytes, &conclusion.run, &grounds, LANGUAGE)?;
    output::write(path, &bytes).map_err(CommandError::Message)
}

/// A path as the statement shows it, relative to a folder.
fn shown(here: &Path, path: &Path) -> String {
    if path.is_absolute() {
        return paths::seen_from(&DiskFileSystem, here, path);
    }
    // Links are not resolved: where they lead depends on the machine.
    let components = path.components().filter(|part| *part != Component::CurDir);
    paths::display(&components.collect::<PathBuf>())
}

fn read_packs(packs: &LoadedPacks) -> Vec<Read> {
    packs.inputs.iter().map(read).collect()
}

fn read(input: &Input) -> Read {
    let kind = match input.kind {
        InputKind::Config => Kind::Config,
        InputKind::Exemptions => Kind::Exemptions,
        InputKind::Baseline => Kind::Baseline,
        InputKind::Pack => Kind::Pack,
        InputKind::BuiltinPack => Kind::BuiltinPack,
    };
    Read { kind, path: input.path.clone(), sha256: input.sha256.clone() }
}

/// Warns that the requested statement was not written: an existing file is from an earlier run.
pub(super) fn warn_unwritten(path: &Path) {
    let old =
        if path.exists() { "；原有的文件没有改动，它不是这次检查的记录" } else { "" };
    eprintln!("没有写出检查记录 {}：这次没有完成检查{old}。", paths::display(path));
}
