//! A mail as the bytes that go over the wire.

use std::time::{Duration, SystemTime};

use lettre::message::header::{ContentTransferEncoding, ContentType, Header, HeaderName, HeaderValue};
use lettre::message::{Body, Mailbox, MultiPart, SinglePart};
use lettre::{Address, Message};
use rollbook_domain::email::EmailAddress;
use rollbook_domain::port::{MailerError, OutgoingMail};
use rollbook_domain::time::Instant;

/// The longest line that mail takes without an encoding, but for its end (RFC 5322, 2.1.1).
const LONGEST_LINE: usize = 998;

/// A mail with its envelope, ready to be handed over.
pub(crate) struct Ready {
    /// Whom the server should tell when it cannot deliver.
    pub(crate) from: Address,
    /// The one recipient.
    pub(crate) to: Address,
    /// Headers and both texts, ASCII only.
    pub(crate) bytes: Vec<u8>,
}

impl Ready {
    /// Puts a mail into its final form.
    ///
    /// # Errors
    /// [`MailerError::Unusable`] for a sender, [`MailerError::MailRefused`] for a recipient or a mail that cannot be
    /// written down.
    pub(crate) fn new(mail: &OutgoingMail) -> Result<Self, MailerError> {
        let from = sender(&mail.from)?;
        let to = recipient(mail.to.reveal())?;
        let id = format!("<{}@{}>", mail.id, from.email.domain());
        let message = Message::builder()
            .from(from.clone())
            .to(Mailbox::new(None, to.clone()))
            .subject(one_line(mail.subject.reveal()))
            .date(system_time(mail.dated))
            .message_id(Some(id))
            .header(AutoSubmitted)
            .multipart(
                MultiPart::alternative()
                    .singlepart(part(ContentType::TEXT_PLAIN, mail.text.reveal()))
                    .singlepart(part(ContentType::TEXT_HTML, mail.html.reveal())),
            );
        let message = message
            .map_err(|error| MailerError::MailRefused(format!("it cannot be written down: {error}")))?;
        Ok(Self { from: from.email, to, bytes: message.formatted() })
    }
}

/// A text as it is where it is plain ASCII in lines that mail takes, so that a link stays in one piece; encoded where not.
fn part(kind: ContentType, text: &str) -> SinglePart {
    // A lone CR would end a line for some servers and not for others.
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let is_plain = |letter: char| matches!(letter, '\n' | '\t' | ' '..='~');
    let body = if text.chars().all(is_plain) && text.lines().all(|line| line.len() <= LONGEST_LINE) {
        let lines = text.replace('\n', "\r\n").into_bytes();
        Body::dangerous_pre_encoded(lines, ContentTransferEncoding::SevenBit)
    } else {
        Body::new(text)
    };
    SinglePart::builder().header(kind).body(body)
}

/// Says that no person wrote the mail, so that no machine answers it (RFC 3834).
#[derive(Debug, Clone, Copy)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

/// The sender: an address, or a name with an address in angle brackets.
fn sender(from: &str) -> Result<Mailbox, MailerError> {
    let bad =
        |problem: String| MailerError::Unusable(format!("the setting mail_from is not accepted: {problem}"));
    let (name, address) = match from.trim().strip_suffix('>').and_then(|from| from.rsplit_once('<')) {
        Some((name, address)) => (one_line(name.trim().trim_matches('"')), address),
        None => (String::new(), from),
    };
    let address = EmailAddress::parse(address).map_err(|error| bad(error.to_string()))?;
    let address = ascii(&address).map_err(bad)?;
    Ok(Mailbox::new(Some(name).filter(|name| !name.is_empty()), address))
}

fn recipient(to: &EmailAddress) -> Result<Address, MailerError> {
    ascii(to)
        .map_err(|problem| MailerError::MailRefused(format!("the address cannot be written down: {problem}")))
}

/// The part before the `@` as its owner wrote it, since only their server knows whether case matters there.
fn ascii(address: &EmailAddress) -> Result<Address, String> {
    let (local, _) = address.as_typed().split_once('@').unwrap_or_default();
    let (_, domain) = address.canonical().split_once('@').unwrap_or_default();
    Address::new(local, domain).map_err(|error| error.to_string())
}

fn one_line(text: &str) -> String {
    let spaced: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    spaced.trim().to_owned()
}

fn system_time(instant: Instant) -> SystemTime {
    let micros = Duration::from_micros(instant.as_micros().unsigned_abs());
    let moved = if instant.as_micros() < 0 {
        SystemTime::UNIX_EPOCH.checked_sub(micros)
    } else {
        SystemTime::UNIX_EPOCH.checked_add(micros)
    };
    moved.unwrap_or(SystemTime::UNIX_EPOCH)
}

