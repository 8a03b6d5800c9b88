//! `rules`: what the rules are, for people and for programs.

use std::io::{self, Write};

use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use crate::cli::arguments::{RulesArguments, RulesFormat};
use crate::cli::error::CommandError;
use crate::finding::{Clause, Obligation};
use crate::lint::{self, BuiltinRule};
use crate::pack::Ruleset;
use crate::workspace::{DiskFileSystem, load_packs};

/// Lists the rules.
pub(in crate::cli) fn run(out: &mut impl Write, arguments: &RulesArguments) -> Result<u8, CommandError> {
    let packs = load_packs(&DiskFileSystem, &(&arguments.packs).into(), false)?;
    match arguments.format {
        RulesFormat::Table => table(out, &packs.ruleset)?,
        RulesFormat::Json => json(out, &packs.ruleset)?,
    }
    Ok(0)
}

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
    let own = lint::builtin_rules().map(|BuiltinRule { info, severity, .. }| Listed {
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
        clause: rule.info.clause.as_ref().map(Clause::citation),
        text_status: rule.info.clause.as_ref().map(|clause| clause.status.word()),
        region: ruleset.packs[rule.pack].region.as_deref(),
        profile: ruleset.packs[rule.pack].profile.as_deref(),
        tightens: rule.tightens.map(|base| ruleset.rules[base].info.id.as_str()),
        elements: ruleset.paths_of(rule),
    });
    own.chain(packs).collect()
}

/// Writes all rules as a table: severity, identifier, title, clause.
fn table(out: &mut impl io::Write, ruleset: &Ruleset) -> io::Result<()> {
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
fn json(out: &mut impl io::Write, ruleset: &Ruleset) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &listed(ruleset))?;
    writeln!(out)
}
