//! Whose access changes, with their names.

use std::collections::HashMap;

use rollbook_domain::catalogue::Catalogue;
use rollbook_domain::customer::Profile;
use rollbook_domain::id::CustomerId;
use rollbook_domain::personal::Personal;
use rollbook_domain::plan::contracts::Effect;
use rollbook_domain::port::LinkedEnrollment;
use rollbook_domain::text::Code;

/// An enrollment whose access changes, as people know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedEffect {
    /// What changes.
    pub effect: Effect,
    /// Whose profile, unless erased.
    pub profile: Option<Personal<Profile>>,
    /// The course's code, unless it is not in the catalogue.
    pub course: Option<Code>,
}

/// Gives effects the names of those they are about.
pub(crate) fn named<'a>(
    effects: impl IntoIterator<Item = &'a Effect>,
    linked: impl IntoIterator<Item = &'a LinkedEnrollment>,
    catalogue: &Catalogue,
) -> Vec<NamedEffect> {
    let profiles: HashMap<CustomerId, &Option<Personal<Profile>>> =
        linked.into_iter().map(|linked| (linked.row.customer, &linked.row.profile)).collect();
    let name = |effect: &Effect| NamedEffect {
        effect: effect.clone(),
        profile: profiles.get(&effect.customer).and_then(|profile| (*profile).clone()),
        course: catalogue.course(effect.course).map(|course| course.code.clone()),
    };
    effects.into_iter().map(name).collect()
}
