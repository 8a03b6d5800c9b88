//! The rules that no pack declares: about YAML, packs and suppressions themselves.
//!
//! None of them can be lowered or suppressed. They say whether what was asked could be done at all.

use std::sync::{Arc, LazyLock};

use super::suppression::Fault;
use crate::document::typed::Mistake;
use crate::document::{Problem, ProblemKind};
use crate::finding::{Finding, Related, RuleInfo, Severity};
use crate::pack::Ruleset;
use crate::text::Span;

/// A rule that no pack declares.
pub struct OwnRule {
    /// What reports say about it.
    pub info: Arc<RuleInfo>,
    /// How grave its findings are.
    pub severity: Severity,
    /// What it is about, in Chinese.
    pub explanation: &'static str,
}

impl OwnRule {
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

/// The rules that no pack declares and that findings of guides may have.
pub fn own_rules() -> impl Iterator<Item = &'static OwnRule> {
    YAML.iter().map(|(_, rule)| rule).chain(FAULTS.iter().map(|(_, rule)| rule))
}

/// A rule that no pack declares, by its identifier.
pub fn own_rule(id: &str) -> Option<&'static OwnRule> {
    own_rules().find(|rule| rule.info.id == id)
}

/// What to say where there is no such rule, with the one that was probably meant.
pub fn no_such_rule(ruleset: &Ruleset, id: &str) -> String {
    let distance = |known: &str| {
        let name = known.rsplit('/').next().unwrap_or_default();
        let typed = strsim::osa_distance(known, id).min(strsim::osa_distance(name, id));
        (!known.contains(id), typed)
    };
    let own = own_rules().map(|rule| &*rule.info.id);
    let all = own.chain(ruleset.rules.iter().map(|rule| &*rule.info.id));
    let near = all.min_by_key(|known| distance(known)).unwrap_or_default();
    format!("没有规则“{id}”，是否为“{near}”？")
}

static YAML: LazyLock<Vec<(ProblemKind, OwnRule)>> = LazyLock::new(|| {
    let rule = |&kind: &ProblemKind| {
        (kind, OwnRule::new("yaml", kind.id(), kind.title(), Severity::Error, kind.explanation()))
    };
    ProblemKind::ALL.iter().map(rule).collect()
});

static FAULTS: LazyLock<Vec<(Fault, OwnRule)>> = LazyLock::new(|| {
    let rule = |&fault: &Fault| {
        let rule =
            OwnRule::new("suppression", fault.id(), fault.title(), fault.severity(), fault.explanation());
        (fault, rule)
    };
    Fault::ALL.iter().map(rule).collect()
});

static PACK: LazyLock<OwnRule> = LazyLock::new(|| {
    let title = "规则包和配置的写法正确，规则与自带的例子相符";
    OwnRule::new("pack", "mistake", title, Severity::Error, title)
});

fn of<K: PartialEq>(table: &[(K, OwnRule)], kind: &K) -> usize {
    table.iter().position(|(known, _)| known == kind).expect("every kind is in the table of kinds")
}

/// A mistake of YAML as a finding.
pub fn yaml_finding(problem: Problem) -> Finding {
    let Problem { kind, span, message, help, related } = problem;
    let rule = &YAML[of(&YAML, &kind)].1;
    Finding {
        help,
        related: related.into_iter().map(|(span, message)| Related { span, message }).collect(),
        ..Finding::new(&rule.info, rule.severity, message, vec![span])
    }
}

/// A mistake of a pack or of the config as a finding.
pub fn pack_finding(mistake: Mistake) -> Finding {
    Finding::new(&PACK.info, PACK.severity, mistake.message, vec![mistake.span])
}

/// What is wrong with a suppression as a finding.
pub fn fault_finding(fault: Fault, span: Span, message: String) -> Finding {
    let rule = &FAULTS[of(&FAULTS, &fault)].1;
    Finding {
        help: Some(fault.help().into()),
        ..Finding::new(&rule.info, rule.severity, message, vec![span])
    }
}
