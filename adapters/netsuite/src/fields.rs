use std::fmt;

use serde::Deserialize;

use crate::NetsuiteError;

/// The way to a value in a record: names of fields joined by points.
///
/// Where a field holds a list, the way leads through each of its entries, so `item.quantity` means the quantity of every
/// line of an order.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct FieldPath(Vec<String>);

impl FieldPath {
    fn of(path: &str) -> Self {
        Self(path.split('.').map(str::to_owned).collect())
    }

    pub(crate) fn steps(&self) -> &[String] {
        &self.0
    }

    /// The list that the way leads through, for a value that every line has.
    pub(crate) fn list(&self) -> Option<(&[String], &[String])> {
        (self.0.len() > 1).then(|| self.0.split_at(1))
    }
}

impl TryFrom<String> for FieldPath {
    type Error = String;

    fn try_from(path: String) -> Result<Self, String> {
        let is_name = |step: &str| {
            !step.is_empty() && step.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        };
        if path.split('.').all(is_name) {
            return Ok(Self::of(&path));
        }
        Err(format!(
            "`{}` is not the name of a field; give names of letters, digits and underscores joined by points, such as \
             custbody_courses or item.quantity",
            path.escape_debug().take(80).collect::<String>()
        ))
    }
}

impl fmt::Display for FieldPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join("."))
    }
}

/// Which fields of a sales order say what, since every account names its own.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Fields {
    /// What other systems call it; `externalId`. An order without one goes by its internal id.
    pub external_id: FieldPath,
    /// Its number; `tranId`.
    pub number: FieldPath,
    /// The client; `entity`, by its name.
    pub client: FieldPath,
    /// The first day of the term; `startDate`.
    pub starts: FieldPath,
    /// The last day of the term; `endDate`.
    pub ends: FieldPath,
    /// The codes of the courses, as a list or joined by commas; `custbody_rollbook_courses`.
    pub courses: FieldPath,
    /// How many learners: the quantities of its lines added up, `item.quantity`, or a field of the order itself, which may
    /// be empty for any number. None where no order says it, for any number.
    pub seats: Option<FieldPath>,
    /// How far the order has got; `status`, by its name.
    pub status: FieldPath,
    /// Orders of such a status count as not there; `Pending Approval` and `Cancelled`.
    pub leave_out: Vec<String>,
    /// A condition in `NetSuite`'s own words that narrows the list of orders; none.
    pub query: Option<String>,
}

impl Default for Fields {
    fn default() -> Self {
        Self {
            external_id: FieldPath::of("externalId"),
            number: FieldPath::of("tranId"),
            client: FieldPath::of("entity"),
            starts: FieldPath::of("startDate"),
            ends: FieldPath::of("endDate"),
            courses: FieldPath::of("custbody_rollbook_courses"),
            seats: Some(FieldPath::of("item.quantity")),
            status: FieldPath::of("status"),
            leave_out: vec!["Pending Approval".to_owned(), "Cancelled".to_owned()],
            query: None,
        }
    }
}

impl Fields {
    /// Reads the names from JSON; what it does not say stays as it is by default.
    ///
    /// # Errors
    /// [`NetsuiteError::Fields`] with line and column of what is not of the form.
    pub fn parse(json: &[u8]) -> Result<Self, NetsuiteError> {
        let json = json.strip_prefix(b"\xef\xbb\xbf").unwrap_or(json);
        serde_json::from_slice(json).map_err(|error| NetsuiteError::Fields(error.to_string()))
    }

    /// The field of the order itself that is to say the seats.
    pub(crate) fn seats_field(&self) -> Option<&str> {
        match self.seats.as_ref()?.steps() {
            [name] => Some(name),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_named_stays_as_it_is_by_default() {
        assert_eq!(Fields::parse(b"{}").unwrap(), Fields::default());
        let fields = Fields::parse(br#"{"seats": "custbody_seats", "leave_out": []}"#).unwrap();
        assert_eq!(fields.seats.map(|path| path.to_string()).as_deref(), Some("custbody_seats"));
        assert_eq!(fields.leave_out, Vec::<String>::new());
        assert_eq!(fields.ends.to_string(), "endDate");
        assert_eq!(Fields::parse(br#"{"seats": null}"#).unwrap().seats, None);
    }

    #[test]
    fn a_misspelt_setting_or_a_name_of_no_field_is_refused_with_its_place() {
        let misspelt = Fields::parse(br#"{"seat": "item.quantity"}"#).unwrap_err().to_string();
        assert!(misspelt.contains("`seat`") && misspelt.contains("line 1"), "{misspelt}");
        for name in ["", "item..quantity", "item/quantity", "a b"] {
            let json = format!(r#"{{"seats": "{name}"}}"#);
            let problem = Fields::parse(json.as_bytes()).unwrap_err().to_string();
            assert!(problem.contains("is not the name of a field"), "{problem}");
        }
    }
}
