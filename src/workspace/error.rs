//! Why a workspace could not be checked at all.

use crate::lint::FileReport;

/// Why a workspace could not be checked.
#[derive(Debug)]
pub enum WorkspaceError {
    /// Something to say to the user, in Chinese.
    Message(String),
    /// There is no rule pack: the built-in ones are not wanted, and no other is named.
    NoPacks,
    /// A baseline should be pruned, and there is none.
    NoBaseline,
    /// Packs or files that say how to check have mistakes, which are reported like those of guides.
    Unusable(Vec<FileReport>),
}
