//! F04: a dispatcher that stands still for longer than its lease.

use std::collections::BTreeSet;

use pollster::block_on;
use rollbook_domain::mail::MailState;
use rollbook_domain::port::{MailQuery, PageRequest};
use rollbook_faults::driver::{Random, Size};

use crate::driving::Driver;
use crate::server::Server;
use crate::stage::{Stage, times};

const MAILS: usize = 10;

/// I6
#[test]
fn what_a_stalled_dispatcher_says_after_its_lease_counts_for_nothing() {
    pauses(1);
}

/// I6
#[test]
#[ignore = "500 pauses take a quarter of an hour; `cargo xtask faults f04` runs them"]
fn what_a_dispatcher_says_after_each_of_500_stalls_counts_for_nothing() {
    pauses(times(500) as u64);
}

fn pauses(count: u64) {
    let server = Server::fast();
    let mut extra = 0;
    for pause in 0..count {
        let server_url = if pause == 0 { server.url() } else { server.another(pause) };
        let stage = Stage::set(&server_url, Size { pools: 1, seats: 40, people: 1 });
        extra += stall(&stage, Random::new(pause).below(3));
    }
    println!("F04: {count} stalls, {extra} mails sent twice, none lost, every late word fenced off");
    assert!(extra <= usize::try_from(count).unwrap());
    server.is_sound();
}

/// Stops a dispatcher with a mail in its hand, lets another take over, and hears what the first has to say.
fn stall(stage: &Stage, skip: u64) -> usize {
    let mut storm =
        Driver::start(stage, &stage.url, "storm", 1, &["--mix", "invite", "--acts", &MAILS.to_string()]);
    assert!(storm.ended().success());
    let mut stalled = Driver::start(stage, &stage.url, "dispatch", 1, &["--lease", "2000", "--asks"]);
    let mut begun = Vec::new();
    for _ in 0..skip {
        begun.push(stalled.wait_for("sending"));
        stalled.tell("go on");
    }
    begun.push(stalled.wait_for("sending"));
    stalled.freeze();
    let mut other = Driver::start(stage, &stage.url, "dispatch", 1, &["--lease", "60000"]);
    let tenant = stage.tenant();
    let all_sent = || {
        let mails = block_on(tenant.mails(&MailQuery::default(), &PageRequest::everything())).unwrap().items;
        mails.len() == MAILS && mails.iter().all(|mail| mail.state == MailState::Sent)
    };
    crate::waiting::wait_until("the other dispatcher has sent everything", all_sent);
    stalled.signal("CONT");
    stalled.tell("go on");
    let settled = stalled.wait_for("settled");
    let fenced: usize = settled.split(", ").last().unwrap().split(' ').next().unwrap().parse().unwrap();
    // The mail in hand and all those that were leased with it are somebody else's by now.
    assert_eq!(fenced, MAILS - usize::try_from(skip).unwrap(), "{settled}");
    assert!(stalled.said().iter().all(|line| !line.starts_with("sending")), "no further mail is begun");
    assert!(stalled.end().success() && other.end().success());
    assert!(all_sent(), "a late word changed a mail");
    let sent_by_other: BTreeSet<String> =
        other.said().into_iter().filter_map(|line| Some(line.strip_prefix("sent ")?.to_owned())).collect();
    assert_eq!(sent_by_other.len(), MAILS - usize::try_from(skip).unwrap());
    // Only the mail that was in hand when it stopped went out twice.
    begun.iter().filter(|line| sent_by_other.contains(line.trim_start_matches("sending "))).count()
}
