-- What learners did with the items of their courses: a stream beside that of the customer.
CREATE TABLE transcripts (
    tenant_no INTEGER NOT NULL,
    -- The customer's.
    id BLOB NOT NULL,
    revision INTEGER NOT NULL CONSTRAINT transcripts_revision_ck CHECK (revision > 0),
    CONSTRAINT transcripts_id_pk PRIMARY KEY (tenant_no, id),
    CONSTRAINT transcripts_id_fk FOREIGN KEY (tenant_no, id) REFERENCES customers (tenant_no, id)
) STRICT, WITHOUT ROWID;

-- Clustered by customer; of one item and version the last entry counts, and those before it are its history.
CREATE TABLE item_records (
    tenant_no INTEGER NOT NULL,
    customer_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    item_id BLOB NOT NULL,
    course_id BLOB NOT NULL,
    version INTEGER NOT NULL,
    status TEXT NOT NULL CONSTRAINT item_records_status_ck
        CHECK (status IN ('not_attempted', 'in_progress', 'submitted', 'completed', 'passed', 'failed')),
    -- Decimals as text, so that they come back digit by digit; the maximum is the item's when the score was given.
    score TEXT,
    maximum_score TEXT,
    progress INTEGER CONSTRAINT item_records_progress_ck CHECK (progress BETWEEN 0 AND 100),
    completed_at INTEGER,
    submitted_at INTEGER,
    recorded_by TEXT NOT NULL CONSTRAINT item_records_recorded_by_ck
        CHECK (recorded_by IN ('learner', 'administrator', 'import')),
    outside TEXT CONSTRAINT item_records_outside_ck CHECK (outside IN ('early', 'late', 'unenrolled')),
    effective_at INTEGER NOT NULL,
    commit_no INTEGER NOT NULL,
    CONSTRAINT item_records_position_pk PRIMARY KEY (tenant_no, customer_id, position),
    CONSTRAINT item_records_customer_id_fk FOREIGN KEY (tenant_no, customer_id) REFERENCES transcripts (tenant_no, id),
    CONSTRAINT item_records_item_id_fk FOREIGN KEY (tenant_no, item_id) REFERENCES items (tenant_no, id),
    CONSTRAINT item_records_version_fk FOREIGN KEY (tenant_no, course_id, version)
        REFERENCES course_versions (tenant_no, course_id, number),
    CONSTRAINT item_records_maximum_score_ck CHECK (maximum_score IS NULL OR score IS NOT NULL)
) STRICT, WITHOUT ROWID;

CREATE INDEX item_records_course_id_ix ON item_records (tenant_no, course_id, customer_id);

CREATE TRIGGER item_records_are_never_changed BEFORE UPDATE ON item_records
BEGIN
    SELECT raise(ABORT, 'an entry of a transcript is never changed');
END;

-- What is on record of whole courses.
CREATE TABLE course_marks (
    tenant_no INTEGER NOT NULL,
    customer_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    course_id BLOB NOT NULL,
    version INTEGER NOT NULL,
    change TEXT NOT NULL CONSTRAINT course_marks_change_ck
        CHECK (change IN ('completed', 'reopened', 'waived', 'waiver_lifted')),
    completed_at INTEGER,
    effective_at INTEGER NOT NULL,
    commit_no INTEGER NOT NULL,
    CONSTRAINT course_marks_position_pk PRIMARY KEY (tenant_no, customer_id, position),
    CONSTRAINT course_marks_customer_id_fk FOREIGN KEY (tenant_no, customer_id) REFERENCES transcripts (tenant_no, id),
    CONSTRAINT course_marks_version_fk FOREIGN KEY (tenant_no, course_id, version)
        REFERENCES course_versions (tenant_no, course_id, number),
    CONSTRAINT course_marks_completed_at_ck CHECK ((completed_at IS NOT NULL) = (change = 'completed'))
) STRICT, WITHOUT ROWID;

CREATE INDEX course_marks_course_id_ix ON course_marks (tenant_no, course_id, customer_id);

