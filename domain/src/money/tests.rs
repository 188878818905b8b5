use proptest::prelude::*;

use super::{Currency, Money, MoneyError};

fn currency(code: &str) -> Currency {
    Currency::parse(code).unwrap()
}

fn money(text: &str, code: &str) -> Money {
    Money::parse(text, currency(code)).unwrap()
}

#[test]
fn an_amount_has_the_decimals_of_its_currency() {
    assert_eq!(money("12.50", "EUR").to_string(), "12.50 EUR");
    assert_eq!(money("12.5", "EUR").to_string(), "12.50 EUR");
    assert_eq!(money(" 12 ", "EUR").to_string(), "12.00 EUR");
    assert_eq!(money("0.05", "EUR").minor(), 5);
    assert_eq!(money("1250", "JPY").to_string(), "1250 JPY");
    assert_eq!(money("1.234", "BHD").minor(), 1234);
    assert_eq!(money("1.2345", "CLF").to_string(), "1.2345 CLF");
    assert_eq!(Money::zero(currency("EUR")).amount(), "0.00");
    assert!(Money::zero(currency("JPY")).is_zero());
}

#[test]
fn an_amount_of_another_form_is_refused_with_the_accepted_form() {
    for (text, reason) in [
        ("", "empty"),
        ("-5", "negative"),
        ("+5", "sign"),
        ("12,50", "comma"),
        ("1,000.00", "comma"),
        ("1 000", "space inside"),
        ("€12", "other than digits"),
        ("12 EUR", "space inside"),
        ("EUR12", "other than digits"),
        ("$12", "other than digits"),
        ("1e3", "other than digits"),
        ("0x10", "other than digits"),
        ("١٢", "other than digits"),
        ("NaN", "other than digits"),
        (".5", "before the point"),
        ("5.", "after the point"),
        (".", "after the point"),
        ("1.2.3", "more than one point"),
        ("12.505", "too many decimals"),
        ("92233720368547758.08", "too large"),
        ("999999999999999999999999999999", "too large"),
    ] {
        let refusal = Money::parse(text, currency("EUR")).unwrap_err().to_string();
        assert!(refusal.contains(reason), "{text}: {refusal}");
        assert!(
            refusal.contains(&format!("`{text}`")) && refusal.contains("such as 12 or 12.50"),
            "{refusal}"
        );
    }
}

#[test]
fn decimals_of_a_currency_without_them_are_refused() {
    let refusal = Money::parse("12.50", currency("JPY")).unwrap_err().to_string();
    assert!(
        refusal.contains("too many decimals") && refusal.contains("whole JPY, such as 1250"),
        "{refusal}"
    );
}

#[test]
fn amounts_of_two_currencies_cannot_be_added() {
    let refusal = money("1", "EUR").checked_add(money("2", "USD")).unwrap_err();
    assert!(matches!(refusal, MoneyError::CurrencyMismatch { .. }));
    assert!(refusal.to_string().contains("2.00 USD cannot be added to 1.00 EUR"), "{refusal}");
}

#[test]
fn a_sum_or_product_that_is_too_large_is_refused() {
    let largest = Money::from_minor(i64::MAX, currency("EUR"));
    assert_eq!(largest.to_string(), "92233720368547758.07 EUR");
    let sum = largest.checked_add(money("0.01", "EUR")).unwrap_err().to_string();
    assert!(sum.contains("92233720368547758.07 EUR plus 0.01 EUR is too large"), "{sum}");
    let product = largest.checked_mul(2).unwrap_err().to_string();
    assert!(product.contains("times 2 is too large"), "{product}");
    assert_eq!(largest.checked_mul(0), Ok(Money::zero(currency("EUR"))));
}

#[test]
fn a_unit_cost_times_a_quantity_is_exact() {
    assert_eq!(money("0.10", "EUR").checked_mul(3), Ok(money("0.30", "EUR")));
}

