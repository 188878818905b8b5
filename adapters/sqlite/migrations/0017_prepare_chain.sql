-- The log with a value of the chain for each event, and reasons with the salt of what the chain holds of them.
-- The program computes the values and fills the log in; the next step puts it in the old one's place.

CREATE TABLE events_rebuilt (
    tenant_no INTEGER NOT NULL,
    sequence INTEGER NOT NULL CONSTRAINT events_sequence_ck CHECK (sequence > 0),
    commit_no INTEGER NOT NULL,
    stream_kind TEXT NOT NULL CONSTRAINT events_stream_kind_ck CHECK (length(stream_kind) BETWEEN 1 AND 40),
    stream_id BLOB NOT NULL CONSTRAINT events_stream_id_ck CHECK (length(stream_id) = 16),
    position INTEGER NOT NULL CONSTRAINT events_position_ck CHECK (position > 0),
    effective_at INTEGER NOT NULL,
    payload TEXT NOT NULL,
    -- What stays of a reason after it was erased.
    commitment BLOB CONSTRAINT events_commitment_ck CHECK (length(commitment) = 32),
    chain BLOB NOT NULL CONSTRAINT events_chain_ck CHECK (length(chain) = 32),
    CONSTRAINT events_tenant_no_sequence_pk PRIMARY KEY (tenant_no, sequence),
    CONSTRAINT events_commit_no_fk FOREIGN KEY (tenant_no, commit_no) REFERENCES commits (tenant_no, commit_no)
) STRICT, WITHOUT ROWID;

-- An erasure removes the row, and the salt with the reason.
CREATE TABLE event_notes_rebuilt (
    tenant_no INTEGER NOT NULL,
    stream_kind TEXT NOT NULL,
    stream_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    note TEXT NOT NULL CONSTRAINT event_notes_note_ck CHECK (length(note) BETWEEN 1 AND 2000),
    salt BLOB NOT NULL CONSTRAINT event_notes_salt_ck CHECK (length(salt) = 32),
    CONSTRAINT event_notes_position_pk PRIMARY KEY (tenant_no, stream_kind, stream_id, position),
    CONSTRAINT event_notes_position_fk FOREIGN KEY (tenant_no, stream_kind, stream_id, position)
        REFERENCES events (tenant_no, stream_kind, stream_id, position)
) STRICT, WITHOUT ROWID;

INSERT INTO event_notes_rebuilt (tenant_no, stream_kind, stream_id, position, note, salt)
SELECT tenant_no, stream_kind, stream_id, position, note, randomblob(32) FROM event_notes
ORDER BY tenant_no, stream_kind, stream_id, position;
