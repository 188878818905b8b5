/// The separator of the file: whichever of comma and semicolon its header line uses more, outside quotes.
pub(super) fn separator(bytes: &[u8]) -> u8 {
    let mut is_quoted = false;
    let (mut commas, mut semicolons) = (0_usize, 0_usize);
    let is_content = |byte: &&u8| !matches!(byte, b'\r' | b'\n');
    for byte in bytes.iter().skip_while(|byte| !is_content(byte)) {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'\r' | b'\n' if !is_quoted => break,
            b',' if !is_quoted => commas += 1,
            b';' if !is_quoted => semicolons += 1,
            _ => {}
        }
    }
    if semicolons > commas { b';' } else { b',' }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_line_decides_and_quotes_hide_separators() {
        assert_eq!(separator(b"a,b\n1;2;3;4\n"), b',');
        assert_eq!(separator(b"a;b\n1,2,3,4\n"), b';');
        assert_eq!(separator(b"\r\n\n\"a,b,c\nd,e\";f\n"), b';');
        assert_eq!(separator(b"alone\n"), b',');
    }
}
