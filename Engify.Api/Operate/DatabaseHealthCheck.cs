using Engify.Features.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace Engify.Api.Operate;

/// <summary>
/// The service is ready if it can query the database, finds its tables there and may write to it. The check uses a
/// pooled connection, as requests do, but bypasses the circuit, which may not have noticed yet.
/// </summary>
internal sealed class DatabaseHealthCheck(EngifyDbContext db) : IHealthCheck
{
    /// <summary>A prober prefers a quick no to a late yes.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            // Both the database and the cancellation of the command may be slow to answer.
            return await IsWritableAsync(patience.Token).WaitAsync(patience.Token)
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy("The database is read-only.");
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy(exception.GetBaseException().Message);
        }
    }

    private async Task<bool> IsWritableAsync(CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(db.Database.GetConnectionString());
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(
            """
            SELECT current_setting('transaction_read_only') = 'off'
                -- From its file, and so refused where the data directory is gone; what else is read here is in memory.
                AND (NOT has_function_privilege('pg_control_checkpoint()', 'EXECUTE')
                    OR (SELECT timeline_id FROM pg_control_checkpoint()) > 0)
            FROM (SELECT count(*) FROM (SELECT FROM courses LIMIT 1) c) t
            """,
            connection);
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
