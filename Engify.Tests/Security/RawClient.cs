using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Engify.Tests.Security;

/// <summary>Sends bytes that no HTTP client would, and reads what comes back until the connection ends.</summary>
internal static class RawClient
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <returns>The status and everything after the head.</returns>
    public static async Task<(int Status, string Body)> SendAsync(Uri server, string request)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port, patience.Token);
        await using var stream = client.GetStream();
        var answer = new MemoryStream();
        try
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(request), patience.Token);
            await stream.CopyToAsync(answer, patience.Token);
        }
        catch (IOException) when (answer.Length > 0)
        {
            // The server need not read to the end what it has refused.
        }

        var text = Encoding.UTF8.GetString(answer.ToArray());
        return (
            int.Parse(text.Split(' ')[1], CultureInfo.InvariantCulture), text[(text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..]);
    }
}
