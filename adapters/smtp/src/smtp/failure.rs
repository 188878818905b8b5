//! What went wrong, at which stage, and what to do about it.

use std::error::Error;
use std::fmt;
use std::time::Duration;

use rollbook_domain::port::MailerError;

/// How far the talk with the server had come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stage {
    /// Asking whether a kept connection still works.
    Reset,
    /// Connecting, the server's greeting, and ours.
    Connect,
    /// STARTTLS.
    Encrypt,
    /// AUTH.
    SignIn,
    /// MAIL FROM.
    Sender,
    /// RCPT TO.
    Recipient,
    /// DATA.
    Data,
    /// The mail itself, up to the answer to the final dot.
    Content,
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Reset => "RSET",
            Self::Connect => "connecting",
            Self::Encrypt => "STARTTLS",
            Self::SignIn => "signing in",
            Self::Sender => "MAIL FROM",
            Self::Recipient => "RCPT TO",
            Self::Data => "DATA",
            Self::Content => "the mail itself",
        })
    }
}

/// What went wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Cause {
    /// The server said no.
    Answer {
        /// The three digits.
        code: u16,
        /// Its words.
        text: String,
    },
    /// The server said nothing in time.
    TimedOut(Duration),
    /// The connection broke, or what came made no sense.
    Broken(String),
}

/// A mail that was not handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Failed {
    pub(super) stage: Stage,
    pub(super) cause: Cause,
}

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.cause {
            Cause::Answer { code, text } => write!(f, "{}: {code} {text}", self.stage),
            Cause::TimedOut(limit) => write!(f, "{}: no answer within {} s", self.stage, limit.as_secs()),
            Cause::Broken(problem) => write!(f, "{}: {problem}", self.stage),
        }
    }
}

impl Failed {
    pub(super) fn new(stage: Stage, error: &lettre::transport::smtp::Error) -> Self {
        let told = error.source().map_or_else(|| error.to_string(), ToString::to_string);
        let cause = match error.status() {
            Some(code) => Cause::Answer { code: code.into(), text: one_line(&told) },
            None => Cause::Broken(one_line(&told)),
        };
        Self { stage, cause }
    }

    /// Whether the connection can be used no more: all but a plain no.
    pub(super) fn ends_connection(&self) -> bool {
        !matches!(self.cause, Cause::Answer { code, .. } if code != 421)
    }

    /// Whether it may be no more than the age of a kept connection: nothing of the mail was handed over, and the server
    /// hung up, said that it would, or wants no further mail on it.
    pub(super) fn may_pass_on_new_connection(&self) -> bool {
        match self.stage {
            Stage::Reset | Stage::Sender => true,
            Stage::Recipient | Stage::Data => {
                self.ends_connection() && !matches!(self.cause, Cause::TimedOut(_))
            }
            _ => false,
        }
    }

    /// What to do about it.
    pub(super) fn sorted(&self) -> MailerError {
        let told = self.to_string();
        let answer = match &self.cause {
            Cause::Answer { code, text } => Some((*code, text.as_str(), Enhanced::find(text))),
            Cause::TimedOut(_) | Cause::Broken(_) => None,
        };
        match (self.stage, answer) {
            (_, Some((code, ..))) if code < 500 => MailerError::Transient(told),
            (Stage::Connect | Stage::Encrypt | Stage::SignIn, _) | (Stage::Sender, Some(_)) => {
                MailerError::Unusable(told)
            }
            (Stage::Recipient, Some((code, text, enhanced))) => of_recipient(code, text, enhanced)(told),
            (Stage::Content, Some((_, _, enhanced))) if enhanced.is_some_and(Enhanced::is_of_address) => {
                MailerError::AddressRefused(told)
            }
            (Stage::Reset | Stage::Data | Stage::Content, Some(_)) => MailerError::MailRefused(told),
            (Stage::Content, None) => MailerError::Unknown(told),
            (Stage::Reset | Stage::Sender | Stage::Recipient | Stage::Data, None) => {
                MailerError::Transient(told)
            }
        }
    }
}

/// A permanent no to a recipient is not always about the address: a relay that does not know us says no to everybody,
/// and none of those addresses must be given up for good.
fn of_recipient(code: u16, text: &str, enhanced: Option<Enhanced>) -> fn(String) -> MailerError {
    match (code, enhanced) {
        (500 | 502 | 503 | 504 | 530 | 534 | 535 | 538, _) => MailerError::Unusable,
        (552, _) | (_, Some(Enhanced { subject: 2, detail: 2 })) => MailerError::Transient,
        (_, Some(Enhanced { subject: 1, detail: 7 | 8 })) => MailerError::Unusable,
        // Without an enhanced code the words alone tell a relay from a mailbox.
        (_, None) if text.to_ascii_lowercase().contains("relay") => MailerError::MailRefused,
        (_, None) => MailerError::AddressRefused,
        (_, Some(enhanced)) if enhanced.is_of_address() => MailerError::AddressRefused,
        (_, Some(_)) => MailerError::MailRefused,
    }
}

