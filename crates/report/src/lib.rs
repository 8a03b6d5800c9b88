//! Reports: pure functions from a [`Run`] to text, one file per format.
//!
//! The results of a run are only counted in [`Summary`], which also determines the exit code, so that all
//! formats agree. A new format needs one more file and one more line in each table of [`Format`].
//!
//! Files that are not named after a format are shared by formats: positions in the units of people and
//! editors (`points`), making text harmless for terminals (`visible`), layout (`prose`, `window`, `excerpt`),
//! the wording of findings (`wording`, `title`), and what was not checked (`unchecked`).
//!
//! All texts of the reports themselves are messages of `guidelint_messages` in the requested language; no
//! file here contains words of a language.

use std::borrow::Cow;
use std::io;

use guidelint_core::finding::{Severity, SuppressionReason};

use guidelint_core::lint::{FileReport, Run, Status};
use guidelint_messages::Language;

pub use guidelint_core::finding::FailOn;

mod aside;
pub mod checklist;
pub mod checkstyle;
mod closing;
pub mod compact;
pub mod coverage;
pub mod diff;
mod excerpt;
pub mod github;
pub mod gitlab;
mod group;
pub mod html;
pub mod human;
pub mod json;
pub mod jsonl;
pub mod junit;
pub mod markdown;
pub mod mended;
mod points;
mod prose;
pub mod rdjson;
pub mod rules;
pub mod sarif;
pub mod statement;
mod title;
mod unchecked;
mod visible;
mod window;
mod wording;

/// The formats of reports.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Format {
    /// For people at a terminal: excerpts with underlines, clauses, what to write instead.
    #[default]
    Human,
    /// One line per finding, for problem matchers of editors and for `grep`.
    Compact,
    /// One JSON object, for programs.
    Json,
    /// One JSON object per line, for programs that read large reports.
    Jsonl,
    /// SARIF 2.1.0, the standard of analysis tools.
    Sarif,
    /// Workflow commands of GitHub Actions.
    Github,
    /// A Code Quality report for GitLab.
    Gitlab,
    /// The XML format of `JUnit`, for test dashboards.
    Junit,
    /// The XML format of Checkstyle.
    Checkstyle,
    /// Diagnostics for reviewdog.
    Rdjson,
    /// A comment on a merge request.
    Markdown,
    /// A web page for an office: totals, tables, filters, clauses; one file that works without network.
    Html,
}

impl Format {
    /// All formats, in the order in which help lists them.
    pub const ALL: [Self; 12] = [
        Self::Human,
        Self::Compact,
        Self::Json,
        Self::Jsonl,
        Self::Sarif,
        Self::Github,
        Self::Gitlab,
        Self::Junit,
        Self::Checkstyle,
        Self::Rdjson,
        Self::Markdown,
        Self::Html,
    ];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Human => "human",
            Self::Compact => "compact",
            Self::Json => "json",
            Self::Jsonl => "jsonl",
            Self::Sarif => "sarif",
            Self::Github => "github",
            Self::Gitlab => "gitlab",
            Self::Junit => "junit",
            Self::Checkstyle => "checkstyle",
            Self::Rdjson => "rdjson",
            Self::Markdown => "markdown",
            Self::Html => "html",
        }
    }

    /// What the format is for.
    pub fn about(self, language: Language) -> &'static str {
        let messages = language.formats();
        match self {
            Self::Human => messages.about_human(),
            Self::Compact => messages.about_compact(),
            Self::Json => messages.about_json(),
            Self::Jsonl => messages.about_jsonl(),
            Self::Sarif => messages.about_sarif(),
            Self::Github => messages.about_github(),
            Self::Gitlab => messages.about_gitlab(),
            Self::Junit => messages.about_junit(),
            Self::Checkstyle => messages.about_checkstyle(),
            Self::Rdjson => messages.about_rdjson(),
            Self::Markdown => messages.about_markdown(),
            Self::Html => messages.about_html(),
        }
    }
}

/// The results of a run, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Number of files that were named or found, without those that determine how to check.
    pub files: usize,
    /// Number of files that were checked completely.
    pub checked: usize,
    /// Number of files that are not text or not YAML, in whole or in part.
    pub broken: usize,
    /// Number of files that are YAML, but not guides.
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
    /// Number of findings that are suppressed.
    pub suppressed: usize,
    /// Number of findings that count from a later day on.
    pub coming: usize,
    /// Number of files left out because they were not changed; `None` if all files are in scope.
    pub left_alone: Option<usize>,
    /// Whether a run that checked no guide is a success.
    pub may_be_empty: bool,
}

