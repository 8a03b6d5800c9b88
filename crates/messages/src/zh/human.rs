//! Chinese texts of the report for a terminal around findings, and of the result of `--fix`.

use super::Chinese;
use crate::HumanMessages;

impl HumanMessages for Chinese {
    // Headings of a finding.

    fn findings_here(&self, count: usize) -> String {
        format!("此处有 {count} 个问题：")
    }
    fn note_at(&self, line: usize, column: usize) -> String {
        format!("第 {line} 行第 {column} 列，")
    }
    fn same_basis(&self) -> &'static str {
        "同上"
    }

    // How keys were read.

    fn readings(&self) -> &'static str {
        "读法"
    }
    fn all_readings(&self) -> &'static str {
        "栏目的读法"
    }
    fn read_as(&self, key: &str, element: &str, how: &str) -> String {
        format!("“{key}”读作“{element}”（{how}）")
    }
    fn read_by_name(&self) -> &'static str {
        "别的叫法"
    }
    fn read_by_rule(&self) -> &'static str {
        "符合叫法的规律"
    }
    fn read_by_slip(&self) -> &'static str {
        "写错了字"
    }
    fn read_by_value(&self) -> &'static str {
        "由内容决定"
    }
    fn read_by_field(&self) -> &'static str {
        "导出的字段名"
    }

    // What does not count.

    fn upcoming_heading(&self) -> &'static str {
        "预告（相关规定施行后计入结果）："
    }
    fn suppressed_heading(&self) -> &'static str {
        "已豁免的问题（不计入结果）："
    }
    fn baseline_heading(&self) -> &'static str {
        "存量问题（记在基线里，不计入结果）："
    }
    fn baseline_count(&self, count: usize) -> String {
        format!("存量问题 {count} 个，记在基线里，不计入结果（用 --verbose 列出）。")
    }

    // Files in the closing summary.

    fn unreadable_heading(&self) -> &'static str {
        "无法读取的文件（没有检查）："
    }
    fn broken_heading(&self) -> &'static str {
        "没有完整检查的文件（读不懂或没有认出的部分没有检查）："
    }
    fn not_guides_heading(&self) -> &'static str {
        "不是办事指南的文件（没有检查）："
    }
    fn more_files(&self, count: usize) -> String {
        format!("……还有 {count} 个")
    }

    // The result.

    fn not_judged(&self, count: usize) -> String {
        format!("{count} 个没有改动的文件没有判定。")
    }
    fn no_changed_guides(&self) -> &'static str {
        "没有改动办事指南。"
    }
    fn nothing_to_check(&self) -> &'static str {
        "没有要检查的办事指南。"
    }
    fn nothing_checked(&self) -> &'static str {
        "没有检查任何办事指南。"
    }
    fn checked(&self, guides: usize, files: Option<usize>) -> String {
        let files = files.map(|files| format!("（{files} 个文件）")).unwrap_or_default();
        format!("检查了 {guides} 份指南{files}，")
    }
    fn no_findings(&self) -> &'static str {
        "未发现问题。"
    }
    fn found(&self) -> &'static str {
        "发现 "
    }
    fn after_found(&self) -> &'static str {
        "。"
    }
    fn not_counted(&self, count: usize) -> String {
        format!("另有 {count} 个不计入结果。")
    }

    // Fixes.

    fn fixable(&self) -> &'static str {
        "可自动改正"
    }
    fn safe_fixes(&self, count: usize) -> String {
        format!("{count} 个意思不变（--fix）")
    }
    fn fixes_to_review(&self, count: usize) -> String {
        format!("{count} 个改后要核对（--fix=all）")
    }
    fn look_first(&self, fixes: &str) -> String {
        format!("{fixes}；先看看会改什么：--diff")
    }
    fn nothing_to_fix(&self) -> &'static str {
        "没有可以自动改正的地方。"
    }
    fn fixed(&self, count: usize, files: usize) -> String {
        format!("改正了 {count} 处，涉及 {files} 个文件。")
    }
    fn would_fix(&self, count: usize, files: usize) -> String {
        format!("可以改正 {count} 处，涉及 {files} 个文件；没有写入。")
    }
    fn not_fixed(&self, file: &str, line: usize, column: usize, rule: &str, reason: &str) -> String {
        format!("没有改 {file}:{line}:{column} [{rule}]：{reason}")
    }

    // With `--verbose`.

    fn wrapped_heading(&self) -> &'static str {
        "在里层找到的指南："
    }
    fn guides_at(&self, path: &str, count: usize) -> String {
        format!("{path}（{count} 份）")
    }
    fn more_places(&self, count: usize) -> String {
        format!("……还有 {count} 处")
    }
    fn idle_rules(&self) -> &'static str {
        "没有用到的规则"
    }
}
