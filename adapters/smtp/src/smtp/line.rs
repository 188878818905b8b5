//! The connection to the server.

use std::cell::Cell;
use std::path::Path;
use std::time::Duration;

use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, Certificate, CertificateStore, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt, Rset};
use lettre::transport::smtp::extension::{ClientId, Extension};
use rollbook_domain::port::MailerError;
use tokio::runtime::{Builder, Runtime};
use tokio::time::timeout;

use super::failure::{Cause, Failed, Stage};
use crate::message::Ready;
use crate::{Encryption, Server, TransportError};

/// Longest time to reach one address of the server.
const REACHED_WITHIN: Duration = Duration::from_secs(5);
/// Longest time for a goodbye.
const GOODBYE_WITHIN: Duration = Duration::from_secs(2);
/// Many servers end a connection after some hundred mails.
const MAILS_PER_CONNECTION: u32 = 100;

/// The connection to the server, and what it takes to make it.
pub(super) struct Line {
    runtime: Driver,
    caller: Caller,
    kept: Option<Kept>,
}

/// A runtime that may be dropped inside another.
struct Driver(Option<Runtime>);

impl Drop for Driver {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}

impl Driver {
    fn drive<T>(&self, work: impl Future<Output = Result<T, Failed>>) -> Result<T, MailerError> {
        match &self.0 {
            Some(runtime) => runtime.block_on(work).map_err(|failed| failed.sorted()),
            None => Err(MailerError::Unusable("the mailer is closed".to_owned())),
        }
    }
}

/// A connection that has worked.
struct Kept {
    connection: AsyncSmtpConnection,
    mails: u32,
}

/// What it takes to make a connection.
struct Caller {
    server: Server,
    tls: Option<TlsParameters>,
    credentials: Option<Credentials>,
}

impl Line {
    pub(super) fn new(server: &Server) -> Result<Self, TransportError> {
        let tls = match server.encryption {
            Encryption::None => None,
            Encryption::Implicit | Encryption::Required | Encryption::Opportunistic => Some(tls(server)?),
        };
        let runtime = Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| TransportError::Machine(error.to_string()))?;
        let caller = Caller { server: server.clone(), tls, credentials: server.credentials()? };
        Ok(Self { runtime: Driver(Some(runtime)), caller, kept: None })
    }

    pub(super) fn send(&mut self, mail: &Ready) -> Result<(), MailerError> {
        let Self { runtime, caller, kept } = self;
        runtime.drive(caller.send(kept, mail))
    }

    pub(super) fn probe(&mut self) -> Result<(), MailerError> {
        let Self { runtime, caller, kept } = self;
        let stage = Cell::new(Stage::Connect);
        let opened = runtime.drive(caller.within_bounds(&stage, caller.connect("localhost", &stage)))?;
        *kept = Some(Kept { connection: opened, mails: 0 });
        self.hang_up();
        Ok(())
    }

    pub(super) fn hang_up(&mut self) {
        if let Some(Kept { mut connection, .. }) = self.kept.take() {
            let _ = self.runtime.drive(async {
                let _ = timeout(GOODBYE_WITHIN, connection.quit()).await;
                Ok(())
            });
        }
    }
}

impl Caller {
    async fn send(&self, kept: &mut Option<Kept>, mail: &Ready) -> Result<(), Failed> {
        let stage = Cell::new(Stage::Connect);
        let mut open = self.within_bounds(&stage, Box::pin(self.announced(kept, mail, &stage))).await?;
        let limit = self.server.longest_half();
        let answer = match timeout(limit, open.connection.message(&mail.bytes)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(Failed::new(Stage::Content, &error)),
            Err(_) => Err(Failed { stage: Stage::Content, cause: Cause::TimedOut(limit) }),
        };
        open.mails += 1;
        let is_over = answer.as_ref().is_err_and(Failed::ends_connection);
        *kept = Some(open).filter(|open| !is_over && open.mails < MAILS_PER_CONNECTION);
        answer
    }

    /// A connection on which sender and recipient are accepted and the server waits for the mail itself.
    async fn announced(
        &self,
        kept: &mut Option<Kept>,
        mail: &Ready,
        stage: &Cell<Stage>,
    ) -> Result<Kept, Failed> {
        if let Some(mut open) = kept.take() {
            stage.set(Stage::Reset);
            let result = match self.step(stage, open.connection.command(Rset)).await {
                Ok(_) => self.announce(&mut open.connection, mail, stage).await,
                Err(failed) => Err(failed),
            };
            match result {
                Ok(()) => return Ok(open),
                Err(failed) if failed.may_pass_on_new_connection() => {}
                Err(failed) => {
                    *kept = Some(open).filter(|_| !failed.ends_connection());
                    return Err(failed);
                }
            }
        }
        let connection = self.connect(mail.from.domain(), stage).await?;
        let mut open = Kept { connection, mails: 0 };
        match self.announce(&mut open.connection, mail, stage).await {
            Ok(()) => Ok(open),
            Err(failed) => {
                *kept = Some(open).filter(|_| !failed.ends_connection());
                Err(failed)
            }
        }
    }

