-- The questions of quizzes: one row for each edition, so that marks that were given can be told by the edition they rest on.
CREATE TABLE quiz_editions (
    tenant_no BIGINT NOT NULL,
    item_id UUID NOT NULL,
    number BIGINT NOT NULL CONSTRAINT quiz_editions_number_ck CHECK (number > 0),
    since_version BIGINT NOT NULL CONSTRAINT quiz_editions_since_version_ck CHECK (since_version > 0),
    defined_at BIGINT NOT NULL,
    quiz JSON NOT NULL,
    CONSTRAINT quiz_editions_number_pk PRIMARY KEY (tenant_no, item_id, number),
    CONSTRAINT quiz_editions_item_id_fk FOREIGN KEY (tenant_no, item_id) REFERENCES items (tenant_no, id)
);

-- A second line behind the tenant in every statement: a transaction sees and writes the rows of its tenant alone.
ALTER TABLE quiz_editions ENABLE ROW LEVEL SECURITY;
ALTER TABLE quiz_editions FORCE ROW LEVEL SECURITY;
CREATE POLICY quiz_editions_tenant ON quiz_editions USING (tenant_no = current_tenant_no());
