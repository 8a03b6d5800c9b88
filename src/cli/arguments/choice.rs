//! Named values that are defined in other crates, such as formats and severities.

use std::path::PathBuf;
use std::str::FromStr;

use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::report::coverage::CoverageFormat;
use crate::report::{FailOn, Format};

/// One of a few named values. clap's `ValueEnum` cannot be used: only the crate that defines a type can
/// implement it.
pub(in crate::cli) trait Choice: Copy + Send + Sync + 'static {
    /// All values, in the order in which help lists them.
    const ALL: &'static [Self];

    /// The name on the command line.
    fn name(self) -> &'static str;

    /// Returns the value with this name.
    fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|value| value.name() == name)
    }
}

impl Choice for Format {
    const ALL: &'static [Self] = &Self::ALL;

    fn name(self) -> &'static str {
        self.name()
    }
}

impl Choice for CoverageFormat {
    const ALL: &'static [Self] = &Self::ALL;

    fn name(self) -> &'static str {
        self.name()
    }
}

impl Choice for FailOn {
    const ALL: &'static [Self] = &Self::ALL;

    fn name(self) -> &'static str {
        self.name()
    }
}

/// Parses a value by its name; help and completion list the names.
pub(super) fn choice<C: Choice>() -> impl TypedValueParser<Value = C> {
    let names = PossibleValuesParser::new(C::ALL.iter().map(|value| value.name()));
    names.map(|name| C::named(&name).expect("the parser lets only names of values through"))
}

/// A format and the file to write it to.
#[derive(Clone, Debug)]
pub(in crate::cli) struct Output<F> {
    pub(in crate::cli) format: F,
    pub(in crate::cli) path: PathBuf,
}

impl<F: Choice> FromStr for Output<F> {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let known = || F::ALL.iter().map(|format| format.name()).collect::<Vec<_>>().join("、");
        let Some((wanted, path)) = text.split_once('=') else {
            return Err("应写成“格式=文件”，例：html=结果.html".into());
        };
        let Some(format) = F::named(wanted) else {
            return Err(format!("没有格式“{wanted}”，可以写：{}", known()));
        };
        match path {
            "" => Err("“=”后面应写明文件".into()),
            // `--format` is for standard output.
            "-" => Err("“=”后面应是文件；输出到屏幕用 --format".into()),
            path => Ok(Self { format, path: path.into() }),
        }
    }
}
