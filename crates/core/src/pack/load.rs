//! Builds a ruleset from pack files, or reports all mistakes at once.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::format::{Checked, ClauseKey, ClauseSpec, PackSpec, QuestionSpec};
use super::fragments::Fragments;
use super::making::{Names, RuleMaking};
use super::{ClauseEntry, Condition, EffectivePeriod, PackInfo, Question, Rule, Ruleset, Source};
use crate::check::{Context, EntryLocation, Grounds, Tables};
use crate::document::typed::{Attempt, Code, Mistake, Spanned, read_with};
use crate::document::{self, Node, Problem};
use crate::guide::{ElementId, Vocabulary};
use crate::text::{SourceFile, Span};

/// Names of profiles that are built in.
const RESERVED: [&str; 2] = ["draft", "publish"];

/// The mistakes in packs, by file, in the order of each file.
#[derive(Debug, Default)]
pub struct Mistakes {
    /// YAML problems, by file.
    pub problems: Vec<Vec<Problem>>,
    /// All other mistakes, by file.
    pub mistakes: Vec<Vec<Mistake>>,
}

impl Mistakes {
    fn is_empty(&self) -> bool {
        self.problems.iter().all(Vec::is_empty) && self.mistakes.iter().all(Vec::is_empty)
    }
}

/// Loads packs that are used together.
///
/// # Errors
///
/// Returns all mistakes of all files, if there are any.
pub fn load(files: &[SourceFile], tables: Tables) -> Result<Ruleset, Mistakes> {
    let mut mistakes = Mistakes::default();
    let mut specs = Vec::new();
    for file in files {
        let stream = document::parse(file.text());
        let root = stream.documents().next();
        let (spec, mut found) = root.map_or((None, Vec::new()), pack);
        if let Some(second) = stream.documents().nth(1) {
            let message = "一个文件只能写一个规则包";
            found.push(Mistake::new(Code::SeveralDocuments, second.span(), message));
        } else if root.is_none() && stream.problems.is_empty() {
            found.push(Mistake::new(Code::EmptyFile, Span::default(), "文件是空的，不是规则包"));
        }
        specs.push(spec);
        mistakes.problems.push(stream.problems.clone());
        mistakes.mistakes.push(found);
    }
    let ruleset = Loading { specs: &specs, mistakes: &mut mistakes.mistakes }.ruleset(tables);
    for found in &mut mistakes.mistakes {
        found.sort_by_key(|mistake| mistake.span);
    }
    if mistakes.is_empty() { Ok(ruleset) } else { Err(mistakes) }
}

/// Reads a pack and expands the fragments in its expressions.
fn pack(root: Node<'_>) -> (Option<PackSpec>, Vec<Mistake>) {
    let (fragments, wrong) = Fragments::of(root);
    let (spec, mut mistakes) = read_with(root, &|text, wrong| fragments.expand(text, wrong));
    mistakes.extend(wrong.into_iter().chain(fragments.unused()));
    (spec, mistakes)
}

/// The elements whose texts rules need in the phrasebook, for their word lists and conditions.
fn texts<'r>(rules: impl Iterator<Item = &'r Rule>, conditions: &[Condition]) -> BTreeSet<ElementId> {
    let of_rule = |rule: &'r Rule| {
        let words = rule.elements.iter().copied().filter(|_| rule.check.words().is_some());
        let of_guide = rule.guide_conditions.iter().map(|&number| &conditions[number]);
        let conditions = of_guide.chain(&rule.conditions).filter_map(Condition::reads);
        words.chain(conditions).collect::<Vec<_>>()
    };
    rules.flat_map(of_rule).collect()
}

/// Packs that are being loaded. Everything that can be checked is checked, whatever mistakes there are.
struct Loading<'s> {
    specs: &'s [Option<PackSpec>],
    mistakes: &'s mut Vec<Vec<Mistake>>,
}

