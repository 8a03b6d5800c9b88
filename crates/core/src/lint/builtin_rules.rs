//! The rules that no pack declares: about YAML, packs and suppressions themselves.
//!
//! None of them can be lowered or suppressed: they report that a check could not be done as asked.

use std::sync::{Arc, LazyLock};

use crate::document::typed::{Code, Mistake};
use crate::document::{Problem, ProblemKind};
use crate::finding::{Finding, Related, RuleInfo, Severity};
use crate::pack::Ruleset;
use crate::text::Span;

/// What can be wrong with a suppression in a comment, the exemption file or the config.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SuppressionProblem {
    /// It is not written in the format of suppressions.
    Malformed,
    /// It names a rule that does not exist.
    UnknownRule,
    /// It states no reason.
    Reasonless,
    /// Its last day has passed.
    Expired,
    /// Its rule must not be suppressed, lowered or switched off.
    Forbidden,
    /// It suppresses nothing.
    Unused,
    /// The baseline was written by another version of the program or with other packs.
    Outdated,
}

impl SuppressionProblem {
    /// All problems, in the order in which lists show them.
    pub const ALL: [Self; 7] = [
        Self::Malformed,
        Self::UnknownRule,
        Self::Reasonless,
        Self::Expired,
        Self::Forbidden,
        Self::Unused,
        Self::Outdated,
    ];

    /// The part of the rule's identifier after `suppression/`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Malformed => "malformed",
            Self::UnknownRule => "unknown-rule",
            Self::Reasonless => "reasonless",
            Self::Expired => "expired",
            Self::Forbidden => "forbidden",
            Self::Unused => "unused",
            Self::Outdated => "baseline-outdated",
        }
    }

    /// The title of the rule, as a sentence.
    pub fn title(self) -> &'static str {
        match self {
            Self::Malformed => "豁免注释应按规定的格式写",
            Self::UnknownRule => "豁免应写明要豁免哪一条规则",
            Self::Reasonless => "豁免应写明理由",
            Self::Expired => "豁免到期后不再有效",
            Self::Forbidden => "必须遵守的规则不得豁免、降级、关闭",
            Self::Unused => "不再需要的豁免应删去",
            Self::Outdated => "基线应与现在的程序和规则包相符",
        }
    }

    /// The severity. Anything that could hide a finding is an error; a leftover suppression is only a
    /// warning.
    pub fn severity(self) -> Severity {
        match self {
            Self::Malformed | Self::UnknownRule | Self::Reasonless | Self::Forbidden => Severity::Error,
            Self::Expired | Self::Unused => Severity::Warning,
            Self::Outdated => Severity::Advice,
        }
    }

    /// The explanation for the manual page.
    pub fn explanation(self) -> &'static str {
        match self {
            Self::Malformed => {
                "以“guidelint:”开头的注释要写成“# guidelint: ignore[规则标识] 理由 until=日期”。\n多条规则用逗号隔开；until 可以不写；整份文件都豁免的写 ignore-file。"
            }
            Self::UnknownRule => "豁免里写的规则标识不存在。全部规则见 guidelint rules。",
            Self::Reasonless => "没有理由的豁免不起作用：看指南的人要知道为什么允许这样写。",
            Self::Expired => "过了 until 所写日期的豁免不起作用，它所豁免的问题重新计入结果。",
            Self::Forbidden => {
                "规则包里标为必须遵守（mandatory）的规则，以及 YAML 本身的错误，不能在被检查的一方豁免、降级、关闭，也不能列入基线。"
            }
            Self::Unused => "问题已经改好，或者豁免写错了位置。留着它，以后再出现的问题会被放过。",
            Self::Outdated => "基线是用另一版程序或规则包写出的：新规则发现的问题不在基线里，会计入结果。",
        }
    }

    /// What to write instead.
    pub(super) fn help(self) -> &'static str {
        match self {
            Self::Malformed => "写成“# guidelint: ignore[规则标识] 理由 until=2027-01-01”，until 可以不写",
            Self::UnknownRule => "全部规则见 guidelint rules",
            Self::Reasonless => "在规则标识后面写明理由",
            Self::Expired => "请改正所豁免的问题，或重新报批后改写日期",
            Self::Forbidden => "请删去这一处；这条规则发现的问题要改正",
            Self::Outdated => "请改正新发现的问题，再用 --prune-baseline 更新基线",
            Self::Unused => "请删去它",
        }
    }
}

/// A rule that no pack declares.
pub struct BuiltinRule {
    /// What reports say about it.
    pub info: Arc<RuleInfo>,
    /// The severity of its findings.
    pub severity: Severity,
    /// The explanation for the manual page, in Chinese.
    pub explanation: &'static str,
}

