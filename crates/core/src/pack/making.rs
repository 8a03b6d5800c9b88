//! Turns a rule as written into a rule that can check guides.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::format::{ClauseKey, ClauseRef, ClauseSpec, ConditionSpec, Reading, RuleSpec, SourceSpec};
use super::{Condition, EffectivePeriod, Rule, Template, severity};
use crate::check::{Check, Context, GroundSpec, Grounds, LiteralIndexBuilder, Must, Scope, Tables, WordList};
use crate::document::typed::{Attempt, Code, Entries, Excerpt, List, Mistake, Spanned};
use crate::finding::{Clause, Obligation, RuleInfo, Severity, TextStatus, place_in_source};
use crate::guide::{ElementId, Vocabulary};
use crate::text::Span;

/// What rules may refer to, from all packs.
pub(super) struct Names<'s> {
    pub(super) vocabulary: Vocabulary,
    pub(super) words: BTreeMap<String, WordList>,
    pub(super) tables: Tables,
    /// Clauses that allow something, by name.
    pub(super) grounds: Grounds,
    pub(super) phrases: RefCell<LiteralIndexBuilder>,
    /// The conditions, of the rules made so far, on elements that a guide has only once.
    pub(super) conditions: RefCell<Vec<Condition>>,
    /// Categories that packs declare.
    pub(super) categories: BTreeSet<&'s str>,
    pub(super) sources: HashMap<&'s str, &'s SourceSpec>,
    pub(super) clauses: HashMap<ClauseKey<'s>, &'s ClauseSpec>,
    /// By full identifier.
    pub(super) rules: HashMap<String, &'s RuleSpec>,
}

impl Names<'_> {
    /// How the clause of a ground is cited in a guide.
    ///
    /// # Errors
    ///
    /// Returns all reasons why it cannot be cited: it is not listed, we have not read it, it has no title,
    /// or it expires.
    pub(super) fn citation(&self, ground: &GroundSpec) -> Result<String, Vec<Mistake>> {
        let GroundSpec { source: name, number, part, .. } = ground;
        let text = |text: &'_ Option<Spanned<String>>| text.as_ref().map(|text| text.value.clone());
        let mistake = |code, message| Mistake { code, span: name.span, message };
        let Some(source) = self.sources.get(name.value.as_str()) else {
            return Err(vec![mistake(Code::UnknownSource, format!("没有来源“{}”", name.value))]);
        };
        let (number, part) = (text(number), text(part));
        // People cite paragraphs and items, not sentences.
        let cited = part.as_deref().and_then(|part| {
            let end = part.rfind(['款', '项'])?;
            part.get(..end + '款'.len_utf8())
        });
        let mut wrong = Vec::new();
        if !self.clauses.contains_key(&(name.value.as_str(), number.as_deref(), part.as_deref())) {
            let place = place_in_source(number.as_deref(), part.as_deref());
            let message = format!("“{}”的“{place}”没有在 clauses 中列出", name.value);
            wrong.push(mistake(Code::UnlistedClause, message));
        }
        let mut unusable = |why: &str| {
            let message = format!("“{}”{why}，不能写作依据", name.value);
            wrong.push(mistake(Code::UnusableGround, message));
        };
        if !matches!(source.status(), TextStatus::Full | TextStatus::Partial) {
            unusable("没有读过原文");
        }
        if source.force().until.is_some() {
            unusable("有失效的日期");
        }
        match &source.title {
            None => unusable("没有题名"),
            Some(title) if wrong.is_empty() => {
                return Ok(format!("《{title}》{}", place_in_source(number.as_deref(), cited)));
            }
            Some(_) => {}
        }
        Err(wrong)
    }
}

/// Makes rules and reports all mistakes in them.
pub(super) struct RuleMaking<'m> {
    pub(super) names: &'m Names<'m>,
    /// Compiled checks of the rules made so far, by full identifier; rules that tighten them share them.
    pub(super) checks: &'m HashMap<String, Arc<dyn Check>>,
    pub(super) mistakes: &'m mut Vec<Mistake>,
}

/// What a rule rests on.
struct Ground {
    clause: Clause,
    obligation: Obligation,
    /// The modal verb that reports show.
    verb: Option<Obligation>,
    force: EffectivePeriod,
    /// What the clause requires, in our words.
    says: Option<String>,
    /// What we read of the source.
    read: Option<String>,
}

