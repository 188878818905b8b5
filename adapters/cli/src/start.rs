//! What a command has before it opens a database.

use std::cell::{OnceCell, RefCell};
use std::io::{BufReader, Read};
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;

use rollbook_application::impersonation::take_up_impersonation;
use rollbook_domain::actor::{Actor, Channel};
use rollbook_domain::id::IdSource;
use rollbook_domain::port::{Archives, Clock, PasswordHasher, Store, TenantState, TenantStore};
use rollbook_domain::table::{TableReader, TableWriter};
use rollbook_domain::time::Instant;

use crate::args::GlobalOptions;
use crate::keys::KeyPlace;
use crate::machine::{Drive, Environment, Signals};
use crate::output::{OutputForm, Printer};
use crate::{
    CliError, ContractSources, Databases, Keys, Machine, MailRoute, Mailers, Session, address, keys,
};

const DEFAULT_DATABASE: &str = "sqlite:rollbook.db";

/// What a command has before it opens a database.
pub(crate) struct Start {
    pub(crate) databases: Box<dyn Databases>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) options: GlobalOptions,
    pub(crate) printer: Rc<Printer>,
    pub(crate) keys: Box<dyn Keys>,
    pub(crate) signals: Box<dyn Signals>,
    pub(crate) drive: Drive,
    pub(crate) ids: Arc<dyn IdSource>,
    hasher: Arc<dyn PasswordHasher>,
    pub(crate) mailers: Box<dyn Mailers>,
    contract_sources: Box<dyn ContractSources>,
    table_reader: Arc<dyn TableReader>,
    table_writer: Arc<dyn TableWriter>,
    archives: Arc<dyn Archives>,
    environment: Environment,
    input: Box<dyn Read>,
    is_input_terminal: bool,
    is_notes_terminal: bool,
}

/// A clock that stands still, for rehearsals.
pub(crate) struct StoppedClock(pub(crate) Instant);

impl Clock for StoppedClock {
    fn now(&self) -> Instant {
        self.0
    }
}

impl Start {
    /// Takes the machine apart: its streams become the printer's.
    pub(crate) fn new(machine: Machine, options: GlobalOptions, form: OutputForm) -> Self {
        let streams = machine.streams;
        let printer = Printer {
            form,
            is_quiet: options.quiet,
            has_colours: streams.is_output_terminal && (machine.environment)("NO_COLOR").is_none(),
            output: RefCell::new(streams.output),
            notes: RefCell::new(streams.notes),
            table_writer: Arc::clone(&machine.table_writer),
        };
        Self {
            databases: machine.databases,
            clock: machine.clock,
            options,
            printer: Rc::new(printer),
            keys: machine.keys,
            signals: machine.signals,
            drive: machine.drive,
            ids: machine.ids,
            hasher: machine.hasher,
            mailers: machine.mailers,
            contract_sources: machine.contract_sources,
            table_reader: machine.table_reader,
            table_writer: machine.table_writer,
            archives: machine.archives,
            environment: machine.environment,
            input: streams.input,
            is_input_terminal: streams.is_input_terminal,
            is_notes_terminal: streams.is_notes_terminal,
        }
    }

    /// The database's address: as given, else from the environment, else a file in this folder.
    pub(crate) fn database(&self) -> String {
        let given = self.options.database.clone();
        given.or_else(|| self.database_of_environment()).unwrap_or_else(|| DEFAULT_DATABASE.to_owned())
    }

    /// The database's address as it may be printed.
    pub(crate) fn shown_database(&self) -> String {
        address::without_password(&self.database())
    }

    /// Whether a progress bar should be drawn.
    pub(crate) fn may_show_progress(&self) -> bool {
        self.is_notes_terminal && !self.options.quiet
    }

    /// The database's address in the environment.
    pub(crate) fn database_of_environment(&self) -> Option<String> {
        (self.environment)("ROLLBOOK_DATABASE").filter(|url| !url.is_empty())
    }

    /// How mail is to go out.
    pub(crate) fn mail_route(&self) -> MailRoute {
        let given = |name| (self.environment)(name).filter(|value| !value.is_empty());
        MailRoute {
            url: given("ROLLBOOK_MAIL_URL"),
            password: given("ROLLBOOK_MAIL_PASSWORD"),
            database: self.database(),
        }
    }

