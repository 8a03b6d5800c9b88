//! Builds the naming rules from what packs declare, and checks them against the examples in packs.

use super::form::Form;
use super::label::Label;
use super::spec::{ChoiceSpec, NamingSpec};
use super::{Choice, Fit, FormOf, Meaning, NameExample, Naming, Stage};
use crate::document::typed::{Code, List, Mistake, Spanned};
use crate::guide::conclusion::Pattern;
use crate::guide::vocabulary::{ElementId, ElementSpec, Vocabulary};

impl Naming {
    /// Adds the declarations of a pack that forms and names depend on.
    pub(in crate::guide) fn add(&mut self, spec: &NamingSpec, mistakes: &mut Vec<Mistake>) {
        for (name, words) in &spec.groups.0 {
            self.groups.entry(name.value.clone()).or_default().extend(words.0.iter().cloned());
        }
        self.never.extend(spec.never.0.iter().cloned());
        self.joints.extend(spec.joints.0.iter().cloned());
        self.entries.0.extend(spec.entries.names.0.iter().cloned());
        self.entries.1.extend(spec.entries.values.0.iter().cloned());
        // So that 以及 is tried before 及.
        self.joints.sort_by_key(|joint| std::cmp::Reverse(joint.len()));
        for Spanned { span, value } in &spec.traditional.0 {
            let characters: Vec<char> = value.chars().collect();
            if let [traditional, simplified] = characters[..] {
                self.simplified.insert(traditional, simplified);
            } else {
                let message = format!("“{value}”应为一个繁体字和它的简体字，例：辦办");
                mistakes.push(Mistake::new(Code::MalformedForm, *span, message));
            }
        }
        self.look_alike.add(spec.look_alike.0.iter().map(|group| group.value.as_str()));
        let silent = spec.silent_key_words.0.iter().map(|word| (None, word));
        let senses = spec.key_words.0.iter();
        let words =
            senses.flat_map(|(sense, words)| words.0.iter().map(move |word| (Some(&*sense.value), word)));
        for (sense, Spanned { span, value }) in words.chain(silent) {
            if !self.words.add(sense, value) {
                mistakes.push(Mistake::new(Code::KeyWord, *span, format!("“{value}”已经有别的意思")));
            }
        }
        for Spanned { span, value } in &spec.weak_key_words.0 {
            if !self.words.weaken(value) {
                let message = format!("“{value}”没有在 key_words 中列出");
                mistakes.push(Mistake::new(Code::KeyWord, *span, message));
            }
        }
        self.words.add_affixes(&spec.key_prefixes.0, &spec.key_suffixes.0);
    }
}

impl Vocabulary {
    /// Adds the forms, the examples of names and the ambiguous names that a pack declares; all elements must
    /// have been added.
    pub fn add_naming(
        &mut self,
        file: usize,
        naming: &NamingSpec,
        elements: &List<ElementSpec>,
        mistakes: &mut Vec<Mistake>,
    ) {
        for stage in &naming.stages.0 {
            let of =
                self.optional(stage.of.as_ref(), mistakes).ok().flatten().and_then(|list| self.item(list));
            self.naming.stages.push(Stage { words: stage.words.0.clone(), of });
        }
        for undecided in &naming.undecided.0 {
            let choices =
                undecided.read.0.iter().filter_map(|choice| self.choice(choice, mistakes)).collect();
            self.naming.choices.push(choices);
            for name in &undecided.names.0 {
                self.naming.undecided.insert(name.value.clone(), self.naming.choices.len() - 1);
            }
        }
        for source in &naming.foreign.0 {
            self.add_form((ElementId::GUIDE, None), (file, source), &[], mistakes);
        }
        for source in &naming.own.0 {
            match Form::read(&source.value, &self.naming.groups) {
                Ok(form) => self.naming.own.push(form),
                Err(message) => mistakes.push(Mistake::new(Code::MalformedForm, source.span, message)),
            }
        }
        self.add_forms(file, ElementId::GUIDE, elements, mistakes);
    }

    /// The element at an optional path.
    ///
    /// # Errors
    ///
    /// If there is no such element; the mistake has been added.
    fn optional(
        &self,
        path: Option<&Spanned<String>>,
        mistakes: &mut Vec<Mistake>,
    ) -> Result<Option<ElementId>, ()> {
        let find = |Spanned { span, value }: &Spanned<String>| {
            let found = self.find(value);
            found.map_err(|message| mistakes.push(Mistake::new(Code::UnknownElement, *span, message)))
        };
        path.map(find).transpose()
    }

