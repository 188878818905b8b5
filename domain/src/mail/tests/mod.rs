mod attempt;
mod gate;
mod line;
mod outbox;
mod outdated;
mod requeue;
mod text;
