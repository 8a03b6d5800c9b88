//! Guides × rules → findings.
//!
//! A pure function: no file is opened here and nothing can fail. A file that is broken is a finding.
//!
//! Invariant: the findings of a file depend on its bytes and the rules alone, and their order is
//! total, so the same input gives the same report whatever the number of threads.

mod across;
mod active;
mod checked;
mod misread;
mod own;
mod run;
mod suppression;
mod unread;

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use crate::check::{EntryPlace, Fact, Hit, MOST_HITS, Phrases, Scope, Subject};
use crate::document::{self, MOST_PROBLEMS, Node, Problem, ProblemKind, edit};
use crate::finding::{Aside, Finding, Related, Severity, Why};
use crate::fix::{Fix, Safety};
use crate::guide::{Conclusion, ElementId, Guide, Labels, Place, PlaceId, contents, guides, guides_of};
use crate::pack::{Circumstances, Rule, Ruleset, Selection};
use crate::text::{SourceFile, Span};

pub use crate::guide::ReadBy;
pub use across::GuideFact;
pub use active::rules_for;
pub use checked::{CheckedGuide, ReadKey};
pub use own::{
    Fault, OwnRule, config_finding, exemption_finding, fault_finding, no_such_rule, own_rule, own_rules,
    pack_finding, yaml_finding,
};
pub use run::{Run, Usage};
pub use suppression::{Ignore, judged};

use active::{Active, active_rules, applied_packs, texts_to_read};
use unread::Unread;

/// What became of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// Every document in it, and every item of a list of guides, was read and checked.
    Checked,
    /// A document or an item in it could not be read as YAML or was not known for a guide; the others
    /// were checked.
    Broken,
    /// It is YAML without a guide, and without anything that looks like one.
    NotAGuide,
    /// It is no guide, but says how guides are checked; its findings are about itself.
    Settings,
    /// It could not be read at all; the reason, in Chinese.
    Unreadable(String),
}

/// A file with all that was found in it.
#[derive(Debug)]
pub struct FileReport {
    /// Name and text; the text is empty where the file could not be read.
    pub source: SourceFile,
    /// What became of it.
    pub status: Status,
    /// The guides in it that were checked, in their order.
    pub guides: Vec<CheckedGuide>,
    /// Sorted by place, then by severity and rule.
    pub findings: Vec<Finding>,
    /// Findings that do not count, sorted likewise.
    pub aside: Vec<Aside>,
    /// What of the ruleset had to do with it.
    pub usage: Usage,
    /// What its guides say that other guides must agree with.
    pub facts: Vec<GuideFact>,
    /// Comments by which somebody answers for findings, until they are held against them.
    pub ignores: Vec<Ignore>,
    /// Whether it is judged, or only there to be compared with.
    pub is_judged: bool,
    /// SHA-256 of its bytes as they were read, where somebody wants to know.
    pub sha256: Option<String>,
}

impl FileReport {
    /// Of a file in which no guide was checked.
    pub fn without_guides(source: SourceFile, status: Status, findings: Vec<Finding>) -> Self {
        Self {
            source,
            status,
            guides: Vec::new(),
            findings,
            aside: Vec::new(),
            usage: Usage::default(),
            facts: Vec::new(),
            ignores: Vec::new(),
            is_judged: true,
            sha256: None,
        }
    }

    /// Puts aside every finding for which there is a reason not to count it. What is to come may have
    /// one too.
    pub fn set_aside(&mut self, why: &mut impl FnMut(&Finding) -> Option<Why>) {
        let mut counting = Vec::with_capacity(self.findings.len());
        for finding in std::mem::take(&mut self.findings) {
            match why(&finding) {
                Some(why) => self.aside.push(Aside { finding, why }),
                None => counting.push(finding),
            }
        }
        self.findings = counting;
        for aside in self.aside.iter_mut().filter(|aside| matches!(aside.why, Why::Coming(_))) {
            if let Some(why) = why(&aside.finding) {
                aside.why = why;
            }
        }
        self.sort();
    }

    /// Whether all of it was checked.
    pub fn is_whole(&self) -> bool {
        self.status == Status::Checked && self.guides.iter().all(|guide| guide.is_whole)
    }

