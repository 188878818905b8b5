//! One line for each learner and course, for the people a role answers for.

use std::collections::HashMap;

use rollbook_domain::catalogue::Catalogue;
use rollbook_domain::customer::{CustomerRefused, Profile};
use rollbook_domain::enrollment::{EndRule, EnrollmentState, StateWord};
use rollbook_domain::id::{CourseId, CustomerId, OrganizationId};
use rollbook_domain::organization::Hierarchy;
use rollbook_domain::personal::Personal;
use rollbook_domain::port::{
    Audience, Cursor, CustomerKey, Page, PageRequest, PersonRow, StoreError, TranscriptQuery,
};
use rollbook_domain::text::Code;
use rollbook_domain::time::Instant;
use rollbook_domain::transcript::Transcript;
use rollbook_domain::view::{CourseLine, Learning, Role, course_lines};

use crate::catalogue::get_course;
use crate::customer::get_customer;
use crate::organization::{get_organization, organizations};
use crate::{Desk, Failure};

/// How many people are read at once.
const BATCH: usize = 1000;

/// Whose learners a report is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whose {
    /// Everybody in the organization that is named by id or code and below it, or in any, as an administrator sees them.
    Organization(Option<String>),
    /// A manager's team (VIEW-03).
    Team(CustomerKey),
    /// Everybody in the organizations that a client administrator was appointed for and below them, as they see them.
    ClientAdministrator(CustomerKey),
}

/// Which lines are wanted; every field that is set narrows the report.
#[derive(Debug, Clone)]
pub struct LearnerFilter {
    /// Whose learners.
    pub whose: Whose,
    /// Only in this course, by id or code.
    pub course: Option<String>,
    /// Only in this state (VIEW-05).
    pub state: Option<StateWord>,
    /// At this instant.
    pub at: Instant,
}

/// A learner in one course.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LearnerLine {
    /// The organization they belong to.
    pub organization: Option<OrganizationId>,
    /// Its code.
    pub organization_code: Option<Code>,
    /// The customer.
    pub customer: CustomerId,
    /// The profile, unless erased.
    pub profile: Option<Personal<Profile>>,
    /// The course.
    pub course: CourseId,
    /// Its code.
    pub course_code: Code,
    /// When the course was given first.
    pub given_at: Instant,
    /// The state at the instant asked about.
    pub state: EnrollmentState,
    /// When access ends or ended (VIEW-06).
    pub ends_at: Option<Instant>,
    /// What decides that end; `None` for who was taken out.
    pub end_rule: Option<EndRule>,
    /// Whether a typed end is later than that of the sales order.
    pub is_beyond_contract: bool,
    /// How far the learner has got (VIEW-06).
    pub learning: Learning,
}

/// A report that is read people by people, however many there are.
pub struct LearnerReport<'a> {
    desk: &'a Desk<'a>,
    catalogue: Catalogue,
    hierarchy: Hierarchy,
    audience: Audience,
    role: Role,
    course: Option<CourseId>,
    state: Option<StateWord>,
    at: Instant,
    /// How many people are read together. Whatever page is asked for, they are as many, for cursors count lines in them.
    pub(super) batch: usize,
}

impl<'a> LearnerReport<'a> {
    /// Finds what the filter names.
    ///
    /// # Errors
    /// [`Failure::Missing`] for an organization, customer or course that does not exist, and
    /// [`CustomerRefused::AdministersNothing`] (VIEW-11) for a client administrator who is none.
    pub async fn open(desk: &'a Desk<'a>, filter: &LearnerFilter) -> Result<Self, Failure> {
        let catalogue = desk.store.catalogue().await?;
        let hierarchy = organizations(desk).await?;
        let course = filter.course.as_ref().map(|key| get_course(&catalogue, key)).transpose()?;
        let course = course.map(|course| course.id);
        let (audience, role) = match &filter.whose {
            Whose::Organization(None) => {
                let all = hierarchy.all().iter().map(|one| one.id).collect();
                (Audience::Members(all), Role::Administrator)
            }
            Whose::Organization(Some(key)) => {
                let top = get_organization(&hierarchy, key)?.id;
                (Audience::Members(hierarchy.with_all_below(&[top])), Role::Administrator)
            }
            Whose::Team(key) => (Audience::Team(get_customer(desk, key).await?.customer.id), Role::Manager),
            Whose::ClientAdministrator(key) => {
                let customer = get_customer(desk, key).await?.customer;
                let tops: Vec<_> = customer.ties.administered.iter().map(|tie| tie.to).collect();
                if tops.is_empty() {
                    return Err(CustomerRefused::AdministersNothing(customer.id).into());
                }
                (Audience::Members(hierarchy.with_all_below(&tops)), Role::ClientAdministrator)
            }
        };
        let (state, at) = (filter.state, filter.at);
        Ok(Self { desk, catalogue, hierarchy, audience, role, course, state, at, batch: BATCH })
    }

    /// The organizations there are.
    pub fn hierarchy(&self) -> &Hierarchy {
        &self.hierarchy
    }

