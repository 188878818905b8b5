//! Inviting, for tests of what comes after it.

use rollbook_domain::mail::{Mail, MailKind};
use rollbook_domain::port::{CountingVault, Vault};
use serde_json::Value;

use crate::seat::office::Office;

/// Invites to Acme's seats of science; gives the report.
pub(super) fn invite(office: &Office, more: &str) -> Value {
    office.json(&format!("seat invite --buyer acme@example.org --product SCIENCE {more}"))
}

/// Invites one person; gives the row.
pub(super) fn invited(office: &Office, name: &str) -> Value {
    let report = invite(office, &format!("--to {name}@example.org"));
    assert_eq!(report["counts"]["invited"], 1, "{report}");
    report["rows"][0].clone()
}

/// Acme's first seat.
pub(super) fn first_seat(office: &Office) -> String {
    office.seats("acme")[0]["seat"].as_str().unwrap().to_owned()
}

/// The secret that a mail tells.
pub(super) fn told(mail: &Mail) -> String {
    let sealed = &mail.secret.as_ref().unwrap().sealed;
    CountingVault::default().open_for_mail(mail.id, sealed).unwrap().to_string()
}

/// The secret of the link in an invitation, counted from 0 in the order sent.
pub(super) fn mailed_link(office: &Office, place: usize) -> String {
    told(&office.mails(MailKind::SeatInvitation)[place])
}
