using System.Text;
using Microsoft.Extensions.Logging;

namespace Engify.Tests.Http;

public sealed class PayloadTooLargeTests(KestrelFixture engify) : IClassFixture<KestrelFixture>
{
    private const int Limit = 64 * 1024;

    [Fact]
    public async Task A_body_of_64_KiB_is_read() =>
        (await PostAsync(Limit, chunked: false)).ShouldBeProblem(404, "student_not_found");

    [Fact]
    public async Task A_body_in_chunks_is_read_up_to_64_KiB_with_their_framing() =>
        (await PostAsync(Limit - 1024, chunked: true)).ShouldBeProblem(404, "student_not_found");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_of_one_byte_more_is_refused(bool chunked)
    {
        (await PostAsync(Limit + 1, chunked)).ShouldBeProblem(413, "payload_too_large");

        Assert.DoesNotContain(
            engify.Log.Entries, entry => entry.Level >= LogLevel.Warning || entry.Exception is not null);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(1, false)]
    public async Task A_file_has_a_limit_of_its_own(int beyond, bool chunked)
    {
        const int limit = 5 * 1024 * 1024;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/imports/courses")
        {
            Content = new StringContent(
                "code,name" + new string('\n', limit + beyond - "code,name".Length), Encoding.UTF8, "text/csv"),
        };
        request.Headers.TransferEncodingChunked = chunked;
        request.Headers.ExpectContinue = !chunked;
        using var response = await engify.Client.SendAsync(request);

        var answer = await Answer.OfAsync(response);

        if (beyond == 0)
            answer.ShouldHaveImported();
        else
            answer.ShouldBeProblem(413, "payload_too_large");
    }

    private async Task<Answer> PostAsync(int size, bool chunked)
    {
        const string start = """{"studentId":"x","padding":" """;
        const string end = "\"}";
        using var request = new HttpRequestMessage(HttpMethod.Post, "/group-sessions/nope/join")
        {
            Content = new StringContent(
                start + new string('x', size - start.Length - end.Length) + end, Encoding.UTF8, "application/json"),
        };
        request.Headers.TransferEncodingChunked = chunked;
        // Else a client may fail while it sends what the server refuses by its length alone.
        request.Headers.ExpectContinue = !chunked;
        using var response = await engify.Client.SendAsync(request);
        return await Answer.OfAsync(response);
    }
}
