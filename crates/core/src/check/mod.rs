//! The kinds of check: everything that a rule can require of a guide.
//!
//! A rule is a sentence, *where – when – must*; this module is the *must*. The set is closed and small on
//! purpose: standards officers read rules, and each kind, once learnt, can be used for every standard. A
//! rule that cannot be stated with these kinds needs a new kind, not an expression language. Kinds contain
//! no elements, laws or vague words; these are parameters.
//!
//! Each kind is one file with its parameters, their compiled form, and the check. To add one, write a file
//! and add its line to the table at [`Must`].

mod across;
mod agrees;
mod answered;
mod at_most;
mod avoid;
mod canonical;
mod characters;
mod check_character;
mod cites;
mod complete;
mod consistent;
mod differs;
mod duration;
mod enumerated;
mod expression;
mod filled;
mod grounded;
mod joined;
mod known;
mod listed;
mod literal_index;
mod matches;
mod quoted;
mod refers;
mod required;
mod respelt;
mod says_more;
mod shaped;
mod stated;
mod table;
mod text_index;
mod total;
mod words;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use serde::Deserialize;

pub use expression::{Expression, Pattern};
pub use grounded::{Ground, GroundSpec, Grounds};
pub use table::{Table, Tables};
pub use text_index::{LiteralIndex, LiteralIndexBuilder, TextIndex};
pub use words::{Entry, EntryLocation, WordList, WordListSpec};

use crate::document::Node;
use crate::document::typed::{Code, ExpressionText, List, Mistake, Spanned};
use crate::finding::{Args, Related};
use crate::fix::Fix;
use crate::guide::{ElementId, Guide, Occurrence, OccurrenceId, Vocabulary};
use crate::text::Span;

