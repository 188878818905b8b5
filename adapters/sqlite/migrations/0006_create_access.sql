-- Clustered by customer, so that an access check finds all grants of one person on one page.
CREATE TABLE grants (
    tenant_no INTEGER NOT NULL,
    customer_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    id BLOB NOT NULL CONSTRAINT grants_id_ck CHECK (length(id) = 16),
    product_id BLOB NOT NULL,
    origin TEXT NOT NULL CONSTRAINT grants_origin_ck CHECK (origin IN ('order', 'assignment', 'import')),
    order_id BLOB NOT NULL CONSTRAINT grants_order_id_ck CHECK (length(order_id) = 16),
    order_line INTEGER NOT NULL CONSTRAINT grants_order_line_ck CHECK (order_line > 0),
    starts_at INTEGER NOT NULL,
    ends_at INTEGER,
    from_first_launch TEXT CONSTRAINT grants_from_first_launch_ck CHECK (from_first_launch IS NULL OR json_valid(from_first_launch)),
    effective_at INTEGER NOT NULL,
    commit_no INTEGER NOT NULL,
    CONSTRAINT grants_position_pk PRIMARY KEY (tenant_no, customer_id, position),
    CONSTRAINT grants_customer_id_fk FOREIGN KEY (tenant_no, customer_id) REFERENCES customers (tenant_no, id),
    CONSTRAINT grants_product_id_fk FOREIGN KEY (tenant_no, product_id) REFERENCES products (tenant_no, id),
    CONSTRAINT grants_ends_at_ck CHECK (ends_at IS NULL OR ends_at > starts_at)
) STRICT, WITHOUT ROWID;

CREATE INDEX grants_product_id_ix ON grants (tenant_no, product_id, customer_id);

CREATE TABLE grant_standings (
    tenant_no INTEGER NOT NULL,
    customer_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    grant_position INTEGER NOT NULL,
    standing TEXT NOT NULL CONSTRAINT grant_standings_standing_ck CHECK (standing IN ('held', 'suspended', 'revoked')),
    effective_at INTEGER NOT NULL,
    commit_no INTEGER NOT NULL,
    CONSTRAINT grant_standings_position_pk PRIMARY KEY (tenant_no, customer_id, position),
    CONSTRAINT grant_standings_grant_position_fk FOREIGN KEY (tenant_no, customer_id, grant_position)
        REFERENCES grants (tenant_no, customer_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE window_edits (
    tenant_no INTEGER NOT NULL,
    customer_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    grant_position INTEGER NOT NULL,
    old_starts_at INTEGER NOT NULL,
    old_ends_at INTEGER,
    new_starts_at INTEGER NOT NULL,
    new_ends_at INTEGER,
    effective_at INTEGER NOT NULL,
    commit_no INTEGER NOT NULL,
    CONSTRAINT window_edits_position_pk PRIMARY KEY (tenant_no, customer_id, position),
    CONSTRAINT window_edits_grant_position_fk FOREIGN KEY (tenant_no, customer_id, grant_position)
        REFERENCES grants (tenant_no, customer_id, position),
    CONSTRAINT window_edits_old_ends_at_ck CHECK (old_ends_at IS NULL OR old_ends_at > old_starts_at),
    CONSTRAINT window_edits_new_ends_at_ck CHECK (new_ends_at IS NULL OR new_ends_at > new_starts_at)
) STRICT, WITHOUT ROWID;

CREATE TABLE enrollment_facts (
    tenant_no INTEGER NOT NULL,
    customer_id BLOB NOT NULL,
    course_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    change TEXT NOT NULL CONSTRAINT enrollment_facts_change_ck
        CHECK (change IN ('enrolled', 'unenrolled', 'override_set', 'override_cleared')),
    ends_at INTEGER,
    effective_at INTEGER NOT NULL,
    commit_no INTEGER NOT NULL,
    CONSTRAINT enrollment_facts_position_pk PRIMARY KEY (tenant_no, customer_id, course_id, position),
    CONSTRAINT enrollment_facts_customer_id_fk FOREIGN KEY (tenant_no, customer_id)
        REFERENCES customers (tenant_no, id),
    CONSTRAINT enrollment_facts_course_id_fk FOREIGN KEY (tenant_no, course_id) REFERENCES courses (tenant_no, id),
    CONSTRAINT enrollment_facts_ends_at_ck CHECK ((ends_at IS NOT NULL) = (change = 'override_set'))
) STRICT, WITHOUT ROWID;

CREATE TRIGGER grant_standings_are_kept AFTER INSERT ON grant_standings
BEGIN
    UPDATE customers SET kept = kept | 4 WHERE tenant_no = new.tenant_no AND id = new.customer_id;
END;

CREATE TRIGGER window_edits_are_kept AFTER INSERT ON window_edits
BEGIN
    UPDATE customers SET kept = kept | 8 WHERE tenant_no = new.tenant_no AND id = new.customer_id;
END;

CREATE TRIGGER enrollment_facts_are_kept AFTER INSERT ON enrollment_facts
BEGIN
    UPDATE customers SET kept = kept | 16 WHERE tenant_no = new.tenant_no AND id = new.customer_id;
END;
