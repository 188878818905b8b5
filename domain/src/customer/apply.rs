//! Folding an account's events.

use super::{AccountLink, Customer, CustomerEvent, Identity, Membership, PasswordState, StatusChange, Ties};
use crate::id::CustomerId;
use crate::stamp::Stamp;

impl Customer {
    /// Makes the record from its first event; any other first event makes none.
    pub fn from_first(id: CustomerId, event: &CustomerEvent, stamp: &Stamp) -> Option<Self> {
        let CustomerEvent::CustomerAdded { origin, profile, must_change_password } = event else {
            return None;
        };
        let identity = match profile {
            Some(profile) => Identity::Known(profile.clone()),
            None => Identity::Erased { at: stamp.recorded_at },
        };
        let must_change_since = must_change_password.then_some(stamp.recorded_at);
        Some(Self {
            id,
            created_at: stamp.recorded_at,
            origin: *origin,
            identity,
            statuses: Vec::new(),
            password: PasswordState { must_change_since, ..PasswordState::default() },
            is_tax_exempt: false,
            memberships: Vec::new(),
            ties: Ties::default(),
            links: Vec::new(),
        })
    }

    /// Folds one more event into the record.
    pub fn apply(&mut self, event: &CustomerEvent, stamp: &Stamp) {
        match event {
            CustomerEvent::CustomerAdded { .. } => {}
            CustomerEvent::ProfileEdited { profile, .. } => {
                if let Some(profile) = profile {
                    self.identity = Identity::Known(profile.clone());
                }
            }
            CustomerEvent::StatusChanged { status } => {
                self.statuses.push(StatusChange { status: status.clone(), stamp: stamp.clone() });
            }
            CustomerEvent::TaxExemptionSet { is_exempt } => self.is_tax_exempt = *is_exempt,
            CustomerEvent::PasswordSet { must_change, .. } => {
                self.password.set_at = Some(stamp.recorded_at);
                self.password.must_change_since = must_change.then_some(stamp.recorded_at);
                self.links.iter_mut().for_each(|link| link.is_ended = true);
            }
            CustomerEvent::AccountLinkMade { purpose, link, expires_at } => {
                let (purpose, hash, expires_at) = (*purpose, *link, *expires_at);
                self.links.push(AccountLink {
                    purpose,
                    hash,
                    expires_at,
                    stamp: stamp.clone(),
                    is_ended: false,
                });
            }
            CustomerEvent::AccountLinkEnded { link } => {
                self.links
                    .iter_mut()
                    .filter(|known| known.hash == *link)
                    .for_each(|known| known.is_ended = true);
            }
            CustomerEvent::PasswordExpirySet { after_days } => {
                self.password.expires_after_days = *after_days;
            }
            CustomerEvent::GroupJoined { group, source } => {
                if !self.is_member_of(*group) {
                    let stamp = stamp.clone();
                    self.memberships.push(Membership { group: *group, source: *source, stamp });
                }
            }
            CustomerEvent::GroupLeft { group } => {
                self.memberships.retain(|membership| membership.group != *group);
            }
            CustomerEvent::CustomerErased | CustomerEvent::CustomerDeleted => self.forget(stamp),
            CustomerEvent::OrganizationJoined { .. }
            | CustomerEvent::OrganizationLeft
            | CustomerEvent::ManagerSet { .. }
            | CustomerEvent::ManagerCleared
            | CustomerEvent::AdministratorAppointed { .. }
            | CustomerEvent::AdministratorDismissed { .. } => self.ties.apply(event, stamp),
        }
    }

    /// Takes out everything personal; status and origin name nobody.
    fn forget(&mut self, stamp: &Stamp) {
        self.identity = Identity::Erased { at: stamp.recorded_at };
        self.password = PasswordState::default();
        self.is_tax_exempt = false;
        self.memberships.clear();
        self.ties = Ties::default();
        self.links.clear();
        self.statuses.iter_mut().for_each(|change| change.stamp.note = None);
    }
}
