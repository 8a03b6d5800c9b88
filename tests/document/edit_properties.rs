//! Any edit of any guide changes what it should and nothing else, also according to another reader.

use guidelint::document::edit::{self, is_only};
use guidelint::document::{Kind, Node, Stream, parse};
use guidelint::fix::{Applicability, EditPlan, apply};
use proptest::prelude::*;
use proptest::sample::Index;

use crate::guides::{guide, text};
use crate::{second_reader, seeds};

/// What to change, and where: numbers are taken modulo the number of candidates.
#[derive(Clone, Debug)]
enum Change {
    Replace { scalar: Index, start: Index, end: Index, text: String },
    Quote { scalar: Index },
    Fill { value: Index, text: String },
    Rename { entry: Index, name: String },
    Insert { mapping: Index, number: Index, key: String, value: String },
}

fn change() -> impl Strategy<Value = Change> {
    let index = any::<Index>;
    prop_oneof![
        3 => (index(), index(), index(), text())
            .prop_map(|(scalar, start, end, text)| Change::Replace { scalar, start, end, text }),
        1 => index().prop_map(|scalar| Change::Quote { scalar }),
        1 => (index(), text()).prop_map(|(value, text)| Change::Fill { value, text }),
        1 => (index(), text()).prop_map(|(entry, name)| Change::Rename { entry, name }),
        3 => (index(), index(), text(), text())
            .prop_map(|(mapping, number, key, value)| Change::Insert { mapping, number, key, value }),
    ]
}

impl Change {
    /// The edit; `None` if nothing in the text can be changed in this way.
    fn made(&self, stream: &Stream<'_>) -> Option<EditPlan> {
        let mut all = Vec::new();
        stream.documents().for_each(|root| nodes(root, &mut all));
        let pick = |index: &Index, some: &[Node<'_>]| (!some.is_empty()).then(|| index.index(some.len()));
        let mappings: Vec<_> = all.iter().copied().filter(|node| node.kind() == Kind::Mapping).collect();
        let is_key = |node: &Node<'_>| {
            mappings.iter().any(|mapping| mapping.entries().any(|entry| entry.key.span() == node.span()))
        };
        let found: Vec<_> =
            all.iter().copied().filter(|node| node.text().is_some() && !is_key(node)).collect();
        match self {
            Self::Replace { scalar, start, end, text } => {
                let node = found[pick(scalar, &found)?];
                let value = node.text()?;
                let at = |index: &Index| value.floor_char_boundary(index.index(value.len() + 1));
                let (start, end) = (at(start).min(at(end)), at(start).max(at(end)));
                edit::replace(node, start..end, text)
            }
            Self::Quote { scalar } => edit::quote(found[pick(scalar, &found)?]),
            Self::Fill { value, text } => {
                let blank: Vec<_> = all.iter().copied().filter(|node| node.is_blank()).collect();
                edit::fill(blank[pick(value, &blank)?], text)
            }
            Self::Rename { entry, name } => {
                let all =
                    mappings.iter().flat_map(|mapping| mapping.entries().map(|entry| (*mapping, entry.key)));
                let known: Vec<_> = all.collect();
                let keys: Vec<_> = known.iter().map(|&(_, key)| key).collect();
                let (mapping, key) = known[pick(entry, &keys)?];
                edit::rename(mapping, key, name)
            }
            Self::Insert { mapping, number, key, value } => {
                let mapping = mappings[pick(mapping, &mappings)?];
                edit::insert(mapping, number.index(mapping.entries().count() + 1), key, value)
            }
        }
    }
}

/// A node and everything in it, without following aliases.
fn nodes<'t>(node: Node<'t>, found: &mut Vec<Node<'t>>) {
    found.push(node);
    match node.kind() {
        Kind::Mapping => node.entries().for_each(|entry| {
            nodes(entry.key, found);
            nodes(entry.value, found);
        }),
        Kind::Sequence => node.items().for_each(|item| nodes(item, found)),
        Kind::Scalar(_) | Kind::Absent | Kind::Alias | Kind::BrokenAlias => {}
    }
}

proptest! {
    #![proptest_config(seeds::fixed(400))]

    #[test]
    fn any_edit_does_what_it_says(source in guide(), change in change()) {
        let before = parse(&source);
        let Some(made) = change.made(&before) else { return Ok(()) };
        let made = made.titled("", Applicability::Safe);
        let text = apply(&source, [&made]);
        let after = parse(&text);
        prop_assert!(is_only(&before, &after, &[&made.change]), "{}\n{}\n{:?}", source, text, made);
        if second_reader::agrees(&before).is_ok() {
            prop_assert_eq!(second_reader::agrees(&after), Ok(()), "{}\n{}", source, text);
        }
    }
}
