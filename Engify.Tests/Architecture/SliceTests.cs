using Carter;
using Engify.Features;
using Engify.Features.Database;
using Engify.Features.Http;
using Engify.Features.Pipeline;
using FluentValidation;
using MediatR;

namespace Engify.Tests.Architecture;

public sealed class SliceTests
{
    private static readonly Type[] Types = [.. typeof(EngifyFeatures).Assembly.GetTypes()
        .Where(type => type.Namespace?.StartsWith("Engify.Features", StringComparison.Ordinal) == true
            && !type.IsNested)];

    private static readonly Type[] Endpoints = Implementing(typeof(ICarterModule));
    private static readonly Type[] Handlers = Implementing(typeof(IRequestHandler<,>));
    private static readonly Type[] Validators = Implementing(typeof(IValidator<>));
    private static readonly Type[] Requests = Implementing(typeof(IBaseRequest));

    [Fact]
    public void There_are_slices_to_look_at()
    {
        Assert.True(Endpoints.Length >= 14);
        Assert.True(Handlers.Length >= 16);
        Assert.True(Validators.Length >= 6);
        Assert.Equal(Handlers.Length, Requests.Length);
    }

    [Fact]
    public void Endpoints_are_public_and_sealed_and_the_rest_of_the_work_is_internal()
    {
        Assert.All(
            Endpoints, endpoint => Assert.True(endpoint is { IsPublic: true, IsSealed: true }, endpoint.FullName));
        Assert.All(
            Handlers.Concat(Validators),
            type => Assert.True(type is { IsPublic: false, IsSealed: true }, type.FullName));
    }

    [Fact]
    public void The_files_of_a_slice_bear_its_name()
    {
        Assert.All(Endpoints, type => ShouldBeNamed(type, "Endpoint"));
        Assert.All(Handlers, type => ShouldBeNamed(type, "Handler"));
        Assert.All(Validators, type => ShouldBeNamed(type, "Validator"));
        Assert.All(Requests, type => ShouldBeNamed(type, "Request"));
    }

    [Fact]
    public void The_routes_of_the_use_cases_are_named_after_their_folders() =>
        Assert.All(Endpoints, endpoint => Assert.Equal(typeof(EngifyEndpoint), endpoint.BaseType));

    [Fact]
    public void A_request_is_a_command_or_a_query_or_its_handler_runs_its_transactions()
    {
        var kinds = Handlers.ToLookup(handler => KindOf(RequestOf(handler)));

        Assert.True(kinds[typeof(ICommand<>)].Count() > 8);
        Assert.True(kinds[typeof(IQuery<>)].Count() > 12);
        Assert.All(kinds[typeof(ICommand<>)].Concat(kinds[typeof(IQuery<>)]), handler => Assert.False(Runs(handler)));
        Assert.NotEmpty(kinds[typeof(IRequest<>)]);
        Assert.All(kinds[typeof(IRequest<>)], handler => Assert.True(Runs(handler), handler.FullName));

        static Type RequestOf(Type handler) => handler.GetInterfaces()
            .Single(contract => contract.GetGenericTypeDefinition() == typeof(IRequestHandler<,>))
            .GetGenericArguments()[0];

        static Type KindOf(Type request) => request.GetInterfaces().Where(contract => contract.IsGenericType)
            .Select(contract => contract.GetGenericTypeDefinition())
            .SingleOrDefault(kind => kind == typeof(ICommand<>) || kind == typeof(IQuery<>), typeof(IRequest<>));

        static bool Runs(Type handler) => handler.GetConstructors().Single().GetParameters()
            .Any(parameter => parameter.ParameterType == typeof(Transactions));
    }

    [Fact]
    public void Names_are_unique_so_that_the_schemas_of_the_document_are() =>
        Assert.DoesNotContain(
            Types.Where(type => !type.IsGenericType).GroupBy(type => type.Name), same => same.Count() > 1);

    private static void ShouldBeNamed(Type type, string suffix) =>
        Assert.Equal(type.Namespace!.Split('.')[^1] + suffix, type.Name);

    private static Type[] Implementing(Type contract) => [.. Types.Where(type =>
        type is { IsAbstract: false, IsInterface: false, IsGenericTypeDefinition: false }
        && type.GetInterfaces().Any(found => found == contract
            || (found.IsGenericType && found.GetGenericTypeDefinition() == contract)))];
}
