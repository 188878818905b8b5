//! Courses with their versions and content items.

use super::ContentItem;
use crate::id::CourseId;
use crate::stamp::Revision;
use crate::text::{Code, Title};
use crate::time::Instant;

/// One published version of a course.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CourseVersion {
    /// Counted from 1.
    pub number: u32,
    /// When it was published.
    pub published_at: Instant,
}

/// A course: content items in versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Course {
    /// Never changes.
    pub id: CourseId,
    /// Chosen by people, unique among courses of the tenant.
    pub code: Code,
    /// The title shown.
    pub title: Title,
    /// Every version, oldest first; never empty.
    pub versions: Vec<CourseVersion>,
    /// The content items, in the order added.
    pub items: Vec<ContentItem>,
    /// The stream's revision.
    pub revision: Revision,
}

impl Course {
    /// The number of the latest version.
    pub fn latest_version(&self) -> u32 {
        self.versions.last().map_or(1, |version| version.number)
    }

    /// The items of one version, in the order added.
    pub fn items_of(&self, version: u32) -> impl Iterator<Item = &ContentItem> {
        self.items.iter().filter(move |item| item.is_in(version))
    }

    /// Whether completing items can ever complete that version: it cannot where none is required.
    pub fn has_required_items(&self, version: u32) -> bool {
        self.items_of(version).any(|item| item.terms.is_required)
    }
}