    fn sort(&mut self) {
        self.findings.sort_by(|a, b| order(a).cmp(&order(b)));
        self.aside.sort_by(|a, b| order(&a.finding).cmp(&order(&b.finding)));
    }

    /// All that was found, in the order of the file; where a finding does not count, with the reason.
    pub fn told(&self) -> Vec<(&Finding, Option<&Why>)> {
        let counts = self.findings.iter().map(|finding| (finding, None));
        let aside = self.aside.iter().map(|aside| (&aside.finding, Some(&aside.why)));
        let mut told: Vec<_> = counts.chain(aside).collect();
        if !self.aside.is_empty() {
            told.sort_by(|(a, _), (b, _)| order(a).cmp(&order(b)));
        }
        told
    }
}

/// Files larger than this are not read: no guide is, and reading must stay quick and small.
pub const MOST_BYTES: usize = 16 * 1024 * 1024;

/// Checks the bytes of a file against the rules of the packs that apply.
pub fn check(path: &str, bytes: Vec<u8>, ruleset: &Ruleset, selection: &Selection<'_>) -> FileReport {
    if bytes.len() > MOST_BYTES {
        return broken(path, String::new(), too_large());
    }
    let source = match document::decode(bytes) {
        Ok(text) => SourceFile::new(path, text),
        Err(unreadable) => return broken(path, unreadable.text, unreadable.problem),
    };
    let stream = document::parse(source.text());
    let labels = Labels::of(&ruleset.vocabulary);
    let contents = contents(&stream, &labels);
    let mut unread = Unread::new(&source, &stream, &labels);
    let mut collected = Collected::new(ruleset);
    for guide in guides_of(contents.found.iter().cloned(), &stream, &ruleset.vocabulary) {
        unread.meet(&guide, collected.number());
        collected.add(&guide, ruleset, selection);
    }
    unread.look(&contents);
    let Collected { mut findings, aside, usage, facts, guides, mut is_all } = collected;
    is_all &= stream.problems.len() < MOST_PROBLEMS && !contents.is_cut;
    let lost = unread.is_lost || stream.problems.iter().any(|problem| problem.kind == ProblemKind::Syntax);
    let status = match (lost, guides.is_empty()) {
        (true, _) => Status::Broken,
        (false, true) => Status::NotAGuide,
        (false, false) => Status::Checked,
    };
    // Mistakes of YAML in a file that is no guide are nobody's business here.
    if status != Status::NotAGuide {
        findings.extend(unread.other_problems().cloned().map(|problem| {
            let guide = checked::guide_at(&guides, problem.span);
            Finding { guides: guide.into_iter().collect(), ..yaml_finding(problem) }
        }));
        if !is_all {
            findings.push(yaml_finding(too_many()));
        }
    }
    findings.append(&mut unread.findings);
    let (mut ignores, mut faults) = (Vec::new(), Vec::new());
    if status != Status::NotAGuide && !selection.unsuppressed {
        (ignores, faults) = suppression::read(&stream, ruleset, selection.as_of);
    }
    findings.append(&mut faults);
    findings.sort_by(|a, b| order(a).cmp(&order(b)));
    // One defect that several aliases lead to is one finding, of all the guides that they stand in.
    findings.dedup_by(|next, kept| {
        let is_same =
            next.rule.id == kept.rule.id && next.spans == kept.spans && next.message == kept.message;
        if is_same {
            kept.guides.append(&mut next.guides);
            kept.guides.dedup();
        }
        is_same
    });
    drop(stream);
    let (is_judged, sha256) = (true, None);
    let mut report =
        FileReport { source, status, guides, findings, aside, usage, facts, ignores, is_judged, sha256 };
    report.sort();
    report
}

/// A total order: by place, then gravity, then rule.
fn order(finding: &Finding) -> (Span, Reverse<Severity>, &str, &str) {
    (finding.extent(), Reverse(finding.severity), &finding.rule.id, &finding.message)
}

fn broken(path: &str, text: String, problem: Problem) -> FileReport {
    FileReport::without_guides(SourceFile::new(path, text), Status::Broken, vec![yaml_finding(problem)])
}

fn too_large() -> Problem {
    let most = MOST_BYTES / 1024 / 1024;
    Problem {
        kind: ProblemKind::TooLarge,
        span: Span::default(),
        message: format!("文件超过 {most} MB，没有检查"),
        help: Some("办事指南不会这么大，请确认是否选错了文件；多份指南请分成多个文件".into()),
        related: None,
    }
}

