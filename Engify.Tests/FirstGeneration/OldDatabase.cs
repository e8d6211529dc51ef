using System.Globalization;
using System.Runtime.CompilerServices;

namespace Engify.Tests.FirstGeneration;

/// <summary>A database of the first generation.</summary>
public sealed class OldDatabase : IAsyncDisposable
{
    private OldDatabase(string connectionString) => ConnectionString = connectionString;

    public string ConnectionString { get; }

    /// <summary>The small school of <c>OldSchool.sql</c>.</summary>
    public static async Task<OldDatabase> CreateAsync()
    {
        var old = await CreateEmptyAsync();
        await old.ExecuteAsync(await ReadAsync("OldSchool.sql"));
        return old;
    }

    /// <summary>A school with as many bookings.</summary>
    public static async Task<OldDatabase> CreateAsync(int bookings)
    {
        var old = await CreateEmptyAsync();
        await old.ExecuteAsync((await ReadAsync("BigOldSchool.sql")).Replace(
            "$1", bookings.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        return old;
    }

    public static async Task<OldDatabase> CreateEmptyAsync()
    {
        // No connection stays open: it would keep the database from being copied.
        var old = new OldDatabase($"{await TestPostgres.CreateEmptyDatabaseAsync()};Pooling=false;Command Timeout=300");
        await old.ExecuteAsync(await ReadAsync("OldSchema.sql"));
        return old;
    }

    public async Task<OldDatabase> CopyAsync() => new(await TestPostgres.CopyDatabaseAsync(ConnectionString));

    public async Task ExecuteAsync(string sql)
    {
        await using var source = TestPostgres.SourceOf(ConnectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<string?> ReadOneAsync(string sql)
    {
        await using var source = TestPostgres.SourceOf(ConnectionString);
        await using var command = source.CreateCommand(sql);
        return $"{await command.ExecuteScalarAsync()}";
    }

    public async ValueTask DisposeAsync() => await TestPostgres.DropDatabaseAsync(ConnectionString);

    private static Task<string> ReadAsync(string file, [CallerFilePath] string path = "") =>
        File.ReadAllTextAsync(Path.Combine(Path.GetDirectoryName(path)!, file));
}
