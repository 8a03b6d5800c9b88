//! SARIF 2.1.0, the OASIS standard for results of analysis tools.
//!
//! Regions only have lines and columns, in code points: with `byteOffset`, which would also be correct, the
//! SARIF viewer of VS Code takes a guide for a binary file. The sources of rules are taxonomies and their
//! clauses taxa. Only rules with findings are listed, since a run does not contain the others.

use std::collections::HashMap;
use std::io;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::points::{Point, Points};
use super::unchecked::{self, Unchecked};
use super::{FailOn, Summary, visible, wording};
use guidelint_core::finding::{
    Clause, Finding, Kind, Obligation, RuleInfo, Severity, Suppression, SuppressionReason, TextStatus,
};
use guidelint_core::fingerprint::fingerprints;
use guidelint_core::fix;
use guidelint_core::lint::{FileReport, Run};
use guidelint_core::pack::PackInfo;
use guidelint_core::text::Span;
use guidelint_messages::Language;

mod shape;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// Characters that are not percent-encoded in a path: unreserved characters and the folder separator.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// Writes a run as one log with one run.
///
/// # Errors
///
/// Returns an error if `out` cannot be written to.
pub fn write(out: &mut impl io::Write, run: &Run, fail_on: FailOn, language: Language) -> io::Result<()> {
    let log = shape::Log { version: "2.1.0", schema: SCHEMA, runs: [whole(run, fail_on, language)] };
    serde_json::to_writer_pretty(&mut *out, &log)?;
    writeln!(out)
}

fn whole(run: &Run, fail_on: FailOn, language: Language) -> shape::Run<'_> {
    let catalogue = Catalogue::of(run, language);
    let summary = Summary::of(run);
    let unchecked = unchecked::of_run(run, language);
    let mut kinds: Vec<_> = unchecked.iter().map(|one| one.rule).collect();
    kinds.sort_unstable();
    kinds.dedup();
    shape::Run {
        tool: shape::Tool {
            driver: shape::Driver {
                name: guidelint_core::NAME,
                version: guidelint_core::VERSION,
                semantic_version: guidelint_core::VERSION,
                short_description: text(language.formats().tool_description()),
                rules: catalogue.rules.iter().map(|finding| catalogue.rule(finding)).collect(),
                notifications: kinds.into_iter().map(|id| shape::Identified { id }).collect(),
                supported_taxonomies: (0..catalogue.sources.len())
                    .map(|source| catalogue.component(source))
                    .collect(),
            },
            extensions: run.packs.iter().map(extension).collect(),
        },
        invocations: [shape::Invocation {
            execution_successful: summary.trouble().is_none(),
            exit_code: summary.exit_code(fail_on),
            tool_execution_notifications: unchecked.iter().map(notification).collect(),
        }],
        language: language.tag(),
        default_encoding: "utf-8",
        default_source_language: "yaml",
        newline_sequences: ["\r\n", "\n", "\r"],
        column_kind: "unicodeCodePoints",
        artifacts: catalogue
            .paths
            .iter()
            .map(|path| shape::Artifact { location: artifact(path, None), roles: ["analysisTarget"] })
            .collect(),
        taxonomies: catalogue.taxonomies(),
        results: run.files.iter().flat_map(|file| results(&catalogue, file)).collect(),
    }
}

fn extension(pack: &PackInfo) -> shape::Extension<'_> {
    shape::Extension { name: &pack.id, full_name: &pack.title, version: &pack.version }
}

/// The files, rules and clauses that results refer to by index.
struct Catalogue<'r> {
    /// The names of files, each once: standard input may have the name of a file.
    paths: Vec<&'r str>,
    path_numbers: HashMap<&'r str, usize>,
    /// The first finding of every rule, in the order of the results.
    rules: Vec<&'r Finding>,
    rule_numbers: HashMap<&'r str, usize>,
    /// The sources with their clauses, in the order of the rules.
    sources: Vec<Vec<&'r Clause>>,
    /// The indices of the source and of the clause in it.
    clause_numbers: HashMap<(&'r str, String), (usize, usize)>,
    language: Language,
}

