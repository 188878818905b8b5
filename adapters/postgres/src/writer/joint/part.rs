//! Which commits may go together.

use std::sync::Arc;

use rollbook_domain::commit::Expected;
use rollbook_domain::customer::CustomerEvent;
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::port::stored::stream_key;
use rollbook_domain::record::RecordEvent;
use rollbook_domain::seat::SeatEvent;
use rollbook_domain::stamp::Revision;
use rollbook_domain::transcript::TranscriptEvent;
use uuid::Uuid;

use super::super::streams::KINDS;
use super::super::work::Work;
use super::lanes::{Fit, Job};

/// No more events and mails than this are written together, nor elements of run-time data. More would share little more,
/// and no longer fit into one segment to a server on the same machine: sqlx 0.9.0 leaves Nagle's algorithm on (its issue
/// 4335), by which the rest of a larger message waits for 40 ms.
const MOST_ROWS: usize = 32;

/// A stream by its kind's place and its id.
pub(super) type StreamKey = (usize, Uuid);

/// A commit that others may be written with.
pub(crate) struct Part {
    pub(super) work: Arc<Work>,
    pub(super) rows: usize,
    /// Streams that are there and go on, each with the revision expected.
    pub(super) moved: Vec<(StreamKey, i64)>,
    begun: Vec<StreamKey>,
    /// Streams that stay where they are until the commit, each with the revision expected.
    pub(super) held: Vec<(StreamKey, i64)>,
}

impl Part {
    /// The commit as a part of several, unless it has to be written by itself: it is large, gives up a name that another
    /// one may take, or rests on what is no row of a stream.
    pub(super) fn of(work: &Arc<Work>) -> Option<Self> {
        let commit = &work.commit;
        let rows = commit.events.iter().map(|new| rows_of(&new.event)).sum::<usize>() + commit.mails.len();
        if commit.events.is_empty()
            || rows > MOST_ROWS / 2
            || !commit.events.iter().all(|new| may_join(&new.event))
        {
            return None;
        }
        let mut part =
            Self { work: Arc::clone(work), rows, moved: Vec::new(), begun: Vec::new(), held: Vec::new() };
        for expected in &commit.expected {
            let (name, id) = stream_key(&expected.stream);
            let key = (KINDS.iter().position(|kind| kind.name == name)?, id);
            if part.names(key) {
                return None;
            }
            let revision = expected.revision.get().cast_signed();
            let is_new = expected.revision == Revision::NONE;
            match (work.reached.contains_key(&expected.stream), is_new) {
                (true, true) => part.begun.push(key),
                (true, false) => part.moved.push((key, revision)),
                (false, false) => part.held.push((key, revision)),
                (false, true) => return None,
            }
        }
        Some(part)
    }

    /// With whose commits it goes.
    pub(super) fn kind(&self, tenant_no: i64) -> Kind {
        let commit = &self.work.commit;
        let events = commit.events.iter().map(|new| new.event.kind()).collect();
        Kind { tenant_no, events, mails: commit.mails.len() }
    }

    /// The streams that are written to and were there, with how far each gets.
    pub(super) fn advanced(&self) -> impl Iterator<Item = (StreamId, Revision)> {
        let was_there = |expected: &&Expected| expected.revision != Revision::NONE;
        let reached =
            |expected: &Expected| Some((expected.stream, self.work.reached.get(&expected.stream).copied()?));
        self.work.commit.expected.iter().filter(was_there).filter_map(reached)
    }

    fn writes(&self, key: StreamKey) -> bool {
        self.begun.contains(&key) || self.moved.iter().any(|(moved, _)| *moved == key)
    }

    fn names(&self, key: StreamKey) -> bool {
        self.writes(key) || self.held.iter().any(|(held, _)| *held == key)
    }

    /// Whether it does nothing to a stream that the other one rests on.
    fn leaves_alone(&self, other: &Self) -> bool {
        let moved = self.moved.iter().map(|(key, _)| key);
        !self.begun.iter().chain(moved).any(|key| other.names(*key))
    }
}

/// A tenant's commits that do the same, so that they are written by the same statements.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Kind {
    tenant_no: i64,
    events: Vec<&'static str>,
    mails: usize,
}

impl Job for Part {
    type Lane = Kind;

    fn fits(&self, others: &[Arc<Self>]) -> Fit {
        if !others.iter().all(|other| self.leaves_alone(other) && other.leaves_alone(self)) {
            return Fit::Apart;
        }
        let rows: usize = others.iter().map(|other| other.rows).sum();
        if rows + self.rows <= MOST_ROWS { Fit::Together } else { Fit::Later }
    }
}

/// How many rows an event brings: one to the log, and those of the elements that come with it.
fn rows_of(event: &Event) -> usize {
    let elements = match event {
        Event::Transcript(_, TranscriptEvent::CmiCommitted(commit)) => &commit.elements,
        _ => &None,
    };
    1 + elements.as_ref().map_or(0, |elements| elements.iter().count())
}

