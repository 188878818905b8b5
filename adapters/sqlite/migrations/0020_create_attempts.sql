-- What attempts at quizzes need besides: when they began, by which edition they were marked, and whether they were taken
-- within the grace period after access had ended.
ALTER TABLE submissions ADD COLUMN started_at INTEGER;
ALTER TABLE submissions ADD COLUMN edition INTEGER CONSTRAINT submissions_edition_ck CHECK (edition > 0);
ALTER TABLE submissions ADD COLUMN is_in_grace INTEGER NOT NULL DEFAULT 0
    CONSTRAINT submissions_is_in_grace_ck CHECK (is_in_grace IN (0, 1));

-- What was answered is personal, so it stands beside the log, where it can be erased.
CREATE TABLE submission_answers (
    tenant_no INTEGER NOT NULL,
    customer_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    submission_id BLOB NOT NULL CONSTRAINT submission_answers_submission_id_ck CHECK (length(submission_id) = 16),
    item_id BLOB NOT NULL,
    answers TEXT NOT NULL CONSTRAINT submission_answers_answers_ck CHECK (json_valid(answers)),
    CONSTRAINT submission_answers_position_pk PRIMARY KEY (tenant_no, customer_id, position),
    CONSTRAINT submission_answers_position_fk FOREIGN KEY (tenant_no, customer_id, position)
        REFERENCES submissions (tenant_no, customer_id, position)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX submission_answers_item_id_submission_id_uq
    ON submission_answers (tenant_no, item_id, submission_id);

-- SCORM run-time data, attempt by attempt, session by session, element by element.
CREATE TABLE cmi_attempts (
    tenant_no INTEGER NOT NULL,
    customer_id BLOB NOT NULL,
    item_id BLOB NOT NULL,
    version INTEGER NOT NULL CONSTRAINT cmi_attempts_version_ck CHECK (version > 0),
    number INTEGER NOT NULL CONSTRAINT cmi_attempts_number_ck CHECK (number > 0),
    course_id BLOB NOT NULL,
    standard TEXT NOT NULL CONSTRAINT cmi_attempts_standard_ck CHECK (standard IN ('1.2', '2004')),
    CONSTRAINT cmi_attempts_number_pk PRIMARY KEY (tenant_no, customer_id, item_id, version, number),
    CONSTRAINT cmi_attempts_customer_id_fk FOREIGN KEY (tenant_no, customer_id) REFERENCES transcripts (tenant_no, id),
    CONSTRAINT cmi_attempts_item_id_fk FOREIGN KEY (tenant_no, item_id) REFERENCES items (tenant_no, id),
    CONSTRAINT cmi_attempts_version_fk FOREIGN KEY (tenant_no, course_id, version)
        REFERENCES course_versions (tenant_no, course_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE cmi_sessions (
    tenant_no INTEGER NOT NULL,
    customer_id BLOB NOT NULL,
    item_id BLOB NOT NULL,
    version INTEGER NOT NULL,
    number INTEGER NOT NULL,
    began_at INTEGER NOT NULL,
    -- In hundredths of a second.
    session_time INTEGER NOT NULL CONSTRAINT cmi_sessions_session_time_ck CHECK (session_time >= 0),
    left_by TEXT NOT NULL CONSTRAINT cmi_sessions_left_by_ck
        CHECK (left_by IN ('normal', 'suspend', 'logout', 'time_out')),
    is_over INTEGER NOT NULL CONSTRAINT cmi_sessions_is_over_ck CHECK (is_over IN (0, 1)),
    is_late INTEGER NOT NULL CONSTRAINT cmi_sessions_is_late_ck CHECK (is_late IN (0, 1)),
    CONSTRAINT cmi_sessions_began_at_pk PRIMARY KEY (tenant_no, customer_id, item_id, version, number, began_at),
    CONSTRAINT cmi_sessions_number_fk FOREIGN KEY (tenant_no, customer_id, item_id, version, number)
        REFERENCES cmi_attempts (tenant_no, customer_id, item_id, version, number) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- As sent; personal, so it stands beside the log.
CREATE TABLE cmi_elements (
    tenant_no INTEGER NOT NULL,
    customer_id BLOB NOT NULL,
    item_id BLOB NOT NULL,
    version INTEGER NOT NULL,
    number INTEGER NOT NULL,
    name TEXT NOT NULL CONSTRAINT cmi_elements_name_ck CHECK (length(name) BETWEEN 1 AND 255),
    value TEXT NOT NULL CONSTRAINT cmi_elements_value_ck CHECK (length(value) <= 64000),
    CONSTRAINT cmi_elements_name_pk PRIMARY KEY (tenant_no, customer_id, item_id, version, number, name),
    CONSTRAINT cmi_elements_number_fk FOREIGN KEY (tenant_no, customer_id, item_id, version, number)
        REFERENCES cmi_attempts (tenant_no, customer_id, item_id, version, number) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