fn too_many() -> Problem {
    Problem {
        kind: ProblemKind::TooMany,
        span: Span::default(),
        message: "文件里的问题太多，或引用展开后太大，只检查和列出了一部分".into(),
        help: Some("请先改正已列出的问题，再重新检查".into()),
        related: None,
    }
}

/// What the guides of a file come to.
struct Collected {
    findings: Vec<Finding>,
    aside: Vec<Aside>,
    usage: Usage,
    facts: Vec<GuideFact>,
    guides: Vec<CheckedGuide>,
    /// Whether nothing was left out because there is too much of it.
    is_all: bool,
}

impl Collected {
    fn new(ruleset: &Ruleset) -> Self {
        Self {
            findings: Vec::new(),
            aside: Vec::new(),
            usage: Usage::of(ruleset),
            facts: Vec::new(),
            guides: Vec::new(),
            is_all: true,
        }
    }

    /// The number of the next guide.
    fn number(&self) -> u32 {
        u32::try_from(self.guides.len()).unwrap_or(u32::MAX)
    }

    /// Adds what the rules find in a guide.
    fn add(&mut self, guide: &Guide<'_>, ruleset: &Ruleset, selection: &Selection<'_>) {
        let number = self.number();
        let firsts = (self.findings.len(), self.aside.len(), self.facts.len());
        let is_whole = self.look(guide, ruleset, selection);
        self.findings[firsts.0..].iter_mut().for_each(|finding| finding.guides = vec![number]);
        self.aside[firsts.1..].iter_mut().for_each(|aside| aside.finding.guides = vec![number]);
        self.facts[firsts.2..].iter_mut().for_each(|fact| fact.guide = number);
        self.guides.push(CheckedGuide { is_whole, ..CheckedGuide::of(guide) });
        self.is_all &= is_whole;
    }

    /// Lets the rules look at a guide; tells whether they saw all of it.
    fn look(&mut self, guide: &Guide<'_>, ruleset: &Ruleset, selection: &Selection<'_>) -> bool {
        if self.findings.len() + self.aside.len() >= MOST_HITS {
            return false;
        }
        let mut is_whole = guide.is_whole() && guide.unknown().len() < MOST_HITS;
        let (mut yielding, mut places, mut missing) = (Vec::new(), Vec::new(), Vec::new());
        for pack in applied_packs(guide, ruleset, selection) {
            self.usage.packs[pack] |= !ruleset.rules_of(pack).is_empty();
        }
        let texts = texts_to_read(guide, ruleset, selection);
        let phrases = Phrases::read(&ruleset.phrasebook, guide, &texts);
        let circumstances = Circumstances::new(guide, &phrases, ruleset);
        for Active { number, coming } in active_rules(guide, ruleset, selection) {
            let holders = ruleset.holders(number);
            if !holders.iter().any(|&holder| guide.has(holder)) {
                continue;
            }
            let rule = &ruleset.rules[number];
            if !circumstances.concern(rule) {
                continue;
            }
            let mut to_come = Vec::new();
            let findings = match (coming, rule.check.yields()) {
                (Some(_), _) => &mut to_come,
                (None, true) => &mut yielding,
                (None, false) => &mut self.findings,
            };
            let (severity, first) = (selection.severity(number, rule), findings.len());
            let looking = Looking { ruleset, guide, phrases: &phrases, missing: &missing };
            self.usage.rules[number] |=
                rule_findings(looking, &mut places, (rule, holders), severity, findings);
            if coming.is_none() && (rule.check.requires() || rule.check.is_last()) {
                // What a guide lacks is shown at its first key, and says nothing of that key.
                let is_there = |finding: &&Finding| {
                    !finding.is_absence || finding.spans != [guide.missing_at(guide.root())]
                };
                let told = findings[first..].iter().filter(is_there);
                missing.extend(told.flat_map(|finding| finding.spans.iter().copied()));
                missing.sort_unstable();
            }
            if findings.len() > first
                && let Some(conclusion) = circumstances.conclusion(rule)
            {
                findings[first..].iter_mut().for_each(|finding| rest_on(conclusion, guide, finding));
            }
            if let Some(from) = coming {
                let aside = |finding| Aside { finding, why: Why::Coming(from) };
                self.aside.extend(to_come.into_iter().map(aside));
                continue;
            }
            if rule.check.compares() {
                self.facts.extend(rule_facts(guide, &phrases, rule, (number, severity)));
            }
            // Also after the last rule: it may have found more than it noted.
            if self.findings.len() + self.aside.len() + yielding.len() >= MOST_HITS {
                is_whole = false;
                break;
            }
        }
        self.findings.extend(gravest(yielding));
        is_whole
    }
}

