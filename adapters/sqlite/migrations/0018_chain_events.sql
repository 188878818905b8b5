-- The log that the program filled in takes the old one's place.

DROP TABLE event_notes;
DROP TABLE events;
ALTER TABLE events_rebuilt RENAME TO events;
ALTER TABLE event_notes_rebuilt RENAME TO event_notes;

CREATE UNIQUE INDEX events_position_uq ON events (tenant_no, stream_kind, stream_id, position);

CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events
BEGIN
    SELECT raise(ABORT, 'the log is append-only: an event is never changed');
END;

CREATE TRIGGER events_are_never_removed BEFORE DELETE ON events
BEGIN
    SELECT raise(ABORT, 'the log is append-only: an event is never removed');
END;

CREATE TRIGGER event_notes_are_kept AFTER INSERT ON event_notes WHEN new.stream_kind = 'customer'
BEGIN
    UPDATE customers SET kept = kept | 1 WHERE tenant_no = new.tenant_no AND id = new.stream_id;
END;

-- A reason can be erased, and never be made another.
CREATE TRIGGER event_notes_are_never_changed BEFORE UPDATE ON event_notes
BEGIN
    SELECT raise(ABORT, 'a reason is erased or stays: it is never changed');
END;
