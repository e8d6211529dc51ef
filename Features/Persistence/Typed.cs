using Npgsql;
using NpgsqlTypes;

namespace Engify.Features.Persistence;

/// <summary>
/// Values of a statement written in SQL that may be null. A bare null has no type, and Npgsql prepares a statement for the
/// types that it first came with: with others PostgreSQL would parse and plan it anew at each call.
/// </summary>
internal static class Typed
{
    public static NpgsqlParameter Uuid(Guid? value) => Parameter(NpgsqlDbType.Uuid, value);

    public static NpgsqlParameter Bytea(byte[]? value) => Parameter(NpgsqlDbType.Bytea, value);

    private static NpgsqlParameter Parameter(NpgsqlDbType type, object? value) =>
        new() { NpgsqlDbType = type, Value = value ?? DBNull.Value };
}
