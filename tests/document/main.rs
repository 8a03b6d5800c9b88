//! The document layer from outside: from YAML to a tree with exact locations.

use guidelint::document::{Kind, Node};

#[path = "../support/beside.rs"]
mod beside;
mod differential;
mod edit_properties;
mod edits;
#[path = "../support/effort.rs"]
mod effort;
#[path = "../support/files.rs"]
mod files;
#[path = "../support/guides.rs"]
mod guides;
mod hostile;
mod places;
mod problems;
mod properties;
#[path = "../support/second_reader.rs"]
mod second_reader;
#[path = "../support/seeds.rs"]
mod seeds;
mod spans;
mod suite;
mod tree;

/// All scalars of a node, including keys, in the order of the file.
fn scalars<'t>(node: Node<'t>, found: &mut Vec<Node<'t>>) {
    match node.kind() {
        Kind::Scalar(_) => found.push(node),
        Kind::Mapping => {
            for entry in node.entries() {
                scalars(entry.key, found);
                scalars(entry.value, found);
            }
        }
        Kind::Sequence => node.items().for_each(|item| scalars(item, found)),
        Kind::Absent | Kind::Alias | Kind::BrokenAlias => {}
    }
}
