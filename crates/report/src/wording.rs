//! What a finding says, in words without layout, for formats that have none of their own.
//!
//! A guide's text is in all of it, so every line is one line and harmless, as `visible` says.

use super::points::Points;
use super::visible;
use guidelint_core::finding::{
    Clause, Finding, Kind, Obligation, Suppression, SuppressionReason, TextStatus,
};

/// What is wrong and what to write instead, in one line.
pub(super) fn line(finding: &Finding) -> String {
    let message = visible::line(&finding.message);
    let Some(help) = help(finding) else { return message.into_owned() };
    let stop = if message.ends_with(['。', '！', '？', '；']) { "" } else { "。" };
    format!("{message}{stop}改法：{}", help.join(" "))
}

/// The path of a place as people count: `申请材料[3].材料名称` is 申请材料第 3 项 · 材料名称, and a heading over
/// some of the items stands in brackets.
pub(super) fn place(path: &str) -> String {
    let mut words = String::with_capacity(path.len());
    let mut rest = path;
    while let Some(at) = rest.find(['[', '.']) {
        words += &rest[..at];
        let after = &rest[at + 1..];
        rest = match (rest.as_bytes()[at], after.split_once(']')) {
            (b'[', Some((inside, after))) if inside.bytes().all(|byte| byte.is_ascii_digit()) => {
                words.extend(["第 ", inside, " 项"]);
                after
            }
            (b'[', Some((heading, after))) => {
                words.extend(["（", heading, "）"]);
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

/// The word for findings that do not count; it stands where others have their severity.
pub(super) fn aside_word(reason: &SuppressionReason) -> &'static str {
    match reason {
        SuppressionReason::Upcoming(_) => "预告",
        SuppressionReason::Suppressed(Suppression { kind: Kind::Baseline, .. }) => "存量",
        SuppressionReason::Suppressed(_) => "豁免",
    }
}

/// Why a finding does not count, in one line.
pub(super) fn aside(reason: &SuppressionReason) -> String {
    let Suppression { kind, reason, approved_by, document, until } = match reason {
        SuppressionReason::Upcoming(from) => return format!("所依据的规定 {from} 起施行，现在不计入结果"),
        SuppressionReason::Suppressed(suppression) => suppression,
    };
    let start = match kind {
        Kind::Comment => "指南中的注释",
        Kind::Exemption => "豁免清单",
        Kind::Baseline => "设置检查之前已有的问题，记在基线里",
    };
    let reason = reason.as_ref().map(|reason| format!("：{}", visible::line(reason)));
    let approval: Vec<_> = approved_by.iter().chain(document).map(|text| visible::line(text)).collect();
    let approval = (!approval.is_empty()).then(|| format!("，批准：{}", approval.join(" ")));
    let until = until.map(|until| format!("，至 {until}"));
    [Some(start.into()), reason, approval, until].into_iter().flatten().collect()
}

/// A finding that does not count, in one line.
pub(super) fn aside_line(finding: &Finding, reason: &SuppressionReason) -> String {
    format!("{}：{}（{}）", aside_word(reason), visible::line(&finding.message), aside(reason))
}

/// What is wrong, what to write instead, where else to look and what the rule rests on, each in a
/// line of its own.
pub(super) fn lines(finding: &Finding, points: &Points) -> Vec<String> {
    let message = visible::line(&finding.message).into_owned();
    std::iter::once(message).chain(details(finding, points)).collect()
}

/// The lines after the first: what to write instead, where else to look, what the rule rests on.
pub(super) fn details(finding: &Finding, points: &Points) -> impl Iterator<Item = String> {
    labelled(finding, points).map(|(label, text)| format!("{label}：{text}"))
}

/// The same lines, each with what it is before it.
pub(super) fn labelled(finding: &Finding, points: &Points) -> impl Iterator<Item = (&'static str, String)> {
    let help = help(finding).map(|help| ("改法", help.join(" ")));
    let related = finding.related.iter().map(|related| {
        let at = points.at(related.span.start);
        ("另见", format!("第 {} 行第 {} 字，{}", at.line, at.column, visible::line(&related.message)))
    });
    let elsewhere = finding.elsewhere.iter().map(|place| {
        let (file, at) = (visible::line(&place.file), place.at);
        ("另见", format!("{file}:{}:{} {}", at.line, at.column, visible::line(&place.message)))
    });
    help.into_iter().chain(related).chain(elsewhere).chain(basis(finding).map(|basis| ("依据", basis)))
}

fn help(finding: &Finding) -> Option<Vec<std::borrow::Cow<'_, str>>> {
    finding.help.as_ref().map(|help| help.trim_end().lines().map(visible::line).collect())
}

/// What the rule rests on.
fn basis(finding: &Finding) -> Option<String> {
    let clause = finding.rule.clause.as_ref()?;
    Some(visible::line(&citation(clause, finding.rule.obligation)).into_owned())
}

/// `《…》第六条（应；读过条文全文）`.
pub(super) fn citation(clause: &Clause, obligation: Option<Obligation>) -> String {
    let remarks = [
        obligation.map(Obligation::word),
        clause.inferred.then_some("由该条推出"),
        Some(clause.status.word()),
    ];
    let remarks: Vec<_> = remarks.into_iter().flatten().collect();
    let title =
        if clause.status == TextStatus::Derived { clause.title.clone() } else { titled(&clause.title) };
    format!("{title}{}（{}）", clause.place(), remarks.join("；"))
}

/// A title with title marks: around all of it, unless it has some of its own or is a standard's
/// number and name.
fn titled(title: &str) -> String {
    let code = title.find(|c: char| !c.is_ascii() && !"—–－".contains(c)).unwrap_or(title.len());
    match title.split_at(code) {
        _ if title.contains('《') => title.into(),
        (code, name) if code.contains(|c: char| c.is_ascii_digit()) => {
            format!("{}《{name}》", code.trim_end())
        }
        _ => format!("《{title}》"),
    }
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
            assert_eq!(place(path), words, "{path}");
        }
    }
}
