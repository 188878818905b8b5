-- Customers who are gone: an erased one stays erased, of a deleted one the id stays alone.

ALTER TABLE customers ADD COLUMN deleted_at INTEGER
    CONSTRAINT customers_deleted_at_ck CHECK (deleted_at IS NULL OR erased_at IS NOT NULL);

-- Whose seats they were before, for an erasure.
CREATE INDEX seat_hand_overs_from_id_ix ON seat_hand_overs (tenant_no, from_id, seat_id);
CREATE INDEX seat_hand_overs_to_id_ix ON seat_hand_overs (tenant_no, to_id, seat_id);

CREATE TRIGGER customers_stay_erased BEFORE UPDATE OF erased_at ON customers
WHEN old.erased_at IS NOT NULL AND new.erased_at IS NOT old.erased_at
BEGIN
    SELECT raise(ABORT, 'an erased customer stays erased');
END;

CREATE TRIGGER customers_stay_deleted BEFORE UPDATE ON customers WHEN old.deleted_at IS NOT NULL
BEGIN
    SELECT raise(ABORT, 'nothing more is written of a customer who was deleted');
END;

CREATE TRIGGER customers_are_never_removed BEFORE DELETE ON customers
BEGIN
    SELECT raise(ABORT, 'the id of a customer is never removed');
END;

CREATE TRIGGER customers_leave_no_seats BEFORE UPDATE OF erased_at ON customers
WHEN new.erased_at IS NOT NULL AND old.erased_at IS NULL AND EXISTS (
    SELECT 1 FROM seats WHERE tenant_no = new.tenant_no AND buyer_id = new.id AND standing = 'open'
)
BEGIN
    SELECT raise(ABORT, 'an erased customer answers for no seat that nobody holds');
END;

CREATE TRIGGER customer_profiles_are_of_the_living BEFORE INSERT ON customer_profiles
WHEN EXISTS (
    SELECT 1 FROM customers WHERE tenant_no = new.tenant_no AND id = new.customer_id AND erased_at IS NOT NULL
)
BEGIN
    SELECT raise(ABORT, 'an erased customer has no profile again');
END;

CREATE TRIGGER seats_are_not_left_to_the_erased BEFORE UPDATE OF standing, buyer_id ON seats
WHEN new.standing = 'open' AND EXISTS (
    SELECT 1 FROM customers WHERE tenant_no = new.tenant_no AND id = new.buyer_id AND erased_at IS NOT NULL
)
BEGIN
    SELECT raise(ABORT, 'an erased customer answers for no seat that nobody holds');
END;

CREATE TRIGGER transcripts_begin_with_somebody BEFORE INSERT ON transcripts
WHEN EXISTS (
    SELECT 1 FROM customers WHERE tenant_no = new.tenant_no AND id = new.id AND erased_at IS NOT NULL
)
BEGIN
    SELECT raise(ABORT, 'nothing more is on record of an erased customer');
END;

CREATE TRIGGER transcripts_end_with_the_person BEFORE UPDATE OF revision ON transcripts
WHEN EXISTS (
    SELECT 1 FROM customers WHERE tenant_no = new.tenant_no AND id = new.id AND erased_at IS NOT NULL
)
BEGIN
    SELECT raise(ABORT, 'nothing more is on record of an erased customer');
END;
