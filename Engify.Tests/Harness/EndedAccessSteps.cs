namespace Engify.Tests.Harness;

/// <summary>The steps that tests about ended access share.</summary>
public static class EndedAccessSteps
{
    /// <summary>Waits until the access token is refused, which takes a moment: the database tells of it.</summary>
    public static async Task ShouldEndAsync(this EngifyFixture engify, ApiClient api, Answer session)
    {
        await engify.HeardAsync();
        var answer = await api.GetCurrentUserAsync(session.AccessToken());
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (answer.Status == 200)
        {
            patience.Token.ThrowIfCancellationRequested();
            answer = await api.GetCurrentUserAsync(session.AccessToken());
        }

        answer.ShouldBeProblem(401, "unauthenticated");
    }

    /// <summary>Waits until all that was told before has been heard: it is told in the order of the commits.</summary>
    public static async Task HeardAsync(this EngifyFixture engify)
    {
        var word = Guid.NewGuid();
        var heard = engify.Log.NextAsync(entry => entry.Message == $"Access ended or came back: -{word}");
        await engify.ExecuteAsync($"SELECT pg_notify('engify_ended_access', '-{word}')");
        await heard;
    }
}
