//! Turns violations into findings: wording, locations, and the fix of the rule.

use std::ops::Range;
use std::sync::Arc;

use crate::check::{Scope, Violation};
use crate::document::{Node, edit};
use crate::finding::{Finding, Related, Severity};
use crate::fix::{Applicability, Fix};
use crate::guide::{Conclusion, ElementId, Guide, Occurrence};
use crate::pack::Rule;
use crate::text::Span;

/// The most characters of a contradicting text that are quoted.
const MOST_QUOTED: usize = 30;

/// Adds the occurrences that a violation contradicts.
pub(super) fn show_contradicted<'t>(
    occurrences: impl Iterator<Item = Occurrence<'t>>,
    guide: &Guide<'_>,
    violation: &mut Violation,
) {
    for occurrence in occurrences {
        // Authors know an element by the name they gave it.
        let key =
            occurrence.key.and_then(Node::text).unwrap_or_else(|| guide.vocabulary.name(occurrence.element));
        let text = occurrence.node.text().unwrap_or_default().trim();
        violation.args.entry("against").or_insert_with(|| text.to_owned());
        let start: String = text.chars().take(MOST_QUOTED).collect();
        let more = if start.len() < text.len() { "……" } else { "" };
        let message = format!("“{key}”写的是“{start}{more}”");
        violation.related.push(Related { span: occurrence.node.span(), message });
    }
}

/// The finding for a violation of a rule by an element.
pub(super) fn finding(
    guide: &Guide<'_>,
    rule: &Rule,
    severity: Severity,
    element: ElementId,
    violation: Violation,
) -> Finding {
    let Violation { occurrence, spans, part, mut args, related, fix } = violation;
    let occurrence = guide.get(occurrence);
    let fix = fix.or_else(|| instead(rule, occurrence, part?));
    // Advice alone must not put a placeholder into the guide that has to be filled in.
    let fix = fix.filter(|fix| fix.applicability == Applicability::Safe || severity > Severity::Advice);
    let name = guide.vocabulary.name(element);
    let mut path = guide.path(occurrence);
    let is_absence = rule.must.scope() == Scope::Holders && occurrence.element != element;
    // Checks of a whole guide point at keys in it, not at an element.
    let about = match (rule.must.scope(), spans.as_slice()) {
        (Scope::Guide, [first, .., last]) => Span { start: first.start, end: last.end },
        (Scope::Guide, &[only]) => only,
        _ => occurrence.extent(),
    };
    if is_absence {
        // The path of a missing element is where it would be.
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

/// The fix that the rule declares for a part of a text, if it declares one for exactly this part.
fn instead(rule: &Rule, occurrence: Occurrence<'_>, part: Range<usize>) -> Option<Fix> {
    let new = rule.instead.get(occurrence.node.text()?.get(part.clone())?)?;
    let title = if new.is_empty() { "删去".to_owned() } else { format!("改为“{new}”") };
    Some(edit::replace(occurrence.node, part, new)?.titled(title, Applicability::Safe))
}

/// Records that a finding rests on a conclusion, not on a statement, so it cannot be an error.
pub(super) fn rest_on(conclusion: Conclusion<'_>, guide: &Guide<'_>, finding: &mut Finding) {
    let Conclusion { element, value, ground } = conclusion;
    finding.severity = finding.severity.min(Severity::Warning);
    let message = format!("没有写“{}”，由此推断为“{value}”", guide.vocabulary.name(element));
    finding.related.push(Related { span: ground.span(), message });
}
