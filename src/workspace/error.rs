//! Why a workspace could not be checked at all.

use crate::lint::FileReport;

/// Why a workspace could not be checked.
#[derive(Debug)]
pub enum WorkspaceError {
    /// A message for the user, in Chinese.
    Message(String),
    /// There is no rule pack: the built-in ones are left out, and no other is named.
    NoPacks,
    /// A baseline should be pruned, but there is none.
    NoBaseline,
    /// Packs, configs or exemption files have mistakes, which are reported like those of guides.
    Unusable(Vec<FileReport>),
}
