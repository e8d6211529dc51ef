using System.Net;
using System.Net.Sockets;

namespace Engify.Tests.Harness;

/// <summary>
/// A port of this machine that refuses whoever comes until somebody listens on it, and that the system gives to nobody
/// else meanwhile: a socket that is bound and does not listen lets others bind to the same port, and listen.
/// </summary>
public sealed class HeldPort : IDisposable
{
    private readonly Socket holder = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    private HeldPort() => holder.Bind(new IPEndPoint(IPAddress.Loopback, 0));

    public int Number => ((IPEndPoint)holder.LocalEndPoint!).Port;

    public static HeldPort Take() => new();

    public void Dispose() => holder.Dispose();
}
