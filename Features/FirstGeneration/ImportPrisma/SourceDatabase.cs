using Npgsql;

namespace Engify.Features.FirstGeneration.ImportPrisma;

/// <summary>The first generation's database, as it is at one instant. It is only read.</summary>
internal sealed class SourceDatabase : IAsyncDisposable
{
    /// <summary>
    /// Its tables, each with the columns of the temporary table that it is copied to, and where they come from. Its
    /// times have no zone and mean UTC, whatever the zone of a session.
    /// </summary>
    private static readonly (string Name, string Columns, string From)[] Tables =
    [
        (
            "students",
            "legacy_id text, email text, name text, created_at timestamptz, updated_at timestamptz",
            $"""
            "id", "email", "name", {Utc("createdAt")}, {Utc("updatedAt")}
            """
        ),
        (
            "tas",
            "legacy_id text, name text, degree text, gpa float8, bio text",
            """
            "id", "name", "degree", "gpa", "bio"
            """
        ),
        (
            "courses",
            "legacy_id text, code text, name text, description text",
            """
            "id", "code", "name", "description"
            """
        ),
        (
            "course_tas",
            "course text, ta text",
            """
            "courseId", "taId"
            """
        ),
        (
            "products",
            """
            legacy_id text, course text, name text, product_type text, description text, price numeric,
            is_active boolean
            """,
            """
            "id", "courseId", "name", "productType"::text, "description", "basePrice", "isActive"
            """
        ),
        (
            "group_session_templates",
            """
            legacy_id text, course text, ta text, day_of_week int, start_text text, end_text text, capacity int,
            price numeric, is_active boolean
            """,
            """
            "id", "courseId", "taId", "dayOfWeek", "startTime", "endTime", "capacity", "pricePerStudent", "isActive"
            """
        ),
        (
            "bundle_purchases",
            """
            legacy_id text, student text, course text, product text, coverage_type text, total_sessions int,
            remaining_sessions int, valid_from timestamptz, valid_to timestamptz, created_at timestamptz,
            updated_at timestamptz
            """,
            $"""
            "id", "studentId", "courseId", "productId", "coverageType"::text, "totalSessions", "remainingSessions",
            {Utc("validFrom")}, {Utc("validTo")}, {Utc("createdAt")}, {Utc("updatedAt")}
            """
        ),
        (
            "bookings",
            """
            legacy_id text, course text, ta text, status text, session_type text, starts_at timestamptz,
            ends_at timestamptz, minutes int, price numeric, template text, bundle text, created_at timestamptz,
            updated_at timestamptz
            """,
            $"""
            "id", "courseId", "taId", "status"::text, "sessionType"::text, {Utc("date")},
            CASE WHEN "date" >= '1900-01-01' AND "date" < '9999-01-01'
                 THEN ("date" + make_interval(mins => "durationMinutes")) AT TIME ZONE 'UTC' END,
            "durationMinutes", "pricePerStudent", "groupSessionTemplateId", "bundlePurchaseId", {Utc("createdAt")},
            {Utc("updatedAt")}
            """
        ),
        (
            "booking_students",
            "booking text, student text",
            """
            "bookingId", "studentId"
            """
        ),
    ];

    private readonly NpgsqlConnection connection;

    private SourceDatabase(NpgsqlConnection connection) => this.connection = connection;

    /// <exception cref="UnreadableSourceException">It cannot be reached, or refuses us.</exception>
    public static Task<SourceDatabase> OpenAsync(string connectionString, CancellationToken cancellationToken) =>
        ReadAsync(async () =>
        {
            var connection = new NpgsqlConnection(
                new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
            try
            {
                await connection.OpenAsync(cancellationToken);
                await using var begin = new NpgsqlCommand(
                    "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY", connection);
                await begin.ExecuteNonQueryAsync(cancellationToken);
                return new SourceDatabase(connection);
            }
            catch
            {
                await connection.DisposeAsync();
                throw;
            }
        });

    /// <summary>Copies each table to a temporary one, <c>old_…</c>, which is gone after the transaction.</summary>
    /// <exception cref="UnreadableSourceException">It is no database of the first generation.</exception>
    public async Task CopyAsync(NpgsqlConnection target, CancellationToken cancellationToken)
    {
        foreach (var (name, columns, from) in Tables)
        {
            await using (var create = new NpgsqlCommand(
                $"CREATE TEMP TABLE old_{name} ({columns}) ON COMMIT DROP", target))
            {
                await create.ExecuteNonQueryAsync(cancellationToken);
            }

            await using var rows = await ReadAsync(() => connection.BeginRawBinaryCopyAsync(
                $"COPY (SELECT {from} FROM public.{name}) TO STDOUT (FORMAT BINARY)", cancellationToken));
            await using var copy = await target.BeginRawBinaryCopyAsync(
                $"COPY old_{name} FROM STDIN (FORMAT BINARY)", cancellationToken);
            try
            {
                var buffer = new byte[1 << 16];
                while (await ReadAsync(() => rows.ReadAsync(buffer, cancellationToken).AsTask()) is > 0 and var count)
                    await copy.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            }
            catch
            {
                await copy.CancelAsync();
                throw;
            }
        }
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private static string Utc(string column) => $"""
        "{column}" AT TIME ZONE 'UTC'
        """;

    private static async Task<T> ReadAsync<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception exception) when (exception is NpgsqlException or ArgumentException)
        {
            throw new UnreadableSourceException(exception);
        }
    }
}
