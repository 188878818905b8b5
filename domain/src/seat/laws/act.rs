//! What may happen in a story; every number is taken modulo what there is.

use proptest::prelude::*;

#[derive(Debug, Clone)]
pub(super) enum Act {
    Buy { buyer: u8, quantity: u32, policy: u8 },
    Assign { seat: u8, to: u8 },
    Invite { seat: u8, whom: u8 },
    Link { seat: u8 },
    Resend { invitation: u8 },
    Remind { invitation: u8 },
    Withdraw { invitation: u8 },
    Accept { link: u8, who: u8, may_stack: bool },
    TypeCode { code: u8, who: u8, may_stack: bool },
    Reclaim { seat: u8 },
    CancelPart { line: u8, quantity: u64 },
    Cancel { order: u8 },
    Reinstate { order: u8 },
    HandOver { from: u8, to: u8 },
    LoseBuyer { buyer: u8 },
    Pass { days: u8 },
}

pub(super) fn act() -> impl Strategy<Value = Act> {
    let some = any::<u8>;
    prop_oneof![
        2 => (some(), 2..6_u32, some()).prop_map(|(buyer, quantity, policy)| Act::Buy { buyer, quantity, policy }),
        6 => (some(), some()).prop_map(|(seat, to)| Act::Assign { seat, to }),
        8 => (some(), some()).prop_map(|(seat, whom)| Act::Invite { seat, whom }),
        2 => some().prop_map(|seat| Act::Link { seat }),
        3 => some().prop_map(|invitation| Act::Resend { invitation }),
        2 => some().prop_map(|invitation| Act::Remind { invitation }),
        2 => some().prop_map(|invitation| Act::Withdraw { invitation }),
        8 => (some(), some(), any::<bool>())
            .prop_map(|(link, who, may_stack)| Act::Accept { link, who, may_stack }),
        4 => (some(), some(), any::<bool>())
            .prop_map(|(code, who, may_stack)| Act::TypeCode { code, who, may_stack }),
        8 => some().prop_map(|seat| Act::Reclaim { seat }),
        2 => (some(), 0..5_u64).prop_map(|(line, quantity)| Act::CancelPart { line, quantity }),
        1 => some().prop_map(|order| Act::Cancel { order }),
        2 => some().prop_map(|order| Act::Reinstate { order }),
        1 => (some(), some()).prop_map(|(from, to)| Act::HandOver { from, to }),
        1 => some().prop_map(|buyer| Act::LoseBuyer { buyer }),
        3 => (0..40_u8).prop_map(|days| Act::Pass { days }),
    ]
}
