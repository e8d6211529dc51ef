using System.Net;

namespace Engify.Features.Database;

/// <summary>What somebody did, or was not allowed to do. The database lets nobody change or delete it.</summary>
public sealed class AuditEntry
{
    public required Guid Id { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>Whose account it was; null where nobody was signed in, and for the service itself.</summary>
    public Guid? AccountId { get; init; }

    public AccountRole? Role { get; init; }

    /// <summary>Where the request came from; null for the service itself.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>The use case.</summary>
    public required string Action { get; init; }

    /// <summary>What kind of thing it was done to, such as <c>booking</c>.</summary>
    public string? ObjectType { get; init; }

    public string? ObjectId { get; init; }

    /// <summary>What else there is to say, such as how many rows an import made; never who they are.</summary>
    public string? Details { get; init; }

    /// <summary><c>succeeded</c>, or the code of the rule that refused it.</summary>
    public required string Outcome { get; init; }

    /// <summary>The trace id, under which the log has more.</summary>
    public string? TraceId { get; init; }
}
