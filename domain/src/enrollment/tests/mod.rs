mod edits;
mod links;
mod states;
