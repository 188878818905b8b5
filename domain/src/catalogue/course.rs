//! Courses with their versions and content items.

use serde::{Deserialize, Serialize};

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

/// Which mails a course sends to its learners.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CourseMails {
    /// Whether learners are asked about the course once it is completed or its access ends (MAIL-08).
    pub has_survey: bool,
    /// Whether learners are told of items that were locked or unlocked (MAIL-09, MAIL-10, MAIL-12).
    pub tells_locks: bool,
    /// After how many days without progress learners are reminded; never while it is `None` (MAIL-11).
    pub inactivity_days: Option<u32>,
}

impl Default for CourseMails {
    /// Nothing but what follows from an item's own terms.
    fn default() -> Self {
        Self { has_survey: false, tells_locks: true, inactivity_days: None }
    }
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
    /// The mails it sends.
    pub mails: CourseMails,
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
