//! The statement of a run: what was checked, against what, and the result for every clause. One JSON object,
//! `guidelint.statement/1`; its shape is in `statement/shape`.
//!
//! Invariant: the same input gives the same bytes. It does not depend on time, machine or thread order.
//! “Nothing was found” is never written as “nothing is wrong”: if no rule of a clause had anything to check,
//! the statement says so.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::io;

use super::json::shape::Obligation;
use super::json::{obligation, schema_of, suppressed_by, text_status, threshold};
use super::{FailOn, Summary};
use guidelint_core::date::Date;
use guidelint_core::finding::{Finding, Severity, Suppression, SuppressionReason};
use guidelint_core::lint::{FileReport, Run, Status};
use guidelint_core::pack::format::Checked;
use guidelint_core::pack::{self, CoveredClause, CoveredSource, Ruleset, Validity};
use guidelint_messages::Language;

mod shape;

/// A file that determined how guides were checked, as it was read.
#[derive(Clone, Debug)]
pub struct Read {
    /// What it is.
    pub kind: Kind,
    /// Its path, as shown to people.
    pub path: String,
    /// The SHA-256 of its text, as hexadecimal digits.
    pub sha256: String,
}

/// The kinds of files that determine how guides are checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A config.
    Config,
    /// An exemption file.
    Exemptions,
    /// A baseline.
    Baseline,
    /// A rule pack read from a file.
    Pack,
    /// A rule pack that is built into the program.
    BuiltinPack,
}

/// The options of a run.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'s> {
    /// The day that decides which sources are in force.
    pub as_of: Date,
    /// The lowest severity that fails the run.
    pub fail_on: FailOn,
    /// The 行政区划代码 on the command line.
    pub region: Option<&'s str>,
    /// The profiles on the command line.
    pub profiles: &'s [String],
    /// The globs on the command line.
    pub exclude: &'s [String],
    /// Whether comments, exemptions and baselines can suppress findings.
    pub suppressions: bool,
    /// If set, only findings in files changed since this revision are reported.
    pub changed_since: Option<&'s str>,
}

/// Everything that determined how a run checked.
pub struct Grounds<'s> {
    /// The digest of the built-in packs and tables.
    pub data_sha256: String,
    /// The options of the run.
    pub asked: Asked<'s>,
    /// Configs, exemption files and baselines.
    pub settings: &'s [Read],
    /// The rulesets, each with its packs as they were read, in the same order.
    pub rulesets: Vec<(&'s Ruleset, &'s [Read])>,
    /// Returns the number of the ruleset of a file.
    pub ruleset_of: &'s dyn Fn(&FileReport) -> usize,
    /// Converts a path to the form that the statement shows.
    pub shown: &'s dyn Fn(&str) -> String,
}

/// Writes the statement of a run and a line break.
///
/// # Errors
///
/// Returns an error if `out` cannot be written to.
pub fn write(
    out: &mut impl io::Write,
    run: &Run,
    grounds: &Grounds<'_>,
    language: Language,
) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &statement(run, grounds, language))?;
    writeln!(out)
}

/// The JSON Schema (2020-12) of what [`write`](write()) writes.
pub fn schema() -> serde_json::Value {
    schema_of::<shape::Statement<'_>>()
}

fn statement<'a>(run: &'a Run, grounds: &'a Grounds<'_>, language: Language) -> shape::Statement<'a> {
    let used = Used::of(run, grounds);
    let Asked { as_of, fail_on, region, profiles, exclude, suppressions, changed_since } = grounds.asked;
    shape::Statement {
        schema: shape::Version::One,
        tool: shape::Tool {
            name: guidelint_core::NAME,
            version: guidelint_core::VERSION,
            data_sha256: grounds.data_sha256.clone(),
        },
        asked: shape::Asked {
            as_of: as_of.to_string(),
            fail_on: threshold(fail_on),
            region,
            profiles,
            exclude,
            suppressions,
            changed_since,
        },
        outcome: outcome(run, fail_on, language),
        settings: settings(grounds),
        packs: packs(run, grounds),
        guides: guides(run, grounds),
        not_checked: not_checked(run, grounds, language),
        left_alone: run.unchanged_files.as_ref().map(|files| left_alone(files, grounds)),
        exemptions: exemptions(run, grounds),
        sources: run.sources.iter().map(|covered| source(covered, &used, as_of)).collect(),
    }
}

fn outcome(run: &Run, fail_on: FailOn, language: Language) -> shape::Outcome {
    let summary = Summary::of(run);
    let failing = summary.failing(fail_on);
    let messages = language.formats();
    let reason = match (summary.trouble(), fail_on, failing) {
        (Some(trouble), ..) => trouble.in_words(language).into_owned(),
        (None, FailOn::Never, _) => messages.no_threshold().into(),
        (None, _, 0) => messages.none_at_threshold(fail_on.name()),
        (None, ..) => messages.some_at_threshold(failing, fail_on.name()),
    };
    let mut findings = shape::Findings::default();
    run.files.iter().for_each(|file| findings.add(file));
    shape::Outcome { exit_code: summary.exit_code(fail_on), reason, findings }
}

