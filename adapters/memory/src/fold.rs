//! Folding events into the state, with the domain's own functions.

use std::collections::BTreeMap;
use std::sync::Arc;

use rollbook_domain::catalogue::quiz::ItemQuiz;
use rollbook_domain::catalogue::{Catalogue, Course, CourseEvent, Price, Product};
use rollbook_domain::commit::{Commit, Recorded};
use rollbook_domain::customer::{CustomerEvent, ProfileField};
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::group::Group;
use rollbook_domain::id::{CourseId, CustomerId, SeatId};
use rollbook_domain::impersonation::Impersonation;
use rollbook_domain::import_log::ImportRecord;
use rollbook_domain::mail::{Mail, MailText};
use rollbook_domain::order::OrderEvent;
use rollbook_domain::organization::Organization;
use rollbook_domain::personal::Personal;
use rollbook_domain::port::{FormerEmail, StoreError, TenantState};
use rollbook_domain::record::{CustomerRecord, RecordEvent};
use rollbook_domain::sales_order::SalesOrder;
use rollbook_domain::seat::{Seat, SeatEvent};
use rollbook_domain::settings::TenantEvent;
use rollbook_domain::stamp::{Revision, Stamp};
use rollbook_domain::transcript::cmi::CmiData;
use rollbook_domain::transcript::{Transcript, TranscriptEvent};

use crate::audit::{Sealed, seal_commit};
use crate::ledger::Ledger;
use crate::personal::take_personal;

impl Ledger {
    /// Applies a commit that was checked.
    ///
    /// # Errors
    /// [`StoreError::Malformed`] when an event cannot be written as JSON.
    pub(crate) fn apply(&mut self, commit: Commit, positions: &[Revision]) -> Result<(), StoreError> {
        let last_sequence = self.last_sequence() + commit.events.len() as u64;
        let sealed = seal_commit(commit.id, commit.recorded_at, last_sequence, &commit.actor)?;
        let actor: Arc<str> = commit.actor.name.as_str().into();
        let mut is_catalogue_touched = false;
        for (new, position) in commit.events.into_iter().zip(positions) {
            let stamp = Stamp {
                position: *position,
                effective_at: new.effective_at,
                recorded_at: commit.recorded_at,
                actor: Arc::clone(&actor),
                note: new.note,
            };
            let stream = new.event.stream();
            is_catalogue_touched |=
                matches!(stream, StreamId::Product(_) | StreamId::Price(_) | StreamId::Course(_));
            self.fold(&new.event, &stamp);
            self.streams.entry(stream).or_default().push(self.log.len());
            let recorded = Recorded {
                sequence: self.last_sequence() + 1,
                position: *position,
                effective_at: new.effective_at,
                recorded_at: commit.recorded_at,
                actor: commit.actor.clone(),
                commit: commit.id,
                note: stamp.note,
                event: take_personal(new.event),
            };
            self.chain.push(Sealed::new(&self.chain_value(), sealed, &recorded)?);
            self.log.push(recorded);
        }
        for mail in commit.mails {
            self.mails.insert(mail.id, Mail::queued(mail, commit.recorded_at));
        }
        if is_catalogue_touched {
            self.catalogue = Arc::new(Catalogue::new(
                self.products.values().cloned().collect(),
                self.prices.values().cloned().collect(),
                self.courses.values().cloned().collect(),
            ));
        }
        Ok(())
    }

    fn fold(&mut self, event: &Event, stamp: &Stamp) {
        let revision = stamp.position;
        match event {
            Event::Tenant(event) => {
                if let Some(settings) = event.settings() {
                    self.settings = Some(TenantState { settings: settings.clone(), revision });
                } else if let Some(state) = &mut self.settings {
                    state.revision = revision;
                }
                if let TenantEvent::RetentionApplied { retained, before, .. } = event {
                    self.retain(*retained, *before);
                }
            }
            Event::Customer(id, event) => self.fold_customer(*id, event, stamp),
            Event::Group(id, event) => {
                let first = || Group::from_first(*id, event);
                fold_into(&mut self.groups, *id, first, |group| group.apply(event, revision));
            }
            Event::Organization(id, event) => {
                let first = || Organization::from_first(*id, event);
                fold_into(&mut self.organizations, *id, first, |one| one.apply(event, revision));
            }
            Event::Product(id, event) => {
                let first = || Product::from_first(*id, event);
                fold_into(&mut self.products, *id, first, |product| product.apply(event, revision));
            }
            Event::Price(id, event) => {
                let first = || Price::from_first(*id, event);
                fold_into(&mut self.prices, *id, first, |price| price.apply(event, revision));
            }
            Event::Course(id, event) => {
                let first = || Course::from_first(*id, event, stamp.recorded_at);
                fold_into(&mut self.courses, *id, first, |course| {
                    course.apply(event, revision, stamp.recorded_at);
                });
                self.fold_quiz(*id, event, stamp);
            }
            Event::Import(id, event) => {
                self.imports.insert(*id, ImportRecord::from_first(*id, event, stamp.recorded_at));
            }
            Event::SalesOrder(id, event) => {
                let first = || SalesOrder::from_first(*id, event);
                fold_into(&mut self.sales_orders, *id, first, |order| order.apply(event, revision));
            }
            Event::Seat(id, event) => self.fold_seat(*id, event, stamp),
            Event::Transcript(id, event) => {
                self.transcripts.entry(*id).or_insert_with(|| Transcript::empty(*id)).apply(event, stamp);
                self.fold_work(*id, event);
            }
            Event::MailText(kind, event) => {
                let text = self.mail_texts.entry(*kind).or_insert_with(|| MailText::built_in(*kind));
                text.apply(event, stamp);
            }
            Event::Outbox(event) => self.fold_outbox(event, stamp),
        }
    }

