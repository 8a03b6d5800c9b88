//! The guides of a folder and how an office has decided to check them: from paths to what counts.
//!
//! ```text
//! paths ─▶ FileSet ─▶ Settings ────▶ Checks ─▶ compare ─▶ conclude ─▶ Run
//!          files      configs,       a value   guides     comments, exemptions, baseline
//!                     packs, levels  a file
//! ```
//!
//! The command line, a language server and a web page need the same result, so this module does not depend on
//! arguments, terminals or output: options are [`CheckOptions`], files are read through a [`FileSystem`], and
//! changed files come from a [`VersionControl`]. Nothing is written: a baseline to write is a part of the
//! [`Conclusion`].
//!
//! Files are identified by a [`FileId`](crate::lint::FileId). The names in reports are for people and never
//! used for lookups.

pub mod baseline;
pub mod config;
mod disk;
mod error;
mod exclude;
pub mod exemption;
mod file_system;
mod files;
mod git;
mod inputs;
mod memory;
mod options;
mod packs;
pub mod paths;
mod pipeline;
mod policies;
mod resolver;
mod settings;

pub use config::EffectiveSettings;
pub use disk::DiskFileSystem;
pub use error::WorkspaceError;
pub use exclude::Excluded;
pub use file_system::{FileSystem, Walked, in_chinese};
pub use files::{FileSet, NamedPath, Origin, WorkspaceFile};
pub use git::{Git, VersionControl};
pub use inputs::{Input, InputKind};
pub use memory::MemoryFileSystem;
pub use options::{BaselineUpdate, CheckOptions, ConfigChoice, PackOptions};
pub use packs::{LoadedPacks, PACKS_UNUSABLE, load_packs, pack_files, pack_reports, ruleset};
pub use pipeline::{BaselineChange, CheckedFile, Checks, Conclusion, Scope, Workspace, WrittenBaseline};
pub use policies::Policies;
pub use resolver::ResolvedConfig;
pub use settings::{PolicyPath, Settings, SettingsGroup};
