mod edits;
mod states;
