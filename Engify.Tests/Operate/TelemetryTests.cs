using System.Text.Json;
using System.Text.RegularExpressions;
using Engify.Features.Database;
using Engify.Tests.Promises.Speed;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Engify.Tests.Operate;

// OpenTelemetry listens to the meters of the whole process, and forgets a metric that any host takes away with it.
[Collection(Alone.Name)]
public sealed partial class TelemetryTests(TelemetryFixture engify) : IClassFixture<TelemetryFixture>
{
    private static readonly string Folder = Path.Combine(Repository.Root, "deploy", "observability");

    [Fact]
    public async Task A_command_is_counted_once_it_is_committed()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var student = await engify.School.AddStudentAsync();
        var key = (IdempotencyKeys.Header, Guid.NewGuid().ToString());
        var before = await CountsAsync();

        Task<Answer> BookAsync() => engify.ObservedApi.PostAsync(
            BookingSteps.IndividualPath, School.Individual(student, course, ta), As.Student(student.Id), key);
        (await BookAsync()).ShouldBeOk();
        (await BookAsync()).ShouldBeOk();
        (await engify.ObservedApi.BookAsync(await engify.School.AddStudentAsync(), course, ta))
            .ShouldBeProblem(400, "ta_not_available");
        var session = await engify.School.AddGroupSessionAsync(capacity: 3);
        (await engify.ObservedApi.JoinAsync(session, student)).ShouldBeProblem(400, "student_not_available");
        (await engify.ObservedApi.JoinAsync(session, await engify.School.AddStudentAsync())).ShouldBeOk();

