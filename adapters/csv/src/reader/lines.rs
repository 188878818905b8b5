use rollbook_domain::table::TableError;

/// Where the records of a file lie, in bytes and in physical lines.
///
/// The csv crate counts from before the blank lines in front of a record; people count from the record.
pub(super) struct Lines<'file> {
    bytes: &'file [u8],
    line: usize,
    start: usize,
    end: usize,
}

impl<'file> Lines<'file> {
    pub(super) fn new(bytes: &'file [u8]) -> Self {
        Self { bytes, line: 1, start: 0, end: 0 }
    }

    /// The line on which the current record starts.
    pub(super) fn line(&self) -> u32 {
        u32::try_from(self.line).unwrap_or(u32::MAX)
    }

    /// Steps to the record that ends before that offset, and gives its bytes without the line end.
    pub(super) fn advance_to(&mut self, end: u64) -> Result<&'file [u8], TableError> {
        let mut start = self.end;
        loop {
            match &self.bytes[start..] {
                [b'\n', ..] => start += 1,
                [b'\r', b'\n', ..] => start += 2,
                _ => break,
            }
        }
        self.line += line_feeds(&self.bytes[self.start..start]);
        self.start = start;
        self.end = usize::try_from(end).unwrap_or(usize::MAX).clamp(start, self.bytes.len());
        let raw = &self.bytes[start..self.end];
        match raw {
            [b'\r', ..] => Err(self.lone_return(b"")),
            [text @ .., b'\r'] if self.bytes.get(self.end) == Some(&b'\n') => Ok(text),
            [text @ .., b'\r'] => Err(self.lone_return(text)),
            [text @ .., b'\r', b'\n'] | [text @ .., b'\n'] | text => Ok(text),
        }
    }

    fn lone_return(&self, text: &[u8]) -> TableError {
        let line = self.line + line_feeds(text);
        let last = text.rsplit(|byte| *byte == b'\n').next().unwrap_or(text);
        TableError::new(
            u32::try_from(line).unwrap_or(u32::MAX),
            "ends in a carriage return without a line feed",
            "lines that end in LF or CRLF (save the file as CSV UTF-8)",
        )
        .with_value(&String::from_utf8_lossy(last))
    }
}

/// The number of line ends in the bytes.
pub(super) fn line_feeds(bytes: &[u8]) -> usize {
    bytes.iter().map(|byte| usize::from(*byte == b'\n')).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blank_lines_count_as_lines_but_belong_to_no_record() {
        let mut lines = Lines::new(b"a\n\n\r\nb\r\n");
        assert_eq!(lines.advance_to(2).unwrap(), b"a");
        assert_eq!(lines.line(), 1);
        assert_eq!(lines.advance_to(7).unwrap(), b"b");
        assert_eq!(lines.line(), 4);
    }

    #[test]
    fn a_record_may_end_between_the_two_bytes_of_its_line_end() {
        let mut lines = Lines::new(b"a\r\nb");
        assert_eq!(lines.advance_to(2).unwrap(), b"a");
        assert_eq!(lines.advance_to(4).unwrap(), b"b");
        assert_eq!(lines.line(), 2);
    }

    #[test]
    fn a_carriage_return_alone_is_refused_on_its_line() {
        let mut lines = Lines::new(b"a\n\"x\ny\"\rb\n");
        lines.advance_to(2).unwrap();
        let error = lines.advance_to(8).unwrap_err();
        assert_eq!((error.line, error.value.as_deref()), (3, Some("y\"")));
        assert!(Lines::new(b"\r\rb").advance_to(4).is_err());
    }
}
