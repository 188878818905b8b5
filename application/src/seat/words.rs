//! What mails and pages about seats call people and products.

use rollbook_domain::catalogue::Catalogue;
use rollbook_domain::customer::Profile;
use rollbook_domain::id::ProductId;

/// First and last name.
pub(super) fn person(profile: Option<&Profile>) -> Option<String> {
    profile.map(|profile| format!("{} {}", profile.first_name.as_str(), profile.last_name.as_str()))
}

/// The product's title.
pub(super) fn product_title(catalogue: &Catalogue, product: ProductId) -> String {
    catalogue
        .product(product)
        .map_or_else(|| product.to_string(), |product| product.title.as_str().to_owned())
}
