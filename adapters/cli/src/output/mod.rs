//! Printing: data to one stream, everything else to the other.

mod column;
mod csv;
mod json;
mod table;
mod wrapped;

use std::cell::RefCell;
use std::io::{self, Write};
use std::sync::Arc;

pub use column::Column;
use rollbook_domain::port::Page;
use rollbook_domain::table::TableWriter;
use rollbook_domain::time::Zone;
use serde::Serialize;
use serde_json::json;
pub(crate) use wrapped::wrapped;

use crate::CliError;

/// The forms that data can be printed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum OutputForm {
    /// Aligned columns and sentences, for people.
    Table,
    /// JSON, for programs.
    Json,
    /// Comma-separated values, for spreadsheets.
    Csv,
}

/// Prints what commands have to say.
pub struct Printer {
    pub(crate) form: OutputForm,
    pub(crate) is_quiet: bool,
    pub(crate) has_colours: bool,
    pub(crate) output: RefCell<Box<dyn Write>>,
    pub(crate) notes: RefCell<Box<dyn Write>>,
    pub(crate) table_writer: Arc<dyn TableWriter>,
}

impl Printer {
    /// The form that data is printed in.
    pub fn form(&self) -> OutputForm {
        self.form
    }

    /// Prints a page of a list.
    ///
    /// # Errors
    /// [`CliError`] when the output cannot be written.
    pub fn list<T: Serialize>(
        &self,
        columns: &[Column<T>],
        page: &Page<T>,
        zone: &Zone,
    ) -> Result<(), CliError> {
        let mut output = self.output.borrow_mut();
        match self.form {
            OutputForm::Table => table::write(columns, &page.items, zone, self.has_colours, &mut *output)?,
            OutputForm::Json => return json::write_list(page, &mut *output),
            OutputForm::Csv => csv::write(columns, &page.items, &*self.table_writer, &mut *output)?,
        }
        drop(output);
        if let Some(next) = &page.next {
            let next = next.as_str();
            self.note(&format!("There is more: --after {next} shows what follows, --all everything."));
        }
        Ok(())
    }

    /// Prints one thing: as JSON, as a row of CSV, or as the text that `for_people` writes.
    ///
    /// # Errors
    /// [`CliError`] when the output cannot be written.
    pub fn one<T: Serialize>(&self, thing: &T, for_people: impl FnOnce() -> String) -> Result<(), CliError> {
        let mut output = self.output.borrow_mut();
        match self.form {
            OutputForm::Table => {
                let text = for_people();
                write!(output, "{}", text.trim_end_matches('\n'))?;
                writeln!(output)?;
                Ok(())
            }
            OutputForm::Json => json::write_one(thing, &mut *output),
            OutputForm::Csv => csv::write_one(thing, &*self.table_writer, &mut *output),
        }
    }

    /// Prints text as it is, whatever the form.
    ///
    /// # Errors
    /// [`CliError`] when the output cannot be written.
    pub fn raw(&self, bytes: &[u8]) -> Result<(), CliError> {
        Ok(self.output.borrow_mut().write_all(bytes)?)
    }

    /// Says something that is not data, unless `--quiet` was given.
    pub fn note(&self, sentence: &str) {
        if !self.is_quiet {
            self.say(sentence);
        }
    }

    /// Warns, even with `--quiet`.
    pub fn warn(&self, fragment: &str) {
        self.say(&format!("warning: {fragment}"));
    }

    /// Says why a command is not done.
    pub fn error(&self, error: &CliError) {
        let rules = error.rules();
        if self.form == OutputForm::Json {
            let object = json!({
                "kind": error.kind(),
                "message": error.to_string(),
                "rules": rules,
                "details": error.details(),
            });
            return self.say(&json!({ "error": object }).to_string());
        }
        let ids = rules.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        match rules.first() {
            None => self.say(&format!("error: {error}")),
            Some(first) => {
                self.say(&format!(
                    "error: {error} ({ids})\nhint: `rollbook rules show {first}` says what the rule is"
                ));
            }
        }
    }

    /// Makes sure that everything printed is out.
    ///
    /// # Errors
    /// [`CliError`] when the output cannot be written.
    pub fn flush(&self) -> Result<(), CliError> {
        Ok(self.output.borrow_mut().flush()?)
    }

    /// Prints a usage error as clap words it.
    pub(crate) fn help(&self, text: &str) {
        self.say(text.trim_end());
    }

    /// What was printed before comes out before; a note that nobody can read is no reason to fail.
    fn say(&self, text: &str) {
        if let Ok(mut output) = self.output.try_borrow_mut() {
            let _ = output.flush();
        }
        let mut notes = self.notes.borrow_mut();
        let _ = writeln!(notes, "{text}").and_then(|()| notes.flush());
    }

    /// Writes a question to the person at the terminal.
    pub(crate) fn ask(&self, question: &str) -> io::Result<()> {
        let mut notes = self.notes.borrow_mut();
        write!(notes, "{question} ").and_then(|()| notes.flush())
    }
}
