use proptest::prelude::*;
use serde_json::json;

use super::*;

fn said(record: &Value, settings: &str) -> Option<SourceContract> {
    let fields = Fields::parse(settings.as_bytes()).unwrap();
    contract(record, &fields, "salesOrder/107".to_owned(), "107")
}

fn order() -> Value {
    json!({
        "id": "107",
        "tranId": "SO-2041",
        "externalId": "crm-77",
        "entity": {"id": "12", "refName": "Northwind College", "links": []},
        "startDate": "2026-01-01",
        "endDate": "2026-12-31",
        "status": {"id": "B", "refName": "Pending Fulfillment"},
        "custbody_rollbook_courses": "ALG-1, GEO-1",
        "item": {"links": [], "totalResults": 3, "items": [
            {"line": 1, "quantity": 25.0, "item": {"id": "5", "refName": "Algebra"}, "custcol_course": "ALG-1"},
            {"line": 2, "quantity": 5, "item": {"id": "6", "refName": "Geometry"}, "custcol_course": "GEO-1"},
            {"line": 3, "quantity": 1, "item": {"id": "7", "refName": "Shipping"}},
            {"line": 4, "description": "thank you"}
        ]},
        "customForm": {"id": "68", "refName": "Standard"},
        "shippingIsOverridden": false
    })
}

#[test]
fn an_order_says_number_client_term_courses_and_the_seats_of_its_lines() {
    let expected = SourceContract {
        place: "salesOrder/107".to_owned(),
        external_id: Some("crm-77".to_owned()),
        number: "SO-2041".to_owned(),
        client: "Northwind College".to_owned(),
        starts: "2026-01-01".to_owned(),
        ends: "2026-12-31".to_owned(),
        courses: vec!["ALG-1".to_owned(), "GEO-1".to_owned()],
        seats: Some("31".to_owned()),
        lacks: None,
    };
    assert_eq!(said(&order(), "{}"), Some(expected));
}

#[test]
fn an_order_without_an_external_id_goes_by_its_internal_id() {
    for nothing in [Value::Null, json!("")] {
        let mut order = order();
        order["externalId"] = nothing;
        assert_eq!(said(&order, "{}").unwrap().external_id.as_deref(), Some("107"));
    }
}

