//! The texts that clap writes itself, in Chinese.

use clap::error::{ContextKind, ContextValue, ErrorKind};

/// Translates the parts of usage lines that clap writes itself.
pub(super) fn translate(command: clap::Command) -> clap::Command {
    let usage = match command.get_name() {
        "check" => "guidelint check [选项] [路径]...",
        "rules" => "guidelint rules [选项]",
        "coverage" => "guidelint coverage [选项]",
        "explain" => "guidelint explain [选项] <规则>",
        "diff" => "guidelint diff [选项] <旧版> <新版>",
        "new" => "guidelint new --type <类型> [选项]",
        "pack" => "guidelint pack check [选项] [路径]...",
        "schema" => "guidelint schema <名称>",
        "completions" => "guidelint completions <名称>",
        "man" => "guidelint man",
        _ => "guidelint <命令>",
    };
    let command = command.override_usage(usage);
    match command.get_name() {
        "pack" => {
            command.mut_subcommands(|inner| inner.override_usage("guidelint pack check [选项] [路径]..."))
        }
        _ => command,
    }
}

/// Describes an error in the command line.
pub(super) fn in_chinese(error: &clap::Error) -> String {
    let text = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.clone()),
        // clap puts the best of several suggestions last.
        Some(ContextValue::Strings(texts)) if kind != ContextKind::ValidValue => texts.last().cloned(),
        Some(ContextValue::Strings(texts)) => Some(texts.join("、")),
        _ => None,
    };
    let argument = text(ContextKind::InvalidArg).unwrap_or_default();
    let value = text(ContextKind::InvalidValue).unwrap_or_default();
    let near = |kind| text(kind).map(|near| format!("，是否为“{near}”？")).unwrap_or_default();
    match error.kind() {
        ErrorKind::InvalidValue if value.is_empty() => format!("“{argument}”后面应写明内容"),
        ErrorKind::InvalidValue => {
            let possible = text(ContextKind::ValidValue).map(|values| format!("，可以写：{values}"));
            format!("“{argument}”不能是“{value}”{}", possible.unwrap_or_default())
        }
        ErrorKind::UnknownArgument => format!("不认识参数“{argument}”{}", near(ContextKind::SuggestedArg)),
        ErrorKind::InvalidSubcommand => {
            let command = text(ContextKind::InvalidSubcommand).unwrap_or_default();
            format!("不认识命令“{command}”{}", near(ContextKind::SuggestedSubcommand))
        }
        ErrorKind::ValueValidation => {
            let reason = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
            format!("“{argument}”不能是“{value}”：{reason}")
        }
        ErrorKind::MissingRequiredArgument => format!("缺少参数“{argument}”"),
        ErrorKind::MissingSubcommand => "缺少命令".into(),
        ErrorKind::ArgumentConflict => format!("“{argument}”只能写一次，或不能与另一个参数同时使用"),
        ErrorKind::InvalidUtf8 => "参数不是 UTF-8 文字".into(),
        _ => format!("参数“{argument}”有误"),
    }
}
