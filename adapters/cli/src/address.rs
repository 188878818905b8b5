//! Addresses of databases as they may be printed.

/// What stands where a password stood.
const HIDDEN: &str = "***";

/// The parts of an address that hold passwords.
const PASSWORDS: &[&str] = &["password", "sslpassword"];

/// An address without the password in it; rather more is hidden than less when it is malformed.
pub fn without_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    if scheme == "sqlite" {
        return url.to_owned();
    }
    // A password that was not encoded may hold any sign, so the last `@` ends it.
    let (person, place) = match rest.rsplit_once('@') {
        Some((person, place)) => (Some(person), place),
        None => (None, rest),
    };
    let person = person.map(|person| match person.split_once(':') {
        Some((name, _)) => format!("{name}:{HIDDEN}@"),
        None => format!("{person}@"),
    });
    let person = person.map(|person| without_password_options(&person)).unwrap_or_default();
    format!("{scheme}://{person}{}", without_password_options(place))
}

fn without_password_options(text: &str) -> String {
    let Some((start, query)) = text.split_once('?') else { return text.to_owned() };
    let hidden = |pair: &str| match pair.split_once('=') {
        Some((name, _)) if PASSWORDS.contains(&name.to_lowercase().as_str()) => format!("{name}={HIDDEN}"),
        _ => pair.to_owned(),
    };
    format!("{start}?{}", query.split('&').map(hidden).collect::<Vec<_>>().join("&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_shown_without_its_password_however_it_was_given() {
        for url in [
            "postgres://ada:Tr0ub4dor@db.example.org/rollbook?sslmode=require",
            "postgres://ada:Tr0ub4dor/?#@x:y@db.example.org:6432/rollbook",
            "postgres://ada:p@Tr0ub4dor@db.example.org/rollbook",
            "postgres://db.example.org/rollbook?user=ada&password=Tr0ub4dor",
            "postgres://db.example.org/rollbook?password=Tr0ub4dor@home",
            "postgres://ada@db.example.org/rollbook?Password=Tr0ub4dor&sslmode=require",
            "mysql://ada:Tr0ub4dor@there",
            "postgres://ada:Tr0ub4dor@",
        ] {
            let shown = without_password(url);
            assert!(!shown.contains("Tr0ub4dor") && shown.contains("***"), "{shown}");
        }
    }

    #[test]
    fn an_address_without_a_password_is_shown_as_it_is() {
        for url in [
            "sqlite:rollbook.db",
            "sqlite:///var/lib/a:b@c.db",
            "postgres://ada@db.example.org:5432/rollbook?pooler=transaction",
            "postgresql:///rollbook?host=/run/postgresql",
            "",
        ] {
            assert_eq!(without_password(url), url);
        }
    }
}
