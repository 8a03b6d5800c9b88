//! Checks that packs claim of their sources only what these can say.
//!
//! What a rule shows of its clause must be in the text: the verb, the words, the guides that it applies to.
//! That cannot be proved without the text, but many mistakes are visible without it.

use crate::document::typed::{Code, Mistake};
use crate::finding::{Obligation, TextStatus};
use crate::pack::{ClauseEntry, Rule, Ruleset, Source};

/// The most characters of a quotation; more would be a copy of the text.
const MOST_WORDS: usize = 40;

/// Phrases by which notes state that a text was not read.
const UNREAD: [&str; 6] = ["没有摘录", "没有读到", "没有读全", "没有见到", "只见到标题", "只见转述"];

/// Reports what is wrong with the clauses of each pack, and rules that do not fit theirs.
pub(super) fn judge(ruleset: &Ruleset, mistakes: &mut [Vec<Mistake>]) {
    for clause in &ruleset.clauses {
        let source = &ruleset.sources[clause.source];
        let told = of_clause(source, clause).into_iter();
        mistakes[clause.pack]
            .extend(told.map(|message| Mistake::new(Code::UnfoundedClaim, clause.at, message)));
        for &number in &clause.rules {
            let rule = &ruleset.rules[number];
            let told = of_rule(ruleset, clause, rule).into_iter();
            mistakes[rule.pack]
                .extend(told.map(|message| Mistake::new(Code::UnfoundedClaim, rule.at, message)));
        }
    }
}

fn of_clause(source: &Source, clause: &ClauseEntry) -> Vec<String> {
    let mut told = Vec::new();
    let (kind, verb) = (source.kind.word(), clause.obligation.word());
    if clause.obligation.binds() && !source.kind.binds() {
        told.push(format!("{kind}不约束别人，它的条款最高是“宜”，不能是“{verb}”"));
    }
    let may_be_quoted = source.kind.is_legislation();
    let is_read = source.text == TextStatus::Full;
    match &clause.words {
        None if may_be_quoted && is_read && !clause.rules.is_empty() => {
            told.push("读过全文的法律、法规，有规则依据它的，要抄下起决定作用的那句话（words）".into());
        }
        Some(_) if !may_be_quoted => told.push(format!("{kind}的原文不抄录，请用自己的话写在 note 里")),
        Some(words) => told.extend(of_words(words, clause.obligation)),
        None => {}
    }
    let unread =
        UNREAD.iter().find(|unread| clause.note.as_ref().is_some_and(|note| note.contains(**unread)));
    if let (Some(unread), true) = (unread, is_read) {
        told.push(format!("来源写的是读过全文（text: full），这一条却说“{unread}”"));
    }
    told
}

/// What is wrong with a quotation, if anything.
fn of_words(words: &str, obligation: Obligation) -> Option<String> {
    let count = words.chars().count();
    if count > MOST_WORDS {
        return Some(format!("抄录的话有 {count} 个字，最多 {MOST_WORDS} 个"));
    }
    let verbs = obligation.verbs();
    let has_verb = verbs.is_empty() || verbs.iter().any(|verb| words.contains(verb));
    (!has_verb).then(|| {
        format!("抄录的话里没有“{}”：请写原文的那个词；原文没有这样的词的，写“规定”", obligation.word())
    })
}

fn of_rule(ruleset: &Ruleset, clause: &ClauseEntry, rule: &Rule) -> Vec<String> {
    let mut told = Vec::new();
    let is_forbidden = clause.obligation == Obligation::ShallNot;
    let is_literal = rule.info.clause.as_ref().is_some_and(|own| !own.inferred);
    if is_forbidden && is_literal && rule.check.requires() {
        told.push("这条规则要求写明，所依据的句子说的却是“不得”：请依据要求写明的那一句（part）".into());
    }
    let forbids =
        [rule.info.title.clone(), rule.message.text()].into_iter().find(|text| text.contains("不得"));
    if let (Some(text), false) = (forbids, is_forbidden) {
        told.push(format!("“{text}”里的“不得”，所依据的句子里没有；它是“{}”", clause.obligation.word()));
    }
    let narrow = clause
        .conditions
        .iter()
        .find(|condition| !ruleset.conditions_of(rule).any(|known| condition.follows_from(known)));
    if let Some(condition) = narrow {
        let scope = condition.in_words(&ruleset.vocabulary);
        told.push(format!("所依据的条款只管“{scope}”的指南，这条规则管得更宽：请在 when 里写上"));
    }
    told
}
