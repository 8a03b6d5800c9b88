//! The command line arguments. Help, errors, completions and the manual are generated from them.
//!
//! clap's own texts are English; all of them that a user can see are replaced by Chinese ones.

use std::ffi::OsString;
use std::io;
use std::path::PathBuf;

use clap::builder::Styles;
use clap::error::ErrorKind;
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};

use crate::date::Date;
use crate::fix::Applicability;
use crate::report::coverage::CoverageFormat;
use crate::report::html::HtmlOptions;
use crate::report::{FailOn, Format};
use crate::workspace::config;

mod chinese;
mod choice;

pub(super) use choice::Output;

pub(super) use clap_complete::Shell;

use chinese::{in_chinese, translate};
use choice::choice;

use super::language::LANGUAGE;

const TEMPLATE: &str = "{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}";

/// 检查政务服务办事指南
#[derive(Debug, Parser)]
#[command(
    name = "guidelint",
    version,
    about = "guidelint：检查政务服务办事指南（YAML），指出问题所在的字句、依据和改法",
    after_help = "退出码：0 没有达到 --fail-on 的问题；1 有这样的问题；2 无法完成检查（参数或规则包有误、文件读不了、没有找到办事指南）",
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true,
    subcommand_help_heading = "命令",
    subcommand_value_name = "命令",
    help_template = TEMPLATE,
    styles = Styles::plain()
)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
    /// 显示帮助
    #[arg(short, long, global = true, action = clap::ArgAction::Help, help_heading = "选项", display_order = 99)]
    help: Option<bool>,
    /// 显示版本
    #[arg(short = 'V', long, action = clap::ArgAction::Version, help_heading = "选项")]
    version: Option<bool>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// 检查办事指南
    #[command(help_template = TEMPLATE, after_help = formats())]
    Check(Box<CheckArguments>),
    /// 列出规则
    #[command(help_template = TEMPLATE)]
    Rules(RulesArguments),
    /// 解释一条规则：依据、例子、改法
    #[command(help_template = TEMPLATE)]
    Explain(ExplainArguments),
    /// 列出每个来源有多少条规定由机器检查、多少条要由人核对
    #[command(help_template = TEMPLATE)]
    Coverage(CoverageArguments),
    /// 写一份待填写的办事指南：规则包要求的要素都在，注明依据
    #[command(help_template = TEMPLATE)]
    New(NewArguments),
    /// 比较办事指南的两版：环节、材料、时限、费用、跑动次数哪些少了、哪些多了
    #[command(help_template = TEMPLATE, after_help = "退出码：0 比较完了，有没有改动都一样；1 写明 --fail-on-more 而且有增加的；2 无法比较")]
    Diff(DiffArguments),
    /// 检查规则包
    #[command(help_template = TEMPLATE, subcommand_help_heading = "命令", subcommand_value_name = "命令", disable_help_subcommand = true)]
    Pack {
        #[command(subcommand)]
        command: PackCommand,
    },
    /// 输出命令行补全脚本
    #[command(help_template = TEMPLATE)]
    Completions {
        /// 哪一种命令行：bash、zsh、fish、powershell、elvish
        #[arg(value_name = "名称", help_heading = "参数", hide_possible_values = true)]
        shell: Shell,
    },
    /// 输出手册（man 格式）
    #[command(help_template = TEMPLATE)]
    Man,
    /// 输出 JSON Schema
    #[command(help_template = TEMPLATE)]
    Schema {
        /// 哪一种：report（check --format json 的输出）、line（--format jsonl 的一行）、config（guidelint.yaml）、diff（diff --format json 的输出）、statement（check --statement 的文件）
        #[arg(value_name = "名称", help_heading = "参数", hide_possible_values = true)]
        name: SchemaName,
    },
}

#[derive(Debug, Subcommand)]
pub(super) enum PackCommand {
    /// 检查规则包的写法，并用规则自带的例子检验规则
    #[command(help_template = TEMPLATE)]
    Check(PackCheckArguments),
}

