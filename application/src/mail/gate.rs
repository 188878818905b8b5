//! Asking the gate right before a mail is handed over.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rollbook_domain::customer::StatusWord;
use rollbook_domain::enrollment::{StateWord, state_at};
use rollbook_domain::id::{CourseId, CustomerId};
use rollbook_domain::mail::{Gate, Mail, MailFacts, gate, gate_courses};
use rollbook_domain::port::{AccessLookup, CustomerKey, SubjectKey, TenantStore};
use rollbook_domain::record::CustomerRecord;

use super::Dispatcher;
use super::dispatch::Hindrance;

impl Dispatcher<'_> {
    /// Ends a mail as held back where a rule says so; otherwise its facts, without the courses that it may not be about
    /// any more (MAIL-13).
    ///
    /// A mail to somebody who is no customer, and one that passes whatever holds, is not looked up.
    pub(super) async fn gated<'f>(
        &self,
        store: &dyn TenantStore,
        mail: &Mail,
        facts: &'f MailFacts,
        looked_up: Option<&CustomerRecord>,
    ) -> Result<Cow<'f, MailFacts>, Hindrance> {
        let Some(customer) = mail.customer else { return Ok(Cow::Borrowed(facts)) };
        if gate(StatusWord::Inactive, None, mail.kind, facts.is_by_hand) == Gate::Send {
            return Ok(Cow::Borrowed(facts));
        }
        let (status, by_course) = if mail.kind.is_about_courses() && !facts.courses.is_empty() {
            self.by_course(store, customer, facts).await?
        } else {
            (self.status(store, customer, looked_up).await?, BTreeMap::new())
        };
        let state = |course: CourseId| by_course.get(&course).copied();
        let passing = gate_courses(status, mail.kind, &facts.courses, facts.is_by_hand, state)
            .map_err(Hindrance::HeldBack)?;
        if passing.len() == facts.courses.len() {
            return Ok(Cow::Borrowed(facts));
        }
        let courses = passing.into_iter().cloned().collect();
        Ok(Cow::Owned(MailFacts { courses, ..facts.clone() }))
    }

    async fn status(
        &self,
        store: &dyn TenantStore,
        customer: CustomerId,
        looked_up: Option<&CustomerRecord>,
    ) -> Result<StatusWord, Hindrance> {
        let now = self.clock.now();
        if let Some(record) = looked_up {
            return Ok(record.customer.status_at(now).word());
        }
        let found = store.find_customer(&CustomerKey::Id(customer)).await?;
        Ok(found.ok_or_else(gone)?.customer.status_at(now).word())
    }

    /// The account's status, and the state in each course the mail is about.
    async fn by_course(
        &self,
        store: &dyn TenantStore,
        customer: CustomerId,
        facts: &MailFacts,
    ) -> Result<(StatusWord, BTreeMap<CourseId, StateWord>), Hindrance> {
        let now = self.clock.now();
        let mut status = StatusWord::Active;
        let mut by_course = BTreeMap::new();
        for told in &facts.courses {
            let (who, what) = (CustomerKey::Id(customer), SubjectKey::CourseId(told.course));
            match store.access_facts(&who, &what).await? {
                AccessLookup::NoCustomer => return Err(gone()),
                // A course that is not in the catalogue is one that nobody is in.
                AccessLookup::NoSubject => {}
                AccessLookup::Found(found) => {
                    status = found.account.status_at(now);
                    let of = found.courses.iter().find(|course| course.course == Some(told.course));
                    let state = of.and_then(|course| state_at(&course.grants, &course.enrollment, now));
                    by_course.extend(state.map(|state| (told.course, state.word())));
                }
            }
        }
        Ok((status, by_course))
    }
}

fn gone() -> Hindrance {
    Hindrance::GivenUp("its recipient was erased".to_owned())
}
