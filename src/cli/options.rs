//! Converts arguments to the options of a workspace. Types of clap are not used beyond this module.

use super::arguments::{CheckArguments, PackArguments};
use super::clock;
use crate::workspace::{BaselineUpdate, CheckOptions, ConfigChoice, PackOptions};

impl From<&CheckArguments> for CheckOptions {
    fn from(arguments: &CheckArguments) -> Self {
        let config = match (&arguments.config, arguments.no_config) {
            (_, true) => ConfigChoice::Off,
            (Some(path), false) => ConfigChoice::File(path.clone()),
            (None, false) => ConfigChoice::Nearest,
        };
        let baseline_update = match (&arguments.write_baseline, arguments.prune_baseline) {
            (Some(path), _) => Some(BaselineUpdate::Write(path.clone())),
            (None, true) => Some(BaselineUpdate::Prune),
            (None, false) => None,
        };
        Self {
            packs: (&arguments.packs).into(),
            exclude: arguments.exclude.clone(),
            skip_non_guides: arguments.skip_others,
            standard_input_name: arguments.stdin_filename.clone(),
            fail_on: arguments.fail_on,
            region: arguments.region.clone(),
            profiles: arguments.profile.clone(),
            as_of: arguments.as_of.unwrap_or_else(clock::today),
            config,
            exemptions: arguments.exemptions.clone(),
            baseline: arguments.baseline.clone(),
            baseline_update,
            ignore_suppressions: arguments.no_suppressions,
            changed_since: arguments.changed_since.clone(),
            record_inputs: arguments.statement.is_some(),
        }
    }
}

impl From<&PackArguments> for PackOptions {
    fn from(arguments: &PackArguments) -> Self {
        Self { paths: arguments.paths.clone(), without_builtin: arguments.no_default_packs }
    }
}
