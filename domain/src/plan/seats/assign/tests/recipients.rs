use super::*;
use crate::access::{Standing, StandingChange};
use crate::plan::seats::{GiveOutRefused, may_hand_out};
use crate::refusal::Refusal;
use crate::rule::{IMP_23, Q_06, Q_07, Q_08, Q_18, Q_25, REG_12};
use AssignResult::{AlreadyHasAccess, Assigned, Duplicate, Refused};

/// REG-11, REG-20, Q-01
#[test]
fn every_recipient_takes_the_next_available_seat() {
    let office = Office::with(3);
    let plan = office.plan_profiles(&["ada", "alan"]);
    assert_eq!(results(&plan), [Assigned, Assigned]);
    let seats: Vec<_> = plan.rows.iter().map(|row| row.seat).collect();
    assert_eq!(seats, [Some(office.seats[0].id), Some(office.seats[1].id)]);
    let AssignCounts { recipients, assigned, created, existing, mails, .. } = plan.counts;
    assert_eq!((recipients, assigned, created, existing, mails), (2, 2, 2, 0, 2));
    assert_eq!(office.allowed(&plan), Ok(()));
}

/// Q-06, N81
#[test]
fn more_recipients_than_seats_are_refused_naming_both_numbers() {
    let office = Office::with(2);
    let plan = office.plan_profiles(&["ada", "alan", "grace"]);
    let refused = office.allowed(&plan).unwrap_err();
    assert_eq!(refused, GiveOutRefused::NotEnoughSeats { needed: 3, available: 2 });
    assert_eq!(refused.rules(), [Q_06]);
    let sentence = refused.to_string();
    assert!(sentence.starts_with("3 recipients need a seat and 2 are available"), "{sentence}");
    assert!(sentence.contains("--fill-available"), "{sentence}");
}

///
#[test]
fn as_many_recipients_as_seats_are_served() {
    let office = Office::with(2);
    let plan = office.plan_profiles(&["ada", "alan"]);
    assert_eq!((office.allowed(&plan), results(&plan)), (Ok(()), vec![Assigned, Assigned]));
}

///
#[test]
fn the_first_recipients_are_served_where_that_is_wanted() {
    let mut office = Office::with(2);
    office.options.fill_available = true;
    let plan = office.plan_profiles(&["ada", "alan", "grace"]);
    assert_eq!(office.allowed(&plan), Ok(()));
    assert_eq!(results(&plan), [Assigned, Assigned, Refused]);
    assert_eq!((plan.rows[2].seat, plan.rows[2].rules.as_slice()), (None, &[Q_06][..]));
    let none = Office { options: office.options, ..Office::with(0) };
    let plan = none.plan_profiles(&["ada"]);
    assert_eq!(none.allowed(&plan), Err(GiveOutRefused::NotEnoughSeats { needed: 1, available: 0 }));
}

///
#[test]
fn the_same_address_in_another_case_or_with_spaces_uses_no_second_seat() {
    let office = Office::with(2);
    let typed = |text: &str| Profile { email: EmailAddress::parse(text).unwrap(), ..profile("ada") };
    let people = [typed("ada@example.org"), typed(" ADA@Example.ORG "), profile("alan")];
    let plan = office.plan(&AssignTo::profiles(people));
    assert_eq!(results(&plan), [Assigned, Duplicate, Assigned]);
    assert_eq!(plan.rows[1].rules, [Q_07]);
    assert!(plan.rows[1].reason.as_ref().unwrap().contains("line 1"));
    assert_eq!((plan.counts.duplicates, plan.counts.assigned, plan.give_out.needed), (1, 2, 2));
}

///
#[test]
fn who_has_access_already_uses_no_seat() {
    let mut office = Office::with(1);
    let mut ada = Account::of(10, "ada");
    ada.grants = vec![grant(11, product())];
    office.accounts = vec![ada];
    let plan = office.plan_profiles(&["ada", "alan"]);
    assert_eq!(results(&plan), [AlreadyHasAccess, Assigned]);
    assert_eq!(plan.rows[0].rules, [Q_08]);
    assert_eq!(office.allowed(&plan), Ok(()));
    office.options.may_stack = true;
    let plan = office.plan_profiles(&["ada"]);
    assert_eq!((results(&plan), plan.rows[0].rules.as_slice()), (vec![Assigned], &[Q_08][..]));
}

///
#[test]
fn access_that_is_over_revoked_or_to_another_product_is_no_access() {
    let mut office = Office::with(3);
    let mut over = grant(11, product());
    over.window = AccessWindow::parse(Instant::parse("2026-03-01T00:00:00Z").unwrap(), Some(now())).unwrap();
    let mut revoked = grant(12, product());
    revoked.standings.push(StandingChange { standing: Standing::Revoked, stamp: stamp(2) });
    let other = grant(13, ProductId::from_uuid(Uuid::from_u128(77)));
    let account = |number: u128, name, grant| Account { grants: vec![grant], ..Account::of(number, name) };
    office.accounts =
        vec![account(20, "ada", over), account(21, "alan", revoked), account(22, "grace", other)];
    assert_eq!(results(&office.plan_profiles(&["ada", "alan", "grace"])), [Assigned; 3]);
}