impl shape::Findings {
    fn add(&mut self, file: &FileReport) {
        for (finding, reason) in file.all_findings() {
            self.count(finding, reason);
        }
    }

    fn count(&mut self, finding: &Finding, reason: Option<&SuppressionReason>) {
        *match (reason, finding.severity) {
            (Some(SuppressionReason::Suppressed(_)), _) => &mut self.suppressed,
            (Some(SuppressionReason::Upcoming(_)), _) => &mut self.coming,
            (None, Severity::Error) => &mut self.errors,
            (None, Severity::Warning) => &mut self.warnings,
            (None, Severity::Advice) => &mut self.advice,
        } += 1;
    }

    fn join(&mut self, other: Self) {
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.advice += other.advice;
        self.suppressed += other.suppressed;
        self.coming += other.coming;
    }
}

fn settings(grounds: &Grounds<'_>) -> Vec<shape::Setting> {
    let setting = |read: &Read| {
        let kind = match read.kind {
            Kind::Config => shape::SettingKind::Config,
            Kind::Exemptions => shape::SettingKind::Exemptions,
            Kind::Baseline => shape::SettingKind::Baseline,
            Kind::Pack | Kind::BuiltinPack => return None,
        };
        Some(shape::Setting { path: (grounds.shown)(&read.path), kind, sha256: read.sha256.clone() })
    };
    let mut settings: Vec<_> = grounds.settings.iter().filter_map(setting).collect();
    settings.sort();
    settings
}

fn packs<'a>(run: &Run, grounds: &'a Grounds<'_>) -> Vec<shape::Pack<'a>> {
    let all = grounds.rulesets.iter().flat_map(|(ruleset, read)| ruleset.packs.iter().zip(*read));
    let mut packs: Vec<_> = all
        .map(|(pack, read)| shape::Pack {
            id: &pack.id,
            version: &pack.version,
            title: &pack.title,
            path: (read.kind == Kind::Pack).then(|| (grounds.shown)(&read.path)),
            sha256: &read.sha256,
            applied: run.packs.contains(pack),
        })
        .collect();
    // Several configs may load the same pack.
    packs.sort_by(|a, b| (a.id, &a.path, a.sha256).cmp(&(b.id, &b.path, b.sha256)));
    packs.dedup_by(|a, b| (a.id, &a.path, a.sha256) == (b.id, &b.path, b.sha256));
    packs
}

fn guides<'a>(run: &'a Run, grounds: &Grounds<'_>) -> Vec<shape::GuideFile<'a>> {
    let guide = |file: &'a FileReport| {
        let status = match &file.status {
            Status::Checked if file.is_whole() => shape::GuideStatus::Checked,
            Status::Broken if file.guides.is_empty() => shape::GuideStatus::Broken,
            Status::Checked | Status::Broken => shape::GuideStatus::Partly,
            Status::NotAGuide | Status::Settings | Status::Unreadable(_) => return None,
        };
        let mut findings = shape::Findings::default();
        findings.add(file);
        let (path, guides) = ((grounds.shown)(file.source.path()), file.guides.len());
        Some(shape::GuideFile { path, sha256: file.sha256.as_deref(), status, guides, findings })
    };
    let mut guides: Vec<_> = run.files.iter().filter_map(guide).collect();
    guides.sort_by(|a, b| a.path.cmp(&b.path));
    guides
}

fn not_checked<'a>(run: &'a Run, grounds: &Grounds<'_>, language: Language) -> Vec<shape::NotChecked<'a>> {
    let one = |file: &'a FileReport| {
        let (status, reason) = match &file.status {
            Status::NotAGuide => (shape::NotCheckedStatus::NotAGuide, language.common().not_a_guide()),
            Status::Unreadable(reason) => (shape::NotCheckedStatus::Unreadable, &**reason),
            Status::Checked | Status::Broken | Status::Settings => return None,
        };
        let path = (grounds.shown)(file.source.path());
        Some(shape::NotChecked { path, sha256: file.sha256.as_deref(), status, reason })
    };
    let mut files: Vec<_> = run.files.iter().filter_map(one).collect();
    files.sort_by(|a, b| (&a.path, a.reason).cmp(&(&b.path, b.reason)));
    files
}

