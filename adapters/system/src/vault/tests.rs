use std::collections::BTreeSet;

use rollbook_domain::id::{CountingIds, MailId, SeatId};
use tempfile::TempDir;

use super::*;
use crate::{add_key, create_key_file};

fn vault() -> KeyRingVault {
    KeyRingVault::new_random().unwrap()
}

fn seats(count: usize) -> Vec<SeatId> {
    let ids = CountingIds::default();
    (0..count).map(|_| SeatId::next(&ids)).collect()
}

fn key_file() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rollbook.db.key");
    assert!(create_key_file(&path).unwrap());
    (folder, path)
}

#[test]
fn a_code_is_shown_again_and_found_by_what_is_typed() {
    let (vault, seats) = (vault(), seats(3));
    let sealed = vault.new_codes(&seats).unwrap();
    let shown: Vec<String> = seats
        .iter()
        .zip(&sealed)
        .map(|(seat, code)| vault.reveal_code(*seat, code).unwrap().shown())
        .collect();
    assert_eq!(shown.iter().collect::<BTreeSet<_>>().len(), 3);
    for (shown, sealed) in shown.iter().zip(&sealed) {
        let typed = RegistrationCode::parse(&shown.to_lowercase()).unwrap();
        assert_eq!(vault.lookups(&typed).unwrap(), [sealed.lookup]);
    }
}

#[test]
fn a_ciphertext_and_a_lookup_hold_nothing_of_the_code() {
    let (vault, seats) = (vault(), seats(1));
    let sealed = &vault.new_codes(&seats).unwrap()[0];
    let code = vault.reveal_code(seats[0], sealed).unwrap();
    let is_in = |bytes: &[u8]| bytes.windows(4).any(|part| code.reveal().as_bytes().starts_with(part));
    assert!(!is_in(&sealed.sealed.ciphertext) && !is_in(&sealed.lookup.0));
}

#[test]
fn a_code_moved_to_another_seat_does_not_open() {
    let (vault, seats) = (vault(), seats(2));
    let sealed = vault.new_codes(&seats).unwrap();
    assert_eq!(vault.reveal_code(seats[0], &sealed[1]), Err(VaultError::Foreign));
}

#[test]
fn a_secret_opens_for_its_own_mail_and_never_as_a_code() {
    let vault = vault();
    let ids = CountingIds::default();
    let (mail, other) = (MailId::next(&ids), MailId::next(&ids));
    let sealed = vault.seal_for_mail(mail, "0123456789ABCDEF").unwrap();
    assert_eq!(*vault.open_for_mail(mail, &sealed).unwrap(), "0123456789ABCDEF");
    assert_eq!(vault.open_for_mail(other, &sealed), Err(VaultError::Foreign));
    let seat = SeatId::from_uuid(*mail.as_uuid());
    let code = SealedCode { sealed, lookup: CodeLookup([0; 32]) };
    assert_eq!(vault.reveal_code(seat, &code), Err(VaultError::Foreign));
}

#[test]
fn every_changed_byte_of_a_ciphertext_is_found() {
    let vault = vault();
    let mail = MailId::next(&CountingIds::default());
    let sealed = vault.seal_for_mail(mail, "secret").unwrap();
    for place in 0..sealed.ciphertext.len() {
        let mut changed = sealed.clone();
        changed.ciphertext[place] ^= 1;
        assert_eq!(vault.open_for_mail(mail, &changed), Err(VaultError::Foreign), "byte {place}");
    }
    for length in 0..sealed.ciphertext.len() {
        let cut = Sealed { key: sealed.key, ciphertext: sealed.ciphertext[..length].into() };
        assert_eq!(vault.open_for_mail(mail, &cut), Err(VaultError::Foreign), "{length} bytes");
    }
}

#[test]
fn another_key_opens_nothing() {
    let mail = MailId::next(&CountingIds::default());
    let mut sealed = vault().seal_for_mail(mail, "secret").unwrap();
    assert_eq!(vault().open_for_mail(mail, &sealed), Err(VaultError::Foreign));
    sealed.key = KeyNumber(7);
    assert_eq!(vault().open_for_mail(mail, &sealed), Err(VaultError::UnknownKey(7)));
}

#[test]
fn a_code_stays_the_same_under_a_newer_key_and_is_found_before_and_after() {
    let (_folder, path) = key_file();
    let (vault, seats) = (KeyRingVault::open(&path).unwrap(), seats(1));
    let before = vault.new_codes(&seats).unwrap().remove(0);
    let code = vault.reveal_code(seats[0], &before).unwrap();
    assert_eq!(vault.reseal_code(seats[0], &before).unwrap(), None);

    // Another process adds the key; the vault in use sees it.
    assert_eq!(add_key(&path).unwrap(), KeyNumber(2));
    let after = vault.reseal_code(seats[0], &before).unwrap().unwrap();
    assert_eq!(after.sealed.key, KeyNumber(2));
    assert!(vault.reveal_code(seats[0], &after).unwrap() == code);
    let lookups = vault.lookups(&code).unwrap();
    assert_eq!(lookups, [after.lookup, before.lookup]);
    assert_eq!(vault.reseal_code(seats[0], &after).unwrap(), None);
    assert_eq!(vault.new_codes(&seats).unwrap()[0].sealed.key, KeyNumber(2));
}

#[test]
fn a_vault_in_use_goes_on_when_its_file_is_taken_away_or_spoiled() {
    let (_folder, path) = key_file();
    let vault = KeyRingVault::open(&path).unwrap();
    let mail = MailId::next(&CountingIds::default());
    let sealed = vault.seal_for_mail(mail, "secret").unwrap();
    std::fs::write(&path, "spoiled").unwrap();
    assert_eq!(*vault.open_for_mail(mail, &sealed).unwrap(), "secret");
    std::fs::remove_file(&path).unwrap();
    assert_eq!(*vault.open_for_mail(mail, &sealed).unwrap(), "secret");
}

/// a password made for somebody has at least 112 random bits.
#[test]
fn a_made_password_has_120_bits_and_no_look_alikes() {
    let vault = vault();
    let made = vault.new_passwords(1000).unwrap();
    let distinct: BTreeSet<String> = made.iter().map(|password| password.reveal().to_owned()).collect();
    assert_eq!(distinct.len(), 1000);
    for password in &distinct {
        let groups: Vec<&str> = password.split('-').collect();
        assert!(groups.len() == 6 && groups.iter().all(|group| group.len() == 4), "{password}");
        assert!(!password.contains(['i', 'l', 'o', 'u']) && password.to_lowercase() == *password);
    }
    // Every place of a password takes every one of the 32 characters, so each carries five bits.
    let places: BTreeSet<(usize, char)> =
        distinct.iter().flat_map(|password| password.chars().enumerate().collect::<Vec<_>>()).collect();
    assert_eq!(places.iter().filter(|(_, letter)| *letter != '-').count(), 24 * 32);
}

#[test]
fn a_vault_shows_nothing_of_itself() {
    assert_eq!(format!("{:?}", vault()), "KeyRingVault(..)");
}
