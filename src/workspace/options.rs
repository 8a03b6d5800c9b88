//! The options for checking a workspace.

use std::path::PathBuf;

use crate::date::Date;
use crate::finding::FailOn;

/// The options of a check. They take precedence over configs.
#[derive(Clone, Debug)]
pub struct CheckOptions {
    /// The packs to use, besides those of configs.
    pub packs: PackOptions,
    /// Globs of files that are not checked.
    pub exclude: Vec<String>,
    /// Whether to accept named files that are not guides instead of failing.
    pub skip_non_guides: bool,
    /// The name of standard input in reports; its folder determines the config.
    pub standard_input_name: Option<String>,
    /// The lowest severity that fails the run.
    pub fail_on: Option<FailOn>,
    /// The 行政区划代码 to assume.
    pub region: Option<String>,
    /// Profiles, instead of those of configs; empty to use those of configs.
    pub profiles: Vec<String>,
    /// The day that decides which sources are in force.
    pub as_of: Date,
    /// Which config to use.
    pub config: ConfigChoice,
    /// The exemption file, instead of those of configs.
    pub exemptions: Option<PathBuf>,
    /// The baseline, instead of those of configs.
    pub baseline: Option<PathBuf>,
    /// How to update baselines; `None` to only read them.
    pub baseline_update: Option<BaselineUpdate>,
    /// Whether to ignore comments, exemptions and baselines.
    pub ignore_suppressions: bool,
    /// If set, only findings in files changed since this revision are reported.
    pub changed_since: Option<String>,
    /// Whether to record digests of all files that are read, as a statement needs.
    pub record_inputs: bool,
}

/// Which packs to use.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PackOptions {
    /// Pack files, or folders of them.
    pub paths: Vec<PathBuf>,
    /// Whether to leave out the built-in packs.
    pub without_builtin: bool,
}

/// Which config applies to a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ConfigChoice {
    /// The nearest one in its folder or above it.
    #[default]
    Nearest,
    /// This one.
    File(PathBuf),
    /// No config.
    Off,
}

/// How to update a baseline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BaselineUpdate {
    /// Writes the counted findings into this file; an existing one can only shrink.
    Write(PathBuf),
    /// Removes fixed findings from the baselines that are read.
    Prune,
}

impl CheckOptions {
    /// The default options for a day: everything as configs and packs say.
    pub fn new(as_of: Date) -> Self {
        Self {
            packs: PackOptions::default(),
            exclude: Vec::new(),
            skip_non_guides: false,
            standard_input_name: None,
            fail_on: None,
            region: None,
            profiles: Vec::new(),
            as_of,
            config: ConfigChoice::default(),
            exemptions: None,
            baseline: None,
            baseline_update: None,
            ignore_suppressions: false,
            changed_since: None,
            record_inputs: false,
        }
    }
}
