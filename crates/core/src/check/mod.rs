//! The check kinds: all that a rule can demand of a guide.
//!
//! A rule is a sentence, *where – when – must*; this module is the *must*. The set is closed and
//! small on purpose: standards officers read rules, and a word they learnt once serves for every
//! standard. A rule that wants an expression language wants a new kind. Kinds know no element, no
//! law and no vague word; those are parameters.
//!
//! Each kind is one file with its parameters, what they mean compiled, and how it looks. To add one:
//! a file, and its line in the table at [`Must`].

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
pub use words::{Entry, EntryPlace, WordList, WordListSpec};

use crate::document::Node;
use crate::document::typed::{Code, ExpressionText, List, Mistake, Spanned};
use crate::finding::{Args, Related};
use crate::fix::Fix;
use crate::guide::{ElementId, Guide, Occurrence, OccurrenceId, Vocabulary};
use crate::text::Span;

/// The table of kinds: name in packs, parameters, and what it demands.
macro_rules! kinds {
    ($($(#[doc = $doc:literal])+ $kind:ident($parameters:ty),)+) => {
        /// What a rule demands.
        #[derive(Clone, Debug, PartialEq, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Must {
            $($(#[doc = $doc])+ $kind($parameters),)+
        }

        impl Must {
            /// Makes the demand ready to check; none after noting why it cannot be.
            pub fn compile(&self, context: &mut Context<'_>) -> Option<Box<dyn Check>> {
                match self {
                    $(Self::$kind(parameters) => parameters.compile(context),)+
                }
            }

            /// What its check is asked about.
            pub fn scope(&self) -> Scope {
                match self {
                    $(Self::$kind(parameters) => parameters.scope(),)+
                }
            }

            /// The names that messages may use in braces, beside `element`.
            pub fn placeholders(&self) -> &'static [&'static str] {
                match self {
                    $(Self::$kind(parameters) => parameters.placeholders(),)+
                }
            }

            /// Whether it finds whatever another demand finds, as far as that can be read off the two.
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
    /// The element is there and says something.
    Required(required::Required),
    /// Keys have something behind them.
    Answered(answered::Answered),
    /// Not too many classes of elements are missing.
    Complete(complete::Complete),
    /// The value is one of those that the element's declaration lists.
    Enumerated(enumerated::Enumerated),
    /// The whole value has the form of a regular expression.
    Matches(matches::Matches),
    /// The check character of a code is right.
    CheckCharacter(check_character::CheckCharacter),
    /// A part of a code agrees with another element.
    Agrees(agrees::Agrees),
    /// None of the words and constructions of some word lists.
    Avoid(avoid::Avoid),
    /// A duration is not longer than another.
    AtMost(at_most::AtMost),
    /// A time limit agrees with those of its steps together.
    Total(total::Total),
    /// A duration can be measured, has a unit, or counts working days.
    Duration(duration::Demand),
    /// Keys are names of elements.
    Known(known::Known),
    /// A code that other YAML readers would take for a number stands in quotes.
    Quoted(quoted::Quoted),
    /// No characters that look like others or like nothing.
    Characters(characters::Characters),
    /// The value is not the same as that of another element.
    Differs(differs::Differs),
    /// The text says more than another element does.
    SaysMore(says_more::SaysMore),
    /// What is said twice is the same both times.
    Consistent(consistent::Consistent),
    /// What is named is listed elsewhere in the guide.
    Refers(refers::Refers),
    /// A code is in a table.
    Listed(listed::Listed),
    /// Laws are cited so that they can be found.
    Cites(cites::Cites),
    /// What needs a clause that allows it has one, cited or known.
    Grounded(grounded::Grounded),
    /// Guides with the same key say the same.
    Same(across::Same),
    /// Only one guide of a run has the value.
    Unique(across::Unique),
    /// Nothing is left of the placeholders that guidelint puts where an author has to write.
    Filled(filled::Filled),
    /// What can be said in several ways is said in the one that the standards use.
    Canonical(canonical::Canonical),
    /// Values have the shape that their elements are declared with.
    Shaped(shaped::Shaped),
}

/// What a kind may use while it is made ready.
pub struct Context<'c> {
    /// The elements of all packs.
    pub vocabulary: &'c Vocabulary,
    /// Word lists by name, those of extended packs included.
    pub words: &'c BTreeMap<String, WordList>,
    /// Tables by name.
    pub tables: &'c Tables,
    /// What is known to be allowed, by name.
    pub grounds: &'c Grounds,
    /// Literals to look for in every text.
    pub phrases: &'c RefCell<LiteralIndexBuilder>,
    /// Where mistakes are noted.
    pub mistakes: &'c mut Vec<Mistake>,
}

impl Context<'_> {
    /// The element at a path; none after noting that there is no such element.
    pub fn element(&mut self, path: &Spanned<String>) -> Option<ElementId> {
        self.noting(Code::UnknownElement, path.span, self.vocabulary.find(&path.value))
    }

    /// The elements at some paths; none after noting all of them that there are not.
    pub fn elements(&mut self, paths: &List<Spanned<String>>) -> Option<Vec<ElementId>> {
        let elements: Vec<_> = paths.0.iter().map(|path| self.element(path)).collect();
        elements.into_iter().collect()
    }

    /// The element at a path that may be left out; none after noting that there is no such element.
    pub fn optional_element(&mut self, path: &Option<Spanned<String>>) -> Option<Option<ElementId>> {
        path.as_ref().map_or(Some(None), |path| self.element(path).map(Some))
    }

    /// A table; none after noting that there is no such table.
    pub fn table(&mut self, name: &Spanned<String>) -> Option<Arc<Table>> {
        let known = || self.tables.keys().copied().collect::<Vec<_>>().join("、");
        let missing = || format!("没有数据表“{}”，有：{}", name.value, known());
        self.noting(
            Code::UnknownTable,
            name.span,
            self.tables.get(name.value.as_str()).cloned().ok_or_else(missing),
        )
    }

    /// A regular expression; none after noting what is wrong with it.
    pub fn expression(&mut self, source: &Spanned<ExpressionText>) -> Option<Expression> {
        self.noting(Code::MalformedExpression, source.span, Expression::new(&source.value))
    }

    /// A regular expression that may be left out; none after noting what is wrong with it.
    pub fn optional_expression(
        &mut self,
        source: &Option<Spanned<ExpressionText>>,
    ) -> Option<Option<Expression>> {
        source.as_ref().map_or(Some(None), |source| self.expression(source).map(Some))
    }

    /// A regular expression for conditions; none after noting what is wrong with it.
    pub fn pattern(&mut self, source: &Spanned<ExpressionText>) -> Option<Pattern> {
        let expression = self.expression(source)?;
        Some(Pattern::new(expression, &mut self.phrases.borrow_mut()))
    }

    /// Notes a mistake.
    fn note(&mut self, code: Code, span: Span, message: impl Into<String>) {
        self.mistakes.push(Mistake::new(code, span, message));
    }

    fn noting<T>(&mut self, code: Code, span: Span, result: Result<T, String>) -> Option<T> {
        result.map_err(|message| self.note(code, span, message)).ok()
    }
}

/// Parameters of a kind as a pack writes them.
trait Kind: PartialEq {
    /// Whether the demand finds whatever one with other parameters finds.
    fn covers(&self, other: &Self) -> bool {
        self == other
    }

    /// What its check is asked about.
    fn scope(&self) -> Scope {
        Scope::Places
    }

    /// The names that messages may use in braces, beside `element`.
    fn placeholders(&self) -> &'static [&'static str] {
        &["found"]
    }

    /// Makes the parameters ready to check; none after noting why they cannot be.
    fn compile(&self, context: &mut Context<'_>) -> Option<Box<dyn Check>>;
}

/// What a check is asked about, one after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Every place of the element.
    Places,
    /// Every place in which the element could stand.
    Holders,
    /// Likewise, since what it says may stand under another name: see [`Check::is_there`].
    Stated,
    /// The guide, once; no element.
    Guide,
}

impl Scope {
    /// The element at whose places a check of an element is asked.
    pub fn holder(self, element: ElementId, vocabulary: &Vocabulary) -> ElementId {
        match self {
            Self::Guide => ElementId::GUIDE,
            Self::Places => element,
            Self::Holders | Self::Stated => vocabulary.parent(element).unwrap_or(ElementId::GUIDE),
        }
    }
}

/// A demand made ready.
pub trait Check: Send + Sync {
    /// Whether of overlapping violations of such checks only the gravest is of use to an author.
    fn yields(&self) -> bool {
        false
    }

    /// Whether what it finds is only not yet there, so that a draft may lack it.
    fn awaits(&self) -> bool {
        false
    }

    /// Whether it demands that an element is there.
    fn requires(&self) -> bool {
        false
    }

    /// The element in which an author writes what it finds missing, where that is none of the rule's own.
    fn writes(&self) -> Option<ElementId> {
        None
    }

    /// Whether it is asked after the others, since it is silent where they tell what is missing.
    fn is_last(&self) -> bool {
        false
    }

    /// Whether it finds all placeholders.
    fn finds_placeholders(&self) -> bool {
        false
    }

    /// Whether it demands quotes around a value.
    fn quotes(&self) -> bool {
        false
    }

    /// Whether it asks for values that the element's declaration lists.
    fn enumerates(&self) -> bool {
        false
    }

    /// Whether guides are compared with each other: see [`Self::fact`].
    fn compares(&self) -> bool {
        false
    }

    /// The word lists that it looks for, as one.
    fn words(&self) -> Option<&WordList> {
        None
    }

    /// Adds the places at which it may find something, in order, where the texts tell; there may be
    /// others among them, and of other elements. Tells whether they do: if not, it has to look at every
    /// place.
    fn candidates(&self, _: &TextIndex<'_>, _: &mut Vec<OccurrenceId>) -> bool {
        false
    }

    /// Notes the entries of its word lists that have a say about the subject: words that it finds
    /// there, and exceptions without which it would find more.
    fn reached(&self, _: &Subject<'_, '_>, _: &mut BTreeSet<EntryPlace>) {}

    /// Of checks that compare guides: what this one says.
    fn fact(&self, _: &Subject<'_, '_>) -> Option<Fact> {
        None
    }

    /// Whether it finds anything to look at.
    fn is_there(&self, _: &Subject<'_, '_>) -> bool {
        true
    }

    /// Notes what is wrong with the subject.
    fn run(&self, subject: &Subject<'_, '_>, violations: &mut Vec<Violation>);
}

/// What a check looks at.
pub struct Subject<'g, 't> {
    /// The guide.
    pub guide: &'g Guide<'t>,
    /// The element of the rule; the guide itself for [`Scope::Guide`].
    pub element: ElementId,
    /// A place of the element, or what could hold it: see [`Scope`].
    pub occurrence: Occurrence<'t>,
    /// What was found in the texts of the guide.
    pub phrases: &'g TextIndex<'g>,
    /// Where rules that were asked before have found that something is missing, in order; for checks
    /// that are asked last.
    pub missing: &'g [Span],
}

impl<'t> Subject<'_, 't> {
    /// The text of the place; none where it is blank or no text.
    fn text(&self) -> Option<&'t str> {
        (!self.occurrence.node.is_blank()).then(|| self.occurrence.node.text()).flatten()
    }

    /// A violation on a part of the text, in bytes of the value.
    fn violation(&self, part: Range<usize>) -> Violation {
        let found = self.occurrence.node.text().and_then(|text| text.get(part.clone())).unwrap_or_default();
        let mut violation = Violation::at(self.occurrence.id, self.occurrence.node.spans_of(part.clone()))
            .with("found", found);
        violation.part = Some(part);
        violation
    }

    /// A violation on the whole text without the blanks at its ends.
    fn violation_of_all(&self) -> Violation {
        let text = self.occurrence.node.text().unwrap_or_default();
        let start = text.len() - text.trim_start().len();
        self.violation(start..start + text.trim().len())
    }
}

/// What one guide says, to be held against what others say.
#[derive(Debug)]
pub struct Fact {
    /// Where it says so.
    pub occurrence: OccurrenceId,
    /// Guides with the same key are compared.
    pub key: String,
    /// What is said, in one spelling and in order: guides agree that have one of these in common. Empty
    /// where the key itself may stand only once.
    pub values: Vec<String>,
    /// As it is written.
    pub found: String,
}

/// So many violations of a rule are noted in a guide, and so many findings listed of a file. Nobody reads
/// as many; a file made to hold millions must not fill the memory.
pub const MOST_VIOLATIONS: usize = 10_000;

/// Something wrong, before the rule has put it into words.
#[derive(Debug)]
pub struct Violation {
    /// Where it is in the guide.
    pub occurrence: OccurrenceId,
    /// The exact bytes.
    pub spans: Vec<Span>,
    /// Where it is a part of the text at the place: which, in bytes of the value.
    pub part: Option<Range<usize>>,
    /// Values for the placeholders of the message.
    pub args: Args,
    /// Other places that belong to it.
    pub related: Vec<Related>,
    /// How to mend it.
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
