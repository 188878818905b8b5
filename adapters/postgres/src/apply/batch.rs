//! Rows gathered statement by statement, so that many events are written as few sets.

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
        let rows = self.rows_sql(first);
        match self.change {
            Change::Update { sql, .. } => sql.replace("{rows}", &rows),
            Change::Insert { behind } => {
                let (table, names) = (self.table.name(), self.names.join(", "));
                let mut sql = format!("INSERT INTO {table} (tenant_no, {names}) SELECT $1::int8");
                for (name, column) in self.names.iter().zip(&self.columns) {
                    let _ = write!(sql, ", n.{name}{}", column.cast());
                }
                let _ = write!(sql, " FROM {rows}");
                if let Some(name) = self.table.sorted_by() {
                    let _ = write!(sql, " ORDER BY n.{name}");
                }
                let _ = write!(sql, " {behind}");
                sql
            }
        }
    }

    /// The rows given, as a table `n`; a single one is no set to the server, which spares it making one.
    fn rows_sql(&self, first: usize) -> String {
        let is_single = self.is_single();
        let (start, array) = if is_single { ("(SELECT ", "") } else { ("unnest(", "[]") };
        let mut rows = start.to_owned();
        for (place, (name, column)) in self.names.iter().zip(&self.columns).enumerate() {
            let comma = if place == 0 { "" } else { ", " };
            let _ = write!(rows, "{comma}${}::{}{array}", first + place, column.type_name());
            if is_single {
                let _ = write!(rows, " AS {name}");
            }
        }
        if is_single {
            rows.push_str(") AS n");
        } else {
            let _ = write!(rows, ") AS n ({})", self.names.join(", "));
        }
        rows
    }

    fn is_single(&self) -> bool {
        self.rows == 1
    }

    /// How many parameters the statement has beside the tenant's number.
    pub(super) fn width(&self) -> usize {
        self.columns.len()
    }

    /// Sends the values along.
    pub(super) fn bind(self, arguments: &mut PgArguments) -> Result<(), sqlx::error::BoxDynError> {
        let is_single = self.is_single();
        self.columns.into_iter().try_for_each(|column| {
            if is_single { column.bind_first(arguments) } else { column.bind(arguments) }
        })
    }
}

/// Statements none of which looks at what another one does, so that they may run one by one or as parts of one statement;
/// they only stand in an order that keeps references.
#[derive(Debug, Default)]
pub(super) struct Stage {
    pub(super) buckets: Vec<Bucket>,
}

impl Stage {
    /// Where the rows of a statement are gathered.
    fn bucket(&mut self, table: Table, change: Change) -> usize {
        let known = self.buckets.iter().position(|bucket| bucket.table == table && bucket.change == change);
        known.unwrap_or_else(|| {
            self.buckets.push(Bucket::new(table, change));
            self.buckets.len() - 1
        })
    }
}

/// How far the rows that belong to one id have got.
#[derive(Debug, Default)]
struct Reached {
    stage: usize,
    /// The tables that the stage touches for the id, each with the statement that does it.
    touched: Vec<(Table, usize)>,
}

/// The stages of a transaction, one to be written after the other.
///
/// Rows that belong to the same id never go back to an earlier stage, and what one statement does to rows of a table comes
/// in a stage before what the next one does to rows of that table that belong to the same id. So there are as many stages
/// as one id goes through changes, however many ids there are.
#[derive(Debug, Default)]
pub(super) struct Batch {
    stages: Vec<Stage>,
    reached: HashMap<Uuid, Reached>,
}

impl Batch {
    /// Lets the rows of the id that come from now on see what was done to its rows of the table.
    pub(super) fn settle(&mut self, table: Table, key: Uuid) {
        let reached = self.reached.entry(key).or_default();
        if reached.touched.iter().any(|(touched, _)| *touched == table) {
            reached.stage += 1;
            reached.touched.clear();
        }
    }

    /// Adds a row that belongs to `key`; false when its cells are not those of the rows before.
    pub(super) fn push<const N: usize>(
        &mut self,
        table: Table,
        change: Change,
        key: Uuid,
        cells: [(&'static str, Cell); N],
    ) -> bool {
        let reached = self.reached.entry(key).or_default();
        let mut bucket = stage(&mut self.stages, reached.stage).bucket(table, change);
        let known = reached.touched.iter().find(|(touched, _)| *touched == table);
        match known {
            Some((_, by)) if *by == bucket && matches!(change, Change::Insert { .. }) => {}
            Some(_) => {
                reached.stage += 1;
                reached.touched.clear();
                bucket = stage(&mut self.stages, reached.stage).bucket(table, change);
                reached.touched.push((table, bucket));
            }
            None => reached.touched.push((table, bucket)),
        }
        self.stages[reached.stage].buckets[bucket].push(cells)
    }

    /// The stages, each with its statements in the order in which they are to be written: every table after those that it
    /// refers to, and what was changed before what is new, which may take the name that a changed row gave up.
    pub(super) fn into_stages(self) -> impl Iterator<Item = Stage> {
        self.stages.into_iter().map(|mut stage| {
            stage.buckets.retain(|bucket| bucket.rows > 0);
            stage
                .buckets
                .sort_by_key(|bucket| (bucket.table, matches!(bucket.change, Change::Insert { .. })));
            stage
        })
    }
}

/// A stage that may not have been begun.
fn stage(stages: &mut Vec<Stage>, number: usize) -> &mut Stage {
    if stages.len() <= number {
        stages.resize_with(number + 1, Stage::default);
    }
    &mut stages[number]
}
