CREATE TABLE courses (
    tenant_no INTEGER NOT NULL CONSTRAINT courses_tenant_no_fk REFERENCES tenants,
    id BLOB NOT NULL CONSTRAINT courses_id_ck CHECK (length(id) = 16),
    revision INTEGER NOT NULL CONSTRAINT courses_revision_ck CHECK (revision > 0),
    code TEXT NOT NULL,
    code_key TEXT NOT NULL,
    title TEXT NOT NULL,
    CONSTRAINT courses_id_pk PRIMARY KEY (tenant_no, id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX courses_code_key_uq ON courses (tenant_no, code_key);

CREATE TABLE course_versions (
    tenant_no INTEGER NOT NULL,
    course_id BLOB NOT NULL,
    number INTEGER NOT NULL CONSTRAINT course_versions_number_ck CHECK (number > 0),
    published_at INTEGER NOT NULL,
    CONSTRAINT course_versions_number_pk PRIMARY KEY (tenant_no, course_id, number),
    CONSTRAINT course_versions_course_id_fk FOREIGN KEY (tenant_no, course_id) REFERENCES courses (tenant_no, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE items (
    tenant_no INTEGER NOT NULL,
    id BLOB NOT NULL CONSTRAINT items_id_ck CHECK (length(id) = 16),
    course_id BLOB NOT NULL,
    -- The place in the course's stream of the event that added it.
    position INTEGER NOT NULL,
    code TEXT NOT NULL,
    code_key TEXT NOT NULL,
    since_version INTEGER NOT NULL CONSTRAINT items_since_version_ck CHECK (since_version > 0),
    title TEXT NOT NULL,
    kind TEXT NOT NULL CONSTRAINT items_kind_ck CHECK (kind IN ('scorm', 'quiz', 'event', 'file', 'assignment')),
    is_required INTEGER NOT NULL CONSTRAINT items_is_required_ck CHECK (is_required IN (0, 1)),
    -- Decimals as text, so that they come back digit by digit.
    weight TEXT,
    maximum_score TEXT,
    attempt_limit INTEGER CONSTRAINT items_attempt_limit_ck CHECK (attempt_limit > 0),
    CONSTRAINT items_id_pk PRIMARY KEY (tenant_no, id),
    CONSTRAINT items_course_id_fk FOREIGN KEY (tenant_no, course_id) REFERENCES courses (tenant_no, id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX items_code_key_uq ON items (tenant_no, code_key);
CREATE UNIQUE INDEX items_course_id_position_uq ON items (tenant_no, course_id, position);

CREATE TABLE products (
    tenant_no INTEGER NOT NULL CONSTRAINT products_tenant_no_fk REFERENCES tenants,
    id BLOB NOT NULL CONSTRAINT products_id_ck CHECK (length(id) = 16),
    revision INTEGER NOT NULL CONSTRAINT products_revision_ck CHECK (revision > 0),
    code TEXT NOT NULL,
    code_key TEXT NOT NULL,
    title TEXT NOT NULL,
    CONSTRAINT products_id_pk PRIMARY KEY (tenant_no, id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX products_code_key_uq ON products (tenant_no, code_key);

CREATE TABLE product_courses (
    tenant_no INTEGER NOT NULL,
    product_id BLOB NOT NULL,
    number INTEGER NOT NULL CONSTRAINT product_courses_number_ck CHECK (number > 0),
    course_id BLOB NOT NULL,
    CONSTRAINT product_courses_number_pk PRIMARY KEY (tenant_no, product_id, number),
    CONSTRAINT product_courses_product_id_fk FOREIGN KEY (tenant_no, product_id) REFERENCES products (tenant_no, id),
    CONSTRAINT product_courses_course_id_fk FOREIGN KEY (tenant_no, course_id) REFERENCES courses (tenant_no, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX product_courses_course_id_ix ON product_courses (tenant_no, course_id);

CREATE TABLE prices (
    tenant_no INTEGER NOT NULL,
    id BLOB NOT NULL CONSTRAINT prices_id_ck CHECK (length(id) = 16),
    revision INTEGER NOT NULL CONSTRAINT prices_revision_ck CHECK (revision > 0),
    code TEXT NOT NULL,
    code_key TEXT NOT NULL,
    product_id BLOB NOT NULL,
    title TEXT NOT NULL,
    unit_price INTEGER NOT NULL,
    currency TEXT NOT NULL CONSTRAINT prices_currency_ck CHECK (length(currency) = 3),
    duration TEXT NOT NULL CONSTRAINT prices_duration_ck CHECK (json_valid(duration)),
    anchor TEXT NOT NULL CONSTRAINT prices_anchor_ck CHECK (anchor IN ('order_date', 'redemption', 'first_launch')),
    makes_registration_codes INTEGER NOT NULL
        CONSTRAINT prices_makes_registration_codes_ck CHECK (makes_registration_codes IN (0, 1)),
    adds_to_groups TEXT NOT NULL CONSTRAINT prices_adds_to_groups_ck CHECK (json_valid(adds_to_groups)),
    reserved_to_groups TEXT NOT NULL CONSTRAINT prices_reserved_to_groups_ck CHECK (json_valid(reserved_to_groups)),
    CONSTRAINT prices_id_pk PRIMARY KEY (tenant_no, id),
    CONSTRAINT prices_product_id_fk FOREIGN KEY (tenant_no, product_id) REFERENCES products (tenant_no, id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX prices_code_key_uq ON prices (tenant_no, code_key);