    /// The lines of some people, at most so many, after a cursor; a line for each course the role sees them in.
    ///
    /// # Errors
    /// [`Failure::Store`].
    pub async fn people(
        &self,
        after: Option<Cursor>,
        limit: usize,
    ) -> Result<Page<Vec<LearnerLine>>, Failure> {
        let page = self.desk.store.people(&self.audience, &PageRequest { after, limit }).await?;
        let mut transcripts = self.transcripts(&page.items).await?;
        Ok(page.map(|row| {
            let transcript = transcripts.remove(&row.customer);
            self.lines(&row, &transcript.unwrap_or_else(|| Transcript::empty(row.customer)))
        }))
    }

    /// The transcripts of those of them who have one.
    async fn transcripts(&self, people: &[PersonRow]) -> Result<HashMap<CustomerId, Transcript>, Failure> {
        let customers: Vec<CustomerId> = people.iter().map(|row| row.customer).collect();
        if customers.is_empty() {
            return Ok(HashMap::new());
        }
        let all = PageRequest::first(customers.len());
        let query = TranscriptQuery { course: None, customers: Some(customers) };
        let found = self.desk.store.transcripts(&query, &all).await?.items;
        Ok(found.into_iter().map(|transcript| (transcript.customer, transcript)).collect())
    }

    /// Everything, in a call of `take` for each line.
    ///
    /// # Errors
    /// [`Failure::Store`].
    pub async fn each(&self, mut take: impl FnMut(LearnerLine)) -> Result<(), Failure> {
        let mut after = None;
        loop {
            let Page { items, next } = self.people(after, self.batch).await?;
            items.into_iter().flatten().for_each(&mut take);
            if next.is_none() {
                return Ok(());
            }
            after = next;
        }
    }

    /// One page of lines, organization by organization in code order, and people in order of id.
    ///
    /// Pages of any sizes put together are the whole report. Every page reads its people anew, so who wants everything
    /// asks for a page without a limit.
    ///
    /// # Errors
    /// [`Failure::Store`], also for a cursor that is not this report's.
    pub async fn page(&self, page: &PageRequest) -> Result<Page<LearnerLine>, Failure> {
        let mut place = Place::read(page.after.as_ref())?;
        let mut listed = Vec::new();
        loop {
            let room = page.limit - listed.len();
            let Page { items, next } = self.people(place.after.clone(), self.batch).await?;
            let lines: Vec<_> = items.into_iter().flatten().collect();
            let is_more = lines.len().saturating_sub(place.skipped) > room;
            listed.extend(lines.into_iter().skip(place.skipped).take(room));
            if is_more {
                let skipped = place.skipped + room;
                return Ok(Page { items: listed, next: Some(Place { skipped, ..place }.cursor()) });
            }
            if next.is_none() {
                return Ok(Page { items: listed, next: None });
            }
            place = Place { after: next, skipped: 0 };
            if listed.len() >= page.limit {
                return Ok(Page { items: listed, next: Some(place.cursor()) });
            }
        }
    }

    fn lines(&self, row: &PersonRow, transcript: &Transcript) -> Vec<LearnerLine> {
        let organization = row.ties.organization.as_ref().map(|tie| tie.to);
        let organization_code = organization.and_then(|id| Some(self.hierarchy.get(id)?.code.clone()));
        let PersonRow { grants, enrollments, .. } = row;
        let lines = course_lines(&self.catalogue, grants, enrollments, transcript, self.role, self.at);
        let wanted = lines.into_iter().filter(|line| {
            self.course.is_none_or(|course| course == line.course)
                && self.state.is_none_or(|state| state == line.state.word())
        });
        let line = |line: CourseLine| {
            Some(LearnerLine {
                organization,
                organization_code: organization_code.clone(),
                customer: row.customer,
                profile: row.profile.clone(),
                course: line.course,
                course_code: self.catalogue.course(line.course)?.code.clone(),
                given_at: line.given_at,
                state: line.state,
                ends_at: line.ends_at,
                end_rule: line.end_rule,
                is_beyond_contract: line.is_beyond_contract,
                learning: line.learning,
            })
        };
        wanted.filter_map(line).collect()
    }
}

/// Where a page of lines begins: so many lines into the batch of people behind a cursor.
struct Place {
    after: Option<Cursor>,
    skipped: usize,
}

impl Place {
    fn read(cursor: Option<&Cursor>) -> Result<Self, StoreError> {
        let Some(cursor) = cursor else { return Ok(Self { after: None, skipped: 0 }) };
        let bad = || StoreError::BadCursor(cursor.as_str().chars().take(80).collect());
        let (skipped, after) = cursor.as_str().split_once('.').ok_or_else(bad)?;
        let skipped = skipped.parse().map_err(|_| bad())?;
        Ok(Self { after: (!after.is_empty()).then(|| Cursor::new(after)), skipped })
    }

    fn cursor(&self) -> Cursor {
        Cursor::new(format!("{}.{}", self.skipped, self.after.as_ref().map_or("", Cursor::as_str)))
    }
}
