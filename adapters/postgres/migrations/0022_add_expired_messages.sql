-- What learners are told once everything that the product opened has expired, where it has words of its own.
ALTER TABLE products ADD COLUMN expired_message TEXT COLLATE "C";
