//! Certificates for servers under test, and for those who show them one.

use std::fmt;
use std::path::{Path, PathBuf};

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair};
use tempfile::TempDir;

/// A certificate authority of its own, with a certificate for a server on this machine; files that go with this value.
pub struct Authority {
    folder: TempDir,
    issuer: CertifiedIssuer<'static, KeyPair>,
}

impl fmt::Debug for Authority {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Authority").field("folder", &self.folder).finish_non_exhaustive()
    }
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
        let folder = tempfile::tempdir().expect("a folder for temporary files");
        let authority = Self { folder, issuer };
        write(&authority.file(), &authority.issuer.pem());
        write(&authority.server_certificate(), &certificate.pem());
        write(&authority.server_key(), &key.serialize_pem());
        authority
    }

    /// A certificate that a client of this name may show, and its key.
    ///
    /// # Panics
    /// When they cannot be made or written.
    pub fn certify_client(&self, name: &str) -> (PathBuf, PathBuf) {
        let key = KeyPair::generate().expect("a key");
        let mut params = CertificateParams::new(Vec::new()).expect("names");
        params.distinguished_name.push(DnType::CommonName, name);
        let certificate = params.signed_by(&key, &self.issuer).expect("a certificate");
        let [shown, kept] = ["client.pem", "client-key.pem"].map(|file| self.folder.path().join(file));
        write(&shown, &certificate.pem());
        write(&kept, &key.serialize_pem());
        (shown, kept)
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

#[expect(clippy::expect_used, reason = "a test without its certificates has failed")]
fn write(path: &Path, text: &str) {
    std::fs::write(path, text).expect("a temporary file is written");
}
