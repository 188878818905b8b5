//! The six who act, each by the use case that is made for it.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::Arc;
use std::task::Poll;

use pollster::block_on;
use rollbook_application::order::{CancelWhat, cancel_order, plan_cancel};
use rollbook_application::seat::{
    AssignCommand, AssignWhom, ClaimCommand, ClaimOutcome, Opener, ReclaimCommand, ReclaimWhich, SeatSource,
    assign_seats, claim_seat, reclaim_seats, resend_invitation,
};
use rollbook_application::{Desk, Failure};
use rollbook_domain::plan::ApplyOptions;
use rollbook_domain::plan::seats::GiveOutOptions;
use rollbook_domain::port::CustomerKey;

use super::gate::Gate;
use super::scene::{Person, Scene};
use crate::words::profile;

/// What somebody does to the seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Act {
    /// The first who was invited accepts.
    Accept,
    /// The second who was invited accepts.
    AcceptToo,
    /// The buyer takes the seat back.
    Reclaim,
    /// The buyer gives the seat to a third person.
    Assign,
    /// An administrator cancels the order, confirming whoever loses access.
    Cancel,
    /// The buyer sends the first invitation again.
    Resend,
}

impl Act {
    pub(super) const ALL: [Self; 6] =
        [Self::Accept, Self::AcceptToo, Self::Reclaim, Self::Assign, Self::Cancel, Self::Resend];
}

/// How it ended for an actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// It was done.
    Done,
    /// There was nothing to do.
    Unchanged,
    /// The rules turned it down.
    Refused,
}

/// Somebody in the middle of an act.
pub(super) struct Actor<'a> {
    gate: Arc<Gate>,
    deed: Pin<Box<dyn Future<Output = End> + 'a>>,
    has_begun: bool,
    end: Option<End>,
}

impl<'a> Actor<'a> {
    pub(super) fn new(scene: &'a Scene<'a>, act: Act) -> Self {
        let gate = Arc::new(Gate::before(&scene.tenant));
        let store = Arc::clone(&gate);
        let deed = Box::pin(async move {
            let desk = scene.desk(&*store);
            match perform(&desk, scene, act).await {
                Ok(true) => End::Done,
                Ok(false) => End::Unchanged,
                Err(failure) => {
                    // Whoever loses is told by which rule; a conflict or an outage is no answer.
                    assert!(!failure.rules().is_empty(), "{act:?}: {failure}");
                    End::Refused
                }
            }
        });
        Self { gate, deed, has_begun: false, end: None }
    }

    pub(super) fn has_begun(&self) -> bool {
        self.has_begun
    }

    pub(super) fn end(&self) -> Option<End> {
        self.end
    }

    /// Goes on to the next commit, or to the end.
    pub(super) fn step(&mut self) {
        self.has_begun = true;
        let (gate, deed) = (&self.gate, &mut self.deed);
        self.end = block_on(poll_fn(|context| match deed.as_mut().poll(context) {
            Poll::Ready(end) => Poll::Ready(Some(end)),
            Poll::Pending if gate.is_waiting() => Poll::Ready(None),
            Poll::Pending => Poll::Pending,
        }));
    }
}

async fn perform(desk: &Desk<'_>, scene: &Scene<'_>, act: Act) -> Result<bool, Failure> {
    match act {
        Act::Accept => accept(desk, scene, &scene.invited[0]).await,
        Act::AcceptToo => accept(desk, scene, &scene.invited[1]).await,
        Act::Reclaim => {
            let which = ReclaimWhich::Seat { seat: scene.seat, buyer: Some(CustomerKey::Id(scene.buyer)) };
            let apply = ApplyOptions::default();
            let command = ReclaimCommand { which, reason: None, is_dry_run: false, apply };
            let report = reclaim_seats(desk, scene.vault, &command).await?;
            Ok(report.reclaimed > 0)
        }
        Act::Assign => {
            let command = AssignCommand {
                buyer: CustomerKey::Id(scene.buyer),
                source: SeatSource::Seat(scene.seat),
                whom: AssignWhom::Profiles(vec![profile(&scene.third.email)]),
                options: GiveOutOptions::default(),
                is_dry_run: false,
                holds_mail: false,
                reason: None,
            };
            let report = assign_seats(desk, &command, &scene.hasher, scene.vault).await?;
            assert!(report.is_applied, "{report:?}");
            Ok(true)
        }
        Act::Cancel => cancel(desk, scene).await,
        Act::Resend => {
            let invitation = scene.invitations[0];
            resend_invitation(desk, scene.vault, invitation, Some(scene.buyer), false).await?;
            Ok(true)
        }
    }
}

async fn accept(desk: &Desk<'_>, scene: &Scene<'_>, person: &Person) -> Result<bool, Failure> {
    let command = ClaimCommand {
        opener: Opener::Link(&person.link),
        email: profile(&person.email).email,
        name: None,
        password: None,
        may_stack: false,
        holds_mail: false,
    };
    let claim = claim_seat(desk, scene.vault, &scene.hasher, &command).await?;
    assert_eq!(claim.outcome, ClaimOutcome::Claimed);
    Ok(true)
}

/// Looks how many would lose access, confirms that many, and looks again when there are others by then.
async fn cancel(desk: &Desk<'_>, scene: &Scene<'_>) -> Result<bool, Failure> {
    loop {
        let told = plan_cancel(desk, scene.order, CancelWhat::Whole).await?;
        let confirmed = Some(told.seats.claimed).filter(|claimed| *claimed > 0);
        match cancel_order(desk, scene.order, CancelWhat::Whole, confirmed, None).await {
            Err(Failure::Refused(_)) => {}
            cancelled => return cancelled.map(|_| true),
        }
    }
}
