//! Chinese texts inside machine formats, of the comment on a merge request, the checklist and the statement.

use super::Chinese;
use crate::{CommonMessages, FormatMessages, Severity};

impl FormatMessages for Chinese {
    // What each format is for, in the help of the command line.

    fn about_human(&self) -> &'static str {
        "给人看：标出原文位置，附依据和改法"
    }
    fn about_compact(&self) -> &'static str {
        "每个问题一行，供编辑器和脚本识别"
    }
    fn about_json(&self) -> &'static str {
        "一个 JSON 对象，供程序读取"
    }
    fn about_jsonl(&self) -> &'static str {
        "每行一个 JSON 对象，供程序逐行读取大量结果"
    }
    fn about_sarif(&self) -> &'static str {
        "SARIF 2.1.0，供代码扫描平台和编辑器读取"
    }
    fn about_github(&self) -> &'static str {
        "GitHub Actions 的标注命令"
    }
    fn about_gitlab(&self) -> &'static str {
        "GitLab 的代码质量报告（Code Quality）"
    }
    fn about_junit(&self) -> &'static str {
        "JUnit XML，供流水线的测试面板显示"
    }
    fn about_checkstyle(&self) -> &'static str {
        "Checkstyle XML，供 Jenkins 等平台读取"
    }
    fn about_rdjson(&self) -> &'static str {
        "reviewdog 的诊断格式，在合并请求中逐行评论"
    }
    fn about_markdown(&self) -> &'static str {
        "合并请求里的一条评论：总数、文件表、问题和改法"
    }
    fn about_html(&self) -> &'static str {
        "一个网页文件：按实施主体、事项、规则汇总，可筛选、打印、邮寄"
    }

    // Machine formats.

    fn tool_description(&self) -> &'static str {
        "检查政务服务办事指南"
    }
    fn explained_by(&self, rule: &str) -> String {
        format!("说明和例子：guidelint explain {rule}")
    }
    fn passed(&self) -> &'static str {
        "没有发现问题"
    }
    fn first_of(&self, count: usize) -> String {
        format!("（等 {count} 处）")
    }
    fn files_not_guides(&self, count: usize) -> String {
        format!("{count} 个文件不是办事指南，没有检查：")
    }

    // The reason in a statement.

    fn none_at_threshold(&self, threshold: &str) -> String {
        format!("没有达到 {threshold} 一级的问题")
    }
    fn some_at_threshold(&self, failing: usize, threshold: &str) -> String {
        format!("有 {failing} 个达到 {threshold} 一级的问题")
    }
    fn no_threshold(&self) -> &'static str {
        "按 never，有没有问题都不影响结果"
    }

    // The comment on a merge request.

    fn comment_title(&self) -> &'static str {
        "guidelint 检查办事指南"
    }
    fn comment_checked(&self, guides: usize, files: usize, found: &str) -> String {
        format!("检查了 {guides} 份指南（{files} 个文件）：{found}。")
    }
    fn comment_no_findings(&self) -> &'static str {
        "未发现问题"
    }
    fn comment_not_counted(&self, count: usize) -> String {
        format!("另有 {count} 个问题不计入结果（已豁免、存量或预告）。")
    }
    fn comment_fails(&self, failing: usize, least: Severity) -> String {
        let above = if least == Severity::Error { "" } else { "以上" };
        format!("其中 {failing} 个是{}{above}，检查不通过。", self.severity(least))
    }
    fn comment_file(&self) -> &'static str {
        "文件"
    }
    fn comment_status(&self) -> &'static str {
        "检查"
    }
    fn comment_more_files(&self, count: usize) -> String {
        format!("还有 {count} 个文件没有列在表中。")
    }
    fn comment_clean_files(&self, count: usize) -> String {
        format!("另有 {count} 个文件未发现问题。")
    }
    fn status_checked(&self) -> &'static str {
        "已检查"
    }
    fn status_broken(&self) -> &'static str {
        "读不懂或没有认出的部分没有检查"
    }
    fn status_settings(&self) -> &'static str {
        "检查的设置"
    }
    fn status_unreadable(&self) -> &'static str {
        "没有检查"
    }
    fn status_not_a_guide(&self) -> &'static str {
        "不是办事指南，没有检查"
    }
    fn heading_not_counted(&self) -> &'static str {
        "不计入结果"
    }
    fn left_out(&self, count: usize, severity: Severity) -> String {
        format!("{count} 个{}", self.severity(severity))
    }
    fn not_counted_left_out(&self, count: usize) -> String {
        format!("{count} 个不计入结果的问题")
    }
    fn comment_too_long(&self, left_out: &str) -> String {
        format!("内容太长，还有 {left_out}没有列出，全部问题见 --format human。")
    }

    // The checklist.

    fn checklist_title(&self) -> &'static str {
        "由人核对的问题"
    }
    fn checklist_intro(&self) -> &'static str {
        "机器没有检查下列要求，请对照原文逐条核对，核对过的打勾。"
    }
    fn guide_from(&self, path: &str, line: usize) -> String {
        format!("{path}（第 {line} 行起）")
    }
    fn text_at(&self, line: usize, path: &str, text: &str) -> String {
        format!("第 {line} 行 {path}：{text}")
    }
}
