using Engify.Features;
using Engify.Features.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Engify.Tests.Architecture;

/// <summary>
/// The service with one more area, whose only use case is in the folder <c>Samples</c>: nothing else knows of it, and
/// it has all that the others have.
/// </summary>
public sealed class SampleSliceTests(SampleFixture engify) : IClassFixture<SampleFixture>
{
    private readonly string path = $"/samples/{Guid.NewGuid()}";

    [Fact]
    public async Task It_is_answered_for_those_who_may_and_refused_by_its_rules()
    {
        Assert.Equal(7, (await PutAsync(7)).ShouldBeOk()["value"].GetInt32());
        (await PutAsync(100)).ShouldBeInvalid("value");
        (await PutAsync(0)).ShouldBeProblem(400, "sample_not_positive");
        (await PutAsync(7, As.Anonymous)).ShouldBeProblem(401, "unauthenticated");
        (await PutAsync(7, As.Student(Guid.NewGuid()))).ShouldBeProblem(403, "forbidden");
        (await engify.Api.PostAsync(path, new { value = 7 })).ShouldBeProblem(405, "method_not_allowed");
    }

    [Fact]
    public async Task A_repeat_gets_the_first_answer()
    {
        var key = (IdempotencyKeys.Header, $"{Guid.NewGuid()}");

        var first = (await PutAsync(7, headers: key)).ShouldBeOk();
        var repeat = (await PutAsync(7, headers: key)).ShouldBeOk();

        Assert.Equal(first.Text, repeat.Text);
        Assert.Equal("true", repeat.Headers[IdempotencyKeys.ReplayedHeader]);
    }

    [Fact]
    public async Task The_audit_log_says_what_was_done_to_which_object()
    {
        (await PutAsync(7)).ShouldBeOk();

        var id = path.Split('/')[^1];
        var entry = await engify.QueryAsync(db => db.AuditEntries.SingleAsync(entry => entry.ObjectId == id));
        Assert.Equal(("PutSample", "sample", AuditLog.Succeeded), (entry.Action, entry.ObjectType, entry.Outcome));
    }

    [Fact]
    public async Task The_document_has_it_with_its_tag_and_its_problems()
    {
        var document = (await engify.Api.GetAsync("/openapi/v1.json", As.Anonymous)).ShouldBeOk();

        var operation = document["paths"].GetProperty("/samples/{sampleId}").GetProperty("put");
        Assert.Equal("PutSample", operation.GetProperty("operationId").GetString());
        Assert.Equal("Samples", operation.GetProperty("tags")[0].GetString());
        Assert.Contains(document["tags"].EnumerateArray(), tag =>
            tag.GetProperty("name").GetString() == "Samples"
            && tag.GetProperty("description").GetString() == "What somebody adds.");
        Assert.Contains(
            "sample_not_positive", operation.GetProperty("responses").GetProperty("400").GetRawText(),
            StringComparison.Ordinal);
        Assert.Contains("Idempotency-Key", operation.GetRawText(), StringComparison.Ordinal);
    }

    private Task<Answer> PutAsync(int value, string by = As.Admin, params (string Name, string Value)[] headers) =>
        engify.Api.SendAsync("PUT", path, $$"""{"value":{{value}}}""", by, headers);
}

public sealed class SampleFixture : EngifyFixture
{
    /// <summary>The document of all other tests does not know the sample.</summary>
    protected override bool IsWatched => false;

    protected override void ConfigureServices(IServiceCollection services) =>
        services.AddUseCases(typeof(SampleFixture).Assembly);
}
