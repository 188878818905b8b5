-- A grant may come from the claim of a seat; its order is then the one the seat was bought with, somebody else's mostly.

CREATE TABLE grants_rebuilt (
    tenant_no INTEGER NOT NULL,
    customer_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    id BLOB NOT NULL CONSTRAINT grants_id_ck CHECK (length(id) = 16),
    product_id BLOB NOT NULL,
    origin TEXT NOT NULL CONSTRAINT grants_origin_ck
        CHECK (origin IN ('order', 'assignment', 'import', 'registration_code')),
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

INSERT INTO grants_rebuilt (tenant_no, customer_id, position, id, product_id, origin, order_id, order_line, starts_at,
    ends_at, from_first_launch, effective_at, commit_no)
SELECT tenant_no, customer_id, position, id, product_id, origin, order_id, order_line, starts_at,
    ends_at, from_first_launch, effective_at, commit_no FROM grants
ORDER BY tenant_no, customer_id, position;

DROP TABLE grants;
ALTER TABLE grants_rebuilt RENAME TO grants;

CREATE INDEX grants_product_id_ix ON grants (tenant_no, product_id, customer_id);
