//! What can happen to catalogue entries.

use serde::{Deserialize, Serialize};

use super::quiz::Quiz;
use super::{CourseMails, ItemTerms, PriceTerms};
use crate::id::{CourseId, ItemId, ProductId};
use crate::text::{Code, Message, Title};

/// A fact about a product.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ProductEvent {
    /// The product was made.
    ProductAdded {
        /// Its code.
        code: Code,
        /// Its title.
        title: Title,
        /// The courses it opens.
        courses: Vec<CourseId>,
    },
    /// Title or courses were changed.
    ProductEdited {
        /// The title from now on.
        title: Title,
        /// The courses from now on.
        courses: Vec<CourseId>,
    },
    /// Its message for those whose courses have expired was written or taken away.
    ProductMessageSet {
        /// The message from now on; `None` for none of its own.
        message: Option<Message>,
    },
}

/// A fact about a price.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum PriceEvent {
    /// The price was made.
    PriceAdded {
        /// Its code.
        code: Code,
        /// The product it sells.
        product: ProductId,
        /// Its terms.
        terms: Box<PriceTerms>,
    },
    /// The terms were changed, for later sales.
    PriceEdited {
        /// The terms from now on.
        terms: Box<PriceTerms>,
    },
}

/// A fact about a course or one of its items.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum CourseEvent {
    /// The course was made, with its version 1.
    CourseAdded {
        /// Its code.
        code: Code,
        /// Its title.
        title: Title,
    },
    /// The title was changed.
    CourseRetitled {
        /// The title from now on.
        title: Title,
    },
    /// The mails that the course sends were set.
    CourseMailsSet {
        /// Those it sends from now on.
        mails: CourseMails,
    },
    /// A further version was published; the items stay, but for those named.
    CoursePublished {
        /// Its number, one more than that of the version before.
        version: u32,
        /// The items that do not belong to it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        without: Vec<ItemId>,
    },
    /// An item was added to the latest version.
    ItemAdded {
        /// Its id.
        item: ItemId,
        /// Its code.
        code: Code,
        /// Its terms.
        terms: Box<ItemTerms>,
    },
    /// An item's terms were changed.
    ItemEdited {
        /// Which item.
        item: ItemId,
        /// The terms from now on.
        terms: Box<ItemTerms>,
    },
    /// What a quiz asks was defined; marks that were given before stay as they are.
    QuizDefined {
        /// The item.
        item: ItemId,
        /// The latest version of the course.
        version: u32,
        /// The edition's number, counted from 1 for each item.
        number: u32,
        /// The questions from now on.
        quiz: Box<Quiz>,
    },
}
