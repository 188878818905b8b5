//! Files that are not as they should be: each is read rightly or refused with line, column, value and accepted form.

use rollbook_e2e::{Installation, Said};

use crate::roster::{HEADER, roster, with_catalogue};

const ADA: &str = "Ada,Lovelace,ada@example.org,,blue,ALGEBRA,0.00,2026-01-05\n";

fn import(installation: &Installation, bytes: &[u8]) -> Said {
    installation.write("bad.csv", bytes);
    installation.run(&["import", "roster", "bad.csv", "--output", "json"])
}

/// What must be refused on the way: the line, and a word of the reason or the column.
struct Bad {
    what: &'static str,
    bytes: Vec<u8>,
    line: u64,
    tells: &'static str,
}

fn bad(what: &'static str, bytes: impl Into<Vec<u8>>, line: u64, tells: &'static str) -> Bad {
    Bad { what, bytes: bytes.into(), line, tells }
}

fn utf_16(text: &str) -> Vec<u8> {
    [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
}

fn corpus() -> Vec<Bad> {
    let good = format!("{HEADER}{ADA}");
    let with = |row: &str| format!("{good}{row}\n");
    let latin_1 = [with("").as_bytes(), b"Zo\xeb,Zuse,zoe@example.org,,,,,\n"].concat();
    vec![
        bad("UTF-16", utf_16(&good), 1, "UTF-8"),
        bad("Latin-1", latin_1, 4, "UTF-8"),
        bad("lone CR as line end", good.replace('\n', "\r"), 1, "CR"),
        bad("NUL", with("Gr\0ce,Hopper,grace@example.org,,,,,"), 3, "NUL"),
        bad("unclosed quote", with("\"Grace,Hopper,grace@example.org,,,,,"), 3, "quote"),
        bad(
            "cell of 1 MB",
            with(&format!("{},Hopper,grace@example.org,,,,,", "x".repeat(1 << 20))),
            3,
            "First Name",
        ),
        bad("row that is too short", with("Grace,Hopper,grace@example.org"), 3, "8"),
        bad("row that is too long", with("Grace,Hopper,grace@example.org,,,,,,,,"), 3, "8"),
        bad("column there twice", good.replacen("Cost", "Email", 1), 1, "Email"),
        bad("column missing", good.replacen("Email,", "", 1).replace("ada@example.org,", ""), 1, "Email"),
        bad("empty file", "", 1, "header"),
        bad("spreadsheet", b"PK\x03\x04\x14\x00\x06\x00".to_vec(), 1, "CSV"),
        bad("address that is none", with("Grace,Hopper,grace.example.org,,,,,"), 3, "Email"),
        bad("unknown group", with("Grace,Hopper,grace@example.org,,green,,,"), 3, "Group ID"),
        bad("unknown price", with("Grace,Hopper,grace@example.org,,,GEOMETRY,,"), 3, "Price ID"),
        bad("cost with a comma", with("Grace,Hopper,grace@example.org,,,ALGEBRA,\"1,50\","), 3, "Cost"),
        bad("negative cost", with("Grace,Hopper,grace@example.org,,,ALGEBRA,-1.50,"), 3, "Cost"),
        bad(
            "day that does not exist",
            with("Grace,Hopper,grace@example.org,,,ALGEBRA,,2026-02-30"),
            3,
            "Order Date",
        ),
        bad("password that is too short", with("Grace,Hopper,grace@example.org,short,,,,"), 3, "Password"),
    ]
}

#[test]
fn every_bad_file_is_refused_where_it_is_bad_and_leaves_nothing_written() {
    let installation = with_catalogue();
    let events = installation.events();
    for Bad { what, bytes, line, tells } in corpus() {
        let said = import(&installation, &bytes);
        assert_eq!(said.code, Some(1), "{what}: {said:?}");
        let answer = said.json();
        let refused = answer["refused"].as_array().unwrap_or_else(|| panic!("{what}: {answer}"));
        let fits = |row: &&serde_json::Value| row["line"] == line && row.to_string().contains(tells);
        let row = refused
            .iter()
            .find(fits)
            .unwrap_or_else(|| panic!("{what}: no line {line} with {tells} in {answer}"));
        for part in ["line", "column", "value", "reason", "rules"] {
            assert!(row.get(part).is_some(), "{what}: {part} in {row}");
        }
        assert_eq!(answer["applied"], false, "{what}");
        assert!(said.output.len() < 64 * 1024, "{what}: a refusal shows a line, not a file");
        assert_eq!(installation.events(), events, "{what} left something written");
    }
}

#[test]
fn unusual_files_are_read_rightly() {
    let good = format!("{HEADER}{ADA}");
    let formula = format!("{HEADER}'=1+1,Lovelace,ada@example.org,,,,,\n");
    let unusual: Vec<(&str, Vec<u8>)> = vec![
        ("byte order mark", [b"\xef\xbb\xbf", good.as_bytes()].concat()),
        ("semicolons", good.replace(',', ";").into_bytes()),
        ("CRLF", good.replace('\n', "\r\n").into_bytes()),
        ("no line end at the end", good.trim_end().into()),
        ("other names of the columns", good.replacen("Price ID", "price_id", 1).into_bytes()),
        ("blank lines", good.replace('\n', "\n\n").into_bytes()),
        ("formula with the mark of this program", formula.into_bytes()),
    ];
    for (what, bytes) in unusual {
        let installation = with_catalogue();
        let said = import(&installation, &bytes);
        assert_eq!(said.code, Some(0), "{what}: {said:?}");
        assert_eq!(said.json()["customers"]["created"], 1, "{what}");
        assert_eq!(installation.run(&["customer", "show", "ada@example.org"]).code, Some(0), "{what}");
    }
}

/// Q-26
#[test]
fn a_file_with_too_many_rows_is_refused_before_anything_else() {
    let installation = with_catalogue();
    installation.done(&["settings", "set", "import_max_rows", "10"]);
    let events = installation.events();
    let said = import(&installation, format!("{}{}", roster(10), "not,even,a,row\n").as_bytes());
    assert_eq!(said.code, Some(1));
    assert!(said.json()["refused"][0]["rules"].to_string().contains("Q-26"), "{said:?}");
    assert_eq!(installation.events(), events);
}

#[test]
fn bad_rows_are_left_out_when_asked_and_given_back_ready_to_be_mended() {
    let installation = with_catalogue();
    let file =
        format!("{HEADER}{ADA}Grace,Hopper,grace@example.org,,,GEOMETRY,,\n=cmd,Zuse,zoe.example.org,,,,,\n");
    installation.write("mixed.csv", file);
    let said =
        installation.done(&["import", "roster", "mixed.csv", "--skip-bad", "--rejected", "rejected.csv"]);
    assert_eq!((&said.json()["applied"], &said.json()["customers"]["created"]), (&true.into(), &1.into()));
    let rejected = std::fs::read_to_string(installation.path("rejected.csv")).expect("the rejected rows");
    let lines: Vec<&str> = rejected.lines().collect();
    assert!(lines[0].ends_with(",Reason"), "{rejected}");
    assert_eq!(lines.len(), 3, "{rejected}");
    assert!(
        lines[1].starts_with("Grace,Hopper,grace@example.org,") && lines[1].contains("GEOMETRY"),
        "{rejected}"
    );
    assert!(
        lines[2].starts_with("'=cmd") || lines[2].starts_with("\"'=cmd"),
        "no spreadsheet runs it: {rejected}"
    );
}

#[test]
fn a_file_that_is_not_there_is_unavailable() {
    let installation = with_catalogue();
    let said = installation.run(&["import", "roster", "nowhere.csv", "--output", "json"]);
    assert_eq!((said.code, said.error()["kind"].as_str()), (Some(5), Some("unavailable")));
}
