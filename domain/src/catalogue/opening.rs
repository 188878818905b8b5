//! What an item waits for (MAIL-10, MAIL-12).

use super::{CatalogueRefused, ContentItem, Course, ItemTerms};
use crate::id::ItemId;

/// Checks what an item of the course would wait for; `item` is `None` for one that is about to be added.
///
/// # Errors
/// [`CatalogueRefused::AfterElsewhere`] and [`CatalogueRefused::AfterItself`] (MAIL-12),
/// [`CatalogueRefused::SecondFinalAssessment`] (MAIL-10).
pub fn check_opening(
    course: &Course,
    item: Option<ItemId>,
    terms: &ItemTerms,
) -> Result<(), CatalogueRefused> {
    let find = |id: ItemId| course.items.iter().find(|known| known.id == id);
    if let Some(after) = terms.opening.after {
        let first = find(after).filter(|first| Some(first.id) != item);
        let first = first.ok_or(CatalogueRefused::AfterElsewhere)?;
        let mut waited_for: Option<&ContentItem> = Some(first);
        // No more steps than items, so that a circle that is there already ends too.
        for _ in &course.items {
            waited_for = waited_for.and_then(|item| item.terms.opening.after).and_then(find);
            if item.is_some() && waited_for.map(|item| item.id) == item {
                return Err(CatalogueRefused::AfterItself(first.code.clone()));
            }
        }
    }
    if terms.opening.is_final_assessment {
        let latest = course.latest_version();
        let is_other = |known: &&ContentItem| {
            known.terms.opening.is_final_assessment && Some(known.id) != item && known.is_in(latest)
        };
        if let Some(other) = course.items.iter().find(is_other) {
            return Err(CatalogueRefused::SecondFinalAssessment(other.code.clone()));
        }
    }
    Ok(())
}
