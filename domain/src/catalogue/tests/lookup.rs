use proptest::prelude::*;

use super::*;

#[test]
fn an_entry_is_found_by_its_id_and_by_its_code_in_any_letter_case() {
    let catalogue = catalogue();
    let product = catalogue.find_product("algebra").unwrap();
    assert_eq!(catalogue.find_product(&product.id.to_string()), Some(product));
    let price = catalogue.find_price("alg-month").unwrap();
    assert_eq!(catalogue.find_price(&price.id.to_string()), Some(price));
    let course = catalogue.find_course("Alg").unwrap();
    assert_eq!(catalogue.find_course(&course.id.to_string()), Some(course));
    let item = catalogue.find_item("alg-2").unwrap();
    assert_eq!(catalogue.find_item(&item.id.to_string()), Some(item));
}

#[test]
fn what_is_not_there_is_not_found() {
    let catalogue = catalogue();
    for key in ["", "ALG ", "GEOMETRY", "a b", "prd_01h2xcejqtf2nbrexx3vqjhp41", "crs_zzz"] {
        assert_eq!(catalogue.find_product(key), None, "{key:?}");
    }
    assert_eq!(catalogue.find_course("ALGEBRA"), None);
    assert_eq!(catalogue.find_product("ALG"), None);
}

#[test]
fn the_prices_of_a_product_and_the_products_of_a_course_are_found() {
    let (first, second) = (product(1, "B", vec![course_id(1)]), product(2, "A", vec![course_id(1)]));
    let prices = vec![price(1, "b-2", first.id, terms()), price(2, "B-1", first.id, terms())];
    let catalogue = Catalogue::new(vec![first.clone(), second], prices, vec![course(1, "C", &[])]);
    let codes: Vec<_> = catalogue.prices_of(first.id).map(|price| price.code.as_str()).collect();
    assert_eq!(codes, ["B-1", "b-2"]);
    let codes: Vec<_> = catalogue.products_with(course_id(1)).map(|product| product.code.as_str()).collect();
    assert_eq!(codes, ["A", "B"]);
    assert_eq!(catalogue.products_with(course_id(2)).count(), 0);
}

proptest! {
    /// ORD-09
    #[test]
    fn every_entry_is_found_by_each_way_to_write_its_code_and_lists_are_in_code_order(
        texts in proptest::collection::btree_map("[a-zäßσ]{1,4}", any::<bool>(), 0..12),
    ) {
        let mut codes: Vec<(String, Code)> = Vec::new();
        for (text, is_upper) in texts {
            let code = code(&if is_upper { text.to_uppercase() } else { text });
            if codes.iter().all(|(folded, _)| *folded != code.folded()) {
                codes.push((code.folded(), code));
            }
        }
        let products = (1..).zip(&codes).map(|(number, (_, code))| product(number, code.as_str(), Vec::new()));
        let catalogue = Catalogue::new(products.collect(), Vec::new(), Vec::new());
        for (folded, code) in &codes {
            for written in [code.as_str(), folded, &code.as_str().to_uppercase(), &code.as_str().to_lowercase()] {
                prop_assert_eq!(catalogue.find_product(written).map(|found| &found.code), Some(code));
            }
        }
        codes.sort();
        let listed: Vec<_> = catalogue.products().iter().map(|product| product.code.folded()).collect();
        prop_assert_eq!(listed, codes.into_iter().map(|(folded, _)| folded).collect::<Vec<_>>());
    }
}
