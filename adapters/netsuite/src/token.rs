use std::fmt;

use ureq::http::HeaderValue;
use zeroize::Zeroizing;

use crate::NetsuiteError;

/// Tokens of `NetSuite` have about a thousand characters; a header has to hold them.
const LONGEST: usize = 16 * 1024;

/// An OAuth 2.0 access token, which prints nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct BearerToken(Zeroizing<String>);

impl BearerToken {
    /// Takes a token as it stands in a file or a variable; white space around it does not count.
    ///
    /// # Errors
    /// [`NetsuiteError::NoToken`] for none, [`NetsuiteError::BadToken`] for what no header can carry.
    pub fn parse(text: &str) -> Result<Self, NetsuiteError> {
        let token = text.trim();
        if token.is_empty() {
            return Err(NetsuiteError::NoToken);
        }
        if token.len() > LONGEST {
            return Err(NetsuiteError::BadToken("it is longer than 16 KiB"));
        }
        if !token.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(NetsuiteError::BadToken("it holds blanks, line ends or letters beyond ASCII"));
        }
        Ok(Self(Zeroizing::new(token.to_owned())))
    }

    /// The header that shows it to the service, marked as not to be logged.
    pub(crate) fn header(&self) -> Result<HeaderValue, NetsuiteError> {
        let text = Zeroizing::new(format!("Bearer {}", *self.0));
        let mut header = HeaderValue::from_str(&text)
            .map_err(|_| NetsuiteError::BadToken("no header of a request can carry it"))?;
        header.set_sensitive(true);
        Ok(header)
    }
}

impl fmt::Debug for BearerToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BearerToken([secret])")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_taken_without_the_line_end_of_its_file_and_printed_nowhere() {
        let token = BearerToken::parse("  eyJraWQi.x-y_z~+/=\r\n").unwrap();
        assert_eq!(token.header().unwrap().to_str().unwrap(), "Bearer eyJraWQi.x-y_z~+/=");
        assert_eq!(format!("{token:?}"), "BearerToken([secret])");
        assert!(!format!("{:?}", token.header().unwrap()).contains("eyJ"));
    }

    #[test]
    fn what_is_no_token_is_refused_without_being_repeated() {
        assert_eq!(BearerToken::parse(" \n"), Err(NetsuiteError::NoToken));
        for text in ["one two", "one\r\nHost: elsewhere", "schlüssel", &"a".repeat(LONGEST + 1)] {
            let problem = BearerToken::parse(text).unwrap_err().to_string();
            assert!(!problem.contains(text), "{problem}");
        }
    }
}
