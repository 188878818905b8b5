//! Mails as files.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use rollbook_domain::port::{Mailer, MailerError, OutgoingMail};

use crate::message::Ready;

/// Writes each mail into a folder, as a file that mail programs open.
///
/// The file is named after the mail, so that a further attempt replaces it; it appears whole or not at all, and only its
/// owner may read it, since it may tell a secret.
#[derive(Debug, Clone)]
pub struct FolderMailer {
    folder: PathBuf,
}

impl FolderMailer {
    /// Writes into this folder, which is made when it is not there.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Tries whether a file can be written there, or into the next folder above that exists.
    ///
    /// # Errors
    /// What the machine says.
    pub fn probe(&self) -> io::Result<()> {
        let there = self.folder.ancestors().find(|folder| folder.exists()).unwrap_or(Path::new("."));
        tempfile::tempfile_in(if there.as_os_str().is_empty() { Path::new(".") } else { there }).map(drop)
    }

    fn make_folder(&self) -> io::Result<()> {
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&self.folder)
    }

    fn write(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        self.make_folder()?;
        let mut file = tempfile::Builder::new().prefix(".").suffix(".part").tempfile_in(&self.folder)?;
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        file.persist(self.folder.join(name)).map_err(|error| error.error)?;
        if cfg!(unix) { File::open(&self.folder)?.sync_all() } else { Ok(()) }
    }
}

impl Mailer for FolderMailer {
    fn send(&self, mail: &OutgoingMail) -> Result<(), MailerError> {
        let ready = Ready::new(mail)?;
        self.write(&format!("{}.eml", mail.id), &ready.bytes).map_err(|error| {
            let folder = self.folder.display();
            MailerError::Unusable(format!("no mail can be written into `{folder}`: {error}"))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::example;

    fn names(folder: &Path) -> Vec<String> {
        let entries = folder.read_dir().unwrap().map(|entry| entry.unwrap().file_name());
        entries.map(|name| name.into_string().unwrap()).collect()
    }

    #[test]
    fn a_mail_becomes_one_file_and_a_further_attempt_replaces_it() {
        let place = tempfile::tempdir().unwrap();
        let mailer = FolderMailer::new(place.path().join("new").join("mail"));
        mailer.send(&example("first")).unwrap();
        mailer.send(&example("second")).unwrap();
        let found = names(mailer.folder());
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0], format!("{}.eml", example("second").id));
        let text = fs::read_to_string(mailer.folder().join(&found[0])).unwrap();
        assert!(text.contains("Subject: second\r\n"), "{text}");
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_may_read_the_folder_and_the_files() {
        use std::os::unix::fs::PermissionsExt;
        let place = tempfile::tempdir().unwrap();
        let mailer = FolderMailer::new(place.path().join("mail"));
        mailer.send(&example("secret")).unwrap();
        let file = mailer.folder().join(&names(mailer.folder())[0]);
        assert_eq!(fs::metadata(mailer.folder()).unwrap().permissions().mode() & 0o777, 0o700);
        assert_eq!(fs::metadata(file).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn a_folder_that_cannot_be_made_makes_the_transport_unusable() {
        let place = tempfile::NamedTempFile::new().unwrap();
        let mailer = FolderMailer::new(place.path().join("mail"));
        assert!(mailer.probe().is_err());
        assert!(matches!(mailer.send(&example("x")), Err(MailerError::Unusable(_))));
    }
}
