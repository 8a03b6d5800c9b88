//! Chinese texts of `coverage`, in all its formats.

use std::fmt::Display;

use super::Chinese;
use crate::CoverageMessages;

impl CoverageMessages for Chinese {
    // How far a clause is checked.

    fn checked_in_full(&self) -> &'static str {
        "全部检查"
    }
    fn checked_in_part(&self) -> &'static str {
        "部分检查"
    }
    fn checked_by_people(&self) -> &'static str {
        "由人核对"
    }
    fn not_checked(&self) -> &'static str {
        "没有检查"
    }
    fn total(&self, all: usize, full: usize, partial: usize, human: usize, out: usize) -> String {
        format!(
            "共 {all} 条规定：全部检查 {full} 条，部分检查 {partial} 条，由人核对 {human} 条，没有检查 {out} 条。"
        )
    }

    // Facts about a source: labels and texts.

    fn title(&self) -> &'static str {
        "规则的依据和检查情况"
    }
    fn standings(&self, sources: usize, past: usize, due: usize) -> String {
        format!(
            "共 {sources} 个来源：已失效 {past} 个，待复审 {due} 个（最后一次核对已满一年，或没有记下）。"
        )
    }
    fn kind(&self) -> &'static str {
        "种类"
    }
    fn edition(&self) -> &'static str {
        "版本"
    }
    fn force(&self) -> &'static str {
        "效力"
    }
    fn text_status(&self) -> &'static str {
        "读过多少"
    }
    fn what_was_read(&self) -> &'static str {
        "读的是什么"
    }
    fn reviewed(&self) -> &'static str {
        "最后核对"
    }
    fn reviewed_on(&self, day: &dyn Display) -> String {
        format!("{day} 核对过")
    }
    fn not_noted(&self) -> &'static str {
        "没有记下"
    }
    fn review_not_noted(&self) -> &'static str {
        "没有记下最后核对的日期"
    }
    fn due(&self) -> &'static str {
        "待复审"
    }
    fn due_because(&self) -> &'static str {
        "已满一年或没有记下，待复审"
    }
    fn pack(&self) -> &'static str {
        "规则包"
    }
    fn effective_from(&self, day: &dyn Display) -> String {
        format!("{day} 起施行")
    }
    fn effective_until(&self, day: &dyn Display) -> String {
        format!("{day} 后失效")
    }
    fn in_force(&self, day: &dyn Display) -> String {
        format!("{day} 有效")
    }
    fn coming(&self) -> &'static str {
        "尚未施行"
    }
    fn past(&self) -> &'static str {
        "已失效"
    }
    fn no_dates(&self) -> &'static str {
        "没有记下施行和失效的日期"
    }

    // Facts about a clause: labels and texts.

    fn no_number(&self) -> &'static str {
        "（没有条款号）"
    }
    fn gist(&self) -> &'static str {
        "大意"
    }
    fn scope(&self) -> &'static str {
        "范围"
    }
    fn look_at(&self) -> &'static str {
        "看"
    }
    fn examples(&self) -> &'static str {
        "例子"
    }
    fn examples_count(&self, pass: usize, fail: usize) -> String {
        format!("正确的例子 {pass} 个，有问题的例子 {fail} 个")
    }

    // Facts about a rule: labels and texts.

    fn checks(&self) -> &'static str {
        "检查什么"
    }
    fn whole_guide(&self) -> &'static str {
        "整份指南"
    }
    fn condition(&self) -> &'static str {
        "条件"
    }
    fn relation_to_clause(&self) -> &'static str {
        "与条文"
    }
    fn is_inferred(&self) -> &'static str {
        "条文没有直接这样写，这是由该条推出的要求"
    }
    fn mandatory(&self) -> &'static str {
        "必须遵守"
    }
    fn is_mandatory(&self) -> &'static str {
        "不能豁免、降级、关闭，也不能列入基线"
    }
    fn replaces(&self) -> &'static str {
        "代替规则"
    }
    fn when_found(&self) -> &'static str {
        "发现问题时"
    }
    fn pass_example(&self) -> &'static str {
        "正确"
    }
    fn fail_example(&self) -> &'static str {
        "有问题"
    }

    // For a terminal and as Markdown.

    fn rules_and_examples(&self, rules: usize, examples: &str) -> String {
        format!("共 {rules} 条规则，{examples}。")
    }
    fn as_of(&self, day: &dyn Display) -> String {
        format!("截至 {day}。")
    }
    fn is_generated(&self) -> &'static str {
        "由 guidelint coverage --format markdown 生成，不要直接修改。"
    }
    fn column_source(&self) -> &'static str {
        "来源"
    }
    fn column_clauses(&self) -> &'static str {
        "规定"
    }
    fn column_pass(&self) -> &'static str {
        "正确的例子"
    }
    fn column_fail(&self) -> &'static str {
        "有问题的例子"
    }
    fn more_examples(&self, examples: &str) -> String {
        format!("另有{examples}")
    }

    // On the page.

    fn page_note(&self, day: &dyn Display, sources: usize, clauses: usize, rules: usize) -> String {
        format!(
            "截至 {day}：{sources} 个来源，{clauses} 条规定，{rules} 条规则。规则检查过的，不等于条文的全部要求：每条规定都写明检查了多少、哪些要由人核对。"
        )
    }
    fn sources(&self) -> &'static str {
        "文件和标准"
    }
    fn builtin_rules(&self) -> &'static str {
        "不依据条文的规则"
    }
    fn own_rules_note(&self) -> &'static str {
        "YAML 的写法，以及豁免和基线本身的错误，由程序检查，不依据任何文件。"
    }
    fn shown(&self, sources: &dyn Display, clauses: &dyn Display, rules: &dyn Display) -> String {
        format!("共 {sources} 个来源，{clauses} 条规定，{rules} 条规则。")
    }
    fn shown_of_search(&self, sources: &dyn Display, clauses: &dyn Display, rules: &dyn Display) -> String {
        format!("找到 {sources} 个来源，{clauses} 条规定，{rules} 条规则。")
    }
    fn card_sources(&self, _count: usize) -> &'static str {
        "个来源"
    }
    fn card_past(&self, count: usize) -> String {
        format!("其中已失效 {count}")
    }
    fn card_due(&self, _count: usize) -> &'static str {
        "个待复审"
    }
    fn card_due_because(&self) -> &'static str {
        "满一年没有核对"
    }
    fn card_full(&self, _count: usize) -> &'static str {
        "条全部检查"
    }
    fn card_partial(&self, _count: usize) -> &'static str {
        "条部分检查"
    }
    fn card_human(&self, _count: usize) -> &'static str {
        "条由人核对"
    }
    fn card_out(&self, _count: usize) -> &'static str {
        "条没有检查"
    }
    fn card_out_because(&self) -> &'static str {
        "写明了原因"
    }
    fn card_rules(&self, _count: usize) -> &'static str {
        "条规则"
    }
    fn card_examples(&self, _count: usize) -> &'static str {
        "个例子"
    }
    fn card_examples_parts(&self, pass: usize, fail: usize) -> String {
        format!("正确 {pass}，有问题 {fail}")
    }
    fn search_hint(&self) -> &'static str {
        "文件、条款、原文、规则、例子……"
    }
    fn clear_search(&self) -> &'static str {
        "清除"
    }
    fn link_to_clause(&self) -> &'static str {
        "这一条的链接"
    }
    fn link_to_rule(&self) -> &'static str {
        "这条规则的链接"
    }
}
