//! From one rule as written to one rule that checks.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::format::{ClauseKey, ClauseRef, ClauseSpec, ConditionSpec, Reading, RuleSpec, SourceSpec};
use super::{Condition, Force, Rule, Template, severity};
use crate::check::{Check, Context, Must, PhrasebookBuilder, Scope, Tables, WordList};
use crate::document::typed::{Attempt, Entries, List, Mistake, Spanned};
use crate::finding::{Clause, Obligation, RuleInfo, Severity};
use crate::guide::{ElementId, Vocabulary};
use crate::text::Span;

/// What rules may refer to, from all packs.
pub(super) struct Names<'s> {
    pub(super) vocabulary: Vocabulary,
    pub(super) words: BTreeMap<String, WordList>,
    pub(super) tables: Tables,
    pub(super) phrases: RefCell<PhrasebookBuilder>,
    /// The conditions on elements that a guide has once, of the rules that were made.
    pub(super) conditions: RefCell<Vec<Condition>>,
    pub(super) sources: HashMap<&'s str, &'s SourceSpec>,
    pub(super) clauses: HashMap<ClauseKey<'s>, &'s ClauseSpec>,
    /// By full identifier.
    pub(super) rules: HashMap<String, &'s RuleSpec>,
}

/// Makes rules, noting everything that is wrong with them.
pub(super) struct RuleMaking<'m> {
    pub(super) names: &'m Names<'m>,
    /// Demands of rules that were made, by full identifier: rules that tighten them share them.
    pub(super) checks: &'m HashMap<String, Arc<dyn Check>>,
    pub(super) mistakes: &'m mut Vec<Mistake>,
}

/// What a rule rests on.
struct Ground {
    clause: Clause,
    obligation: Obligation,
    /// The modal verb that people read.
    verb: Option<Obligation>,
    force: Force,
    /// What the clause says, restated.
    says: Option<String>,
    /// What was read of the source.
    read: Option<String>,
}

impl<'m> RuleMaking<'m> {
    /// The rule of a specification; none when its demand or ground cannot be made out.
    pub(super) fn rule(mut self, spec: &RuleSpec, pack_id: &str, pack: usize) -> Option<Rule> {
        let base = self.base(spec);
        // What a rule does not say itself it takes from the rule that it tightens.
        let from = base.unwrap_or(spec);
        let at = spec.id.span;
        let title = self.attempted(at, "title", spec.title.or(&from.title));
        let category = self.attempted(at, "category", spec.category.or(&from.category));
        let message = self.attempted(at, "message", spec.message.or(&from.message));
        let must = self.attempted(at, "must", &from.must);
        let ground = self.attempted(at, "clause", &spec.clause).and_then(|clause| self.ground(clause));
        let check = self.check(spec, must);
        let elements = self.elements(&from.places);
        let (of_guide, conditions): (Vec<_>, Vec<_>) = self
            .conditions(&from.when)
            .into_iter()
            .partition(|condition| self.names.vocabulary.is_single(condition.element));
        let guide_conditions = of_guide.into_iter().map(|condition| self.shared(condition)).collect();
        let examples = |own: &List<Spanned<String>>| own.0.clone();
        match (&spec.replaces, &spec.because, &spec.tightens) {
            (Some(name), _, Some(_)) => self.mistake(name.span, "tightens 和 replaces 只写一个".into()),
            (Some(name), None, None) => {
                self.mistake(name.span, "代替别的规则要写明原因（because）".into());
            }
            (None, Some(_), _) => self.mistake(at, "because 只与 replaces 一起写".into()),
            _ => {}
        }
        for (name, own) in [("pass", &spec.pass), ("fail", &spec.fail)] {
            if own.0.is_empty() {
                self.mistake(at, format!("缺少例子：规则要有至少一个“{name}”"));
            }
        }
        let (ground, check) = (ground?, check?);
        let severity = self.severity(&spec.severity, &ground);
        if spec.mandatory && severity < Severity::Error {
            let message = format!("级别是{}的规则不能标为必须遵守（mandatory）", severity.word());
            self.mistake(at, message);
        }
        match (check.scope(), from.places.0.is_empty()) {
            (Scope::Guide, false) => self.mistake(at, "这种要求针对整份指南，不写“where”".into()),
            (Scope::Places | Scope::Holders, true) => {
                self.mistake(at, "缺少“where”：规则要写明看哪些要素".into());
            }
            _ => {}
        }
        let elements = if elements.is_empty() { vec![ElementId::GUIDE] } else { elements };
        let placeholders: Vec<&str> = [&["element"], check.placeholders()].concat();
        let mut template = |text: &Spanned<String>| Template::parse(text, &placeholders, self.mistakes);
        Some(Rule {
            info: Arc::new(RuleInfo {
                id: format!("{pack_id}/{}", spec.id.value),
                title: title?.clone(),
                category: category?.clone(),
                obligation: ground.verb,
                clause: Some(ground.clause),
                mandatory: spec.mandatory,
            }),
            severity,
            obligation: ground.obligation,
            force: ground.force,
            clause_says: ground.says,
            source_read: ground.read,
            pack,
            at,
            tightens: None,
            because: spec.because.clone(),
            elements,
            conditions,
            guide_conditions,
            message: template(message?),
            help: spec.help.or(&from.help).read().map(template),
            must: must?.clone(),
            check,
            instead: self.instead(&from.fix),
            pass: examples(&spec.pass),
            fail: examples(&spec.fail),
        })
    }

