using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Engify.Api.Operate;
using Microsoft.Extensions.Logging;

namespace Engify.Tests.Operate;

/// <summary>How the program starts, and how it does not.</summary>
public sealed class StartTests(EngifyFixture engify) : IClassFixture<EngifyFixture>, IDisposable
{
    private const string ConnectionString = "ConnectionStrings__Engify";
    private const string Urls = "ASPNETCORE_URLS";
    private const string Folder = "Database__EmbeddedFolder";
    private const string Dev = "ASPNETCORE_ENVIRONMENT=Development|ConnectionStrings__Engify=|";
    private const string Db = "{db}", Temp = "{temp}", Taken = "{taken}";

    private readonly DirectoryInfo temp = Directory.CreateTempSubdirectory("engify-start-");

    /// <summary>Settings between bars, and what the only sentence has to say.</summary>
    private static readonly (string Settings, string Said)[] Faults =
    [
        ($"{ConnectionString}=garbage", ConnectionString),
        ($"{ConnectionString}=Host=x;Sausage=1", ConnectionString),
        ($"{ConnectionString}=Host=x;Port=many", ConnectionString),
        ($"{ConnectionString}=Host=x;Port=99999", ConnectionString),
        ($"{ConnectionString}=Host=x;SSL Mode=Maybe", ConnectionString),
        ($"{ConnectionString}=Host=x;Root Certificate=/nowhere.pem", ConnectionString),
        ($"{ConnectionString}=Database=engify;Username=engify", ConnectionString),
        ($"{ConnectionString}={Db};Minimum Pool Size=9;Maximum Pool Size=5", ConnectionString),
        ($"{ConnectionString}={Db};Username=nobody;Password=wrong", ConnectionString),
        ($"{ConnectionString}={Db};Database=nowhere", ConnectionString),
        ($"{ConnectionString}={Db};Options=--nonsense", ConnectionString),
        ($"{ConnectionString}={Db};Options=-c work_mem=lots", ConnectionString),
        ($"{Urls}=http//127.0.0.1", Urls),
        ($"{Urls}=ftp://127.0.0.1:0", Urls),
        ($"{Urls}=http://127.0.0.1:99999", Urls),
        ($"{Urls}=http://unix:/nowhere/engify.sock", Urls),
        ($"{Urls}=http://192.0.2.7:3000", Urls),
        ($"{Urls}=http://127.0.0.1:{Taken}", $"{Taken}: address already in use. Set {Urls}"),
        ($"PORT={Taken}", $"{Taken}: address already in use. Set PORT"),
        ("PORT=70000", "PORT must be a number from 0 to 65535"),
        ($"PORT=many|{Urls}=http://127.0.0.1:0", "PORT must be a number from 0 to 65535"),
        ("Kestrel__Endpoints__Web__Url=nonsense", "Kestrel__Endpoints__Web__Url"),
        ("Kestrel__Endpoints__Web__Url=http://127.0.0.1:0|Kestrel__Endpoints__Web__Protocols=Http9",
            "Kestrel__Endpoints__Web__Protocols must be one of"),
        ("Kestrel__Certificates__Default__Path=/nowhere.pfx", "Kestrel__Certificates__Default__Path"),
        ("Kestrel__Limits__MaxConcurrentConnections=5", "Kestrel__Limits is no setting"),
        ("Logging__LogLevel__Default=Loud", "Logging__LogLevel__Default must be one of"),
        ("Logging__Console__LogLevel__Npgsql=Loud", "Logging__Console__LogLevel__Npgsql must be one of"),
        ($"{Dev}Logging__LogLevel__Default=Loud", "Logging__LogLevel__Default must be one of"),
        ("Logging__Console__FormatterName=fancy", "Logging__Console__FormatterName must be one of"),
        ("Logging__Console__FormatterOptions__IncludeScopes=perhaps", "Logging:Console:FormatterOptions:IncludeScopes"),
        ("Logging__Console__FormatterOptions__TimestampFormat=%", "Logging__Console"),
        ("Institution__TimeZone=Mars/Olympus", "Institution:TimeZone is no IANA time zone"),
        ("Institution__Name=", "Institution__Name"),
        ("Institution__ShowGpa=perhaps", "Institution:ShowGpa"),
        ("Institution__Currency=XXX", "Institution:Currency is no currency"),
        ("Institution__Currency=KWD", "Institution:Currency is no currency"),
        ("Institution__Locales=no language", "Institution__Locales"),
        ("Institution__ContactEmail=nobody", "Institution__ContactEmail"),
        ("Institution__PublicAddress=nowhere", "Institution__PublicAddress"),
        ("DataProtection__CertificatePath=/nowhere.p12", "DataProtection__CertificatePath"),
        ("DataProtection__CertificatePassword=wrong", "DataProtection__CertificatePassword"),
        ("OTEL_EXPORTER_OTLP_ENDPOINT=collector:4317", "OTEL_EXPORTER_OTLP_ENDPOINT must be"),
        ("OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:1|OTEL_EXPORTER_OTLP_PROTOCOL=json",
            "OTEL_EXPORTER_OTLP_PROTOCOL must be"),
        ("OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:1|OTEL_EXPORTER_OTLP_HEADERS=x",
            "OTEL_EXPORTER_OTLP_HEADERS must be"),
        ($"Telemetry__PrometheusPort={Taken}", "Telemetry__PrometheusPort"),
        ("Telemetry__PrometheusHost=a b", "Telemetry__PrometheusHost must be"),
        ("RateLimits__General__PermitLimit=-1", "RateLimits__General__PermitLimit must be between"),
        ("Database__MigrateOnStart=perhaps", "Database:MigrateOnStart"),
        ("DemoData__SeedOnStart=perhaps", "DemoData:SeedOnStart"),
        ("OpenApi__Enabled=perhaps", "OpenApi:Enabled"),
        ("Tokens__AccesTokenLifetime=00:05:00", "Tokens__AccesTokenLifetime is no setting"),
        ("RateLimits__SignIn__Permit=5", "RateLimits__SignIn__Permit is no setting"),
        ("RateLimits__General=5", "RateLimits__General must be"),
        ("GroupSessions__WeeksAhead__Now=5", "GroupSessions__WeeksAhead must have one value"),
        ("OpenApi__Enable=false", "OpenApi__Enable is no setting"),
        ("GroupSessions__WeeksAhead=0|Https__Port=0", "Https__Port must be between"),
        ($"{Dev}PG_BIN=/nowhere", "PG_BIN must be the directory"),
        ($"{Dev}{Folder}={Temp}/file/folder", Folder),
        ($"{Dev}{Folder}={Temp}/another-version", "Set PG_BIN"),
    ];

