//! Properties of any two editions, on random guides.

use guidelint::guide_diff::{self, Comparison, Said, Verdict};
use guidelint::text::SourceFile;
use proptest::prelude::*;

use crate::guides::guide;
use crate::{VOCABULARY, seeds};

/// The comparison of two texts; `None` if they cannot be compared.
fn compared(old: &str, new: &str) -> Option<Comparison> {
    let file = |path: &str, text: &str| SourceFile::new(path, text);
    guide_diff::compare(&file("旧.yaml", old), &file("新.yaml", new), &VOCABULARY).ok()
}

/// The verdict after the editions are swapped.
fn reversed(verdict: Verdict) -> Verdict {
    match verdict {
        Verdict::Fewer => Verdict::More,
        Verdict::More => Verdict::Fewer,
        other => other,
    }
}

fn verdicts(comparison: &Comparison) -> Vec<(&str, Verdict)> {
    let burdens = comparison.guides.iter().flat_map(|guide| &guide.burdens);
    burdens.map(|burden| (burden.name.as_str(), burden.verdict)).collect()
}

proptest! {
    #![proptest_config(seeds::fixed(400))]

    #[test]
    fn a_guide_does_not_differ_from_itself(text in guide()) {
        let Some(comparison) = compared(&text, &text) else { return Ok(()) };
        for guide in &comparison.guides {
            prop_assert!(guide.rows.is_empty(), "{:#?}\n{}", guide.rows, text);
        }
        let is_same = |(_, verdict): &(&str, Verdict)| matches!(verdict, Verdict::Same | Verdict::Unstated);
        prop_assert!(verdicts(&comparison).iter().all(is_same), "{:?}\n{}", verdicts(&comparison), text);
    }

    #[test]
    fn what_is_less_one_way_is_more_the_other(old in guide(), new in guide()) {
        let (Some(there), Some(back)) = (compared(&old, &new), compared(&new, &old)) else { return Ok(()) };
        let expected: Vec<_> = verdicts(&back).into_iter().map(|(name, verdict)| (name, reversed(verdict))).collect();
        prop_assert_eq!(verdicts(&there), expected, "{}\n{}", old, new);
        for row in there.guides.iter().flat_map(|guide| &guide.rows) {
            let is_inside = |said: &Option<Said>, text: &str| {
                said.as_ref().is_none_or(|said| text.get(said.span.range()).is_some())
            };
            prop_assert!(is_inside(&row.old, &old) && is_inside(&row.new, &new), "{:?}", row);
        }
    }
}
