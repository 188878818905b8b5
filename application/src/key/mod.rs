//! Keys: sealing again what was sealed with an older one.

mod reseal;

#[cfg(test)]
mod tests;

pub use reseal::reseal_codes;
