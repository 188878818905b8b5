//! The source against a record service on this machine.

#![cfg(test)]

mod encrypted;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use pollster::block_on;
use rollbook_domain::plan::contracts::SourceContract;
use rollbook_domain::port::{ContractSource, ContractSourceError, Cursor};
use rollbook_netsuite::{Address, BearerToken, Fields, NetsuiteOptions, NetsuiteSource, TokenPlace, Waiter};
use rollbook_servers::{Mishap, RecordService};

const TOKEN: &str = "eyJraWQiOiJj.the.token";

/// Lets no time pass, and remembers how much was wanted.
#[derive(Default)]
struct Waits(Mutex<Vec<u64>>);

impl Waits {
    fn seconds(&self) -> Vec<u64> {
        self.0.lock().unwrap().clone()
    }
}

impl Waiter for Waits {
    fn wait(&self, time: Duration) {
        self.0.lock().unwrap().push(time.as_secs());
    }
}

/// A service with orders of these internal ids.
fn service(ids: impl IntoIterator<Item = u64>) -> RecordService {
    let service = RecordService::start(TOKEN).expect("a service");
    for id in ids {
        service.put(id, &order(id));
    }
    service
}

fn order(id: u64) -> String {
    format!(
        r#"{{"id": "{id}", "tranId": "SO-{id}", "entity": {{"id": "9", "refName": "Northern Rail"}}, "unheardOf": [1],
            "startDate": "2026-01-01", "endDate": "2026-12-31", "custbody_rollbook_courses": "ALG",
            "status": {{"id": "B", "refName": "Pending Fulfillment"}},
            "item": {{"items": [{{"line": 1, "quantity": 25.0}}]}}}}"#
    )
}

fn contract(id: u64) -> SourceContract {
    SourceContract {
        place: format!("salesOrder/{id}"),
        external_id: Some(id.to_string()),
        number: format!("SO-{id}"),
        client: "Northern Rail".to_owned(),
        starts: "2026-01-01".to_owned(),
        ends: "2026-12-31".to_owned(),
        courses: vec!["ALG".to_owned()],
        seats: Some("25".to_owned()),
        lacks: None,
    }
}

fn status(status: u16, headers: &[&str]) -> Mishap {
    Mishap::Status(status, headers.iter().copied().map(str::to_owned).collect())
}

type Read = Result<Vec<SourceContract>, ContractSourceError>;

/// Reads every page, and gives the waits that it took.
fn read(service: &RecordService) -> (Read, Vec<u64>) {
    read_with(service, TOKEN, Duration::from_secs(20))
}

fn read_with(service: &RecordService, token: &str, patience: Duration) -> (Read, Vec<u64>) {
    read_by(service, token, NetsuiteOptions { patience, ..NetsuiteOptions::default() })
}

fn read_by(service: &RecordService, token: &str, options: NetsuiteOptions) -> (Read, Vec<u64>) {
    let waits = Arc::new(Waits::default());
    let address = Address::parse(&service.url()).unwrap();
    let token = BearerToken::parse(token).unwrap();
    let source = NetsuiteSource::open(address, &token, options, Arc::clone(&waits) as _).unwrap();
    (block_on(everything(&source)), waits.seconds())
}

async fn everything(source: &dyn ContractSource) -> Read {
    let mut contracts = Vec::new();
    let mut after: Option<Cursor> = None;
    loop {
        let page = source.contracts(after.as_ref()).await?;
        contracts.extend(page.contracts);
        match page.next {
            Some(next) => after = Some(next),
            None => return Ok(contracts),
        }
    }
}

fn problem(read: Read) -> String {
    read.unwrap_err().to_string()
}

#[test]
fn every_order_is_read_though_the_list_comes_in_pages() {
    let service = service(1..=205);
    let (read, waits) = read(&service);
    assert_eq!(read, Ok((1..=205).map(contract).collect()));
    assert_eq!(waits, [0; 0]);
    let asked = service.asked();
    assert!(asked[0].starts_with("/services/rest/record/v1/salesOrder?limit=1000&offset=0"), "{asked:?}");
    assert!(asked[1].contains("offset=2") && asked[102].contains("offset=204"), "{asked:?}");
    assert_eq!(asked.len(), 103 + 205);
}

#[test]
fn a_service_without_orders_has_no_contracts() {
    assert_eq!(read(&service([])), (Ok(Vec::new()), Vec::new()));
}

#[test]
fn a_busy_service_is_asked_again_when_it_says_and_otherwise_ever_later() {
    let service = service([1]);
    let at = "Retry-After: Sun, 22 Nov 2026 10:00:30 GMT";
    service.spoil(
        "offset=0",
        [
            status(429, &["Retry-After: 7"]),
            status(503, &[at, "Date: Sun, 22 Nov 2026 10:00:00 GMT"]),
            status(500, &[]),
        ],
    );
    service.spoil("salesOrder/1", [status(429, &[])]);
    let (read, waits) = read(&service);
    assert_eq!((read, waits), (Ok(vec![contract(1)]), vec![7, 30, 4, 1]));
}

