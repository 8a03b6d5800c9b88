//! Reports: pure functions from a [`Run`] to text, one file a format.
//!
//! What a run amounts to is counted in one place, [`Summary`], and its exit code comes from there
//! too, so no format can tell another story than its neighbour. A further format is one more file
//! and one more line in each table of [`Format`].
//!
//! The files without a format's name are what the formats share: where bytes are in people's units
//! (`points`), how text is kept from harming a terminal (`visible`), and how it is laid out
//! (`prose`, `window`, `excerpt`).

use std::io;

use crate::finding::Severity;
use crate::lint::{FileReport, Run, Status};

mod closing;
pub mod compact;
pub mod coverage;
mod excerpt;
mod fingerprint;
mod group;
pub mod human;
pub mod json;
mod points;
mod prose;
mod visible;
mod window;

/// How a run is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Format {
    /// For people at a terminal: excerpts with underlines, clauses, what to write instead.
    #[default]
    Human,
    /// One line a finding, for editors' problem matchers and for `grep`.
    Compact,
    /// One JSON object, for programs.
    Json,
}

impl Format {
    /// All formats, in the order in which help lists them.
    pub const ALL: [Self; 3] = [Self::Human, Self::Compact, Self::Json];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Human => "human",
            Self::Compact => "compact",
            Self::Json => "json",
        }
    }

    /// What it is for, in Chinese.
    pub fn about(self) -> &'static str {
        match self {
            Self::Human => "给人看：标出原文位置，附依据和改法",
            Self::Compact => "每个问题一行，供编辑器和脚本识别",
            Self::Json => "一个 JSON 对象，供程序读取",
        }
    }
}

/// From which severity on findings make a run fail.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum FailOn {
    /// Errors only.
    #[default]
    Error,
    /// Errors and warnings.
    Warning,
    /// Every finding.
    Advice,
    /// No finding; a run that could not do its work still fails.
    Never,
}

impl FailOn {
    /// All thresholds, in the order in which help lists them.
    pub const ALL: [Self; 4] = [Self::Error, Self::Warning, Self::Advice, Self::Never];

    /// The name on the command line and in the JSON report.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Advice => "advice",
            Self::Never => "never",
        }
    }
}

/// What a run amounts to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Number of files that were named or found.
    pub files: usize,
    /// Number of files of which every document was checked.
    pub checked: usize,
    /// Number of files of which a part, or all, is no text or no YAML.
    pub broken: usize,
    /// Number of files that are YAML, but no guide.
    pub not_guides: usize,
    /// Number of files that could not be read.
    pub unreadable: usize,
    /// Number of guides that were checked.
    pub guides: usize,
    /// Number of findings of severity error.
    pub errors: usize,
    /// Number of findings of severity warning.
    pub warnings: usize,
    /// Number of findings of severity advice.
    pub advice: usize,
}

impl Summary {
    /// Counts a run.
    pub fn of(run: &Run) -> Self {
        let mut summary = Self { files: run.files.len(), ..Self::default() };
        for file in &run.files {
            summary.add(file);
        }
        summary
    }

    fn add(&mut self, file: &FileReport) {
        match file.status {
            Status::Checked => self.checked += 1,
            Status::Broken => self.broken += 1,
            Status::NotAGuide => self.not_guides += 1,
            Status::Unreadable(_) => self.unreadable += 1,
        }
        self.guides += file.guides;
        for finding in &file.findings {
            match finding.severity {
                Severity::Error => self.errors += 1,
                Severity::Warning => self.warnings += 1,
                Severity::Advice => self.advice += 1,
            }
        }
    }

    /// Number of findings of every severity.
    pub fn findings(&self) -> usize {
        self.errors + self.warnings + self.advice
    }

    /// Why guidelint could not do what was asked, in Chinese; none where it could.
    pub fn trouble(&self) -> Option<String> {
        if self.unreadable > 0 {
            Some(format!("有 {} 个文件无法读取", self.unreadable))
        } else if self.checked + self.broken == 0 {
            Some("没有检查任何办事指南".into())
        } else {
            None
        }
    }

    /// The exit code of the program, whatever the format: 0 where no finding is at or above the
    /// threshold, 1 where one is, 2 where a file could not be read or nothing was checked.
    pub fn exit_code(&self, fail_on: FailOn) -> u8 {
        let failing = match fail_on {
            FailOn::Error => self.errors,
            FailOn::Warning => self.errors + self.warnings,
            FailOn::Advice => self.findings(),
            FailOn::Never => 0,
        };
        if self.trouble().is_some() { 2 } else { u8::from(failing > 0) }
    }
}

/// The exit code of a run: [`Summary::exit_code`].
pub fn exit_code(run: &Run, fail_on: FailOn) -> u8 {
    Summary::of(run).exit_code(fail_on)
}

/// Writes a run in a format.
///
/// # Errors
///
/// When `out` cannot be written to.
pub fn write(
    out: &mut impl io::Write,
    run: &Run,
    format: Format,
    fail_on: FailOn,
    options: &human::HumanOptions,
) -> io::Result<()> {
    match format {
        Format::Human => human::write(out, run, options),
        Format::Compact => compact::write(out, run),
        Format::Json => json::write(out, run, fail_on),
    }
}