impl<'s> Loading<'s> {
    fn ruleset(mut self, tables: Tables) -> Ruleset {
        let mut names = self.names(tables);
        names.grounds = self.grounds(&names);
        let mut packs = Vec::new();
        let mut rules: Vec<Rule> = Vec::new();
        let mut ends = Vec::new();
        let mut tightened = Vec::new();
        let mut checks = HashMap::new();
        for (file, spec) in self.packs() {
            let header = &spec.pack;
            for rule in &spec.rules.0 {
                let mistakes = &mut self.mistakes[file];
                let Some(made) = RuleMaking { names: &names, checks: &checks, mistakes }.rule(
                    rule,
                    &header.id.value,
                    packs.len(),
                ) else {
                    continue;
                };
                if let Some(base) = rule.tightens.as_ref().or(rule.replaces.as_ref()) {
                    tightened.push((rules.len(), base));
                }
                checks.insert(made.info.id.clone(), Arc::clone(&made.check));
                rules.push(made);
            }
            packs.push(PackInfo {
                id: header.id.value.clone(),
                version: header.version.clone(),
                title: header.title.clone(),
                region: header.region.as_ref().map(|region| region.value.clone()),
                profile: header.profile.as_ref().map(|profile| profile.value.clone()),
            });
            ends.push(rules.len());
        }
        for (own, base) in tightened {
            rules[own].tightens = rules.iter().position(|rule| rule.info.id == base.value);
        }
        let sources = self.sources();
        let clauses = self.clauses(&names, &sources, &rules);
        let (conditions, phrases) = (names.conditions.into_inner(), names.phrases.into_inner());
        let phrasebook = phrases.finish();
        names.vocabulary.has_placeholders = rules.iter().any(|rule| rule.check.finds_placeholders());
        let Names { vocabulary, words, .. } = names;
        let holders = rules.iter().map(|rule| {
            let holder = |&element: &ElementId| rule.must.scope().holder(element, &vocabulary);
            rule.elements.iter().map(holder).collect::<Vec<_>>()
        });
        let holders = holders.collect();
        let texts =
            (0..packs.len()).map(|pack| texts(rules.iter().filter(|rule| rule.pack == pack), &conditions));
        let texts = texts.collect();
        Ruleset {
            vocabulary,
            packs,
            rules,
            ends,
            holders,
            texts,
            sources,
            clauses,
            words,
            conditions,
            phrasebook,
        }
    }

    /// Collects the clauses that allow something. Only sources that we have read and that do not expire are
    /// accepted, since guides will cite them.
    fn grounds(&mut self, names: &Names<'_>) -> Grounds {
        let mut grounds = Grounds::new();
        for (file, spec) in self.packs() {
            let region = spec.pack.region.as_ref().map(|region| region.value.as_str());
            for (name, list) in &spec.grounds.0 {
                let known = grounds.entry(name.value.clone()).or_default();
                for ground in &list.0 {
                    let mistakes = &mut self.mistakes[file];
                    let citation = names.citation(ground).unwrap_or_else(|wrong| {
                        mistakes.extend(wrong);
                        String::new()
                    });
                    let Names { vocabulary, words, tables, grounds, phrases, .. } = names;
                    let context = &mut Context { vocabulary, words, tables, grounds, phrases, mistakes };
                    known.extend(ground.compile(citation, region, context).map(Arc::new));
                }
            }
        }
        grounds
    }

    fn sources(&self) -> Vec<Source> {
        let packs = self.packs().enumerate();
        packs
            .flat_map(|(pack, (_, spec))| {
                spec.sources.0.iter().map(move |(id, source)| Source {
                    id: id.value.clone(),
                    pack,
                    kind: source.kind,
                    title: source.citation(),
                    edition: source.edition.clone(),
                    force: source.force(),
                    seen: source.seen.read().copied(),
                    text: source.status(),
                    note: source.note.clone(),
                })
            })
            .collect()
    }

