using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Engify.Tests.OpenApi;

/// <summary>Answers in place of the service, and not as its document says.</summary>
public sealed class Liar : IStartupFilter
{
    private RequestDelegate? lie;

    /// <summary>Answers the next request so.</summary>
    public void Tell(RequestDelegate next) => lie = next;

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((context, honest) => (Interlocked.Exchange(ref lie, null) ?? honest)(context));
        next(app);
    };
}
