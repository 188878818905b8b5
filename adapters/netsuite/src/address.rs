use std::fmt;

use url::{Host, Url};

use crate::NetsuiteError;

/// Where the record service answers: encrypted, or on this machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address(String);

impl Address {
    /// Reads the origin of the service, to which the paths of its records are added.
    ///
    /// # Errors
    /// [`NetsuiteError`] for another scheme than HTTPS (plain HTTP reaches this machine only), and for an address with a
    /// user, a password, a query or a fragment.
    pub fn parse(text: &str) -> Result<Self, NetsuiteError> {
        let url = Url::parse(text.trim()).map_err(|error| NetsuiteError::Address(error.to_string()))?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(NetsuiteError::Surplus("a user or a password"));
        }
        if url.query().is_some() {
            return Err(NetsuiteError::Surplus("a query"));
        }
        if url.fragment().is_some() {
            return Err(NetsuiteError::Surplus("a fragment"));
        }
        let Some(host) = url.host() else {
            return Err(NetsuiteError::Address("it names no host".to_owned()));
        };
        match url.scheme() {
            "https" => {}
            "http" if is_this_machine(&host) => {}
            "http" => return Err(NetsuiteError::Plain(host.to_string())),
            other => return Err(NetsuiteError::Address(format!("`{other}:` is not https:"))),
        }
        Ok(Self(url.as_str().trim_end_matches('/').to_owned()))
    }

    /// The address of a path below it.
    pub(crate) fn join(&self, path: &str) -> String {
        format!("{}{path}", self.0)
    }

    pub(crate) fn is_encrypted(&self) -> bool {
        self.0.starts_with("https:")
    }
}

fn is_this_machine(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(name) => name.eq_ignore_ascii_case("localhost"),
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => address.is_loopback(),
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(text: &str) -> String {
        Address::parse(text).unwrap_err().to_string()
    }

    #[test]
    fn the_origin_is_taken_with_or_without_its_last_slash_and_a_path_before_the_service_stays() {
        for (text, joined) in [
            ("https://1.suitetalk.api.netsuite.com", "https://1.suitetalk.api.netsuite.com/a"),
            (" https://1.suitetalk.api.netsuite.com/ ", "https://1.suitetalk.api.netsuite.com/a"),
            ("https://gate.example.org/netsuite/", "https://gate.example.org/netsuite/a"),
        ] {
            assert_eq!(Address::parse(text).unwrap().join("/a"), joined);
        }
    }

    #[test]
    fn plain_http_reaches_this_machine_only() {
        for text in ["http://127.0.0.1:8080", "http://localhost:8080", "http://[::1]:8080"] {
            assert!(Address::parse(text).is_ok(), "{text}");
        }
        assert!(problem("http://records.example.org").contains("unencrypted to `records.example.org`"));
        assert!(problem("http://10.0.0.1").contains("unencrypted"));
        assert!(problem("http://localhost.example.org").contains("unencrypted"));
    }

    #[test]
    fn what_is_no_origin_is_refused_and_a_password_never_repeated() {
        assert!(problem("ftp://records.example.org").contains("`ftp:` is not https:"));
        assert!(problem("1234567").contains("cannot be read"));
        assert!(problem("https://ada:s3cret@records.example.org").contains("a user or a password"));
        assert!(!problem("https://ada:s3cret@records.example.org").contains("s3cret"));
        assert!(problem("https://records.example.org/?limit=5").contains("a query"));
        assert!(problem("https://records.example.org/#top").contains("a fragment"));
    }
}
