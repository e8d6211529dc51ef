\set course random(0, 199)
\startpipeline
SELECT id, code, name, description, is_active FROM courses WHERE id = bench.id('c', :course) AND is_active;
SELECT * FROM products WHERE course_id = bench.id('c', :course) AND is_active ORDER BY product_type;
SELECT tas.* FROM course_tas JOIN tas ON tas.id = ta_id
    WHERE course_id = bench.id('c', :course) AND is_active ORDER BY name, ta_id;
SELECT bookings.* FROM group_session_templates t JOIN bookings ON group_session_template_id = t.id
    JOIN tas ON tas.id = bookings.ta_id AND tas.is_active
    WHERE t.course_id = bench.id('c', :course) AND t.is_active AND starts_at > now() AND status <> 'CANCELLED'
    ORDER BY starts_at, bookings.id;
SELECT t.*, tas.* FROM group_session_templates t JOIN tas ON tas.id = ta_id
    WHERE course_id = bench.id('c', :course) AND t.is_active AND tas.is_active ORDER BY day_of_week, start_time, t.id;
\endpipeline