    fn choice(&self, spec: &ChoiceSpec, mistakes: &mut Vec<Mistake>) -> Option<Choice> {
        let matches = spec.matches.as_ref().map(Pattern::read);
        let matches = matches.transpose().map_err(|mistake| mistakes.push(mistake)).ok()?;
        let mut element = |path: Option<&Spanned<String>>| self.optional(path, mistakes).ok();
        let elements: Option<Vec<_>> = spec.elements.0.iter().map(|path| element(Some(path))).collect();
        let (value_of, beside) = (element(spec.value_of.as_ref())?, element(spec.beside.as_ref())?);
        let elements = elements?.into_iter().flatten().collect();
        Some(Choice { elements, matches, says: spec.says.0.clone(), value_of, beside })
    }

    fn add_forms(
        &mut self,
        file: usize,
        record: ElementId,
        specs: &List<ElementSpec>,
        mistakes: &mut Vec<Mistake>,
    ) {
        for spec in &specs.0 {
            let Some(element) = self.named(record, &spec.name.value).map(|named| named.element) else {
                continue;
            };
            for source in &spec.forms.0 {
                self.add_form((record, Some(element)), (file, source), &spec.without.0, mistakes);
            }
            for (examples, wanted) in [(&spec.like, true), (&spec.unlike, false)] {
                for Spanned { span, value } in &examples.0 {
                    let (span, name) = (*span, value.clone());
                    self.naming.examples.push(NameExample { file, span, record, name, element, wanted });
                }
            }
            for key in &spec.keys.0 {
                match self.naming.words.named(&key.value) {
                    Ok(senses) => self.naming.senses.push((element, senses)),
                    Err(word) => {
                        let message = format!("“{word}”没有在 key_words 中列出");
                        mistakes.push(Mistake::new(Code::KeyWord, key.span, message));
                    }
                }
            }
            let inner = self.item(element).unwrap_or(element);
            self.add_forms(file, inner, &spec.parts, mistakes);
        }
    }

    fn add_form(
        &mut self,
        (record, element): (ElementId, Option<ElementId>),
        (file, source): (usize, &Spanned<String>),
        without: &[String],
        mistakes: &mut Vec<Mistake>,
    ) {
        match Form::read(&source.value, &self.naming.groups) {
            Ok(form) => {
                let forms = self.naming.forms.entry(record).or_default();
                let place = (file, source.span);
                forms.push(FormOf { place, element, form, without: without.to_vec() });
            }
            Err(message) => mistakes.push(Mistake::new(Code::MalformedForm, source.span, message)),
        }
    }

    /// The mistakes in how names are formed, each with its file number: an example that is not read as
    /// declared, or a form that matches a listed name of another element.
    pub fn prove_names(&self) -> Vec<(usize, Mistake)> {
        let mut wrong = Vec::new();
        for NameExample { file, span, record, name, element, wanted } in &self.naming.examples {
            let meaning = match Label::of(name, &self.naming.simplified) {
                Some(label) => self.read_name(*record, label.bare.as_deref().unwrap_or(&label.written)),
                None => Meaning::Unknown,
            };
            let is_read = matches!(&meaning, Meaning::Elements(elements, _) if elements.contains(element));
            let (path, read) = (&self[*element].path, self.in_words(&meaning));
            let message = match (is_read, wanted) {
                (false, true) => format!("“{name}”应读作“{path}”，却{read}"),
                (true, false) => format!("“{name}”不应读作“{path}”"),
                _ => continue,
            };
            wrong.push((*file, Mistake::new(Code::FailedName, *span, message)));
        }
        for (record, name, named) in self.all_names().filter(|(_, name, _)| !name.is_ascii()) {
            let fit = self.naming.fit(record, name).filter(|_| !self.naming.undecided.contains_key(name));
            if let Some(Fit { element: Some(other), place: (file, span), .. }) = fit
                && other != named.element
            {
                let (own, other) = (&self[named.element].path, &self[other].path);
                let message = format!("“{name}”是“{own}”的叫法，按这个格式却读作“{other}”");
                wrong.push((file, Mistake::new(Code::FailedName, span, message)));
            }
        }
        wrong
    }

    fn in_words(&self, meaning: &Meaning) -> String {
        match meaning {
            Meaning::Elements(elements, _) => {
                let paths: Vec<&str> = elements.iter().map(|&element| &*self[element].path).collect();
                format!("读作“{}”", paths.join("”和“"))
            }
            Meaning::Foreign => "当作不是要素".to_owned(),
            Meaning::Unknown => "读不出来".to_owned(),
        }
    }
}
