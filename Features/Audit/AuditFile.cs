using Engify.Features.Files;

namespace Engify.Features.Audit;

/// <summary>Who did what; for export only.</summary>
internal sealed class AuditFile() : FileKind(All)
{
    private static readonly IReadOnlyList<FileColumn> All = FileColumn.Of(typeof(AuditRow));

    public override string Name => "audit";

    protected override string Select =>
        """
        id, occurred_at, account_id, lower(role) AS role, host(address) AS address, action, object_type, object_id,
        outcome, trace_id, details
        """;

    protected override string From => "audit_entries";

    protected override string Order => "occurred_at, id";

    protected override string Instant => "occurred_at";
}

/// <summary>An entry of the audit log in a file.</summary>
internal sealed record AuditRow(
    Guid Id, DateTimeOffset OccurredAt, Guid? AccountId, string? Role, string? Address, string Action,
    string? ObjectType, string? ObjectId, string Outcome, string? TraceId, string? Details);
