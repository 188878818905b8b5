//! What a command works with: one tenant of one database, in the name of one actor.

use std::cell::{OnceCell, RefCell};
use std::io::{BufRead, BufReader, Read};
use std::rc::Rc;
use std::sync::Arc;

use rollbook_application::Desk;
use rollbook_domain::actor::{Actor, Channel};
use rollbook_domain::id::IdSource;
use rollbook_domain::personal::Personal;
use rollbook_domain::port::{Archives, Clock, Mailer, Page, PasswordHasher, TenantStore, Vault};
use rollbook_domain::settings::Settings;
use rollbook_domain::table::{TableReader, TableWriter};
use rollbook_domain::time::{Instant, Moment, Zone};
use serde::Serialize;

use crate::args::GlobalOptions;
use crate::keys::KeyPlace;
use crate::machine::Environment;
use crate::output::{Column, OutputForm, Printer};
use crate::{CliError, ContractSources, MailRoute, Mailers};

/// What a command works with.
pub struct Session {
    pub(crate) store: Arc<dyn TenantStore>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) ids: Arc<dyn IdSource>,
    pub(crate) key_place: KeyPlace,
    pub(crate) vault: OnceCell<Arc<dyn Vault>>,
    pub(crate) hasher: Arc<dyn PasswordHasher>,
    pub(crate) mailers: Box<dyn Mailers>,
    pub(crate) contract_sources: Box<dyn ContractSources>,
    pub(crate) environment: Environment,
    pub(crate) mail_route: MailRoute,
    pub(crate) mailer: OnceCell<Arc<dyn Mailer>>,
    pub(crate) table_reader: Arc<dyn TableReader>,
    pub(crate) table_writer: Arc<dyn TableWriter>,
    pub(crate) archives: Arc<dyn Archives>,
    pub(crate) input: RefCell<BufReader<Box<dyn Read>>>,
    pub(crate) is_input_terminal: bool,
    pub(crate) is_notes_terminal: bool,
    pub(crate) actor: Actor,
    pub(crate) options: GlobalOptions,
    pub(crate) printer: Rc<Printer>,
    pub(crate) settings: OnceCell<Settings>,
}

