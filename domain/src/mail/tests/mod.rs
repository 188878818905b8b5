mod attempt;
mod line;
mod outbox;
mod outdated;
mod text;
