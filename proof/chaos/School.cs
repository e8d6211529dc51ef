using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Engify.Chaos;

/// <summary>
/// A school in which everybody wants the same: few TAs, few days, few seats, small bundles. Each run has one of its
/// own, also where several share a database.
/// </summary>
internal sealed class School
{
    private const string Password = "correct horse battery staple";
    private const int SlotsADay = 20;
    private const int Days = 3;

    private readonly string name = Guid.NewGuid().ToString("N")[..8];
    private readonly DateTimeOffset firstMorning = new(DateTime.UtcNow.Date.AddDays(14).AddHours(8), TimeSpan.Zero);

    private School(int students)
    {
        var tas = Ids(5);
        GroupTas = Ids(2);
        Courses =
        [
            .. Enumerable.Range(0, 8).Select(number => new Course(
                Guid.CreateVersion7(),
                [tas[number % 5], tas[(number + 1) % 5], tas[(number + 2) % 5]],
                [
                    new BundleProduct(Guid.CreateVersion7(), "FULL_SEMESTER_BUNDLE", 3),
                    new BundleProduct(Guid.CreateVersion7(), "MIDTERM_FINAL_BUNDLE", 2),
                ])),
        ];
        Tas = tas;
        Students = [.. Enumerable.Range(0, students).Select(number =>
            new Student(Guid.CreateVersion7(), $"student{number}@{name}.example"))];
        GroupSessions = [.. Enumerable.Range(0, 8).Select(number => new GroupSession(
            Guid.CreateVersion7(), Guid.CreateVersion7(), GroupTas[number % 2],
            firstMorning.AddDays(number % Days).AddHours(number / Days * 3), 90, 4))];
    }

    public IReadOnlyList<Course> Courses { get; }

    public IReadOnlyList<Guid> Tas { get; }

    public IReadOnlyList<Guid> GroupTas { get; }

    public IReadOnlyList<Student> Students { get; }

    /// <summary>The access token of the school's administrator.</summary>
    public string AdminToken { get; private set; } = "";

    public IReadOnlyList<GroupSession> GroupSessions { get; }

    /// <summary>Weekly sessions in the nights in which clocks change: the scheduler's matter, not the load's.</summary>
    public IReadOnlyList<WeeklySession> WeeklySessions { get; } =
    [
        new(Guid.CreateVersion7(), Guid.CreateVersion7(), 0, new(2, 30), new(3, 15), "America/Toronto"),
        new(Guid.CreateVersion7(), Guid.CreateVersion7(), 0, new(1, 30), new(2, 15), "America/Toronto"),
        new(Guid.CreateVersion7(), Guid.CreateVersion7(), 0, new(1, 15), new(2, 45), "Europe/London"),
        new(Guid.CreateVersion7(), Guid.CreateVersion7(), 3, new(18, 0), new(19, 30), "America/Toronto"),
    ];

    public static async Task<School> OpenAsync(
        int students, NpgsqlConnection admin, CancellationToken cancellationToken)
    {
        var school = new School(students);
        await using var transaction = await admin.BeginTransactionAsync(cancellationToken);
        await school.WriteAsync(admin, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return school;
    }

    /// <summary>Any half hour of the few, and how long from there: half an hour to an hour and a half.</summary>
    public (DateTimeOffset StartsAt, int Minutes) AnyTime(Random random)
    {
        var length = random.Next(1, 4);
        var slot = random.Next(SlotsADay - length + 1);
        var startsAt = firstMorning.AddDays(random.Next(Days)).AddMinutes(slot * Slots.Minutes);
        return (startsAt, length * Slots.Minutes);
    }

    public async Task SignInAllAsync(Client client, CancellationToken cancellationToken)
    {
        AdminToken = await client.SignInAsync(AdminEmail, Password, cancellationToken);
        await Parallel.ForEachAsync(
            Students,
            new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = cancellationToken },
            async (student, cancellation) =>
                student.Token = await client.SignInAsync(student.Email, Password, cancellation));
    }

    private string AdminEmail => $"admin@{name}.example";

