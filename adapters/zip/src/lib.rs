//! Rollbook's archives: zip files that are the same bytes whenever they hold the same.
//!
//! Every entry has the first instant that a zip file can name and the same rights, and entries follow each other as they
//! are written. An archive is written to a file beside the one that it is to be, which takes its name once it is whole.

mod archive;

pub use archive::ZipArchives;
