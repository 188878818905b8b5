-- What learners did with the items of their courses: a stream beside that of the customer.
CREATE TABLE transcripts (
    tenant_no BIGINT NOT NULL,
    -- The customer's.
    id UUID NOT NULL,
    revision BIGINT NOT NULL CONSTRAINT transcripts_revision_ck CHECK (revision > 0),
    CONSTRAINT transcripts_id_pk PRIMARY KEY (tenant_no, id),
    CONSTRAINT transcripts_id_fk FOREIGN KEY (tenant_no, id) REFERENCES customers (tenant_no, id)
);

-- Clustered by customer; of one item and version the last entry counts, and those before it are its history.
CREATE TABLE item_records (
    tenant_no BIGINT NOT NULL,
    customer_id UUID NOT NULL,
    position BIGINT NOT NULL,
    item_id UUID NOT NULL,
    course_id UUID NOT NULL,
    version BIGINT NOT NULL,
    status TEXT COLLATE "C" NOT NULL CONSTRAINT item_records_status_ck
        CHECK (status IN ('not_attempted', 'in_progress', 'submitted', 'completed', 'passed', 'failed')),
    -- Decimals as text, so that they come back digit by digit; the maximum is the item's when the score was given.
    score TEXT COLLATE "C",
    maximum_score TEXT COLLATE "C",
    progress BIGINT CONSTRAINT item_records_progress_ck CHECK (progress BETWEEN 0 AND 100),
    completed_at BIGINT,
    submitted_at BIGINT,
    recorded_by TEXT COLLATE "C" NOT NULL CONSTRAINT item_records_recorded_by_ck
        CHECK (recorded_by IN ('learner', 'administrator', 'import')),
    outside TEXT COLLATE "C" CONSTRAINT item_records_outside_ck CHECK (outside IN ('early', 'late', 'unenrolled')),
    effective_at BIGINT NOT NULL,
    commit_no BIGINT NOT NULL,
    CONSTRAINT item_records_position_pk PRIMARY KEY (tenant_no, customer_id, position),
    CONSTRAINT item_records_customer_id_fk FOREIGN KEY (tenant_no, customer_id) REFERENCES transcripts (tenant_no, id),
    CONSTRAINT item_records_item_id_fk FOREIGN KEY (tenant_no, item_id) REFERENCES items (tenant_no, id),
    CONSTRAINT item_records_version_fk FOREIGN KEY (tenant_no, course_id, version)
        REFERENCES course_versions (tenant_no, course_id, number),
    CONSTRAINT item_records_maximum_score_ck CHECK (maximum_score IS NULL OR score IS NOT NULL)
);

CREATE INDEX item_records_course_id_ix ON item_records (tenant_no, course_id, customer_id);

CREATE TRIGGER item_records_are_never_changed BEFORE UPDATE ON item_records
FOR EACH ROW EXECUTE FUNCTION refuse('an entry of a transcript is never changed');

-- What is on record of whole courses.
CREATE TABLE course_marks (
    tenant_no BIGINT NOT NULL,
    customer_id UUID NOT NULL,
    position BIGINT NOT NULL,
    course_id UUID NOT NULL,
    version BIGINT NOT NULL,
    change TEXT COLLATE "C" NOT NULL CONSTRAINT course_marks_change_ck
        CHECK (change IN ('completed', 'reopened', 'waived', 'waiver_lifted')),
    completed_at BIGINT,
    effective_at BIGINT NOT NULL,
    commit_no BIGINT NOT NULL,
    CONSTRAINT course_marks_position_pk PRIMARY KEY (tenant_no, customer_id, position),
    CONSTRAINT course_marks_customer_id_fk FOREIGN KEY (tenant_no, customer_id) REFERENCES transcripts (tenant_no, id),
    CONSTRAINT course_marks_version_fk FOREIGN KEY (tenant_no, course_id, version)
        REFERENCES course_versions (tenant_no, course_id, number),
    CONSTRAINT course_marks_completed_at_ck CHECK ((completed_at IS NOT NULL) = (change = 'completed'))
);

CREATE INDEX course_marks_course_id_ix ON course_marks (tenant_no, course_id, customer_id);

CREATE TRIGGER course_marks_are_never_changed BEFORE UPDATE ON course_marks
FOR EACH ROW EXECUTE FUNCTION refuse('an entry of a transcript is never changed');

-- Attempts that were handed in; one that was taken out stays readable.
CREATE TABLE submissions (
    tenant_no BIGINT NOT NULL,
    customer_id UUID NOT NULL,
    position BIGINT NOT NULL,
    id UUID NOT NULL,
    item_id UUID NOT NULL,
    course_id UUID NOT NULL,
    version BIGINT NOT NULL,
    submitted_at BIGINT NOT NULL,
    score TEXT COLLATE "C",
    maximum_score TEXT COLLATE "C",
    is_passed BOOLEAN,
    is_synthetic BOOLEAN NOT NULL,
    removed_position BIGINT,
    removed_effective_at BIGINT,
    removed_commit_no BIGINT,
    effective_at BIGINT NOT NULL,
    commit_no BIGINT NOT NULL,
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
);

CREATE UNIQUE INDEX submissions_id_uq ON submissions (tenant_no, id);
CREATE INDEX submissions_item_id_ix ON submissions (tenant_no, customer_id, item_id);
CREATE INDEX submissions_course_id_ix ON submissions (tenant_no, course_id, customer_id);

CREATE TRIGGER submissions_stay_removed BEFORE UPDATE OF removed_position ON submissions
FOR EACH ROW WHEN (old.removed_position IS NOT NULL) EXECUTE FUNCTION refuse('a submission that was taken out stays so');

-- The last version of its course that an item belongs to, where a later version was published without it.
ALTER TABLE items ADD COLUMN until_version BIGINT CONSTRAINT items_until_version_ck CHECK (until_version > 0);

-- Scores are imported too.
ALTER TABLE imports DROP CONSTRAINT imports_kind_ck;
ALTER TABLE imports ADD CONSTRAINT imports_kind_ck
    CHECK (kind IN ('groups', 'courses', 'items', 'prices', 'roster', 'withdrawals', 'scores')) NOT VALID;
ALTER TABLE imports VALIDATE CONSTRAINT imports_kind_ck;

-- A second line behind the tenant in every statement: a transaction sees and writes the rows of its tenant alone.
ALTER TABLE transcripts ENABLE ROW LEVEL SECURITY;
ALTER TABLE transcripts FORCE ROW LEVEL SECURITY;
CREATE POLICY transcripts_tenant ON transcripts USING (tenant_no = current_tenant_no());
ALTER TABLE item_records ENABLE ROW LEVEL SECURITY;
ALTER TABLE item_records FORCE ROW LEVEL SECURITY;
CREATE POLICY item_records_tenant ON item_records USING (tenant_no = current_tenant_no());
ALTER TABLE course_marks ENABLE ROW LEVEL SECURITY;
ALTER TABLE course_marks FORCE ROW LEVEL SECURITY;
CREATE POLICY course_marks_tenant ON course_marks USING (tenant_no = current_tenant_no());
ALTER TABLE submissions ENABLE ROW LEVEL SECURITY;
ALTER TABLE submissions FORCE ROW LEVEL SECURITY;
CREATE POLICY submissions_tenant ON submissions USING (tenant_no = current_tenant_no());
