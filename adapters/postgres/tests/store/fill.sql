-- Rows of one large tenant: :rows customers, and as many grants, seats and mails. Ids say what they are by their first part
-- and are counted in their last.
SET rollbook.tenant_no = 1;
SET synchronous_commit = off;

-- Not of the session: its own schema would be a new one, for which all sessions give their plans up.
CREATE FUNCTION id_of(kind INTEGER, number BIGINT) RETURNS UUID LANGUAGE sql IMMUTABLE AS
$$ SELECT (lpad(to_hex(kind), 8, '0') || lpad(to_hex(number), 24, '0'))::uuid $$;

INSERT INTO commits SELECT 1, 1000000 + i, id_of(1, i), 1700000000000000 + i, c.actor, 1000 + i * 20
FROM generate_series(1, :rows / 10) i, (SELECT actor FROM commits ORDER BY commit_no LIMIT 1) c;

INSERT INTO groups SELECT 1, id_of(3, i), 1, 'G' || i, 'g' || i, 'Group ' || i, false FROM generate_series(1, 10) i;
INSERT INTO products SELECT 1, id_of(4, i), 1, 'P' || i, 'p' || i, 'Product ' || i FROM generate_series(1, 20) i;
INSERT INTO product_courses SELECT 1, id_of(4, i), 1, c.id FROM generate_series(1, 20) i, courses c;
INSERT INTO prices (tenant_no, id, revision, code, code_key, product_id, title, unit_price, currency, duration, anchor,
    makes_registration_codes, adds_to_groups, reserved_to_groups, seats)
SELECT 1, id_of(5, i), 1, 'P' || i, 'p' || i, id_of(4, i), 'Price ' || i, 0, 'USD', p.duration, p.anchor, true, '[]',
    '[]', p.seats
FROM generate_series(1, 20) i, (SELECT * FROM prices ORDER BY id LIMIT 1) p;

INSERT INTO customers
SELECT 1, id_of(2, i), 2, 1700000000000000 + i, 'import', CASE WHEN i % 20 = 0 THEN 'inactive' ELSE 'active' END, false,
    NULL, NULL, NULL, NULL
FROM generate_series(1, :rows) i;
INSERT INTO customer_profiles (tenant_no, customer_id, first_name, last_name, email, email_key, code, code_key, name_key)
SELECT 1, id_of(2, i), 'Ada', 'Lovelace ' || i, 'Learner.' || i || '@example.org', 'learner.' || i || '@example.org',
    'L' || i, 'l' || i, 'ada lovelace ' || i
FROM generate_series(1, :rows) i;
INSERT INTO customer_passwords SELECT 1, id_of(2, i), '$argon2id$v=19$m=19456,t=2,p=1$' || md5(i::text) || '$' || md5(i::text)
FROM generate_series(1, :rows, 2) i;
INSERT INTO former_emails SELECT 1, id_of(2, i), 12, 'Old.' || i || '@example.org', 'old.' || i || '@example.org',
    1700000000000000, 1000001
FROM generate_series(1, :rows) i;
INSERT INTO customer_statuses SELECT 1, id_of(2, i), 2, 'inactive', NULL, 1700000000000000, 1000001
FROM generate_series(2, :rows, 2) i;
INSERT INTO memberships SELECT 1, id_of(2, i), id_of(3, 1 + i % 10), 2, 'import', 1700000000000000, 1000001
FROM generate_series(1, :rows) i;
INSERT INTO organizations SELECT 1, id_of(13, i), 1, 'O' || i, 'o' || i, 'Organization ' || i FROM generate_series(1, 10) i;
INSERT INTO organization_parents SELECT 1, id_of(13, i), id_of(13, 1) FROM generate_series(2, 10) i;
INSERT INTO customer_ties SELECT 1, id_of(2, i), 11, 'member', id_of(13, 1 + i % 10), NULL, 1700000000000000, 1000001
FROM generate_series(1, :rows) i;
INSERT INTO customer_ties SELECT 1, id_of(2, i), 12, 'manager', NULL, id_of(2, 1 + i / 10), 1700000000000000, 1000001
FROM generate_series(2, :rows) i;
INSERT INTO customer_ties SELECT 1, id_of(2, i), 13, 'administrator', id_of(13, 1 + i % 10), NULL, 1700000000000000,
    1000001
