-- Which mails a course sends to its learners.
ALTER TABLE courses ADD COLUMN has_survey BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE courses ADD COLUMN tells_locks BOOLEAN NOT NULL DEFAULT true;
ALTER TABLE courses ADD COLUMN inactivity_days BIGINT
    CONSTRAINT courses_inactivity_days_ck CHECK (inactivity_days BETWEEN 1 AND 365);

-- What an item waits for: another item of its course, or all other required ones. Items are never removed.
ALTER TABLE items ADD COLUMN opens_after UUID CONSTRAINT items_opens_after_ck CHECK (opens_after <> id);
ALTER TABLE items ADD COLUMN is_final_assessment BOOLEAN NOT NULL DEFAULT false;
