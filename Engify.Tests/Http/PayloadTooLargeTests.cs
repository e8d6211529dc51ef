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
