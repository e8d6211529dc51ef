using System.Globalization;
using Engify.Features.FirstGeneration.ImportPrisma;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Engify.Tests.FirstGeneration;

/// <summary>A service that takes over old databases, and the small school to make them from.</summary>
public class TakeoverFixture : EngifyFixture
{
    public static readonly IReadOnlyList<string> Kinds =
        ["student", "ta", "course", "product", "group_session_template", "bundle_purchase", "booking"];

    public OldDatabase SmallSchool { get; private set; } = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        SmallSchool = await OldDatabase.CreateAsync();
    }

    public override async Task DisposeAsync()
    {
        await SmallSchool.DisposeAsync();
        await base.DisposeAsync();
    }

    /// <summary>Forgets what was taken over before.</summary>
    public Task ClearAsync() => ExecuteAsync("TRUNCATE students, tas, courses, legacy_ids CASCADE");

    public async Task<(ImportPrismaResponse Response, IReadOnlyList<string> Lines)> TakeOverAsync(
        OldDatabase old, bool skipsConflicts = false, bool isDryRun = false)
    {
        var lines = new List<string>();
        await using var scope = Host.Services.CreateAsyncScope();
        var response = await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new ImportPrismaRequest(
            old.ConnectionString, isDryRun, skipsConflicts,
            finding =>
            {
                lines.Add($"{finding.Level} {finding.Code} {finding.Kind} {finding.LegacyId}: {finding.Sentence}");
                return Task.CompletedTask;
            }));
        return (response, lines);
    }

    /// <summary>Everything in the database, but for the keys.</summary>
    public Task<string> FingerprintAsync() => ReadOneAsync(
        """
        SELECT string_agg(table_name || query_to_xml(
            format('SELECT count(*), md5(string_agg(t::text, '','' ORDER BY t::text)) FROM %I t', table_name),
            false, false, '')::text, ' ' ORDER BY table_name)
        FROM information_schema.tables
        WHERE table_schema = 'public' AND table_name NOT IN ('data_protection_keys', 'signing_keys')
        """);

    public async Task<long> CountAsync(string from) =>
        long.Parse(await ReadOneAsync($"SELECT count(*) FROM {from}"), CultureInfo.InvariantCulture);

    public async Task<string> ReadOneAsync(string sql)
    {
        await using var source = TestPostgres.SourceOf(ConnectionString);
        await using var command = source.CreateCommand(sql);
        return $"{await command.ExecuteScalarAsync()}";
    }

    public async Task<Guid> IdOfAsync(string kind, string legacyId) =>
        Guid.Parse(await ReadOneAsync($"SELECT id FROM legacy_ids WHERE kind = '{kind}' AND legacy_id = '{legacyId}'"));
}
