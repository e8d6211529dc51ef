\set i :i + 1
\set student :client_id + 32 * (:i % 6)
\set hour 2 * (:first / 200 + :i / 6)
SELECT b.*, bench.keep(bench.id('5', :student), :client_id, :i)
    FROM bench.book(bench.id('5', :student), bench.id('c', 100 + :student / 2), bench.id('a', 200 + :student),
    bench.today() + make_interval(days => 120, hours => :hour), 60, NULL) b;