#[test]
fn where_lines_name_the_courses_the_other_lines_give_no_seat() {
    let said = said(&order(), r#"{"courses": "item.custcol_course"}"#).unwrap();
    assert_eq!(
        (said.courses, said.seats),
        (vec!["ALG-1".to_owned(), "GEO-1".to_owned()], Some("30".to_owned()))
    );
}

#[test]
fn courses_may_be_a_text_a_list_a_record_or_a_list_of_records() {
    for (courses, expected) in [
        (json!("ALG-1; GEO-1\nART-1,"), vec!["ALG-1", "GEO-1", "ART-1"]),
        (json!(["ALG-1", "GEO-1"]), vec!["ALG-1", "GEO-1"]),
        (json!({"id": "3", "refName": "ALG-1"}), vec!["ALG-1"]),
        (json!({"items": [{"id": "3", "refName": "ALG-1"}, {"id": "4"}]}), vec!["ALG-1", "4"]),
        (json!({"links": []}), vec![]),
        (Value::Null, vec![]),
    ] {
        let mut order = order();
        order["custbody_rollbook_courses"] = courses.clone();
        assert_eq!(said(&order, "{}").unwrap().courses, expected, "{courses}");
    }
}

#[test]
fn seats_of_a_field_stand_as_they_are_and_lines_without_a_quantity_never_mean_any_number() {
    let settings = r#"{"seats": "custbody_seats"}"#;
    let mut order = order();
    for (seats, expected) in [
        (Value::Null, ""),
        (json!(""), ""),
        (json!(40), "40"),
        (json!("40"), "40"),
        (json!("plenty"), "plenty"),
    ] {
        order["custbody_seats"] = seats;
        let said = said(&order, settings).unwrap();
        assert_eq!((said.seats.as_deref(), said.lacks), (Some(expected), None));
    }
    for lines in [json!({"links": []}), json!({"items": []}), json!({"items": [{"line": 1}]}), Value::Null] {
        order["item"] = lines;
        assert_eq!(said(&order, "{}").unwrap().seats.as_deref(), Some("0"));
    }
}

/// The service leaves out what is empty.
#[test]
fn a_field_that_is_not_there_says_what_an_empty_one_says() {
    let settings = r#"{"seats": "custbody_seats"}"#;
    let mut empty = order();
    for name in ["externalId", "custbody_seats", "status"] {
        empty[name] = Value::Null;
    }
    let mut absent = order();
    for name in ["externalId", "custbody_seats", "status"] {
        absent.as_object_mut().unwrap().remove(name);
    }
    let said = said(&absent, settings).unwrap();
    assert_eq!((said.seats.as_deref(), said.external_id.as_deref()), (Some(""), Some("107")));
    assert_eq!(said.lacks, None);
    let fields = Fields::parse(settings.as_bytes()).unwrap();
    assert_eq!(contract(&empty, &fields, "salesOrder/107".to_owned(), "107"), Some(said));
}

#[test]
fn where_no_field_says_the_seats_there_are_any_number_of_them() {
    let mut order = order();
    order.as_object_mut().unwrap().remove("item");
    let said = said(&order, r#"{"seats": null}"#).unwrap();
    assert_eq!((said.seats.as_deref(), said.lacks), (Some(""), None));
}

#[test]
fn a_contract_lacks_the_first_of_the_fields_that_it_cannot_do_without() {
    let mut order = order();
    for (name, lacks) in [
        ("item", "item.quantity"),
        ("custbody_rollbook_courses", "custbody_rollbook_courses"),
        ("endDate", "endDate"),
        ("startDate", "startDate"),
        ("entity", "entity"),
        ("tranId", "tranId"),
    ] {
        order[name] = json!({"links": []});
        assert_eq!(said(&order, "{}").unwrap().lacks.as_deref(), Some(lacks));
        order.as_object_mut().unwrap().remove(name);
        assert_eq!(said(&order, "{}").unwrap().lacks.as_deref(), Some(lacks));
    }
}

#[test]
fn an_odd_quantity_stays_odd_so_that_the_plan_refuses_it() {
    for (quantity, expected) in [(json!(2.5), "2.5"), (json!(-3), "-3"), (json!("many"), "many")] {
        let mut order = order();
        order["item"]["items"][1]["quantity"] = quantity;
        assert_eq!(said(&order, "{}").unwrap().seats.as_deref(), Some(expected));
    }
}

#[test]
fn an_order_that_is_not_yet_approved_or_was_cancelled_counts_as_not_there() {
    let mut order = order();
    for (status, is_there) in [
        (json!({"id": "A", "refName": "Pending Approval"}), false),
        (json!("cancelled"), false),
        (json!({"id": "G", "refName": "Billed"}), true),
        (Value::Null, true),
    ] {
        order["status"] = status;
        assert_eq!(said(&order, "{}").is_some(), is_there);
    }
    order["status"] = json!("Cancelled");
    assert!(said(&order, r#"{"leave_out": []}"#).is_some());
}

#[test]
fn what_is_missing_is_blank_and_what_is_odd_is_shown_as_it_stands() {
    let blank = said(&json!({}), "{}").unwrap();
    assert_eq!((blank.number, blank.client, blank.starts), Default::default());
    let odd = json!({"tranId": {"odd": true}, "startDate": 20_260_101, "endDate": false});
    let odd = said(&odd, "{}").unwrap();
    assert_eq!(odd.number, r#"{\"odd\":true}"#);
    assert_eq!((odd.starts.as_str(), odd.ends.as_str()), ("20260101", "false"));
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
    ];
    let name = prop_oneof![Just("items"), Just("quantity"), Just("refName"), Just("links"), Just("id")];
    leaf.prop_recursive(4, 24, 4, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::hash_map(name.clone(), inner, 0..4).prop_map(|fields| fields
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value))
                .collect()),
        ]
    })
}

proptest! {
    #[test]
    fn whatever_the_fields_hold_the_record_becomes_texts(odd in any_json(), lines in any_json()) {
        let mut order = order();
        order["entity"] = odd.clone();
        order["custbody_rollbook_courses"] = odd;
        order["item"] = lines;
        let said = said(&order, "{}").unwrap();
        prop_assert!(said.seats.is_some_and(|seats| !seats.is_empty()));
        prop_assert!(said.courses.iter().all(|code| !code.trim().is_empty()));
    }
}