impl<'r> Catalogue<'r> {
    fn of(run: &'r Run, language: Language) -> Self {
        let mut catalogue = Self {
            paths: Vec::new(),
            path_numbers: HashMap::new(),
            rules: Vec::new(),
            rule_numbers: HashMap::new(),
            sources: Vec::new(),
            clause_numbers: HashMap::new(),
            language,
        };
        for path in run.files.iter().map(|file| file.source.path()) {
            let number = catalogue.paths.len();
            if *catalogue.path_numbers.entry(path).or_insert(number) == number {
                catalogue.paths.push(path);
            }
        }
        run.files.iter().flat_map(FileReport::all_findings).for_each(|(finding, _)| catalogue.add(finding));
        catalogue
    }

    fn add(&mut self, finding: &'r Finding) {
        let rule: &RuleInfo = &finding.rule;
        if self.rule_numbers.contains_key(&*rule.id) {
            return;
        }
        self.rule_numbers.insert(&rule.id, self.rules.len());
        self.rules.push(finding);
        let Some(clause) =
            rule.clause.as_ref().filter(|clause| !self.clause_numbers.contains_key(&key(clause)))
        else {
            return;
        };
        let known = self.sources.iter().position(|clauses| clauses[0].source == clause.source);
        let source = known.unwrap_or(self.sources.len());
        if source == self.sources.len() {
            self.sources.push(Vec::new());
        }
        self.clause_numbers.insert(key(clause), (source, self.sources[source].len()));
        self.sources[source].push(clause);
    }

    fn rule(&self, first: &'r Finding) -> shape::Rule<'r> {
        let RuleInfo { id, title, category, obligation, clause, .. } = &*first.rule;
        let (language, common) = (self.language, self.language.common());
        let basis = clause.as_ref().map(|clause| wording::citation(clause, *obligation, language));
        let basis = basis.map(|basis| wording::labelled(common.basis(), &basis, language));
        let explained = language.formats().explained_by(id);
        let help: Vec<_> = [title.clone()].into_iter().chain(basis).chain([explained]).collect();
        let related = |(clause, target): (&Clause, _)| shape::Relationship {
            target,
            kinds: ["relevant"],
            properties: shape::RelationshipProperties { inferred: clause.inferred },
        };
        shape::Rule {
            id,
            name: title,
            short_description: text(title),
            help: text(&help.join("\n")),
            default_configuration: shape::Configuration { level: level(first.severity) },
            relationships: clause.iter().zip(self.taxon(first)).map(related).collect(),
            properties: shape::RuleProperties {
                category,
                obligation: obligation.map(Obligation::word),
                tags: [category],
            },
        }
    }

    /// The clause that the rule of a finding rests on.
    fn taxon(&self, finding: &'r Finding) -> Option<shape::TaxonReference<'r>> {
        let clause = finding.rule.clause.as_ref()?;
        let (source, index) = self.clause_numbers[&key(clause)];
        let id = taxon_id(clause);
        Some(shape::TaxonReference { id, index, tool_component: self.component(source) })
    }

    fn component(&self, source: usize) -> shape::ComponentReference<'r> {
        shape::ComponentReference { name: &self.sources[source][0].source, index: source }
    }

    fn taxonomies(&self) -> Vec<shape::Taxonomy<'r>> {
        let taxonomy = |clauses: &Vec<&'r Clause>| shape::Taxonomy {
            name: &clauses[0].source,
            full_name: &clauses[0].title,
            short_description: text(&clauses[0].title),
            is_comprehensive: false,
            taxa: clauses.iter().map(|clause| taxon(clause, self.language)).collect(),
        };
        self.sources.iter().map(taxonomy).collect()
    }
}

