//! What is recorded while a file is read: which values could not be read, why and where.

use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use std::fmt;

use serde::de::{self, Unexpected};

use super::{Code, Expand, Mistake};
use crate::document::Node;
use crate::text::Span;

/// Why a value could not be read. The innermost reader that knows the location adds it.
#[derive(Debug)]
pub(super) struct Failure {
    code: Code,
    span: Option<Span>,
    message: String,
    /// The name of the field, if one is missing.
    pub(super) missing: Option<&'static str>,
    /// Whether this location is recorded already, so that a stand-in is used next time.
    is_known: bool,
    /// Whether it was caused by a stand-in and is therefore not a mistake of the file.
    is_of_stand_in: bool,
}

impl Failure {
    pub(super) fn new(code: Code, message: impl fmt::Display) -> Self {
        let message = message.to_string();
        Self { code, span: None, message, missing: None, is_known: false, is_of_stand_in: false }
    }

    fn at(self, node: Node<'_>) -> Mistake {
        Mistake::new(self.code, self.span.unwrap_or_else(|| node.span()), self.message)
    }

    /// A failure caused by a stand-in, which is not a mistake of the file.
    pub(super) fn of_stand_in(self) -> Self {
        Self { is_known: true, is_of_stand_in: true, ..self }
    }

    pub(super) fn or_at(mut self, node: Node<'_>) -> Self {
        self.span.get_or_insert_with(|| node.span());
        self
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Failure {}

impl de::Error for Failure {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::new(Code::WrongValue, message)
    }

    fn invalid_type(_: Unexpected<'_>, _: &dyn de::Expected) -> Self {
        Self::new(Code::WrongShape, "此处的写法不对，请对照文档")
    }

    fn unknown_variant(found: &str, expected: &'static [&'static str]) -> Self {
        Self::new(Code::UnknownWord, format_args!("不认识“{found}”{}", suggestion(found, expected)))
    }

    fn missing_field(field: &'static str) -> Self {
        let failure = Self::new(Code::MissingKey, format_args!("缺少“{field}”"));
        Self { missing: Some(field), ..failure }
    }
}

/// The end of a message about an unknown word: the word that was probably meant, or all allowed words.
pub(super) fn suggestion(found: &str, expected: &[&str]) -> String {
    let near = expected.iter().min_by_key(|word| strsim::osa_distance(found, word));
    match near {
        Some(word) if strsim::osa_distance(found, word) * 3 <= word.chars().count().max(3) => {
            format!("，是否为“{word}”？")
        }
        _ => format!("，此处可以写：{}", expected.join("、")),
    }
}

/// What was found in one or several passes over a file.
pub(super) struct Reading<'m> {
    pub(super) expand: Expand<'m>,
    mistakes: RefCell<Vec<Mistake>>,
    /// What could not be read: the span of a value, or that of a record with its missing field.
    unread: RefCell<HashSet<(Span, Option<&'static str>)>>,
    /// How many of them were known when the current pass began.
    known: Cell<usize>,
}

impl<'m> Reading<'m> {
    pub(super) fn new(expand: Expand<'m>) -> Self {
        Self { expand, mistakes: RefCell::default(), unread: RefCell::default(), known: Cell::new(0) }
    }

    /// Whether another pass may find more.
    pub(super) fn is_to_go_on(&self) -> bool {
        let unread = self.unread.borrow().len();
        unread > self.known.replace(unread)
    }

    /// All mistakes that were found.
    pub(super) fn mistakes(self) -> Vec<Mistake> {
        self.mistakes.into_inner()
    }

    /// Records why a value could not be read, at its known location or at a node.
    pub(super) fn note(&self, failure: Failure, node: Node<'_>) {
        if !failure.is_of_stand_in {
            self.push(failure.at(node));
        }
    }

    pub(super) fn push(&self, mistake: Mistake) {
        // Later passes find the mistakes of earlier ones again.
        if self.known.get() == 0 || !self.mistakes.borrow().contains(&mistake) {
            self.mistakes.borrow_mut().push(mistake);
        }
    }

    pub(super) fn is_unread(&self, span: Span, field: Option<&'static str>) -> bool {
        self.known.get() > 0 && self.unread.borrow().contains(&(span, field))
    }

    /// Records what could not be read, unless a reader inside did so.
    pub(super) fn leave(&self, span: Span, field: Option<&'static str>, mut failure: Failure) -> Failure {
        if !failure.is_known {
            self.unread.borrow_mut().insert((span, field));
            failure.is_known = true;
        }
        failure
    }
}
