mod attempt;
mod line;
mod outbox;
mod text;
