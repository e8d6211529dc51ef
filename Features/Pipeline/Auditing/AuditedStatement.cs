using System.Text.Json;
using Engify.Features.Domain;
using Engify.Features.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Pipeline.Auditing;

/// <summary>Runs the one statement of an <see cref="IStatementCommand{TResponse}"/>.</summary>
internal sealed class AuditedStatement(EngifyDbContext db, AuditLog log, CommitGuard guard)
{
    private static readonly JsonSerializerOptions Columns = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private static readonly UpperSnakeConverter<AccountRole> Roles = new();

    /// <typeparam name="TRequest">The command.</typeparam>
    /// <typeparam name="T">What it changes.</typeparam>
    /// <param name="on">What it is done to.</param>
    /// <param name="statement">
    /// Keeps all the rules, changes what the command changes and inserts the audit entry, which it is given as the JSON of
    /// a row of <c>audit_entries</c>; returns the row changed, or none where something was in the way.
    /// </param>
    /// <param name="cancellationToken">Not heeded once a statement runs that commits by itself.</param>
    public async Task<T?> RunAsync<TRequest, T>(
        AuditedObject on, Func<string, IQueryable<T>> statement, CancellationToken cancellationToken)
        where T : class
    {
        cancellationToken.ThrowIfCancellationRequested();
        var entry = log.NewEntry(UseCase.Of<TRequest>(), on);
        var query = statement(JsonSerializer.Serialize(
            new
            {
                entry.Id,
                entry.OccurredAt,
                entry.AccountId,
                Role = Roles.ConvertToProvider(entry.Role),
                Address = entry.Address?.ToString(),
                entry.Action,
                entry.ObjectType,
                entry.ObjectId,
                entry.Outcome,
                entry.TraceId,
            },
            Columns));
        var rows = db.Database.CurrentTransaction is null
            ? await guard.RunAsync(query.ToListAsync)
            : await query.ToListAsync(cancellationToken);
        log.HasEntry = rows.Count > 0;
        return rows.SingleOrDefault();
    }
}