impl<'m> RuleMaking<'m> {
    /// Makes the rule of a specification; `None` if a required part of it has mistakes.
    pub(super) fn rule(mut self, spec: &RuleSpec, pack_id: &str, pack: usize) -> Option<Rule> {
        let base = self.base(spec);
        // What a rule does not state itself is taken from the rule that it tightens.
        let from = base.unwrap_or(spec);
        let at = spec.id.span;
        let (is_own, takes) = (base.is_none(), spec.tightens.is_some());
        let title = self.field(at, "title", spec.title.or(&from.title), takes);
        let category = self.field(at, "category", spec.category.or(&from.category), takes);
        let is_stated = is_own || !matches!(spec.category, Attempt::Absent);
        let category = category.map(|category| self.noted_if(is_stated, |making| making.category(category)));
        let message = self.field(at, "message", spec.message.or(&from.message), takes);
        let must = self.field(at, "must", &from.must, takes);
        let ground = self.field(at, "clause", &spec.clause, false).and_then(|clause| self.ground(clause));
        let check = self.noted_if(is_own, |making| making.check(spec, must));
        let elements = self.noted_if(is_own, |making| making.elements(&from.places));
        let conditions = self.noted_if(is_own, |making| making.conditions(&from.when));
        let (of_guide, conditions): (Vec<_>, Vec<_>) =
            conditions.into_iter().partition(|condition| self.names.vocabulary.is_single(condition.element));
        let guide_conditions = of_guide.into_iter().map(|condition| self.shared(condition)).collect();
        let instead = self.noted_if(is_own, |making| making.instead(&from.fix));
        let against = self.noted_if(is_own, |making| {
            from.against.as_ref().and_then(|path| making.against(path, &from.when))
        });
        let examples = |own: &List<Spanned<Excerpt>>| {
            let text =
                |example: &Spanned<Excerpt>| Spanned { span: example.span, value: example.value.0.clone() };
            own.0.iter().map(text).collect()
        };
        self.replacing(spec);
        for (name, own) in [("pass", &spec.pass), ("fail", &spec.fail)] {
            if own.0.is_empty() {
                self.mistake(Code::MissingExample, at, format!("缺少例子：规则要有至少一个“{name}”"));
            }
        }
        let severity = ground.as_ref().map(|ground| self.severity(&spec.severity, ground));
        if let Some(severity) = severity {
            self.check_severity(spec, base, severity);
        }
        let placeholders = must.map(|must| {
            self.noted_if(is_own, |making| making.check_places(at, must, &from.places));
            let of_against: &[&str] = if from.against.is_some() { &["against"] } else { &[] };
            [&["element"], must.placeholders(), of_against].concat()
        });
        let elements = if elements.is_empty() { vec![ElementId::GUIDE] } else { elements };
        let mut template = |own: &Attempt<Spanned<String>>, text: &Spanned<String>| {
            let is_own = is_own || !matches!(own, Attempt::Absent);
            self.noted_if(is_own, |making| Template::parse(text, placeholders.as_deref(), making.mistakes))
        };
        let message = message.map(|message| template(&spec.message, message));
        let help = spec.help.or(&from.help).read().map(|help| template(&spec.help, help));
        // All mistakes have been reported by now.
        let ground = ground?;
        Some(Rule {
            info: Arc::new(RuleInfo {
                id: format!("{pack_id}/{}", spec.id.value),
                title: title?.clone(),
                category: category?,
                obligation: ground.verb,
                clause: Some(ground.clause),
                mandatory: spec.mandatory,
            }),
            severity: severity?,
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
            against,
            message: message?,
            help,
            must: must?.clone(),
            check: check?,
            instead,
            pass: examples(&spec.pass),
            fail: examples(&spec.fail),
        })
    }

    /// Compiles the check of a rule, or shares that of the rule that it tightens.
    fn check(&mut self, spec: &RuleSpec, must: Option<&Must>) -> Option<Arc<dyn Check>> {
        let shared = spec.tightens.as_ref().and_then(|base| self.checks.get(&base.value));
        if let Some(shared) = shared {
            return Some(Arc::clone(shared));
        }
        let Names { vocabulary, words, tables, grounds, phrases, .. } = self.names;
        let context = &mut Context { vocabulary, words, tables, grounds, phrases, mistakes: self.mistakes };
        must?.compile(context).map(Arc::from)
    }