#[derive(Debug, Args)]
pub(super) struct PackCheckArguments {
    /// 规则包文件，或其中都是规则包的文件夹；不写则检查内置规则包
    #[arg(value_name = "路径", help_heading = "参数")]
    pub(super) paths: Vec<PathBuf>,
    /// 把规则的例子写进这个文件夹，一个例子一份指南；expected.tsv 列出每份应查出什么、在哪里，供试验别的程序
    #[arg(long, value_name = "文件夹", help_heading = "选项")]
    pub(super) export: Option<PathBuf>,
    /// 按这一天有效的规定写 expected.tsv，例：2026-10-01；不写则为今天
    #[arg(long, value_name = "日期", help_heading = "选项", requires = "export")]
    pub(super) as_of: Option<Date>,
    #[command(flatten)]
    pub(super) output: OutputArguments,
}

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "every switch of the command line is one")]
pub(super) struct CheckArguments {
    /// 办事指南文件或文件夹，“-”为标准输入；不写则检查当前文件夹
    #[arg(value_name = "路径", help_heading = "参数")]
    pub(super) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) packs: PackArguments,
    #[command(flatten)]
    pub(super) output: OutputArguments,
    /// 另外把结果以某种格式写入文件，可多次使用，例：--output sarif=结果.sarif
    #[arg(long = "output", value_name = "格式=文件", help_heading = "选项")]
    pub(super) outputs: Vec<Output<Format>>,
    /// 不检查符合此通配符的文件，可多次使用，例：'**/草稿/**'
    #[arg(long, value_name = "通配符", help_heading = "选项")]
    pub(super) exclude: Vec<String>,
    /// 指明的文件不是办事指南的，列出后跳过，不算无法检查；供提交前的钩子使用
    #[arg(long, help_heading = "选项")]
    pub(super) skip_others: bool,
    /// 从标准输入读取时，报告中显示的文件名
    #[arg(long, value_name = "文件名", help_heading = "选项")]
    pub(super) stdin_filename: Option<String>,
    /// 达到哪一级的问题算不通过：error（默认）、warning、advice、never
    #[arg(
        long,
        value_name = "级别",
        value_parser = choice::<FailOn>(),
        hide_possible_values = true,
        help_heading = "选项"
    )]
    pub(super) fail_on: Option<FailOn>,
    /// html 报告标出没有错误的指南不到百分之几的实施主体，默认 80
    #[arg(
        long,
        value_name = "百分比",
        value_parser = percent,
        default_value = "80",
        hide_default_value = true,
        help_heading = "选项"
    )]
    pub(super) mark_under: u8,
    /// 按此行政区划代码选用地方规则包；不写则按各指南自己写的“行政区划”
    #[arg(long, value_name = "代码", value_parser = region, help_heading = "选项")]
    pub(super) region: Option<String>,
    /// 检查方式，可多次使用：draft 起草中，缺少的内容只作建议；publish 发布（默认）；另外做的专项检查见 guidelint rules
    #[arg(long, value_name = "名称", help_heading = "选项")]
    pub(super) profile: Vec<String>,
    /// 按这一天有效的规定检查，例：2026-10-01；不写则为今天。以后才施行的规定查出的问题列为预告，不影响结果
    #[arg(long, value_name = "日期", help_heading = "选项")]
    pub(super) as_of: Option<Date>,
    /// 配置文件；不写则用指南所在文件夹或其上级文件夹里的 guidelint.yaml
    #[arg(long, value_name = "文件", help_heading = "选项")]
    pub(super) config: Option<PathBuf>,
    /// 不用配置文件
    #[arg(long, help_heading = "选项", conflicts_with = "config")]
    pub(super) no_config: bool,
    /// 显示对各指南起作用的配置，不检查
    #[arg(long, help_heading = "选项")]
    pub(super) show_config: bool,
    /// 列出要检查的文件，不检查
    #[arg(long, help_heading = "选项", conflicts_with = "show_config")]
    pub(super) show_files: bool,
    /// 豁免清单
    #[arg(long, value_name = "文件", help_heading = "选项")]
    pub(super) exemptions: Option<PathBuf>,
    /// 基线：其中的问题不计入结果
    #[arg(long, value_name = "文件", help_heading = "选项")]
    pub(super) baseline: Option<PathBuf>,
    /// 把现有的问题写成基线；已有基线时只会缩小
    #[arg(long, value_name = "文件", help_heading = "选项", conflicts_with_all = ["baseline", "prune_baseline", "no_suppressions", "changed_since"])]
    pub(super) write_baseline: Option<PathBuf>,
    /// 从基线中去掉已经改好的问题
    #[arg(long, help_heading = "选项", conflicts_with_all = ["no_suppressions", "changed_since"])]
    pub(super) prune_baseline: bool,
    /// 只判定自这个版本（git）以来改动过的指南，例：origin/main
    #[arg(long, value_name = "版本", help_heading = "选项")]
    pub(super) changed_since: Option<String>,
    /// 不理会豁免和基线，显示没有它们时的全部问题
    #[arg(long, help_heading = "选项")]
    pub(super) no_suppressions: bool,
    /// 改正能自动改正的地方，写回文件：--fix 只改意思不会变的；--fix=all 还包括改后要核对的，如给缺少的要素补上待填写的记号
    #[arg(
        long,
        value_name = "范围",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "safe",
        hide_possible_values = true,
        conflicts_with_all = ["write_baseline", "prune_baseline"],
        help_heading = "选项"
    )]
    pub(super) fix: Option<Fixes>,
    /// 只显示 --fix 会改什么（统一差异格式），不写文件；有可改的地方时退出码为 1
    #[arg(long, conflicts_with_all = ["format", "write_baseline", "prune_baseline"], help_heading = "选项")]
    pub(super) diff: bool,
    /// 把要由人核对的问题和所看的原文写入这个文件（Markdown）
    #[arg(long, value_name = "文件", help_heading = "选项")]
    pub(super) checklist: Option<PathBuf>,
    /// 把检查记录写入这个文件（JSON）：检查了哪些文件（附 SHA-256）、用的规则包和豁免、每条规定的检查结果
    #[arg(long, value_name = "文件", help_heading = "选项", conflicts_with_all = ["show_config", "show_files"])]
    pub(super) statement: Option<PathBuf>,
}

