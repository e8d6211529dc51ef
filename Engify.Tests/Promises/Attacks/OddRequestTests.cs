using System.Collections.Concurrent;
using System.Globalization;
using CsCheck;
using Microsoft.Extensions.Logging;
using NSwag;
using Xunit.Abstractions;

namespace Engify.Tests.Promises.Attacks;

/// <summary>Whatever is asked, the service answers as its document says, never with a fault of its own.</summary>
public sealed class OddRequestTests(AttackedFixture engify, ITestOutputHelper output) : IClassFixture<AttackedFixture>
{
    private const int RequestsEach = 180;
    private const int FurtherRequests = 3000;
    private const int AtOnce = 8;
    private const int Shown = 2;

    /// <summary>Another set of requests: <c>ENGIFY_SEED=… dotnet test</c>.</summary>
    private static readonly ulong Seed = ulong.Parse(
        Environment.GetEnvironmentVariable("ENGIFY_SEED") ?? "20260302", CultureInfo.InvariantCulture);

    [Fact]
    public async Task No_request_is_answered_otherwise_than_the_document_allows()
    {
        var contract = await Contract.ReadAsync(engify.Host.Services);
        var school = await KnownSchool.BuildAsync(engify);
        var random = new PCG(1, Seed);
        var generators = contract.Operations.Select(operation => OddRequests.Of(operation, school)).ToList();
        var requests = Enumerable.Range(0, RequestsEach * generators.Count)
            .Select(number => generators[number % generators.Count].Generate(random, null, out _))
            .OrderBy(request => KnownSchool.EndsMuch(request.Operation.Operation.OperationId))
            .ToList();

        var statuses = new ConcurrentDictionary<(string Operation, int Status), int>();
        var faults = new ConcurrentDictionary<string, ConcurrentQueue<string>>();
        await Parallel.ForEachAsync(
            requests, new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (request, _) => await SendAsync(request));
        // Few requests of some operations fit, and which ones changes with every operation that is added.
        foreach (var generator in generators)
        {
            for (var further = 0; further < FurtherRequests; further++)
            {
                var request = generator.Generate(random, null, out _);
                if (HasSucceeded(request.Operation))
                    break;
                await SendAsync(request);
            }
        }

        foreach (var operation in statuses.GroupBy(pair => pair.Key.Operation))
        {
            var counts = operation.OrderBy(pair => pair.Key).Select(pair => $"{pair.Value} × {pair.Key.Status}");
            output.WriteLine($"{operation.Key}: {string.Join(", ", counts)}");
        }

        Assert.True(
            faults.IsEmpty,
            $"With the seed {Seed}:\n" + string.Join('\n', faults.Select(fault =>
                $"\n{fault.Value.Count} × {fault.Key}\n{string.Join('\n', fault.Value.Take(Shown))}")));
        Assert.DoesNotContain(engify.Log.Entries, entry => entry.Level >= LogLevel.Error);
        Assert.All(contract.Operations, operation => Assert.True(
            HasSucceeded(operation), $"{operation.Path} never succeeded: nothing got far."));
        Assert.Empty(await engify.CheckAsync());

        async Task SendAsync(OddRequest request)
        {
            Answer answer;
            try
            {
                answer = await engify.Api.SendAsync(
                    request.Method, request.Path, request.Body, request.By, [.. request.Headers]);
            }
            catch (BrokenContractException broken)
            {
                Add($"a broken contract by {request.Operation.Operation.OperationId}", request, broken.Message);
                return;
            }

            statuses.AddOrUpdate((request.Operation.Operation.OperationId, answer.Status), 1, (_, count) => count + 1);
            if (answer.Status >= 500)
                Add($"{answer.Status} to {request.Method}", request, answer.Text);
        }

        bool HasSucceeded(OpenApiOperationDescription operation) => statuses.Keys.Any(
            key => key.Operation == operation.Operation.OperationId && key.Status is >= 200 and < 300);

        void Add(string kind, OddRequest request, string text) =>
            faults.GetOrAdd(kind, _ => []).Enqueue($"{request.ToCurl()}\n{text}");
    }
}