FROM generate_series(1, 100) i;

INSERT INTO events SELECT 1, 1000 + i, 1000001 + i % (:rows / 10), 'customer', id_of(2, 1 + i % :rows), 1 + i / :rows,
    1700000000000000 + i, e.payload, NULL, sha256('')
FROM generate_series(1, :rows * 2 - 1) i,
    (SELECT payload FROM events WHERE stream_kind = 'customer' ORDER BY sequence OFFSET 1 LIMIT 1) e;
INSERT INTO event_notes SELECT 1, 'customer', id_of(2, i), 1, 'As was agreed', sha256('') FROM generate_series(2, :rows, 2) i;

INSERT INTO orders SELECT 1, id_of(6, i), id_of(2, i), 3, 'import', 'processed',
    CASE WHEN i % 20 = 0 THEN 'cancelled' ELSE 'processed' END, 1700000000000000 + i, 1000001
FROM generate_series(1, :rows) i;
INSERT INTO order_lines SELECT 1, id_of(6, i), 1, id_of(4, 1 + i % 20), id_of(5, 1 + i % 20),
    1, 0, 'USD'
FROM generate_series(1, :rows) i;
INSERT INTO order_statuses SELECT 1, id_of(6, i), 5, 'cancelled', 1700000000000000 + i, 1000001
FROM generate_series(2, :rows, 2) i;

-- Every twentieth order is of 20 seats, of which a buyer has five, and the last one is of a tenth of all seats.
CREATE FUNCTION line_of(seat BIGINT) RETURNS BIGINT LANGUAGE sql IMMUTABLE AS
$$ SELECT CASE WHEN seat <= :rows / 10 THEN :rows ELSE 1 + (seat - 1) / 20 END $$;
CREATE FUNCTION buyer_of(line BIGINT) RETURNS UUID LANGUAGE sql IMMUTABLE AS
$$ SELECT id_of(2, 1 + line / 5) $$;

INSERT INTO seat_pools
SELECT 1, id_of(6, i), 1, buyer_of(i), 100 + i, id_of(4, 1 + i % 20), id_of(5, 1 + i % 20),
    CASE WHEN i = :rows THEN :rows / 10 ELSE 20 END, p.terms, 0, 1700000000000000 + i, 1000001
FROM (SELECT generate_series(:rows / 200 + 1, :rows / 20) UNION ALL SELECT :rows) l (i), (SELECT terms FROM seat_pools LIMIT 1) p;
-- Of each line a quarter is free, invited, held and void.
INSERT INTO seats
SELECT 1, id_of(8, i), 3, id_of(6, line), 1, CASE WHEN line = :rows THEN i ELSE 1 + (i - 1) % 20 END,
    buyer_of(line), CASE i % 4 WHEN 0 THEN 'void' WHEN 1 THEN 'claimed' ELSE 'open' END,
    CASE WHEN i % 4 = 2 THEN 1900000000000000 END, CASE WHEN i % 4 <> 0 THEN 1 END,
    CASE WHEN i % 4 <> 0 THEN sha256(i::text::bytea) END, CASE WHEN i % 4 <> 0 THEN sha256(('code' || i)::bytea) END,
    1700000000000000 + i, 1000001
FROM (SELECT i, line_of(i) AS line FROM generate_series(1, :rows) i) s;
INSERT INTO grants (tenant_no, customer_id, position, id, product_id, origin, order_id, order_line, starts_at, ends_at,
    effective_at, commit_no)
SELECT 1, id_of(2, i), 4, id_of(7, i), id_of(4, 1 + i % 20), 'order', id_of(6, i), 1, 1700000000000000,
    1900000000000000 + i, 1700000000000000, 1000001
FROM generate_series(1, :rows) i;
INSERT INTO grants (tenant_no, customer_id, position, id, product_id, origin, order_id, order_line, seat_id, starts_at, ends_at,
    effective_at, commit_no)
SELECT 1, id_of(2, i), 6, id_of(9, i), id_of(4, 1 + line_of(i) % 20), 'registration_code',
    id_of(6, line_of(i)), 1, id_of(8, i), 1700000000000000, NULL, 1700000000000000, 1000001
