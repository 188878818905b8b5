use rollbook_domain::table::TableError;

const ACCEPTED: &str = "a CSV file in UTF-8 (in a spreadsheet: Save as, CSV UTF-8)";
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// The bytes without a byte order mark, unless they are no text in UTF-8 from their first bytes on.
pub(super) fn check(bytes: &[u8]) -> Result<&[u8], TableError> {
    if let Some(problem) = other_format(bytes) {
        return Err(TableError::new(1, problem, ACCEPTED));
    }
    let mut text = bytes;
    while let Some(rest) = text.strip_prefix(BYTE_ORDER_MARK) {
        text = rest;
    }
    if text.iter().all(u8::is_ascii_whitespace) {
        return Err(TableError::new(1, "the file is empty", "a header line, and a line for each row"));
    }
    Ok(text)
}

fn other_format(bytes: &[u8]) -> Option<&'static str> {
    Some(match bytes {
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] | [0, 0, 0xFE, 0xFF, ..] => "the file is UTF-16 or UTF-32 text",
        [first, 0, ..] if *first != 0 => "the file is UTF-16 text, low byte first",
        [0, second, ..] if *second != 0 => "the file is UTF-16 text, high byte first",
        [b'P', b'K', 3 | 5 | 7, ..] => "the file is a spreadsheet (.xlsx, .ods) or another zip archive",
        [0xD0, 0xCF, 0x11, 0xE0, ..] => "the file is an old spreadsheet (.xls)",
        [b'%', b'P', b'D', b'F', b'-', ..] => "the file is a PDF document",
        [0x1F, 0x8B, ..] => "the file is compressed (gzip)",
        [0x28, 0xB5, 0x2F, 0xFD, ..] => "the file is compressed (zstd)",
        [b'B', b'Z', b'h', b'1'..=b'9', 0x31, ..] => "the file is compressed (bzip2)",
        _ => return None,
    })
}

/// Why the first byte that is not UTF-8 is not, and what was probably meant.
pub(super) fn flaw(bytes: &[u8]) -> String {
    match bytes {
        [first @ (0xC0 | 0xC1), second, ..] => overlong(&[*first, *second]),
        [0xE0, second @ 0x80..=0x9F, third, ..] => overlong(&[0xE0, *second, *third]),
        [0xF0, second @ 0x80..=0x8F, third, fourth, ..] => overlong(&[0xF0, *second, *third, *fourth]),
        [byte @ 0xA0..=0xFF, ..] => {
            format!("is not UTF-8: byte 0x{byte:02X}, which in Latin-1 would be {:?}", char::from(*byte))
        }
        [byte, ..] => format!("is not UTF-8: byte 0x{byte:02X}"),
        [] => "is not UTF-8".to_owned(),
    }
}

/// What to save the file as.
pub(super) fn accepted() -> &'static str {
    ACCEPTED
}

fn overlong(bytes: &[u8]) -> String {
    format!("is not UTF-8: overlong sequence {bytes:02X?}")
}
