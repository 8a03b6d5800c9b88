//! Merge keys: `<<: *name` brings the entries of other mappings into one.

use std::collections::HashSet;

use super::{Entries, Entry, Kind, Node};

/// How many entries and mappings are read for the merge keys of one mapping.
const STEPS: usize = 1_000;

/// The entries of a mapping, then those of the mappings that it merges, nearest first. If a key is repeated,
/// the entry that counts comes first.
pub(super) struct Merged<'t> {
    entries: Entries<'t>,
    /// Merge keys of the current mapping.
    merges: Vec<Entry<'t>>,
    /// Mappings that are still to be read, the nearest last.
    pending: Vec<Node<'t>>,
    /// Mappings that were begun; empty if there are no merge keys.
    visited: HashSet<u32>,
    steps: usize,
    own: u32,
}

impl<'t> Merged<'t> {
    pub(super) fn new(mapping: Node<'t>) -> Self {
        Self {
            entries: mapping.own_entries(),
            merges: vec![],
            pending: vec![],
            visited: HashSet::new(),
            steps: 0,
            own: mapping.resolved().id,
        }
    }

    /// The entries of the nearest mapping that has not been read yet.
    fn next_mapping(&mut self) -> Option<Entries<'t>> {
        if !self.merges.is_empty() {
            self.visited.insert(self.own);
        }
        let bottom = self.pending.len();
        for merge in self.merges.drain(..) {
            let source = merge.value.resolved();
            if source.kind() == Kind::Sequence {
                self.pending.extend(source.items().map(Node::resolved).take(STEPS));
            } else {
                self.pending.push(source);
            }
        }
        self.pending[bottom..].reverse();
        loop {
            let node = self.pending.pop()?;
            self.steps += 1;
            if self.visited.insert(node.id) {
                return Some(node.own_entries());
            }
        }
    }
}

impl<'t> Iterator for Merged<'t> {
    type Item = Entry<'t>;

    fn next(&mut self) -> Option<Entry<'t>> {
        while self.steps < STEPS {
            match self.entries.next() {
                Some(entry) => {
                    // The mapping's own entries are not counted: its text was read anyway.
                    self.steps += usize::from(!self.visited.is_empty());
                    if !entry.is_merge() {
                        return Some(entry);
                    }
                    self.merges.push(entry);
                }
                None => self.entries = self.next_mapping()?,
            }
        }
        None
    }
}
