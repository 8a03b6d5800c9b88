//! `diff`: two editions of a guide.

use std::io::{IsTerminal, Write};
use std::path::Path;

use super::arguments::{Color, DiffArguments, DiffFormat};
use super::files::{self, Found};
use super::{End, LANGUAGE, human_options, ruleset};
use crate::document;
use crate::edition;
use crate::lint::MOST_BYTES;
use crate::report::diff::{self, Editions};
use crate::text::SourceFile;

/// Compares two files; the exit code is 1 only where somebody asked whether anything became more.
pub(super) fn write(out: &mut impl Write, arguments: &DiffArguments) -> Result<u8, End> {
    let ruleset = ruleset(&arguments.packs)?;
    if arguments.old.as_os_str() == "-" && arguments.new.as_os_str() == "-" {
        return Err(End::Trouble("只有一版可以从标准输入读取".into()));
    }
    let old = read(&arguments.old).map_err(End::Trouble)?;
    let new = read(&arguments.new).map_err(End::Trouble)?;
    let comparison = edition::compare(&old, &new, &ruleset.vocabulary).map_err(End::Trouble)?;
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
    let (name, found) = match path.to_str() {
        Some("-") if std::io::stdin().is_terminal() => return Err("标准输入里没有指南".into()),
        Some("-") => ("<标准输入>".to_owned(), Found::StandardInput),
        _ => (files::display(path), Found::File(path.to_owned())),
    };
    let bytes = files::read(&found).map_err(|reason| format!("{name}：{reason}"))?;
    if bytes.len() > MOST_BYTES {
        return Err(format!("{name} 超过 {} MB，没有比较", MOST_BYTES / 1024 / 1024));
    }
    let text =
        document::decode(bytes).map_err(|unreadable| format!("{name}：{}", unreadable.problem.message))?;
    Ok(SourceFile::new(name, text))
}
