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
    public void The_routes_of_the_use_cases_are_these()
    {
        var routes = Routes
            .Where(route => route.Metadata.GetMetadata<IEndpointNameMetadata>() is not null)
            .Select(route => $"{route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Single()} {route.RoutePattern.RawText}");

        Assert.Equal(
            [
                "DELETE /auth/sessions",
                "DELETE /auth/sessions/{sessionId}",
                "DELETE /courses/{courseId}/tas/{taId}",
                "DELETE /invitations/{invitationId}",
                "DELETE /terms/{termId}",
                "GET /.well-known/jwks.json",
                "GET /accounts",
                "GET /audit",
                "GET /auth/me",
                "GET /auth/sessions",
                "GET /bookings/students/{studentId}",
                "GET /bookings/tas/{taId}",
                "GET /bookings/{bookingId}",
                "GET /bundles/students/{studentId}",
                "GET /bundles/students/{studentId}/courses/{courseId}/active",
                "GET /courses",
                "GET /courses/{courseId}",
                "GET /courses/{courseId}/products",
                "GET /courses/{courseId}/support-options",
                "GET /courses/{courseId}/tas",
                "GET /exports/{kind}",
                "GET /group-session-templates",
                "GET /group-session-templates/{templateId}",
                "GET /group-sessions/courses/{courseId}",
                "GET /institution",
                "GET /invitations",
                "GET /invitations/{invitationId}",
                "GET /products/{productId}",
                "GET /students",
                "GET /students/{studentId}",
                "GET /students/{studentId}/export",
                "GET /tas",
                "GET /tas/{taId}",
                "GET /terms",
                "GET /terms/{termId}",
                "PATCH /bookings/{bookingId}/cancel",
                "POST /auth/accept-invitation",
                "POST /auth/change-password",
                "POST /auth/login",
                "POST /auth/logout",
                "POST /auth/refresh",
                "POST /auth/register",
                "POST /bookings/individual",
                "POST /bundles/courses/{courseId}/purchase",
                "POST /courses",
                "POST /courses/{courseId}/group-session-templates",
                "POST /courses/{courseId}/products",
                "POST /group-sessions/{bookingId}/join",
                "POST /group-sessions/{bookingId}/leave",
                "POST /imports/{kind}",
                "POST /invitations",
                "POST /students",
                "POST /students/{studentId}/erase",
                "POST /tas",
                "POST /terms",
                "PUT /accounts/{accountId}/status",
                "PUT /courses/{courseId}",
                "PUT /courses/{courseId}/tas/{taId}",
                "PUT /group-session-templates/{templateId}",
                "PUT /products/{productId}",
                "PUT /students/{studentId}",
                "PUT /tas/{taId}",
                "PUT /tas/{taId}/profile",
                "PUT /terms/{termId}",
            ],
            routes.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_route_says_who_may_use_it()
    {
        Assert.NotEmpty(Routes);
        Assert.All(Routes, route => Assert.True(
            route.Metadata.GetMetadata<IAllowAnonymous>() is not null
            || route.Metadata.GetMetadata<IAuthorizeData>() is { Policy: Policies.StudentOrAdmin or Policies.TaOrAdmin or Policies.Admin or Policies.SignedIn },
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
