//! The document layer from outside: YAML in, a tree with exact places out.

use std::path::{Path, PathBuf};

use guidelint::document::{Kind, Node};

mod differential;
mod edits;
mod hostile;
mod places;
mod problems;
mod properties;
mod spans;
mod suite;
mod tree;

/// A folder of data that lies beside the repository, or where `GUIDELINT_SHARED` says. Tests over
/// such data pass without it, with a note.
fn shared(name: &str) -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let folder = std::env::var_os("GUIDELINT_SHARED").map_or_else(beside, PathBuf::from).join(name);
    if folder.is_dir() {
        return Some(folder);
    }
    println!("not tested: {} is not there", folder.display());
    None
}

/// All scalars of a node, keys included, in the order of the file.
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
