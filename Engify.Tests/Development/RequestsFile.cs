using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Engify.Tests.Development;

/// <summary>
/// What <c>requests.http</c> uses of the syntax that Visual Studio and VS Code's REST Client share: variables, named
/// requests, members of their answers, and instants a while from now. Anything else is a <see cref="FormatException"/>.
/// </summary>
/// <param name="Variables">The values of the variables, by their names.</param>
/// <param name="Requests">The requests, in the order of the file.</param>
public sealed partial record RequestsFile(
    IReadOnlyDictionary<string, string> Variables, IReadOnlyList<RequestsFile.Request> Requests)
{
    private const string Host = "{{host}}";

    public static RequestsFile Read([CallerFilePath] string path = "") =>
        Parse(File.ReadAllText(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", "requests.http")));

    public static RequestsFile Parse(string text)
    {
        var blocks = Separator().Split(text.ReplaceLineEndings("\n"));
        var variables = blocks[0].Split('\n')
            .Where(line => line.StartsWith('@')).Select(line => line[1..].Split('=', 2))
            .ToDictionary(pair => pair[0].Trim(), pair => pair[1].Trim());
        return new RequestsFile(variables, [.. blocks[1..].Select(Request.Parse)]);
    }

    /// <summary>Sends all requests, and asserts that each is answered as it says.</summary>
    /// <returns>The answers, by the requests' names.</returns>
    public async Task<IReadOnlyDictionary<string, Answer>> SendAsync(ApiClient api, TimeProvider clock)
    {
        var answers = new Dictionary<string, Answer>();
        foreach (var request in Requests)
        {
            var answer = await api.SendAsync(
                request.Method, Resolve(request.Url)[Variables["host"].Length..],
                request.Body.Length > 0 ? Resolve(request.Body) : null, As.Anonymous,
                [.. request.Headers.Select(header => (header.Name, Resolve(header.Value)))]);
            var said = answer.Status < 400 ? $"{answer.Status}" : $"{answer.Status} {answer.Code}";
            Assert.True(
                request.Expected.Contains(said),
                $"'{request.Name}' expects {string.Join(" or ", request.Expected)}, but got {said}: {answer.Text}");
            answers.Add(request.Name, answer);
        }

        return answers;

        string Resolve(string text) => Reference().Replace(text, match => match.Groups[1].Value switch
        {
            var name when Variables.TryGetValue(name, out var value) => value,
            var name when Later().Match(name) is { Success: true } later => Instant(later),
            var name when Member().Match(name) is { Success: true } member => ValueOf(member),
            var name => throw new FormatException($"There is no {name}."),
        });

        string Instant(Match later)
        {
            var count = int.Parse(later.Groups["count"].ValueSpan, CultureInfo.InvariantCulture);
            var wait = later.Groups["unit"].Value == "d" ? TimeSpan.FromDays(count) : TimeSpan.FromHours(count);
            return (clock.GetUtcNow() + wait).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        }

        string ValueOf(Match member)
        {
            var value = answers[member.Groups["request"].Value].Json;
            foreach (Match step in Step().Matches(member.Groups["path"].Value))
            {
                value = step.Groups["index"] is { Success: true } index
                    ? value[int.Parse(index.ValueSpan, CultureInfo.InvariantCulture)]
                    : value.GetProperty(step.Groups["name"].Value);
            }

            return value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        }
    }

    [GeneratedRegex("^###.*\n", RegexOptions.Multiline)]
    private static partial Regex Separator();

    [GeneratedRegex(@"\{\{(.+?)\}\}")]
    private static partial Regex Reference();

    [GeneratedRegex(@"^\$datetime iso8601 (?<count>\d+) (?<unit>[dh])$")]
    private static partial Regex Later();

    [GeneratedRegex(@"^(?<request>\w+)\.response\.body\.\$(?<path>(\.\w+|\[\d+\])+)$")]
    private static partial Regex Member();

    [GeneratedRegex(@"\.(?<name>\w+)|\[(?<index>\d+)\]")]
    private static partial Regex Step();

    /// <summary>One of the requests.</summary>
    /// <param name="Name">Its name, by which later ones refer to its answer.</param>
    /// <param name="Expected">What may be answered: the status, and the code of a problem.</param>
    public sealed partial record Request(
        string Name, IReadOnlyList<string> Expected, string Method, string Url,
        IReadOnlyList<(string Name, string Value)> Headers, string Body)
    {
        internal static Request Parse(string block)
        {
            var parts = block.Split("\n\n", 2);
            var lines = parts[0].Split('\n', StringSplitOptions.RemoveEmptyEntries);
            var comments = lines.TakeWhile(line => line.StartsWith('#')).ToList();
            var (name, expected) = (Marked(comments, "name"), Marked(comments, "expect"));
            var start = lines.ElementAtOrDefault(comments.Count)?.Split(' ', 2);
            if (name.Count != 1 || expected.Count == 0 || start is not [var method, var url]
                || !url.StartsWith(Host, StringComparison.Ordinal))
            {
                throw new FormatException($"A request has a name, an expectation and an address at the host:\n{block}");
            }

            var headers = lines[(comments.Count + 1)..].Select(line => line.Split(": ", 2));
            return new Request(
                name[0], expected, method, url, [.. headers.Select(pair => (pair[0], pair[1]))],
                parts.ElementAtOrDefault(1)?.Trim() ?? "");
        }

        private static List<string> Marked(IEnumerable<string> comments, string mark)
        {
            var start = $"# @{mark} ";
            return
            [
                .. comments.Where(line => line.StartsWith(start, StringComparison.Ordinal))
                    .Select(line => line[start.Length..].Trim()),
            ];
        }
    }
}
