//! The plan while it is being made, recipient by recipient.

use std::collections::HashMap;
use std::collections::hash_map::Entry as Slot;

use super::entry::{AssignTo, Entry, Recipient, Who};
use super::{AssignCounts, AssignFacts, AssignPlan, AssignResult, AssignRow, Given};
use crate::access::{AccessEvent, AccessWindow};
use crate::customer::{AddCustomer, Origin, StatusWord, add};
use crate::email::{EmailAddress, EmailKey};
use crate::id::{CustomerId, GrantId, GroupId, IdSource};
use crate::personal::Personal;
use crate::plan::RefusedRow;
use crate::plan::seats::{GiveOut, GiveOutOptions, KnownLearner};
use crate::refusal::Refusal;
use crate::rule::{Q_06, Q_07, Q_08, Q_25, RuleId};
use crate::seat::{AssignSeat, ClaimWay, Offer, access_to, assign, inherited_groups};
use crate::stamp::Revision;

pub(super) struct Draft<'a> {
    facts: &'a AssignFacts<'a>,
    options: GiveOutOptions,
    ids: &'a dyn IdSource,
    inherited: Vec<GroupId>,
    by_email: HashMap<EmailKey, &'a KnownLearner<'a>>,
    by_id: HashMap<CustomerId, &'a KnownLearner<'a>>,
    seen: HashMap<Identity, u32>,
    needed: u64,
    counts: AssignCounts,
    given: Vec<Given>,
}

/// What makes two rows name the same person.
#[derive(PartialEq, Eq, Hash)]
enum Identity {
    Account(CustomerId),
    Address(EmailKey),
}

/// Somebody who may be given a seat.
struct Person<'a> {
    known: Option<&'a KnownLearner<'a>>,
    /// For an account to be made.
    recipient: Option<&'a Recipient>,
    /// The address that the buyer knows them by.
    address: Option<&'a EmailAddress>,
}

/// Remarks on a row and the rules behind them.
#[derive(Default)]
struct Remarks(Vec<String>, Vec<RuleId>);

impl Remarks {
    fn add(&mut self, sentence: impl Into<String>, rules: &[RuleId]) {
        self.0.push(sentence.into());
        self.1.extend(rules);
    }
}

impl<'a> Draft<'a> {
    pub(super) fn new(facts: &'a AssignFacts<'a>, options: GiveOutOptions, ids: &'a dyn IdSource) -> Self {
        Self {
            facts,
            options,
            ids,
            inherited: inherited_groups(facts.buyer_groups, facts.groups),
            by_email: facts.learners.iter().map(|known| (known.profile.email.key(), known)).collect(),
            by_id: facts.learners.iter().map(|known| (known.id, known)).collect(),
            seen: HashMap::new(),
            needed: 0,
            counts: AssignCounts::default(),
            given: Vec::new(),
        }
    }

    pub(super) fn plan(mut self, to: &'a AssignTo) -> AssignPlan {
        let complaints = complaints(&to.refused);
        let mut bad = 0;
        let mut rows = Vec::with_capacity(to.entries.len());
        for entry in &to.entries {
            let (result, remarks) = match self.person(entry) {
                None => {
                    bad += 1;
                    (AssignResult::Refused, complaints.get(&entry.line).map(of_complaints))
                }
                Some(person) => {
                    let (result, remarks) = self.serve(entry.line, to.way, &person);
                    (result, Some(remarks))
                }
            };
            let Remarks(sentences, rules) = remarks.unwrap_or_default();
            let is_assigned = result == AssignResult::Assigned;
            let seat = self.given.last().filter(|_| is_assigned).map(|given| given.seat);
            let reason = (!sentences.is_empty()).then(|| sentences.join("; "));
            *self.count(result) += 1;
            rows.push(AssignRow {
                line: entry.line,
                email: entry.email.clone(),
                result,
                seat,
                reason,
                rules,
            });
        }
        self.finish(to, rows, bad)
    }

    fn count(&mut self, result: AssignResult) -> &mut u64 {
        match result {
            AssignResult::Assigned => &mut self.counts.assigned,
            AssignResult::Duplicate => &mut self.counts.duplicates,
            AssignResult::AlreadyHasAccess => &mut self.counts.already_have_access,
            AssignResult::Refused => &mut self.counts.refused,
        }
    }

