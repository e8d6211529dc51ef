using System.Text.Json;
using NJsonSchema;
using NSwag;

namespace Engify.Tests.OpenApi;

/// <summary>Every length that the document promises, in the characters that JSON Schema counts: code points.</summary>
public sealed class LengthTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    /// <summary>One character, two UTF-16 code units, four bytes.</summary>
    private const string Emoji = "😀";

    private const string Domain = "@engify.test";

    [Fact]
    public async Task A_text_may_be_as_long_as_its_maximum_and_no_longer()
    {
        var limited = await LimitedAsync();
        Assert.Contains(("Register", "email"), limited.Select(text => (text.OperationId, text.Name)));
        Assert.Contains(("CancelBooking", "reason"), limited.Select(text => (text.OperationId, text.Name)));
        Assert.Contains(("ListCourses", "q"), limited.Select(text => (text.OperationId, text.Name)));

        foreach (var text in limited)
        {
            var longest = await SendAsync(text, text.MaxLength);
            Assert.False(
                longest.Status == 400 && longest.Text.Contains("validation_failed", StringComparison.Ordinal),
                $"{text.OperationId} refuses {text.MaxLength} characters of {text.Name}: {longest.Text}");

            (await SendAsync(text, text.MaxLength + 1)).ShouldBeInvalid(text.Name);
        }
    }

    private async Task<List<LimitedText>> LimitedAsync()
    {
        var contract = await Contract.ReadAsync(engify.Host.Services);
        return
        [
            .. from operation in contract.Operations
               from parameter in operation.Operation.ActualParameters
               where parameter.Kind is OpenApiParameterKind.Query or OpenApiParameterKind.Header
               let schema = parameter.ActualSchema
               where schema.MaxLength is not null
               select new LimitedText(operation, parameter.Name, schema, parameter.Kind),
            .. from operation in contract.Operations
               from member in MembersOf(operation)
               where member.Value.ActualTypeSchema.MaxLength is not null
               select new LimitedText(
                   operation, member.Key, member.Value.ActualTypeSchema, OpenApiParameterKind.Body),
        ];
    }

    private Task<Answer> SendAsync(LimitedText text, int length)
    {
        var value = Value(text.Schema, length);
        var path = text.Operation.Path.Replace("{", "", StringComparison.Ordinal)
            .Replace("}", "", StringComparison.Ordinal);
        // The id of anything may be any text, but a date may not.
        path = path.Replace("/date", "/2026-03-02", StringComparison.Ordinal);
        var query = text.Kind == OpenApiParameterKind.Query ? $"?{text.Name}={Uri.EscapeDataString(value)}" : "";
        (string, string)[] headers =
            [
                ("If-Match", "*"), .. TypeOf(text),
                .. text.Kind == OpenApiParameterKind.Header ? [(text.Name, value)] : Array.Empty<(string, string)>(),
            ];
        return engify.Api.SendAsync(
            text.Operation.Method.ToUpperInvariant(), path + query, Body(text, value), As.Admin, headers);
    }

    private static IEnumerable<(string, string)> TypeOf(LimitedText text) =>
        from type in text.Operation.Operation.RequestBody?.Content.Keys ?? []
        select ("Content-Type", type);

    private static string? Body(LimitedText text, string value)
    {
        var members = MembersOf(text.Operation);
        return members.Count == 0
            ? null
            : JsonSerializer.Serialize(members
                // Only an override has a reason, where there may be one.
                .Where(member => member.Value.IsRequired || member.Key == text.Name
                    || (text.Name == "reason" && member.Key == "override"))
                .ToDictionary(
                    member => member.Key,
                    member => member.Key == text.Name ? value
                        : member.Key == "timeZone" ? "UTC"
                        : member.Key == "endsAt" ? School.Tomorrow.AddHours(1)
                        : Simple(member.Value.ActualTypeSchema)));
    }

    private static string Value(JsonSchema schema, int length) => schema switch
    {
        { Format: "email" } => Emojis(length - Domain.Length) + Domain,
        { Pattern: not null } => new string('x', length),
        _ => Emojis(length),
    };

    /// <summary>What is not looked at: only that it is there, and of the right kind.</summary>
    private static object Simple(JsonSchema schema) => schema switch
    {
        { Type: var type } when type.HasFlag(JsonObjectType.Integer) || type.HasFlag(JsonObjectType.Number) =>
            schema.Maximum is { } maximum ? Math.Min(60, maximum) : 60,
        { Type: var type } when type.HasFlag(JsonObjectType.Boolean) => true,
        { Type: var type } when type.HasFlag(JsonObjectType.Array) => Array.Empty<object>(),
        { Enumeration.Count: > 0 } => schema.Enumeration.First()!,
        { Format: "date" } => "2026-03-02",
        { Format: "time" } or { Pattern: not null, MaxLength: null } => "00:00",
        { Format: "uuid" } => Guid.Empty,
        { Format: "date-time" } => School.Tomorrow,
        { Format: "email" } => AccountSteps.NewEmail(),
        { MaxLength: { } longest } => AccountSteps.Password[..Math.Min(longest, AccountSteps.Password.Length)],
        _ => AccountSteps.Password,
    };

    private static IReadOnlyDictionary<string, JsonSchemaProperty> MembersOf(OpenApiOperationDescription operation) =>
        operation.Operation.RequestBody?.Content.Values.First().Schema.ActualSchema.ActualProperties
        ?? new Dictionary<string, JsonSchemaProperty>();

    private static string Emojis(int count) => string.Concat(Enumerable.Repeat(Emoji, count));

    private sealed record LimitedText(
        OpenApiOperationDescription Operation, string Name, JsonSchema Schema, OpenApiParameterKind Kind)
    {
        public string OperationId => Operation.Operation.OperationId;

        public int MaxLength => Schema.MaxLength!.Value;
    }
}
