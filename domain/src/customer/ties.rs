//! What ties a customer to organizations and to a manager.

use super::CustomerEvent;
use crate::id::{CustomerId, OrganizationId};
use crate::stamp::Stamp;

/// A tie to an organization or to another customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tie<Id> {
    /// To whom or what.
    pub to: Id,
    /// When and by whom it was made.
    pub stamp: Stamp,
}

/// Everything that ties a customer to organizations and to other customers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ties {
    /// The organization the customer belongs to.
    pub organization: Option<Tie<OrganizationId>>,
    /// Who watches over their learning.
    pub manager: Option<Tie<CustomerId>>,
    /// The organizations they administer, in the order appointed.
    pub administered: Vec<Tie<OrganizationId>>,
}

impl Ties {
    /// Whether the customer belongs to the organization itself.
    pub fn is_in(&self, organization: OrganizationId) -> bool {
        self.organization.as_ref().is_some_and(|tie| tie.to == organization)
    }

    /// Whether the customer's manager is this one.
    pub fn is_managed_by(&self, manager: CustomerId) -> bool {
        self.manager.as_ref().is_some_and(|tie| tie.to == manager)
    }

    /// Whether the customer was appointed for the organization itself.
    pub fn administers(&self, organization: OrganizationId) -> bool {
        self.administered.iter().any(|tie| tie.to == organization)
    }

    /// Takes out the tie to a manager who is gone.
    pub fn forget_manager(&mut self, gone: CustomerId) {
        self.manager.take_if(|tie| tie.to == gone);
    }

    /// Folds an event; one that is about something else changes nothing.
    pub(super) fn apply(&mut self, event: &CustomerEvent, stamp: &Stamp) {
        let stamp = || stamp.clone();
        match event {
            CustomerEvent::OrganizationJoined { organization } => {
                self.organization = Some(Tie { to: *organization, stamp: stamp() });
            }
            CustomerEvent::OrganizationLeft => self.organization = None,
            CustomerEvent::ManagerSet { manager } => {
                self.manager = Some(Tie { to: *manager, stamp: stamp() });
            }
            CustomerEvent::ManagerCleared => self.manager = None,
            CustomerEvent::AdministratorAppointed { organization } if !self.administers(*organization) => {
                self.administered.push(Tie { to: *organization, stamp: stamp() });
            }
            CustomerEvent::AdministratorDismissed { organization } => {
                self.administered.retain(|tie| tie.to != *organization);
            }
            _ => {}
        }
    }
}
