//! A course that asks less of everybody than it did.

use std::sync::Arc;

use pollster::block_on;
use rollbook_domain::actor::{Actor, Channel};
use rollbook_domain::catalogue::AddCourse;
use rollbook_domain::customer::{AddCustomer, Origin, Status};
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::{CountingIds, CourseId, CustomerId, ItemId};
use rollbook_domain::mail::MailKind;
use rollbook_domain::port::{CustomerKey, MailQuery, PageRequest, Store, TenantStore};
use rollbook_domain::refusal::Outcome;
use rollbook_domain::settings::TenantId;
use rollbook_domain::stamp::Revision;
use rollbook_domain::time::Instant;
use rollbook_domain::transcript::{ItemResult, ItemStatus, RecordedBy, TranscriptEvent};
use rollbook_memory::MemoryStore;

use crate::Desk;
use crate::catalogue::{
    CourseMailsEdit, ItemEdit, ItemEdited, NewItem, add_course, add_item, edit_item, set_course_mails,
};
use crate::customer::{add_customer, change_customer_status};
use crate::imports::tests::PlainReader;
use crate::imports::{ImportFile, ImportOptions, NoProgress, import_items};
use crate::privacy::erase_customer;
use crate::settings::init_tenant;
use crate::testing::world::{item_terms, profile, title};
use crate::testing::{StandingClock, code, now};

/// A school whose course `ALG` requires the items `READ` and `WRITE`.
struct School {
    tenant: Arc<dyn TenantStore>,
    clock: StandingClock,
    ids: CountingIds,
    course: CourseId,
    read: ItemId,
}

impl School {
    fn open() -> Self {
        let tenant = MemoryStore::new().tenant(&TenantId::default());
        let ids = CountingIds::starting_at(1);
        let (course, read) = (CourseId::next(&ids), ItemId::next(&ids));
        let mut school = Self { tenant, clock: StandingClock(now()), ids, course, read };
        block_on(init_tenant(&school.desk(), &[])).unwrap();
        school.course =
            block_on(add_course(&school.desk(), AddCourse { code: code("ALG"), title: title("Algebra") }))
                .unwrap();
        school.read = school.item("READ");
        school.item("WRITE");
        school
    }

    fn desk(&self) -> Desk<'_> {
        let actor = Actor::administrator("tester", Channel::Library);
        Desk { store: &*self.tenant, clock: &self.clock, ids: &self.ids, actor }
    }

    fn item(&self, typed: &str) -> ItemId {
        let command = NewItem { code: code(typed), course: "ALG".to_owned(), terms: item_terms() };
        block_on(add_item(&self.desk(), command)).unwrap()
    }

    fn learner(&self, email: &str) -> CustomerId {
        let command =
            AddCustomer { profile: profile(email), origin: Origin::Admin, must_change_password: false };
        block_on(add_customer(&self.desk(), command, None)).unwrap()
    }

    /// The learners have read, but written nothing.
    fn have_read(&self, learners: &[CustomerId]) {
        let mut commit = self.desk().new_commit(now());
        for learner in learners {
            let result = ItemResult {
                status: ItemStatus::Completed,
                completed_at: Some(yesterday()),
                ..ItemResult::not_attempted(RecordedBy::Learner)
            };
            let event =
                TranscriptEvent::ItemRecorded { item: self.read, course: self.course, version: 1, result };
            commit.expect(StreamId::Transcript(*learner), Revision::NONE);
            commit.push(Event::Transcript(*learner, event), None);
        }
        block_on(self.tenant.commit(commit)).unwrap();
    }

    fn require(&self, item: &str, is_required: bool) -> ItemEdited {
        let command = ItemEdit { is_required: Some(is_required), ..ItemEdit::default() };
        block_on(edit_item(&self.desk(), item, command)).unwrap()
    }

    fn completed_at(&self, learner: CustomerId) -> Option<Instant> {
        let transcript = block_on(self.tenant.find_transcript(learner)).unwrap().unwrap();
        transcript.standing(self.course, 1).completed_at
    }
}

