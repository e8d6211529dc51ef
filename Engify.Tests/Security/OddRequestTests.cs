using System.Collections.Concurrent;
using System.Globalization;
using CsCheck;
using Engify.Tests.Harness;
using Microsoft.Extensions.Logging;
using Xunit.Abstractions;

namespace Engify.Tests.Security;

/// <summary>Whatever is asked, the service answers as its document says, never with a fault of its own.</summary>
public sealed class OddRequestTests(AttackedFixture engify, ITestOutputHelper output) : IClassFixture<AttackedFixture>
{
    private const int Requests = 10_500;
    private const int AtOnce = 8;
    private const int Shown = 2;

    /// <summary>Another set of requests: <c>ENGIFY_SEED=… dotnet test</c>.</summary>
    private static readonly ulong Seed = ulong.Parse(
        Environment.GetEnvironmentVariable("ENGIFY_SEED") ?? "20260302", CultureInfo.InvariantCulture);

    [Fact]
    public async Task No_request_is_answered_otherwise_than_the_document_allows()
    {
        var contract = await Contract.ReadAsync(engify.Api);
        var school = await KnownSchool.BuildAsync(engify);
        var random = new PCG(1, Seed);
        var generators = contract.Operations.Select(operation => OddRequests.Of(operation, school)).ToList();
        var requests = Enumerable.Range(0, Requests)
            .Select(number => generators[number % generators.Count].Generate(random, null, out _))
            .ToList();

        var statuses = new ConcurrentDictionary<(string Operation, int Status), int>();
        var faults = new ConcurrentDictionary<string, ConcurrentQueue<string>>();
        await Parallel.ForEachAsync(
            requests, new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (request, _) =>
            {
                var answer = await engify.Api.SendAsync(request.Method, request.Path, request.Body, request.By, [.. request.Headers]);
                statuses.AddOrUpdate((request.Operation.Operation.OperationId, answer.Status), 1, (_, count) => count + 1);
                var breaches = contract.Breaches(contract.Find(request.Method, request.Path), answer).ToList();
                if (answer.Status >= 500 || breaches.Count > 0)
                {
                    faults.GetOrAdd($"{answer.Status} to {request.Method}: {breaches.FirstOrDefault()}", _ => [])
                        .Enqueue($"{request.ToCurl()}\n{answer.Text}");
                }
            });

        foreach (var operation in statuses.GroupBy(pair => pair.Key.Operation))
            output.WriteLine($"{operation.Key}: {string.Join(", ", operation.OrderBy(pair => pair.Key).Select(pair => $"{pair.Value} × {pair.Key.Status}"))}");
        Assert.True(
            faults.IsEmpty,
            $"With the seed {Seed}:\n" + string.Join('\n', faults.Select(fault =>
                $"\n{fault.Value.Count} × {fault.Key}\n{string.Join('\n', fault.Value.Take(Shown))}")));
        Assert.DoesNotContain(engify.Log.Entries, entry => entry.Level >= LogLevel.Error);
        Assert.All(contract.Operations, operation => Assert.True(
            statuses.Keys.Any(key => key.Operation == operation.Operation.OperationId && key.Status is >= 200 and < 300), $"{operation.Path} never succeeded: nothing got far."));
        Assert.Empty(await engify.CheckAsync());
    }
}
