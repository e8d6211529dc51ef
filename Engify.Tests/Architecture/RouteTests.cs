using System.Reflection;
using Engify.Features.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Engify.Tests.Architecture;

public sealed class RouteTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    private RouteEndpoint[] Routes =>
        [.. engify.Host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()];

    [Fact]
    public void Every_route_says_who_may_use_it()
    {
        Assert.NotEmpty(Routes);
        Assert.All(Routes, route => Assert.True(
            route.Metadata.GetMetadata<IAllowAnonymous>() is not null
            || route.Metadata.GetMetadata<IAuthorizeData>() is
            {
                Policy: Policies.StudentOrAdmin or Policies.TaOrAdmin or Policies.Admin or Policies.SignedIn,
            },
            route.DisplayName));
    }

    [Fact]
    public void Every_command_of_somebody_signed_in_takes_an_idempotency_key()
    {
        var commands = Routes
            .Where(route => route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods is
                    ["POST" or "PUT" or "PATCH" or "DELETE"]
                && route.Metadata.GetMetadata<IAllowAnonymous>() is null
                // Its repeat finds that the password is no longer the current one; it does nothing twice.
                && route.RoutePattern.RawText != "/auth/change-password")
            .ToList();

        Assert.NotEmpty(commands);
        Assert.All(commands, route => Assert.NotNull(route.Metadata.GetMetadata<AcceptsIdempotencyKey>()));
    }

    [Fact]
    public void Every_route_that_takes_an_idempotency_key_says_how_it_answers_before_the_commit()
    {
        var keyed = Routes.Where(route => route.Metadata.GetMetadata<AcceptsIdempotencyKey>() is not null).ToList();

        Assert.NotEmpty(keyed);
        Assert.All(keyed, route => Assert.Contains(
            route.Metadata.GetMetadata<MethodInfo>()!.GetParameters(),
            parameter => parameter.ParameterType == typeof(Commands)));
    }
}
