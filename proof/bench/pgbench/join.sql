\set i :i + 1
\set student :client_id + 32 * (:i % 6)
\set day :first / 200 + :i / 6
SELECT b.*, bench.keep(bench.id('5', :student), :client_id, :i)
    FROM bench.join(bench.id('5', :student), bench.id('9', 30000000 + 40 * :day + (7 * :student + :day) % 40)) b;
