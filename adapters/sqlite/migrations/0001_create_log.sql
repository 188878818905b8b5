-- Tenants, and the log that everything else can be checked against.

CREATE TABLE tenants (
    tenant_no INTEGER NOT NULL CONSTRAINT tenants_tenant_no_pk PRIMARY KEY,
    name TEXT NOT NULL CONSTRAINT tenants_name_ck CHECK (length(name) BETWEEN 1 AND 63),
    -- Without settings while the tenant itself has not been added.
    settings TEXT CONSTRAINT tenants_settings_ck CHECK (settings IS NULL OR json_valid(settings)),
    revision INTEGER NOT NULL,
    CONSTRAINT tenants_revision_ck CHECK ((revision = 0 AND settings IS NULL) OR (revision > 0 AND settings IS NOT NULL))
) STRICT;

CREATE UNIQUE INDEX tenants_name_uq ON tenants (name);

CREATE TABLE commits (
    tenant_no INTEGER NOT NULL CONSTRAINT commits_tenant_no_fk REFERENCES tenants,
    commit_no INTEGER NOT NULL CONSTRAINT commits_commit_no_ck CHECK (commit_no > 0),
    id BLOB NOT NULL CONSTRAINT commits_id_ck CHECK (length(id) = 16),
    recorded_at INTEGER NOT NULL,
    actor TEXT NOT NULL CONSTRAINT commits_actor_ck CHECK (json_valid(actor)),
    last_sequence INTEGER NOT NULL CONSTRAINT commits_last_sequence_ck CHECK (last_sequence >= 0),
    CONSTRAINT commits_tenant_no_commit_no_pk PRIMARY KEY (tenant_no, commit_no)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX commits_id_uq ON commits (tenant_no, id);

CREATE TABLE events (
    tenant_no INTEGER NOT NULL,
    sequence INTEGER NOT NULL CONSTRAINT events_sequence_ck CHECK (sequence > 0),
    commit_no INTEGER NOT NULL,
    stream_kind TEXT NOT NULL CONSTRAINT events_stream_kind_ck
        CHECK (stream_kind IN ('customer', 'tenant', 'group', 'product', 'price', 'course', 'import')),
    stream_id BLOB NOT NULL CONSTRAINT events_stream_id_ck CHECK (length(stream_id) = 16),
    position INTEGER NOT NULL CONSTRAINT events_position_ck CHECK (position > 0),
    effective_at INTEGER NOT NULL,
    payload TEXT NOT NULL,
    CONSTRAINT events_tenant_no_sequence_pk PRIMARY KEY (tenant_no, sequence),
    CONSTRAINT events_commit_no_fk FOREIGN KEY (tenant_no, commit_no) REFERENCES commits (tenant_no, commit_no)
) STRICT, WITHOUT ROWID;

-- The history of one stream, and the last guard of its revision.
CREATE UNIQUE INDEX events_position_uq ON events (tenant_no, stream_kind, stream_id, position);

-- Reasons are personal, so they stand beside the log, where they can be erased.
CREATE TABLE event_notes (
    tenant_no INTEGER NOT NULL,
    stream_kind TEXT NOT NULL,
    stream_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    note TEXT NOT NULL CONSTRAINT event_notes_note_ck CHECK (length(note) BETWEEN 1 AND 2000),
    CONSTRAINT event_notes_position_pk PRIMARY KEY (tenant_no, stream_kind, stream_id, position),
    CONSTRAINT event_notes_position_fk FOREIGN KEY (tenant_no, stream_kind, stream_id, position)
        REFERENCES events (tenant_no, stream_kind, stream_id, position)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events
BEGIN
    SELECT raise(ABORT, 'the log is append-only: an event is never changed');
END;

CREATE TRIGGER events_are_never_removed BEFORE DELETE ON events
BEGIN
    SELECT raise(ABORT, 'the log is append-only: an event is never removed');
END;

CREATE TRIGGER commits_are_never_changed BEFORE UPDATE ON commits
BEGIN
    SELECT raise(ABORT, 'the log is append-only: a commit is never changed');
END;

CREATE TRIGGER commits_are_never_removed BEFORE DELETE ON commits
BEGIN
    SELECT raise(ABORT, 'the log is append-only: a commit is never removed');
END;
