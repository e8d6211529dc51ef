using System.Text.Json.Serialization;
using Microsoft.AspNetCore.WebUtilities;

namespace Engify.Api.Http.Problems;

/// <summary>
/// What went wrong: problem details (RFC 9457) with the three members that clients of the first generation read.
/// </summary>
/// <param name="StatusCode">The HTTP status, as the first generation names it.</param>
/// <param name="Message">What went wrong, as the first generation names it.</param>
/// <param name="Error">The status in words, as the first generation names it.</param>
/// <param name="Type">A URN that ends with the code.</param>
/// <param name="Title">The status in words.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What went wrong, in one sentence.</param>
/// <param name="Instance">The path that was asked for.</param>
/// <param name="Code">What went wrong, for programs; stable.</param>
/// <param name="TraceId">Under which the log tells more.</param>
/// <param name="Errors">The faults of each member, by its JSON name; only with <c>validation_failed</c>.</param>
/// <param name="ErrorCodes">
/// The same faults for programs; stable, and there may be more in time. Only with <c>validation_failed</c>.
/// </param>
public sealed record Problem(
    int StatusCode,
    string Message,
    string Error,
    string Type,
    string Title,
    int Status,
    string Detail,
    string Instance,
    string Code,
    string TraceId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    IReadOnlyDictionary<string, string[]>? Errors = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    IReadOnlyDictionary<string, string[]>? ErrorCodes = null)
{
    /// <param name="failure">What went wrong.</param>
    /// <param name="instance">The path that was asked for.</param>
    /// <param name="traceId">Under which the log tells more.</param>
    public static Problem From(Failure failure, string instance, string traceId)
    {
        var title = ReasonPhrases.GetReasonPhrase(failure.Status);
        return new Problem(
            failure.Status, failure.Message, title, $"urn:engify:problem:{failure.Code}", title, failure.Status,
            failure.Message, instance, failure.Code, traceId, failure.Errors,
            failure.ErrorCodes);
    }
}
