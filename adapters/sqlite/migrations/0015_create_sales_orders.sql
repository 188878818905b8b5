CREATE TABLE sales_orders (
    tenant_no INTEGER NOT NULL CONSTRAINT sales_orders_tenant_no_fk REFERENCES tenants,
    id BLOB NOT NULL CONSTRAINT sales_orders_id_ck CHECK (length(id) = 16),
    revision INTEGER NOT NULL CONSTRAINT sales_orders_revision_ck CHECK (revision > 0),
    number TEXT NOT NULL,
    number_key TEXT NOT NULL,
    external_id TEXT,
    client TEXT NOT NULL,
    starts_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    seats INTEGER CONSTRAINT sales_orders_seats_ck CHECK (seats > 0),
    CONSTRAINT sales_orders_id_pk PRIMARY KEY (tenant_no, id),
    CONSTRAINT sales_orders_ends_at_ck CHECK (ends_at > starts_at)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX sales_orders_number_key_uq ON sales_orders (tenant_no, number_key);
CREATE UNIQUE INDEX sales_orders_external_id_uq ON sales_orders (tenant_no, external_id) WHERE external_id IS NOT NULL;

CREATE TABLE sales_order_courses (
    tenant_no INTEGER NOT NULL,
    sales_order_id BLOB NOT NULL,
    number INTEGER NOT NULL CONSTRAINT sales_order_courses_number_ck CHECK (number > 0),
    course_id BLOB NOT NULL,
    CONSTRAINT sales_order_courses_number_pk PRIMARY KEY (tenant_no, sales_order_id, number),
    CONSTRAINT sales_order_courses_sales_order_id_fk FOREIGN KEY (tenant_no, sales_order_id)
        REFERENCES sales_orders (tenant_no, id),
    CONSTRAINT sales_order_courses_course_id_fk FOREIGN KEY (tenant_no, course_id) REFERENCES courses (tenant_no, id)
) STRICT, WITHOUT ROWID;

-- A sales order keeps its number, which people know it by.
CREATE TRIGGER sales_orders_keep_their_number BEFORE UPDATE OF number, number_key ON sales_orders
WHEN new.number <> old.number OR new.number_key <> old.number_key
BEGIN
    SELECT raise(ABORT, 'a sales order keeps its number');
END;

-- What is written about an enrollment may now be that it follows a sales order, or none any more.
CREATE TABLE enrollment_facts_rebuilt (
    tenant_no INTEGER NOT NULL,
    customer_id BLOB NOT NULL,
    course_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    change TEXT NOT NULL CONSTRAINT enrollment_facts_change_ck CHECK (change IN ('enrolled', 'unenrolled',
        'override_set', 'override_cleared', 'sales_order_linked', 'sales_order_unlinked')),
    ends_at INTEGER,
    sales_order_id BLOB,
    effective_at INTEGER NOT NULL,
    commit_no INTEGER NOT NULL,
    CONSTRAINT enrollment_facts_position_pk PRIMARY KEY (tenant_no, customer_id, course_id, position),
    CONSTRAINT enrollment_facts_customer_id_fk FOREIGN KEY (tenant_no, customer_id)
        REFERENCES customers (tenant_no, id),
    CONSTRAINT enrollment_facts_course_id_fk FOREIGN KEY (tenant_no, course_id) REFERENCES courses (tenant_no, id),
    CONSTRAINT enrollment_facts_sales_order_id_fk FOREIGN KEY (tenant_no, sales_order_id)
        REFERENCES sales_orders (tenant_no, id),
    CONSTRAINT enrollment_facts_ends_at_ck CHECK ((ends_at IS NOT NULL) = (change = 'override_set')),
    CONSTRAINT enrollment_facts_sales_order_id_ck
        CHECK ((sales_order_id IS NOT NULL) = (change = 'sales_order_linked'))
) STRICT, WITHOUT ROWID;

INSERT INTO enrollment_facts_rebuilt (tenant_no, customer_id, course_id, position, change, ends_at, effective_at,
    commit_no)
SELECT tenant_no, customer_id, course_id, position, change, ends_at, effective_at, commit_no FROM enrollment_facts
ORDER BY tenant_no, customer_id, course_id, position;

DROP TABLE enrollment_facts;
ALTER TABLE enrollment_facts_rebuilt RENAME TO enrollment_facts;

CREATE INDEX enrollment_facts_sales_order_id_ix ON enrollment_facts (tenant_no, sales_order_id, customer_id, course_id)
    WHERE sales_order_id IS NOT NULL;

CREATE TRIGGER enrollment_facts_are_kept AFTER INSERT ON enrollment_facts
BEGIN
    UPDATE customers SET kept = kept | 16 WHERE tenant_no = new.tenant_no AND id = new.customer_id;
END;

-- A grant may be given under a sales order.
CREATE TABLE grants_rebuilt (
    tenant_no INTEGER NOT NULL,
    customer_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    id BLOB NOT NULL CONSTRAINT grants_id_ck CHECK (length(id) = 16),
    product_id BLOB NOT NULL,
    origin TEXT NOT NULL CONSTRAINT grants_origin_ck
        CHECK (origin IN ('order', 'assignment', 'import', 'registration_code', 'sales_order')),
    order_id BLOB NOT NULL CONSTRAINT grants_order_id_ck CHECK (length(order_id) = 16),
    order_line INTEGER NOT NULL CONSTRAINT grants_order_line_ck CHECK (order_line > 0),
    seat_id BLOB,
    starts_at INTEGER NOT NULL,
    ends_at INTEGER,
    from_first_launch TEXT CONSTRAINT grants_from_first_launch_ck CHECK (from_first_launch IS NULL OR json_valid(from_first_launch)),
    effective_at INTEGER NOT NULL,
    commit_no INTEGER NOT NULL,
    CONSTRAINT grants_position_pk PRIMARY KEY (tenant_no, customer_id, position),
    CONSTRAINT grants_customer_id_fk FOREIGN KEY (tenant_no, customer_id) REFERENCES customers (tenant_no, id),
    CONSTRAINT grants_product_id_fk FOREIGN KEY (tenant_no, product_id) REFERENCES products (tenant_no, id),
    CONSTRAINT grants_seat_id_fk FOREIGN KEY (tenant_no, seat_id) REFERENCES seats (tenant_no, id),
    CONSTRAINT grants_seat_id_ck CHECK (seat_id IS NULL OR origin = 'registration_code'),
    CONSTRAINT grants_ends_at_ck CHECK (ends_at IS NULL OR ends_at > starts_at)
) STRICT, WITHOUT ROWID;

INSERT INTO grants_rebuilt (tenant_no, customer_id, position, id, product_id, origin, order_id, order_line, seat_id,
    starts_at, ends_at, from_first_launch, effective_at, commit_no)
SELECT tenant_no, customer_id, position, id, product_id, origin, order_id, order_line, seat_id,
    starts_at, ends_at, from_first_launch, effective_at, commit_no FROM grants
ORDER BY tenant_no, customer_id, position;

DROP TABLE grants;
ALTER TABLE grants_rebuilt RENAME TO grants;

CREATE INDEX grants_product_id_ix ON grants (tenant_no, product_id, customer_id);
