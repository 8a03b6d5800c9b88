//! Chinese texts of the page for an office and of its script.

use std::fmt::Display;

use super::Chinese;
use crate::{CommonMessages, HtmlMessages, Severity};

impl HtmlMessages for Chinese {
    // Around the page.

    fn title(&self) -> &'static str {
        "办事指南检查报告"
    }
    fn skip(&self) -> &'static str {
        "跳到正文"
    }
    fn contents(&self) -> &'static str {
        "目录"
    }
    fn totals(&self) -> &'static str {
        "总数"
    }

    // Column headings that the navigation and the filter also use.

    fn office(&self) -> &'static str {
        "实施主体"
    }
    fn matter(&self) -> &'static str {
        "事项"
    }
    fn guides(&self) -> &'static str {
        "指南"
    }
    fn findings(&self) -> &'static str {
        "问题"
    }
    fn clause(&self) -> &'static str {
        "条款"
    }
    fn checked(&self) -> &'static str {
        "检查"
    }
    fn note(&self) -> &'static str {
        "说明"
    }
    fn severities(&self) -> &'static str {
        "级别"
    }
    fn not_counted(&self) -> &'static str {
        "不计入"
    }
    fn clean(&self) -> &'static str {
        "没有错误"
    }

    // The verdict.

    fn failed(&self, failing: usize, least: Severity) -> String {
        format!("检查不通过：有 {failing} 个{}。", at_least(least))
    }
    fn incomplete_and_failed(&self, trouble: &str, failing: usize, least: Severity) -> String {
        format!("没有完成检查：{trouble}。检查了的部分有 {failing} 个{}。", at_least(least))
    }
    fn no_findings(&self) -> &'static str {
        "规则没有发现问题。"
    }
    fn no_threshold(&self) -> &'static str {
        "检查完成，没有设门槛。"
    }
    fn no_errors(&self) -> &'static str {
        "规则没有发现错误，有其他问题。"
    }
    fn below_threshold(&self) -> &'static str {
        "没有达到门槛的问题，有其他问题。"
    }
    fn verdict_note(&self) -> &'static str {
        "规则没有发现，不等于完全符合规定：有些规定要由人核对，有些没有检查，见“依据”一节和页末。"
    }

    // Totals: the label below each number.

    fn card_guides(&self, _count: usize) -> &'static str {
        "份指南"
    }
    fn card_files(&self, count: usize) -> String {
        format!("{count} 个文件")
    }
    fn card_clean(&self, _count: usize) -> &'static str {
        "份没有错误"
    }
    fn card_share(&self, percent: usize) -> String {
        format!("占 {percent}%")
    }
    fn card_errors(&self, _count: usize) -> &'static str {
        "个错误"
    }
    fn card_warnings(&self, _count: usize) -> &'static str {
        "个警告"
    }
    fn card_advice(&self, _count: usize) -> &'static str {
        "条建议"
    }
    fn card_not_counted(&self, _count: usize) -> &'static str {
        "个不计入结果"
    }
    fn card_not_counted_parts(&self, suppressed: usize, coming: usize) -> String {
        format!("豁免和存量 {suppressed}，预告 {coming}")
    }

    // What was not checked.

    fn unchecked_title(&self) -> &'static str {
        "没有检查的"
    }
    fn broken_files(&self, count: usize) -> String {
        format!("下列 {count} 个文件有读不懂或没有认出的部分，这些部分没有检查：")
    }
    fn files_not_guides(&self, count: usize) -> String {
        format!("不是办事指南的文件 {count} 个")
    }

    // What did not fit into a list.

    fn files_left_out(&self, count: usize) -> String {
        format!("还有 {count} 个文件没有列出。")
    }
    fn offices_left_out(&self, count: usize) -> String {
        format!("还有 {count} 个实施主体没有列出。")
    }
    fn matters_left_out(&self, count: usize) -> String {
        format!("还有 {count} 个事项没有列出。")
    }
    fn not_counted_left_out(&self, count: usize) -> String {
        format!("还有 {count} 个没有列出。")
    }
    fn all_not_counted_left_out(&self, count: usize) -> String {
        format!("不计入结果的问题还有 {count} 个没有列出。")
    }
    fn findings_left_out(&self, count: usize) -> String {
        format!("这个文件还有 {count} 个问题没有列出。")
    }
    fn too_many_findings(&self, drawn: usize, listed: usize, left_out: usize) -> String {
        let left_out =
            if left_out > 0 { format!("，还有 {left_out} 个没有列出") } else { String::new() };
        format!(
            "问题太多：按从重到轻，前 {drawn} 个附原文和依据，{listed} 个只列一行{left_out}。全部问题见 --format human 或 --format jsonl。"
        )
    }

    // Tables.

    fn by_office(&self) -> &'static str {
        "按实施主体"
    }
    fn no_office(&self) -> &'static str {
        "（没有写明实施主体）"
    }
    fn offices_note(&self, percent: u8, marked: usize, offices: usize, orphans: usize) -> String {
        let marked = if marked == 0 {
            "没有。".to_owned()
        } else {
            format!("{marked} 个，共 {offices} 个实施主体。")
        };
        let orphans = if orphans > 0 {
            format!("另有 {orphans} 个问题在读不懂的部分，看不出属于谁。")
        } else {
            String::new()
        };
        format!(
            "“没有错误”指规则没有在指南里查出错误，警告和建议不算，不计入结果的问题也不算。不到 {percent}% 的标出：{marked}{orphans}"
        )
    }
    fn below_percent(&self, percent: u8) -> String {
        format!("不到 {percent}%")
    }
    fn by_matter(&self) -> &'static str {
        "按事项"
    }
    fn no_matter(&self) -> &'static str {
        "（没有写明事项）"
    }
    fn matters_count(&self, count: usize) -> String {
        format!("共 {count} 个事项，错误多的在前")
    }
    fn by_rule(&self) -> &'static str {
        "按规则"
    }
    fn no_rule_found(&self) -> &'static str {
        "没有规则查出问题。"
    }
    fn nothing_checked(&self) -> &'static str {
        "没有检查任何办事指南。"
    }

    // Findings.

    fn findings_count(&self, count: usize) -> String {
        format!("共 {count} 个问题。")
    }
    fn clean_files(&self, count: usize) -> String {
        format!("规则没有发现问题的文件 {count} 个")
    }
    fn not_counted_here(&self, count: usize) -> String {
        format!("不计入结果的 {count} 个")
    }
    fn guides_here(&self, count: usize) -> String {
        format!("{count} 份指南")
    }
    fn guide_number(&self, number: usize, matter: &str) -> String {
        format!("第 {number} 份：{matter}")
    }

    // The filter.

    fn filter(&self) -> &'static str {
        "筛选问题"
    }
    fn search(&self) -> &'static str {
        "查找"
    }
    fn search_hint(&self) -> &'static str {
        "文件、字句、规则……"
    }
    fn all(&self) -> &'static str {
        "全部"
    }
    fn open_all(&self) -> &'static str {
        "全部展开"
    }
    fn close_all(&self) -> &'static str {
        "全部收起"
    }
    fn clear_filter(&self) -> &'static str {
        "清除筛选"
    }
    fn only_these(&self) -> &'static str {
        "只看这些问题"
    }
    fn shown(
        &self,
        findings: &dyn Display,
        not_counted: Option<&dyn Display>,
        files: &dyn Display,
    ) -> String {
        format!("共 {findings} 个问题{}，在 {files} 个文件中。", more_not_counted(not_counted))
    }
    fn shown_of_filter(
        &self,
        findings: &dyn Display,
        not_counted: Option<&dyn Display>,
        files: &dyn Display,
    ) -> String {
        format!("筛选后显示 {findings} 个问题{}，在 {files} 个文件中。", more_not_counted(not_counted))
    }

    // Clauses.

    fn clauses_title(&self) -> &'static str {
        "依据：条款的检查情况"
    }
    fn clauses_note(&self, total: &str) -> String {
        format!("本次用到的规则包所依据的文件和标准。{total}由人核对的，可用 --checklist 列出问题和原文。")
    }
}

/// `错误`, `警告以上的问题`.
fn at_least(least: Severity) -> String {
    let above = if least == Severity::Error { "" } else { "以上的问题" };
    format!("{}{above}", Chinese.severity(least))
}

fn more_not_counted(count: Option<&dyn Display>) -> String {
    count.map(|count| format!("，另有 {count} 个不计入结果")).unwrap_or_default()
}
