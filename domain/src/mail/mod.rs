//! Mails: which there are, what they say, and what becomes of each (MAIL-01 to MAIL-16).
//!
//! A mail is caused by a decision and is part of the same commit, so it exists if and only if its cause does. It holds
//! facts and not text: its text is made from the tenant's [`MailText`] when it is sent.

mod account_link;
mod attempt;
mod confirmation_resent;
mod credentials;
mod edit;
mod example;
mod facts;
mod forget;
mod gate;
mod hold;
mod kind;
mod line;
mod lock_notice;
mod notice;
mod order_confirmation;
mod outbox;
mod outdated;
mod queued;
mod refusal;
mod requeue;
mod seat_invitation;
mod sign_in_details;
mod suppress;
mod text;
mod variable;
mod welcome;

pub use account_link::{AccountLinkMail, account_link};
pub use attempt::{Attempt, Delivery, FEWEST_ATTEMPTS, LONGEST_WAIT, MailerError, PATIENCE};
pub use confirmation_resent::{ConfirmationResent, confirmation_resent};
pub use credentials::Credentials;
pub use edit::{EditText, edit, reset};
pub use example::{ExampleMail, example_mails};
pub use facts::{MailCourse, MailFacts, MailLine};
pub use forget::{WITHDRAWN, keys_about_customer, keys_about_invitation, keys_about_seat, keys_queued_anew};
pub use gate::{Gate, HeldBack, gate, gate_courses};
pub use hold::{hold, release};
pub use kind::MailKind;
pub use line::{one_line, plain_lines};
pub use lock_notice::lock_notice;
pub use notice::{CourseNotice, course_notice};
pub use order_confirmation::{OrderConfirmation, order_confirmation};
pub use outbox::{OutboxEvent, Suppression, SuppressionCause};
pub use outdated::{Outdated, may_tell_customer, may_tell_invited};
pub use queued::{DedupeKey, Mail, MailSecret, MailState, NewMail, SecretUse};
pub use refusal::{MailTextRefused, TextPart};
pub use requeue::{RequeueRefused, requeue};
pub use seat_invitation::{SeatInvitation, seat_invitation, seat_reminder};
pub use sign_in_details::{SignInDetails, sign_in_details};
pub use suppress::{allow, suppress};
pub use text::{MailText, MailTextEvent, TextParts, TextVersion};
pub use variable::{LINE_VARIABLES, LOOP_VARIABLES, Variable, VariableShape};
pub use welcome::{Welcome, welcome};

#[cfg(test)]
mod tests;
