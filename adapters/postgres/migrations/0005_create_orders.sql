CREATE TABLE orders (
    tenant_no BIGINT NOT NULL,
    id UUID NOT NULL,
    customer_id UUID NOT NULL,
    position BIGINT NOT NULL,
    payment_type TEXT COLLATE "C" NOT NULL CONSTRAINT orders_payment_type_ck
        CHECK (payment_type IN ('import', 'credit_card', 'invoice', 'purchase_order')),
    placed_status TEXT COLLATE "C" NOT NULL CONSTRAINT orders_placed_status_ck
        CHECK (placed_status IN ('new', 'pending', 'processed', 'invoice', 'purchase_order', 'purchase_order_granted',
            'cancelled', 'abandoned')),
    -- The status written last.
    status TEXT COLLATE "C" NOT NULL CONSTRAINT orders_status_ck
        CHECK (status IN ('new', 'pending', 'processed', 'invoice', 'purchase_order', 'purchase_order_granted',
            'cancelled', 'abandoned')),
    effective_at BIGINT NOT NULL,
    commit_no BIGINT NOT NULL,
    CONSTRAINT orders_id_pk PRIMARY KEY (tenant_no, id),
    CONSTRAINT orders_customer_id_fk FOREIGN KEY (tenant_no, customer_id) REFERENCES customers (tenant_no, id)
);

CREATE UNIQUE INDEX orders_customer_id_position_uq ON orders (tenant_no, customer_id, position);

CREATE TABLE order_lines (
    tenant_no BIGINT NOT NULL,
    order_id UUID NOT NULL,
    number BIGINT NOT NULL CONSTRAINT order_lines_number_ck CHECK (number > 0),
    product_id UUID NOT NULL,
    price_id UUID NOT NULL,
    quantity BIGINT NOT NULL CONSTRAINT order_lines_quantity_ck CHECK (quantity > 0),
    unit_cost BIGINT NOT NULL,
    currency TEXT COLLATE "C" NOT NULL CONSTRAINT order_lines_currency_ck CHECK (length(currency) = 3),
    CONSTRAINT order_lines_number_pk PRIMARY KEY (tenant_no, order_id, number),
    CONSTRAINT order_lines_order_id_fk FOREIGN KEY (tenant_no, order_id) REFERENCES orders (tenant_no, id),
    CONSTRAINT order_lines_product_id_fk FOREIGN KEY (tenant_no, product_id) REFERENCES products (tenant_no, id),
    CONSTRAINT order_lines_price_id_fk FOREIGN KEY (tenant_no, price_id) REFERENCES prices (tenant_no, id)
);

-- Every status after the one an order was placed with.
CREATE TABLE order_statuses (
    tenant_no BIGINT NOT NULL,
    order_id UUID NOT NULL,
    position BIGINT NOT NULL,
    status TEXT COLLATE "C" NOT NULL CONSTRAINT order_statuses_status_ck
        CHECK (status IN ('new', 'pending', 'processed', 'invoice', 'purchase_order', 'purchase_order_granted',
            'cancelled', 'abandoned')),
    effective_at BIGINT NOT NULL,
    commit_no BIGINT NOT NULL,
    CONSTRAINT order_statuses_position_pk PRIMARY KEY (tenant_no, order_id, position),
    CONSTRAINT order_statuses_order_id_fk FOREIGN KEY (tenant_no, order_id) REFERENCES orders (tenant_no, id)
);

-- A second line behind the tenant in every statement: a transaction sees and writes the rows of its tenant alone.
ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
ALTER TABLE orders FORCE ROW LEVEL SECURITY;
CREATE POLICY orders_tenant ON orders USING (tenant_no = current_tenant_no());
ALTER TABLE order_lines ENABLE ROW LEVEL SECURITY;
ALTER TABLE order_lines FORCE ROW LEVEL SECURITY;
CREATE POLICY order_lines_tenant ON order_lines USING (tenant_no = current_tenant_no());
ALTER TABLE order_statuses ENABLE ROW LEVEL SECURITY;
ALTER TABLE order_statuses FORCE ROW LEVEL SECURITY;
CREATE POLICY order_statuses_tenant ON order_statuses USING (tenant_no = current_tenant_no());