    /// The demand of a rule made ready; that of the rule that it tightens, if that was made.
    fn check(&mut self, spec: &RuleSpec, must: Option<&Must>) -> Option<Arc<dyn Check>> {
        let shared = spec.tightens.as_ref().and_then(|base| self.checks.get(&base.value));
        if let Some(shared) = shared {
            return Some(Arc::clone(shared));
        }
        let Names { vocabulary, words, tables, phrases, .. } = self.names;
        let context = &mut Context { vocabulary, words, tables, phrases, mistakes: self.mistakes };
        must?.compile(context).map(Arc::from)
    }

    /// What to write in the place of what was found.
    fn instead(&mut self, fix: &Entries<String>) -> BTreeMap<String, String> {
        for (found, new) in &fix.0 {
            if found.value.is_empty() || found.value == *new {
                self.mistake(found.span, "fix 要写明把什么改成什么".into());
            }
        }
        fix.0.iter().map(|(found, new)| (found.value.clone(), new.clone())).collect()
    }

    fn mistake(&mut self, span: Span, message: String) {
        self.mistakes.push(Mistake { span, message });
    }

    /// A field that must be there; noted only when it is not, since other mistakes of it are noted.
    fn attempted<'v, T>(&mut self, at: Span, name: &str, value: &'v Attempt<T>) -> Option<&'v T> {
        match value {
            Attempt::Absent => {
                self.mistake(at, format!("规则缺少“{name}”"));
                None
            }
            Attempt::Failed => None,
            Attempt::Read(value) => Some(value),
        }
    }

    /// The rule that a rule tightens. It may not look elsewhere or demand something else.
    fn base(&mut self, spec: &RuleSpec) -> Option<&'m RuleSpec> {
        let name = spec.tightens.as_ref()?;
        let Some(&base) = self.names.rules.get(&name.value) else {
            self.mistake(name.span, format!("没有规则“{}”", name.value));
            return None;
        };
        if base.tightens.is_some() {
            self.mistake(name.span, format!("规则“{}”自己也在加严别的规则，请直接写那一条", name.value));
        }
        if !matches!(spec.must, Attempt::Absent) || !spec.places.0.is_empty() || !spec.when.0.is_empty() {
            self.mistake(name.span, "加严的规则不另写 where、when 和 must".into());
        }
        Some(base)
    }

    /// What a rule rests on.
    fn ground(&mut self, reference: &ClauseRef) -> Option<Ground> {
        let name = &reference.source;
        let Some(source) = self.names.sources.get(name.value.as_str()) else {
            self.mistake(name.span, format!("没有来源“{}”", name.value));
            return None;
        };
        let ClauseRef { number, part, .. } = reference;
        let Some(clause) = self.names.clauses.get(&reference.key()) else {
            let place = number.as_ref().unwrap_or(name);
            let others = self.parts(reference);
            let message = if others.is_empty() {
                format!("“{}”没有在 clauses 中列出", place.value)
            } else {
                format!("“{}”分句列在 clauses 中，请写明哪一句（part）：{}", place.value, others.join("、"))
            };
            self.mistake(part.as_ref().unwrap_or(place).span, message);
            return None;
        };
        let text = |text: &Option<Spanned<String>>| text.as_ref().map(|text| text.value.clone());
        let clause_info = Clause {
            source: name.value.clone(),
            title: source.citation(),
            number: text(number),
            part: text(part),
            words: text(&clause.words),
            status: source.status(),
            inferred: reference.reading == Reading::Inferred,
        };
        // What a circular or a count says obliges nobody, whatever the pack claims.
        let is_claim = clause.obligation.binds() && !source.kind.binds();
        Some(Ground {
            clause: clause_info,
            obligation: if is_claim { Obligation::Should } else { clause.obligation },
            verb: source.kind.verb(clause.obligation, source.status()),
            force: source.force(),
            says: clause.note.clone(),
            read: source.note.clone(),
        })
    }

    /// The sentences of a clause that are listed, in their order.
    fn parts(&self, reference: &ClauseRef) -> Vec<&'m str> {
        let (source, number, _) = reference.key();
        let known = self.names.clauses.keys().filter(|key| (key.0, key.1) == (source, number));
        let mut parts: Vec<&str> = known.filter_map(|key| key.2).collect();
        parts.sort_unstable();
        parts
    }

    fn severity(&mut self, wanted: &Attempt<Spanned<Severity>>, ground: &Ground) -> Severity {
        let most = severity(ground.obligation, ground.clause.status, ground.clause.inferred);
        let Attempt::Read(wanted) = wanted else { return most };
        if wanted.value > most {
            let message = format!("按来源的效力和所读的内容，此规则最高为“{}”", most.word());
            self.mistake(wanted.span, message);
        }
        wanted.value.min(most)
    }

    fn elements(&mut self, paths: &List<Spanned<String>>) -> Vec<ElementId> {
        paths.0.iter().filter_map(|path| self.element(path)).collect()
    }

    fn element(&mut self, path: &Spanned<String>) -> Option<ElementId> {
        let found = self.names.vocabulary.find(&path.value);
        found.map_err(|message| self.mistake(path.span, message)).ok()
    }

    pub(super) fn conditions(&mut self, specs: &Entries<ConditionSpec>) -> Vec<Condition> {
        specs.0.iter().filter_map(|(path, spec)| self.condition(path, spec)).collect()
    }

    /// The number of a condition among those of all rules.
    fn shared(&self, condition: Condition) -> usize {
        let mut all = self.names.conditions.borrow_mut();
        all.iter().position(|known| *known == condition).unwrap_or_else(|| {
            all.push(condition);
            all.len() - 1
        })
    }

    fn condition(&mut self, path: &Spanned<String>, spec: &ConditionSpec) -> Option<Condition> {
        let element = self.element(path)?;
        let values = &self.names.vocabulary[element].values;
        for value in spec.one_of.0.iter().chain(&spec.none_of.0) {
            if !values.is_empty() && !values.iter().any(|known| known.name == value.value) {
                self.mistake(value.span, format!("“{}”不是“{}”的取值", value.value, path.value));
            }
        }
        let texts = |list: &List<Spanned<String>>| list.0.iter().map(|text| text.value.clone()).collect();
        let Names { vocabulary, words, tables, phrases, .. } = self.names;
        let mut context = Context { vocabulary, words, tables, phrases, mistakes: self.mistakes };
        Some(Condition {
            element,
            one_of: texts(&spec.one_of),
            none_of: texts(&spec.none_of),
            matches: spec.matches.as_ref().and_then(|pattern| context.pattern(pattern)),
            present: spec.present,
        })
    }
}
