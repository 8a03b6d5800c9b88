//! Many short lists in one piece of memory.
//!
//! What a check asks for every guide, rule by rule or literal by literal, should lie close together: a
//! vector of vectors has each list somewhere else.

/// Lists, by number.
#[derive(Clone, Debug)]
pub(crate) struct Lists<T> {
    items: Vec<T>,
    /// For each list, where it ends; it starts where the list before it ends.
    ends: Vec<u32>,
}

impl<T> Default for Lists<T> {
    fn default() -> Self {
        Self { items: Vec::new(), ends: Vec::new() }
    }
}

impl<T> Lists<T> {
    /// The items of all lists, list by list, and where each list ends.
    pub(crate) fn cut(items: Vec<T>, ends: Vec<u32>) -> Self {
        Self { items, ends }
    }

    /// A list by its number.
    ///
    /// # Panics
    ///
    /// When there is none.
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
