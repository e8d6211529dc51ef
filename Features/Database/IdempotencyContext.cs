using Microsoft.AspNetCore.Http;

namespace Engify.Features.Database;

/// <summary>The <c>Idempotency-Key</c> of one request.</summary>
public sealed class IdempotencyContext
{
    /// <summary>Null where the request came without.</summary>
    internal string? Key { get; set; }

    /// <summary>
    /// Whether another request with this key was found, so that this one does nothing before its answer.
    /// </summary>
    internal bool IsRepeat { get; set; }

    /// <summary>What the request is answered with, given the response of its command.</summary>
    internal Func<object, IResult>? Answer { get; set; }

    /// <summary>That answer as it was kept, once it is.</summary>
    internal KeptAnswer? Kept { get; set; }
}
