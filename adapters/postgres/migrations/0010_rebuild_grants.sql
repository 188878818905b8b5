-- A grant may come from the claim of a seat; its order is then the one the seat was bought with, somebody else's mostly.
ALTER TABLE grants ADD COLUMN seat_id UUID;
ALTER TABLE grants DROP CONSTRAINT grants_origin_ck;
ALTER TABLE grants ADD CONSTRAINT grants_origin_ck
    CHECK (origin IN ('order', 'assignment', 'import', 'registration_code')) NOT VALID;
ALTER TABLE grants ADD CONSTRAINT grants_seat_id_fk
    FOREIGN KEY (tenant_no, seat_id) REFERENCES seats (tenant_no, id) NOT VALID;
ALTER TABLE grants ADD CONSTRAINT grants_seat_id_ck
    CHECK (seat_id IS NULL OR origin = 'registration_code') NOT VALID;
ALTER TABLE grants VALIDATE CONSTRAINT grants_origin_ck;
ALTER TABLE grants VALIDATE CONSTRAINT grants_seat_id_fk;
ALTER TABLE grants VALIDATE CONSTRAINT grants_seat_id_ck;
