//! `explain`: the manual page of a rule.

use std::io::{self, Write};

use crate::cli::arguments::ExplainArguments;
use crate::cli::error::CommandError;
use crate::fix::Safety;
use crate::lint::{self, BuiltinRule};
use crate::pack::{Rule, Ruleset};
use crate::proof;
use crate::workspace::{DiskFileSystem, load_packs};

/// Writes the manual page of a rule.
pub(in crate::cli) fn run(out: &mut impl Write, arguments: &ExplainArguments) -> Result<u8, CommandError> {
    let ruleset = load_packs(&DiskFileSystem, &(&arguments.packs).into(), false)?.ruleset;
    let id = &*arguments.rule;
    if let Some(rule) = lint::builtin_rule(id) {
        explain_builtin_rule(out, rule)?;
    } else if let Some(rule) = ruleset.rules.iter().find(|rule| rule.info.id == id) {
        explain_rule(out, &ruleset, rule)?;
    } else {
        let message = format!("{}全部规则见 guidelint rules", lint::no_such_rule(&ruleset, id));
        return Err(CommandError::Message(message));
    }
    Ok(0)
}

fn explain_builtin_rule(out: &mut impl Write, rule: &BuiltinRule) -> io::Result<()> {
    let BuiltinRule { info, severity, explanation } = rule;
    let (id, severity, explanation) = (&info.id, severity.word(), indented(explanation));
    writeln!(out, "{id}\n  {}\n\n级别\n  {severity}\n\n说明\n{explanation}", info.title)
}

fn explain_rule(out: &mut impl io::Write, ruleset: &Ruleset, rule: &Rule) -> io::Result<()> {
    let pack = &ruleset.packs[rule.pack];
    writeln!(out, "{}\n  {}", rule.info.id, rule.info.title)?;
    writeln!(out, "\n级别\n  {}", rule.severity.word())?;
    if rule.info.mandatory {
        writeln!(out, "  必须遵守：不能豁免、降级、关闭，也不能列入基线")?;
    }
    if let Some(clause) = &rule.info.clause {
        let verb = rule.info.obligation.map(|verb| format!("{}；", verb.word())).unwrap_or_default();
        writeln!(out, "\n依据\n  {}（{verb}{}）", clause.citation(), clause.status.word())?;
        if let Some(words) = &clause.words {
            writeln!(out, "  原文：“{words}”")?;
        }
        if clause.inferred {
            writeln!(out, "  条文没有直接这样写，这是由该条推出的要求。")?;
        }
        for (title, text) in [("大意", &rule.clause_says), ("来源", &rule.source_read)] {
            if let Some(text) = text {
                writeln!(out, "  {title}：{text}")?;
            }
        }
    }
    writeln!(out, "\n检查什么")?;
    match ruleset.paths_of(rule).as_slice() {
        [] => writeln!(out, "  整份指南")?,
        paths => writeln!(out, "  {}", paths.join("、"))?,
    }
    for condition in ruleset.conditions_of(rule) {
        writeln!(out, "  条件：{}", condition.in_words(&ruleset.vocabulary))?;
    }
    if !pack.limits().is_empty() {
        writeln!(out, "  {}", pack.limits().trim_start_matches('，'))?;
    }
    if let Some(base) = rule.tightens {
        writeln!(out, "  在这些指南中代替规则 {}", ruleset.rules[base].info.id)?;
        if let Some(because) = &rule.because {
            writeln!(out, "  要求不同的原因：{because}")?;
        }
    }
    writeln!(out, "\n发现问题时\n  {}", rule.message.text())?;
    if let Some(help) = &rule.help {
        writeln!(out, "  改法：{}", help.text())?;
    }
    for (title, examples) in [("正确的例子", &rule.pass), ("有问题的例子", &rule.fail)] {
        for example in examples {
            writeln!(out, "\n{title}\n{}", indented(&example.value))?;
        }
    }
    let fix = match proof::fix(ruleset, rule) {
        Some(Safety::Safe) => "可以：check --fix（意思不变）",
        Some(Safety::NeedsReview) => "可以，改后要核对：check --fix=all",
        None => "不能，请人工修改",
    };
    writeln!(out, "\n自动修改\n  {fix}")?;
    writeln!(out, "\n规则包\n  {}（{} {}）", pack.title, pack.id, pack.version)
}

fn indented(text: &str) -> String {
    let lines = text.trim_end().lines().map(|line| format!("  {line}").trim_end().to_owned());
    lines.collect::<Vec<_>>().join("\n")
}