    private async Task WriteAsync(NpgsqlConnection admin, CancellationToken cancellationToken)
    {
        await WriteCoursesAsync(InsertAsync);
        await WriteProductsAsync(InsertAsync);
        await WriteStudentsAsync(InsertAsync);
        await WriteGroupSessionsAsync(InsertAsync);
        await WriteWeeklySessionsAsync(InsertAsync);

        async Task InsertAsync(string sql, params object[] columns)
        {
            await using var command = new NpgsqlCommand(sql, admin);
            foreach (var column in columns)
                command.Parameters.Add(new NpgsqlParameter { Value = column });
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private async Task WriteCoursesAsync(Insert insert)
    {
        await insert(
            """
            INSERT INTO courses (id, code, name, is_active)
            SELECT id, code, code, true FROM unnest($1, $2) c (id, code)
            """,
            Courses.Select(course => course.Id).ToArray(),
            Courses.Select((_, number) => $"{name} {number}").ToArray());
        Guid[] everyTa = [.. Tas, .. GroupTas, .. WeeklySessions.Select(weekly => weekly.TaId)];
        await insert(
            """
            INSERT INTO tas (id, name, email, is_active)
            SELECT id, id::text, id || '@example.org', true FROM unnest($1) t (id)
            """,
            everyTa);
        await insert(
            "INSERT INTO course_tas (course_id, ta_id) SELECT * FROM unnest($1, $2)",
            Courses.SelectMany(course => course.TaIds.Select(_ => course.Id)).ToArray(),
            Courses.SelectMany(course => course.TaIds).ToArray());
    }

    private async Task WriteProductsAsync(Insert insert)
    {
        await insert(
            """
            INSERT INTO products (id, course_id, name, product_type, base_price, is_active)
            SELECT gen_random_uuid(), id, 'Single session', 'INDIVIDUAL_SESSION', 30, true FROM unnest($1) c (id)
            """,
            Courses.Select(course => course.Id).ToArray());
        var bundles = Courses.SelectMany(course => course.Bundles.Select(bundle => (course, bundle))).ToList();
        await insert(
            """
            INSERT INTO products (id, course_id, name, product_type, base_price, included_sessions,
                                  valid_from, valid_to, is_active)
            SELECT id, course, 'Bundle', type, 80, sessions,
                   now() - interval '90 days', now() + interval '90 days', true
            FROM unnest($1, $2, $3, $4) b (id, course, type, sessions)
            """,
            bundles.Select(sold => sold.bundle.Id).ToArray(),
            bundles.Select(sold => sold.course.Id).ToArray(),
            bundles.Select(sold => sold.bundle.Type).ToArray(),
            bundles.Select(sold => sold.bundle.Sessions).ToArray());
    }

    private async Task WriteStudentsAsync(Insert insert)
    {
        // One hash for all: hashing is slow on purpose.
        var hash = new PasswordHasher<Student>(Options.Create(new PasswordHasherOptions { IterationCount = 210_000 }))
            .HashPassword(Students[0], Password);

        await insert(
            """
            INSERT INTO students (id, email, name, created_at, updated_at)
            SELECT id, email, email, now(), now() FROM unnest($1, $2) s (id, email)
            """,
            Students.Select(student => student.Id).ToArray(), Students.Select(student => student.Email).ToArray());
        await insert(
            """
            INSERT INTO accounts (id, name, role, student_id, created_at, user_name, normalized_user_name, email,
                                  normalized_email, email_confirmed, password_hash, security_stamp, concurrency_stamp)
            SELECT gen_random_uuid(), email, 'STUDENT', id, now(), email, upper(email), email, upper(email), false, $3,
                   md5(email), md5(email)
            FROM unnest($1, $2) s (id, email)
            """,
            Students.Select(student => student.Id).ToArray(), Students.Select(student => student.Email).ToArray(),
            hash);
        await insert(
            """
            INSERT INTO accounts (id, name, role, created_at, user_name, normalized_user_name, email,
                                  normalized_email, email_confirmed, password_hash, security_stamp, concurrency_stamp)
            VALUES (gen_random_uuid(), 'Admin', 'ADMIN', now(), $1, upper($1), $1, upper($1), false, $2, md5($1),
                    md5($1))
            """,
            AdminEmail, hash);
    }

    private async Task WriteGroupSessionsAsync(Insert insert)
    {
        // These come from no schedule; nobody joins those that the scheduler adds.
        await insert(
            """
            INSERT INTO group_session_templates (id, course_id, ta_id, day_of_week, start_time, end_time, time_zone,
                                                 capacity, price_per_student, is_active)
            SELECT template, $5, ta, 1, '08:00', '09:30', 'UTC', seats, 15, true
            FROM unnest($1, $2, $3, $4) s (template, ta, starts_at, seats)
            """,
            GroupSessions.Select(session => session.TemplateId).ToArray(),
            GroupSessions.Select(session => session.TaId).ToArray(),
            GroupSessions.Select(session => session.StartsAt).ToArray(),
            GroupSessions.Select(session => session.Seats).ToArray(),
            Courses[0].Id);
        await insert(
            """
            INSERT INTO bookings (id, course_id, ta_id, status, session_type, starts_at, ends_at, price_per_student,
                                  capacity, student_count, group_session_template_id, created_at, updated_at)
            SELECT id, $7, ta, 'AVAILABLE', 'GROUP', starts_at, starts_at + make_interval(mins => minutes), 15,
                   seats, 0, template, now(), now()
            FROM unnest($1, $2, $3, $4, $5, $6) s (id, template, ta, starts_at, minutes, seats)
            """,
            GroupSessions.Select(session => session.Id).ToArray(),
            GroupSessions.Select(session => session.TemplateId).ToArray(),
            GroupSessions.Select(session => session.TaId).ToArray(),
            GroupSessions.Select(session => session.StartsAt).ToArray(),
            GroupSessions.Select(session => session.Minutes).ToArray(),
            GroupSessions.Select(session => session.Seats).ToArray(),
            Courses[0].Id);
    }

    private Task WriteWeeklySessionsAsync(Insert insert) => insert(
        """
        INSERT INTO group_session_templates (id, course_id, ta_id, day_of_week, start_time, end_time, time_zone,
                                             capacity, price_per_student, is_active)
        SELECT id, $7, ta, day, starts, ends, zone, 4, 15, true
        FROM unnest($1, $2, $3, $4, $5, $6) w (id, ta, day, starts, ends, zone)
        """,
        WeeklySessions.Select(weekly => weekly.TemplateId).ToArray(),
        WeeklySessions.Select(weekly => weekly.TaId).ToArray(),
        WeeklySessions.Select(weekly => weekly.DayOfWeek).ToArray(),
        WeeklySessions.Select(weekly => weekly.StartTime).ToArray(),
        WeeklySessions.Select(weekly => weekly.EndTime).ToArray(),
        WeeklySessions.Select(weekly => weekly.TimeZone).ToArray(),
        Courses[0].Id);

    private static List<Guid> Ids(int count) => [.. Enumerable.Range(0, count).Select(_ => Guid.CreateVersion7())];

    /// <summary>Inserts rows.</summary>
    /// <param name="sql">One statement.</param>
    /// <param name="columns">Its parameters: mostly one array for each column.</param>
    private delegate Task Insert(string sql, params object[] columns);
}
