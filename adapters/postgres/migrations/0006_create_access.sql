-- Clustered by customer, so that an access check finds all grants of one person on one page.
CREATE TABLE grants (
    tenant_no BIGINT NOT NULL,
    customer_id UUID NOT NULL,
    position BIGINT NOT NULL,
    id UUID NOT NULL,
    product_id UUID NOT NULL,
    origin TEXT COLLATE "C" NOT NULL CONSTRAINT grants_origin_ck CHECK (origin IN ('order', 'assignment', 'import')),
    order_id UUID NOT NULL,
    order_line BIGINT NOT NULL CONSTRAINT grants_order_line_ck CHECK (order_line > 0),
    starts_at BIGINT NOT NULL,
    ends_at BIGINT,
    from_first_launch JSON,
    effective_at BIGINT NOT NULL,
    commit_no BIGINT NOT NULL,
    CONSTRAINT grants_position_pk PRIMARY KEY (tenant_no, customer_id, position),
    CONSTRAINT grants_customer_id_fk FOREIGN KEY (tenant_no, customer_id) REFERENCES customers (tenant_no, id),
    CONSTRAINT grants_product_id_fk FOREIGN KEY (tenant_no, product_id) REFERENCES products (tenant_no, id),
    CONSTRAINT grants_ends_at_ck CHECK (ends_at IS NULL OR ends_at > starts_at)
);

CREATE INDEX grants_product_id_ix ON grants (tenant_no, product_id, customer_id);

CREATE TABLE grant_standings (
    tenant_no BIGINT NOT NULL,
    customer_id UUID NOT NULL,
    position BIGINT NOT NULL,
    grant_position BIGINT NOT NULL,
    standing TEXT COLLATE "C" NOT NULL CONSTRAINT grant_standings_standing_ck CHECK (standing IN ('held', 'suspended', 'revoked')),
    effective_at BIGINT NOT NULL,
    commit_no BIGINT NOT NULL,
    CONSTRAINT grant_standings_position_pk PRIMARY KEY (tenant_no, customer_id, position),
    CONSTRAINT grant_standings_grant_position_fk FOREIGN KEY (tenant_no, customer_id, grant_position)
        REFERENCES grants (tenant_no, customer_id, position)
);

CREATE TABLE window_edits (
    tenant_no BIGINT NOT NULL,
    customer_id UUID NOT NULL,
    position BIGINT NOT NULL,
    grant_position BIGINT NOT NULL,
    old_starts_at BIGINT NOT NULL,
    old_ends_at BIGINT,
    new_starts_at BIGINT NOT NULL,
    new_ends_at BIGINT,
    effective_at BIGINT NOT NULL,
    commit_no BIGINT NOT NULL,
    CONSTRAINT window_edits_position_pk PRIMARY KEY (tenant_no, customer_id, position),
    CONSTRAINT window_edits_grant_position_fk FOREIGN KEY (tenant_no, customer_id, grant_position)
        REFERENCES grants (tenant_no, customer_id, position),
    CONSTRAINT window_edits_old_ends_at_ck CHECK (old_ends_at IS NULL OR old_ends_at > old_starts_at),
    CONSTRAINT window_edits_new_ends_at_ck CHECK (new_ends_at IS NULL OR new_ends_at > new_starts_at)
);

CREATE TABLE enrollment_facts (
    tenant_no BIGINT NOT NULL,
    customer_id UUID NOT NULL,
    course_id UUID NOT NULL,
    position BIGINT NOT NULL,
    change TEXT COLLATE "C" NOT NULL CONSTRAINT enrollment_facts_change_ck
        CHECK (change IN ('enrolled', 'unenrolled', 'override_set', 'override_cleared')),
    ends_at BIGINT,
    effective_at BIGINT NOT NULL,
    commit_no BIGINT NOT NULL,
    CONSTRAINT enrollment_facts_position_pk PRIMARY KEY (tenant_no, customer_id, course_id, position),
    CONSTRAINT enrollment_facts_customer_id_fk FOREIGN KEY (tenant_no, customer_id)
        REFERENCES customers (tenant_no, id),
    CONSTRAINT enrollment_facts_course_id_fk FOREIGN KEY (tenant_no, course_id) REFERENCES courses (tenant_no, id),
    CONSTRAINT enrollment_facts_ends_at_ck CHECK ((ends_at IS NOT NULL) = (change = 'override_set'))
);

-- A second line behind the tenant in every statement: a transaction sees and writes the rows of its tenant alone.
ALTER TABLE grants ENABLE ROW LEVEL SECURITY;
ALTER TABLE grants FORCE ROW LEVEL SECURITY;
CREATE POLICY grants_tenant ON grants USING (tenant_no = current_tenant_no());
ALTER TABLE grant_standings ENABLE ROW LEVEL SECURITY;
ALTER TABLE grant_standings FORCE ROW LEVEL SECURITY;
CREATE POLICY grant_standings_tenant ON grant_standings USING (tenant_no = current_tenant_no());
ALTER TABLE window_edits ENABLE ROW LEVEL SECURITY;
ALTER TABLE window_edits FORCE ROW LEVEL SECURITY;
CREATE POLICY window_edits_tenant ON window_edits USING (tenant_no = current_tenant_no());
ALTER TABLE enrollment_facts ENABLE ROW LEVEL SECURITY;
ALTER TABLE enrollment_facts FORCE ROW LEVEL SECURITY;
CREATE POLICY enrollment_facts_tenant ON enrollment_facts USING (tenant_no = current_tenant_no());
