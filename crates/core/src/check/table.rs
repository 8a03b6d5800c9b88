//! Tables that are part of the program, too long for a pack: titles of laws, 行政区划代码.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// A table with a header line and tab-separated columns; the first column names the row.
#[derive(Debug)]
pub struct Table {
    columns: Vec<&'static str>,
    rows: HashMap<&'static str, Vec<&'static str>>,
}

/// Tables by name.
pub type Tables = BTreeMap<&'static str, Arc<Table>>;

impl Table {
    /// Parses a table.
    pub fn read(text: &'static str) -> Self {
        let mut lines = text.lines().map(|line| line.split('\t').collect::<Vec<_>>());
        let columns = lines.next().unwrap_or_default();
        Self { columns, rows: lines.map(|row| (row[0], row)).collect() }
    }

    /// Whether there is a row with this name.
    pub fn contains(&self, name: &str) -> bool {
        self.rows.contains_key(name)
    }

    /// A cell; `None` if there is no such row or column.
    pub fn cell(&self, name: &str, column: &str) -> Option<&'static str> {
        let column = self.columns.iter().position(|known| *known == column)?;
        self.rows.get(name)?.get(column).copied()
    }
}