#[cfg(test)]
pub(crate) fn example(subject: &str) -> OutgoingMail {
    use rollbook_domain::id::{CountingIds, MailId};
    use rollbook_domain::personal::Personal;
    OutgoingMail {
        id: MailId::next(&CountingIds::starting_at(7)),
        from: "Rollbook <rollbook@example.org>".to_owned(),
        to: Personal::new(EmailAddress::parse("ada@example.org").unwrap()),
        subject: Personal::new(subject.to_owned()),
        text: Personal::new("Hello Ada,\n.\nhttps://example.org/invitation/abc\n".to_owned()),
        html: Personal::new(
            "<p>Hello Ada, <a href=\"https://example.org/invitation/abc\">take it</a></p>".to_owned(),
        ),
        dated: Instant::parse("2026-03-01T12:00:00Z").unwrap(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rollbook_domain::personal::Personal;

    use super::*;

    fn written(mail: &OutgoingMail) -> String {
        let ready = Ready::new(mail).unwrap();
        assert!(ready.bytes.is_ascii());
        String::from_utf8(ready.bytes).unwrap()
    }

    fn headers(text: &str) -> Vec<&str> {
        text.split("\r\n\r\n").next().unwrap().split("\r\n").collect()
    }

    #[test]
    fn a_mail_carries_its_own_id_its_date_and_that_a_machine_wrote_it() {
        let text = written(&example("Your seat"));
        let found = headers(&text);
        let id = example("").id;
        for wanted in [
            "From: Rollbook <rollbook@example.org>",
            "To: ada@example.org",
            "Subject: Your seat",
            "Date: Sun, 01 Mar 2026 12:00:00 +0000",
            &format!("Message-ID: <{id}@example.org>"),
            "Auto-Submitted: auto-generated",
        ] {
            assert!(found.contains(&wanted), "{wanted} is not in {found:?}");
        }
        assert!(
            text.contains("text/plain")
                && text.contains("text/html")
                && text.contains("multipart/alternative")
        );
    }

    #[test]
    fn a_further_attempt_has_the_same_message_id() {
        let id = |mail: &OutgoingMail| {
            let text = written(mail);
            headers(&text).into_iter().find(|line| line.starts_with("Message-ID")).unwrap().to_owned()
        };
        let later = OutgoingMail { subject: Personal::new("Other".to_owned()), ..example("One") };
        assert_eq!(id(&example("One")), id(&later));
    }

    #[test]
    fn a_sender_may_have_a_name_in_any_script_and_must_have_an_address() {
        let plain = OutgoingMail { from: "rollbook@bücher.example".to_owned(), ..example("x") };
        assert!(written(&plain).contains("From: rollbook@xn--bcher-kva.example\r\n"));
        let named = OutgoingMail {
            from: "\"Bücher, Müller & Co\" <rollbook@example.org>".to_owned(),
            ..example("x")
        };
        let text = written(&named);
        let from = headers(&text).into_iter().find(|line| line.starts_with("From: ")).unwrap().to_owned();
        assert!(from.ends_with("<rollbook@example.org>") && from.contains("=?utf-8?"), "{from}");
        let nobody = OutgoingMail { from: "Rollbook".to_owned(), ..example("x") };
        assert!(matches!(Ready::new(&nobody), Err(MailerError::Unusable(_))));
    }

    #[test]
    fn a_recipient_keeps_the_case_of_what_stands_before_the_at() {
        let to = EmailAddress::parse("Ada.King@Bücher.Example").unwrap();
        let ready = Ready::new(&OutgoingMail { to: Personal::new(to), ..example("x") }).unwrap();
        assert_eq!(ready.to.to_string(), "Ada.King@xn--bcher-kva.example");
    }

    /// N103
    #[test]
    fn a_line_break_in_a_subject_becomes_a_space() {
        let text = written(&example("Your seat\r\nBcc: eve@example.org"));
        assert!(headers(&text).contains(&"Subject: Your seat  Bcc: eve@example.org"), "{text}");
    }

    #[test]
    fn a_link_in_plain_text_stays_in_one_piece_and_other_texts_are_encoded() {
        let link = format!("https://learn.example.org/invitation/{}", "0a".repeat(26));
        let plain = OutgoingMail { text: Personal::new(format!("Hello,\n\n{link}\n")), ..example("x") };
        assert!(written(&plain).contains(&format!("Hello,\r\n\r\n{link}\r\n")));
        for other in [format!("Schöne Grüße\n{link}\n"), "x".repeat(2_000)] {
            let text = written(&OutgoingMail { text: Personal::new(other), ..example("x") });
            assert!(text.contains("Content-Transfer-Encoding: quoted-printable"), "{text}");
            assert!(text.split("\r\n").all(|line| line.len() <= 998), "{text}");
        }
    }

    proptest! {
        /// RFC 5321, 2.3.8: lines end with CR and LF, and neither stands alone.
        #[test]
        fn no_text_leaves_a_lone_line_break_or_a_long_line(text in "([ -~]|\r|\n|\r\n|ö|[x]{400}){0,40}") {
            let mail = OutgoingMail { text: Personal::new(text.clone()), html: Personal::new(text), ..example("x") };
            let written = written(&mail);
            prop_assert!(!written.replace("\r\n", "").contains(['\r', '\n']), "{written:?}");
            prop_assert!(written.split("\r\n").all(|line| line.len() <= 998));
        }

        /// N103
        #[test]
        fn no_subject_and_no_name_of_a_sender_adds_a_header(text in "(\\PC|[\r\n\t\0]|\r\nBcc: eve@example.org\r\n){0,80}") {
            let mail = OutgoingMail { from: format!("{text} <rollbook@example.org>"), ..example(&text) };
            let written = written(&mail);
            let names: Vec<_> = headers(&written)
                .into_iter()
                .filter(|line| !line.starts_with([' ', '\t']))
                .filter_map(|line| line.split(':').next())
                .collect();
            prop_assert_eq!(
                names,
                ["From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type"]
            );
        }
    }
}
