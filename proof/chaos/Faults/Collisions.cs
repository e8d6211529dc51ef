using Npgsql;

namespace Engify.Chaos.Faults;

/// <summary>
/// A rival session takes rows in the opposite order, so that the service's transactions are in deadlocks and lose;
/// triggers fail others with serialization failures, some only at COMMIT.
/// </summary>
internal sealed class Collisions() : Fault(
    "collisions", "Deadlocks and serialization failures: bounded retries, no double effect.")
{
    private const string Fail =
        """
        CREATE SCHEMA chaos;
        GRANT USAGE ON SCHEMA chaos TO PUBLIC;
        CREATE FUNCTION chaos.fail() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF random() < 0.05 THEN
                RAISE EXCEPTION 'provoked' USING ERRCODE = CASE WHEN random() < 0.5 THEN '40001' ELSE '40P01' END;
            END IF;
            RETURN NULL;
        END $$;
        CREATE TRIGGER chaos_fail AFTER INSERT OR UPDATE OR DELETE ON booking_students
            FOR EACH ROW EXECUTE FUNCTION chaos.fail();
        CREATE CONSTRAINT TRIGGER chaos_fail_at_commit AFTER INSERT OR UPDATE ON bookings
            DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION chaos.fail();
        """;

    // Not by dropping the triggers, which would wait for all who write.
    private const string Mend =
        """
        CREATE OR REPLACE FUNCTION chaos.fail() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
        """;

    private const int Rivals = 3;
    private const int Rounds = 10;

    // Whoever waits first looks for deadlocks first: the service, since the rival takes its time.
    public override void Prepare(StageSettings settings, string folder) =>
        settings.Postgres["deadlock_timeout"] = "50ms";

    public override Task BeginAsync(Stage stage, CancellationToken cancellationToken) =>
        stage.Database.ExecuteAsync(Fail, cancellationToken);

    public override async Task<int> InjectAsync(Stage stage, Random random, CancellationToken cancellationToken)
    {
        var before = await CountDeadlocksAsync(stage, cancellationToken);
        var seeds = Enumerable.Range(0, Rivals).Select(_ => new Random(random.Next())).ToList();
        await Task.WhenAll(seeds.Select(seed => CompeteAsync(stage, seed, cancellationToken)));
        return (int)(await CountDeadlocksAsync(stage, cancellationToken) - before);
    }

    public override Task EndAsync(Stage stage, CancellationToken cancellationToken) =>
        stage.Database.ExecuteAsync(Mend, cancellationToken);

    private static async Task CompeteAsync(Stage stage, Random random, CancellationToken cancellationToken)
    {
        await using var rival = await stage.Database.ConnectAsync(cancellationToken);
        var students = stage.School.Students.Select(student => student.Id).ToArray();
        var sessions = stage.School.GroupSessions.Select(session => session.Id).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            random.Shuffle(students);
            random.Shuffle(sessions);
            await using var transaction = await rival.BeginTransactionAsync(cancellationToken);
            try
            {
                // The service has a student's row when it comes to the session's.
                await ExecuteAsync("SET LOCAL deadlock_timeout = '3s'");
                await ExecuteAsync("SELECT FROM bookings WHERE id = ANY($1) FOR NO KEY UPDATE", sessions);
                await Task.Delay(Between(random, 0.01, 0.05), cancellationToken);
                await ExecuteAsync(
                    "SELECT FROM students WHERE id = ANY($1) FOR UPDATE", students[..(students.Length / 2)]);
            }
            catch (PostgresException lost) when (lost.SqlState == PostgresErrorCodes.DeadlockDetected)
            {
                // The other one goes on.
            }

            await transaction.RollbackAsync(cancellationToken);
        }

        async Task ExecuteAsync(string sql, params object[] values)
        {
            await using var command = new NpgsqlCommand(sql, rival);
            foreach (var value in values)
                command.Parameters.Add(new NpgsqlParameter { Value = value });
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static async Task<long> CountDeadlocksAsync(Stage stage, CancellationToken cancellationToken)
    {
        await using var admin = await stage.Database.ConnectAsync(cancellationToken);
        await using var command = new NpgsqlCommand(
            "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()", admin);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
