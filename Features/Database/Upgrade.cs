using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.EntityFrameworkCore.Storage;

namespace Engify.Features.Database;

/// <summary>Helps migrations of databases in use, which may hold rows that are no longer allowed.</summary>
public static class Upgrade
{
    /// <summary>
    /// The SQLSTATE of a migration that stops because somebody has to decide about a row. Its message, for the
    /// operator, has a sentence for each such row. Nothing has been changed.
    /// </summary>
    public const string StoppedByRows = "UP001";

    private const int MaxFaults = 20;

    /// <summary>
    /// The limit for one statement: building an index on a big table takes longer than a request's statement may.
    /// </summary>
    private static readonly TimeSpan MaxDuration = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Migrates the database to the current schema, one instance at a time: EF Core's own lock lets two instances
    /// through while there is no migrations table yet.
    /// </summary>
    /// <returns>The migrations that were applied.</returns>
    public static async Task<IReadOnlyList<string>> UpgradeAsync(
        this EngifyDbContext db, CancellationToken cancellationToken)
    {
        db.Database.SetCommandTimeout(MaxDuration);
        var creator = db.GetService<IRelationalDatabaseCreator>();
        if (!await creator.ExistsAsync(cancellationToken))
            await creator.CreateAsync(cancellationToken);

        await using var alone = await InstanceLock.TakeAsync(
            db.Database.GetConnectionString(), nameof(UpgradeAsync), cancellationToken);
        var pending = (await db.Database.GetPendingMigrationsAsync(cancellationToken)).ToList();
        await db.Database.MigrateAsync(cancellationToken);
        return pending;
    }

    /// <summary>
    /// Adds all CHECKs of a table at once, so that the table is read once and not locked for long. Rows that break one,
    /// and any other faults found, stop the migration first.
    /// </summary>
    /// <param name="migration">The migration, which has already repaired rows with only one right answer.</param>
    /// <param name="checks">Adds the CHECKs, as <c>dotnet ef</c> wrote them.</param>
    /// <param name="otherFaults">Queries that return one column: a sentence for each other fault.</param>
    internal static void Refuse(
        this MigrationBuilder migration, Action<MigrationBuilder> checks, params string[] otherFaults)
    {
        var added = new MigrationBuilder(migration.ActiveProvider);
        checks(added);
        var constraints = added.Operations.Cast<AddCheckConstraintOperation>().ToList();

        migration.Sql(Stop(constraints, otherFaults));
        foreach (var table in constraints.GroupBy(constraint => constraint.Table))
        {
            var all = table.Select(constraint => $"ADD CONSTRAINT {constraint.Name} CHECK ({constraint.Sql})");
            migration.Sql($"ALTER TABLE {table.Key} {string.Join(",\n", all)}");
        }
    }

    private static string Stop(List<AddCheckConstraintOperation> constraints, string[] otherFaults)
    {
        var rules = constraints.Select(constraint => $"('{constraint.Table}', $rule${constraint.Sql}$rule$)");
        var others = otherFaults.Select(query => $"faults := faults || ARRAY({query});");
        return $"""
            DO $do$
            DECLARE
                rule record;
                key text;
                rows text[];
                faults text[] := '{"{}"}';
            BEGIN
                FOR rule IN SELECT * FROM (VALUES {string.Join(",\n", rules)}) AS rules (at, says) LOOP
                    SELECT string_agg(
                        format($key$'%1$I = ' || quote_literal(%1$I)$key$, attname), $and$ || ' AND ' || $and$) INTO key
                    FROM pg_index JOIN pg_attribute ON attrelid = indrelid AND attnum = ANY (indkey)
                    WHERE indrelid = rule.at::regclass AND indisprimary;
                    EXECUTE format(
                        'SELECT ARRAY(SELECT %s FROM %I WHERE NOT (%s) LIMIT {MaxFaults})', key, rule.at, rule.says)
                    INTO rows;
                    faults := faults || ARRAY(SELECT format(
                        'The row of %s with %s breaks the rule %s: correct it and migrate again.',
                        rule.at, broken, rule.says) FROM unnest(rows) AS broken);
                END LOOP;
                {string.Join('\n', others)}
                IF cardinality(faults) > 0 THEN
                    RAISE EXCEPTION USING
                        ERRCODE = '{StoppedByRows}', MESSAGE = array_to_string(faults[:{MaxFaults}], E'\n');
                END IF;
            END $do$
            """;
    }
}
