//! Guides × rules → findings.
//!
//! Three pure functions, in this order: [`check`] checks one file by itself, [`compare_guides`] compares
//! what guides state, and [`conclude`] decides what counts in a file. Each returns a value that the next
//! ones only read, so a caller that keeps the [`FileCheck`]s of a workspace checks a file again only when
//! its bytes have changed. Nothing here opens files or fails: a broken file is reported as a finding.
//!
//! Invariant: the findings of a file depend only on its bytes and the rules, and their order is total, so
//! the same input gives the same report whatever the number of threads.

mod applicable;
mod builtin_rules;
mod check;
mod checked;
mod conclude;
mod cross_guide;
mod file_check;
mod file_report;
mod guide_fact;
mod guide_run;
mod misread;
mod overlap;
mod reached;
mod rule_run;
mod run;
mod suppression;
mod unread;
mod usage;
mod violation;

pub use crate::guide::ReadBy;
pub use applicable::{Applicable, ApplicableRule};
pub use builtin_rules::{
    BuiltinRule, SuppressionProblem, builtin_rule, builtin_rules, config_finding, exemption_finding,
    no_such_rule, pack_finding, suppression_finding, yaml_finding,
};
pub use check::{MOST_BYTES, check};
pub use checked::{CheckedGuide, ReadKey};
pub use conclude::{SuppressionPolicy, check_alone, conclude, conclude_all};
pub use cross_guide::{FileIndex, compare_guides, compare_guides_in_scope};
pub use file_check::{FileCheck, Status, Upcoming};
pub use file_report::{FileId, FileReport};
pub use guide_fact::GuideFact;
pub use reached::reached;
pub use run::Run;
pub use suppression::{SuppressionComment, check_suppressible};
pub use usage::Usage;
