using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Engify.Tests.Promises.Attacks;

/// <summary>Cuts the connection when the service has done what it was asked and not yet said so.</summary>
public sealed class AnswerCutter : IStartupFilter
{
    private int left;

    /// <summary>Cuts the answers to the next requests, so many of them.</summary>
    public void CutNext(int count) => Interlocked.Exchange(ref left, count);

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(CutAsync);
        next(app);
    };

    private async Task CutAsync(HttpContext context, RequestDelegate next)
    {
        if (Interlocked.Decrement(ref left) < 0)
        {
            await next(context);
            return;
        }

        // Held back, or part of it might already be on its way.
        using var heldBack = new MemoryStream();
        context.Response.Body = heldBack;
        await next(context);
        context.Abort();
    }
}
