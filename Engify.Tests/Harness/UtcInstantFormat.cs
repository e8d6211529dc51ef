using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;
using NJsonSchema.Validation;
using NJsonSchema.Validation.FormatValidators;

namespace Engify.Tests.Harness;

/// <summary>
/// Instants are answered in UTC, with <c>Z</c>; the validator's own check also takes those without an offset.
/// </summary>
internal sealed partial class UtcInstantFormat : IFormatValidator
{
    public string Format => "date-time";

    public ValidationErrorKind ValidationErrorKind => ValidationErrorKind.DateTimeExpected;

    public bool IsValid(string value, JTokenType tokenType) => UtcInstant().IsMatch(value);

    [GeneratedRegex(@"\A\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?Z\z")]
    private static partial Regex UtcInstant();
}
