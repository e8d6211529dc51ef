using System.Runtime.InteropServices;
using Engify.Chaos;

if (args.Contains("--help"))
{
    Console.WriteLine(ChaosOptions.Usage);
    return 0;
}

ChaosOptions options;
try
{
    options = ChaosOptions.Parse(args);
}
catch (FormatException wrong)
{
    Console.Error.WriteLine(wrong.Message);
    Console.Error.WriteLine(ChaosOptions.Usage);
    return 2;
}

// The first signal ends the run in order: whatever was started is stopped.
using var ended = new CancellationTokenSource();
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
try
{
    return await new Chaos(options, Path.GetFullPath("proof/chaos")).RunAsync(ended.Token);
}
catch (OperationCanceledException) when (ended.IsCancellationRequested)
{
    Console.Error.WriteLine("Interrupted; everything that was started is stopped.");
    return 130;
}
catch (Exception failure)
{
    // Not a violation: the driver itself could not go on.
    Console.Error.WriteLine(failure);
    return 2;
}

void End(PosixSignalContext signal)
{
    signal.Cancel = true;
    ended.Cancel();
}
