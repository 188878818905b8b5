use std::fmt::Debug;

use serde::Serialize;

use super::*;
use crate::access::{GrantOrigin, Standing};
use crate::catalogue::{Anchor, ItemKind};
use crate::customer::{BillingAddress, LinkPurpose, MembershipSource, Origin, StatusWord};
use crate::import_log::ImportKind;
use crate::mail::{MailState, SecretUse, SuppressionCause};
use crate::order::{OrderStatus, PaymentType};
use crate::scorm::{CmiStandard, Exit};
use crate::seat::{Channel, ClaimWay, InvitationEnd, Renewal, VoidCause};
use crate::transcript::{ItemStatus, OutsideAccess, RecordedBy};

fn assert_words_are_read_back<T: Word + PartialEq + Debug>() {
    for (value, word) in T::ALL {
        assert_eq!((value.word(), T::read(word)), (*word, Some(*value)));
    }
    assert_eq!(T::read("no such word"), None);
}

/// What stands in a column and what stands in the log of the same value.
fn assert_same_as_in_events<T: Word + PartialEq + Debug + Serialize>() {
    assert_words_are_read_back::<T>();
    for (value, word) in T::ALL {
        assert_eq!(serde_json::to_value(value).unwrap(), *word);
    }
}

#[test]
fn a_word_stands_for_the_value_that_it_was_written_for() {
    assert_words_are_read_back::<InvitationEnd>();
    assert_words_are_read_back::<Renewal>();
    // The log says `scorm_1_2` where a column has the version alone.
    assert_words_are_read_back::<CmiStandard>();
}

#[test]
fn the_words_of_columns_are_those_of_the_log() {
    assert_same_as_in_events::<Exit>();
    assert_same_as_in_events::<Origin>();
    assert_same_as_in_events::<StatusWord>();
    assert_same_as_in_events::<MembershipSource>();
    assert_same_as_in_events::<PaymentType>();
    assert_same_as_in_events::<OrderStatus>();
    assert_same_as_in_events::<GrantOrigin>();
    assert_same_as_in_events::<Standing>();
    assert_same_as_in_events::<ItemKind>();
    assert_same_as_in_events::<Anchor>();
    assert_same_as_in_events::<ImportKind>();
    assert_same_as_in_events::<Channel>();
    assert_same_as_in_events::<ClaimWay>();
    assert_same_as_in_events::<VoidCause>();
    assert_same_as_in_events::<ItemStatus>();
    assert_same_as_in_events::<RecordedBy>();
    assert_same_as_in_events::<OutsideAccess>();
    assert_same_as_in_events::<LinkPurpose>();
    assert_same_as_in_events::<SecretUse>();
    assert_same_as_in_events::<MailState>();
    assert_same_as_in_events::<SuppressionCause>();
}

#[test]
fn the_word_of_a_status_in_a_column_is_the_one_that_people_see() {
    for (status, word) in <ItemStatus as Word>::ALL {
        assert_eq!(status.to_string(), *word);
    }
}

#[test]
fn a_billing_address_comes_back_from_its_json_and_has_no_lines_that_are_not_there() {
    let address = BillingAddress {
        line_one: Some("1 Ada Lane".to_owned()),
        country: Some("GB".to_owned()),
        ..BillingAddress::default()
    };
    let json = serde_json::to_string(&StoredAddress::from(&address)).unwrap();
    assert_eq!(json, r#"{"line_one":"1 Ada Lane","country":"GB"}"#);
    let stored: StoredAddress<'_> = serde_json::from_str(&json).unwrap();
    assert_eq!(BillingAddress::from(stored), address);
}
