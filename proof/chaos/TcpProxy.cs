using System.Net;
using System.Net.Sockets;

namespace Engify.Chaos;

/// <summary>Stands between two programs on loopback, and hands on what they say: late, or not at all.</summary>
internal sealed class TcpProxy : IAsyncDisposable
{
    private readonly TcpListener listener;
    private readonly int target;
    private readonly CancellationTokenSource end = new();
    private readonly Task accepting;
    private int cuts;

    public TcpProxy(int port, int target)
    {
        this.target = target;
        listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        accepting = AcceptAsync();
    }

    /// <summary>Asked when an answer begins to arrive: whether to swallow it and to reset the connection.</summary>
    public Func<bool> CutsAnswer { get; set; } = () => false;

    /// <summary>How long each piece of a request is held back.</summary>
    public Func<TimeSpan> Delay { get; set; } = () => TimeSpan.Zero;

    /// <summary>How many answers were cut off.</summary>
    public int Cuts => cuts;

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await accepting;
        listener.Stop();
        end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await listener.AcceptTcpClientAsync(end.Token));
        }
        catch (Exception failure)
            when (failure is OperationCanceledException or SocketException)
        {
            // The end of the run.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var server = new TcpClient();
        using (client)
        {
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, target, end.Token);
                client.NoDelay = server.NoDelay = true;
                var exchange = new Exchange();
                await Task.WhenAny(
                    ForwardAsync(client.GetStream(), server.GetStream(), exchange),
                    AnswerAsync(server.GetStream(), client.GetStream(), exchange));
            }
            catch (Exception failure) when (failure is IOException or SocketException or OperationCanceledException)
            {
                // Whoever is left learns of it by the connection's end.
            }

            // A reset: nobody may take it for the answer's regular end.
            client.LingerState = new LingerOption(true, 0);
        }
    }

    private async Task ForwardAsync(NetworkStream from, NetworkStream to, Exchange exchange)
    {
        var buffer = new byte[16 * 1024];
        int length;
        while ((length = await from.ReadAsync(buffer, end.Token)) > 0)
        {
            if (Delay() is { Ticks: > 0 } delay)
                await Task.Delay(delay, end.Token);
            exchange.IsAnswered = false;
            await to.WriteAsync(buffer.AsMemory(0, length), end.Token);
        }
    }

    private async Task AnswerAsync(NetworkStream from, NetworkStream to, Exchange exchange)
    {
        var buffer = new byte[16 * 1024];
        int length;
        while ((length = await from.ReadAsync(buffer, end.Token)) > 0)
        {
            if (!exchange.IsAnswered && CutsAnswer())
            {
                Interlocked.Increment(ref cuts);
                return;
            }

            exchange.IsAnswered = true;
            await to.WriteAsync(buffer.AsMemory(0, length), end.Token);
        }
    }

    private sealed class Exchange
    {
        /// <summary>Whether the answer to the latest request has begun.</summary>
        public volatile bool IsAnswered;
    }
}
