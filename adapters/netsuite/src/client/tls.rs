//! Whom to believe that they are the service.

use std::sync::Arc;

use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, TlsProvider, parse_pem};

use crate::NetsuiteError;

/// TLS by rustls with ring, trusting the machine's certificate authorities, or only those in a PEM file.
pub(super) fn config(authorities: Option<&[u8]>) -> Result<TlsConfig, NetsuiteError> {
    let certificates = match authorities {
        Some(pem) => of_file(pem)?,
        None => of_machine()?,
    };
    Ok(TlsConfig::builder()
        .provider(TlsProvider::Rustls)
        .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .root_certs(RootCerts::Specific(Arc::new(certificates)))
        .build())
}

fn of_file(pem: &[u8]) -> Result<Vec<Certificate<'static>>, NetsuiteError> {
    let mut certificates = Vec::new();
    for item in parse_pem(pem) {
        match item.map_err(|error| NetsuiteError::Authorities(error.to_string()))? {
            PemItem::Certificate(certificate) => certificates.push(certificate),
            _ => return Err(NetsuiteError::Authorities("the file holds more than certificates".to_owned())),
        }
    }
    if certificates.is_empty() {
        return Err(NetsuiteError::Authorities("the file holds no certificate".to_owned()));
    }
    Ok(certificates)
}

fn of_machine() -> Result<Vec<Certificate<'static>>, NetsuiteError> {
    let loaded = rustls_native_certs::load_native_certs();
    if loaded.certs.is_empty() {
        let reason = loaded.errors.first().map_or_else(|| "there are none".to_owned(), ToString::to_string);
        return Err(NetsuiteError::Authorities(format!("those of this machine: {reason}")));
    }
    Ok(loaded.certs.iter().map(|der| Certificate::from_der(der).to_owned()).collect())
}
