//! `--statement`: what was checked, in a file.

use std::path::{Component, Path, PathBuf};

use super::arguments::CheckArguments;
use super::settings::Settings;
use super::{End, LANGUAGE, files};
use crate::digest;
use crate::lint::{MOST_BYTES, Run};
use crate::report::statement::{self, Asked, Grounds};
use crate::rules;

/// The digest of a guide, where a statement is wanted. Of a file that is larger than is ever read
/// only a part is known.
pub(super) fn digest(bytes: &[u8], arguments: &CheckArguments) -> Option<String> {
    (arguments.statement.is_some() && bytes.len() <= MOST_BYTES).then(|| digest::sha256(bytes))
}

/// Writes the statement of a run.
pub(super) fn write(
    path: &Path,
    run: &Run,
    settings: &Settings,
    arguments: &CheckArguments,
) -> Result<(), End> {
    let here = files::folder_of(Path::new("."));
    let grounds = Grounds {
        data_sha256: rules::data_sha256(),
        asked: Asked {
            as_of: settings.as_of(),
            fail_on: settings.fail_on(arguments),
            region: arguments.region.as_deref(),
            profiles: &arguments.profile,
            exclude: &arguments.exclude,
            suppressions: !arguments.no_suppressions,
            changed_since: arguments.changed_since.as_deref(),
        },
        settings: &settings.read,
        rulesets: settings.rulesets.iter().zip(settings.read_packs.iter().map(Vec::as_slice)).collect(),
        ruleset_of: &|file| settings.ruleset_number(file),
        shown: &|path| match Path::new(path) {
            path if path.is_absolute() => files::seen_from(&here, path),
            // Where links lead to is the machine's business.
            path => files::display(
                &path.components().filter(|part| *part != Component::CurDir).collect::<PathBuf>(),
            ),
        },
    };
    let mut bytes = Vec::new();
    statement::write(&mut bytes, run, &grounds, LANGUAGE)?;
    files::write(path, &bytes).map_err(End::Trouble)
}

/// Runs a check, and says so where it ended before the statement that was asked for was written: a
/// file that is there is of another run.
pub(super) fn told(
    arguments: &CheckArguments,
    check: impl FnOnce(&mut bool) -> Result<u8, End>,
) -> Result<u8, End> {
    let mut is_stated = false;
    let ended = check(&mut is_stated);
    if let (Some(path), false) = (&arguments.statement, is_stated) {
        let old = if path.exists() {
            "；原有的文件没有改动，它不是这次检查的记录"
        } else {
            ""
        };
        eprintln!("没有写出检查记录 {}：这次没有完成检查{old}。", files::display(path));
    }
    ended
}
