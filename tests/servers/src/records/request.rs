use std::io::{self, BufRead, BufReader};
use std::net::TcpStream;

pub(super) struct Request {
    /// Path and query.
    pub(super) target: String,
    pub(super) token: Option<String>,
}

/// Reads the head of a request, which has no body; `None` when nobody asks for anything.
pub(super) fn read(connection: &mut TcpStream) -> io::Result<Option<Request>> {
    let mut lines = BufReader::new(connection).lines();
    let Some(first) = lines.next().transpose()? else { return Ok(None) };
    let target = first.split(' ').nth(1).unwrap_or_default().to_owned();
    let mut token = None;
    for line in lines {
        let line = line?;
        if line.is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("authorization")
        {
            token = value.trim().strip_prefix("Bearer ").map(str::to_owned);
        }
    }
    Ok(Some(Request { target, token }))
}
