//! Certificates for mail servers under test.

use std::path::PathBuf;

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use tempfile::TempDir;

/// A certificate authority of its own, with a certificate for a server on this machine; files that go with this value.
#[derive(Debug)]
pub struct Authority {
    folder: TempDir,
}

#[expect(clippy::expect_used, reason = "a test without its certificates has failed")]
impl Authority {
    /// Makes an authority that has certified a server of that name or number.
    ///
    /// # Panics
    /// When the certificates cannot be made or written.
    pub fn certifying(server: &str) -> Self {
        let mut params = CertificateParams::new(Vec::new()).expect("names");
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let issuer =
            CertifiedIssuer::self_signed(params, KeyPair::generate().expect("a key")).expect("an authority");
        let key = KeyPair::generate().expect("a key");
        let params = CertificateParams::new(vec![server.to_owned()]).expect("a name or a number");
        let certificate = params.signed_by(&key, &issuer).expect("a certificate");
        let authority = Self { folder: tempfile::tempdir().expect("a folder for temporary files") };
        for (path, text) in [
            (authority.file(), issuer.pem()),
            (authority.server_certificate(), certificate.pem()),
            (authority.server_key(), key.serialize_pem()),
        ] {
            std::fs::write(path, text).expect("a temporary file is written");
        }
        authority
    }

    /// The authority's own certificate.
    pub fn file(&self) -> PathBuf {
        self.folder.path().join("authority.pem")
    }

    /// The server's certificate.
    pub fn server_certificate(&self) -> PathBuf {
        self.folder.path().join("server.pem")
    }

    /// The server's key.
    pub fn server_key(&self) -> PathBuf {
        self.folder.path().join("server-key.pem")
    }
}
