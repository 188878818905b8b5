//! Who a roster's rows are about: accounts that are there, and accounts to be made (IMP-21, Q-21 to Q-25).

use std::collections::{HashMap, HashSet};

use crate::customer::StatusWord;
use crate::email::EmailKey;
use crate::id::{CustomerId, GroupId, PriceId};
use crate::plan::KnownAccount;
use crate::stamp::Revision;

/// Somebody's number among the people of the file.
pub(super) type Number = u32;

/// An account that a good row is about.
pub(super) struct Person<'facts> {
    pub(super) id: CustomerId,
    pub(super) known: Option<&'facts KnownAccount>,
    /// Whether the plan writes to it.
    pub(super) has_events: bool,
    /// Whether the plan sets a password for it.
    pub(super) has_password: bool,
    /// The index of the first good row.
    pub(super) first_row: usize,
}

impl Person<'_> {
    pub(super) fn revision(&self) -> Revision {
        self.known.map_or(Revision::NONE, |known| known.revision)
    }

    pub(super) fn barred(&self) -> Option<StatusWord> {
        self.known.map(|known| known.status).filter(|status| *status != StatusWord::Active)
    }
}

/// Everybody a file is about, with what they have and what the file gives them.
pub(super) struct People<'facts> {
    known: HashMap<&'facts str, &'facts KnownAccount>,
    known_codes: HashMap<String, CustomerId>,
    numbers: HashMap<EmailKey, Number>,
    codes: HashMap<String, Number>,
    memberships: HashSet<(Number, GroupId)>,
    sales: HashMap<(Number, PriceId), u32>,
    pub(super) all: Vec<Person<'facts>>,
}

impl<'facts> People<'facts> {
    pub(super) fn new(known: &'facts [KnownAccount]) -> Self {
        let coded = known.iter().filter_map(|account| Some((account.code.as_ref()?.folded(), account.id)));
        Self {
            known: known.iter().map(|account| (account.email.as_str(), account)).collect(),
            known_codes: coded.collect(),
            numbers: HashMap::new(),
            codes: HashMap::new(),
            memberships: HashSet::new(),
            sales: HashMap::new(),
            all: Vec::new(),
        }
    }

    /// The person of an email, if an earlier good row was about them.
    pub(super) fn find(&self, email: &EmailKey) -> Option<Number> {
        self.numbers.get(email).copied()
    }

    /// The account of an email, if there is one.
    pub(super) fn known(&self, email: &EmailKey) -> Option<&'facts KnownAccount> {
        self.known.get(email.as_str()).copied()
    }

    pub(super) fn get(&self, number: Number) -> Option<&Person<'facts>> {
        self.all.get(number as usize)
    }

    /// Takes somebody in, by their first good row.
    pub(super) fn take_in(&mut self, email: EmailKey, person: Person<'facts>) -> Option<Number> {
        let number = Number::try_from(self.all.len()).ok()?;
        for group in person.known.iter().flat_map(|known| &known.groups) {
            self.memberships.insert((number, *group));
        }
        self.numbers.insert(email, number);
        self.all.push(person);
        Some(number)
    }

    pub(super) fn mark_changed(&mut self, number: Number) {
        if let Some(person) = self.all.get_mut(number as usize) {
            person.has_events = true;
        }
    }

    pub(super) fn mark_password(&mut self, number: Number) {
        if let Some(person) = self.all.get_mut(number as usize) {
            person.has_password = true;
        }
    }

    /// Whether a customer code belongs to somebody else than the person of a row.
    pub(super) fn is_code_of_another(
        &self,
        folded: &str,
        number: Option<Number>,
        known: Option<&KnownAccount>,
    ) -> bool {
        self.known_codes.get(folded).is_some_and(|holder| known.is_none_or(|known| known.id != *holder))
            || self.codes.get(folded).is_some_and(|holder| number != Some(*holder))
    }

    pub(super) fn take_code(&mut self, folded: String, number: Number) {
        self.codes.insert(folded, number);
    }

    pub(super) fn is_member(&self, number: Number, group: GroupId) -> bool {
        self.memberships.contains(&(number, group))
    }

    /// Puts somebody into a group; `false` when they are in it already.
    pub(super) fn join(&mut self, number: Number, group: GroupId) -> bool {
        self.memberships.insert((number, group))
    }

    /// The line of the earlier row that sold this person this price.
    pub(super) fn earlier_sale(&self, number: Number, price: PriceId) -> Option<u32> {
        self.sales.get(&(number, price)).copied()
    }

    pub(super) fn note_sale(&mut self, number: Number, price: PriceId, line: u32) {
        self.sales.entry((number, price)).or_insert(line);
    }
}