impl CheckArguments {
    /// What the page for an office marks.
    pub(super) fn html_options(&self) -> HtmlOptions {
        HtmlOptions { mark_under: self.mark_under }
    }
}

/// Which fixes to make.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Fixes {
    Safe,
    All,
}

impl Fixes {
    /// How safe a fix must at least be.
    pub(super) fn least(self) -> Applicability {
        match self {
            Self::Safe => Applicability::Safe,
            Self::All => Applicability::Unsafe,
        }
    }
}

/// Lists all formats with their descriptions.
fn formats() -> String {
    let line = |format: &Format| format!("  {:<12}{}", format.name(), format.about(LANGUAGE));
    format!("格式：\n{}", Format::ALL.iter().map(line).collect::<Vec<_>>().join("\n"))
}

#[derive(Debug, Args)]
pub(super) struct PackArguments {
    /// 另外使用的规则包文件或文件夹，可多次使用
    #[arg(id = "pack", long = "pack", value_name = "路径", help_heading = "选项")]
    pub(super) paths: Vec<PathBuf>,
    /// 不使用内置规则包
    #[arg(long, help_heading = "选项")]
    pub(super) no_default_packs: bool,
}

#[derive(Debug, Args)]
pub(super) struct OutputArguments {
    /// 输出格式，默认为 human；有哪些见 guidelint check --help
    #[arg(
        long,
        value_name = "格式",
        default_value = "human",
        value_parser = choice::<Format>(),
        hide_default_value = true,
        hide_possible_values = true,
        help_heading = "选项"
    )]
    pub(super) format: Format,
    /// 是否用颜色：auto（默认）、always、never
    #[arg(
        long,
        value_name = "方式",
        default_value = "auto",
        hide_default_value = true,
        hide_possible_values = true,
        help_heading = "选项"
    )]
    pub(super) color: Color,
    /// 只输出问题，不输出小结
    #[arg(short, long, help_heading = "选项")]
    pub(super) quiet: bool,
    /// 小结里列出没有用到的规则
    #[arg(short, long, help_heading = "选项", conflicts_with = "quiet")]
    pub(super) verbose: bool,
}

#[derive(Debug, Args)]
pub(super) struct NewArguments {
    /// 事项类型，例：行政许可
    #[arg(long = "type", value_name = "类型", help_heading = "选项")]
    pub(super) kind: String,
    /// 行政区划代码，例：440100；写明后连同当地规则包的要求一起写出
    #[arg(long, value_name = "代码", value_parser = region, help_heading = "选项")]
    pub(super) region: Option<String>,
    /// 事项名称；写明后连同只针对这类事项的要求一起写出
    #[arg(long, value_name = "名称", help_heading = "选项")]
    pub(super) name: Option<String>,
    /// 连同专项检查的要求，可多次使用；有哪些见 guidelint rules
    #[arg(long, value_name = "名称", help_heading = "选项")]
    pub(super) profile: Vec<String>,
    /// 按这一天有效的规定写，例：2026-10-01；不写则为今天
    #[arg(long, value_name = "日期", help_heading = "选项")]
    pub(super) as_of: Option<Date>,
    /// 写入这个文件；不写则输出到屏幕。不会覆盖已有的文件
    #[arg(long, value_name = "文件", help_heading = "选项")]
    pub(super) output: Option<PathBuf>,
    #[command(flatten)]
    pub(super) packs: PackArguments,
}