#[test]
fn an_amount_is_stored_as_text_with_its_currency() {
    let json = r#"{"amount":"12.50","currency":"EUR"}"#;
    assert_eq!(serde_json::to_string(&money("12.5", "EUR")).unwrap(), json);
    assert_eq!(serde_json::from_str::<Money>(json).unwrap(), money("12.50", "EUR"));
    for refused in [
        r#"{"amount":12.5,"currency":"EUR"}"#,
        r#"{"amount":"12,50","currency":"EUR"}"#,
        r#"{"amount":"--1","currency":"EUR"}"#,
        r#"{"amount":"12.50","currency":"ABC"}"#,
    ] {
        assert!(serde_json::from_str::<Money>(refused).is_err(), "{refused}");
    }
}

#[test]
fn a_currency_is_one_that_is_in_use() {
    assert_eq!(currency("eur").to_string(), "EUR");
    let digits = |code: &str| currency(code).minor_digits();
    assert_eq!([digits("USD"), digits("JPY"), digits("KWD"), digits("UYW")], [2, 0, 3, 4]);
    // The German mark is gone, gold is no currency, and XXX is none by name.
    for text in ["", "EU", "EURO", "DEM", "XAU", "XXX", "E R", "   ", "€", "éé"] {
        let refusal = Currency::parse(text).unwrap_err().to_string();
        assert!(refusal.contains(&format!("`{text}`")) && refusal.contains("such as EUR"), "{refusal}");
    }
}

#[test]
fn every_currency_in_use_is_known_once() {
    let letters = || b'A'..=b'Z';
    let codes = letters().flat_map(|first| letters().map(move |second| (first, second)));
    let all: Vec<Currency> = codes
        .flat_map(|(first, second)| letters().map(move |third| [first, second, third]))
        .filter_map(|code| Currency::parse(std::str::from_utf8(&code).unwrap()).ok())
        .collect();
    let with = |digits| all.iter().filter(|currency| currency.minor_digits() == digits).count();
    assert_eq!([with(0), with(2), with(3), with(4)], [17, 139, 7, 2]);
}

fn any_currency() -> impl Strategy<Value = Currency> {
    proptest::sample::select(vec!["EUR", "JPY", "BHD", "CLF"]).prop_map(currency)
}

proptest! {
    #[test]
    fn an_amount_reads_back_as_it_was_printed(minor in 0..=i64::MAX, currency in any_currency()) {
        let money = Money::from_minor(minor, currency);
        prop_assert_eq!(Money::parse(&money.amount(), currency).unwrap(), money);
        prop_assert_eq!(money.to_string(), format!("{} {currency}", money.amount()));
    }

    #[test]
    fn what_is_stored_reads_back(minor in any::<i64>(), currency in any_currency()) {
        let money = Money::from_minor(minor, currency);
        let json = serde_json::to_string(&money).unwrap();
        prop_assert_eq!(serde_json::from_str::<Money>(&json).unwrap(), money);
        let value = serde_json::to_value(money).unwrap();
        prop_assert_eq!(serde_json::from_value::<Money>(value).unwrap(), money);
    }

    #[test]
    fn adding_is_the_same_in_either_order(one in any::<i64>(), other in any::<i64>(), currency in any_currency()) {
        let (one, other) = (Money::from_minor(one, currency), Money::from_minor(other, currency));
        prop_assert_eq!(one.checked_add(other).ok(), other.checked_add(one).ok());
        prop_assert_eq!(one.checked_add(Money::zero(currency)).unwrap(), one);
    }

    #[test]
    fn times_is_adding_again_and_again(minor in 0_i64..1_000_000, times in 0_u32..20, currency in any_currency()) {
        let money = Money::from_minor(minor, currency);
        let sum = (0..times).try_fold(Money::zero(currency), |sum, _| sum.checked_add(money)).unwrap();
        prop_assert_eq!(money.checked_mul(times).unwrap(), sum);
    }

    #[test]
    fn any_text_is_an_amount_or_a_refusal(
        text in any::<String>(), near in "[-+]?[0-9 ,.]{0,25}", currency in any_currency()
    ) {
        let _ = Money::parse(&text, currency);
        if let Ok(money) = Money::parse(&near, currency) {
            prop_assert!(money.minor() >= 0);
            prop_assert_eq!(Money::parse(&money.amount(), currency).unwrap(), money);
        }
        let _ = Currency::parse(&text);
    }
}
