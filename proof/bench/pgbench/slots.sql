\set course random(100, 195)
SELECT ta_id, starts_at, ends_at, blocked_until FROM bookings
    WHERE ta_id = ANY(ARRAY[bench.id('a', 2 * :course), bench.id('a', 2 * :course + 1), bench.id('a', 2 * :course + 2),
        bench.id('a', 2 * :course + 3), bench.id('a', 2 * :course + 4)]) AND status <> 'CANCELLED'
        AND starts_at > bench.today() - interval '8 days' AND starts_at < bench.today() + interval '22 days';