impl Summary {
    /// Counts a run.
    pub fn of(run: &Run) -> Self {
        let left_alone = run.unchanged_files.as_ref().map(Vec::len);
        let may_be_empty = run.may_be_empty;
        let mut summary = Self { files: run.files.len(), left_alone, may_be_empty, ..Self::default() };
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
            // It determines how to check and is not checked itself.
            Status::Settings => self.files -= 1,
            Status::Unreadable(_) => self.unreadable += 1,
        }
        self.guides += file.guides.len();
        for finding in &file.findings {
            match finding.severity {
                Severity::Error => self.errors += 1,
                Severity::Warning => self.warnings += 1,
                Severity::Advice => self.advice += 1,
            }
        }
        for aside in &file.suppressed {
            match aside.reason {
                SuppressionReason::Suppressed(_) => self.suppressed += 1,
                SuppressionReason::Upcoming(_) => self.coming += 1,
            }
        }
    }

    /// Number of findings that count, of all severities.
    pub fn findings(&self) -> usize {
        self.errors + self.warnings + self.advice
    }

    /// Number of findings at or above the threshold.
    pub fn failing(&self, fail_on: FailOn) -> usize {
        let counts = [
            (Severity::Error, self.errors),
            (Severity::Warning, self.warnings),
            (Severity::Advice, self.advice),
        ];
        let fails = |severity| fail_on.least().is_some_and(|least| severity >= least);
        counts.into_iter().filter(|&(severity, _)| fails(severity)).map(|(_, count)| count).sum()
    }

    /// Why guidelint could not do its work; `None` if it could.
    pub fn trouble(&self) -> Option<Trouble> {
        if self.unreadable > 0 {
            Some(Trouble::Unreadable(self.unreadable))
        } else if self.checked + self.broken == 0
            && self.left_alone.is_none_or(|count| count == 0)
            && !self.may_be_empty
        {
            Some(Trouble::NothingChecked)
        } else {
            None
        }
    }

    /// The exit code of the program for every format: 0 if no finding is at or above the threshold, 1 if
    /// there is one, 2 if a file could not be read or nothing was checked.
    pub fn exit_code(&self, fail_on: FailOn) -> u8 {
        if self.trouble().is_some() { 2 } else { u8::from(self.failing(fail_on) > 0) }
    }
}

/// Reasons why guidelint could not do its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// This many files could not be read.
    Unreadable(usize),
    /// There was no guide to check.
    NothingChecked,
}

impl Trouble {
    /// A description for people.
    pub fn in_words(self, language: Language) -> Cow<'static, str> {
        match self {
            Self::Unreadable(count) => language.common().unreadable_files(count).into(),
            Self::NothingChecked => language.common().nothing_checked().into(),
        }
    }
}

/// The exit code of a run: [`Summary::exit_code`].
pub fn exit_code(run: &Run, fail_on: FailOn) -> u8 {
    Summary::of(run).exit_code(fail_on)
}

/// Options of some formats.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The language of the report.
    pub language: Language,
    /// Options of the report for people.
    pub human: human::HumanOptions,
    /// Options of the page for an office.
    pub html: html::HtmlOptions,
}

/// Writes a run in a format.
///
/// # Errors
///
/// Returns an error if `out` cannot be written to.
pub fn write(
    out: &mut impl io::Write,
    run: &Run,
    format: Format,
    fail_on: FailOn,
    options: &Options,
) -> io::Result<()> {
    let language = options.language;
    match format {
        Format::Human => human::write(out, run, &options.human, language),
        Format::Compact => compact::write(out, run, language),
        Format::Json => json::write(out, run, fail_on),
        Format::Jsonl => jsonl::write(out, run, fail_on),
        Format::Sarif => sarif::write(out, run, fail_on, language),
        Format::Github => github::write(out, run, language),
        Format::Gitlab => gitlab::write(out, run, language),
        Format::Junit => junit::write(out, run, fail_on, language),
        Format::Checkstyle => checkstyle::write(out, run, language),
        Format::Rdjson => rdjson::write(out, run, language),
        Format::Markdown => markdown::write(out, run, fail_on, language),
        Format::Html => html::write(out, run, fail_on, &options.html, language),
    }
}