    /// Reports a `where` that the kind of check does not use, or a missing one that it needs.
    fn check_places(&mut self, at: Span, must: &Must, places: &List<Spanned<String>>) {
        let message = match (must.scope(), places.0.is_empty()) {
            (Scope::Guide, false) => "这种要求针对整份指南，不写“where”",
            (Scope::Places | Scope::Holders | Scope::Stated, true) => "缺少“where”：规则要写明看哪些要素",
            _ => return,
        };
        self.mistake(Code::InvalidPlaces, at, message);
    }

    /// Checks that a rule is as severe as the one that it tightens, and as a mandatory one must be.
    fn check_severity(&mut self, spec: &RuleSpec, base: Option<&RuleSpec>, severity: Severity) {
        if spec.mandatory && severity < Severity::Error {
            let message = format!("级别是{}的规则不能标为必须遵守（mandatory）", severity.word());
            self.mistake(Code::InvalidMandatory, spec.id.span, message);
        }
        let floor = base.and_then(|base| {
            self.noted_if(false, |making| {
                let ground = making.ground(base.clause.read()?)?;
                Some(making.severity(&base.severity, &ground))
            })
        });
        if let (Some(name), Some(floor)) = (&spec.tightens, floor)
            && severity < floor
        {
            let (floor, severity) = (floor.word(), severity.word());
            let message = format!("比所加严的规则“{}”宽松：它是{floor}，此处是{severity}", name.value);
            self.mistake(Code::InvalidTightening, name.span, message);
        }
    }

    /// Checks that a rule may replace another. This loosens the other, so it is allowed only if that one is
    /// derived from data, for the same elements, and with a written reason.
    fn replacing(&mut self, spec: &RuleSpec) {
        let Some(name) = &spec.replaces else {
            if spec.because.is_some() {
                self.mistake(Code::InvalidReplacement, spec.id.span, "because 只与 replaces 一起写");
            }
            return;
        };
        let mut mistake = |code, message: &str| self.mistakes.push(Mistake::new(code, name.span, message));
        if spec.tightens.is_some() {
            mistake(Code::InvalidReplacement, "tightens 和 replaces 只写一个");
        } else if spec.because.is_none() {
            mistake(Code::MissingReason, "代替别的规则要写明原因（because）");
        }
        let Some(&base) = self.names.rules.get(&name.value) else {
            return mistake(Code::UnknownRule, &format!("没有规则“{}”", name.value));
        };
        let source = base.clause.read().and_then(|clause| self.names.sources.get(&*clause.source.value));
        let is_counted = source.is_none_or(|source| source.status() == TextStatus::Derived);
        if !is_counted || base.tightens.is_some() || base.replaces.is_some() {
            let message = format!("规则“{}”不能代替：只有由数据归纳的规则才让位于当地的编码", name.value);
            mistake(Code::InvalidReplacement, &message);
        }
        let elements = |spec: &RuleSpec| {
            let found = spec.places.0.iter().map(|path| self.names.vocabulary.find(&path.value).ok());
            found.collect::<Option<Vec<_>>>()
        };
        if let (Some(own), Some(others)) = (elements(spec), elements(base))
            && own != others
        {
            let message = format!("代替的规则与“{}”应看相同的要素（where）", name.value);
            mistake(Code::InvalidReplacement, &message);
        }
    }

    /// The replacements of a rule.
    fn instead(&mut self, fix: &Entries<String>) -> BTreeMap<String, String> {
        for (found, new) in &fix.0 {
            if found.value.is_empty() || found.value == *new {
                self.mistake(Code::IdleFix, found.span, "fix 要写明把什么改成什么");
            }
        }
        fix.0.iter().map(|(found, new)| (found.value.clone(), new.clone())).collect()
    }

    fn mistake(&mut self, code: Code, span: Span, message: impl Into<String>) {
        self.mistakes.push(Mistake::new(code, span, message));
    }

    /// Makes a part of a rule. Mistakes in what was taken from another rule are dropped, since they are
    /// reported at that rule.
    fn noted_if<T>(&mut self, is_own: bool, make: impl FnOnce(&mut Self) -> T) -> T {
        let known = self.mistakes.len();
        let result = make(self);
        if !is_own {
            self.mistakes.truncate(known);
        }
        result
    }

