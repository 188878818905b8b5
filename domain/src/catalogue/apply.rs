//! Folding catalogue events.

use super::quiz::{ItemQuiz, Quiz, QuizEdition};
use super::{
    ContentItem, Course, CourseEvent, CourseMails, CourseVersion, Price, PriceEvent, Product, ProductEvent,
};
use crate::id::{CourseId, ItemId, PriceId, ProductId};
use crate::stamp::Revision;
use crate::time::Instant;

impl Product {
    /// Makes the product from its first event; any other first event makes none.
    pub fn from_first(id: ProductId, event: &ProductEvent) -> Option<Self> {
        let ProductEvent::ProductAdded { code, title, courses } = event else { return None };
        let (code, title, courses) = (code.clone(), title.clone(), courses.clone());
        Some(Self { id, code, title, courses, expired_message: None, revision: Revision::new(1) })
    }

    /// Folds one more event into the product.
    pub fn apply(&mut self, event: &ProductEvent, revision: Revision) {
        self.revision = revision;
        match event {
            ProductEvent::ProductAdded { .. } => {}
            ProductEvent::ProductEdited { title, courses } => {
                self.title = title.clone();
                self.courses.clone_from(courses);
            }
            ProductEvent::ProductMessageSet { message } => self.expired_message.clone_from(message),
        }
    }
}

impl Price {
    /// Makes the price from its first event; any other first event makes none.
    pub fn from_first(id: PriceId, event: &PriceEvent) -> Option<Self> {
        let PriceEvent::PriceAdded { code, product, terms } = event else { return None };
        let (code, terms) = (code.clone(), (**terms).clone());
        Some(Self { id, code, product: *product, terms, revision: Revision::new(1) })
    }

    /// Folds one more event into the price.
    pub fn apply(&mut self, event: &PriceEvent, revision: Revision) {
        self.revision = revision;
        if let PriceEvent::PriceEdited { terms } = event {
            self.terms = (**terms).clone();
        }
    }
}

impl Course {
    /// Makes the course from its first event; any other first event makes none.
    pub fn from_first(id: CourseId, event: &CourseEvent, recorded_at: Instant) -> Option<Self> {
        let CourseEvent::CourseAdded { code, title } = event else { return None };
        Some(Self {
            id,
            code: code.clone(),
            title: title.clone(),
            versions: vec![CourseVersion { number: 1, published_at: recorded_at }],
            mails: CourseMails::default(),
            items: Vec::new(),
            revision: Revision::new(1),
        })
    }

    /// Folds one more event into the course.
    pub fn apply(&mut self, event: &CourseEvent, revision: Revision, recorded_at: Instant) {
        self.revision = revision;
        match event {
            CourseEvent::CourseAdded { .. } | CourseEvent::QuizDefined { .. } => {}
            CourseEvent::CourseRetitled { title } => self.title = title.clone(),
            CourseEvent::CourseMailsSet { mails } => self.mails = *mails,
            CourseEvent::ItemAdded { item, code, terms } => {
                let since_version = self.latest_version();
                let (code, terms) = (code.clone(), (**terms).clone());
                self.items.push(ContentItem {
                    id: *item,
                    code,
                    course: self.id,
                    since_version,
                    until_version: None,
                    terms,
                });
            }
            CourseEvent::CoursePublished { version, without } => {
                let last = self.latest_version();
                let dropped = self.items.iter_mut().filter(|item| without.contains(&item.id));
                for item in dropped.filter(|item| item.until_version.is_none()) {
                    item.until_version = Some(last);
                }
                self.versions.push(CourseVersion { number: *version, published_at: recorded_at });
            }
            CourseEvent::ItemEdited { item, terms } => {
                if let Some(known) = self.items.iter_mut().find(|known| known.id == *item) {
                    known.terms = (**terms).clone();
                }
            }
        }
    }
}

impl ItemQuiz {
    /// The quiz of an item that has none yet.
    pub const fn empty(item: ItemId) -> Self {
        Self { item, editions: Vec::new() }
    }

    /// Folds one more definition into the quiz.
    pub fn apply(&mut self, number: u32, version: u32, quiz: &Quiz, defined_at: Instant) {
        self.editions.push(QuizEdition { number, since_version: version, defined_at, quiz: quiz.clone() });
    }
}
