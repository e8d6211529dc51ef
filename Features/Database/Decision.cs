using System.Data.Common;

namespace Engify.Features.Database;

/// <summary>
/// A command that many want at the same time, as one SQL statement: it tries every rule in order of precedence, acts only
/// if none refuses, and says which one refused. <see cref="Decisions"/> runs it.
/// </summary>
/// <remarks>
/// CASE tries the conditions in the order in which they are written; in WHERE, PostgreSQL may take them in any. What the
/// statement sees is as old as its start, so a command that slips in before the locks are held breaks a constraint.
/// </remarks>
/// <typeparam name="T">What the command answers with.</typeparam>
internal sealed class Decision<T>
{
    private const string Busy = "busy";

    private readonly List<string> reads = [];
    private readonly List<string> conditions = [];
    private readonly List<Rule> rules = [];
    private readonly List<string> locks = [];
    private readonly List<string> tries = [];
    private readonly Func<DbDataReader, T> map;
    private readonly string columns;

    /// <param name="columns">The columns that the action returns, between commas.</param>
    /// <param name="map">Reads them from a row that begins with them.</param>
    public Decision(string columns, Func<DbDataReader, T> map)
    {
        this.columns = columns;
        this.map = map;
    }

    /// <summary>The rules that may refuse it, in order of precedence.</summary>
    public IReadOnlyList<Rule> Rules => rules;

    /// <summary>The parameters, ids all, of those who are locked, in the order in which they must be.</summary>
    public IReadOnlyList<string> Locks => locks;

    /// <summary>Whether the booking <c>@booking</c> is locked, too.</summary>
    public bool LocksBooking { get; private set; }

    /// <summary>The whole statement.</summary>
    public string Sql { get; private set; } = "";

    /// <summary>Reads rows that several rules, or the action, look at.</summary>
    public Decision<T> Read(string name, string query)
    {
        reads.Add($"{name} AS MATERIALIZED (\n    {query}),\n");
        return this;
    }

    /// <summary>Refuses by a rule, unless the condition holds; unknown is no.</summary>
    public Decision<T> Refuse(Rule rule, string unless)
    {
        rules.Add(rule);
        conditions.Add($"        WHEN ({unless}) IS NOT TRUE THEN '{rule.Code}'\n");
        return this;
    }

    /// <summary>Keeps others from deciding about the same people or the same booking until the transaction ends.</summary>
    /// <param name="parameters">Whose ids they are: a TA's before a student's before a booking's.</param>
    public Decision<T> Hold(params string[] parameters)
    {
        locks.AddRange(parameters);
        tries.AddRange(parameters.Select(parameter => $"pg_try_advisory_xact_lock(@{LockParameter(parameter)})"));
        return this;
    }

    /// <summary>Locks the booking's row, provided that it still is as <paramref name="read"/> has it.</summary>
    /// <param name="read">The name of what was read of it, with its <c>xmin</c> as <c>version</c>.</param>
    public Decision<T> HoldBooking(string read)
    {
        LocksBooking = true;
        tries.Add(
            $"""
            EXISTS (
                        SELECT FROM bookings
                        WHERE id = @booking AND xmin = (SELECT version FROM {read}) FOR NO KEY UPDATE SKIP LOCKED)
            """);
        return this;
    }

    /// <summary>
    /// What is done where <c>refused IS NULL</c> in <c>verdict</c>: common table expressions, of which <c>done</c> returns
    /// the columns.
    /// </summary>
    public Decision<T> Then(string expressions)
    {
        Sql =
            $"""
            WITH {string.Concat(reads)}verdict AS MATERIALIZED (
                SELECT CASE
            {string.Concat(conditions)}        WHEN ({string.Join(" AND ", tries)}) IS NOT TRUE THEN '{Busy}'
                END AS refused),
            {expressions}
            SELECT {columns}, refused FROM verdict LEFT JOIN done ON true
            """;
        return this;
    }

    /// <summary>The name of the parameter that the key of a lock travels in.</summary>
    public static string LockParameter(string parameter) => $"{parameter}_lock";

    /// <summary>What one row, the only one, of the statement says.</summary>
    public Verdict<T> Judge(DbDataReader row)
    {
        if (row["refused"] is not string refused)
            return new(Refused: null, IsBusy: false, map(row));
        return refused == Busy
            ? new(Refused: null, IsBusy: true, Done: default)
            : new(rules.First(rule => rule.Code == refused), IsBusy: false, Done: default);
    }
}

/// <summary>What became of a decision: refused, or not tried since somebody else is at it, or done.</summary>
/// <param name="Refused">The rule that refused it.</param>
/// <param name="IsBusy">Whether somebody else holds what it must hold.</param>
/// <param name="Done">The answer; there is one where neither of the two is so.</param>
internal readonly record struct Verdict<T>(Rule? Refused, bool IsBusy, T? Done);
