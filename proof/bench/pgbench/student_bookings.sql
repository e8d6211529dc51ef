\set student random(0, 199)
SELECT bookings.*, courses.*, tas.*
    FROM booking_students s JOIN bookings ON bookings.id = s.booking_id
    JOIN courses ON courses.id = bookings.course_id JOIN tas ON tas.id = bookings.ta_id
    WHERE s.student_id = bench.id('5', :student) ORDER BY s.starts_at DESC, s.booking_id DESC LIMIT 21;
