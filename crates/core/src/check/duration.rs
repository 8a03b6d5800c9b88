//! `duration`: a time limit is measurable, has a unit, states which days it counts, or is written in figures.

use serde::Deserialize;

use super::stated::{self, Stated};
use super::{Check, Context, Kind, MOST_VIOLATIONS, Subject, Violation};
use crate::number;
use crate::time_limit::Unit;

/// `must: {duration: measurable}` and so on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Demand {
    /// A number, an immediate answer (`即办`), or no limit (`无`); every number can be read.
    Measurable,
    /// Every number has a unit.
    WithUnit,
    /// A number before 内 has a unit: not `10内`. For texts that may contain other numbers.
    UnitWithin,
    /// No limit counts `日` or `天` without stating whether these are working days.
    WorkingDaysNamed,
    /// Numbers of working days and calendar days are written in figures.
    InFigures,
}

impl Kind for Demand {
    fn compile(&self, _: &mut Context<'_>) -> Option<Box<dyn Check>> {
        Some(Box::new(*self))
    }
}

impl Check for Demand {
    fn run(&self, subject: &Subject<'_, '_>, violations: &mut Vec<Violation>) {
        for stated in stated::at(subject.guide, subject.occurrence) {
            self.judge(&stated, violations);
        }
    }
}

impl Demand {
    fn judge(self, stated: &Stated<'_>, violations: &mut Vec<Violation>) {
        let amounts = stated.limit.amounts().iter().take(MOST_VIOLATIONS);
        match self {
            Self::Measurable if stated.limit.is_measurable() => {}
            Self::Measurable if stated.limit.unread().is_empty() => violations.push(stated.violation()),
            Self::Measurable => {
                violations.extend(
                    stated
                        .limit
                        .unread()
                        .iter()
                        .take(MOST_VIOLATIONS)
                        .map(|part| stated.violation_in(part.clone())),
                );
            }
            Self::WithUnit => {
                let bare = amounts.filter(|amount| amount.unit.is_none());
                violations.extend(bare.map(|amount| stated.violation_in(amount.digits.clone())));
            }
            Self::UnitWithin => {
                let behind = |end: usize| stated.text()[end..].trim_start_matches(['个', '以', '之']);
                let bare = amounts.filter(|amount| amount.unit.is_none());
                let within = bare.filter(|amount| behind(amount.range.end).starts_with('内'));
                violations.extend(within.map(|amount| stated.violation_in(amount.digits.clone())));
            }
            Self::WorkingDaysNamed => {
                let days = amounts.filter(|amount| amount.is_limit && amount.unit == Some(Unit::Day));
                violations.extend(days.map(|amount| stated.violation_in(amount.range.clone())));
            }
            Self::InFigures => {
                let is_of_days = |unit| matches!(unit, Some(Unit::WorkingDay | Unit::CalendarDay));
                let spelt = amounts.filter(|amount| {
                    let digits = &stated.text()[amount.digits.clone()];
                    is_of_days(amount.unit) && digits.contains(number::is_chinese)
                });
                violations.extend(spelt.map(|amount| stated.violation_in(amount.digits.clone())));
            }
        }
    }
}