CREATE TRIGGER course_marks_are_never_changed BEFORE UPDATE ON course_marks
BEGIN
    SELECT raise(ABORT, 'an entry of a transcript is never changed');
END;

-- Attempts that were handed in; one that was taken out stays readable.
CREATE TABLE submissions (
    tenant_no INTEGER NOT NULL,
    customer_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    id BLOB NOT NULL CONSTRAINT submissions_id_ck CHECK (length(id) = 16),
    item_id BLOB NOT NULL,
    course_id BLOB NOT NULL,
    version INTEGER NOT NULL,
    submitted_at INTEGER NOT NULL,
    score TEXT,
    maximum_score TEXT,
    is_passed INTEGER CONSTRAINT submissions_is_passed_ck CHECK (is_passed IN (0, 1)),
    is_synthetic INTEGER NOT NULL CONSTRAINT submissions_is_synthetic_ck CHECK (is_synthetic IN (0, 1)),
    removed_position INTEGER,
    removed_effective_at INTEGER,
    removed_commit_no INTEGER,
    effective_at INTEGER NOT NULL,
    commit_no INTEGER NOT NULL,
    CONSTRAINT submissions_position_pk PRIMARY KEY (tenant_no, customer_id, position),
    CONSTRAINT submissions_customer_id_fk FOREIGN KEY (tenant_no, customer_id) REFERENCES transcripts (tenant_no, id),
    CONSTRAINT submissions_item_id_fk FOREIGN KEY (tenant_no, item_id) REFERENCES items (tenant_no, id),
    CONSTRAINT submissions_version_fk FOREIGN KEY (tenant_no, course_id, version)
        REFERENCES course_versions (tenant_no, course_id, number),
    CONSTRAINT submissions_maximum_score_ck CHECK (maximum_score IS NULL OR score IS NOT NULL),
    CONSTRAINT submissions_removed_position_ck CHECK (
        (removed_position IS NULL) = (removed_effective_at IS NULL)
        AND (removed_position IS NULL) = (removed_commit_no IS NULL)
    )
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX submissions_id_uq ON submissions (tenant_no, id);
CREATE INDEX submissions_item_id_ix ON submissions (tenant_no, customer_id, item_id);
CREATE INDEX submissions_course_id_ix ON submissions (tenant_no, course_id, customer_id);

CREATE TRIGGER submissions_stay_removed BEFORE UPDATE OF removed_position ON submissions
WHEN old.removed_position IS NOT NULL
BEGIN
    SELECT raise(ABORT, 'a submission that was taken out stays so');
END;

-- The last version of its course that an item belongs to, where a later version was published without it.
ALTER TABLE items ADD COLUMN until_version INTEGER CONSTRAINT items_until_version_ck CHECK (until_version > 0);

-- Scores are imported too.
CREATE TABLE imports_rebuilt (
    tenant_no INTEGER NOT NULL CONSTRAINT imports_tenant_no_fk REFERENCES tenants,
    id BLOB NOT NULL CONSTRAINT imports_id_ck CHECK (length(id) = 16),
    revision INTEGER NOT NULL CONSTRAINT imports_revision_ck CHECK (revision > 0),
    kind TEXT NOT NULL CONSTRAINT imports_kind_ck
        CHECK (kind IN ('groups', 'courses', 'items', 'prices', 'roster', 'withdrawals', 'scores')),
    fingerprint TEXT NOT NULL CONSTRAINT imports_fingerprint_ck CHECK (length(fingerprint) = 64),
    counts TEXT NOT NULL CONSTRAINT imports_counts_ck CHECK (json_valid(counts)),
    recorded_at INTEGER NOT NULL,
    CONSTRAINT imports_id_pk PRIMARY KEY (tenant_no, id)
) STRICT, WITHOUT ROWID;

INSERT INTO imports_rebuilt (tenant_no, id, revision, kind, fingerprint, counts, recorded_at)
SELECT tenant_no, id, revision, kind, fingerprint, counts, recorded_at FROM imports ORDER BY tenant_no, id;

DROP TABLE imports;
ALTER TABLE imports_rebuilt RENAME TO imports;
