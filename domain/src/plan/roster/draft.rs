//! A roster's plan while it is being made, row by row.

use std::collections::HashSet;

use super::columns::{CUSTOMER_CODE, EMAIL, PRICE};
use super::compared::Compared;
use super::entry::{self, Entry};
use super::lookup::Lookup;
use super::mails::{Mailing, Sold};
use super::people::{Number, People, Person};
use super::sale::{Sale, sell};
use super::{NewPassword, RosterChanges, RosterFacts, RosterOptions, RosterPlan};
use crate::customer::{AddCustomer, CustomerEvent, MembershipSource, Origin, Profile, add};
use crate::email::EmailKey;
use crate::id::{CustomerId, GroupId, PriceId};
use crate::import_log::{ImportCounts, ImportKind};
use crate::plan::cells::Cells;
use crate::plan::header::Header;
use crate::plan::{Context, Findings, KnownAccount, Plan, Planned, Warning};
use crate::record::RecordEvent;
use crate::refusal::Refusal;
use crate::rule::{CUS_29, Q_21, Q_22};
use crate::secret::Password;
use crate::table::{Row, Table};
use crate::text::Code;
use crate::time::Instant;

pub(super) struct Draft<'a> {
    facts: &'a RosterFacts<'a>,
    options: RosterOptions,
    context: &'a Context<'a>,
    lookup: Lookup<'a, 'a>,
    people: People<'a>,
    prices: HashSet<PriceId>,
    counts: ImportCounts,
    findings: Findings,
    sold: Vec<Sold>,
    changes: RosterChanges,
}

/// A row that nothing refuses any more.
struct Accepted<'a> {
    email: EmailKey,
    number: Option<Number>,
    known: Option<&'a KnownAccount>,
    account: Option<CustomerEvent>,
    folded_code: Option<String>,
    password: Option<Password>,
    group: Option<GroupId>,
    sale: Option<Sale<'a>>,
}

impl<'a> Draft<'a> {
    pub(super) fn new(facts: &'a RosterFacts<'a>, options: RosterOptions, context: &'a Context<'a>) -> Self {
        Self {
            facts,
            options,
            context,
            lookup: Lookup::new(facts.catalogue, facts.groups, &context.settings.time_zone),
            people: People::new(facts.known),
            prices: HashSet::new(),
            counts: ImportCounts::default(),
            findings: Findings::default(),
            sold: Vec::new(),
            changes: RosterChanges::default(),
        }
    }

    pub(super) fn plan(mut self, table: &'a Table, header: &'a Header) -> RosterPlan {
        self.counts.rows = table.rows.len() as u64;
        self.changes.customers.events.reserve(table.rows.len());
        let mut refused = Vec::new();
        for (index, row) in table.rows.iter().enumerate() {
            let mut cells = Cells::new(header, row, &mut refused);
            match self.accept(table, header, row, &mut cells) {
                Some(accepted) => self.apply(accepted, index, row.line()),
                None => self.counts.refused += 1,
            }
        }
        self.findings.refused = refused;
        self.finish(table, header)
    }

