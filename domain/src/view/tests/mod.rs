mod expired_message;
mod learning;
mod lines;
mod roles;
