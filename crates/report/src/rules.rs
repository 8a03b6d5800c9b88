//! `rules` and `explain`: what the rules are, for people and for programs.

use std::io;

use guidelint_core::finding::{RuleInfo, Severity};
use guidelint_core::fix::Applicability;
use guidelint_core::lint::{self, BuiltinRule};
use guidelint_core::pack::{Rule, Ruleset};
use guidelint_core::pack_test;
use unicode_width::UnicodeWidthStr;

use crate::json;

mod shape;

/// Writes all rules as JSON, those that no pack declares first.
///
/// # Errors
///
/// When `out` cannot be written to.
pub fn json(out: &mut impl io::Write, ruleset: &Ruleset) -> io::Result<()> {
    let builtin = lint::builtin_rules().map(|BuiltinRule { info, severity, .. }| shape::Rule {
        severity: json::severity(*severity),
        ..entry(info)
    });
    let of_packs = ruleset.rules.iter().map(|rule| shape::Rule {
        severity: json::severity(rule.severity),
        obligation: rule.info.obligation.map(json::obligation),
        clause: rule.info.clause.as_ref().map(json::clause),
        region: ruleset.packs[rule.pack].region.as_deref(),
        profile: ruleset.packs[rule.pack].profile.as_deref(),
        tightens: rule.tightens.map(|base| ruleset.rules[base].info.id.as_str()),
        elements: ruleset.paths_of(rule),
        ..entry(&rule.info)
    });
    let rules = shape::RuleList {
        schema: shape::Version::One,
        tool: json::tool(),
        rules: builtin.chain(of_packs).collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &rules)?;
    writeln!(out)
}

/// The JSON Schema (2020-12) of what [`json`](json()) writes.
pub fn schema() -> serde_json::Value {
    json::schema_of::<shape::RuleList<'_>>()
}

/// What every rule has, whoever declares it.
fn entry(info: &RuleInfo) -> shape::Rule<'_> {
    shape::Rule {
        id: &info.id,
        title: &info.title,
        category: &info.category,
        severity: json::shape::Severity::Advice,
        mandatory: info.mandatory,
        obligation: None,
        clause: None,
        region: None,
        profile: None,
        tightens: None,
        elements: Vec::new(),
    }
}

/// Writes all rules as a table: severity, identifier, title; then the packs.
///
/// # Errors
///
/// When `out` cannot be written to.
pub fn table(out: &mut impl io::Write, ruleset: &Ruleset) -> io::Result<()> {
    let builtin = lint::builtin_rules().map(|BuiltinRule { info, severity, .. }| (&**info, *severity));
    let of_packs = ruleset.rules.iter().map(|rule| (&*rule.info, rule.severity));
    let rules: Vec<(&RuleInfo, Severity)> = builtin.chain(of_packs).collect();
    let width = rules.iter().map(|(rule, _)| rule.id.width()).max().unwrap_or(0);
    for (rule, severity) in &rules {
        let pad = " ".repeat(width - rule.id.width());
        writeln!(out, "{}  {}{pad}  {}", severity.word(), rule.id, rule.title)?;
    }
    let packs = &ruleset.packs;
    writeln!(out, "\n共 {} 条规则，来自 {} 个规则包：", rules.len(), packs.len())?;
    for pack in packs {
        writeln!(out, "  {}（{} {}{}）", pack.title, pack.id, pack.version, pack.limits())?;
    }
    writeln!(out, "\n一条规则的依据和例子：guidelint explain 规则标识")
}

/// Writes the manual page of a rule. Returns whether there is such a rule; if not, nothing is written.
///
/// # Errors
///
/// When `out` cannot be written to.
pub fn explain(out: &mut impl io::Write, ruleset: &Ruleset, id: &str) -> io::Result<bool> {
    if let Some(rule) = lint::builtin_rule(id) {
        explain_builtin_rule(out, rule)?;
    } else if let Some(rule) = ruleset.rules.iter().find(|rule| rule.info.id == id) {
        explain_rule(out, ruleset, rule)?;
    } else {
        return Ok(false);
    }
    Ok(true)
}

fn explain_builtin_rule(out: &mut impl io::Write, rule: &BuiltinRule) -> io::Result<()> {
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
    let fix = match pack_test::fix(ruleset, rule) {
        Some(Applicability::Safe) => "可以：check --fix（意思不变）",
        Some(Applicability::Unsafe) => "可以，改后要核对：check --fix=all",
        None => "不能，请人工修改",
    };
    writeln!(out, "\n自动修改\n  {fix}")?;
    writeln!(out, "\n规则包\n  {}（{} {}）", pack.title, pack.id, pack.version)
}

fn indented(text: &str) -> String {
    let lines = text.trim_end().lines().map(|line| format!("  {line}").trim_end().to_owned());
    lines.collect::<Vec<_>>().join("\n")
}
