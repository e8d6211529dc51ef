namespace Engify.Chaos.Controls;

/// <summary>All controls, by name.</summary>
internal static class ControlCatalogue
{
    // A function of ours that PostgreSQL finds before its own: only for sessions that begin after it.
    private const string Shadow =
        """
        CREATE SCHEMA spoiled;
        GRANT USAGE ON SCHEMA spoiled TO PUBLIC;
        ALTER ROLE engify SET search_path = spoiled, pg_catalog, public;
        """;

    private const string NewSessions =
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'engify';";

    public static readonly IReadOnlyList<string> Short = ["lost-write", "no-exclusion"];

    public static readonly IReadOnlyList<Control> All =
    [
        new("no-exclusion", "Exclusion constraints dropped, locks without effect, and time for a race", "none",
            FindingKind.Overlap)
        {
            SpoilAsync = Sql(
                $"""
                {Shadow}
                CREATE FUNCTION spoiled.pg_advisory_xact_lock(bigint) RETURNS void LANGUAGE plpgsql AS 'BEGIN END';
                CREATE FUNCTION spoiled.pg_advisory_xact_lock_shared(bigint) RETURNS void LANGUAGE plpgsql
                    AS 'BEGIN END';
                CREATE FUNCTION spoiled.pg_try_advisory_xact_lock(bigint) RETURNS boolean LANGUAGE sql AS 'SELECT true';
                CREATE FUNCTION spoiled.wait() RETURNS trigger LANGUAGE plpgsql AS
                    'BEGIN PERFORM pg_sleep(0.1); RETURN NEW; END';
                CREATE TRIGGER spoiled_wait BEFORE INSERT ON bookings FOR EACH ROW EXECUTE FUNCTION spoiled.wait();
                ALTER TABLE bookings DROP CONSTRAINT ex_bookings_ta_overlap;
                ALTER TABLE booking_students DROP CONSTRAINT ex_booking_students_overlap;
                {NewSessions}
                """),
        },
        new("no-capacity-check", "Seats are not counted, and no constraint bounds them", "none", FindingKind.Capacity)
        {
            SpoilAsync = Sql(
                """
                CREATE FUNCTION miscount() RETURNS trigger LANGUAGE plpgsql AS
                    'BEGIN NEW.student_count := OLD.student_count; NEW.status := OLD.status; RETURN NEW; END';
                CREATE TRIGGER spoiled_count BEFORE UPDATE ON bookings FOR EACH ROW
                    WHEN (NEW.session_type = 'GROUP' AND NEW.student_count > OLD.student_count)
                    EXECUTE FUNCTION miscount();
                ALTER TABLE bookings DROP CONSTRAINT ck_bookings_student_count;
                ALTER TABLE bookings DROP CONSTRAINT ck_bookings_full;
                """),
        },
        new("free-bundles", "Bookings from a bundle take no session from it", "none", FindingKind.Balance)
        {
            SpoilAsync = Sql(
                """
                CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS
                    'BEGIN NEW.remaining_sessions := OLD.remaining_sessions; RETURN NEW; END';
                CREATE TRIGGER spoiled_balance BEFORE UPDATE ON bundle_purchases FOR EACH ROW EXECUTE FUNCTION keep();
                """),
        },
        new(
            "groundless-refusal", "One booking in ten is refused though nothing is in its way", "none",
            FindingKind.Unexplained)
        {
            SpoilAsync = Sql(
                """
                CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
                    'BEGIN RAISE exclusion_violation USING CONSTRAINT = ''ex_bookings_ta_overlap''; END';
                CREATE TRIGGER spoiled_booking BEFORE INSERT ON bookings FOR EACH ROW
                    WHEN (NEW.session_type = 'INDIVIDUAL' AND random() < 0.1) EXECUTE FUNCTION refuse();
                """),
        },
        new("power-cut", "Commits are acknowledged before they are on disk (synchronous_commit=off)", "postgres-killed",
            FindingKind.Lost)
        {
            Prepare = settings =>
            {
                settings.Postgres["synchronous_commit"] = "off";
                settings.Postgres["wal_writer_delay"] = "10s";
                settings.Postgres["wal_writer_flush_after"] = "1GB";
                settings.Postgres["wal_buffers"] = "64MB";
            },
        },
        new("forgotten-keys", "Answers to idempotency keys are deleted at once", "answers-cut", FindingKind.Doubled)
        {
            SpoilAsync = Sql(
                """
                CREATE FUNCTION forget() RETURNS trigger LANGUAGE plpgsql AS
                    'BEGIN
                        DELETE FROM idempotency_records WHERE caller = NEW.caller AND key = NEW.key; RETURN NULL;
                    END';
                CREATE TRIGGER spoiled_keys AFTER INSERT ON idempotency_records FOR EACH ROW EXECUTE FUNCTION forget();
                """),
        },
        new("stuck-key", "Some keys can never be locked", "clients-gone", FindingKind.StuckKey)
        {
            SpoilAsync = Sql(
                $"""
                {Shadow}
                CREATE FUNCTION spoiled.pg_try_advisory_xact_lock(key bigint) RETURNS boolean
                    RETURN key % 50 <> 0 AND pg_catalog.pg_try_advisory_xact_lock(key);
                CREATE FUNCTION spoiled.pg_advisory_xact_lock(key bigint) RETURNS void LANGUAGE plpgsql AS $$
                BEGIN
                    IF key % 50 = 0 THEN
                        RAISE EXCEPTION 'stuck' USING ERRCODE = '55P03';
                    END IF;
                    PERFORM pg_catalog.pg_advisory_xact_lock(key);
                END $$;
                {NewSessions}
                """),
        },
        new("internal-error", "Some writes fail for a reason of no known kind", "collisions", FindingKind.WrongAnswer)
        {
            SpoilAsync = Sql(
                """
                CREATE FUNCTION break() RETURNS trigger LANGUAGE plpgsql AS
                $$
                BEGIN
                    IF random() < 0.02 THEN
                        RAISE EXCEPTION 'broken' USING ERRCODE = 'XX000';
                    END IF;
                    RETURN NEW;
                END $$;
                CREATE TRIGGER spoiled_write BEFORE INSERT ON bookings FOR EACH ROW EXECUTE FUNCTION break();
                """),
        },
        new("late-answer", "Some requests reach the service only after the time-out", "none", FindingKind.Late)
        {
            Prepare = settings => settings.HasClientProxies = true,
            SpoilAsync = (stage, _) =>
            {
                foreach (var proxy in stage.ClientProxies)
                {
                    var pieces = 0;
                    proxy.Delay = () =>
                        Interlocked.Increment(ref pieces) % 200 == 0 ? TimeSpan.FromSeconds(40) : TimeSpan.Zero;
                }

                return Task.CompletedTask;
            },
            TamperAsync = (stage, _) =>
            {
                foreach (var proxy in stage.ClientProxies)
                    proxy.Delay = () => TimeSpan.Zero;
                return Task.CompletedTask;
            },
        },
        new("unfelt-fault", "The service's sessions are exempt from the fault", "database-read-only",
            FindingKind.NotExercised)
        {
            SpoilAsync = Sql($"ALTER ROLE engify SET default_transaction_read_only = off; {NewSessions}"),
        },
        new("missing-answer", "Answers are swallowed now and then, under a fault that cuts no connection", "none",
            FindingKind.Late)
        {
            Prepare = settings => settings.HasClientProxies = true,
            SpoilAsync = (stage, _) =>
            {
                foreach (var proxy in stage.ClientProxies)
                {
                    var answers = 0;
                    proxy.CutsAnswer = () => Interlocked.Increment(ref answers) % 100 == 0;
                }

                return Task.CompletedTask;
            },
            TamperAsync = (stage, _) =>
            {
                foreach (var proxy in stage.ClientProxies)
                    proxy.CutsAnswer = () => false;
                return Task.CompletedTask;
            },
        },
        new("broken-balance", "A bundle has one session more than it ever had", "none", FindingKind.Integrity)
        {
            TamperAsync = Sql(
                """
                ALTER TABLE bundle_purchases DROP CONSTRAINT ck_bundle_purchases_remaining_sessions;
                UPDATE bundle_purchases SET remaining_sessions = total_sessions + 1
                WHERE id = (SELECT id FROM bundle_purchases LIMIT 1);
                """),
        },
        new("no-recovery", "PostgreSQL ends and nobody starts it before all is over", "none", FindingKind.NotRecovered)
        {
            SpoilAsync = (stage, cancellationToken) => stage.Postgres.KillAsync(cancellationToken),
            TamperAsync = (stage, cancellationToken) => stage.Postgres.StartAsync(cancellationToken),
        },
        new("lost-write", "A booking that was acknowledged is deleted", "none", FindingKind.Lost)
        {
            TamperAsync = Sql(
                """
                DELETE FROM bookings WHERE id = (
                    SELECT id FROM bookings WHERE session_type = 'INDIVIDUAL' AND bundle_purchase_id IS NULL LIMIT 1)
                """),
        },
        new("lost-keyless-write", "A booking without a key, which reading showed to be made, is deleted", "answers-cut",
            FindingKind.Lost)
        {
            TamperAsync = (stage, cancellationToken) =>
            {
                var read = stage.History.First(command => command is
                {
                    Kind: CommandKind.Book, Key: null, BundleId: null, IsOk: true, First.Outcome: Outcome.Unknown,
                });
                return stage.Database.ExecuteAsync(
                    $"DELETE FROM bookings WHERE id = '{AnsweredBooking.Of(read).Id}'", cancellationToken);
            },
        },
        new("unasked-write", "A booking is there that nobody was told of", "none", FindingKind.Phantom)
        {
            TamperAsync = Sql(
                """
                INSERT INTO bookings (id, course_id, ta_id, status, session_type, starts_at, ends_at, price_per_student,
                                      capacity, student_count, created_at, updated_at)
                SELECT gen_random_uuid(), course_id, ta_id, status, session_type, starts_at + interval '30 days',
                       ends_at + interval '30 days', 30, 1, 0, now(), now()
                FROM bookings WHERE session_type = 'INDIVIDUAL' AND status = 'CANCELLED' LIMIT 1
                """),
        },
        new("moved-booking", "A booking is moved by a month", "clock-moved", FindingKind.Changed)
        {
            TamperAsync = Sql(
                """
                UPDATE bookings SET starts_at = starts_at + interval '30 days', ends_at = ends_at + interval '30 days'
                WHERE id = (SELECT id FROM bookings WHERE session_type = 'INDIVIDUAL' AND status = 'BOOKED' LIMIT 1)
                """),
        },
        new("moved-session", "A weekly group session is an hour late", "clock-moved", FindingKind.LocalTime)
        {
            TamperAsync = (stage, cancellationToken) => stage.Database.ExecuteAsync(
                $"""
                UPDATE bookings SET starts_at = starts_at + interval '1 hour', ends_at = ends_at + interval '1 hour'
                WHERE id = (
                    SELECT id FROM bookings
                    WHERE group_session_template_id = '{stage.School.WeeklySessions[0].TemplateId}' LIMIT 1)
                """,
                cancellationToken),
        },
        new("undone-deactivation", "A TA who is made inactive stays active", "administration", FindingKind.Untold)
        {
            SpoilAsync = Sql(
                """
                CREATE FUNCTION undo() RETURNS trigger LANGUAGE plpgsql AS
                    'BEGIN NEW.is_active := true; RETURN NEW; END';
                CREATE TRIGGER spoiled_tas BEFORE UPDATE ON tas FOR EACH ROW EXECUTE FUNCTION undo();
                """),
        },
        new("moved-joined-session", "A session that students have joined moves with its template", "administration",
            FindingKind.Changed)
        {
            SpoilAsync = Sql(
                """
                CREATE FUNCTION move() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    UPDATE bookings SET starts_at = starts_at + interval '1 hour', ends_at = ends_at + interval '1 hour'
                    WHERE group_session_template_id = NEW.id AND student_count > 0;
                    RETURN NULL;
                END $$;
                CREATE TRIGGER spoiled_templates AFTER UPDATE ON group_session_templates
                    FOR EACH ROW WHEN (NOT NEW.is_active) EXECUTE FUNCTION move();
                """),
        },
    ];

    private static Func<Stage, CancellationToken, Task> Sql(string sql) =>
        (stage, cancellationToken) => stage.Database.ExecuteAsync(sql, cancellationToken);
}