/// Whether an event says nothing that another commit's could depend on, beside its own streams: it frees no email, code or
/// link, and no hierarchy rests on it.
fn may_join(event: &Event) -> bool {
    match event {
        Event::Customer(_, RecordEvent::Customer(event)) => matches!(
            event,
            CustomerEvent::CustomerAdded { .. }
                | CustomerEvent::PasswordSet { .. }
                | CustomerEvent::AccountLinkMade { .. }
                | CustomerEvent::GroupJoined { .. }
        ),
        Event::Customer(_, RecordEvent::Access(_) | RecordEvent::Enrollment(_)) => true,
        Event::Seat(_, event) => {
            matches!(event, SeatEvent::InvitationSent { .. } | SeatEvent::SeatClaimed { .. })
        }
        Event::Transcript(_, event) => {
            !matches!(event, TranscriptEvent::SubmissionRemoved { .. } | TranscriptEvent::CmiCleared { .. })
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use rollbook_domain::access::AccessEvent;
    use rollbook_domain::actor::{Actor, Channel};
    use rollbook_domain::commit::Commit;
    use rollbook_domain::id::{CommitId, CustomerId, GrantId, SeatId};
    use rollbook_domain::settings::TenantId;
    use rollbook_domain::time::Instant;

    use super::*;

    fn customer(number: u128) -> CustomerId {
        CustomerId::from_uuid(Uuid::from_u128(number))
    }

    fn draft() -> Commit {
        let id = CommitId::from_uuid(Uuid::from_u128(1));
        Commit::new(id, Instant::EPOCH, Actor::administrator("grace", Channel::Cli))
    }

    fn work(commit: Commit) -> Arc<Work> {
        Arc::new(Work::parse(TenantId::default(), commit).unwrap())
    }

    fn part(commit: Commit) -> Arc<Part> {
        Arc::new(Part::of(&work(commit)).unwrap())
    }

    /// A customer's access is revoked, by a decision that rests on another stream as well.
    fn revoked(number: u128, rests_on: Option<StreamId>) -> Commit {
        let mut commit = draft();
        commit.expect(StreamId::Customer(customer(number)), Revision::new(3));
        if let Some(stream) = rests_on {
            commit.expect(stream, Revision::new(1));
        }
        let grant = GrantId::from_uuid(Uuid::from_u128(number));
        let event = Event::Customer(customer(number), AccessEvent::AccessRevoked { grant }.into());
        commit.push(event, None);
        commit
    }

    fn about(event: CustomerEvent) -> Commit {
        let mut commit = draft();
        commit.expect(StreamId::Customer(customer(1)), Revision::new(3));
        commit.push(Event::Customer(customer(1), event.into()), None);
        commit
    }

    #[test]
    fn whoever_gives_a_name_up_goes_alone() {
        for event in [
            CustomerEvent::ProfileEdited { fields: Vec::new(), profile: None },
            CustomerEvent::CustomerErased,
            CustomerEvent::CustomerDeleted,
        ] {
            assert!(Part::of(&work(about(event.clone()))).is_none(), "{event:?}");
        }
    }

    #[test]
    fn what_rests_on_settings_or_on_something_that_is_not_there_goes_alone() {
        assert!(Part::of(&work(revoked(1, Some(StreamId::Tenant)))).is_none());
        let mut commit = revoked(1, None);
        commit.expect(StreamId::Customer(customer(2)), Revision::NONE);
        assert!(Part::of(&work(commit)).is_none());
    }

    #[test]
    fn a_large_commit_goes_alone() {
        let mut commit = revoked(1, None);
        for number in 0..MOST_ROWS as u128 {
            let grant = GrantId::from_uuid(Uuid::from_u128(number));
            commit.push(Event::Customer(customer(1), AccessEvent::AccessRevoked { grant }.into()), None);
        }
        assert!(Part::of(&work(commit)).is_none());
    }

    #[test]
    fn two_may_rest_on_one_stream_unless_one_of_them_moves_it() {
        let buyer = StreamId::Customer(customer(9));
        let (one, other) = (part(revoked(1, Some(buyer))), part(revoked(2, Some(buyer))));
        assert_eq!(other.fits(&[Arc::clone(&one)]), Fit::Together);
        let moving = part(revoked(9, None));
        assert_eq!(moving.fits(&[Arc::clone(&one)]), Fit::Apart);
        assert_eq!(one.fits(&[moving]), Fit::Apart);
        assert_eq!(one.fits(&[part(revoked(1, None))]), Fit::Apart);
    }

    #[test]
    fn only_what_does_the_same_for_one_tenant_goes_together() {
        let one = part(revoked(1, None));
        let mut commit = revoked(2, None);
        commit.push(commit.events[0].event.clone(), None);
        assert_ne!(part(commit).kind(1), one.kind(1));
        assert_eq!(part(revoked(2, None)).kind(1), one.kind(1));
        assert_ne!(one.kind(1), one.kind(2));
    }

    #[test]
    fn what_is_too_much_comes_later() {
        let one = part(revoked(1, None));
        let full: Vec<Arc<Part>> =
            (0..MOST_ROWS as u128).map(|number| part(revoked(100 + number, None))).collect();
        assert_eq!(one.fits(&full[1..]), Fit::Together);
        assert_eq!(one.fits(&full), Fit::Later);
    }

    #[test]
    fn a_seat_and_a_customer_of_one_id_are_two_streams() {
        let seat = StreamId::Seat(SeatId::from_uuid(Uuid::from_u128(2)));
        let (one, other) = (part(revoked(1, Some(seat))), part(revoked(2, None)));
        assert_eq!(other.fits(&[one]), Fit::Together);
    }
}
