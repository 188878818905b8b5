mod freeze;
mod grant;
mod window;
