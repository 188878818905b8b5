//! How a store is opened.

/// How a store is opened; the default fits a server and the command line alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SqliteOptions {
    /// The most connections that read at once.
    pub readers: usize,
    /// The memory in KiB that each reading connection keeps pages in.
    pub reader_cache_kib: u32,
    /// The memory in KiB that the writing connection keeps pages in.
    pub writer_cache_kib: u32,
}

impl Default for SqliteOptions {
    fn default() -> Self {
        Self { readers: 4, reader_cache_kib: 64 * 1024, writer_cache_kib: 64 * 1024 }
    }
}
