using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Audit.ListAuditEntries;

internal sealed class ListAuditEntriesHandler(EngifyDbContext db)
    : IRequestHandler<ListAuditEntriesRequest, Page<AuditEntryResponse>>
{
    public async Task<Page<AuditEntryResponse>> Handle(
        ListAuditEntriesRequest request, CancellationToken cancellationToken)
    {
        var entries = db.AuditEntries.AsQueryable();
        if (request.AccountId is { } accountId)
            entries = entries.Where(entry => entry.AccountId == accountId);
        if (request.Action is { } action)
            entries = entries.Where(entry => entry.Action == action);
        if (request.ExceptAction is { } except)
            entries = entries.Where(entry => entry.Action != except);
        if (request.ObjectId is { } objectId)
            entries = entries.Where(entry => entry.ObjectId == objectId);
        if (request.Outcome is { } outcome)
            entries = entries.Where(entry => entry.Outcome == outcome);
        if (request.From is { } from)
            entries = entries.Where(entry => entry.OccurredAt >= from);
        if (request.To is { } to)
            entries = entries.Where(entry => entry.OccurredAt < to);
        if (request.Cursor is { } last)
        {
            entries = entries.Where(entry => EF.Functions.LessThan(
                ValueTuple.Create(entry.OccurredAt, entry.Id), ValueTuple.Create(last.Key, last.Id)));
        }

        var rows = await entries
            .OrderByDescending(entry => entry.OccurredAt).ThenByDescending(entry => entry.Id)
            .Take(request.Limit + 1)
            .Select(entry => AuditEntryResponse.From(
                entry,
                db.Accounts.Where(account => account.Id == entry.AccountId).Select(account => account.Name)
                    .SingleOrDefault()))
            .ToListAsync(cancellationToken);
        return Page.Of(rows, request.Limit, entry => new Cursor<DateTimeOffset>(entry.OccurredAt, entry.Id));
    }
}
