use rollbook_domain::table::TableError;

/// What was found wrong so far: the first hundred errors, which is as many as a person mends in one go.
#[derive(Default)]
pub(super) struct Report {
    errors: Vec<TableError>,
}

const MOST_ERRORS: usize = 100;

impl Report {
    pub(super) fn push(&mut self, error: TableError) {
        if self.errors.len() < MOST_ERRORS {
            self.errors.push(error);
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.errors.is_empty()
    }

    pub(super) fn into_errors(self) -> Vec<TableError> {
        self.errors
    }
}