    /// Collects all clauses with their rules. Reports clauses that are marked as checked but have no rule.
    fn clauses(&mut self, names: &Names<'_>, sources: &[Source], rules: &[Rule]) -> Vec<ClauseEntry> {
        let mut clauses = Vec::new();
        for (pack, (file, spec)) in self.packs().enumerate() {
            for clause in &spec.clauses.0 {
                let key = clause.key();
                let rests = |rule: &Rule| {
                    let own = rule.info.clause.as_ref();
                    own.is_some_and(|own| (&*own.source, own.number.as_deref(), own.part.as_deref()) == key)
                };
                let rules: Vec<usize> = (0..rules.len()).filter(|&rule| rests(&rules[rule])).collect();
                let is_checked = matches!(clause.checked, Checked::Full | Checked::Partial);
                if is_checked && rules.is_empty() && !self.is_cited(key) {
                    self.mistake(
                        file,
                        Code::UncheckedClause,
                        clause.source.span,
                        "此条标为已检查，却没有规则依据它",
                    );
                }
                let human =
                    clause.human.0.iter().map(|question| self.question(file, names, question)).collect();
                let mistakes = &mut self.mistakes[file];
                let conditions =
                    RuleMaking { names, checks: &HashMap::new(), mistakes }.conditions(&clause.when);
                let Some(source) = sources.iter().position(|source| source.id == clause.source.value) else {
                    continue;
                };
                let text = |text: &Option<Spanned<String>>| text.as_ref().map(|text| text.value.clone());
                clauses.push(ClauseEntry {
                    at: clause.number.as_ref().unwrap_or(&clause.source).span,
                    source,
                    pack,
                    number: text(&clause.number),
                    part: text(&clause.part),
                    words: text(&clause.words),
                    obligation: clause.obligation,
                    verb: sources[source].kind.verb(clause.obligation, sources[source].text),
                    checked: clause.checked,
                    conditions,
                    note: clause.note.clone(),
                    human,
                    rules,
                });
            }
        }
        clauses
    }

    /// Whether any rule refers to a clause, even one that has mistakes.
    fn is_cited(&self, key: ClauseKey<'_>) -> bool {
        let rules = self.packs().flat_map(|(_, spec)| &spec.rules.0);
        rules.filter_map(|rule| rule.clause.read()).any(|own| own.key() == key)
    }

    fn question(&mut self, file: usize, names: &Names<'_>, question: &QuestionSpec) -> Question {
        for path in &question.look.0 {
            if let Err(message) = names.vocabulary.find(&path.value) {
                self.mistake(file, Code::UnknownElement, path.span, message);
            }
        }
        let look = question.look.0.iter().map(|path| path.value.clone()).collect();
        Question { ask: question.ask.clone(), look }
    }

