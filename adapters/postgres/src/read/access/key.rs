//! The values of the statements: whom is asked about, and what.

use rollbook_domain::port::{CustomerKey, SubjectKey};
use uuid::Uuid;

use super::usual::Asked;
use crate::row::StoredId as _;
use crate::tables::Binds;

/// A key as it stands in its column.
enum Key {
    Id(Uuid),
    Text(String),
}

/// Those of one kind.
#[derive(Default)]
struct KeySet {
    ids: Vec<Uuid>,
    texts: Vec<String>,
}

/// The keys of one question.
pub(super) fn keys(binds: Binds, asked: &Asked) -> Binds {
    subject_key(&asked.subject).bind(customer_key(&asked.customer).bind(binds))
}

/// The keys of questions of one kind: all the customers', and all the subjects'.
pub(super) fn key_sets(binds: Binds, asked: &[Asked]) -> Binds {
    let (mut customers, mut subjects) = (KeySet::default(), KeySet::default());
    for asked in asked {
        customers.add(customer_key(&asked.customer));
        subjects.add(subject_key(&asked.subject));
    }
    subjects.bind(customers.bind(binds))
}

fn customer_key(customer: &CustomerKey) -> Key {
    match customer {
        CustomerKey::Id(id) => Key::Id(id.uuid()),
        CustomerKey::Email(email) => Key::Text(email.as_str().to_owned()),
        CustomerKey::Code(code) => Key::Text(code.folded()),
    }
}

fn subject_key(subject: &SubjectKey) -> Key {
    match subject {
        SubjectKey::ItemId(id) => Key::Id(id.uuid()),
        SubjectKey::CourseId(id) => Key::Id(id.uuid()),
        SubjectKey::ProductId(id) => Key::Id(id.uuid()),
        SubjectKey::ItemCode(code) | SubjectKey::CourseCode(code) | SubjectKey::ProductCode(code) => {
            Key::Text(code.folded())
        }
    }
}

impl Key {
    fn bind(self, binds: Binds) -> Binds {
        match self {
            Self::Id(id) => binds.with(id),
            Self::Text(text) => binds.with(text),
        }
    }
}

impl KeySet {
    fn add(&mut self, key: Key) {
        match key {
            Key::Id(id) => self.ids.push(id),
            Key::Text(text) => self.texts.push(text),
        }
    }

    fn bind(self, binds: Binds) -> Binds {
        if self.texts.is_empty() { binds.with(self.ids) } else { binds.with(self.texts) }
    }
}
