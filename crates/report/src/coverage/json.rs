//! Coverage for programs: one object, `guidelint.coverage/1`. As in `json/shape.rs`, it may only grow.

use std::io;

use guidelint_core::date::Date;
use guidelint_core::pack::format::Checked;
use guidelint_core::pack::{ClauseEntry, Counts, SourceKind, Validity};
use schemars::JsonSchema;
use serde::Serialize;

use super::{ClauseRow, Covered};
use crate::json;
use crate::json::shape::{Obligation, ReadStatus, Tool};

/// How far rules check the sources of the loaded packs. Readers should ignore fields that they do not know:
/// later versions may add some.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "guidelint.coverage/1")]
struct Coverage<'r> {
    /// Name and version of this format. Fields may be added to version 1, never changed.
    schema: Version,
    /// The program that wrote it.
    tool: Tool,
    /// The day (`2026-10-01`) on which sources are in force or not.
    as_of: String,
    /// The sources, in the order of the packs.
    sources: Vec<Source<'r>>,
    /// Numbers of all clauses.
    counts: Numbers,
}

#[derive(Serialize, JsonSchema)]
#[schemars(inline)]
enum Version {
    #[serde(rename = "guidelint.coverage/1")]
    One,
}

/// A source with its clauses.
#[derive(Serialize, JsonSchema)]
struct Source<'r> {
    /// Identifier within the packs.
    id: &'r str,
    /// What it is: a statute, a standard, a circular.
    kind: Kind,
    /// Title, as it is cited.
    title: &'r str,
    /// Which edition was read; null where it was not noted.
    edition: Option<&'r str>,
    /// First day on which it is in force; null where it is not known.
    from: Option<String>,
    /// Last day on which it is in force; null where there is none or it is not known.
    until: Option<String>,
    /// Whether it is in force on the day.
    in_force: InForce,
    /// Day on which somebody last looked whether this edition is in force; null where it was not noted.
    reviewed: Option<String>,
    /// Whether that was a year ago or more, or never.
    due_for_review: bool,
    /// How much of its text was read, as in `guidelint.report/1`.
    text_status: ReadStatus,
    /// What exactly was read; null where nothing was noted.
    note: Option<&'r str>,
    /// Identifier of the pack that declares it.
    pack: &'r str,
    /// Numbers of its clauses.
    counts: Numbers,
    /// Numbers of the examples of the rules that rest on it.
    examples: Examples,
    /// Its clauses, in the order of the packs.
    clauses: Vec<Clause<'r>>,
}

