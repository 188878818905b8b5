-- The questions of quizzes: one row for each edition, so that marks that were given can be told by the edition they rest on.
CREATE TABLE quiz_editions (
    tenant_no INTEGER NOT NULL,
    item_id BLOB NOT NULL,
    number INTEGER NOT NULL CONSTRAINT quiz_editions_number_ck CHECK (number > 0),
    since_version INTEGER NOT NULL CONSTRAINT quiz_editions_since_version_ck CHECK (since_version > 0),
    defined_at INTEGER NOT NULL,
    quiz TEXT NOT NULL CONSTRAINT quiz_editions_quiz_ck CHECK (json_valid(quiz)),
    CONSTRAINT quiz_editions_number_pk PRIMARY KEY (tenant_no, item_id, number),
    CONSTRAINT quiz_editions_item_id_fk FOREIGN KEY (tenant_no, item_id) REFERENCES items (tenant_no, id)
) STRICT, WITHOUT ROWID;
