-- Room for a value of the chain with each event, and for the salt of what the chain holds of a reason.
ALTER TABLE log_ends ADD COLUMN chain BYTEA CONSTRAINT log_ends_chain_ck CHECK (length(chain) = 32);
ALTER TABLE events
    -- What stays of a reason after it was erased.
    ADD COLUMN commitment BYTEA CONSTRAINT events_commitment_ck CHECK (length(commitment) = 32),
    ADD COLUMN chain BYTEA CONSTRAINT events_chain_ck CHECK (length(chain) = 32);
-- An erasure removes the row, and the salt with the reason.
ALTER TABLE event_notes ADD COLUMN salt BYTEA CONSTRAINT event_notes_salt_ck CHECK (length(salt) = 32);
