//! Many short lists in one allocation.
//!
//! What a check reads for every guide, rule by rule or literal by literal, should be close together in
//! memory; the lists in a vector of vectors are scattered.

/// Lists, by index.
#[derive(Clone, Debug)]
pub(crate) struct Lists<T> {
    items: Vec<T>,
    /// The end of each list; it starts where the previous list ends.
    ends: Vec<u32>,
}

impl<T> Default for Lists<T> {
    fn default() -> Self {
        Self { items: Vec::new(), ends: Vec::new() }
    }
}

impl<T> Lists<T> {
    /// Lists from the items of all lists, one after another, and the end of each list.
    pub(crate) fn cut(items: Vec<T>, ends: Vec<u32>) -> Self {
        Self { items, ends }
    }

    /// The list at an index.
    ///
    /// # Panics
    ///
    /// If the index is out of range.
    pub(crate) fn get(&self, number: usize) -> &[T] {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.items[start as usize..self.ends[number] as usize]
    }
}

impl<T, L: IntoIterator<Item = T>> FromIterator<L> for Lists<T> {
    fn from_iter<I: IntoIterator<Item = L>>(lists: I) -> Self {
        let mut all = Self::default();
        for list in lists {
            all.items.extend(list);
            all.ends.push(u32::try_from(all.items.len()).unwrap_or(u32::MAX));
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_keep_their_items() {
        let lists: Lists<u8> = [vec![], vec![1, 2], vec![], vec![3]].into_iter().collect();
        assert_eq!([lists.get(0), lists.get(1), lists.get(2), lists.get(3)], [&[][..], &[1, 2], &[], &[3]]);
    }
}