/// A guide while rules look at it.
#[derive(Clone, Copy)]
struct Looking<'g, 't> {
    ruleset: &'g Ruleset,
    guide: &'g Guide<'t>,
    phrases: &'g Phrases<'g>,
    missing: &'g [Span],
}

/// Adds what a rule finds in a guide; tells whether it found anything to look at. `places` is room for
/// the places that it is led to.
fn rule_findings(
    looking: Looking<'_, '_>,
    places: &mut Vec<PlaceId>,
    (rule, holders): (&Rule, &[ElementId]),
    severity: Severity,
    findings: &mut Vec<Finding>,
) -> bool {
    let Looking { ruleset, guide, phrases, missing } = looking;
    let mut looked = false;
    let mut hits = Vec::new();
    places.clear();
    let is_led = rule.check.places(phrases, places);
    for (&element, &holder) in rule.elements.iter().zip(holders) {
        let mut ask = |subject: &Subject<'_, '_>| {
            let is_asked = hits.len() < MOST_HITS && rule.concerns(guide, subject.place, phrases);
            if is_asked && rule.check.is_there(subject) {
                looked = true;
                rule.check.run(subject, &mut hits);
            }
        };
        if is_led {
            let places = places.iter().map(|&id| guide.get(id)).filter(|place| place.element == element);
            places.for_each(|place| ask(&Subject { guide, element, place, phrases, missing }));
            looked = looked || guide.places(element).any(|place| rule.concerns(guide, place, phrases));
        } else {
            subjects(looking, (element, holder), ask);
        }
        if !hits.is_empty() {
            let found = hits.drain(..).map(|mut hit| {
                let place = guide.get(hit.place);
                show_contradicted(ruleset.contradicted(rule, guide, phrases, place), guide, &mut hit);
                put_into_words(guide, rule, severity, element, hit)
            });
            findings.extend(found);
        }
    }
    looked
}

/// All that a check of an element is asked about in a guide, whether the rule's conditions hold there
/// or not.
fn subjects<'g, 't>(
    Looking { guide, phrases, missing, .. }: Looking<'g, 't>,
    (element, holder): (ElementId, ElementId),
    mut ask: impl FnMut(&Subject<'g, 't>),
) {
    // A record that nobody began lacks itself, not its parts; the guide is always there.
    let is_begun = |place| holder == element || holder == ElementId::GUIDE || guide.is_filled(place);
    for place in guide.places(holder).filter(|&place| is_begun(place)) {
        ask(&Subject { guide, element, place, phrases, missing });
    }
}

/// The entries of the word lists of a rule that have a say about the guides in a text.
pub fn reached(text: &str, ruleset: &Ruleset, rule: &Rule) -> BTreeSet<EntryPlace> {
    let mut reached = BTreeSet::new();
    let stream = document::parse(text);
    let phrases = Phrases::default();
    let looks = |guide: &Guide<'_>| Circumstances::new(guide, &phrases, ruleset).concern(rule);
    for guide in guides(&stream, &ruleset.vocabulary).filter(looks) {
        for &element in &rule.elements {
            let asked = (element, rule.must.scope().holder(element, guide.vocabulary));
            let looking = Looking { ruleset, guide: &guide, phrases: &phrases, missing: &[] };
            subjects(looking, asked, |subject| {
                if rule.concerns(&guide, subject.place, &phrases) {
                    rule.check.reached(subject, &mut reached);
                }
            });
        }
    }
    reached
}

