//! Rows gathered statement by statement, so that a commit of many events is written as few sets.

use std::collections::HashMap;
use std::fmt::Write as _;

use sqlx::postgres::PgArguments;
use uuid::Uuid;

use super::cell::{Cell, Column};
use super::table::Table;

/// What a statement does to its rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    /// Puts a new row in for every row given; what follows the rows, such as `ON CONFLICT ... DO NOTHING`, stands behind it.
    Insert { behind: &'static str },
    /// Changes rows by a statement with `{rows}` where the rows given stand, as a table `n` with the names of the cells; the
    /// tenant's number is `$1`.
    Update { sql: &'static str, counts: Counts },
}

/// How many rows a statement has to change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Counts {
    /// One for each row given.
    EachOne,
    /// Any number.
    Any,
}

/// The rows of one statement.
#[derive(Debug)]
pub(super) struct Bucket {
    pub(super) table: Table,
    pub(super) change: Change,
    names: Vec<&'static str>,
    columns: Vec<Column>,
    pub(super) rows: usize,
}

impl Bucket {
    fn new(table: Table, change: Change) -> Self {
        Self { table, change, names: Vec::new(), columns: Vec::new(), rows: 0 }
    }

    /// Adds a row; false when its cells are not those of the rows before.
    fn push<const N: usize>(&mut self, cells: [(&'static str, Cell); N]) -> bool {
        if self.rows == 0 {
            for (name, cell) in cells {
                self.names.push(name);
                self.columns.push(Column::of(cell));
            }
        } else {
            for (place, (name, cell)) in cells.into_iter().enumerate() {
                let fits = self.names.get(place) == Some(&name)
                    && self.columns.get_mut(place).is_some_and(|column| column.push(cell));
                if !fits {
                    return false;
                }
            }
        }
        self.rows += 1;
        true
    }

    /// The statement, with its parameters counted from `first` on, and `$1` the tenant's number.
    pub(super) fn sql(&self, first: usize) -> String {
        let mut rows = "unnest(".to_owned();
        for (place, column) in self.columns.iter().enumerate() {
            let comma = if place == 0 { "" } else { ", " };
            let _ = write!(rows, "{comma}${}::{}[]", first + place, column.type_name());
        }
        let _ = write!(rows, ") AS n ({})", self.names.join(", "));
        match self.change {
            Change::Update { sql, .. } => sql.replace("{rows}", &rows),
            Change::Insert { behind } => {
                let (table, names) = (self.table.name(), self.names.join(", "));
                let mut sql = format!("INSERT INTO {table} (tenant_no, {names}) SELECT $1::int8");
                for (name, column) in self.names.iter().zip(&self.columns) {
                    let _ = write!(sql, ", n.{name}{}", column.cast());
                }
                let _ = write!(sql, " FROM {rows} {behind}");
                sql
            }
        }
    }

    /// How many parameters the statement has beside the tenant's number.
    pub(super) fn width(&self) -> usize {
        self.columns.len()
    }

    /// Sends the values along.
    pub(super) fn bind(self, arguments: &mut PgArguments) -> Result<(), sqlx::error::BoxDynError> {
        self.columns.into_iter().try_for_each(|column| column.bind(arguments))
    }
}

/// Statements whose order does not matter but for references, which the order of tables keeps.
#[derive(Debug, Default)]
pub(super) struct Stage {
    pub(super) buckets: Vec<Bucket>,
    /// Which bucket touches which rows, named by the id that they belong to.
    touched: HashMap<(Table, Uuid), usize>,
}

impl Stage {
    /// Where the row belongs: in a bucket of this stage, or, as `None`, in a stage after this one.
    fn place(&mut self, table: Table, change: Change, key: Uuid) -> Option<usize> {
        let found = self.buckets.iter().position(|bucket| bucket.table == table && bucket.change == change);
        let place = found.unwrap_or(self.buckets.len());
        match self.touched.get(&(table, key)) {
            Some(other) if *other != place || !matches!(change, Change::Insert { .. }) => return None,
            _ => {}
        }
        if found.is_none() {
            self.buckets.push(Bucket::new(table, change));
        }
        self.touched.insert((table, key), place);
        Some(place)
    }
}

/// The stages of a commit, one to be written after the other.
#[derive(Debug, Default)]
pub(super) struct Batch {
    pub(super) stages: Vec<Stage>,
}

impl Batch {
    /// Adds a row that belongs to `key`; false when its cells are not those of the rows before.
    pub(super) fn push<const N: usize>(
        &mut self,
        table: Table,
        change: Change,
        key: Uuid,
        cells: [(&'static str, Cell); N],
    ) -> bool {
        let last = self.stages.last_mut().and_then(|stage| stage.place(table, change, key));
        let place = match last {
            Some(place) => place,
            None => {
                let mut stage = Stage::default();
                let place = stage.place(table, change, key).unwrap_or_default();
                self.stages.push(stage);
                place
            }
        };
        self.stages.last_mut().is_some_and(|stage| stage.buckets[place].push(cells))
    }

    /// Lets everything that follows be written after everything before.
    pub(super) fn part(&mut self) {
        if self.stages.last().is_some_and(|stage| !stage.buckets.is_empty()) {
            self.stages.push(Stage::default());
        }
    }
}
