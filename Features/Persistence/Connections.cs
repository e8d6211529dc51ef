using System.Diagnostics.CodeAnalysis;
using Npgsql;

namespace Engify.Features.Persistence;

/// <summary>How connections are used, where the operator's connection string does not say otherwise.</summary>
internal static class Connections
{
    private const int PreparedStatements = 200;

    [return: NotNullIfNotNull(nameof(connectionString))]
    public static string? Tuned(string? connectionString)
    {
        if (connectionString is null)
            return null;

        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        // PostgreSQL parses and plans a statement once for each connection, not for each request: more than half of its
        // work for a list.
        if (!settings.ShouldSerialize("Max Auto Prepare"))
            settings.MaxAutoPrepare = PreparedStatements;
        // Nothing that we do to a session outlives its transaction, so there is nothing to reset when it goes back to the
        // pool.
        if (!settings.ShouldSerialize("No Reset On Close"))
            settings.NoResetOnClose = true;
        return settings.ConnectionString;
    }
}
