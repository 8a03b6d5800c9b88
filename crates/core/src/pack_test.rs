//! Tests packs by themselves: every rule is run on its own examples, every entry of a word list is used by
//! an example, no rule is shadowed by another, every enumeration is checked, and no rule claims of its
//! source what it cannot say.

mod grounds;
mod shadow;
mod values;
mod words;

use crate::document::typed::{Code, Mistake, Spanned};
use crate::fix::Applicability;
use crate::fixer::mend;
use crate::lint::{self, FileReport};
use crate::pack::{Rule, Ruleset, Selection};

/// Tests packs that were loaded together, starting with the pack number `first`; those before it, the
/// built-in ones, were tested when they were made. Returns the mistakes of each pack, in the order of
/// [`Ruleset::packs`], sorted by location.
pub fn prove(ruleset: &Ruleset, first: usize) -> Vec<Vec<Mistake>> {
    let mut mistakes = vec![Vec::new(); ruleset.packs.len()];
    for rule in ruleset.rules.iter().filter(|rule| rule.pack >= first) {
        let pass = rule.pass.iter().map(|example| (example, false));
        let fail = rule.fail.iter().map(|example| (example, true));
        for (example, wanted) in pass.chain(fail) {
            let wrong = judge(ruleset, rule, example, wanted);
            mistakes[rule.pack]
                .extend(wrong.map(|message| Mistake::new(Code::FailedExample, example.span, message)));
        }
        if let (false, Some(example)) = (is_mended(ruleset, rule), rule.fail.first()) {
            let message = format!("规则“{}”的 fix 没有改好任何一个有问题的例子", rule.info.id);
            mistakes[rule.pack].push(Mistake::new(Code::FailedFix, example.span, message));
        }
    }
    for (pack, mistake) in ruleset.vocabulary.prove_names() {
        mistakes[pack].push(mistake);
    }
    grounds::judge(ruleset, &mut mistakes);
    words::judge(ruleset, first, &mut mistakes);
    shadow::judge(ruleset, &mut mistakes);
    values::judge(ruleset, &mut mistakes);
    for found in &mut mistakes {
        found.sort_by_key(|mistake| mistake.span);
    }
    mistakes
}

/// Whether the replacements of a rule fix one of its own examples, if it has any.
fn is_mended(ruleset: &Ruleset, rule: &Rule) -> bool {
    let selection = applying(ruleset, rule);
    let check = |text: &str| check(ruleset, text, &selection);
    let finds = |report: &FileReport| report.findings.iter().any(|finding| finding.rule.id == rule.info.id);
    let mended = |example: &Spanned<String>| {
        let before = check(&example.value);
        finds(&before) && !finds(&mend(before, Applicability::Safe, check).report)
    };
    rule.instead.is_empty() || rule.fail.iter().any(mended)
}

/// Checks an example as a file of its own.
pub(crate) fn check(ruleset: &Ruleset, example: &str, selection: &Selection<'_>) -> FileReport {
    // Examples of rules that compare guides contain several guides.
    lint::check_alone("例子", example.into(), ruleset, selection)
}

/// What is wrong with an example of a rule, in which the rule should find something or not.
fn judge(ruleset: &Ruleset, rule: &Rule, example: &Spanned<String>, wanted: bool) -> Option<String> {
    let report = check(ruleset, &example.value, &applying(ruleset, rule));
    if let Some(broken) = report.findings.iter().find(|finding| finding.rule.category == "yaml") {
        return Some(format!("例子不是正确的 YAML：{}", broken.message));
    }
    if report.guides.is_empty() {
        return Some("例子里没有任何已知的要素".into());
    }
    let found = report.findings.iter().find(|finding| finding.rule.id == rule.info.id);
    match (found, wanted) {
        (None, true) => Some(format!("规则“{}”应在这个例子中发现问题，却没有", rule.info.id)),
        (Some(finding), false) => {
            Some(format!("规则“{}”不应在这个例子中发现问题：{}", rule.info.id, finding.message))
        }
        _ => None,
    }
}

/// How safe the fixes of a rule are: the least safe one in its own examples; `None` if no example gets a
/// fix.
pub fn fix(ruleset: &Ruleset, rule: &Rule) -> Option<Applicability> {
    let selection = applying(ruleset, rule);
    let check = |example: &Spanned<String>| {
        lint::check("例子", example.value.clone().into_bytes(), ruleset, &selection).findings
    };
    let own = rule.fail.iter().flat_map(check).filter(|finding| finding.rule.id == rule.info.id);
    own.filter_map(|finding| finding.fix).map(|fix| fix.applicability).max()
}

/// A selection under which a rule applies: examples belong to the region and profile of their pack, on a
/// day on which their source is in force.
pub(crate) fn applying<'r>(ruleset: &'r Ruleset, rule: &Rule) -> Selection<'r> {
    let pack = &ruleset.packs[rule.pack];
    Selection {
        region: pack.region.as_deref(),
        profiles: pack.profile.as_slice(),
        as_of: rule.force.from.or(rule.force.until),
        ..Selection::default()
    }
}
