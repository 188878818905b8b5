CREATE TABLE courses (
    tenant_no BIGINT NOT NULL CONSTRAINT courses_tenant_no_fk REFERENCES tenants,
    id UUID NOT NULL,
    revision BIGINT NOT NULL CONSTRAINT courses_revision_ck CHECK (revision > 0),
    code TEXT COLLATE "C" NOT NULL,
    code_key TEXT COLLATE "C" NOT NULL,
    title TEXT COLLATE "C" NOT NULL,
    CONSTRAINT courses_id_pk PRIMARY KEY (tenant_no, id)
);

CREATE UNIQUE INDEX courses_code_key_uq ON courses (tenant_no, code_key);

CREATE TABLE course_versions (
    tenant_no BIGINT NOT NULL,
    course_id UUID NOT NULL,
    number BIGINT NOT NULL CONSTRAINT course_versions_number_ck CHECK (number > 0),
    published_at BIGINT NOT NULL,
    CONSTRAINT course_versions_number_pk PRIMARY KEY (tenant_no, course_id, number),
    CONSTRAINT course_versions_course_id_fk FOREIGN KEY (tenant_no, course_id) REFERENCES courses (tenant_no, id)
);

CREATE TABLE items (
    tenant_no BIGINT NOT NULL,
    id UUID NOT NULL,
    course_id UUID NOT NULL,
    -- The place in the course's stream of the event that added it.
    position BIGINT NOT NULL,
    code TEXT COLLATE "C" NOT NULL,
    code_key TEXT COLLATE "C" NOT NULL,
    since_version BIGINT NOT NULL CONSTRAINT items_since_version_ck CHECK (since_version > 0),
    title TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL CONSTRAINT items_kind_ck CHECK (kind IN ('scorm', 'quiz', 'event', 'file', 'assignment')),
    is_required BOOLEAN NOT NULL,
    -- Decimals as text, so that they come back digit by digit.
    weight TEXT COLLATE "C",
    maximum_score TEXT COLLATE "C",
    attempt_limit BIGINT CONSTRAINT items_attempt_limit_ck CHECK (attempt_limit > 0),
    CONSTRAINT items_id_pk PRIMARY KEY (tenant_no, id),
    CONSTRAINT items_course_id_fk FOREIGN KEY (tenant_no, course_id) REFERENCES courses (tenant_no, id)
);

CREATE UNIQUE INDEX items_code_key_uq ON items (tenant_no, code_key);
CREATE UNIQUE INDEX items_course_id_position_uq ON items (tenant_no, course_id, position);

CREATE TABLE products (
    tenant_no BIGINT NOT NULL CONSTRAINT products_tenant_no_fk REFERENCES tenants,
    id UUID NOT NULL,
    revision BIGINT NOT NULL CONSTRAINT products_revision_ck CHECK (revision > 0),
    code TEXT COLLATE "C" NOT NULL,
    code_key TEXT COLLATE "C" NOT NULL,
    title TEXT COLLATE "C" NOT NULL,
    CONSTRAINT products_id_pk PRIMARY KEY (tenant_no, id)
);

CREATE UNIQUE INDEX products_code_key_uq ON products (tenant_no, code_key);

CREATE TABLE product_courses (
    tenant_no BIGINT NOT NULL,
    product_id UUID NOT NULL,
    number BIGINT NOT NULL CONSTRAINT product_courses_number_ck CHECK (number > 0),
    course_id UUID NOT NULL,
    CONSTRAINT product_courses_number_pk PRIMARY KEY (tenant_no, product_id, number),
    CONSTRAINT product_courses_product_id_fk FOREIGN KEY (tenant_no, product_id) REFERENCES products (tenant_no, id),
    CONSTRAINT product_courses_course_id_fk FOREIGN KEY (tenant_no, course_id) REFERENCES courses (tenant_no, id)
);

CREATE INDEX product_courses_course_id_ix ON product_courses (tenant_no, course_id);

CREATE TABLE prices (
    tenant_no BIGINT NOT NULL,
    id UUID NOT NULL,
    revision BIGINT NOT NULL CONSTRAINT prices_revision_ck CHECK (revision > 0),
    code TEXT COLLATE "C" NOT NULL,
    code_key TEXT COLLATE "C" NOT NULL,
    product_id UUID NOT NULL,
    title TEXT COLLATE "C" NOT NULL,
    unit_price BIGINT NOT NULL,
    currency TEXT COLLATE "C" NOT NULL CONSTRAINT prices_currency_ck CHECK (length(currency) = 3),
    duration JSON NOT NULL,
    anchor TEXT COLLATE "C" NOT NULL CONSTRAINT prices_anchor_ck CHECK (anchor IN ('order_date', 'redemption', 'first_launch')),
    makes_registration_codes BOOLEAN NOT NULL,
    adds_to_groups JSON NOT NULL,
    reserved_to_groups JSON NOT NULL,
    CONSTRAINT prices_id_pk PRIMARY KEY (tenant_no, id),
    CONSTRAINT prices_product_id_fk FOREIGN KEY (tenant_no, product_id) REFERENCES products (tenant_no, id)
);

CREATE UNIQUE INDEX prices_code_key_uq ON prices (tenant_no, code_key);

-- A second line behind the tenant in every statement: a transaction sees and writes the rows of its tenant alone.
ALTER TABLE courses ENABLE ROW LEVEL SECURITY;
ALTER TABLE courses FORCE ROW LEVEL SECURITY;
CREATE POLICY courses_tenant ON courses USING (tenant_no = current_tenant_no());
ALTER TABLE course_versions ENABLE ROW LEVEL SECURITY;
ALTER TABLE course_versions FORCE ROW LEVEL SECURITY;
CREATE POLICY course_versions_tenant ON course_versions USING (tenant_no = current_tenant_no());
ALTER TABLE items ENABLE ROW LEVEL SECURITY;
ALTER TABLE items FORCE ROW LEVEL SECURITY;
CREATE POLICY items_tenant ON items USING (tenant_no = current_tenant_no());
ALTER TABLE products ENABLE ROW LEVEL SECURITY;
ALTER TABLE products FORCE ROW LEVEL SECURITY;
CREATE POLICY products_tenant ON products USING (tenant_no = current_tenant_no());
ALTER TABLE product_courses ENABLE ROW LEVEL SECURITY;
ALTER TABLE product_courses FORCE ROW LEVEL SECURITY;
CREATE POLICY product_courses_tenant ON product_courses USING (tenant_no = current_tenant_no());
ALTER TABLE prices ENABLE ROW LEVEL SECURITY;
ALTER TABLE prices FORCE ROW LEVEL SECURITY;
CREATE POLICY prices_tenant ON prices USING (tenant_no = current_tenant_no());
