//! The wording of findings, for formats without a layout of their own.
//!
//! All of it may contain text of guides, so every line is made single and harmless by `visible`.

use std::fmt::Display;

use super::points::Points;
use super::{title, visible};
use guidelint_core::finding::{
    Clause, Finding, Kind, Obligation, Suppression, SuppressionReason, TextStatus,
};
use guidelint_core::pack::PackInfo;
use guidelint_messages::{CommonMessages, Language};

/// What is wrong and what to write instead, in one line.
pub(super) fn line(finding: &Finding, language: Language) -> String {
    let message = visible::line(&finding.message);
    let Some(help) = help(finding) else { return message.into_owned() };
    language.common().with_help(&message, &help.join(" "))
}

/// A path as people count: `申请材料[3].材料名称` is 申请材料第 3 项 · 材料名称. The heading over some of the items is in
/// brackets.
pub(super) fn place(path: &str, language: Language) -> String {
    let common = language.common();
    let mut words = String::with_capacity(path.len());
    let mut rest = path;
    while let Some(at) = rest.find(['[', '.']) {
        words += &rest[..at];
        let after = &rest[at + 1..];
        rest = match (rest.as_bytes()[at], after.split_once(']')) {
            (b'[', Some((inside, after))) if inside.bytes().all(|byte| byte.is_ascii_digit()) => {
                words += &common.item(inside);
                after
            }
            (b'[', Some((heading, after))) => {
                words += &common.remark(heading);
                after
            }
            _ => {
                words += " · ";
                after
            }
        };
    }
    visible::line(&(words + rest)).into_owned()
}

/// The word that replaces the severity of a finding that does not count.
pub(super) fn aside_word(reason: &SuppressionReason, language: Language) -> &'static str {
    let common = language.common();
    match reason {
        SuppressionReason::Upcoming(_) => common.upcoming(),
        SuppressionReason::Suppressed(Suppression { kind: Kind::Baseline, .. }) => common.baselined(),
        SuppressionReason::Suppressed(_) => common.suppressed(),
    }
}

/// Why a finding does not count, in one line.
pub(super) fn aside(reason: &SuppressionReason, language: Language) -> String {
    let common = language.common();
    let Suppression { kind, reason, approved_by, document, until } = match reason {
        SuppressionReason::Upcoming(from) => return common.upcoming_from(from),
        SuppressionReason::Suppressed(suppression) => suppression,
    };
    let place = match kind {
        Kind::Comment => common.in_comment(),
        Kind::Exemption => common.in_exemptions(),
        Kind::Baseline => common.in_baseline(),
    };
    let reason = reason.as_deref().map(visible::line);
    let approval: Vec<_> = approved_by.iter().chain(document).map(|text| visible::line(text)).collect();
    let approval = (!approval.is_empty()).then(|| approval.join(" "));
    let until = until.as_ref().map(|until| until as &dyn Display);
    common.suppressed_by(place, reason.as_deref(), approval.as_deref(), until)
}

/// A finding that does not count, in one line.
pub(super) fn aside_line(finding: &Finding, reason: &SuppressionReason, language: Language) -> String {
    let (word, message) = (aside_word(reason, language), visible::line(&finding.message));
    labelled(word, &message, language) + &language.common().remark(&aside(reason, language))
}

/// What is wrong, what to write instead, related locations and what the rule rests on, each on its own line.
pub(super) fn lines(finding: &Finding, points: &Points, language: Language) -> Vec<String> {
    let message = visible::line(&finding.message).into_owned();
    std::iter::once(message).chain(details(finding, points, language)).collect()
}

/// The lines after the first: what to write instead, related locations, what the rule rests on.
pub(super) fn details(
    finding: &Finding,
    points: &Points,
    language: Language,
) -> impl Iterator<Item = String> {
    parts(finding, points, language).map(move |(label, text)| labelled(label, &text, language))
}

