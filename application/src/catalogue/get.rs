//! One entry of the catalogue, named by id or by code in any letter case.

use rollbook_domain::catalogue::{Catalogue, ContentItem, Course, Price, Product};

use crate::{Failure, What};

/// The product that `key` names.
///
/// # Errors
/// [`Failure::Missing`] when there is none.
pub fn get_product<'a>(catalogue: &'a Catalogue, key: &str) -> Result<&'a Product, Failure> {
    catalogue.find_product(key.trim()).ok_or_else(|| Failure::missing(What::Product, key))
}

/// The price that `key` names.
///
/// # Errors
/// [`Failure::Missing`] when there is none.
pub fn get_price<'a>(catalogue: &'a Catalogue, key: &str) -> Result<&'a Price, Failure> {
    catalogue.find_price(key.trim()).ok_or_else(|| Failure::missing(What::Price, key))
}

/// The course that `key` names.
///
/// # Errors
/// [`Failure::Missing`] when there is none.
pub fn get_course<'a>(catalogue: &'a Catalogue, key: &str) -> Result<&'a Course, Failure> {
    catalogue.find_course(key.trim()).ok_or_else(|| Failure::missing(What::Course, key))
}

/// The item that `key` names.
///
/// # Errors
/// [`Failure::Missing`] when there is none.
pub fn get_item<'a>(catalogue: &'a Catalogue, key: &str) -> Result<&'a ContentItem, Failure> {
    catalogue.find_item(key.trim()).ok_or_else(|| Failure::missing(What::Item, key))
}
