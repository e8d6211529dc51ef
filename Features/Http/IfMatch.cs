using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Engify.Features.Http;

/// <summary>
/// The <c>If-Match</c> header: which state of a resource the caller has seen and means to change (RFC 9110, section
/// 13.1.1). Without it, a request is refused before anything is read.
/// </summary>
/// <param name="Tags">The header as it came.</param>
public sealed record IfMatch(string Tags)
{
    public static ValueTask<IfMatch?> BindAsync(HttpContext context)
    {
        var tags = context.Request.Headers.IfMatch;
        PreconditionRules.IsNamed.Check(!StringValues.IsNullOrEmpty(tags));
        return ValueTask.FromResult<IfMatch?>(new IfMatch(tags.ToString()));
    }

    /// <summary>
    /// Lets pass whoever has seen what <c>GET</c> would answer now. Ask it of what nobody else can change meanwhile.
    /// </summary>
    /// <typeparam name="T">What <c>GET</c> answers with, of which <paramref name="current"/> may have more.</typeparam>
    /// <exception cref="RuleViolationException"><see cref="PreconditionRules.IsUnchanged"/>.</exception>
    public void Check<T>(T current)
        where T : class
    {
        var tag = EntityTags.Of(current);
        PreconditionRules.IsUnchanged.Check(
            EntityTagHeaderValue.TryParseList([Tags], out var known)
            // A weak tag may stand for what differs in what counts.
            && known.Any(seen => !seen.IsWeak && EntityTags.IsSame(seen, tag)));
    }
}

/// <summary>Metadata of a route that changes a resource only as the caller has seen it.</summary>
public sealed class RequiresIfMatch;

public static class RequiresIfMatchMetadata
{
    /// <summary>Declares that this route asks for <c>If-Match</c>, as its <see cref="IfMatch"/> does.</summary>
    public static RouteHandlerBuilder RequiresIfMatch(this RouteHandlerBuilder builder) => builder
        .WithMetadata(new RequiresIfMatch())
        .ProducesRuleProblems(PreconditionRules.IsNamed, PreconditionRules.IsUnchanged);
}