    async fn connect(&self, sender: &str, stage: &Cell<Stage>) -> Result<AsyncSmtpConnection, Failed> {
        let server = &self.server;
        let hello = ClientId::Domain(server.hello.clone().unwrap_or_else(|| sender.to_owned()));
        let implicit = self.tls.clone().filter(|_| server.encryption == Encryption::Implicit);
        let address = (server.host.clone(), server.port);
        stage.set(Stage::Connect);
        let connecting =
            AsyncSmtpConnection::connect_tokio1(address, Some(REACHED_WITHIN), &hello, implicit, None);
        let mut connection = self.step(stage, connecting).await?;
        if let Some(tls) = self.tls.clone().filter(|_| self.wants_starttls(&connection)) {
            stage.set(Stage::Encrypt);
            self.step(stage, connection.starttls(tls, &hello)).await?;
        }
        if let Some(credentials) = &self.credentials {
            stage.set(Stage::SignIn);
            self.step(stage, connection.auth(DEFAULT_MECHANISMS, credentials)).await?;
        }
        Ok(connection)
    }

    fn wants_starttls(&self, connection: &AsyncSmtpConnection) -> bool {
        match self.server.encryption {
            Encryption::Required => true,
            Encryption::Opportunistic => connection.server_info().supports_feature(Extension::StartTls),
            Encryption::Implicit | Encryption::None => false,
        }
    }

    async fn announce(
        &self,
        connection: &mut AsyncSmtpConnection,
        mail: &Ready,
        stage: &Cell<Stage>,
    ) -> Result<(), Failed> {
        stage.set(Stage::Sender);
        self.step(stage, connection.command(Mail::new(Some(mail.from.clone()), Vec::new()))).await?;
        stage.set(Stage::Recipient);
        self.step(stage, connection.command(Rcpt::new(mail.to.clone(), Vec::new()))).await?;
        stage.set(Stage::Data);
        let answer = self.step(stage, connection.command(Data)).await?;
        if answer.has_code(354) {
            return Ok(());
        }
        let problem = format!("the answer was {} instead of 354", answer.code());
        Err(Failed { stage: Stage::Data, cause: Cause::Broken(problem) })
    }

    /// One command and its answer.
    async fn step<T>(
        &self,
        stage: &Cell<Stage>,
        work: impl Future<Output = Result<T, Error>>,
    ) -> Result<T, Failed> {
        match timeout(self.server.timeout, work).await {
            Ok(Ok(done)) => Ok(done),
            Ok(Err(error)) => Err(Failed::new(stage.get(), &error)),
            Err(_) => Err(Failed { stage: stage.get(), cause: Cause::TimedOut(self.server.timeout) }),
        }
    }

    /// Bounds all steps together, for a server that is never quite silent.
    async fn within_bounds<T>(
        &self,
        stage: &Cell<Stage>,
        work: impl Future<Output = Result<T, Failed>>,
    ) -> Result<T, Failed> {
        let limit = self.server.longest_half();
        match timeout(limit, work).await {
            Ok(done) => done,
            Err(_) => Err(Failed { stage: stage.get(), cause: Cause::TimedOut(limit) }),
        }
    }
}

fn tls(server: &Server) -> Result<TlsParameters, TransportError> {
    let mut builder = TlsParameters::builder(server.host.clone());
    if let Some(path) = &server.authorities {
        let bad = |problem: String| TransportError::Authorities { path: path.display().to_string(), problem };
        let pem = read(path).map_err(bad)?;
        let certificates = Certificate::from_pem(&pem).map_err(|error| bad(error.to_string()))?;
        builder = builder.certificate_store(CertificateStore::None).add_root_certificate(certificates);
    }
    builder.build_rustls().map_err(|error| TransportError::Machine(error.to_string()))
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    let pem = std::fs::read(path).map_err(|error| error.to_string())?;
    let has_one = pem.windows(27).any(|window| window == b"-----BEGIN CERTIFICATE-----");
    if has_one { Ok(pem) } else { Err("it holds no certificate".to_owned()) }
}
