using Engify.Features.Database;

namespace Engify.Tests.Promises.Faults;

public sealed class SwitchoverTests(LonelyFixture engify) : IClassFixture<LonelyFixture>
{
    [Fact]
    public async Task A_standby_is_a_database_that_is_unavailable_also_to_those_who_would_change_nothing()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var student = await engify.School.AddStudentAsync();
        var key = (IdempotencyKeys.Header, $"{Guid.NewGuid()}");
        Task<Answer> BookAsync(ApiClient api) => api.PostAsync(
            BookingSteps.IndividualPath, School.Individual(student, course, ta), As.Admin, key);
        (await BookAsync(engify.Api)).ShouldBeOk();

        var standby = await engify.SwitchOverAsync();

        (await BookAsync(standby)).ShouldBeProblem(503, "database_unavailable");
        (await standby.LogInAsync(AccountSteps.NewEmail())).ShouldBeProblem(503, "database_unavailable");
        (await standby.GetAsync($"/bookings/students/{student.Id}")).ShouldBeOk();
    }
}
