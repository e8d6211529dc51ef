using System.Text;
using System.Text.Json;
using Alba;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Engify.Tests.Harness;

/// <summary>Sends requests to the service, by anyone; whatever the status, the answer comes back.</summary>
/// <param name="host">The service.</param>
/// <param name="issuer">Where access tokens come from, if not from <paramref name="host"/>.</param>
public sealed class ApiClient(IAlbaHost host, IServiceProvider? issuer = null)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>
    /// What else is done to a request: giving it an address, for one, which the test server has none of.
    /// </summary>
    public Action<HttpContext> Prepare { get; init; } = _ => { };

    public Task<Answer> GetAsync(string path, string by = As.Admin, params (string Name, string Value)[] headers) =>
        SendAsync("GET", path, null, by, headers);

    public Task<Answer> PostAsync(
        string path, object? body, string by = As.Admin, params (string Name, string Value)[] headers) =>
        SendAsync("POST", path, Serialize(body), by, headers);

    public Task<Answer> PatchAsync(
        string path, object? body = null, string by = As.Admin, params (string Name, string Value)[] headers) =>
        SendAsync("PATCH", path, body is null ? null : Serialize(body), by, headers);

    /// <summary>Changes a resource, as the answer to <c>GET</c> has told its state.</summary>
    public Task<Answer> PutAsync(
        string path, object? body, string? ifMatch, string by = As.Admin,
        params (string Name, string Value)[] headers) =>
        SendAsync(
            "PUT", path, body is null ? null : Serialize(body), by,
            ifMatch is null ? headers : [.. headers, ("If-Match", ifMatch)]);

    public Task<Answer> DeleteAsync(
        string path, string by = As.Admin, params (string Name, string Value)[] headers) =>
        SendAsync("DELETE", path, null, by, headers);

    /// <summary>Sends a body as it is.</summary>
    public async Task<Answer> SendAsync(
        string method, string path, string? body, string by = As.Admin, params (string Name, string Value)[] headers)
    {
        var authorization = await As.AuthorizationAsync(issuer ?? host.Services, by);
        var result = await host.Scenario(scenario =>
        {
            scenario.ConfigureHttpContext(context =>
            {
                Prepare(context);
                var request = context.Request;
                var parts = path.Split('?', 2);
                request.Method = method;
                request.Path = Uri.UnescapeDataString(parts[0]);
                request.QueryString = new(parts.Length > 1 ? $"?{parts[1]}" : "");
                if (authorization is not null)
                    request.Headers.Authorization = authorization;
                if (string.IsNullOrEmpty(body))
                    context.Features.Set<IHttpRequestBodyDetectionFeature>(new NoBody());
                if (body is not null)
                {
                    var bytes = Encoding.UTF8.GetBytes(body);
                    request.ContentType = "application/json";
                    request.ContentLength = bytes.Length;
                    request.Body = new MemoryStream(bytes);
                }

                foreach (var header in headers.GroupBy(header => header.Name, header => header.Value))
                    request.Headers[header.Key] = header.ToArray();
            });
            scenario.IgnoreStatusCode();
        });

        return new Answer(
            result.Context.Response.StatusCode,
            await result.ReadAsTextAsync(),
            result.Context.Response.Headers.ToDictionary(
                header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase));
    }

    private static string Serialize(object? body) => JsonSerializer.Serialize(body, Json);

    /// <summary>What a real server finds where there is no body, and the test server does not look for.</summary>
    private sealed class NoBody : IHttpRequestBodyDetectionFeature
    {
        public bool CanHaveBody => false;
    }
}
