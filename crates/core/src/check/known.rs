//! `known`: keys are names of elements.

use serde::Deserialize;

use super::{Check, Context, Kind, MOST_VIOLATIONS, Scope, Subject, Violation};
use crate::document::edit;
use crate::fix::Applicability;
use crate::guide::{Guide, KeyReading, ReadBy};

/// `must: {known: similar}`: no key is a misspelt name. `must: {known: other}`: no key is unlike every
/// known name. These are separate because the former is a mistake, while the latter may be an element that
/// the author added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Known {
    /// Keys that are misspelt names.
    Similar,
    /// All unknown keys, as one finding per guide, since an author looks at them together.
    Other,
}

/// The most unknown keys that a message names.
const MOST_NAMED: usize = 8;

impl Kind for Known {
    fn compile(&self, _: &mut Context<'_>) -> Option<Box<dyn Check>> {
        Some(Box::new(*self))
    }

    fn scope(&self) -> Scope {
        Scope::Guide
    }

    fn placeholders(&self) -> &'static [&'static str] {
        match self {
            Self::Similar => &["found", "near"],
            Self::Other => &["found", "count"],
        }
    }
}

impl Check for Known {
    fn run(&self, subject: &Subject<'_, '_>, violations: &mut Vec<Violation>) {
        let guide = subject.guide;
        match self {
            Self::Similar => {
                let slips = guide.readings().iter().filter(|reading| reading.by == ReadBy::Slip);
                violations.extend(slips.take(MOST_VIOLATIONS).map(|reading| slip(guide, reading)));
            }
            Self::Other => violations.extend(unknown(guide)),
        }
    }
}

fn slip(guide: &Guide<'_>, reading: &KeyReading<'_>) -> Violation {
    let record = guide.get(reading.record);
    let name = guide.vocabulary.name(reading.element);
    let found = reading.key.text().unwrap_or_default();
    let mut violation =
        Violation::at(record.id, vec![reading.key.span()]).with("found", found).with("near", name);
    // No fix if the record already has the element, under whatever name.
    let is_only = guide.inside(record, reading.element).count() < 2;
    violation.fix = edit::rename(record.node, reading.key, name)
        .filter(|_| is_only)
        .map(|mending| mending.titled(format!("改为“{name}”"), Applicability::Unsafe));
    violation
}

fn unknown(guide: &Guide<'_>) -> Option<Violation> {
    let keys = guide.unknown().iter().filter(|unknown| !unknown.is_foreign);
    let keys = keys.filter_map(|unknown| Some((unknown, unknown.key.text()?)));
    let keys: Vec<_> = keys.take(MOST_VIOLATIONS).collect();
    let (first, _) = keys.first()?;
    // A column of a table is one element, in however many rows.
    let mut names: Vec<&str> = Vec::new();
    for (_, name) in &keys {
        if !names.contains(name) {
            names.push(name);
        }
    }
    let shown: Vec<&str> = names.iter().copied().take(MOST_NAMED).collect();
    let mut found = format!("“{}”", shown.join("”“"));
    if names.len() > MOST_NAMED {
        found.push('等');
    }
    let mut violation = Violation::at(first.record, vec![first.key.span()])
        .with("found", found)
        .with("count", names.len().to_string());
    for (unknown, name) in &keys[1..] {
        violation = violation.related(unknown.key, format!("“{name}”"));
    }
    Some(violation)
}
