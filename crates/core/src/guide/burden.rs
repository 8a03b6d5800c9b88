//! What a matter costs the applicant: which elements state it, and how two editions are compared.

use serde::Deserialize;

use super::values::Values;
use super::vocabulary::Shape;
use crate::document::typed::{Code, List, Mistake, Spanned};

/// A burden as a pack declares it.
#[derive(Debug, Deserialize)]
pub struct BurdenSpec {
    /// The burden that the element counts towards; for a part, `None` means that of its list.
    #[serde(default)]
    pub of: Option<Spanned<String>>,
    /// How more and less are measured.
    pub by: Spanned<Measure>,
    /// Texts that mean that there is no such burden.
    #[serde(default)]
    pub none: List<String>,
    /// For [`Measure::Order`]: the values, from the lightest to the heaviest.
    #[serde(default)]
    pub order: List<Spanned<String>>,
}

/// How more and less are measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// By the number of items of a list.
    Items,
    /// By the length of time.
    Duration,
    /// By the number in the text.
    Amount,
    /// By the order of the values.
    Order,
}

/// What an element costs the applicant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Burden {
    /// The name of the burden that it counts towards; for a part, `None` means that of its list.
    pub of: Option<String>,
    /// How more and less are measured.
    pub by: Measure,
    /// Texts that mean that there is no such burden.
    pub none: Vec<String>,
    /// The values, from the lightest to the heaviest.
    pub order: Vec<String>,
}

impl BurdenSpec {
    /// The burden of an element with this shape and values; `None`, with mistakes added, if it is wrong.
    pub(super) fn made(
        &self,
        known: &[String],
        (shape, values): (Shape, &Values),
        mistakes: &mut Vec<Mistake>,
    ) -> Option<Burden> {
        let mut wrong = Vec::new();
        let mut mistake = |code, span, message| wrong.push(Mistake { code, span, message });
        if let Some(of) = self.of.as_ref().filter(|of| !known.contains(&of.value)) {
            mistake(
                Code::UnknownBurden,
                of.span,
                format!("“{}”没有在 burdens 中列出，有：{}", of.value, known.join("、")),
            );
        }
        for value in &self.order.0 {
            if !values.iter().any(|known| known.name == value.value) {
                mistake(Code::UnknownValue, value.span, format!("“{}”不是这个要素的取值", value.value));
            }
        }
        let fits = match self.by.value {
            Measure::Items => shape == Shape::Records,
            Measure::Duration | Measure::Amount | Measure::Order => shape == Shape::Text,
        };
        if !fits || (self.by.value == Measure::Order) == self.order.0.is_empty() {
            let message = "items 用于若干组要素，其余用于一段文字；order 要写明次序，只有它写";
            mistake(Code::ContradictoryBurden, self.by.span, message.into());
        }
        let is_sound = wrong.is_empty();
        mistakes.append(&mut wrong);
        is_sound.then(|| Burden {
            of: self.of.as_ref().map(|of| of.value.clone()),
            by: self.by.value,
            none: self.none.0.clone(),
            order: self.order.0.iter().map(|value| value.value.clone()).collect(),
        })
    }
}
