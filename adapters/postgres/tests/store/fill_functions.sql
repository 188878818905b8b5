-- How `fill.sql` names its rows. What makes a function may end other sessions' plans, so these are made before.
CREATE FUNCTION id_of(kind INTEGER, number BIGINT) RETURNS UUID LANGUAGE sql IMMUTABLE AS
$$ SELECT (lpad(to_hex(kind), 8, '0') || lpad(to_hex(number), 24, '0'))::uuid $$;
CREATE FUNCTION line_of(seat BIGINT) RETURNS BIGINT LANGUAGE sql IMMUTABLE AS
$$ SELECT CASE WHEN seat <= :rows / 10 THEN :rows ELSE 1 + (seat - 1) / 20 END $$;
CREATE FUNCTION buyer_of(line BIGINT) RETURNS UUID LANGUAGE sql IMMUTABLE AS
$$ SELECT id_of(2, 1 + line / 5) $$;
