//! Contracts from a file: a CSV table, or JSON.

use async_trait::async_trait;
use rollbook_domain::plan::contracts::SourceContract;
use rollbook_domain::port::{ContractPage, ContractSource, ContractSourceError, Cursor};
use rollbook_domain::table::{TableLimits, TableReader};
use serde::{Deserialize, Deserializer};

/// The contracts of a file, which is one page.
pub(super) struct ContractsFile(Result<Vec<SourceContract>, ContractSourceError>);

/// A contract in JSON.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct JsonContract {
    #[serde(default, deserialize_with = "there::<String, _>")]
    external_id: Option<String>,
    number: String,
    client: String,
    starts: String,
    ends: String,
    courses: Vec<String>,
    #[serde(default, deserialize_with = "there::<u32, _>")]
    seats: Option<String>,
}

/// The text of a key that is there; null is blank.
fn there<'de, T: Deserialize<'de> + ToString, D: Deserializer<'de>>(
    value: D,
) -> Result<Option<String>, D::Error> {
    let given = Option::<T>::deserialize(value)?;
    Ok(Some(given.map(|given| given.to_string()).unwrap_or_default()))
}

const COLUMNS: [&str; 7] = ["External Id", "Number", "Client", "Starts", "Ends", "Courses", "Seats"];

impl ContractsFile {
    /// Reads a file by the form of its content: JSON begins with a bracket.
    pub(super) fn read(bytes: &[u8], reader: &dyn TableReader, max_rows: usize) -> Self {
        let first = bytes.iter().find(|byte| !byte.is_ascii_whitespace());
        Self(if first == Some(&b'[') { json(bytes) } else { csv(bytes, reader, max_rows) })
    }
}

fn json(bytes: &[u8]) -> Result<Vec<SourceContract>, ContractSourceError> {
    let contracts: Vec<JsonContract> = serde_json::from_slice(bytes).map_err(|error| {
        ContractSourceError::Malformed(format!("the file is no list of contracts in JSON: {error}"))
    })?;
    let contract = |(place, one): (usize, JsonContract)| SourceContract {
        place: format!("contract {}", place + 1),
        external_id: one.external_id,
        number: one.number,
        client: one.client,
        starts: one.starts,
        ends: one.ends,
        courses: one.courses,
        seats: one.seats,
        lacks: None,
    };
    Ok(contracts.into_iter().enumerate().map(contract).collect())
}

fn csv(
    bytes: &[u8],
    reader: &dyn TableReader,
    max_rows: usize,
) -> Result<Vec<SourceContract>, ContractSourceError> {
    let table = reader.read(bytes, &TableLimits::rows(max_rows)).map_err(|errors| {
        let errors: Vec<String> = errors.iter().map(ToString::to_string).collect();
        ContractSourceError::Malformed(errors.join("; "))
    })?;
    let mut places = [None; 7];
    for (place, name) in COLUMNS.iter().enumerate() {
        places[place] = table.column(name);
        if places[place].is_none() && !matches!(*name, "External Id" | "Seats") {
            return Err(ContractSourceError::Malformed(format!(
                "the file has no column `{name}`; it needs {}",
                COLUMNS.join(", ")
            )));
        }
    }
    let [external_id, number, client, starts, ends, courses, seats] = places;
    let contract = |row: &rollbook_domain::table::Row| {
        let known = |place: Option<usize>| place.map(|place| row.cell(place).trim().to_owned());
        let cell = |place: Option<usize>| known(place).unwrap_or_default();
        SourceContract {
            place: format!("line {}", row.line()),
            external_id: known(external_id),
            number: cell(number),
            client: cell(client),
            starts: cell(starts),
            ends: cell(ends),
            courses: cell(courses)
                .split([';', ' '])
                .filter(|code| !code.is_empty())
                .map(str::to_owned)
                .collect(),
            seats: known(seats),
            lacks: None,
        }
    };
    Ok(table.rows.iter().map(contract).collect())
}

#[async_trait]
impl ContractSource for ContractsFile {
    async fn contracts(&self, _after: Option<&Cursor>) -> Result<ContractPage, ContractSourceError> {
        self.0.clone().map(|contracts| ContractPage { contracts, next: None })
    }
}