/// The table of kinds: what each requires, its name in packs, and its parameters.
macro_rules! kinds {
    ($($(#[doc = $doc:literal])+ $kind:ident($parameters:ty),)+) => {
        /// What a rule requires.
        #[derive(Clone, Debug, PartialEq, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Must {
            $($(#[doc = $doc])+ $kind($parameters),)+
        }

        impl Must {
            /// Compiles the requirement; reports mistakes and returns `None` if there are any.
            pub fn compile(&self, context: &mut Context<'_>) -> Option<Box<dyn Check>> {
                match self {
                    $(Self::$kind(parameters) => parameters.compile(context),)+
                }
            }

            /// What its check looks at.
            pub fn scope(&self) -> Scope {
                match self {
                    $(Self::$kind(parameters) => parameters.scope(),)+
                }
            }

            /// The placeholders that messages may use besides `element`.
            pub fn placeholders(&self) -> &'static [&'static str] {
                match self {
                    $(Self::$kind(parameters) => parameters.placeholders(),)+
                }
            }

            /// Whether it reports whatever another requirement reports, as far as the two show.
            pub fn covers(&self, other: &Self) -> bool {
                match (self, other) {
                    $((Self::$kind(own), Self::$kind(other)) => own.covers(other),)+
                    _ => false,
                }
            }
        }
    };
}

kinds! {
    /// The element is present and filled in.
    Required(required::Required),
    /// Keys that are present have a value.
    Answered(answered::Answered),
    /// Not too many classes of elements are missing.
    Complete(complete::Complete),
    /// The value is one of those that the element's declaration lists.
    Enumerated(enumerated::Enumerated),
    /// The whole value matches a regular expression.
    Matches(matches::Matches),
    /// The check character of a code is correct.
    CheckCharacter(check_character::CheckCharacter),
    /// A part of a code agrees with another element.
    Agrees(agrees::Agrees),
    /// The text contains none of the words and constructions of some word lists.
    Avoid(avoid::Avoid),
    /// A duration is not longer than another.
    AtMost(at_most::AtMost),
    /// A time limit agrees with the sum of the limits of its steps.
    Total(total::Total),
    /// A time limit can be measured, has a unit, states which days it counts, or is written in figures.
    Duration(duration::Demand),
    /// Keys are names of elements.
    Known(known::Known),
    /// A code that other YAML parsers would read as a number is quoted.
    Quoted(quoted::Quoted),
    /// No characters that look like others or are invisible.
    Characters(characters::Characters),
    /// The value is not the same as that of another element.
    Differs(differs::Differs),
    /// The text says more than another element does.
    SaysMore(says_more::SaysMore),
    /// Statements that occur twice agree.
    Consistent(consistent::Consistent),
    /// Things that are named are listed elsewhere in the guide.
    Refers(refers::Refers),
    /// A code is in a table.
    Listed(listed::Listed),
    /// Laws are cited in a way that lets readers find them.
    Cites(cites::Cites),
    /// What only a clause can allow has such a clause, cited or known.
    Grounded(grounded::Grounded),
    /// Guides with the same key have the same value.
    Same(across::Same),
    /// Only one guide of a run has the value.
    Unique(across::Unique),
    /// No placeholder is left that guidelint inserted for an author to fill in.
    Filled(filled::Filled),
    /// What can be written in several ways is written as in the standards.
    Canonical(canonical::Canonical),
    /// Values have the shape that their elements declare.
    Shaped(shaped::Shaped),
}

/// What kinds may use while they are compiled.
pub struct Context<'c> {
    /// The elements of all packs.
    pub vocabulary: &'c Vocabulary,
    /// Word lists by name, including those of extended packs.
    pub words: &'c BTreeMap<String, WordList>,
    /// Tables by name.
    pub tables: &'c Tables,
    /// Clauses that allow something, by name.
    pub grounds: &'c Grounds,
    /// Collects the literals to look for in every text.
    pub phrases: &'c RefCell<LiteralIndexBuilder>,
    /// Where mistakes are reported.
    pub mistakes: &'c mut Vec<Mistake>,
}

impl Context<'_> {
    /// The element at a path; reports a mistake and returns `None` if there is no such element.
    pub fn element(&mut self, path: &Spanned<String>) -> Option<ElementId> {
        self.noting(Code::UnknownElement, path.span, self.vocabulary.find(&path.value))
    }

    /// The elements at some paths; reports all paths without an element and returns `None` if there are
    /// any.
    pub fn elements(&mut self, paths: &List<Spanned<String>>) -> Option<Vec<ElementId>> {
        let elements: Vec<_> = paths.0.iter().map(|path| self.element(path)).collect();
        elements.into_iter().collect()
    }

    /// The element at an optional path; reports a mistake and returns `None` if there is no such element.
    pub fn optional_element(&mut self, path: &Option<Spanned<String>>) -> Option<Option<ElementId>> {
        path.as_ref().map_or(Some(None), |path| self.element(path).map(Some))
    }

    /// A table; reports a mistake and returns `None` if there is no such table.
    pub fn table(&mut self, name: &Spanned<String>) -> Option<Arc<Table>> {
        let known = || self.tables.keys().copied().collect::<Vec<_>>().join("、");
        let missing = || format!("没有数据表“{}”，有：{}", name.value, known());
        self.noting(
            Code::UnknownTable,
            name.span,
            self.tables.get(name.value.as_str()).cloned().ok_or_else(missing),
        )
    }

    /// A regular expression; reports a mistake and returns `None` if it is malformed.
    pub fn expression(&mut self, source: &Spanned<ExpressionText>) -> Option<Expression> {
        self.noting(Code::MalformedExpression, source.span, Expression::new(&source.value))
    }

    /// An optional regular expression; reports a mistake and returns `None` if it is malformed.
    pub fn optional_expression(
        &mut self,
        source: &Option<Spanned<ExpressionText>>,
    ) -> Option<Option<Expression>> {
        source.as_ref().map_or(Some(None), |source| self.expression(source).map(Some))
    }

    /// A regular expression for conditions; reports a mistake and returns `None` if it is malformed.
    pub fn pattern(&mut self, source: &Spanned<ExpressionText>) -> Option<Pattern> {
        let expression = self.expression(source)?;
        Some(Pattern::new(expression, &mut self.phrases.borrow_mut()))
    }

    /// Reports a mistake.
    fn note(&mut self, code: Code, span: Span, message: impl Into<String>) {
        self.mistakes.push(Mistake::new(code, span, message));
    }

    fn noting<T>(&mut self, code: Code, span: Span, result: Result<T, String>) -> Option<T> {
        result.map_err(|message| self.note(code, span, message)).ok()
    }
}

/// The parameters of a kind as a pack writes them.
trait Kind: PartialEq {
    /// Whether it reports whatever the kind with other parameters reports.
    fn covers(&self, other: &Self) -> bool {
        self == other
    }

    /// What its check looks at.
    fn scope(&self) -> Scope {
        Scope::Places
    }

    /// The placeholders that messages may use besides `element`.
    fn placeholders(&self) -> &'static [&'static str] {
        &["found"]
    }

    /// Compiles the parameters; reports mistakes and returns `None` if there are any.
    fn compile(&self, context: &mut Context<'_>) -> Option<Box<dyn Check>>;
}

/// What a check is run on, one subject after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Every occurrence of the element.
    Places,
    /// Every occurrence of the record that may contain the element.
    Holders,
    /// Likewise, for elements whose content may be under another name: see [`Check::is_there`].
    Stated,
    /// The guide, once; the rule names no element.
    Guide,
}

impl Scope {
    /// The element whose occurrences a check of an element looks at.
    pub fn holder(self, element: ElementId, vocabulary: &Vocabulary) -> ElementId {
        match self {
            Self::Guide => ElementId::GUIDE,
            Self::Places => element,
            Self::Holders | Self::Stated => vocabulary.parent(element).unwrap_or(ElementId::GUIDE),
        }
    }
}

/// A compiled requirement.
pub trait Check: Send + Sync {
    /// Whether overlapping findings of such checks are reduced to the most severe one.
    fn yields(&self) -> bool {
        false
    }

    /// Whether it reports what is not yet written, so that drafts need not satisfy it.
    fn awaits(&self) -> bool {
        false
    }

