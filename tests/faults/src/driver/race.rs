//! Clients that reach for seats at the same moment.

use std::io::BufRead as _;
use std::sync::{Arc, mpsc};
use std::thread;

use pollster::block_on;
use rollbook_domain::id::SeatId;
use rollbook_domain::settings::TenantId;
use rollbook_system::{KeyRingVault, SystemIds};
use serde::{Deserialize, Serialize};

use super::client::Client;
use super::{Person, RaceArguments, tell};
use crate::history::Recorder;
use crate::store;
use crate::watched::Watched;

/// What one client reaches for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reach {
    /// The seat.
    pub seat: SeatId,
    /// Its code.
    pub code: String,
    /// For whom.
    pub person: Person,
}

pub(super) fn run(arguments: &RaceArguments) -> Result<(), String> {
    let place = &arguments.place;
    let vault = Arc::new(KeyRingVault::open(&place.keys).map_err(|error| error.to_string())?);
    let store = store::open(&place.store, &place.options())?;
    let ids = Arc::new(SystemIds::default());
    let (done, dones) = mpsc::channel();
    let mut clients = Vec::new();
    for number in 0..place.clients {
        let name = format!("{}-{number}", place.name);
        let recorder = Recorder::create(&place.histories, &name).map_err(|error| error.to_string())?;
        let recorder = Arc::new(recorder);
        let tenant = store.tenant(&TenantId::default());
        let watched = Watched::new(tenant, Arc::clone(&recorder), place.guards());
        let mut client = Client::new(watched, recorder, Arc::clone(&ids), Arc::clone(&vault));
        let (reach, my_reaches) = mpsc::channel::<Reach>();
        clients.push(reach);
        let done = done.clone();
        thread::spawn(move || {
            for reach in my_reaches {
                let ended = block_on(client.claims(&reach));
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
        let reaches: Vec<Reach> =
            serde_json::from_str(&line).map_err(|error| format!("`{line}` is no round: {error}"))?;
        let count = reaches.len();
        if count > clients.len() {
            return Err(format!("{count} reach for seats, and there are {} clients", clients.len()));
        }
        for (client, reach) in clients.iter().zip(reaches) {
            client.send(reach).map_err(|_| "a client is gone".to_owned())?;
        }
        for _ in 0..count {
            let ended = dones.recv().map_err(|_| "all clients are gone".to_owned())?;
            ended.map_err(|error| format!("the history cannot be written: {error}"))?;
        }
        tell("done")?;
    }
    Ok(())
}