        var after = await CountsAsync();
        long Grown(string series) => after.GetValueOrDefault(series) - before.GetValueOrDefault(series);
        Assert.Equal(1, Grown(
            """engify_bookings_created_total engify_payment="single",engify_session_type="individual" """.Trim()));
        Assert.Equal(1, Grown(
            """engify_bookings_created_total engify_payment="single",engify_session_type="group" """.Trim()));
        Assert.Equal(1, Grown("engify_idempotency_replays_total "));
        Assert.Equal(1, Grown("""engify_refusals_total error_type="ta_not_available" """.Trim()));
        Assert.Equal(1, Grown("""engify_group_session_seats_left_bucket le="2" """.Trim()));
        Assert.Equal(0, Grown("""engify_group_session_seats_left_bucket le="1" """.Trim()));
    }

    [Fact]
    public async Task Waiting_for_a_lock_is_counted_by_lock_target()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var student = await engify.School.AddStudentAsync();
        var bundle = await engify.School.AddBundleAsync(course);
        var session = await engify.School.AddGroupSessionAsync();
        var by = As.Student(student.Id);
        var key = (IdempotencyKeys.Header, Guid.NewGuid().ToString());

        await ShouldWaitForAsync(
            [], () => engify.ObservedApi.BookAsync(student, course, ta, School.Tomorrow.AddHours(9)));
        await ShouldWaitForAsync([], () => engify.ObservedApi.JoinAsync(session, student));
        await ShouldWaitForAsync(
            [],
            () => engify.ObservedApi.PostAsync(
                $"/group-sessions/{session.Id}/leave", new { studentId = student.Id }, by));
        await ShouldWaitForAsync(
            [LockTarget.Student],
            () => engify.ObservedApi.PostAsync(
                $"/bundles/courses/{course.Id}/purchase", new { studentId = student.Id, productId = bundle.Id }, by,
                key));
        await ShouldWaitForAsync(
            [LockTarget.TaAndStudent],
            () => engify.ObservedApi.BookAsync(student, course, date: School.Tomorrow.AddHours(5)));
        await ShouldWaitForAsync([], () => engify.ObservedApi.CancelAsync(session.Id));
        await ShouldWaitForAsync([LockTarget.TaAndStudent], () => WaitForATaAsync());
        await ShouldWaitForAsync([LockTarget.IdempotencyKey, LockTarget.TaAndStudent], () => WaitForATaAsync(times: 2));
        await ShouldWaitForAsync([LockTarget.StudentAndBooking], WaitForAStudentAsync);
    }

    [Fact]
    public async Task A_request_is_traced_to_its_commands()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var student = await engify.School.AddStudentAsync();

        (await engify.ObservedApi.BookAsync(student, course, ta)).ShouldBeOk();

        var useCase = engify.Spans().Last(span => span.DisplayName == "CreateIndividualBooking");
        var request = await engify.SpanAsync(useCase.ParentSpanId);
        Assert.Equal("POST /bookings/individual", request.DisplayName);
        var spans = engify.Spans();
        var commands =
            spans.Where(span => span.Source.Name == "Npgsql" && span.ParentSpanId == useCase.SpanId).ToList();
        Assert.Contains(
            commands,
            span => $"{span.GetTagItem("db.query.text")}".Contains("INSERT INTO bookings", StringComparison.Ordinal));
        Assert.DoesNotContain(
            spans, span => $"{span.GetTagItem("url.path")}".StartsWith("/health", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Spans_and_metrics_tell_nothing_about_anybody()
    {
        var email = AccountSteps.NewEmail();
        Assert.Equal(201, (await engify.ObservedApi.RegisterAsync(email)).Status);
        (await engify.ObservedApi.RegisterAsync(email)).ShouldBeProblem(400, "email_taken");
        (await engify.ObservedApi.GetAsync($"/courses?search={Uri.EscapeDataString(email)}")).ShouldBeOk();
        var told = string.Join('\n', engify.Spans().SelectMany(span => span.TagObjects
            .Concat(span.Events.SelectMany(happened => happened.Tags)).Select(tag => $"{tag.Key}={tag.Value}")
            .Append(span.DisplayName).Append(span.StatusDescription)));

        Assert.Contains("INSERT INTO accounts", told, StringComparison.Ordinal);
        foreach (var secret in new[] { email, email.Split('@')[0], AccountSteps.Password })
        {
            Assert.DoesNotContain(secret, told, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(secret, await engify.ScrapeAsync(), StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task Traces_metrics_and_logs_go_where_the_operator_says()
    {
        (await engify.ObservedApi.GetAsync("/courses")).ShouldBeOk();

        TelemetryFixture.Flush(engify.Observed);

        Assert.Equal(
            ["/v1/logs", "/v1/metrics", "/v1/traces"], engify.Received.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Unless_somebody_is_named_there_is_no_telemetry()
    {
        Assert.Null(engify.Host.Services.GetService<TracerProvider>());
        Assert.Null(engify.Host.Services.GetService<MeterProvider>());
    }

    [Fact]
    public async Task The_metrics_are_not_on_the_port_of_the_interface() =>
        (await engify.ObservedApi.GetAsync("/metrics")).ShouldBeProblem(404, "route_not_found");

    [Theory]
    [InlineData("alerts.yml")]
    [InlineData("dashboard.json")]
    public async Task Rules_and_dashboard_name_only_metrics_that_there_are(string file)
    {
        await UseEverythingAsync();
        var shown =
            MetricInScrape().Matches(await engify.ScrapeAsync()).Select(match => match.Groups[1].Value).ToHashSet();
        var text = await File.ReadAllTextAsync(Path.Combine(Folder, file));
        var named = MetricInExpression().Matches(text).Select(match => match.Value).Distinct().ToList();

        Assert.True(named.Count > 5);
        Assert.All(named, name => Assert.Contains(name, shown));
    }

    [Fact]
    public async Task The_dashboard_is_json()
    {
        using var dashboard = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Folder, "dashboard.json")));

        Assert.NotEmpty(dashboard.RootElement.GetProperty("panels").EnumerateArray());
    }

    /// <summary>A counter shows up with what it counts first.</summary>
    private async Task UseEverythingAsync()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var student = await engify.School.AddStudentAsync();
        var bundle = await engify.School.AddBundleAsync(course);
        var key = (IdempotencyKeys.Header, Guid.NewGuid().ToString());
        for (var time = 0; time < 2; time++)
        {
            (await engify.ObservedApi.PostAsync(
                $"/bundles/courses/{course.Id}/purchase", new { studentId = student.Id, productId = bundle.Id },
                As.Student(student.Id), key)).ShouldBeOk();
        }

        (await engify.ObservedApi.JoinAsync(await engify.School.AddGroupSessionAsync(), student)).ShouldBeOk();
        var booking = (await engify.ObservedApi.BookAsync(
            await engify.School.AddStudentAsync(), course, ta, School.Tomorrow.AddHours(5))).ShouldBeOk();
        (await engify.ObservedApi.CancelAsync(booking["id"].GetGuid())).ShouldBeOk();
        (await engify.ObservedApi.GetAsync("/nowhere")).ShouldBeProblem(404, "route_not_found");
        (await WaitForATaAsync()).ShouldBeOk();
        await RetryAsync();
    }

    /// <summary>Sends the same command so many times at once while somebody holds the TA.</summary>
    private async Task<Answer> WaitForATaAsync(int times = 1)
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var student = await engify.School.AddStudentAsync();
        var body = new
        {
            studentId = student.Id,
            courseId = course.Id,
            taId = ta.Id,
            date = School.Tomorrow,
            durationMinutes = 60,
        };
        var key = (IdempotencyKeys.Header, Guid.NewGuid().ToString());
        return await WaitForAsync(
            ta.Id, times,
            () => engify.ObservedApi.PostAsync("/bookings/individual", body, As.Student(student.Id), key));
    }

    private async Task<Answer> WaitForAStudentAsync()
    {
        var session = await engify.School.AddGroupSessionAsync();
        var student = await engify.School.AddStudentAsync();
        return await WaitForAsync(student.Id, times: 1, () => engify.ObservedApi.JoinAsync(session, student));
    }

    private async Task<Answer> WaitForAsync(Guid locked, int times, Func<Task<Answer>> send)
    {
        await using var booked = await BookingsLock.TakeAsync(engify, locked);
        var waiting = Enumerable.Range(0, times).Select(_ => send()).ToList();
        await booked.WaitForWaitersAsync(times);
        await booked.ReleaseAsync();
        return (await Task.WhenAll(waiting))[^1];
    }

    private async Task ShouldWaitForAsync(string[] targets, Func<Task<Answer>> send)
    {
        const string name = "engify_lock_wait_duration_seconds_count";
        var before = await CountsAsync();
        (await send()).ShouldBeOk();
        var after = await CountsAsync();

        Assert.Equal(
            targets.Select(target => (Series: $"{name} engify_lock_target=\"{target}\"", Count: 1L)),
            after.Keys.Where(series => series.StartsWith(name, StringComparison.Ordinal)).Order(StringComparer.Ordinal)
                .Select(series => (Series: series, Count: after[series] - before.GetValueOrDefault(series)))
                .Where(series => series.Count != 0));
    }

    private async Task RetryAsync()
    {
        var student = await engify.School.AddStudentAsync();
        (await engify.ObservedApi.GetAsync($"/bookings/students/{student.Id}")).ShouldBeOk();
        await engify.EndSessionsAsync();
        (await engify.ObservedApi.GetAsync($"/bookings/students/{student.Id}")).ShouldBeOk();
    }

    /// <summary>The counts by name and labels, without the labels of the library.</summary>
    private async Task<Dictionary<string, long>> CountsAsync() =>
        SampleInScrape().Matches(await engify.ScrapeAsync())
            .Where(match => match.Groups["name"].Value.StartsWith("engify_", StringComparison.Ordinal))
            .GroupBy(match => $"{match.Groups["name"].Value} {Own(match.Groups["labels"].Value)}")
            .ToDictionary(same => same.Key, same => same.Sum(match => (long)double.Parse(
                match.Groups["value"].Value, System.Globalization.CultureInfo.InvariantCulture)));

    private static string Own(string labels) => string.Join(',', labels.Split(',')
        .Where(label => label.Length > 0 && !label.StartsWith("otel_scope_", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal));

    [GeneratedRegex(@"^([a-z_]+)[{ ]", RegexOptions.Multiline)]
    private static partial Regex MetricInScrape();

    [GeneratedRegex(@"^(?<name>[a-z_]+)(\{(?<labels>[^}]*)\})? (?<value>[-+.0-9eE]+)", RegexOptions.Multiline)]
    private static partial Regex SampleInScrape();

    [GeneratedRegex(@"\b(engify|http_server|db_client|dotnet|kestrel|aspnetcore)_[a-z_]+\b(?=[{\[])")]
    private static partial Regex MetricInExpression();
}
