using Engify.Features.Files;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Closures;

/// <summary>Closures, by their names and first days. No line takes one away.</summary>
internal sealed class ClosureFile(ClosedDays days) : ImportKind<ClosureRow>(new ClosureRow.Validator())
{
    public override string Name => "closures";

    protected override string Select => "closures.id, closures.name, closures.starts_on, closures.ends_on";

    protected override string From => "closures";

    protected override string Table => "closures";

    protected override IReadOnlyList<string> Key => ["name", "startsOn"];

    protected override string KeySql =>
        @"email_key(closures.name || E'\n' || to_char(closures.starts_on, 'YYYY-MM-DD'))";

    protected override string Insert =>
        "INSERT INTO closures (id, name, starts_on, ends_on) SELECT id, name, starts_on, ends_on FROM rows";

    protected override string Update =>
        "UPDATE closures SET ends_on = rows.ends_on FROM rows WHERE closures.id = rows.id";

    protected override Task CompleteAsync(
        EngifyDbContext db, IReadOnlyList<ImportRow<ClosureRow>> rows, ImportErrors errors,
        CancellationToken cancellationToken) => days.HoldForChangeAsync(cancellationToken);

    protected override async Task FollowAsync(
        EngifyDbContext db, IReadOnlyList<ImportRow<ClosureRow>> rows, CancellationToken cancellationToken)
    {
        var ids = rows.Select(row => row.Id).ToList();
        foreach (var closure in await db.Closures.Where(closure => ids.Contains(closure.Id))
            .ToListAsync(cancellationToken))
        {
            await days.ClearAsync(closure, cancellationToken);
        }
    }
}

/// <summary>A closure in a file.</summary>
internal sealed record ClosureRow(string Name, DateOnly StartsOn, DateOnly EndsOn) : IClosureDetails
{
    internal sealed class Validator : ClosureValidator<ClosureRow>;
}
