CREATE TABLE sales_orders (
    tenant_no BIGINT NOT NULL CONSTRAINT sales_orders_tenant_no_fk REFERENCES tenants,
    id UUID NOT NULL,
    revision BIGINT NOT NULL CONSTRAINT sales_orders_revision_ck CHECK (revision > 0),
    number TEXT COLLATE "C" NOT NULL,
    number_key TEXT COLLATE "C" NOT NULL,
    external_id TEXT COLLATE "C",
    client TEXT COLLATE "C" NOT NULL,
    starts_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    seats BIGINT CONSTRAINT sales_orders_seats_ck CHECK (seats > 0),
    CONSTRAINT sales_orders_id_pk PRIMARY KEY (tenant_no, id),
    CONSTRAINT sales_orders_ends_at_ck CHECK (ends_at > starts_at)
);

CREATE UNIQUE INDEX sales_orders_number_key_uq ON sales_orders (tenant_no, number_key);
CREATE UNIQUE INDEX sales_orders_external_id_uq ON sales_orders (tenant_no, external_id) WHERE external_id IS NOT NULL;

CREATE TABLE sales_order_courses (
    tenant_no BIGINT NOT NULL,
    sales_order_id UUID NOT NULL,
    number BIGINT NOT NULL CONSTRAINT sales_order_courses_number_ck CHECK (number > 0),
    course_id UUID NOT NULL,
    CONSTRAINT sales_order_courses_number_pk PRIMARY KEY (tenant_no, sales_order_id, number),
    CONSTRAINT sales_order_courses_sales_order_id_fk FOREIGN KEY (tenant_no, sales_order_id)
        REFERENCES sales_orders (tenant_no, id),
    CONSTRAINT sales_order_courses_course_id_fk FOREIGN KEY (tenant_no, course_id) REFERENCES courses (tenant_no, id)
);

-- A sales order keeps its number, which people know it by.
CREATE TRIGGER sales_orders_keep_their_number BEFORE UPDATE OF number, number_key ON sales_orders
FOR EACH ROW WHEN (new.number <> old.number OR new.number_key <> old.number_key)
EXECUTE FUNCTION refuse('a sales order keeps its number');

-- What is written about an enrollment may now be that it follows a sales order, or none any more.
ALTER TABLE enrollment_facts ADD COLUMN sales_order_id UUID;
ALTER TABLE enrollment_facts DROP CONSTRAINT enrollment_facts_change_ck;
ALTER TABLE enrollment_facts ADD CONSTRAINT enrollment_facts_change_ck CHECK (change IN ('enrolled', 'unenrolled',
    'override_set', 'override_cleared', 'sales_order_linked', 'sales_order_unlinked')) NOT VALID;
ALTER TABLE enrollment_facts ADD CONSTRAINT enrollment_facts_sales_order_id_ck
    CHECK ((sales_order_id IS NOT NULL) = (change = 'sales_order_linked')) NOT VALID;
ALTER TABLE enrollment_facts ADD CONSTRAINT enrollment_facts_sales_order_id_fk FOREIGN KEY (tenant_no, sales_order_id)
    REFERENCES sales_orders (tenant_no, id) NOT VALID;
ALTER TABLE enrollment_facts VALIDATE CONSTRAINT enrollment_facts_change_ck;
ALTER TABLE enrollment_facts VALIDATE CONSTRAINT enrollment_facts_sales_order_id_ck;
ALTER TABLE enrollment_facts VALIDATE CONSTRAINT enrollment_facts_sales_order_id_fk;

CREATE INDEX enrollment_facts_sales_order_id_ix ON enrollment_facts (tenant_no, sales_order_id, customer_id, course_id)
    WHERE sales_order_id IS NOT NULL;

-- A grant may be given under a sales order.
ALTER TABLE grants DROP CONSTRAINT grants_origin_ck;
ALTER TABLE grants ADD CONSTRAINT grants_origin_ck
    CHECK (origin IN ('order', 'assignment', 'import', 'registration_code', 'sales_order')) NOT VALID;
ALTER TABLE grants VALIDATE CONSTRAINT grants_origin_ck;

-- A second line behind the tenant in every statement: a transaction sees and writes the rows of its tenant alone.
ALTER TABLE sales_orders ENABLE ROW LEVEL SECURITY;
ALTER TABLE sales_orders FORCE ROW LEVEL SECURITY;
CREATE POLICY sales_orders_tenant ON sales_orders USING (tenant_no = current_tenant_no());
ALTER TABLE sales_order_courses ENABLE ROW LEVEL SECURITY;
ALTER TABLE sales_order_courses FORCE ROW LEVEL SECURITY;
CREATE POLICY sales_order_courses_tenant ON sales_order_courses USING (tenant_no = current_tenant_no());
