//! The tenant and its settings.

mod change;
mod init;
mod show;
#[cfg(test)]
mod tests;

pub use change::{SettingChange, change_settings};
pub use init::init_tenant;
pub use show::show_settings;
