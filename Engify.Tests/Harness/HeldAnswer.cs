using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Engify.Tests.Harness;

/// <summary>An answer that is written, and believes itself on its way, but has not left yet.</summary>
public sealed class HeldAnswer : IHttpResponseFeature, IDisposable
{
    private readonly HttpContext context;
    private readonly IHttpResponseFeature response;
    private readonly IHttpResponseBodyFeature body;
    private readonly Text text;
    private readonly Stack<(Func<object, Task> Callback, object State)> starting = new();

    private HeldAnswer(HttpContext context)
    {
        this.context = context;
        response = context.Features.GetRequiredFeature<IHttpResponseFeature>();
        body = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        text = new Text(StartAsync);
        context.Features.Set<IHttpResponseFeature>(this);
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(text));
    }

    public int StatusCode
    {
        get => response.StatusCode;
        set => response.StatusCode = value;
    }

    public string? ReasonPhrase
    {
        get => response.ReasonPhrase;
        set => response.ReasonPhrase = value;
    }

    public IHeaderDictionary Headers
    {
        get => response.Headers;
        set => response.Headers = value;
    }

    public Stream Body
    {
        get => text;
        set => throw new NotSupportedException();
    }

    public bool HasStarted { get; private set; }

    public static HeldAnswer Hold(HttpContext context) => new(context);

    public void OnStarting(Func<object, Task> callback, object state) => starting.Push((callback, state));

    public void OnCompleted(Func<object, Task> callback, object state) => response.OnCompleted(callback, state);

    /// <returns>The whole answer.</returns>
    public async Task<Answer> CompleteAsync()
    {
        await context.Features.GetRequiredFeature<IHttpResponseBodyFeature>().CompleteAsync();
        await StartAsync();
        return new Answer(
            StatusCode,
            Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length),
            Headers.ToDictionary(
                header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase));
    }

    public void Replace(int status, string message)
    {
        Headers.Clear();
        StatusCode = status;
        Headers.ContentType = "text/plain; charset=utf-8";
        text.SetLength(0);
        text.Write(Encoding.UTF8.GetBytes(message));
    }

    /// <summary>Lets the answer go.</summary>
    public async Task ReleaseAsync()
    {
        Restore();
        var bytes = text.GetBuffer().AsMemory(0, (int)text.Length);
        if (!bytes.IsEmpty)
            await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    public void Dispose()
    {
        Restore();
        text.Dispose();
    }

    private void Restore()
    {
        context.Features.Set(response);
        context.Features.Set(body);
    }

    /// <summary>Does what the service wants done when an answer starts, such as adding headers.</summary>
    private async Task StartAsync()
    {
        if (HasStarted)
            return;

        HasStarted = true;
        while (starting.TryPop(out var each))
            await each.Callback(each.State);
    }

    /// <summary>Starts the answer with the first of it, as a server does.</summary>
    private sealed class Text(Func<Task> start) : MemoryStream
    {
        public override async ValueTask WriteAsync(
            ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await start();
            await base.WriteAsync(buffer, cancellationToken);
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override Task FlushAsync(CancellationToken cancellationToken) => start();
    }
}
