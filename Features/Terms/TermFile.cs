using Engify.Features.Files;

namespace Engify.Features.Terms;

/// <summary>Terms, by their codes.</summary>
internal sealed class TermFile() : ImportKind<TermRow>(new TermRow.Validator())
{
    public override string Name => "terms";

    protected override string Select =>
        "terms.id, terms.code, terms.name, terms.starts_on, terms.ends_on, terms.booking_opens_at";

    protected override string From => "terms";

    protected override string Table => "terms";

    protected override IReadOnlyList<string> Key => ["code"];

    protected override string KeySql => "email_key(terms.code)";

    protected override string Insert =>
        """
        INSERT INTO terms (id, code, name, starts_on, ends_on, booking_opens_at)
        SELECT id, code, name, starts_on, ends_on, booking_opens_at FROM rows
        """;

    protected override string Update =>
        """
        UPDATE terms SET
            name = rows.name, starts_on = rows.starts_on, ends_on = rows.ends_on,
            booking_opens_at = rows.booking_opens_at
        FROM rows WHERE terms.id = rows.id
        """;
}

/// <summary>A term in a file.</summary>
internal sealed record TermRow(
    string Code, string Name, DateOnly StartsOn, DateOnly EndsOn, DateTimeOffset? BookingOpensAt = null)
    : ITermDetails
{
    internal sealed class Validator : TermValidator<TermRow>;
}
