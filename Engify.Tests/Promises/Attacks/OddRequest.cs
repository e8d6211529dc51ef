using System.Globalization;
using System.Text;
using NSwag;

namespace Engify.Tests.Promises.Attacks;

/// <summary>A request as nobody should send it.</summary>
/// <param name="Operation">
/// The operation that it is made for; by its method or path it may turn out to be another.
/// </param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path and query, encoded as it is sent.</param>
/// <param name="Body">The body; null for none.</param>
/// <param name="By">Who sends it.</param>
/// <param name="Headers">Further headers.</param>
internal sealed record OddRequest(
    OpenApiOperationDescription Operation, string Method, string Path, string? Body, string By,
    IReadOnlyList<(string Name, string Value)> Headers)
{
    private const int LongestShown = 2000;

    /// <summary>The request for a shell, to be sent again by whoever it names.</summary>
    public string ToCurl()
    {
        var curl = new StringBuilder($"curl -i --path-as-is -X {Method} {Quote($"http://localhost:3000{Path}")}");
        foreach (var (name, value) in Headers)
            curl.Append(CultureInfo.InvariantCulture, $" -H {Quote($"{name}: {value}")}");
        if (Body is not null && Headers.All(header => header.Name != "Content-Type"))
            curl.Append(" -H 'Content-Type: application/json'");
        if (Body is not null)
            curl.Append(CultureInfo.InvariantCulture, $" --data-binary {Quote(Body)}");
        return $"{(curl.Length > LongestShown ? curl.ToString(0, LongestShown) + "…" : curl)}  # by {By}";
    }

    /// <summary>A word of bash, in which what cannot be seen is escaped.</summary>
    private static string Quote(string text)
    {
        var quoted = new StringBuilder("$'");
        foreach (var character in text)
        {
            if (character is '\'' or '\\')
                quoted.Append('\\').Append(character);
            else if (character is >= ' ' and <= '~')
                quoted.Append(character);
            else
                quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
        }

        return quoted.Append('\'').ToString();
    }
}
