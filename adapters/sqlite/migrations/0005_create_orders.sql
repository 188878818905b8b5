CREATE TABLE orders (
    tenant_no INTEGER NOT NULL,
    id BLOB NOT NULL CONSTRAINT orders_id_ck CHECK (length(id) = 16),
    customer_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    payment_type TEXT NOT NULL CONSTRAINT orders_payment_type_ck
        CHECK (payment_type IN ('import', 'credit_card', 'invoice', 'purchase_order')),
    placed_status TEXT NOT NULL CONSTRAINT orders_placed_status_ck
        CHECK (placed_status IN ('new', 'pending', 'processed', 'invoice', 'purchase_order', 'purchase_order_granted',
            'cancelled', 'abandoned')),
    -- The status written last.
    status TEXT NOT NULL CONSTRAINT orders_status_ck
        CHECK (status IN ('new', 'pending', 'processed', 'invoice', 'purchase_order', 'purchase_order_granted',
            'cancelled', 'abandoned')),
    effective_at INTEGER NOT NULL,
    commit_no INTEGER NOT NULL,
    CONSTRAINT orders_id_pk PRIMARY KEY (tenant_no, id),
    CONSTRAINT orders_customer_id_fk FOREIGN KEY (tenant_no, customer_id) REFERENCES customers (tenant_no, id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX orders_customer_id_position_uq ON orders (tenant_no, customer_id, position);

CREATE TABLE order_lines (
    tenant_no INTEGER NOT NULL,
    order_id BLOB NOT NULL,
    number INTEGER NOT NULL CONSTRAINT order_lines_number_ck CHECK (number > 0),
    product_id BLOB NOT NULL,
    price_id BLOB NOT NULL,
    quantity INTEGER NOT NULL CONSTRAINT order_lines_quantity_ck CHECK (quantity > 0),
    unit_cost INTEGER NOT NULL,
    currency TEXT NOT NULL CONSTRAINT order_lines_currency_ck CHECK (length(currency) = 3),
    CONSTRAINT order_lines_number_pk PRIMARY KEY (tenant_no, order_id, number),
    CONSTRAINT order_lines_order_id_fk FOREIGN KEY (tenant_no, order_id) REFERENCES orders (tenant_no, id),
    CONSTRAINT order_lines_product_id_fk FOREIGN KEY (tenant_no, product_id) REFERENCES products (tenant_no, id),
    CONSTRAINT order_lines_price_id_fk FOREIGN KEY (tenant_no, price_id) REFERENCES prices (tenant_no, id)
) STRICT, WITHOUT ROWID;

-- Every status after the one an order was placed with.
CREATE TABLE order_statuses (
    tenant_no INTEGER NOT NULL,
    order_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    status TEXT NOT NULL CONSTRAINT order_statuses_status_ck
        CHECK (status IN ('new', 'pending', 'processed', 'invoice', 'purchase_order', 'purchase_order_granted',
            'cancelled', 'abandoned')),
    effective_at INTEGER NOT NULL,
    commit_no INTEGER NOT NULL,
    CONSTRAINT order_statuses_position_pk PRIMARY KEY (tenant_no, order_id, position),
    CONSTRAINT order_statuses_order_id_fk FOREIGN KEY (tenant_no, order_id) REFERENCES orders (tenant_no, id)
) STRICT, WITHOUT ROWID;
