using System.Buffers.Text;
using System.Text;
using Engify.Features.Bookings;
using Engify.Features.Courses;
using Engify.Features.Database;
using Engify.Features.Products;
using Engify.Features.Students;
using Engify.Features.Tas;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace Engify.Tests.Promises.Faults;

/// <summary>Requests that fail while their values are bound, among others that use the same few connections.</summary>
public sealed class SpoiledConnectionTests(SpoiledConnectionTests.Fixture engify, ITestOutputHelper output)
    : IClassFixture<SpoiledConnectionTests.Fixture>
{
    private const string SpoilHeader = "Test-Spoil";
    private const int Seed = 20260302;

    /// <summary>ENGIFY_SPOILED_REQUESTS makes it more.</summary>
    private static readonly int Requests =
        int.TryParse(Environment.GetEnvironmentVariable("ENGIFY_SPOILED_REQUESTS"), out var requests) ? requests : 900;

    private readonly (string Name, string Value)[] spoil = [(SpoilHeader, "1")];

    [Theory]
    [InlineData("""{"key":"\u0000","id":"01900000-0000-7000-8000-000000000001"}""")]
    [InlineData("""{"key":"a\u0000b","id":"01900000-0000-7000-8000-000000000001"}""")]
    [InlineData("""{"key":"\ud83e","id":"01900000-0000-7000-8000-000000000001"}""")]
    [InlineData("""{"key":"a\udd12\ud83e","id":"01900000-0000-7000-8000-000000000001"}""")]
    [InlineData("""{"key":"a","id":"00000000-0000-0000-0000-000000000000"}""")]
    [InlineData("""{"key":"a","id":"1"}""")]
    [InlineData("""{"key":null,"id":"01900000-0000-7000-8000-000000000001"}""")]
    public async Task A_cursor_that_was_never_issued_is_malformed_and_the_next_request_is_answered(string json)
    {
        await engify.School.AddCourseAsync();
        for (var i = 0; i < 60; i++)
            (await ListCoursesAsync(CursorOf(json))).ShouldBeProblem(400, "malformed_request");

        for (var i = 0; i < 12; i++)
            Assert.NotEmpty((await ListCoursesAsync(After(""))).ShouldBeOk().Json.EnumerateArray());
    }

    [Fact]
    public async Task Among_requests_that_fail_while_binding_all_others_are_right_and_commands_are_done_once()
    {
        var clients = new List<Client>();
        for (var i = 0; i < 6; i++)
            clients.Add(await Client.AddAsync(engify.School, new Random(Seed + i)));

        var counts = await Task.WhenAll(clients.Select(client => RunAsync(client, Requests / clients.Count)));

        foreach (var client in clients)
        {
            Assert.Equal(
                client.Booked.Order(),
                (await engify.QueryAsync(db => db.BookingStudents
                    .Where(place => place.StudentId == client.Student.Id && place.BookingId != client.Session.Id)
                    .Select(place => place.BookingId).ToListAsync())).Order());
            Assert.Equal(client.Bundles, await engify.QueryAsync(
                db => db.BundlePurchases.CountAsync(bundle => bundle.StudentId == client.Student.Id)));
        }

        Assert.Empty(await engify.CheckAsync());
        var (sent, spoilt) = (counts.Sum(count => count.Sent), counts.Sum(count => count.Spoilt));
        output.WriteLine($"{sent} requests, {spoilt} of them spoilt; every other answer was right.");
        Assert.InRange(spoilt, sent / 20, sent / 5);
    }

    private async Task<(int Sent, int Spoilt)> RunAsync(Client client, int requests)
    {
        var spoilt = 0;
        for (var i = 0; i < requests; i++)
        {
            if (client.Random.Next(10) > 0)
            {
                await SendAsync(client);
                continue;
            }

            spoilt++;
            if (client.Random.Next(2) == 0)
                (await ListCoursesAsync(After("\\u0000"))).ShouldBeProblem(400, "malformed_request");
            else
                await SendSpoiltAsync(client);
        }

        return (requests, spoilt);
    }

    /// <summary>Sends the next request and asserts that the answer is the right one.</summary>
    private async Task SendAsync(Client client)
    {
        var by = As.Student(client.Student.Id);
        switch (client.Random.Next(8))
        {
            case 0 or 1:
                var date = client.NextHour();
                var (body, key) = (client.Booking(date), client.Key());
                var booked = (await engify.Api.PostAsync(BookingSteps.IndividualPath, body, by, key)).ShouldBeOk();
                Assert.Equal(date, booked["date"].GetDateTimeOffset());
                client.Booked.Add(booked.Id);
                if (key.Length > 0)
                {
                    var repeated = await engify.Api.PostAsync(BookingSteps.IndividualPath, body, by, key);
                    Assert.Equal(booked.Text, repeated.Text);
                }

                break;
            case 2 when client.Open.Count > 0:
                var cancelled = client.Open[^1];
                Assert.Equal("CANCELLED", (await engify.Api.PatchAsync(
                    $"/bookings/{cancelled}/cancel", new { }, by, client.Key())).ShouldBeOk()["status"].GetString());
                client.Cancelled.Add(cancelled);
                break;
            case 3:
                var verb = client.HasJoined ? "leave" : "join";
                var seat = await engify.Api.PostAsync(
                    $"/group-sessions/{client.Session.Id}/{verb}", new { studentId = client.Student.Id }, by,
                    client.Key());
                Assert.Equal(
                    client.HasJoined ? 0 : 1,
                    seat.ShouldBeOk()["booking"].GetProperty("studentCount").GetInt32());
                client.HasJoined = !client.HasJoined;
                break;
            case 4:
                Assert.Equal(
                    client.Open.Reverse().Take(5),
                    (await engify.Api.GetAsync($"/bookings/students/{client.Student.Id}?status=BOOKED&limit=5", by))
                        .ShouldBeOk().Json.Ids());
                break;
            case 5:
                Assert.Equal(
                    client.Course.Id,
                    (await ListCoursesAsync(After(client.Course.Code))).ShouldBeOk().Json.Ids()[0]);
                break;
            case 6 when client.Bundles == 0:
                (await engify.Api.PostAsync(
                    $"/bundles/courses/{client.Course.Id}/purchase",
                    new { studentId = client.Student.Id, productId = client.Product.Id }, by, client.Key()))
                    .ShouldBeOk();
                client.Bundles++;
                break;
            default:
                Assert.Equal(client.Bundles, (await engify.Api.GetAsync($"/bundles/students/{client.Student.Id}", by))
                    .ShouldBeOk().Json.GetArrayLength());
                break;
        }
    }

    /// <summary>Sends a request of which every statement that has values to spoil fails.</summary>
    private async Task SendSpoiltAsync(Client client)
    {
        var by = As.Student(client.Student.Id);
        switch (client.Random.Next(4))
        {
            case 0:
                Assert.NotEqual(200, (await engify.Api.PostAsync(
                    BookingSteps.IndividualPath, client.Booking(client.NextHour()), by,
                    [.. spoil, .. client.Key()])).Status);
                break;
            case 1 when client.Open.Count > 0:
                Assert.NotEqual(200, (await engify.Api.PatchAsync(
                    $"/bookings/{client.Open[^1]}/cancel", new { }, by, [.. spoil, .. client.Key()])).Status);
                break;
            case 2:
                Assert.NotEqual(200, (await engify.Api.PostAsync(
                    $"/group-sessions/{client.Session.Id}/{(client.HasJoined ? "leave" : "join")}",
                    new { studentId = client.Student.Id }, by, [.. spoil, .. client.Key()])).Status);
                break;
            default:
                Assert.NotEqual(200, (await engify.Api.GetAsync(
                    $"/bookings/students/{client.Student.Id}?status=BOOKED&limit=5", by, spoil)).Status);
                break;
        }
    }

    private Task<Answer> ListCoursesAsync(string cursor) =>
        engify.Api.GetAsync($"/courses?limit=7&cursor={cursor}", As.Anonymous);

    /// <summary>Where the courses with this code begin.</summary>
    private static string After(string code) =>
        CursorOf($$"""{"key":"{{code}}","id":"01900000-0000-7000-8000-000000000001"}""");

    private static string CursorOf(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

    public sealed class Fixture : EngifyFixture
    {
        protected override async Task<string> CreateDatabaseAsync() =>
            $"{await base.CreateDatabaseAsync()};Maximum Pool Size=3;Timeout=60";

        protected override void ConfigureServices(IServiceCollection services) =>
            services.ConfigureDbContext<EngifyDbContext>((provider, options) =>
            {
                var http = provider.GetRequiredService<IHttpContextAccessor>();
                options.AddInterceptors(
                    new SpoiledValues(() => http.HttpContext?.Request.Headers.ContainsKey(SpoilHeader) is true));
            });
    }

    /// <summary>A student with a course, a TA and a group session of their own, and what they did.</summary>
    private sealed class Client
    {
        private int hours;

        public required Random Random { get; init; }

        public required Student Student { get; init; }

        public required Course Course { get; init; }

        public required Ta Ta { get; init; }

        public required Product Product { get; init; }

        public required Booking Session { get; init; }

        public List<Guid> Booked { get; } = [];

        public HashSet<Guid> Cancelled { get; } = [];

        /// <summary>What is booked and not cancelled, by date.</summary>
        public IReadOnlyList<Guid> Open => [.. Booked.Where(id => !Cancelled.Contains(id))];

        public bool HasJoined { get; set; }

        public int Bundles { get; set; }

        public static async Task<Client> AddAsync(School school, Random random)
        {
            var (course, ta) = await school.AddCourseWithTaAsync();
            return new Client
            {
                Random = random,
                Student = await school.AddStudentAsync(),
                Course = course,
                Ta = ta,
                Product = await school.AddBundleAsync(course),
                Session = await school.AddGroupSessionAsync(),
            };
        }

        public DateTimeOffset NextHour() => School.Tomorrow.AddHours(2 + hours++);

        public Dictionary<string, object?> Booking(DateTimeOffset date) => School.Individual(Student, Course, Ta, date);

        public (string Name, string Value)[] Key() =>
            Random.Next(2) == 0 ? [] : [(IdempotencyKeys.Header, $"{Guid.NewGuid()}")];
    }
}
