use url::Url;

use crate::ServerError;

const ACCEPTED: &str = "a URL such as postgres://rollbook@127.0.0.1:5432/postgres";

/// A server's URL in its parts.
pub(crate) fn parse(url: &str) -> Result<Url, ServerError> {
    let malformed = || ServerError::Malformed { what: "server", value: url.to_owned(), accepted: ACCEPTED };
    let parsed = Url::parse(url).map_err(|_| malformed())?;
    let is_postgres = matches!(parsed.scheme(), "postgres" | "postgresql");
    (is_postgres && parsed.has_host()).then_some(parsed).ok_or_else(malformed)
}

/// The URL of another database on the same server.
pub(crate) fn of_database(server: &str, database: &str) -> Result<String, ServerError> {
    let mut url = parse(server)?;
    url.set_path(&format!("/{database}"));
    Ok(url.into())
}

/// The option by which Rollbook is told of a pooler; PostgreSQL's own programs refuse what they do not know.
const POOLER: &str = "pooler";

/// The same URL for a program that is not Rollbook.
pub(crate) fn without_own_options(server: &str) -> Result<String, ServerError> {
    let mut url = parse(server)?;
    let kept: Vec<_> = url.query_pairs().into_owned().filter(|(name, _)| name != POOLER).collect();
    url.set_query(None);
    if !kept.is_empty() {
        url.query_pairs_mut().extend_pairs(kept);
    }
    Ok(url.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_option_that_only_rollbook_knows_is_left_out_for_others() {
        let url = "postgres://rollbook@127.0.0.1:5433/postgres";
        assert_eq!(without_own_options(&format!("{url}?pooler=transaction")).unwrap(), url);
        let other = format!("{url}?sslmode=disable");
        assert_eq!(without_own_options(&format!("{other}&pooler=transaction")).unwrap(), other);
    }

    #[test]
    fn another_database_of_a_server_keeps_its_role_its_port_and_its_options() {
        let other =
            of_database("postgres://rollbook:x@127.0.0.1:5433/postgres?sslmode=disable", "other").unwrap();
        assert_eq!(other, "postgres://rollbook:x@127.0.0.1:5433/other?sslmode=disable");
    }

    #[test]
    fn a_server_that_is_no_url_is_named_with_the_form_that_would_do() {
        let refused = of_database("sqlite:a.db", "other").unwrap_err().to_string();
        assert!(refused.contains("`sqlite:a.db` must be a URL such as postgres://"), "{refused}");
    }
}
