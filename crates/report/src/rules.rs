//! `rules` and `explain`: the rules, for people and for programs.

use std::io;

use guidelint_core::finding::{Obligation, RuleInfo, Severity};
use guidelint_core::fix::Applicability;
use guidelint_core::lint::{self, BuiltinRule};
use guidelint_core::pack::{Rule, Ruleset};
use guidelint_core::pack_test;
use guidelint_messages::Language;
use unicode_width::UnicodeWidthStr;

use crate::{json, wording};

mod shape;

/// Writes all rules as JSON, builtin rules first.
///
/// # Errors
///
/// Returns an error if `out` cannot be written to.
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

/// The fields of every rule, builtin or from a pack.
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
/// Returns an error if `out` cannot be written to.
pub fn table(out: &mut impl io::Write, ruleset: &Ruleset, language: Language) -> io::Result<()> {
    let (messages, common) = (language.explain(), language.common());
    let builtin = lint::builtin_rules().map(|BuiltinRule { info, severity, .. }| (&**info, *severity));
    let of_packs = ruleset.rules.iter().map(|rule| (&*rule.info, rule.severity));
    let rules: Vec<(&RuleInfo, Severity)> = builtin.chain(of_packs).collect();
    let width = rules.iter().map(|(rule, _)| rule.id.width()).max().unwrap_or(0);
    for (rule, severity) in &rules {
        let pad = " ".repeat(width - rule.id.width());
        writeln!(out, "{}  {}{pad}  {}", common.severity((*severity).into()), rule.id, rule.title)?;
    }
    let packs = &ruleset.packs;
    writeln!(out, "\n{}", messages.rules_of_packs(rules.len(), packs.len()))?;
    for pack in packs {
        writeln!(out, "  {}", wording::pack(pack, language))?;
    }
    writeln!(out, "\n{}", messages.explained_by())
}

/// Writes the manual page of a rule. Returns whether there is such a rule; if not, nothing is written.
///
/// # Errors
///
/// Returns an error if `out` cannot be written to.
pub fn explain(
    out: &mut impl io::Write,
    ruleset: &Ruleset,
    id: &str,
    language: Language,
) -> io::Result<bool> {
    if let Some(rule) = lint::builtin_rule(id) {
        explain_builtin_rule(out, rule, language)?;
    } else if let Some(rule) = ruleset.rules.iter().find(|rule| rule.info.id == id) {
        explain_rule(out, ruleset, rule, language)?;
    } else {
        return Ok(false);
    }
    Ok(true)
}

fn explain_builtin_rule(out: &mut impl io::Write, rule: &BuiltinRule, language: Language) -> io::Result<()> {
    let (messages, common) = (language.explain(), language.common());
    let BuiltinRule { info, severity, explanation } = rule;
    writeln!(out, "{}\n  {}", info.id, info.title)?;
    writeln!(out, "\n{}\n  {}", messages.severity(), common.severity((*severity).into()))?;
    writeln!(out, "\n{}\n{}", messages.explanation(), indented(explanation))
}

fn explain_rule(
    out: &mut impl io::Write,
    ruleset: &Ruleset,
    rule: &Rule,
    language: Language,
) -> io::Result<()> {
    let (messages, coverage, common) = (language.explain(), language.coverage(), language.common());
    let labelled = |label: &str, text: &str| wording::labelled(label, text, language);
    let pack = &ruleset.packs[rule.pack];
    writeln!(out, "{}\n  {}", rule.info.id, rule.info.title)?;
    writeln!(out, "\n{}\n  {}", messages.severity(), common.severity(rule.severity.into()))?;
    if rule.info.mandatory {
        writeln!(out, "  {}", labelled(coverage.mandatory(), coverage.is_mandatory()))?;
    }
    if let Some(clause) = &rule.info.clause {
        let verb = rule.info.obligation.map(Obligation::word);
        let remarks: Vec<_> = verb.into_iter().chain([wording::text_status(clause.status, common)]).collect();
        let remarks = common.remark(&remarks.join(common.between_parts()));
        writeln!(out, "\n{}\n  {}{remarks}", common.basis(), clause.citation())?;
        if let Some(words) = &clause.words {
            writeln!(out, "  {}", labelled(messages.words(), &common.quoted(words)))?;
        }
        if clause.inferred {
            writeln!(out, "  {}", messages.is_inferred())?;
        }
        for (label, text) in [(coverage.gist(), &rule.clause_says), (messages.source(), &rule.source_read)] {
            if let Some(text) = text {
                writeln!(out, "  {}", labelled(label, text))?;
            }
        }
    }
    writeln!(out, "\n{}", coverage.checks())?;
    match ruleset.paths_of(rule).as_slice() {
        [] => writeln!(out, "  {}", coverage.whole_guide())?,
        paths => writeln!(out, "  {}", paths.join(common.between_items()))?,
    }
    for condition in ruleset.conditions_of(rule) {
        writeln!(out, "  {}", labelled(coverage.condition(), &condition.in_words(&ruleset.vocabulary)))?;
    }
    if let Some(limits) = wording::limits(pack, language) {
        writeln!(out, "  {limits}")?;
    }
    if let Some(base) = rule.tightens {
        writeln!(out, "  {}", messages.stands_in_for(&ruleset.rules[base].info.id))?;
        if let Some(because) = &rule.because {
            writeln!(out, "  {}", labelled(messages.differs_because(), because))?;
        }
    }
    writeln!(out, "\n{}\n  {}", coverage.when_found(), rule.message.text())?;
    if let Some(help) = &rule.help {
        writeln!(out, "  {}", labelled(common.help(), &help.text()))?;
    }
    for (title, examples) in [(messages.pass_example(), &rule.pass), (messages.fail_example(), &rule.fail)] {
        for example in examples {
            writeln!(out, "\n{title}\n{}", indented(&example.value))?;
        }
    }
    let fix = match pack_test::fix(ruleset, rule) {
        Some(Applicability::Safe) => messages.fix_safe(),
        Some(Applicability::Unsafe) => messages.fix_needs_review(),
        None => messages.fix_none(),
    };
    writeln!(out, "\n{}\n  {fix}", messages.fixes())?;
    let edition = common.remark(&format!("{} {}", pack.id, pack.version));
    writeln!(out, "\n{}\n  {}{edition}", messages.pack(), pack.title)
}

fn indented(text: &str) -> String {
    let lines = text.trim_end().lines().map(|line| format!("  {line}").trim_end().to_owned());
    lines.collect::<Vec<_>>().join("\n")
}