#[derive(Debug, Args)]
pub(super) struct DiffArguments {
    /// 旧版文件，“-”为标准输入
    #[arg(value_name = "旧版", help_heading = "参数")]
    pub(super) old: PathBuf,
    /// 新版文件，“-”为标准输入
    #[arg(value_name = "新版", help_heading = "参数")]
    pub(super) new: PathBuf,
    /// 输出格式：human（默认）、json
    #[arg(
        long,
        value_name = "格式",
        default_value = "human",
        hide_default_value = true,
        hide_possible_values = true,
        help_heading = "选项"
    )]
    pub(super) format: DiffFormat,
    /// 有任何一种负担增加时，退出码为 1
    #[arg(long, help_heading = "选项")]
    pub(super) fail_on_more: bool,
    #[command(flatten)]
    pub(super) packs: PackArguments,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum DiffFormat {
    Human,
    Json,
}

#[derive(Debug, Args)]
pub(super) struct RulesArguments {
    #[command(flatten)]
    pub(super) packs: PackArguments,
    /// 输出格式：table（默认）、json
    #[arg(
        long,
        value_name = "格式",
        default_value = "table",
        hide_default_value = true,
        hide_possible_values = true,
        help_heading = "选项"
    )]
    pub(super) format: RulesFormat,
}

#[derive(Debug, Args)]
pub(super) struct CoverageArguments {
    #[command(flatten)]
    pub(super) packs: PackArguments,
    /// 按这一天看哪些来源已经失效、哪些满一年没有核对，例：2026-10-01；不写则为今天
    #[arg(long, value_name = "日期", help_heading = "选项")]
    pub(super) as_of: Option<Date>,
    /// 输出格式：human（默认）、json、markdown（放进文档的一页）、html（一个网页文件，可查找、打印）
    #[arg(
        long,
        value_name = "格式",
        default_value = "human",
        value_parser = choice::<CoverageFormat>(),
        hide_default_value = true,
        hide_possible_values = true,
        help_heading = "选项"
    )]
    pub(super) format: CoverageFormat,
    /// 另外以某种格式写入文件，可多次使用，例：--output html=依据.html
    #[arg(long = "output", value_name = "格式=文件", help_heading = "选项")]
    pub(super) outputs: Vec<Output<CoverageFormat>>,
}

#[derive(Debug, Args)]
pub(super) struct ExplainArguments {
    /// 规则标识，例：required/core-elements
    #[arg(value_name = "规则", help_heading = "参数")]
    pub(super) rule: String,
    #[command(flatten)]
    pub(super) packs: PackArguments,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum RulesFormat {
    Table,
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum SchemaName {
    Report,
    Line,
    Config,
    Diff,
    Statement,
    Rules,
    Coverage,
}

/// Parses a share as a whole number of percent.
fn percent(text: &str) -> Result<u8, String> {
    let number = text.parse().ok().filter(|number| (0..=100).contains(number));
    number.ok_or_else(|| "应为 0 至 100 的整数，例：80".into())
}

/// Parses a 行政区划代码: its first 2, 4, 6, 9 or 12 digits.
fn region(text: &str) -> Result<String, String> {
    if config::is_region(text) {
        Ok(text.to_owned())
    } else {
        Err("行政区划代码应为 2、4、6、9 或 12 位数字，例：440100".into())
    }
}

/// Parses the command line.
///
/// # Errors
///
/// Returns the text to print instead of running, and the exit code: for help, version, and wrong arguments.
pub(super) fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Arguments, (String, u8)> {
    let matches = definition().try_get_matches_from(arguments);
    let parsed = matches.and_then(|matches| Arguments::from_arg_matches(&matches));
    parsed.map_err(|error| match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => (error.render().to_string(), 0),
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => (error.render().to_string(), 2),
        _ => (format!("错误：{}\n\n用法见 guidelint --help\n", in_chinese(&error)), 2),
    })
}

/// The complete definition, including translations.
fn definition() -> clap::Command {
    Arguments::command().mut_subcommands(translate)
}

/// A script by which a shell completes command lines.
pub(super) fn completions(shell: Shell) -> Vec<u8> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut definition(), "guidelint", &mut script);
    script
}

/// The manual: a page for the program, then one for every command, in the format of man.
///
/// # Errors
///
/// Never: memory can be written to.
pub(super) fn manual() -> io::Result<Vec<u8>> {
    let mut pages = Vec::new();
    let mut whole = definition();
    whole.build();
    let mut commands = vec![whole];
    while let Some(command) = commands.pop() {
        let inner = command.get_subcommands().cloned().collect::<Vec<_>>();
        commands.extend(inner.into_iter().rev());
        clap_mangen::Man::new(command).render(&mut pages)?;
    }
    Ok(pages)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_definition_is_sound() {
        Arguments::command().debug_assert();
    }
}