    public void Dispose() => temp.Delete(recursive: true);

    [Fact]
    public async Task A_setting_that_cannot_work_ends_the_program_with_one_sentence_that_names_it()
    {
        using var listener = new TcpListener(IPAddress.IPv6Any, 0);
        listener.Server.DualMode = true;
        listener.Start();
        var port = $"{((IPEndPoint)listener.LocalEndpoint).Port}";
        await File.WriteAllTextAsync(Path.Combine(temp.FullName, "file"), "");
        MakeClusterOfAnotherVersion();
        string Fill(string text) => text.Replace(Db, engify.ConnectionString, StringComparison.Ordinal)
            .Replace(Temp, temp.FullName, StringComparison.Ordinal).Replace(Taken, port, StringComparison.Ordinal);

        var wrong = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(
            Faults, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (fault, _) =>
            {
                var settings = Fill($"{ConnectionString}={Db}|{fault.Settings}").Split('|')
                    .Select(setting => setting.Split('=', 2))
                    .Select(setting => KeyValuePair.Create(setting[0], setting[1]));
                var (exitCode, output, error) = await EngifyProgram.RunAsync([], settings!);
                if (exitCode != 2 || error.Contains('\n') || !error.Contains(Fill(fault.Said), StringComparison.Ordinal)
                    || IsFailure(output))
                {
                    wrong.Add($"{fault.Settings}: {exitCode}\n{error}\n{output}");
                }
            });

        Assert.True(wrong.IsEmpty, string.Join("\n\n", wrong));
    }