    /// The packs that could be read, with the numbers of their files.
    fn packs(&self) -> impl Iterator<Item = (usize, &'s PackSpec)> + use<'s> {
        self.specs.iter().enumerate().filter_map(|(file, spec)| Some((file, spec.as_ref()?)))
    }

    fn mistake(&mut self, file: usize, code: Code, span: Span, message: impl Into<String>) {
        self.mistakes[file].push(Mistake::new(code, span, message));
    }

    /// Collects everything that rules may refer to, and reports the mistakes that need no rule to be found.
    fn names(&mut self, tables: Tables) -> Names<'s> {
        let mut names = Names {
            vocabulary: Vocabulary::default(),
            words: BTreeMap::new(),
            tables,
            grounds: BTreeMap::new(),
            phrases: RefCell::default(),
            conditions: RefCell::default(),
            categories: BTreeSet::new(),
            sources: HashMap::new(),
            clauses: HashMap::new(),
            rules: HashMap::new(),
        };
        let ids: Vec<&str> = self.packs().map(|(_, spec)| spec.pack.id.value.as_str()).collect();
        for (number, (file, spec)) in self.packs().enumerate() {
            let id = &spec.pack.id;
            if let Some(profile) = spec.pack.profile.as_ref().filter(|own| RESERVED.contains(&&*own.value)) {
                let message = format!("“{}”是 guidelint 自己的检查方式，规则包不能用这个名称", profile.value);
                self.mistake(file, Code::ReservedProfile, profile.span, message);
            }
            self.check_identifier(file, id);
            if ids[..number].contains(&id.value.as_str()) {
                self.mistake(file, Code::DuplicatePack, id.span, format!("规则包“{}”已经加载", id.value));
            }
            for base in &spec.pack.extends.0 {
                if !ids.contains(&base.value.as_str()) {
                    let message = format!("所扩展的规则包“{}”没有加载", base.value);
                    self.mistake(file, Code::UnknownPack, base.span, message);
                }
            }
            names.categories.extend(spec.categories.0.iter().map(|(category, _)| category.value.as_str()));
            names.vocabulary.add_burdens(&spec.burdens);
            let mistakes = &mut self.mistakes[file];
            names.vocabulary.add_spelling(&spec.spelling);
            names.vocabulary.add_enumerations(&spec.enumerations, file, mistakes);
            names.vocabulary.add(&spec.elements, file, mistakes);
            names.vocabulary.add_words_of_names(&spec.naming, mistakes);
            for (name, source) in &spec.sources.0 {
                if matches!(source.text, Attempt::Absent) {
                    self.mistake(file, Code::UnstatedReading, name.span, "来源应写明读过多少原文（text）");
                }
                if source.title.is_some() == source.about.is_some() {
                    let message = "来源写题名（title）；题名没有见到的，写它是什么（about）";
                    self.mistake(file, Code::UntitledSource, name.span, message);
                }
                let EffectivePeriod { from, until } = source.force();
                if from.zip(until).is_some_and(|(from, until)| until < from) {
                    self.mistake(
                        file,
                        Code::ContradictoryPeriod,
                        name.span,
                        "来源失效（until）早于生效（from）",
                    );
                }
                if names.sources.insert(&name.value, source).is_some() {
                    self.mistake(file, Code::DuplicateSource, name.span, format!("来源“{}”重复", name.value));
                }
            }
            for (name, list) in &spec.vocabulary.0 {
                let list = list.compile(EntryLocation { file, span: name.span }, &mut self.mistakes[file]);
                if names.words.insert(name.value.clone(), list).is_some() {
                    self.mistake(
                        file,
                        Code::DuplicateWordList,
                        name.span,
                        format!("词表“{}”重复", name.value),
                    );
                }
            }
            for rule in &spec.rules.0 {
                self.check_identifier(file, &rule.id);
                let name = format!("{}/{}", id.value, rule.id.value);
                if names.rules.insert(name, rule).is_some() {
                    let message = format!("规则“{}”重复", rule.id.value);
                    self.mistake(file, Code::DuplicateRule, rule.id.span, message);
                }
            }
        }
        names.vocabulary.finish();
        for (file, spec) in self.packs() {
            names.vocabulary.add_conclusions(&spec.conclusions, &mut self.mistakes[file]);
            names.vocabulary.add_naming(file, &spec.naming, &spec.elements, &mut self.mistakes[file]);
            for clause in &spec.clauses.0 {
                self.check_clause(file, clause, &mut names);
            }
        }
        names
    }

    fn check_identifier(&mut self, file: usize, id: &Spanned<String>) {
        let word = |word: &str| {
            !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
        };
        if !id.value.split('-').all(word) {
            self.mistake(
                file,
                Code::MalformedId,
                id.span,
                "标识由小写字母、数字和“-”组成，例：missing-fee-basis",
            );
        }
    }

    fn check_clause(&mut self, file: usize, clause: &'s ClauseSpec, names: &mut Names<'s>) {
        let source = &clause.source;
        if !names.sources.contains_key(source.value.as_str()) {
            self.mistake(file, Code::UnknownSource, source.span, format!("没有来源“{}”", source.value));
        }
        if names.clauses.insert(clause.key(), clause).is_some() {
            let place = clause.part.as_ref().or(clause.number.as_ref()).unwrap_or(source);
            self.mistake(file, Code::DuplicateClause, place.span, "此条已经列出");
        }
        if let (Some(part), None) = (&clause.part, &clause.number) {
            self.mistake(
                file,
                Code::PartWithoutNumber,
                part.span,
                "写了哪一句（part），就要写是哪一条（number）",
            );
        }
        match clause.checked {
            Checked::Human if clause.human.0.is_empty() => {
                let message = "由人工核对的条款应写明核对的问题（human）";
                self.mistake(file, Code::MissingQuestion, source.span, message);
            }
            Checked::Out if clause.note.is_none() => {
                self.mistake(file, Code::MissingReason, source.span, "不检查的条款应写明原因（note）");
            }
            _ => {}
        }
    }
}