#[test]
fn what_does_not_pass_is_given_up_after_five_tries() {
    let service = service([1]);
    service.spoil("salesOrder/1", (0..9).map(|_| status(500, &[])));
    let (read, waits) = read(&service);
    assert!(matches!(read, Err(ContractSourceError::Unavailable(_))), "{read:?}");
    let problem = problem(read);
    assert!(problem.contains("salesOrder/1") && problem.contains("5 times in a row"), "{problem}");
    assert_eq!(waits, [1, 2, 4, 8]);
    assert_eq!(service.asked().len(), 6);
}

#[test]
fn who_is_to_rest_for_hours_is_told_so_at_once() {
    let service = service([1]);
    service.spoil("offset=0", [status(429, &["Retry-After: 86400"])]);
    let (read, waits) = read(&service);
    assert_eq!(waits, [0; 0]);
    assert!(problem(read).contains("86400 s of rest"));
}

#[test]
fn a_token_that_is_not_accepted_is_never_repeated_and_nothing_is_asked_again() {
    let service = service([1]);
    let (read, waits) = read_with(&service, "another.token", Duration::from_secs(20));
    assert!(matches!(read, Err(ContractSourceError::Denied(_))), "{read:?}");
    let problem = problem(read);
    assert!(problem.contains("401") && problem.contains("Invalid login attempt"), "{problem}");
    assert!(problem.contains("get a new one") && !problem.contains("another.token"), "{problem}");
    assert_eq!((waits, service.asked().len()), (Vec::new(), 1));
}

