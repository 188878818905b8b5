mod assigning;
mod claiming;
mod files;
mod invited;
mod inviting;
mod looking;
mod reclaiming;
mod users;