/// What a source is.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
enum Kind {
    Law,
    AdministrativeRegulation,
    LocalRegulation,
    DepartmentRule,
    LocalRule,
    JudicialInterpretation,
    NormativeDocument,
    LocalText,
    NationalStandard,
    IndustryStandard,
    LocalStandard,
    GroupStandard,
    Circular,
    InspectionIndicators,
    SelfInspection,
    Data,
    TechnicalSpecification,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
enum InForce {
    Past,
    Present,
    Coming,
}

/// Numbers of clauses by how far they are checked.
#[derive(Serialize, JsonSchema)]
struct Numbers {
    /// Checked by rules in all that they say of guides.
    full: usize,
    /// Checked by rules in part.
    partial: usize,
    /// For people to check.
    human: usize,
    /// Not checked, for a reason that the pack states.
    out: usize,
}

/// Numbers of examples on which rules are tried.
#[derive(Serialize, JsonSchema)]
struct Examples {
    /// In which they find nothing.
    pass: usize,
    /// In which they find something.
    fail: usize,
}

/// A clause: one sentence of a source.
#[derive(Serialize, JsonSchema)]
struct Clause<'r> {
    /// Number as the source writes it, such as `第六条`; null where it was not seen.
    number: Option<&'r str>,
    /// Which sentence of it, such as `第二款第一句`; null where the number is enough.
    part: Option<&'r str>,
    /// Its decisive words, as they stand there; null where they are not noted.
    words: Option<&'r str>,
    /// Its modal verb; null where its text has none, and where nobody read it.
    obligation: Option<Obligation>,
    /// How far it is checked: `full` all that it says of guides; `partial` a part; `human` by people; `out`
    /// not at all.
    checked: Degree,
    /// Which guides it applies to, in Chinese; all conditions hold.
    when: Vec<&'r str>,
    /// Why it is not checked in full, or what is checked, in Chinese; null where nothing was noted.
    note: Option<&'r str>,
    /// The questions that people have to answer, in Chinese.
    questions: Vec<&'r str>,
    /// Identifiers of the rules that rest on it.
    rules: Vec<&'r str>,
    /// Numbers of their examples.
    examples: Examples,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
enum Degree {
    Full,
    Partial,
    Human,
    Out,
}

/// Writes coverage as one JSON object and a line break.
pub(super) fn write(out: &mut impl io::Write, coverage: &super::Coverage<'_>) -> io::Result<()> {
    let written = Coverage {
        schema: Version::One,
        tool: json::tool(),
        as_of: coverage.as_of.to_string(),
        sources: coverage.sources.iter().map(|covered| source(coverage, covered)).collect(),
        counts: numbers(coverage.counts()),
    };
    serde_json::to_writer_pretty(&mut *out, &written)?;
    writeln!(out)
}

/// The JSON Schema (2020-12) of coverage as JSON.
pub fn schema() -> serde_json::Value {
    json::schema_of::<Coverage<'_>>()
}

fn source<'r>(coverage: &super::Coverage<'r>, covered: &'r Covered<'r>) -> Source<'r> {
    let declared = covered.declared;
    let day = |day: Option<Date>| day.map(|day| day.to_string());
    Source {
        id: &declared.id,
        kind: kind(declared.kind),
        title: &declared.title,
        edition: declared.edition.as_deref(),
        from: day(declared.force.from),
        until: day(declared.force.until),
        in_force: match covered.standing {
            Validity::Expired => InForce::Past,
            Validity::InForce => InForce::Present,
            Validity::Upcoming(_) => InForce::Coming,
        },
        reviewed: day(declared.seen),
        due_for_review: covered.due_for_review,
        text_status: json::text_status(declared.text),
        note: declared.note.as_deref(),
        pack: &coverage.ruleset.packs[declared.pack].id,
        counts: numbers(covered.counts),
        examples: examples(covered.examples),
        clauses: covered.clauses.iter().map(|row| clause(coverage, row)).collect(),
    }
}

fn clause<'r>(coverage: &super::Coverage<'r>, row: &'r ClauseRow<'r>) -> Clause<'r> {
    let ClauseEntry { number, part, words, verb, checked, note, human, .. } = row.entry;
    Clause {
        number: number.as_deref(),
        part: part.as_deref(),
        words: words.as_deref(),
        obligation: verb.map(json::obligation),
        checked: match checked {
            Checked::Full => Degree::Full,
            Checked::Partial => Degree::Partial,
            Checked::Human => Degree::Human,
            Checked::Out => Degree::Out,
        },
        when: row.when.iter().map(String::as_str).collect(),
        note: note.as_deref(),
        questions: human.iter().map(|question| question.ask.as_str()).collect(),
        rules: coverage.rules(row).map(|rule| rule.info.id.as_str()).collect(),
        examples: examples(row.examples),
    }
}

fn numbers(counts: Counts) -> Numbers {
    let Counts { full, partial, human, out } = counts;
    Numbers { full, partial, human, out }
}

fn examples(examples: super::Examples) -> Examples {
    let super::Examples { pass, fail } = examples;
    Examples { pass, fail }
}

fn kind(kind: SourceKind) -> Kind {
    match kind {
        SourceKind::Law => Kind::Law,
        SourceKind::AdministrativeRegulation => Kind::AdministrativeRegulation,
        SourceKind::LocalRegulation => Kind::LocalRegulation,
        SourceKind::DepartmentRule => Kind::DepartmentRule,
        SourceKind::LocalRule => Kind::LocalRule,
        SourceKind::JudicialInterpretation => Kind::JudicialInterpretation,
        SourceKind::Document => Kind::NormativeDocument,
        SourceKind::LocalText => Kind::LocalText,
        SourceKind::NationalStandard => Kind::NationalStandard,
        SourceKind::IndustryStandard => Kind::IndustryStandard,
        SourceKind::LocalStandard => Kind::LocalStandard,
        SourceKind::GroupStandard => Kind::GroupStandard,
        SourceKind::Circular => Kind::Circular,
        SourceKind::Indicators => Kind::InspectionIndicators,
        SourceKind::SelfInspection => Kind::SelfInspection,
        SourceKind::Data => Kind::Data,
        SourceKind::Technique => Kind::TechnicalSpecification,
    }
}
