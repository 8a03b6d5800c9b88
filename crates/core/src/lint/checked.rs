//! What reports show of a guide that was checked.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::guide::{Guide, ReadBy, Role};
use crate::text::Span;

/// A guide of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CheckedGuide {
    /// The office that is responsible for it, if the guide states one.
    pub office: Option<String>,
    /// The matter that it is about, if the guide states one.
    pub matter: Option<String>,
    /// Its codes, as the guide states them.
    pub codes: Vec<String>,
    /// Its path in the document: `data.list[2]`; empty for the root.
    pub path: String,
    /// Its bytes; contents that aliases refer to may be elsewhere in the file.
    pub span: Span,
    /// How keys were read that are not the names of their elements, each once, in their order.
    pub read_as: Vec<ReadKey>,
    /// Whether all rules checked all of it; a check stops when a file has too many findings.
    pub is_whole: bool,
}

/// A key that is not the name of its element, and how it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadKey {
    /// The key as written.
    pub key: String,
    /// The path of the element: `申请材料[].材料名称`.
    pub element: Arc<str>,
    /// How it was read.
    pub by: ReadBy,
}

impl CheckedGuide {
    /// Collects what a guide states about itself.
    pub(super) fn of(guide: &Guide<'_>) -> Self {
        // Line breaks and indentation of a folded text mean nothing.
        let said = |role| {
            let words: Vec<&str> = guide.text_with_role(role)?.split_whitespace().collect();
            (!words.is_empty()).then(|| words.join(" "))
        };
        let places =
            guide.vocabulary.all_with_role(Role::Code).flat_map(|element| guide.occurrences(element));
        let codes = places.filter_map(|place| place.node.text()).map(|code| code.trim().to_owned());
        Self {
            office: said(Role::Office),
            matter: said(Role::Matter),
            codes: codes.filter(|code| !code.is_empty()).collect(),
            path: guide.found_at.clone(),
            span: guide.root().node.span(),
            read_as: read_as(guide),
            is_whole: true,
        }
    }
}

/// How the keys of a guide were read that are not the names of their elements. The items of a list have
/// the same keys, so each is reported once.
fn read_as(guide: &Guide<'_>) -> Vec<ReadKey> {
    let mut told = FxHashSet::default();
    let mut all = Vec::new();
    for reading in guide.readings() {
        let key = reading.key.text().unwrap_or_default();
        if told.insert((key, reading.element)) {
            let element = Arc::clone(&guide.vocabulary[reading.element].path);
            all.push(ReadKey { key: key.to_owned(), element, by: reading.by });
        }
    }
    all
}

/// The number of the guide that contains a location, if any; the guides are in the order of their file.
pub(super) fn guide_at(guides: &[CheckedGuide], place: Span) -> Option<u32> {
    let before = guides.partition_point(|guide| guide.span.start <= place.start);
    let nearest = before.checked_sub(1)?;
    let is_inside = place.start < guides[nearest].span.end;
    u32::try_from(nearest).ok().filter(|_| is_inside)
}

#[cfg(test)]
mod tests {
    use crate::finding::Finding;
    use crate::lint::{FileCheck, check};
    use crate::pack::Selection;

    fn checked(text: &str) -> FileCheck {
        let ruleset = crate::tests::builtin_ruleset();
        check("指南.yaml", text.into(), &ruleset, &Selection::default())
    }

    fn of_rule<'r>(report: &'r FileCheck, rule: &str) -> Vec<&'r Finding> {
        report.findings.iter().filter(|finding| finding.rule.id == rule).collect()
    }

    #[test]
    fn guides_say_who_answers_for_them_and_what_they_are_about() {
        let report = checked(
            "办理部门: >\n  某市\n  公安局\n项目名称: ' '\n---\n- 实施主体: [甲局, 乙局]\n  事项名称: 户口登记\n- 备注: 无\n  是否收费: 否\n",
        );
        let said: Vec<_> =
            report.guides.iter().map(|guide| (guide.office.as_deref(), guide.matter.as_deref())).collect();
        assert_eq!(said, [(Some("某市 公安局"), None), (Some("甲局"), Some("户口登记")), (None, None)]);
        let starts: Vec<_> =
            report.guides.iter().map(|guide| &report.source.text()[guide.span.range()][..6]).collect();
        assert_eq!(starts, ["办理", "实施", "备注"]);
    }

    #[test]
    fn a_finding_is_of_every_guide_that_shares_what_is_wrong() {
        let report = checked(
            "- 事项名称: 甲\n  承诺办结时限: &时限 尽快\n- 事项名称: 乙\n  承诺办结时限: 3个工作日\n- 事项名称: 丙\n  承诺办结时限: *时限\n  备注: {重: 1, 重: 2}\n",
        );
        let [vague] = of_rule(&report, "limits/measurable")[..] else { panic!("one place is wrong") };
        assert_eq!(vague.guides, [0, 2]);
        let [repeated] = of_rule(&report, "yaml/duplicate-key")[..] else { panic!("one key is repeated") };
        assert_eq!(repeated.guides, [2]);
    }

    #[test]
    fn what_no_guide_could_be_made_of_is_of_none() {
        let report = checked("事项名称: 甲\n---\n事项名称: \"乙\n");
        let lost: Vec<_> = report.findings.iter().filter(|finding| finding.guides.is_empty()).collect();
        assert_eq!((report.guides.len(), lost.len()), (1, 1));
        assert_eq!(lost[0].rule.id, "yaml/syntax");
    }

    #[test]
    fn a_guide_that_was_left_is_not_whole() {
        let many = format!("- 申请材料:\n{}- 事项名称: 乙\n", "  - 其他材料\n".repeat(11_000));
        let whole: Vec<_> = checked(&many).guides.iter().map(|guide| guide.is_whole).collect();
        assert_eq!(whole, [false, false]);
    }
}
