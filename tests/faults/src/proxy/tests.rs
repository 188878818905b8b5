//! The proxy before a server that says back what it hears.

use std::io::{ErrorKind, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

use super::{Passage, Proxy, Slowness};

/// Long enough for bytes that come to have come.
const SHORT: Duration = Duration::from_millis(100);
const LONG: Duration = Duration::from_secs(20);

/// A server that puts its own letter before what it hears.
fn server(letter: u8) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            thread::spawn(move || echo(stream, letter));
        }
    });
    port
}

fn echo(mut stream: TcpStream, letter: u8) {
    let mut bytes = [0; 16];
    while let Ok(count @ 1..) = stream.read(&mut bytes) {
        if stream.write_all(&[&[letter], &bytes[..count]].concat()).is_err() {
            return;
        }
    }
}

fn client(proxy: &Proxy) -> TcpStream {
    let stream = TcpStream::connect(("127.0.0.1", proxy.port())).unwrap();
    stream.set_read_timeout(Some(LONG)).unwrap();
    stream
}

fn ask(stream: &mut TcpStream, what: &str) -> std::io::Result<String> {
    stream.write_all(what.as_bytes())?;
    hear(stream)
}

fn hear(stream: &mut TcpStream) -> std::io::Result<String> {
    let mut bytes = [0; 16];
    let count = stream.read(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes[..count]).into_owned())
}

fn is_silent(stream: &mut TcpStream) -> bool {
    stream.set_read_timeout(Some(SHORT)).unwrap();
    let heard = hear(stream);
    stream.set_read_timeout(Some(LONG)).unwrap();
    matches!(heard, Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut))
}

#[test]
fn bytes_pass_both_ways_and_new_connections_go_to_the_new_server() {
    let proxy = Proxy::start(server(b'a')).unwrap();
    let mut old = client(&proxy);
    assert_eq!(ask(&mut old, "one").unwrap(), "aone");
    proxy.lead_to(server(b'b'));
    assert_eq!(ask(&mut client(&proxy), "two").unwrap(), "btwo");
    assert_eq!(ask(&mut old, "three").unwrap(), "athree");
}

#[test]
fn what_may_not_pass_waits_until_it_may() {
    let proxy = Proxy::start(server(b'a')).unwrap();
    for passage in [Passage::Nothing, Passage::ToServer, Passage::ToClient] {
        let mut stream = client(&proxy);
        assert_eq!(ask(&mut stream, "one").unwrap(), "aone");
        proxy.pass(passage);
        stream.write_all(b"two").unwrap();
        assert!(is_silent(&mut stream), "{passage:?}");
        proxy.pass(Passage::Both);
        assert_eq!(hear(&mut stream).unwrap(), "atwo", "{passage:?}");
    }
}

#[test]
fn a_cut_resets_what_is_open_and_nothing_else() {
    let proxy = Proxy::start(server(b'a')).unwrap();
    let mut stream = client(&proxy);
    assert_eq!(ask(&mut stream, "one").unwrap(), "aone");
    proxy.cut();
    assert_eq!(hear(&mut stream).unwrap_err().kind(), ErrorKind::ConnectionReset);
    assert_eq!(ask(&mut client(&proxy), "two").unwrap(), "atwo");
}

#[test]
fn a_client_that_lost_its_server_hears_nothing_and_sees_no_end() {
    let proxy = Proxy::start(server(b'a')).unwrap();
    let mut stream = client(&proxy);
    assert_eq!(ask(&mut stream, "one").unwrap(), "aone");
    proxy.lose_server();
    stream.write_all(b"two").unwrap();
    assert!(is_silent(&mut stream));
    assert_eq!(ask(&mut client(&proxy), "three").unwrap(), "athree");
}

#[test]
fn connections_that_are_refused_are_reset() {
    let proxy = Proxy::start(server(b'a')).unwrap();
    proxy.refuse(true);
    let refused = hear(&mut client(&proxy));
    assert_eq!(refused.unwrap_err().kind(), ErrorKind::ConnectionReset);
    proxy.refuse(false);
    assert_eq!(ask(&mut client(&proxy), "one").unwrap(), "aone");
}

#[test]
fn a_slow_way_takes_its_time_and_loses_nothing() {
    let proxy = Proxy::start(server(b'a')).unwrap();
    let mut stream = client(&proxy);
    assert_eq!(ask(&mut stream, "one").unwrap(), "aone");
    let (delay, jitter) = (SHORT * 2, SHORT);
    proxy.slow_down(Slowness { delay, jitter, bytes_per_second: 0 });
    stream.write_all(b"two").unwrap();
    assert!(is_silent(&mut stream));
    assert_eq!(hear(&mut stream).unwrap(), "atwo");
}
