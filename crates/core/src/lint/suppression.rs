//! Comments of a guide that suppress findings.
//!
//! ```yaml
//! 承诺办结时限: 尽快   # guidelint: ignore[limits/measurable] 系统改造期间 until=2027-01-01
//! # guidelint: ignore-file[required/core-elements] 由上级平台补充
//! ```
//!
//! A comment at the end of a line is bound to the keys and items that begin and end on that line, or else
//! to the innermost one that continues below it; a comment on a line of its own, to the next key or item.
//! It suppresses findings about these and everything inside them.
//!
//! Invariant: a comment with a problem suppresses nothing, and the problem is a finding of its own.

use super::builtin_rules::{SuppressionProblem, builtin_rule, no_such_rule, suppression_finding};
use crate::date::Date;
use crate::document::{Kind as NodeKind, Node, Stream};
use crate::finding::{Finding, Kind, Suppression};
use crate::pack::Ruleset;
use crate::text::Span;

/// The most suppressions that are read in a file, so that no file can make a check slow.
const MOST: usize = 1_000;

/// Suppresses findings of one rule; a comment that names several rules gives several of these.
#[derive(Clone, Debug)]
pub struct SuppressionComment {
    /// Where the comment names the rule.
    pub(super) at: Span,
    pub(super) rule: String,
    /// The bytes that it is bound to; `None` for the whole file.
    bound: Option<Span>,
    pub(super) suppression: Suppression,
}

/// The suppressions of a file, and findings about faulty ones.
#[derive(Debug, Default)]
pub(super) struct Comments {
    pub(super) suppressions: Vec<SuppressionComment>,
    pub(super) findings: Vec<Finding>,
}

/// Reads the suppressions of a file.
pub(super) fn read(stream: &Stream<'_>, ruleset: &Ruleset, as_of: Option<Date>) -> Comments {
    let mut reading = Reading { stream, ruleset, as_of, comments: Comments::default() };
    let written = stream.comments.iter().filter_map(|&span| Some((span, directive(stream, span)?)));
    let mut written = written.peekable();
    if written.peek().is_none() {
        return reading.comments;
    }
    let nodes = Nodes::of(stream);
    for (comment, text) in written {
        if reading.comments.suppressions.len() + reading.comments.findings.len() >= MOST {
            reading.problem(
                SuppressionProblem::Malformed,
                comment,
                format!("豁免超过 {MOST} 处，从这里起不再读取"),
            );
            break;
        }
        reading.comment(comment, text, &nodes);
    }
    reading.comments
}

/// The text after `guidelint:` in a comment; `None` if the comment is not for guidelint.
fn directive<'s>(stream: &Stream<'s>, comment: Span) -> Option<&'s str> {
    let text = stream.source()[comment.range()].trim_start_matches('#').trim_start();
    Some(text.strip_prefix("guidelint")?.trim_start().strip_prefix([':', '：'])?.trim())
}

struct Reading<'r, 's> {
    stream: &'r Stream<'s>,
    ruleset: &'r Ruleset,
    as_of: Option<Date>,
    comments: Comments,
}

impl<'s> Reading<'_, 's> {
    fn problem(&mut self, problem: SuppressionProblem, span: Span, message: String) {
        self.comments.findings.push(suppression_finding(problem, span, message));
    }

    fn comment(&mut self, comment: Span, text: &'s str, nodes: &Nodes) {
        let parts = match Parts::of(text) {
            Ok(parts) => parts,
            Err(message) => return self.problem(SuppressionProblem::Malformed, comment, message),
        };
        let bound = if parts.whole_file { None } else { nodes.bound(self.stream.source(), comment) };
        if bound.is_none() && !parts.whole_file {
            return self.problem(SuppressionProblem::Malformed, comment, "这条豁免注释的后面没有内容".into());
        }
        if parts.reason.is_empty() {
            return self.problem(SuppressionProblem::Reasonless, comment, "这条豁免注释没有写理由".into());
        }
        if let (Some(until), Some(day)) = (parts.until, self.as_of)
            && until < day
        {
            return self.problem(
                SuppressionProblem::Expired,
                comment,
                format!("这条豁免注释已于 {until} 到期"),
            );
        }
        for rule in parts.rules {
            let at = self.place(rule);
            match check_suppressible(self.ruleset, rule) {
                Err((problem, message)) => self.problem(problem, at, message),
                Ok(()) => self.comments.suppressions.push(SuppressionComment {
                    at,
                    rule: rule.to_owned(),
                    bound,
                    suppression: Suppression {
                        kind: Kind::Comment,
                        reason: Some(parts.reason.clone()),
                        approved_by: None,
                        document: None,
                        until: parts.until,
                    },
                }),
            }
        }
    }

    /// The span of a part of the source.
    fn place(&self, part: &str) -> Span {
        let start = part.as_ptr() as usize - self.stream.source().as_ptr() as usize;
        Span::new(start, start + part.len())
    }
}

