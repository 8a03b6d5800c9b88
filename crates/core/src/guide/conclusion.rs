//! What a guide does not state but is certain from the rest of it: a matter whose title ends in 备案 is one.
//! Packs declare which conclusions are certain.

use std::sync::OnceLock;

use regex::Regex;
use serde::Deserialize;

use super::Guide;
use super::vocabulary::{ElementId, Vocabulary};
use crate::document::Node;
use crate::document::typed::{Code, ExpressionText, List, Mistake, Spanned};

/// A conclusion as a pack declares it.
#[derive(Debug, Deserialize)]
pub struct ConclusionSpec {
    /// The element that is concluded if the guide does not state it.
    pub of: Spanned<String>,
    /// What is concluded: a value of the element.
    #[serde(rename = "as")]
    pub value: Spanned<String>,
    /// The element whose text is the ground; if absent, the keys of the guide.
    #[serde(default)]
    pub from: Option<Spanned<String>>,
    /// A regular expression that the text or key must match.
    pub matches: Spanned<ExpressionText>,
    /// A regular expression that it must not match.
    #[serde(default)]
    pub unless: Option<Spanned<ExpressionText>>,
}

/// An element that a guide does not state, with its value and ground.
#[derive(Clone, Copy, Debug)]
pub struct Conclusion<'t> {
    /// The element.
    pub element: ElementId,
    /// Its value.
    pub value: &'t str,
    /// The text or key from which it follows.
    pub ground: Node<'t>,
}

/// The conclusions that packs allow, in the order in which they are tried.
#[derive(Debug, Default)]
pub(super) struct Conclusions(Vec<Allowed>);

#[derive(Debug)]
struct Allowed {
    element: ElementId,
    value: String,
    from: Option<ElementId>,
    matches: Pattern,
    unless: Option<Pattern>,
}

/// A regular expression that is compiled when it is first needed.
#[derive(Debug)]
pub(super) struct Pattern {
    source: String,
    regex: OnceLock<Option<Regex>>,
}

impl Pattern {
    /// Parses an expression.
    ///
    /// # Errors
    ///
    /// If it is malformed, with a message in Chinese.
    pub(super) fn read(source: &Spanned<ExpressionText>) -> Result<Self, Mistake> {
        regex_syntax::parse(&source.value).map_err(|error| {
            let message = format!("正则表达式写错了：{error}");
            Mistake::new(Code::MalformedExpression, source.span, message)
        })?;
        Ok(Self { source: source.value.to_string(), regex: OnceLock::new() })
    }

    /// Whether it matches in a text; an expression that is too large to compile never does.
    pub(super) fn is_match(&self, text: &str) -> bool {
        self.regex
            .get_or_init(|| Regex::new(&self.source).ok())
            .as_ref()
            .is_some_and(|regex| regex.is_match(text))
    }
}

impl Conclusions {
    /// Reads the conclusions of a pack; all elements must have been added.
    pub(super) fn read(
        specs: &List<ConclusionSpec>,
        vocabulary: &Vocabulary,
        mistakes: &mut Vec<Mistake>,
    ) -> Self {
        let mut all = Vec::new();
        for spec in &specs.0 {
            let mut find = |path: &Spanned<String>| {
                let found = vocabulary.find(&path.value);
                found
                    .map_err(|message| mistakes.push(Mistake::new(Code::UnknownElement, path.span, message)))
                    .ok()
            };
            let (element, from) = (find(&spec.of), spec.from.as_ref().map(&mut find));
            let (Some(element), Some(from)) = (element, from.map_or(Some(None), |from| from.map(Some)))
            else {
                continue;
            };
            if !vocabulary[element].values.iter().any(|value| value.name == spec.value.value) {
                let message = format!("“{}”不是“{}”的取值", spec.value.value, spec.of.value);
                mistakes.push(Mistake::new(Code::UnknownValue, spec.value.span, message));
            }
            match (Pattern::read(&spec.matches), spec.unless.as_ref().map(Pattern::read).transpose()) {
                (Ok(matches), Ok(unless)) => {
                    all.push(Allowed { element, value: spec.value.value.clone(), from, matches, unless });
                }
                (matches, unless) => mistakes.extend(matches.err().into_iter().chain(unless.err())),
            }
        }
        Self(all)
    }

    /// Appends the conclusions of another pack.
    pub(super) fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// The conclusions from a guide, at most one per element.
    pub(super) fn of<'t>(&'t self, guide: &Guide<'t>) -> Vec<Conclusion<'t>> {
        let mut drawn: Vec<Conclusion<'t>> = Vec::new();
        for allowed in &self.0 {
            let Allowed { element, value, .. } = allowed;
            let is_open = !drawn.iter().any(|known| known.element == *element)
                && !guide.occurrences(*element).any(|occurrence| guide.is_filled(occurrence))
                && !guide.awaits(guide.root(), *element);
            if is_open && let Some(ground) = allowed.ground(guide) {
                drawn.push(Conclusion { element: *element, value, ground });
            }
        }
        drawn
    }
}

impl Allowed {
    fn ground<'t>(&self, guide: &Guide<'t>) -> Option<Node<'t>> {
        let fits = |node: &Node<'t>| {
            node.text().is_some_and(|text| {
                let text = text.trim();
                self.matches.is_match(text)
                    && !self.unless.as_ref().is_some_and(|unless| unless.is_match(text))
            })
        };
        match self.from {
            Some(from) => guide.occurrences(from).map(|occurrence| occurrence.node).find(fits),
            None => guide.root().node.entries().map(|entry| entry.key).find(fits),
        }
    }
}