    [Theory]
    [InlineData("appsettings.json", "{ \"Logging\": oops")]
    [InlineData("appsettings.Production.json", "[1")]
    public async Task A_file_of_settings_that_cannot_be_read_is_named(string file, string content)
    {
        await File.WriteAllTextAsync(Path.Combine(temp.FullName, file), content);

        var (exitCode, output, error) = await EngifyProgram.RunAsync(["check", $"--contentRoot={temp.FullName}"], []);

        Assert.Equal((2, ""), (exitCode, output));
        Assert.Contains(Path.Combine(temp.FullName, file), Assert.Single(error.Split('\n')), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("migrate now", "'now'")]
    [InlineData("check --help", "'--help'")]
    [InlineData("--PORT", "'--PORT'")]
    [InlineData("-p 3000", "'-p'")]
    public async Task An_argument_that_would_be_passed_over_is_answered_with_the_usage(string arguments, string said)
    {
        var (exitCode, output, error) = await EngifyProgram.RunAsync(arguments.Split(' '), []);

        Assert.Equal((2, ""), (exitCode, output));
        Assert.StartsWith($"Unknown argument {said}", error, StringComparison.Ordinal);
        Assert.Contains("rotate-signing-key", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_settings_are_those_beside_the_program_and_no_file_is_watched()
    {
        await File.WriteAllTextAsync(Path.Combine(temp.FullName, "appsettings.json"), "no settings of this program");

        using var program = EngifyProgram.Start(
            [], [KeyValuePair.Create(ConnectionString, (string?)engify.ConnectionString)], temp.FullName);
        var line = await program.ReadUntilAsync("Engify is ready");

        Assert.StartsWith("""{"Timestamp":""", line, StringComparison.Ordinal); // as our appsettings.json has it
        if (OperatingSystem.IsLinux())
        {
            Assert.DoesNotContain(
                Directory.GetFiles($"/proc/{program.ProcessId}/fd"),
                file => new FileInfo(file).LinkTarget is { } target
                    && target.Contains("inotify", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_database_that_is_away_is_waited_for()
    {
        using var program = EngifyProgram.Start(
            [], [KeyValuePair.Create(ConnectionString, (string?)"Host=127.0.0.1;Port=1;Username=engify")]);

        await program.ReadUntilAsync("Engify is ready");
    }

    [Fact]
    public void The_log_leaves_out_only_failures_that_have_been_explained()
    {
        using var sink = new LogSink();
        using var log = new LogWithoutLastWords(new LoggerFactory([sink]));
        var host = log.CreateLogger("Microsoft.Extensions.Hosting.Internal.Host");

        host.Log(LogLevel.Error, new EventId(11), "explained", new OperatorException("Set PORT."), (text, _) => text);
        host.Log(LogLevel.Error, new EventId(11), "our own fault", new InvalidOperationException(), (text, _) => text);
        host.Log(LogLevel.Error, new EventId(9), "later", new OperatorException("Set PORT."), (text, _) => text);

        Assert.Equal(["our own fault", "later"], sink.Entries.Select(entry => entry.Message));
    }

    private void MakeClusterOfAnotherVersion()
    {
        var folder = Path.Combine(temp.FullName, "another-version");
        Directory.CreateDirectory(folder);
        var data = Directory.CreateDirectory(Path.Combine(folder, "data"));
        if (!OperatingSystem.IsWindows())
        {
            temp.UnixFileMode |= UnixFileMode.OtherExecute;
            data.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        }

        File.WriteAllText(Path.Combine(folder, "password"), "none");
        File.WriteAllText(Path.Combine(data.FullName, "PG_VERSION"), "9.6\n");
        File.WriteAllText(Path.Combine(data.FullName, "postgresql.conf"), "");
    }

    private static bool IsFailure(string output) =>
        ((string[])["fail:", "crit:", "\"LogLevel\":\"Error\"", "\"LogLevel\":\"Critical\"", "   at "])
            .Any(sign => output.Contains(sign, StringComparison.Ordinal));
}
