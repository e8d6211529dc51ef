using System.Net.Http.Json;
using Engify.Features.Database;
using Microsoft.EntityFrameworkCore;

namespace Engify.Tests.Promises.Attacks;

/// <summary>
/// Connections that break at the worst moment: a retry with the key finds out what was done, and does it once.
/// </summary>
public sealed class CutOffTests(CutOffFixture engify) : IClassFixture<CutOffFixture>, IAsyncLifetime
{
    private readonly string key = Guid.NewGuid().ToString();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => Assert.Empty(await engify.CheckAsync());

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task An_answer_that_is_cut_off_after_the_commit_is_given_to_the_retry(int cuts)
    {
        var body = await BodyAsync();

        engify.Cutter.CutNext(cuts);
        for (var cut = 0; cut < cuts; cut++)
            await Assert.ThrowsAsync<HttpRequestException>(() => BookAsync(body));
        var kept =
            await engify.QueryAsync(db => db.Bookings.SingleAsync(booking => booking.TaId == (Guid)body["taId"]!));
        var retry = (await BookAsync(body)).ShouldBeOk();

        Assert.Equal(kept.Id, retry.Id);
        Assert.Equal("true", retry.Headers[IdempotencyKeys.ReplayedHeader]);
        Assert.Equal(1, await CountAsync(body));
    }

    [Fact]
    public async Task A_cancellation_whose_answer_is_cut_off_gives_the_session_back_once()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var student = await engify.School.AddStudentAsync();
        var purchase =
            await engify.School.AddPurchaseAsync(student, await engify.School.AddBundleAsync(course, sessions: 3));
        var booked = (await engify.Api.BookAsync(student, course, ta, bundle: purchase)).ShouldBeOk();

        engify.Cutter.CutNext(1);
        await Assert.ThrowsAsync<HttpRequestException>(() =>
            SendAsync(HttpMethod.Patch, $"/bookings/{booked.Id}/cancel", null));
        var retry = (await SendAsync(HttpMethod.Patch, $"/bookings/{booked.Id}/cancel", null)).ShouldBeOk();

        Assert.Equal("CANCELLED", retry["status"].GetString());
        Assert.Equal(3, await engify.QueryAsync(db => db.BundlePurchases
            .Where(stored => stored.Id == purchase.Id).Select(stored => stored.RemainingSessions).SingleAsync()));
    }

    [Fact]
    public async Task A_client_that_goes_away_in_the_middle_and_comes_back_books_once()
    {
        var body = await BodyAsync();
        await using var bookings = await BookingsLock.TakeAsync(engify);
        using var patience = new CancellationTokenSource();

        var gone = BookAsync(body, patience.Token);
        await bookings.WaitForWaitersAsync(1);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        await bookings.ReleaseAsync();

        // While the service has not noticed yet that the first is alone, the retry may be told so.
        Answer retry;
        do
            retry = await BookAsync(body);
        while (retry is { Status: 409, Code: "idempotency_in_progress" });

        retry.ShouldBeOk();
        Assert.Equal(1, await CountAsync(body));
    }

    private async Task<Dictionary<string, object?>> BodyAsync()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        return School.Individual(await engify.School.AddStudentAsync(), course, ta);
    }

    private Task<Answer> BookAsync(Dictionary<string, object?> body, CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Post, BookingSteps.IndividualPath, body, cancellationToken);

    private async Task<Answer> SendAsync(
        HttpMethod method, string path, object? body, CancellationToken cancellationToken = default)
    {
        using var request =
            new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Add(IdempotencyKeys.Header, key);
        // On a connection that it used before, the client would try again by itself.
        request.Headers.ConnectionClose = true;
        using var response = await engify.Client.SendAsync(request, cancellationToken);
        return await Answer.OfAsync(response);
    }

    private Task<int> CountAsync(Dictionary<string, object?> body) =>
        engify.QueryAsync(db => db.Bookings.CountAsync(booking => booking.TaId == (Guid)body["taId"]!));
}
