using Engify.Features.Database;
using Microsoft.EntityFrameworkCore;

namespace Engify.Tests.Promises.Attacks;

public sealed class IdempotencyAttackTests(EngifyFixture engify) : IClassFixture<EngifyFixture>, IAsyncLifetime
{
    private readonly (string, string) key = (IdempotencyKeys.Header, Guid.NewGuid().ToString());

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => Assert.Empty(await engify.CheckAsync());

    [Fact]
    public async Task Anothers_key_and_body_do_not_get_anothers_answer()
    {
        var (body, victim, ta) = await BodyAsync();
        var first = (await BookAsync(body, As.Student(victim))).ShouldBeOk();

        var answers = new[]
        {
            (await BookAsync(body, As.Student((await engify.School.AddStudentAsync()).Id)))
                .ShouldBeProblem(403, "forbidden"),
            (await BookAsync(body, As.Ta(ta))).ShouldBeProblem(403, "forbidden"),
            (await BookAsync(body, As.Anonymous)).ShouldBeProblem(401, "unauthenticated"),
            // An administrator may book for the student, and is told that the hour is taken: not what the student was
            // told.
            (await BookAsync(body, As.Admin)).ShouldBeProblem(400, "ta_not_available"),
        };

        Assert.All(answers, answer =>
        {
            Assert.DoesNotContain($"{first.Id}", answer.Text, StringComparison.Ordinal);
            Assert.False(answer.Headers.ContainsKey(IdempotencyKeys.ReplayedHeader));
        });
        Assert.Equal(1, await CountAsync(ta));
    }

    [Fact]
    public async Task A_key_that_was_used_looks_to_others_like_one_that_was_not()
    {
        var (body, victim, _) = await BodyAsync();
        (await BookAsync(body, As.Student(victim))).ShouldBeOk();
        var (own, attacker, ta) = await BodyAsync();

        var answer = (await BookAsync(own, As.Student(attacker))).ShouldBeOk();

        Assert.False(answer.Headers.ContainsKey(IdempotencyKeys.ReplayedHeader));
        Assert.Equal(1, await CountAsync(ta));
    }

    [Fact]
    public async Task Another_body_learns_nothing_of_the_first_answer()
    {
        var (body, student, ta) = await BodyAsync();
        var first = (await BookAsync(body, As.Student(student))).ShouldBeOk();

        body["durationMinutes"] = 90;
        var other = (await BookAsync(body, As.Student(student))).ShouldBeProblem(422, "idempotency_key_reused");

        Assert.DoesNotContain($"{first.Id}", other.Text, StringComparison.Ordinal);
        Assert.Equal(1, await CountAsync(ta));
    }

    [Fact]
    public async Task Many_concurrent_bodies_with_one_key_book_once()
    {
        const int Bodies = 100;
        var (body, student, ta) = await BodyAsync();

        // Each would be fine by itself: no two of them are at the same time.
        var answers = await Task.WhenAll(Enumerable.Range(0, Bodies).Select(number => BookAsync(
            new(body) { ["date"] = School.Tomorrow.AddHours(2 * number) }, As.Student(student))));

        Assert.Single(answers, answer => answer.Status == 200);
        Assert.All(
            answers.Where(answer => answer.Status != 200),
            answer => Assert.True(answer.Code is "idempotency_key_reused" or "idempotency_in_progress", answer.Text));
        Assert.Equal(1, await CountAsync(ta));
    }

    private async Task<(Dictionary<string, object?> Body, Guid Student, Guid Ta)> BodyAsync()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var student = await engify.School.AddStudentAsync();
        return (School.Individual(student, course, ta), student.Id, ta.Id);
    }

    private Task<Answer> BookAsync(Dictionary<string, object?> body, string by) =>
        engify.Api.PostAsync(BookingSteps.IndividualPath, body, by, key);

    private Task<int> CountAsync(Guid ta) =>
        engify.QueryAsync(db => db.Bookings.CountAsync(booking => booking.TaId == ta));
}
