\set i :i + 1
\set student :client_id + 32 * (:i % 6)
SELECT b.*, bench.keep(bench.id('5', :student), :client_id, :i)
    FROM bench.cancel(bench.id('5', :student), bench.id('9', 20000000 + :first + 200 * (:i / 6) + :student)) b;
