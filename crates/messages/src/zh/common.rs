//! Chinese texts shared by several reports: words for what is counted, labels, punctuation between parts.

use std::fmt::Display;

use super::Chinese;
use crate::{CommonMessages, Severity};

impl CommonMessages for Chinese {
    // Punctuation, with the spaces that a language puts around it.

    fn colon(&self) -> &'static str {
        "："
    }
    fn between_items(&self) -> &'static str {
        "、"
    }
    fn between_clauses(&self) -> &'static str {
        "，"
    }
    fn between_parts(&self) -> &'static str {
        "；"
    }
    fn gap(&self) -> &'static str {
        "\u{3000}"
    }
    fn remark(&self, text: &str) -> String {
        format!("（{text}）")
    }
    fn quoted(&self, text: &str) -> String {
        format!("“{text}”")
    }

    // Severities.

    fn severity(&self, severity: Severity) -> &'static str {
        match severity {
            Severity::Error => "错误",
            Severity::Warning => "警告",
            Severity::Advice => "建议",
        }
    }
    fn counted(&self, count: usize, severity: Severity) -> String {
        let unit = if severity == Severity::Advice { "条" } else { "个" };
        format!("{count} {unit}{}", self.severity(severity))
    }

    // Labels of the parts of a finding.

    fn rule(&self) -> &'static str {
        "规则"
    }
    fn help(&self) -> &'static str {
        "改法"
    }
    fn see_also(&self) -> &'static str {
        "另见"
    }
    fn basis(&self) -> &'static str {
        "依据"
    }
    fn place(&self) -> &'static str {
        "位置"
    }
    fn extent(&self) -> &'static str {
        "范围"
    }
    fn position(&self, line: usize, character: usize) -> String {
        format!("第 {line} 行第 {character} 字")
    }
    fn lines(&self, first: usize, last: usize) -> String {
        format!("第 {first} 行至第 {last} 行，图中只标出一部分")
    }
    fn item(&self, number: &str) -> String {
        format!("第 {number} 项")
    }
    fn with_help(&self, message: &str, help: &str) -> String {
        let stop = if message.ends_with(['。', '！', '？', '；']) { "" } else { "。" };
        format!("{message}{stop}改法：{help}")
    }

    // Citations.

    fn inferred(&self) -> &'static str {
        "由该条推出"
    }
    fn text_unseen(&self) -> &'static str {
        "未读到原文"
    }
    fn text_secondhand(&self) -> &'static str {
        "据他处转述，未读到原文"
    }
    fn text_derived(&self) -> &'static str {
        "由真实数据归纳，不是条文"
    }
    fn text_partly_read(&self) -> &'static str {
        "读过所依据的部分"
    }
    fn text_read(&self) -> &'static str {
        "读过条文全文"
    }

    // Findings that do not count.

    fn upcoming(&self) -> &'static str {
        "预告"
    }
    fn baselined(&self) -> &'static str {
        "存量"
    }
    fn suppressed(&self) -> &'static str {
        "豁免"
    }
    fn upcoming_from(&self, day: &dyn Display) -> String {
        format!("所依据的规定 {day} 起施行，现在不计入结果")
    }
    fn in_comment(&self) -> &'static str {
        "指南中的注释"
    }
    fn in_exemptions(&self) -> &'static str {
        "豁免清单"
    }
    fn in_baseline(&self) -> &'static str {
        "设置检查之前已有的问题，记在基线里"
    }
    fn suppressed_by(
        &self,
        place: &str,
        reason: Option<&str>,
        approval: Option<&str>,
        until: Option<&dyn Display>,
    ) -> String {
        let reason = reason.map(|reason| format!("：{reason}")).unwrap_or_default();
        let approval = approval.map(|approval| format!("，批准：{approval}")).unwrap_or_default();
        let until = until.map(|until| format!("，至 {until}")).unwrap_or_default();
        format!("{place}{reason}{approval}{until}")
    }

    // What was not checked.

    fn not_a_guide(&self) -> &'static str {
        "这不是办事指南，没有检查：最外层没有任何已知的要素"
    }
    fn unreadable_files(&self, count: usize) -> String {
        format!("有 {count} 个文件无法读取")
    }
    fn nothing_checked(&self) -> &'static str {
        "没有检查任何办事指南"
    }
    fn incomplete(&self, trouble: &str) -> String {
        format!("没有完成检查：{trouble}。")
    }
    fn unchecked(&self) -> &'static str {
        "未检查"
    }
    fn unchecked_clauses(&self, total: usize, human: usize, partial: usize, out: usize) -> String {
        format!(
            "这些规则包所依据的 {total} 条规定中，{human} 条要由人核对，{partial} 条只检查了一部分，{out} 条没有检查；明细见 guidelint coverage"
        )
    }

    // Packs.

    fn packs(&self) -> &'static str {
        "规则包"
    }
    fn only_in_region(&self, region: &str) -> String {
        format!("只用于行政区划 {region} 开头的指南")
    }
    fn only_in_profile(&self, profile: &str) -> String {
        format!("只在写明 --profile {profile} 时使用")
    }
}
