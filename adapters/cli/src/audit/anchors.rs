//! The file of anchors.

use std::fs;
use std::path::Path;

use rollbook_domain::audit::Anchor;
use rollbook_domain::settings::TenantId;

use crate::CliError;

/// Reads what `audit head` wrote, one JSON object after the other.
pub(super) fn read(path: &Path, tenant: &TenantId) -> Result<Vec<Anchor>, CliError> {
    let shown = path.display();
    let text = fs::read_to_string(path)
        .map_err(|error| CliError::Unavailable(format!("the file `{shown}` cannot be read: {error}")))?;
    let anchors: Result<Vec<Anchor>, _> = serde_json::Deserializer::from_str(&text).into_iter().collect();
    let anchors = anchors.map_err(|error| {
        let form = "give what `rollbook audit head --output json` printed, one after the other";
        CliError::usage(format!("the file `{shown}` has something else than anchors ({error}); {form}"))
    })?;
    if anchors.iter().all(|anchor| anchor.tenant != *tenant) {
        let says =
            format!("the file `{shown}` has no anchor of tenant `{tenant}`, so it proves nothing here");
        return Err(CliError::usage(says));
    }
    Ok(anchors)
}
