mod advice;
mod arbitrary;
mod grounds;
mod laws;
mod model;
mod windows;
mod words;
