\set i :i + 1
\set student :client_id + 32 * (:i % 6)
\set hour :first / 200 + :i / 6
SELECT * FROM bench.book(bench.id('5', :student), bench.id('c', :student / 2), bench.id('a', :student),
    bench.today() + make_interval(days => 120, hours => :hour), 60, NULL);
