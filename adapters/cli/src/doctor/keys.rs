//! The key file.

use crate::Finding;
use crate::start::Start;

/// Says which keys there are. Without them access is still decided, so a copy of the database may be looked over alone.
pub(super) fn examine(start: &Start) -> Finding {
    let Some(file) = start.key_file() else {
        return Finding::warn("keys", "there is no key file for this database; ROLLBOOK_KEY_FILE names one");
    };
    match start.keys.numbers(&file) {
        Ok(numbers) => {
            let newest = numbers.last().map_or(0, |number| number.0);
            Finding::ok("keys", format!("{}, key {newest} seals", file.display()))
        }
        Err(failed) => Finding::warn("keys", format!("codes and links cannot be used: {failed}")),
    }
}