    /// The key file: as the environment names it, else beside the database's own file.
    pub(crate) fn key_file(&self) -> Option<PathBuf> {
        let named = (self.environment)("ROLLBOOK_KEY_FILE").filter(|path| !path.is_empty());
        named.map(PathBuf::from).or_else(|| self.databases.key_file(&self.database()))
    }

    /// Looks whether it is known where the key file is, for commands that cannot do without.
    pub(crate) fn must_name_key_file(&self) -> Result<(), CliError> {
        self.key_file().map(drop).ok_or_else(|| keys::unnamed().into())
    }

    /// Opens the database, which must exist.
    pub(crate) async fn open(self) -> Result<Session, CliError> {
        Ok(self.open_whole().await?.1)
    }

    /// Opens the database, which must exist, for a command that concerns all its tenants.
    pub(crate) async fn open_whole(self) -> Result<(Arc<dyn Store>, Session), CliError> {
        let store = self.databases.open(&self.database()).await?;
        let tenant = store.tenant(&self.options.tenant);
        let state = match self.options.now {
            Some(_) => tenant.tenant_state().await?,
            None => None,
        };
        let session = self.session(tenant, state.as_ref())?;
        Ok((store, under_impersonation(session).await?))
    }

    /// Opens the database, and makes it first when there is none.
    pub(crate) async fn create(self) -> Result<Session, CliError> {
        Ok(self.create_whole().await?.1)
    }

    /// Opens the database as [`Start::create`] does, for a command that looks at all its tenants.
    pub(crate) async fn create_whole(self) -> Result<(Arc<dyn Store>, Session), CliError> {
        let store = self.databases.create(&self.database()).await?;
        let tenant = store.tenant(&self.options.tenant);
        let state = tenant.tenant_state().await?;
        let session = self.session(tenant, state.as_ref())?;
        Ok((store, under_impersonation(session).await?))
    }

    /// The clock that a tenant goes by: the machine's, or one that stands still where `--now` was given.
    pub(crate) async fn clock_of(&self, tenant: &dyn TenantStore) -> Result<Arc<dyn Clock>, CliError> {
        let state = match self.options.now {
            Some(_) => tenant.tenant_state().await?,
            None => None,
        };
        self.clock(state.as_ref())
    }

    fn clock(&self, state: Option<&TenantState>) -> Result<Arc<dyn Clock>, CliError> {
        match (self.options.now, state) {
            (None, _) => Ok(Arc::clone(&self.clock)),
            (Some(now), Some(state)) if state.settings.is_test_clock_allowed => {
                Ok(Arc::new(StoppedClock(now)))
            }
            (Some(_), _) => {
                let advice = "`rollbook settings set test_clock yes` allows it";
                Err(CliError::usage(format!("--now needs a tenant that allows a test clock; {advice}")))
            }
        }
    }

    fn session(self, store: Arc<dyn TenantStore>, state: Option<&TenantState>) -> Result<Session, CliError> {
        let clock = self.clock(state)?;
        let mail_route = self.mail_route();
        let file = self.key_file();
        Ok(Session {
            actor: Actor::administrator(self.actor_name(), Channel::Cli),
            store,
            clock,
            key_place: KeyPlace { keys: self.keys, file },
            vault: OnceCell::new(),
            ids: self.ids,
            hasher: self.hasher,
            mailers: self.mailers,
            contract_sources: self.contract_sources,
            environment: self.environment,
            mail_route,
            mailer: OnceCell::new(),
            table_reader: self.table_reader,
            table_writer: self.table_writer,
            archives: self.archives,
            input: RefCell::new(BufReader::new(self.input)),
            is_input_terminal: self.is_input_terminal,
            is_notes_terminal: self.is_notes_terminal,
            options: self.options,
            printer: self.printer,
            settings: OnceCell::new(),
        })
    }

    /// Who gives the command: as given, else who is signed in on this machine.
    pub(crate) fn actor_name(&self) -> String {
        let of_machine =
            || ["USER", "LOGNAME", "USERNAME"].into_iter().find_map(|name| (self.environment)(name));
        let name = self.options.actor.clone().or_else(of_machine).unwrap_or_default();
        let name: String = name.trim().chars().filter(|letter| !letter.is_control()).take(100).collect();
        if name.is_empty() { "cli".to_owned() } else { name }
    }
}

/// The session under the impersonation that was named, if one was.
async fn under_impersonation(mut session: Session) -> Result<Session, CliError> {
    if let Some(id) = session.options.impersonation {
        session.actor = take_up_impersonation(&session.desk(), id).await?;
    }
    Ok(session)
}