/// Checks that findings of a rule may be suppressed.
///
/// # Errors
///
/// Returns the problem and the message that reports it.
pub fn check_suppressible(ruleset: &Ruleset, rule: &str) -> Result<(), (SuppressionProblem, String)> {
    match ruleset.is_mandatory(rule).or_else(|| builtin_rule(rule).map(|own| own.info.mandatory)) {
        Some(false) => Ok(()),
        Some(true) => Err((SuppressionProblem::Forbidden, format!("规则“{rule}”必须遵守，不得豁免"))),
        None => Err((SuppressionProblem::UnknownRule, no_such_rule(ruleset, rule))),
    }
}

/// A comment split into its parts.
struct Parts<'s> {
    whole_file: bool,
    rules: Vec<&'s str>,
    reason: String,
    until: Option<Date>,
}

impl<'s> Parts<'s> {
    fn of(text: &'s str) -> Result<Self, String> {
        let unclear = || "看不懂这条豁免注释".to_owned();
        let rest = text.strip_prefix("ignore").ok_or_else(unclear)?;
        let (whole_file, rest) = match rest.strip_prefix("-file") {
            Some(rest) => (true, rest),
            None => (false, rest),
        };
        let inside = rest.trim_start().strip_prefix('[').ok_or("豁免注释要在方括号里写明规则标识")?;
        let (rules, rest) = inside.split_once(']').ok_or("豁免注释的方括号没有结束")?;
        let rules: Vec<&str> =
            rules.split([',', '，', '、']).map(str::trim).filter(|rule| !rule.is_empty()).collect();
        if rules.is_empty() {
            return Err("豁免注释的方括号里没有规则标识".into());
        }
        let (mut words, mut until) = (Vec::new(), None);
        for word in rest.split_whitespace() {
            match word.strip_prefix("until=") {
                Some(_) if until.is_some() => return Err("豁免注释写了两个 until".into()),
                Some(day) => until = Some(day.parse()?),
                None => words.push(word),
            }
        }
        Ok(Self { whole_file, rules, reason: words.join(" "), until })
    }
}

/// Spans of keys with their values, and of items, in the order of the file; outer ones come first.
struct Nodes(Vec<Span>);

impl Nodes {
    fn of(stream: &Stream<'_>) -> Self {
        let mut nodes = Self(Vec::new());
        stream.documents().for_each(|root| nodes.add(root));
        nodes
    }

    /// Adds what is written inside a node, without following aliases.
    fn add(&mut self, node: Node<'_>) {
        match node.kind() {
            NodeKind::Sequence => {
                for item in node.items() {
                    self.0.push(item.span());
                    self.add(item);
                }
            }
            NodeKind::Mapping => {
                for entry in node.entries() {
                    let (key, value) = (entry.key.span(), entry.value.span());
                    self.0.push(Span { start: key.start, end: value.end.max(key.end) });
                    self.add(entry.value);
                }
            }
            _ => {}
        }
    }

    /// The span that a comment is bound to.
    fn bound(&self, source: &str, comment: Span) -> Option<Span> {
        let before = &source[..comment.start as usize];
        let line = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
        let is_own_line = before[line..].trim_start_matches('\u{feff}').trim().is_empty();
        let first_from = |byte: usize| self.0.partition_point(|node| (node.start as usize) < byte);
        if is_own_line {
            return self.0.get(first_from(comment.end as usize)).copied();
        }
        let begun = &self.0[first_from(line)..first_from(comment.start as usize)];
        let mut complete = begun.iter().filter(|node| node.end <= comment.start).peekable();
        if let Some(first) = complete.peek() {
            let start = first.start;
            let end = complete.map(|node| node.end).max()?;
            return Some(Span { start, end });
        }
        let ends_here = |node: &&Span| (line..=comment.start as usize).contains(&(node.end as usize));
        // Nodes that end on the line and begin above it: the last one is the innermost.
        let above = || self.0[..first_from(line)].iter().rev().take(MOST).find(ends_here);
        begun.last().or_else(above).copied()
    }
}

impl SuppressionComment {
    /// Whether it suppresses a finding of its rule; `guides` are the spans of the guides of its file.
    pub(super) fn covers(&self, finding: &Finding, guides: &[Span]) -> bool {
        let Some(bound) = self.bound else { return true };
        let holds = |inner: Span| bound.start <= inner.start && inner.end <= bound.end;
        // Whatever is missing is reported at a first key. In a list item authors write the comment there;
        // but a comment at the first key of a guide does not mean the whole guide.
        if finding.is_absence {
            !guides.contains(&finding.about) && (holds(finding.about) || holds(finding.extent()))
        } else {
            holds(finding.about)
        }
    }
}
