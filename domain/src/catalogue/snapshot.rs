//! The whole catalogue of a tenant as one value.

use std::collections::HashMap;

use super::{ContentItem, Course, Price, Product};
use crate::id::{CourseId, ItemId, PriceId, ProductId};
use crate::text::Code;

/// Every product, price, course and item of a tenant; found by id or by code without regard to case.
#[derive(Debug, Clone, Default)]
pub struct Catalogue {
    products: Vec<Product>,
    prices: Vec<Price>,
    courses: Vec<Course>,
    product_at: HashMap<ProductId, usize>,
    price_at: HashMap<PriceId, usize>,
    course_at: HashMap<CourseId, usize>,
    item_at: HashMap<ItemId, (usize, usize)>,
    product_codes: HashMap<String, usize>,
    price_codes: HashMap<String, usize>,
    course_codes: HashMap<String, usize>,
    item_codes: HashMap<String, (usize, usize)>,
}

impl Catalogue {
    /// Puts the parts together; lists come out in code order whatever order they go in.
    pub fn new(mut products: Vec<Product>, mut prices: Vec<Price>, mut courses: Vec<Course>) -> Self {
        products.sort_by_cached_key(|product| product.code.folded());
        prices.sort_by_cached_key(|price| price.code.folded());
        courses.sort_by_cached_key(|course| course.code.folded());
        let items = || {
            courses.iter().enumerate().flat_map(|(course_at, course)| {
                course.items.iter().enumerate().map(move |(item_at, item)| (item, (course_at, item_at)))
            })
        };
        Self {
            product_at: products.iter().enumerate().map(|(at, product)| (product.id, at)).collect(),
            price_at: prices.iter().enumerate().map(|(at, price)| (price.id, at)).collect(),
            course_at: courses.iter().enumerate().map(|(at, course)| (course.id, at)).collect(),
            item_at: items().map(|(item, at)| (item.id, at)).collect(),
            product_codes: by_code(products.iter().map(|product| &product.code)),
            price_codes: by_code(prices.iter().map(|price| &price.code)),
            course_codes: by_code(courses.iter().map(|course| &course.code)),
            item_codes: items().map(|(item, at)| (item.code.folded(), at)).collect(),
            products,
            prices,
            courses,
        }
    }

    /// All products in code order.
    pub fn products(&self) -> &[Product] {
        &self.products
    }

    /// All prices in code order.
    pub fn prices(&self) -> &[Price] {
        &self.prices
    }

    /// All courses in code order.
    pub fn courses(&self) -> &[Course] {
        &self.courses
    }

    /// The product with this id.
    pub fn product(&self, id: ProductId) -> Option<&Product> {
        self.product_at.get(&id).map(|at| &self.products[*at])
    }

    /// The price with this id.
    pub fn price(&self, id: PriceId) -> Option<&Price> {
        self.price_at.get(&id).map(|at| &self.prices[*at])
    }

    /// The course with this id.
    pub fn course(&self, id: CourseId) -> Option<&Course> {
        self.course_at.get(&id).map(|at| &self.courses[*at])
    }

    /// Where the course stands among [`Catalogue::courses`].
    pub fn place_of(&self, course: CourseId) -> Option<usize> {
        self.course_at.get(&course).copied()
    }

    /// The item with this id.
    pub fn item(&self, id: ItemId) -> Option<&ContentItem> {
        self.item_at.get(&id).map(|(course, item)| &self.courses[*course].items[*item])
    }

    /// The product with this code.
    pub fn product_by_code(&self, code: &str) -> Option<&Product> {
        self.product_codes.get(&fold(code)?).map(|at| &self.products[*at])
    }

    /// The price with this code.
    pub fn price_by_code(&self, code: &str) -> Option<&Price> {
        self.price_codes.get(&fold(code)?).map(|at| &self.prices[*at])
    }

    /// The course with this code.
    pub fn course_by_code(&self, code: &str) -> Option<&Course> {
        self.course_codes.get(&fold(code)?).map(|at| &self.courses[*at])
    }

    /// The item with this code.
    pub fn item_by_code(&self, code: &str) -> Option<&ContentItem> {
        self.item_codes.get(&fold(code)?).map(|(course, item)| &self.courses[*course].items[*item])
    }

    /// The product that people mean by `key`: an id or a code.
    pub fn find_product(&self, key: &str) -> Option<&Product> {
        ProductId::parse(key).map_or_else(|_| self.product_by_code(key), |id| self.product(id))
    }

    /// The price that people mean by `key`: an id or a code.
    pub fn find_price(&self, key: &str) -> Option<&Price> {
        PriceId::parse(key).map_or_else(|_| self.price_by_code(key), |id| self.price(id))
    }

    /// The course that people mean by `key`: an id or a code.
    pub fn find_course(&self, key: &str) -> Option<&Course> {
        CourseId::parse(key).map_or_else(|_| self.course_by_code(key), |id| self.course(id))
    }

    /// The item that people mean by `key`: an id or a code.
    pub fn find_item(&self, key: &str) -> Option<&ContentItem> {
        ItemId::parse(key).map_or_else(|_| self.item_by_code(key), |id| self.item(id))
    }

    /// The prices of a product, in code order.
    pub fn prices_of(&self, product: ProductId) -> impl Iterator<Item = &Price> {
        self.prices.iter().filter(move |price| price.product == product)
    }

    /// The products that open a course, in code order.
    pub fn products_with(&self, course: CourseId) -> impl Iterator<Item = &Product> {
        self.products.iter().filter(move |product| product.courses.contains(&course))
    }
}

fn fold(code: &str) -> Option<String> {
    Code::parse(code).ok().map(|code| code.folded())
}

fn by_code<'a>(codes: impl Iterator<Item = &'a Code>) -> HashMap<String, usize> {
    codes.enumerate().map(|(at, code)| (code.folded(), at)).collect()
}