/// A place where whatever signs in puts one token after another; the last one stays.
#[derive(Debug)]
struct Tokens(Mutex<Vec<&'static str>>);

impl TokenPlace for Tokens {
    fn token(&self) -> Option<BearerToken> {
        let mut left = self.0.lock().unwrap();
        let token = if left.len() > 1 { left.remove(0) } else { *left.first()? };
        BearerToken::parse(token).ok()
    }
}

fn renewed_by(tokens: &[&'static str]) -> NetsuiteOptions {
    let renewal: Arc<dyn TokenPlace> = Arc::new(Tokens(Mutex::new(tokens.to_vec())));
    NetsuiteOptions { renewal: Some(renewal), ..NetsuiteOptions::default() }
}

#[test]
fn a_token_that_runs_out_is_read_anew_where_it_stands_and_the_reading_goes_on() {
    let service = service([1, 2, 3]);
    let (read, waits) = read_by(&service, "first.token", renewed_by(&[TOKEN]));
    assert_eq!((read, waits), (Ok((1..=3).map(contract).collect()), vec![]));
    assert_eq!(service.asked().len(), 2 + 3 + 1, "once again where it ran out, and nothing else");
}

#[test]
fn a_place_without_another_token_that_is_accepted_is_not_asked_for_ever() {
    for (tokens, asked) in [(&["first.token"][..], 1), (&[][..], 1), (&["second.token", "third.token"], 2)] {
        let service = service([1]);
        let (read, _) = read_by(&service, "first.token", renewed_by(tokens));
        assert!(matches!(read, Err(ContractSourceError::Denied(_))), "{read:?}");
        assert_eq!(service.asked().len(), asked, "{tokens:?}");
    }
}

#[test]
fn a_role_without_permission_and_an_account_without_the_service_are_told_what_to_do() {
    let service = service([1]);
    service.spoil("offset=0", [status(403, &[]), status(404, &[])]);
    let (forbidden, _) = read(&service);
    assert!(matches!(forbidden, Err(ContractSourceError::Denied(_))), "{forbidden:?}");
    assert!(problem(forbidden).contains("permissions"));
    let (absent, _) = read(&service);
    assert!(matches!(absent, Err(ContractSourceError::Malformed(_))), "{absent:?}");
    assert!(problem(absent).contains("REST web services are switched on"));
}

#[test]
fn an_answer_that_breaks_off_or_never_comes_is_asked_for_again() {
    let service = service([1, 2, 3]);
    service.spoil("offset=2", [Mishap::CutShort]);
    service.spoil("salesOrder/2", [Mishap::Silence, Mishap::CutShort]);
    let (read, waits) = read_with(&service, TOKEN, Duration::from_millis(500));
    assert_eq!((read, waits), (Ok((1..=3).map(contract).collect()), vec![1, 1, 2]));
}

#[test]
fn no_redirect_is_followed() {
    let (here, elsewhere) = (service([1]), service([1]));
    here.spoil("offset=0", [status(302, &[&format!("Location: {}/services", elsewhere.url())])]);
    let (read, _) = read(&here);
    let problem = problem(read);
    assert!(problem.contains("redirects to `127.0.0.1`"), "{problem}");
    assert_eq!((here.asked().len(), elsewhere.asked().len()), (1, 0));
}

#[test]
fn a_list_that_changes_while_it_is_read_is_no_list() {
    let service = service([1, 2, 3]);
    let other = r#"{"items": [{"id": "3"}], "hasMore": false, "totalResults": 4}"#;
    service.spoil("offset=2", [Mishap::Instead(other.to_owned())]);
    assert!(problem(read(&service).0).contains("changed while it was read"));
    let again = r#"{"items": [{"id": "2"}], "hasMore": false, "totalResults": 3}"#;
    service.spoil("offset=2", [Mishap::Instead(again.to_owned())]);
    assert!(problem(read(&service).0).contains("changed while it was read"));
}

#[test]
fn an_order_that_goes_while_the_others_are_read_ends_the_reading() {
    let service = service([1, 2, 3]);
    service.spoil("salesOrder/2", [status(404, &[])]);
    let (read, _) = read(&service);
    assert!(matches!(read, Err(ContractSourceError::Unavailable(_))), "{read:?}");
    assert!(problem(read).contains("salesOrder/2"));
}

#[test]
fn an_answer_that_is_no_record_names_its_place() {
    let huge = format!("\"{}\"", "a".repeat(17 * 1024 * 1024));
    for (answer, says) in [
        ("[]", "it is not a record"),
        ("{\"id\": \"7\"}", "its `id` is `7`"),
        ("<html>", "it is not JSON"),
        (huge.as_str(), "larger than 16 MiB"),
    ] {
        let service = service([1]);
        service.spoil("salesOrder/1", [Mishap::Instead(answer.to_owned())]);
        let (read, waits) = read(&service);
        assert!(matches!(read, Err(ContractSourceError::Malformed(_))), "{says}: {read:?}");
        let problem = problem(read);
        assert!(problem.contains("salesOrder/1") && problem.contains(says), "{problem}");
        assert_eq!(waits, [0; 0]);
    }
}

#[test]
fn an_order_that_is_odd_or_left_out_stops_no_other() {
    let service = service([1]);
    service.put(2, r#"{"id": "2", "tranId": 77, "endDate": "soon", "item": {"items": [{"quantity": 1.5}]}}"#);
    service.put(3, &order(3).replace("Pending Fulfillment", "Cancelled"));
    let odd = SourceContract {
        place: "salesOrder/2".to_owned(),
        external_id: Some("2".to_owned()),
        number: "77".to_owned(),
        ends: "soon".to_owned(),
        seats: Some("1.5".to_owned()),
        lacks: Some("entity".to_owned()),
        ..SourceContract::default()
    };
    assert_eq!(read(&service).0, Ok(vec![contract(1), odd]));
}

fn seats_of_a_field(name: &str) -> NetsuiteOptions {
    let fields = Fields::parse(format!(r#"{{"seats": "{name}"}}"#).as_bytes()).unwrap();
    NetsuiteOptions { fields, ..NetsuiteOptions::default() }
}

/// The service leaves out what is empty.
#[test]
fn an_order_without_a_field_that_may_be_empty_is_read_as_if_it_were_empty() {
    let service = service(1..=3);
    let limited = order(3).replacen('{', r#"{"custbody_seats": 40, "externalId": "crm-3", "#, 1);
    service.put(3, &limited);
    let read = read_by(&service, TOKEN, seats_of_a_field("custbody_seats")).0.unwrap();
    let said: Vec<_> = read.iter().map(|one| (one.seats.as_deref(), one.external_id.as_deref())).collect();
    assert_eq!(said, [(Some(""), Some("1")), (Some(""), Some("2")), (Some("40"), Some("crm-3"))]);
    assert!(read.iter().all(|one| one.lacks.is_none()), "{read:?}");
}

/// A misspelt name must not lift every limit.
#[test]
fn a_field_of_seats_that_no_order_has_ends_the_reading() {
    let service = service(1..=205);
    let read = |name| read_by(&service, TOKEN, seats_of_a_field(name)).0;
    let said = problem(read("custbody_seets"));
    assert!(said.contains("none of 205 has a field `custbody_seets`"), "{said}");
    service.put(7, &order(7).replacen('{', r#"{"custbody_seets": null, "#, 1));
    assert_eq!(read("custbody_seets").unwrap().len(), 205);
    let empty = RecordService::start(TOKEN).expect("a service");
    assert_eq!(read_by(&empty, TOKEN, seats_of_a_field("custbody_seats")).0, Ok(Vec::new()));
}

#[test]
fn an_order_without_a_field_that_a_contract_needs_says_which_and_stops_no_other() {
    let service = service(1..=3);
    service.put(2, &order(2).replace("\"endDate\"", "\"endDay\""));
    let read = read(&service).0.unwrap();
    let lacks: Vec<_> = read.iter().map(|one| (one.place.as_str(), one.lacks.as_deref())).collect();
    assert_eq!(lacks, [("salesOrder/1", None), ("salesOrder/2", Some("endDate")), ("salesOrder/3", None)]);
}