impl Session {
    /// A desk for one use case.
    pub fn desk(&self) -> Desk<'_> {
        Desk { store: &*self.store, clock: &*self.clock, ids: &*self.ids, actor: self.actor.clone() }
    }

    /// A desk whose commits come through the door of imports.
    pub fn import_desk(&self) -> Desk<'_> {
        let actor = Actor { channel: Channel::Import, ..self.actor.clone() };
        Desk { actor, ..self.desk() }
    }

    /// The tenant's ports.
    pub fn store(&self) -> &dyn TenantStore {
        &*self.store
    }

    /// Hashes passwords.
    pub fn hasher(&self) -> &dyn PasswordHasher {
        &*self.hasher
    }

    /// Sends mails by the transport that is set, opened once.
    ///
    /// # Errors
    /// [`CliError`] when the transport cannot be opened.
    pub fn mailer(&self) -> Result<Arc<dyn Mailer>, CliError> {
        if let Some(mailer) = self.mailer.get() {
            return Ok(Arc::clone(mailer));
        }
        let mailer = self.mailers.open(&self.mail_route)?;
        Ok(Arc::clone(self.mailer.get_or_init(|| mailer)))
    }

    /// Makes and seals secrets; the key file is opened when this is first asked for.
    ///
    /// # Errors
    /// [`CliError::Unavailable`] when there is no key file or it cannot be used.
    pub fn vault(&self) -> Result<Arc<dyn Vault>, CliError> {
        if let Some(vault) = self.vault.get() {
            return Ok(Arc::clone(vault));
        }
        let vault = self.key_place.open()?;
        Ok(Arc::clone(self.vault.get_or_init(|| vault)))
    }

    /// Reads CSV files.
    pub fn table_reader(&self) -> &dyn TableReader {
        &*self.table_reader
    }

    /// Writes CSV files.
    pub fn table_writer(&self) -> &dyn TableWriter {
        &*self.table_writer
    }

    /// Makes archives.
    pub fn archives(&self) -> &dyn Archives {
        &*self.archives
    }

    /// The instant it is.
    pub fn now(&self) -> Instant {
        self.clock.now()
    }

    /// The tenant's settings, read once.
    ///
    /// # Errors
    /// [`CliError`] while the tenant does not exist, or when the store cannot answer.
    pub async fn settings(&self) -> Result<&Settings, CliError> {
        if let Some(settings) = self.settings.get() {
            return Ok(settings);
        }
        let state = self.desk().tenant().await?;
        Ok(self.settings.get_or_init(|| state.settings))
    }

    /// The tenant's time zone.
    ///
    /// # Errors
    /// As [`Session::settings`].
    pub async fn zone(&self) -> Result<&Zone, CliError> {
        Ok(&self.settings().await?.time_zone)
    }

    /// The instant that `--at` means: the start of a day, an instant, or now.
    ///
    /// # Errors
    /// As [`Session::settings`].
    pub async fn instant(&self, at: Option<Moment>) -> Result<Instant, CliError> {
        match at {
            None => Ok(self.now()),
            Some(Moment::Instant(instant)) => Ok(instant),
            Some(date) => Ok(date.starts_at(self.zone().await?)),
        }
    }

    /// The form that data is printed in.
    pub fn form(&self) -> OutputForm {
        self.printer.form()
    }

    /// Prints a page of a list: a table, `{"items", "next"}`, or CSV.
    ///
    /// # Errors
    /// [`CliError`] when the output cannot be written.
    pub async fn list<T: Serialize>(&self, columns: &[Column<T>], page: Page<T>) -> Result<(), CliError> {
        self.printer.list(columns, &page, self.zone().await?)
    }

    /// Prints one thing: as JSON, as a row of CSV, or as the text that `for_people` writes.
    ///
    /// # Errors
    /// [`CliError`] when the output cannot be written.
    pub fn one<T: Serialize>(&self, thing: &T, for_people: impl FnOnce() -> String) -> Result<(), CliError> {
        self.printer.one(thing, for_people)
    }

    /// Says what was done, unless `--quiet` was given; not data.
    pub fn done(&self, sentence: &str) {
        self.printer.note(sentence);
    }

    /// Warns; not data.
    pub fn warn(&self, fragment: &str) {
        self.printer.warn(fragment);
    }

    /// Whether a progress bar should be drawn.
    pub fn may_show_progress(&self) -> bool {
        self.is_notes_terminal && !self.options.quiet
    }

    /// Asks a question that `--yes` answers; without a terminal there is nobody to ask.
    ///
    /// # Errors
    /// [`CliError::Usage`] when the answer is no or there is nobody to ask.
    pub fn confirm(&self, question: &str) -> Result<(), CliError> {
        if self.options.yes {
            return Ok(());
        }
        if !self.is_input_terminal {
            return Err(CliError::usage(format!("{question} give --yes to say so")));
        }
        self.printer.ask(&format!("{question} [y/N]"))?;
        match self.read_line()?.to_lowercase().as_str() {
            "y" | "yes" => Ok(()),
            _ => Err(CliError::usage("not confirmed, so nothing was changed")),
        }
    }

    /// A secret that was typed, or the next line of the input where `-` was typed in its place.
    ///
    /// # Errors
    /// As [`Session::read_line`].
    pub fn read_unless_typed(&self, typed: &Personal<String>) -> Result<Personal<String>, CliError> {
        match typed.reveal().as_str() {
            "-" => self.read_line().map(Personal::new),
            _ => Ok(typed.clone()),
        }
    }

    /// Reads one line of the input, without its line end.
    ///
    /// # Errors
    /// [`CliError::Unavailable`] when the input cannot be read.
    pub fn read_line(&self) -> Result<String, CliError> {
        let mut line = String::new();
        let read = self.input.borrow_mut().read_line(&mut line);
        read.map_err(|error| CliError::Unavailable(format!("the input cannot be read: {error}")))?;
        Ok(line.trim_end_matches(['\n', '\r']).to_owned())
    }
}