    /// A required field, which a rule that tightens may leave out. Reports only that it is missing; other
    /// mistakes in it are already reported.
    fn field<'v, T>(&mut self, at: Span, name: &str, value: &'v Attempt<T>, takes: bool) -> Option<&'v T> {
        if matches!(value, Attempt::Absent) && !takes {
            self.mistake(Code::MissingKey, at, format!("规则缺少“{name}”"));
        }
        value.read()
    }

    /// A category; if packs declare categories, it must be one of these.
    fn category(&mut self, category: &Spanned<String>) -> String {
        let known = &self.names.categories;
        if !known.is_empty() && !known.contains(category.value.as_str()) {
            let known: Vec<&str> = known.iter().copied().collect();
            let message = format!("没有类别“{}”，可以写：{}", category.value, known.join("、"));
            self.mistake(Code::UnknownCategory, category.span, message);
        }
        category.value.clone()
    }

    /// The rule that a rule tightens. A rule that tightens has no `where`, `when` or `must` of its own.
    fn base(&mut self, spec: &RuleSpec) -> Option<&'m RuleSpec> {
        let name = spec.tightens.as_ref()?;
        let Some(&base) = self.names.rules.get(&name.value) else {
            self.mistake(Code::UnknownRule, name.span, format!("没有规则“{}”", name.value));
            return None;
        };
        if base.tightens.is_some() {
            let message = format!("规则“{}”自己也在加严别的规则，请直接写那一条", name.value);
            self.mistake(Code::InvalidTightening, name.span, message);
        }
        if !matches!(spec.must, Attempt::Absent) || !spec.places.0.is_empty() || !spec.when.0.is_empty() {
            self.mistake(Code::InvalidTightening, name.span, "加严的规则不另写 where、when 和 must");
        }
        Some(base)
    }

    /// What a rule rests on.
    fn ground(&mut self, reference: &ClauseRef) -> Option<Ground> {
        let name = &reference.source;
        let Some(source) = self.names.sources.get(name.value.as_str()) else {
            self.mistake(Code::UnknownSource, name.span, format!("没有来源“{}”", name.value));
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
            self.mistake(Code::UnlistedClause, part.as_ref().unwrap_or(place).span, message);
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
        // Circulars and statistics oblige nobody, whatever the pack claims.
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

    /// The listed sentences of a clause, sorted.
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
            self.mistake(Code::ExcessiveSeverity, wanted.span, message);
        }
        wanted.value.min(most)
    }

    fn elements(&mut self, paths: &List<Spanned<String>>) -> Vec<ElementId> {
        paths.0.iter().filter_map(|path| self.element(path)).collect()
    }

    fn element(&mut self, path: &Spanned<String>) -> Option<ElementId> {
        let found = self.names.vocabulary.find(&path.value);
        found.map_err(|message| self.mistake(Code::UnknownElement, path.span, message)).ok()
    }

    pub(super) fn conditions(&mut self, specs: &Entries<ConditionSpec>) -> Vec<Condition> {
        specs.0.iter().filter_map(|(path, spec)| self.condition(path, spec)).collect()
    }

    /// The element that a violation contradicts. `when` must require that it has some content.
    fn against(&mut self, path: &Spanned<String>, when: &Entries<ConditionSpec>) -> Option<ElementId> {
        let element = self.element(path)?;
        let is_said = |spec: &ConditionSpec| {
            !spec.one_of.0.is_empty() || spec.matches.is_some() || spec.present == Some(true)
        };
        if when.0.iter().any(|(known, spec)| known.value == path.value && is_said(spec)) {
            return Some(element);
        }
        let message = format!("“{}”在 when 里没有要求写了什么，不能说与它矛盾", path.value);
        self.mistake(Code::InvalidAgainst, path.span, message);
        None
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
        let element = self.element(path);
        let values = element.map(|element| &self.names.vocabulary[element].values);
        for value in spec.one_of.0.iter().chain(&spec.none_of.0) {
            let Some(values) = values else { continue };
            if !values.is_empty() && !values.iter().any(|known| known.name == value.value) {
                let message = format!("“{}”不是“{}”的取值", value.value, path.value);
                self.mistake(Code::UnknownValue, value.span, message);
            }
        }
        let texts = |list: &List<Spanned<String>>| list.0.iter().map(|text| text.value.clone()).collect();
        let Names { vocabulary, words, tables, grounds, phrases, .. } = self.names;
        let mut context = Context { vocabulary, words, tables, grounds, phrases, mistakes: self.mistakes };
        let mut pattern = |source: &Option<_>| source.as_ref().and_then(|pattern| context.pattern(pattern));
        let (matches, lacks) = (pattern(&spec.matches), pattern(&spec.lacks));
        Some(Condition {
            element: element?,
            one_of: texts(&spec.one_of),
            none_of: texts(&spec.none_of),
            matches,
            lacks,
            present: spec.present,
        })
    }
}
