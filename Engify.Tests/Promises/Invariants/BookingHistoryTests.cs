using CsCheck;
using Engify.Features.Tas;
using Microsoft.EntityFrameworkCore;

namespace Engify.Tests.Promises.Invariants;

/// <summary>Whatever is asked for in whatever order, the service answers as a simple model of the rules does.</summary>
public sealed class BookingHistoryTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    private const int Histories = 15;

    private static readonly Gen<Step> Steps =
        from cancel in Gen.Int[0, 3]
        from who in Gen.Int[0, 2]
        from start in Gen.Int[0, 47]
        from quarters in Gen.Int[1, 8]
        from which in Gen.Int[0, 30]
        select new Step(cancel == 0, who, start * 15, quarters * 15, which);

    [Fact]
    public async Task Sessions_of_a_ta_and_of_a_student_never_overlap() =>
        await Steps.Array[10, 40].SampleAsync(
            async steps =>
            {
                var (course, ta) = await engify.School.AddCourseWithTaAsync();
                var other = await engify.School.AddTaAsync(course);
                var students = await engify.School.AddStudentsAsync(3);
                var live = new List<(Guid Id, int Who, Ta Ta, Period Period)>();

                foreach (var step in steps)
                {
                    if (step.Cancel && live.Count > 0)
                    {
                        var cancelled = live[step.Which % live.Count];
                        (await engify.Api.PatchAsync($"/bookings/{cancelled.Id}/cancel")).ShouldBeOk();
                        live.Remove(cancelled);
                        continue;
                    }

                    var period = Period.From(School.Tomorrow.AddMinutes(step.Start), step.Minutes);
                    var teacher = step.Which % 2 == 0 ? ta : other;
                    var answer = await engify.Api.PostAsync(
                        "/bookings/individual",
                        School.Individual(students[step.Who], course, teacher, period.Start, step.Minutes));

                    if (live.Any(session => session.Ta == teacher && session.Period.Overlaps(period)))
                        answer.ShouldBeProblem(400, "ta_not_available");
                    else if (live.Any(session => session.Who == step.Who && session.Period.Overlaps(period)))
                        answer.ShouldBeProblem(400, "student_not_available");
                    else
                        live.Add((answer.ShouldBeOk().Id, step.Who, teacher, period));
                }

                Assert.Empty(await engify.CheckAsync());
            },
            iter: Histories, threads: 1);

    [Fact]
    public async Task A_bundle_never_pays_for_more_than_it_holds_and_gets_back_what_is_cancelled() =>
        await Gen.Select(Gen.Int[1, 5], Steps.Array[10, 40]).SampleAsync(
            async (total, steps) =>
            {
                var (course, ta) = await engify.School.AddCourseWithTaAsync();
                var student = await engify.School.AddStudentAsync();
                var purchase = await engify.School.AddPurchaseAsync(
                    student, await engify.School.AddBundleAsync(course, total));
                var live = new List<Guid>();

                foreach (var (number, step) in steps.Index())
                {
                    if (step.Cancel && live.Count > 0)
                    {
                        var cancelled = live[step.Which % live.Count];
                        (await engify.Api.PatchAsync($"/bookings/{cancelled}/cancel")).ShouldBeOk();
                        (await engify.Api.PatchAsync($"/bookings/{cancelled}/cancel"))
                            .ShouldBeProblem(400, "already_cancelled");
                        live.Remove(cancelled);
                    }
                    else
                    {
                        var answer = await engify.Api.PostAsync(
                            "/bookings/individual",
                            School.Individual(student, course, ta, School.Tomorrow.AddHours(number), bundle: purchase));
                        if (live.Count == total)
                            answer.ShouldBeProblem(400, "bundle_exhausted");
                        else
                            live.Add(answer.ShouldBeOk().Id);
                    }

                    Assert.Equal(total - live.Count, await engify.QueryAsync(db => db.BundlePurchases
                        .Where(bundle => bundle.Id == purchase.Id)
                        .Select(bundle => bundle.RemainingSessions).SingleAsync()));
                }

                Assert.Empty(await engify.CheckAsync());
            },
            iter: Histories, threads: 1);

    private sealed record Step(bool Cancel, int Who, int Start, int Minutes, int Which);
}