fn yesterday() -> Instant {
    now().checked_add_micros(-86_400_000_000).unwrap()
}

/// TRN-02
#[test]
fn who_has_done_all_that_is_still_required_has_completed_the_course_by_that() {
    let school = School::open();
    let (ada, bob) = (school.learner("ada@example.org"), school.learner("bob@example.org"));
    school.have_read(&[ada]);
    assert_eq!(school.require("READ", false).completed, 0, "the other item is waited for");
    assert_eq!(school.require("READ", true).completed, 0);
    let edited = school.require("WRITE", false);
    assert_eq!((edited.change.outcome, edited.completed), (Outcome::Applied, 1));
    assert_eq!(school.completed_at(ada), Some(yesterday()));
    assert_eq!(block_on(school.tenant.find_transcript(bob)).unwrap(), None);
    let again = school.require("WRITE", false);
    assert_eq!((again.change.outcome, again.completed), (Outcome::Unchanged, 0));
}

/// TRN-02: a run that was stopped between the edit and the end is finished by asking again.
#[test]
fn what_a_run_that_was_stopped_has_left_is_done_by_asking_again() {
    let school = School::open();
    school.require("WRITE", false);
    let learners: Vec<_> = (0..501).map(|number| school.learner(&format!("l{number}@example.org"))).collect();
    school.have_read(&learners);
    assert_eq!(school.require("WRITE", false).completed, 501, "however many pages that is");
    assert!(learners.into_iter().all(|learner| school.completed_at(learner) == Some(yesterday())));
}

/// TRN-02, IMP-23
#[test]
fn a_file_that_requires_less_completes_the_course_too() {
    let school = School::open();
    let ada = school.learner("ada@example.org");
    school.have_read(&[ada]);
    let table = |required| format!("Course Code,Item Code,Kind,Required\nALG,WRITE,quiz,{required}");
    let import = |text: &str, is_dry_run| {
        let file = ImportFile { bytes: text.as_bytes(), reader: &PlainReader, progress: &NoProgress };
        let options = ImportOptions { is_dry_run, ..ImportOptions::default() };
        block_on(import_items(&school.desk(), file, options)).unwrap()
    };
    import(&table("no"), true);
    assert_eq!(school.completed_at(ada), None, "a rehearsal completes nothing");
    assert!(import(&table("no"), false).applied);
    assert_eq!(school.completed_at(ada), Some(yesterday()));
    let bob = school.learner("bob@example.org");
    school.have_read(&[bob]);
    assert!(import(&table("no"), false).is_earlier);
    assert_eq!(school.completed_at(bob), Some(yesterday()), "what a run that was stopped has left is done");
}

/// MAIL-08: the survey goes out with what completes the course, whatever that is.
#[test]
fn the_survey_goes_to_who_completes_the_course_by_that() {
    let school = School::open();
    let mails = CourseMailsEdit { has_survey: Some(true), ..CourseMailsEdit::default() };
    block_on(set_course_mails(&school.desk(), "ALG", mails)).unwrap();
    let ada = school.learner("ada@example.org");
    school.have_read(&[ada]);
    school.require("WRITE", false);
    let query = MailQuery { customer: Some(ada), ..MailQuery::default() };
    let mails = block_on(school.tenant.mails(&query, &PageRequest::everything())).unwrap().items;
    assert_eq!(mails.iter().filter(|mail| mail.kind == MailKind::EndOfCourseSurvey).count(), 1);
}

/// GDPR-11
#[test]
fn an_erased_person_completes_nothing() {
    let school = School::open();
    let ada = school.learner("ada@example.org");
    school.have_read(&[ada]);
    let key = CustomerKey::Id(ada);
    block_on(change_customer_status(&school.desk(), &key, Status::Inactive, None)).unwrap();
    block_on(erase_customer(&school.desk(), &key, None)).unwrap();
    assert_eq!(school.require("WRITE", false).completed, 0);
    assert_eq!(school.completed_at(ada), None);
}
