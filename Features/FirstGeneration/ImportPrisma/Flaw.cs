namespace Engify.Features.FirstGeneration.ImportPrisma;

/// <summary>Something that may be wrong with a row of the first generation, in SQL; <c>o</c> is the row.</summary>
/// <param name="Level">See <see cref="ImportPrismaFinding"/>.</param>
/// <param name="Code">What is wrong.</param>
/// <param name="When">The condition.</param>
/// <param name="Says">The sentence.</param>
/// <param name="LeavesOut">Whether the row is left out; if not, only what the sentence names.</param>
internal sealed record Flaw(string Level, string Code, string When, string Says, bool LeavesOut)
{
    public const string Conflicting = "conflict";
    public const string Mending = "mended";
    public const string Keeping = "kept";

    public static Flaw Conflict(string code, string when, string says) => new(Conflicting, code, when, says, true);

    /// <summary>Only a part of the row cannot be kept.</summary>
    public static Flaw ConflictOfPart(string code, string when, string says) =>
        new(Conflicting, code, when, says, false);

    public static Flaw Mended(string code, string when, string says) => new(Mending, code, when, says, false);

    public static Flaw Kept(string code, string when, string says) => new(Keeping, code, when, says, false);

    /// <summary>Instants of the row are not all in the range of stored instants.</summary>
    public static Flaw OutOfTime(params string[] columns) => Conflict(
        "time_out_of_range",
        string.Join(" OR ", columns.Select(column =>
            $"({column} >= '{KnownTime.Start:O}' AND {column} < '{KnownTime.End:O}') IS NOT TRUE")),
        "'One of its times is before 1900 or after 9998.'");

    /// <summary>A price that no database of the institution may hold.</summary>
    public static readonly Flaw Unpayable = Conflict(
        "price_not_payable",
        """
        (o.price >= 0 AND o.price < 100000000
            AND round(o.price, (SELECT decimals FROM institution)) = o.price) IS NOT TRUE
        """,
        "format('Its price of %s is negative, or has more decimals than the currency.', o.price)");

    /// <summary>What the row refers to is left out.</summary>
    /// <param name="row">The alias of the other row.</param>
    /// <param name="what">What it is.</param>
    /// <param name="column">What refers to it.</param>
    public static Flaw Without(string row, string what, string column) => Conflict(
        $"{what}_left_out",
        $"{column} IS NOT NULL AND {row}.is_out IS NOT FALSE",
        $"format('Its {what.Replace('_', ' ')} %s is left out.', {column})");

    /// <summary>The statement that finds flaws of new rows, in one pass over them.</summary>
    /// <param name="kind">What the rows are, as the audit log calls it.</param>
    /// <param name="from">The rows and what they refer to.</param>
    /// <param name="flaws">The flaws.</param>
    public static string Find(string kind, string from, params Flaw[] flaws)
    {
        var rules = flaws.Select(flaw =>
            $"('{flaw.Level}', '{flaw.Code}', {flaw.LeavesOut}, CASE WHEN {flaw.When} THEN {flaw.Says} END)");
        return $"""
            INSERT INTO findings (level, code, kind, legacy_id, leaves_out, sentence)
            SELECT flaw.level, flaw.code, '{kind}', o.legacy_id, flaw.leaves_out, flaw.sentence
            FROM {from}
            CROSS JOIN LATERAL (VALUES {string.Join(",\n", rules)}) AS flaw (level, code, leaves_out, sentence)
            WHERE NOT o.is_known AND NOT o.is_out AND flaw.sentence IS NOT NULL
            ORDER BY o.legacy_id COLLATE "C";
            UPDATE old_{kind}s SET is_out = true
            WHERE NOT is_out AND legacy_id IN (SELECT legacy_id FROM findings WHERE kind = '{kind}' AND leaves_out);
            """;
    }
}