/// The second and third number of an enhanced status code such as 5.1.1 (RFC 3463).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Enhanced {
    subject: u16,
    detail: u16,
}

impl Enhanced {
    fn find(text: &str) -> Option<Self> {
        let mut numbers = text.split_whitespace().next()?.strip_prefix("5.")?.split('.');
        let found = Self { subject: numbers.next()?.parse().ok()?, detail: numbers.next()?.parse().ok()? };
        numbers.next().is_none().then_some(found)
    }

    /// About the recipient's address or mailbox.
    fn is_of_address(self) -> bool {
        match self.subject {
            1 => !matches!(self.detail, 7 | 8),
            2 => self.detail != 2,
            _ => false,
        }
    }
}

/// Whatever a server says becomes one line that prints and is not long.
fn one_line(text: &str) -> String {
    let words: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(500).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const STAGES: [Stage; 7] = [
        Stage::Connect,
        Stage::Encrypt,
        Stage::SignIn,
        Stage::Sender,
        Stage::Recipient,
        Stage::Data,
        Stage::Content,
    ];

    fn sorted(stage: Stage, cause: Cause) -> char {
        match (Failed { stage, cause }).sorted() {
            MailerError::Transient(_) => 'T',
            MailerError::AddressRefused(_) => 'A',
            MailerError::MailRefused(_) => 'M',
            MailerError::Unusable(_) => 'U',
            MailerError::Unknown(_) => '?',
        }
    }

    fn answers(text: &str) -> String {
        let (code, words) = text.split_once(' ').unwrap();
        let answer = Cause::Answer { code: code.parse().unwrap(), text: words.to_owned() };
        STAGES.map(|stage| sorted(stage, answer.clone())).into_iter().collect()
    }

    #[test]
    fn what_to_do_follows_from_the_stage_and_the_answer() {
        for (text, wanted) in [
            ("421 closing", "TTTTTTT"),
            ("451 greylisted", "TTTTTTT"),
            ("550 no such user", "UUUUAMM"),
            ("550 5.1.1 no such user", "UUUUAMA"),
            ("550 5.1.10 no such user", "UUUUAMA"),
            ("550 5.2.1 disabled", "UUUUAMA"),
            ("552 5.2.2 mailbox full", "UUUUTMM"),
            ("550 5.2.2 mailbox full", "UUUUTMM"),
            ("553 5.1.8 bad sender", "UUUUUMM"),
            ("554 5.7.1 relay access denied", "UUUUMMM"),
            ("530 5.7.0 sign in first", "UUUUUMM"),
            ("503 bad sequence", "UUUUUMM"),
            ("554 5.6.0 no such thing", "UUUUMMM"),
            ("554 rejected", "UUUUAMM"),
            ("550 Relay not permitted", "UUUUMMM"),
            ("551 we do not relay", "UUUUMMM"),
        ] {
            assert_eq!(answers(text), wanted, "{text}");
        }
    }

    #[test]
    fn silence_and_a_broken_connection_leave_the_outcome_open_only_after_the_mail_itself() {
        let told =
            |cause: &Cause| STAGES.map(|stage| sorted(stage, cause.clone())).into_iter().collect::<String>();
        assert_eq!(told(&Cause::TimedOut(Duration::from_secs(20))), "UUUTTT?");
        assert_eq!(told(&Cause::Broken("reset".to_owned())), "UUUTTT?");
    }

    #[test]
    fn only_what_was_not_handed_over_is_tried_on_a_new_connection() {
        let failed = |stage, cause| Failed { stage, cause };
        let broken = || Cause::Broken("reset".to_owned());
        let said = |code| Cause::Answer { code, text: String::new() };
        assert!(failed(Stage::Reset, broken()).may_pass_on_new_connection());
        assert!(failed(Stage::Sender, said(452)).may_pass_on_new_connection());
        assert!(failed(Stage::Recipient, said(421)).may_pass_on_new_connection());
        assert!(!failed(Stage::Recipient, said(550)).may_pass_on_new_connection());
        assert!(!failed(Stage::Recipient, Cause::TimedOut(Duration::ZERO)).may_pass_on_new_connection());
        assert!(!failed(Stage::Content, broken()).may_pass_on_new_connection());
        assert!(!failed(Stage::Content, said(421)).may_pass_on_new_connection());
    }

    #[test]
    fn whatever_a_server_says_is_one_short_line() {
        assert_eq!(one_line("a\r\n\tb\u{1b}[31m  c"), "a b [31m c");
        assert_eq!(one_line(&"x".repeat(10_000)).len(), 500);
    }
}
