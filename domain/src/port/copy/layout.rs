//! How a database's tables are laid out.

use std::collections::BTreeSet;

use super::{Cell, CellKind, CopyError};

/// The column that every table's key begins with.
const TENANT: &str = "tenant_no";

/// A column.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What its cells hold.
    pub kind: CellKind,
}

/// A table: the columns of its key first, then the others by their names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    name: String,
    columns: Vec<Column>,
    key: usize,
}

impl Table {
    /// A table with the columns of its key in their order, and the others in any.
    ///
    /// # Errors
    /// [`CopyError::Layout`] when the key does not begin with the tenant's number.
    pub fn new(
        name: impl Into<String>,
        key: Vec<Column>,
        mut others: Vec<Column>,
    ) -> Result<Self, CopyError> {
        let name = name.into();
        if key.first().is_none_or(|column| column.name != TENANT || column.kind != CellKind::Integer) {
            let problem = format!("its primary key does not begin with {TENANT}");
            return Err(CopyError::Layout { table: name, problem });
        }
        others.sort();
        let length = key.len();
        Ok(Self { name, columns: [key, others].concat(), key: length })
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// All columns, in the order of a row's cells.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The columns that tell the rows of one tenant apart; none where a tenant has one row.
    pub fn key(&self) -> &[Column] {
        self.columns.get(1..self.key).unwrap_or_default()
    }

    /// What tells a row apart from the tenant's others.
    pub fn key_of<'row>(&self, row: &'row [Cell]) -> &'row [Cell] {
        row.get(1..self.key).unwrap_or_default()
    }

    /// The names of all columns, with commas between.
    pub fn column_names(&self) -> String {
        self.columns.iter().map(|column| column.name.as_str()).collect::<Vec<_>>().join(", ")
    }
}

/// The tables of a database, each after those that its rows refer to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout(Vec<Table>);

impl Layout {
    /// Puts tables in order; each comes with the names of the tables it refers to.
    ///
    /// # Errors
    /// [`CopyError::Layout`] for a table that no order suits: it refers to itself, in a circle, or to what is not
    /// among them.
    pub fn new(mut tables: Vec<(Table, BTreeSet<String>)>) -> Result<Self, CopyError> {
        tables.sort_by(|one, other| one.0.name.cmp(&other.0.name));
        let mut ordered: Vec<Table> = Vec::new();
        while !tables.is_empty() {
            let known: BTreeSet<String> = ordered.iter().map(|table| table.name.clone()).collect();
            let (ready, waiting): (Vec<_>, Vec<_>) =
                tables.into_iter().partition(|(_, references)| references.is_subset(&known));
            if let (true, Some((table, references))) = (ready.is_empty(), waiting.first()) {
                let missing = references.difference(&known).cloned().collect::<Vec<_>>().join(", ");
                let problem = format!("no order of tables suits its references to {missing}");
                return Err(CopyError::Layout { table: table.name.clone(), problem });
            }
            ordered.extend(ready.into_iter().map(|(table, _)| table));
            tables = waiting;
        }
        Ok(Self(ordered))
    }

    /// The tables, each after those that its rows refer to.
    pub fn tables(&self) -> &[Table] {
        &self.0
    }

    /// The table of that name.
    pub fn find(&self, name: &str) -> Option<&Table> {
        self.0.iter().find(|table| table.name == name)
    }

    /// Whatever this layout has and the other has not, or has otherwise: tables, or columns of a table.
    pub fn beyond(&self, other: &Self) -> Vec<String> {
        let mut found = Vec::new();
        for table in &self.0 {
            let Some(theirs) = other.find(&table.name) else {
                found.push(format!("table {}", table.name));
                continue;
            };
            for column in table.columns.iter().filter(|column| !theirs.columns.contains(column)) {
                found.push(format!("column {}.{} of {}", table.name, column.name, column.kind));
            }
            if table.key() != theirs.key() {
                let key = table.key().iter().map(|column| column.name.as_str()).collect::<Vec<_>>();
                found.push(format!("key {} ({TENANT}, {})", table.name, key.join(", ")));
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(name: &str) -> Column {
        Column { name: name.to_owned(), kind: CellKind::Integer }
    }

    fn table(name: &str, references: &[&str]) -> (Table, BTreeSet<String>) {
        let table = Table::new(name, vec![column(TENANT), column("id")], vec![column("z"), column("a")]);
        (table.unwrap(), references.iter().map(|&name| name.to_owned()).collect())
    }

    #[test]
    fn tables_come_after_those_they_refer_to_and_else_by_name() {
        let given = vec![table("a", &["c"]), table("b", &[]), table("c", &["b"]), table("d", &[])];
        let layout = Layout::new(given).unwrap();
        let names: Vec<_> = layout.tables().iter().map(Table::name).collect();
        assert_eq!(names, ["b", "d", "c", "a"]);
    }

    #[test]
    fn references_that_no_order_suits_are_refused_by_the_table() {
        for given in [
            vec![table("a", &["a"])],
            vec![table("a", &["b"]), table("b", &["a"])],
            vec![table("a", &["gone"]), table("b", &[])],
        ] {
            let error = Layout::new(given).unwrap_err().to_string();
            assert!(error.contains("table a cannot be copied"), "{error}");
        }
    }

    #[test]
    fn a_key_begins_with_the_tenant_and_the_other_columns_stand_by_name() {
        let refused = Table::new("a", vec![column("id")], vec![column(TENANT)]).unwrap_err();
        assert!(refused.to_string().contains("does not begin with tenant_no"), "{refused}");
        let (table, _) = table("a", &[]);
        assert_eq!(table.column_names(), "tenant_no, id, a, z");
        let row = [1, 2, 3, 4].map(Cell::Integer);
        assert_eq!(table.key_of(&row), [Cell::Integer(2)]);
    }

    #[test]
    fn what_only_one_of_two_layouts_has_is_named() {
        let small = Layout::new(vec![table("a", &[])]).unwrap();
        let key = vec![column(TENANT), column("id"), column("a")];
        let text = Column { name: "z".to_owned(), kind: CellKind::Text };
        let other = Table::new("a", key, vec![text, column("new")]).unwrap();
        let large = Layout::new(vec![(other, BTreeSet::new()), table("b", &[])]).unwrap();
        assert_eq!(
            large.beyond(&small),
            ["column a.new of integers", "column a.z of texts", "key a (tenant_no, id, a)", "table b"]
        );
        assert_eq!(small.beyond(&small), Vec::<String>::new());
    }
}
