//! Over TLS the service is believed by its certificate, and by nothing else.

use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use rcgen::{CertifiedKey, generate_simple_self_signed};
use rollbook_domain::port::ContractSourceError;
use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use super::*;

const EMPTY: &str = r#"{"items": [], "hasMore": false, "totalResults": 0}"#;

/// Answers one connection, and says in the end what was asked on it, when it came to that.
fn one_answer(
    key: &CertifiedKey<rcgen::KeyPair>,
) -> (SocketAddr, Arc<Mutex<Vec<String>>>, thread::JoinHandle<()>) {
    let private = PrivateKeyDer::try_from(key.signing_key.serialize_der()).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![key.cert.der().clone()], private)
        .unwrap();
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let address = listener.local_addr().unwrap();
    let asked = Arc::new(Mutex::new(Vec::new()));
    let heard = Arc::clone(&asked);
    let thread = thread::spawn(move || {
        let (connection, _) = listener.accept().unwrap();
        serve(connection, Arc::new(config), &heard);
    });
    (address, asked, thread)
}

fn serve(connection: TcpStream, config: Arc<ServerConfig>, heard: &Mutex<Vec<String>>) {
    let session = ServerConnection::new(config).unwrap();
    let mut stream = BufReader::new(StreamOwned::new(session, connection));
    let mut line = String::new();
    // Who does not believe the certificate hangs up here.
    while stream.read_line(&mut line).is_ok_and(|read| read > 0) {
        heard.lock().unwrap().push(line.trim().to_owned());
        if line.trim().is_empty() {
            let length = EMPTY.len();
            let answer =
                format!("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{EMPTY}");
            let stream = stream.get_mut();
            stream.write_all(answer.as_bytes()).unwrap();
            stream.conn.send_close_notify();
            stream.flush().unwrap();
            return;
        }
        line.clear();
    }
}

fn ask(address: SocketAddr, host: &str, authority: &str) -> (Read, Vec<u64>) {
    let waits = Arc::new(Waits::default());
    let url = format!("https://{host}:{}", address.port());
    let options = NetsuiteOptions {
        authorities: Some(authority.as_bytes().to_vec()),
        patience: Duration::from_secs(20),
        ..NetsuiteOptions::default()
    };
    let (address, token) = (Address::parse(&url).unwrap(), BearerToken::parse(TOKEN).unwrap());
    let source = NetsuiteSource::open(address, &token, options, Arc::clone(&waits) as _).unwrap();
    (block_on(everything(&source)), waits.seconds())
}

fn certificate() -> CertifiedKey<rcgen::KeyPair> {
    generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap()
}

#[test]
fn a_service_with_the_right_certificate_is_shown_the_token() {
    let key = certificate();
    let (address, asked, thread) = one_answer(&key);
    assert_eq!(ask(address, "localhost", &key.cert.pem()), (Ok(Vec::new()), Vec::new()));
    thread.join().unwrap();
    let asked = asked.lock().unwrap().join("\n").to_lowercase();
    assert!(asked.contains(&format!("authorization: bearer {}", TOKEN.to_lowercase())), "{asked}");
}

#[test]
fn a_service_with_another_certificate_is_told_nothing() {
    let key = certificate();
    let (address, asked, thread) = one_answer(&key);
    let (read, waits) = ask(address, "localhost", &certificate().cert.pem());
    assert!(matches!(read, Err(ContractSourceError::Unavailable(_))), "{read:?}");
    thread.join().unwrap();
    assert_eq!((asked.lock().unwrap().clone(), waits), (Vec::new(), Vec::new()));
}

#[test]
fn a_certificate_for_another_name_is_not_believed() {
    let key = certificate();
    let (address, asked, thread) = one_answer(&key);
    let (read, _) = ask(address, "127.0.0.1", &key.cert.pem());
    assert!(matches!(read, Err(ContractSourceError::Unavailable(_))), "{read:?}");
    thread.join().unwrap();
    assert_eq!(asked.lock().unwrap().clone(), Vec::<String>::new());
}

#[test]
fn what_is_no_certificate_authority_is_refused_before_anybody_is_asked() {
    for pem in ["", "no certificate"] {
        let options =
            NetsuiteOptions { authorities: Some(pem.as_bytes().to_vec()), ..NetsuiteOptions::default() };
        let (address, token) =
            (Address::parse("https://localhost").unwrap(), BearerToken::parse(TOKEN).unwrap());
        let refused = NetsuiteSource::open(address, &token, options, Arc::new(Waits::default())).unwrap_err();
        assert!(refused.to_string().contains("certificate"), "{refused}");
    }
}
