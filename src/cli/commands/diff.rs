//! `diff`: compares two editions of a guide.

use std::io::{IsTerminal, Write};
use std::path::Path;

use crate::cli::arguments::{Color, DiffArguments, DiffFormat};
use crate::cli::error::CommandError;
use crate::cli::language::LANGUAGE;
use crate::cli::screen::human_options;
use crate::document;
use crate::guide_diff;
use crate::lint::MOST_BYTES;
use crate::report::diff::{self, Editions};
use crate::text::SourceFile;
use crate::workspace::{DiskFileSystem, FileSystem, in_chinese, load_packs, paths};

/// Compares two files. The exit code is 1 only if a check for increased burdens was requested and found one.
pub(in crate::cli) fn run(out: &mut impl Write, arguments: &DiffArguments) -> Result<u8, CommandError> {
    let ruleset = load_packs(&DiskFileSystem, &(&arguments.packs).into(), false)?.ruleset;
    if arguments.old.as_os_str() == "-" && arguments.new.as_os_str() == "-" {
        return Err(CommandError::Message("只有一版可以从标准输入读取".into()));
    }
    let old = read(&arguments.old).map_err(CommandError::Message)?;
    let new = read(&arguments.new).map_err(CommandError::Message)?;
    let comparison = guide_diff::compare(&old, &new, &ruleset.vocabulary).map_err(CommandError::Message)?;
    let editions = Editions { old: &old, new: &new };
    match arguments.format {
        DiffFormat::Human => {
            let width = human_options(Color::Never, false, false).width;
            diff::human(out, &comparison, editions, width, LANGUAGE)?;
        }
        DiffFormat::Json => diff::json(out, &comparison, editions)?,
    }
    Ok(u8::from(arguments.fail_on_more && comparison.has_more()))
}

fn read(path: &Path) -> Result<SourceFile, String> {
    let (name, bytes) = match path.to_str() {
        Some("-") if std::io::stdin().is_terminal() => return Err("标准输入里没有指南".into()),
        Some("-") => ("<标准输入>".to_owned(), DiskFileSystem.read_standard_input(MOST_BYTES + 1)),
        _ => (paths::display(path), DiskFileSystem.read(path, MOST_BYTES + 1)),
    };
    let bytes = bytes.map_err(|error| format!("{name}：{}", in_chinese(&error)))?;
    if bytes.len() > MOST_BYTES {
        return Err(format!("{name} 超过 {} MB，没有比较", MOST_BYTES / 1024 / 1024));
    }
    let text =
        document::decode(bytes).map_err(|unreadable| format!("{name}：{}", unreadable.problem.message))?;
    Ok(SourceFile::new(name, text))
}
