//! Chinese texts of `rules` and `explain`.

use super::Chinese;
use crate::ExplainMessages;

impl ExplainMessages for Chinese {
    fn rules_of_packs(&self, rules: usize, packs: usize) -> String {
        format!("共 {rules} 条规则，来自 {packs} 个规则包：")
    }
    fn explained_by(&self) -> &'static str {
        "一条规则的依据和例子：guidelint explain 规则标识"
    }
    fn all_rules(&self) -> &'static str {
        "全部规则见 guidelint rules"
    }
    fn severity(&self) -> &'static str {
        "级别"
    }
    fn explanation(&self) -> &'static str {
        "说明"
    }
    fn words(&self) -> &'static str {
        "原文"
    }
    fn is_inferred(&self) -> &'static str {
        "条文没有直接这样写，这是由该条推出的要求。"
    }
    fn source(&self) -> &'static str {
        "来源"
    }
    fn stands_in_for(&self, rule: &str) -> String {
        format!("在这些指南中代替规则 {rule}")
    }
    fn differs_because(&self) -> &'static str {
        "要求不同的原因"
    }
    fn pass_example(&self) -> &'static str {
        "正确的例子"
    }
    fn fail_example(&self) -> &'static str {
        "有问题的例子"
    }
    fn fixes(&self) -> &'static str {
        "自动修改"
    }
    fn fix_safe(&self) -> &'static str {
        "可以：check --fix（意思不变）"
    }
    fn fix_needs_review(&self) -> &'static str {
        "可以，改后要核对：check --fix=all"
    }
    fn fix_none(&self) -> &'static str {
        "不能，请人工修改"
    }
    fn pack(&self) -> &'static str {
        "规则包"
    }
}