/// What a guide says that other guides must agree with.
fn rule_facts<'g>(
    guide: &'g Guide<'_>,
    phrases: &'g Phrases<'g>,
    rule: &'g Rule,
    (number, severity): (usize, Severity),
) -> impl Iterator<Item = GuideFact> + 'g {
    let places = rule.elements.iter().flat_map(|&element| guide.places(element));
    places.filter(|&place| rule.concerns(guide, place, phrases)).filter_map(move |place| {
        let element = place.element;
        let Fact { place: at, key, values, found } =
            rule.check.fact(&Subject { guide, element, place, phrases, missing: &[] })?;
        let at = guide.get(at);
        Some(GuideFact {
            rule: number,
            severity,
            guide: 0,
            element,
            key,
            values,
            found,
            path: guide.path(at),
            span: at.node.span(),
        })
    })
}

/// So many characters of a text that contradicts a finding are quoted.
const MOST_QUOTED: usize = 30;

/// Adds to a hit what it contradicts.
fn show_contradicted<'t>(places: impl Iterator<Item = Place<'t>>, guide: &Guide<'_>, hit: &mut Hit) {
    for place in places {
        // Authors know an element by the name that they gave it.
        let key = place.key.and_then(Node::text).unwrap_or_else(|| guide.vocabulary.name(place.element));
        let text = place.node.text().unwrap_or_default().trim();
        hit.args.entry("against").or_insert_with(|| text.to_owned());
        let start: String = text.chars().take(MOST_QUOTED).collect();
        let more = if start.len() < text.len() { "……" } else { "" };
        let message = format!("“{key}”写的是“{start}{more}”");
        hit.related.push(Related { span: place.node.span(), message });
    }
}

fn put_into_words(
    guide: &Guide<'_>,
    rule: &Rule,
    severity: Severity,
    element: ElementId,
    hit: Hit,
) -> Finding {
    let Hit { place, spans, part, mut args, related, fix } = hit;
    let place = guide.get(place);
    let fix = fix.or_else(|| instead(rule, place, part?));
    // What is only advised must not become a blank that has to be filled in.
    let fix = fix.filter(|fix| fix.safety == Safety::Safe || severity > Severity::Advice);
    let name = guide.vocabulary.name(element);
    let mut path = guide.path(place);
    let is_absence = rule.must.scope() == Scope::Holders && place.element != element;
    // Checks of a whole guide point at keys in it, not at an element.
    let about = match (rule.must.scope(), spans.as_slice()) {
        (Scope::Guide, [first, .., last]) => Span { start: first.start, end: last.end },
        (Scope::Guide, &[only]) => only,
        _ => place.extent(),
    };
    if is_absence {
        // What is missing has a path too: where it would be.
        let dot = if path.is_empty() { "" } else { "." };
        path = format!("{path}{dot}{name}");
    }
    args.entry("element").or_insert_with(|| name.to_owned());
    Finding {
        rule: Arc::clone(&rule.info),
        severity,
        message: rule.message.fill(&args),
        help: rule.help.as_ref().map(|help| help.fill(&args)),
        args,
        about,
        is_absence,
        spans,
        guides: Vec::new(),
        path,
        related,
        elsewhere: Vec::new(),
        fix,
    }
}

/// Tells that a finding rests on something that the guide does not state; so it cannot be an error.
fn rest_on(conclusion: Conclusion<'_>, guide: &Guide<'_>, finding: &mut Finding) {
    let Conclusion { element, value, ground } = conclusion;
    finding.severity = finding.severity.min(Severity::Warning);
    let message = format!("没有写“{}”，由此推断为“{value}”", guide.vocabulary.name(element));
    finding.related.push(Related { span: ground.span(), message });
}

/// The fix that a rule has for a part of a text, where it stands there as a whole.
fn instead(rule: &Rule, place: Place<'_>, part: Range<usize>) -> Option<Fix> {
    let new = rule.instead.get(place.node.text()?.get(part.clone())?)?;
    let title = if new.is_empty() { "删去".to_owned() } else { format!("改为“{new}”") };
    Some(edit::replace(place.node, part, new)?.titled(title, Safety::Safe))
}

/// Of overlapping findings the gravest; of equally grave ones the longest, then the first.
fn gravest(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort_by_key(|finding| finding.extent().start);
    let mut kept: Vec<Finding> = Vec::new();
    for finding in findings {
        match kept.last_mut() {
            Some(last) if last.extent().end > finding.extent().start => {
                let weight = |finding: &Finding| (finding.severity, finding.extent().len());
                if weight(&finding) > weight(last) {
                    *last = finding;
                }
            }
            _ => kept.push(finding),
        }
    }
    kept
}
