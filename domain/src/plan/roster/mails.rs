//! The mails of a roster: a confirmation for whoever got orders, and a welcome where it is asked for (MAIL-01, MAIL-02,
//! IMP-15).

use super::columns::{EMAIL, FIRST_NAME, LAST_NAME};
use super::people::{Number, Person};
use super::{RosterChanges, RosterOptions};
use crate::access::AccessEvent;
use crate::catalogue::Catalogue;
use crate::customer::{LinkPurpose, Profile, StatusWord};
use crate::email::EmailAddress;
use crate::id::MailId;
use crate::mail::{
    Credentials, MailKind, MailLine, NewMail, OrderConfirmation, SecretUse, Welcome, order_confirmation,
    welcome,
};
use crate::money::Money;
use crate::order::OrderEvent;
use crate::personal::Personal;
use crate::plan::header::Header;
use crate::plan::{Context, Findings, Planned};
use crate::record::RecordEvent;
use crate::table::Table;
use crate::text::{Note, PersonName, Title};
use crate::time::Instant;

/// Of more accounts than this that cannot sign in only the number is told.
pub const MOST_NAMED_WHO_CANNOT_SIGN_IN: usize = 1000;

/// What the mails of a roster say beside their texts, and whether they wait.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RosterMails {
    /// The subject of the welcome in place of its text's own (IMP-16).
    pub subject: Option<Title>,
    /// Words added to the welcome (IMP-17).
    pub text: Option<Note>,
    /// Whether the mails wait to be released by a person.
    pub are_held: bool,
}

/// An order of the file: whose it is, and where its event stands; the grant's follows it.
pub(super) type Sold = (Number, usize);

/// What mails are made from.
pub(super) struct Mailing<'a> {
    pub(super) table: &'a Table,
    pub(super) header: &'a Header,
    pub(super) catalogue: &'a Catalogue,
    pub(super) context: &'a Context<'a>,
    pub(super) options: RosterOptions,
}

impl Mailing<'_> {
    /// Adds the mails in the order in which the people come in the file, and names who cannot sign in yet.
    pub(super) fn add(
        &self,
        people: &[Person<'_>],
        mut sold: Vec<Sold>,
        changes: &mut RosterChanges,
        findings: &mut Findings,
    ) {
        // Those of one person come together, and stay in the order of the file.
        sold.sort_by_key(|(number, _)| *number);
        let mut rest = sold.as_slice();
        for (number, person) in (0..).zip(people) {
            let (orders, others) =
                rest.split_at(rest.iter().take_while(|(whose, _)| *whose == number).count());
            rest = others;
            let needs_credentials = person.known.is_none() && !person.has_password;
            let is_left_alone = person.barred() == Some(StatusWord::Inactive);
            if needs_credentials && !self.options.sends_welcome {
                self.name(person, findings);
            }
            if is_left_alone || (orders.is_empty() && !self.options.sends_welcome) {
                continue;
            }
            let Some(profile) = self.profile(person) else { continue };
            let lines = self.lines(orders, &changes.customers.events);
            if self.options.sends_welcome {
                if needs_credentials {
                    changes.without_credentials.push(changes.mails.len());
                }
                changes.mails.push(self.welcome(person, &profile, &lines));
            }
            if !self.options.omits_confirmations && !lines.is_empty() {
                changes.mails.push(self.confirmation(person, &profile, lines));
            }
        }
    }

    fn name(&self, person: &Person<'_>, findings: &mut Findings) {
        findings.cannot_sign_in.count += 1;
        if findings.cannot_sign_in.emails.len() < MOST_NAMED_WHO_CANNOT_SIGN_IN
            && let Some(email) = self.email(person)
        {
            findings.cannot_sign_in.emails.push(Personal::new(email));
        }
    }

    fn welcome(&self, person: &Person<'_>, profile: &Profile, lines: &[Line]) -> NewMail {
        let mut products: Vec<String> = Vec::new();
        for line in lines.iter().map(|line| &line.told.product) {
            if !products.contains(line) {
                products.push(line.clone());
            }
        }
        let told = Welcome {
            id: MailId::next(self.context.ids),
            customer: person.id,
            profile,
            products,
            subject: None,
            text: None,
            secret: None,
            expires_at: None,
            import: self.context.fingerprint.import_id(),
            is_held: false,
        };
        as_known(person, welcome(told))
    }

    /// One confirmation for everything that the file sells to somebody.
    fn confirmation(&self, person: &Person<'_>, profile: &Profile, lines: Vec<Line>) -> NewMail {
        let ordered_at = lines.iter().map(|line| line.ordered_at).max().unwrap_or(self.context.now);
        let order = if let [line] = lines.as_slice() { Some(line.order) } else { None };
        let costs: Vec<Money> = lines.iter().map(|line| line.told.unit_cost).collect();
        let told = OrderConfirmation {
            mail: MailId::next(self.context.ids),
            customer: person.id,
            profile,
            order,
            ordered_at,
            lines: lines.into_iter().map(|line| line.told).collect(),
            total: sum(&costs),
            is_held: false,
        };
        let cause = format!("{}:{}", self.context.fingerprint.import_id(), person.id);
        as_known(person, order_confirmation(told, cause))
    }

    fn lines(&self, orders: &[Sold], events: &[Planned<crate::id::CustomerId, RecordEvent>]) -> Vec<Line> {
        let line = |(_, place): &Sold| {
            let placed = events.get(*place)?;
            let RecordEvent::Order(OrderEvent::OrderPlaced { order, lines, .. }) = &placed.event else {
                return None;
            };
            let line = lines.first()?;
            let window = match events.get(place + 1).map(|planned| &planned.event) {
                Some(RecordEvent::Access(AccessEvent::AccessGranted {
                    window, from_first_launch, ..
                })) => from_first_launch.is_none().then_some(*window),
                _ => None,
            };
            let product = self.catalogue.product(line.product)?.title.as_str().to_owned();
            let (quantity, unit_cost) = (line.quantity, line.unit_cost);
            let told = MailLine { product, quantity, unit_cost, is_seats: false, window };
            Some(Line { order: *order, ordered_at: placed.effective_at, told })
        };
        orders.iter().filter_map(line).collect()
    }

    fn cell(&self, person: &Person<'_>, column: usize) -> Option<&str> {
        Some(self.table.rows.get(person.first_row)?.cell(self.header.place(column)?))
    }

    fn email(&self, person: &Person<'_>) -> Option<EmailAddress> {
        EmailAddress::parse(self.cell(person, EMAIL)?).ok()
    }

    fn profile(&self, person: &Person<'_>) -> Option<Profile> {
        let name = |column| PersonName::parse(self.cell(person, column)?).ok();
        Some(Profile::new(name(FIRST_NAME)?, name(LAST_NAME)?, self.email(person)?))
    }
}

