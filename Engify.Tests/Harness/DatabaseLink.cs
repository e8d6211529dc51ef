using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Engify.Tests.Harness;

/// <summary>What lies between the service and its database, and can break without the database noticing.</summary>
public sealed class DatabaseLink : IAsyncDisposable
{
    private readonly IPEndPoint database;
    private readonly ConcurrentDictionary<TcpClient, bool> clients = new();
    private readonly CancellationTokenSource end = new();
    private readonly HeldPort port = HeldPort.Take();
    private TcpListener listener;
    private Task accepting;
    private volatile bool isSilent;

    private DatabaseLink(NpgsqlConnectionStringBuilder direct)
    {
        database = new IPEndPoint(IPAddress.Parse(direct.Host!), direct.Port);
        (listener, accepting) = Listen();
        ConnectionString = new NpgsqlConnectionStringBuilder(direct.ConnectionString)
        {
            Host = "127.0.0.1",
            Port = port.Number,
        }.ConnectionString;
    }

    /// <summary>The database, by way of this link.</summary>
    public string ConnectionString { get; }

    public static DatabaseLink To(string connectionString) => new(new NpgsqlConnectionStringBuilder(connectionString));

    /// <summary>Ends all connections and refuses new ones, as a machine does whose server has stopped.</summary>
    public async Task BreakAsync()
    {
        listener.Stop();
        await accepting;
        foreach (var client in clients.Keys)
            client.Close();
    }

    /// <summary>Takes connections, old and new ones, and lets nothing through, as a machine does that hangs.</summary>
    public void FallSilent() => isSilent = true;

    public void Mend()
    {
        isSilent = false;
        if (!accepting.IsCompleted)
            return;

        (listener, accepting) = Listen();
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await BreakAsync();
        port.Dispose();
        end.Dispose();
    }

    private (TcpListener Listener, Task Accepting) Listen()
    {
        var started = new TcpListener(IPAddress.Loopback, port.Number);
        started.Start();
        return (started, AcceptAsync(started));
    }

    private async Task AcceptAsync(TcpListener source)
    {
        try
        {
            while (true)
                _ = CarryAsync(await source.AcceptTcpClientAsync(end.Token));
        }
        catch (Exception exception)
            when (exception is SocketException or OperationCanceledException or InvalidOperationException)
        {
            // broken off, while it waited for the next connection or between two of them
        }
    }

    private async Task CarryAsync(TcpClient client)
    {
        using var server = new TcpClient();
        clients.TryAdd(client, true);
        try
        {
            await server.ConnectAsync(database, end.Token);
            await Task.WhenAny(
                CopyAsync(client.GetStream(), server.GetStream()), CopyAsync(server.GetStream(), client.GetStream()));
        }
        catch (Exception exception)
            when (exception
                is SocketException or OperationCanceledException or IOException or InvalidOperationException)
        {
            // broken off
        }
        finally
        {
            clients.TryRemove(client, out _);
            client.Dispose();
        }
    }

    private async Task CopyAsync(NetworkStream from, NetworkStream to)
    {
        var buffer = new byte[8192];
        try
        {
            for (int read; (read = await from.ReadAsync(buffer, end.Token)) > 0;)
            {
                if (!isSilent)
                    await to.WriteAsync(buffer.AsMemory(0, read), end.Token);
            }
        }
        catch (Exception exception)
            when (exception
                is SocketException or OperationCanceledException or IOException or InvalidOperationException)
        {
            // broken off
        }
    }
}
