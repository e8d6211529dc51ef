using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Engify.Tests.Harness;

/// <summary>Sends bytes over the network as they are, where no client would.</summary>
public static class RawExchange
{
    // Less than the server has by default, so that a test sees the limit that it sets.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Sends the text and nothing more, and reads until the server closes the connection.</summary>
    /// <returns>The status and all that follows the head.</returns>
    public static async Task<(int Status, string Body)> SendAsync(Uri server, string text)
    {
        var (status, _, body) = await ReadAsync(server, text);
        return (status, body);
    }

    /// <inheritdoc cref="SendAsync"/>
    /// <returns>The status, the lines of the head, and all that follows it.</returns>
    public static async Task<(int Status, string[] Head, string Body)> ReadAsync(Uri server, string text)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var connection = new TcpClient();
        await connection.ConnectAsync(server.Host, server.Port, patience.Token);
        await using var stream = connection.GetStream();
        using var answer = new MemoryStream();
        // The server need not read to the end what it has refused: neither may sending it succeed, nor the connection
        // end well.
        await UnlessBrokenOffAsync(stream.WriteAsync(Encoding.Latin1.GetBytes(text), patience.Token).AsTask());
        await UnlessBrokenOffAsync(stream.CopyToAsync(answer, patience.Token));

        var read = Encoding.UTF8.GetString(answer.ToArray());
        var end = read.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        return (
            int.Parse(read.Split(' ')[1], CultureInfo.InvariantCulture), read[..end].Split("\r\n"), read[(end + 4)..]);
    }

    private static async Task UnlessBrokenOffAsync(Task exchange)
    {
        try
        {
            await exchange;
        }
        catch (IOException)
        {
            // What came before it counts.
        }
    }
}