fn key(clause: &Clause) -> (&str, String) {
    (&clause.source, clause.place())
}

fn taxon_id(clause: &Clause) -> String {
    Some(clause.place()).filter(|place| !place.is_empty()).unwrap_or_else(|| clause.source.clone())
}

fn taxon(clause: &Clause, language: Language) -> shape::Taxon {
    shape::Taxon {
        id: taxon_id(clause),
        short_description: text(&format!("{}{}", clause.title, clause.place())),
        properties: shape::TaxonProperties {
            text_status: match clause.status {
                TextStatus::Unseen => "unseen",
                TextStatus::Secondhand => "secondhand",
                TextStatus::Derived => "derived",
                TextStatus::Partial => "partial",
                TextStatus::Full => "full",
            },
            text_status_description: wording::text_status(clause.status, language.common()),
        },
    }
}

fn notification(one: &Unchecked<'_>) -> shape::Notification {
    let location = one.path.map(|path| location(artifact(path, None), None));
    shape::Notification {
        descriptor: shape::Identified { id: one.rule },
        level: level(one.severity),
        message: text(&one.reason),
        locations: location.into_iter().collect(),
    }
}

fn results<'r>(catalogue: &Catalogue<'r>, file: &'r FileReport) -> Vec<shape::FoundResult<'r>> {
    let points = Points::of(file);
    let path = file.source.path();
    let at = artifact(path, Some(catalogue.path_numbers[path]));
    let result = |(told, fingerprint)| result(catalogue, &points, &at, told, fingerprint);
    file.all_findings().into_iter().zip(fingerprints(file)).map(result).collect()
}

fn result<'r>(
    catalogue: &Catalogue<'r>,
    points: &Points,
    at: &shape::ArtifactLocation,
    (finding, reason): (&'r Finding, Option<&SuppressionReason>),
    fingerprint: String,
) -> shape::FoundResult<'r> {
    let language = catalogue.language;
    let here = |span| location(at.clone(), Some(region(points, span)));
    let path = Some(&finding.path).filter(|path| !path.is_empty());
    // If the text in question has several parts, the region covers all of it and these are the parts. Spans
    // that differ only by a byte order mark are the same region.
    let parts = if finding.spans.len() > 1 { finding.spans.as_slice() } else { &[] };
    let mut annotations: Vec<_> = parts.iter().map(|&part| region(points, part)).collect();
    annotations.dedup();
    let own = shape::Location {
        logical_locations: path
            .map(|path| shape::LogicalLocation { fully_qualified_name: path.clone() })
            .into_iter()
            .collect(),
        annotations,
        ..here(finding.extent())
    };
    let related = finding.related.iter().map(|related| (here(related.span), &related.message));
    let elsewhere = finding.elsewhere.iter().map(|place| {
        let start = shape::Region {
            start_line: place.at.line,
            start_column: place.at.column,
            end_line: None,
            end_column: None,
        };
        (location(artifact(&place.file, None), Some(start)), &place.message)
    });
    let related = related.chain(elsewhere).enumerate().map(|(number, (location, message))| shape::Location {
        id: Some(number + 1),
        message: Some(text(message)),
        ..location
    });
    shape::FoundResult {
        rule_id: &finding.rule.id,
        rule_index: catalogue.rule_numbers[&*finding.rule.id],
        // Upcoming findings must not count as failures.
        kind: coming(reason).then_some("informational"),
        level: if coming(reason) { "none" } else { level(finding.severity) },
        suppressions: reason.and_then(|reason| suppression(reason, language)).into_iter().collect(),
        message: text(&match reason {
            Some(reason) if coming(Some(reason)) => wording::aside_line(finding, reason, language),
            _ => wording::line(finding, language),
        }),
        locations: [own],
        related_locations: related.collect(),
        partial_fingerprints: shape::Fingerprints { v1: fingerprint },
        taxa: catalogue.taxon(finding).into_iter().collect(),
        fixes: finding.fix.iter().map(|fix| mending(points, at, fix)).collect(),
    }
}

