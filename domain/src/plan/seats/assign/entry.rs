//! Who is to be given a seat: typed in, uploaded, or ticked (REG-11, REG-12, REG-19).

use std::collections::HashMap;

use crate::customer::Profile;
use crate::email::{EmailAddress, EmailKey};
use crate::id::CustomerId;
use crate::personal::Personal;
use crate::plan::cells::Cells;
use crate::plan::header::{Column, Header};
use crate::plan::seats::KnownLearner;
use crate::plan::{Findings, RefusedRow};
use crate::rule::{CUS_29, IMP_04, Q_18, Q_19, Q_33, REG_12};
use crate::seat::ClaimWay;
use crate::secret::Password;
use crate::settings::Settings;
use crate::table::{Row, Table};
use crate::text::PersonName;

const FIRST_NAME: usize = 0;
const LAST_NAME: usize = 1;
const EMAIL: usize = 2;
const PASSWORD: usize = 3;

const COLUMNS: &[Column] = &[
    Column::needed("First Name", "the first name").personal(),
    Column::needed("Last Name", "the last name").personal(),
    Column::needed("Email", "an address such as ada@example.org"),
    Column::optional("Password").personal(),
];

/// Somebody typed in or uploaded.
#[derive(Debug, Clone)]
pub struct Recipient {
    /// The person, for an account that has to be made.
    pub profile: Profile,
    /// The password that the buyer chose for them.
    pub password: Option<Password>,
}

/// One row.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) line: u32,
    pub(super) email: Option<Personal<String>>,
    pub(super) who: Who,
}

/// Whom a row names.
#[derive(Debug)]
pub(super) enum Who {
    /// Somebody typed in or uploaded.
    Recipient(Box<Recipient>),
    /// An earlier learner, and the address that the buyer knows them by.
    Earlier(CustomerId, Option<EmailAddress>),
    /// Nobody, for the row is refused.
    Nobody,
}

/// Everybody who is to be given a seat, in the order given.
#[derive(Debug)]
pub struct AssignTo {
    pub(super) way: ClaimWay,
    pub(super) entries: Vec<Entry>,
    pub(super) refused: Vec<RefusedRow>,
    pub(super) is_unreadable: bool,
}

impl AssignTo {
    /// Learners typed in one by one (option 1); they are counted from 1.
    pub fn profiles(profiles: impl IntoIterator<Item = Profile>) -> Self {
        let entry = |(line, profile): (u32, Profile)| Entry {
            line,
            email: Some(Personal::new(profile.email.as_typed().to_owned())),
            who: Who::Recipient(Box::new(Recipient { profile, password: None })),
        };
        Self::of(ClaimWay::Profile, (1..).zip(profiles).map(entry).collect())
    }

    /// Learners uploaded in a file with the columns `First Name,Last Name,Email,Password` (option 3), of which the last
    /// may be missing or blank.
    pub fn file(table: &Table, settings: &Settings) -> Self {
        let header = match Header::find(table, COLUMNS, false, settings) {
            Ok(header) => header,
            Err(findings) => return Self::of_unreadable(findings),
        };
        let mut refused = Vec::new();
        let entries = table.rows.iter().map(|row| read(&header, row, &mut refused, settings)).collect();
        Self { refused, ..Self::of(ClaimWay::Upload, entries) }
    }

    /// A file that is no table.
    pub fn unreadable(errors: Vec<crate::table::TableError>) -> Self {
        Self::of_unreadable(Findings::unreadable(errors))
    }

