using System.Globalization;
using System.Threading.RateLimiting;
using Engify.Features.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Engify.Api.Http.RateLimiting;

/// <summary>How many requests a client may send before it has to wait.</summary>
internal static class EngifyRateLimits
{
    public static IServiceCollection AddEngifyRateLimits(this IServiceCollection services)
    {
        services.AddSettings<RateLimitOptions>(RateLimitOptions.Section);
        services.AddRateLimiter(_ => { }).AddOptions<RateLimiterOptions>()
            .Configure<IOptions<RateLimitOptions>, TimeProvider>((limiter, options, clock) =>
                Configure(limiter, options.Value, clock));
        return services;
    }

    /// <summary>
    /// Identifies the sender of a request and counts it. If the issuer or the database is away, the request counts for
    /// the address instead.
    /// </summary>
    public static void UseEngifyRateLimits(this WebApplication app)
    {
        var limiter = app.Services.GetRequiredService<IOptions<RateLimiterOptions>>().Value;
        app.Use((context, next) => CountUnknownAsync(context, next, limiter));
        app.UseAuthentication();
        app.UseRateLimiter();
    }

    private static async Task CountUnknownAsync(HttpContext context, RequestDelegate next, RateLimiterOptions limiter)
    {
        try
        {
            await next(context);
        }
        catch (Exception) when (!RateLimitHeaders.AreKnownOf(context))
        {
            if (limiter.GlobalLimiter is { } global
                && context.GetEndpoint()?.Metadata.GetMetadata<DisableRateLimitingAttribute>() is null)
            {
                using var lease = global.AttemptAcquire(context);
                if (!lease.IsAcquired)
                {
                    context.Response.StatusCode = limiter.RejectionStatusCode;
                    TellWhenToReturn(context, lease);
                    return;
                }
            }

            throw;
        }
    }

    private static void Configure(RateLimiterOptions limiter, RateLimitOptions limits, TimeProvider clock)
    {
        // A route names this limit, but it is enforced below: only there can the answer say how much is left.
        limiter.AddPolicy(RateLimits.SignIn, _ => RateLimitPartition.GetNoLimiter(""));
        if (!limits.Enabled)
            return;

        RateLimiter General(string _) => new WindowLimiter(RateLimits.General, limits.General.PermitLimit, clock);
        RateLimiter SignIn(string _) => new WindowLimiter(RateLimits.SignIn, limits.SignIn.PermitLimit, clock);

        limiter.GlobalLimiter = PartitionedRateLimiter.CreateChained(
            Limit(context => RateLimitPartition.Get(Client.AccountOf(context), General)),
            Limit(context => AsksForSignIn(context)
                ? RateLimitPartition.Get(Client.AddressOf(context), SignIn)
                : RateLimitPartition.GetNoLimiter("")));

        // The status becomes a problem in the same place as all others.
        limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limiter.OnRejected = (refused, _) =>
        {
            TellWhenToReturn(refused.HttpContext, refused.Lease);
            return ValueTask.CompletedTask;
        };
    }

    private static void TellWhenToReturn(HttpContext context, RateLimitLease lease)
    {
        if (lease.TryGetMetadata(MetadataName.RetryAfter, out var wait))
            context.Response.Headers.RetryAfter = wait.TotalSeconds.ToString(CultureInfo.InvariantCulture);
    }

    private static AnnouncedLimiter Limit(Func<HttpContext, RateLimitPartition<string>> partition) =>
        new(PartitionedRateLimiter.Create(partition, StringComparer.Ordinal));

    private static bool AsksForSignIn(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<EnableRateLimitingAttribute>()?.PolicyName == RateLimits.SignIn;
}
