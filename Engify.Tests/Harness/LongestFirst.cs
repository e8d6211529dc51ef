using Engify.Tests.Accounts;
using Engify.Tests.Database;
using Engify.Tests.Development;
using Engify.Tests.Operate;
using Engify.Tests.Promises.Attacks;
using Engify.Tests.Promises.Faults;
using Engify.Tests.Promises.Speed;
using Xunit.Abstractions;

[assembly: TestCollectionOrderer("Engify.Tests.Harness.LongestFirst", "Engify.Tests")]

namespace Engify.Tests.Harness;

/// <summary>
/// Starts the classes that take longest before all others, so that no processor waits for one in the end.
/// </summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly IReadOnlyList<string> Longest =
    [
        .. new[]
        {
            typeof(IndexTests), typeof(CultureTests), typeof(StartTests), typeof(VerbFaultTests),
            typeof(AccountVerbTests), typeof(RequestsTests), typeof(ReadableColumnTests), typeof(UpgradeTests),
            typeof(CircuitTests), typeof(OddRequestTests), typeof(EmailKeyTests), typeof(LostFilesTests),
        }.Select(type => type.FullName!),
    ];

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderByDescending(collection =>
            Longest.Any(name => collection.DisplayName.EndsWith(name, StringComparison.Ordinal)));
}
