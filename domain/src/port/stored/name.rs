//! Names as they are looked for.

use crate::customer::Profile;

/// The names of a profile in lower case, first name first, as lists of customers are searched.
///
/// Case is folded here and not by a database, so that every store finds the same people.
pub fn name_key(profile: &Profile) -> String {
    format!("{} {}", profile.first_name.as_str(), profile.last_name.as_str()).to_lowercase()
}