///
#[test]
fn access_that_opens_later_is_access() {
    let mut office = Office::with(1);
    let mut scheduled = grant(11, product());
    scheduled.window = AccessWindow::unending_from(Instant::parse("2026-09-01T00:00:00Z").unwrap());
    office.accounts = vec![Account { grants: vec![scheduled], ..Account::of(10, "ada") }];
    assert_eq!(results(&office.plan_profiles(&["ada"])), [AlreadyHasAccess]);
}

///
#[test]
fn an_inactive_or_locked_learner_gets_the_access_with_a_warning() {
    let mut office = Office::with(2);
    let barred = |number, name, status| Account { status, has_password: false, ..Account::of(number, name) };
    office.accounts = vec![barred(10, "ada", StatusWord::Inactive), barred(11, "alan", StatusWord::Locked)];
    let plan = office.plan_profiles(&["ada", "alan"]);
    assert_eq!(results(&plan), [Assigned, Assigned]);
    for (row, given) in plan.rows.iter().zip(&plan.given) {
        assert_eq!(row.rules, [Q_25]);
        assert!(row.reason.as_ref().unwrap().contains("stays so"));
        assert!(!given.needs_credentials, "who cannot sign in is not told how");
    }
}

/// REG-12, Q-18
#[test]
fn earlier_learners_are_ticked_by_the_address_the_buyer_knows_them_by() {
    let mut office = Office::with(2);
    office.accounts = vec![Account::earlier(10, "ada.private", "ada"), Account::earlier(11, "alan", "alan")];
    let plan = office.plan_earlier(Some(&[email("ada")]));
    assert_eq!(results(&plan), [Assigned]);
    assert_eq!((plan.given[0].learner, plan.counts.existing), (customer(10), 1));
    assert_eq!(plan.rows[0].email.as_ref().unwrap().reveal(), "ada@example.org");
    let SeatEvent::SeatClaimed { address, .. } = &plan.given[0].claimed else { panic!() };
    assert_eq!(address.as_ref().unwrap().reveal(), &email("ada"));
    let all = office.plan_earlier(None);
    let shown: Vec<_> = all.rows.iter().map(|row| row.email.as_ref().unwrap().reveal().as_str()).collect();
    assert_eq!(shown, ["ada@example.org", "alan@example.org"]);
}

/// REG-12, Q-19
#[test]
fn somebody_who_never_held_a_seat_of_the_buyer_cannot_be_ticked() {
    let mut office = Office::with(2);
    office.accounts = vec![Account::earlier(10, "ada.private", "ada")];
    let plan = office.plan_earlier(Some(&[email("ada.private"), email("ada")]));
    assert_eq!(results(&plan), [Refused, Assigned]);
    assert_eq!(office.allowed(&plan), Err(GiveOutRefused::RowsRefused(1)));
    assert_eq!(plan.refused[0].line, 1);
}

/// REG-12, Q-18
#[test]
fn of_several_known_by_one_address_the_one_who_has_it_now_is_ticked_and_else_nobody() {
    let mut office = Office::with(2);
    office.accounts = vec![Account::earlier(10, "desk", "desk"), Account::earlier(11, "grace", "desk")];
    let plan = office.plan_earlier(Some(&[email("desk")]));
    assert_eq!((results(&plan), plan.given[0].learner), (vec![Assigned], customer(10)));
    office.accounts[0].profile = profile("ada");
    let plan = office.plan_earlier(Some(&[email("desk")]));
    assert_eq!((results(&plan), plan.rows[0].rules.as_slice()), (vec![Refused], &[REG_12, Q_18][..]));
    assert!(plan.rows[0].reason.as_ref().unwrap().contains("several"), "{:?}", plan.rows[0].reason);
}

///
#[test]
fn who_is_ticked_twice_uses_one_seat() {
    let mut office = Office::with(2);
    office.accounts = vec![Account::earlier(10, "ada", "ada")];
    assert_eq!(results(&office.plan_earlier(Some(&[email("ada"), email("ADA")]))), [Assigned, Duplicate]);
}

/// IMP-23
#[test]
fn giving_out_very_many_seats_is_confirmed_by_their_number() {
    let mut office = Office::with(3);
    office.settings.guard_threshold = 1;
    let allowed = |office: &Office| office.allowed(&office.plan_profiles(&["ada", "alan"]));
    let refused = allowed(&office).unwrap_err();
    assert_eq!(refused, GiveOutRefused::Unconfirmed { used: 2, threshold: 1 });
    assert_eq!(refused.rules(), [IMP_23]);
    office.options.confirm = Some(3);
    assert_eq!(allowed(&office), Err(GiveOutRefused::OtherCount { used: 2, confirmed: 3 }));
    office.options.confirm = Some(2);
    assert_eq!(allowed(&office), Ok(()));
}

/// Q-11, GDPR-11
#[test]
fn an_inactive_buyer_gives_seats_out_and_an_erased_one_does_not() {
    let mut buyer = crate::record::story::Story::begin().record.customer;
    let status = crate::customer::Status::Inactive;
    buyer.statuses.push(crate::customer::StatusChange { status, stamp: stamp(2) });
    assert_eq!(may_hand_out(&buyer), Ok(()));
    buyer.identity = crate::customer::Identity::Erased { at: now() };
    assert!(may_hand_out(&buyer).unwrap_err().rules().contains(&crate::rule::GDPR_11));
}
