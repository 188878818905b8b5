//! What can happen to a seat.

use serde::{Deserialize, Serialize};

use super::{Channel, ClaimWay, VoidCause};
use crate::email::EmailAddress;
use crate::id::{CustomerId, GrantId, InvitationId, OrderId};
use crate::personal::Personal;
use crate::secret::{LinkHash, SealedCode};
use crate::text::Note;

/// A fact about a seat; codes and what is personal are carried beside the log, never in its payload.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum SeatEvent {
    /// The seat was bought.
    SeatBought {
        /// Who bought it.
        buyer: CustomerId,
        /// The order.
        order: OrderId,
        /// The order's line.
        line: u32,
        /// The seat's number within the line, counted from 1.
        number: u32,
        /// Its registration code; not in the payload.
        #[serde(skip)]
        code: Option<SealedCode>,
    },
    /// An invitation to the seat was made.
    InvitationSent {
        /// The invitation.
        invitation: InvitationId,
        /// By mail, or as a link handed over by the buyer.
        channel: Channel,
        /// The hash of its link's secret.
        link: LinkHash,
        /// The first instant at which it is over.
        expires_at: crate::time::Instant,
        /// Who was invited; not in the payload.
        #[serde(skip)]
        address: Option<Personal<EmailAddress>>,
        /// The buyer's own words; not in the payload.
        #[serde(skip)]
        text: Option<Note>,
    },
    /// An invitation got a newer link: sent again with a new life, or as a reminder within the old one.
    InvitationRenewed {
        /// The invitation.
        invitation: InvitationId,
        /// The hash of the newer link's secret.
        link: LinkHash,
        /// The first instant at which it is over.
        expires_at: crate::time::Instant,
        /// Whether it is a reminder.
        is_reminder: bool,
    },
    /// The buyer took an invitation back.
    InvitationWithdrawn {
        /// The invitation.
        invitation: InvitationId,
    },
    /// Somebody took the seat; every invitation to it ends.
    SeatClaimed {
        /// Who.
        holder: CustomerId,
        /// The grant it gave.
        grant: GrantId,
        /// How.
        way: ClaimWay,
        /// The invitation that was accepted, if it was one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        invitation: Option<InvitationId>,
        /// The address the holder claimed it with; not in the payload.
        #[serde(skip)]
        address: Option<Personal<EmailAddress>>,
    },
    /// The buyer took the seat back, from its holder or from everybody invited; its code is a new one.
    SeatReclaimed {
        /// The new code; not in the payload.
        #[serde(skip)]
        code: Option<SealedCode>,
    },
    /// The seat is out of use; its code and invitations are dead, and a holder's grant is suspended.
    SeatVoided {
        /// Why.
        cause: VoidCause,
    },
    /// The seat is in use again, as it was but for its code, which is a new one, and its invitations, which stay dead.
    SeatReinstated {
        /// The new code; not in the payload.
        #[serde(skip)]
        code: Option<SealedCode>,
    },
    /// Another customer answers for the seat from now on.
    SeatHandedOver {
        /// Who.
        to: CustomerId,
    },
    /// The same code was sealed with a newer key.
    CodeResealed {
        /// The code; not in the payload.
        #[serde(skip)]
        code: Option<SealedCode>,
    },
}
