using System.Text;
using Engify.Tests.Harness;
using Microsoft.Extensions.Logging;

namespace Engify.Tests.Problems;

public sealed class PayloadTooLargeTests(KestrelFixture engify) : IClassFixture<KestrelFixture>
{
    private const int Limit = 64 * 1024;
    private const string Path = "/group-sessions/nope/join";

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
        // As bytes: a client may fail to send what the server does not read.
        var text = Body(Limit + 1);
        var (status, body) = await RawExchange.SendAsync(
            engify.Client.BaseAddress!,
            $"POST {Path} HTTP/1.1\r\nHost: engify\r\nAuthorization: {engify.Client.DefaultRequestHeaders.Authorization}\r\n"
            + "Connection: close\r\nContent-Type: application/json\r\n"
            + (chunked
                ? $"Transfer-Encoding: chunked\r\n\r\n{text.Length:X}\r\n{text}\r\n0\r\n\r\n"
                : $"Content-Length: {text.Length}\r\n\r\n{text}"));

        Assert.Equal(413, status);
        Assert.Contains("\"code\":\"payload_too_large\"", body, StringComparison.Ordinal);
        Assert.DoesNotContain(engify.Log.Entries, entry => entry.Level >= LogLevel.Warning || entry.Exception is not null);
    }

    private async Task<Answer> PostAsync(int size, bool chunked)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Path)
        {
            Content = new StringContent(Body(size), Encoding.UTF8, "application/json"),
        };
        request.Headers.TransferEncodingChunked = chunked;
        using var response = await engify.Client.SendAsync(request);
        return await Answer.OfAsync(response);
    }

    private static string Body(int size)
    {
        const string start = """{"studentId":"x","padding":" """;
        const string end = "\"}";
        return start + new string('x', size - start.Length - end.Length) + end;
    }
}
