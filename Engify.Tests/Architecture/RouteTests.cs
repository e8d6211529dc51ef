using System.Reflection;
using Engify.Features;
using Engify.Features.Database;
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

    /// <summary>
    /// Else the document calls the operation open to anyone, and clients that believe it send no token.
    /// </summary>
    [Fact]
    public void Every_open_question_that_is_answered_by_who_asks_says_so()
    {
        var asking = Routes
            .Where(route => route.Metadata.GetMetadata<IAllowAnonymous>() is not null
                && route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods is ["GET"]
                && route.Metadata.GetMetadata<IEndpointNameMetadata>() is { } named
                && HandlersOf(named.EndpointName).Any(AsksWhoCalls))
            .ToList();

        Assert.True(asking.Count > 4);
        Assert.All(asking, route => Assert.Contains(
            AccessRules.Allowed,
            route.Metadata.GetOrderedMetadata<RuleProblems>().SelectMany(problems => problems.Rules)));
    }

    private static IEnumerable<Type> HandlersOf(string slice) => typeof(EngifyFeatures).Assembly.GetTypes()
        .Where(type => type.Name == $"{slice}Handler");

    private static bool AsksWhoCalls(Type type) => type == typeof(Caller)
        || (type.Assembly == typeof(EngifyFeatures).Assembly
            && type.Namespace != typeof(Transactions).Namespace
            && type.GetConstructors().SelectMany(constructor => constructor.GetParameters())
                .Any(parameter => AsksWhoCalls(parameter.ParameterType)));
}
