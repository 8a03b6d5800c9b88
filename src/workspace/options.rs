//! What somebody asks for who has a workspace checked.

use std::path::PathBuf;

use crate::date::Date;
use crate::finding::FailOn;

/// What is asked for. It comes before what configs say.
#[derive(Clone, Debug)]
pub struct CheckOptions {
    /// The packs to go by, beside those of configs.
    pub packs: PackOptions,
    /// Globs of files that are not checked.
    pub exclude: Vec<String>,
    /// Whether files that are named and are no guides are no failure.
    pub skip_non_guides: bool,
    /// The name by which reports show standard input, and by whose folder its config is found.
    pub standard_input_name: Option<String>,
    /// From which severity on the run fails.
    pub fail_on: Option<FailOn>,
    /// The 行政区划代码 to go by.
    pub region: Option<String>,
    /// Profiles, instead of those of configs; empty where configs say.
    pub profiles: Vec<String>,
    /// The day by which sources are in force or not.
    pub as_of: Date,
    /// Which config counts.
    pub config: ConfigChoice,
    /// The exemption file, instead of those of configs.
    pub exemptions: Option<PathBuf>,
    /// The baseline, instead of those of configs.
    pub baseline: Option<PathBuf>,
    /// What becomes of baselines; nothing where they are only read.
    pub baseline_update: Option<BaselineUpdate>,
    /// Whether comments, exemptions and baselines count for nothing.
    pub ignore_suppressions: bool,
    /// The revision since which a file has to be changed to be judged.
    pub changed_since: Option<String>,
    /// Whether digests of all that is read are wanted, as for a statement.
    pub record_inputs: bool,
}

/// Which packs to use.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PackOptions {
    /// Files of packs, or folders of them.
    pub paths: Vec<PathBuf>,
    /// Whether the built-in packs are left out.
    pub without_builtin: bool,
}

/// Which config counts for a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ConfigChoice {
    /// The nearest one in its folder or above it.
    #[default]
    Nearest,
    /// This one.
    File(PathBuf),
    /// None.
    Off,
}

/// What becomes of a baseline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BaselineUpdate {
    /// What counts now is written into this one; one that is there already can only shrink.
    Write(PathBuf),
    /// What was mended leaves the baselines that are read.
    Prune,
}

impl CheckOptions {
    /// Everything as configs and packs say, on a day.
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
