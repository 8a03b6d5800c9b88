//! A guide that its author only has to fill in.
//!
//! It contains what the rules require of such a guide, found by evaluating the same conditions as in a
//! check: what a guide of this kind certainly needs is written with placeholders; what it needs only in
//! some cases is in comments. Nothing here refers to a particular element.

mod demand;
mod text;

use crate::document;
use crate::guide::{ElementId, Guide, Role, Vocabulary, guides};
use crate::pack::{Ruleset, Selection};

use demand::Demands;

/// What is known about a guide before it is written.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted<'w> {
    /// The kind of matter, by any name or code that the vocabulary knows.
    pub kind: &'w str,
    /// The name of the matter.
    pub name: Option<&'w str>,
}

/// An element whose value is known.
struct Known {
    element: ElementId,
    value: String,
}

/// Writes a guide for the packs that a selection selects, as YAML text. The region of the selection is
/// written into the guide.
///
/// # Errors
///
/// Returns a message, in Chinese, if no guide can be written for what is wanted.
pub fn write(ruleset: &Ruleset, wanted: &Wanted<'_>, selection: &Selection<'_>) -> Result<String, String> {
    let known = known(&ruleset.vocabulary, wanted, selection)?;
    let line = |Known { element, value }: &Known| {
        let key = text::scalar(&ruleset.vocabulary[*element].name, false);
        format!("{key}: {}\n", text::scalar(value, true))
    };
    let start: String = known.iter().map(line).collect();
    let stream = document::parse(&start);
    let guide: Option<Guide<'_>> = guides(&stream, &ruleset.vocabulary).next();
    let guide = guide.ok_or("规则包没有声明写新指南要用的要素（role）")?;
    let demands = Demands::of(ruleset, &guide, &known, selection);
    Ok(text::Writing { ruleset, demands: &demands, known: &known, selection }.text())
}

/// The known values, in the order of the vocabulary.
fn known(
    vocabulary: &Vocabulary,
    wanted: &Wanted<'_>,
    selection: &Selection<'_>,
) -> Result<Vec<Known>, String> {
    let kind = vocabulary.with_role(Role::Type);
    let kind = kind.ok_or("规则包没有声明哪个要素是事项的类型（role: type），不能写新指南")?;
    let mut known = vec![Known { element: kind, value: kind_of(vocabulary, kind, wanted.kind)? }];
    let mut know = |element: Option<ElementId>, value: Option<String>| {
        known.extend(element.zip(value).map(|(element, value)| Known { element, value }));
    };
    let name = wanted.name.map(str::trim).filter(|name| !name.is_empty());
    know(vocabulary.with_role(Role::Matter), name.map(str::to_owned));
    // A province or city may be given by the first digits; its code has six.
    know(vocabulary.with_role(Role::Region), selection.region.map(|region| format!("{region:0<6}")));
    known.sort_by_key(|known| known.element);
    Ok(known)
}

/// The canonical name of a kind of matter.
fn kind_of(vocabulary: &Vocabulary, element: ElementId, wanted: &str) -> Result<String, String> {
    let values = &vocabulary[element].values;
    if let Some(value) = values.named(wanted) {
        return Ok(value.name.clone());
    }
    let name = &vocabulary[element].name;
    let all = values.names();
    let spellings = values.iter().flat_map(|value| value.also.iter().chain([&value.name]));
    let near = spellings.min_by_key(|known| strsim::osa_distance(known, wanted));
    let near = near.filter(|near| strsim::osa_distance(near, wanted) * 2 <= near.chars().count());
    let near = near.map_or_else(|| "。".into(), |near| format!("，是否为“{near}”？"));
    Err(format!("没有{name}“{wanted}”{near}可以写：{all}"))
}