    /// Decides a row as a whole, so that of a refused one nothing happens.
    fn accept(
        &mut self,
        table: &'a Table,
        header: &'a Header,
        row: &'a Row,
        cells: &mut Cells<'a, '_>,
    ) -> Option<Accepted<'a>> {
        let entry = entry::read(cells, &mut self.lookup, self.context)?;
        let email = entry.profile.email.key();
        let number = self.people.find(&email);
        let known = self.people.known(&email);
        self.refuse_repeat(&entry, number, cells)?;
        let folded_code = entry.profile.code.as_ref().map(Code::folded);
        self.refuse_code_of_another(folded_code.as_deref(), number, known, cells)?;
        let people = &self.people;
        let is_member = |group: GroupId| match number {
            Some(number) => people.is_member(number, group),
            None => known.is_some_and(|known| known.groups.contains(&group)),
        };
        let sale = sell(&entry, is_member, self.facts.catalogue, self.context, cells).ok()?;
        let Entry { profile, password, group, price, dates, .. } = entry;
        if price.is_none() && (dates.starts.is_some() || dates.ends.is_some()) {
            self.findings.warn(row.line(), Warning::DatesWithoutPrice);
        }
        let account = if number.is_none() && known.is_none() {
            Some(self.account(profile, cells)?)
        } else {
            let first = number.and_then(|number| self.people.get(number)).map(|person| person.first_row);
            let first = first.and_then(|index| table.rows.get(index));
            let compared = Compared { header, row, first, profile: &profile, known };
            compared.warnings().for_each(|warning| self.findings.warn(row.line(), warning));
            None
        };
        let group = group.map(|group| group.id);
        Some(Accepted { email, number, known, account, folded_code, password, group, sale })
    }

    fn refuse_repeat(
        &self,
        entry: &Entry<'_>,
        number: Option<Number>,
        cells: &mut Cells<'_, '_>,
    ) -> Option<()> {
        let earlier = number
            .zip(entry.price)
            .filter(|_| !self.options.allow_repeat)
            .and_then(|(number, price)| self.people.earlier_sale(number, price.id));
        let Some(line) = earlier else { return Some(()) };
        let reason = format!(
            "line {line} sells this price to the same email; accepted form: each price once for an email, \
             unless repeats are allowed"
        );
        cells.refuse(PRICE, reason, &[Q_22]);
        None
    }

    fn refuse_code_of_another(
        &self,
        folded: Option<&str>,
        number: Option<Number>,
        known: Option<&KnownAccount>,
        cells: &mut Cells<'_, '_>,
    ) -> Option<()> {
        let Some(folded) = folded else { return Some(()) };
        if !self.people.is_code_of_another(folded, number, known) {
            return Some(());
        }
        let reason = "the customer code is another customer's; accepted form: a code that nobody else has";
        cells.refuse(CUSTOMER_CODE, reason, &[CUS_29]);
        None
    }

    fn account(&self, profile: Profile, cells: &mut Cells<'_, '_>) -> Option<CustomerEvent> {
        let must_change_password = self.options.require_password_change;
        let command = AddCustomer { profile, origin: Origin::Import, must_change_password };
        match add(command, None, None) {
            Ok(events) => events.into_iter().next(),
            Err(refused) => {
                cells.refuse(EMAIL, refused.to_string(), refused.rules());
                None
            }
        }
    }

    fn apply(&mut self, accepted: Accepted<'a>, index: usize, line: u32) {
        let Accepted { email, number, known, account, folded_code, password, group, sale } = accepted;
        let is_new = account.is_some();
        let Some(number) = number.or_else(|| self.take_in(email, known, index)) else { return };
        let Some(person) = self.people.get(number) else { return };
        let (id, barred) = (person.id, person.barred());
        let joined = group.filter(|group| self.people.join(number, *group));
        if !is_new && joined.is_none() && sale.is_none() {
            let reason = "the customer is there already, and the row gives nothing new";
            self.findings.skip(line, reason, &[Q_21]);
            return;
        }
        if let Some(status) = barred {
            self.findings.warn(line, Warning::Barred(status));
        }
        self.people.mark_changed(number);
        if let Some(account) = account {
            self.push(id, account, self.context.now);
            if let Some(folded) = folded_code {
                self.people.take_code(folded, number);
            }
            if let Some(password) = password {
                self.people.mark_password(number);
                self.set_password(id, password, line);
            }
        }
        if let Some(group) = joined {
            self.join(id, group, MembershipSource::Import);
        }
        if let Some(sale) = sale {
            self.book(number, id, sale, line);
        }
    }

    fn take_in(
        &mut self,
        email: EmailKey,
        known: Option<&'a KnownAccount>,
        first_row: usize,
    ) -> Option<Number> {
        let id = known.map_or_else(|| CustomerId::next(self.context.ids), |known| known.id);
        *(if known.is_some() { &mut self.counts.existing } else { &mut self.counts.created }) += 1;
        self.people.take_in(email, Person { id, known, has_events: false, has_password: false, first_row })
    }

    fn set_password(&mut self, id: CustomerId, password: Password, line: u32) {
        let event = self.changes.customers.events.len();
        self.changes.passwords.push(NewPassword { line, password, event });
        let must_change = self.options.require_password_change;
        self.push(id, CustomerEvent::PasswordSet { hash: None, must_change }, self.context.now);
    }

    fn join(&mut self, id: CustomerId, group: GroupId, source: MembershipSource) {
        self.counts.group_memberships += 1;
        self.push(id, CustomerEvent::GroupJoined { group, source }, self.context.now);
    }

    fn book(&mut self, number: Number, id: CustomerId, sale: Sale<'a>, line: u32) {
        let Sale { price, ordered_at, events, warning } = sale;
        if let Some(warning) = warning {
            self.findings.warn(line, warning);
        }
        self.people.note_sale(number, price.id, line);
        if self.prices.insert(price.id) {
            self.changes.prices.push((price.id, price.revision));
        }
        self.counts.orders += 1;
        self.counts.grants += 1;
        self.sold.push((number, self.changes.customers.events.len()));
        for event in events {
            self.push(id, event, ordered_at);
        }
        for group in &price.terms.adds_to_groups {
            if self.people.join(number, *group) {
                self.join(id, *group, MembershipSource::Price);
            }
        }
    }

    fn push(&mut self, id: CustomerId, event: impl Into<RecordEvent>, effective_at: Instant) {
        self.changes.customers.events.push(Planned { id, event: event.into(), effective_at });
    }

    fn finish(mut self, table: &Table, header: &Header) -> RosterPlan {
        let (options, context, catalogue) = (self.options, self.context, self.facts.catalogue);
        let mailing = Mailing { table, header, catalogue, context, options };
        mailing.add(&self.people.all, self.sold, &mut self.changes, &mut self.findings);
        self.counts.mails = self.changes.mails.len() as u64;
        self.counts.cannot_sign_in = self.findings.cannot_sign_in.count;
        let changed = self.people.all.iter().filter(|person| person.has_events);
        self.changes.customers.expected = changed.map(|person| (person.id, person.revision())).collect();
        self.counts.skipped = self.findings.skipped.len() as u64;
        let touched = self.changes.customers.touched();
        let Self { context, counts, findings, changes, .. } = self;
        let fingerprint = context.fingerprint;
        Plan { kind: ImportKind::Roster, fingerprint, counts, findings, touched, changes }
    }
}
