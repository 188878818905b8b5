-- What attempts at quizzes need besides: when they began, by which edition they were marked, and whether they were taken
-- within the grace period after access had ended.
ALTER TABLE submissions ADD COLUMN started_at BIGINT;
ALTER TABLE submissions ADD COLUMN edition BIGINT CONSTRAINT submissions_edition_ck CHECK (edition > 0);
ALTER TABLE submissions ADD COLUMN is_in_grace BOOLEAN NOT NULL DEFAULT FALSE;

-- What was answered is personal, so it stands beside the log, where it can be erased.
CREATE TABLE submission_answers (
    tenant_no BIGINT NOT NULL,
    customer_id UUID NOT NULL,
    position BIGINT NOT NULL,
    submission_id UUID NOT NULL,
    item_id UUID NOT NULL,
    answers JSON NOT NULL,
    CONSTRAINT submission_answers_position_pk PRIMARY KEY (tenant_no, customer_id, position),
    CONSTRAINT submission_answers_position_fk FOREIGN KEY (tenant_no, customer_id, position)
        REFERENCES submissions (tenant_no, customer_id, position)
);

CREATE UNIQUE INDEX submission_answers_item_id_submission_id_uq
    ON submission_answers (tenant_no, item_id, submission_id);

-- SCORM run-time data, attempt by attempt, session by session, element by element.
CREATE TABLE cmi_attempts (
    tenant_no BIGINT NOT NULL,
    customer_id UUID NOT NULL,
    item_id UUID NOT NULL,
    version BIGINT NOT NULL CONSTRAINT cmi_attempts_version_ck CHECK (version > 0),
    number BIGINT NOT NULL CONSTRAINT cmi_attempts_number_ck CHECK (number > 0),
    course_id UUID NOT NULL,
    standard TEXT COLLATE "C" NOT NULL CONSTRAINT cmi_attempts_standard_ck CHECK (standard IN ('1.2', '2004')),
    CONSTRAINT cmi_attempts_number_pk PRIMARY KEY (tenant_no, customer_id, item_id, version, number),
    CONSTRAINT cmi_attempts_customer_id_fk FOREIGN KEY (tenant_no, customer_id) REFERENCES transcripts (tenant_no, id),
    CONSTRAINT cmi_attempts_item_id_fk FOREIGN KEY (tenant_no, item_id) REFERENCES items (tenant_no, id),
    CONSTRAINT cmi_attempts_version_fk FOREIGN KEY (tenant_no, course_id, version)
        REFERENCES course_versions (tenant_no, course_id, number)
);

CREATE TABLE cmi_sessions (
    tenant_no BIGINT NOT NULL,
    customer_id UUID NOT NULL,
    item_id UUID NOT NULL,
    version BIGINT NOT NULL,
    number BIGINT NOT NULL,
    began_at BIGINT NOT NULL,
    -- In hundredths of a second.
    session_time BIGINT NOT NULL CONSTRAINT cmi_sessions_session_time_ck CHECK (session_time >= 0),
    left_by TEXT COLLATE "C" NOT NULL CONSTRAINT cmi_sessions_left_by_ck
        CHECK (left_by IN ('normal', 'suspend', 'logout', 'time_out')),
    is_over BOOLEAN NOT NULL,
    is_late BOOLEAN NOT NULL,
    CONSTRAINT cmi_sessions_began_at_pk PRIMARY KEY (tenant_no, customer_id, item_id, version, number, began_at),
    CONSTRAINT cmi_sessions_number_fk FOREIGN KEY (tenant_no, customer_id, item_id, version, number)
        REFERENCES cmi_attempts (tenant_no, customer_id, item_id, version, number) ON DELETE CASCADE
);

-- As sent; personal, so it stands beside the log.
CREATE TABLE cmi_elements (
    tenant_no BIGINT NOT NULL,
    customer_id UUID NOT NULL,
    item_id UUID NOT NULL,
    version BIGINT NOT NULL,
    number BIGINT NOT NULL,
    name TEXT COLLATE "C" NOT NULL CONSTRAINT cmi_elements_name_ck CHECK (length(name) BETWEEN 1 AND 255),
    value TEXT COLLATE "C" NOT NULL CONSTRAINT cmi_elements_value_ck CHECK (length(value) <= 64000),
    CONSTRAINT cmi_elements_name_pk PRIMARY KEY (tenant_no, customer_id, item_id, version, number, name),
    CONSTRAINT cmi_elements_number_fk FOREIGN KEY (tenant_no, customer_id, item_id, version, number)
        REFERENCES cmi_attempts (tenant_no, customer_id, item_id, version, number) ON DELETE CASCADE
);

-- A second line behind the tenant in every statement: a transaction sees and writes the rows of its tenant alone.
ALTER TABLE submission_answers ENABLE ROW LEVEL SECURITY;
ALTER TABLE submission_answers FORCE ROW LEVEL SECURITY;
CREATE POLICY submission_answers_tenant ON submission_answers USING (tenant_no = current_tenant_no());
ALTER TABLE cmi_attempts ENABLE ROW LEVEL SECURITY;
ALTER TABLE cmi_attempts FORCE ROW LEVEL SECURITY;
CREATE POLICY cmi_attempts_tenant ON cmi_attempts USING (tenant_no = current_tenant_no());
ALTER TABLE cmi_sessions ENABLE ROW LEVEL SECURITY;
ALTER TABLE cmi_sessions FORCE ROW LEVEL SECURITY;
CREATE POLICY cmi_sessions_tenant ON cmi_sessions USING (tenant_no = current_tenant_no());
ALTER TABLE cmi_elements ENABLE ROW LEVEL SECURITY;
ALTER TABLE cmi_elements FORCE ROW LEVEL SECURITY;
CREATE POLICY cmi_elements_tenant ON cmi_elements USING (tenant_no = current_tenant_no());