FROM generate_series(1, :rows, 4) i;
INSERT INTO grant_standings SELECT 1, id_of(2, i), 9, 4, 'revoked', 1700000000000000, 1000001
FROM generate_series(2, :rows, 2) i;
INSERT INTO window_edits SELECT 1, id_of(2, i), 8, 4, 1, 2, 1, 3, 1700000000000000, 1000001
FROM generate_series(2, :rows, 2) i;
INSERT INTO enrollment_facts SELECT 1, id_of(2, i), c.id, 7, 'unenrolled', NULL, 1700000000000000, 1000001
FROM generate_series(2, :rows, 2) i, courses c;
INSERT INTO sales_orders SELECT 1, id_of(15, i), 1, 'SO-' || i, 'so-' || i, 'external-' || i, 'Client ' || i, 1700000000000000,
    1900000000000000 + i, NULL
FROM generate_series(1, :rows / 20) i;
INSERT INTO sales_order_courses SELECT 1, id_of(15, i), 1, c.id FROM generate_series(1, :rows / 20) i, courses c;
INSERT INTO enrollment_facts (tenant_no, customer_id, course_id, position, change, sales_order_id, effective_at, commit_no)
SELECT 1, id_of(2, i), c.id, 10, 'sales_order_linked', id_of(15, 1 + i / 20 % (:rows / 20)), 1700000000000000, 1000001
FROM generate_series(1, :rows, 2) i, courses c;

-- And one of a tenth of all customers.
INSERT INTO sales_orders SELECT 1, id_of(15, :rows), 1, 'SO-' || :rows, 'so-' || :rows, NULL, 'A large client', 1700000000000000,
    1900000000000000, NULL;
INSERT INTO sales_order_courses SELECT 1, id_of(15, :rows), 1, c.id FROM courses c;
INSERT INTO enrollment_facts (tenant_no, customer_id, course_id, position, change, sales_order_id, effective_at, commit_no)
SELECT 1, id_of(2, i), c.id, 11, 'sales_order_linked', id_of(15, :rows), 1700000000000000, 1000001
FROM generate_series(1, :rows / 10) i, courses c;

INSERT INTO transcripts SELECT 1, id_of(2, i), 4 FROM generate_series(1, :rows) i;
INSERT INTO item_records (tenant_no, customer_id, position, item_id, course_id, version, status, score, maximum_score, completed_at,
    submitted_at, recorded_by, effective_at, commit_no)
SELECT 1, id_of(2, i), 1, t.id, t.course_id, 1, 'completed', '70', '100', 1700000000000000, 1700000000000000, 'learner',
    1700000000000000, 1000001
FROM generate_series(1, :rows) i, items t;
INSERT INTO course_marks SELECT 1, id_of(2, i), 3, c.id, 1, 'completed', 1700000000000000, 1700000000000000, 1000001
FROM generate_series(1, :rows, 2) i, courses c;
INSERT INTO submissions (tenant_no, customer_id, position, id, item_id, course_id, version, submitted_at, is_synthetic,
    effective_at, commit_no)
SELECT 1, id_of(2, i), 4, id_of(16, i), t.id, t.course_id, 1, 1700000000000000, false, 1700000000000000, 1000001
FROM generate_series(1, :rows) i, items t;
INSERT INTO submission_answers SELECT 1, id_of(2, i), 4, id_of(16, i), t.id, '{}' FROM generate_series(1, :rows) i, items t;
INSERT INTO cmi_attempts SELECT 1, id_of(2, i), t.id, 1, 1, t.course_id, '2004' FROM generate_series(1, :rows) i, items t;
INSERT INTO cmi_sessions SELECT 1, id_of(2, i), t.id, 1, 1, 1700000000000000 + 2 * i + n, 100, 'suspend', true, false
FROM generate_series(1, :rows) i, generate_series(1, 2) n, items t;
INSERT INTO cmi_elements SELECT 1, id_of(2, i), t.id, 1, 1, 'cmi.location', 'p2' FROM generate_series(1, :rows) i, items t;

