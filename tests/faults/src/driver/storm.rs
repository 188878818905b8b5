//! Clients that do all kinds of things with seats.

use std::sync::Arc;
use std::thread;
use std::time::Duration;

use pollster::block_on;
use rollbook_domain::settings::TenantId;
use rollbook_system::{KeyRingVault, SystemIds};

use super::client::Client;
use super::{Mix, Random, Scene, Stop, StormArguments, pause, tell};
use crate::history::{Act, Outcome, Recorder};
use crate::store;
use crate::watched::Watched;

/// How long a client waits before it asks a store again that is away.
const RETRY_AFTER: Duration = Duration::from_millis(20);
/// So often in a row a client hears that no seat is left, and believes it.
const BELIEVES_AFTER: u32 = 3;
/// At most so many times a caller waits for the store before it goes away; a use case waits some ten times.
const MOST_WAITS: u64 = 14;

pub(super) fn run(arguments: &StormArguments, stop: &Stop) -> Result<(), String> {
    let place = &arguments.place;
    let scene = Scene::read(&place.scene).map_err(|error| error.to_string())?;
    let vault = Arc::new(KeyRingVault::open(&place.keys).map_err(|error| error.to_string())?);
    let store = store::open(&place.store, &place.options())?;
    let ids = Arc::new(SystemIds::default());
    let mut clients = Vec::new();
    for number in 0..place.clients {
        let name = format!("{}-{number}", place.name);
        let recorder = Recorder::create(&place.histories, &name).map_err(|error| error.to_string())?;
        let recorder = Arc::new(recorder);
        let tenant = store.tenant(&TenantId::default());
        let watched = Watched::new(tenant, Arc::clone(&recorder), place.guards());
        clients.push(Client::new(watched, recorder, Arc::clone(&ids), Arc::clone(&vault)));
    }
    tell("ready")?;
    let ended: Vec<Result<u64, String>> = thread::scope(|scope| {
        let threads: Vec<_> = clients
            .iter_mut()
            .enumerate()
            .map(|(number, client)| {
                let random = Random::new(arguments.seed.wrapping_mul(1_000_003).wrapping_add(number as u64));
                let scene = &scene;
                scope.spawn(move || one(client, arguments, stop, scene, random))
            })
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap_or_else(|_| Err("a client panicked".to_owned())))
            .collect()
    });
    let mut acts = 0;
    for end in ended {
        acts += end?;
    }
    // With everybody gone the store must be as good as new.
    for client in &clients {
        block_on(client.asks()).map_err(|error| format!("after the storm: {error}"))?;
    }
    tell(&format!("ended after {acts} acts"))
}

fn one(
    client: &mut Client,
    arguments: &StormArguments,
    stop: &Stop,
    scene: &Scene,
    mut random: Random,
) -> Result<u64, String> {
    let (mut acts, mut refused) = (0, 0);
    while !stop.is_asked() && arguments.acts.is_none_or(|most| acts < most) && refused < BELIEVES_AFTER {
        let Some(what) = next(arguments.mix, scene, &mut random) else { break };
        let outcome = if arguments.abandon && random.below(4) > 0 {
            let waits = random.below(MOST_WAITS);
            block_on(client.does_for_a_while(what, scene, waits))
        } else {
            block_on(client.does(what, scene))
        };
        acts += 1;
        match outcome.map_err(|error| format!("the history cannot be written: {error}"))? {
            Outcome::Unavailable { .. } => pause(RETRY_AFTER),
            // What was abandoned still runs in the store; asking for something paces the client.
            Outcome::Abandoned => drop(block_on(client.asks())),
            Outcome::Refused { .. } if arguments.mix == Mix::Fill => refused += 1,
            _ => refused = 0,
        }
    }
    Ok(acts)
}

/// What a client does next.
fn next(mix: Mix, scene: &Scene, random: &mut Random) -> Option<Act> {
    let person = random.pick(&scene.people)?.id;
    let first = scene.pools.first()?.key;
    match mix {
        Mix::Fill => return Some(Act::Assign { pool: first, person }),
        Mix::Invite => return Some(Act::Invite { pool: first }),
        Mix::All => {}
    }
    let pool = random.pick(&scene.pools)?;
    let seat = *random.pick(&pool.seats)?;
    Some(match random.below(100) {
        0..40 => Act::Claim { seat, person },
        40..65 => Act::Assign { pool: pool.key, person },
        65..88 => Act::Reclaim { seat },
        88..96 => Act::Invite { pool: pool.key },
        _ => Act::Order { buyer: pool.buyer, quantity: 2 },
    })
}
