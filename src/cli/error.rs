//! Why a command ended early.

use std::io::{self, Write};

use super::language::LANGUAGE;
use super::screen::human_options;
use crate::lint::{FileReport, Run};
use crate::report;
use crate::workspace::WorkspaceError;

use super::arguments::Color;

/// Why a command ended early; the exit code is 2.
pub(super) enum CommandError {
    /// A message for the user, on standard error.
    Message(String),
    /// Packs or configs have mistakes; the run reports them.
    Unusable(Box<Run>),
    /// Output could not be written.
    Output(io::Error),
}

impl CommandError {
    /// Packs or configs that cannot be used.
    fn unusable(files: Vec<FileReport>) -> Self {
        Self::Unusable(Box::new(Run { files, ..Run::default() }))
    }

    /// Reports why the command ended. Returns the exit code.
    pub(super) fn report(self, out: &mut impl Write) -> u8 {
        match self {
            Self::Message(message) => eprintln!("错误：{message}"),
            Self::Unusable(run) => {
                // If this cannot be written either, the exit code still shows the failure.
                let _ = report::human::write(out, &run, &human_options(Color::Auto, false, false), LANGUAGE);
            }
            // The reader closed the pipe, as in `guidelint … | head`.
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => {}
            Self::Output(error) => eprintln!("错误：无法写出结果（{error}）"),
        }
        2
    }
}

impl From<io::Error> for CommandError {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl From<WorkspaceError> for CommandError {
    fn from(error: WorkspaceError) -> Self {
        match error {
            WorkspaceError::Message(message) => Self::Message(message),
            WorkspaceError::NoPacks => {
                Self::Message("没有规则包：--no-default-packs 要与 --pack 一起使用".into())
            }
            WorkspaceError::NoBaseline => {
                Self::Message("没有基线可以更新：请用 --baseline 或配置里的 baseline 指明".into())
            }
            WorkspaceError::Unusable(files) => Self::unusable(files),
        }
    }
}