-- Further items, with the questions of several editions each.
INSERT INTO items (tenant_no, id, course_id, position, code, code_key, since_version, title, kind, is_required)
SELECT 1, id_of(17, i), c.id, 100 + i, 'Q' || i, 'q' || i, 1, 'Quiz ' || i, 'quiz', false
FROM generate_series(1, 100) i, courses c;
INSERT INTO quiz_editions SELECT 1, id_of(17, i), n, 1, 1700000000000000 + n, json_build_object('pass_mark', 50, 'questions',
    json_build_array(json_build_object('id', 'prime', 'text', i || ' is a prime.', 'kind', 'true_false', 'correct',
    json_build_array('false'))))
FROM generate_series(1, 100) i, generate_series(1, 20) n;

INSERT INTO invitations
SELECT 1, id_of(8, i), 2, id_of(10, i), 'mail', 'Guest.' || i || '@example.org', 'guest.' || i || '@example.org',
    'Please join', 1900000000000000, NULL, NULL, NULL, NULL, 1700000000000000, 1000001
FROM generate_series(2, :rows, 4) i;
INSERT INTO invitation_links SELECT 1, id_of(8, i), 2, id_of(10, i), sha256(('link' || i)::bytea), NULL, 1700000000000000,
    1000001
FROM generate_series(2, :rows, 4) i;
INSERT INTO seat_claims SELECT 1, id_of(8, i), 2, id_of(2, i), id_of(9, i), 'upload', NULL, NULL, NULL,
    1700000000000000, 1000001, NULL, NULL, NULL
FROM generate_series(1, :rows, 4) i;
INSERT INTO seat_voidings SELECT 1, id_of(8, i), 2, 'part_cancelled', 1700000000000000, 1000001, NULL, NULL, NULL
FROM generate_series(4, :rows, 4) i;
INSERT INTO seat_hand_overs SELECT 1, id_of(8, i), 3, id_of(2, 1), buyer_of(line_of(i)), 1700000000000000, 1000001
FROM generate_series(2, :rows, 4) i;

INSERT INTO account_links SELECT 1, id_of(2, i), 9, 'set_password', sha256(('account' || i)::bytea), 1900000000000000, false,
    1700000000000000, 1000001
FROM generate_series(1, :rows, 5) i;
INSERT INTO imports SELECT 1, id_of(11, i), 1, 'roster', repeat('0', 64), c.counts, 1700000000000000
FROM generate_series(1, 100) i, (SELECT '{"rows":7,"created":7,"existing":0,"edited":0,"orders":7,"grants":7,"group_memberships":0,"unenrolled":0,"skipped":0,"refused":0}'::json AS counts) c;
INSERT INTO mails (tenant_no, id, kind, address, address_key, domain, customer_id, facts, secret_usage, secret_key,
    secret_ciphertext, dedupe, queued_at, is_held, state, attempts, due_at, epoch, leased_until, ended_at, text_version)
SELECT 1, id_of(12, i), m.kind, 'Learner.' || i || '@example.org', 'learner.' || i || '@example.org',
    'domain' || i % 40 || '.example', id_of(2, i), m.facts, NULL, NULL, NULL, 'seat_invitation:' || i, 1700000000000000, i % 20 = 0,
    state, 1, 1700000000000000 + i, 1, CASE WHEN state = 'leased' THEN 1700000000000000 END,
    CASE WHEN state IN ('sent', 'dead', 'held_back') THEN 1700000000000000 END, CASE WHEN state = 'sent' THEN 0 END
FROM (SELECT i, CASE WHEN i % 10 = 0 THEN 'queued' WHEN i % 100 = 1 AND i < 20000 THEN 'leased' WHEN i % 100 = 2 THEN 'dead'
    WHEN i % 100 = 3 THEN 'held_back' ELSE 'sent' END AS state FROM generate_series(1, :rows) i) i, (SELECT kind, facts FROM mails ORDER BY id LIMIT 1) m;

INSERT INTO impersonations (tenant_no, id, customer_id, position, ends_at, effective_at, commit_no)
SELECT 1, id_of(13, i), id_of(2, i), 1, 1700000000000000, 1700000000000000, 1000001 FROM generate_series(1, :rows) i;
INSERT INTO logins SELECT 1, id_of(2, 1 + i / 10), 1700000000000000 + i, id_of(14, i), '203.0.113.9', 'succeeded', 'password'
FROM generate_series(1, :rows) i;
