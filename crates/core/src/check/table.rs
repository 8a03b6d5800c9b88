//! Tables that are part of the program: titles of laws, 行政区划代码. Too long to stand in a pack.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// A table with a heading line, its columns divided by tabs, its rows named by the first column.
#[derive(Debug)]
pub struct Table {
    columns: Vec<&'static str>,
    rows: HashMap<&'static str, Vec<&'static str>>,
}

/// Tables by name.
pub type Tables = BTreeMap<&'static str, Arc<Table>>;

impl Table {
    /// Reads a table.
    pub fn read(text: &'static str) -> Self {
        let mut lines = text.lines().map(|line| line.split('\t').collect::<Vec<_>>());
        let columns = lines.next().unwrap_or_default();
        Self { columns, rows: lines.map(|row| (row[0], row)).collect() }
    }

    /// Whether a row has this name.
    pub fn contains(&self, name: &str) -> bool {
        self.rows.contains_key(name)
    }

    /// A cell; none where there is no such row or column.
    pub fn cell(&self, name: &str, column: &str) -> Option<&'static str> {
        let column = self.columns.iter().position(|known| *known == column)?;
        self.rows.get(name)?.get(column).copied()
    }
}
