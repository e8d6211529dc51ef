using Npgsql;

namespace Engify.Features.Database;

/// <summary>
/// A lock that one instance holds at a time: a session-level advisory lock, which PostgreSQL releases when the instance
/// dies.
/// </summary>
internal sealed class InstanceLock : IAsyncDisposable
{
    private readonly NpgsqlConnection holder;

    private InstanceLock(NpgsqlConnection holder) => this.holder = holder;

    /// <returns>Null while another instance holds it.</returns>
    public static Task<InstanceLock?> TryTakeAsync(
        string? connectionString, string name, CancellationToken cancellationToken) =>
        TakeAsync(connectionString, "SELECT pg_try_advisory_lock(hashtextextended($1, 0))", name, cancellationToken);

    /// <summary>Waits, however long, while another instance holds it.</summary>
    public static async Task<InstanceLock> TakeAsync(
        string? connectionString, string name, CancellationToken cancellationToken)
    {
        var patient = new NpgsqlConnectionStringBuilder(connectionString) { CommandTimeout = 0 }.ConnectionString;
        return (await TakeAsync(
            patient, "SELECT true FROM pg_advisory_lock(hashtextextended($1, 0))", name, cancellationToken))!;
    }

    private static async Task<InstanceLock?> TakeAsync(
        string? connectionString, string statement, string name, CancellationToken cancellationToken)
    {
        var holder = Connections.OfItsOwn(connectionString);
        try
        {
            await holder.OpenAsync(cancellationToken);
            await using var take = new NpgsqlCommand(statement, holder)
            {
                Parameters = { new() { Value = name } },
            };
            if ((bool)(await take.ExecuteScalarAsync(cancellationToken))!)
                return new InstanceLock(holder);
        }
        catch
        {
            await holder.DisposeAsync();
            throw;
        }

        await holder.DisposeAsync();
        return null;
    }

    public ValueTask DisposeAsync() => holder.DisposeAsync();
}
