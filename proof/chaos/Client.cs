using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Engify.Chaos;

/// <summary>Sends commands to the instances and notes what a client can know afterwards.</summary>
/// <param name="instances">Where the instances are.</param>
/// <param name="serviceTimeout">How long the service may take; a client waits longer.</param>
/// <param name="connectionsAreCut">Whether something ends connections; otherwise a missing answer is a finding.</param>
/// <param name="findings">Takes what an answer may not be.</param>
/// <param name="clock">The clock of the run.</param>
internal sealed class Client(
    IReadOnlyList<Uri> instances, TimeSpan serviceTimeout, bool connectionsAreCut, Findings findings, Stopwatch clock)
    : IDisposable
{
    /// <summary>How much later than its time-out the service may answer: for a machine that is busy.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private readonly HttpClient http = CreateHttp();

    public int Instances => instances.Count;

    public async Task<string> SignInAsync(string email, string password, CancellationToken cancellationToken)
    {
        using var response = await http.PostAsJsonAsync(
            new Uri(instances[0], "/auth/login"), new { email, password }, cancellationToken);
        response.EnsureSuccessStatusCode();
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        return answer.GetProperty("accessToken").GetString()!;
    }

    /// <summary>Sends the command once and records the answer with it.</summary>
    /// <param name="command">The command.</param>
    /// <param name="instance">Which instance is asked.</param>
    /// <param name="patience">How long until this client goes away; null for one that waits for its answer.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public async Task<Answer> SendAsync(
        Command command, int instance, TimeSpan? patience, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience ?? serviceTimeout + 2 * Grace);
        using var request = new HttpRequestMessage(command.Method, new Uri(instances[instance], command.Path))
        {
            Content = JsonContent.Create(command.Body, command.Body.GetType()),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", command.Student.Token);
        if (command.Key is { } key)
            request.Headers.Add("Idempotency-Key", key);

        var sentAt = clock.Elapsed;
        Answer answer;
        var isMissing = false;
        try
        {
            using var response = await http.SendAsync(request, limit.Token);
            answer = await ReadAsync(command, response, sentAt, limit.Token);
        }
        catch (Exception failure) when (IsLoss(failure) && !cancellationToken.IsCancellationRequested)
        {
            answer = new Answer(Outcome.Unknown, failure.GetType().Name, null, false, sentAt, clock.Elapsed);
            isMissing = patience is null && !connectionsAreCut;
        }

        findings.Require(
            !isMissing && answer.AnsweredAt - sentAt < serviceTimeout + Grace, FindingKind.Late,
            $"{command}: {answer.Code ?? "ok"} after {(answer.AnsweredAt - sentAt).TotalSeconds:0.0} s");
        command.Record(answer, findings);
        return answer;
    }

    /// <summary>
    /// What a student reads there, JSON's null if there is nothing for them; null if it cannot be told.
    /// </summary>
    public async Task<string?> ReadAsync(
        Student student, string path, int instance, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(serviceTimeout + 2 * Grace);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(instances[instance], path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", student.Token);
        try
        {
            using var response = await http.SendAsync(request, limit.Token);
            return response switch
            {
                { IsSuccessStatusCode: true } => await response.Content.ReadAsStringAsync(limit.Token),
                { StatusCode: HttpStatusCode.Forbidden or HttpStatusCode.NotFound } => "null",
                _ => null,
            };
        }
        catch (Exception failure) when (IsLoss(failure) && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>
    /// Sends what is no command of the load, with a key of its own, until it is answered for good.
    /// </summary>
    /// <returns>The status, when the last attempt was sent and answered, and the body, where there is one.</returns>
    public async Task<(HttpStatusCode Status, TimeSpan SentAt, JsonElement Body)> AskAsync(
        HttpMethod method, string path, object? body, string token, CancellationToken cancellationToken)
    {
        var key = $"{Guid.NewGuid()}";
        for (var attempt = Random.Shared.Next(instances.Count); ; attempt++)
        {
            using var request = new HttpRequestMessage(method, new Uri(instances[attempt % instances.Count], path));
            if (body is not null)
                request.Content = JsonContent.Create(body, body.GetType());
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            if (method != HttpMethod.Get)
                request.Headers.Add("Idempotency-Key", key);
            if (method == HttpMethod.Put)
                request.Headers.Add("If-Match", "*");
            var sentAt = clock.Elapsed;
            try
            {
                using var response = await http.SendAsync(request, cancellationToken);
                var text = await response.Content.ReadAsStringAsync(cancellationToken);
                var answer = text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text);
                findings.Require(
                    response.StatusCode is < HttpStatusCode.InternalServerError
                        or HttpStatusCode.ServiceUnavailable,
                    FindingKind.WrongAnswer, $"{method} {path}: {(int)response.StatusCode} {text}");
                if (response.StatusCode is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.Conflict))
                    return (response.StatusCode, sentAt, answer);
            }
            catch (Exception failure) when (IsLoss(failure) && !cancellationToken.IsCancellationRequested)
            {
                // Whether it was done shows when it is asked again.
            }

            await Task.Delay(100, cancellationToken);
        }
    }

    /// <summary>Whether an instance says that it is ready.</summary>
    public async Task<bool> IsReadyAsync(int instance, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(5));
        try
        {
            using var response = await http.GetAsync(new Uri(instances[instance], "/health/ready"), limit.Token);
            return response.IsSuccessStatusCode;
        }
        catch (Exception failure) when (IsLoss(failure) && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    public void Dispose() => http.Dispose();

    private static HttpClient CreateHttp()
    {
        var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, ConnectTimeout = TimeSpan.FromSeconds(5) })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        // As a proxy that ends TLS would.
        http.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        http.DefaultRequestHeaders.Add("X-Forwarded-For", "10.0.0.1");
        return http;
    }

    private static bool IsLoss(Exception failure) =>
        failure is HttpRequestException or IOException or OperationCanceledException;

    private async Task<Answer> ReadAsync(
        Command command, HttpResponseMessage response, TimeSpan sentAt, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        var replayed = response.Headers.Contains("Idempotency-Replayed");
        var code = response.IsSuccessStatusCode ? null : ReadCode(body);
        var outcome = response.StatusCode switch
        {
            HttpStatusCode.OK when command.IsAnsweredBy(body) => Outcome.Ok,
            HttpStatusCode.ServiceUnavailable => Outcome.Unavailable,
            HttpStatusCode.Conflict when code == "idempotency_in_progress" && command.Key is not null =>
                Outcome.Unavailable,
            >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError when code is not null =>
                Outcome.Refused,
            _ => Outcome.Unknown,
        };
        findings.Require(
            outcome != Outcome.Unknown, FindingKind.WrongAnswer, $"{command}: {(int)response.StatusCode} {body}");
        findings.Require(
            response.StatusCode != HttpStatusCode.ServiceUnavailable || response.Headers.RetryAfter is not null,
            FindingKind.WrongAnswer, $"{command}: 503 without Retry-After: {body}");
        return new Answer(outcome, code, outcome == Outcome.Ok ? body : null, replayed, sentAt, clock.Elapsed);
    }

    private static string? ReadCode(string body)
    {
        try
        {
            using var problem = JsonDocument.Parse(body);
            return problem.RootElement.TryGetProperty("code", out var code) ? code.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
