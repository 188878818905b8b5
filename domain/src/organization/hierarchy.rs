//! All organizations of a tenant, and which is below which.

use std::collections::{BTreeMap, BTreeSet};

use super::Organization;
use crate::id::OrganizationId;
use crate::text::Code;

/// All organizations of a tenant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hierarchy {
    /// In code order.
    organizations: Vec<Organization>,
    places: BTreeMap<OrganizationId, usize>,
}

impl Hierarchy {
    /// Takes all organizations, in any order.
    pub fn new(mut organizations: Vec<Organization>) -> Self {
        organizations.sort_by_cached_key(|one| one.code.folded());
        let places = organizations.iter().enumerate().map(|(place, one)| (one.id, place)).collect();
        Self { organizations, places }
    }

    /// All of them, in code order.
    pub fn all(&self) -> &[Organization] {
        &self.organizations
    }

    /// The organization with this id.
    pub fn get(&self, id: OrganizationId) -> Option<&Organization> {
        self.places.get(&id).and_then(|place| self.organizations.get(*place))
    }

    /// The organization with this code, in any letter case.
    pub fn by_code(&self, code: &Code) -> Option<&Organization> {
        let folded = code.folded();
        let place = self.organizations.binary_search_by(|one| one.code.folded().cmp(&folded));
        place.ok().and_then(|place| self.organizations.get(place))
    }

    /// The organization and those above it, from the bottom up; each comes once, even if the facts go round in a circle.
    pub fn upward(&self, id: OrganizationId) -> impl Iterator<Item = &Organization> {
        let mut seen = BTreeSet::new();
        let mut next = Some(id);
        std::iter::from_fn(move || {
            let one = self.get(next?)?;
            next = one.parent;
            seen.insert(one.id).then_some(one)
        })
    }

    /// The organizations given and all below them, in code order, each once.
    pub fn with_all_below(&self, tops: &[OrganizationId]) -> Vec<OrganizationId> {
        let mut below: BTreeMap<OrganizationId, Vec<OrganizationId>> = BTreeMap::new();
        for one in &self.organizations {
            if let Some(parent) = one.parent {
                below.entry(parent).or_default().push(one.id);
            }
        }
        let mut found = BTreeSet::new();
        let mut ahead: Vec<OrganizationId> =
            tops.iter().copied().filter(|id| self.places.contains_key(id)).collect();
        while let Some(id) = ahead.pop() {
            if found.insert(id) {
                ahead.extend(below.get(&id).into_iter().flatten());
            }
        }
        self.organizations.iter().map(|one| one.id).filter(|id| found.contains(id)).collect()
    }
}
