-- Which mails a course sends to its learners.
ALTER TABLE courses ADD COLUMN has_survey INTEGER NOT NULL DEFAULT 0
    CONSTRAINT courses_has_survey_ck CHECK (has_survey IN (0, 1));
ALTER TABLE courses ADD COLUMN tells_locks INTEGER NOT NULL DEFAULT 1
    CONSTRAINT courses_tells_locks_ck CHECK (tells_locks IN (0, 1));
ALTER TABLE courses ADD COLUMN inactivity_days INTEGER
    CONSTRAINT courses_inactivity_days_ck CHECK (inactivity_days BETWEEN 1 AND 365);

-- What an item waits for: another item of its course, or all other required ones. Items are never removed.
ALTER TABLE items ADD COLUMN opens_after BLOB
    CONSTRAINT items_opens_after_ck CHECK (length(opens_after) = 16 AND opens_after <> id);
ALTER TABLE items ADD COLUMN is_final_assessment INTEGER NOT NULL DEFAULT 0
    CONSTRAINT items_is_final_assessment_ck CHECK (is_final_assessment IN (0, 1));