/// A line of a confirmation with what is told of the order as a whole.
struct Line {
    order: crate::id::OrderId,
    ordered_at: Instant,
    told: MailLine,
}

/// The names of an account that is there are its own and not the file's, so its mail greets nobody by the file's.
fn as_known(person: &Person<'_>, mut mail: NewMail) -> NewMail {
    if person.known.is_some() {
        mail.facts.first_name = None;
        mail.facts.last_name = None;
    }
    mail
}

fn sum(costs: &[Money]) -> Option<Money> {
    let (first, rest) = costs.split_first()?;
    rest.iter().try_fold(*first, |sum, cost| sum.checked_add(*cost).ok())
}

/// Another number of credentials than of mails that tell some.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{made} credentials do not fit {wanted} mails")]
pub struct CredentialsDoNotFit {
    wanted: usize,
    made: usize,
}

impl RosterChanges {
    /// The mails to somebody new without a password, who must be told how to get in, in the order of the file.
    pub fn without_credentials(&self) -> Vec<MailId> {
        self.without_credentials.iter().filter_map(|place| Some(self.mails.get(*place)?.id)).collect()
    }

    /// Puts credentials into those mails, in their order, and the facts of them among the events.
    ///
    /// # Errors
    /// [`CredentialsDoNotFit`] when there are more or fewer credentials than such mails.
    pub fn set_credentials(
        &mut self,
        made: Vec<Credentials>,
        now: Instant,
    ) -> Result<(), CredentialsDoNotFit> {
        if made.len() != self.without_credentials.len() {
            return Err(CredentialsDoNotFit { wanted: self.without_credentials.len(), made: made.len() });
        }
        self.customers.events.reserve(made.len());
        for (place, credentials) in self.without_credentials.drain(..).zip(made) {
            let Some(mail) = self.mails.get_mut(place) else { continue };
            let Some(id) = mail.customer else { continue };
            let is_link = credentials.secret.usage == SecretUse::PasswordLink;
            mail.facts.purpose = is_link.then_some(LinkPurpose::SetPassword);
            mail.facts.expires_at = credentials.expires_at;
            mail.secret = Some(credentials.secret);
            self.customers.events.push(Planned { id, event: credentials.event.into(), effective_at: now });
        }
        Ok(())
    }

    /// Puts this import's own words into its welcomes, and holds its mails where they are to wait.
    pub fn set_words(&mut self, words: &RosterMails) {
        for mail in &mut self.mails {
            mail.is_held = words.are_held;
            if mail.kind == MailKind::Welcome {
                mail.facts.subject = words.subject.as_ref().map(|subject| subject.as_str().to_owned());
                mail.facts.text = words.text.as_ref().map(|text| text.as_str().to_owned());
            }
        }
    }
}
