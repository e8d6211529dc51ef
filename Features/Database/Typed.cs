using Npgsql;
using NpgsqlTypes;

namespace Engify.Features.Database;

/// <summary>
/// Parameters of SQL statements that keep their type when they are null. A bare null has no type, and Npgsql prepares a
/// statement for the types of its first call; with other types PostgreSQL would parse and plan it again on every call.
/// </summary>
internal static class Typed
{
    public static NpgsqlParameter Uuid(string name, Guid? value) => Parameter(name, NpgsqlDbType.Uuid, value);

    public static NpgsqlParameter Instant(string name, DateTimeOffset? value) =>
        Parameter(name, NpgsqlDbType.TimestampTz, value);

    public static NpgsqlParameter Text(string name, string? value) => Parameter(name, NpgsqlDbType.Text, value);

    public static NpgsqlParameter Number(string name, long? value) => Parameter(name, NpgsqlDbType.Bigint, value);

    public static NpgsqlParameter Truth(string name, bool? value) => Parameter(name, NpgsqlDbType.Boolean, value);

    public static NpgsqlParameter Bytea(string name, byte[]? value) => Parameter(name, NpgsqlDbType.Bytea, value);

    public static NpgsqlParameter Uuids(string name, IEnumerable<Guid> values) =>
        Parameter(name, NpgsqlDbType.Array | NpgsqlDbType.Uuid, values.ToArray());

    public static NpgsqlParameter Dates(string name, IEnumerable<DateOnly> values) =>
        Parameter(name, NpgsqlDbType.Array | NpgsqlDbType.Date, values.ToArray());

    public static NpgsqlParameter Instants(string name, IEnumerable<DateTimeOffset> values) => Parameter(
        name, NpgsqlDbType.Array | NpgsqlDbType.TimestampTz,
        values.Select(instant => instant.ToUniversalTime()).ToArray());

    private static NpgsqlParameter Parameter(string name, NpgsqlDbType type, object? value) =>
        new() { ParameterName = name, NpgsqlDbType = type, Value = value ?? DBNull.Value };
}
