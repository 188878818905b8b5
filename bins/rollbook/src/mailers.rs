//! Which way mail goes out.

use std::sync::Arc;
use std::time::Duration;

use rollbook_cli::{Finding, MailRoute, MailerFailed, Mailers};
use rollbook_domain::port::Mailer;
use rollbook_smtp::{FolderMailer, SmtpMailer, Transport, TransportError};

use crate::databases;

/// The transports that this program can use.
pub(crate) struct KnownMailers;

impl Mailers for KnownMailers {
    fn open(&self, route: &MailRoute) -> Result<Arc<dyn Mailer>, MailerFailed> {
        transport(route)?.open().map_err(failed)
    }

    fn name(&self, route: &MailRoute) -> Result<String, MailerFailed> {
        Ok(transport(route)?.to_string())
    }

    fn longest_send(&self, route: &MailRoute) -> Result<Duration, MailerFailed> {
        Ok(transport(route)?.longest_send())
    }

    fn examine(&self, route: &MailRoute) -> Vec<Finding> {
        let whence = match route.url {
            Some(_) => "given by ROLLBOOK_MAIL_URL",
            None => "the default; ROLLBOOK_MAIL_URL names a mail server",
        };
        match transport(route) {
            Ok(Transport::Log) => {
                let advice = "ROLLBOOK_MAIL_URL names a mail server";
                vec![Finding::warn("mail", format!("{}; {advice}", Transport::Log))]
            }
            Ok(transport) => {
                let mail = Finding::ok("mail", format!("{transport}, {whence}"));
                let asked = asked(&transport);
                [Some(mail), asked].into_iter().flatten().collect()
            }
            Err(failed) => vec![Finding::fail("mail", failed.to_string())],
        }
    }
}

/// The transport of a route: as given, else a folder beside the database.
fn transport(route: &MailRoute) -> Result<Transport, MailerFailed> {
    let Some(url) = &route.url else { return beside(&route.database) };
    let transport = Transport::parse(url).map_err(failed)?;
    match &route.password {
        Some(password) => transport.with_password(password).map_err(failed),
        None => Ok(transport),
    }
}

fn beside(database: &str) -> Result<Transport, MailerFailed> {
    let path = databases::path(database).map_err(|_| {
        let advice = "set ROLLBOOK_MAIL_URL, such as smtp://user@mail.example.org";
        MailerFailed::UnknownAddress(format!("there is no folder for mails beside this database; {advice}"))
    })?;
    Ok(Transport::Folder(format!("{path}.mail").into()))
}

fn failed(error: TransportError) -> MailerFailed {
    match error {
        TransportError::Authorities { .. } | TransportError::Machine(_) => {
            MailerFailed::Unusable(error.to_string())
        }
        other => MailerFailed::UnknownAddress(other.to_string()),
    }
}

/// Asks the server, or tries the folder.
fn asked(transport: &Transport) -> Option<Finding> {
    match transport {
        Transport::Server(server) => {
            let asked = SmtpMailer::open(server).map_err(|error| error.to_string());
            let asked = asked.and_then(|mailer| mailer.probe().map_err(|error| error.to_string()));
            Some(match asked {
                Ok(()) => Finding::ok("mail_server", "answers and would take mails"),
                Err(problem) => Finding::fail("mail_server", problem),
            })
        }
        Transport::Folder(folder) => {
            let problem = FolderMailer::new(folder).probe().err()?;
            let shown = folder.display();
            Some(Finding::fail("mail_folder", format!("no mail can be written into `{shown}`: {problem}")))
        }
        Transport::Log => None,
    }
}

#[cfg(test)]
mod tests {
    use rollbook_cli::Health;

    use super::*;

    fn route(url: Option<&str>) -> MailRoute {
        let database = "sqlite:///var/lib/rollbook/ledger.db".to_owned();
        MailRoute { url: url.map(str::to_owned), password: None, database }
    }

    #[test]
    fn without_an_address_mails_are_files_beside_the_database() {
        let folder = Transport::Folder("/var/lib/rollbook/ledger.db.mail".into());
        assert_eq!(transport(&route(None)), Ok(folder));
        let elsewhere = MailRoute { database: "postgres://there/db".to_owned(), ..route(None) };
        assert!(transport(&elsewhere).unwrap_err().to_string().contains("ROLLBOOK_MAIL_URL"));
    }

    #[test]
    fn the_password_of_the_environment_is_given_to_the_user_of_the_address() {
        let apart =
            MailRoute { password: Some("secret".to_owned()), ..route(Some("smtp://ada@mail.example.org")) };
        assert_eq!(transport(&apart), transport(&route(Some("smtp://ada:secret@mail.example.org"))));
        let nobody =
            MailRoute { password: Some("secret".to_owned()), ..route(Some("smtp://mail.example.org")) };
        assert!(matches!(transport(&nobody), Err(MailerFailed::UnknownAddress(_))));
    }

    #[test]
    fn a_server_that_does_not_answer_fails_the_check_and_the_log_is_worth_a_warning() {
        // Port 1 of this machine has nobody behind it.
        let found = KnownMailers.examine(&route(Some("smtp://127.0.0.1:1?tls=none")));
        assert_eq!(found.iter().map(|one| one.health).collect::<Vec<_>>(), [Health::Ok, Health::Fail]);
        assert!(found[1].says.contains("cannot be used"), "{found:?}");
        assert_eq!(KnownMailers.examine(&route(Some("log")))[0].health, Health::Warn);
        assert_eq!(KnownMailers.examine(&route(Some("pigeon:")))[0].health, Health::Fail);
    }
}
