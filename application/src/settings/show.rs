//! Reading the settings.

use rollbook_domain::settings::Settings;

use crate::{Desk, Failure};

/// The tenant's settings.
///
/// # Errors
/// [`Failure::Missing`] while the tenant does not exist, [`Failure::Store`].
pub async fn show_settings(desk: &Desk<'_>) -> Result<Settings, Failure> {
    Ok(desk.tenant().await?.settings)
}
