use std::fmt::Debug;

use serde::Serialize;

use super::*;
use crate::access::{GrantOrigin, Standing};
use crate::catalogue::{Anchor, ItemKind};
use crate::customer::{BillingAddress, LinkPurpose, MembershipSource, Origin, StatusWord};
use crate::event::StreamId;
use crate::id::{
    CountingIds, CourseId, CustomerId, GroupId, ImportId, OrganizationId, PriceId, ProductId, SalesOrderId,
    SeatId,
};
use crate::import_log::ImportKind;
use crate::mail::{MailKind, MailState, SecretUse, SuppressionCause};
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

#[test]
fn every_stream_is_found_again_by_its_name_in_the_log() {
    let ids = CountingIds::starting_at(1);
    let texts = MailKind::ALL.into_iter().map(StreamId::MailText);
    let others = [
        StreamId::Tenant,
        StreamId::Customer(CustomerId::next(&ids)),
        StreamId::Group(GroupId::next(&ids)),
        StreamId::Organization(OrganizationId::next(&ids)),
        StreamId::Product(ProductId::next(&ids)),
        StreamId::Price(PriceId::next(&ids)),
        StreamId::Course(CourseId::next(&ids)),
        StreamId::Import(ImportId::next(&ids)),
        StreamId::Seat(SeatId::next(&ids)),
        StreamId::Transcript(CustomerId::next(&ids)),
        StreamId::SalesOrder(SalesOrderId::next(&ids)),
        StreamId::Outbox,
    ];
    for stream in texts.chain(others) {
        let (kind, id) = stream_key(&stream);
        assert_eq!(stream_of(kind, id), Some(stream));
    }
    assert_eq!(stream_of("mail_text", NO_ID), None);
}

/// The log is sealed with these names, so a change of one would make every log that has it look broken.
#[test]
fn the_text_of_a_kind_of_mail_is_named_by_as_much_of_its_name_as_has_room() {
    assert_eq!(mail_text_key(MailKind::Welcome).as_bytes(), b"welcome\0\0\0\0\0\0\0\0\0");
    let long = MailKind::ALL.into_iter().filter(|kind| kind.name().len() > 20);
    for kind in long {
        let name = kind.name().as_bytes();
        assert_eq!(mail_text_key(kind).as_bytes(), &name[name.len() - 16..]);
    }
}
