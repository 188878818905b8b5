//! Clients that all reach for the same seat.

use std::io::BufRead as _;
use std::sync::{Arc, mpsc};
use std::thread;

use pollster::block_on;
use rollbook_domain::id::{CustomerId, SeatId};
use rollbook_domain::settings::TenantId;
use rollbook_system::{KeyRingVault, SystemIds};
use serde::{Deserialize, Serialize};

use super::client::Client;
use super::{RaceArguments, Scene, tell};
use crate::history::{Act, Recorder};
use crate::store;
use crate::watched::Watched;

/// One round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    /// The seat.
    pub seat: SeatId,
    /// Its code.
    pub code: String,
    /// Who reaches for it: one for each client of this process.
    pub people: Vec<CustomerId>,
}

pub(super) fn run(arguments: &RaceArguments) -> Result<(), String> {
    let place = &arguments.place;
    let scene = Arc::new(Scene::read(&place.scene).map_err(|error| error.to_string())?);
    let vault = Arc::new(KeyRingVault::open(&place.keys).map_err(|error| error.to_string())?);
    let store = store::open(&place.store, &place.options())?;
    let ids = Arc::new(SystemIds::default());
    let (done, dones) = mpsc::channel();
    let mut rounds = Vec::new();
    for number in 0..place.clients {
        let name = format!("{}-{number}", place.name);
        let recorder = Recorder::create(&place.histories, &name).map_err(|error| error.to_string())?;
        let recorder = Arc::new(recorder);
        let tenant = store.tenant(&TenantId::default());
        let watched = Watched::new(tenant, Arc::clone(&recorder), place.guards());
        let mut client = Client::new(watched, recorder, Arc::clone(&ids), Arc::clone(&vault));
        let (round, my_rounds) = mpsc::channel::<Arc<Round>>();
        rounds.push(round);
        let (done, scene) = (done.clone(), Arc::clone(&scene));
        thread::spawn(move || {
            for round in my_rounds {
                let Some(person) = round.people.get(number) else { return };
                let what = Act::Claim { seat: round.seat, person: *person };
                let ended = block_on(client.claims(what, &round.code, &scene));
                if done.send(ended.map(|_| ())).is_err() {
                    return;
                }
            }
        });
    }
    drop(done);
    tell("ready")?;
    for line in std::io::stdin().lock().lines() {
        let line = line.map_err(|error| format!("a round cannot be read: {error}"))?;
        let round: Round =
            serde_json::from_str(&line).map_err(|error| format!("`{line}` is no round: {error}"))?;
        let round = Arc::new(round);
        for client in &rounds {
            client.send(Arc::clone(&round)).map_err(|_| "a client is gone".to_owned())?;
        }
        for _ in &rounds {
            let ended = dones.recv().map_err(|_| "all clients are gone".to_owned())?;
            ended.map_err(|error| format!("the history cannot be written: {error}"))?;
        }
        tell("done")?;
    }
    Ok(())
}
