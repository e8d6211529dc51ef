using System.Net.Http.Headers;
using Microsoft.EntityFrameworkCore;

namespace Engify.Tests.Files;

/// <summary>What a file may look like, whatever it is of.</summary>
public sealed class ImportCsvTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    private static int number;

    [Theory]
    [InlineData("code,name\n{0},Aé\n", "Aé")]
    [InlineData("code,name\r\n{0},Aé\r\n", "Aé")]
    [InlineData("code,name\r{0},A\r", "A")]
    [InlineData("code,name\n{0},A", "A")]
    [InlineData("code;name\n{0};A, B\n", "A, B")]
    [InlineData("code,name\n{0},A; B\n", "A; B")]
    [InlineData("\ufeffcode,name\n{0},A\n", "A")]
    [InlineData("\ufeff\"code\";\"name\"\r\n\"{0}\";\"A \"\"b\"\"\"\r\n", "A \"b\"")]
    [InlineData("code,name\n{0},\"A, b\"\n", "A, b")]
    [InlineData("code,name\n{0},\"A\nb\r\nc\"\n", "A\nb\r\nc")]
    [InlineData("name,CODE\n\n  A  , {0} \n\n", "A")]
    [InlineData("code,name\n{0},\ufeffA\u200b\n", "A")]
    [InlineData("code,name\n{0},e\u0301\n", "é")]
    [InlineData("code,name\n{0},'=1+1\n", "=1+1")]
    [InlineData("code,name\n{0},''@x\n", "'@x")]
    [InlineData("code,name\n{0},'tis\n", "'tis")]
    [InlineData("code,name\n{0},=1+1\n", "=1+1")]
    public async Task It_may_be_as_any_spreadsheet_writes_it(string file, string name)
    {
        var code = NewCode();

        (await engify.Api.ImportTextAsync("courses", string.Format(null, file, code))).ShouldHaveImported(created: 1);

        Assert.Equal(name, await NameOfAsync(code));
    }

    [Theory]
    [InlineData("", 1, null, "missing_header")]
    [InlineData("\n\r\n\n", 1, null, "missing_header")]
    [InlineData("\ufeff", 1, null, "missing_header")]
    [InlineData("code,name,colour\nA,B,C", 1, "colour", "unknown_column")]
    [InlineData("code,name,id\nA,B,C", 1, "id", "unknown_column")]
    [InlineData("code,name,\nA,B,", 1, "", "unknown_column")]
    [InlineData("code,name,Code\nA,B,C", 1, "code", "duplicate_column")]
    [InlineData("name\nB", 1, "code", "missing_column")]
    [InlineData("code\tname\nA\tB", 1, "code\tname", "unknown_column", "code", "missing_column")]
    [InlineData("\n\ncode\nA\n", 4, "name", "validation_failed")]
    [InlineData("code,name\nA,B,C\n", 2, null, "malformed_line")]
    [InlineData("code,name\nA\n", 2, null, "malformed_line")]
    [InlineData("code,name\nA,\"B\n", 2, null, "malformed_line")]
    [InlineData("code,name\nA,B \"b\"\n", 2, null, "malformed_line")]
    [InlineData("code,name\nA,\"B\" b\n", 2, null, "malformed_line")]
    [InlineData("code,name\n,B\n", 2, "code", "validation_failed")]
    [InlineData("code,name\n \u200b,B\n", 2, "code", "validation_failed")]
    [InlineData("code,name\nA,\n", 2, "name", "validation_failed")]
    [InlineData("code,name\nA,B\0\n", 2, "name", "validation_failed")]
    [InlineData("code,name\nA\0,B\n", 2, "code", "validation_failed")]
    [InlineData("code,name\nA\ufffe,B\n", 2, "code", "validation_failed")]
    [InlineData("code,name,isActive\nA,B,yes\n", 2, "isActive", "validation_failed")]
    [InlineData("code,name,isActive\nA,B,\n", 2, "isActive", "validation_failed")]
    [InlineData("code,name\nA-1,B\na-2,B\nA-1,C\n", 4, "code", "duplicate_row")]
    [InlineData("code,name\né,B\n\"E\u0301\",C\n", 3, "code", "duplicate_row")]
    [InlineData("code,name\nA-3,\"B\nb\"\nA-4\n", 4, null, "malformed_line")]
    public async Task What_is_wrong_is_told_by_line_and_column(
        string file, int line, string? column, string code, string? other = null, string? otherCode = null)
    {
        (int, string?, string)[] errors =
            other is null ? [(line, column, code)] : [(line, other, otherCode!), (line, column, code)];
        var before = await engify.QueryAsync(db => db.Courses.CountAsync());

        (await engify.Api.ImportTextAsync("courses", file)).ShouldHaveFailed(errors);
        (await engify.Api.ImportTextAsync("courses", file, dryRun: true)).ShouldHaveFailed(errors);

        Assert.Equal(before, await engify.QueryAsync(db => db.Courses.CountAsync()));
    }

    [Theory]
    [InlineData("code,name\n,B\n", "required")]
    [InlineData("code,name\nA,\n", "required")]
    [InlineData("code,name\nA\ufffe,B\n", "characters_not_allowed")]
    [InlineData("code,name,isActive\nA,B,yes\n", "invalid")]
    [InlineData("code,name\nA-5,B\nA-5,C\n", null)]
    public async Task What_is_wrong_with_a_cell_has_its_code(string file, string? code) => Assert.Equal(
        code,
        (await engify.Api.ImportTextAsync("courses", file))
            .ShouldBeProblem(400, "import_failed")["errors"][0].GetProperty("errorCode").GetString());

    [Fact]
    public async Task A_header_alone_does_nothing() =>
        (await engify.Api.ImportAsync("courses", "code,name")).ShouldHaveImported();

    [Fact]
    public async Task Everything_wrong_is_told_at_once_by_line_whether_or_not_the_database_has_to_be_asked()
    {
        var course = await engify.School.AddCourseAsync();
        var ta = await engify.School.AddTaAsync();

        (await engify.Api.ImportAsync(
            "teaching", "courseCode,taEmail", $"nope,{ta.Email}", $"{course.Code},", "a,b,c", "no,no@no.no"))
            .ShouldHaveFailed(
            (2, "courseCode", "course_not_found"),
            (3, "taEmail", "validation_failed"),
            (4, null, "malformed_line"),
            (5, "courseCode", "course_not_found"), (5, "taEmail", "ta_not_found"));
    }

    [Fact]
    public async Task The_first_hundred_errors_are_listed_and_all_are_counted()
    {
        var lines = Enumerable.Range(0, 150).Select(index => index % 2 == 0 ? $"X{index},A,B" : $"X{index},");

        var answer = await engify.Api.ImportAsync("courses", ["code,name", .. lines]);

        answer.ShouldBeProblem(400, "import_failed");
        Assert.Equal(150, answer["errorCount"].GetInt32());
        Assert.Equal(Enumerable.Range(2, 100), answer.Errors().Select(error => error.Line));
    }

    [Fact]
    public async Task One_wrong_line_keeps_all_others_out()
    {
        var code = NewCode();

        (await engify.Api.ImportAsync("courses", "code,name", $"{code},Good", $"{code}2,")).ShouldHaveFailed(
            (3, "name", "validation_failed"));

        Assert.Null(await NameOfAsync(code));
    }

    [Theory]
    [InlineData("text/csv", 200)]
    [InlineData("text/csv; charset=utf-8", 200)]
    [InlineData("TEXT/CSV; charset=\"UTF-8\"; header=present", 200)]
    [InlineData("text/csv; charset=iso-8859-1", 415)]
    [InlineData("application/json", 415)]
    [InlineData("text/plain", 415)]
    [InlineData("multipart/form-data; boundary=x", 415)]
    [InlineData("", 415)]
    public async Task It_is_text_csv_in_UTF8(string contentType, int status)
    {
        var answer = await engify.Api.SendAsync(
            "POST", "/imports/courses", "code,name", As.Admin, ("Content-Type", contentType));

        if (status == 200)
            answer.ShouldHaveImported();
        else
            answer.ShouldBeProblem(415, "unsupported_media_type");
    }

    [Fact]
    public async Task Bytes_that_are_not_UTF8_are_told_by_their_line()
    {
        byte[] file = [.. "code,name\nA,B\nC,D"u8, 0xE9, .. "\n"u8];

        (await SendAsync(file)).ShouldHaveFailed((3, null, "malformed_line"));
    }

    [Fact]
    public async Task Five_MiB_are_read_and_a_byte_more_is_not()
    {
        var file = new byte[5 * 1024 * 1024];
        Array.Fill(file, (byte)'\n');
        "code,name"u8.CopyTo(file);

        (await SendAsync(file)).ShouldHaveImported();
        (await SendAsync([.. file, (byte)'\n'])).ShouldBeProblem(413, "payload_too_large");
        (await SendAsync([.. file, (byte)'\n'], chunked: true)).ShouldBeProblem(413, "payload_too_large");
    }

    [Theory]
    [InlineData("nope")]
    [InlineData("COURSES")]
    [InlineData("bookings")]
    [InlineData("audit")]
    public async Task There_are_no_files_of_other_kinds(string kind) =>
        (await engify.Api.ImportAsync(kind, "code,name")).ShouldBeProblem(404, "file_kind_not_found");

    [Theory]
    [InlineData("a bit")]
    [InlineData("1")]
    public async Task A_dry_run_is_true_or_false(string dryRun) =>
        (await engify.Api.SendAsync(
            "POST", $"/imports/courses?dryRun={Uri.EscapeDataString(dryRun)}", "code,name", As.Admin,
            ("Content-Type", "text/csv")))
        .ShouldBeProblem(400, "malformed_request");

    private async Task<Answer> SendAsync(byte[] file, bool chunked = false)
    {
        using var client = await engify.CreateClientAsync();
        using var content = new ByteArrayContent(file);
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/imports/courses") { Content = content };
        request.Headers.TransferEncodingChunked = chunked;
        using var response = await client.SendAsync(request);
        return await Answer.OfAsync(response);
    }

    private Task<string?> NameOfAsync(string code) => engify.QueryAsync(db =>
        db.Courses.Where(course => course.Code == code).Select(course => course.Name).SingleOrDefaultAsync());

    private static string NewCode() => $"CSV {Interlocked.Increment(ref number)}";
}
