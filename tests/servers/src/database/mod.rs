mod left_over;
mod name;
mod template;

use std::error::Error;

pub use self::left_over::drop_left_over;
pub use self::name::Fingerprint;
use crate::program::run_sql;
use crate::{ServerError, url};

/// A database for one test case, which goes when the value goes.
#[derive(Debug)]
pub struct Database {
    server: String,
    name: String,
    url: String,
}

impl Database {
    /// Makes a database that nobody has used, with all that `fill` put into the template.
    ///
    /// The template is made once per server and fingerprint, under a lock, however many processes ask at once; then
    /// each database is a copy of it. `fill` is given the URL of an empty database, and must have closed all of its
    /// connections when it returns. The fingerprint names what `fill` makes, such as a hash of all migrations.
    ///
    /// # Errors
    ///
    /// When the server is out of reach, its role may not create databases, or `fill` fails.
    pub fn fresh<E>(
        server: &str,
        fingerprint: &Fingerprint,
        fill: impl FnOnce(&str) -> Result<(), E>,
    ) -> Result<Self, ServerError>
    where
        E: Into<Box<dyn Error + Send + Sync>>,
    {
        let template = name::of_template(fingerprint);
        match Self::copy(server, &template) {
            Err(error) if template::is_missing(&error) => {
                let _lock = template::make(server, &template, |url| fill(url).map_err(Into::into))?;
                Self::copy(server, &template)
            }
            made => made,
        }
    }

    /// Makes a database with nothing in it.
    ///
    /// # Errors
    ///
    /// When the server is out of reach, or its role may not create databases.
    pub fn empty(server: &str) -> Result<Self, ServerError> {
        Self::copy(server, "template0")
    }

    /// The name of the database.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its URL on the server that it was made on.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Its URL by way of another server that leads to the same one, such as a PgBouncer.
    ///
    /// # Errors
    ///
    /// [`ServerError::Malformed`] when the other server is no URL.
    pub fn url_by_way_of(&self, other: &str) -> Result<String, ServerError> {
        url::of_database(other, &self.name)
    }

    /// Runs SQL in it, and gives what it printed: a line per row, `|` between columns.
    ///
    /// # Errors
    ///
    /// [`ServerError::Failed`] with what the server said, its code first.
    pub fn psql(&self, sql: &str) -> Result<String, ServerError> {
        run_sql(&self.url, &[sql])
    }

    // A name can have been used by a process of the same number that was killed.
    fn copy(server: &str, template: &str) -> Result<Self, ServerError> {
        let name = name::of_test();
        let url = url::of_database(server, &name)?;
        let drop = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
        let create = format!("CREATE DATABASE {name} TEMPLATE {template} ENCODING 'UTF8'");
        run_sql(server, &["SET client_min_messages = warning", &drop, &create])?;
        Ok(Self { server: server.to_owned(), name, url })
    }
}

impl Drop for Database {
    // Nobody is left to hear of a failure: the server may be gone already, and its databases with it.
    fn drop(&mut self) {
        let _ = run_sql(&self.server, &[&format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name)]);
    }
}
