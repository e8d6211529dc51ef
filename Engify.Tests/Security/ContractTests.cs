using Engify.Tests.Harness;

namespace Engify.Tests.Security;

public sealed class ContractTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    [Fact]
    public async Task A_true_answer_is_allowed()
    {
        var (contract, booking) = await BookedAsync();

        Assert.Empty(contract.Breaches(contract["GetBooking"], booking));
    }

    [Theory]
    [InlineData("a missing member", "\"capacity\":1,", "", "PropertyRequired")]
    [InlineData("an undocumented member", "\"capacity\":1,", "\"capacity\":1,\"passwordHash\":\"x\",", "NoAdditionalPropertiesAllowed")]
    [InlineData("an undocumented member of a nested object", "\"name\":\"A course\",", "\"name\":\"A course\",\"isActive\":true,", "NoAdditionalPropertiesAllowed")]
    [InlineData("a string instead of a number", "\"capacity\":1,", "\"capacity\":\"1\",", "IntegerExpected")]
    [InlineData("a fraction instead of a whole number", "\"capacity\":1,", "\"capacity\":1.5,", "IntegerExpected")]
    [InlineData("null where a value must be", "\"capacity\":1,", "\"capacity\":null,", "IntegerExpected")]
    [InlineData("a value that the enum lacks", "\"BOOKED\"", "\"Booked\"", "NotInEnumeration")]
    [InlineData("an instant without an offset", "T12:00:00Z", "T12:00:00", "DateTimeExpected")]
    [InlineData("an id that is no uuid", "\"id\":\"0", "\"id\":\"x", "UuidExpected")]
    [InlineData("JSON that is cut off", "}", "", "no JSON")]
    public async Task A_body_that_the_schema_does_not_allow_is_caught(string fault, string text, string replacement, string caught)
    {
        var (contract, booking) = await BookedAsync();
        Assert.Contains(text, booking.Text, StringComparison.Ordinal);

        var wrong = booking with { Text = booking.Text.Replace(text, replacement, StringComparison.Ordinal) };

        Assert.True(
            contract.Breaches(contract["GetBooking"], wrong).Any(breach => breach.Contains(caught, StringComparison.Ordinal)),
            fault);
    }

    [Fact]
    public async Task A_status_or_content_type_that_is_not_listed_is_caught()
    {
        var (contract, booking) = await BookedAsync();
        var html = new Dictionary<string, string> { ["Content-Type"] = "text/html; charset=utf-8" };

        Assert.Equal(["status 201 is not listed"], contract.Breaches(contract["GetBooking"], booking with { Status = 201 }));
        Assert.Equal(
            ["content type text/html is not listed for 200"],
            contract.Breaches(contract["GetBooking"], booking with { Headers = html }));
    }

    [Fact]
    public async Task A_code_that_is_not_listed_is_caught()
    {
        var contract = await Contract.ReadAsync(engify.Api);
        var missing = (await engify.Api.GetAsync("/bookings/nope")).ShouldBeProblem(404, "booking_not_found");

        Assert.Empty(contract.Breaches(contract["GetBooking"], missing));
        Assert.Equal(
            ["code booking_not_found is not listed for 404"], contract.Breaches(contract["GetCourse"], missing));
    }

    [Fact]
    public async Task What_the_document_does_not_have_is_refused()
    {
        var contract = await Contract.ReadAsync(engify.Api);
        var courses = (await engify.Api.GetAsync("/courses")).ShouldBeOk();
        var nothing = (await engify.Api.GetAsync("/nothing")).ShouldBeProblem(404, "route_not_found");

        Assert.Empty(contract.Breaches(contract.Find("GET", "/nothing"), nothing));
        Assert.NotEmpty(contract.Breaches(contract.Find("GET", "/nothing"), courses));
    }

    [Theory]
    [InlineData("GET", "/courses", "ListCourses")]
    [InlineData("GET", "/courses?limit=1", "ListCourses")]
    [InlineData("GET", "/courses/x", "GetCourse")]
    [InlineData("POST", "/bookings/individual", "CreateIndividualBooking")]
    [InlineData("GET", "/bookings/individual", "GetBooking")]
    [InlineData("DELETE", "/courses", null)]
    [InlineData("GET", "/bookings//cancel", null)]
    public async Task A_request_is_known_by_its_method_and_path(string method, string path, string? operationId) =>
        Assert.Equal(operationId, (await Contract.ReadAsync(engify.Api)).Find(method, path)?.Operation.OperationId);

    private async Task<(Contract Contract, Answer Booking)> BookedAsync()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var booked = (await engify.Api.BookAsync(await engify.School.AddStudentAsync(), course, ta)).ShouldBeOk();
        return (await Contract.ReadAsync(engify.Api), (await engify.Api.GetAsync($"/bookings/{booked.Id}")).ShouldBeOk());
    }
}
