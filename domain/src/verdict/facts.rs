//! The facts a decision rests on.

use super::AttemptFacts;
use crate::access::AccessGrant;
use crate::catalogue::{Catalogue, ContentItem};
use crate::customer::{Customer, Identity, PasswordState, StatusChange, StatusWord, latest_status};
use crate::enrollment::EnrollmentFact;
use crate::id::{CourseId, CustomerId, ItemId, ProductId};
use crate::record::CustomerRecord;
use crate::text::Code;
use crate::time::Instant;

/// What is to be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SubjectKind {
    /// A content item.
    Item(ItemId),
    /// A whole course.
    Course(CourseId),
    /// A product: open when any of its courses is.
    Product(ProductId),
}

/// What is to be opened, with what the decision needs of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// Which one.
    pub kind: SubjectKind,
    /// Its code.
    pub code: Code,
    /// The most attempts, for an item that has a limit.
    pub attempt_limit: Option<u32>,
}

/// What the decision needs of the account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountFacts {
    /// Whose account.
    pub customer: CustomerId,
    /// When the person was erased, if they were.
    pub erased_at: Option<Instant>,
    /// Every change of status.
    pub statuses: Vec<StatusChange>,
    /// What is known of the password.
    pub password: PasswordState,
}

/// What the decision needs of one course.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CourseFacts {
    /// The course; `None` for a product without courses.
    pub course: Option<CourseId>,
    /// The customer's grants of products that open it, in the order written.
    pub grants: Vec<AccessGrant>,
    /// What was written about the enrollment, in the order written.
    pub enrollment: Vec<EnrollmentFact>,
}

/// Everything one decision rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessFacts {
    /// The account.
    pub account: AccountFacts,
    /// What is to be opened.
    pub subject: Subject,
    /// The courses through which it opens: one for an item or a course, each one for a product.
    pub courses: Vec<CourseFacts>,
    /// The products that open it, with their codes, for the explanation.
    pub products: Vec<(ProductId, Code)>,
    /// The attempts handed in for the item, where a new one is asked for and their number is limited.
    pub attempts: AttemptFacts,
}

impl AccountFacts {
    /// Picks the facts out of the account.
    pub fn of(customer: &Customer) -> Self {
        let erased_at = match customer.identity {
            Identity::Known(_) => None,
            Identity::Erased { at } => Some(at),
        };
        Self {
            customer: customer.id,
            erased_at,
            statuses: customer.statuses.clone(),
            password: customer.password.clone(),
        }
    }

    /// The status at `now`; Active before anything else was written.
    pub fn status_at(&self, now: Instant) -> StatusWord {
        latest_status(&self.statuses, now).map_or(StatusWord::Active, |change| change.status.word())
    }
}

impl AccessFacts {
    /// Picks the facts out of a whole record and catalogue; `None` when the subject is not in the catalogue.
    pub fn of(record: &CustomerRecord, catalogue: &Catalogue, kind: SubjectKind) -> Option<Self> {
        let account = AccountFacts::of(&record.customer);
        let (code, attempt_limit, courses) = match kind {
            SubjectKind::Item(id) => {
                let ContentItem { code, course, terms, .. } = catalogue.item(id)?;
                (code, terms.attempt_limit, vec![*course])
            }
            SubjectKind::Course(id) => (&catalogue.course(id)?.code, None, vec![id]),
            SubjectKind::Product(id) => {
                let product = catalogue.product(id)?;
                (&product.code, None, product.courses.clone())
            }
        };
        let products: Vec<_> = match kind {
            SubjectKind::Product(id) => catalogue.product(id).into_iter().collect(),
            _ => courses.iter().flat_map(|course| catalogue.products_with(*course)).collect(),
        };
        let grants: Vec<_> = record
            .grants
            .iter()
            .filter(|grant| products.iter().any(|product| product.id == grant.product))
            .cloned()
            .collect();
        let one = |course: Option<CourseId>| CourseFacts {
            course,
            grants: grants.clone(),
            enrollment: course.map(|course| record.enrollment(course).to_vec()).unwrap_or_default(),
        };
        let courses: Vec<_> = if courses.is_empty() {
            vec![one(None)]
        } else {
            courses.into_iter().map(|course| one(Some(course))).collect()
        };
        Some(Self {
            account,
            subject: Subject { kind, code: code.clone(), attempt_limit },
            courses,
            products: products.into_iter().map(|product| (product.id, product.code.clone())).collect(),
            attempts: AttemptFacts::default(),
        })
    }

    /// How many attempts at the item the learner has used by `at`.
    pub fn attempts_used_at(&self, at: Instant) -> u32 {
        self.courses.first().map_or(0, |course| self.attempts.used_at(course, at))
    }
}