/// The same lines, each with its label.
pub(super) fn parts(
    finding: &Finding,
    points: &Points,
    language: Language,
) -> impl Iterator<Item = (&'static str, String)> {
    let common = language.common();
    let help = help(finding).map(|help| (common.help(), help.join(" ")));
    let related = finding.related.iter().map(|related| {
        let at = points.at(related.span.start);
        let (at, message) = (common.position(at.line, at.column), visible::line(&related.message));
        (common.see_also(), [&at, common.between_clauses(), &message].concat())
    });
    let elsewhere = finding.elsewhere.iter().map(|place| {
        let (file, at) = (visible::line(&place.file), place.at);
        (common.see_also(), format!("{file}:{}:{} {}", at.line, at.column, visible::line(&place.message)))
    });
    let basis = basis(finding, language).map(|basis| (common.basis(), basis));
    help.into_iter().chain(related).chain(elsewhere).chain(basis)
}

/// A text after its label.
pub(super) fn labelled(label: &str, text: &str, language: Language) -> String {
    [label, language.common().colon(), text].concat()
}

fn help(finding: &Finding) -> Option<Vec<std::borrow::Cow<'_, str>>> {
    finding.help.as_ref().map(|help| help.trim_end().lines().map(visible::line).collect())
}

/// What the rule rests on.
fn basis(finding: &Finding, language: Language) -> Option<String> {
    let clause = finding.rule.clause.as_ref()?;
    Some(visible::line(&citation(clause, finding.rule.obligation, language)).into_owned())
}

/// `《…》第六条（应；读过条文全文）`.
pub(super) fn citation(clause: &Clause, obligation: Option<Obligation>, language: Language) -> String {
    let common = language.common();
    let remarks = [
        obligation.map(Obligation::word),
        clause.inferred.then(|| common.inferred()),
        Some(text_status(clause.status, common)),
    ];
    let remarks: Vec<_> = remarks.into_iter().flatten().collect();
    let is_counted = clause.status == TextStatus::Derived;
    let title = if is_counted { clause.title.clone() } else { title::marked(&clause.title) };
    [title, clause.place(), common.remark(&remarks.join(common.between_parts()))].concat()
}

/// How much of a source was read.
pub(super) fn text_status(status: TextStatus, common: &'static dyn CommonMessages) -> &'static str {
    match status {
        TextStatus::Unseen => common.text_unseen(),
        TextStatus::Secondhand => common.text_secondhand(),
        TextStatus::Derived => common.text_derived(),
        TextStatus::Partial => common.text_partly_read(),
        TextStatus::Full => common.text_read(),
    }
}

/// The guides that a pack is limited to; `None` if it applies to all.
pub(super) fn limits(pack: &PackInfo, language: Language) -> Option<String> {
    let common = language.common();
    let region = pack.region.as_ref().map(|region| common.only_in_region(region));
    let profile = pack.profile.as_ref().map(|profile| common.only_in_profile(profile));
    let limits: Vec<_> = region.into_iter().chain(profile).collect();
    (!limits.is_empty()).then(|| limits.join(common.between_clauses()))
}

/// A pack: its title, identifier and version, and the guides that it is limited to.
pub(super) fn pack(pack: &PackInfo, language: Language) -> String {
    let common = language.common();
    let remarks: Vec<_> =
        [format!("{} {}", pack.id, pack.version)].into_iter().chain(limits(pack, language)).collect();
    format!("{}{}", pack.title, common.remark(&remarks.join(common.between_clauses())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_told_as_people_count() {
        for (path, words) in [
            ("受理条件", "受理条件"),
            ("受理条件[2]", "受理条件第 2 项"),
            ("申请材料[3].材料名称", "申请材料第 3 项 · 材料名称"),
            ("申请材料[变更][1].材料名称", "申请材料（变更）第 1 项 · 材料名称"),
            ("申请材料[1.个人][1]", "申请材料（1.个人）第 1 项"),
            ("申请材料[", "申请材料 · "),
            ("", ""),
        ] {
            assert_eq!(place(path, Language::Chinese), words, "{path}");
        }
    }
}
