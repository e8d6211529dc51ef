using System.Net.Sockets;
using System.Text;

namespace Engify.Tests.Harness;

/// <summary>Sends bytes over the network as they are, where no client would.</summary>
public static class RawExchange
{
    // Less than the server has by default, so that a test sees the limit that it sets.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Sends the text and nothing more.</summary>
    /// <returns>All that the server sends until it closes the connection.</returns>
    public static async Task<string> SendAsync(Uri server, string text)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var connection = new TcpClient();
        await connection.ConnectAsync(server.Host, server.Port, patience.Token);
        await using var stream = connection.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(text), patience.Token);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync(patience.Token);
    }
}
