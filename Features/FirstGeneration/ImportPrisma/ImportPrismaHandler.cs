using Engify.Features.Institution;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Engify.Features.FirstGeneration.ImportPrisma;

/// <summary>
/// Copies the old tables into temporary ones, looks for everything that cannot stay as it is, and writes the rest, all
/// in one transaction here. Everything happens in the database, so memory does not grow with the number of rows.
/// </summary>
internal sealed class ImportPrismaHandler(
    EngifyDbContext db, Transactions transactions, AuditLog audit, IOptions<InstitutionOptions> institution,
    TimeProvider clock)
    : IRequestHandler<ImportPrismaRequest, ImportPrismaResponse>
{
    /// <summary>For one statement. A takeover takes about a minute as a whole.</summary>
    private static readonly TimeSpan MaxDuration = TimeSpan.FromMinutes(30);

    public async Task<ImportPrismaResponse> Handle(ImportPrismaRequest request, CancellationToken cancellationToken)
    {
        db.Database.SetCommandTimeout(MaxDuration);
        try
        {
            return await transactions.RunAsync(
                async () =>
                {
                    var response = await TakeOverAsync(request, cancellationToken);
                    var hasNews = response.Rows.Any(rows => rows.Count > 0);
                    if (request.IsDryRun || response.IsRefused || !hasNews)
                        throw new NothingWritten(response);
                    audit.Write(UseCase.Of<ImportPrismaRequest>(), on: null);
                    return response;
                },
                cancellationToken);
        }
        catch (NothingWritten nothing)
        {
            return nothing.Response;
        }
    }

    private async Task<ImportPrismaResponse> TakeOverAsync(
        ImportPrismaRequest request, CancellationToken cancellationToken)
    {
        await using (var source = await SourceDatabase.OpenAsync(request.ConnectionString, cancellationToken))
        {
            await ExecuteAsync(Takeover.Begin, cancellationToken);
            await db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO institution
                VALUES ({institution.Value.TimeZone}, {institution.Value.GetDecimals()}, {clock.Now()})
                """,
                cancellationToken);
            await source.CopyAsync((NpgsqlConnection)db.Database.GetDbConnection(), cancellationToken);
        }

        await ExecuteAsync(Takeover.Recognise, cancellationToken);
        await ExecuteAsync(Flaws.OfStudents + Takeover.GiveIds("student", "created_at"), cancellationToken);
        await ExecuteAsync(Flaws.OfTas + Takeover.GiveIds("ta"), cancellationToken);
        await ExecuteAsync(Flaws.OfCourses + Takeover.GiveIds("course"), cancellationToken);
        await ExecuteAsync(Flaws.OfProducts + Takeover.GiveIds("product"), cancellationToken);
        await ExecuteAsync(Flaws.OfTemplates + Takeover.GiveIds("group_session_template"), cancellationToken);
        await ExecuteAsync(
            Flaws.OfBundlePurchases + Takeover.GiveIds("bundle_purchase", "created_at"), cancellationToken);
        await ExecuteAsync(Flaws.OfBookings, cancellationToken);
        await ExecuteAsync(DoubleBookings.Find, cancellationToken);
        await ExecuteAsync(Takeover.GiveIds("booking", "created_at"), cancellationToken);
        await ExecuteAsync(Takeover.Count + Flaws.OfBalances, cancellationToken);

        var conflicts = await ReportAsync(request.Report, cancellationToken);
        return conflicts > 0 && !request.SkipsConflicts
            ? new ImportPrismaResponse(conflicts, IsRefused: true, [])
            : new ImportPrismaResponse(conflicts, IsRefused: false, await WriteAsync(cancellationToken));
    }

    private async Task<List<(string Table, int Count)>> WriteAsync(CancellationToken cancellationToken)
    {
        await ExecuteAsync(Takeover.PayFromKnownBundles, cancellationToken);
        var rows = new List<(string Table, int Count)>();
        foreach (var (table, statement) in Takeover.Writes)
        {
            rows.Add((table, await ExecuteAsync(statement, cancellationToken)));
            // The foreign keys of the next tables are checked by plans that suit many rows.
            await ExecuteAsync($"ANALYZE {table}", cancellationToken);
        }

        return rows;
    }

    /// <returns>How many conflicts there are.</returns>
    private Task<int> ReportAsync(Func<ImportPrismaFinding, Task> report, CancellationToken cancellationToken) =>
        db.ReadAsync(
            "SELECT level, code, kind, legacy_id, sentence FROM findings ORDER BY level, number", [],
            async (reader, token) =>
            {
                var conflicts = 0;
                while (await reader.ReadAsync(token))
                {
                    var finding = new ImportPrismaFinding(
                        reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3),
                        reader.GetString(4));
                    if (finding.Level == Flaw.Conflicting)
                        conflicts++;
                    await report(finding);
                }

                return conflicts;
            },
            cancellationToken);

    private Task<int> ExecuteAsync(string statements, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlRawAsync(statements, cancellationToken);

    /// <summary>Rolls back.</summary>
    private sealed class NothingWritten(ImportPrismaResponse response) : Exception
    {
        public ImportPrismaResponse Response { get; } = response;
    }
}
