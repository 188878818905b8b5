use std::fmt;
use std::net::IpAddr;
use std::path::PathBuf;
use std::time::Duration;

use lettre::transport::smtp::authentication::Credentials;
use percent_encoding::percent_decode_str;
use url::{Host, Url};

use super::TransportError;

/// How the way to a mail server is encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encryption {
    /// From the first byte.
    Implicit,
    /// By STARTTLS, or nothing is sent.
    Required,
    /// By STARTTLS where the server offers it, plain otherwise.
    Opportunistic,
    /// Not at all: a server on this machine.
    None,
}

/// A mail server and how to talk to it.
#[derive(Clone, PartialEq, Eq)]
pub struct Server {
    /// Its name or number.
    pub(crate) host: String,
    /// Its port.
    pub(crate) port: u16,
    /// How the way to it is encrypted.
    pub(crate) encryption: Encryption,
    /// Who sends, as the server knows them.
    pub(crate) user: Option<String>,
    /// The user's password; see [`Server::credentials`].
    password: Option<Credentials>,
    /// The only certificate authorities to trust.
    pub(crate) authorities: Option<PathBuf>,
    /// The name to greet it by.
    pub(crate) hello: Option<String>,
    /// How long one answer may take.
    pub(crate) timeout: Duration,
}

/// The password is not shown.
impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Server({self})")
    }
}

impl fmt::Display for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = if self.encryption == Encryption::Implicit { "smtps" } else { "smtp" };
        let user = self.user.as_ref().map(|user| format!("{user}@")).unwrap_or_default();
        let host = if self.host.contains(':') { format!("[{}]", self.host) } else { self.host.clone() };
        let how = match self.encryption {
            Encryption::Implicit => "encrypted from the first byte",
            Encryption::Required => "encrypted by STARTTLS",
            Encryption::Opportunistic => "encrypted by STARTTLS where the server offers it",
            Encryption::None => "not encrypted",
        };
        write!(f, "{scheme}://{user}{host}:{}, {how}", self.port)
    }
}

impl Server {
    /// The longest time for everything before the mail itself, and once more for the mail itself.
    pub(crate) fn longest_half(&self) -> Duration {
        self.timeout * 3
    }

    /// The longest time that sending one mail takes.
    pub fn longest_send(&self) -> Duration {
        self.longest_half() * 2
    }

    /// What to sign in with, if anything.
    ///
    /// # Errors
    /// [`TransportError::NoPassword`] for a user without a password.
    pub(crate) fn credentials(&self) -> Result<Option<Credentials>, TransportError> {
        match (&self.user, &self.password) {
            (Some(user), None) => Err(TransportError::NoPassword(user.clone())),
            (_, password) => Ok(password.clone()),
        }
    }

    pub(super) fn give_password(&mut self, password: &str) -> Result<(), TransportError> {
        let user = self.user.clone().ok_or(TransportError::PasswordWithoutUser)?;
        self.password.get_or_insert_with(|| Credentials::new(user, password.to_owned()));
        Ok(())
    }
}

const SECONDS: &str = "a number of seconds from 1 to 60";
const WAYS: &str = "required, opportunistic or none";

pub(super) fn parse(url: &str) -> Result<Server, TransportError> {
    let url = Url::parse(url).map_err(|error| TransportError::Malformed(error.to_string()))?;
    let is_implicit = url.scheme() == "smtps";
    if !matches!(url.path(), "" | "/") || url.fragment().is_some() {
        return Err(TransportError::Malformed("nothing but options may follow the host".to_owned()));
    }
    let (host, is_here) = host(&url)?;
    let user = Some(decoded(url.username(), "user")?).filter(|user| !user.is_empty());
    let mut server = Server {
        host,
        port: url.port().unwrap_or(if is_implicit { 465 } else { 587 }),
        encryption: if is_implicit { Encryption::Implicit } else { Encryption::Required },
        user,
        password: None,
        authorities: None,
        hello: None,
        timeout: Duration::from_secs(20),
    };
    if let Some(password) = url.password() {
        server.give_password(&decoded(password, "password")?)?;
    }
    options(&url, &mut server)?;
    match (&server.encryption, &server.user) {
        (Encryption::None, _) if !is_here => Err(TransportError::PlainToElsewhere(server.host)),
        (Encryption::Opportunistic, Some(user)) => Err(TransportError::PasswordMayBeSeen(user.clone())),
        _ => Ok(server),
    }
}

/// The host, and whether it is this machine.
fn host(url: &Url) -> Result<(String, bool), TransportError> {
    let named = match url.host() {
        Some(Host::Ipv4(number)) => return Ok((number.to_string(), number.is_loopback())),
        Some(Host::Ipv6(number)) => return Ok((number.to_string(), number.is_loopback())),
        Some(Host::Domain(name)) => name.to_ascii_lowercase(),
        None => String::new(),
    };
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._".contains(&byte);
    if named.is_empty() || !named.bytes().all(is_plain) {
        let problem = "its host is not a name in ASCII letters, digits, hyphens and dots";
        return Err(TransportError::Malformed(problem.to_owned()));
    }
    let is_number_here = named.parse::<IpAddr>().is_ok_and(|number| number.is_loopback());
    let is_here = named == "localhost" || is_number_here;
    Ok((named, is_here))
}

fn decoded(text: &str, part: &str) -> Result<String, TransportError> {
    let text = percent_decode_str(text).decode_utf8();
    let text =
        text.map_err(|_| TransportError::Malformed(format!("its {part} is not UTF-8 when decoded")))?;
    if text.chars().any(char::is_control) {
        return Err(TransportError::Malformed(format!("its {part} holds a control character")));
    }
    Ok(text.into_owned())
}

fn options(url: &Url, server: &mut Server) -> Result<(), TransportError> {
    let mut seen = Vec::new();
    for (option, value) in url.query_pairs() {
        match &*option {
            "tls" => server.encryption = encryption(server.encryption, &value)?,
            "ca" if !value.is_empty() => server.authorities = Some(PathBuf::from(&*value)),
            "ca" => return Err(bad("ca", &value, "the path of a PEM file")),
            "hello" => server.hello = Some(hello(&value)?),
            "timeout" => server.timeout = timeout(&value)?,
            _ => return Err(TransportError::UnknownOption(option.into_owned())),
        }
        if seen.contains(&option) {
            return Err(TransportError::RepeatedOption(option.into_owned()));
        }
        seen.push(option);
    }
    Ok(())
}

fn encryption(now: Encryption, value: &str) -> Result<Encryption, TransportError> {
    match (now, value) {
        (Encryption::Implicit, _) => {
            Err(bad("tls", value, "left out with smtps://, which is always encrypted"))
        }
        (_, "required") => Ok(Encryption::Required),
        (_, "opportunistic") => Ok(Encryption::Opportunistic),
        (_, "none") => Ok(Encryption::None),
        _ => Err(bad("tls", value, WAYS)),
    }
}

fn hello(value: &str) -> Result<String, TransportError> {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-.[]:".contains(&byte);
    if value.is_empty() || !value.bytes().all(is_plain) {
        return Err(bad("hello", value, "a host name or a number in brackets"));
    }
    Ok(value.to_owned())
}

fn timeout(value: &str) -> Result<Duration, TransportError> {
    let seconds = value.parse::<u64>().ok().filter(|seconds| (1..=60).contains(seconds));
    seconds.map(Duration::from_secs).ok_or_else(|| bad("timeout", value, SECONDS))
}

fn bad(option: &'static str, value: &str, accepted: &'static str) -> TransportError {
    TransportError::BadOption { option, value: value.chars().take(80).collect(), accepted }
}