impl BuiltinRule {
    fn new(group: &str, id: &str, title: &str, severity: Severity, explanation: &'static str) -> Self {
        let info = RuleInfo {
            id: format!("{group}/{id}"),
            title: title.into(),
            category: group.into(),
            obligation: None,
            clause: None,
            mandatory: true,
        };
        Self { info: Arc::new(info), severity, explanation }
    }
}

/// The builtin rules that findings of guides may have.
pub fn builtin_rules() -> impl Iterator<Item = &'static BuiltinRule> {
    YAML.iter().map(|(_, rule)| rule).chain(FAULTS.iter().map(|(_, rule)| rule))
}

/// The builtin rule with an identifier, if it is one that findings of guides may have.
pub fn builtin_rule(id: &str) -> Option<&'static BuiltinRule> {
    builtin_rules().find(|rule| rule.info.id == id)
}

/// The message for an unknown rule, with the rule that was probably meant.
pub fn no_such_rule(ruleset: &Ruleset, id: &str) -> String {
    let distance = |known: &str| {
        let name = known.rsplit('/').next().unwrap_or_default();
        let typed = strsim::osa_distance(known, id).min(strsim::osa_distance(name, id));
        (!known.contains(id), typed)
    };
    let own = builtin_rules().map(|rule| &*rule.info.id);
    let all = own.chain(ruleset.rules.iter().map(|rule| &*rule.info.id));
    let near = all.min_by_key(|known| distance(known)).unwrap_or_default();
    format!("没有规则“{id}”，是否为“{near}”？")
}

static YAML: LazyLock<Vec<(ProblemKind, BuiltinRule)>> = LazyLock::new(|| {
    let rule = |&kind: &ProblemKind| {
        (kind, BuiltinRule::new("yaml", kind.id(), kind.title(), Severity::Error, kind.explanation()))
    };
    ProblemKind::ALL.iter().map(rule).collect()
});

static FAULTS: LazyLock<Vec<(SuppressionProblem, BuiltinRule)>> = LazyLock::new(|| {
    let rule = |&fault: &SuppressionProblem| {
        let rule =
            BuiltinRule::new("suppression", fault.id(), fault.title(), fault.severity(), fault.explanation());
        (fault, rule)
    };
    SuppressionProblem::ALL.iter().map(rule).collect()
});

/// The rules for packs, configs and exemption files: one for each code of a mistake in each of them.
static MISTAKES: LazyLock<Vec<((&str, Code), BuiltinRule)>> = LazyLock::new(|| {
    let rule = |group, code: Code| {
        ((group, code), BuiltinRule::new(group, code.id(), code.title(), Severity::Error, code.title()))
    };
    let of_group = |group| Code::ALL.iter().map(move |&code| rule(group, code));
    [PACK, CONFIG, EXEMPTION].into_iter().flat_map(of_group).collect()
});

const PACK: &str = "pack";
const CONFIG: &str = "config";
const EXEMPTION: &str = "exemption";

fn of<K: PartialEq>(table: &[(K, BuiltinRule)], kind: &K) -> usize {
    table.iter().position(|(known, _)| known == kind).expect("every kind is in the table of kinds")
}

/// Turns a YAML problem into a finding.
pub fn yaml_finding(problem: Problem) -> Finding {
    let Problem { kind, span, message, help, related } = problem;
    let rule = &YAML[of(&YAML, &kind)].1;
    Finding {
        help,
        related: related.into_iter().map(|(span, message)| Related { span, message }).collect(),
        ..Finding::new(&rule.info, rule.severity, message, vec![span])
    }
}

/// Turns a mistake in a pack into a finding.
pub fn pack_finding(mistake: Mistake) -> Finding {
    mistake_finding(PACK, mistake)
}

/// Turns a mistake in a config into a finding.
pub fn config_finding(mistake: Mistake) -> Finding {
    mistake_finding(CONFIG, mistake)
}

/// Turns a mistake in an exemption file into a finding.
pub fn exemption_finding(mistake: Mistake) -> Finding {
    mistake_finding(EXEMPTION, mistake)
}

fn mistake_finding(group: &'static str, mistake: Mistake) -> Finding {
    let Mistake { code, span, message } = mistake;
    let rule = &MISTAKES[of(&MISTAKES, &(group, code))].1;
    Finding::new(&rule.info, rule.severity, message, vec![span])
}

/// Turns a problem of a suppression into a finding.
pub fn suppression_finding(fault: SuppressionProblem, span: Span, message: String) -> Finding {
    let rule = &FAULTS[of(&FAULTS, &fault)].1;
    Finding {
        help: Some(fault.help().into()),
        ..Finding::new(&rule.info, rule.severity, message, vec![span])
    }
}
