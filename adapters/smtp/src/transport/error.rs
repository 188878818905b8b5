/// Why a transport cannot be used; never repeats an address, which may hold a password.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TransportError {
    /// The address is not one of a transport.
    #[error(
        "mail cannot go out by `{0}:`; give smtp://HOST, smtps://HOST, file:FOLDER or log, such as \
         smtp://user@mail.example.org"
    )]
    UnknownScheme(String),
    /// `file:` without a folder.
    #[error("`file:` names no folder for mails; give file:FOLDER, such as file:/var/lib/rollbook/mail")]
    NoFolder,
    /// The address cannot be read.
    #[error(
        "the address of the mail server cannot be read, {0}; \
         give smtp://[USER[:PASSWORD]@]HOST[:PORT][?OPTIONS] with user and password percent-encoded"
    )]
    Malformed(String),
    /// An option that there is none of.
    #[error("`{0}` is not an option of a mail server's address; there are tls, ca, hello and timeout")]
    UnknownOption(String),
    /// An option given twice.
    #[error("the option `{0}` stands twice in the mail server's address; give it once")]
    RepeatedOption(String),
    /// A value that an option does not take.
    #[error("`{option}={value}` is not accepted in the mail server's address; {option} is {accepted}")]
    BadOption {
        /// The option.
        option: &'static str,
        /// Its value.
        value: String,
        /// What it may be.
        accepted: &'static str,
    },
    /// Plain text over a network.
    #[error("`tls=none` is for a mail server on this machine, not for `{0}`; leave it out")]
    PlainToElsewhere(String),
    /// A password that could be read on the way.
    #[error("`tls=opportunistic` could send the password of `{0}` in plain text; leave one of the two out")]
    PasswordMayBeSeen(String),
    /// A password for nobody.
    #[error("there is a password for the mail server, but no user; give smtp://USER@HOST")]
    PasswordWithoutUser,
    /// A user without a password.
    #[error(
        "there is no password for the mail server's user `{0}`; give ROLLBOOK_MAIL_PASSWORD or smtp://USER:PASSWORD@HOST"
    )]
    NoPassword(String),
    /// The certificate authorities cannot be used.
    #[error("the certificate authorities in `{path}` cannot be used: {problem}; give a PEM file")]
    Authorities {
        /// The file.
        path: String,
        /// What went wrong.
        problem: String,
    },
    /// The machine does not let the mailer work.
    #[error("mail cannot be sent on this machine: {0}")]
    Machine(String),
}
