//! One connection through the proxy.

use std::io;
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::time::sleep;

use super::{Orders, Passage};
use crate::driver::Random;

const PIECE: usize = 16 * 1024;

pub(super) async fn listen(listener: TcpListener, orders: watch::Receiver<Orders>) {
    let mut number = 0;
    while let Ok((client, _)) = listener.accept().await {
        number += 1;
        tokio::spawn(carry(client, orders.clone(), number));
    }
}

/// Which way bytes go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    ToServer,
    ToClient,
}

/// Carries bytes until either side ends, or the connection is cut.
async fn carry(client: TcpStream, mut orders: watch::Receiver<Orders>, number: u64) {
    let begun = *orders.borrow_and_update();
    if begun.refuses {
        reset(&client);
        return;
    }
    let Ok(server) = TcpStream::connect(begun.target).await else {
        reset(&client);
        return;
    };
    let _ = (client.set_nodelay(true), server.set_nodelay(true));
    let (from_client, to_client) = client.into_split();
    let (from_server, to_server) = server.into_split();
    let mut up = Pump {
        way: Way::ToServer,
        from: from_client,
        to: to_server,
        orders: orders.clone(),
        random: Random::new(number),
    };
    let mut down = Pump {
        way: Way::ToClient,
        from: from_server,
        to: to_client,
        orders: orders.clone(),
        random: Random::new(!number),
    };
    let ended = tokio::select! {
        () = async { tokio::join!(up.run(), down.run()); } => Ended::ByThemselves,
        ended = interrupted(&mut orders, begun) => ended,
    };
    match ended {
        Ended::ByThemselves => {}
        Ended::Cut => {
            reset(up.from.as_ref());
            reset(down.from.as_ref());
            // An orderly end would come before the reset.
            up.to.forget();
            down.to.forget();
        }
        Ended::Lost => {
            reset(down.from.as_ref());
            let client = up.from.reunite(down.to);
            drop((up.to, down.from));
            // The client is left waiting until it gives up, or is cut off.
            let gone = async {
                let _ = orders.wait_for(|now| now.cuts != begun.cuts).await;
            };
            gone.await;
            if let Ok(client) = client {
                reset(&client);
            }
        }
    }
}

enum Ended {
    ByThemselves,
    Cut,
    Lost,
}

async fn interrupted(orders: &mut watch::Receiver<Orders>, begun: Orders) -> Ended {
    let heard = orders.wait_for(|now| now.cuts != begun.cuts || now.losses != begun.losses).await;
    match heard {
        Ok(now) if now.cuts == begun.cuts => Ended::Lost,
        _ => Ended::Cut,
    }
}

/// Lets the other side see a reset in place of an orderly end.
fn reset(stream: &TcpStream) {
    let _ = stream.set_zero_linger();
}

struct Pump {
    way: Way,
    from: OwnedReadHalf,
    to: OwnedWriteHalf,
    orders: watch::Receiver<Orders>,
    random: Random,
}

impl Pump {
    async fn run(&mut self) {
        let _ = self.bytes().await;
        let _ = self.to.shutdown().await;
    }

    async fn bytes(&mut self) -> io::Result<()> {
        let mut piece = vec![0; PIECE];
        loop {
            let count = self.from.read(&mut piece).await?;
            if count == 0 {
                return Ok(());
            }
            let way = self.way;
            let passes = |now: &Orders| match now.passage {
                Passage::Both => true,
                Passage::Nothing => false,
                Passage::ToServer => way == Way::ToServer,
                Passage::ToClient => way == Way::ToClient,
            };
            let slowness = match self.orders.wait_for(passes).await {
                Ok(now) => now.slowness,
                Err(_) => return Ok(()),
            };
            let jitter = u64::try_from(slowness.jitter.as_micros()).unwrap_or(u64::MAX);
            let mut wait = slowness.delay + Duration::from_micros(self.random.below(jitter));
            if slowness.bytes_per_second > 0 {
                wait += Duration::from_secs(count as u64) / slowness.bytes_per_second;
            }
            if !wait.is_zero() {
                sleep(wait).await;
            }
            self.to.write_all(&piece[..count]).await?;
        }
    }
}
