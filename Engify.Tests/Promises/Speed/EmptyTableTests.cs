namespace Engify.Tests.Promises.Speed;

/// <summary>
/// A connection plans a statement once, perhaps while a table is empty, such as that of the idempotency keys after a
/// quiet day. That plan serves while the table grows.
/// </summary>
public sealed class EmptyTableTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    [Fact]
    public async Task A_statement_that_is_planned_on_an_empty_table_uses_an_index()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var student = await engify.School.AddStudentAsync();
        var bundle = await engify.School.AddBundleAsync(course);
        await engify.ExecuteAsync("VACUUM"); // tells PostgreSQL that what looks empty is empty
        var before = await TableScans.CountAsync(engify);

        await using (var host = await engify.StartHostAsync())
        {
            var api = new ApiClient(host);
            var purchase = new { studentId = student.Id, productId = bundle.Id };
            (await api.PostAsync($"/bundles/courses/{course.Id}/purchase", purchase, As.Admin, Key())).ShouldBeOk();
            var booked = await api.PostAsync(
                "/bookings/individual", School.Individual(student, course, ta), As.Admin, Key());
            (await api.PatchAsync($"/bookings/{booked.ShouldBeOk()["id"].GetGuid()}/cancel", null, As.Admin, Key()))
                .ShouldBeOk();
            (await api.GetAsync($"/bookings/students/{student.Id}")).ShouldBeOk();

            var email = AccountSteps.NewEmail();
            Assert.Equal(201, (await api.RegisterAsync(email)).Status);
            var session = await api.LogInAsync(email);
            (await api.RefreshAsync(session.RefreshToken())).ShouldBeOk();
            (await api.LogInAsync(email, "wrong")).ShouldBeProblem(401, "invalid_credentials");
        }

        TableScans.ShouldBeByIndex(
            [.. TableScans.Growing, "account_logins", "known_networks", "sign_in_attempts"],
            before, await TableScans.CountAsync(engify));
    }

    private static (string, string) Key() => ("Idempotency-Key", $"{Guid.NewGuid()}");
}
