mod claims;
mod invitations;
