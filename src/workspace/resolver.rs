//! Which config applies to which file.
//!
//! The config of a guide is the nearest one above it, so that it is checked in the same way however it is
//! named.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use super::config::{self, Config};
use super::error::WorkspaceError;
use super::file_system::FileSystem;
use super::options::ConfigChoice;
use super::packs::{read_text, unusable};
use super::paths;
use crate::text::SourceFile;

/// The message for configs that cannot be used.
pub(super) const UNUSABLE: &str = "配置有误，没有检查任何指南";

/// The content of one config file, or the defaults if there is none.
#[derive(Debug)]
pub struct ResolvedConfig {
    /// The file; `None` if there is none.
    pub path: Option<PathBuf>,
    /// The folder that paths in it are relative to, as a real path.
    pub folder: PathBuf,
    /// Its content; empty if there is none.
    pub config: Config,
    /// Number of its packs in the rulesets of the workspace.
    pub ruleset: usize,
    /// Its text; `None` if there is none.
    pub source: Option<SourceFile>,
}

impl ResolvedConfig {
    /// The packs that it names.
    pub(super) fn packs(&self) -> impl Iterator<Item = PathBuf> {
        self.config.packs.0.iter().map(|path| self.folder.join(&path.value))
    }
}

/// The configs of a workspace, each once, during the search.
pub(super) struct Resolver<'a> {
    fs: &'a dyn FileSystem,
    choice: &'a ConfigChoice,
    /// `None` for files without a config.
    paths: Vec<Option<PathBuf>>,
    /// By the real path of the folder.
    by_folder: HashMap<PathBuf, Option<PathBuf>>,
    /// By the path of the folder as given.
    by_name: HashMap<PathBuf, Option<PathBuf>>,
}

impl<'a> Resolver<'a> {
    pub(super) fn new(fs: &'a dyn FileSystem, choice: &'a ConfigChoice) -> Self {
        Self { fs, choice, paths: Vec::new(), by_folder: HashMap::new(), by_name: HashMap::new() }
    }

    /// The number of the config of a file.
    pub(super) fn number(&mut self, file: &Path) -> usize {
        let path = match self.choice {
            ConfigChoice::Off => None,
            ConfigChoice::File(path) => Some(path.clone()),
            ConfigChoice::Nearest => self.nearest(file.parent().unwrap_or(file)),
        };
        let known = self.paths.iter().position(|known| *known == path);
        known.unwrap_or_else(|| {
            self.paths.push(path);
            self.paths.len() - 1
        })
    }

    /// The nearest config in a folder or above it. Looks into each folder only once.
    fn nearest(&mut self, folder: &Path) -> Option<PathBuf> {
        if let Some(known) = self.by_name.get(folder) {
            return known.clone();
        }
        let named = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let found = self.nearest_above(&paths::folder_of(self.fs, named));
        self.by_name.insert(folder.to_owned(), found.clone());
        found
    }

    /// Like `nearest`, for a real path.
    fn nearest_above(&mut self, folder: &Path) -> Option<PathBuf> {
        if let Some(known) = self.by_folder.get(folder) {
            return known.clone();
        }
        let own = folder.join(config::NAME);
        let found = if self.fs.is_file(&own) {
            Some(own)
        } else {
            folder.parent().and_then(|above| self.nearest_above(above))
        };
        self.by_folder.insert(folder.to_owned(), found.clone());
        found
    }

    /// Reads the configs of all files that `number` was called for, by number.
    ///
    /// # Errors
    ///
    /// Returns everything that is wrong with any of them.
    pub(super) fn resolve(self) -> Result<Vec<ResolvedConfig>, WorkspaceError> {
        let (mut configs, mut broken) = (Vec::new(), Vec::new());
        for path in self.paths {
            let Some(path) = path else {
                let folder = paths::folder_of(self.fs, Path::new("."));
                let config = Config::default();
                configs.push(ResolvedConfig { path: None, folder, config, ruleset: 0, source: None });
                continue;
            };
            let source = read_text(self.fs, &path, UNUSABLE)?;
            let (config, findings) = Config::read(&source);
            let folder = paths::folder_of(self.fs, &path);
            if findings.is_empty() {
                let (path, source) = (Some(path), Some(source));
                configs.push(ResolvedConfig { path, folder, config, ruleset: 0, source });
            } else {
                broken.push(unusable(source, UNUSABLE, findings));
            }
        }
        if broken.is_empty() { Ok(configs) } else { Err(WorkspaceError::Unusable(broken)) }
    }
}
