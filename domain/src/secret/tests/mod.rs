mod link;
mod password;
mod registration_code;
