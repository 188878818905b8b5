//! Editing an organization.

use super::{Organization, OrganizationEvent};
use crate::refusal::Outcome;
use crate::text::Title;

/// Changes the title; the code never changes.
pub fn retitle(organization: &Organization, title: Title) -> (Outcome, Vec<OrganizationEvent>) {
    if title == organization.title {
        return (Outcome::Unchanged, Vec::new());
    }
    (Outcome::Applied, vec![OrganizationEvent::OrganizationRetitled { title }])
}