    fn person(&self, entry: &'a Entry) -> Option<Person<'a>> {
        match &entry.who {
            Who::Nobody => None,
            Who::Earlier(id, address) => {
                let known = self.by_id.get(id).copied()?;
                Some(Person { known: Some(known), recipient: None, address: address.as_ref() })
            }
            Who::Recipient(recipient) => {
                let address = &recipient.profile.email;
                let known = self.by_email.get(&address.key()).copied();
                Some(Person { known, recipient: Some(recipient), address: Some(address) })
            }
        }
    }

    fn serve(&mut self, line: u32, way: ClaimWay, person: &Person<'a>) -> (AssignResult, Remarks) {
        let mut remarks = Remarks::default();
        if let Some(identity) = person.identity() {
            match self.seen.entry(identity) {
                Slot::Occupied(first) => {
                    remarks.add(format!("the same person as on line {}", first.get()), &[Q_07]);
                    return (AssignResult::Duplicate, remarks);
                }
                Slot::Vacant(slot) => {
                    slot.insert(line);
                }
            }
        }
        let grants = person.known.map_or(&[][..], |known| known.grants);
        if let Some(held) = access_to(grants, self.facts.product, self.facts.now) {
            if !self.options.may_stack {
                let sentence = format!("has access to the product already, by access grant {}", held.id);
                remarks.add(sentence, &[Q_08]);
                return (AssignResult::AlreadyHasAccess, remarks);
            }
            remarks.add(format!("adds to access grant {}", held.id), &[Q_08]);
        }
        self.needed += 1;
        let Some(offer) = self.facts.seats.get(self.given.len()) else {
            remarks.add("no seat is left", &[Q_06]);
            return (AssignResult::Refused, remarks);
        };
        match self.give(line, way, person, *offer, &mut remarks) {
            Ok(given) => {
                *(if given.is_new() { &mut self.counts.created } else { &mut self.counts.existing }) += 1;
                self.given.push(given);
                (AssignResult::Assigned, remarks)
            }
            Err(refused) => {
                remarks.add(refused.to_string(), refused.rules());
                (AssignResult::Refused, remarks)
            }
        }
    }

    fn give(
        &self,
        line: u32,
        way: ClaimWay,
        person: &Person<'a>,
        offer: Offer<'a>,
        remarks: &mut Remarks,
    ) -> Result<Given, Box<dyn Refusal>> {
        let AssignFacts { settings, now, .. } = *self.facts;
        let learner = person.known.map_or_else(|| CustomerId::next(self.ids), |known| known.id);
        let command =
            AssignSeat { holder: learner, address: person.address, grant: GrantId::next(self.ids), way };
        let assigned = assign(offer, &command, now, &settings.time_zone)
            .map_err(|refused| Box::new(refused) as Box<dyn Refusal>)?;
        let (account, profile, password) = match (person.known, person.recipient) {
            (Some(known), _) => (None, known.profile.clone(), None),
            (None, Some(Recipient { profile, password })) => {
                let (profile, origin) = (profile.clone(), Origin::CodeHolder);
                let command = AddCustomer { profile: profile.clone(), origin, must_change_password: false };
                let events =
                    add(command, None, None).map_err(|refused| Box::new(refused) as Box<dyn Refusal>)?;
                (events.into_iter().next(), profile, password.clone())
            }
            (None, None) => return Err(Box::new(crate::customer::CustomerRefused::Erased(learner))),
        };
        let status = person.known.map_or(StatusWord::Active, |known| known.status);
        if status != StatusWord::Active {
            let sentence =
                format!("the account is {status} and stays so; the access waits until that changes");
            remarks.add(sentence, &[Q_25]);
        }
        let window = told_window(&assigned.granted);
        let has_password = password.is_some() || person.known.is_some_and(|known| known.has_password);
        let is_member = |group: &GroupId| person.known.is_some_and(|known| known.groups.contains(group));
        Ok(Given {
            line,
            seat: offer.seat.id,
            seat_revision: offer.seat.revision,
            claim: offer.seat.claims.len() + 1,
            claimed: assigned.claimed,
            learner,
            revision: person.known.map_or(Revision::NONE, |known| known.revision),
            profile: Personal::new(profile),
            password,
            needs_credentials: !has_password && status == StatusWord::Active,
            window,
            account,
            groups: self.inherited.iter().copied().filter(|group| !is_member(group)).collect(),
            granted: assigned.granted,
        })
    }

    fn finish(self, to: &AssignTo, rows: Vec<AssignRow>, bad: u64) -> AssignPlan {
        let mut counts = self.counts;
        counts.recipients = rows.len() as u64;
        counts.mails = counts.assigned;
        let give_out = GiveOut {
            is_unreadable: to.is_unreadable,
            refused: bad,
            needed: self.needed,
            available: self.facts.seats.len() as u64,
        };
        AssignPlan { counts, rows, refused: to.refused.clone(), give_out, given: self.given }
    }
}

impl Person<'_> {
    fn identity(&self) -> Option<Identity> {
        let of_address = || self.address.map(|address| Identity::Address(address.key()));
        self.known.map(|known| Identity::Account(known.id)).or_else(of_address)
    }
}

/// The window as its holder is told it; one that a first launch will fix is none yet.
fn told_window(granted: &AccessEvent) -> Option<AccessWindow> {
    match granted {
        AccessEvent::AccessGranted { window, from_first_launch: None, .. } => Some(*window),
        _ => None,
    }
}

fn complaints(refused: &[RefusedRow]) -> HashMap<u32, Vec<&RefusedRow>> {
    let mut by_line: HashMap<u32, Vec<&RefusedRow>> = HashMap::new();
    for row in refused {
        by_line.entry(row.line).or_default().push(row);
    }
    by_line
}

fn of_complaints(rows: &Vec<&RefusedRow>) -> Remarks {
    let mut remarks = Remarks::default();
    for row in rows {
        let column = row.column.as_deref().map(|column| format!("{column}: ")).unwrap_or_default();
        remarks.add(format!("{column}{}", row.reason), row.rules);
    }
    remarks
}