fn left_alone<'a>(files: &'a [FileReport], grounds: &Grounds<'_>) -> Vec<shape::LeftAlone<'a>> {
    let path = |file: &FileReport| (grounds.shown)(file.source.path());
    let alone = |file| shape::LeftAlone { path: path(file), sha256: file.sha256.as_deref() };
    let mut files: Vec<_> = files.iter().map(alone).collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

/// Findings of one rule in one file that the same suppression covers are one entry.
fn exemptions<'a>(run: &'a Run, grounds: &Grounds<'_>) -> Vec<shape::Exemption<'a>> {
    let mut exemptions: BTreeMap<shape::Exemption<'a>, usize> = BTreeMap::new();
    for file in &run.files {
        for aside in &file.suppressed {
            let SuppressionReason::Suppressed(suppression) = &aside.reason else { continue };
            let Suppression { kind, reason, approved_by, document, until } = suppression;
            let exemption = shape::Exemption {
                guide: (grounds.shown)(file.source.path()),
                rule: &aside.finding.rule.id,
                kind: suppressed_by(*kind),
                reason: reason.as_deref(),
                approved_by: approved_by.as_deref(),
                document: document.as_deref(),
                until: until.map(|day| day.to_string()),
                findings: 0,
            };
            *exemptions.entry(exemption).or_default() += 1;
        }
    }
    exemptions.into_iter().map(|(one, findings)| shape::Exemption { findings, ..one }).collect()
}

/// What rules did with the files in scope.
struct Used<'a> {
    /// Rules that had something to check, or that were replaced by a rule that had.
    exercised: HashSet<&'a str>,
    /// Their findings.
    found: HashMap<&'a str, shape::Findings>,
    /// For each replaced rule, the rules that replace it where their pack applies.
    in_place: HashMap<&'a str, Vec<&'a str>>,
}

impl<'a> Used<'a> {
    fn of(run: &'a Run, grounds: &'a Grounds<'_>) -> Self {
        let mut used = Self { exercised: HashSet::new(), found: HashMap::new(), in_place: HashMap::new() };
        for file in &run.files {
            for (finding, reason) in file.all_findings() {
                used.found.entry(&finding.rule.id).or_default().count(finding, reason);
            }
            let (ruleset, _) = grounds.rulesets[(grounds.ruleset_of)(file)];
            let looked = ruleset.rules.iter().zip(&file.usage.rules).filter(|(_, looked)| **looked);
            used.exercised.extend(looked.map(|(rule, _)| &*rule.info.id));
        }
        for (ruleset, _) in &grounds.rulesets {
            for rule in &ruleset.rules {
                let Some(base) = rule.tightens else { continue };
                if run.packs.contains(&ruleset.packs[rule.pack]) {
                    let others = used.in_place.entry(&ruleset.rules[base].info.id).or_default();
                    if !others.contains(&&*rule.info.id) {
                        others.push(&rule.info.id);
                    }
                }
            }
        }
        used
    }

    fn in_place_of(&self, rule: &str) -> &[&'a str] {
        self.in_place.get(rule).map_or(&[], Vec::as_slice)
    }

    /// Whether a rule, or one that replaces it, had anything to check.
    fn is_exercised(&self, rule: &str) -> bool {
        let looked = |rule: &str| self.exercised.contains(rule);
        looked(rule) || self.in_place_of(rule).iter().any(|other| looked(other))
    }
}

fn source<'a>(covered: &'a CoveredSource, used: &Used<'a>, as_of: Date) -> shape::Source<'a> {
    let pack::Source { id, title, edition, force, text, .. } = &covered.source;
    shape::Source {
        id,
        pack: &covered.pack,
        title,
        edition: edition.as_deref(),
        text_status: text_status(*text),
        in_force: match force.on(Some(as_of)) {
            Validity::Expired => shape::Standing::Past,
            Validity::InForce => shape::Standing::Present,
            Validity::Upcoming(_) => shape::Standing::Coming,
        },
        clauses: covered.clauses.iter().map(|covered| clause(covered, used)).collect(),
    }
}

fn clause<'a>(covered: &'a CoveredClause, used: &Used<'a>) -> shape::Clause<'a> {
    let rules: Vec<&str> = covered.rules.iter().map(String::as_str).collect();
    let mut rules_in_place: Vec<&str> = Vec::new();
    for other in rules.iter().flat_map(|rule| used.in_place_of(rule)) {
        // Do not count a rule twice that rests on the same clause itself.
        if !rules.contains(other) && !rules_in_place.contains(other) {
            rules_in_place.push(other);
        }
    }
    let mut findings = shape::Findings::default();
    for rule in rules.iter().chain(&rules_in_place) {
        findings.join(used.found.get(rule).copied().unwrap_or_default());
    }
    let rules_not_exercised: Vec<&str> =
        rules.iter().copied().filter(|rule| !used.is_exercised(rule)).collect();
    let (checked, is_looked_at) = match covered.checked {
        Checked::Full => (shape::Checked::Full, true),
        Checked::Partial => (shape::Checked::Partial, true),
        Checked::Human => (shape::Checked::Human, false),
        Checked::Out => (shape::Checked::Out, false),
    };
    let verdict = match (is_looked_at, rules_not_exercised.len() == rules.len()) {
        _ if findings != shape::Findings::default() => shape::Verdict::Findings,
        (false, _) => shape::Verdict::NotChecked,
        (true, true) => shape::Verdict::NotExercised,
        (true, false) => shape::Verdict::NoFindings,
    };
    shape::Clause {
        number: covered.number.as_deref(),
        part: covered.part.as_deref(),
        words: covered.words.as_deref(),
        obligation: covered.verb.map_or(Obligation::None, obligation),
        checked,
        note: covered.note.as_deref(),
        verdict,
        findings,
        rules,
        rules_in_place,
        rules_not_exercised,
    }
}