    /// The quiz of an item that the course does not have is left alone.
    fn fold_quiz(&mut self, course: CourseId, event: &CourseEvent, stamp: &Stamp) {
        let CourseEvent::QuizDefined { item, version, number, quiz } = event else { return };
        let course = self.courses.get(&course);
        if course.is_some_and(|course| course.items.iter().any(|known| known.id == *item)) {
            let known = self.quizzes.entry(*item).or_insert_with(|| ItemQuiz::empty(*item));
            known.apply(*number, *version, quiz, stamp.recorded_at);
        }
    }

    /// What stands beside the transcript.
    fn fold_work(&mut self, customer: CustomerId, event: &TranscriptEvent) {
        match event {
            TranscriptEvent::AttemptSubmitted { submission, item, answers: Some(answers), .. } => {
                self.answers.insert(*submission, (customer, *item, answers.reveal().clone()));
            }
            TranscriptEvent::CmiCommitted(commit) => {
                let item = commit.item;
                let data = self.cmi.entry((customer, item)).or_insert_with(|| CmiData::empty(item));
                data.apply(event);
            }
            TranscriptEvent::CmiCleared { item } => {
                self.cmi.remove(&(customer, *item));
            }
            _ => {}
        }
    }

    fn fold_seat(&mut self, id: SeatId, event: &SeatEvent, stamp: &Stamp) {
        match event {
            SeatEvent::SeatBought { order, line, number, .. } => {
                self.lines.entry((*order, *line)).or_default().insert(*number, id);
            }
            SeatEvent::InvitationSent { invitation, .. } => {
                self.invitations.insert(*invitation, id);
            }
            _ => {}
        }
        let first = || Seat::from_first(id, event, stamp);
        fold_into(&mut self.seats, id, first, |seat| seat.apply(event, stamp));
    }

    fn fold_customer(&mut self, id: CustomerId, event: &RecordEvent, stamp: &Stamp) {
        match event {
            RecordEvent::Customer(CustomerEvent::PasswordSet { hash: Some(hash), .. }) => {
                self.passwords.insert(id, hash.clone());
            }
            RecordEvent::Customer(CustomerEvent::ProfileEdited { fields, profile: Some(profile) })
                if fields.contains(&ProfileField::Email) =>
            {
                let old = self.customers.get(&id).and_then(|record| record.customer.profile());
                if let Some(old) = old.filter(|old| old.email != profile.reveal().email) {
                    let (email, given_up_at) = (Personal::new(old.email.clone()), stamp.effective_at);
                    self.former_emails.entry(id).or_default().push(FormerEmail { email, given_up_at });
                }
            }
            RecordEvent::Impersonation(event) => {
                if let Some(begun) = Impersonation::from_first(id, event, stamp) {
                    self.impersonations.insert(begun.id, begun);
                } else if let Some(known) = self.impersonations.get_mut(&event.impersonation()) {
                    known.apply(event, stamp);
                }
            }
            RecordEvent::Order(OrderEvent::OrderPlaced { order, .. }) => {
                self.orders.insert(*order, id);
            }
            RecordEvent::Customer(CustomerEvent::CustomerErased) => self.forget(id, stamp.recorded_at),
            RecordEvent::Customer(CustomerEvent::CustomerDeleted) => {
                self.forget(id, stamp.recorded_at);
                return self.delete(id);
            }
            _ => {}
        }
        let first = || CustomerRecord::from_first(id, event, stamp);
        fold_into(&mut self.customers, id, first, |record| record.apply(event, stamp));
    }
}

fn fold_into<Key: Ord, Value>(
    values: &mut BTreeMap<Key, Value>,
    key: Key,
    first: impl FnOnce() -> Option<Value>,
    apply: impl FnOnce(&mut Value),
) {
    match values.get_mut(&key) {
        Some(value) => apply(value),
        None => {
            values.extend(first().map(|value| (key, value)));
        }
    }
}
