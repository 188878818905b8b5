mod assigning;
mod files;
mod looking;
mod users;