    /// Whether it requires that an element is present.
    fn requires(&self) -> bool {
        false
    }

    /// The element to write in order to fix a violation, if it is not one of the rule's own.
    fn writes(&self) -> Option<ElementId> {
        None
    }

    /// Whether it runs after the others, because it does not repeat what they report as missing.
    fn is_last(&self) -> bool {
        false
    }

    /// Whether it reports all placeholders.
    fn finds_placeholders(&self) -> bool {
        false
    }

    /// Whether it requires quotes around a value.
    fn quotes(&self) -> bool {
        false
    }

    /// Whether it requires values that the element's declaration lists.
    fn enumerates(&self) -> bool {
        false
    }

    /// Whether it compares guides with each other: see [`Self::fact`].
    fn compares(&self) -> bool {
        false
    }

    /// The word lists that it looks for, joined.
    fn words(&self) -> Option<&WordList> {
        None
    }

    /// Adds the occurrences where it may find something, in order, if the indexed texts show that; there
    /// may be others among them, also of other elements. Returns whether they do: if not, it must check
    /// every occurrence.
    fn candidates(&self, _: &TextIndex<'_>, _: &mut Vec<OccurrenceId>) -> bool {
        false
    }

    /// Collects the entries of its word lists that affect the result for the subject: words that it finds,
    /// and exceptions without which it would find more.
    fn reached(&self, _: &Subject<'_, '_>, _: &mut BTreeSet<EntryLocation>) {}

    /// What the subject states, if the check compares guides.
    fn fact(&self, _: &Subject<'_, '_>) -> Option<Fact> {
        None
    }

    /// Whether there is anything to check.
    fn is_there(&self, _: &Subject<'_, '_>) -> bool {
        true
    }

    /// Adds the violations of the subject.
    fn run(&self, subject: &Subject<'_, '_>, violations: &mut Vec<Violation>);
}

/// What a check looks at.
pub struct Subject<'g, 't> {
    /// The guide.
    pub guide: &'g Guide<'t>,
    /// The element of the rule; the guide itself for [`Scope::Guide`].
    pub element: ElementId,
    /// An occurrence of the element, or of what may contain it: see [`Scope`].
    pub occurrence: Occurrence<'t>,
    /// What was found in the texts of the guide.
    pub phrases: &'g TextIndex<'g>,
    /// Where rules that ran before found that something is missing, sorted; for checks that run last.
    pub missing: &'g [Span],
}

impl<'t> Subject<'_, 't> {
    /// The text of the occurrence; `None` if it is blank or not a text.
    fn text(&self) -> Option<&'t str> {
        (!self.occurrence.node.is_blank()).then(|| self.occurrence.node.text()).flatten()
    }

    /// A violation on a part of the text, given in bytes of the value.
    fn violation(&self, part: Range<usize>) -> Violation {
        let found = self.occurrence.node.text().and_then(|text| text.get(part.clone())).unwrap_or_default();
        let mut violation = Violation::at(self.occurrence.id, self.occurrence.node.spans_of(part.clone()))
            .with("found", found);
        violation.part = Some(part);
        violation
    }

    /// A violation on the whole text without leading and trailing whitespace.
    fn violation_of_all(&self) -> Violation {
        let text = self.occurrence.node.text().unwrap_or_default();
        let start = text.len() - text.trim_start().len();
        self.violation(start..start + text.trim().len())
    }
}

/// A statement of one guide that is compared with those of others.
#[derive(Debug)]
pub struct Fact {
    /// Where it is stated.
    pub occurrence: OccurrenceId,
    /// Guides with the same key are compared.
    pub key: String,
    /// The values, normalised and sorted: two guides agree if they share one. Empty if the key itself may
    /// occur only once.
    pub values: Vec<String>,
    /// The text as written.
    pub found: String,
}

/// The most violations of a rule in a guide, and the most findings of a file. Nobody reads as many, and a
/// file made to have millions must not exhaust the memory.
pub const MOST_VIOLATIONS: usize = 10_000;

/// What a check found, before it becomes a finding.
#[derive(Debug)]
pub struct Violation {
    /// Where it is in the guide.
    pub occurrence: OccurrenceId,
    /// The exact bytes.
    pub spans: Vec<Span>,
    /// If it is only a part of the text: which, in bytes of the value.
    pub part: Option<Range<usize>>,
    /// Values for the placeholders of the message.
    pub args: Args,
    /// Other locations that explain it.
    pub related: Vec<Related>,
    /// How to fix it.
    pub fix: Option<Fix>,
}

impl Violation {
    fn at(occurrence: OccurrenceId, spans: Vec<Span>) -> Self {
        Self { occurrence, spans, part: None, args: Args::new(), related: Vec::new(), fix: None }
    }

    fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.args.insert(name, value.into());
        self
    }

    fn related(mut self, node: Node<'_>, message: impl Into<String>) -> Self {
        self.related.push(Related { span: node.span(), message: message.into() });
        self
    }
}
