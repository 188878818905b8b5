//! Telling the story: every act is decided by the domain on what came before, and becomes one commit.

use rollbook_domain::actor::{Actor, Channel};
use rollbook_domain::catalogue::Catalogue;
use rollbook_domain::commit::Commit;
use rollbook_domain::customer::{AddCustomer, Origin, Profile, add};
use rollbook_domain::email::EmailAddress;
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::group::Group;
use rollbook_domain::id::{CommitId, CustomerId};
use rollbook_domain::money::Currency;
use rollbook_domain::record::{CustomerRecord, RecordEvent};
use rollbook_domain::settings::{Settings, TenantEvent};
use rollbook_domain::stamp::{Revision, Stamp};
use rollbook_domain::text::{Note, PersonName};
use rollbook_domain::time::{Date, Instant, Zone};

use super::ids::StoryIds;
use super::people::{PEOPLE, Person};
use super::{acts, catalogue, contract, office, organizations};
use crate::CliError;

/// The first day of the story.
const BEGINS_ON: &str = "2025-01-07";
/// Nine in the morning: office hours, in microseconds after midnight.
const OFFICE_OPENS: i64 = 9 * 3_600_000_000;
const ONE_MINUTE: i64 = 60_000_000;

/// What happened, ready to be written.
pub(super) struct Story {
    /// One for each act, in the order of the acts.
    pub(super) commits: Vec<Commit>,
    /// The tenant's settings.
    pub(super) settings: Settings,
    /// The catalogue.
    pub(super) catalogue: Catalogue,
    /// The groups.
    pub(super) groups: Vec<Group>,
    /// Everybody, as they are at the end, in the order of [`PEOPLE`], and then the office.
    pub(super) records: Vec<CustomerRecord>,
    /// Where the story's ids come from.
    pub(super) ids: StoryIds,
}

/// A story that the rules do not allow; a mistake of its author.
#[derive(Debug, thiserror::Error)]
#[error("the demo contradicts itself: {0}")]
pub(super) struct Contradiction(String);

impl Contradiction {
    /// What the domain says against it.
    pub(super) fn new(refused: impl std::fmt::Display) -> Self {
        Self(refused.to_string())
    }
}

impl From<Contradiction> for CliError {
    fn from(contradiction: Contradiction) -> Self {
        Self::Unavailable(contradiction.to_string())
    }
}

/// Tells the whole story.
pub(super) fn told() -> Result<Story, Contradiction> {
    let mut story = begun()?;
    let mut acts = acts::in_order()?;
    acts.sort_by_key(|act| act.on);
    for (place, act) in acts.into_iter().enumerate() {
        let minutes = i64::try_from(place % 400).unwrap_or(0);
        let now = story.office_hour(act.on, minutes)?;
        acts::play(&mut story, &act, now)?;
    }
    office::fill(&mut story)?;
    contract::fill(&mut story)?;
    organizations::fill(&mut story)?;
    Ok(story)
}

/// The tenant, the groups, the catalogue and the people, all on the first days.
fn begun() -> Result<Story, Contradiction> {
    let time_zone = Zone::parse("Europe/Berlin").map_err(Contradiction::new)?;
    let currency = Currency::parse("EUR").map_err(Contradiction::new)?;
    let day = Date::parse(BEGINS_ON).map_err(Contradiction::new)?;
    let ids = StoryIds::beginning_at(time_zone.start_of(day));
    let settings = Settings { time_zone, currency, ..Settings::initial() };
    let mut story = Story {
        commits: Vec::new(),
        settings,
        catalogue: Catalogue::default(),
        groups: Vec::new(),
        records: Vec::new(),
        ids,
    };
    let mut commit = story.begin(story.office_hour(day, 0)?);
    commit.expect(StreamId::Tenant, Revision::NONE);
    let added = TenantEvent::TenantAdded { settings: Box::new(story.settings.clone()) };
    commit.push(Event::Tenant(added), None);
    story.commits.push(commit);
    catalogue::fill(&mut story, day)?;
    for (minute, person) in (60..).zip(PEOPLE) {
        let now = story.office_hour(day, minute)?;
        story.welcome(person, now)?;
    }
    Ok(story)
}

impl Story {
    /// An instant within office hours of a day.
    pub(super) fn office_hour(&self, day: Date, minute: i64) -> Result<Instant, Contradiction> {
        let midnight = self.settings.time_zone.start_of(day);
        midnight.checked_add_micros(OFFICE_OPENS + minute * ONE_MINUTE).map_err(Contradiction::new)
    }

    /// A commit of the next id.
    pub(super) fn begin(&self, now: Instant) -> Commit {
        let actor = Actor::administrator("demo", Channel::Cli);
        Commit::new(CommitId::next(&self.ids), now, actor)
    }

    /// Makes a person's account.
    pub(super) fn welcome(&mut self, person: &Person, now: Instant) -> Result<(), Contradiction> {
        let first = PersonName::parse(person.first_name).map_err(Contradiction::new)?;
        let last = PersonName::parse(person.last_name).map_err(Contradiction::new)?;
        let email = EmailAddress::parse(person.email).map_err(Contradiction::new)?;
        let command = AddCustomer {
            profile: Profile::new(first, last, email),
            origin: Origin::Admin,
            must_change_password: false,
        };
        let id = CustomerId::next(&self.ids);
        let mut commit = self.begin(now);
        commit.expect(StreamId::Customer(id), Revision::NONE);
        let mut record: Option<CustomerRecord> = None;
        for event in add(command, None, None).map_err(Contradiction::new)? {
            let event = RecordEvent::from(event);
            record = CustomerRecord::from_first(id, &event, &stamp(Revision::new(1), now, now, None));
            commit.push(Event::Customer(id, event), None);
        }
        self.commits.push(commit);
        self.records.extend(record);
        Ok(())
    }

    /// The place of a person in [`Story::records`], by the first part of the email.
    pub(super) fn place_of(name: &str) -> Result<usize, Contradiction> {
        let place = PEOPLE.iter().position(|person| person.email.strip_suffix("@example.org") == Some(name));
        place.ok_or_else(|| Contradiction::new(format!("nobody is called {name}")))
    }

    /// Writes what happened to somebody as one commit, and folds it.
    pub(super) fn record(
        &mut self,
        place: usize,
        events: Vec<RecordEvent>,
        now: Instant,
        effective_at: Instant,
        note: Option<&Note>,
    ) -> Result<(), Contradiction> {
        if events.is_empty() {
            return Err(Contradiction::new("an act changes nothing"));
        }
        let mut commit = self.begin(now);
        self.write(&mut commit, place, events, effective_at, note);
        self.commits.push(commit);
        Ok(())
    }

    /// Writes what happened to somebody into a commit, and folds it.
    pub(super) fn write(
        &mut self,
        commit: &mut Commit,
        place: usize,
        events: Vec<RecordEvent>,
        effective_at: Instant,
        note: Option<&Note>,
    ) {
        let record = &mut self.records[place];
        let id = record.customer.id;
        commit.expect(StreamId::Customer(id), record.revision);
        for event in events {
            let stamp = stamp(record.revision.next(), commit.recorded_at, effective_at, note);
            record.apply(&event, &stamp);
            commit.push_effective(Event::Customer(id, event), effective_at, note.cloned());
        }
    }
}

fn stamp(position: Revision, recorded_at: Instant, effective_at: Instant, note: Option<&Note>) -> Stamp {
    Stamp { position, effective_at, recorded_at, actor: "demo".into(), note: note.cloned() }
}
