//! `rules` and `explain`: what the rules are, for people and for programs.

use std::io;

use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use crate::finding::{Clause, Obligation};
use crate::fix::Safety;
use crate::lint::{self, OwnRule};
use crate::pack::{Rule, Ruleset};
use crate::proof;

/// A rule as programs see it; additions are allowed, changes are not.
#[derive(Serialize)]
struct Listed<'r> {
    id: &'r str,
    title: &'r str,
    category: &'r str,
    severity: &'static str,
    /// Whether it can be neither lowered nor suppressed.
    mandatory: bool,
    obligation: Option<&'static str>,
    clause: Option<String>,
    text_status: Option<&'static str>,
    region: Option<&'r str>,
    profile: Option<&'r str>,
    tightens: Option<&'r str>,
    elements: Vec<&'r str>,
}

/// All rules, those that no pack declares first.
fn listed(ruleset: &Ruleset) -> Vec<Listed<'_>> {
    let own = lint::own_rules().map(|OwnRule { info, severity, .. }| Listed {
        id: &info.id,
        title: &info.title,
        category: &info.category,
        severity: severity.word(),
        mandatory: info.mandatory,
        obligation: None,
        clause: None,
        text_status: None,
        region: None,
        profile: None,
        tightens: None,
        elements: Vec::new(),
    });
    let packs = ruleset.rules.iter().map(|rule| Listed {
        id: &rule.info.id,
        title: &rule.info.title,
        category: &rule.info.category,
        severity: rule.severity.word(),
        mandatory: rule.info.mandatory,
        obligation: rule.info.obligation.map(Obligation::word),
        clause: rule.info.clause.as_ref().map(citation),
        text_status: rule.info.clause.as_ref().map(|clause| clause.status.word()),
        region: ruleset.packs[rule.pack].region.as_deref(),
        profile: ruleset.packs[rule.pack].profile.as_deref(),
        tightens: rule.tightens.map(|base| ruleset.rules[base].info.id.as_str()),
        elements: ruleset.paths_of(rule),
    });
    own.chain(packs).collect()
}

/// A clause as it is cited.
fn citation(clause: &Clause) -> String {
    format!("{}{}", clause.title, clause.place())
}

/// Writes all rules as a table: severity, identifier, title, clause.
pub(super) fn table(out: &mut impl io::Write, ruleset: &Ruleset) -> io::Result<()> {
    let rules = listed(ruleset);
    let width = |text: fn(&Listed<'_>) -> usize| rules.iter().map(text).max().unwrap_or(0);
    let ids = width(|rule| rule.id.width());
    for rule in &rules {
        let pad = " ".repeat(ids - rule.id.width());
        writeln!(out, "{}  {}{pad}  {}", rule.severity, rule.id, rule.title)?;
    }
    let packs = &ruleset.packs;
    writeln!(out, "\n共 {} 条规则，来自 {} 个规则包：", rules.len(), packs.len())?;
    for pack in packs {
        writeln!(out, "  {}（{} {}{}）", pack.title, pack.id, pack.version, pack.limits())?;
    }
    writeln!(out, "\n一条规则的依据和例子：guidelint explain 规则标识")
}

/// Writes all rules as a JSON list.
pub(super) fn json(out: &mut impl io::Write, ruleset: &Ruleset) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &listed(ruleset))?;
    writeln!(out)
}

/// Writes the manual page of a rule.
///
/// # Errors
///
/// The inner one is what to say when there is no such rule.
pub(super) fn explain(
    out: &mut impl io::Write,
    ruleset: &Ruleset,
    id: &str,
) -> io::Result<Result<(), String>> {
    if let Some(OwnRule { info, severity, explanation }) = lint::own_rule(id) {
        writeln!(
            out,
            "{id}\n  {}\n\n级别\n  {}\n\n说明\n{}",
            info.title,
            severity.word(),
            indented(explanation)
        )?;
        return Ok(Ok(()));
    }
    match ruleset.rules.iter().find(|rule| rule.info.id == id) {
        Some(rule) => explain_rule(out, ruleset, rule).map(Ok),
        None => Ok(Err(format!("{}全部规则见 guidelint rules", lint::no_such_rule(ruleset, id)))),
    }
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
        writeln!(out, "\n依据\n  {}（{verb}{}）", citation(clause), clause.status.word())?;
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
