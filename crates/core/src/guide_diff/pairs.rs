//! Finds out which guides of two files are editions of the same guide.

use crate::guide::{ElementId, Guide, Role};

/// A guide without a counterpart.
pub(super) struct Alone<'g, 't> {
    pub(super) guide: &'g Guide<'t>,
    /// Whether it is in the old file.
    pub(super) is_old: bool,
}

type Pair<'g, 't> = (&'g Guide<'t>, &'g Guide<'t>);

/// The guides that belong together, in the order of the old file. If each file has only one guide, these
/// two; otherwise those with the same code or, if codes do not decide, the same name.
///
/// # Errors
///
/// Returns a guide without a counterpart, or with several possible ones.
pub(super) fn pair<'g, 't>(
    old: &'g [Guide<'t>],
    new: &'g [Guide<'t>],
) -> Result<Vec<Pair<'g, 't>>, Alone<'g, 't>> {
    if let ([old], [new]) = (old, new) {
        return Ok(vec![(old, new)]);
    }
    let mut of_old: Vec<Option<usize>> = vec![None; old.len()];
    let mut is_taken = vec![false; new.len()];
    for element in keys(old) {
        for (number, guide) in old.iter().enumerate() {
            let Some(key) = said(guide, element).filter(|_| of_old[number].is_none()) else { continue };
            let has = |other: &Guide<'_>| said(other, element) == Some(key);
            let mut same = (0..new.len()).filter(|&number| !is_taken[number] && has(&new[number]));
            if let (Some(found), None) = (same.next(), same.next())
                && old.iter().filter(|other| has(other)).count() == 1
                && !contradicts(guide, &new[found])
            {
                of_old[number] = Some(found);
                is_taken[found] = true;
            }
        }
    }
    if let Some(number) = is_taken.iter().position(|taken| !taken) {
        return Err(Alone { guide: &new[number], is_old: false });
    }
    let pairs = old.iter().zip(of_old);
    pairs.map(|(guide, found)| Ok((guide, &new[found.ok_or(Alone { guide, is_old: true })?]))).collect()
}

/// What identifies guides: the codes, of which later ones identify smaller matters and come first, then the
/// name.
fn keys(guides: &[Guide<'_>]) -> Vec<ElementId> {
    let Some(vocabulary) = guides.first().map(|guide| guide.vocabulary) else { return Vec::new() };
    let mut keys: Vec<ElementId> = vocabulary.all_with_role(Role::Code).collect();
    keys.reverse();
    keys.extend(vocabulary.with_role(Role::Matter));
    keys
}

fn said<'t>(guide: &Guide<'t>, element: ElementId) -> Option<&'t str> {
    guide
        .occurrences(element)
        .find_map(|place| place.node.text().map(str::trim).filter(|text| !text.is_empty()))
}

/// Whether two guides have different codes of the same kind.
fn contradicts(old: &Guide<'_>, new: &Guide<'_>) -> bool {
    let mut codes = old.vocabulary.all_with_role(Role::Code);
    codes.any(|code| matches!((said(old, code), said(new, code)), (Some(old), Some(new)) if old != new))
}

/// The name of the matter.
pub(super) fn name<'t>(guide: &Guide<'t>) -> Option<&'t str> {
    said(guide, guide.vocabulary.with_role(Role::Matter)?)
}
