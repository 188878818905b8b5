//! Settled questions about seats and invitations.

use crate::rule::{Area, Rule, RuleId};

/// is pending remaining?
pub const Q_01: RuleId = RuleId::new(Area::Questions, "Q-01");
/// reusing a spent seat.
pub const Q_02: RuleId = RuleId::new(Area::Questions, "Q-02");
/// window of a reused seat.
pub const Q_03: RuleId = RuleId::new(Area::Questions, "Q-03");
/// two at once.
pub const Q_04: RuleId = RuleId::new(Area::Questions, "Q-04");
/// accepted by another address.
pub const Q_05: RuleId = RuleId::new(Area::Questions, "Q-05");
/// more people than seats.
pub const Q_06: RuleId = RuleId::new(Area::Questions, "Q-06");
/// same address twice.
pub const Q_07: RuleId = RuleId::new(Area::Questions, "Q-07");
/// already has access.
pub const Q_08: RuleId = RuleId::new(Area::Questions, "Q-08");
/// life of an invitation.
pub const Q_09: RuleId = RuleId::new(Area::Questions, "Q-09");
/// old link after reclaim.
pub const Q_10: RuleId = RuleId::new(Area::Questions, "Q-10");
/// buyer switched off.
pub const Q_11: RuleId = RuleId::new(Area::Questions, "Q-11");
/// buyer erased.
pub const Q_12: RuleId = RuleId::new(Area::Questions, "Q-12");
/// cancelled in part.
pub const Q_13: RuleId = RuleId::new(Area::Questions, "Q-13");
/// two lines of one.
pub const Q_14: RuleId = RuleId::new(Area::Questions, "Q-14");
/// three without codes.
pub const Q_15: RuleId = RuleId::new(Area::Questions, "Q-15");
/// assigned with the switch.
pub const Q_16: RuleId = RuleId::new(Area::Questions, "Q-16");
/// inviting oneself.
pub const Q_17: RuleId = RuleId::new(Area::Questions, "Q-17");
/// changed address.
pub const Q_18: RuleId = RuleId::new(Area::Questions, "Q-18");
/// what a buyer sees.
pub const Q_19: RuleId = RuleId::new(Area::Questions, "Q-19");
/// two buyers.
pub const Q_20: RuleId = RuleId::new(Area::Questions, "Q-20");

pub(super) const RULES: &[Rule] = &[
    Rule::decided(
        Q_01,
        "Is pending remaining?",
        "Seats are counted as available, pending and claimed; remaining means available, and a pending \
         seat can be aimed at somebody else.",
    ),
    Rule::decided(
        Q_02,
        "Reusing a spent seat",
        "Each price sets when a seat may be reclaimed: always (the default), before the start, before \
         completion, up to a share, or never. A seat whose window has ended does not free itself.",
    ),
    Rule::decided(
        Q_03,
        "Window of a reused seat",
        "A seat given out again keeps the window frozen at purchase, and buyer and recipient see what is \
         left of it beforehand. A price can anchor windows elsewhere: on redemption, first launch, fixed \
         dates or a sales order.",
    ),
    Rule::decided(
        Q_04,
        "Two at once",
        "When two learners accept together, one takes the seat; the other is told that the invitation was \
         used, not by whom.",
    ),
    Rule::decided(
        Q_05,
        "Accepted by another address",
        "A link may be accepted with an address other than the invited one, and both are recorded; a \
         policy can demand the same address.",
    ),
    Rule::decided(
        Q_06,
        "More people than seats",
        "Naming more recipients than there are seats is refused as a whole, with both numbers and before \
         any mail; on request the seats are filled as far as they go, with a report per row.",
    ),
    Rule::decided(
        Q_07,
        "Same address twice",
        "Addresses are compared in normal form: the first row counts, the others are reported as \
         duplicates, and no second seat is used.",
    ),
    Rule::decided(
        Q_08,
        "Already has access",
        "A recipient who has access already gets a warning and uses no seat, unless a second grant is \
         asked for expressly.",
    ),
    Rule::decided(
        Q_09,
        "Life of an invitation",
        "An invitation is good for 30 days unless set otherwise and can be renewed; sending again keeps \
         the seat, makes a new link, and the old link says that a newer one was sent.",
    ),
    Rule::decided(
        Q_10,
        "Old link after reclaim",
        "Reclaiming a seat makes every earlier link to it worthless.",
    ),
    Rule::decided(
        Q_11,
        "Buyer switched off",
        "A buyer who is switched off or locked takes nothing from others: claimed seats stay claimed and \
         open invitations can be accepted, unless the tenant freezes them with their owner.",
    ),
    Rule::decided(
        Q_12,
        "Buyer erased",
        "Erasing a buyer asks first who inherits the unclaimed seats; without a successor they become \
         void, and claimed ones stay.",
    ),
    Rule::decided(
        Q_13,
        "Cancelled in part",
        "A cancellation in part voids available seats first, pending ones next, and claimed ones only \
         when expressly confirmed, the newest before the older; grants that lose their seat are suspended \
         for the cause \"order cancelled\".",
    ),
    Rule::decided(
        Q_14,
        "Two lines of one",
        "Two lines of one seat at the same price are merged first and then count as two seats.",
    ),
    Rule::decided(
        Q_15,
        "Three without codes",
        "Three seats at a price that makes no codes give the buyer one grant and no codes.",
    ),
    Rule::decided(
        Q_16,
        "Assigned with the switch",
        "An assigned product has the quantity one, so it is granted directly even at a price that makes \
         codes.",
    ),
    Rule::decided(
        Q_17,
        "Inviting oneself",
        "A buyer may invite themselves; that is how a buyer uses a seat.",
    ),
    Rule::decided(
        Q_18,
        "Changed address",
        "A confirmation sent again goes to the learner's present address; the buyer still sees only the \
         one they invited.",
    ),
    Rule::decided(
        Q_19,
        "What a buyer sees",
        "A buyer sees of a learner only what came from that buyer's own seats.",
    ),
    Rule::decided(
        Q_20,
        "Two buyers",
        "A learner who loses a seat of one buyer keeps the product through another's, as ACC-07 and \
         ACC-13 say.",
    ),
];
