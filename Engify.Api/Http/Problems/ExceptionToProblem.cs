using System.Text.Json;
using System.Text.RegularExpressions;
using Engify.Api.SignIn;
using Engify.Features.Database;
using FluentValidation;
using FluentValidation.Results;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Engify.Api.Http.Problems;

/// <summary>
/// Turns every exception into its answer. Refusals are not logged here; faults of ours or of the database are logged
/// once.
/// </summary>
internal sealed partial class ExceptionToProblem(ILogger<ExceptionToProblem> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(
        HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (httpContext.RequestAborted.IsCancellationRequested)
            return true; // nobody is left to read an answer

        var failure = Explain(exception);
        if (failure == Failure.Internal)
            LogInternal(exception, httpContext.Request.Method, httpContext.Request.Path);
        else if (failure == Failure.DatabaseUnavailable)
            LogDatabaseUnavailable(exception.GetBaseException().Message);
        else if (failure == Failure.IssuerUnavailable)
            LogIssuerUnavailable(exception.GetBaseException().Message);

        await httpContext.WriteProblemAsync(failure);
        return true;
    }

    private static Failure Explain(Exception exception) => exception switch
    {
        RuleViolationException violation => Failure.Of(violation.Rule) with { Details = violation.Details },
        ValidationException invalid => ExplainInvalid(invalid),
        BadHttpRequestException bad => ExplainBadRequest(bad),
        RetryLimitExceededException { InnerException: { } last } => Explain(last),
        DbUpdateException { InnerException: { } cause } => Explain(cause),
        InvalidOperationException { InnerException: NpgsqlException cause } => Explain(cause),
        UnstorableTextException or PostgresException
        {
            SqlState: PostgresErrorCodes.CharacterNotInRepertoire or PostgresErrorCodes.UntranslatableCharacter,
        } => Malformed("The request contains a character that cannot be stored"),
        IssuerUnavailableException => Failure.IssuerUnavailable,
        _ when DatabaseFailure.IsUnavailable(exception) => Failure.DatabaseUnavailable,
        _ => Failure.Internal,
    };

    private static Failure ExplainInvalid(ValidationException invalid) => Failure.Invalid with
    {
        Message = invalid.Errors.First().ErrorMessage,
        Errors = ByMember(invalid, error => error.ErrorMessage),
        ErrorCodes = ByMember(invalid, error => error.ErrorCode ?? FaultCodes.Invalid),
    };

    private static Dictionary<string, string[]> ByMember(
        ValidationException invalid, Func<ValidationFailure, string> tell) => invalid.Errors
        .GroupBy(error => error.PropertyName, tell)
        .ToDictionary(errors => errors.Key, errors => errors.Distinct().ToArray());

    private static Failure ExplainBadRequest(BadHttpRequestException bad) => bad switch
    {
        { StatusCode: not StatusCodes.Status400BadRequest } => Failure.OfStatus(bad.StatusCode),
        { InnerException: JsonException json } => Malformed(ExplainJson(json)),
        _ when ParameterInMessage().Match(bad.Message) is { Success: true } match =>
            Malformed($"The parameter '{match.Groups["name"].Value}' is not valid"),
        _ => Malformed("The request needs a JSON body"),
    };

    private static string ExplainJson(JsonException json) =>
        MissingMembersInMessage().Match(json.Message) is { Success: true } match
            ? $"The request body lacks {match.Groups["names"].Value}"
            : json.Path is { } path && path != "$"
                ? $"The request body is not valid at {path}"
                : "The request body is not valid JSON of the expected shape";

    private static Failure Malformed(string message) =>
        new(StatusCodes.Status400BadRequest, "malformed_request", message);

    // Only the framework's messages say which parameter or member is meant; without them, ours say less.
    [GeneratedRegex("""^Failed to bind parameter "\S+ (?<name>\w+)" from """)]
    private static partial Regex ParameterInMessage();

    [GeneratedRegex("""missing required properties including: (?<names>'[^.]+')""")]
    private static partial Regex MissingMembersInMessage();

    [LoggerMessage(LogLevel.Error, "{Method} {Path} failed")]
    private partial void LogInternal(Exception exception, string method, PathString path);

    [LoggerMessage(LogLevel.Warning, "The database is not available: {Reason}")]
    private partial void LogDatabaseUnavailable(string reason);

    [LoggerMessage(LogLevel.Warning, "The outside issuer is not available: {Reason}")]
    private partial void LogIssuerUnavailable(string reason);
}