    /// Earlier learners of the buyer, ticked (REG-12): those known to the buyer by these addresses, or all of them.
    pub fn earlier(ticked: Option<&[EmailAddress]>, learners: &[KnownLearner<'_>]) -> Self {
        let of = |learner: &KnownLearner<'_>| (learner.id, learner.claimed_as.cloned());
        let Some(ticked) = ticked else {
            let entries = (1..).zip(learners).map(|(line, learner)| {
                let (id, address) = of(learner);
                let email = address.as_ref().map(|address| Personal::new(address.as_typed().to_owned()));
                Entry { line, email, who: Who::Earlier(id, address) }
            });
            return Self::of(ClaimWay::Existing, entries.collect());
        };
        let mut by_address: HashMap<&EmailAddress, Vec<&KnownLearner<'_>>> = HashMap::new();
        for learner in learners {
            if let Some(address) = learner.claimed_as {
                by_address.entry(address).or_default().push(learner);
            }
        }
        let mut refused = Vec::new();
        let entries = (1..).zip(ticked).map(|(line, address)| {
            let email = Some(Personal::new(address.as_typed().to_owned()));
            let meant = by_address.get(address).ok_or((NOT_EARLIER, &[REG_12, Q_19]));
            match meant.and_then(|known| the_one(known, address).ok_or((SEVERAL, &[REG_12, Q_18]))) {
                Ok(learner) => {
                    let (id, known_as) = of(learner);
                    Entry { line, email, who: Who::Earlier(id, known_as) }
                }
                Err((reason, rules)) => {
                    let value = Some(address.as_typed().into());
                    refused.push(RefusedRow { line, column: None, value, reason: reason.into(), rules });
                    Entry { line, email, who: Who::Nobody }
                }
            }
        });
        let entries = entries.collect();
        Self { refused, ..Self::of(ClaimWay::Existing, entries) }
    }

    /// The addresses that a store must be asked about before the seats can be planned, each once.
    pub fn emails(&self) -> Vec<EmailKey> {
        let mut emails: Vec<EmailKey> = self
            .entries
            .iter()
            .filter_map(|entry| match &entry.who {
                Who::Recipient(recipient) => Some(recipient.profile.email.key()),
                Who::Earlier(..) | Who::Nobody => None,
            })
            .collect();
        emails.sort_unstable();
        emails.dedup();
        emails
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    fn of(way: ClaimWay, entries: Vec<Entry>) -> Self {
        Self { way, entries, refused: Vec::new(), is_unreadable: false }
    }

    fn of_unreadable(findings: Findings) -> Self {
        Self { refused: findings.refused, is_unreadable: true, ..Self::of(ClaimWay::Upload, Vec::new()) }
    }
}

const NOT_EARLIER: &str = "nobody who holds or held one of this buyer's seats is known by this address; accepted form: \
     the address a seat was given to, or --to with a name for somebody new";

const SEVERAL: &str = "several who hold or held one of this buyer's seats are known by this address, and none of them has it \
     now; accepted form: --to with the name and the present address of the one who is meant";

/// Of several who took seats with one address, only whoever has it now is meant by it.
fn the_one<'a>(known: &[&'a KnownLearner<'a>], address: &EmailAddress) -> Option<&'a KnownLearner<'a>> {
    match known {
        [only] => Some(only),
        several => several.iter().find(|learner| learner.profile.email == *address).copied(),
    }
}

fn read(header: &Header, row: &Row, refused: &mut Vec<RefusedRow>, settings: &Settings) -> Entry {
    let mut cells = Cells::new(header, row, refused);
    let who = match recipient(&mut cells, settings) {
        Some(recipient) => Who::Recipient(Box::new(recipient)),
        None => Who::Nobody,
    };
    let typed = cells.text(EMAIL);
    let email = (!typed.is_empty()).then(|| Personal::new(crate::text::shown(typed)));
    Entry { line: row.line(), email, who }
}

fn recipient(cells: &mut Cells<'_, '_>, settings: &Settings) -> Option<Recipient> {
    let first_name = cells.parse(FIRST_NAME, &[IMP_04], PersonName::parse);
    let last_name = cells.parse(LAST_NAME, &[IMP_04], PersonName::parse);
    let email = cells.parse(EMAIL, &[CUS_29], EmailAddress::parse);
    let password = password(cells, settings.password_min_length);
    if cells.is_refused() {
        return None;
    }
    Some(Recipient { profile: Profile::new(first_name?, last_name?, email?), password })
}

/// A password is taken as it stands, with the spaces around it; a cell of nothing but spaces is blank.
fn password(cells: &mut Cells<'_, '_>, min_chars: u32) -> Option<Password> {
    let typed = cells.raw(PASSWORD);
    if typed.trim().is_empty() {
        return None;
    }
    match Password::parse(typed, min_chars as usize) {
        Ok(password) => Some(password),
        Err(error) => {
            cells.refuse(PASSWORD, error.to_string(), &[Q_33]);
            None
        }
    }
}
