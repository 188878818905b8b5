//! What an answer means: something given, something to ask for again, or something for a person to mend.

use std::io;
use std::time::Duration;

use rollbook_domain::port::ContractSourceError;
use serde_json::Value;
use ureq::http::header::LOCATION;
use ureq::http::{Response, StatusCode};
use ureq::{Body, Error};

use super::later;

/// A page of a thousand links is far below it, and so is an order with a thousand lines.
const LARGEST: u64 = 16 * 1024 * 1024;
/// As much of an error's explanation as is read.
const LARGEST_EXPLANATION: u64 = 64 * 1024;

pub(super) enum Answer {
    Given(Value),
    /// It may go better later; `after` is when the service says so itself.
    Later {
        problem: String,
        after: Option<Duration>,
    },
    /// The token is not accepted, or not any more.
    NotLetIn(ContractSourceError),
    Failed(ContractSourceError),
}

pub(super) fn of_response(mut response: Response<Body>, what: &str) -> Answer {
    let status = response.status();
    if status == StatusCode::OK {
        return match response.body_mut().with_config().limit(LARGEST).read_to_vec() {
            Ok(bytes) => of_body(&bytes, what),
            Err(error) => of_failure(&error, what),
        };
    }
    if status == StatusCode::TOO_MANY_REQUESTS || status.is_server_error() {
        let problem = format!("the service answers {}", named(status));
        return Answer::Later { problem, after: later::asked_for(response.headers()) };
    }
    let refused = refused(response, what);
    if status == StatusCode::UNAUTHORIZED { Answer::NotLetIn(refused) } else { Answer::Failed(refused) }
}

fn of_body(bytes: &[u8], what: &str) -> Answer {
    serde_json::from_slice(bytes).map_or_else(
        |error| Answer::Failed(ContractSourceError::Malformed(format!("{what}: it is not JSON: {error}"))),
        Answer::Given,
    )
}

fn refused(mut response: Response<Body>, what: &str) -> ContractSourceError {
    let status = response.status();
    if status.is_redirection() {
        let to = response.headers().get(LOCATION).and_then(|to| to.to_str().ok());
        let to = to.and_then(|to| url::Url::parse(to).ok()).and_then(|to| to.host_str().map(str::to_owned));
        let to = to.map(|host| format!(" to `{}`", shown(&host))).unwrap_or_default();
        return ContractSourceError::Malformed(format!(
            "{what}: the service redirects{to}, and no redirect is followed, since the token is for one host alone; give \
             the address of the account itself"
        ));
    }
    let why = explanation(&mut response);
    let problem = format!("{what}: the service answers {}{why}", named(status));
    match status {
        StatusCode::UNAUTHORIZED => ContractSourceError::Denied(format!(
            "{problem}; the token is not accepted or has run out, get a new one and put it in the place of the old"
        )),
        StatusCode::FORBIDDEN => ContractSourceError::Denied(format!(
            "{problem}; give the token's role the permissions to sign in by OAuth 2.0, to use REST web services and to view \
             sales orders"
        )),
        StatusCode::NOT_FOUND if what.starts_with("salesOrder/") => {
            ContractSourceError::Unavailable(format!(
                "{problem}, yet it is on the list; it was removed meanwhile or is hidden from the token's role: run it \
                 again, or let the role see it"
            ))
        }
        StatusCode::NOT_FOUND => ContractSourceError::Malformed(format!(
            "{problem}; give the address of an account whose REST web services are switched on, such as \
             https://1234567.suitetalk.api.netsuite.com"
        )),
        _ => ContractSourceError::Malformed(problem),
    }
}

/// What the service says about it, if it says anything, cut short.
fn explanation(response: &mut Response<Body>) -> String {
    let read = response.body_mut().with_config().limit(LARGEST_EXPLANATION).read_to_vec();
    let json: Option<Value> = read.ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
    let detail = json.as_ref().and_then(|json| {
        let details = json.pointer("/o:errorDetails/0/detail").or_else(|| json.get("title"));
        details.and_then(Value::as_str)
    });
    detail.map(|detail| format!(" ({})", shown(detail))).unwrap_or_default()
}

fn named(status: StatusCode) -> String {
    let reason = status.canonical_reason().map(|reason| format!(" {reason}")).unwrap_or_default();
    format!("{}{reason}", status.as_u16())
}

fn shown(text: &str) -> String {
    let mut shown: String = text.escape_debug().take(200).collect();
    if text.chars().nth(200).is_some() {
        shown.push('…');
    }
    shown
}

pub(super) fn of_failure(error: &Error, what: &str) -> Answer {
    let later = |problem: String| Answer::Later { problem, after: None };
    match error {
        Error::Timeout(_) => later("the service does not answer in time".to_owned()),
        Error::Io(cause) if cause.kind() == io::ErrorKind::InvalidData => untrusted(cause, what),
        Error::Io(cause) => later(format!("the connection breaks: {cause}")),
        Error::ConnectionFailed => later("the service cannot be reached".to_owned()),
        Error::BodyStalled | Error::Protocol(_) => later(format!("the answer breaks off: {error}")),
        Error::HostNotFound => Answer::Failed(ContractSourceError::Unavailable(
            "there is no such host; check the address of the account".to_owned(),
        )),
        Error::BodyExceedsLimit(_) => Answer::Failed(ContractSourceError::Malformed(format!(
            "{what}: the answer is larger than {} MiB",
            LARGEST / (1024 * 1024)
        ))),
        other => untrusted(other, what),
    }
}

fn untrusted(error: &dyn std::error::Error, what: &str) -> Answer {
    Answer::Failed(ContractSourceError::Unavailable(format!("{what}: the service cannot be used: {error}")))
}
