//! `says_more`: the text says more than another element does.
//!
//! A step that repeats the title of the matter, a condition that is its name, an address that is the name
//! of the office: there are words, but they say nothing.

use serde::Deserialize;

use super::{Check, Context, Expression, Kind, Subject, Violation};
use crate::document::Node;
use crate::document::typed::{ExpressionText, List, Spanned};
use crate::guide::ElementId;

/// `must: {says_more: {than: 事项名称, ignoring: '办理|流程图?'}}`: more than punctuation remains of the text when
/// the text of one of these elements is removed from it, and then what matches `ignoring`. Texts that do
/// not repeat one of them are not checked.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct SaysMore {
    than: List<Spanned<String>>,
    /// Words that add nothing to the other text.
    #[serde(default)]
    ignoring: Option<Spanned<ExpressionText>>,
}

struct Compiled {
    than: Vec<ElementId>,
    ignoring: Option<Expression>,
}

impl Kind for SaysMore {
    fn compile(&self, context: &mut Context<'_>) -> Option<Box<dyn Check>> {
        let (than, ignoring) = (context.elements(&self.than), context.optional_expression(&self.ignoring));
        Some(Box::new(Compiled { than: than?, ignoring: ignoring? }))
    }

    fn placeholders(&self) -> &'static [&'static str] {
        &["found", "other"]
    }
}

impl Check for Compiled {
    /// Rewriting the text fixes everything else in it.
    fn yields(&self) -> bool {
        true
    }

    fn run(&self, subject: &Subject<'_, '_>, violations: &mut Vec<Violation>) {
        let Subject { guide, occurrence, .. } = *subject;
        let Some(text) = subject.text() else { return };
        // A text that stands for both elements, such as 受理单位及办理地点, does not repeat itself.
        let others = self.than.iter().flat_map(|&element| guide.beside(occurrence, element));
        let others = others.filter(|other| other.node.span() != occurrence.node.span());
        let repeated =
            others.filter(|other| other.id != occurrence.id && guide.is_filled(*other)).find(|other| {
                let other = other.node.text().unwrap_or_default();
                self.says_only(text, other)
            });
        if let Some(other) = repeated {
            let name = other.key.and_then(Node::text).unwrap_or_else(|| guide.vocabulary.name(other.element));
            let violation = subject.violation_of_all().with("other", name);
            violations.push(violation.related(other.node, format!("“{name}”写的也是这个")));
        }
    }
}

impl Compiled {
    /// Whether a text repeats another and says nothing else.
    fn says_only(&self, text: &str, other: &str) -> bool {
        let (text, other) = (without_blanks(text), without_blanks(other));
        if other.chars().count() < SHORTEST || !text.contains(&other) {
            return false;
        }
        let rest = text.replace(&other, "");
        let rest = match &self.ignoring {
            None => rest.into(),
            Some(ignoring) => ignoring.regex().replace_all(&rest, ""),
        };
        !rest.contains(char::is_alphanumeric)
    }
}

/// Shorter texts occur in others by chance.
const SHORTEST: usize = 3;

fn without_blanks(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_only_repeats_another_says_nothing() {
        let compiled = Compiled { than: Vec::new(), ignoring: Expression::new("办理|流程图?").ok() };
        for text in ["犬只登记", "“犬只登记”办理流程图", "犬只登记办理流程（犬只登记）", " 犬只\n登记。"]
        {
            assert!(compiled.says_only(text, "犬只登记"), "{text}");
        }
        for text in ["登记", "犬只登记：窗口受理", "办理流程", "犬只登记流程图.png"] {
            assert!(!compiled.says_only(text, "犬只登记"), "{text}");
        }
        assert!(!compiled.says_only("无办理流程", "无"));
    }
}
