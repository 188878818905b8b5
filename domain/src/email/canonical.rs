use idna::AsciiDenyList;
use idna::uts46::{DnsLength, Hyphens, Uts46};

const MAX_BYTES: usize = 254;
const MAX_LOCAL_BYTES: usize = 64;

/// The form of an address that decides whether two are one.
pub(super) fn canonical(typed: &str) -> Result<String, &'static str> {
    if typed.len() > MAX_BYTES {
        return Err("it is longer than 254 bytes");
    }
    let (local, domain) = typed.split_once('@').ok_or("it has no `@`")?;
    if domain.contains('@') {
        return Err("it has more than one `@`");
    }
    check_local(local)?;
    let domain = canonical_domain(domain)?;
    let canonical = format!("{}@{domain}", local.to_ascii_lowercase());
    if canonical.len() > MAX_BYTES {
        return Err("it is longer than 254 bytes when its domain is written in ASCII");
    }
    Ok(canonical)
}

fn check_local(local: &str) -> Result<(), &'static str> {
    if local.is_empty() {
        return Err("nothing stands before the `@`");
    }
    if local.len() > MAX_LOCAL_BYTES {
        return Err("the part before the `@` is longer than 64 bytes");
    }
    if !local.is_ascii() {
        return Err("the part before the `@` holds a character that is not ASCII");
    }
    if local.split('.').any(str::is_empty) {
        return Err("the part before the `@` begins or ends with a dot, or has two in a row");
    }
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~.".contains(&byte);
    if !local.bytes().all(is_plain) {
        return Err(
            "the part before the `@` holds a space, a quote or another character that is not accepted",
        );
    }
    Ok(())
}

fn canonical_domain(domain: &str) -> Result<String, &'static str> {
    if domain.is_empty() {
        return Err("nothing stands after the `@`");
    }
    let ascii = Uts46::new()
        .to_ascii(domain.as_bytes(), AsciiDenyList::STD3, Hyphens::Check, DnsLength::Verify)
        .map_err(|_| "the domain is not a valid domain name")?;
    let (_, last) = ascii.rsplit_once('.').ok_or("the domain has only one label")?;
    if last.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err("the domain is a number, not a name");
    }
    Ok(ascii.into_owned())
}
