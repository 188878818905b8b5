//! Custom fields as typed: `name=value`.

use rollbook_domain::text::{FieldName, Note};

/// Reads `name=value`; an empty value takes the field away.
///
/// # Errors
/// A sentence with the accepted form.
pub(super) fn field(typed: &str) -> Result<(FieldName, Option<String>), String> {
    let (name, value) = typed.split_once('=').ok_or("it has no `=`; give name=value, such as site=Leeds")?;
    let name = FieldName::parse(name).map_err(|error| error.to_string())?;
    if value.trim().is_empty() {
        return Ok((name, None));
    }
    // A value is held to the same form as any other free text about a person.
    let value = Note::parse(value).map_err(|error| error.to_string())?;
    Ok((name, Some(value.as_str().to_owned())))
}