fn mending(points: &Points, at: &shape::ArtifactLocation, fix: &fix::Fix) -> shape::Fix {
    let replacement = |edit: &fix::Edit| shape::Replacement {
        deleted_region: region(points, edit.span),
        inserted_content: shape::Text { text: edit.text.clone() },
    };
    shape::Fix {
        description: text(&fix.title),
        artifact_changes: [shape::ArtifactChange {
            artifact_location: at.clone(),
            replacements: fix.edits.iter().map(replacement).collect(),
        }],
        properties: shape::FixProperties {
            safety: match fix.applicability {
                fix::Applicability::Safe => "safe",
                fix::Applicability::Unsafe => "needs_review",
            },
        },
    }
}

fn coming(reason: Option<&SuppressionReason>) -> bool {
    matches!(reason, Some(SuppressionReason::Upcoming(_)))
}

fn suppression(reason: &SuppressionReason, language: Language) -> Option<shape::Suppression> {
    let SuppressionReason::Suppressed(Suppression { kind, .. }) = reason else { return None };
    let kind = if *kind == Kind::Comment { "inSource" } else { "external" };
    Some(shape::Suppression { kind, status: "accepted", justification: wording::aside(reason, language) })
}

fn location(at: shape::ArtifactLocation, region: Option<shape::Region>) -> shape::Location {
    shape::Location {
        id: None,
        physical_location: shape::PhysicalLocation { artifact_location: at, region },
        logical_locations: Vec::new(),
        message: None,
        annotations: Vec::new(),
    }
}

fn region(points: &Points, span: Span) -> shape::Region {
    let (start, end): (Point, Point) = (points.at(span.start), points.at(span.end));
    shape::Region {
        start_line: start.line,
        start_column: start.column,
        end_line: Some(end.line),
        end_column: Some(end.column),
    }
}

fn artifact(path: &str, index: Option<usize>) -> shape::ArtifactLocation {
    shape::ArtifactLocation { uri: uri(path), index }
}

/// A path as a URI: relative paths stay relative, absolute ones get a scheme, on Windows too.
fn uri(path: &str) -> String {
    let encoded = utf8_percent_encode(path, ENCODED);
    match path.as_bytes() {
        [b'/', ..] => format!("file://{encoded}"),
        [drive, b':', b'/', ..] if drive.is_ascii_alphabetic() => {
            format!("file:///{}", encoded.to_string().replacen("%3A", ":", 1))
        }
        _ => encoded.to_string(),
    }
}

/// A text as a plain message. Braces are doubled, since single ones are placeholders there, and `[…](…)` is
/// escaped: no text of a guide may become a link.
fn text(text: &str) -> shape::Text {
    let lines: Vec<_> = text.lines().map(visible::line).collect();
    let text = lines.join("\n").replace('{', "{{").replace('}', "}}").replace("](", "] (");
    shape::Text { text }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "note",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_uris() {
        assert_eq!(uri("指南/食 品%.yaml"), "%E6%8C%87%E5%8D%97/%E9%A3%9F%20%E5%93%81%25.yaml");
        assert_eq!(uri("a:b/c#d?e.yaml"), "a%3Ab/c%23d%3Fe.yaml");
        assert_eq!(uri("/srv/guides/a.yaml"), "file:///srv/guides/a.yaml");
        assert_eq!(uri("C:/指南/a b.yaml"), "file:///C:/%E6%8C%87%E5%8D%97/a%20b.yaml");
        assert_eq!(uri("../a.yaml"), "../a.yaml");
    }

    #[test]
    fn what_stands_in_a_guide_is_no_placeholder_and_no_link() {
        assert_eq!(text("“{0}”是[这里](1)").text, "“{{0}}”是[这里] (1)");
    }
}
