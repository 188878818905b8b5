//! The plan while it is being made, recipient by recipient.

use std::collections::HashMap;
use std::collections::hash_map::Entry as Slot;

use super::list::{Entry, InviteList};
use super::{
    InviteCounts, InviteFacts, InvitePlan, InviteResult, InviteRow, InviteTarget, Invited, OpenInvitation,
};
use crate::email::{EmailAddress, EmailKey};
use crate::id::{IdSource, InvitationId};
use crate::plan::RefusedRow;
use crate::plan::seats::{GiveOut, GiveOutOptions, KnownLearner};
use crate::refusal::Refusal;
use crate::rule::{Q_06, Q_07, Q_08, REG_24};
use crate::seat::{Offer, access_to, may_invite};

pub(super) struct Draft<'a> {
    facts: &'a InviteFacts<'a>,
    options: GiveOutOptions,
    ids: &'a dyn IdSource,
    by_email: HashMap<EmailKey, &'a KnownLearner<'a>>,
    open: HashMap<&'a EmailKey, &'a OpenInvitation>,
    seen: HashMap<EmailKey, u32>,
    needed: u64,
    counts: InviteCounts,
    invited: Vec<Invited>,
}

impl<'a> Draft<'a> {
    pub(super) fn new(facts: &'a InviteFacts<'a>, options: GiveOutOptions, ids: &'a dyn IdSource) -> Self {
        Self {
            facts,
            options,
            ids,
            by_email: facts.learners.iter().map(|known| (known.profile.email.key(), known)).collect(),
            open: facts.open.iter().map(|open| (&open.email, open)).collect(),
            seen: HashMap::new(),
            needed: 0,
            counts: InviteCounts::default(),
            invited: Vec::new(),
        }
    }

    pub(super) fn plan(mut self, list: &InviteList) -> InvitePlan {
        let mut complaints: HashMap<u32, Vec<&RefusedRow>> = HashMap::new();
        for row in &list.refused {
            complaints.entry(row.line).or_default().push(row);
        }
        let mut rows = Vec::with_capacity(list.entries.len());
        let mut bad = 0;
        for entry in &list.entries {
            let mut row = InviteRow {
                line: entry.line,
                email: entry.typed.clone(),
                result: InviteResult::Refused,
                seat: None,
                invitation: None,
                reason: None,
                rules: Vec::new(),
            };
            if let Some(address) = &entry.address {
                self.decide(entry, address, &mut row);
            } else {
                bad += 1;
                let complaints = complaints.get(&entry.line).map_or(&[][..], Vec::as_slice);
                row.reason = complaints.first().map(|complaint| complaint.reason.to_string());
                row.rules = complaints.iter().flat_map(|complaint| complaint.rules).copied().collect();
            }
            *self.count(row.result) += 1;
            rows.push(row);
        }
        self.finish(list, rows, bad)
    }

    fn count(&mut self, result: InviteResult) -> &mut u64 {
        match result {
            InviteResult::Invited => &mut self.counts.invited,
            InviteResult::Duplicate => &mut self.counts.duplicates,
            InviteResult::AlreadyInvited => &mut self.counts.already_invited,
            InviteResult::AlreadyHasAccess => &mut self.counts.already_have_access,
            InviteResult::Refused => &mut self.counts.refused,
        }
    }

    fn decide(&mut self, entry: &Entry, address: &EmailAddress, row: &mut InviteRow) {
        let key = address.key();
        match self.seen.entry(key.clone()) {
            Slot::Occupied(first) => {
                row.result = InviteResult::Duplicate;
                row.reason = Some(format!("the same address as on line {}", first.get()));
                row.rules = vec![Q_07];
                return;
            }
            Slot::Vacant(slot) => slot.insert(entry.line),
        };
        if let Some(open) = self.open.get(&key) {
            row.result = InviteResult::AlreadyInvited;
            (row.seat, row.invitation) = (Some(open.seat), Some(open.id));
            row.reason =
                Some("has an open invitation already; `rollbook seat remind` reminds of it".to_owned());
            row.rules = vec![REG_24];
            return;
        }
        let grants = self.by_email.get(&key).map_or(&[][..], |known| known.grants);
        let held = access_to(grants, self.facts.product, self.facts.now);
        if let Some(held) = held.filter(|_| !self.options.may_stack) {
            row.result = InviteResult::AlreadyHasAccess;
            row.reason = Some(format!("has access to the product already, by access grant {}", held.id));
            row.rules = vec![Q_08];
            return;
        }
        self.needed += 1;
        let Some((place, offer)) = self.next_seat() else {
            row.reason = Some("no seat is left".to_owned());
            row.rules = vec![Q_06];
            return;
        };
        let (seat, id) = (offer.seat, InvitationId::next(self.ids));
        match may_invite(offer, id, Some(address.clone()), self.facts.now, self.facts.zone) {
            Ok(invitation) => {
                row.result = InviteResult::Invited;
                (row.seat, row.invitation) = (Some(seat.id), Some(id));
                self.invited.push(Invited { place, seat: seat.id, revision: seat.revision, invitation });
            }
            Err(refused) => {
                row.reason = Some(refused.to_string());
                row.rules = refused.rules().to_vec();
            }
        }
    }

    fn next_seat(&self) -> Option<(usize, Offer<'a>)> {
        match self.facts.target {
            InviteTarget::One(offer) => Some((0, offer)),
            InviteTarget::Each(seats) => {
                let place = self.invited.len();
                seats.get(place).map(|offer| (place, *offer))
            }
        }
    }

    fn finish(self, list: &InviteList, rows: Vec<InviteRow>, bad: u64) -> InvitePlan {
        let mut counts = self.counts;
        counts.recipients = rows.len() as u64;
        counts.mails = counts.invited;
        let available = match self.facts.target {
            InviteTarget::Each(seats) => seats.len() as u64,
            InviteTarget::One(_) => self.needed,
        };
        let give_out =
            GiveOut { is_unreadable: list.is_unreadable, refused: bad, needed: self.needed, available };
        InvitePlan { counts, rows, refused: list.refused.clone(), give_out, invited: self.invited }
    }
}
